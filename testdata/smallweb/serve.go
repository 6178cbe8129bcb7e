package smallweb

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Page is the text of the pages that belong to no outlet.
const Page = "The ferry Oriel left Port Ansel on 3 March with 40 people aboard, the harbor office said."

// rules are the robots.txt files; a host that is not listed has none (404).
var rules = map[string]string{
	Barred:  "User-agent: secondsource\nDisallow: /\nAllow: /$\n\nUser-agent: *\nDisallow:\n",
	Patient: "User-agent: *\nCrawl-delay: 5\n",
	// Rules that allow what is read, as most outlets have them.
	"www.talden-press.example":   "\uFEFFUser-agent: *\nDisallow: /account/\nDisallow: /*?print=\nSitemap: https://www.talden-press.example/news.xml\n",
	"www.rail-monitor.example":   "User-agent: gptbot\nDisallow: /\n",
	"www.inland-gazette.example": "<!DOCTYPE html><title>Not found</title><p>Disallow nothing: this page is for people.",
}

// A counted remembers the status that was answered.
type counted struct {
	http.ResponseWriter
	status int
}

func (c *counted) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

// serve answers by host name, as the servers of different owners would.
func (w *Web) serve(rw http.ResponseWriter, r *http.Request) {
	host := r.Host
	if name, _, err := net.SplitHostPort(r.Host); err == nil {
		host = name
	}
	c := &counted{rw, http.StatusOK}
	done := func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.calls[host+r.URL.Path+" "+strconv.Itoa(c.status)]++
	}
	if host == Slow || host == Endless {
		done() // it never ends by itself
	} else {
		defer done()
	}
	w.answer(c, r, host)
}

func (w *Web) answer(rw http.ResponseWriter, r *http.Request, host string) {
	switch {
	case r.URL.Path == "/robots.txt":
		robots(rw, r, host)
	case host == Moved && r.URL.Path == "/old":
		http.Redirect(rw, r, "/older", http.StatusMovedPermanently)
	case host == Moved:
		http.Redirect(rw, r, w.Story(), http.StatusFound)
	case host == Loop:
		http.Redirect(rw, r, r.URL.Path+"x", http.StatusTemporaryRedirect)
	case host == Inside:
		http.Redirect(rw, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
	case host == Busy && w.Calls(Busy, r.URL.Path, http.StatusTooManyRequests) < 2:
		rw.Header().Set("Retry-After", "7")
		rw.WriteHeader(http.StatusTooManyRequests)
	case host == Busy, host == Barred, host == Patient:
		rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = fmt.Fprintln(rw, Page)
	case host == Slow:
		drip(rw, r)
	case host == Endless:
		flood(rw, r)
	case host == Gone:
		rw.WriteHeader(http.StatusGone)
	default:
		w.file(rw, r, host)
	}
}

func robots(rw http.ResponseWriter, r *http.Request, host string) {
	text, ok := rules[host]
	if !ok {
		http.NotFound(rw, r)
		return
	}
	_, _ = fmt.Fprint(rw, text)
}

// file serves a page of testdata: packed if that is understood, and not at all if it is the one the caller has.
func (w *Web) file(rw http.ResponseWriter, r *http.Request, host string) {
	p, ok := w.pages[host+r.URL.Path]
	if !ok {
		http.NotFound(rw, r)
		return
	}
	rw.Header().Set("ETag", p.tag)
	rw.Header().Set("Set-Cookie", "visitor=secret-of-a-visitor; Path=/")
	if r.Header.Get("If-None-Match") == p.tag {
		rw.WriteHeader(http.StatusNotModified)
		return
	}
	rw.Header().Set("Content-Type", p.kind)
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		_, _ = rw.Write(p.body)
		return
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(p.body)
	_ = z.Close()
	rw.Header().Set("Content-Encoding", "gzip")
	_, _ = rw.Write(packed.Bytes())
}

// drip sends a page a byte at a time until the caller hangs up.
func drip(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/html")
	for i := 0; ; i++ {
		if _, err := fmt.Fprint(rw, Page[i%len(Page):i%len(Page)+1]); err != nil {
			return
		}
		if err := http.NewResponseController(rw).Flush(); err != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// flood sends without end until the caller hangs up.
func flood(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/html")
	block := []byte(strings.Repeat("<p>"+Page, 100))
	for r.Context().Err() == nil {
		if _, err := rw.Write(block); err != nil {
			return
		}
	}
}

// Unwrap lets a ResponseController flush.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
