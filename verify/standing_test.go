package verify_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// ruling is the group "d" of one primary document, by that publisher.
func ruling(publisher string) sources.Group {
	return sources.Group{ID: "d", Why: "test", Articles: []claims.Ref{{
		ID: "d-0", Publisher: publisher, URL: "https://d.example/7", Primary: true,
		Published: time.Date(2031, 3, 2, 0, 0, 0, 0, time.UTC),
	}}}
}

// TestPrimaryDocument holds when one document is enough.
func TestPrimaryDocument(t *testing.T) {
	t.Parallel()
	dated := story
	dated.Published = time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC)
	own := sources.Group{ID: "s", Articles: []claims.Ref{dated}, Why: "test"}
	by := func(name, affiliation string, class claims.CueClass) claims.Claim {
		c := spoken
		c.Name, c.Affiliation, c.Class = name, affiliation, class
		return c
	}
	nobody := claims.Claim{ID: "c", Attribution: claims.Attribution{Kind: claims.KindNobody}}
	doc, other := ruling("Harbour Court"), origin("a", 1)
	bls := ruling("bls.gov")
	bls.Articles[0].URL = "https://www.bls.gov/news.release/1"
	late := ruling("Harbour Court")
	late.Articles[0].Published = dated.Published.AddDate(0, 0, 1)
	undated := ruling("Harbour Court")
	undated.Articles[0].Published = time.Time{}
	copied := origin("d", 2)
	copied.Articles = append(copied.Articles, doc.Articles[0])
	copied.Articles[2].ID = "d-2"
	support := says("d", verify.Supports, verify.Lexical)
	fromCopy, quoted, weak := support, sharing("d", verify.Supports, "s"), support
	fromCopy.Article = "d-1"
	weak.P = verify.Odds{Supports: 0.46, Reports: 0.3, Unrelated: 0.24}
	loose := support
	loose.Loose = true
	tests := []struct {
		name              string
		claim             claims.Claim
		group             sources.Group
		evidence          []verify.Evidence
		label             verify.Label
		supports, primary int
	}{
		{"a document alone", spoken, doc, []verify.Evidence{support}, verify.Supported, 1, 1},
		{"at an issuer's own host", spoken, bls, []verify.Evidence{support}, verify.Supported, 1, 1},
		{"a report alone", spoken, origin("d", 1), []verify.Evidence{support}, verify.NeedsReview, 1, 0},
		{"a document that only repeats it", spoken, doc, []verify.Evidence{says("d", verify.Reports, verify.Lexical)}, verify.NeedsReview, 0, 0},
		{"a document that is not sure enough alone", spoken, doc, []verify.Evidence{weak}, verify.NeedsReview, 1, 0},
		{"the same with an outlet beside", spoken, doc, []verify.Evidence{weak, says("a", verify.Supports, verify.Lexical)}, verify.Supported, 2, 0},
		{"a document that others only report on", spoken, doc, []verify.Evidence{support, says("a", verify.Reports, verify.Lexical), says("b", verify.Reports, verify.Lexical)}, verify.Supported, 1, 1},
		{"a document that was read without its structure", spoken, doc, []verify.Evidence{loose}, verify.NeedsReview, 0, 0},
		{"a report that shares the document's origin", spoken, copied, []verify.Evidence{fromCopy}, verify.NeedsReview, 1, 0},
		{"a cue against it", spoken, doc, []verify.Evidence{support, says("a", verify.Refutes, verify.Lexical)}, verify.NeedsReview, 1, 1},
		{"a verified contradiction", spoken, doc, []verify.Evidence{support, says("a", verify.Refutes, verify.Endpoint)}, verify.Mixed, 1, 1},
		{"the speaker's own", by("Harbour Court", "", claims.CueSpeech), doc, []verify.Evidence{support}, verify.NotFound, 0, 0},
		{"that of the body the speaker is of", by("Ana Kovic", "The Harbour Court", claims.CueSpeech), doc, []verify.Evidence{support}, verify.NotFound, 0, 0},
		{"the speaker's own, told by its host", by("Bureau of Labor Statistics", "", claims.CueEvidence), bls, []verify.Evidence{support}, verify.NotFound, 0, 0},
		{"the ruling of who ruled", by("Harbour Court", "", claims.CueDecree), doc, []verify.Evidence{support}, verify.Supported, 1, 1},
		{"a report by who ruled", by("Outlet d", "", claims.CueDecree), origin("d", 1), []verify.Evidence{support}, verify.NotFound, 0, 0},
		{"that somebody said so, in nobody's voice", nobody, doc, []verify.Evidence{support}, verify.Supported, 1, 1},
		{"a sentence of it that the story quotes", spoken, doc, []verify.Evidence{quoted}, verify.Supported, 1, 1},
		{"the same, published after the story", spoken, late, []verify.Evidence{quoted}, verify.NeedsReview, 0, 0},
		{"the same, without a date", spoken, undated, []verify.Evidence{quoted}, verify.NeedsReview, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := verify.Score(verify.Question{Claim: tt.claim, Story: dated, Groups: []sources.Group{own, tt.group, other, origin("b", 1)}, Searches: archive, Evidence: tt.evidence})
			if v.Label != tt.label || v.Supports != tt.supports || v.Primary != tt.primary {
				t.Errorf("got %s by %d, %d of them primary; want %s by %d, %d", v.Label, v.Supports, v.Primary, tt.label, tt.supports, tt.primary)
			}
		})
	}
}

