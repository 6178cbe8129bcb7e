package sources_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"secondsource/sources"
)

// hostilePages are pages made to hang, bloat or crash a reader (reliability note §5), each up to 2 MB.
func hostilePages() map[string]string {
	r := strings.Repeat
	return map[string]string{
		"repeated body":          r("<body x1>", 200000),
		"64 bodies with story":   r("<body x>", 64) + "<p>" + r("word ", 300),
		"repeated html":          r("<html a=b>", 200000),
		"dd and dt in spans":     r("<div><span>", 240) + r("<dd><dt>", 200000),
		"q in spans":             r("<span>", 500) + r("</q>", 400000),
		"b i u p":                r("<b><i><u><p>", 170000),
		"formatting that piles":  "<p>" + many("<b a=%d>", 400) + r("<p>x", 400000),
		"deep div":               r("<div>", 300000),
		"deep b":                 r("<b>", 400000),
		"deep table":             r("<table><tr><td>", 100000),
		"deep svg":               r("<svg>", 300000),
		"deep math":              r("<math><mi>", 150000),
		"deep template":          r("<template>", 200000),
		"deep frameset":          r("<frameset>", 200000),
		"deep story":             r("<div>", 480) + "<p>" + r("word ", 400000),
		"deep paragraphs":        r("<div>", 480) + r("<p>word word word word word</p>", 60000),
		"paragraphs":             r("<p>word word, word word word</p>", 60000),
		"nested boxes":           r("<div class=related><a href=/x>one two three four</a>", 480) + r("<p>x</p>", 60000),
		"asides":                 r("<aside>", 480) + r("word ", 400000),
		"attributes":             "<p " + many("a%d=1 ", 150000) + ">",
		"one attribute":          "<p a='" + r("x", 2000000) + "'>",
		"one tag name":           "<" + r("x", 2000000) + ">",
		"one comment":            "<!--" + r("x", 2000000) + "-->",
		"one script":             "<script>" + r("x", 2000000) + "</script>",
		"plaintext":              "<plaintext>" + r("<p>word ", 200000),
		"zero bytes":             "<p>" + r("word\x00 ", 300000),
		"invalid bytes":          "<p>" + r("word\xff\xfe ", 250000),
		"combining marks":        "<p>" + r("word ", 30) + r("\u0301", 900000),
		"bidi and zero width":    "<p>" + r("word\u202e\u200b ", 150000),
		"JSON-LD nested":         "<script type=application/ld+json>" + r("[", 100000) + "</script>",
		"JSON-LD wide":           "<script type=application/ld+json>[" + r("{\"@type\":\"Article\"},", 50000) + "{}]</script>",
		"line breaks":            "<div>" + r("text<br><br>", 150000),
		"links":                  r("<a href=/x>word word word</a> ", 60000),
		"open links":             r("<a href=x><p>", 150000),
		"one word":               "<p>" + r("w", 2000000),
		"lists":                  r("<ul><li>", 200) + r("<li>word", 200000),
		"space":                  "<p>" + r("word ", 100) + r(" \n", 900000),
		"nested space":           r("<p class=correction><div>", 240) + r(" ", 1900000),
		"headings at the end":    "<p>" + r("word ", 100) + r("<h2>more</h2>", 50000),
		"unclosed comment, tags": r("<!--<p", 300000),
	}
}

