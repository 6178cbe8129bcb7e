package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

var update = flag.Bool("update", false, "write the golden files anew")

const sample = "../../testdata/harbor"

// A sampleKey is what was written down of the sample story and its coverage before any program read them.
type sampleKey struct {
	Coverage []struct{ File, URL string }
	Groups   []struct{ URLs []string }
	Claims   []struct {
		ID, Words string
		Kind      claims.Kind
		Labels    []verify.Label
		Supports  int
	}
	Attributed []struct {
		Words, Source, Name string
		Kind                claims.Kind
		Optional, Nested    bool
	}
	Furniture []string
}

// A sampleResult is what check prints of the sample story as JSON.
type sampleResult struct {
	Article  claims.Ref
	Claims   []sampleClaim
	Groups   []sources.Group
	Verdicts []verify.Verdict
}

type sampleClaim struct {
	claims.Claim
	Words string
}

// readSample checks the sample story in a folder of its own and gives the key with addresses as check gives them: a
// piece of plain text has no address but its file's name.
func readSample(t *testing.T, format string) (sampleKey, []byte) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(sample, "key.json"))
	if err != nil {
		t.Fatal(err)
	}
	var key sampleKey
	if err := json.Unmarshal(raw, &key); err != nil {
		t.Fatal(err)
	}
	for _, c := range key.Coverage {
		if filepath.Ext(c.File) == ".txt" {
			for i := range key.Groups {
				if at := slices.Index(key.Groups[i].URLs, c.URL); at >= 0 {
					key.Groups[i].URLs[at] = c.File
				}
			}
		}
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(sample)); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	var out, errs bytes.Buffer
	e := newEnv()
	e.stdout, e.stderr = &out, &errs
	e.now = func() time.Time { return time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC) }
	args := []string{"check", "--fail-on", "never", "--ledger", "news.db", "--provider", "archive:coverage", "--format", format, "story.html"}
	if code := run(t.Context(), e, args); code != exitClean {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	return key, out.Bytes()
}

func TestSampleAgainstItsKey(t *testing.T) {
	key, out := readSample(t, "json")
	var got sampleResult
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	t.Run("groups", func(t *testing.T) {
		if diff := cmp.Diff(keyGroups(key), resultGroups(got)); diff != "" {
			t.Errorf("origins (-key +got):\n%s", diff)
		}
	})
	for _, want := range key.Claims {
		t.Run(want.ID, func(t *testing.T) {
			i := slices.IndexFunc(got.Claims, func(c sampleClaim) bool { return sameWords(c.Words, want.Words) })
			if i < 0 {
				t.Fatalf("no claim %q", want.Words)
			}
			v := got.Verdicts[i]
			if !slices.Contains(want.Labels, v.Label) || v.Supports != want.Supports || got.Claims[i].Kind != want.Kind {
				t.Errorf("got %s by %d, %s; want %s by %d, %s", v.Label, v.Supports, got.Claims[i].Kind, want.Labels, want.Supports, want.Kind)
			}
		})
	}
	t.Run("furniture", func(t *testing.T) {
		for _, words := range key.Furniture {
			if bytes.Contains(out, []byte(words)) {
				t.Errorf("%q is in the output", words)
			}
		}
	})
	t.Run("sources", func(t *testing.T) { testSampleSources(t, key, got) })
}

// sourcesFloor is how many of the key's 31 attributed claims must have their kind, and their name where the key gives one:
// it gives those of persons and of whoever is named in full.
const sourcesFloor = 30

func testSampleSources(t *testing.T, key sampleKey, got sampleResult) {
	found := 0
	for _, want := range key.Attributed {
		i := slices.IndexFunc(got.Claims, func(c sampleClaim) bool {
			return (sameWords(c.Words, want.Words) || strings.Contains(c.Words, want.Words)) && c.Kind == want.Kind && (want.Name == "" || c.Name == want.Name)
		})
		if i >= 0 {
			found++
		} else {
			t.Logf("not laid to %s (%s): %q", want.Source, want.Kind, want.Words)
		}
	}
	t.Logf("%d of %d attributed claims with their kind and name", found, len(key.Attributed))
	if found < sourcesFloor {
		t.Errorf("%d, want at least %d", found, sourcesFloor)
	}
}

func sameWords(a, b string) bool {
	trim := func(s string) string { return strings.TrimPrefix(strings.Trim(s, " .,"), "that ") }
	return trim(a) == trim(b)
}

func keyGroups(key sampleKey) []string {
	var out []string
	for _, g := range key.Groups {
		out = append(out, sorted(g.URLs))
	}
	slices.Sort(out)
	return out
}

// resultGroups leaves out the group of the story itself.
func resultGroups(r sampleResult) []string {
	var out []string
	for _, g := range r.Groups {
		var urls []string
		for _, a := range g.Articles {
			urls = append(urls, a.URL)
		}
		if !strings.Contains(urls[0], "ansel-observer") {
			out = append(out, sorted(urls))
		}
	}
	slices.Sort(out)
	return out
}

func sorted(urls []string) string { return strings.Join(slices.Sorted(slices.Values(urls)), " ") }

// TestSampleReport holds the report that the README shows.
func TestSampleReport(t *testing.T) {
	golden, err := filepath.Abs("testdata/sample.golden")
	if err != nil {
		t.Fatal(err)
	}
	_, got := readSample(t, "text")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the report changed (-want +got); renew it with -update and read it:\n%s", diff)
	}
}
