package verify

import (
	"cmp"
	"context"
	"slices"

	"secondsource/claims"
)

// A Ranked is an opinion on one of several passages, with the number it came in as and, when it was chosen from a
// text, its place there.
type Ranked struct {
	Index   int          `json:"index"`
	Passage *claims.Span `json:"passage,omitempty"`
	Opinion
}

// A DocumentOpinion is what one document says of a claim, its passages taken together. The verdict asks for one
// origin, since there is only one; all else is as in Score.
type DocumentOpinion struct {
	Verdict  Label    `json:"verdict"`
	Reason   Reason   `json:"reason,omitempty"`
	Score    float64  `json:"score"`
	P        Odds     `json:"p"`
	Passages []Ranked `json:"passages"` // best first
}

// JudgePassages asks j about the passages of one document. No passages at all are nothing to look in: unchecked.
func JudgePassages(ctx context.Context, j Judge, claim string, passages []string) (DocumentOpinion, error) {
	opinions, err := ask(ctx, j, claim, passages)
	if err != nil {
		return DocumentOpinion{}, err
	}
	ranked := make([]Ranked, 0, len(opinions))
	for i, o := range opinions {
		ranked = append(ranked, Ranked{Index: i, Opinion: o})
	}
	d := newDocumentOpinion(ranked)
	if len(passages) == 0 {
		d.Verdict, d.Reason = Unchecked, NoCoverage
	}
	return d, nil
}

// JudgeText chooses at most limit passages of text and asks j about them. A text that shares no content word with the
// claim has no passages and is not_found.
func JudgeText(ctx context.Context, j Judge, claim, text string, limit int) (DocumentOpinion, error) {
	spans := Passages(claim, text, limit)
	opinions, err := ask(ctx, j, claim, cut(text, spans))
	if err != nil {
		return DocumentOpinion{}, err
	}
	ranked := make([]Ranked, 0, len(opinions))
	for i, o := range opinions {
		ranked = append(ranked, Ranked{Index: i, Passage: &spans[i], Opinion: o})
	}
	return newDocumentOpinion(ranked), nil
}

func newDocumentOpinion(ranked []Ranked) DocumentOpinion {
	slices.SortStableFunc(ranked, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(a.P.Unrelated, b.P.Unrelated), cmp.Compare(a.Index, b.Index))
	})
	p := Odds{Unrelated: 1}
	for _, r := range ranked {
		p = Odds{
			max(p.Supports, r.P.Supports), max(p.Refutes, r.P.Refutes), max(p.Reports, r.P.Reports),
			min(p.Unrelated, r.P.Unrelated),
		}
	}
	d := DocumentOpinion{P: p.normal(), Passages: ranked}
	rules := DefaultRules()
	d.Verdict, d.Score = d.Again(rules), d.tally(rules).score()
	return d
}

// Again gives the verdict by other rules. A document without passages is not found by any.
func (d DocumentOpinion) Again(rules Rules) Label { return d.tally(rules).label(rules.forOne()) }

func (d DocumentOpinion) tally(rules Rules) tally {
	evidence := make([]Evidence, 0, len(d.Passages))
	for _, r := range d.Passages {
		evidence = append(evidence, Evidence{Opinion: r.Opinion})
	}
	return rules.forOne().tally(evidence, standing{})
}
