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
	contested                  bool      // an opinion that does not count speaks against the claim
	borrowed                   bool      // a piece of another origin addresses it, in the words of one that counts zero
	p                          []float64 // the best support of each origin
}

func (q Question) tally() tally {
	zero := map[string]bool{}
	for _, g := range q.Groups {
		zero[g.ID] = q.Own(g)
	}
	known := func(e Evidence) bool { own, ok := zero[e.Group]; return ok && !own }
	return newTally(kept(q.Evidence, known), zero)
}

// newTally counts evidence of which none is from a group that counts zero. What stands word for word in one of those
// adds nothing, but a contradiction there is still one.
func newTally(evidence []Evidence, zero map[string]bool) tally {
	var t tally
	for _, e := range evidence {
		t.contested = t.contested || e.Stance == Refutes && !e.refutes()
	}
	all := len(evidence)
	evidence = kept(evidence, func(e Evidence) bool {
		return !slices.ContainsFunc(e.Shared, func(g string) bool { return zero[g] })
	})
	t.borrowed = len(evidence) < all
	best := map[string]float64{} // support of each group
	for _, e := range evidence {
		best[e.Group] = max(best[e.Group], e.P.Supports)
	}
	supports := kept(evidence, func(e Evidence) bool { return e.Stance == Supports && e.counts() })
	refutes := kept(evidence, Evidence.refutes)
	sided := groupsOf(append(slices.Clone(supports), refutes...))
	reports := kept(evidence, func(e Evidence) bool {
		return !sided[e.Group] && (e.Stance == Reports || e.Stance == Supports)
	})
	t.supports = dropCopies(supports, best)
	t.refutes = dropCopies(refutes, best)
	t.reports = dropCopies(reports, best)
	for _, p := range best {
		t.p = append(t.p, p)
	}
	slices.Sort(t.p) // the order of a map must not reach the score, not even by rounding
	return t
}

// counts says whether the opinion is more likely than all else together.
func (e Evidence) counts() bool { return e.P.Of(e.Stance) >= countsFrom }

// refutes says whether the evidence counts against the claim. What the embedded judge says never does.
func (e Evidence) refutes() bool { return e.Stance == Refutes && e.counts() && e.Method != Lexical }

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

// label asks for enough supporting origins before it says supported.
func (t tally) label(enough int) Label {
	switch {
	case t.supports > 0 && t.refutes > 0:
		return Mixed
	case t.refutes > 0:
		return Refuted
	case t.supports >= enough && !t.contested:
		return Supported
	case t.supports == 0 && t.reports == 0 && !t.contested && !t.borrowed:
		return NotFound
	default:
		return NeedsReview
	}
}

// score is the chance that at least one group supports the claim, if the groups' odds were right and independent.
func (t tally) score() float64 {
	none := 1.0
	for _, p := range t.p {
		none *= 1 - p
	}
	return math.Round((1-none)*1e4) / 1e4
}
