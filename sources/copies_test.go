package sources_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/sources"
)

// bodies reads the texts of a shared set, or skips the test where the sets are absent.
func bodies(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the shared evaluation sets are not here (%s): near copies of real texts were not measured", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}()
	var texts []string
	for lines := bufio.NewReader(f); ; {
		line, err := lines.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			break
		}
		var page struct{ Text string }
		if err := json.Unmarshal(line, &page); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		texts = append(texts, page.Text)
	}
	if len(texts) == 0 {
		t.Fatalf("%s holds no text", path)
	}
	return texts
}

// A copyist makes a near copy of a text; other is another story.
type copyist struct {
	name string
	copy func(rng *rand.Rand, text, other string) string
}

// copyists are the five near copies of the ingest note §8.1.
var copyists = []copyist{
	{"new headline and dateline", func(_ *rand.Rand, text, _ string) string {
		return "Kestrel Bay hears the news\n\nKESTREL BAY, March 3 — " + text
	}},
	{"first 40 %", func(_ *rand.Rand, text, _ string) string { return cut(text, .4) }},
	{"a quarter cut, 2 local paragraphs", func(rng *rand.Rand, text, other string) string {
		var kept []string
		for line := range strings.SplitSeq(text, "\n") {
			if rng.Float64() >= .25 {
				kept = append(kept, line)
			}
		}
		local := strings.FieldsFunc(other, func(r rune) bool { return r == '\n' })
		return strings.Join(append(kept, local[:min(2, len(local))]...), "\n")
	}},
	{"8 % of words", func(rng *rand.Rand, text, other string) string { return reword(rng, text, other, .08) }},
	{"20 % of words", func(rng *rand.Rand, text, other string) string { return reword(rng, text, other, .2) }},
}

// reword replaces words at random by words of another story, and leaves punctuation as it is: a desk that edits keeps
// quotation marks in pairs.
func reword(rng *rand.Rand, text, other string, share float64) string {
	theirs := anyWord.FindAllString(other, -1)
	return anyWord.ReplaceAllStringFunc(text, func(word string) string {
		if rng.Float64() < share {
			return theirs[rng.IntN(len(theirs))]
		}
		return word
	})
}

// anyWord is a word with the apostrophes inside it.
var anyWord = regexp.MustCompile(`[\pL\pN]+(?:['’][\pL\pN]+)*`)

// site is the i-th article of a set whose sites have nothing to do with each other.
func site(kind, i int, text string) claims.Article {
	return piece("", fmt.Sprintf("https://site%d-%d.example/", kind, i), 3, text)
}

// TestNearCopies measures what the ingest note §8.1 did on the same kinds of copy: 799 of 800 found, 1 false pair in
// 12,720. The floors are the note's §10.
func TestNearCopies(t *testing.T) {
	const (
		foundFloor   = 0.97
		falseCeiling = 0.001
	)
	texts := bodies(t, "../../shared/eval/ingest/gold.jsonl")
	others := bodies(t, "../../shared/eval/stance/fnc_bodies.jsonl") // so that no copy holds paragraphs of another story's original
	rng := rand.New(rand.NewPCG(8, 1))
	found, tried, wrong, pairs := 0, 0, 0, 0
	for k, c := range copyists {
		hits, mixed := 0, []claims.Article{}
		for i, text := range texts {
			near := site(k+1, i, c.copy(rng, text, others[i*len(others)/len(texts)]))
			if groups := sources.Groups([]claims.Article{site(0, i, text), near}); len(groups) == 1 {
				hits++
			} else {
				t.Logf("%s: missed one of %d words: %s", c.name, len(strings.Fields(text)), groups[0].Why)
			}
			if i%2 == 0 { // copies of some stories beside the originals of others
				mixed = append(mixed, near)
			} else {
				mixed = append(mixed, site(0, i, text))
			}
		}
		groups := sources.Groups(mixed)
		falseHere := falsePairs(groups)
		if falseHere > 0 {
			t.Log(whys(slices.DeleteFunc(groups, func(g sources.Group) bool { return len(g.Articles) == 1 })))
		}
		t.Logf("%-35s %d of %d found; %d false pairs of %d", c.name, hits, len(texts), falseHere, len(mixed)*(len(mixed)-1)/2)
		found, tried, wrong, pairs = found+hits, tried+len(texts), wrong+falseHere, pairs+len(mixed)*(len(mixed)-1)/2
	}
	t.Logf("all: %d of %d found (%.2f %%); %d false pairs of %d (%.3f %%)",
		found, tried, 100*float64(found)/float64(tried), wrong, pairs, 100*float64(wrong)/float64(pairs))
	if share := float64(found) / float64(tried); share < foundFloor {
		t.Errorf("found %.3f of the near copies, want at least %.2f", share, foundFloor)
	}
	if share := float64(wrong) / float64(pairs); share > falseCeiling {
		t.Errorf("%.4f of the pairs of unrelated texts joined, want at most %.3f", share, falseCeiling)
	}
}

// falsePairs counts the pairs that share a group.
func falsePairs(groups []sources.Group) int {
	n := 0
	for _, g := range groups {
		n += len(g.Articles) * (len(g.Articles) - 1) / 2
	}
	return n
}

// TestRealPairs groups real coverage of which much is on the same events. Nobody has labelled who copied whom there,
// so it holds the two ends: what shares nearly all its words is one origin, and most pieces stay apart.
func TestRealPairs(t *testing.T) {
	texts := bodies(t, "../../shared/eval/stance/fnc_bodies.jsonl")
	var articles []claims.Article
	for i, text := range texts {
		articles = append(articles, site(0, i, text))
	}
	groups := sources.Groups(articles)
	group := map[string]string{}
	for _, g := range groups {
		for _, a := range g.Articles {
			group[a.ID] = g.ID
		}
	}
	near := 0
	for i, a := range articles[:min(120, len(articles))] { // every pair is read anew: some 7,000 take a second
		for j, b := range articles[:i] {
			shorter := min(len(strings.Fields(texts[i])), len(strings.Fields(texts[j])))
			if shorter < 40 || shorter > 600 || sources.Containment(a.Text, b.Text) < .6 {
				continue
			}
			near++
			if group[a.ID] != group[b.ID] {
				t.Errorf("pieces %d and %d share most of their words and are two origins:\n%s", i, j, whys(groups))
			}
		}
	}
	t.Logf("%d pieces are %d origins; %d pairs of them share .6 or more", len(texts), len(groups), near)
	if len(groups) < len(texts)*8/10 || near == 0 {
		t.Errorf("got %d origins of %d pieces and %d near pairs: too few", len(groups), len(texts), near)
	}
}
