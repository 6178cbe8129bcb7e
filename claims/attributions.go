package claims

import "slices"

// A piece is a run of tokens of one paragraph of the story.
type piece struct {
	para int
	run
}

// A draft is an attribution in tokens, before names and kinds are settled.
type draft struct {
	hit
	source    run
	content   []run
	next      bool // the content is the next paragraph: a colon ended this one
	inherited bool // the source is the subject of an earlier verb
	follows   bool // a quotation that opens the next sentence goes on with the content
	second    bool // a further source of the attribution before it: "…, the Courier reported, citing two officials"
}

// attributions reads one sentence's cues from left to right.
func (r *reading) attributions() []draft {
	var out []draft
	for n := range r.hits {
		d, ok := r.attribute(n, out)
		if !ok {
			continue
		}
		out = append(out, d)
		if r.cited.last > 0 && r.cited.source.last < d.first && d.row.build <= tells {
			out = append(out, r.inner(d))
		}
	}
	return out
}

// inner is whom the source of d cites: "The Courier, citing an agent, reported that C".
func (r *reading) inner(d draft) draft {
	c := r.cited
	r.cited = draft{}
	c.content, c.second = d.content, true
	return c
}

// citedAside says whether "citing X" stands between a subject and its verb.
func (r *reading) citedAside(n int, d draft) bool {
	end := d.source.last
	if n+1 >= len(r.hits) || end >= r.s.last || r.p.toks[end].low != "," {
		return false
	}
	h := r.hits[n+1]
	return h.first == end+1 && h.row.build <= tells && !h.passive && (h.form == pastForm || h.form == thirdForm)
}

// recentReach bounds how many attributions of a sentence are looked back on: with more it is a list or a trap.
const recentReach = 8

func recent(before []draft) []draft { return before[max(0, len(before)-recentReach):] }

func (r *reading) attribute(n int, before []draft) (draft, bool) {
	h := r.hits[n]
	d := draft{hit: h}
	switch h.row.build {
	case lays:
		return r.laid(n, d, before)
	case hedges:
		return r.hedged(d, before)
	case rumors:
		return r.rumored(d, before)
	case holds:
		return r.held(d)
	case says, tells, acts:
	}
	if h.infinitive || h.modal && !h.negated || h.form == baseForm && r.imperative(h) {
		return d, false
	}
	if h.passive {
		return r.passive(d, before)
	}
	if h.form == ingForm && !r.progressive(h) {
		return r.participle(d, before)
	}
	return r.finite(d, before)
}

// imperative says whether a base form opens the sentence.
func (r *reading) imperative(h hit) bool { return h.first == r.s.first }

func (r *reading) progressive(h hit) bool {
	for k := h.first; k < h.at; k++ {
		if beForms[r.p.toks[k].low] {
			return true
		}
	}
	return false
}

// floor is the first token that the attribution after before may use: an earlier attribution keeps its words.
func (r *reading) floor(before []draft) int {
	if len(before) == 0 {
		return r.s.first
	}
	d := before[len(before)-1]
	low := max(r.s.first, d.last)
	if d.row.build != lays && d.row.build != hedges {
		return low
	}
	return max(low, d.source.last)
}

// finite is a cue with a subject of its own or an earlier one: X said that C; "C," X said; "C," said X.
func (r *reading) finite(d draft, before []draft) (draft, bool) {
	if r.inverted(d.hit) {
		d.source = r.p.sourceAfter(d.last, r.s.last)
		if d.first == r.s.first {
			return r.settle(d, r.complement(d.source.last, d.row))
		}
		return r.leftward(d, before, d.first)
	}
	d.source = r.p.subject(r.floor(before), d.hit)
	if r.cited.last > 0 && r.cited.source.last == d.first-1 {
		d.source = r.p.nounPhrase(r.floor(before), r.cited.first-1)
	}
	if d.source.empty() {
		if !r.coordinate(d.hit) {
			return d, false
		}
		return r.inherit(d, before)
	}
	return r.place(d, before)
}

