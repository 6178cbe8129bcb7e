package sources_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"secondsource/claims"
	"secondsource/sources"
)

// fixture gives a page of testdata/pages.
func fixture(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "pages", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestPages reads every page of testdata/pages and compares with its golden file, or with the error it must give.
func TestPages(t *testing.T) {
	pages, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages in testdata/pages: %v", err)
	}
	for _, page := range pages {
		name := filepath.Base(page)
		t.Run(name, func(t *testing.T) {
			a, err := sources.FromHTML(t.Context(), fixture(t, name), sources.Origin{})
			if name == "index.html" {
				if !errors.Is(err, sources.ErrNoArticle) {
					t.Errorf("got %v, want ErrNoArticle; text %q", err, a.Text)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			checkFacts(t, a)
			golden(t, strings.TrimSuffix(page, ".html")+".json", a)
		})
	}
}

// golden compares an article with a file, or writes it with -update.
func golden(t *testing.T, path string, a claims.Article) {
	t.Helper()
	var got bytes.Buffer
	e := json.NewEncoder(&got)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(a); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (write it with -update)", err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s differs (write it with -update):\ngot  %s\nwant %s", path, got.Bytes(), want)
	}
}

// checkLinks says whether every link's words lie in the text, between runes, with no white space at their ends.
func checkLinks(t *testing.T, a claims.Article) {
	t.Helper()
	for _, l := range a.Links {
		if l.At.Start < 0 || l.At.End > len(a.Text) || l.At.Start >= l.At.End {
			t.Errorf("link %s at %v of %d bytes", l.URL, l.At, len(a.Text))
			continue
		}
		words := a.Text[l.At.Start:l.At.End]
		if !utf8.ValidString(words) || strings.TrimSpace(words) != words {
			t.Errorf("link %s has the words %q", l.URL, words)
		}
		if !strings.HasPrefix(l.URL, "http://") && !strings.HasPrefix(l.URL, "https://") {
			t.Errorf("link %q is no web address", l.URL)
		}
	}
}

// TestFurniture holds what the golden files must never come to hold by an -update.
func TestFurniture(t *testing.T) {
	for page, words := range map[string][]string{
		"standard.html": {
			"Related", "Storm tears", "inbox", "Sign up", "cookies", "Share", "Photo", "Cranes stand", "Correction",
			"Tarrant", "Advertisement", "Read more", "More from", "All rights", "reopen after storm repairs", "11 April",
		},
		"liveblog.html":   {"cookies", "Share this", "Most read", "ferry to Port Hale", "Five charts", "Live: count"},
		"amp.html":        {"By Juno", "Home", "Loading", "works in Norrin to close by autumn"},
		"broken.html":     {"Editor’s note", "Dam on the Issel is safe"},
		"metaonly.html":   {"Published", "Read the letter", "Ignore all", "More from City", "Tram line"},
		"paywall.html":    {"Subscribe", "Already", "only for those", "Hanne"},
		"gallery.html":    {"main gate on", "furnace hall", "Last bottle"},
		"hidden.html":     {"machines", "lake is full", "nobody", "sold", "Divers", "End of the first", "trust this page"},
		"correction.html": {"1936", "two villages"},
		"template.html":   {"Lesen Sie", "Montag"},
		"arabic.html":     {"تصحيح"},
	} {
		a, err := sources.FromHTML(t.Context(), fixture(t, page), sources.Origin{})
		if err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		for _, w := range words {
			if strings.Contains(a.Text, w) {
				t.Errorf("%s: the text holds furniture %q:\n%s", page, w, a.Text)
			}
		}
	}
}

func TestRelated(t *testing.T) {
	for page, want := range map[string][]string{
		"standard.html": {
			"Storm tears forty metres out of Velmora breakwater", "Fishing fleet moves to neighbouring Kaspen for spring",
			"Kaspen orders three new tugs from Ostrand yard",
			"Cranes stand idle above the empty quay in Velmora on Thursday. Photo: P. Anselm",
			"Correction, 12 April: An earlier version of this article gave the wrong length for the breakwater. It is 340 metres long.",
			"Correction: an earlier version gave the wrong length for the breakwater.",
		},
		"liveblog.html": {"Why the ferry to Port Hale was late again"},
		"broken.html":   {"Editor’s note: This story has been updated to correct the director’s name."},
		"correction.html": {
			"Correction: An earlier version of this article said that the dam was built in 1936. It was built in 1963.",
			"Clarification: The board counts only the residents of the two villages nearest to the dam.",
		},
	} {
		a, err := sources.FromHTML(t.Context(), fixture(t, page), sources.Origin{})
		if err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		for _, w := range want {
			if !slices.Contains(a.Related, w) {
				t.Errorf("%s: related %q lacks %q", page, a.Related, w)
			}
		}
	}
}

