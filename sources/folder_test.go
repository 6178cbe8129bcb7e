package sources_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"secondsource/claims"
	"secondsource/sources"
)

// coverage collects what Documents gives.
func coverage(t *testing.T, path string) (articles []claims.Article, errs []error) {
	t.Helper()
	for a, err := range sources.Documents(t.Context(), path) {
		if err != nil {
			errs = append(errs, err)
		} else {
			articles = append(articles, a)
		}
	}
	return articles, errs
}

func TestDocumentsFolder(t *testing.T) {
	dir, outside := t.TempDir(), put(t, t.TempDir(), "secret.txt", "not for you")
	put(t, dir, "a.txt", "plain words")
	put(t, dir, "b/named.html", `<link rel=canonical href="https://www.courier.example/x">`+briefPage)
	put(t, dir, "b/unnamed.htm", briefPage)
	put(t, dir, "c.md", "# Heading\nwords")
	put(t, dir, "empty.txt", "")
	put(t, dir, "latin.txt", "caf\xe9")
	put(t, dir, "ignored.pdf", "x")
	if err := os.Symlink(outside, filepath.Join(dir, "out.txt")); err != nil {
		t.Fatal(err)
	}
	articles, errs := coverage(t, dir)
	var got []string
	for _, a := range articles {
		got = append(got, a.URL+" "+a.Publisher+" "+a.Title)
		if a.ID != claims.ArticleID(a.URL, a.Text) {
			t.Errorf("%s: ID %s is not that of its URL and text", a.URL, a.ID)
		}
	}
	want := []string{
		"a.txt  ", "https://www.courier.example/x courier.example Ships wait off the port of Kaspen",
		"b/unnamed.htm  Ships wait off the port of Kaspen", "c.md  Heading",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	for i, says := range []string{"empty.txt: it is empty", "latin.txt: it is not text in UTF-8: byte 3", "out.txt: "} {
		if i >= len(errs) || !strings.Contains(errs[i].Error(), filepath.Join(dir, says)) {
			t.Errorf("errors %v: number %d should say %q", errs, i, says)
		}
	}
	if len(errs) != 3 {
		t.Errorf("got %d errors, want 3: %v", len(errs), errs)
	}
}

func TestDocumentsSingle(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"one.txt": "words", "two.html": briefPage} {
		articles, errs := coverage(t, put(t, dir, name, content))
		if len(articles) != 1 || len(errs) != 0 || articles[0].URL != name {
			t.Errorf("%s: got %+v, %v", name, articles, errs)
		}
	}
	for path, says := range map[string]string{
		filepath.Join(dir, "none"): "there is no such file", t.TempDir(): "no .txt, .md, .html or .docx file",
		put(t, dir, "empty.jsonl", "\n\n"): "it is empty", put(t, dir, "empty.txt", ""): "it is empty",
	} {
		articles, errs := coverage(t, path)
		if len(articles) != 0 || len(errs) != 1 || !strings.Contains(errs[0].Error(), says) || !strings.Contains(errs[0].Error(), path) {
			t.Errorf("%s: got %d articles, %v, want one error that says %q", path, len(articles), errs, says)
		}
	}
}

