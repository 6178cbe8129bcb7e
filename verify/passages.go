package verify

import (
	"cmp"
	"slices"

	"secondsource/claims"
)

// A claimText is a claim's words made ready for comparison.
type claimText struct {
	text    string
	counts  []counting // what its numbers count
	words   []word
	weights map[string]float64 // of the distinct stems that carry content
	total   float64
	negated bool
	cues    uint16 // see cueKind
	// reported says that the claim itself tells a rumour or what somebody reports or claims, supposes or asks.
	reported bool
	form     form
	order    order
	// beginnings are those of its longer content stems.
	beginnings map[string]bool
}

func newClaimText(claim string) claimText {
	c := claimText{text: claim, words: words(claim), weights: map[string]float64{}, beginnings: map[string]bool{}}
	c.counts = countings(claim, c.words)
	c.cues, c.form, c.order = cuesIn(claim, c.words), newForm(claim, c.words), newOrder(c.words)
	c.reported = reported(claim, c.cues, c.words)
	for _, w := range c.words {
		if wt := w.weight(); wt > 0 && c.weights[w.stem] == 0 {
			c.weights[w.stem] = wt
			c.total += wt
			c.beginnings[beginning(w.stem)] = true
		}
		c.negated = c.negated != negations[w.stem]
	}
	return c
}

// reported finds in a claim's words what claimText.reported tells. The month of May is no such word, nor is a word of saying:
// what is "added" is more often a number than a remark.
func reported(claim string, cues uint16, ws []word) bool {
	const kinds = 1<<claimCue | 1<<reportCue | 1<<modalCue | 1<<rumourCue
	return cues&(1<<askCue) != 0 || slices.ContainsFunc(ws, func(w word) bool {
		return cueOf[w.stem]&kinds != 0 && claim[w.Start:w.End] != "May"
	})
}

// A sentence is one sentence of a document: its place and its words.
type sentence struct {
	claims.Span
	words []word
	cues  uint16 // see cueKind
	// manner is the cues of mannerOf.
	manner uint16
}

// sentencesOf splits a document; the words' offsets count in text.
func sentencesOf(text string) []sentence {
	spans := claims.Sentences(text)
	out := make([]sentence, len(spans))
	for i, s := range spans {
		out[i] = sentence{Span: s, words: words(text[s.Start:s.End])}
		out[i].cues = cuesIn(text[s.Start:s.End], out[i].words)
		out[i].manner = mannerIn(text[s.Start:s.End], out[i].words)
		for j := range out[i].words {
			out[i].words[j].Start += s.Start
			out[i].words[j].End += s.Start
		}
	}
	return out
}

// A window is one to three sentences in a row and the share of the claim that they hold.
type window struct {
	first, last int // sentences, both included
	contain     float64
}

const (
	// maxWindow is how many sentences a passage may span: a claim's parts stand at most three sentences apart in
	// nearly all gold evidence (verification note, section 5).
	maxWindow = 3
	// longerCost is what a window must gain for each sentence it adds, so that a passage is no longer than it needs.
	longerCost = 0.04
)

// windows gives, for each sentence, the best window that starts there.
func (c claimText) windows(doc []sentence) []window {
	out := make([]window, 0, len(doc))
	for i := range doc {
		best := window{first: i, last: i, contain: -1}
		bestScore := -1.0
		seen := map[string]bool{}
		sum := 0.0
		for n := 0; n < maxWindow && i+n < len(doc); n++ {
			sum += c.gain(doc[i+n].words, seen)
			contain := c.share(sum)
			if score := contain - longerCost*float64(n); score > bestScore {
				best, bestScore = window{first: i, last: i + n, contain: contain}, score
			}
		}
		out = append(out, best)
	}
	return out
}

// gain is the weight of the claim's stems among ws that seen does not hold yet; it adds them to seen.
func (c claimText) gain(ws []word, seen map[string]bool) float64 {
	sum := 0.0
	for _, w := range ws {
		if wt := c.weights[w.stem]; wt > 0 && !seen[w.stem] {
			seen[w.stem] = true
			sum += wt
		}
	}
	return sum
}

func (c claimText) share(weight float64) float64 {
	if c.total == 0 {
		return 0
	}
	return weight / c.total
}

// Passages chooses what a judge reads of a document: at most limit spans of text, best first, each one to three
// sentences long, none overlapping another, ranked by how much of the claim they hold (idf-weighted containment,
// verification note, section 4: among the first five for 97 % of the WiCE claims). Passages that share no content
// word with the claim are left out, so the answer may be empty.
func Passages(claim, text string, limit int) []claims.Span {
	return newClaimText(claim).passages(sentencesOf(text), limit)
}

func (c claimText) passages(doc []sentence, limit int) []claims.Span {
	ranked := slices.DeleteFunc(c.windows(doc), func(w window) bool { return w.contain <= 0 })
	slices.SortStableFunc(ranked, func(a, b window) int {
		return cmp.Or(-cmp.Compare(a.score(), b.score()), cmp.Compare(a.first, b.first))
	})
	taken := make([]bool, len(doc))
	var out []claims.Span
	for _, w := range ranked {
		if len(out) == limit {
			break
		}
		if slices.Contains(taken[w.first:w.last+1], true) {
			continue
		}
		for i := w.first; i <= w.last; i++ {
			taken[i] = true
		}
		out = append(out, claims.Span{Start: doc[w.first].Start, End: doc[w.last].End})
	}
	return out
}

// score ranks windows: containment, less what their length costs.
func (w window) score() float64 { return w.contain - longerCost*float64(w.last-w.first) }
