package claims

// sourceAfter is the noun phrase that starts at i and names a source: after "according to", or after an inverted
// "said". It ends before the sentence's next clause.
func (p *paragraph) sourceAfter(i, end int) run {
	limit := min(end, i+subjectReach)
	k := i
	for k < limit && !p.sourceStops(i, k, limit) {
		k++
	}
	for k > i && !p.toks[k-1].word && p.toks[k-1].quote == 0 && p.toks[k-1].low != ")" && p.toks[k-1].low != "%" {
		k--
	}
	return run{i, k}
}

// sourceStops says whether the source that starts at i ends before token k.
func (p *paragraph) sourceStops(i, k, end int) bool {
	t := p.toks[k]
	switch {
	case k == i:
		return !t.word && t.quote == 0
	case t.quote > 0:
		return p.toks[k-1].low == "," || p.toks[k-1].low == ":" || p.toks[k-1].quote == 0 && side("", token{low: t.low}) == noMark && p.longQuote(k)
	case t.low == ",":
		return !p.appositionAfter(i, k+1, end)
	case t.low == ";" || t.low == ":" || t.low == "—" || t.low == "." || t.low == "?" || t.low == "!" || t.low == "...":
		return true
	case t.low == "on" || t.low == "in" || t.low == "at" || t.low == "during" || t.low == "after" || t.low == "before":
		return p.adjunct(k, end)
	case t.low == "as" || t.low == "when" || t.low == "while" || t.low == "because" || t.low == "but" || t.low == "if":
		return true
	case t.low == "and":
		return p.clauseFollows(k+1, end)
	case timeWords[t.low] && !t.upper, timeWords[t.low] && t.upper && t.low != "may" && t.low != "march" && t.low != "april" && t.low != "june":
		return !prepositions[p.toks[k-1].low] && !determiners[p.toks[k-1].low] && p.toks[k-1].low != "'s" && p.timeEnds(k, end)
	}
	return false
}

// timeEnds says whether the time word at k stands alone, not before a name ("the Sunday Courier").
func (p *paragraph) timeEnds(k, end int) bool {
	return k+1 >= end || !p.toks[k+1].upper && p.toks[k+1].low != "'s"
}

// longQuote says whether the quotation at k has more words than a name would.
func (p *paragraph) longQuote(k int) bool {
	q := p.toks[k].quote
	return k+5 < len(p.toks) && p.toks[k+5].quote == q
}

// adjunct says whether the preposition at k opens a phrase of time or occasion, and not part of a name or title.
func (p *paragraph) adjunct(k, end int) bool {
	if k+1 >= end {
		return true
	}
	next := p.toks[k+1]
	switch p.toks[k].low {
	case "during", "before", "after":
		return true
	case "on":
		return timeWords[next.low] || numeric(next) || next.upper && timeWords[next.low] || next.low == "his" || next.low == "her" || p.toks[k+1].low == "twitter"
	case "in":
		return determiners[next.low] && k+2 < end && occasions[p.toks[k+2].low] || occasions[next.low] || numeric(next) || timeWords[next.low]
	}
	return k+2 < end && occasions[p.toks[k+2].low]
}

// occasions are the nouns of "in a statement", "at a news conference".
var occasions = set(`statement interview speech letter email e-mail memo tweet post briefing conference news press
	message column report filing video broadcast phone telephone television televised written radio response
	reference rally hearing meeting debate event joint brief recent separate prepared sworn response reply message`)

// appositionAfter says whether the words after a comma at i-1 still explain the source that started at first.
func (p *paragraph) appositionAfter(first, i, end int) bool {
	if i >= end {
		return false
	}
	t := p.toks[i]
	switch {
	case t.quote > 0 || !t.word || t.auxiliary() || objectPronouns[t.low] || t.pastForm():
		return false
	case t.low == "who" || t.low == "whose" || t.low == "which":
		return true
	case (determiners[t.low] || t.low == "former") && t.low != "that" && t.low != "his" && t.low != "their" && t.low != "its":
		return p.verblessUntilComma(i, end)
	case t.upper && !subjectPronouns[t.low]:
		return p.verblessUntilComma(i, end) && i-first <= 8
	}
	return numeric(t) || !prepositions[t.low] && !subordinators[t.low] && !t.adverb() && len(t.low) > 3 &&
		t.low[len(t.low)-3:] != "ing" && p.verblessUntilComma(i, end)
}

// verblessUntilComma says whether no finite verb stands between i and the next comma or end, so that a phrase and not
// a clause follows.
func (p *paragraph) verblessUntilComma(i, end int) bool {
	for k := i; k < min(end, i+subjectReach); k++ {
		t := p.toks[k]
		switch {
		case t.low == "," || t.low == "." || t.low == ";" || t.low == "who" || t.low == "which" || t.low == "that":
			return true
		case t.quote > 0:
			return true
		case t.auxiliary() && t.low != "'s" || finiteVerbs[t.low]:
			return false
		case t.pastForm() && k > i && !p.reduced(i, k) && !prepositions[p.toks[min(k+1, end-1)].low]:
			return false
		}
	}
	return true
}

// clauseFollows says whether the words from i hold a verb soon: then the "and" before them joins clauses.
func (p *paragraph) clauseFollows(i, end int) bool {
	for k := i; k < min(end, i+8); k++ {
		t := p.toks[k]
		if t.low == "," || t.quote > 0 {
			return false
		}
		if t.verbLike() && t.low != "'s" {
			return true
		}
	}
	return false
}
