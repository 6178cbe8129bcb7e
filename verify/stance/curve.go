package stance

import "secondsource/verify"

// A Point is what the verdict supported is worth at one threshold of the opinion that carries it.
type Point struct {
	Alone float64 `json:"alone"` // see verify.Rules
	Right int     `json:"right"` // of those called supported, those that people call so
	Said  int     `json:"said"`  // called supported
	Of    int     `json:"of"`    // pairs
}

// alones are the percentages at which Curve stands.
var alones = []int{30, 35, 40, 42, 44, 46, 48, 50, 52, 55, 60, 65, 70, 75, 80}

// Curve counts the verdicts of sets together at each threshold, by the rules of a check else. answers are in the order of the sets
// and of their rows.
func Curve(sets []Set, answers [][]Answer) []Point {
	out := make([]Point, len(alones))
	for n, percent := range alones {
		rules := verify.DefaultRules()
		rules.Alone = float64(percent) / 100
		p := Point{Alone: rules.Alone}
		for i, s := range sets {
			for j, r := range s.Rows {
				p.Of++
				if answers[i][j].Again(rules) != verify.Supported {
					continue
				}
				p.Said++
				if s.Kind.Positive(r.Label) {
					p.Right++
				}
			}
		}
		out[n] = p
	}
	return out
}
