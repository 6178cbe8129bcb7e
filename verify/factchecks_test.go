package verify_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// desk is a place of fact-checks that finds the same for any question.
type desk struct {
	checks []sources.FactCheck
	err    error
	terms  sources.Terms
}

func (d desk) FactChecks(context.Context, sources.Query) ([]sources.FactCheck, error) {
	return d.checks, d.err
}
func (d desk) Terms() sources.Terms { return d.terms }

// fact makes a fact-check of a claim.
func fact(publisher, claim string, says sources.Rating) sources.FactCheck {
	return sources.FactCheck{
		Claim: claim, Rating: "as " + string(says), Says: says, Publisher: publisher,
		URL: "https://" + strings.ToLower(strings.ReplaceAll(publisher, " ", "-")) + ".example/1", Score: 0.9,
	}
}

// TestBears holds which fact-checked claims are taken for the story's: only these can refute.
func TestBears(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		claim, checked string
		want           bool
	}{
		{"The ferry Oriel sank off Port Ansel on 3 March.", "The ferry Oriel sank off Port Ansel on 3 March", true},
		{"The ferry Oriel sank off Port Ansel on 3 March.", "Ferry Oriel sank on 3 March off Port Ansel", false}, // another order
		{"The ferry Oriel sank off Port Ansel.", "The ferry Oriel sank off Port Ansel in a storm", true},
		{"The ferry Oriel sank off Port Ansel.", "The ferry Oriel did not sink off Port Ansel", false},
		{"The ferry Oriel never sank off Port Ansel.", "The ferry Oriel sank off Port Ansel", false},
		{"The ferry Oriel sank with 40 people.", "The ferry Oriel sank with 60 people", false},
		{"The ferry Oriel sank with 40 people.", "The ferry Oriel sank with people", false},
		{"The ferry Oriel sank.", "The ferry Oriel sank with 40 people aboard and 12 cars in the hold", false},
		{"The ferry Oriel sank off Port Ansel.", "The ferry Marlow sank off Port Ansel", false},
		{"Kestria attacked Vellany at dawn.", "Vellany attacked Kestria at dawn", false},
		{"Kestria attacked Vellany at dawn.", "At dawn Kestria attacked Vellany", true},
		{"Lime trees cure colds.", "The ferry Oriel sank", false},
		{"The ferry Oriel sank off Port Ansel.", "Photo shows the ferry Oriel that sank off Port Ansel", false},
		{"The ferry Oriel sank off Port Ansel.", "An old video shows how the ferry Oriel sank off Port Ansel", false},
		{"The ferry Oriel sank off Port Ansel.", "A quote by Ana Kovic: The ferry Oriel sank off Port Ansel", false},
		{"", "", false},
	} {
		d := desk{checks: []sources.FactCheck{fact("Kestria Facts", c.checked, sources.RatedFalse)}, terms: sources.Terms{Store: true}}
		p := newPipeline()
		p.FactChecks = []verify.Checks{{Name: "factcheck", Checker: d}}
		r, err := p.Check(t.Context(), claims.NewArticle(claims.Ref{URL: "https://harbor.example/a"}, c.claim+"\nMore."))
		if err != nil {
			t.Fatal(err)
		}
		v := r.Run.Verdicts[0]
		if got := v.Refutes == 1; got != c.want || got != (v.Label == verify.Refuted) {
			t.Errorf("%q against the check of %q: %s by %d, want refuted: %t", c.claim, c.checked, v.Label, v.Refutes, c.want)
		}
	}
}

