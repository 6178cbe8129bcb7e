package claims

import (
	"slices"
	"strings"
)

// A person is someone the story names, or speaks of by role alone: whom a surname, a title or a pronoun can stand for.
type person struct {
	named
	given, last string     // the name's first and last word in lower case; a single name has the last only
	size        int        // words of the name
	gender      string     // "he" or "she", where a title, the given name or the story's pronouns tell; torn for both
	roles       [][]string // each role that the story gives, in lower-case words, the noun last
	full        int        // how often the name stands in full
	stranger    bool       // unnamed, or of a name that nothing explains
}

// A mention is words of the story that mean a person.
type mention struct {
	at, end int // bytes
	who     int // number of the person
	sent    int // number of the sentence, counted over the story
	para    int // number of the paragraph
	standing
	gender string // of a pronoun that was settled, else ""
}

// A nameRun is a run of capitalized words of a paragraph: titles before the name, then the name.
type nameRun struct {
	p      *paragraph
	whole  run
	name   run
	titled bool // a title, or the noun of a role, stands before the name
}

func (n nameRun) toks() []token { return n.p.toks[n.name.first:n.name.last] }

// nameReach bounds a name with its titles, in words.
const nameReach = 9

// runReach bounds a run of capitals, in words: a headline's, and no list of hundreds.
const runReach = 24

// nameRuns gives the runs of capitalized words of a paragraph.
func (p *paragraph) nameRuns() []nameRun {
	var all []nameRun
	for i := 0; i < len(p.toks); {
		end := i
		for end < len(p.toks) && p.nameGoesOn(i, end) {
			end++
		}
		if end > i && end-i <= runReach {
			all = append(all, p.nameRun(run{i, end}))
		}
		i = max(end, i+1)
	}
	return all
}

// completeNames gives a person known by title and surname alone the given name that stands before the surname in a
// longer run: "Olena Drask Day" names Drask in full.
func (c *cast) completeNames() {
	for i := range c.paras {
		for _, n := range c.runs[i] {
			toks := n.p.toks[n.whole.first:n.whole.last]
			for k := 1; k < len(toks) && !n.p.bare; k++ {
				if k > 1 || n.whole.first > 0 || givenName(toks[0].low) { // a word that opens the paragraph may be any
					c.complete(toks[k-1], toks[k])
				}
			}
		}
	}
}

// findGivenNames keeps people whom the story calls by a given name alone, twice or more: "Melanie said". A name that is
// a place's too tells nothing.
func (c *cast) findGivenNames() {
	seen := map[string]int{}
	for i := range c.paras {
		for _, n := range c.runs[i] {
			name := n.toks()
			if len(name) != 1 || n.p.bare || c.heading[i] || givenGender(name[0].low) == "" || c.places[name[0].low] || metonyms[name[0].low] ||
				placeNames[name[0].low] || len(c.byLast[name[0].low])+len(c.byGiven[name[0].low]) > 0 && seen[name[0].low] < 2 {
				continue
			}
			if seen[name[0].low]++; seen[name[0].low] == 2 {
				who := c.enter(name)
				c.folk[who].full, c.folk[who].gender = 1, givenGender(name[0].low)
			}
		}
	}
}

// placeNames are given names that are cities or states as well.
var placeNames = set(`charlotte florence victoria virginia georgia carolina sydney austin madison jackson lincoln houston dallas
	paris london chelsea jordan israel chad orlando savannah phoenix alexandria augusta helena`)

func (c *cast) complete(given, last token) {
	for _, who := range c.byLast[last.low] {
		f := &c.folk[who]
		g := givenGender(given.low)
		if f.size != 1 || titleLike(given) || leads(given) || !c.personRun([]token{given}) || g != "" && f.gender != "" && g != f.gender ||
			slices.ContainsFunc(c.byLast[last.low], func(o int) bool { return c.folk[o].given == given.low }) {
			continue
		}
		f.name, f.size, f.given = c.words([]token{given, last}), 2, given.low
		keep(c.byGiven, given.low, who)
	}
}

// nameGoesOn says whether token k belongs to the run of capitals that starts at i. A run ends where a sentence does.
func (p *paragraph) nameGoesOn(i, k int) bool {
	t := p.toks[k]
	if !t.word || k > i && t.quote != p.toks[i].quote {
		return false
	}
	particle := k > i && nameParticles[t.low] && k+1 < len(p.toks) && p.toks[k+1].upper
	return nameWord(t) || particle
}

