package sources_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"secondsource/sources"
	"secondsource/testdata/smallweb"
)

// A clock is a time that passes only where somebody waits.
type clock struct {
	mu    sync.Mutex
	at    time.Time
	waits []time.Duration
}

func newClock() *clock { return &clock{at: time.Date(2026, 3, 6, 18, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits = append(c.waits, d)
	c.at = c.at.Add(d)
	return ctx.Err()
}

// took gives the waits since the last call.
func (c *clock) took() []time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	waits := c.waits
	c.waits = nil
	return waits
}

// onWeb makes a fetcher for a small web, with a clock that passes only in waits.
func onWeb(t *testing.T, w *smallweb.Web, c *clock, change func(*sources.FetchOptions)) *sources.Fetcher {
	t.Helper()
	o := sources.FetchOptions{
		Version: "1.2.3", Resolver: w.Resolver(t), Now: c.Now, Sleep: c.Sleep, Total: 5 * time.Second,
		Allow: allowed(t, "http://"+w.Addr().String()),
	}
	if change != nil {
		change(&o)
	}
	return sources.NewFetcher(o)
}

const harbor = "../testdata/harbor"

func seconds(all ...float64) []time.Duration {
	var d []time.Duration
	for _, s := range all {
		d = append(d, time.Duration(s*float64(time.Second)))
	}
	return d
}

// TestPace holds the interval between requests to one server, the Crawl-delay, and that servers do not wait for each other.
func TestPace(t *testing.T) {
	w, c := smallweb.Start(t, harbor), newClock()
	f := onWeb(t, w, c, nil)
	get := func(host, path string, want ...float64) {
		t.Helper()
		if _, err := f.Fetch(t.Context(), w.URL(host, path)); err != nil {
			t.Errorf("%s%s: %v", host, path, err)
		}
		if got := c.took(); !slices.Equal(got, seconds(want...)) {
			t.Errorf("%s%s: waited %v, want %v s", host, path, got, want)
		}
	}
	get("www.talden-press.example", "/stories/20260304-varn-bridge")
	get("www.inland-gazette.example", "/2026/03/04/hauliers-stranded/")
	get("www.talden-press.example", "/stories/20260304-varn-bridge", 1)
	get(smallweb.Patient, "/a")
	get(smallweb.Patient, "/b", 5)
	get(smallweb.Patient, "/c", 5)
	if n := w.Calls(smallweb.Patient, "/robots.txt", 200); n != 1 {
		t.Errorf("the rules were read %d times, want once", n)
	}
	c.Sleep(t.Context(), sources.RobotsAge) //nolint:errcheck // the context lasts
	c.took()
	get(smallweb.Patient, "/d")
	if n := w.Calls(smallweb.Patient, "/robots.txt", 200); n != 2 {
		t.Errorf("after a day the rules were read %d times, want twice", n)
	}
}

// TestPaceTooSlow holds that a fetch that would wait too long ends at once and says so.
func TestPaceTooSlow(t *testing.T) {
	w, c := smallweb.Start(t, harbor), newClock()
	f := onWeb(t, w, c, func(o *sources.FetchOptions) { o.Wait = 4 * time.Second })
	if _, err := f.Fetch(t.Context(), w.URL(smallweb.Patient, "/a")); err != nil {
		t.Fatal(err)
	}
	_, err := f.Fetch(t.Context(), w.URL(smallweb.Patient, "/b"))
	if !errors.Is(err, sources.ErrLimited) || !strings.Contains(err.Error(), "asked again in 5s") || len(c.took()) != 0 {
		t.Errorf("got %v, want ErrLimited at once that names 5 s", err)
	}
	c.Sleep(t.Context(), 5*time.Second) //nolint:errcheck // the context lasts
	if _, err := f.Fetch(t.Context(), w.URL(smallweb.Patient, "/b")); err != nil {
		t.Errorf("after 5 s: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	long := onWeb(t, w, newClock(), nil)
	for range 2 {
		_, err = long.Fetch(ctx, w.URL(smallweb.Patient, "/a"))
	}
	if !errors.Is(err, sources.ErrLimited) {
		t.Errorf("a turn after the caller's time: got %v, want ErrLimited", err)
	}
}

// TestPaceOff holds that without a clock, or with a negative interval, nothing is waited for.
func TestPaceOff(t *testing.T) {
	w := smallweb.Start(t, harbor)
	for name, change := range map[string]func(*sources.FetchOptions){
		"no clock": func(o *sources.FetchOptions) { o.Now = nil }, "no interval": func(o *sources.FetchOptions) { o.Interval = -1 },
	} {
		c := newClock()
		f := onWeb(t, w, c, change)
		for range 3 {
			if _, err := f.Fetch(t.Context(), w.URL(smallweb.Patient, "/a")); err != nil {
				t.Error(err)
			}
		}
		if waits := c.took(); len(waits) != 0 {
			t.Errorf("%s: waited %v", name, waits)
		}
	}
	f := onWeb(t, w, newClock(), func(o *sources.FetchOptions) { o.Now = nil })
	_, err := f.Fetch(t.Context(), w.URL(smallweb.Busy, "/"))
	if n := w.Calls(smallweb.Busy, "/", 429); n != 1 || !errors.Is(err, sources.ErrLimited) {
		t.Errorf("without a clock a busy server was asked %d times, want once: %v", n, err)
	}
}

// TestRobotsAreObeyed holds that what the program finds by itself is read only where robots.txt allows it, on every hop, and
// that a page that a person names is read.
func TestRobotsAreObeyed(t *testing.T) {
	w := smallweb.Start(t, harbor)
	f := onWeb(t, w, newClock(), nil)
	if _, err := f.Fetch(t.Context(), w.URL(smallweb.Barred, "/page")); !errors.Is(err, sources.ErrRobots) {
		t.Errorf("got %v, want ErrRobots", err)
	}
	if n := w.Calls(smallweb.Barred, "/page", 200); n != 0 {
		t.Errorf("the page was asked for %d times, want never", n)
	}
	if _, err := f.Fetch(t.Context(), w.URL(smallweb.Barred, "/")); err != nil {
		t.Errorf("the front page: %v", err)
	}
	if p, err := f.Named().Fetch(t.Context(), w.URL(smallweb.Barred, "/page")); err != nil || !strings.HasPrefix(string(p.Body), smallweb.Page) {
		t.Errorf("named: got %q, %v", p.Body, err)
	}
	hop := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		http.Redirect(rw, r, w.URL(smallweb.Barred, "/page"), http.StatusFound)
	}))
	t.Cleanup(hop.Close)
	g := onWeb(t, w, newClock(), func(o *sources.FetchOptions) { o.Allow = append(o.Allow, allowed(t, hop.URL)...) })
	if _, err := g.Fetch(t.Context(), hop.URL+"/x"); !errors.Is(err, sources.ErrRobots) {
		t.Errorf("by redirect: got %v, want ErrRobots", err)
	}
}