// TestFactCheckDays holds that a fact-check of another year is shown and does not bear: the ferry may have sunk since.
func TestFactCheckDays(t *testing.T) {
	t.Parallel()
	day := func(year int) time.Time { return time.Date(year, 3, 4, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name                string
		published, reviewed time.Time
		bears               bool
	}{
		{"of the same month", day(2026), day(2026), true},
		{"years before", day(2026), day(2009), false},
		{"years after", day(2020), day(2026), false},
		{"undated", day(2026), time.Time{}, true},
		{"of an undated story", time.Time{}, day(2009), true},
	} {
		f := fact("Kestria Facts", bridgeClaim, sources.RatedFalse)
		f.Reviewed = c.reviewed
		p := newPipeline()
		p.FactChecks = []verify.Checks{{Name: "factcheck", Checker: desk{checks: []sources.FactCheck{f}, terms: sources.Terms{Store: true}}}}
		r, err := p.Check(t.Context(), claims.NewArticle(claims.Ref{URL: "https://harbor.example/a", Published: c.published}, bridgeClaim+"\nMore."))
		if err != nil {
			t.Fatal(err)
		}
		v := r.Run.Verdicts[0]
		if len(v.FactChecks) != 1 || v.FactChecks[0].Bears != c.bears || (v.Label == verify.Refuted) != c.bears {
			t.Errorf("%s: %s with %+v, want one fact-check that bears: %t", c.name, v.Label, v.FactChecks, c.bears)
		}
	}
}

// TestFactChecksInScore holds what fact-checks do to a verdict.
func TestFactChecksInScore(t *testing.T) {
	t.Parallel()
	on := func(publisher string, says sources.Rating) verify.FactCheck {
		return verify.FactCheck{Provider: "factcheck", FactCheck: fact(publisher, "x", says), Bears: true}
	}
	near := on("Near Facts", sources.RatedFalse)
	near.Bears = false
	own := on("Harbor Post", sources.RatedFalse)
	speaker := on("Ana Kovic", sources.RatedFalse)
	twice := []verify.FactCheck{on("Kestria Facts", sources.RatedFalse), on("The Kestria Facts", sources.RatedFalse)}
	support := []verify.Evidence{says("a", verify.Supports, verify.Lexical), says("b", verify.Supports, verify.Lexical)}
	failed := []sources.Search{{Provider: "feed", Err: "timed out"}}
	tests := []struct {
		name     string
		checks   []verify.FactCheck
		evidence []verify.Evidence
		searches []sources.Search
		label    verify.Label
		refutes  int
	}{
		{"rated false", twice[:1], nil, archive, verify.Refuted, 1},
		{"twice by one publisher", twice, nil, archive, verify.Refuted, 1},
		{"by two", append(twice, on("Check", sources.RatedFalse)), nil, archive, verify.Refuted, 2},
		{"against two in support", twice[:1], support, archive, verify.Mixed, 1},
		{"rated true alone", []verify.FactCheck{on("Check", sources.RatedTrue)}, nil, archive, verify.NeedsReview, 0},
		{"rated true beside two in support", []verify.FactCheck{on("Check", sources.RatedTrue)}, support, archive, verify.Supported, 0},
		{"rated true by the story's outlet", []verify.FactCheck{on("Harbor Post", sources.RatedTrue)}, nil, archive, verify.NotFound, 0},
		{"rated false by one and true by another", append(twice[:1:1], on("Check", sources.RatedTrue)), nil, archive, verify.NeedsReview, 1},
		{"rated false and true against support", append(twice[:1:1], on("Check", sources.RatedTrue)), support, archive, verify.NeedsReview, 1},
		{"rated true against a refutation in coverage", []verify.FactCheck{on("Check", sources.RatedTrue)}, []verify.Evidence{says("d", verify.Refutes, verify.Endpoint)}, archive, verify.NeedsReview, 1},
		{"rated true beside one in support", []verify.FactCheck{on("Check", sources.RatedTrue)}, support[:1], archive, verify.NeedsReview, 0},
		{"rated mixed", []verify.FactCheck{on("Check", sources.RatedMixed)}, support, archive, verify.NeedsReview, 0},
		{"rated in words nobody knows", []verify.FactCheck{on("Check", sources.RatedUnclear)}, support, archive, verify.Supported, 0},
		{"of another claim", []verify.FactCheck{near}, support, archive, verify.Supported, 0},
		{"by the story's outlet", []verify.FactCheck{own}, nil, archive, verify.NotFound, 0},
		{"by the speaker", []verify.FactCheck{speaker}, nil, archive, verify.NotFound, 0},
		{"with no coverage", twice[:1], nil, []sources.Search{{Provider: "archive", Empty: true}}, verify.Refuted, 1},
		{"with coverage that failed", twice[:1], nil, failed, verify.Refuted, 1},
		{"with a slow place that was left out", twice[:1], nil, []sources.Search{{Provider: "gdelt", Skipped: true}}, verify.Refuted, 1},
		{"rated true with coverage that failed", []verify.FactCheck{on("Check", sources.RatedTrue)}, nil, failed, verify.Unchecked, 0},
		{"by who refutes it in coverage", []verify.FactCheck{on("Outlet d", sources.RatedFalse)}, []verify.Evidence{says("d", verify.Refutes, verify.Endpoint)}, archive, verify.Refuted, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := verify.Score(verify.Question{
				Claim: spoken, Story: story, Groups: []sources.Group{origin("a", 2), origin("b", 1), origin("d", 1)},
				Searches: tt.searches, Evidence: tt.evidence, FactChecks: tt.checks,
			})
			if v.Label != tt.label || v.Refutes != tt.refutes || len(v.FactChecks) != len(tt.checks) {
				t.Errorf("got %s with %d against, want %s with %d", v.Label, v.Refutes, tt.label, tt.refutes)
			}
		})
	}
	left := verify.Question{Claim: spoken, Story: story, Searches: archive, FactChecks: twice, Skipped: true}
	if v := verify.Score(left); v.Reason != verify.BudgetSpent {
		t.Errorf("a claim beyond the bound of the run is %s %s, want unchecked: no fact-check was asked for it", v.Label, v.Reason)
	}
	denied := spoken
	denied.Polarity = claims.PolarityDenied
	if v := verify.Score(verify.Question{Claim: denied, Searches: archive, FactChecks: twice}); v.Label != verify.Unchecked {
		t.Errorf("a denial is %s, want unchecked: what was checked is what it denies", v.Label)
	}
}

