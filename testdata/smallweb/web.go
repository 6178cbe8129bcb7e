// Package smallweb is a small web for tests: the story and coverage of testdata/harbor under the host names that they name,
// on loopback. It holds robots rules, pages that moved, pages that have not changed, a server that asks for patience, one that
// is slow and one that never ends. It is imported by tests alone and is no part of the program.
package smallweb

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// The sites of the web besides the outlets of testdata/harbor.
const (
	Moved   = "old-observer.example"  // sends on to the story: host, then path, then www
	Loop    = "loop.example"          // sends on to itself
	Inside  = "inside.example"        // sends on to an address of the house
	Busy    = "busy.example"          // asks for patience (429, Retry-After: 7) twice, then gives its page
	Slow    = "slow.example"          // begins a page and goes on for ever, a byte at a time
	Endless = "endless.example"       // sends as fast as it can, for ever
	Barred  = "private-notes.example" // robots.txt allows its front page alone
	Patient = "patient.example"       // robots.txt asks for 5 s between requests
	Gone    = "gone.example"          // 410 for every page
)

// A Web is a small web that is being served.
type Web struct {
	server *httptest.Server
	pages  map[string]page // by host and path
	story  string

	mu    sync.Mutex
	calls map[string]int // by host and path, with the status that was answered
}

// A page is a file as a server gives it.
type page struct {
	body []byte
	kind string
	tag  string
}

// Start serves the web of the folder testdata/harbor until the test ends.
func Start(t testing.TB, harbor string) *Web {
	t.Helper()
	w := &Web{pages: map[string]page{}, calls: map[string]int{}}
	w.load(t, harbor)
	w.server = httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(w.server.Close)
	return w
}

// load reads the pages that key.json lists.
func (w *Web) load(t testing.TB, harbor string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(harbor, "key.json"))
	if err != nil {
		t.Fatal(err)
	}
	type entry struct{ File, URL string }
	var key struct {
		Story    entry
		Coverage []entry
	}
	if err := json.Unmarshal(raw, &key); err != nil {
		t.Fatal(err)
	}
	if len(key.Coverage) == 0 {
		t.Fatal("key.json lists no coverage")
	}
	for i := range key.Coverage {
		w.add(t, filepath.Join(harbor, "coverage", key.Coverage[i].File), key.Coverage[i].URL)
	}
	w.add(t, filepath.Join(harbor, key.Story.File), key.Story.URL)
	w.story = key.Story.URL
}

func (w *Web) add(t testing.TB, file, address string) {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	kind := "text/html; charset=utf-8"
	if filepath.Ext(file) == ".txt" {
		kind = "text/plain; charset=utf-8"
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(body)
	w.pages[u.Host+u.Path] = page{body, kind, `"` + hex.EncodeToString(sum[:8]) + `"`}
}

// Resolver gives every name under .example this web's address, and no other name any.
func (w *Web) Resolver(t testing.TB) *net.Resolver {
	t.Helper()
	return Resolver(t, func(name string) []string {
		if strings.HasSuffix(name, ".example") {
			return []string{w.Addr().Addr().String()}
		}
		return nil
	})
}

// Addr is where the web is served.
func (w *Web) Addr() netip.AddrPort {
	return netip.MustParseAddrPort(w.server.Listener.Addr().String())
}

// URL is the address of a page by its host and path, with the port that this web has.
func (w *Web) URL(host, path string) string {
	return fmt.Sprintf("http://%s:%d%s", host, w.Addr().Port(), path)
}

// Local gives a page's address of testdata as this web serves it.
func (w *Web) Local(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return w.URL(u.Host, u.EscapedPath())
}

// Story is the address of the story under check.
func (w *Web) Story() string { return w.Local(w.story) }

// Coverage is the addresses of the coverage, sorted.
func (w *Web) Coverage() []string {
	var all []string
	for _, at := range sortedKeys(w.pages) {
		if address := "http://" + at; !strings.HasSuffix(w.story, at) {
			all = append(all, w.Local(address))
		}
	}
	return all
}

// Calls says how often a page was asked for and answered with that status.
func (w *Web) Calls(host, path string, status int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.calls[host+path+" "+strconv.Itoa(status)]
}

// All is how many requests came in.
func (w *Web) All() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := 0
	for _, c := range w.calls {
		n += c
	}
	return n
}

// Close stops serving, for tests of what is left without a network.
func (w *Web) Close() { w.server.Close() }
