package verify

import "math"

// A tellingKind is one measure of how a document's sentences tell what the claim is about: bare, hedged, laid to somebody,
// or denied. Sentences count by the square of what they hold of the claim, so that asides count little.
type tellingKind int

const (
	bareShare    tellingKind = iota // of what is told of the claim, how much is neither hedged nor denied
	hedgedShare                     // how much is hedged
	deniedShare                     // how much is denied or called false
	saidShare                       // how much is laid to somebody
	bareMost                        // the most of the claim in a bare sentence
	hedgedMost                      // in a hedged one
	deniedMost                      // in a denying one
	unsaidMost                      // in a bare one that names nobody who says so
	bareLead                        // bareMost over hedgedMost
	meanHold                        // of the claim in a sentence, on average
	mostHold                        // in the best sentence
	holdingShare                    // of sentences that hold a third of it
	deniedNext                      // whether the sentence after the best denies
	hedgedNext                      // or hedges
	hedgedFirst                     // whether the first sentence with half of what the best holds is hedged
	deniedDense                     // how often anything is denied
	hedgedDense                     // or hedged
	deniedLead                      // how many of the first sentences deny
	hedgedLead                      // or hedge
	deniedEnd                       // whether one of the last denies
	place                           // of the best sentence, 0 first, 1 last
	firstHold                       // what the first sentence holds
	leadHold                        // the most of the first ones
	lateHold                        // the most of the second half
	tellingKinds
)

var tellingNames = [tellingKinds]string{
	"told bare", "told hedged", "told denied", "told by somebody", "most told bare", "most told hedged", "most told denied", "most told by nobody",
	"bare over hedged", "told on average", "told at most", "sentences that tell", "denied next", "hedged next", "first told hedged",
	"denials", "hedges", "denied in the lead", "hedged in the lead", "denied at the end", "told where", "told first", "told in the lead",
	"told late",
}

// Cues that make a sentence hedge, deny, or lay to somebody what it tells.
const (
	hedgeCues = 1<<rumourCue | 1<<reportCue | 1<<claimCue | 1<<modalCue | 1<<doubtCue | 1<<askCue
	denyCues  = 1<<denyCue | 1<<fakeCue
	saidCues  = 1<<sayCue | 1<<claimCue | 1<<reportCue
)

const (
	// leadSentences are the first, or last, of a text that say what it is about.
	leadSentences = 3
	// tellsFrom is the share of the claim from which a sentence tells of it.
	tellsFrom = 0.3
	// littleTold, added to what is told in all, keeps the shares of next to nothing small.
	littleTold = 0.02
)

// A telling is how a document tells what the claim is about.
type telling [tellingKinds]float64

// tell measures the sentences of a document's passages. Words that tell how a thing is told are not counted as the
// claim's.
func (c claimText) tell(docs [][]sentence) telling {
	var t telling
	holds, cues := c.holds(docs)
	if len(holds) == 0 {
		return t
	}
	t.sums(holds, cues)
	t.places(holds, cues)
	return t
}

// holds gives what share of the claim each sentence holds, and its cues.
func (c claimText) holds(docs [][]sentence) (holds []float64, cues []uint16) {
	total := 0.0
	weights := make([]float64, len(c.order.at))
	for _, w := range c.words {
		if id := c.order.ids[w.stem]; id > 0 && w.manner == 0 {
			weights[id] = c.weights[w.stem]
		}
	}
	for _, wt := range weights {
		total += wt
	}
	seen := make([]int, len(weights)) // the sentence in which each was seen last, from 1
	for _, doc := range docs {
		for _, s := range doc {
			sum := 0.0
			for _, w := range s.words {
				if id := c.order.ids[w.stem]; id > 0 && seen[id] != len(holds)+1 {
					seen[id] = len(holds) + 1
					sum += weights[id]
				}
			}
			if total > 0 {
				sum /= total
			}
			holds, cues = append(holds, sum), append(cues, s.manner)
		}
	}
	return holds, cues
}

