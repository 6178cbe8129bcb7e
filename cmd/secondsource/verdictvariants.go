package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"secondsource/verify"
)

// A variant is what verdicts would be worth by other rules than those of a check.
type variant struct {
	Name        string       `json:"name"`
	OverCues    float64      `json:"over_cues"`
	OverReports float64      `json:"over_reports"`
	Curve       []curvePoint `json:"curve"`
	Chosen      []choice     `json:"chosen,omitempty"` // none if the file has fewer than two topics
}

// A choice is what thresholds are worth that were each chosen on one half of the topics and counted on the other: the one that
// calls most supported where two agree, and no more than Limit percent where none does.
type choice struct {
	Limit      float64    `json:"limit"`
	CountsFrom [2]float64 `json:"counts_from"` // chosen on either half
	NoneAgrees share      `json:"none_agrees"` // of both halves together, each by the threshold of the other
	TwoAgree   share      `json:"two_agree"`
}

// limits are the shares of wrong verdicts, in percent, that thresholds are chosen for: what must hold and what is aimed at.
var limits = []float64{5, 2}

// anyCue is more than origins can outnumber a cue.
const anyCue = 1e6

// variants tries the rules of a check and others.
func variants(list []*headline) []variant {
	rules := verify.DefaultRules()
	var out []variant
	for _, v := range []variant{
		{Name: "the rules of a check", OverCues: rules.OverCues, OverReports: rules.OverReports},
		{Name: "as many as reports", OverCues: rules.OverCues, OverReports: 1},
		{Name: "cues outnumbered two to one", OverCues: 2},
		{Name: "cues not heeded"},
		{Name: "any cue keeps from supported", OverCues: anyCue},
	} {
		rules.OverCues, rules.OverReports = v.OverCues, v.OverReports
		v.Curve = curveOf(list, rules)
		v.Chosen = chosen(list, rules)
		out = append(out, v)
	}
	return out
}

// chosen chooses a threshold for each limit on either half.
func chosen(list []*headline, rules verify.Rules) []choice {
	half := halves(list)
	if len(half[0]) == 0 || len(half[1]) == 0 {
		return nil
	}
	curves := [2][]curvePoint{curveOf(half[0], rules), curveOf(half[1], rules)}
	var out []choice
	for _, limit := range limits {
		c := choice{Limit: limit}
		for n := range curves {
			i := bestUnder(curves[n], limit)
			c.CountsFrom[n] = curves[n][i].CountsFrom
			c.NoneAgrees.join(curves[1-n][i].NoneAgrees)
			c.TwoAgree.join(curves[1-n][i].TwoAgree)
		}
		out = append(out, c)
	}
	return out
}

func (s *share) join(other share) { s.N, s.Of = s.N+other.N, s.Of+other.Of }

// bestUnder is the first of the points that find most and are wrong no more often than the limit; the strictest if none is.
func bestUnder(curve []curvePoint, limit float64) int {
	best := len(curve) - 1
	for i, p := range slices.Backward(curve) {
		if 100*float64(p.NoneAgrees.N) <= limit*float64(p.NoneAgrees.Of) && p.TwoAgree.N >= curve[best].TwoAgree.N {
			best = i
		}
	}
	return best
}

// halves parts the claims by topic: topics from the largest to the smallest go to the half that is the smaller so far. Claims
// that no piece is about are left out.
func halves(list []*headline) [2][]*headline {
	topics := map[string][]*headline{}
	for _, h := range list {
		if h.agree+h.disagree+h.discuss > 0 {
			topics[h.topic] = append(topics[h.topic], h)
		}
	}
	names := slices.SortedFunc(maps.Keys(topics), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(topics[b]), len(topics[a])), cmp.Compare(a, b))
	})
	var out [2][]*headline
	for _, name := range names {
		n := one(len(out[1]) < len(out[0]))
		out[n] = append(out[n], topics[name]...)
	}
	return out
}

func (v variant) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n%s (over cues %g, over reports %g)\n", v.Name, v.OverCues, v.OverReports)
	for _, c := range v.Chosen {
		fmt.Fprintf(b, "  threshold for %g %% chosen on one half of the topics (%.2f, %.2f), counted on the other: none agrees %s, two agree %s\n",
			c.Limit, c.CountsFrom[0], c.CountsFrom[1], c.NoneAgrees, c.TwoAgree)
	}
	writeCurve(b, v.Curve)
}
