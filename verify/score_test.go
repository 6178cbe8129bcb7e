package verify_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

var (
	story   = claims.Ref{ID: "story", Publisher: "Harbor Post"}
	spoken  = claims.Claim{ID: "c", Attribution: claims.Attribution{Kind: claims.KindPerson, Name: "Ana Kovic", Class: claims.CueSpeech}}
	archive = []sources.Search{{Provider: "archive", Hits: 3}}
)

// origin makes a group of n articles by one outlet.
func origin(id string, n int) sources.Group {
	g := sources.Group{ID: id, Why: "test"}
	for i := range n {
		g.Articles = append(g.Articles, claims.Ref{ID: fmt.Sprintf("%s-%d", id, i), Publisher: "Outlet " + id})
	}
	return g
}

// says makes evidence of one stance that counts, from the first article of the group.
func says(group string, s verify.Stance, m verify.Method) verify.Evidence {
	p := map[verify.Stance]verify.Odds{
		verify.Supports: {Supports: 0.8, Unrelated: 0.2}, verify.Refutes: {Refutes: 0.8, Unrelated: 0.2},
		verify.Reports: {Reports: 0.8, Unrelated: 0.2}, verify.Unrelated: {Unrelated: 1},
	}[s]
	return verify.Evidence{Article: group + "-0", Group: group, Opinion: verify.Opinion{Stance: s, P: p, Method: m}}
}

func TestScore(t *testing.T) {
	t.Parallel()
	groups := []sources.Group{origin("a", 5), origin("b", 1), origin("d", 1)}
	denied := spoken
	denied.Polarity = claims.PolarityDenied
	plan := spoken
	plan.Class = claims.CueIntent
	speaker := spoken
	speaker.Name = "The Outlet A"
	lexical := verify.Lexical
	tests := []struct {
		name     string
		q        verify.Question
		label    verify.Label
		reason   verify.Reason
		supports int
		reports  int
	}{
		{"two origins support", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{says("a", verify.Supports, lexical), says("b", verify.Supports, lexical)}}, verify.Supported, "", 2, 0},
		{"one origin in five copies", verify.Question{Claim: spoken, Searches: archive, Evidence: slices.Repeat([]verify.Evidence{says("a", verify.Supports, lexical)}, 5)}, verify.NeedsReview, "", 1, 0},
		{"only repeated", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{says("a", verify.Reports, lexical), says("b", verify.Reports, lexical), says("d", verify.Reports, lexical)}}, verify.NeedsReview, "", 0, 3},
		{"an embedded contradiction keeps from supported", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{says("a", verify.Supports, lexical), says("b", verify.Supports, lexical), says("d", verify.Refutes, lexical)}}, verify.NeedsReview, "", 2, 0},
		{"a verified contradiction alone", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{says("d", verify.Refutes, verify.Endpoint)}}, verify.Refuted, "", 0, 0},
		{"a fact-check against one support", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{says("a", verify.Supports, lexical), says("d", verify.Refutes, verify.Factcheck)}}, verify.Mixed, "", 1, 0},
		{"searched and nobody says so", verify.Question{Claim: spoken, Searches: archive}, verify.NotFound, "", 0, 0},
		{"only unrelated pieces", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{says("a", verify.Unrelated, lexical)}}, verify.NotFound, "", 0, 0},
		{"no answer is never not_found", verify.Question{Claim: spoken}, verify.Unchecked, verify.NoCoverage, 0, 0},
		{"an empty archive", verify.Question{Claim: spoken, Searches: []sources.Search{{Provider: "archive", Empty: true}}}, verify.Unchecked, verify.NoCoverage, 0, 0},
		{"the search failed", verify.Question{Claim: spoken, Searches: []sources.Search{{Provider: "feed", Err: "timed out"}}}, verify.Unchecked, verify.SearchFailed, 0, 0},
		{"one search failed and the other found nothing", verify.Question{Claim: spoken, Searches: []sources.Search{{Provider: "feed", Err: "timed out"}, {Provider: "archive"}}}, verify.Unchecked, verify.SearchFailed, 0, 0},
		{"one search failed and the other found support", verify.Question{Claim: spoken, Searches: []sources.Search{{Provider: "feed", Err: "timed out"}, {Provider: "archive"}}, Evidence: []verify.Evidence{says("a", verify.Supports, lexical), says("b", verify.Supports, lexical)}}, verify.Supported, "", 2, 0},
		{"found but not readable", verify.Question{Claim: spoken, Searches: archive, Unread: 1}, verify.NeedsReview, "", 0, 0},
		{"budget spent", verify.Question{Claim: spoken, Searches: archive, Skipped: true}, verify.Unchecked, verify.BudgetSpent, 0, 0},
		{"a denial", verify.Question{Claim: denied, Searches: archive}, verify.Unchecked, verify.NotCheckable, 0, 0},
		{"a plan", verify.Question{Claim: plan, Searches: archive}, verify.Unchecked, verify.NotCheckable, 0, 0},
		{"the speaker's own page counts zero", verify.Question{Claim: speaker, Searches: archive, Evidence: []verify.Evidence{says("a", verify.Supports, lexical), says("b", verify.Supports, lexical)}}, verify.NeedsReview, "", 1, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.q.Story, tt.q.Groups = story, groups
			v := verify.Score(tt.q)
			if v.Label != tt.label || v.Reason != tt.reason || v.Supports != tt.supports || v.Reports != tt.reports {
				t.Errorf("got %s %s, %d support, %d report; want %s %s, %d, %d", v.Label, v.Reason, v.Supports,
					v.Reports, tt.label, tt.reason, tt.supports, tt.reports)
			}
		})
	}
}

