package sources_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"secondsource/sources"
)

var hostileFiles = flag.Int("hostile-feeds", 90, "how many hostile feeds and sitemaps TestHostileFeeds reads; 2000 for the measurement")

// canned answers every request with the same bytes.
type canned []byte

func (c canned) Fetch(ctx context.Context, address string) (sources.Page, error) {
	return sources.Page{URL: address, Body: c}, ctx.Err()
}

// canOnce answers the first request with its bytes and all others with an empty sitemap, so that one file is measured and
// not those that it leads to.
type canOnce struct {
	canned
	asked *int
}

func (c canOnce) Fetch(ctx context.Context, address string) (sources.Page, error) {
	if *c.asked++; *c.asked > 1 {
		return canned("<urlset/>").Fetch(ctx, address)
	}
	return c.canned.Fetch(ctx, address)
}

// feedShapes are documents made to hang or bloat a reader (reliability note §5), of about n bytes.
var feedShapes = map[string]func(n int, rng *rand.Rand) string{
	"nested": func(n int, _ *rand.Rand) string { return "<rss>" + strings.Repeat("<a>", n/3) },
	"nested and shut": func(n int, _ *rand.Rand) string {
		return "<rss>" + strings.Repeat("<a>", n/7) + strings.Repeat("</a>", n/7)
	},
	"shut elements": func(n int, _ *rand.Rand) string { return "<rss>" + strings.Repeat("<a></b>", n/7) },
	"nested in items": func(n int, _ *rand.Rand) string {
		return "<rss><channel>" + strings.Repeat("<item><title>"+strings.Repeat("<b>", 50), n/163)
	},
	"attributes":     func(n int, _ *rand.Rand) string { return "<rss" + strings.Repeat(" a=''", n/5) + ">" },
	"name spaces":    func(n int, _ *rand.Rand) string { return "<rss" + many(" xmlns:a%d='b'", n/16) + ">" },
	"sitemap of one": func(n int, _ *rand.Rand) string { return "<urlset><url" + strings.Repeat(" a=''", n/5) + "/></urlset>" },
	"one attribute":  func(n int, _ *rand.Rand) string { return "<rss a='" + strings.Repeat("x", n) + "'/>" },
	"one text": func(n int, _ *rand.Rand) string {
		return "<rss><channel><item><title>" + strings.Repeat("x", n) + "</title></item></channel></rss>"
	},
	"one comment": func(n int, _ *rand.Rand) string { return "<!--" + strings.Repeat("x", n) + "--><rss/>" },
	"one name":    func(n int, _ *rand.Rand) string { return "<" + strings.Repeat("x", n) },
	"billion laughs": func(n int, _ *rand.Rand) string {
		return `<!DOCTYPE rss [<!ENTITY a "ha">` + many(`<!ENTITY a%[1]d "&a;&a;&a;&a;">`, n/40) + `]><rss><channel><title>&a9;</title></channel></rss>`
	},
	"outside entity": func(n int, _ *rand.Rand) string {
		return `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;` + strings.Repeat("&x;", n/3)
	},
	"items": func(n int, _ *rand.Rand) string {
		return "<rss><channel>" + many("<item><title>Ferry Oriel</title><link>https://a.example/%d</link></item>", n/70)
	},
	"empty items": func(n int, _ *rand.Rand) string {
		return "<rss><channel>" + strings.Repeat("<item/>", n/7) + "</channel></rss>"
	},
	"addresses": func(n int, _ *rand.Rand) string {
		return "<urlset>" + many("<url><loc>https://a.example/%d</loc></url>", n/40)
	},
	"empty urls": func(n int, _ *rand.Rand) string { return "<urlset>" + strings.Repeat("<url/>", n/6) + "</urlset>" },
	"index": func(n int, _ *rand.Rand) string {
		return "<sitemapindex>" + many("<sitemap><loc>https://a.example/%d</loc></sitemap>", n/48) + "</sitemapindex>"
	},
	"titles": func(n int, rng *rand.Rand) string {
		var b strings.Builder
		b.WriteString("<rss><channel>")
		for b.Len() < n {
			fmt.Fprintf(&b, "<item><title>%x %x %x</title><description>&lt;p&gt;%x</description><link>https://a.example/%x</link></item>",
				rng.Uint64(), rng.Uint64(), rng.Uint64(), rng.Uint64(), rng.Uint64())
		}
		return b.String() + "</channel></rss>"
	},
	"markup in titles": func(n int, _ *rand.Rand) string {
		return "<rss><channel>" + strings.Repeat("<item><title>"+strings.Repeat("&lt;b&gt;", 200)+"</title></item>", n/1830)
	},
	"open CDATA": func(n int, _ *rand.Rand) string { return "<rss><![CDATA[" + strings.Repeat("]]", n/2) },
	"processing": func(n int, _ *rand.Rand) string { return "<?x " + strings.Repeat("? >", n/3) },
	"JSON lists": func(n int, _ *rand.Rand) string {
		return `{"version":"https://jsonfeed.org/version/1","items":` + strings.Repeat("[", n)
	},
	"JSON objects": func(n int, _ *rand.Rand) string {
		return `{"items":[` + strings.Repeat(`{},`, n/3) + `{}],"version":"jsonfeed.org"}`
	},
	"JSON one string": func(n int, _ *rand.Rand) string {
		return `{"version":"jsonfeed.org","items":[{"title":"` + strings.Repeat("x", n) + `"}]}`
	},
	"JSON keys": func(n int, _ *rand.Rand) string { return `{` + many(`"k%d":1,`, n/10) + `"version":"jsonfeed.org"}` },
	"JSON item keys": func(n int, _ *rand.Rand) string {
		return `{"version":"jsonfeed.org","items":[{` + many(`"k%d":1,`, n/10) + `"id":"1"}]}`
	},
	"bomb": func(n int, _ *rand.Rand) string { return string(gzipped("<urlset>" + strings.Repeat(" ", 8*n))) },
	"packed addresses": func(n int, _ *rand.Rand) string {
		return string(gzipped("<urlset>" + many("<url><loc>https://a.example/%d</loc></url>", n/40)))
	},
	"noise": func(n int, rng *rand.Rand) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "<>/='\"&;ab \n!?-[]"[rng.IntN(17)]
		}
		return "<rss>" + string(b)
	},
	"other set": func(n int, _ *rand.Rand) string {
		return `<?xml version="1.0" encoding="windows-1252"?><rss><channel>` + strings.Repeat("<item><title>\xe9</title></item>", n/30)
	},
	"unknown set": func(n int, _ *rand.Rand) string {
		return `<?xml version="1.0" encoding="nonsense"?><rss>` + strings.Repeat(" ", n)
	},
}

