package main

import (
	"fmt"
	"strings"

	"secondsource/report"
	"secondsource/verify/stance"
)

// A togetherLine is the curve of all sets together, as eval stance prints it as JSON.
type togetherLine struct {
	report.Head
	Sets  int            `json:"sets"`
	Curve []stance.Point `json:"curve"`
}

func (e *env) printTogether(curve []stance.Point, sets int, f stanceFlags) error {
	if f.format == "json" {
		return report.Line(e.stdout, togetherLine{Head: report.NewHead("stance-curve"), Sets: sets, Curve: curve})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "All %d sets together\n", sets)
	writePoints(&b, curve)
	_, err := fmt.Fprint(e.stdout, b.String())
	return err
}

// writePoints writes what the verdict supported is worth at each threshold; nothing if there is no curve.
func writePoints(b *strings.Builder, curve []stance.Point) {
	if len(curve) == 0 {
		return
	}
	fmt.Fprintf(b, "\nsupported from   right               share of the pairs\n")
	for _, p := range curve {
		fmt.Fprintf(b, "%14.2f   %-18s  %s\n", p.Alone, share{p.Right, p.Said}, share{p.Said, p.Of})
	}
}
