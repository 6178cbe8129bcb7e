package rules

import "slices"

// days tells what happens on two days.
func (t *tensions) days() {
	byVerb := map[string][]day{}
	for _, d := range t.oneDay() {
		c := &t.body.clauses[d.clause]
		key := c.verb
		for _, o := range byVerb[key][max(0, len(byVerb[key])-pairReach):] {
			if t.misdated(&o, &d) {
				t.tell("two days", c, &t.body.clauses[o.clause])
				break
			}
		}
		byVerb[key] = append(byVerb[key], d)
	}
	for _, line := range t.lines {
		for _, d := range line.days() {
			t.lineDay(line, &d, byVerb[line.clauses[d.clause].verb])
		}
	}
}

// oneDay gives the days of the body's clauses that name one day only.
func (t *tensions) oneDay() []day {
	all := t.body.days()
	n := map[int]int{}
	for _, d := range all {
		n[d.clause]++
	}
	return slices.DeleteFunc(all, func(d day) bool {
		return n[d.clause] > 1 || !t.body.clauses[d.clause].settled() || t.body.reaches(d.at)
	})
}

// reaches says whether a day is one end of a time: "until Friday".
func (p *page) reaches(i int) bool {
	for k := max(0, i-2); k < i; k++ {
		if dayBounds[p.form(k)] {
			return true
		}
	}
	return false
}

var dayBounds = wordSet("until till through from to since by before after between and last next following previous every each every")

func (t *tensions) misdated(a, b *day) bool {
	ca, cb := &t.body.clauses[a.clause], &t.body.clauses[b.clause]
	return a.name != b.name && sameNumbers(ca, cb) && (singular[ca.verb] || !repeated[ca.verb] && twins(ca, cb)) && a.month == b.month && onRecord(ca, cb) && ca.marks.negated == cb.marks.negated && ca.marks.past == cb.marks.past &&
		rolesNamed(ca, cb) && meet(ca, cb) && scoped(ca, t.body.terms(cb), nil) && scoped(cb, t.body.terms(ca), nil)
}

// sameNumbers says whether two clauses have the same numbers besides those of days: three arrested on one day are not the five of
// the next.
func sameNumbers(a, b *clause) bool { return slices.Equal(a.numbers(), b.numbers()) }

// numbers are those of a clause, less those beside a month and years.
func (c *clause) numbers() []float64 {
	var out []float64
	p := c.page
	for _, i := range c.words {
		beside := i > 0 && months[p.form(i-1)] || i+1 < len(p.Tokens) && months[p.form(i+1)]
		if v, ok := p.value(i); ok && !beside && !isYear(p.form(i)) {
			out = append(out, v)
		}
	}
	return out
}

// ofEvent says whether a clause is about an event that is held once.
func (c *clause) ofEvent() bool {
	return slices.ContainsFunc(slices.Concat(c.theme, c.actor), func(i int) bool { return eventNouns[c.page.key(i)] })
}

// repeated, by class, are verbs of what the same people do on many days.
var repeated = wordSet("beat defeat face play draw tie win lose score rain")

// singular, by class, are verbs of what happens to one thing on one day. People meet, speak and play on many.
var singular = wordSet(`start hold close resign arrest kill approve sign launch elect appoint bury marry found buy sell cancel postpone sink destroy
	evacuate reopen unveil inaugurate retire step_down collapse explode sentence convict acquit release hang capture crash`)

// rolesNamed says whether both clauses name the same one who does it or to whom it is done.
func rolesNamed(a, b *clause) bool {
	meet := func(x, y []int) bool {
		return len(x) > 0 && len(y) > 0 && rolesMeet(a.page, b.page, x, y) && !pronoun(a, x) && !pronoun(b, y)
	}
	return meet(a.theme, b.theme) || meet(a.actor, b.actor)
}

// pronoun says whether all of the words are pronouns: what they stand for is not known.
func pronoun(c *clause, words []int) bool {
	return !slices.ContainsFunc(words, func(i int) bool { return c.page.Tokens[i].Tag.Noun() })
}

// lineDay tells a day of the page's furniture that the body gives otherwise.
func (t *tensions) lineDay(line *page, d *day, body []day) {
	c := &line.clauses[d.clause]
	if !singular[c.verb] && !c.ofEvent() || c.marks.unreal || c.marks.shifted || line.reaches(d.at) || !t.aboutStory(line, "") {
		return
	}
	var against *day
	for i := range body {
		o := &body[i]
		if o.name == d.name {
			return
		}
		b := &t.body.clauses[o.clause]
		if against == nil && o.month == d.month && b.marks.negated == c.marks.negated && b.marks.past == (c.marks.past && b.marks.past) && rolesNamed(c, b) &&
			rolesMeet(line, t.body, c.theme, b.theme) && rolesMeet(line, t.body, c.actor, b.actor) {
			against = o
		}
	}
	if against != nil {
		t.tell("two days", &t.body.clauses[against.clause], c)
	}
}