// TestFactChecksNeverSupport holds that no fact-check adds to the support of a claim, whatever it says.
func TestFactChecksNeverSupport(t *testing.T) {
	t.Parallel()
	ratings := []sources.Rating{sources.RatedFalse, sources.RatedTrue, sources.RatedMixed, sources.RatedUnclear, ""}
	rapid.Check(t, func(t *rapid.T) {
		q := question(t, allMethods...)
		before := verify.Score(q)
		for i := range rapid.IntRange(1, 4).Draw(t, "fact-checks") {
			f := fact(fmt.Sprint("Facts ", i), "x", rapid.SampledFrom(ratings).Draw(t, "rating"))
			q.FactChecks = append(q.FactChecks, verify.FactCheck{FactCheck: f, Bears: rapid.Bool().Draw(t, "bears")})
		}
		after := verify.Score(q)
		if after.Supports != before.Supports || after.Reports != before.Reports || after.Score != before.Score || after.Refutes < before.Refutes {
			t.Fatalf("supports %d -> %d, reports %d -> %d, score %f -> %f, refutes %d -> %d", before.Supports, after.Supports,
				before.Reports, after.Reports, before.Score, after.Score, before.Refutes, after.Refutes)
		}
		if after.Label == verify.Supported && before.Label != verify.Supported {
			t.Fatalf("fact-checks made %s of %s", after.Label, before.Label)
		}
		q.FactChecks = rapid.Permutation(q.FactChecks).Draw(t, "order")
		if again := verify.Score(q); again.Label != after.Label || again.Refutes != after.Refutes {
			t.Fatalf("another order gave %s, want %s", again.Label, after.Label)
		}
	})
}

