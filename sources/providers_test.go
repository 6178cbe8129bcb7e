package sources_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"secondsource/sources"
)

// A web stands for the services of the world: every address leads to one server on loopback, and is written down.
type web struct {
	*sources.Fetcher
	server string
	mu     sync.Mutex
	asked  []string
}

func (w *web) Fetch(ctx context.Context, address string) (sources.Page, error) {
	w.mu.Lock()
	w.asked = append(w.asked, address)
	w.mu.Unlock()
	u, err := url.Parse(address)
	if err != nil {
		return sources.Page{}, err
	}
	host := u.Host
	u.Scheme, u.Host = "http", strings.TrimPrefix(w.server, "http://")
	page, err := w.Fetcher.Fetch(ctx, u.String())
	page.URL = strings.Replace(page.URL, w.server, "https://"+host, 1)
	return page, err
}

func (w *web) addresses() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.asked)
}

// newWeb starts a web whose server answers with h.
func newWeb(t testing.TB, h http.HandlerFunc) *web {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, s.URL), Total: 5 * time.Second, Header: time.Second, MaxBody: 16 << 20})
	return &web{Fetcher: f, server: s.URL}
}

// testKey is what no message, address or result may hold.
const testKey = "AIza-canary-8d1f"

// A service is how the suite asks a provider: a recorded answer in the documented format, written for this project with
// invented outlets, and what it must come to.
type service struct {
	argument string
	answer   string // some; its first hit is that of https://lowmark.example/oriel
	empty    string
	damaged  []string // answers that are none
	hosts    []string // that may be asked
	// ask puts the question and gives the addresses of the hits, best first, with their titles or claims.
	ask func(ctx context.Context, p sources.Place, q sources.Query) (urls, words []string, err error)
}

// question is what the suite asks.
func question() sources.Query {
	return sources.Query{
		Names: []string{"Oriel", "Ansel"}, Terms: []string{"ferry", "sank", "40", "people"}, NotHost: "observer.example", Limit: 5,
	}
}

func askCoverage(ctx context.Context, p sources.Place, q sources.Query) (urls, words []string, err error) {
	hits, err := p.Coverage.Search(ctx, q)
	for _, h := range hits {
		urls, words = append(urls, h.URL), append(words, h.Title+"|"+h.Publisher)
	}
	return urls, words, err
}

func askFactChecks(ctx context.Context, p sources.Place, q sources.Query) (urls, words []string, err error) {
	checks, err := p.FactChecks.FactChecks(ctx, q)
	for _, c := range checks {
		urls, words = append(urls, c.URL), append(words, c.Claim+"|"+c.Publisher+"|"+c.Rating)
	}
	return urls, words, err
}

func askPast(ctx context.Context, p sources.Place, _ sources.Query) (urls, words []string, err error) {
	s, err := p.Past.At(ctx, "https://lowmark.example/oriel", time.Date(2031, 3, 5, 0, 0, 0, 0, time.UTC))
	if errors.Is(err, sources.ErrNoSnapshot) {
		return nil, nil, nil
	}
	return []string{s.URL}, nil, err
}