// many writes a format n times with a counter.
func many(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// hang is how long a test takes something for hung: not a speed, which a busy machine changes, but what a quadratic
// step would need on these inputs.
const hang = time.Minute

// TestHostilePages holds promise 8 of the reliability note: no page hangs, bloats or crashes extraction.
func TestHostilePages(t *testing.T) {
	for name, page := range hostilePages() {
		t.Run(name, func(t *testing.T) {
			page = page[:min(len(page), sources.MaxPage)]
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			a, err := sources.FromHTML(t.Context(), []byte(page), sources.Origin{URL: "https://x.example/"})
			taken := time.Since(start)
			runtime.ReadMemStats(&after)
			if taken > hang {
				t.Errorf("took %s", taken)
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > slack*512 {
				t.Errorf("allocated %d MB, want under %d", mb, slack*512)
			}
			if err != nil && !errors.Is(err, sources.ErrTooLarge) && !errors.Is(err, sources.ErrNoArticle) {
				t.Errorf("got %v, want an article, ErrTooLarge or ErrNoArticle", err)
			}
			if strings.ContainsAny(a.Text, "\x00\uFEFF") {
				t.Errorf("text holds a zero byte or a byte order mark")
			}
			checkLinks(t, a)
		})
	}
}

func TestPageCaps(t *testing.T) {
	words := strings.Repeat("word ", 100)
	for _, c := range []struct {
		name, page, says string
		want             error
	}{
		{"2 MB", "<p>" + words + strings.Repeat(" ", sources.MaxPage), "2 MB", sources.ErrTooLarge},
		{"empty", " \n\u200b", "empty", sources.ErrEmpty},
		{"picture", "\x89PNG\r\n\x1a\n", "picture", sources.ErrNotText},
		{"no words under a cap", strings.Repeat("<b><i><u><p>", 10000), "no article", sources.ErrNoArticle},
	} {
		_, err := sources.FromHTML(t.Context(), []byte(c.page), sources.Origin{})
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %v that says %q", c.name, err, c.want, c.says)
		}
	}
}

// TestDegraded holds that what is read in a lesser way says so, and why.
func TestDegraded(t *testing.T) {
	head := `<html><head><title>The long way down to the sea</title></head><body>`
	story := "<p>" + strings.Repeat("word ", 60) + "</p><script>var x = 'no word of it'</script><p>The second paragraph stands apart.</p>" +
		"<p hidden>Nobody sees these words of it</p><div style='display: none'><p>Nor any of <b>these</b> words</p></div><p>The last paragraph is seen again.</p>"
	for _, c := range []struct{ name, page, says string }{
		{"nested too deep", head + strings.Repeat("<div>", 600) + story, "over 512 deep"},
		{"too tangled", head + strings.Repeat("<div>", 480) + strings.Repeat(story, 300), "too tangled"},
		{"65 bodies", head + strings.Repeat("<body>", 65) + story, "over 64 times"},
		{"65 times html", head + strings.Repeat("<html a=b>", 65) + story, "over 64 times"},
		{"200,000 bodies", head + strings.Repeat("<body x1>", 200_000) + story, "over 64 times"},
		{"tags that fill the memory", head + strings.Repeat("<b><i><u><p>", 10_000) + story, "memory"},
	} {
		a, err := sources.FromHTML(t.Context(), []byte(c.page), sources.Origin{})
		if err != nil || !strings.Contains(a.Degraded, c.says) {
			t.Errorf("%s: got %v, degraded %q, want an article that says %q", c.name, err, a.Degraded, c.says)
		}
		if !strings.Contains(a.Text, "\n\nThe second paragraph") || !strings.Contains(a.Text, "The last paragraph") {
			t.Errorf("%s: words are missing: %.400q", c.name, a.Text)
		}
		if strings.Contains(a.Text, "var x") || strings.Contains(a.Text, "these") {
			t.Errorf("%s: the text holds what nobody sees: %.400q", c.name, a.Text)
		}
		if a.Hidden.Elements == 0 {
			t.Errorf("%s: no hidden words were counted", c.name)
		}
		if a.Title != "The long way down to the sea" {
			t.Errorf("%s: title %q", c.name, a.Title)
		}
	}
	if a, err := sources.FromHTML(t.Context(), []byte(head+story), sources.Origin{}); err != nil || a.Degraded != "" {
		t.Errorf("a plain page: got %v, degraded %q, want neither", err, a.Degraded)
	}
	almost := head + strings.Repeat("<body>", 62) + story
	if a, err := sources.FromHTML(t.Context(), []byte(almost), sources.Origin{}); err != nil || a.Degraded != "" {
		t.Errorf("64 html and body tags: got %v, degraded %q, want neither", err, a.Degraded)
	}
}
