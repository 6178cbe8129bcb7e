package sources_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"secondsource/sources"
)

// openService opens a provider of the table.
func openService(t testing.TB, name, argument string, w sources.Web) sources.Place {
	t.Helper()
	row, ok := sources.ServiceNamed(name)
	if !ok {
		t.Fatalf("there is no provider %s", name)
	}
	return service{argument: argument}.open(t, row, w)
}

// parameters gives the query of the nth request.
func parameters(t *testing.T, w *web, n int) (string, url.Values) {
	t.Helper()
	asked := w.addresses()
	if n >= len(asked) {
		t.Fatalf("%d requests: %q, want over %d", len(asked), asked, n)
	}
	u, err := url.Parse(asked[n])
	if err != nil {
		t.Fatal(err)
	}
	v := u.Query()
	u.RawQuery = ""
	return u.String(), v
}

func TestSearXNG(t *testing.T) {
	w := newWeb(t, answers(http.StatusForbidden, "no"))
	p := openService(t, "searxng", "https://search.newsroom.example/search?q=x", w)
	if _, err := p.Coverage.Search(t.Context(), question()); err == nil || !strings.Contains(err.Error(), "add json to search.formats") {
		t.Errorf("got %v, want one that says what to set", err)
	}
	address, v := parameters(t, w, 0)
	if address != "https://search.newsroom.example/search" || v.Get("format") != "json" || v.Get("categories") != "news" ||
		v.Get("q") != "Oriel Ansel ferry sank 40 people" {
		t.Errorf("asked %s %v", address, v)
	}
	row, _ := sources.ServiceNamed("searxng")
	for _, bad := range []string{"", "search.example", "ftp://search.example", "https://me:word@search.example", "https://"} {
		if _, err := row.Open(sources.Setting{Argument: bad}); err == nil {
			t.Errorf("address %q: no error", bad)
		}
	}
	q := question()
	q.Terms = []string{"!images", "site:inside.example", `"quoted"`, "-not"}
	w = newWeb(t, answers(http.StatusOK, searxngAnswer))
	if _, err := openService(t, "searxng", "https://s.example", w).Coverage.Search(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	if _, v := parameters(t, w, 0); v.Get("q") != "Oriel Ansel images site inside.example quoted not" {
		t.Errorf("asked %q: orders to the search engine came through", v.Get("q"))
	}
}

// TestSearXNGHalf holds that the hits of some engines stand beside the error of those that did not answer.
func TestSearXNGHalf(t *testing.T) {
	some := strings.Replace(searxngAnswer, `"unresponsive_engines": []`, `"unresponsive_engines": [["a", "timeout"], ["b", "CAPTCHA"]]`, 1)
	hits, err := openService(t, "searxng", "https://s.example", newWeb(t, answers(http.StatusOK, some))).Coverage.Search(t.Context(), question())
	if len(hits) == 0 || err == nil || !strings.Contains(err.Error(), "2 of its search engines did not respond") {
		t.Errorf("got %v, %v, want the hits and an error", shownHits(hits), err)
	}
}

// TestFactCheckTools holds the parameters, the fields and the key's way.
func TestFactCheckTools(t *testing.T) {
	w := newWeb(t, answers(http.StatusOK, toolsAnswer))
	p := openService(t, "factcheck", "", w)
	checks, err := p.FactChecks.FactChecks(t.Context(), question())
	if err != nil || len(checks) != 2 {
		t.Fatalf("got %+v, %v, want the two on the ferry", checks, err)
	}
	first := checks[0]
	if first.Says != sources.RatedFalse || first.Rating != "False" || first.Claimant != "A post on the net" ||
		first.Publisher != "Kestria Facts" || first.Reviewed.Day() != 6 || checks[1].Says != sources.RatedMixed {
		t.Errorf("got %+v", checks)
	}
	if kept := first.Kept(p.FactChecks.Terms()); kept.Claim != "" || kept.Rating != "" || kept.URL == "" || kept.Says != sources.RatedFalse {
		t.Errorf("kept %+v, want no words of Google's", kept)
	}
	address, v := parameters(t, w, 0)
	if address != "https://factchecktools.googleapis.com/v1alpha1/claims:search" || v.Get("query") != "Oriel Ansel ferry sank 40 people" ||
		v.Get("languageCode") != "en" || v.Get("pageSize") != "20" || v.Get("key") != testKey {
		t.Errorf("asked %s %v", address, v)
	}
	shown, err := json.Marshal(p.FactChecks)
	if said := fmt.Sprintf("%v %+v %#v %s %v", p, p.FactChecks, p.FactChecks, shown, err); strings.Contains(said, testKey) {
		t.Errorf("the key shows in %s", said)
	}
	row, _ := sources.ServiceNamed("factcheck")
	for _, key := range []string{"", "AIza with a space", "AIza\n"} {
		_, err := row.Open(sources.Setting{Getenv: func(string) string { return key }})
		if err == nil || !strings.Contains(err.Error(), "SECONDSOURCE_FACTCHECK_KEY") || key != "" && strings.Contains(err.Error(), key) {
			t.Errorf("key %q: got %v, want one that names the variable and not the key", key, err)
		}
	}
}

const claimReviewFeed = `{"@context":"http://schema.org","@type":"DataFeed","dateModified":"2031-03-07","dataFeedElement":[
{"@type":"DataFeedItem","dateCreated":"2031-03-06","url":"https://facts.example/oriel","item":[{"@type":"ClaimReview",
 "claimReviewed":"The ferry Oriel sank off Port Ansel","author":{"@type":"Organization","name":"Kestria Facts","url":"https://facts.example"},
 "datePublished":"2031-03-06","reviewRating":{"@type":"Rating","ratingValue":"1","bestRating":5,"worstRating":1,"alternateName":"False"},
 "itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Ilse Brandt"}},"url":"https://facts.example/oriel"}]},
{"@type":"DataFeedItem","url":"https://check.example/oriel","item":{"claimReviewed":"Ferry Oriel sank","author":[{"name":"Check"}],
 "reviewRating":[{"ratingValue":5,"bestRating":5,"worstRating":1}]}},
{"item":[{"claimReviewed":"Ferry Oriel sank","url":"javascript:alert(1)","reviewRating":{}}]},
{"item":"nothing"},{"item":null},12,
{"item":[{"claimReviewed":"Lime trees cure colds","url":"https://facts.example/lime","reviewRating":{"alternateName":"true"}}]}
],"other":{"deep":[[[1]]]}}`

// TestClaimReviewFeed reads a downloaded feed without a key and without the network.
func TestClaimReviewFeed(t *testing.T) {
	path := put(t, t.TempDir(), "reviews.json", claimReviewFeed)
	p := openService(t, "factcheck", path, nil)
	for range 2 {
		checks, err := p.FactChecks.FactChecks(t.Context(), question())
		if err != nil || len(checks) != 2 {
			t.Fatalf("got %+v, %v, want two", checks, err)
		}
		a, b := checks[0], checks[1]
		if a.Publisher != "Kestria Facts" || a.Claimant != "Ilse Brandt" || a.Says != sources.RatedFalse || a.Value == nil || *a.Value != 1 ||
			b.Says != sources.RatedTrue || b.Publisher != "Check" || b.URL != "https://check.example/oriel" {
			t.Errorf("got %+v", checks)
		}
		if kept := a.Kept(p.FactChecks.Terms()); kept != a {
			t.Errorf("kept %+v of %+v: the feed's words may be kept", kept, a)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := openService(t, "factcheck", path, nil).FactChecks.FactChecks(ctx, question()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// TestClaimReviewFeedFaults holds that a feed that breaks off says so beside what stands before.
func TestClaimReviewFeedFaults(t *testing.T) {
	dir := t.TempDir()
	for i, c := range []struct {
		name, text, says string
		found            int
	}{
		{"cut off", claimReviewFeed[:strings.Index(claimReviewFeed, `{"item":"nothing"`)], "cut off near byte", 2},
		{"damaged", strings.Replace(claimReviewFeed, `{"item":null}`, `{"item"`, 1), "damaged", 2},
		{"a page", "<html></html>", "no ClaimReview feed", 0},
		{"another object", `{"a":1}`, "no ClaimReview feed", 0},
		{"a list", `[]`, "no ClaimReview feed", 0},
		{"no list", `{"dataFeedElement":{}}`, "no ClaimReview feed", 0},
		{"empty", "", "no ClaimReview feed", 0},
		{"a huge record", strings.Replace(claimReviewFeed, `"nothing"`, `"`+strings.Repeat("x", 3<<20)+`"`, 1), "2 MB", 2},
	} {
		path := put(t, dir, fmt.Sprintf("%d.json", i), c.text)
		checks, err := openService(t, "factcheck", path, nil).FactChecks.FactChecks(t.Context(), question())
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), path) || len(checks) != c.found {
			t.Errorf("%s: got %d, %v, want %d and an error that says %q", c.name, len(checks), err, c.found, c.says)
		}
	}
	row, _ := sources.ServiceNamed("factcheck")
	if _, err := row.Open(sources.Setting{Argument: "https://facts.example/feed.json"}); err == nil || !strings.Contains(err.Error(), "download") {
		t.Errorf("an address: %v", err)
	}
}

func TestRatings(t *testing.T) {
	for says, all := range map[sources.Rating][]string{
		sources.RatedFalse: {
			"False", "FALSE", "false.", "Pants on Fire!", "Four Pinocchios", "Fake", "❌ False", "False. The video is from 2014.",
			"Our rating: False", "This is false", "Incorrect", "Hoax!", "We rate it False",
		},
		sources.RatedTrue:  {"True", "Correct", "TRUE!", "Accurate", "This is correct."},
		sources.RatedMixed: {"Half True", "half-true", "Mostly false", "Misleading", "Missing context", "Partly false", "Two Pinocchios", "Mixture"},
		sources.RatedUnclear: {
			"", "Unproven", "Satire", "?", "It is complicated", "Not false", "false and true", "There is no sign that this is false",
			"Falsch", "The mayor said so", "a", "the",
			"Misattributed", "Incorrect Attribution", "Correct Attribution", "Miscaptioned", "Altered photo", "Doctored", "Fake quote",
			"Digitally altered", "Manipulated. The photo is of 2014.", "Fabricated", "Scam", "Real",
		},
	} {
		for _, rating := range all {
			if got := sources.RatingOf(rating); got != says {
				t.Errorf("%q is %s, want %s", rating, got, says)
			}
		}
	}
}

func TestWayback(t *testing.T) {
	w := newWeb(t, answers(http.StatusOK, waybackAnswer))
	past := openService(t, "wayback", "", w).Past
	at := time.Date(2031, 3, 5, 9, 30, 0, 0, time.UTC)
	s, err := past.At(t.Context(), "https://lowmark.example/oriel?a=b&c", at)
	if err != nil || s.URL != "https://web.archive.org/web/20310304081500/https://lowmark.example/oriel" || s.Time.Hour() != 8 {
		t.Errorf("got %+v, %v", s, err)
	}
	address, v := parameters(t, w, 0)
	if address != "https://archive.org/wayback/available" || v.Get("url") != "https://lowmark.example/oriel?a=b&c" || v.Get("timestamp") != "20310305093000" {
		t.Errorf("asked %s %v", address, v)
	}
	for _, none := range []string{
		`{"archived_snapshots":{}}`, strings.Replace(waybackAnswer, `"200"`, `"404"`, 1),
		strings.Replace(waybackAnswer, `true`, `false`, 1),
	} {
		p := openService(t, "wayback", "", newWeb(t, answers(http.StatusOK, none))).Past
		if _, err := p.At(t.Context(), "https://a.example/", time.Time{}); !errors.Is(err, sources.ErrNoSnapshot) {
			t.Errorf("%s: got %v, want ErrNoSnapshot", none, err)
		}
	}
	// Whoever stands between must not send the program elsewhere.
	for _, bad := range []string{"http://127.0.0.1/web/", "http://evil.example/", "file:///etc/passwd?"} {
		answer := strings.Replace(waybackAnswer, "http://web.archive.org/", bad, 1)
		if s, err := openService(t, "wayback", "", newWeb(t, answers(http.StatusOK, answer))).Past.At(t.Context(), "https://a.example/", at); err == nil {
			t.Errorf("%s: got %+v", bad, s)
		}
	}
	if _, err := past.At(t.Context(), "file:///etc/passwd", at); err == nil {
		t.Error("a path is no address")
	}
}

func TestWaybackVersions(t *testing.T) {
	body := `[["timestamp","original","digest"],
["20310304081500","https://lowmark.example/oriel","AAAA"],["20310305081500","https://lowmark.example/oriel","BBBB"],
["x","https://lowmark.example/oriel","CCCC"],["20310305081500","file:///x","DDDD"],["20310306081500"]]`
	w := newWeb(t, answers(http.StatusOK, body))
	past := openService(t, "wayback", "", w).Past
	list, err := past.Versions(t.Context(), "https://lowmark.example/oriel", time.Date(2031, 3, 1, 0, 0, 0, 0, time.UTC), time.Time{})
	if err != nil || len(list) != 2 || list[1].Digest != "BBBB" || list[0].URL != "https://web.archive.org/web/20310304081500/https://lowmark.example/oriel" {
		t.Errorf("got %+v, %v", list, err)
	}
	address, v := parameters(t, w, 0)
	if address != "https://web.archive.org/cdx/search/cdx" || v.Get("output") != "json" || v.Get("collapse") != "digest" ||
		v.Get("from") != "20310301000000" || v.Has("to") {
		t.Errorf("asked %s %v", address, v)
	}
	for body, fine := range map[string]bool{"[]": true, `[["timestamp","original"]]`: true, "": false, "{}": false, `[["a"],["b"]]`: false, "<html>": false} {
		list, err := openService(t, "wayback", "", newWeb(t, answers(http.StatusOK, body))).Past.Versions(t.Context(), "https://a.example/", time.Time{}, time.Time{})
		if (err == nil) != fine || len(list) != 0 {
			t.Errorf("%q: got %v, %v", body, list, err)
		}
	}
}

// TestReviver holds that a dead page is read in its copy, and that nothing else is.
func TestReviver(t *testing.T) {
	page := "<html><body><p>As it was.</p></body></html>"
	served := func(status int, available string) *web {
		return newWeb(t, func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/wayback/available":
				write(w, available)
			case strings.HasPrefix(r.URL.Path, "/web/"):
				write(w, page)
			default:
				w.WriteHeader(status)
				write(w, "now")
			}
		})
	}
	for name, c := range map[string]struct {
		status    int
		available string
		body      string
		says      string
		asked     int
	}{
		"alive":               {200, waybackAnswer, "now", "", 1},
		"gone":                {404, waybackAnswer, page, "", 3},
		"gone for good":       {410, waybackAnswer, page, "", 3},
		"in trouble":          {503, waybackAnswer, "", "503", 1},
		"withheld":            {451, waybackAnswer, "", "451", 1},
		"no copy":             {404, `{"archived_snapshots":{}}`, "", "404", 2},
		"the archive is down": {404, "busy", "", "could not be asked", 2},
	} {
		w := served(c.status, c.available)
		r := sources.Reviver{Web: w, Past: openService(t, "wayback", "", w).Past}
		got, err := r.Fetch(t.Context(), "https://lowmark.example/oriel")
		if string(got.Body) != c.body || (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %q, %v, want %q and an error that says %q", name, got.Body, err, c.body, c.says)
		}
		if n := len(w.addresses()); n != c.asked {
			t.Errorf("%s: asked %q, want %d requests", name, w.addresses(), c.asked)
		}
		if bytes.Equal(got.Body, []byte(page)) && !strings.HasPrefix(got.URL, "https://web.archive.org/web/20310304") {
			t.Errorf("%s: the copy goes by %s", name, got.URL)
		}
	}
	w := served(404, waybackAnswer)
	if _, err := (sources.Reviver{Web: w}).Fetch(t.Context(), "https://lowmark.example/oriel"); err == nil || len(w.addresses()) != 1 {
		t.Errorf("without the archive: %v, asked %q", err, w.addresses())
	}
}

// TestHost holds whose page an address is: that of a copy is the outlet's.
func TestHost(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.Lowmark.example:8080/oriel":                                       "lowmark.example",
		"https://web.archive.org/web/20310304081500/https://www.lowmark.example/oriel": "lowmark.example",
		"https://web.archive.org/web/20310304081500id_/http://lowmark.example/":        "lowmark.example",
		"https://web.archive.org/about":                                                "web.archive.org",
		"coverage/story.html":                                                          "", "ftp://lowmark.example/": "", "": "", "https://[::1": "",
	} {
		if got := sources.Host(address); got != want {
			t.Errorf("%q: host %q, want %q", address, got, want)
		}
	}
}

