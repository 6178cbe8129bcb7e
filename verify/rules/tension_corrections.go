package rules

import (
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/claims/parse"
	"secondsource/verify"
)

// corrections tells what a correction of the page calls wrong and the body still has.
func (t *tensions) corrections() {
	for _, line := range t.lines {
		if line.kind != claims.NoteCorrection && line.kind != claims.NoteClarification {
			continue
		}
		wrong, right := line.verdict()
		t.staleNumbers(line, wrong, right)
		t.staleNames(line, wrong, right)
	}
}

// verdict says of the tokens of a correction which it calls wrong, and which right.
func (p *page) verdict() (wrong, right []bool) {
	wrong, right = make([]bool, len(p.Tokens)), make([]bool, len(p.Tokens))
	for _, s := range p.Sentences {
		bad := p.tellsWrong(s)
		for i := s.First; i < s.End; i++ {
			if f := p.form(i); f == "not" && i > s.First && p.form(i-1) == "," {
				bad = !bad
			}
			wrong[i], right[i] = bad, !bad
		}
	}
	return wrong, right
}

// tellsWrong says whether a sentence of a correction tells what was wrong.
func (p *page) tellsWrong(s parse.Range) bool {
	for i := s.First; i < s.End; i++ {
		if wrongWords[p.form(i)] || i+1 < s.End && p.form(i+1) == "version" && versionWords[p.form(i)] {
			return true
		}
	}
	return false
}

// What stands in a sentence of a correction that tells what was wrong.
var (
	wrongWords   = wordSet("incorrectly wrongly mistakenly erroneously misstated misidentified misspelled misspelt misattributed misreported inaccurately")
	versionWords = wordSet("earlier previous original prior first")
)

// staleNumbers tells the numbers that a correction calls wrong and the body still counts.
func (t *tensions) staleNumbers(line *page, wrong, right []bool) {
	all := line.counts()
	for _, c := range all {
		if !wrong[c.at] || slices.ContainsFunc(all, func(o count) bool { return right[o.at] && o.thing == c.thing && o.value == c.value }) {
			continue
		}
		corrected := slices.ContainsFunc(all, func(o count) bool { return right[o.at] && o.thing == c.thing && o.unit == c.unit })
		for _, o := range t.body.counts() {
			if corrected && o.thing == c.thing && o.unit == c.unit && o.value == c.value {
				t.tell("corrected and still there", &t.body.clauses[o.clause], &line.clauses[c.clause])
				break
			}
		}
	}
}

// staleNames tells the names that a correction calls wrong, of which the body has no right one.
func (t *tensions) staleNames(line *page, wrong, right []bool) {
	for i := range line.Tokens[:min(len(line.Tokens), countReach)] {
		if !wrong[i] || !line.isName(i) || !t.keys[line.key(i)] || verify.Rarity(line.form(i)) < rareName {
			continue
		}
		near := line.rightName(i, right)
		if near < 0 || t.keys[line.key(near)] || line.owner[i] < 0 {
			continue
		}
		at := slices.IndexFunc(t.body.clauses, func(c clause) bool {
			return slices.ContainsFunc(c.words, func(k int) bool { return t.body.key(k) == line.key(i) })
		})
		if at >= 0 {
			t.tell("corrected and still there", &t.body.clauses[at], &line.clauses[line.owner[i]])
		}
	}
}

// rareName is the least rarity of a name that a correction is taken by.
const rareName = 4

// rightName is the name that a correction puts in place of token i: one written almost alike, or -1.
func (p *page) rightName(i int, right []bool) int {
	for k := range p.Tokens {
		if right[k] && p.isName(k) && p.form(k) != p.form(i) && nearlyAlike(p.form(k), p.form(i)) {
			return k
		}
	}
	return -1
}

// nearlyAlike says whether two words begin or end with the same half of the longer.
func nearlyAlike(a, b string) bool {
	half := (max(len(a), len(b)) + 1) / 2
	if len(a) < half || len(b) < half {
		return false
	}
	return strings.HasPrefix(a, b[:half]) || strings.HasSuffix(a, b[len(b)-half:])
}
