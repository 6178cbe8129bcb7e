package claims

// A run is a range of tokens [first, last) of one paragraph; an empty run is none.
type run struct{ first, last int }

func (r run) empty() bool { return r.last <= r.first }

// subjectReach bounds a source's length in tokens. The longest annotated sources have about 40 words; a scan that
// went on for a whole long sentence at each cue would make the work quadratic.
const subjectReach = 60

// subject is the noun phrase before the cue, as the run that names the source, and whether it stands there at all.
// from is the first token that it may use.
func (p *paragraph) subject(from int, h hit) run {
	end := p.skipTimeBack(from, h.first)
	if end <= from {
		return run{}
	}
	t := p.toks[end-1]
	switch {
	case t.quote > 0, t.low == "and", t.low == "but", t.low == "or", t.low == "then", t.low == ":", t.low == ";":
		return run{}
	case subjectPronouns[t.low] || t.low == "which" || t.low == "that":
		return run{end - 1, end}
	case t.low == "they" || t.low == "others" || t.low == "some" || t.low == "many":
		return run{end - 1, end}
	case t.low == "," || t.low == "—":
		return p.apposed(from, end)
	case !t.word && t.low != ")" && t.low != "—":
		return run{}
	}
	return p.nounPhrase(from, end)
}

// skipTimeBack drops time words and "on Monday" before the cue: they are neither source nor cue.
func (p *paragraph) skipTimeBack(from, end int) int {
	i := end
	for i > from && timeWords[p.toks[i-1].low] && p.toks[i-1].quote == 0 {
		i--
	}
	if i == end {
		return end
	}
	if i > from && timeOpeners[p.toks[i-1].low] {
		i--
	}
	if i > from && p.toks[i-1].low == "," && i < end {
		i--
	}
	if i <= from || prepositions[p.toks[i-1].low] || p.modified(from, i-1, end) {
		return end // "a report of June", "a letter published on Monday": the time belongs to the noun
	}
	return i
}

// nounPhrase is the phrase that ends before end.
func (p *paragraph) nounPhrase(from, end int) run {
	low := max(from, end-subjectReach)
	i := end
	for i > low && !p.phraseBreak(from, i, end) {
		i--
	}
	i = p.skipIntro(i, end)
	return run{i, end}
}

// phraseBreak says whether the noun phrase [i, end) cannot take in the token before i.
func (p *paragraph) phraseBreak(from, i, end int) bool {
	t := p.toks[i-1]
	switch {
	case t.quote > 0:
		return p.toks[end-1].quote != t.quote && !p.nickname(i-1)
	case t.low == ",":
		return !p.listComma(from, i-1, end)
	case t.low == "and" || t.low == "or" || t.low == "&":
		return !p.nounsJoined(from, i-1)
	case !t.word:
		return t.low != "(" && t.low != ")" && t.low != "$" && t.low != "%" && t.low != "'" && t.low != "/" && t.low != "."
	case subordinators[t.low] || t.auxiliary() && t.low != "'s":
		return true
	case subjectPronouns[t.low], objectPronouns[t.low] && t.low != "her" && !t.upper:
		return true
	case finiteVerbs[t.low] || speechForms[t.low]:
		return true
	case t.pastForm():
		return !p.reduced(from, i-1) && !p.modified(from, i-1, end)
	}
	return t.adverb() && i < end && (p.toks[i].upper || determiners[p.toks[i].low])
}

// nickname says whether token i closes a short quotation inside a name: Janek “Red” Olmo.
func (p *paragraph) nickname(i int) bool {
	q := p.toks[i].quote
	for k := i; k >= 0 && k > i-6; k-- {
		if p.toks[k].quote != q {
			return p.toks[k].upper && p.toks[k].word
		}
	}
	return false
}

