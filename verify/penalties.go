package verify

// How the weights are held back and the lessons weighed, chosen in folds of the shared sets (docs/models/judge.md).
const (
	// A penalty that counts like so many lessons holds the weights of standardised traits back: what is said is
	// learnt slower than how much of the claim is there, since cues belong to a topic.
	// Manner, of which there is much, is learnt slowest, and so is all that is said where a set tells a report from support.
	penaltyOverlap, penaltyTelling, penaltyManner = 100.0, 200.0, 3000.0
	// Where no lesson tells what is unrelated, all that is not overlap is learnt more slowly by these factors: such a set says
	// how far a claim is supported, not how it is told.
	cueCaution, pageCaution = 30.0, 2.0
	// Of several sets the penalty is a constant: what is to hold on a set never seen must hold on all.
	pooledOverlap, pooledTelling = 0.25, 1.5
	// rareBalance is the power to which rare stances weigh more in a set that has all four: 0 as they come, 1 all alike. In a
	// set without reports the power is fewBalance, and what is related weighs relatedBalance times as much as it comes. A
	// set that only says how far a claim is supported is balanced in full.
	rareBalance, fewBalance = 0.7, 0.4
	relatedBalance          = 1.1
)

// penalties gives the penalty of each trait, for so many lessons of one set or of several. unrelated and reports say whether
// any lesson tells what is unrelated, and what only reports.
func penalties(lessons int, pooled, unrelated, reports bool) []float64 {
	overlap, telling := penaltyOverlap/float64(lessons), penaltyTelling/float64(lessons)
	manner := penaltyManner / float64(lessons)
	switch {
	case pooled:
		overlap, telling = pooledOverlap, pooledTelling
	case reports:
		telling = manner
	}
	out := make([]float64, len(traits))
	for i, g := range groups {
		switch g {
		case overlapGroup:
			out[i] = overlap
		case tellingGroup:
			out[i] = telling
		case pageGroup:
			out[i] = telling
			if !unrelated {
				out[i] *= pageCaution
			}
		case cueGroup:
			out[i] = telling
			if !unrelated {
				out[i] *= cueCaution
			}
		case mannerGroup:
			out[i] = manner
		}
	}
	return out
}