func (p *paragraph) nameRun(r run) nameRun {
	head := p.toks[r.first:r.last]
	start := nameStart(head)
	n := nameRun{p: p, whole: r, name: run{r.first + start, r.last}}
	if start > 0 {
		n.titled = titleLike(head[start-1])
	} else if r.first > 0 {
		n.titled = titleLike(p.toks[r.first-1])
	}
	return n
}

func titleLike(t token) bool { return personTitles[t.low] || spokesWords[t.low] || roleWords[t.low] }

// nameStart is where the name starts in a phrase that ends in capitalized words: behind any title, nationality, party
// or opening word.
func nameStart(head []token) int {
	end := len(head)
	i := end
	for i > 0 && head[i-1].word && (nameWord(head[i-1]) || i < end && nameParticles[head[i-1].low] && i > 1 && head[i-2].upper) {
		i--
	}
	for k := i; k < end-1; k++ {
		trade := k == i && end-i > 2 && len(head[k].low) > 5 && personLike(head[k].low) && !givenName(head[k].low) && !plural(head[k])
		if titleLike(head[k]) || trade {
			i = k + 1
		}
	}
	for i < end-1 && leads(head[i]) && (i < end-2 || !demonym(head[i].low)) {
		i++
	}
	return i
}

// leads says whether a capitalized word that opens a run is no part of the name in it: it opens a sentence, or it is a
// nationality, a party or a chamber.
func leads(t token) bool {
	return determiners[t.low] || openers[t.low] || prepositions[t.low] || subordinators[t.low] || adverbs[t.low] || t.auxiliary() ||
		demonym(t.low) && !givenNames[t.low] || parties[t.low] || chambers[t.low] || timeWords[t.low] && !givenName(t.low) ||
		len(t.low) > 6 && strings.HasSuffix(t.low, "ing") || finiteVerbs[t.low] || speechForms[t.low]
}

var chambers = set("house senate state court police army city county campaign beyond unlike both amid")

// parties stand before the names of their people.
var parties = set("republican republicans democrat democrats democratic gop libertarian conservative labour green tory former then")

// findPeople reads the names that stand in full, and the titles that stand before a single name.
func (c *cast) findPeople() {
	for i := range c.paras {
		if p := &c.paras[i]; !p.bare {
			for _, n := range c.runs[i] {
				c.addPerson(n)
			}
		}
	}
	c.findTitled(func(t token) bool { return addresses[t.low] }) // they tell the gender, which an office needs
	c.findTitled(func(t token) bool { return !addresses[t.low] })
	c.completeNames()
	c.findGivenNames()
}

// addPerson keeps a name of two words or more.
func (c *cast) addPerson(n nameRun) {
	name := n.nicknamed()
	if c.heading[n.p.number] {
		name = headlineName(name)
	}
	if len(name) < 2 || len(name) > 4 || !c.personRun(name) || c.bodies[strings.ToLower(c.words(name))] != "" {
		return
	}
	before := token{}
	if n.whole.first > 0 {
		before = n.p.toks[n.whole.first-1]
	}
	known := givenName(name[0].low)
	if !n.titled && !known && name[0].Start == n.p.toks[n.whole.first].Start && (before.low == "the" || before.low == "in" || before.low == "at") {
		return
	}
	who := c.enter(name)
	if c.folk[who].size < len(name) {
		c.folk[who].name, c.folk[who].size = c.words(name), len(name)
	}
	c.folk[who].full++
	c.describe(who, n)
}

// nicknamed gives the parts of Janek “Red” Olmo as one name: the run ends at a quotation of one word, and a
// capitalized word follows it.
func (n nameRun) nicknamed() []token {
	name, k := n.toks(), n.name.last
	if k+3 < len(n.p.toks) && n.p.toks[k].quote > 0 && !n.p.toks[k].word && n.p.toks[k+2].quote == n.p.toks[k].quote && !n.p.toks[k+2].word &&
		n.p.toks[k+3].quote == 0 && nameWord(n.p.toks[k+3]) && n.p.toks[k].quote != name[0].quote {
		return append(slices.Clone(name), n.p.toks[k+3])
	}
	return name
}

