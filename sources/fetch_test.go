package sources_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"secondsource/sources"
)

// serve starts a server on loopback and gives its address and a fetcher that may call it and nothing else there.
func serve(t *testing.T, h http.HandlerFunc) (string, *sources.Fetcher) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL, sources.NewFetcher(sources.FetchOptions{
		Version: "1.2.3", Contact: "desk@x.example", Allow: allowed(t, s.URL),
		Total: 2 * time.Second, Header: time.Second, MaxBody: 100_000, Sleep: noSleep,
	}).Named()
}

// noSleep is a wait that takes no time.
func noSleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// allowed is the allow-list of one server on loopback.
func allowed(t testing.TB, address string) []sources.Allowed {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	return []sources.Allowed{{Prefix: netip.MustParsePrefix("127.0.0.1/32"), Port: uint16(port)}}
}

func write(w io.Writer, s string) {
	if _, err := io.WriteString(w, s); err != nil {
		return // the fetcher has hung up, which is what some tests want of it
	}
}

func gzipped(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	write(z, s)
	if err := z.Close(); err != nil {
		panic(err) // a buffer does not fail
	}
	return b.Bytes()
}

func TestFetch(t *testing.T) {
	want := briefPage
	base, f := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("User-Agent"); got != "secondsource/1.2.3 (+desk@x.example)" {
			t.Errorf("User-Agent %q", got)
		}
		if r.Header.Get("Referer") != "" || r.Header.Get("Authorization") != "" || r.Header.Get("Cookie") != "" {
			t.Errorf("headers that nobody needs: %v", r.Header)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/moved":
			w.Header().Set("Set-Cookie", "a=b")
			http.Redirect(w, r, "/packed#part", http.StatusMovedPermanently)
		case "/packed":
			w.Header().Set("Content-Encoding", "gzip")
			write(w, string(gzipped(want)))
		default:
			write(w, want)
		}
	})
	for path, final := range map[string]string{"/plain#x": "/plain", "/packed": "/packed", "/moved": "/packed"} {
		p, err := f.Fetch(t.Context(), base+path)
		if err != nil || string(p.Body) != want || p.URL != base+final || p.ContentType != "text/html; charset=utf-8" {
			t.Errorf("%s: got %q at %s, %v\nwant %q at %s", path, p.Body, p.URL, err, want, base+final)
		}
	}
	a, err := sources.NewReader(nil, f).Read(t.Context(), base+"/moved")
	if err != nil || a.Text != briefStory || a.URL != base+"/packed" || a.Publisher != "127.0.0.1" {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestFetchKinds(t *testing.T) {
	base, f := serve(t, func(w http.ResponseWriter, r *http.Request) {
		kind := r.URL.Query().Get("type")
		w.Header().Set("Content-Type", kind)
		if kind == "none" {
			w.Header()["Content-Type"] = nil
		}
		write(w, r.URL.Query().Get("body"))
	})
	for _, c := range []struct{ kind, body, text, title, says string }{
		{"text/plain", "<p>words", "<p>words", "", ""},
		{"text/markdown; charset=utf-8", "# T\nwords", "# T\nwords", "T", ""},
		{"none", "words", "words", "", ""},
		{"application/octet-stream", briefPage, briefStory, "Ships wait off the port of Kaspen", ""},
		{"application/pdf", briefPage, briefStory, "Ships wait off the port of Kaspen", ""},
		{"text/html", "%PDF-1.7", "", "", "a PDF file"},
		{"application/json", "{}", "", "", "calls it application/json"},
		{"text/plain", "", "", "", "it is empty"},
	} {
		a, err := sources.NewReader(nil, f).Read(t.Context(), base+"/?"+url.Values{"type": {c.kind}, "body": {c.body}}.Encode())
		if a.Text != c.text || a.Title != c.title || (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %q, title %q, %v\nwant %+v", c.kind, a.Text, a.Title, err, c)
		}
	}
}

func TestFetchStatus(t *testing.T) {
	base, f := serve(t, func(w http.ResponseWriter, r *http.Request) {
		status, err := strconv.Atoi(r.URL.Path[1:])
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Retry-After", "1000000000")
		w.WriteHeader(status)
	})
	for status, says := range map[int]string{
		401: "does not let us read", 403: "does not let us read", 404: "there is no page", 410: "there is no page",
		429: "fewer requests", 451: "legal reasons", 500: "in trouble", 503: "in trouble", 204: "no page", 206: "no page", 304: "none is kept",
	} {
		_, err := f.Fetch(t.Context(), fmt.Sprint(base, "/", status))
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), http.StatusText(status)) {
			t.Errorf("%d: got %v, want one that says %q and %q", status, err, says, http.StatusText(status))
		}
	}
}

