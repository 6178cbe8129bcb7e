package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"secondsource/sources"
)

// A smallWeb is a few outlets and services on loopback, by the host names that they have in the world.
type smallWeb struct {
	*sources.Fetcher
	server *url.URL
	mu     sync.Mutex
	asked  []string
}

// Fetch leads every address to the server, with its host as the first part of the path.
func (w *smallWeb) Fetch(ctx context.Context, address string) (sources.Page, error) {
	w.mu.Lock()
	w.asked = append(w.asked, address)
	w.mu.Unlock()
	u, err := url.Parse(address)
	if err != nil {
		return sources.Page{}, err
	}
	host := u.Host
	u.Scheme, u.Host, u.Path = "http", w.server.Host, "/"+host+u.Path
	page, err := w.Fetcher.Fetch(ctx, u.String())
	page.URL = strings.Replace(page.URL, w.server.String()+"/"+host, "https://"+host, 1)
	return page, err
}

// newSmallWeb serves pages by host and path, "a.example/story"; what is not there is 404.
func newSmallWeb(t *testing.T, pages map[string]string) *smallWeb {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[strings.TrimPrefix(r.URL.Path, "/")]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = io.WriteString(w, body) // the test sees what is missing
	}))
	t.Cleanup(s.Close)
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	f := sources.NewFetcher(sources.FetchOptions{
		Allow: []sources.Allowed{{Prefix: netip.MustParsePrefix("127.0.0.1/32"), Port: uint16(port)}}, MaxBody: 16 << 20,
	})
	return &smallWeb{Fetcher: f, server: u}
}

// onlineRun runs the program in that web and gives what it printed.
func onlineRun(t *testing.T, w *smallWeb, desk []string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	e := newEnv()
	e.stdin, e.stdout, e.stderr, e.desk = strings.NewReader(""), &out, &errs, desk
	e.getenv = func(string) string { return "" }
	e.now = func() time.Time { return time.Date(2031, 3, 5, 0, 0, 0, 0, time.UTC) }
	e.outside = func(sources.Service) sources.Web { return w }
	e.wait = func(ctx context.Context, _ string, _ time.Duration) error { return ctx.Err() } // TestTurns holds the waits
	code = run(t.Context(), e, args)
	return code, out.String(), errs.String()
}

// outletPage is a page of an outlet.
func outletPage(title string, paragraphs ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<html><head><title>%s</title></head><body><article><h1>%s</h1>", title, title)
	for _, p := range paragraphs {
		fmt.Fprintf(&b, "<p>%s</p>", p)
	}
	return b.String() + "</article></body></html>"
}

// onlinePages are a published story, two outlets with a feed each, and a page that is gone but for a copy.
func onlinePages() map[string]string {
	feed := func(host, title string) string {
		return "<rss><channel><title>" + host + "</title><item><title>" + title + "</title><link>https://" + host + "/a</link></item></channel></rss>"
	}
	filler := "Nothing else was known on Tuesday evening, and the harbor master asked everyone to stay away from the northern pier until noon."
	return map[string]string{
		"observer.example/story": outletPage("Ferry lost off Port Ansel", "Sources say the ferry Oriel sank off Port Ansel on 3 March with 40 people aboard.", filler),
		"a.example/feed":         feed("a.example", "Ferry Oriel sinks off Port Ansel"),
		"a.example/a":            outletPage("Ferry Oriel sinks", "With 40 people aboard, the ferry Oriel sank on 3 March off Port Ansel. All of them swam ashore.", "Lifeboats were out until midnight, said nobody in particular, as the wind rose over the bay and the tide ran out."),
		"b.example/feed":         feed("b.example", "Oriel lost at Port Ansel, 40 people safe"),
		"web.archive.org/web/20310304081500/https://b.example/a": outletPage("Oriel lost", "On 3 March the ferry Oriel, with 40 people aboard, sank off Port Ansel in calm water.", "Fishermen of the village took the passengers in and gave them soup, blankets and the last of the winter's firewood."),
		"archive.org/wayback/available": `{"archived_snapshots":{"closest":{"available":true,"status":"200","timestamp":"20310304081500",
"url":"http://web.archive.org/web/20310304081500/https://b.example/a"}}}`,
	}
}

