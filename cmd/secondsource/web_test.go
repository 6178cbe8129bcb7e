package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"secondsource/sources"
	"secondsource/store"
	"secondsource/testdata/smallweb"
)

// A desk is a program that sees a small web and no other, with a ledger of its own and a clock that passes only in waits.
type desk struct {
	t      *testing.T
	web    *smallweb.Web
	folder string

	mu sync.Mutex
	at time.Time
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	return &desk{t: t, web: smallweb.Start(t, sample), folder: t.TempDir(), at: time.Date(2026, 3, 6, 18, 0, 0, 0, time.UTC)}
}

func (d *desk) now() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.at
}

func (d *desk) sleep(ctx context.Context, wait time.Duration) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.at = d.at.Add(wait)
	return ctx.Err()
}

func (d *desk) ledger() string { return filepath.Join(d.folder, "news.db") }

// run runs a command and gives its output and exit code.
func (d *desk) run(args ...string) (stdout, stderr string, code int) {
	d.t.Helper()
	e, out, errs := testEnv(map[string]string{allowVariable: d.web.Addr().String(), "SECONDSOURCE_CONTACT": "desk@ansel.example"})
	e.now, e.web.Sleep, e.web.Resolver, e.web.Total = d.now, d.sleep, d.web.Resolver(d.t), 2*time.Second
	code = run(d.t.Context(), e, args)
	return out.String(), errs.String(), code
}

// TestWholeWayOnTheWeb runs a check against a small web from end to end: coverage read from its outlets, the story from its
// address, the report, the ledger; and then all of it again with the web gone.
func TestWholeWayOnTheWeb(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	read := append([]string{"read", "--ledger", d.ledger()}, d.web.Coverage()...)
	pieces, stderr, code := d.run(read...)
	if code != exitClean || strings.Count(pieces, "\n") != 16 {
		t.Fatalf("read: exit code %d, %d lines\n%s", code, strings.Count(pieces, "\n"), stderr)
	}
	if !strings.Contains(stderr, "warning: "+allowVariable) {
		t.Errorf("no warning that the house is open: %q", stderr)
	}
	if again, _, code := d.run(read...); again != pieces || code != exitClean {
		t.Errorf("read again: exit code %d, %d bytes, want the same %d", code, len(again), len(pieces))
	}
	if n := d.web.Calls("www.talden-press.example", "/stories/20260304-varn-bridge", 304); n != 1 {
		t.Errorf("the wire story was said to be unchanged %d times, want once", n)
	}
	coverage := filepath.Join(d.folder, "coverage.jsonl")
	if err := os.WriteFile(coverage, []byte(pieces), 0o600); err != nil {
		t.Fatal(err)
	}
	check := []string{"check", "--fail-on", "never", "--ledger", d.ledger(), "--provider", "archive:" + coverage, d.web.URL(smallweb.Moved, "/old")}
	first, stderr, code := d.run(check...)
	for _, want := range []string{
		"Bridge ban leaves Port Ansel’s harbor", "SUPPORTED: 2 origins in support", "wire mark Talden Press Agency",
		"press release of Sundmark Ferries", "Recorded as entry 0", d.web.Story(),
	} {
		if !strings.Contains(strings.Join(strings.Fields(first), " "), want) || code != exitClean {
			t.Errorf("check: exit code %d, and the report does not say %q\n%s", code, want, stderr)
		}
	}
	d.web.Close()
	asked := d.web.All()
	for _, args := range [][]string{read, check} {
		want := map[string]string{"read": pieces, "check": first}[args[0]]
		got, stderr, code := d.run(append(args, "--replay")...)
		if got != want || code != exitClean {
			t.Errorf("%s --replay: exit code %d, %d bytes, want the same %d as before\n%s", args[0], code, len(got), len(want), stderr)
		}
	}
	if d.web.All() != asked {
		t.Error("a replay used the network")
	}
	_, stderr, code = d.run("check", "--ledger", d.ledger(), "--replay", d.web.URL("www.never.example", "/story"))
	if code != exitUnchecked || !strings.Contains(stderr, "no answer from this address was kept") || !strings.Contains(stderr, "without --replay") {
		t.Errorf("an address that was never read: exit code %d, %q", code, stderr)
	}
	_, stderr, code = d.run("read", "--ledger", d.ledger(), d.web.Story())
	if code != exitUnchecked || !strings.Contains(stderr, "cannot be reached") {
		t.Errorf("without the web and without --replay: exit code %d, %q", code, stderr)
	}
}

