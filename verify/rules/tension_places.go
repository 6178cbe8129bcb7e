package rules

import (
	"slices"
	"strings"

	"secondsource/claims/parse"
)

// A meeting is an event of a page at a place or on a day.
type meeting struct {
	event  string // key of the event's noun, or "to" and a verb
	at     int    // token of the noun or the verb
	clause *clause
	place  *place
	noun   bool // "the talks in Oslo": nothing says that they are held there
}

// meetings are the events of a page with their places, in text order.
func (p *page) meetings() []meeting {
	var out []meeting
	all := p.places()
	for i := range all {
		for _, e := range p.eventsAt(all[i].near, all[i].clause) {
			e.place = &all[i]
			out = append(out, e)
		}
	}
	for n := range p.clauses {
		if host, event, ok := p.placeOfHost(n); ok {
			out = append(out, meeting{event: p.key(event), at: event, clause: &p.clauses[n], place: &host})
		}
	}
	slices.SortStableFunc(out, func(a, b meeting) int { return a.place.at - b.place.at })
	return out
}

// eventsAt are the events that a word "in" hangs on stands for.
func (p *page) eventsAt(near, n int) []meeting {
	c := &p.clauses[n]
	for k := 0; k < 3 && near != c.head && (p.isName(near) || !eventNouns[p.key(near)]) && p.Tokens[near].Head >= 0 && p.Tokens[near].Label == parse.Nmod; k++ {
		near = p.Tokens[near].Head
	}
	if near != c.head {
		if !eventNouns[p.key(near)] {
			return nil
		}
		held := (c.verb == "hold" || c.verb == "start") && (slices.Contains(c.theme, near) || slices.Contains(c.actor, near))
		return []meeting{{event: p.key(near), at: near, clause: c, noun: !held}}
	}
	var out []meeting
	if sitedVerbs[c.verb] {
		return []meeting{{event: "to " + c.verb, at: c.head, clause: c}}
	}
	if c.verb == "hold" || c.verb == "start" || c.verb == "be scheduled" {
		for _, i := range append(slices.Clone(c.theme), c.actor...) {
			if eventNouns[p.key(i)] {
				out = append(out, meeting{event: p.key(i), at: i, clause: c})
			}
		}
	}
	return out
}

// sitedVerbs, by class, are of what is done once and in one place.
var sitedVerbs = wordSet("meet bury marry wed convene sign play bear arrest")

// eventNouns are events, by key, that are held once and in one place.
var eventNouns = keySet(`talks summit conference congress convention festival concert ceremony funeral wedding trial hearing match final derby
	game tournament championship vote election referendum debate exhibition fair parade march protest rally marathon race gala premiere
	auction inauguration coronation launch play opera musical meeting workshop seminar symposium regatta vigil memorial inquest tribunal cup drill exercise`)

// keySet is the set of the keys of the words in a list.
func keySet(list string) map[string]bool {
	out := map[string]bool{}
	for w := range wordSet(list) {
		out[wordKey(w)] = true
	}
	return out
}

// places tells events that are held in two places.
func (t *tensions) places() {
	byEvent := map[string][]meeting{}
	for _, m := range t.body.meetings() {
		before := byEvent[m.event]
		for _, o := range before[max(0, len(before)-pairReach):] {
			if t.misplaced(&o, &m) {
				t.tell("two places", m.clause, o.clause)
				break
			}
		}
		if len(before) < countReach {
			byEvent[m.event] = append(before, m)
		}
	}
	for _, line := range t.lines {
		for _, m := range line.meetings() {
			t.linePlace(line, &m, byEvent[m.event])
		}
	}
}

// misplaced says whether two clauses of the body hold one event in two places.
func (t *tensions) misplaced(a, b *meeting) bool {
	ca, cb := a.clause, b.clause
	return !a.noun && !b.noun && ca.settled() && cb.settled() && onRecord(ca, cb) && ca.marks.future == cb.marks.future &&
		ca.marks.past == cb.marks.past && t.distinct(a.place, b.place, t.body, t.body) && t.oneEvent(a, b)
}

// oneEvent says whether two mentions of a kind of event in the body are of one: neither names what the other lacks.
func (t *tensions) oneEvent(a, b *meeting) bool {
	but := append(strings.Fields(a.place.name), strings.Fields(b.place.name)...)
	for i := range but {
		but[i] = wordKey(but[i])
	}
	if !sameEvent(t.body, t.body, a.at, b.at) || strings.HasPrefix(a.event, "to ") && (!rolesNamed(a.clause, b.clause) || !alike(a.clause, b.clause, but...)) {
		return false
	}
	ta, tb := without(t.body.terms(a.clause), but), without(t.body.terms(b.clause), but)
	_, onlyA, onlyB := compare(ta, tb)
	return min(onlyA, onlyB) == 0 && a.clause.marks.years == b.clause.marks.years && t.body.owned(a.clause) == t.body.owned(b.clause)
}

// owned says whose what a clause is about is, by a word that only one of two may have: "women's".
func (p *page) owned(c *clause) string {
	for _, i := range c.words {
		if p.Tokens[i].Label == parse.Poss {
			return p.key(i)
		}
	}
	return ""
}

// sameEvent says whether two nouns of a kind of event may mean one: "the final" may be "the cup final", and the trial of one is not
// that of another.
func sameEvent(pa, pb *page, i, k int) bool {
	if pa.another(i) != pb.another(k) || !modifiersMeet(pa, pb, i, k) {
		return false
	}
	a, b := pa.named(i), pb.named(k)
	shared, onlyA, onlyB := compare(a, b)
	return shared > 0 || onlyA == 0 || onlyB == 0
}

// named are the keys of the names and numbers that tell an event from others, sorted: "the trial of Ilse Brandt", "the 2030 games".
func (p *page) named(i int) []string {
	var out []string
	for _, k := range p.kids[i] {
		_, number := p.value(k)
		prep := p.preposition(k)
		if number || p.isName(k) && (prep == "of" || prep == "between" || prep == "with" || prep == "against" || p.Tokens[k].Label == parse.Poss) {
			out = append(out, p.key(k))
		}
	}
	slices.Sort(out)
	return out
}

// settled says whether a clause says where or when something is to be, or was, without a doubt.
func (c *clause) settled() bool { return !c.marks.unreal && !c.marks.negated && !c.marks.shifted }

// linePlace tells an event that the page's furniture has in another place than the body.
func (t *tensions) linePlace(line *page, m *meeting, body []meeting) {
	if m.clause.marks.unreal || m.clause.marks.negated || !t.aboutStory(line, m.place.name) {
		return
	}
	for _, o := range body {
		if o.clause.settled() && !o.noun && !o.clause.pastHeld() && sameEvent(line, t.body, m.at, o.at) && t.distinct(m.place, o.place, line, t.body) && !t.alsoIn(m, body) {
			t.tell("two places", o.clause, m.clause)
			return
		}
	}
}

// alsoIn says whether the body itself has the event in that place.
func (*tensions) alsoIn(m *meeting, body []meeting) bool {
	return slices.ContainsFunc(body, func(o meeting) bool { return o.place.name == m.place.name })
}

// pastHeld says whether a clause tells of an event that is over.
func (c *clause) pastHeld() bool {
	return c.marks.past && !c.page.infinitive(c.head)
}
