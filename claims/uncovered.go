package claims

// addUncovered adds the sentences that no attribution covers: in nobody's voice where they are worth checking, and as
// loose quotations where a quotation stands without a speaker.
func (t *story) addUncovered() {
	covered := t.covered()
	var more []placed
	for i := range t.paras {
		p := &t.paras[i]
		if p.bare {
			continue
		}
		for n, s := range p.joined {
			if covered[[2]int{i, n}] {
				continue
			}
			if q, ok := t.uncovered(i, n, s); ok {
				more = append(more, q)
			}
		}
	}
	t.drafts = append(t.drafts, more...)
}

// covered tells the sentences in which an attribution of speech, evidence or decree stands or has content. A belief
// or plan does not stop a sentence from being the article's own.
func (t *story) covered() map[[2]int]bool {
	out := map[[2]int]bool{}
	for i := range t.drafts {
		q := &t.drafts[i]
		switch q.row.class {
		case CueSpeech, CueEvidence, CueDecree:
		case CueCognition, CueIntent, CueOther:
			continue
		}
		out[[2]int{q.para, q.sent}] = true
		for _, x := range q.pieces {
			t.cover(out, x)
		}
	}
	return out
}

func (t *story) cover(out map[[2]int]bool, x piece) {
	joined := t.paras[x.para].joined
	low, high := 0, len(joined)
	for low < high {
		if mid := (low + high) / 2; joined[mid].last <= x.first {
			low = mid + 1
		} else {
			high = mid
		}
	}
	for n := low; n < len(joined) && joined[n].first < x.last; n++ {
		out[[2]int{x.para, n}] = true
	}
}

// looseWords is the least number of words of a quotation without speaker that is kept: fewer are a title or a word in
// quotation marks.
const looseWords = 4

// uncovered makes a draft of a sentence that nobody is named for, if it is a claim at all.
func (t *story) uncovered(para, sent int, s sentence) (placed, bool) {
	p := &t.paras[para]
	first := p.dateline(s)
	r := run{first, p.trimEnd(first, s.last)}
	if r.empty() {
		return placed{}, false
	}
	q := placed{para: para, sent: sent, pieces: []piece{{para, r}}}
	if k := p.toks[r.first].quote; k > 0 && p.quotes[k-1].last >= r.last {
		q.loose = p.wordsIn(r) >= looseWords
		return q, q.loose
	}
	q.nobody = true
	return q, t.worth(&q, []Span{t.span(q.pieces[0])}) >= worthThreshold
}

func (p *paragraph) wordsIn(r run) int {
	n := 0
	for _, t := range p.toks[r.first:r.last] {
		if t.word {
			n++
		}
	}
	return n
}

// datelineReach is the number of tokens in which a dateline's dash must stand: "PORT ALDEN, Ostrova, March 3 (Wire) –".
const datelineReach = 14

// dateline is the first token behind a place and dash that open a paragraph, or the sentence's first token.
func (p *paragraph) dateline(s sentence) int {
	if s.first != 0 || len(p.toks) == 0 || !p.toks[0].upper {
		return s.first
	}
	for k := 1; k < min(s.last, datelineReach); k++ {
		t := p.toks[k]
		if t.low == "—" {
			if k+1 < s.last && p.placeBefore(k) {
				return k + 1
			}
			return s.first
		}
		if t.quote > 0 || t.word && !t.upper || t.low == "." {
			return s.first
		}
	}
	return s.first
}

// placeBefore says whether the words before the dash at k open with a name in capitals or hold a comma or bracket:
// "Arden — a lawyer — left" does neither.
func (p *paragraph) placeBefore(k int) bool {
	for _, t := range p.toks[1:k] {
		if t.low == "," || t.low == "(" {
			return true
		}
	}
	return p.toks[0].allCaps
}
