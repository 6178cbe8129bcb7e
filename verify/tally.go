package verify

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// A tally counts independent origins.
type tally struct {
	supports, refutes, reports int
	primary                    int             // origins in support by a primary document of theirs
	cues                       int             // origins that hold a cue of the embedded judge against the claim
	contested                  bool            // an opinion that may not refute, but is not to be passed over, speaks against the claim
	beside                     bool            // a piece addresses it that counts nowhere
	p                          []float64       // the best support of each origin
	sure                       []float64       // the same, of those that count in support
	judges                     map[string]bool // whose opinions they rest on
}

// evidence gives what groups hold that do not count zero.
func (q Question) evidence() []Evidence {
	counts := map[string]bool{}
	for _, g := range q.Groups {
		counts[g.ID] = !q.Own(g)
	}
	return kept(q.Evidence, func(e Evidence) bool { return counts[e.Group] })
}

// tally counts evidence of which none is from a group that counts zero. What stands word for word in one of those, or was
// read without the structure of its page, adds nothing, but a contradiction there is still one.
func (r Rules) tally(evidence []Evidence, s standing) tally {
	t := tally{judges: map[string]bool{}}
	t.contest(evidence)
	all := len(evidence)
	evidence = kept(evidence, func(e Evidence) bool { return !e.Loose && !s.borrowed(e) })
	t.beside = t.beside || len(evidence) < all
	best := map[string]float64{} // support of each group
	for _, e := range evidence {
		best[e.Group] = max(best[e.Group], e.P.Supports)
	}
	supports := kept(evidence, func(e Evidence) bool { return e.Stance == Supports && e.P.Supports >= r.CountsFrom })
	against := kept(evidence, Evidence.refutes)
	sided := groupsOf(append(slices.Clone(supports), against...))
	reports := kept(evidence, func(e Evidence) bool {
		return !sided[e.Group] && (e.Stance == Reports || e.Stance == Supports)
	})
	for _, e := range supports {
		t.judges[e.Judge] = true
	}
	t.primary = len(groupsOf(kept(supports, func(e Evidence) bool { return s.primary[e.Article] && e.P.Supports >= r.Alone })))
	t.supports = dropCopies(supports, best)
	t.refutes = dropCopies(against, best)
	t.reports = dropCopies(reports, best)
	inSupport := groupsOf(supports)
	for g, p := range best {
		t.p = append(t.p, p)
		if inSupport[g] {
			t.sure = append(t.sure, p)
		}
	}
	slices.Sort(t.p) // the order of a map must not reach the score, not even by rounding
	slices.Sort(t.sure)
	return t
}

// refutes says whether evidence counts against the claim.
func (e Evidence) refutes() bool {
	return e.Stance == Refutes && e.P.Refutes >= likelier && e.Method != Lexical && !e.Loose
}

// contest notes what speaks against the claim and does not refute it: cues of the embedded judge by origin, and of another
// judge what is unsure or stands where nothing counts.
func (t *tally) contest(evidence []Evidence) {
	var cues []Evidence
	for _, e := range evidence {
		if e.Stance != Refutes || e.refutes() {
			continue
		}
		t.beside = true
		t.contested = t.contested || e.Method != Lexical
		if e.Method == Lexical && e.P.Refutes >= likelier {
			cues = append(cues, e)
		}
	}
	t.cues = dropCopies(cues, map[string]float64{})
}

// dropCopies counts the independent origins of evidence that all counts in one way. A group that has words of its own is
// one. Groups all of whose evidence stands in each other's pieces too are one together, and none if a group that has
// words of its own besides has theirs as well. Groups that are not counted are taken out of best.
func dropCopies(evidence []Evidence, best map[string]float64) int {
	own := groupsOf(kept(evidence, func(e Evidence) bool { return len(e.Shared) == 0 }))
	n := 0
	for _, family := range families(evidence, own) {
		counted := kept(family, func(g string) bool { return own[g] })
		if len(counted) == 0 {
			counted = []string{bestSupported(family, best)}
		}
		n += len(counted)
		for _, g := range family {
			if !slices.Contains(counted, g) {
				delete(best, g)
			}
		}
	}
	return n
}

// bestSupported gives the group with the most support, of equals the first.
func bestSupported(family []string, best map[string]float64) string {
	return slices.MaxFunc(family, func(a, b string) int { return cmp.Compare(best[a], best[b]) })
}

// families sorts the groups of evidence by whose words they share, directly or through others. Words that a group has
// beside its own join nothing.
func families(evidence []Evidence, own map[string]bool) [][]string {
	all, near := groupsOf(evidence), map[string][]string{}
	for _, e := range evidence {
		for _, g := range e.Shared {
			if all[g] && g != e.Group && !own[e.Group] {
				near[e.Group] = append(near[e.Group], g)
				near[g] = append(near[g], e.Group)
			}
		}
	}
	var out [][]string
	seen := map[string]bool{}
	for _, g := range slices.Sorted(maps.Keys(all)) {
		if !seen[g] {
			out = append(out, family(g, near, seen))
		}
	}
	return out
}

// family gives the groups that can be reached from g, in order, and notes them in seen.
func family(g string, near map[string][]string, seen map[string]bool) []string {
	seen[g] = true
	found := []string{g}
	for i := 0; i < len(found); i++ {
		for _, other := range near[found[i]] {
			if !seen[other] {
				seen[other] = true
				found = append(found, other)
			}
		}
	}
	slices.Sort(found)
	return found
}

// groupsOf is the set of the groups that evidence counts for.
func groupsOf(evidence []Evidence) map[string]bool {
	groups := map[string]bool{}
	for _, e := range evidence {
		groups[e.Group] = true
	}
	return groups
}

// kept gives those of list for which ok holds.
func kept[T any](list []T, ok func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(t T) bool { return !ok(t) })
}

// label asks for enough supporting origins, or a primary document, before it says supported.
func (t tally) label(r Rules) Label {
	enough := t.supports >= r.Origins || t.primary > 0
	switch {
	case t.supports > 0 && t.refutes > 0:
		return Mixed
	case t.refutes > 0:
		return Refuted
	case enough && !t.contested && t.outnumbers(r):
		return Supported
	case t.supports == 0 && t.reports == 0 && !t.contested && !t.beside:
		return NotFound
	default:
		return NeedsReview
	}
}

// outnumbers says whether enough origins support the claim for those that hold a cue against it or only report it. A primary
// document outweighs any number of reports: it is what they report on.
func (t tally) outnumbers(r Rules) bool {
	supports := float64(t.supports)
	return (t.cues == 0 || supports > r.OverCues*float64(t.cues)) &&
		(t.primary > 0 || supports >= r.OverReports*float64(t.reports))
}

// score is the chance that at least one group supports the claim, if the groups' odds were right and independent.
func (t tally) score() float64 {
	none := 1.0
	for _, p := range t.p {
		none *= 1 - p
	}
	return math.Round((1-none)*1e4) / 1e4
}

// confidence is the chance that the surest of the origins counted in support does support the claim, by how often the judge
// is right at its odds; nil without such an origin or with another judge's. The others add nothing, for origins that tell one
// event in like words err together: taken as independent they made .96 of verdicts of which .79 were right
// (docs/measurements.md, verdicts from end to end).
func (t tally) confidence(c Calibration) *float64 {
	if len(t.sure) == 0 || len(t.judges) != 1 || !t.judges[c.Judge] || len(c.Knots) == 0 {
		return nil
	}
	sure := four(c.Of(slices.Max(t.sure)))
	return &sure
}
