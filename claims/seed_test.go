package claims_test

import (
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

// seedFloor is the number of the 19 attributed claims that the rules must find with the right source words.
const seedFloor = 15

// TestSeed looks for the hand-annotated claims of the reference story: the source's words equal the annotation's, or
// one contains the other, and at least half of the content is found.
func TestSeed(t *testing.T) {
	var gold goldStory
	if err := json.Unmarshal(sharedFile(t, "seed/claims.gold.json"), &gold); err != nil {
		t.Fatal(err)
	}
	a := claims.NewArticle(claims.Ref{}, string(sharedFile(t, "seed/article.txt")))
	found, err := claims.NewRules().Extract(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range found {
		t.Logf("%s %s %s | %s | %s | %q via=%.4s worth=%.2f", c.Kind, c.Polarity, c.Name, a.Words(c.Source), a.Words(c.Cue), a.Words(c.Content), c.Via, c.Worth)
	}
	sourced, kinds := 0, 0
	for _, g := range gold.Attributed {
		i := match(a, found, g)
		if i < 0 {
			t.Logf("missed: %s | %s | %s", g.Source, g.Cue, g.Content)
			continue
		}
		sourced++
		if string(found[i].Kind) == g.Kind {
			kinds++
		} else {
			t.Logf("kind %s, want %s: %s", found[i].Kind, g.Kind, g.Source)
		}
	}
	t.Logf("%d of %d attributed claims found with their source, %d with their kind", sourced, len(gold.Attributed), kinds)
	if sourced < seedFloor {
		t.Errorf("%d attributed claims found with their source, want at least %d", sourced, seedFloor)
	}
	nobody := 0
	for _, g := range gold.Unattributed {
		if match(a, found, g) >= 0 {
			nobody++
		} else {
			t.Logf("missed in nobody's voice: %s", g.Content)
		}
	}
	t.Logf("%d of %d claims in nobody's voice found", nobody, len(gold.Unattributed))
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
