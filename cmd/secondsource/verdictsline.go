package main

import (
	"fmt"
	"strings"

	"secondsource/report"
	"secondsource/verify"
)

// A verdictsLine is what eval verdicts prints as JSON.
type verdictsLine struct {
	report.Head
	Judge     string               `json:"judge"`
	Headlines int                  `json:"headlines"`
	Counts    map[verify.Label]int `json:"counts"`
	Failed    int                  `json:"failed"` // claims during whose check something could not be read, searched or judged
	At        curvePoint           `json:"at"`     // by the rules of a check
	Curve     []curvePoint         `json:"curve"`
	Sure      surePoint            `json:"sure"`
	Variants  []variant            `json:"variants,omitempty"` // with --curve
}

// A curvePoint is what verdicts are worth at one threshold of a single opinion.
type curvePoint struct {
	CountsFrom float64 `json:"counts_from"`
	NoneAgrees share   `json:"none_agrees"` // called supported though no related piece agrees
	TwoAgree   share   `json:"two_agree"`   // called supported where at least two agree
	Right      share   `json:"right"`       // of those called supported, those with a piece that agrees
}

// A share is so many of so many.
type share struct {
	N  int `json:"n"`
	Of int `json:"of"`
}

func (s *share) add(yes bool) {
	s.Of++
	if yes {
		s.N++
	}
}

func (s share) String() string {
	if s.Of == 0 {
		return "0 of 0"
	}
	return fmt.Sprintf("%d of %d (%.1f %%)", s.N, s.Of, 100*float64(s.N)/float64(s.Of))
}

// A surePoint compares how sure the verdicts supported were with how many are right.
type surePoint struct {
	Calibrated int     `json:"calibrated"` // verdicts supported that have a confidence
	Mean       float64 `json:"mean"`       // of the confidence
	Right      int     `json:"right"`      // of them, those with a piece that agrees
}

// thresholds are the percentages from which an opinion is made to count: from whenever it is the likeliest to hardly ever.
var thresholds = []int{20, 25, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 55, 60, 65, 70, 80, 90}

func newVerdictsLine(list []*headline, judge string) verdictsLine {
	l := verdictsLine{Head: report.NewHead("verdicts"), Judge: judge, Headlines: len(list), Counts: map[verify.Label]int{}}
	rules := verify.DefaultRules()
	l.At = curveAt(list, rules)
	l.Curve = curveOf(list, rules)
	for _, h := range list {
		v := h.verdict(rules)
		l.Counts[v.Label]++
		if couldNotCheck(h.result.Run) {
			l.Failed++
		}
		if v.Label == verify.Supported && v.Confidence != nil {
			l.Sure.Mean = (l.Sure.Mean*float64(l.Sure.Calibrated) + *v.Confidence) / float64(l.Sure.Calibrated+1)
			l.Sure.Calibrated++
			l.Sure.Right += one(h.agree > 0)
		}
	}
	return l
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// curveOf counts the verdicts by rules at every threshold.
func curveOf(list []*headline, rules verify.Rules) []curvePoint {
	out := make([]curvePoint, len(thresholds))
	for i, percent := range thresholds {
		rules.CountsFrom = float64(percent) / 100
		out[i] = curveAt(list, rules)
	}
	return out
}

func curveAt(list []*headline, rules verify.Rules) curvePoint {
	p := curvePoint{CountsFrom: rules.CountsFrom}
	for _, h := range list {
		supported := h.verdict(rules).Label == verify.Supported
		if h.agree == 0 && h.disagree+h.discuss > 0 {
			p.NoneAgrees.add(supported)
		}
		if h.agree >= rules.Origins {
			p.TwoAgree.add(supported)
		}
		if supported {
			p.Right.add(h.agree > 0)
		}
	}
	return p
}

// text writes the line for a person.
func (l verdictsLine) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d headlines\n", l.Judge, l.Headlines)
	for _, label := range report.LabelOrder {
		if n := l.Counts[label]; n > 0 {
			fmt.Fprintf(&b, "  %-13s %4d\n", label, n)
		}
	}
	if l.Failed > 0 {
		fmt.Fprintf(&b, "something could not be read, searched or judged for %d\n", l.Failed)
	}
	fmt.Fprintf(&b, "\nsupported where no related piece agrees   %s\n", l.At.NoneAgrees)
	fmt.Fprintf(&b, "supported where at least two agree        %s\n", l.At.TwoAgree)
	fmt.Fprintf(&b, "supported with a piece that agrees        %s\n", l.At.Right)
	if l.Sure.Calibrated > 0 {
		fmt.Fprintf(&b, "confidence of the %d supported            %.2f on average, %d right\n", l.Sure.Calibrated, l.Sure.Mean, l.Sure.Right)
	}
	writeCurve(&b, l.Curve)
	for _, v := range l.Variants {
		v.write(&b)
	}
	return b.String()
}

func writeCurve(b *strings.Builder, curve []curvePoint) {
	fmt.Fprintf(b, "\nan opinion counts from   none agrees           two agree             of those supported\n")
	for _, p := range curve {
		fmt.Fprintf(b, "%22.2f   %-20s  %-20s  %s\n", p.CountsFrom, p.NoneAgrees, p.TwoAgree, p.Right)
	}
}