// inverted says whether the source stands after the cue: "C," said X.
func (r *reading) inverted(h hit) bool {
	if h.last >= r.s.last || h.row.build != says || h.form == ingForm || h.form == baseForm || h.first != h.at {
		return false
	}
	if h.first == r.s.first {
		return r.announces(h)
	}
	before, after := r.p.toks[h.first-1], r.p.toks[h.last]
	if !after.word || after.quote > 0 || after.low == "that" || timeWords[after.low] || objectPronouns[after.low] && after.low != "it" {
		return false
	}
	switch {
	case before.quote > 0:
		return !prepositions[after.low] && after.low != "it"
	case before.low != ",":
		return false
	}
	return (after.upper || determiners[after.low] || plural(after)) && r.clauseLeft(r.s.first, h.first-1) &&
		r.p.verblessUntilComma(h.last, r.s.last) && !subjectPronouns[after.low]
}

// announces says whether a cue that opens the sentence is followed by its source and a colon: "Continued Arden: “…”"
func (r *reading) announces(h hit) bool {
	src := r.p.sourceAfter(h.last, r.s.last)
	return !src.empty() && src.last < r.s.last && r.p.toks[src.last].low == ":"
}

// coordinate says whether the cue shares an earlier verb's subject: "…, and said", "then added".
func (r *reading) coordinate(h hit) bool {
	if h.first == r.s.first {
		return false
	}
	t := r.p.toks[h.first-1]
	return t.low == "and" || t.low == "but" || t.low == "then" || t.low == "," && h.form != baseForm
}

// inherit gives the draft the subject of the sentence's earlier cue or clause.
func (r *reading) inherit(d draft, before []draft) (draft, bool) {
	d.inherited = true
	for _, b := range slices.Backward(recent(before)) {
		if d.source.empty() && b.row.build <= acts && !b.passive {
			d.source = b.source
		}
	}
	if d.source.empty() {
		d.source = r.nearestSubject(d.first)
	}
	if d.source.empty() {
		return d, false
	}
	return r.rightward(d)
}

// nearestSubject is the subject of the clause in which token i stands: the last that "while", "but" or "because" opens,
// or the sentence's.
func (r *reading) nearestSubject(i int) run {
	for k := i - 1; k > max(r.s.first, i-subjectReach); k-- {
		switch r.p.toks[k].low {
		case "while", "but", "because", "although", "though":
			if src := r.p.clauseSubject(k+1, i); !src.empty() {
				return src
			}
		}
	}
	return r.p.clauseSubject(r.s.first, i)
}

// participle is ", saying C" and its like: the subject is the clause's.
func (r *reading) participle(d draft, before []draft) (draft, bool) {
	if d.first == r.s.first || len(before) > 0 && before[len(before)-1].last == d.first {
		return d, false // "denied seeking": the denied act itself
	}
	return r.inherit(d, before)
}

// place decides on which side of a cue with a subject the content stands.
func (r *reading) place(d draft, before []draft) (draft, bool) {
	a := d.source.first
	c := r.complement(d.last, d.row)
	if a == r.s.first || d.row.build == acts {
		return r.settle(d, c)
	}
	that := !c.empty() && r.p.toks[c.first].low == "that"
	switch prev := r.p.toks[a-1]; {
	case prev.quote > 0 && !that:
		return r.leftward(d, before, a)
	case prev.low == "as" && !that:
		return r.asReported(d, before, a-1)
	case prev.low == "," && !that && r.goesOn(d.last):
		return r.leftward(d, before, a)
	case prev.low == ",":
		aside := d.last < r.s.last-1 && r.p.toks[d.last].low == "," && r.p.toks[d.last+1].quote == 0
		if c.empty() && !c.next && (aside || r.clauseLeft(r.s.first, a-1)) {
			return r.leftward(d, before, a)
		}
	}
	return r.settle(d, c)
}

// goesOn says whether the words behind a cue go on with what stands before it: "The report, she said, “left no doubt.”"
// A quotation that starts with a small letter is no sentence of its own.
func (r *reading) goesOn(i int) bool {
	if i+2 >= r.s.last || r.p.toks[i].low != "," || r.p.toks[i+1].quote == 0 {
		return false
	}
	t := r.p.toks[i+2]
	return t.word && !t.upper
}

// asReported is "As X reported, C" and "C, as X reported": "as" stands at token as.
func (r *reading) asReported(d draft, before []draft, as int) (draft, bool) {
	if as > r.s.first {
		return r.leftward(d, before, as)
	}
	k := r.skipTime(d.last)
	if k+1 >= r.s.last || r.p.toks[k].low != "," {
		return d, false
	}
	return r.settle(d, complement{run: run{k + 1, r.clauseEnd(k + 1)}})
}

