package tag

import "secondsource/claims/parse"

// The lexicon's bins: how often the lemma was in a cue. rare and neither stand for lemmas too rare to say and for
// words that are neither verb nor noun.
const (
	topBin  = 7 // words that are cues three times in four
	rareBin = 8
	neither = 9
)

func isStrong(bin uint32) bool { return bin >= 4 && bin <= 7 }

// counts are, for a lemma, how often it was seen and how often inside a cue.
type counts map[uint32][2]int32

// A vocabulary is what the model knows of words: hashes only.
type vocabulary struct {
	bins   map[uint32]uint8    // of lemmas by share in cues, 1 to 7
	lower  map[uint32]struct{} // words that also occur in lower case: not names
	counts counts              // while training
}

var properNoun, properNouns = parse.TagOf("NNP"), parse.TagOf("NNPS")

func isName(t parse.Tag) bool { return t == properNoun || t == properNouns }

// common says whether the word with the hash is known as more than a name.
func (v *vocabulary) common(low uint32) bool {
	_, ok := v.lower[low]
	return ok
}

func (v *vocabulary) bin(lemma uint32, t parse.Tag, skip *counts) uint32 {
	s := t.String()
	if len(s) == 0 || s[0] != 'V' && s[0] != 'N' && s[0] != 'J' && s[0] != 'R' && s != "IN" && s != ":" {
		return neither
	}
	if skip != nil {
		c, own := v.counts[lemma], (*skip)[lemma]
		if b := binOf(c[0]-own[0], c[1]-own[1]); b > 0 {
			return uint32(b)
		}
		return rareBin
	}
	if b := v.bins[lemma]; b > 0 {
		return uint32(b)
	}
	return rareBin
}

// minLemma is how often a lemma must be seen before its share in cues says something.
const minLemma = 4

func binOf(seen, cue int32) uint8 {
	if seen < minLemma {
		return 0
	}
	share := float64(cue) / float64(seen)
	for k, limit := range []float64{0.01, 0.05, 0.15, 0.3, 0.5, 0.75} {
		if share < limit {
			return uint8(k + 1)
		}
	}
	return 7
}

// learnWords counts the words of the examples and how often their lemmas are cues.
func learnWords(parser *parse.Model, examples []Example) *vocabulary {
	v := &vocabulary{bins: map[uint32]uint8{}, lower: map[uint32]struct{}{}, counts: counts{}}
	uses := map[uint32][2]int32{} // all, and those in lower case
	for _, e := range examples {
		countCues(parser, e, v.counts)
		for _, t := range e.Doc.Tokens {
			u := uses[t.Low]
			u[0]++
			c := e.Doc.Text[t.Start]
			if !isName(t.Tag) && (c < 'A' || c > 'Z') {
				u[1]++
			}
			uses[t.Low] = u
		}
	}
	for w, u := range uses {
		if u[1] >= minLower && u[1]*lowerShare >= u[0] {
			v.lower[w] = struct{}{}
		}
	}
	for l, c := range v.counts {
		if b := binOf(c[0], c[1]); b > 0 {
			v.bins[l] = b
		}
	}
	return v
}

// A word is more than a name if it was seen so often in lower case, and in one of so many of its uses.
const (
	minLower   = 3
	lowerShare = 20
)

// countCues adds how often each lemma of the example was seen and was part of a cue.
func countCues(parser *parse.Model, e Example, into counts) {
	p := &page{doc: e.Doc, pts: make([]point, len(e.Doc.Tokens))}
	for _, g := range e.Gold {
		p.mark(g.Cue, func(t *point, kind uint8) { t.cueHint = kind })
	}
	for i, t := range e.Doc.Tokens {
		h := t.Low
		if !isName(t.Tag) {
			h = parse.Hash(parser.Lemma(e.Doc, t))
		}
		c := into[h]
		c[0]++
		if p.pts[i].cueHint > 0 {
			c[1]++
		}
		into[h] = c
	}
}
