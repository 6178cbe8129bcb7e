package verify

// How the weights are held back and the lessons weighed, chosen in folds of the shared sets (docs/models/judge.md).
const (
	// A penalty that counts like so many lessons holds the weights of standardised traits back: what is said is
	// learnt slower than how much of the claim is there, since cues belong to a topic.
	// Manner, of which there is much, is learnt slowest, and so is all that is said where a set tells a report from support.
	penaltyOverlap, penaltyTelling, penaltyManner = 100.0, 200.0, 3000.0
	// Of several sets the penalty is a constant: what is to hold on a set never seen must hold on all.
	pooledOverlap, pooledTelling = 0.25, 1.5
	// rareBalance is the power to which rare stances weigh more in a set that has all four: 0 as they come, 1 all alike. In a
	// set without reports the power is fewBalance. A set that only says how far a claim is supported is balanced in full.
	rareBalance, fewBalance = 0.7, 0.4
)

// caution is by how much more slowly a group is learnt where no lesson tells what is unrelated: such a set says how far a claim
// is supported, not how it is told.
var caution = [traitGroups]float64{1, 1, 3, 30, 1, 1}

// refuteCaution is by how much more slowly a group is learnt in the second step of a set that has few refutations and no
// reports: what tells some hundred of them apart by chance is much.
var refuteCaution = [traitGroups]float64{1, 4, 4, 30, 1, 1}

// penalties gives the penalty of each trait in each step, for so many lessons of one set or of several. unrelated and reports say
// whether any lesson tells what is unrelated, and what only reports.
func penalties(lessons int, pooled, unrelated, reports bool) [][stepCount]float64 {
	overlap, telling := penaltyOverlap/float64(lessons), penaltyTelling/float64(lessons)
	manner := penaltyManner / float64(lessons)
	switch {
	case pooled:
		overlap, telling = pooledOverlap, pooledTelling
	case reports:
		telling = manner
	}
	few := unrelated && !reports && !pooled
	out := make([][stepCount]float64, len(traits))
	for i, g := range groups {
		p := [traitGroups]float64{
			overlapGroup: overlap, aboutGroup: overlap, tellingGroup: telling, pageGroup: telling, cueGroup: telling, mannerGroup: manner,
		}[g]
		if !unrelated {
			p *= caution[g]
		}
		out[i] = [stepCount]float64{p, p, p}
		if few {
			out[i][refutesStep] *= refuteCaution[g]
		}
	}
	return out
}