// TestOnlineCheck checks a published story against feeds, with a page that is gone read in its copy, through the command.
func TestOnlineCheck(t *testing.T) {
	dir := t.TempDir()
	w := newSmallWeb(t, onlinePages())
	desk := []string{"archive", "feed:https://a.example/feed", "feed:https://b.example/feed", "wayback"}
	code, stdout, stderr := onlineRun(t, w, desk, "check", "--fail-on", "never", "--ledger", filepath.Join(dir, "l.db"), "https://observer.example/story")
	for _, want := range []string{"SUPPORTED: 2 origins in support", "https://a.example/a", "wayback", "feed:https://b.example/feed"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if code != exitClean || t.Failed() {
		t.Fatalf("exit code %d\n%s\n%s\nasked %q", code, stdout, stderr, w.asked)
	}
	for _, address := range []string{"https://a.example/feed", "https://a.example/a", "https://b.example/a"} {
		if n := len(slices.DeleteFunc(slices.Clone(w.asked), func(s string) bool { return s != address })); n != 1 {
			t.Errorf("%s was asked %d times, want once", address, n)
		}
	}
}

// TestDraftStaysInside holds that a file is checked on this machine alone, whatever the desk's list, unless --online is
// given.
func TestDraftStaysInside(t *testing.T) {
	dir := t.TempDir()
	draft := filepath.Join(dir, "draft.txt")
	if err := os.WriteFile(draft, []byte("Sources say the ferry Oriel sank off Port Ansel on 3 March with 40 people aboard.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	desk := []string{"archive", "feed:https://a.example/feed", "wayback"}
	w := newSmallWeb(t, onlinePages())
	code, stdout, _ := onlineRun(t, w, desk, "check", "--fail-on", "never", "--ledger", filepath.Join(dir, "l.db"), draft)
	if code != exitClean || len(w.asked) > 0 || !strings.Contains(oneLine(stdout), "nothing left this machine") || strings.Contains(stdout, "feed:") {
		t.Errorf("exit code %d, asked %q\n%s", code, w.asked, stdout)
	}
	code, stdout, _ = onlineRun(t, w, desk, "check", "--online", "--fail-on", "never", "--ledger", filepath.Join(dir, "l.db"), draft)
	if code != exitClean || !strings.Contains(stdout, "https://a.example/a") || strings.Contains(oneLine(stdout), "nothing left this machine") {
		t.Errorf("with --online: exit code %d, asked %q\n%s", code, w.asked, stdout)
	}
}

// oneLine takes the wrapping out of a report.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestLineIsNoAddress holds that an article line is a draft, whatever it says of itself.
func TestLineIsNoAddress(t *testing.T) {
	dir := t.TempDir()
	lines := filepath.Join(dir, "stories.jsonl")
	line := `{"type":"article","v":1,"ref":"https://observer.example/story","url":"https://observer.example/story","text":"Sources say the ferry Oriel sank off Port Ansel on 3 March with 40 people aboard."}`
	if err := os.WriteFile(lines, []byte(line+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w := newSmallWeb(t, onlinePages())
	code, stdout, _ := onlineRun(t, w, []string{"archive", "feed:https://a.example/feed"}, "check", "--fail-on", "never", "--ledger", filepath.Join(dir, "l.db"), lines)
	if code != exitClean || len(w.asked) > 0 || !strings.Contains(oneLine(stdout), "nothing left this machine") {
		t.Errorf("exit code %d, asked %q\n%s", code, w.asked, stdout)
	}
}

// TestOnlineFailure holds that a dead feed leaves claims unchecked, and exit code 3.
func TestOnlineFailure(t *testing.T) {
	w := newSmallWeb(t, map[string]string{"observer.example/story": onlinePages()["observer.example/story"]})
	code, stdout, _ := onlineRun(t, w, nil, "check", "--fail-on", "never", "--ledger", filepath.Join(t.TempDir(), "l.db"), "--provider", "feed:https://a.example/feed",
		"https://observer.example/story")
	if code != exitUnchecked || !strings.Contains(stdout, "search_failed") || !strings.Contains(stdout, "404") || strings.Contains(stdout, "NOT FOUND") {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
}

// TestReadThen reads a page as it was, and lists its versions.
func TestReadThen(t *testing.T) {
	pages := onlinePages()
	pages["web.archive.org/cdx/search/cdx"] = `[["timestamp","original","digest"],["20310304081500","https://b.example/a","AAAA"],["20310305081500","https://b.example/a","BBBB"]]`
	w := newSmallWeb(t, pages)
	code, stdout, stderr := onlineRun(t, w, nil, "read", "--then", "2031-03-05", "https://b.example/a")
	if code != exitClean || !strings.Contains(stdout, "sank off Port Ansel in calm water") || !strings.Contains(stdout, `"publisher":"b.example"`) {
		t.Errorf("exit code %d\n%s%s", code, stdout, stderr)
	}
	if len(w.asked) == 0 || w.asked[0] != "https://archive.org/wayback/available?timestamp=20310305120000&url=https%3A%2F%2Fb.example%2Fa" {
		t.Errorf("asked %q", w.asked)
	}
	code, stdout, _ = onlineRun(t, w, nil, "read", "--versions", "https://b.example/a")
	if code != exitClean || strings.Count(stdout, `"type":"version"`) != 2 ||
		!strings.Contains(stdout, `"url":"https://web.archive.org/web/20310305081500/https://b.example/a","digest":"BBBB"`) {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
	for _, c := range []struct {
		says string
		code int
		web  map[string]string
		args []string
	}{
		{"no copy of this page", exitUnchecked, map[string]string{"archive.org/wayback/available": `{"archived_snapshots":{}}`}, []string{"--then", "2031-03-05", "https://b.example/a"}},
		{"no copy of this page", exitUnchecked, map[string]string{"web.archive.org/cdx/search/cdx": "[]"}, []string{"--versions", "https://b.example/a"}},
		{"404", exitUnchecked, nil, []string{"--versions", "https://b.example/a"}},
		{"is no day", exitUsage, nil, []string{"--then", "yesterday", "https://b.example/a"}},
		{"give web addresses", exitUsage, nil, []string{"--then", "2031-03-05", "story.txt"}},
		{"give their addresses", exitUsage, nil, []string{"--versions"}},
		{"give one of them", exitUsage, nil, []string{"--versions", "--then", "2031-03-05", "https://b.example/a"}},
	} {
		code, stdout, stderr := onlineRun(t, newSmallWeb(t, c.web), nil, append([]string{"read"}, c.args...)...)
		if code != c.code || stdout != "" || !strings.Contains(stderr, c.says) {
			t.Errorf("%q: exit code %d, %s%s, want %d and %q", c.args, code, stdout, stderr, c.code, c.says)
		}
	}
}