func TestFetchRedirects(t *testing.T) {
	base, f := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(r.URL.Path[1:])
		if err != nil || n == 0 {
			write(w, "there")
			return
		}
		http.Redirect(w, r, fmt.Sprint("/", n-1), http.StatusFound)
	})
	if p, err := f.Fetch(t.Context(), base+"/5"); err != nil || string(p.Body) != "there" {
		t.Errorf("5 hops: got %q, %v", p.Body, err)
	}
	if _, err := f.Fetch(t.Context(), base+"/1000000"); err == nil || !strings.Contains(err.Error(), "more than 5 times") {
		t.Errorf("a loop: got %v", err)
	}
}

// TestFetchBodies holds that a body arrives whole or is an error, and that none fills the memory.
func TestFetchBodies(t *testing.T) {
	packed := gzipped(strings.Repeat("words and words ", 1000))
	bodies := map[string][]byte{
		"/bomb": gzipped(strings.Repeat("\x00", 50<<20)), "/cut": packed[:len(packed)/2], "/sum": slicesFlip(packed, len(packed)-6),
		"/trailing": append(bytes.Clone(packed), "junk after the end"...), "/nogzip": []byte("words"), "/twice": gzipped(string(packed)), "/none": {},
	}
	base, f := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/endless":
			for r.Context().Err() == nil {
				write(w, strings.Repeat("x", 32<<10))
			}
		case "/br":
			w.Header().Set("Content-Encoding", "br")
			write(w, "words")
		case "/nested":
			w.Header().Set("Content-Encoding", "gzip, gzip")
			write(w, "words")
		case "/short":
			w.Header().Set("Content-Length", "5000")
			write(w, "words")
		default:
			w.Header().Set("Content-Encoding", "gzip")
			write(w, string(bodies[r.URL.Path]))
		}
	})
	for path, c := range map[string]struct {
		says string
		is   error
	}{
		"/bomb": {"over the limit", sources.ErrTooLarge}, "/endless": {"over the limit", sources.ErrTooLarge},
		"/cut": {"cut off", io.ErrUnexpectedEOF}, "/short": {"cut off", io.ErrUnexpectedEOF},
		"/sum": {"damaged", gzip.ErrChecksum}, "/trailing": {"damaged", gzip.ErrHeader}, "/none": {"damaged", io.EOF},
		"/nogzip": {"", nil}, "/br": {"was not asked for", nil}, "/nested": {"was not asked for", nil},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		p, err := f.Fetch(t.Context(), base+path)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), c.says) || c.is != nil && !errors.Is(err, c.is) || len(p.Body) != 0 {
			t.Errorf("%s: got %d bytes, %v, want %v that says %q", path, len(p.Body), err, c.is, c.says)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 8 {
			t.Errorf("%s: allocated %d MB for a limit of 0.1", path, mb)
		}
	}
	if p, err := f.Fetch(t.Context(), base+"/twice"); err != nil || !bytes.Equal(p.Body, packed) {
		t.Errorf("/twice: got %d bytes, %v, want one layer taken off", len(p.Body), err)
	}
}

func slicesFlip(b []byte, at int) []byte {
	b = bytes.Clone(b)
	b[at] ^= 1
	return b
}