// sums measures over all sentences.
func (t *telling) sums(holds []float64, cues []uint16) {
	all, n := littleTold, float64(len(holds))
	var seen [cueKinds]float64
	for i, h := range holds {
		hedged, denied, said := cues[i]&hedgeCues != 0, cues[i]&denyCues != 0, cues[i]&saidCues != 0
		bare := !hedged && !denied
		square := float64(h * h)
		all += square
		t[bareShare] += yes(bare) * square
		t[hedgedShare] += yes(hedged) * square
		t[deniedShare] += yes(denied) * square
		t[saidShare] += yes(said) * square
		t[bareMost] = max(t[bareMost], yes(bare)*h)
		t[hedgedMost] = max(t[hedgedMost], yes(hedged)*h)
		t[deniedMost] = max(t[deniedMost], yes(denied)*h)
		t[unsaidMost] = max(t[unsaidMost], yes(bare && !said)*h)
		t[meanHold] += h / n
		t[mostHold] = max(t[mostHold], h)
		t[holdingShare] += yes(h > tellsFrom) / n
		for k := range cueKinds {
			seen[k] += k.in(cues[i])
		}
	}
	for _, k := range []tellingKind{bareShare, hedgedShare, deniedShare, saidShare} {
		t[k] /= all
	}
	t[bareLead] = t[bareMost] - t[hedgedMost]
	for k := range cueKinds {
		if 1<<k&denyCues != 0 {
			t[deniedDense] += seen[k] / n
		}
		if 1<<k&hedgeCues != 0 {
			t[hedgedDense] += seen[k] / n
		}
	}
	t[deniedDense], t[hedgedDense] = math.Sqrt(t[deniedDense]), math.Sqrt(t[hedgedDense])
}

// places measures where in the text things are told.
func (t *telling) places(holds []float64, cues []uint16) {
	best, first := 0, -1
	for i, h := range holds {
		if h > holds[best] {
			best = i
		}
		if first < 0 && h >= t[mostHold]/2 {
			first = i
		}
		if 2*i >= len(holds)-1 {
			t[lateHold] = max(t[lateHold], h)
		}
		if i < leadSentences {
			t[leadHold] = max(t[leadHold], h)
			t[deniedLead] += yes(cues[i]&denyCues != 0) / leadSentences
			t[hedgedLead] += yes(cues[i]&hedgeCues != 0) / leadSentences
		}
		if i >= len(holds)-leadSentences && cues[i]&denyCues != 0 {
			t[deniedEnd] = 1
		}
	}
	t[hedgedFirst] = yes(cues[first]&hedgeCues != 0)
	t[place] = float64(best) / float64(len(holds))
	t[firstHold] = holds[0]
	if best+1 < len(holds) {
		t[deniedNext], t[hedgedNext] = yes(cues[best+1]&denyCues != 0), yes(cues[best+1]&hedgeCues != 0)
	}
}

// mannerTraits are the traits of how the document tells of the claim, for each form of the claim apart: what denies a
// plain claim affirms one that denies, and nothing that is told makes an open one more than open.
func mannerTraits() []trait {
	var list []trait
	for k := range tellingKinds {
		list = append(list, trait{name: tellingNames[k], signs: [stepCount]sign{out, free, free}, of: func(p *pair) float64 { return p.doc.told[k] }})
		for f := range formKinds {
			list = append(list, trait{name: tellingNames[k] + ", claim " + formNames[f], signs: k.signs(f), of: func(p *pair) float64 {
				return yes(p.claim.form.kind == f) * p.doc.told[k]
			}})
		}
	}
	return list
}

// signs is which way a measure may point for claims of a form.
func (k tellingKind) signs(f formKind) [stepCount]sign {
	denies := k == deniedShare || k == deniedMost || k == deniedNext || k == deniedDense || k == deniedLead || k == deniedEnd
	switch {
	case k == place || k == lateHold:
		return [stepCount]sign{out, free, free}
	case denies && f == plainForm:
		return [stepCount]sign{out, up, down}
	case denies && f == denyingForm:
		return [stepCount]sign{out, down, up}
	case denies:
		return [stepCount]sign{out, free, free}
	case k == hedgedShare || k == saidShare || k == hedgedMost || k == hedgedNext || k == hedgedFirst || k == hedgedDense || k == hedgedLead:
		return [stepCount]sign{out, free, down}
	}
	return [stepCount]sign{out, free, up}
}
