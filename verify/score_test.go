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

// unsure makes evidence of a stance that is the likeliest with no more than p; the rest is spread over the others.
func unsure(group string, s verify.Stance, m verify.Method, p float64) verify.Evidence {
	e, rest := says(group, s, m), (1-p)/3
	e.P = verify.Odds{Supports: rest, Refutes: rest, Reports: rest, Unrelated: rest}
	switch s {
	case verify.Supports:
		e.P.Supports = p
	case verify.Refutes:
		e.P.Refutes = p
	case verify.Reports:
		e.P.Reports = p
	case verify.Unrelated:
		e.P.Unrelated = p
	}
	return e
}

// TestReportsWeighed holds what another set of rules may ask for: origins in support as many as those that only report.
func TestReportsWeighed(t *testing.T) {
	t.Parallel()
	rules := verify.DefaultRules()
	rules.OverReports = 1
	q := verify.Question{Claim: spoken, Story: story, Groups: []sources.Group{origin("a", 1), origin("b", 1), origin("d", 1), origin("e", 1), origin("f", 1)}, Searches: archive}
	for _, name := range []string{"a", "b"} {
		q.Evidence = append(q.Evidence, says(name, verify.Supports, verify.Lexical))
	}
	for i, want := range []verify.Label{verify.Supported, verify.Supported, verify.NeedsReview} {
		q.Evidence = append(q.Evidence, says([]string{"d", "e", "f"}[i], verify.Reports, verify.Lexical))
		if got := rules.Score(q).Label; got != want {
			t.Errorf("%d reports: %s, want %s", i+1, got, want)
		}
	}
}

func TestScore(t *testing.T) {
	t.Parallel()
	groups := []sources.Group{origin("a", 5), origin("b", 1), origin("d", 1), origin("e", 1), origin("f", 1)}
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
		{"an embedded contradiction is outvoted", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{says("a", verify.Supports, lexical), says("b", verify.Supports, lexical), says("d", verify.Refutes, lexical)}}, verify.Supported, "", 2, 0},
		{"as many embedded contradictions keep from supported", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{says("a", verify.Supports, lexical), says("b", verify.Supports, lexical), says("d", verify.Refutes, lexical), says("b", verify.Refutes, lexical)}}, verify.NeedsReview, "", 2, 0},
		{"an unsure contradiction of the endpoint is not outvoted", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{says("a", verify.Supports, lexical), says("b", verify.Supports, lexical), unsure("d", verify.Refutes, verify.Endpoint, 0.4)}}, verify.NeedsReview, "", 2, 0},
		{"as many report it as support it", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{says("a", verify.Supports, lexical), says("b", verify.Supports, lexical), says("d", verify.Reports, lexical), says("e", verify.Reports, lexical)}}, verify.Supported, "", 2, 2},
		{"however many report it", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{says("a", verify.Supports, lexical), says("b", verify.Supports, lexical), says("d", verify.Reports, lexical), says("e", verify.Reports, lexical), says("f", verify.Reports, lexical)}}, verify.Supported, "", 2, 3},
		{"two origins that are just likelier to support", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{unsure("a", verify.Supports, lexical, 0.46), unsure("b", verify.Supports, lexical, 0.46)}}, verify.Supported, "", 2, 0},
		{"one of them is not likely enough", verify.Question{Claim: spoken, Searches: archive, Evidence: []verify.Evidence{unsure("a", verify.Supports, lexical, 0.46), unsure("b", verify.Supports, lexical, 0.4)}}, verify.NeedsReview, "", 1, 1},
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

// TestCuesAreCountedByOrigin: one sentence against the claim in two pieces is one cue.
func TestCuesAreCountedByOrigin(t *testing.T) {
	t.Parallel()
	cue := func(group string, others ...string) verify.Evidence {
		e := says(group, verify.Refutes, verify.Lexical)
		e.Shared = others
		return e
	}
	support := []verify.Evidence{says("a", verify.Supports, verify.Lexical), says("b", verify.Supports, verify.Lexical)}
	for _, tt := range []struct {
		name  string
		cues  []verify.Evidence
		label verify.Label
	}{
		{"one", []verify.Evidence{cue("d")}, verify.Supported},
		{"one in two pieces", []verify.Evidence{cue("d", "e"), cue("e", "d")}, verify.Supported},
		{"two", []verify.Evidence{cue("d"), cue("e")}, verify.NeedsReview},
		{"two, one of them faint", []verify.Evidence{cue("d"), unsure("e", verify.Refutes, verify.Lexical, 0.4)}, verify.Supported},
	} {
		v := verify.Score(verify.Question{
			Claim: spoken, Story: story, Searches: archive, Evidence: append(slices.Clone(support), tt.cues...),
			Groups: []sources.Group{origin("a", 1), origin("b", 1), origin("d", 1), origin("e", 1)},
		})
		if v.Label != tt.label || v.Refutes != 0 {
			t.Errorf("%s: got %s with %d against, want %s", tt.name, v.Label, v.Refutes, tt.label)
		}
	}
}

// TestReportsAndCuesNeverHelp: another origin that reports the claim or holds a cue against it makes nothing supported.
func TestReportsAndCuesNeverHelp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := question(t, verify.Lexical)
		before := verify.Score(q)
		q.Groups = append(q.Groups, origin("new", 1))
		q.Evidence = append(q.Evidence, says("new", rapid.SampledFrom([]verify.Stance{verify.Reports, verify.Refutes}).Draw(t, "stance"), verify.Lexical))
		if after := verify.Score(q); after.Label == verify.Supported && before.Label != verify.Supported {
			t.Fatalf("it made supported of %s", before.Label)
		}
	})
}