// reduced says whether the -ed word at i belongs to a noun phrase: an adjective after a determiner ("the elected
// mayor") or a participle after a noun ("officials briefed on the plan").
func (p *paragraph) reduced(from, i int) bool {
	if i+1 >= len(p.toks) {
		return false
	}
	next := p.toks[i+1]
	if i == from {
		return !prepositions[next.low] && !determiners[next.low]
	}
	before := p.toks[i-1]
	if before.adverb() && i-1 > from {
		before = p.toks[i-2] // "the newly elected mayor", but "the mayor once again opened"
		return determiners[before.low] || before.low == "'s"
	}
	if determiners[before.low] || before.low == "'s" || prepositions[before.low] || before.low == "and" {
		return true
	}
	return (!before.upper || i-1 == from) && (next.low == "on" || next.low == "by" || next.low == "with" || next.low == "in" || timeWords[next.low]) && plural(before)
}

// modified says whether the -ed word at i, of a phrase that ends before end at a verb, belongs to the noun before it:
// "a report dated March 3", "a letter published on Monday". What follows it is no subject, so the verb needs the noun.
func (p *paragraph) modified(from, i, end int) bool {
	if i <= from || i+1 >= end {
		return false
	}
	before, next := p.toks[i-1], p.toks[i+1]
	return before.word && !before.upper && before.quote == 0 && !before.auxiliary() && !before.adverb() && !before.pastForm() &&
		!subordinators[before.low] && !prepositions[before.low] && !subjectPronouns[before.low] && !objectPronouns[before.low] &&
		(next.low == "on" || next.low == "in" || next.low == "by" || next.low == "at" || next.low == "for" || next.low == "from" || next.dated())
}

// nounsJoined says whether the "and" at i joins two nouns and not two clauses: what stands before it reaches back to
// the clause's start without a verb.
func (p *paragraph) nounsJoined(from, i int) bool {
	for k := i - 1; k >= from && k > i-12; k-- {
		t := p.toks[k]
		switch {
		case t.quote > 0:
			return false
		case t.low == "," || t.low == ";" || subordinators[t.low]:
			return k < i-1
		case t.verbLike() && !p.reduced(from, k):
			return false
		}
	}
	return i > from
}

// listComma says whether the comma at i parts members of a list that ends in "and": "Arden, Bell and Cole said".
func (p *paragraph) listComma(from, i, end int) bool {
	joined := false
	for k := i + 1; k < end && k < i+10; k++ {
		if p.toks[k].low == "and" {
			joined = true
		}
	}
	if !joined || i == from {
		return false
	}
	for k := i - 1; k >= from && k > i-5; k-- {
		t := p.toks[k]
		if t.low == "," || k == from {
			return true
		}
		if !t.word || t.verbLike() || prepositions[t.low] {
			return false
		}
	}
	return false
}

// apposed is the source that ends in a comma before the cue: a phrase and its apposition or relative clause,
// "Ms. Arden, a lawyer in Ostrova, said". The comma belongs to it (857 of 1,362 annotated sources, training part).
func (p *paragraph) apposed(from, end int) run {
	low := max(from, end-subjectReach)
	for comma := low + 1; comma < end-1; comma++ {
		t, before := p.toks[comma], p.toks[comma-1]
		if t.low != "," && t.low != "—" || t.quote > 0 || !p.opensApposition(comma+1, end) || !before.word && before.low != ")" {
			continue
		}
		head := p.nounPhrase(from, comma)
		if p.headLike(head) && p.opensClause(from, head.first) && p.sameSide(head.first, end) {
			return run{head.first, end}
		}
	}
	return run{}
}

// opensClause says whether a subject can start at i: at the sentence's start or behind a comma or conjunction.
func (p *paragraph) opensClause(from, i int) bool {
	if i <= from {
		return true
	}
	t := p.toks[i-1]
	return t.quote > 0 || !t.word && t.low != "$" || subordinators[t.low] || p.toks[i].upper && timeWords[t.low]
}

// sameSide says whether no quotation but a nickname stands between the tokens.
func (p *paragraph) sameSide(i, end int) bool {
	for k := i; k < end; k++ {
		if p.toks[k].quote > 0 && p.longQuote(k) {
			return false
		}
	}
	return true
}