// TestCheckFactChecks holds the way of fact-checks through a check: terms, problems, and that they are no coverage.
func TestCheckFactChecks(t *testing.T) {
	t.Parallel()
	same := fact("Kestria Facts", bridgeClaim, sources.RatedTrue)
	far := fact("Far Facts", "Lime trees cure colds", sources.RatedFalse)
	far.Score = 0.1
	strict, open := desk{checks: []sources.FactCheck{same, far}}, desk{checks: []sources.FactCheck{same}, terms: sources.Terms{Store: true}}
	p := newPipeline(verify.Coverage{Name: "empty", Provider: &shelf{err: sources.ErrNoCoverage}})
	p.FactChecks = []verify.Checks{{"strict", strict}, {"open", open}, {"dead", desk{err: errors.New("timed out")}}}
	r := check(t, p)
	v := r.Run.Verdicts[0]
	if v.Label != verify.Unchecked || v.Reason != verify.NoCoverage || len(v.Searches) != 1 || len(r.Run.Coverage) != 1 {
		t.Errorf("%s %s, %d searches, %d groups: fact-checks count as coverage", v.Label, v.Reason, len(v.Searches), len(r.Run.Coverage))
	}
	if len(v.FactChecks) != 2 || v.FactChecks[0].Claim != "" || v.FactChecks[0].Rating != "" || !v.FactChecks[0].Bears ||
		v.FactChecks[0].URL == "" || v.FactChecks[1].Claim != bridgeClaim {
		t.Errorf("fact-checks %+v, want the strict place's without words, the open one's with, and not the far one", v.FactChecks)
	}
	if len(v.FactSearches) != 3 || v.FactSearches[2].Err == "" || len(r.Run.Problems) != 1 || r.Run.Problems[0].Stage != "search" {
		t.Errorf("searches %+v, problems %+v", v.FactSearches, r.Run.Problems)
	}
}

// half is a place of which a part could not be asked.
type half struct{ shelf }

func (h *half) Search(ctx context.Context, q sources.Query) ([]sources.Hit, error) {
	hits, _ := h.shelf.Search(ctx, q)
	return hits, errors.New("1 of 2 feeds could not be read")
}

// TestCheckHalfAPlace holds that what half a place finds counts, and that it never says that nothing was found.
func TestCheckHalfAPlace(t *testing.T) {
	t.Parallel()
	found := verify.Coverage{Name: "feed", Provider: &half{shelf{pages: []claims.Article{piece("a.example", ownWords), piece("b.example", otherWords)}}}}
	v := check(t, newPipeline(found)).Run.Verdicts[0]
	if v.Label != verify.Supported || v.Searches[0].Hits != 2 || v.Searches[0].Err == "" {
		t.Errorf("got %s %s, %+v, want supported with the error kept", v.Label, v.Reason, v.Searches)
	}
	nothing := verify.Coverage{Name: "feed", Provider: &half{shelf{pages: []claims.Article{piece("c.example", "The market was empty until noon.")}}}}
	v = check(t, newPipeline(nothing)).Run.Verdicts[0]
	if v.Label != verify.Unchecked || v.Reason != verify.SearchFailed {
		t.Errorf("got %s %s, want unchecked: half a place does not say that nobody says so", v.Label, v.Reason)
	}
}

// manyClaims takes every line for a claim.
type manyClaims struct{}

func (manyClaims) Extract(_ context.Context, a claims.Article) ([]claims.Claim, error) {
	var out []claims.Claim
	for line := range strings.Lines(a.Text) {
		start := strings.Index(a.Text, line)
		c := claims.Claim{
			Article: a.ID, Content: []claims.Span{{Start: start, End: start + len(line) - 1}}, Sentence: claims.Span{Start: start, End: start + len(line) - 1},
			Attribution: claims.Attribution{Kind: claims.KindPerson, Name: "Ana Kovic", Class: claims.CueSpeech},
		}
		c.ID = c.NewID()
		out = append(out, c)
	}
	return out, nil
}

// sameHit is a place that finds one page for every claim.
type sameHit struct{}

func (sameHit) Search(context.Context, sources.Query) ([]sources.Hit, error) {
	return []sources.Hit{{URL: "https://all.example/a"}}, nil
}

// TestReadFailsOnce holds that a page which cannot be read is not asked for again with each claim.
func TestReadFailsOnce(t *testing.T) {
	t.Parallel()
	p := newPipeline(verify.Coverage{Name: "x", Provider: sameHit{}})
	p.Extract, p.Workers = manyClaims{}, 1
	var read []string
	p.Read = func(_ context.Context, url string) (claims.Article, error) {
		read = append(read, url)
		return claims.Article{}, errors.New("there is no page at this address")
	}
	if _, err := p.Check(t.Context(), claims.NewArticle(claims.Ref{}, "The ferry Oriel sank.\nThe ferry Marlow sank.\n")); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(read, []string{"https://all.example/a"}) {
		t.Errorf("read %q, want once", read)
	}
}
