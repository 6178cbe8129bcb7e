package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondsource/sources"
)

// ferryPiece is a piece of coverage, and ferryQuestion what finds it.
const ferryPiece = "The ferry Oriel sank off Port Ansel on 3 March, and 40 people swam ashore in the dark with the help of three fishing boats."

func ferryQuestion() sources.Query {
	return sources.Query{Names: []string{"Oriel", "Ansel"}, Terms: []string{"ferry", "sank"}, Limit: 5}
}

// warcPage is a web archive of one page.
func warcPage(address, text string) string {
	page := outletPage("Ferry lost", text)
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		address, len(page), page)
}

// jsonPiece is a line of a JSON Lines file.
func jsonPiece(address, text string) string {
	return fmt.Sprintf("{\"url\":%q,\"text\":%q}\n", address, text)
}

// TestArchiveProvider holds the archive to what the suite of the other providers asks, over each kind of file that it
// reads: TestProviders, in sources, walks over those.
func TestArchiveProvider(t *testing.T) {
	story := "https://lowmark.example/oriel"
	for name, c := range map[string]struct {
		file, text string
		hits       int
		problems   int
		says       string // of the search's error; "" for none
	}{
		"a folder":               {"f/a.txt", ferryPiece, 1, 0, ""},
		"JSON Lines":             {"a.jsonl", jsonPiece(story, ferryPiece), 1, 0, ""},
		"a web archive":          {"a.warc", warcPage(story, ferryPiece), 1, 0, ""},
		"nothing about it":       {"a.jsonl", jsonPiece(story, "Lime trees stand along the canal."), 0, 0, ""},
		"an empty file":          {"a.jsonl", "", 0, 0, "it is empty"},
		"an empty web archive":   {"a.warc", "", 0, 0, "no web page"},
		"damaged lines":          {"a.jsonl", "no json\n{\"text\":1}\n", 0, 0, "nothing of it could be read"},
		"a damaged line":         {"a.jsonl", "no json\n" + jsonPiece(story, ferryPiece), 1, 1, ""},
		"a line that is cut off": {"a.jsonl", jsonPiece(story, ferryPiece) + `{"text":"The fer`, 1, 1, ""},
		"a record that is cut off": {
			"a.warc", warcPage(story, ferryPiece) + warcPage("https://a.example/b", ferryPiece)[:300], 1, 1, "",
		},
		"a huge line":   {"a.jsonl", jsonPiece(story, strings.Repeat("word ", 1<<20)) + jsonPiece(story, ferryPiece), 1, 1, ""},
		"a huge record": {"a.warc", warcPage("https://a.example/b", strings.Repeat("word ", 1<<20)) + warcPage(story, ferryPiece), 1, 1, ""},
		"no such file":  {"", "", 0, 0, "no such file"},
		"a hostile address": {
			"a.jsonl", jsonPiece("http://169.254.169.254/latest", ferryPiece) + jsonPiece("javascript:alert(1)", ferryPiece+" More."), 2, 0, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "none")
			if c.file != "" {
				path = filepath.Join(dir, filepath.FromSlash(c.file))
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if strings.HasPrefix(c.file, "f/") {
				path = filepath.Dir(path)
			}
			checkArchivePlace(t, "archive:"+path, c.hits, c.problems, c.says)
		})
	}
}

// checkArchivePlace opens an archive and asks it.
func checkArchivePlace(t *testing.T, name string, hits, problems int, says string) {
	t.Helper()
	e := newEnv()
	e.outside = func(sources.Service) sources.Web { t.Error("the archive asks the network"); return nil }
	p, err := e.openProvider(t.Context(), name, filepath.Join(t.TempDir(), "l.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := (places{p}).Close(); err != nil {
			t.Error(err)
		}
	}()
	if p.asks || p.coverage == nil || len(p.coverage.Problems) != problems {
		t.Fatalf("got %+v, want coverage that asks nobody, with %d problems", p, problems)
	}
	found, err := p.coverage.Provider.Search(t.Context(), ferryQuestion())
	if len(found) != hits || (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
		t.Errorf("got %+v, %v, want %d hits and an error that says %q", found, err, hits, says)
	}
	for _, h := range found {
		if _, err := url.Parse(h.URL); err != nil || h.Stored == "" {
			t.Errorf("hit %+v is not a kept copy, which is never fetched", h)
		}
	}
	if says != "" {
		return
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.coverage.Provider.Search(ctx, ferryQuestion()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v, want context.Canceled", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	if _, err := p.coverage.Provider.Search(ctx, ferryQuestion()); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("out of time: got %v, want context.DeadlineExceeded", err)
	}
}

// TestEveryProviderOpens walks over the table through the command: each row opens as one kind of place, and only the
// archive and files ask nobody.
func TestEveryProviderOpens(t *testing.T) {
	feeds := filepath.Join(t.TempDir(), "feeds.txt")
	if err := os.WriteFile(feeds, []byte("https://a.example/feed\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	arguments := map[string]string{"feed": ":" + feeds, "searxng": ":https://search.example"}
	for _, row := range sources.Services() {
		e := newEnv()
		e.getenv = func(string) string { return "a-key" }
		e.fetcher = sources.NewFetcher(sources.FetchOptions{})
		p, err := e.openProvider(t.Context(), row.Name+arguments[row.Name], filepath.Join(t.TempDir(), "l.db"))
		if err != nil {
			t.Errorf("%s: %v", row.Name, err)
			continue
		}
		kinds := 0
		for _, is := range []bool{p.coverage != nil, p.checks != nil, p.past != nil} {
			if is {
				kinds++
			}
		}
		if kinds != 1 || p.asks != row.Online || p.asks == (row.Name == "archive") {
			t.Errorf("%s opens as %+v", row.Name, p)
		}
		if err := (places{p}).Close(); err != nil {
			t.Error(err)
		}
	}
}
