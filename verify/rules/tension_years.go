package rules

import (
	"slices"
	"strings"

	"secondsource/claims/parse"
)

// years tells what can be only once and is said to have been in two years, and people of two ages.
func (t *tensions) years() {
	byVerb := map[string][]*clause{}
	for i := range t.body.clauses {
		c := &t.body.clauses[i]
		if !onceVerbs[c.verb] || !c.settled() || len(strings.Fields(c.marks.years)) != 1 {
			continue
		}
		before := byVerb[c.verb]
		for _, o := range before[max(0, len(before)-pairReach):] {
			if o.marks.years != c.marks.years && onRecord(o, c) && meetNamed(o, c) {
				t.tell("two years", c, o)
				break
			}
		}
		byVerb[c.verb] = append(before, c)
	}
	t.ages()
}

// onceVerbs, by class, are of what happens to one thing once.
var onceVerbs = wordSet("found bear establish build erect inaugurate christen")

// meetNamed says whether two clauses name the same one to whom it is done, who may be "the brewery" in one and "which" in the other.
func meetNamed(a, b *clause) bool {
	return len(a.theme) > 0 && len(b.theme) > 0 && !pronoun(a, a.theme) && !pronoun(b, b.theme) && rolesMeet(a.page, b.page, a.theme, b.theme)
}

// ages tells people whose age stands twice behind their name, and not the same: "Ilse Brandt, 54,". Only the name in the same words is
// the same one: a father may have his daughter's surname.
func (t *tensions) ages() {
	p := t.body
	first := map[string]int{} // of each name: the token of its age
	for i := 0; i+2 < len(p.Tokens); i++ {
		age, ok := p.value(i + 2)
		if !ok || !p.isName(i) || p.form(i+1) != "," || age < 3 || age > 110 || !p.closesAge(i+2) || p.owner[i] < 0 {
			continue
		}
		name := p.name(i)
		k, seen := first[name]
		if !seen {
			first[name] = i + 2
			continue
		}
		if before, _ := p.value(k); before != age && strings.Contains(name, " ") && p.owner[k-2] >= 0 {
			t.tell("two ages", &p.clauses[p.owner[i]], &p.clauses[p.owner[k-2]])
		}
	}
}

// closesAge says whether a number is an age: a mark or the end of the sentence follows, and it is written in digits.
func (p *page) closesAge(i int) bool {
	form := p.form(i)
	if form[0] < '0' || form[0] > '9' {
		return false
	}
	return i+1 >= len(p.Tokens) || p.form(i+1) == "," || p.form(i+1) == "."
}

// placeOfHost is the name of who hosts an event, which is where it is held, and the event: "Ostrel will host the final". false: none.
func (p *page) placeOfHost(n int) (place, int, bool) {
	c := &p.clauses[n]
	if p.lemma(c.head) != "host" && present(p.form(c.head)) != "host" || len(c.actor) == 0 || !p.isName(c.actor[0]) {
		return place{}, -1, false
	}
	i := slices.IndexFunc(c.theme, func(i int) bool { return eventNouns[p.key(i)] })
	if i < 0 || p.Tokens[c.head].Label == parse.Relcl {
		return place{}, -1, false
	}
	return place{clause: n, at: c.actor[0], name: p.name(c.actor[0]), near: c.head}, c.theme[i], true
}