// TestFetchSlow holds that no server keeps a fetch waiting: no header, a header or a body that never ends.
func TestFetchSlow(t *testing.T) {
	release := make(chan struct{})
	base, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/body" {
			write(w, "words")
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
		}
		<-release
	})
	t.Cleanup(func() { close(release) })
	f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, base), Total: 300 * time.Millisecond, Header: 100 * time.Millisecond}).Named()
	for path, says := range map[string]string{"/header": "does not answer", "/body": "did not arrive within 300ms"} {
		start := time.Now()
		_, err := f.Fetch(t.Context(), base+path)
		if taken := time.Since(start); err == nil || !strings.Contains(err.Error(), says) || taken > hang {
			t.Errorf("%s: got %v after %s, want one that says %q", path, err, taken, says)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.Fetch(ctx, base+"/header"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

// TestFetchRaw plays servers that do not speak HTTP as they should.
func TestFetchRaw(t *testing.T) {
	for name, answer := range map[string]string{
		"large header": "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 100_000) + "\r\n\r\nwords",
		"no HTTP":      "220 ready\r\n", "nothing": "", "two lengths": "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nwords",
		"cut chunk": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwor",
	} {
		l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan struct{})
		go func() { defer close(done); answerOnce(l, answer) }()
		base := "http://" + l.Addr().String()
		f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, base), Total: 2 * time.Second}).Named()
		if p, err := f.Fetch(t.Context(), base); err == nil {
			t.Errorf("%s: got %q, want an error", name, p.Body)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		<-done
	}
}

// answerOnce reads one request's start and answers with the bytes given.
func answerOnce(l net.Listener, answer string) {
	conn, err := l.Accept()
	if err != nil {
		return
	}
	defer conn.Close() //nolint:errcheck // the test is over by then
	if _, err := conn.Read(make([]byte, 4096)); err == nil {
		write(conn, answer)
	}
}

func TestFetchNoServer(t *testing.T) {
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base := "http://" + l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, base)}).Named()
	for address, says := range map[string]string{base: "cannot be reached", "http://": "no web address", "http://[::1": "no web address"} {
		if _, err := f.Fetch(t.Context(), address); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v, want one that says %q", address, err, says)
		}
	}
}

// TestFetchUpTo holds that a fetcher for larger answers reads them, and the one that it was made from does not.
func TestFetchUpTo(t *testing.T) {
	base, f := serve(t, func(w http.ResponseWriter, _ *http.Request) { write(w, strings.Repeat("x", 150_000)) })
	for most, ok := range map[int64]bool{0: false, 149_999: false, 150_000: true, 1 << 30: true} {
		if p, err := f.UpTo(most).Fetch(t.Context(), base); (err == nil) != ok || ok && len(p.Body) != 150_000 || !ok && !errors.Is(err, sources.ErrTooLarge) {
			t.Errorf("up to %d: got %d bytes, %v, want ok %t", most, len(p.Body), err, ok)
		}
	}
	if _, err := f.Fetch(t.Context(), base); !errors.Is(err, sources.ErrTooLarge) {
		t.Errorf("got %v, want ErrTooLarge", err)
	}
}

// TestFetchAllOrNothing holds that a packed page with one byte changed, or cut anywhere, is the whole page or an error.
func TestFetchAllOrNothing(t *testing.T) {
	words := strings.Repeat("words and other words ", 60)
	packed := gzipped(words)
	var sent atomic.Value
	base, f := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		body, ok := sent.Load().([]byte)
		if !ok {
			t.Error("nothing is to be sent")
		}
		w.Header().Set("Content-Encoding", "gzip")
		write(w, string(body))
	})
	check := func(what string, body []byte) {
		sent.Store(body)
		p, err := f.Fetch(t.Context(), base)
		if err == nil && string(p.Body) != words || err != nil && len(p.Body) > 0 {
			t.Errorf("%s: got %d bytes, %v, want all %d or none", what, len(p.Body), err, len(words))
		}
	}
	for i := range packed {
		check(fmt.Sprintf("byte %d changed", i), slicesFlip(packed, i))
		check(fmt.Sprintf("cut at %d", i), packed[:i])
	}
}