// BenchmarkClaimReviews opens a feed of 75,000 fact-checks in 150 MB, the size of the real one, and asks it once.
func BenchmarkClaimReviews(b *testing.B) {
	var file strings.Builder
	file.WriteString(`{"dataFeedElement":[`)
	filler := strings.Repeat("x", 1500)
	rng := rand.New(rand.NewPCG(7, 7))
	for i := range 75_000 {
		if i > 0 {
			file.WriteByte(',')
		}
		fmt.Fprintf(&file, `{"item":[{"claimReviewed":"The ferry %x of %x sank off port %x with %d people","url":"https://facts.example/%d",`+
			`"reviewRating":{"alternateName":"False"},"author":{"name":"Facts %d"},"description":%q}]}`,
			rng.IntN(5000), rng.IntN(5000), rng.IntN(5000), rng.IntN(100), i, i%50, filler)
	}
	file.WriteString("]}")
	path := put(b, b.TempDir(), "reviews.json", file.String())
	b.SetBytes(int64(file.Len()))
	b.Run("open", func(b *testing.B) {
		b.SetBytes(int64(file.Len()))
		for b.Loop() {
			if _, err := openService(b, "factcheck", path, nil).FactChecks.FactChecks(b.Context(), question()); err != nil {
				b.Fatal(err)
			}
		}
	})
	opened := openService(b, "factcheck", path, nil).FactChecks
	if _, err := opened.FactChecks(b.Context(), question()); err != nil {
		b.Fatal(err)
	}
	b.Run("ask", func(b *testing.B) {
		for b.Loop() {
			if _, err := opened.FactChecks(b.Context(), question()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
