package claims_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"secondsource/claims"
)

// A goldClaim is one hand-annotated claim of the reference story.
type goldClaim struct {
	Content     string     `json:"content"`
	ContentFull string     `json:"content_full"`
	Source      string     `json:"source"`
	Cue         string     `json:"cue"`
	Kind        string     `json:"kind"`
	Nested      *goldClaim `json:"nested"`
	Start, End  int
}

type goldStory struct {
	Attributed   []goldClaim `json:"attributed"`
	Unattributed []goldClaim `json:"unattributed"`
}

// seedFloors are the least that each extractor must find of the reference story's 19 attributed claims with their kind and
// of its 7 sentences in nobody's voice, and the most that it may find besides.
var seedFloors = map[string]struct{ kinds, nobody, spurious int }{
	"rules":  {15, 5, 6},
	"tagger": {16, 5, 5},
}

// TestSeed looks for the hand-annotated claims of the reference story: the source's words equal the annotation's, or
// one contains the other, and at least half of the content is found.
func TestSeed(t *testing.T) {
	var gold goldStory
	if err := json.Unmarshal(sharedFile(t, "seed/claims.gold.json"), &gold); err != nil {
		t.Fatal(err)
	}
	a := claims.NewArticle(claims.Ref{}, string(sharedFile(t, "seed/article.txt")))
	for name, extractor := range map[string]interface {
		Extract(context.Context, claims.Article) ([]claims.Claim, error)
	}{"rules": claims.NewRules(), "tagger": tagger(t)} {
		t.Run(name, func(t *testing.T) {
			found, err := extractor.Extract(t.Context(), a)
			if err != nil {
				t.Fatal(err)
			}
			gold.hold(t, a, found)
		})
	}
}

// hold counts what was found of the story, and what besides, and holds it to the floors of the test's name.
func (g goldStory) hold(t *testing.T, a claims.Article, found []claims.Claim) {
	t.Helper()
	sourced, kinds, nobody := 0, 0, 0
	expected := map[string]bool{}
	for _, want := range g.Attributed {
		i := match(a, found, want)
		if i < 0 {
			t.Logf("missed: %s | %s | %s", want.Source, want.Cue, want.Content)
			continue
		}
		sourced++
		expected[found[i].ID] = true
		if string(found[i].Kind) == want.Kind {
			kinds++
		} else {
			t.Logf("kind %s, want %s: %s", found[i].Kind, want.Kind, want.Source)
		}
	}
	for _, want := range g.Unattributed {
		if i := match(a, found, want); i >= 0 {
			nobody++
			expected[found[i].ID] = true
		} else {
			t.Logf("missed in nobody's voice: %s", want.Content)
		}
	}
	spurious, unchecked := 0, 0
	for _, c := range found {
		switch {
		case expected[c.ID] || expected[c.Via]: // the key has second hops inside the first
		case c.Checkable():
			spurious++
			t.Logf("spurious: %s %s | %s | %s | %q worth %.2f", c.Kind, c.Class, a.Words(c.Source), a.Words(c.Cue), a.Words(c.Content), c.Worth)
		default:
			unchecked++
		}
	}
	t.Logf("attributed with their source %d, with their kind too %d, of %d; in nobody's voice %d of %d; spurious %d, and %d plans, beliefs and other attributions that are not checked",
		sourced, kinds, len(g.Attributed), nobody, len(g.Unattributed), spurious, unchecked)
	floor := seedFloors[t.Name()[strings.LastIndex(t.Name(), "/")+1:]]
	if kinds < floor.kinds || nobody < floor.nobody || spurious > floor.spurious {
		t.Errorf("want at least %d with their kind and %d in nobody's voice, at most %d spurious", floor.kinds, floor.nobody, floor.spurious)
	}
}

// match is the number of the claim that has g's source and at least half of its content, or -1.
func match(a claims.Article, found []claims.Claim, g goldClaim) int {
	for i, c := range found {
		if sameSource(a.Words(c.Source), g.Source) && (g.Source != "") == (len(c.Source) > 0) &&
			covers(c.Content, claims.Span{Start: g.Start, End: g.End}) && (g.Kind == "nobody") == (c.Kind == claims.KindNobody) {
			return i
		}
	}
	return -1
}

func sameSource(got, want string) bool {
	got, want = bareWords(got), bareWords(want)
	return got == want || want != "" && got != "" && (strings.Contains(got, want) || strings.Contains(want, got))
}

func bareWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// covers says whether the content and the wanted span share at least half of their bytes, content outside counting.
func covers(content []claims.Span, want claims.Span) bool {
	shared := 0
	for _, s := range content {
		shared += max(0, min(s.End, want.End)-max(s.Start, want.Start))
	}
	return 2*shared >= want.Len()
}