func TestJSONLines(t *testing.T) {
	rows := []struct{ line, says string }{
		{`{"url":"https://www.courier.example/a","title":"T","publisher":"P","published":"2026-02-03","text":" one\r\n"}`, ""},
		{`{"url":"https://www.courier.example/b","text":"two \ud83d\udea2 \\ud800","published":"2026-02-03T21:40:00+05:00","other":{"x":"\ud800"}}`, ""},
		{``, ""},
		{`{"text":"three"}`, ""},
		{`{"text":""}`, "it is empty"},
		{`{"url":"https://courier.example/c"}`, "it is empty"},
		{`{"text":"a\ud800b"}`, "half a character"},
		{`{"text":"a\udc00\ud800"}`, "half a character"},
		{`{"text":"a\u0000b"}`, "byte 1 is zero"},
		{"{\"text\":\"caf\xe9\"}", "byte 12 of the line (0xE9)"},
		{`{"text":12}`, "its text is no string"},
		{`{"text":"x","published":"yesterday"}`, `published "yesterday" is neither`},
		{`["x"]`, "no record of coverage"},
		{`{"text":"x"`, "no record of coverage"},
		{`{"text":"` + strings.Repeat("x", 3<<20) + `"}`, "a record may have 2 MB"},
		{`{"text":"last"}`, ""},
	}
	var file strings.Builder
	file.WriteString("\uFEFF")
	for _, r := range rows {
		file.WriteString(r.line + "\n")
	}
	path := put(t, t.TempDir(), "wire.jsonl", strings.TrimSuffix(file.String(), "\n"))
	articles, errs := coverage(t, path)
	var got []string
	for _, a := range articles {
		got = append(got, fmt.Sprintf("%s|%s|%s|%s|%q", a.URL, a.Title, a.Publisher, a.Published.Format(time.RFC3339), a.Text))
	}
	want := []string{
		`https://www.courier.example/a|T|P|2026-02-03T00:00:00Z|" one\r\n"`,
		`https://www.courier.example/b||courier.example|2026-02-03T21:40:00+05:00|"two 🚢 \\ud800"`,
		`wire.jsonl#4|||0001-01-01T00:00:00Z|"three"`, `wire.jsonl#16|||0001-01-01T00:00:00Z|"last"`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for i, r := range rows {
		place := fmt.Sprintf("%s:%d: ", path, i+1)
		at := slices.IndexFunc(errs, func(err error) bool { return strings.Contains(err.Error(), place) })
		if (at >= 0) != (r.says != "") || at >= 0 && !strings.Contains(errs[at].Error(), r.says) {
			t.Errorf("line %d, %.60s: errors %v, want one that says %q", i+1, r.line, errs, r.says)
		}
	}
}

// TestJSONLinesStreams holds that a file is never whole in memory: 64 MB of records, a peak far under it.
func TestJSONLinesStreams(t *testing.T) {
	const records = 64
	path := put(t, t.TempDir(), "large.jsonl", strings.Repeat(`{"text":"`+strings.Repeat("word ", 200_000)+"\"}\n", records))
	n, peak := 0, uint64(0)
	for _, err := range sources.Documents(t.Context(), path) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapAlloc)
	}
	if n != records || peak > 40<<20 {
		t.Errorf("read %d records of %d with a peak of %d MB, want under 40", n, records, peak>>20)
	}
}

func TestDocumentsStop(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.txt", "b.txt", "c.txt"} {
		put(t, dir, name, "words")
	}
	lines := put(t, t.TempDir(), "x.jsonl", strings.Repeat(`{"text":"x"}`+"\n", 3))
	for _, path := range []string{dir, lines} {
		n := 0
		for _, err := range sources.Documents(t.Context(), path) {
			if err != nil {
				t.Fatal(err)
			}
			n++
			break
		}
		if n != 1 {
			t.Errorf("%s: went on after a break", path)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		n = 0
		for _, err := range sources.Documents(ctx, path) {
			if n++; !errors.Is(err, context.Canceled) {
				t.Errorf("%s: got %v, want context.Canceled", path, err)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d answers after the context ended, want 1", path, n)
		}
	}
}

// TestSharedCoverage reads the real pieces of the stance set, if they are there.
func TestSharedCoverage(t *testing.T) {
	const path = "../../shared/eval/stance/fnc_archive.jsonl"
	if _, err := os.Stat(path); err != nil {
		t.Skip("the stance set is not beside the checkout, so it was not read")
	}
	articles, errs := coverage(t, path)
	if len(articles) != 452 || len(errs) != 0 {
		t.Errorf("read %d pieces with the errors %v, want 452 and none", len(articles), errs)
	}
}
