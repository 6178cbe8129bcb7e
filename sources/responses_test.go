package sources_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/sources"
	"secondsource/testdata/smallweb"
)

// A drawer keeps responses in memory.
type drawer struct {
	mu  sync.Mutex
	all []sources.Response
	err error
}

func (d *drawer) Kept(_ context.Context, address string) (sources.Response, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range slices.Backward(d.all) {
		if r.Address == address {
			return r, nil
		}
	}
	return sources.Response{}, sources.ErrNotKept
}

func (d *drawer) Keep(_ context.Context, r sources.Response) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.err == nil {
		d.all = append(d.all, r)
	}
	return d.err
}

// last gives the last response but those for robots.txt.
func (d *drawer) last(t *testing.T) sources.Response {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range slices.Backward(d.all) {
		if !strings.HasSuffix(r.Address, "/robots.txt") {
			return r
		}
	}
	t.Fatal("nothing was kept")
	return sources.Response{}
}

// TestEveryAnswerIsKept holds that each fetch leaves a response with its outcome, and that a replay gives the same page or
// the same failure with no network at all.
func TestEveryAnswerIsKept(t *testing.T) {
	w, c, kept := smallweb.Start(t, harbor), newClock(), &drawer{}
	change := func(o *sources.FetchOptions) { o.Responses, o.Total, o.MaxBody = kept, 500*time.Millisecond, 100_000 }
	f := onWeb(t, w, c, change)
	type end struct {
		page sources.Page
		err  error
	}
	story := w.Story()
	ends := map[string]end{}
	for address, want := range map[string]struct {
		outcome sources.Outcome
		status  int
		via     []string
	}{
		story:                              {sources.Fetched, 200, nil},
		w.URL(smallweb.Moved, "/old"):      {sources.Fetched, 200, []string{w.URL(smallweb.Moved, "/old"), w.URL(smallweb.Moved, "/older")}},
		w.URL(smallweb.Barred, "/page"):    {sources.Barred, 0, nil},
		w.URL(smallweb.Gone, "/"):          {sources.NoPage, 410, nil},
		w.URL(smallweb.Inside, "/"):        {sources.Refused, 0, []string{w.URL(smallweb.Inside, "/")}},
		w.URL(smallweb.Slow, "/"):          {sources.TimedOut, 200, nil},
		w.URL(smallweb.Endless, "/"):       {sources.TooLarge, 200, nil},
		"http://no-such-name.invalid/a":    {sources.Unreachable, 0, nil},
		"http://10.0.0.1/a":                {sources.Refused, 0, nil},
		w.URL(smallweb.Busy, "/page"):      {sources.Fetched, 200, nil},
		w.URL("www.touchline.example", ""): {sources.NoPage, 404, nil},
	} {
		p, err := f.Fetch(t.Context(), address)
		ends[address] = end{p, err}
		r := kept.last(t)
		if r.Address != address || r.Outcome != want.outcome || r.Status != want.status || !slices.Equal(r.Via, want.via) || r.At.IsZero() {
			t.Errorf("%s: kept %q, %s, %d, via %v, at %s\nwant %s, %d, via %v (%v)", address, r.Address, r.Outcome, r.Status, r.Via, r.At,
				want.outcome, want.status, want.via, err)
		}
		if (err == nil) != (r.Reason == "") || err != nil && r.Reason != err.Error() || (err == nil) != (r.Hash != "") {
			t.Errorf("%s: kept reason %q and hash %q for %v", address, r.Reason, r.Hash, err)
		}
		if err == nil && (p.URL != r.Final || p.Hash != r.Hash || p.Status != 200 || !p.At.Equal(r.At) || p.Outcome != sources.Fetched) {
			t.Errorf("%s: page %q %q %d %s %s of %+v", address, p.URL, p.Hash, p.Status, p.At, p.Outcome, r.Outcome)
		}
		for field := range r.Header {
			if field == "Set-Cookie" || field == "Location" {
				t.Errorf("%s: kept %s", address, field)
			}
		}
	}
	if n := len(kept.all); n < 11+2 {
		t.Errorf("only %d answers are kept", n)
	}
	w.Close()
	before := len(kept.all)
	again := onWeb(t, w, c, func(o *sources.FetchOptions) { change(o); o.Replay = true })
	for address, want := range ends {
		p, err := again.Fetch(t.Context(), address)
		if diff := cmp.Diff(want.page, p); diff != "" || fmt.Sprint(err) != fmt.Sprint(want.err) {
			t.Errorf("%s: replayed %v, want %v\n%s", address, err, want.err, diff)
		}
		for _, kind := range []error{sources.ErrRefused, sources.ErrRobots, sources.ErrTooLarge, sources.ErrLimited, context.DeadlineExceeded} {
			if errors.Is(err, kind) != errors.Is(want.err, kind) {
				t.Errorf("%s: replayed %v, is %v: %t", address, err, kind, errors.Is(err, kind))
			}
		}
		old, was := errors.AsType[*sources.StatusError](want.err)
		if got, is := errors.AsType[*sources.StatusError](err); is != was || is && got.Status != old.Status {
			t.Errorf("%s: replayed %v, want the same status", address, err)
		}
	}
	if _, err := again.Fetch(t.Context(), "http://never.example/"); !errors.Is(err, sources.ErrNotKept) {
		t.Errorf("an address that was never fetched: got %v, want ErrNotKept", err)
	}
	if len(kept.all) != before {
		t.Errorf("the replay kept %d answers of its own", len(kept.all)-before)
	}
	if _, err := sources.NewFetcher(sources.FetchOptions{Replay: true}).Fetch(t.Context(), story); !errors.Is(err, sources.ErrNotKept) {
		t.Errorf("a replay of nothing: got %v, want ErrNotKept", err)
	}
}