// TestLooseCountsNothing: what was read without its structure is shown; it neither supports, refutes nor reports, and a
// contradiction in it is heeded as one elsewhere would be.
func TestLooseCountsNothing(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		stance   verify.Stance
		beside   []verify.Evidence
		label    verify.Label
		supports int
	}{
		{verify.Supports, nil, verify.NeedsReview, 0},
		{verify.Supports, []verify.Evidence{says("b", verify.Supports, verify.Lexical)}, verify.NeedsReview, 1},
		{verify.Refutes, nil, verify.NeedsReview, 0},
		{verify.Refutes, []verify.Evidence{says("b", verify.Supports, verify.Lexical), says("d", verify.Supports, verify.Lexical)}, verify.NeedsReview, 2},
		{verify.Reports, nil, verify.NeedsReview, 0},
	} {
		for _, m := range allMethods {
			e := says("a", tt.stance, m)
			e.Loose = true
			v := verify.Score(verify.Question{
				Claim: spoken, Story: story, Searches: archive, Groups: []sources.Group{origin("a", 1), origin("b", 1), origin("d", 1)},
				Evidence: append([]verify.Evidence{e}, tt.beside...),
			})
			want := tt.label
			if m == verify.Lexical && len(tt.beside) == 2 {
				want = verify.Supported // two origins outvote a cue, wherever it stands
			}
			if v.Label != want || v.Supports != tt.supports || v.Refutes != 0 || v.Reports != 0 || len(v.Evidence) != len(tt.beside)+1 {
				t.Errorf("%s by %s beside %d: got %s by %d, %d, %d", tt.stance, m, len(tt.beside), v.Label, v.Supports, v.Refutes, v.Reports)
			}
		}
	}
}

