package sources_test

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"secondsource/sources"
)

// openFeeds opens the feed provider with an argument.
func openFeeds(t testing.TB, argument string, w sources.Web) sources.Provider {
	t.Helper()
	row, ok := sources.ServiceNamed("feed")
	if !ok {
		t.Fatal("there is no provider feed")
	}
	p, err := row.Open(sources.Setting{Argument: argument, Web: w})
	if err != nil {
		t.Fatal(err)
	}
	return p.Coverage
}

// shownHits gives hits in short.
func shownHits(hits []sources.Hit) []string {
	var out []string
	for _, h := range hits {
		day := "-"
		if !h.Published.IsZero() {
			day = h.Published.UTC().Format(time.DateOnly)
		}
		out = append(out, fmt.Sprintf("%s %s %s %.2f", h.URL, h.Publisher, day, h.Score))
	}
	return out
}

// TestFeedFormats holds that one story is found in every format, with its date and outlet.
func TestFeedFormats(t *testing.T) {
	q := sources.Query{Names: []string{"Oriel"}, Terms: []string{"ferry", "sank"}, Limit: 5}
	for _, c := range []struct{ name, body, want string }{
		{"RSS 2.0", rssAnswer, "https://lowmark.example/oriel Lowmark Herald 2031-03-04 1.00"},
		{
			"RSS with source and guid", `<rss version="2.0"><channel><title>Wire</title><item><title>Oriel lost</title>
			<guid isPermaLink="true">https://wire.example/1</guid><description>The ferry sank.</description>
			<source url="https://lowmark.example/feed">Lowmark Herald</source></item></channel></rss>`,
			"https://wire.example/1 Lowmark Herald - 1.00",
		},
		{
			"RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
			xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lowmark Herald</title></channel>
			<item><title>Ferry Oriel sank</title><link>https://lowmark.example/2</link><dc:date>2031-03-04</dc:date></item></rdf:RDF>`,
			"https://lowmark.example/2 Lowmark Herald 2031-03-04 1.00",
		},
		{
			"Atom", `<feed xmlns="http://www.w3.org/2005/Atom"><title>Lowmark Herald</title><entry><title type="html">Ferry &amp;amp; Oriel</title>
			<link rel="self" href="https://lowmark.example/self"/><link href="/3"/><published>2031-03-04T08:00:00+02:00</published>
			<updated>2031-03-09T08:00:00Z</updated><content type="xhtml"><div><p>It</p><p>sank</p></div></content></entry></feed>`,
			"https://feeds.lowmark.example/3 Lowmark Herald 2031-03-04 1.00",
		},
		{
			"JSON Feed", `{"version":"https://jsonfeed.org/version/1.1","title":"Lowmark Herald","items":[{"id":"1","url":"https://lowmark.example/4",
			"title":"Ferry Oriel","content_html":"<p>It <b>sank</b>.</p>","date_published":"2031-03-04T08:00:00Z"},{"id":7,"title":["x"]}]}`,
			"https://lowmark.example/4 Lowmark Herald 2031-03-04 1.00",
		},
		{
			"news sitemap", `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
			xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
			<url><loc>https://www.lowmark.example/5</loc><lastmod>2031-03-09</lastmod><news:news><news:publication><news:name>The Lowmark Herald</news:name>
			<news:language>en</news:language></news:publication><news:publication_date>2031-03-04T06:00:00Z</news:publication_date>
			<news:title>Ferry Oriel sank</news:title></news:news><image:image><image:loc>https://lowmark.example/p.jpg</image:loc>
			<image:title>x</image:title></image:image></url>
			<url><loc>https://elsewhere.example/6</loc><news:news><news:title>Ferry Oriel sank</news:title></news:news></url></urlset>`,
			"https://www.lowmark.example/5 The Lowmark Herald 2031-03-04 1.00",
		},
		{
			"plain sitemap", `<urlset><url><loc>https://lowmark.example/2031/ferry-oriel-sank.html</loc></url></urlset>`,
			"https://lowmark.example/2031/ferry-oriel-sank.html feeds.lowmark.example - 1.00",
		},
		{
			"Latin-1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><title>Caf\xe9</title><item><title>Ferry Oriel sank</title>" +
				"<link>https://lowmark.example/7</link></item></channel></rss>",
			"https://lowmark.example/7 Café - 1.00",
		},
		{
			"carelessly made", "\n<rss><channel><title>Caf\xe9 & Co&nbsp;</title><item><title>Ferry & Oriel\x0b sank<br></title>" +
				"<link>https://lowmark.example/8</link></item></channel></rss>",
			"https://lowmark.example/8 Caf\uFFFD & Co - 1.00",
		},
		{"packed", string(gzipped(rssAnswer)), "https://lowmark.example/oriel Lowmark Herald 2031-03-04 1.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := openFeeds(t, "https://feeds.lowmark.example/news", newWeb(t, answers(http.StatusOK, c.body)))
			hits, err := p.Search(t.Context(), q)
			if got := shownHits(hits); err != nil || len(got) == 0 || got[0] != strings.Replace(c.want, "\uFFFD", "", 1) {
				t.Errorf("got %q, %v\nwant %q first", got, err, c.want)
			}
			if slices.ContainsFunc(hits, func(h sources.Hit) bool { return strings.Contains(h.URL, "elsewhere") }) {
				t.Errorf("a sitemap speaks for another site: %q", shownHits(hits))
			}
		})
	}
}

