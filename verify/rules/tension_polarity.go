package rules

import (
	"slices"
	"strings"

	"secondsource/claims/parse"
)

// polarities tells what is said to be so and not to be so.
func (t *tensions) polarities() {
	byVerb := map[string][]*clause{}
	for i := range t.body.clauses {
		c := &t.body.clauses[i]
		if !c.firm() || !named(c) || !c.finite() {
			continue
		}
		key, _ := opposite(c)
		for _, o := range byVerb[key][max(0, len(byVerb[key])-pairReach):] {
			if opposed(o, c) {
				t.tell("said and denied", c, o)
				break
			}
		}
		byVerb[key] = append(byVerb[key], c)
	}
	for _, line := range t.lines {
		for i := range line.clauses {
			key, _ := opposite(&line.clauses[i])
			t.linePolarity(line, &line.clauses[i], byVerb[key])
		}
	}
}

// named says whether a clause names to whom it is done, or who does it, by a noun.
func named(c *clause) bool {
	return len(c.theme)+len(c.actor) > 0 && !pronoun(c, append(slices.Clip(c.theme), c.actor...))
}

// finite says whether a clause has all of a statement: a subject, or an infinitive that did not come about.
func (c *clause) finite() bool {
	p := c.page
	if len(p.kin(c.head, parse.Nsubj))+len(p.kin(c.head, parse.Nsubjpass)) > 0 {
		return true
	}
	return len(c.actor) > 0 && p.Tokens[c.head].Tag.String() != "VBG" && p.Tokens[c.head].Label != parse.ACL
}

// deniable says whether a clause could be denied by another: it is no relative clause, which picks some out of many, no comparison,
// and behind "is" stands a state.
func (c *clause) deniable() bool {
	p := c.page
	tag := p.Tokens[c.head].Tag.String()
	if p.Tokens[c.head].Label == parse.Relcl || strings.HasPrefix(c.verb, "be ") && !strings.HasPrefix(tag, "JJ") {
		return false
	}
	return !slices.ContainsFunc(c.words, func(i int) bool {
		tag := p.Tokens[i].Tag.String()
		return tag == "RBR" || tag == "JJR" || tag == "RBS" || tag == "JJS"
	})
}

// habitual says whether a verb is in the present: what somebody never did may be what he now does.
func (c *clause) habitual() bool {
	p := c.page
	tag := p.Tokens[c.head].Tag.String()
	for _, k := range p.kin(c.head, parse.Auxpass) {
		if f := p.form(k); f == "is" || f == "are" {
			return true
		}
	}
	return tag == "VBZ" || tag == "VBP" || tag == "VB" && !c.marks.past && !c.marks.future
}

// opposite is the verb that a clause is compared by, and whether it is so: "rejected" is "approved", denied.
func opposite(c *clause) (verb string, is bool) {
	if v, ok := opposites[c.verb]; ok {
		return v, c.marks.negated
	}
	return c.verb, !c.marks.negated
}

// opposites are verbs, by class, that say that the other was not done.
var opposites = map[string]string{"reject": "approve", "lose": "win", "survive": "kill", "acquit": "convict", "be guilty": "be innocent", "be closed": "be open", "be shut": "be open"}

func opposed(a, b *clause) bool {
	va, isA := opposite(a)
	vb, isB := opposite(b)
	if isA == isB || (!a.deniable() || !b.deniable()) && !twins(a, b) || !oneVoice(a, b) || len(a.theme) == 0 != (len(b.theme) == 0) {
		return false
	}
	if !rolesNamed(a, b) || pronoun(a, a.theme) != pronoun(b, b.theme) {
		return false
	}
	if a.habitual() != b.habitual() || !sameDays(a, b) {
		return false
	}
	x, y := *a, *b
	x.verb, y.verb = va, vb
	ta, tb := a.page.terms(a), b.page.terms(b)
	shared, onlyA, onlyB := compare(ta, tb)
	if isA { // what was not done at all was not done here either
		return meet(&x, &y) && shared > 0 && min(onlyA, onlyB) == 0 && scoped(b, ta, nil)
	}
	return meet(&x, &y) && shared > 0 && min(onlyA, onlyB) == 0 && scoped(a, tb, nil)
}

// linePolarity tells what the page's furniture says and the body denies, or the other way round.
func (t *tensions) linePolarity(line *page, c *clause, body []*clause) {
	if c.marks.unreal || c.marks.shifted || plainVerbs[c.verb] || !named(c) || !t.aboutStory(line, "") {
		return
	}
	_, is := opposite(c)
	var against *clause
	for _, o := range body {
		_, so := opposite(o)
		if strings.HasPrefix(o.verb, "be ") && o.marks.past || !rolesNamed(c, o) || !rolesMeet(line, t.body, c.theme, o.theme) || !rolesMeet(line, t.body, c.actor, o.actor) {
			continue
		}
		if so == is {
			return
		}
		if against == nil && len(c.theme) > 0 == (len(o.theme) > 0) && o.deniable() && oneThing(line.terms(c), t.body.terms(o)) {
			against = o
		}
	}
	if against != nil {
		t.tell("said and denied", against, c)
	}
}
