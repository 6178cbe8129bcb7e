package claims

// contentReach bounds a content's length in tokens beyond the quotations in it, so that no text makes the work
// quadratic. The longest annotated content of one sentence has fewer than 200 words.
const contentReach = 250

// A reading is one sentence with its cues, as the constructions see it.
type reading struct {
	p    *paragraph
	s    sentence
	hits []hit
	cue  map[int]int // token of a hit's first word → number of the hit
	// cited is a "citing X" between a subject and its verb: it waits for the verb's content.
	cited draft
}

func newReading(p *paragraph, s sentence, hits []hit) *reading {
	s.first = p.dateline(s)
	r := &reading{p: p, s: s, hits: hits, cue: make(map[int]int, len(hits))}
	for n, h := range hits {
		r.cue[h.first] = n
	}
	return r
}

// clauseEnd is where the content that starts at i ends: at the sentence's end or before the next cue that the same
// source has ("…, and said", "…, insisting").
func (r *reading) clauseEnd(i int) int {
	end := min(r.s.last, i+contentReach)
	k := i
	for k < end {
		t := r.p.toks[k]
		if t.quote > 0 {
			k = min(r.p.quotes[t.quote-1].last, r.s.last)
			end = max(end, k)
			continue
		}
		if k > i && r.cutsAt(k) {
			break
		}
		k++
	}
	return r.p.trimEnd(i, k)
}

// cutsAt says whether a new attribution of the same source, or of a source that follows its cue, starts at k.
func (r *reading) cutsAt(k int) bool {
	switch r.p.toks[k].low {
	case ";", "—":
		return r.startsCue(k+1, true) || r.cueSoon(k+1)
	case ",":
		if k+1 < r.s.last && joiners[r.p.toks[k+1].low] {
			return r.startsCue(k+2, false) || r.cueSoon(k+2)
		}
		return r.startsCue(k+1, true) || r.cueSoon(k+1)
	case "and", "but", "while":
		return r.startsCue(k+1, false) || r.cueSoon(k+1)
	}
	return false
}

var joiners = set("and but while although though whereas")

// startsCue says whether a cue that can follow without a subject starts at k; participle limits it to "-ing" forms
// and cues whose source follows.
func (r *reading) startsCue(k int, participle bool) bool {
	n, ok := r.cue[k]
	if !ok {
		return false
	}
	h := r.hits[n]
	if h.row.build == lays || h.form == ingForm && !h.passive {
		return true
	}
	if h.row.class == CueCognition || h.row.class == CueIntent {
		return false
	}
	return !participle && h.form != baseForm && h.form != thirdForm && !h.passive && !h.infinitive
}

// soonReach is how many words a name or pronoun before the next cue may have.
const soonReach = 7

// cueSoon says whether a source and its finite cue of speech start at k: ", but he added", ", while the firm said".
func (r *reading) cueSoon(k int) bool {
	for i := k + 1; i < min(r.s.last, k+soonReach); i++ {
		t := r.p.toks[i-1]
		if !t.word || t.quote > 0 || t.auxiliary() || subordinators[t.low] || finiteVerbs[t.low] || t.pastForm() {
			return false
		}
		if n, ok := r.cue[i]; ok {
			h := r.hits[n]
			return h.row.build == hedges || h.row.build <= tells && h.row.class == CueSpeech && h.form != ingForm && !h.infinitive && !h.passive
		}
	}
	return false
}

// trimEnd drops marks outside quotations from the end of [i, k): the full stop and the comma are not content.
func (p *paragraph) trimEnd(i, k int) int {
	for k > i {
		t := p.toks[k-1]
		if t.word || t.quote > 0 || t.low == ")" && p.bracketed(i, k-1) || t.low == "%" || t.low == "]" || t.low == "$" || t.low == "'" {
			break
		}
		k--
	}
	return k
}

// bracketed says whether the bracket that closes at k opens in [i, k).
func (p *paragraph) bracketed(i, k int) bool {
	for n := k - 1; n >= max(i, k-contentReach); n-- {
		if p.toks[n].low == "(" {
			return true
		}
	}
	return false
}