// TestHostileFeeds holds promise 9 of the reliability note for feeds and sitemaps: none over 2 s, none over 256 MB.
func TestHostileFeeds(t *testing.T) {
	var names []string
	for name := range feedShapes {
		names = append(names, name)
	}
	slices.Sort(names)
	rng := rand.New(rand.NewPCG(9, 9))
	sizes := []int{1 << 10, 64 << 10, 1 << 20, 2<<20 - 200, 15 << 20}
	if slack > 1 {
		sizes = sizes[:3] // the race detector makes the same steps ten times slower and sees no more in large files
	}
	var slowest, fattest struct {
		name string
		time time.Duration
		mb   uint64
	}
	for i := range *hostileFiles {
		name := names[i%len(names)]
		size := sizes[rng.IntN(len(sizes))]
		body := feedShapes[name](size, rng)
		if i >= len(names) {
			body = flipped(body, rng)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		hits, err := openFeeds(t, "https://a.example/x", canOnce{canned(body), new(int)}).Search(t.Context(), question())
		taken := time.Since(start)
		runtime.ReadMemStats(&after)
		mb := (after.TotalAlloc - before.TotalAlloc) >> 20
		if taken > hang || mb > slack*256 {
			t.Errorf("%s, %d bytes: took %s and %d MB", name, len(body), taken, mb)
		}
		checkHits(t, hits, err)
		if taken > slowest.time {
			slowest.name, slowest.time = fmt.Sprintf("%s of %d bytes", name, len(body)), taken
		}
		if mb > fattest.mb {
			fattest.name, fattest.mb = fmt.Sprintf("%s of %d bytes", name, len(body)), mb
		}
	}
	t.Logf("%d files: the slowest took %s (%s), the largest allocated %d MB (%s)", *hostileFiles, slowest.time, slowest.name, fattest.mb, fattest.name)
}

// flipped changes a few bytes of a text.
func flipped(s string, rng *rand.Rand) string {
	b := []byte(s)
	for range rng.IntN(4) {
		b[rng.IntN(len(b))] = byte(rng.IntN(256))
	}
	return string(b)
}

// checkHits holds what every provider's hits must be, whatever its answer.
func checkHits(t *testing.T, hits []sources.Hit, err error) {
	t.Helper()
	for _, h := range hits {
		u, parseErr := url.Parse(h.URL)
		if parseErr != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			t.Errorf("hit at %q, which is no web address", h.URL)
		}
		checkWords(t, h.Title)
		checkWords(t, h.Publisher)
	}
	if err != nil {
		checkSentence(t, err)
	}
}