// headline says whether a run stands in a line of capitalized words, where a verb looks like a name: only a known given
// name tells one there.
func (c *cast) headline(n nameRun) bool {
	return c.heading[n.p.number] && (!givenName(n.toks()[0].low) || len(n.toks()) > 2)
}

// isHeading says whether four in five of a paragraph's longer words are capitalized: a headline in title case.
func (p *paragraph) isHeading() bool {
	words, capitals := 0, 0
	for _, t := range p.toks {
		if t.word && len(t.low) > 3 {
			words++
			if t.upper {
				capitals++
			}
		}
	}
	return words >= 3 && 5*capitals >= 4*words
}

// headlineName is the name that opens with a known given name in a run of a headline, which holds its verbs too.
func headlineName(toks []token) []token {
	for k := 0; k+1 < len(toks); k++ {
		if !givenName(toks[k].low) {
			continue
		}
		end := k + 2
		if len(toks[k+1].low) <= 2 && end < len(toks) { // an initial
			end++
		}
		return toks[k:end]
	}
	return nil
}

// enter is the number of the person of that name: the same first and last word are one person ("Olena J. Drask",
// "Olena Drask"), and so are the last words of a longer name ("Suu Kyi").
func (c *cast) enter(name []token) int {
	last := lastName(name)
	for _, who := range c.byLast[last] {
		f := &c.folk[who]
		if f.given == name[0].low && len(name) > 1 || f.size == 1 && len(name) == 1 || f.size > 2 && len(name) > 1 && strings.HasSuffix(strings.ToLower(f.name), " "+strings.ToLower(c.words(name))) {
			return who
		}
	}
	if who, ok := c.longerName(name); ok {
		keep(c.byLast, last, who)
		return who
	}
	f := person{given: name[0].low, last: last, size: len(name)}
	f.named = named{kind: KindPerson, name: c.words(name)}
	if len(name) == 1 {
		f.given = ""
	} else {
		keep(c.byGiven, f.given, len(c.folk))
	}
	keep(c.byLast, last, len(c.folk))
	c.folk = append(c.folk, f)
	return len(c.folk) - 1
}

// longerName is the person of whose name, two words or more, the new one is the beginning, or the other way round:
// "Melba Acosta" and "Melba Acosta Febo".
func (c *cast) longerName(name []token) (int, bool) {
	if len(name) < 2 {
		return -1, false
	}
	low := strings.ToLower(c.words(name)) + " "
	for _, who := range c.byGiven[name[0].low] {
		if f := &c.folk[who]; f.size > 1 && f.size != len(name) {
			if old := strings.ToLower(f.name) + " "; strings.HasPrefix(old, low) || strings.HasPrefix(low, old) {
				return who, true
			}
		}
	}
	return -1, false
}

// sharersKept bounds the people who share a name or a role: with that many it settles nothing, and looking through them
// at each mention would make a long list of names slow.
const sharersKept = 16

func keep(index map[string][]int, word string, who int) {
	if len(index[word]) < sharersKept {
		index[word] = append(index[word], who)
	}
}

// lastName is a name's last word, without "Jr.".
func lastName(name []token) string {
	for len(name) > 1 && generations[name[len(name)-1].low] {
		name = name[:len(name)-1]
	}
	return name[len(name)-1].low
}

var generations = set("jr jr. sr sr. ii iii iv")

// findTitled reads the single names behind the titles that match.
func (c *cast) findTitled(match func(token) bool) {
	for i := range c.paras {
		for _, n := range c.runs[i] {
			if k := n.name.first; k > 0 && !n.p.bare && match(n.p.toks[k-1]) {
				c.addTitled(n)
			}
		}
	}
}

// addTitled reads a single name behind a form of address or an office: it tells the gender and role of the person of
// that surname, and without one it is a person of that name.
func (c *cast) addTitled(n nameRun) {
	name := n.toks()
	if len(name) != 1 || n.name.first == 0 || c.headline(n) {
		return
	}
	before := n.p.toks[n.name.first-1]
	if !personTitles[before.low] || !before.upper && !roleWords[before.low] || !c.personRun(name) {
		return
	}
	if who, ok := c.carrier(name[0].low, before); ok {
		c.describe(who, n)
		if c.folk[who].size == 1 {
			c.folk[who].full++
		}
		return
	}
	if before.upper {
		if len(c.byLast[name[0].low]) > 0 && titleGender([]token{before}) == "" {
			return
		}
		c.describe(c.enter(name), n)
	}
}

