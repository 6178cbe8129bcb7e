package verify

import (
	"context"
	"strings"

	"secondsource/claims"
)

// Whole is an extractor that takes a whole text for one claim in nobody's voice: a headline, or a sentence that somebody
// wants checked.
type Whole struct{}

// Name is the extractor's, for the set-up of a run.
func (Whole) Name() string { return "whole/1" }

// Extract gives the one claim; none of a blank text. It never fails.
func (Whole) Extract(_ context.Context, a claims.Article) ([]claims.Claim, error) {
	words := strings.TrimSpace(a.Text)
	if words == "" {
		return []claims.Claim{}, nil
	}
	at := strings.Index(a.Text, words)
	all := claims.Span{Start: at, End: at + len(words)}
	c := claims.Claim{
		Article: a.ID, Content: []claims.Span{all}, Sentence: all, Quote: claims.QuoteIndirect, Worth: 1,
		Attribution: claims.Attribution{Kind: claims.KindNobody},
	}
	c.ID = c.NewID()
	return []claims.Claim{c}, nil
}

// Again gives the verdicts of a run by other rules, from what was found then. What had been found and could not be read is
// no longer known, so that a claim which needed review for that alone is not found here.
func (r Result) Again(rules Rules) []Verdict {
	out := make([]Verdict, 0, len(r.Run.Verdicts))
	for i, v := range r.Run.Verdicts {
		out = append(out, rules.Score(Question{
			Claim: r.Run.Claims[i], Story: r.Run.Article, Groups: r.Run.Coverage, Searches: v.Searches, Evidence: v.Evidence,
			FactChecks: v.FactChecks, Skipped: v.Reason == BudgetSpent,
		}))
	}
	return out
}
