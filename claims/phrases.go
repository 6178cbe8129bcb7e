package claims

// laid is "according to X, C" and "C, according to X": the source follows its cue.
func (r *reading) laid(n int, d draft, before []draft) (draft, bool) {
	d.source = r.p.sourceAfter(d.last, r.s.last)
	if d.source.empty() {
		return d, false
	}
	behind := d.source.last
	if r.p.toks[d.at].low == "citing" && r.citedAside(n, d) {
		r.cited = d
		return d, false
	}
	if n := len(before); n > 0 && r.p.toks[d.at].low == "citing" {
		d.content, d.second = before[n-1].content, true
		return d, true
	}
	opens := d.first == r.s.first || d.first == r.s.first+1 && subordinators[r.p.toks[r.s.first].low]
	if opens || r.p.toks[d.first-1].low == "that" {
		return r.laidFirst(d)
	}
	start := r.leftStart(before)
	left := run{start, r.p.trimEnd(start, d.first)}
	if left.empty() {
		return d, false
	}
	d.content = []run{left}
	if !r.clauseLeft(left.first, left.last) && behind+1 < r.s.last && r.p.toks[behind].low == "," {
		if right := (run{behind + 1, r.clauseEnd(behind + 1)}); !right.empty() {
			d.content = append(d.content, right)
		}
	}
	d.follows = r.p.toks[left.last-1].quote > 0
	return d, true
}

// laidFirst is "According to X, C".
func (r *reading) laidFirst(d draft) (draft, bool) {
	behind := d.source.last
	if r.p.trimEnd(behind, r.s.last) <= behind {
		// What looked like an apposition is the content: the source ends at its first comma.
		behind = d.source.first
		for behind < r.s.last && r.p.toks[behind].low != "," {
			behind++
		}
		d.source.last = behind
	}
	if behind < r.s.last && r.p.toks[behind].low == "," {
		behind++
	}
	content := run{behind, r.clauseEnd(behind)}
	d.content = []run{content}
	return d, !content.empty() && !d.source.empty()
}

// hedged is "C reportedly C": the whole clause around the adverb.
func (r *reading) hedged(d draft, before []draft) (draft, bool) {
	start := r.clauseStart(r.leftStart(before), d.first)
	left := run{start, r.p.trimEnd(start, d.first)}
	right := run{d.last, r.clauseEnd(d.last)}
	for _, c := range []run{left, right} {
		if !c.empty() {
			d.content = append(d.content, c)
		}
	}
	return d, len(d.content) > 0
}

// clauseStart is where the clause that holds token i starts: behind the last ", and" or semicolon from start on.
func (r *reading) clauseStart(start, i int) int {
	for k := i - 1; k > max(start, i-contentReach); k-- {
		t := r.p.toks[k]
		if t.quote == 0 && (t.low == ";" || (t.low == "and" || t.low == "but") && r.p.toks[k-1].low == ",") {
			return k + 1
		}
	}
	return start
}

// rumored is "it was reported that C" and "S is said to C".
func (r *reading) rumored(d draft, before []draft) (draft, bool) {
	if d.last >= r.s.last {
		return d, false
	}
	if by, ok := r.agent(d.last); ok {
		d.source = by
	}
	after := max(d.last, d.source.last)
	right := run{after, r.clauseEnd(after)}
	if right.empty() {
		return d, false
	}
	if r.p.toks[after].low == "that" || r.p.toks[d.first].low == "it" {
		d.content = []run{right}
		return d, true
	}
	subject := r.p.subject(r.floor(before), hit{first: d.first})
	if subject.empty() {
		return d, false
	}
	d.content = []run{subject, right}
	return d, true
}

// heldReach is how far behind "Ostrova's position" its colon may stand: "position remained uncompromising:".
const heldReach = 5

// held is "X's position: C" and "X's claim that C".
func (r *reading) held(d draft) (draft, bool) {
	if d.at == r.s.first {
		return d, false
	}
	owner := r.p.toks[d.at-1]
	switch {
	case owner.low == "'s":
		d.source = r.p.nounPhrase(r.s.first, d.at-1)
		d.first = d.at - 1
	case possessives[owner.low] && owner.low != "whose":
		d.source = run{d.at - 1, d.at}
	}
	if d.source.empty() || d.last >= r.s.last {
		return d, false
	}
	if r.p.toks[d.last].low == "that" {
		d.content = []run{{d.last, r.clauseEnd(d.last)}}
		return d, true
	}
	for k := d.last; k < min(r.s.last-1, d.last+heldReach); k++ {
		t := r.p.toks[k]
		if t.low == ":" || t.low == "that" && beForms[r.p.toks[k-1].low] {
			c := k
			if t.low == ":" {
				c++
			}
			d.content = []run{{c, r.clauseEnd(c)}}
			return d, true
		}
	}
	return d, false
}