// TestRobotsAnswers holds what each way to answer for robots.txt means (RFC 9309 §2.3.1).
func TestRobotsAnswers(t *testing.T) {
	var asked atomic.Int64
	base, _ := serve(t, func(rw http.ResponseWriter, r *http.Request) {
		path, kind, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		switch {
		case r.URL.Path == "/robots.txt":
			asked.Add(1)
			answerRobots(rw, r, r.Host)
		case path == "hop":
			var n int
			if _, err := fmt.Sscan(kind, &n); err == nil && n > 0 {
				http.Redirect(rw, r, fmt.Sprintf("/hop/%d", n-1), http.StatusFound)
				return
			}
			write(rw, "User-agent: *\nDisallow: /page")
		default:
			write(rw, "words")
		}
	})
	at := strings.TrimPrefix(base, "http://")
	port := at[strings.LastIndexByte(at, ':'):]
	resolver := smallweb.Resolver(t, func(string) []string { return []string{"127.0.0.1"} })
	for host, says := range map[string]string{
		"allow.example": "", "disallow.example": "asks programs not to read", "status404.example": "", "status403.example": "",
		"status410.example": "", "status429.example": "robots.txt", "status500.example": "robots.txt", "status503.example": "robots.txt",
		"hops5.example": "asks programs not to read", "hops6.example": "", "loop.example": "", "html.example": "",
		"packed.example": "asks programs not to read", "bomb.example": "asks programs not to read", "large.example": "asks programs not to read",
		"hangup.example": "robots.txt", "inside.example": "robots.txt", "nowhere.example": "",
	} {
		c := newClock()
		f := sources.NewFetcher(sources.FetchOptions{
			Allow: allowed(t, base), Resolver: resolver, Now: c.Now, Sleep: c.Sleep, Total: 5 * time.Second,
		})
		_, err := f.Fetch(t.Context(), "http://"+host+port+"/page")
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v, want one that says %q", host, err, says)
		}
		before := asked.Load()
		if _, again := f.Fetch(t.Context(), "http://"+host+port+"/page"); (again == nil) != (err == nil) || asked.Load() != before {
			t.Errorf("%s: the second time %v, and %d more questions, want none", host, again, asked.Load()-before)
		}
		c.Sleep(t.Context(), sources.FailedRobotsAge+time.Second) //nolint:errcheck // the context lasts
		if _, again := f.Fetch(t.Context(), "http://"+host+port+"/page"); says == "robots.txt" && asked.Load() == before {
			t.Errorf("%s: a failure to read the rules was remembered too long: %v", host, again)
		}
	}
}