// TestBadPagesOfTheWeb holds that each page that cannot be read is told in a sentence, is a row among the answers, and is the
// same in a replay; and that nothing secret is on the disk.
func TestBadPagesOfTheWeb(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	says := map[string]string{
		d.web.URL(smallweb.Loop, "/"): "more than 5 times", d.web.URL(smallweb.Inside, "/"): "private or reserved",
		d.web.URL(smallweb.Slow, "/"): "did not arrive within 2s", d.web.URL(smallweb.Endless, "/"): "over the limit",
		d.web.URL(smallweb.Gone, "/"): "no page at this address", "http://10.0.0.1/": "private or reserved",
		d.web.URL("www.touchline.example", "/none"): "404 Not Found",
	}
	for address, want := range says {
		_, live, code := d.run("read", "--ledger", d.ledger(), address+"?api_key=canary-4711")
		if code != exitUnchecked || !strings.Contains(live, want) {
			t.Errorf("%s: exit code %d, %q, want one that says %q", address, code, live, want)
		}
		if _, again, code := d.run("read", "--ledger", d.ledger(), "--replay", address+"?api_key=canary-4711"); again != live || code != exitUnchecked {
			t.Errorf("%s --replay: exit code %d, %q, want %q", address, code, again, live)
		}
	}
	if out, stderr, code := d.run("read", "--ledger", d.ledger(), d.web.URL(smallweb.Busy, "/")); code != exitClean || !strings.Contains(out, "ferry Oriel") {
		t.Errorf("a busy server: exit code %d, %q", code, stderr)
	}
	path := store.ResponsesPath(d.ledger())
	if n := rows(t, path); n != len(says)+3 { // the busy server's two refusals are answers as well
		t.Errorf("%d answers are kept, want %d", n, len(says)+3)
	}
	files, err := filepath.Glob(filepath.Join(d.folder, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil || bytes.Contains(raw, []byte("canary-4711")) || bytes.Contains(raw, []byte("secret-of-a-visitor")) {
			t.Errorf("%s holds a key or a cookie (%v)", file, err)
		}
	}
}

func rows(t *testing.T, path string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err == nil {
		err = errors.Join(db.QueryRowContext(t.Context(), "SELECT count(*) FROM responses").Scan(&n), db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestNothingIsKeptOfFiles holds that reading files makes no file of answers.
func TestNothingIsKeptOfFiles(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if _, stderr, code := d.run("read", "--ledger", d.ledger(), filepath.Join(sample, "story.html")); code != exitClean {
		t.Errorf("exit code %d, %s", code, stderr)
	}
	if files, err := filepath.Glob(filepath.Join(d.folder, "*")); err != nil || len(files) != 0 {
		t.Errorf("made %v, %v", files, err)
	}
}

// TestAllow holds that a list of addresses that are not public is never taken without a warning, wherever it stands.
func TestAllow(t *testing.T) {
	t.Parallel()
	e, _, stderr := testEnv(nil)
	all, err := e.allow("127.0.0.1:8080, 10.1.0.0/16:80", "the configuration")
	if err != nil || len(all) != 2 || !strings.Contains(stderr.String(), "warning: the configuration lets pages make this program read") {
		t.Errorf("got %v, %v, %q, want two addresses and a warning", all, err, stderr)
	}
	stderr.Reset()
	if all, err := e.allow("", allowVariable); err != nil || len(all) != 0 || stderr.Len() != 0 {
		t.Errorf("nothing: got %v, %v, %q", all, err, stderr)
	}
	e, _, stderr = testEnv(map[string]string{allowVariable: "localhost"})
	if code := run(t.Context(), e, []string{"read", "http://x.example/"}); code != exitUsage || !strings.Contains(stderr.String(), allowVariable) {
		t.Errorf("a bad list: exit code %d, %q", code, stderr)
	}
	e, _, stderr = testEnv(nil)
	e.web.Resolver = smallweb.Resolver(t, func(string) []string { return []string{"127.0.0.1"} })
	if code := run(t.Context(), e, []string{"read", "--ledger", filepath.Join(t.TempDir(), "l.db"), "http://x.example/"}); code != exitUnchecked ||
		!strings.Contains(stderr.String(), sources.ErrRefused.Error()) {
		t.Errorf("without a list: exit code %d, %q", code, stderr)
	}
}
