package sources_test

import (
	"strings"
	"testing"
	"time"

	"secondsource/claims"
	"secondsource/sources"
)

// read makes a page of a head and the brief story, and reads it.
func read(t *testing.T, head, body string) claims.Article {
	t.Helper()
	a, err := sources.FromHTML(t.Context(), []byte("<html><head>"+head+"</head><body>"+body+"<p>"+briefStory+"</p></body></html>"),
		sources.Origin{URL: "https://www.kaspen.example/a/b"})
	if err != nil {
		t.Fatalf("%s: %v", head, err)
	}
	return a
}

func TestDates(t *testing.T) {
	for said, want := range map[string]string{
		"2026-02-03T21:40:00+05:00":                  "2026-02-03T16:40:00Z",
		"2026-02-03T21:40:00.123Z":                   "2026-02-03T21:40:00Z",
		"2026-02-03T21:40:00+0500":                   "2026-02-03T16:40:00Z",
		"2026-02-03T21:40Z":                          "2026-02-03T21:40:00Z",
		"2026-02-03T21:40:00":                        "2026-02-03T21:40:00Z",
		"2026-02-03 21:40:00":                        "2026-02-03T21:40:00Z",
		"2026-02-03":                                 "2026-02-03T00:00:00Z",
		"20260203":                                   "2026-02-03T00:00:00Z",
		"2026/02/03":                                 "2026-02-03T00:00:00Z",
		"Tue, 03 Feb 2026 21:40:00 GMT":              "2026-02-03T21:40:00Z",
		"Tue Feb 03 2026 21:40:00 GMT+0100 (CET)":    "2026-02-03T20:40:00Z",
		"February 3, 2026":                           "2026-02-03T00:00:00Z",
		"2026-02-30":                                 "",
		"yesterday":                                  "",
		"0001-01-01T00:00:00Z":                       "",
		"9999-12-31":                                 "",
		"03/02/2026":                                 "", // February or March: the page does not say
		strings.Repeat("2026-02-03 ", 40):            "",
		"2026-02-03T21:40:00+05:00; drop table runs": "",
	} {
		a := read(t, `<meta property="article:published_time" content="`+said+`">`, "")
		got := ""
		if !a.Published.IsZero() {
			got = a.Published.UTC().Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}

// TestMetadataOrder holds which of several statements of a page wins.
func TestMetadataOrder(t *testing.T) {
	const ld = `<script type="application/ld+json">[{"@type":"BreadcrumbList","name":"no"},{"@type":"https://schema.org/NewsArticle",
		"headline":"LD &amp; title","author":["Ann Orr",{"name":"Bo Teal"}],"publisher":{"name":"LD House"},"datePublished":"2026-01-02"}]</script>`
	const meta = `<meta property="og:title" content="Meta title"><meta name="author" content="Meta Author">
		<meta property="og:site_name" content="Meta House"><meta name="date" content="2026-03-04">`
	const markup = `<title>Ferry stays in port | Kaspen Post</title>`
	const body = `<span class="byline">By Cy Rand | Staff</span><time datetime="2026-05-06">6 May</time>`
	for _, c := range []struct{ name, head, title, byline, publisher, day string }{
		{"JSON-LD", markup + meta + ld, "LD & title", "Ann Orr, Bo Teal", "LD House", "2026-01-02"},
		{"meta tags", markup + meta, "Meta title", "Meta Author", "Meta House", "2026-03-04"},
		{"markup", markup, "Ferry stays in port", "Cy Rand", "kaspen.example", "2026-05-06"},
		{
			"a byline that is an address", markup + `<meta property="article:author" content="https://social.example/cy">`,
			"Ferry stays in port", "Cy Rand", "kaspen.example", "2026-05-06",
		},
		{
			"JSON-LD that is no JSON", markup + `<script type="application/ld+json">{"@type":"NewsArticle" oh no</script>`,
			"Ferry stays in port", "Cy Rand", "kaspen.example", "2026-05-06",
		},
		{
			"JSON-LD of the wrong shapes", markup + `<script type="application/ld+json">{"@type":["NewsArticle",7],"headline":{"a":1},"author":[[["x"]]],"publisher":3,"datePublished":[]}</script>`,
			"Ferry stays in port", "Cy Rand", "kaspen.example", "2026-05-06",
		},
	} {
		a := read(t, c.head, body)
		if a.Title != c.title || a.Byline != c.byline || a.Publisher != c.publisher || a.Published.Format(time.DateOnly) != c.day {
			t.Errorf("%s: got %q, %q, %q, %v\nwant %+v", c.name, a.Title, a.Byline, a.Publisher, a.Published, c)
		}
	}
}

// TestCanonical holds which canonical addresses are kept.
func TestCanonical(t *testing.T) {
	for href, want := range map[string]string{
		"https://www.kaspen.example/a/b": "", "/a/c": "https://www.kaspen.example/a/c", "//other.example/x#y": "https://other.example/x",
		"javascript:alert(1)": "", "": "", "http://user:pw@other.example/": "http://other.example/", "ftp://other.example/": "", "#top": "",
	} {
		if a := read(t, `<link rel="canonical" href="`+href+`">`, ""); a.Canonical != want {
			t.Errorf("%q: got %q, want %q", href, a.Canonical, want)
		}
	}
}

// TestLongMetadata holds that no line of metadata is longer than a line.
func TestLongMetadata(t *testing.T) {
	long := strings.Repeat("long ", 10_000)
	a := read(t, `<title>Short title of it</title><meta property="og:title" content="`+long+`"><meta name="author" content="`+long+`">`, "")
	if a.Title != "Short title of it" || a.Byline != "" {
		t.Errorf("got a title of %d and a byline of %d bytes", len(a.Title), len(a.Byline))
	}
}
