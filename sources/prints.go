package sources

import (
	"slices"

	"secondsource/claims"
)

const (
	// heldShare of a passage's shingles, and minShared of them at least, stand in another text when the passage was
	// taken over: with one word of a sentence of 20 replaced, two thirds of its 16 shingles are left. Two writers who
	// tell one fact in their own words share a run of names and numbers, which is a quarter of a sentence.
	heldShare = 0.6
	// sameShare of the shingles of a passage is the passage itself, to a letter or so; then sameWords words are enough.
	// Shorter sentences are the same by chance: "Nobody was hurt."
	sameShare, sameWords = 0.9, 8
)

// A Print is what comparing a text's passages with others needs. It is never changed, and so safe for concurrent use.
type Print struct {
	text   string
	quoted []claims.Span
	fingerprint
}

// NewPrint reads a text; its offsets are those of the spans that Print's methods take.
func NewPrint(text string) *Print {
	return &Print{text: text, quoted: quotations(text), fingerprint: newFingerprint(text)}
}

// Holds says whether this text has the passage that from has at s, so that the two do not tell it independently:
// most of the passage's own words in their order, outside quotation marks, or the whole passage as it stands. Words of
// a speaker alone, in quotation marks, are not copied reporting. A passage of fewer than eight words is never held, nor
// is a span that does not lie in from's text.
func (p *Print) Holds(from *Print, s claims.Span) bool {
	if !s.Fits(from.text) {
		return false
	}
	passage := wordsOf(from.text[s.Start:s.End])
	for i := range passage {
		passage[i].start += s.Start
		passage[i].end += s.Start
	}
	if len(passage) < sameWords || allQuoted(passage, from.quoted) {
		return false
	}
	whole := shingles(passage, nil, shingleWords)
	if shared := countIn(whole, p.whole); float64(shared) >= sameShare*float64(len(whole)) {
		return true
	}
	own := shingles(passage, from.quoted, shingleWords)
	shared := countIn(own, p.own)
	return shared >= minShared && float64(shared) >= heldShare*float64(len(own))
}

// countIn counts the members of a small set that a large sorted one has.
func countIn(small, large []uint64) int {
	n := 0
	for _, h := range small {
		if _, ok := slices.BinarySearch(large, h); ok {
			n++
		}
	}
	return n
}

// allQuoted says whether every word stands inside quotation marks.
func allQuoted(passage []word, quoted []claims.Span) bool {
	q := 0
	for _, w := range passage {
		for q < len(quoted) && quoted[q].End <= w.start {
			q++
		}
		if q == len(quoted) || quoted[q].Start > w.start {
			return false
		}
	}
	return true
}
