package claims

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
	if k < r.s.last && toldThings[toks[k].low] {
		return complement{}
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

// toldThings are told and no one is told by them: "told the truth", "tell the difference".
var toldThings = set("truth lie lies story stories tale tales difference joke jokes secret secrets time fortune")

// rest is what stands after an addressee, past the circumstances of the telling.
func (r *reading) rest(k int) complement {
	k = r.skipTime(k)
	if k >= r.s.last || !r.p.toks[k].word || prepositions[r.p.toks[k].low] && r.p.toks[k].low != "to" {
		return complement{}
	}
	return complement{run: run{k, r.clauseEnd(k)}, bare: true}
}

// bareContent says whether words that nothing marks as content can be what the cue reports: an ambiguous verb asks for
// a clause ("claimed lives"), a name for a judgment, and an order for an authority or an infinitive.
func (r *reading) bareContent(d draft, c complement) bool {
	at := c.run
	switch {
	case c.empty() || r.p.toks[at.first].low == "that":
		return true
	case d.row.clausal:
		return r.clauseAhead(at)
	case d.row.judges && !d.passive:
		return r.judged(d, at)
	case d.row.class == CueDecree && !d.passive:
		return r.decreed(d, at)
	}
	return true
}

// decreed says whether an order comes from an authority or is one to do something: "ordered a coffee" is neither.
func (r *reading) decreed(d draft, at run) bool {
	for _, t := range r.p.toks[at.first:min(at.last, at.first+clauseAheadReach)] {
		if t.low == "to" || t.low == "that" || t.quote > 0 {
			return true
		}
	}
	for _, t := range r.p.toks[d.source.first:d.source.last] {
		if organizationWords[t.low] || stateWords[t.low] || relatives[t.low] {
			return true
		}
	}
	return r.clauseAhead(at)
}

// judged says whether something is said of the object that opens at: "the vote a gift", "Bell “a liar”", "it unfair".
// "A shop called Corvin Mills" and "called a meeting" have an object alone.
func (r *reading) judged(d draft, at run) bool {
	toks := r.p.toks
	first := toks[at.first]
	if prepositions[first.low] {
		mind := at.first+1 < at.last && toks[at.first+1].low == "mind"
		return first.low == "to" && !mind || first.low == "for" || first.low == "on" || first.low == "upon"
	}
	if named := first.quote > 0 || nameWord(first); !named && !determiners[first.low] {
		return true
	} else if first.quote > 0 {
		return subjectPronouns[toks[d.source.last-1].low] || toks[d.source.last-1].upper
	}
	k := at.first + 1
	for nameWord(first) && k < at.last && (nameWord(toks[k]) || numeric(toks[k])) {
		k++
	}
	start, left := k, -1
	for ; k < min(at.last, at.first+clauseAheadReach); k++ {
		t := toks[k]
		switch {
		case t.quote > 0, left < 0 && determiners[t.low] && !prepositions[toks[k-1].low]:
			return true
		case left >= 0 || t.low == "of" || t.low == "'s":
		case !t.word || prepositions[t.low] || subordinators[t.low] || t.auxiliary() || finiteVerbs[t.low]:
			left = k - start // only a quotation can still judge it
		}
	}
	if left < 0 {
		left = k - start
	}
	return adjectiveLeft(first, left)
}

// adjectiveLeft says whether n words behind the object's first leave one to judge it: none is needed for the noun of a
// name, one for that of an article.
func adjectiveLeft(first token, n int) bool {
	if nameWord(first) {
		return n > 0
	}
	return n > 1
}

// clauseAheadReach is how soon a clause after a cue shows its verb.
const clauseAheadReach = 12

// clauseAhead says whether a subject and its verb stand early in the run. The verb of a relative clause or behind
// "and" is not the run's own: "adds a day to the trip and is closed to tankers" is no clause.
func (r *reading) clauseAhead(at run) bool {
	for k := at.first + 1; k < min(at.last, at.first+clauseAheadReach); k++ {
		t := r.p.toks[k]
		switch {
		case t.low == "that" && r.p.toks[min(k+1, at.last-1)].verbLike():
			return false
		case t.low == "who" || t.low == "which" || t.low == "whose" || t.low == "to" || t.low == ",":
			return false
		case t.verbLike():
			before := r.p.toks[k-1].low
			if finiteVerbs[t.low] && plural(t) && (numberWords[before] || numeric(r.p.toks[k-1]) || determiners[before]) {
				continue // "claimed four lives"
			}
			if t.low == "'s" && !subjectPronouns[before] && before != "that" && before != "there" {
				continue
			}
			return before != "and" && before != "or" && before != "but"
		}
	}
	return false
}