// services are the suite's recordings by provider. TestProviders fails for a provider without one.
func services() map[string]service {
	return map[string]service{
		"feed": {
			argument: "https://feeds.lowmark.example/news.xml", hosts: []string{"feeds.lowmark.example"},
			answer: rssAnswer, empty: `<rss version="2.0"><channel><title>Lowmark Herald</title><item><title>Lime trees planted</title><link>https://lowmark.example/lime</link></item></channel></rss>`,
			damaged: []string{"<html><body>Busy</body></html>", "busy", "{}", rssAnswer[:len(rssAnswer)/2], ""},
			ask:     askCoverage,
		},
		"gdelt": {
			hosts: []string{"api.gdeltproject.org"}, answer: gdeltAnswer, empty: "{}\n",
			damaged: []string{
				"<html>Busy</html>", "Your query was too short or too long.", gdeltAnswer[:len(gdeltAnswer)/2], "",
				`{"error":"x"}`, `{"articles":{}}`, "[]",
			},
			ask: askCoverage,
		},
		"searxng": {
			argument: "https://search.newsroom.example/", hosts: []string{"search.newsroom.example"},
			answer: searxngAnswer, empty: `{"query":"x","results":[],"unresponsive_engines":[]}`,
			damaged: []string{
				"<html>Busy</html>", searxngAnswer[:len(searxngAnswer)/2], "", "{}", `{"results":{}}`,
				`{"results":[],"unresponsive_engines":[["a","timeout"],["b","CAPTCHA"]]}`,
			},
			ask: askCoverage,
		},
		"factcheck": {
			hosts: []string{"factchecktools.googleapis.com"}, answer: toolsAnswer, empty: "{}",
			damaged: []string{"<html>Busy</html>", toolsAnswer[:len(toolsAnswer)/2], "", `{"error":{"code":1}}`, `{"claims":"x"}`},
			ask:     askFactChecks,
		},
		"wayback": {
			hosts: []string{"archive.org", "web.archive.org"}, answer: waybackAnswer,
			empty:   `{"url":"lowmark.example/oriel","archived_snapshots":{}}`,
			damaged: []string{"<html>Busy</html>", waybackAnswer[:len(waybackAnswer)/2], "", "{}", `{"archived_snapshots":[]}`},
			ask:     askPast,
		},
	}
}

// open opens a provider of the table with a web.
func (s service) open(t testing.TB, row sources.Service, w sources.Web) sources.Place {
	t.Helper()
	p, err := row.Open(sources.Setting{Argument: s.argument, Web: w, Getenv: func(name string) string {
		if name == row.Key {
			return testKey
		}
		return ""
	}})
	if err != nil {
		t.Fatalf("open %s: %v", row.Name, err)
	}
	return p
}

// answers serves the same body to every request.
func answers(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		write(w, body)
	}
}

// TestProviders is the suite that every provider of the table passes, walked over the table.
func TestProviders(t *testing.T) {
	suite := services()
	for _, row := range sources.Services() {
		if row.Name == "archive" {
			continue // it asks nobody and lies in store: TestArchiveProvider in cmd/secondsource asks it the same
		}
		s, ok := suite[row.Name]
		if !ok {
			t.Errorf("provider %s has no recorded answers in this suite", row.Name)
			continue
		}
		t.Run(row.Name, func(t *testing.T) {
			for name, check := range map[string]func(*testing.T, sources.Service, service){
				"some": checkSome, "empty": checkEmpty, "damaged": checkDamaged, "status": checkStatus, "limited": checkLimited,
				"away": checkAway, "slow": checkSlow, "cancelled": checkCancelled, "huge": checkHuge, "hostile": checkHostile, "offline": checkOffline,
				"waits": checkWaits, "concurrent": checkConcurrent,
			} {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					check(t, row, s)
				})
			}
		})
	}
}

func checkSome(t *testing.T, row sources.Service, s service) {
	w := newWeb(t, answers(http.StatusOK, s.answer))
	urls, _, err := s.ask(t.Context(), s.open(t, row, w), question())
	if err != nil || len(urls) == 0 || !strings.Contains(urls[0], "lowmark.example/oriel") {
		t.Fatalf("got %q, %v, want the story first", urls, err)
	}
	if slices.ContainsFunc(urls, func(u string) bool { return strings.Contains(u, "//www.observer.example") }) {
		t.Errorf("hits on the story's own site: %q", urls)
	}
	for _, asked := range w.addresses() {
		if u, err := url.Parse(asked); err != nil || !slices.Contains(s.hosts, u.Host) || u.Scheme != "https" {
			t.Errorf("asked %s, want only %v", asked, s.hosts)
		}
		if key := (url.Values{"key": {testKey}}).Encode(); strings.Contains(strings.Replace(asked, key, "", 1), testKey) {
			t.Errorf("the key is in %s, outside the parameter that the fetcher never stores", asked)
		}
	}
}

func checkEmpty(t *testing.T, row sources.Service, s service) {
	urls, _, err := s.ask(t.Context(), s.open(t, row, newWeb(t, answers(http.StatusOK, s.empty))), question())
	if err != nil || len(urls) != 0 {
		t.Errorf("got %q, %v, want nothing and no error", urls, err)
	}
}