// TestFeedMatch holds what a question finds.
func TestFeedMatch(t *testing.T) {
	feed := `<rss><channel><title>T</title>` +
		`<item><title>Ferry Oriel sinks</title><link>https://a.example/1</link><pubDate>Tue, 04 Mar 2031 06:00:00 GMT</pubDate></item>` +
		`<item><title>Ferries: the Oriel's owner</title><link>https://a.example/2</link><pubDate>Tue, 11 Mar 2031 06:00:00 GMT</pubDate></item>` +
		`<item><title>Ferry strike in port</title><link>https://sub.b.example/3</link></item>` +
		`<item><title>Ferry Oriel sinks</title><link>https://a.example/1</link></item>` +
		`<item><title>900 lime trees planted</title><link>https://a.example/4</link></item></channel></rss>`
	date := func(day int) time.Time { return time.Date(2031, 3, day, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name string
		q    sources.Query
		want []string
	}{
		{"a name and a word", sources.Query{Names: []string{"Oriel"}, Terms: []string{"ferry", "sinks"}}, []string{"1", "2"}},
		{"a word without the name", sources.Query{Names: []string{"Marlow"}, Terms: []string{"ferry", "strike"}}, nil},
		{"words alone", sources.Query{Terms: []string{"ferry", "strike"}}, []string{"3"}},
		{"one word", sources.Query{Terms: []string{"strike"}}, []string{"3"}},
		{"a number counts as a name", sources.Query{Terms: []string{"trees", "900"}}, []string{"4"}},
		{"nothing to ask", sources.Query{}, nil},
		{"limit", sources.Query{Names: []string{"Oriel"}, Terms: []string{"ferry"}, Limit: 1}, []string{"1"}},
		{"window", sources.Query{Names: []string{"Oriel"}, Terms: []string{"ferry"}, From: date(10), To: date(12)}, []string{"2"}},
		{"open end", sources.Query{Names: []string{"Oriel"}, Terms: []string{"ferry"}, To: date(5)}, []string{"1"}},
		{"the story's own site", sources.Query{Terms: []string{"ferry", "strike"}, NotHost: "b.example"}, nil},
	} {
		p := openFeeds(t, "https://a.example/feed", newWeb(t, answers(http.StatusOK, feed)))
		hits, err := p.Search(t.Context(), c.q)
		var got []string
		for _, h := range hits {
			got = append(got, h.URL[strings.LastIndex(h.URL, "/")+1:])
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, %v, want %q", c.name, got, err, c.want)
		}
	}
}

// TestFeedList holds that a list is read once, that one dead feed does not lose the others, and that it is told.
func TestFeedList(t *testing.T) {
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/dead" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		write(w, strings.ReplaceAll(rssAnswer, "lowmark.example/oriel", "lowmark.example"+r.URL.Path))
	})
	list := "# our outlets\nhttps://a.example/a\n\nhttps://b.example/dead # gone since May\nhttps://c.example/c#top\nhttps://a.example/a\n"
	p := openFeeds(t, put(t, t.TempDir(), "feeds.txt", "\uFEFF"+list), w)
	for range 2 {
		hits, err := p.Search(t.Context(), sources.Query{Names: []string{"Oriel"}, Terms: []string{"ferry", "sinks"}})
		if len(hits) != 2 || err == nil || !strings.Contains(err.Error(), "1 of 3 feeds") || !strings.Contains(err.Error(), "b.example/dead") {
			t.Errorf("got %q, %v, want two hits and the dead feed named", shownHits(hits), err)
		}
	}
	if n := len(w.addresses()); n != 3 {
		t.Errorf("%d requests, want one a feed: %q", n, w.addresses())
	}
}