// TestUnchanged holds that a page is asked for anew only if it changed, and that a 304 gives the kept page.
func TestUnchanged(t *testing.T) {
	w, c, kept := smallweb.Start(t, harbor), newClock(), &drawer{}
	f := onWeb(t, w, c, func(o *sources.FetchOptions) { o.Responses = kept })
	first, err := f.Fetch(t.Context(), w.Story())
	if err != nil {
		t.Fatal(err)
	}
	second, err := f.Fetch(t.Context(), w.Story())
	if err != nil || second.Outcome != sources.Unchanged || second.Status != 304 || !bytes.Equal(first.Body, second.Body) {
		t.Errorf("got %s, %d, %v, want the kept page", second.Outcome, second.Status, err)
	}
	if second.URL != first.URL || second.ContentType != first.ContentType || second.Hash != first.Hash || !second.At.After(first.At) {
		t.Errorf("got %q %q %q, want %q %q %q, and a later time", second.URL, second.ContentType, second.Hash, first.URL, first.ContentType, first.Hash)
	}
	moved, err := f.Fetch(t.Context(), w.URL(smallweb.Moved, "/x"))
	if err != nil || moved.Outcome != sources.Fetched {
		t.Errorf("by another address: got %s, %v, want it fetched", moved.Outcome, err)
	}
	if moved, err = f.Fetch(t.Context(), w.URL(smallweb.Moved, "/x")); err != nil || moved.Outcome != sources.Unchanged || moved.URL != first.URL {
		t.Errorf("by redirect again: got %s at %q, %v, want unchanged at %q", moved.Outcome, moved.URL, err, first.URL)
	}
	path := strings.SplitAfterN(w.Story(), strings.TrimPrefix(w.URL("", ""), "http://"), 2)[1]
	if got := w.Calls("www.ansel-observer.example", path, 304); got != 2 {
		t.Errorf("the server said %d times that nothing changed, want twice", got)
	}
}

