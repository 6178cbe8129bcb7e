package rules

import (
	"slices"
	"strings"

	"secondsource/claims/parse"
)

// A slot is what is open or settled of an event.
type slot string

const (
	noSlot    slot = ""
	placeSlot slot = "place"
	daySlot   slot = "day"
	priceSlot slot = "price"
)

// slotNouns, by key, name what can be open.
var slotNouns = func() map[string]slot {
	out := map[string]slot{}
	for s, list := range map[slot]string{
		placeSlot: "venue location place site host setting city",
		daySlot:   "date day time start timing timetable schedule",
		priceSlot: "price cost fee budget sum amount",
	} {
		for w := range wordSet(list) {
			out[wordKey(w)] = s
		}
	}
	return out
}()

// An open is a clause that says that something is not settled yet.
type open struct {
	slot   slot
	clause *clause
	events []int // tokens of the events near it, or of what has a price
}

// statuses tells what is open in one place and settled in another.
func (t *tensions) statuses() {
	body, settled := t.body.opens(), t.body.settledSlots()
	body, settled = body[:min(len(body), slotsRead)], settled[:min(len(settled), slotsRead)]
	for i := range body {
		for _, s := range settled {
			if closes(&body[i], &s, t.body) {
				t.tell("open and settled", s.clause, body[i].clause)
				break
			}
		}
	}
	for _, line := range t.lines {
		if !t.aboutStory(line, "") {
			continue
		}
		for _, o := range line.opens() {
			for _, s := range settled {
				if closes(&o, &s, line) {
					t.tell("open and settled", s.clause, o.clause)
					break
				}
			}
		}
		for _, s := range line.settledSlots() {
			for _, o := range body {
				if closes(&o, &s, t.body) {
					t.tell("open and settled", o.clause, s.clause)
					break
				}
			}
		}
	}
}

// slotsRead bounds how many open and how many settled things of a story are compared: each with each.
const slotsRead = 256

// A filled slot is a clause that says where or when an event is to be.
type filled struct {
	slot   slot
	clause *clause
	event  int // token
}

// settledSlots are the clauses of a page that settle a place or a day of an event to come.
func (p *page) settledSlots() []filled {
	var out []filled
	for _, m := range p.meetings() {
		if m.clause.settled() && !m.noun && !m.clause.pastHeld() {
			out = append(out, filled{placeSlot, m.clause, m.at})
		}
	}
	for i := range p.clauses {
		c := &p.clauses[i]
		if c.verb != "cost" || !c.settled() {
			continue
		}
		for _, k := range c.actor {
			out = append(out, filled{priceSlot, c, k})
		}
	}
	for _, d := range p.days() {
		c := &p.clauses[d.clause]
		if !c.settled() || c.pastHeld() || c.verb != "hold" && c.verb != "start" || p.reaches(d.at) {
			continue
		}
		for _, i := range append(slices.Clone(c.theme), c.actor...) {
			if eventNouns[p.key(i)] {
				out = append(out, filled{daySlot, c, i})
			}
		}
	}
	return out
}

// closes says whether s settles what o, a clause of page, leaves open.
func closes(o *open, s *filled, page *page) bool {
	same := func(e int) bool {
		return page.key(e) == s.clause.page.key(s.event) && sameEvent(page, s.clause.page, e, s.event)
	}
	if o.slot != s.slot || !slices.ContainsFunc(o.events, same) {
		return false
	}
	return o.clause.page != s.clause.page || oneVoice(o.clause, s.clause) || page.voiceOf(o.clause).who == ""
}

// opens are the clauses of a page that leave something open.
func (p *page) opens() []open {
	var out []open
	for i := range p.clauses {
		c := &p.clauses[i]
		if s := p.openSlot(c); s != noSlot {
			o := open{s, c, p.eventsNear(c)}
			if s == priceSlot {
				o.events = p.nouns(c)
			}
			out = append(out, o)
		}
	}
	return out
}

// openSlot is what a clause leaves open: "the venue has not been announced", "no date is set", "where it will be is unclear".
func (p *page) openSlot(c *clause) slot {
	if !p.leavesOpen(c) {
		return noSlot
	}
	of := slices.Concat(c.theme, c.actor)
	for _, k := range p.kin(c.head, parse.Xcomp) { // "has yet to choose a date"
		of = append(of, p.kin(k, parse.Dobj)...)
	}
	for _, i := range of {
		if s := slotNouns[p.key(i)]; s != noSlot {
			return s
		}
	}
	s := p.sentence(c.head)
	if openStates[c.verb] || askingVerbs[c.verb] {
		for i := s.First; i < s.End; i++ {
			switch p.form(i) {
			case "where":
				return placeSlot
			case "when":
				return daySlot
			}
		}
	}
	for i := c.words[0]; i >= max(s.First, c.words[0]-slotReach); i-- { // a subject that the parser hung elsewhere
		if s := slotNouns[p.key(i)]; s != noSlot && (p.kind != bodyPage || i < c.head) {
			return s
		}
	}
	return noSlot
}

// askingVerbs, by class, leave open what a "where" or "when" behind them asks.
var askingVerbs = wordSet("know decide announce determine remain stay disclose")

// slotReach is how many words before a clause its subject may stand where the parser found none.
const slotReach = 3

// leavesOpen says whether a clause says of something that it is not decided or known.
func (p *page) leavesOpen(c *clause) bool {
	decided := decisions[c.verb] || slices.ContainsFunc(p.kin(c.head, parse.Xcomp), func(k int) bool { return decisions[p.verbOf(k)] })
	if openStates[c.verb] || c.flat && slices.ContainsFunc(c.words, func(i int) bool { return openStates["be "+p.key(i)] }) {
		return !c.marks.negated
	}
	if slices.ContainsFunc(p.kin(c.head, parse.Xcomp), func(k int) bool { return openStates["be "+p.key(k)] }) {
		return !c.marks.negated
	}
	if !decided || c.marks.negated {
		return decided
	}
	text := p.plain(c)
	return strings.Contains(text, " yet to ") || strings.Contains(text, " still to be ") || strings.Contains(text, " remains to be ")
}

// decisions are verbs, by class, that settle something; openStates say that nothing did.
var (
	decisions  = wordSet("announce decide set appoint fix confirm agree finalise finalize settle schedule determine disclose know release publish")
	openStates = func() map[string]bool {
		out := map[string]bool{}
		for w := range wordSet("unclear undecided unknown uncertain unconfirmed unannounced unsettled tba tbd") {
			out["be "+wordKey(w)] = true
		}
		return out
	}()
)

// nouns are the tokens of the nouns of a clause.
func (p *page) nouns(c *clause) []int {
	return slices.DeleteFunc(slices.Clone(c.words), func(i int) bool { return !p.Tokens[i].Tag.Noun() })
}

// eventsNear are the tokens of the events in the sentence of a clause, or in the one before it.
func (p *page) eventsNear(c *clause) []int {
	s := p.sentence(c.head)
	var out []int
	for i := s.First; i < s.End; i++ {
		if eventNouns[p.key(i)] {
			out = append(out, i)
		}
	}
	for i := s.First - 1; len(out) == 0 && i >= 0 && i >= s.First-60; i-- {
		if eventNouns[p.key(i)] {
			out = append(out, i)
		}
	}
	return out
}

// plain is the words of a clause, with all that stands between them, in lower case and between spaces.
func (p *page) plain(c *clause) string {
	all := p.below(c.head, nil)
	words := []string{""}
	for i := all[0]; i <= all[len(all)-1]; i++ {
		words = append(words, p.form(i))
	}
	return strings.Join(append(words, ""), " ")
}