// wideQuestion is a question with all that may stand beside opinions: primary documents, groups that count zero, shared
// sentences, pages read without structure, and searches of every end.
func wideQuestion(t *rapid.T, methods ...verify.Method) verify.Question {
	q := question(t, methods...)
	for i := range q.Groups {
		q.Groups[i].Articles[0].Primary = rapid.Bool().Draw(t, "primary")
		if rapid.IntRange(0, 5).Draw(t, "speaker's") == 0 {
			q.Groups[i].Articles[0].Publisher = spoken.Name
		}
	}
	for i := range q.Evidence {
		e := &q.Evidence[i]
		e.Judge = embedded
		e.Loose = rapid.IntRange(0, 4).Draw(t, "loose") == 0
		e.P.Supports *= rapid.Float64Range(0, 1).Draw(t, "sure")
		if len(q.Groups) > 1 && rapid.IntRange(0, 3).Draw(t, "shared") == 0 {
			if g := rapid.SampledFrom(q.Groups).Draw(t, "with"); g.ID != e.Group {
				e.Shared = []string{g.ID}
			}
		}
	}
	q.Searches = append(q.Searches, rapid.SliceOfN(anySearch(), 0, 3).Draw(t, "searches")...)
	return q
}

func anySearch() *rapid.Generator[sources.Search] {
	return rapid.Custom(func(t *rapid.T) sources.Search {
		s := sources.Search{Provider: rapid.SampledFrom([]string{"feed", "gdelt", "archive"}).Draw(t, "place")}
		switch rapid.IntRange(0, 3).Draw(t, "end") {
		case 0:
			s.Hits = rapid.IntRange(0, 9).Draw(t, "hits")
		case 1:
			s.Empty = true
		case 2:
			s.Skipped = true
		case 3:
			s.Err = "timed out"
		}
		return s
	})
}

// bare is a verdict without what it was given.
func bare(v verify.Verdict) verify.Verdict {
	v.Evidence, v.Searches = nil, nil
	return v
}

func TestVerdictProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := wideQuestion(t, allMethods...)
		want := bare(verify.Score(q))

		shuffled := q
		shuffled.Groups = rapid.Permutation(q.Groups).Draw(t, "group order")
		shuffled.Evidence = rapid.Permutation(q.Evidence).Draw(t, "evidence order")
		shuffled.Searches = rapid.Permutation(q.Searches).Draw(t, "search order")
		if diff := cmp.Diff(want, bare(verify.Score(shuffled))); diff != "" {
			t.Fatalf("another order gave another verdict (-want +got):\n%s", diff)
		}

		copied := q
		copied.Groups, copied.Evidence = nil, q.Evidence
		for _, g := range q.Groups {
			g.Articles = append(slices.Clip(g.Articles), claims.Ref{ID: g.ID + "-copy", Publisher: "Copyist"})
			copied.Groups = append(copied.Groups, g)
		}
		for _, e := range q.Evidence {
			e.Article = e.Group + "-copy"
			copied.Evidence = append(slices.Clip(copied.Evidence), e)
		}
		if diff := cmp.Diff(want, bare(verify.Score(copied))); diff != "" {
			t.Fatalf("a copy gave another verdict (-want +got):\n%s", diff)
		}

		own := q
		zero := sources.Group{ID: "zero", Why: "test", Articles: []claims.Ref{rapid.SampledFrom([]claims.Ref{story, {ID: "z", Publisher: spoken.Name, Primary: true}}).Draw(t, "root")}}
		own.Groups = append(slices.Clip(q.Groups), zero)
		for _, s := range []verify.Stance{verify.Supports, verify.Refutes, verify.Reports} {
			own.Evidence = append(slices.Clip(own.Evidence), says("zero", s, rapid.SampledFrom(allMethods).Draw(t, "method")))
		}
		if diff := cmp.Diff(want, bare(verify.Score(own))); diff != "" {
			t.Fatalf("a group of the story or the speaker changed the verdict (-want +got):\n%s", diff)
		}
	})
}

// embedded is the name in the embedded judge's opinions.
var embedded = verify.JudgeName(verify.NewLexical())