// TestConditions holds when a server is asked whether a page has changed, and what is made of its answer.
func TestConditions(t *testing.T) {
	var answer atomic.Value
	var got atomic.Value
	base, _ := serve(t, func(rw http.ResponseWriter, r *http.Request) {
		got.Store(r.Header.Get("If-None-Match") + "|" + r.Header.Get("If-Modified-Since"))
		h, ok := answer.Load().(http.Header)
		if !ok {
			t.Error("no answer was chosen")
		}
		maps.Copy(rw.Header(), h)
		if r.Header.Get("If-None-Match") != "" && h.Get("X-Status") == "304" || h.Get("X-Status") == "always" {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		write(rw, "words")
	})
	at := time.Date(2026, 3, 6, 0, 0, 0, 0, time.UTC).Format(http.TimeFormat)
	for _, c := range []struct {
		name, query   string
		first, second http.Header
		asked         string
		outcome       sources.Outcome
	}{
		{"nothing to ask by", "", http.Header{}, http.Header{}, "|", sources.Fetched},
		{"a tag", "", http.Header{"Etag": {`"a"`}}, http.Header{"X-Status": {"304"}}, `"a"|`, sources.Unchanged},
		{"a weak tag and a date", "", http.Header{"Etag": {`W/"a"`}, "Last-Modified": {at}}, http.Header{"X-Status": {"304"}}, `W/"a"|` + at, sources.Unchanged},
		{"changed", "", http.Header{"Etag": {`"a"`}}, http.Header{"Etag": {`"b"`}}, `"a"|`, sources.Fetched},
		{"304 with another type", "", http.Header{"Etag": {`"a"`}, "Content-Type": {"text/plain"}}, http.Header{"X-Status": {"304"}, "Content-Type": {"image/png"}}, `"a"|`, sources.Unchanged},
		{"a tag without end", "", http.Header{"Etag": {`"` + strings.Repeat("a", 2000) + `"`}}, http.Header{}, "|", sources.Fetched},
		{"304 to no question", "", http.Header{}, http.Header{"X-Status": {"always"}}, "|", sources.NoPage},
		{"an address with a key", "?token=secret-key", http.Header{"Etag": {`"a"`}}, http.Header{}, "|", sources.Fetched},
	} {
		kept := &drawer{}
		f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, base), Responses: kept}).Named()
		answer.Store(c.first)
		if _, err := f.Fetch(t.Context(), base+"/"+c.query); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		answer.Store(c.second)
		p, err := f.Fetch(t.Context(), base+"/"+c.query)
		if r := kept.last(t); r.Outcome != c.outcome || got.Load() != c.asked {
			t.Errorf("%s: asked by %q, got %s, %v; want %q, %s", c.name, got.Load(), r.Outcome, err, c.asked, c.outcome)
		}
		if c.outcome == sources.Unchanged && (string(p.Body) != "words" || p.ContentType == "image/png") {
			t.Errorf("%s: page %q of type %q", c.name, p.Body, p.ContentType)
		}
	}
}

// TestNoSecretIsKept holds that no key of an address reaches what is kept, also where the server says it back.
func TestNoSecretIsKept(t *testing.T) {
	const secret = "canary-4711-key"
	base, _ := serve(t, func(rw http.ResponseWriter, r *http.Request) {
		echo := r.URL.Query().Get("apikey")
		rw.Header().Set("Etag", `"`+echo+`"`)
		rw.Header().Set("Server", echo)
		rw.Header().Set("Set-Cookie", "key="+echo)
		rw.Header().Set("Www-Authenticate", "Key "+echo)
		switch r.URL.Path {
		case "/moved":
			http.Redirect(rw, r, "/page?api_key="+echo+"&x=1", http.StatusFound)
		case "/ftp":
			http.Redirect(rw, r, "ftp://"+echo+".example/"+echo, http.StatusFound)
		case "/401", "/500", "/429":
			rw.WriteHeader(map[string]int{"/401": 401, "/500": 500, "/429": 429}[r.URL.Path])
			write(rw, echo)
		case "/raw":
			hijack(t, rw, "HTTP/1.1 "+echo+" "+echo+"\r\n\r\n")
		case "/coded":
			rw.Header().Set("Content-Encoding", echo)
			write(rw, "words")
		default:
			write(rw, "words")
		}
	})
	kept := &drawer{}
	c := newClock()
	f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, base), Responses: kept, Now: c.Now, Sleep: c.Sleep}).Named()
	for _, path := range []string{"/page", "/moved", "/ftp", "/401", "/500", "/429", "/raw", "/coded"} {
		p, err := f.Fetch(t.Context(), base+path+"?q=a&apikey="+secret+"&TOKEN="+secret+"#"+secret)
		if strings.Contains(fmt.Sprint(p, err), secret) {
			t.Errorf("%s: the page or error holds the key: %+v, %v", path, p, err)
		}
	}
	if len(kept.all) < 8 {
		t.Errorf("only %d answers are kept", len(kept.all))
	}
	for _, r := range kept.all {
		if strings.Contains(fmt.Sprintf("%+v", r), secret) {
			t.Errorf("kept: %+v", r)
		}
		if !strings.HasSuffix(r.Address, "?q=a") {
			t.Errorf("kept address %q", r.Address)
		}
	}
}

