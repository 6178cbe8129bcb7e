package verify_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// sharing is evidence whose words stand in other groups too.
func sharing(group string, s verify.Stance, others ...string) verify.Evidence {
	e := says(group, s, verify.Endpoint)
	e.Shared = others
	return e
}

func TestScoreSharedWords(t *testing.T) {
	t.Parallel()
	own := sources.Group{ID: "s", Articles: []claims.Ref{story}, Why: "test"}
	groups := []sources.Group{own, origin("a", 1), origin("b", 1), origin("d", 1)}
	tests := []struct {
		name                       string
		evidence                   []verify.Evidence
		supports, refutes, reports int
		label                      verify.Label
	}{
		{"one sentence in two origins", []verify.Evidence{sharing("a", verify.Supports, "b"), sharing("b", verify.Supports, "a")}, 1, 0, 0, verify.NeedsReview},
		{"one of them has words of its own besides", []verify.Evidence{sharing("a", verify.Supports, "b"), says("a", verify.Supports, verify.Endpoint), sharing("b", verify.Supports, "a")}, 1, 0, 0, verify.NeedsReview},
		{"both have words of their own besides", []verify.Evidence{sharing("a", verify.Supports, "b"), says("a", verify.Supports, verify.Endpoint), sharing("b", verify.Supports, "a"), says("b", verify.Supports, verify.Endpoint)}, 2, 0, 0, verify.Supported},
		{"shared with an origin that is silent on it", []verify.Evidence{sharing("a", verify.Supports, "d"), says("b", verify.Supports, verify.Endpoint)}, 2, 0, 0, verify.Supported},
		{"the story's own words", []verify.Evidence{sharing("a", verify.Supports, "s"), sharing("b", verify.Supports, "a", "s")}, 0, 0, 0, verify.NeedsReview},
		{"the story's words beside its own", []verify.Evidence{sharing("a", verify.Supports, "s"), says("a", verify.Supports, verify.Endpoint)}, 1, 0, 0, verify.NeedsReview},
		{"a chain of three is one", []verify.Evidence{sharing("a", verify.Supports, "b"), sharing("b", verify.Supports, "a", "d"), sharing("d", verify.Supports, "b")}, 1, 0, 0, verify.NeedsReview},
		{"one denial in two origins", []verify.Evidence{sharing("a", verify.Refutes, "b"), sharing("b", verify.Refutes, "a")}, 0, 1, 0, verify.Refuted},
		{"one report in two origins", []verify.Evidence{sharing("a", verify.Reports, "b"), sharing("b", verify.Reports, "a")}, 0, 0, 1, verify.NeedsReview},
		{"a copy of support is no report either", []verify.Evidence{says("a", verify.Supports, verify.Endpoint), sharing("b", verify.Supports, "a"), sharing("b", verify.Reports, "a")}, 1, 0, 0, verify.NeedsReview},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := verify.Score(verify.Question{Claim: spoken, Story: story, Groups: groups, Searches: archive, Evidence: tt.evidence})
			if v.Supports != tt.supports || v.Refutes != tt.refutes || v.Reports != tt.reports || v.Label != tt.label {
				t.Errorf("got %s by %d, %d, %d; want %s by %d, %d, %d", v.Label, v.Supports, v.Refutes, v.Reports, tt.label, tt.supports, tt.refutes, tt.reports)
			}
		})
	}
}

// sharedQuestion is question with words that other groups have too, from both ends.
func sharedQuestion(t *rapid.T) verify.Question {
	q := question(t, verify.Endpoint)
	for range rapid.IntRange(0, 4).Draw(t, "shared") {
		if len(q.Evidence) == 0 {
			break
		}
		i, j := rapid.IntRange(0, len(q.Evidence)-1).Draw(t, "one"), rapid.IntRange(0, len(q.Evidence)-1).Draw(t, "other")
		a, b := &q.Evidence[i], &q.Evidence[j]
		if a.Group != b.Group && a.Stance == b.Stance {
			a.Shared, b.Shared = append(a.Shared, b.Group), append(b.Shared, a.Group)
		}
	}
	return q
}

func TestSharedWordsProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := sharedQuestion(t)
		want := verify.Score(q)
		plain := q
		plain.Evidence = slices.Clone(q.Evidence)
		for i := range plain.Evidence {
			plain.Evidence[i].Shared = nil
		}
		if v := verify.Score(plain); want.Supports > v.Supports || want.Refutes > v.Refutes || want.Score > v.Score || v.Supports > 0 && want.Supports == 0 {
			t.Fatalf("shared words made %d, %d (%.4f) of %d, %d (%.4f)", want.Supports, want.Refutes, want.Score, v.Supports, v.Refutes, v.Score)
		}
		shuffled := q
		shuffled.Groups = rapid.Permutation(q.Groups).Draw(t, "group order")
		shuffled.Evidence = rapid.Permutation(q.Evidence).Draw(t, "evidence order")
		got := verify.Score(shuffled)
		got.Evidence, want.Evidence = nil, nil
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("another order gave another verdict (-want +got):\n%s", diff)
		}
		more := q
		more.Groups = append(slices.Clone(q.Groups), origin("new", 1))
		more.Evidence = append(slices.Clone(q.Evidence), says("new", verify.Supports, verify.Lexical))
		if v := verify.Score(more); v.Supports != want.Supports+1 || v.Score < want.Score || v.Refutes != want.Refutes {
			t.Fatalf("one more independent support: %d -> %d, score %.4f -> %.4f", want.Supports, v.Supports, want.Score, v.Score)
		}
	})
}

// filler is some twenty sentences that no two numbers share.
func filler(n int) string {
	var b strings.Builder
	for i := range 20 {
		fmt.Fprintf(&b, "Line%d%d word%d%d tern%d%d gull%d%d stone%d%d rope%d%d. ", n, i, n, i*3, n, i*5, n, i*7, n, i*11, n, i*13)
	}
	return b.String()
}

// TestCheckSharedSentence: two pieces that are otherwise their own, with one sentence that both took from somewhere.
func TestCheckSharedSentence(t *testing.T) {
	t.Parallel()
	const own = "Since 3 March the Varn bridge is closed to all lorries over 12 tonnes, and drivers queue for the ferry."
	tests := []struct {
		name  string
		pages []claims.Article
		label verify.Label
		n     int
	}{
		{"one sentence in two pieces", []claims.Article{piece("a.example", filler(1)+ownWords), piece("b.example", ownWords+" "+filler(2))}, verify.NeedsReview, 1},
		{"one of them says it in its own words too", []claims.Article{piece("a.example", filler(1)+ownWords+"\n\n"+own), piece("b.example", ownWords+" "+filler(2))}, verify.NeedsReview, 1},
		{"and a third tells it by itself", []claims.Article{piece("a.example", filler(1)+ownWords), piece("b.example", ownWords+" "+filler(2)), piece("c.example", filler(3)+own)}, verify.Supported, 2},
		{"the story's own sentence", []claims.Article{piece("a.example", filler(1)+bridgeClaim), piece("b.example", filler(2)+own)}, verify.NeedsReview, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			long := piece("harbor.example", testStory().Text+"\n"+filler(9))
			r, err := newPipeline(verify.Coverage{Name: "shelf", Provider: &shelf{pages: tt.pages}}).Check(t.Context(), long)
			if err != nil {
				t.Fatal(err)
			}
			v := r.Run.Verdicts[0]
			if len(r.Run.Coverage) != len(tt.pages)+1 {
				t.Fatalf("got %d groups, want each piece in its own: %+v", len(r.Run.Coverage), r.Run.Coverage)
			}
			if v.Label != tt.label || v.Supports != tt.n {
				t.Errorf("got %s by %d, want %s by %d\nevidence %+v", v.Label, v.Supports, tt.label, tt.n, v.Evidence)
			}
		})
	}
}

// TestCheckCopyChangesNothing: whichever pieces there are, one more copy of one of them leaves the verdict as it is.
func TestCheckCopyChangesNothing(t *testing.T) {
	t.Parallel()
	texts := []string{ownWords, otherWords, filler(1) + ownWords, filler(2) + otherWords, filler(3) + bridgeClaim, filler(4), "Police said that " + bridgeClaim}
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfNDistinct(rapid.IntRange(0, len(texts)-1), 1, 5, rapid.ID).Draw(t, "pieces")
		var pages []claims.Article
		for _, i := range some {
			pages = append(pages, piece(fmt.Sprintf("o%d.example", i), texts[i]))
		}
		verdict := func(pages []claims.Article) verify.Verdict {
			r, err := newPipeline(verify.Coverage{Name: "shelf", Provider: &shelf{pages: pages}}).Check(t.Context(), testStory())
			if err != nil {
				t.Fatal(err)
			}
			return r.Run.Verdicts[0]
		}
		want := verdict(pages)
		got := verdict(append(pages, piece("zz-copy.example", texts[some[0]])))
		if got.Label != want.Label || got.Supports != want.Supports || got.Reports != want.Reports || got.Score != want.Score {
			t.Fatalf("a copy made %s by %d/%d (%.4f) of %s by %d/%d (%.4f)", got.Label, got.Supports, got.Reports, got.Score, want.Label, want.Supports, want.Reports, want.Score)
		}
		if other := verdict(rapid.Permutation(pages).Draw(t, "order")); other.Label != want.Label || other.Supports != want.Supports || other.Score != want.Score {
			t.Fatalf("another order made %s by %d of %s by %d", other.Label, other.Supports, want.Label, want.Supports)
		}
	})
}