// answerRobots answers for robots.txt in the way that the host's name says.
func answerRobots(rw http.ResponseWriter, r *http.Request, host string) {
	kind, _, _ := strings.Cut(host, ".")
	closed := "User-agent: *\nDisallow: /page\n"
	var status, hops int
	switch {
	case kind == "allow":
		write(rw, "User-agent: *\nAllow: /")
	case kind == "disallow":
		write(rw, closed)
	case kind == "loop":
		http.Redirect(rw, r, "/robots.txt", http.StatusFound)
	case kind == "html":
		rw.Header().Set("Content-Type", "text/html")
		write(rw, "<!DOCTYPE html><html><head><title>Disallow: /</title>")
	case kind == "packed":
		rw.Header().Set("Content-Encoding", "gzip")
		write(rw, string(gzipped(closed)))
	case kind == "bomb":
		rw.Header().Set("Content-Encoding", "gzip")
		write(rw, string(gzipped(closed+strings.Repeat("\x00", 4<<20))))
	case kind == "large":
		write(rw, closed+strings.Repeat("Disallow: /x\n", 300_000))
	case kind == "hangup":
		panic(http.ErrAbortHandler)
	case kind == "inside":
		http.Redirect(rw, r, "http://169.254.169.254/robots.txt", http.StatusFound)
	case scan(kind, "status%d", &status):
		rw.WriteHeader(status)
	case scan(kind, "hops%d", &hops):
		http.Redirect(rw, r, fmt.Sprintf("/hop/%d", hops-1), http.StatusFound)
	default:
		http.NotFound(rw, r)
	}
}

func scan(s, format string, n *int) bool {
	got, err := fmt.Sscanf(s, format, n)
	return err == nil && got == 1
}

// TestBusy holds how often and when a busy server is asked again.
func TestBusy(t *testing.T) {
	var status atomic.Int64
	var after, date atomic.Value
	var asked atomic.Int64
	after.Store("")
	date.Store("")
	base, _ := serve(t, func(rw http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		rw.Header().Set("Retry-After", fmt.Sprint(after.Load()))
		if d := fmt.Sprint(date.Load()); d != "" {
			rw.Header().Set("Date", d)
		}
		rw.WriteHeader(int(status.Load()))
	})
	at := newClock().at
	in := func(d time.Duration) string { return at.Add(d).Format(http.TimeFormat) }
	for _, c := range []struct {
		name        string
		status      int64
		after, date string
		asked       int64
		waits       []time.Duration
	}{
		{"429 without a word", 429, "", "", 3, seconds(2, 4)},
		{"503 without a word", 503, "", "", 3, seconds(2, 4)},
		{"500", 500, "5", "", 1, nil},
		{"404", 404, "5", "", 1, nil},
		{"seconds", 429, "7", "", 3, seconds(7, 7)},
		{"over the wait at the second try", 429, "40", "", 2, seconds(40)},
		{"over the wait", 429, "61", "", 1, nil},
		{"1e9 seconds", 503, "1000000000", "", 1, nil},
		{"more than a number holds", 503, "99999999999999999999999", "", 1, nil},
		{"a date by the server's clock", 503, in(24*time.Hour + 9*time.Second), in(24 * time.Hour), 3, seconds(9, 9)},
		{"a date long past", 503, in(-time.Hour), in(0), 3, seconds(2, 4)},
		{"the year 9999", 503, "Fri, 31 Dec 9999 23:59:59 GMT", in(0), 1, nil},
		{"nonsense", 429, "soon", "", 3, seconds(2, 4)},
		{"less than nothing", 429, "-5", "", 3, seconds(2, 4)},
	} {
		status.Store(c.status)
		after.Store(c.after)
		date.Store(c.date)
		asked.Store(0)
		clock := newClock()
		f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, base), Now: clock.Now, Sleep: clock.Sleep}).Named()
		_, err := f.Fetch(t.Context(), base)
		got, ok := errors.AsType[*sources.StatusError](err)
		if !ok || got.Status != int(c.status) || errors.Is(err, sources.ErrLimited) != (c.status == 429) {
			t.Errorf("%s: got %v, want a StatusError of %d", c.name, err, c.status)
		}
		if waits := clock.took(); asked.Load() != c.asked || !slices.Equal(waits, c.waits) {
			t.Errorf("%s: asked %d times, waited %v; want %d, %v", c.name, asked.Load(), waits, c.asked, c.waits)
		}
		if got.RetryAfter > sources.MaxRetryAfter {
			t.Errorf("%s: Retry-After %s", c.name, got.RetryAfter)
		}
	}
}