func TestFeedListErrors(t *testing.T) {
	row, _ := sources.ServiceNamed("feed")
	dir := t.TempDir()
	var many strings.Builder
	for i := range 201 {
		fmt.Fprintf(&many, "https://a.example/%d\n", i)
	}
	for name, c := range map[string]struct{ text, says string }{
		"empty.txt": {"# nothing\n", "names no feed"},
		"path.txt":  {"https://a.example/a\nfeeds/b.xml\n", "line 2"},
		"many.txt":  {many.String(), "may have 200"},
		"large.txt": {strings.Repeat("# x\n", 40_000), "too large"},
	} {
		_, err := row.Open(sources.Setting{Argument: put(t, dir, name, c.text)})
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v, want one that says %q", name, err, c.says)
		}
	}
	if _, err := row.Open(sources.Setting{Argument: filepath.Join(dir, "none.txt")}); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("a missing list: %v", err)
	}
}

// TestStarterFeeds holds that the list which ships can be read as it is, and that nothing in it is asked in the clear.
func TestStarterFeeds(t *testing.T) {
	w := newWeb(t, answers(http.StatusOK, `<rss><channel><title>x</title></channel></rss>`))
	if _, err := openFeeds(t, put(t, t.TempDir(), "feeds.txt", sources.StarterFeeds), w).Search(t.Context(), question()); !errors.Is(err, sources.ErrNoCoverage) {
		t.Fatal(err)
	}
	asked := w.addresses()
	hosts := map[string]bool{}
	for _, address := range asked {
		if hosts[sources.Host(address)] || !strings.HasPrefix(address, "https://") {
			t.Errorf("%s is asked in the clear, or its outlet stands twice", address)
		}
		hosts[sources.Host(address)] = true
	}
	if len(asked) < 10 {
		t.Errorf("asked %d feeds, want the whole list", len(asked))
	}
}

// TestSitemapIndex holds that an index is followed, newest first, on its own host alone, in no circle and not for ever.
func TestSitemapIndex(t *testing.T) {
	pages := map[string]string{
		"/index.xml": `<sitemapindex><sitemap><loc>https://lowmark.example/old.xml</loc><lastmod>2030-01-01</lastmod></sitemap>
			<sitemap><loc>https://lowmark.example/new.xml</loc><lastmod>2031-03-04</lastmod></sitemap>
			<sitemap><loc>https://lowmark.example/index.xml</loc></sitemap>
			<sitemap><loc>http://127.0.0.1/inside.xml</loc></sitemap>
			<sitemap><loc>https://other.example/other.xml</loc></sitemap></sitemapindex>`,
		"/new.xml": `<urlset><url><loc>https://lowmark.example/ferry-oriel-lost</loc></url></urlset>`,
		"/old.xml": `<urlset><url><loc>https://lowmark.example/ferry-oriel-built</loc></url></urlset>`,
	}
	w := newWeb(t, func(w http.ResponseWriter, r *http.Request) { write(w, pages[r.URL.Path]) })
	hits, err := openFeeds(t, "https://lowmark.example/index.xml", w).Search(t.Context(), question())
	if err != nil || len(hits) != 2 || !strings.HasSuffix(hits[0].URL, "lost") {
		t.Errorf("got %q, %v, want both, the newer first", shownHits(hits), err)
	}
	want := []string{"https://lowmark.example/index.xml", "https://lowmark.example/new.xml", "https://lowmark.example/old.xml"}
	if got := w.addresses(); !slices.Equal(got, want) {
		t.Errorf("asked %q, want %q", got, want)
	}
}

