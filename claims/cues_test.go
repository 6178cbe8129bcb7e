package claims_test

import (
	"slices"
	"strings"
	"testing"

	"secondsource/claims"
)

// TestCues walks every sentence of every row against the whole table: a row's own sentences are matched by it, with
// its class and polarity, and the others are not.
func TestCues(t *testing.T) {
	rows := claims.CueRows()
	if len(rows) < 100 {
		t.Fatalf("the table has %d rows", len(rows))
	}
	for _, row := range rows {
		if len(row.Must) == 0 || len(row.MustNot) == 0 {
			t.Errorf("row %q lacks a sentence that it must or must not match", row.Lemma)
		}
		for _, s := range row.Must {
			if got := claims.MatchedCues(s); !slices.Contains(got, row.Lemma) {
				t.Errorf("row %q must match %q; matched %q", row.Lemma, s, got)
			}
		}
		for _, s := range row.MustNot {
			if got := claims.MatchedCues(s); slices.Contains(got, row.Lemma) {
				t.Errorf("row %q must not match %q", row.Lemma, s)
			}
		}
	}
}

// TestCueRowsReachClaims holds the row's class, polarity and charge in the claim that comes out.
func TestCueRowsReachClaims(t *testing.T) {
	for _, row := range claims.CueRows() {
		for _, s := range row.Must {
			found := extract(t, claims.NewArticle(claims.Ref{}, s))
			ok := slices.ContainsFunc(found, func(c claims.Claim) bool {
				return c.Class == row.Class && c.Polarity == row.Polarity && c.Charged == row.Charged
			})
			if !ok {
				t.Errorf("row %q: no claim of %s, %s, charged %v in %q: %v", row.Lemma, row.Class, row.Polarity, row.Charged, s, found)
			}
		}
	}
}

// TestCueLemmasAreUnique keeps two rows from sharing a lemma and so one of them from ever firing. Two rows may share a
// word when their phrases differ.
func TestCueLemmasAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range claims.CueRows() {
		if seen[row.Lemma] && !strings.Contains(row.Lemma, " ") {
			t.Errorf("row %q stands twice in the table", row.Lemma)
		}
		seen[row.Lemma] = true
	}
}

// rules is one extractor for all tests: it is safe for concurrent use.
var rules = claims.NewRules()

func extract(t testing.TB, a claims.Article) []claims.Claim {
	t.Helper()
	found, err := rules.Extract(t.Context(), a)
	if err != nil {
		t.Fatalf("extract from %.200q: %v", a.Text, err)
	}
	return found
}
