package rules

import (
	"math"
	"slices"
)

// countReach bounds how many counts of one thing are remembered for the page's furniture.
const countReach = 512

// numbers tells what is counted twice with different results.
func (t *tensions) numbers() {
	byThing := map[string][]count{}
	for _, c := range t.body.fewCounts() {
		key := c.unit + c.thing
		before := byThing[key]
		for _, o := range before[max(0, len(before)-pairReach):] {
			if t.miscounted(&o, &c) {
				t.tell("two numbers", &t.body.clauses[c.clause], &t.body.clauses[o.clause])
				break
			}
		}
		if len(before) < countReach {
			byThing[key] = append(before, c)
		}
	}
	for _, line := range t.lines {
		for _, c := range line.counts() {
			t.lineNumber(line, &c, byThing[c.unit+c.thing])
		}
	}
}

// listed is how many numbers make a clause a list or a table row.
const listed = 4

// fewCounts are the counts of a page less those of lists.
func (p *page) fewCounts() []count {
	all := p.counts()
	n := map[int]int{}
	for _, c := range all {
		n[c.clause]++
	}
	return slices.DeleteFunc(all, func(c count) bool { return n[c.clause] >= listed })
}

// miscounted says whether two numbers of the body are of one thing and cannot both be.
func (t *tensions) miscounted(a, b *count) bool {
	if a.value == b.value || a.loose || b.loose {
		return false
	}
	ca, cb := &t.body.clauses[a.clause], &t.body.clauses[b.clause]
	sure := ca.tallies() && cb.tallies() || ca.settled() && cb.settled() && ca.finite() && twins(ca, cb, a.thing)
	if !sure || !onRecord(ca, cb) {
		return false
	}
	if !sameDays(ca, cb) {
		return false
	}
	return sameRole(ca, cb, a.noun, b.noun) && sameSort(a, b) && alike(ca, cb, a.thing)
}

// sameDays says whether two clauses may be of one day: what happens on two is two things.
func sameDays(a, b *clause) bool {
	da, db := a.dayNames(), b.dayNames()
	return len(da) == 0 || len(db) == 0 || slices.ContainsFunc(da, func(d string) bool { return slices.Contains(db, d) })
}

// dayNames are the days of the week and the months that a clause names.
func (c *clause) dayNames() []string {
	var out []string
	for _, i := range c.words {
		form := c.page.form(i)
		if day := weekdays[form]; day != "" {
			out = append(out, day)
		} else if months[form] && c.page.isName(i) {
			out = append(out, form[:3])
		}
	}
	return out
}

// tallies says whether a clause says for sure how many there are.
func (c *clause) tallies() bool {
	return c.finite() && (c.firm() || countVerbs[c.verb] && !c.marks.unreal && !c.marks.shifted) && !c.marks.negated
}

// sameRole says whether two counted nouns are both done to, or both do. A number without a noun goes with any.
func sameRole(a, b *clause, i, k int) bool {
	if i < 0 || k < 0 {
		return true
	}
	return slices.Contains(a.theme, i) == slices.Contains(b.theme, k) && slices.Contains(a.actor, i) == slices.Contains(b.actor, k)
}

// sameSort says whether what stands before two counted nouns lets them be one thing: "members" may be "board members".
func sameSort(a, b *count) bool {
	_, onlyA, onlyB := compare(a.of, b.of)
	return min(onlyA, onlyB) == 0
}

// countVerbs say how many there are of something, and may be compared although they say little else.
var countVerbs = wordSet("have employ include comprise number cost carry seat own operate")

// lineNumber tells a number of the page's furniture that the body gives otherwise wherever it counts the same.
func (t *tensions) lineNumber(line *page, c *count, body []count) {
	a := &line.clauses[c.clause]
	if c.loose || len(body) == 0 || !a.settled() && !a.marks.negated || plainVerbs[a.verb] || !t.aboutStory(line, "") {
		return
	}
	for i := range t.body.Tokens { // it may count there what the body counts in parts
		if v, ok := t.body.value(i); ok && v == c.value {
			return
		}
	}
	var against *clause
	for i := range body {
		o, b := &body[i], &t.body.clauses[body[i].clause]
		if o.value == c.value || o.loose || rounded(c.value, o.value) {
			return // it says so too, or may
		}
		if against == nil && a.verb == b.verb && b.firm() && a.marks.negated == b.marks.negated && sameSort(c, o) &&
			(c.noun < 0 || rolesMeet(line, t.body, a.theme, b.theme)) {
			against = b
		}
	}
	if against != nil {
		t.tell("two numbers", against, a)
	}
}

// rounded says whether a headline may give the number exact as round: it ends in a zero and is a tenth off at most.
func rounded(round, exact float64) bool {
	return math.Mod(round, 10) == 0 && math.Abs(round-exact) <= exact/10
}

// aboutStory says whether a line is about what the body tells: a headline is; a caption and the headline of another story
// must share most of their words and two names, or nearly all and one. Words in but do not count.
func (t *tensions) aboutStory(line *page, but string) bool {
	share, names := t.share(line, but)
	if line.kind == titlePage {
		return share >= 0.4
	}
	return share >= 0.6 && names >= 2 || share >= 0.8 && names >= 1
}