// TestSitemapTraps holds the bounds on what a sitemap leads to, and that meeting one is told.
func TestSitemapTraps(t *testing.T) {
	for name, c := range map[string]struct {
		says   string
		most   int
		answer func(path string) string
	}{
		"endless depth": {"over 3 deep", 3, func(path string) string {
			return `<sitemapindex><sitemap><loc>https://a.example` + path + `x</loc></sitemap></sitemapindex>`
		}},
		"endless breadth": {"over 20 sitemaps", 21, func(path string) string {
			if path != "/s" {
				return `<urlset></urlset>`
			}
			return `<sitemapindex>` + many(`<sitemap><loc>https://a.example/%d</loc></sitemap>`, 5000) + `</sitemapindex>`
		}},
		"more than 50,000 addresses": {"the rest was not searched", 1, func(string) string {
			return `<urlset>` + many(`<url><loc>https://a.example/ferry-oriel-%d</loc></url>`, 50_001) + `</urlset>`
		}},
		"more than 1,000 items": {"the rest was not searched", 1, func(string) string {
			return `<rss><channel>` + many(`<item><title>Ferry Oriel</title><link>https://a.example/%d</link></item>`, 1001) + `</channel></rss>`
		}},
	} {
		w := newWeb(t, func(w http.ResponseWriter, r *http.Request) { write(w, c.answer(r.URL.Path)) })
		_, err := openFeeds(t, "https://a.example/s", w).Search(t.Context(), question())
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want one that says %q", name, err, c.says)
		}
		if n := len(w.addresses()); n > c.most {
			t.Errorf("%s: %d requests, want at most %d", name, n, c.most)
		}
	}
}

// TestFeedNothingToSearch holds that feeds which hold nothing of the story's time do not say that nobody says so.
func TestFeedNothingToSearch(t *testing.T) {
	rss := func(items string) string {
		return `<rss version="2.0"><channel><title>T</title>` + items + `</channel></rss>`
	}
	old := `<item><title>Ferry Oriel sinks</title><link>https://a.example/1</link><pubDate>Tue, 04 Mar 2031 06:00:00 GMT</pubDate></item>`
	own := `<item><title>Lime trees planted</title><link>https://www.harbor.example/1</link></item>`
	undated := `<item><title>Lime trees planted</title><link>https://a.example/2</link></item>`
	q := sources.Query{Names: []string{"Oriel"}, Terms: []string{"ferry"}, NotHost: "harbor.example", Limit: 5}
	q.From, q.To = time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, body string
		want       error
	}{
		{"no item", rss(""), sources.ErrNoCoverage},
		{"items of another year", rss(old), sources.ErrNoCoverage},
		{"items of the story's own site", rss(own), sources.ErrNoCoverage},
		{"an item that may be of the time", rss(old + undated), nil},
	} {
		hits, err := openFeeds(t, "https://feeds.a.example/news", newWeb(t, answers(http.StatusOK, c.body))).Search(t.Context(), q)
		if len(hits) != 0 || !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, %v, want %v", c.name, shownHits(hits), err, c.want)
		}
	}
	_, err := openFeeds(t, "https://feeds.a.example/news", newWeb(t, answers(http.StatusNotFound, ""))).Search(t.Context(), q)
	if err == nil || errors.Is(err, sources.ErrNoCoverage) {
		t.Errorf("a feed that cannot be read: got %v, want its error", err)
	}
}