func checkDamaged(t *testing.T, row sources.Service, s service) {
	for _, body := range s.damaged {
		urls, _, err := s.ask(t.Context(), s.open(t, row, newWeb(t, answers(http.StatusOK, body))), question())
		if err == nil {
			t.Errorf("answer %.60q: got %q without an error: it would pass as nothing found", body, urls)
			continue
		}
		checkSentence(t, err)
	}
}

// checkSentence holds an error to what a person in a newsroom can read, and to the secrecy of keys.
func checkSentence(t *testing.T, err error) {
	t.Helper()
	words := err.Error()
	if strings.Contains(words, testKey) {
		t.Errorf("the error holds the key: %s", words)
	}
	if len(words) > 600 || strings.ContainsAny(words, "\n\r\x1b\x00") || strings.Contains(words, "<html") {
		t.Errorf("the error is no sentence: %q", words)
	}
}

func checkStatus(t *testing.T, row sources.Service, s service) {
	for _, status := range []int{http.StatusBadRequest, http.StatusForbidden, http.StatusInternalServerError, http.StatusServiceUnavailable} {
		w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(status)
			write(w, "no: "+r.URL.String()) // a server may echo what it was sent
		})
		_, _, err := s.ask(t.Context(), s.open(t, row, w), question())
		if err == nil || !strings.Contains(err.Error(), fmt.Sprint(status)) {
			t.Errorf("status %d: got %v, want an error that names it", status, err)
			continue
		}
		checkSentence(t, err)
	}
}

// checkLimited holds that a service that asks for fewer requests is not asked again, and that this is an error each time.
func checkLimited(t *testing.T, row sources.Service, s service) {
	w := newWeb(t, answers(http.StatusTooManyRequests, "Please limit requests to one every 5 seconds"))
	p := s.open(t, row, w)
	for range 3 {
		urls, _, err := s.ask(t.Context(), p, question())
		if err == nil || len(urls) > 0 && urls[0] != "" {
			t.Fatalf("got %q, %v, want an error", urls, err)
		}
		if !errors.Is(err, sources.ErrLimited) {
			t.Errorf("got %v, want ErrLimited", err)
		}
	}
	if n := len(w.addresses()); n != 1 {
		t.Errorf("asked %d times, want once: %q", n, w.addresses())
	}
}