// checkWords holds that words of a service are plain and short.
func checkWords(t *testing.T, words string) {
	t.Helper()
	if len(words) > 500 || strings.ContainsFunc(words, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x202e || r == 0x200b }) {
		t.Errorf("words %q are not plain", words)
	}
}

// fuzzCoverage fuzzes what a provider of coverage makes of an answer.
func fuzzCoverage(f *testing.F, name, argument string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		hits, err := openService(t, name, argument, canned(body)).Coverage.Search(t.Context(), question())
		checkHits(t, hits, err)
	})
}

func FuzzFeed(f *testing.F) {
	fuzzCoverage(f, "feed", "https://lowmark.example/feed", rssAnswer,
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Oriel ferry</title><link href="/3"/><content type="xhtml"><p>x</p></content></entry></feed>`,
		`{"version":"https://jsonfeed.org/version/1.1","items":[{"url":"https://a.example/4","title":"Ferry Oriel"}]}`,
		`<rdf:RDF xmlns="http://purl.org/rss/1.0/"><item><title>Oriel ferry`, "<rss><item></rss></item>", string(gzipped(rssAnswer)))
}

func FuzzSitemap(f *testing.F) {
	fuzzCoverage(f, "feed", "https://lowmark.example/sitemap.xml",
		`<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://lowmark.example/ferry-oriel</loc><news:news>`+
			`<news:publication><news:name>H</news:name></news:publication><news:title>Oriel ferry</news:title></news:news></url></urlset>`,
		`<sitemapindex><sitemap><loc>https://lowmark.example/sitemap.xml</loc></sitemap><sitemap><loc>https://lowmark.example/b</loc></sitemap></sitemapindex>`)
}

func FuzzGDELT(f *testing.F) {
	fuzzCoverage(f, "gdelt", "", gdeltAnswer, "{}", "Your query was too short", `{"articles":[{"url":"https://a.example/\'","title":"\x00"}]}`)
}

func FuzzSearXNG(f *testing.F) {
	fuzzCoverage(f, "searxng", "https://search.example", searxngAnswer, `{"results":[{"url":1}]}`)
}

func FuzzFactCheck(f *testing.F) {
	f.Add([]byte(toolsAnswer), false)
	f.Add([]byte(claimReviewFeed), true)
	f.Add([]byte(`{"dataFeedElement":[{"item":{"reviewRating":{"ratingValue":"1e999"}}}]}`), true)
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, body []byte, local bool) {
		argument := ""
		if local {
			argument = put(t, dir, "reviews.json", string(body))
		}
		checks, err := openService(t, "factcheck", argument, canned(body)).FactChecks.FactChecks(t.Context(), question())
		for _, c := range checks {
			checkHits(t, []sources.Hit{{URL: c.URL, Title: c.Claim, Publisher: c.Publisher}}, nil)
			checkWords(t, c.Rating)
			checkWords(t, c.Claimant)
		}
		if err != nil && argument == "" {
			checkSentence(t, err)
		}
	})
}

func FuzzWayback(f *testing.F) {
	f.Add([]byte(waybackAnswer))
	f.Add([]byte(`[["timestamp","original"],["20310304081500","https://a.example/"]]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		past := openService(t, "wayback", "", canned(body)).Past
		s, err := past.At(t.Context(), "https://a.example/", time.Time{})
		list, listErr := past.Versions(t.Context(), "https://a.example/", time.Time{}, time.Time{})
		for _, c := range append(list, s) {
			if c.URL != "" && !strings.HasPrefix(c.URL, "https://web.archive.org/") {
				t.Errorf("a copy at %q", c.URL)
			}
		}
		for _, err := range []error{err, listErr} {
			if err != nil {
				checkSentence(t, err)
			}
		}
	})
}
