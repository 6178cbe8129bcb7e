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

// complement is what follows a cue: the content, whether it stands in the next paragraph (a colon at the end), and
// whether a clause or quotation follows rather than circumstances alone.
type complement struct {
	run
	next bool
	bare bool // nothing marks it as content: no "that", colon or quotation
}

// adjunctReach is how far "said in an interview with … that" is looked through for the content.
const adjunctReach = 24

// complement reads what follows token i.
func (r *reading) complement(i int, row *cue) complement {
	i = r.skipTime(i)
	if i+1 < r.s.last && r.p.toks[i].quote == 0 && quoteMarks[r.p.toks[i].low] {
		i++ // a mark without its partner
	}
	if i >= r.s.last {
		return complement{}
	}
	t := r.p.toks[i]
	switch {
	case t.low == ":":
		if i+1 >= r.s.last {
			return complement{next: i+1 >= len(r.p.toks)}
		}
		return complement{run: run{i + 1, r.clauseEnd(i + 1)}}
	case t.low == "that" || t.quote > 0:
		return complement{run: run{i, r.clauseEnd(i)}}
	case t.low == ",":
		return r.afterComma(i)
	case !t.word && t.low != "$" && t.low != "(" && t.low != "'":
		return complement{}
	case row.build == tells:
		return r.afterAddressee(i)
	case row.build == says && prepositions[t.low] && t.low != "about":
		return r.afterAdjunct(i)
	}
	return complement{run: run{i, r.clauseEnd(i)}, bare: true}
}

var quoteMarks = set("“ ” „ « » \" '' ``")

// skipTime skips "Monday", "on Monday", "late Monday", "earlier this week" after a cue.
func (r *reading) skipTime(i int) int {
	k := i
	if k < r.s.last && timeOpeners[r.p.toks[k].low] {
		k++
	}
	start := k
	for k < r.s.last && timeWords[r.p.toks[k].low] && r.p.toks[k].quote == 0 {
		k++
	}
	if k == start {
		return i
	}
	return k
}

// afterComma is a quotation after "he said, …"; anything else there is an aside's end.
func (r *reading) afterComma(i int) complement {
	if i+1 < r.s.last && r.p.toks[i+1].quote > 0 {
		return complement{run: run{i + 1, r.clauseEnd(i + 1)}}
	}
	if i+1 < r.s.last && r.p.toks[i+1].low == "that" {
		return complement{run: run{i + 1, r.clauseEnd(i + 1)}}
	}
	return r.afterAdjunct(i + 1)
}

// afterAdjunct looks through circumstances for "that", a colon or a quotation.
func (r *reading) afterAdjunct(i int) complement {
	for k := i; k < min(r.s.last, i+adjunctReach); k++ {
		t := r.p.toks[k]
		switch {
		case t.quote > 0:
			return complement{run: run{k, r.clauseEnd(k)}}
		case t.low == "that" && k > i && !prepositions[r.p.toks[k-1].low]:
			return complement{run: run{k, r.clauseEnd(k)}}
		case t.low == ":":
			return complement{run: run{k + 1, r.clauseEnd(k + 1)}, next: k+1 >= len(r.p.toks)}
		case t.low == ";" || r.cueAt(k) || t.auxiliary() && t.low != "'s":
			return complement{}
		}
	}
	return complement{}
}

func (r *reading) cueAt(k int) bool {
	_, ok := r.cue[k]
	return ok
}

// afterAddressee skips the one who is told: a pronoun, a name, or a phrase up to "that", "to" or a quotation.
func (r *reading) afterAddressee(i int) complement {
	if found := r.afterAdjunct(i); !found.empty() || found.next {
		return found
	}
	toks := r.p.toks
	if objectPronouns[toks[i].low] {
		return r.rest(i + 1)
	}
	k := i
	if determiners[toks[k].low] {
		k++
	}
	for k < r.s.last && toks[k].upper && toks[k].word {
		k++
	}
	if k == i || !toks[k-1].upper {
		k++
	}
	for k < r.s.last && (toks[k].low == "'s" || toks[k].upper) {
		k++
	}
	return r.rest(k)
}

// rest is what stands after an addressee, past the circumstances of the telling.
func (r *reading) rest(k int) complement {
	k = r.skipTime(k)
	if k >= r.s.last || !r.p.toks[k].word || prepositions[r.p.toks[k].low] && r.p.toks[k].low != "to" {
		return complement{}
	}
	return complement{run: run{k, r.clauseEnd(k)}, bare: true}
}
