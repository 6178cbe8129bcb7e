package stance

import (
	"cmp"
	"math"
	"slices"

	"secondsource/verify"
)

// A Mistake is a row and what was said of it.
type Mistake struct {
	ID      string       `json:"id"`
	Label   string       `json:"label"` // people's
	Verdict verify.Label `json:"verdict"`
	Score   float64      `json:"score"`
	Claim   string       `json:"claim"`
	Best    string       `json:"best,omitempty"` // the words quoted of the best passage
}

// Worst lists the n rows whose score lies farthest from what people said, the worst first; of equals by id.
func Worst(s Set, answers []Answer, n int) []Mistake {
	rows := join(s, answers)
	off := func(r judged) float64 { return math.Abs(r.Score - float64(one(s.Kind.Positive(r.row.Label)))) }
	slices.SortFunc(rows, func(a, b judged) int {
		return cmp.Or(-cmp.Compare(off(a), off(b)), cmp.Compare(a.row.ID, b.row.ID))
	})
	out := []Mistake{}
	for _, r := range rows[:min(max(0, n), len(rows))] {
		m := Mistake{ID: r.row.ID, Label: r.row.Label, Verdict: r.Verdict, Score: r.Score, Claim: r.row.Claim}
		if len(r.Passages) > 0 {
			m.Best = quoted(r.row, r.Passages[0])
		}
		out = append(out, m)
	}
	return out
}

// quoted gives the quoted words of an opinion, "" if it quotes none.
func quoted(r Row, o verify.Ranked) string {
	text := r.Text
	switch {
	case o.Passage != nil:
		text = r.Text[o.Passage.Start:o.Passage.End]
	case r.Passages != nil:
		text = r.Passages[o.Index]
	}
	return text[o.Quote.Start:o.Quote.End]
}