// hijack answers with bytes of any kind.
func hijack(t *testing.T, rw http.ResponseWriter, raw string) {
	t.Helper()
	h, ok := rw.(http.Hijacker)
	if !ok {
		t.Error("the server cannot be taken over")
		return
	}
	conn, _, err := h.Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	write(conn, raw)
	if err := conn.Close(); err != nil {
		t.Error(err)
	}
}

func TestShown(t *testing.T) {
	for ref, want := range map[string]string{
		"story.html": "story.html", "-": "-", "feeds?key=1.txt": "feeds?key=1.txt",
		"https://desk:pw@a.example/feed?token=canary&page=2": "https://a.example/feed?page=2",
	} {
		if got := sources.Shown(ref); got != want {
			t.Errorf("%q: got %q, want %q", ref, got, want)
		}
	}
}

func TestWithoutSecrets(t *testing.T) {
	for address, want := range map[string]string{
		"https://x.example/a?b=c":                       "https://x.example/a?b=c",
		"https://user:pass@x.example/a#part":            "https://x.example/a",
		"https://x.example/a?key=1&q=2":                 "https://x.example/a?q=2",
		"https://x.example/a?q=2&API_KEY=1&api-key=3":   "https://x.example/a?q=2",
		"https://x.example/?access_token=1":             "https://x.example/",
		"https://x.example/?X-Amz-Signature=1&X-Amz=2":  "https://x.example/?X-Amz=2",
		"https://x.example/?PHPSESSID=1&sessionid=2&a":  "https://x.example/?a",
		"https://x.example/?%6b%65%79=1&b=%20":          "https://x.example/?b=%20",
		"https://x.example/?monkey=1&keynote=2&tok=3":   "https://x.example/?monkey=1&keynote=2&tok=3",
		"https://x.example/?client_secret=1&password=2": "https://x.example/",
		"https://x.example/?sig=1;b=2&c":                "https://x.example/?c",
		"http://[::1":                                   "",
	} {
		if got := sources.WithoutSecrets(address); got != want {
			t.Errorf("%s: got %q, want %q", address, got, want)
		}
	}
}

// TestNotKept holds that an answer that cannot be kept is an error, and that what the caller called off is not kept.
func TestNotKept(t *testing.T) {
	w, kept := smallweb.Start(t, harbor), &drawer{err: errors.New("the disk is full")}
	f := onWeb(t, w, newClock(), func(o *sources.FetchOptions) { o.Responses = kept })
	if p, err := f.Named().Fetch(t.Context(), w.Story()); !errors.Is(err, kept.err) || p.Body != nil {
		t.Errorf("got %d bytes, %v, want the error of the disk", len(p.Body), err)
	}
	kept.err = nil
	ctx, cancel := context.WithCancel(t.Context())
	base, _ := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	g := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, base), Responses: kept}).Named()
	if _, err := g.Fetch(ctx, base); !errors.Is(err, context.Canceled) || len(kept.all) != 0 {
		t.Errorf("got %v and %d kept answers, want context.Canceled and none", err, len(kept.all))
	}
}

// TestWithoutSecretsProperties holds that taking secrets out twice is taking them out once, and that what is no secret stays.
func TestWithoutSecretsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"key", "token", "Api-Key", "session_id", "q", "page", "author", "monkey"})
		pair := rapid.Custom(func(t *rapid.T) string {
			return name.Draw(t, "name") + "=" + rapid.StringMatching(`[a-z0-9%=+]{0,6}`).Draw(t, "value")
		})
		pairs := rapid.SliceOfN(pair, 0, 5).Draw(t, "pairs")
		once := sources.WithoutSecrets("https://u:p@x.example/a?" + strings.Join(pairs, "&") + "#f")
		if twice := sources.WithoutSecrets(once); twice != once {
			t.Fatalf("twice %q, once %q", twice, once)
		}
		open := 0
		for _, p := range pairs {
			name, _, _ := strings.Cut(p, "=")
			secret := slices.Contains([]string{"key", "token", "Api-Key", "session_id"}, name)
			if !secret {
				open++
			}
		}
		_, query, _ := strings.Cut(once, "?")
		if got := len(strings.FieldsFunc(query, func(c rune) bool { return c == '&' })); got != open {
			t.Fatalf("%d parameters of %q stay in %q, want %d", got, pairs, once, open)
		}
	})
}
