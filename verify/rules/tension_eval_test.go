package rules

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// statementRules are the rules that set one statement of a story against another.
var statementRules = []Rule{tension, headlineUnsupported}

// TestTensionStories reads the 84 stories of PolNeAR dev, with their first line as the headline, and logs all that the rules say:
// -v shows it. No more than one tension in 20 stories may be said, right or wrong; docs/measurements.md has which are what.
func TestTensionStories(t *testing.T) {
	t.Parallel()
	if hostileShare > 1 || testing.Short() {
		t.Skip("minutes under the race detector, on one goroutine")
	}
	stories, said := devStories(t), map[string]int{}
	for _, story := range stories {
		title, body, _ := strings.Cut(story.Text, "\n")
		sayAll(t, story.ID, claims.NewArticle(claims.Ref{Title: title}, strings.Repeat(" ", len(title))+"\n"+body), said)
	}
	t.Logf("%d stories: %v", len(stories), said)
	if 20*said[tension.ID] > len(stories) {
		t.Errorf("%d tensions in %d stories", said[tension.ID], len(stories))
	}
}

// A devStory is a story of PolNeAR dev.
type devStory struct{ ID, Text string }

// devStories are the stories of PolNeAR dev; without them the test is skipped.
func devStories(t *testing.T) []devStory {
	t.Helper()
	raw, err := os.ReadFile(shared(t, "eval/attribution/dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var all []devStory
	for line := range bytes.Lines(raw) {
		var s devStory
		if err := json.Unmarshal(line, &s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// TestTensionPages reads the 102 pages of the ingest set with their own headlines, captions, corrections and related headlines.
func TestTensionPages(t *testing.T) {
	t.Parallel()
	if hostileShare > 1 || testing.Short() {
		t.Skip("minutes under the race detector, on one goroutine")
	}
	pages, err := filepath.Glob(filepath.Join(shared(t, "eval/ingest/html"), "*.gz"))
	if err != nil {
		t.Fatal(err)
	}
	notes, said := 0, map[string]int{}
	for _, path := range pages {
		a := readZipped(t, path)
		notes += len(a.Notes)
		sayAll(t, filepath.Base(path)[:8], a, said)
	}
	t.Logf("%d pages with %d notes: %v", len(pages), notes, said)
	if 20*said[tension.ID] > len(pages) {
		t.Errorf("%d tensions in %d pages", said[tension.ID], len(pages))
	}
}

// copies are ways to make of a sentence one that cannot stand beside it.
var copies = []struct {
	name  string
	where *regexp.Regexp
	with  func(word string) string
}{
	{"number", nil, func(string) string { return "17" }},
	{"day", regexp.MustCompile(`\bon (Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b`), otherDay},
	{"not", regexp.MustCompile(`\b(has|have|will|is|was|are|were)\b \pL`), func(word string) string { return word + " not" }},
}

func otherDay(day string) string {
	if day == "Monday" {
		return "Friday"
	}
	return "Monday"
}

// TestTensionCopies puts behind each story of PolNeAR dev, in turn, a copy of the first sentence in its own voice that a number, a
// day or an auxiliary stands in, changed in that, and logs how many copies the rule tells. It is a floor for what it misses: no
// sentence is left out because its number is a part or its time another.
func TestTensionCopies(t *testing.T) {
	t.Parallel()
	if !*full {
		t.Skip("half a minute: go test ./verify/rules -run TensionCopies -full -v")
	}
	made, told := map[string]int{}, map[string]int{}
	for _, story := range devStories(t) {
		for _, c := range copies {
			copied := changed(t, story.Text, c.where, c.with)
			if copied == "" {
				continue
			}
			made[c.name]++
			for _, f := range tensionsOf(t, story.Text+"\n\n"+copied+"\n") {
				if f.At.Start >= len(story.Text) {
					told[c.name]++
					break
				}
			}
		}
	}
	t.Logf("copies %v, told %v", made, told)
	for _, c := range copies {
		if 4*told[c.name] < made[c.name] { // 38 to 52 % in November 2026
			t.Errorf("of %d copies with another %s %d are told", made[c.name], c.name, told[c.name])
		}
	}
}

var full = flag.Bool("full", false, "measure how many changed copies of real sentences are told")

// changed is the first sentence of a text in nobody's voice in which a word is found, with another word in its place; "" if none is.
func changed(t *testing.T, text string, where *regexp.Regexp, with func(string) string) string {
	t.Helper()
	all, err := claims.NewRules().Extract(t.Context(), claims.NewArticle(claims.Ref{}, text))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		words := text[c.Sentence.Start:c.Sentence.End]
		at := exactCount(words)
		if where != nil {
			at = where.FindStringSubmatchIndex(words)
		}
		if c.Kind != claims.KindNobody || at == nil || len(words) > 300 || strings.ContainsAny(words, "“\"?") || strings.Contains(words, " not ") {
			continue
		}
		return words[:at[2]] + with(words[at[2]:at[3]]) + words[at[3]:]
	}
	return ""
}

// exactCount is where the first number of a sentence stands that counts something and is no bound, part or share: as a match, its
// own place behind that of the whole; nil if there is none.
func exactCount(words string) []int {
	p := readPage(words, bodyPage, nil)
	for _, c := range p.counts() {
		if at := p.Tokens[c.at]; !c.loose && c.noun > c.at {
			return []int{0, len(words), at.Start, at.End}
		}
	}
	return nil
}

// readZipped reads a compressed page.
func readZipped(t *testing.T, path string) claims.Article {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	plain := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(plain, page, 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := sources.NewReader(nil, nil).Read(t.Context(), plain)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// sayAll logs what the rules say of a story, by rule and place, and counts it.
func sayAll(t *testing.T, id string, a claims.Article, said map[string]int) {
	t.Helper()
	found, err := extractor(t).Extract(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	s := newStory(verify.Draft{Article: a, Claims: found})
	for _, r := range statementRules {
		for _, f := range r.find(s, Options{}) {
			said[r.ID]++
			t.Logf("%s %s %v %v: %s", id, r.ID, f.At, f.Also, f.Message)
		}
	}
}

// BenchmarkStatements reads our own examples as one story by both rules, its claims found before.
//
//	go test ./verify/rules -run xxx -bench Statements
func BenchmarkStatements(b *testing.B) {
	var text strings.Builder
	for _, e := range tensionPass {
		text.WriteString(e.Text + "\n")
	}
	a := claims.NewArticle(claims.Ref{Title: "Ferry to close in May"}, text.String())
	found, err := extractor(b).Extract(b.Context(), a)
	if err != nil {
		b.Fatal(err)
	}
	d := verify.Draft{Article: a, Claims: found}
	for b.Loop() {
		statementFindings(d)
	}
	b.ReportMetric(float64(b.N*len(strings.Fields(a.Text)))/b.Elapsed().Seconds(), "words/s")
}