// carrier is whom a bare surname or given name means: the one who carries it, or of several the one whom the title fits
// and the story names in full twice as often. A family of equals settles nothing.
func (c *cast) carrier(low string, before token) (int, bool) {
	all := c.byLast[low]
	if len(all) == 0 {
		all = c.byGiven[low]
		return firstOf(all), len(all) == 1 && givenGender(low) != ""
	}
	want := titleGender([]token{before})
	best, second := -1, 0
	for _, who := range all {
		f := &c.folk[who]
		if g := genderOf(f); want != "" && g != "" && g != want {
			continue
		}
		switch {
		case best < 0:
			best = who
		case f.weight() > c.folk[best].weight():
			best, second = who, c.folk[best].weight()
		default:
			second = max(second, f.weight())
		}
	}
	return best, best >= 0 && c.folk[best].weight() >= 2*second
}

// weight is how much speaks for a bare surname meaning this person: the full mentions, twice with a known given name.
func (f *person) weight() int {
	if givenName(f.given) {
		return 2 * f.full
	}
	return f.full
}

func firstOf(all []int) int {
	if len(all) == 0 {
		return -1
	}
	return all[0]
}

// genderOf is what the titles, and then the given name, tell.
func genderOf(f *person) string {
	if f.gender != "" {
		return f.gender
	}
	return givenGender(f.given)
}

// identify is the person whom the name means, behind the token before.
func (c *cast) identify(name []token, before token) (int, bool) {
	switch len(name) {
	case 0:
		return -1, false
	case 1:
		return c.carrier(name[0].low, before)
	}
	for _, who := range c.byLast[lastName(name)] {
		f := &c.folk[who]
		if f.given == name[0].low || f.size > 2 && strings.HasSuffix(strings.ToLower(f.name), " "+strings.ToLower(c.words(name))) {
			return who, true
		}
	}
	return -1, false
}

// findMentions gives the mentions of the people in text order, full names and bare ones.
func (c *cast) findMentions() {
	for i := range c.paras {
		p := &c.paras[i]
		if p.bare {
			continue
		}
		for k := 0; k < len(p.toks); {
			who, end := c.nameAt(p, k)
			if end > k {
				c.mention(p, run{k, end}, who)
			}
			k = max(end, k+1)
		}
	}
}

// nameAt is the person whom the words from token k name, and where they end; end is k where they name none.
func (c *cast) nameAt(p *paragraph, k int) (who, end int) {
	if !p.toks[k].upper {
		return -1, k
	}
	for _, who := range c.byGiven[p.toks[k].low] {
		for end := k + 1; end < min(len(p.toks), k+5) && p.toks[end].word; end++ {
			if p.toks[end].low == c.folk[who].last && p.toks[end].upper {
				return who, end + 1
			}
		}
	}
	before := token{}
	if k > 0 {
		before = p.toks[k-1]
	}
	bound := k+1 < len(p.toks) && nameWord(p.toks[k+1]) && !c.heading[p.number] && p.toks[k+1].quote == p.toks[k].quote
	joined := nameWord(before) && !titleLike(before) && !openers[before.low] && !prepositions[before.low] && !subordinators[before.low] &&
		!parties[before.low] && !c.heading[p.number] && !timeWords[before.low]
	if bound || joined {
		return -1, k
	}
	if who, ok := c.carrier(p.toks[k].low, before); ok {
		return who, k + 1
	}
	return -1, k
}

// mention adds the words of the run, which mean the person.
func (c *cast) mention(p *paragraph, r run, who int) {
	how := standing(0)
	if r.last < len(p.toks) {
		switch next := p.toks[r.last]; {
		case next.low == "'s":
			how = asOwner
		case organizationWords[next.low] || crowdHeads[next.low] || roleWords[next.low]:
			how = asModifier
		}
	}
	if p.toks[r.first].quote > 0 {
		how |= inQuotation
	}
	c.mentions = append(c.mentions, mention{p.toks[r.first].Start, p.toks[r.last-1].End, who, c.sentence(p, r.first), p.number, how, ""})
}

// sentence is the number of the token's sentence, counted over the story.
func (c *cast) sentence(p *paragraph, tok int) int {
	n, _ := slices.BinarySearchFunc(p.joined, tok, func(s sentence, tok int) int { return s.last - 1 - tok })
	return c.firstSentence[p.number] + n
}