func TestMoreSupportNeverLowers(t *testing.T) {
	t.Parallel()
	rank := map[verify.Label]int{verify.NotFound: 0, verify.NeedsReview: 1, verify.Supported: 2}
	rapid.Check(t, func(t *rapid.T) {
		q := wideQuestion(t, allMethods...)
		before := verify.Score(q)
		q.Groups = append(q.Groups, origin("new", 1))
		e := says("new", verify.Supports, verify.Lexical)
		e.Judge = embedded
		q.Evidence = append(q.Evidence, e)
		after := verify.Score(q)
		if after.Supports != before.Supports+1 || after.Score < before.Score || after.Refutes != before.Refutes || after.Primary != before.Primary {
			t.Fatalf("supports %d -> %d, score %.4f -> %.4f, refutes %d -> %d", before.Supports, after.Supports, before.Score, after.Score, before.Refutes, after.Refutes)
		}
		from, known := rank[before.Label]
		if to, ok := rank[after.Label]; known && (!ok || to < from) || before.Label == verify.Refuted && after.Label != verify.Mixed {
			t.Fatalf("one more support made %s of %s", after.Label, before.Label)
		}
		if before.Confidence != nil && (after.Confidence == nil || *after.Confidence < *before.Confidence) {
			t.Fatalf("one more support made the confidence %v of %v", after.Confidence, *before.Confidence)
		}
	})
}

func TestNoAnswerIsNeverNotFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := wideQuestion(t, allMethods...)
		q.Searches = rapid.SliceOfN(anySearch(), 0, 4).Draw(t, "all searches")
		v := verify.Score(q)
		for _, s := range q.Searches {
			if !s.Empty && !s.Skipped && s.Err == "" {
				return // a place has answered
			}
		}
		if v.Label == verify.NotFound {
			t.Fatalf("not_found, and no place has answered: %+v", q.Searches)
		}
	})
}

func TestEmbeddedNeverRefutesWhateverStandsBeside(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		if v := verify.Score(wideQuestion(t, verify.Lexical)); v.Label == verify.Refuted || v.Label == verify.Mixed || v.Refutes != 0 {
			t.Fatalf("embedded opinions alone gave %s with %d against", v.Label, v.Refutes)
		}
	})
}

// TestConfidence holds where a verdict has one: a support that counts, all by the judge that was calibrated.
func TestConfidence(t *testing.T) {
	t.Parallel()
	c, ok := verify.CalibrationOf(verify.NewLexical())
	if !ok {
		t.Fatal("the embedded judge has no calibration")
	}
	by := func(judge, group string, s verify.Stance, p float64) verify.Evidence {
		e := says(group, s, verify.Lexical)
		e.Judge = judge
		if s == verify.Supports {
			e.P = verify.Odds{Supports: p, Reports: 1 - p}
		}
		return e
	}
	own := c.Judge
	for i, tt := range []struct {
		evidence []verify.Evidence
		want     string
	}{
		{[]verify.Evidence{by(own, "a", verify.Supports, 0.6), by(own, "b", verify.Supports, 0.7)}, fmt.Sprintf("supported %.3f", c.Of(0.7))},
		{[]verify.Evidence{by(own, "a", verify.Supports, 0.6)}, fmt.Sprintf("needs_review %.3f", c.Of(0.6))},
		{[]verify.Evidence{by(own, "a", verify.Reports, 0)}, "needs_review none"},
		{[]verify.Evidence{by(own, "a", verify.Supports, 0.6), by("other/1", "b", verify.Supports, 0.7)}, "supported none"},
		{[]verify.Evidence{by("other/1", "a", verify.Supports, 0.6)}, "needs_review none"},
		{nil, "not_found none"},
	} {
		v := verify.Score(verify.Question{Claim: spoken, Story: story, Searches: archive, Groups: []sources.Group{origin("a", 1), origin("b", 1)}, Evidence: tt.evidence})
		got := string(v.Label) + " none"
		if v.Confidence != nil {
			got = fmt.Sprintf("%s %.3f", v.Label, *v.Confidence)
		}
		if got != tt.want {
			t.Errorf("case %d: got %s, want %s", i, got, tt.want)
		}
	}
}