func TestEncodings(t *testing.T) {
	want, err := sources.FromHTML(t.Context(), fixture(t, "amp.html"), sources.Origin{})
	if err != nil {
		t.Fatal(err)
	}
	unmarked := bytes.Replace(fixture(t, "amp.html"), []byte(`<meta charset="utf-8">`), nil, 1)
	western, err := charmap.Windows1252.NewEncoder().Bytes(unmarked)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(unmarked)
	if err != nil {
		t.Fatal(err)
	}
	late := append([]byte("<!-- "+strings.Repeat("x", 2000)+" -->"), unmarked...)
	for _, c := range []struct {
		name, contentType string
		raw               []byte
	}{
		{"windows-1252 by header", "text/html; charset=windows-1252", western},
		{"windows-1252 by default", "", western},
		{"UTF-16 by its mark", "text/html; charset=utf-8", wide},
		{"UTF-8 with a mark", "", append([]byte("\uFEFF"), unmarked...)},
		{"UTF-8 that nothing announces in the first 1,024 bytes", "", late},
	} {
		got, err := sources.FromHTML(t.Context(), c.raw, sources.Origin{ContentType: c.contentType})
		if err != nil || got.Text != want.Text {
			t.Errorf("%s: got %q, %v\nwant %q", c.name, got.Text, err, want.Text)
		}
	}
}

// TestAddresses holds how a page's own address and its canonical one are told apart.
func TestAddresses(t *testing.T) {
	const canonical = "https://www.norrinpost.example/economy/glass-works"
	for _, c := range []struct{ origin, url, canonical, publisher string }{
		{"", canonical, "", "norrinpost.example"},
		{canonical, canonical, "", "norrinpost.example"},
		{"https://amp.other.example/glass", "https://amp.other.example/glass", canonical, "amp.other.example"},
	} {
		a, err := sources.FromHTML(t.Context(), fixture(t, "amp.html"), sources.Origin{URL: c.origin})
		if err != nil {
			t.Fatal(err)
		}
		if a.URL != c.url || a.Canonical != c.canonical || a.Publisher != c.publisher {
			t.Errorf("from %q: got %q, %q, %q\nwant %+v", c.origin, a.URL, a.Canonical, a.Publisher, c)
		}
		if want := claims.ArticleID(a.URL, a.Text); a.ID != want {
			t.Errorf("from %q: ID %s, want %s", c.origin, a.ID, want)
		}
	}
}

// TestSeed reads the reference story: paragraph by paragraph the same as its text, furniture and all left out.
func TestSeed(t *testing.T) {
	raw, err := os.ReadFile("../../shared/seed/article.html")
	if err != nil {
		t.Skip("the reference story is not beside the checkout, so it was not read")
	}
	text, err := os.ReadFile("../../shared/seed/article.txt")
	if err != nil {
		t.Fatal(err)
	}
	a, err := sources.FromHTML(t.Context(), raw, sources.Origin{})
	if err != nil {
		t.Fatal(err)
	}
	got, want := strings.Split(a.Text, "\n\n"), strings.Split(strings.TrimSpace(string(text)), "\n")
	if !slices.Equal(got, want) {
		t.Errorf("got %d paragraphs, want %d:\n%q\n%q", len(got), len(want), got, want)
	}
	if len(a.Related) != 1 || !strings.HasPrefix(a.Related[0], "Pakistan invited to Iran-US talks in Turkiye") {
		t.Errorf("related %q, want the box's one headline", a.Related)
	}
	if !strings.HasPrefix(a.Title, "Pakistan accepts") || a.Publisher != "News Example" || a.Byline != "Web Desk" {
		t.Errorf("title %q, publisher %q, byline %q", a.Title, a.Publisher, a.Byline)
	}
	if got := a.Published.UTC().Format("2006-01-02T15:04Z"); got != "2026-02-03T16:40Z" || a.URL == "" {
		t.Errorf("published %s at %q, want 2026-02-03T16:40Z at its canonical address", got, a.URL)
	}
}

func TestFromHTMLCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := sources.FromHTML(ctx, fixture(t, "standard.html"), sources.Origin{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func FuzzFromHTML(f *testing.F) {
	pages, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(pages) == 0 {
		f.Fatalf("no pages: %v", err)
	}
	for _, page := range pages {
		f.Add(fixture(f, filepath.Base(page)), "text/html")
	}
	f.Add([]byte("<p>\x00\xff<a href=//x>a</a><a href=' '> </a>"+strings.Repeat("word ", 40)), "")
	f.Add([]byte("\xfe\xff\x00<\x00p\x00>"), "text/html; charset=utf-7")
	f.Add([]byte("<a href=x><p><a href=http://y.example>"+strings.Repeat("word </a>x ", 40)), "")
	f.Fuzz(func(t *testing.T, raw []byte, contentType string) {
		a, err := sources.FromHTML(t.Context(), raw, sources.Origin{URL: "https://x.example/a", ContentType: contentType})
		if err != nil {
			return
		}
		if !utf8.ValidString(a.Text) || strings.ContainsRune(a.Text, 0) || strings.TrimSpace(a.Text) == "" {
			t.Errorf("text %q", a.Text)
		}
		checkFacts(t, a)
	})
}

func BenchmarkRead(b *testing.B) {
	raw := fixture(b, "standard.html")
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, err := sources.FromHTML(b.Context(), raw, sources.Origin{}); err != nil {
			b.Fatal(err)
		}
	}
}