// opensApposition says whether the words from i can explain the name before them.
func (p *paragraph) opensApposition(i, end int) bool {
	t := p.toks[i]
	switch {
	case determiners[t.low], t.low == "who", t.low == "which", t.low == "whose", t.low == "including", t.low == "like",
		t.low == "former", t.low == "himself", t.low == "herself", t.low == "both", t.low == "now", t.low == "himself":
		return true
	case t.low[0] >= '0' && t.low[0] <= '9':
		return true
	case t.upper:
		return end-i <= 12
	case prepositions[t.low]:
		return end-i <= 12
	}
	return end-i <= 20 && (!t.verbLike() || t.pastForm()) && !subordinators[t.low] && !t.adverb()
}

// headLike says whether the run can be named by an apposition: it has a capital or a determiner and no clause in it.
func (p *paragraph) headLike(r run) bool {
	if r.empty() || r.last-r.first > 25 {
		return false
	}
	t := p.toks[r.first]
	if timeOpeners[t.low] && t.low != "over" && !t.upper {
		return false
	}
	if prepositions[t.low] || subordinators[t.low] {
		return false
	}
	return t.upper || determiners[t.low] || plural(t) || p.toks[r.last-1].upper
}

// skipIntro drops an opening such as "On Monday" or "But" from the phrase [i, end).
func (p *paragraph) skipIntro(i, end int) int {
	for i < end-1 && (p.toks[i].low == "(" && !p.closes(i, end) || p.toks[i].low == "but" || p.toks[i].low == "and" || p.toks[i].low == "yet" || p.toks[i].low == "so" ||
		p.toks[i].low == "." || p.toks[i].low == ")" || p.toks[i].low == "'" || p.toks[i].low == "—") {
		i++
	}
	if k := i; timeOpeners[p.toks[k].low] {
		k++
		for k < end-1 && (timeWords[p.toks[k].low] || p.toks[k].low == "the" || numeric(p.toks[k])) {
			k++
		}
		if k > i+1 && k < end {
			return k
		}
	}
	if timeWords[p.toks[i].low] && i < end-1 && p.toks[i].low != "may" && p.toks[i].low != "march" {
		return i + 1
	}
	if prepositions[p.toks[i].low] && p.toks[i].upper {
		return p.afterIntro(i, end)
	}
	return i
}

// closes says whether the bracket at i is closed before end.
func (p *paragraph) closes(i, end int) bool {
	for k := i; k < end; k++ {
		if p.toks[k].low == ")" {
			return true
		}
	}
	return false
}

// afterIntro is where the subject starts behind an opening phrase without a comma: "In Ostrova officials said".
func (p *paragraph) afterIntro(i, end int) int {
	for k := i + 2; k < end; k++ {
		if determiners[p.toks[k].low] && !prepositions[p.toks[k-1].low] {
			return k
		}
	}
	return i
}

func numeric(t token) bool { return t.low != "" && t.low[0] >= '0' && t.low[0] <= '9' }

// clauseSubject is the first noun phrase of the sentence up to its verb: who a participle or a second verb belongs to.
func (p *paragraph) clauseSubject(first, end int) run {
	i := first
	for k := first; k < min(end, first+subjectReach); k++ {
		t := p.toks[k]
		if t.quote > 0 {
			return run{}
		}
		if t.low == "," && k+1 < end && p.introduces(first, k) {
			i = k + 1
			continue
		}
		if k > i && (t.verbLike() && !p.reduced(first, k)) && t.low != "'s" {
			return p.cutSubject(i, k)
		}
	}
	return run{}
}

// introduces says whether the words before the comma at k only open the sentence.
func (p *paragraph) introduces(first, k int) bool {
	t := p.toks[first]
	return prepositions[t.low] || subordinators[t.low] || timeWords[t.low] || t.adverb() || k == first+1 && !t.upper
}

// cutSubject drops adverbs and time words at the end of the phrase [i, k), and a clause that opens it.
func (p *paragraph) cutSubject(i, k int) run {
	for k > i && (p.toks[k-1].adverb() || p.toks[k-1].low == ",") {
		k--
	}
	if k > i+1 && p.toks[k-1].low == "again" {
		k--
	}
	if k <= i {
		return run{}
	}
	if p.toks[k-1].low == "who" || p.toks[k-1].low == "which" || p.toks[k-1].low == "that" {
		return run{k - 1, k}
	}
	return run{p.skipIntro(i, k), k}
}