func TestStoryNeverSupportsItself(t *testing.T) {
	t.Parallel()
	own := origin("own", 2)
	own.Articles = append(own.Articles, story)
	v := verify.Score(verify.Question{
		Claim: spoken, Story: story, Searches: archive,
		Groups:   []sources.Group{own, origin("b", 1)},
		Evidence: []verify.Evidence{says("own", verify.Supports, verify.Lexical), says("b", verify.Supports, verify.Lexical)},
	})
	if v.Label != verify.NeedsReview || v.Supports != 1 {
		t.Errorf("got %s by %d origins, want needs_review by 1", v.Label, v.Supports)
	}
}

// question draws groups and evidence of any stance and method.
func question(t *rapid.T, methods ...verify.Method) verify.Question {
	q := verify.Question{Claim: spoken, Story: story, Searches: archive}
	stances := []verify.Stance{verify.Supports, verify.Refutes, verify.Reports, verify.Unrelated}
	for i := range rapid.IntRange(0, 6).Draw(t, "groups") {
		id := fmt.Sprint("g", i)
		q.Groups = append(q.Groups, origin(id, rapid.IntRange(1, 3).Draw(t, "size")))
		for range rapid.IntRange(0, 3).Draw(t, "evidence") {
			q.Evidence = append(q.Evidence, says(id, rapid.SampledFrom(stances).Draw(t, "stance"),
				rapid.SampledFrom(methods).Draw(t, "method")))
		}
	}
	return q
}

var allMethods = []verify.Method{verify.Lexical, verify.Endpoint, verify.Factcheck}

func TestScoreOrderNeverMatters(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := question(t, allMethods...)
		want := verify.Score(q)
		q.Groups = rapid.Permutation(q.Groups).Draw(t, "group order")
		q.Evidence = rapid.Permutation(q.Evidence).Draw(t, "evidence order")
		got := verify.Score(q)
		got.Evidence, want.Evidence = nil, nil
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("another order gave another verdict (-want +got):\n%s", diff)
		}
	})
}

func TestScoreCopyChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := question(t, allMethods...)
		want := verify.Score(q)
		for _, e := range slices.Clone(q.Evidence) {
			e.Article += "-copy"
			q.Evidence = append(q.Evidence, e)
		}
		for i := range q.Groups {
			q.Groups[i].Articles = append(q.Groups[i].Articles, claims.Ref{ID: "copy", Publisher: "Copyist"})
		}
		got := verify.Score(q)
		if got.Label != want.Label || got.Supports != want.Supports || got.Score != want.Score {
			t.Fatalf("copies made %s by %d (%.4f) of %s by %d (%.4f)", got.Label, got.Supports, got.Score, want.Label,
				want.Supports, want.Score)
		}
	})
}

func TestScoreMoreSupportNeverLowers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := question(t, allMethods...)
		before := verify.Score(q)
		q.Groups = append(q.Groups, origin("new", 1))
		q.Evidence = append(q.Evidence, says("new", verify.Supports, verify.Lexical))
		after := verify.Score(q)
		if after.Score < before.Score || after.Supports != before.Supports+1 {
			t.Fatalf("score %.4f -> %.4f, supports %d -> %d", before.Score, after.Score, before.Supports, after.Supports)
		}
		if before.Label == verify.Supported && after.Label != verify.Supported {
			t.Fatalf("one more support made %s of supported", after.Label)
		}
	})
}

func TestEmbeddedJudgeNeverRefutes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := verify.Score(question(t, verify.Lexical))
		if v.Label == verify.Refuted || v.Label == verify.Mixed || v.Refutes != 0 {
			t.Fatalf("embedded opinions alone gave %s with %d against", v.Label, v.Refutes)
		}
	})
}