func checkSlow(t *testing.T, row sources.Service, s service) {
	release := make(chan struct{})
	w := newWeb(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	defer close(release)
	start := time.Now()
	if _, _, err := s.ask(t.Context(), s.open(t, row, w), question()); err == nil {
		t.Error("a service that does not answer is no error")
	} else {
		checkSentence(t, err)
	}
	if taken := time.Since(start); taken > hang {
		t.Errorf("took %s", taken)
	}
}

func checkCancelled(t *testing.T, row sources.Service, s service) {
	w := newWeb(t, answers(http.StatusOK, s.answer))
	p := s.open(t, row, w)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := s.ask(ctx, p, question()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	// A question that was cancelled must not spoil the next one.
	if urls, _, err := s.ask(t.Context(), p, question()); err != nil || len(urls) == 0 {
		t.Errorf("afterwards got %q, %v, want the hits", urls, err)
	}
}

func checkHuge(t *testing.T, row sources.Service, s service) {
	for name, body := range map[string]string{
		"spaces": s.answer + strings.Repeat(" ", 20<<20),
		"deep":   strings.Repeat("[", 1<<20),
		"object": `{"a":` + strings.Repeat(`{"a":`, 300_000),
		"items":  strings.Repeat("{},", 600_000),
	} {
		_, _, err := s.ask(t.Context(), s.open(t, row, newWeb(t, answers(http.StatusOK, body))), question())
		if err == nil {
			t.Errorf("%s: a huge answer is no error", name)
			continue
		}
		checkSentence(t, err)
	}
}

// checkHostile holds that addresses inside the house are passed on and never asked, and that words are plain.
func checkHostile(t *testing.T, row sources.Service, s service) {
	bad := `\u001b[31mOriel Ansel ferry\u202e\u0000<script>alert(1)<\/script>`
	if strings.HasPrefix(s.answer, "<") {
		bad = "&#x202e;<![CDATA[Oriel Ansel ferry \x9b\u009b\x0e<script>alert(1)</script>]]>"
	}
	body := strings.ReplaceAll(s.answer, "Ferry Oriel sinks off Port Ansel", bad)
	body = strings.ReplaceAll(body, "https://lowmark.example/oriel", "http://169.254.169.254/latest/meta-data")
	w := newWeb(t, answers(http.StatusOK, body))
	urls, words, err := s.ask(t.Context(), s.open(t, row, w), question())
	if row.Name != "wayback" && (err != nil || !slices.Contains(urls, "http://169.254.169.254/latest/meta-data")) {
		t.Errorf("got %q, %v, want the hit passed on, for the guard to judge", urls, err)
	}
	for _, text := range words {
		if strings.ContainsAny(text, "\x1b\x00\u009b\u202e<>") || strings.Contains(text, "alert") {
			t.Errorf("hostile words came through: %q", text)
		}
	}
	for _, asked := range w.addresses() {
		if u, err := url.Parse(asked); err != nil || !slices.Contains(s.hosts, u.Host) {
			t.Errorf("asked %s, want only %v", asked, s.hosts)
		}
	}
}

func checkOffline(t *testing.T, row sources.Service, s service) {
	if _, _, err := s.ask(t.Context(), s.open(t, row, nil), question()); !errors.Is(err, sources.ErrOffline) {
		t.Errorf("got %v, want ErrOffline", err)
	}
}

// checkWaits holds that no request is made but after the wait that the terms ask for.
func checkWaits(t *testing.T, row sources.Service, s service) {
	w := newWeb(t, answers(http.StatusOK, s.answer))
	waits := 0
	p, err := row.Open(sources.Setting{
		Argument: s.argument, Web: w, Getenv: func(string) string { return testKey },
		Wait: func(_ context.Context, host string, every time.Duration) error {
			if waits++; every != row.Terms.Interval() || !slices.Contains(s.hosts, host) {
				t.Errorf("waits %s for %s, want %s for one of %v", every, host, row.Terms.Interval(), s.hosts)
			}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.ask(t.Context(), p, question()); err != nil {
		t.Fatal(err)
	}
	if n := len(w.addresses()); n == 0 || n != waits {
		t.Errorf("%d requests after %d waits", n, waits)
	}
}

// checkConcurrent asks at the same time what is asked alone elsewhere; the race detector sees the rest.
func checkConcurrent(t *testing.T, row sources.Service, s service) {
	p := s.open(t, row, newWeb(t, answers(http.StatusOK, s.answer)))
	var group sync.WaitGroup
	got := make([]string, 8)
	for i := range got {
		group.Go(func() {
			urls, _, err := s.ask(t.Context(), p, question())
			got[i] = fmt.Sprint(urls, err)
		})
	}
	group.Wait()
	if slices.ContainsFunc(got, func(s string) bool { return s != got[0] }) {
		t.Errorf("answers differ: %q", got)
	}
}

// TestTerms holds that the strictest terms are the default, and that text which may not be stored does not come out.
func TestTerms(t *testing.T) {
	var none sources.Terms
	if none.Store || none.Model || none.Interval() < 10*time.Second {
		t.Errorf("no terms allow %+v with an interval of %s", none, none.Interval())
	}
	suite := services()
	names := map[string]bool{}
	for _, row := range sources.Services() {
		if names[row.Name] || row.For == "" || row.Terms.Why == "" {
			t.Errorf("row %+v: its name stands twice, or it does not say what it is for and why its terms are so", row)
		}
		names[row.Name] = true
		if row.Online && row.Terms.Interval() < time.Second {
			t.Errorf("%s asks the network every %s", row.Name, row.Terms.Interval())
		}
		if row.Open == nil || row.Terms.Store {
			continue
		}
		s := suite[row.Name]
		p := s.open(t, row, newWeb(t, answers(http.StatusOK, s.answer)))
		if p.Coverage == nil {
			continue
		}
		hits, err := p.Coverage.Search(t.Context(), question())
		if err != nil || len(hits) == 0 {
			t.Errorf("%s: %v", row.Name, err)
		}
		for _, h := range hits {
			if h.Title != "" {
				t.Errorf("%s may not store its text and gives the title %q", row.Name, h.Title)
			}
		}
	}
}