// TestBusyOnce holds that a service which is asked once is asked once, in every view of the fetcher.
func TestBusyOnce(t *testing.T) {
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		var asked atomic.Int64
		base, _ := serve(t, func(rw http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			rw.WriteHeader(status)
		})
		c := newClock()
		f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, base), Now: c.Now, Sleep: c.Sleep})
		for name, view := range map[string]*sources.Fetcher{
			"last": f.Named().UpTo(1 << 20).Within(time.Second).Once(), "first": f.Once().Named().UpTo(1 << 20).Within(time.Second),
		} {
			asked.Store(0)
			c.Sleep(t.Context(), time.Minute) //nolint:errcheck // the context lasts
			if _, err := view.Fetch(t.Context(), base); err == nil || asked.Load() != 1 {
				t.Errorf("%d, once %s: asked %d times, %v; want once and an error", status, name, asked.Load(), err)
			}
		}
	}
}

// TestBusyInTheEnd holds that a busy server's page is read once it gives it, and that one that asked for patience is left alone
// by all fetches.
func TestBusyInTheEnd(t *testing.T) {
	w, c := smallweb.Start(t, harbor), newClock()
	f := onWeb(t, w, c, nil)
	p, err := f.Fetch(t.Context(), w.URL(smallweb.Busy, "/a"))
	if err != nil || !strings.HasPrefix(string(p.Body), smallweb.Page) {
		t.Errorf("got %q, %v", p.Body, err)
	}
	if waits := c.took(); !slices.Equal(waits, seconds(7, 7)) {
		t.Errorf("waited %v, want twice 7 s", waits)
	}
	impatient := onWeb(t, w, c, func(o *sources.FetchOptions) { o.Wait = 6 * time.Second })
	for _, path := range []string{"/b", "/c"} {
		if _, err := impatient.Fetch(t.Context(), w.URL(smallweb.Busy, path)); !errors.Is(err, sources.ErrLimited) {
			t.Errorf("%s: got %v, want ErrLimited", path, err)
		}
	}
	if n := w.Calls(smallweb.Busy, "/c", 429); n != 0 {
		t.Errorf("a server that asked for 7 s of peace was asked %d times within them", n)
	}
}

// TestManySites holds that what is remembered of sites is bounded.
func TestManySites(t *testing.T) {
	base, _ := serve(t, func(rw http.ResponseWriter, _ *http.Request) { write(rw, "words") })
	port := base[strings.LastIndexByte(base, ':'):]
	f := sources.NewFetcher(sources.FetchOptions{
		Allow: allowed(t, base), Resolver: smallweb.Resolver(t, func(string) []string { return []string{"127.0.0.1"} }),
	})
	for i := range sources.MaxSites + 20 {
		if _, err := f.Fetch(t.Context(), fmt.Sprintf("http://site%d.example%s/", i, port)); err != nil {
			t.Fatal(err)
		}
	}
	if n := f.Known(); n != sources.MaxSites {
		t.Errorf("%d sites are remembered, want %d", n, sources.MaxSites)
	}
}

// TestUserAgent holds that the name says who asks, and that no contact can break out of it.
func TestUserAgent(t *testing.T) {
	for contact, want := range map[string]string{
		"": "secondsource/1", "desk@paper.example": "secondsource/1 (+desk@paper.example)",
		"https://paper.example/bot": "secondsource/1 (+https://paper.example/bot)",
		"a\r\nX: b":                 "secondsource/1 (+aX:b)", "(x) é \x00\u202e": "secondsource/1 (+x)", " \n": "secondsource/1",
	} {
		if got := sources.UserAgent("1", contact); got != want {
			t.Errorf("%q: got %q, want %q", contact, got, want)
		}
	}
}

// TestTogether holds that many fetches at once read a site's rules once and take turns.
func TestTogether(t *testing.T) {
	w, c := smallweb.Start(t, harbor), newClock()
	f := onWeb(t, w, c, nil)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			if _, err := f.Fetch(t.Context(), w.URL(smallweb.Patient, fmt.Sprint("/", i))); err != nil {
				t.Errorf("%d: %v", i, err)
			}
		})
	}
	all.Wait()
	var sum time.Duration
	for _, wait := range c.took() {
		sum += wait
	}
	if n := w.Calls(smallweb.Patient, "/robots.txt", 200); n != 1 || sum < 35*time.Second {
		t.Errorf("the rules were read %d times, want once; 8 fetches waited %s together, want 35 s at least", n, sum)
	}
}