// clauseLeft says whether [i, end) is more than an opening phrase: it holds a verb or a quotation.
func (r *reading) clauseLeft(i, end int) bool {
	for k := max(i, end-contentReach); k < end; k++ {
		if t := r.p.toks[k]; t.quote > 0 || t.verbLike() {
			return end-i >= 3
		}
	}
	return false
}

// rightward takes the content from behind the cue.
func (r *reading) rightward(d draft) (draft, bool) {
	return r.settle(d, r.complement(d.last, d.row))
}

func (r *reading) settle(d draft, c complement) (draft, bool) {
	if c.empty() && !c.next || (c.bare || d.row.judges) && !r.bareContent(d, c) {
		return d, false
	}
	d.next = c.next
	if !c.empty() {
		d.content = []run{c.run}
		d.follows = r.p.toks[c.last-1].quote > 0
	}
	return d, true
}

// leftStart is where a content before the cue may start.
func (r *reading) leftStart(before []draft) int {
	start := r.s.first
	for _, b := range recent(before) {
		if left := len(b.content) > 0 && b.content[0].first < b.first; left && b.row.build <= lays {
			start = max(start, b.last, b.source.last, b.content[len(b.content)-1].last)
		}
	}
	for start < r.s.last-1 && !r.p.toks[start].word && r.p.toks[start].quote == 0 {
		start++
	}
	return start
}

// leftward takes the content from [leftStart, end) and, after an aside, from what follows it.
func (r *reading) leftward(d draft, before []draft, end int) (draft, bool) {
	start := r.leftStart(before)
	if q := r.p.toks[end-1].quote; q > 0 && spoken(before) {
		start = max(start, r.p.quotes[q-1].first)
	}
	if start >= end {
		return r.rightward(d)
	}
	if start > r.s.first && (r.p.toks[start].low == "and" || r.p.toks[start].low == "but") {
		start++
	}
	left := run{start, r.p.trimEnd(start, end)}
	if left.empty() {
		return r.rightward(d)
	}
	d.content = []run{left}
	d.follows = true
	behind := max(d.last, d.source.last)
	if right := r.afterAside(d, behind); !right.empty() {
		d.content = append(d.content, right)
	}
	return d, true
}

// spoken says whether an earlier cue of the sentence has a source of its own: then a quotation before the next source
// is all that is that source's.
func spoken(before []draft) bool {
	return slices.ContainsFunc(recent(before), func(b draft) bool { return b.row.build <= tells })
}

// afterAside is what goes on after "…," she said, "…".
func (r *reading) afterAside(d draft, i int) run {
	c := r.complement(i, &cue{build: says})
	if !c.empty() && !c.bare && r.p.toks[c.first].quote > 0 {
		return c.run
	}
	i = r.skipTime(i)
	if i+1 >= r.s.last || r.p.toks[i].low != "," || r.p.toks[d.content[0].last-1].quote > 0 {
		return run{}
	}
	t := r.p.toks[i+1]
	joined := (t.low == "and" || t.low == "but") && (r.startsCue(i+2, false) || r.cueSoon(i+2))
	if joined || r.startsCue(i+1, false) || t.low == "who" || t.low == "which" {
		return run{}
	}
	return run{i + 1, r.clauseEnd(i + 1)}
}

// passive is "was told that C" or "S was accused of C by X": without an agent it is nobody's word.
func (r *reading) passive(d draft, before []draft) (draft, bool) {
	if d.row.build == says && d.last < r.s.last && r.p.toks[d.last].low == "to" || d.row.lemma() == "expect" {
		return r.rumored(d, before)
	}
	if by, ok := r.agent(d.last); ok {
		subject := r.p.subject(r.floor(before), d.hit)
		if subject.empty() || relatives[r.p.toks[subject.first].low] {
			return d, false
		}
		d.source = by
		d.content = []run{subject}
		return d, true
	}
	if d.row.build == acts && d.row.class != CueSpeech || d.row.class == CueEvidence {
		return d, false
	}
	c := r.complement(d.last, d.row)
	if c.bare || c.empty() {
		return d, false
	}
	return r.settle(d, c)
}

// agent is the source of "by X" soon after a passive.
func (r *reading) agent(i int) (run, bool) {
	if i+1 >= r.s.last || r.p.toks[i].low != "by" {
		return run{}, false
	}
	src := r.p.sourceAfter(i+1, r.s.last)
	t := r.p.toks[i+1]
	if src.empty() || len(t.low) > 3 && t.low[len(t.low)-3:] == "ing" || numeric(t) {
		return run{}, false
	}
	return src, true
}
