package claims

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A named source is what the words of a source say of it.
type named struct {
	kind                    Kind
	name, role, affiliation string
	official                bool
}

// phrase is a source's words with its head: the words before the first preposition, comma or relative clause.
type phrase struct {
	toks []token
	head []token
	tail []token // what stands behind the head
	the  token   // the "the" before the words, if one stood there
}

func newPhrase(toks []token) phrase {
	for len(toks) > 0 && (toks[0].low == "the" || toks[0].low == "a" || toks[0].low == "an" || toks[0].low == "but" || !toks[0].word) {
		toks = toks[1:]
	}
	f := phrase{toks: toks, head: toks}
	for i, t := range toks {
		if i > 0 && (t.low == "," || prepositions[t.low] || relatives[t.low] || t.low == "whose" || t.low == "familiar" || t.low == "close" || t.low == "aware" || t.low == "(" || t.low == "—" ||
			t.pastForm() && !t.upper && i+1 < len(toks) && (prepositions[toks[i+1].low] || toks[i+1].dated())) {
			f.head, f.tail = toks[:i], toks[i:]
			break
		}
	}
	return f
}

// last is the head's last word in lower case.
func (f phrase) last() string {
	for _, t := range slices.Backward(f.head) {
		if t.word && t.low != "'s" {
			return t.low
		}
	}
	return ""
}

func (f phrase) any(words map[string]bool) bool {
	for _, t := range f.toks {
		if words[t.low] {
			return true
		}
	}
	return false
}

// kindOf settles a source by the first rule that fires, in the order of the typology (attribution note §7, rules 3 to
// 12). det is true when an article stood before the words.
func (c *cast) kindOf(toks []token, det bool) named {
	words := withoutNickname(toks)
	f := newPhrase(words)
	if len(words) > 0 && words[0].low == "the" {
		f.the = words[0]
	}
	if len(f.head) == 0 {
		return named{kind: KindUnresolved}
	}
	rules := [...]func(phrase, bool) (named, bool){
		c.self, c.media, c.data, c.document, c.body, c.apposedBody, c.apposedPerson, c.relativePerson, c.person, c.spokes,
		c.organization, c.unnamed, c.crowd, c.surname,
	}
	for _, rule := range rules {
		if n, ok := rule(f, det); ok {
			return n
		}
	}
	return named{kind: KindUnresolved}
}

// withoutNickname leaves out the quoted words of Janek “Red” Olmo.
func withoutNickname(toks []token) []token {
	if !slices.ContainsFunc(toks, func(t token) bool { return t.quote > 0 }) {
		return toks
	}
	return slices.DeleteFunc(slices.Clone(toks), func(t token) bool { return t.quote > 0 })
}

func (c *cast) self(f phrase, _ bool) (named, bool) {
	first := f.toks[0].low
	mine := (first == "this" || first == "our") && len(f.head) > 1 && ourselves[f.last()]
	if first == "i" || first == "we" || mine || c.publisher != "" && strings.EqualFold(c.words(f.head), strings.TrimPrefix(c.publisher, "The ")) {
		return named{kind: KindSelf, name: c.publisher}, true
	}
	return named{}, false
}

// apposedPerson is a role whose name follows a comma: "a police spokesman, Karel Doven,".
func (c *cast) apposedPerson(f phrase, _ bool) (named, bool) {
	if len(f.tail) < 3 || f.tail[0].low != "," || f.head[len(f.head)-1].upper {
		return named{}, false
	}
	end := 1
	for end < len(f.tail) && f.tail[end].upper && f.tail[end].word {
		end++
	}
	if end < 3 || end < len(f.tail) && f.tail[end].low != "," {
		return named{}, false
	}
	name := f.tail[1:end]
	if !c.personRun(name) {
		return named{}, false
	}
	role := c.words(f.head)
	return named{kind: KindPerson, name: c.words(name), role: role, official: officialRole(f.head)}, true
}

// relativePerson is a name that "who" or an age explains: only a person has them.
func (c *cast) relativePerson(f phrase, det bool) (named, bool) {
	if det || len(f.tail) < 2 || f.tail[0].low != "," || f.tail[1].low != "who" && !age(f.tail[1]) {
		return named{}, false
	}
	name := f.head[nameStart(f.head):]
	if len(name) < 2 || len(name) > 4 || slices.ContainsFunc(name, func(t token) bool { return organizationWords[t.low] || crowdHeads[t.low] }) {
		return named{}, false
	}
	if n, ok := c.person(f, det); ok {
		return n, true
	}
	titles := f.head[:len(f.head)-len(name)]
	return named{kind: KindPerson, name: c.words(name), role: c.role(titles), official: officialRole(titles)}, true
}

// age says whether a number can be a person's age in years.
func age(t token) bool { return numeric(t) && len(t.low) == 2 }

// person is a head that ends in a person's name.
func (c *cast) person(f phrase, det bool) (named, bool) {
	start := nameStart(f.head)
	name := f.head[start:]
	for len(name) > 0 && name[len(name)-1].low == "'s" {
		return named{}, false
	}
	titled := start > 0 && (personTitles[f.head[start-1].low] || spokesWords[f.head[start-1].low] || roleWords[f.head[start-1].low])
	switch {
	case len(name) == 0 || !c.personRun(name) && (len(name) > 1 || !titled || organizationWords[name[0].low]):
		return named{}, false
	case len(name) == 1 && !titled:
		return named{}, false
	case det && start == 0 && !c.known(name):
		return named{}, false
	}
	n := named{kind: KindPerson, name: c.words(name), role: c.role(f.head[:start])}
	n.official = officialRole(f.head[:start])
	c.explain(&n, f.tail)
	if full, ok := c.fullName(name); ok {
		n.name = full
	}
	return n, true
}

// nameStart is where the trailing run of capitalized words starts, after any title in it.
func nameStart(head []token) int {
	end := len(head)
	i := end
	for i > 0 && head[i-1].word && (nameWord(head[i-1]) || i < end && nameParticles[head[i-1].low] && i > 1 && head[i-2].upper) {
		i--
	}
	for k := i; k < end-1; k++ {
		if personTitles[head[k].low] || spokesWords[head[k].low] || roleWords[head[k].low] {
			i = k + 1
		}
	}
	return i
}

var nameParticles = set("de la van von der den di da al bin ben el le du dos das ibn")

func nameWord(t token) bool {
	r, _ := utf8.DecodeRuneInString(t.low)
	return t.upper && unicode.IsLetter(r)
}

// role is the words before a name without a bare form of address.
func (c *cast) role(toks []token) string {
	if len(toks) == 1 && set("mr mr. mrs mrs. ms ms. miss sir")[toks[0].low] {
		return ""
	}
	return c.words(toks)
}

// explain reads the apposition or "of X" behind a name.
func (c *cast) explain(n *named, tail []token) {
	if len(tail) < 2 {
		return
	}
	if of := tail[0].low; of == "of" || of == "from" || of == "at" || of == "with" {
		n.affiliation = c.capitals(tail[1:])
		return
	}
	if tail[0].low != "," || !determiners[tail[1].low] && tail[1].upper && n.role != "" {
		return
	}
	f := newPhrase(tail[1:])
	if len(f.head) == 0 || numeric(f.head[0]) || relatives[f.head[0].low] || f.head[0].low == "whose" {
		return
	}
	if n.role == "" {
		n.role = c.words(f.head)
	}
	n.official = n.official || officialRole(f.head)
	if len(f.tail) > 1 && prepositions[f.tail[0].low] {
		n.affiliation = c.capitals(f.tail[1:])
	}
}

// officialRole says whether a role speaks for a state: one that was held before does not.
func officialRole(role []token) bool {
	state := false
	for _, t := range role {
		switch {
		case t.low == "former" || t.low == "ex" || strings.HasPrefix(t.low, "ex-") || t.low == "retired" || t.low == "candidate" || t.low == "nominee" || t.low == "company":
			return false
		case stateWords[t.low]:
			state = true
		}
	}
	return state
}

// spokes is an unnamed spokesperson: the organization speaks.
func (c *cast) spokes(f phrase, _ bool) (named, bool) {
	if !spokesWords[f.last()] {
		return named{}, false
	}
	n := named{kind: KindOrganization, role: f.last(), official: f.any(stateWordsBesides)}
	if before := f.head[:len(f.head)-1]; len(before) > 0 {
		n.name = c.words(dropPossessive(before))
	} else if len(f.tail) > 1 {
		n.name = c.words(newPhrase(f.tail[1:]).named())
	}
	return n, true
}

// stateWordsBesides are the state words but for the spokesperson's own.
var stateWordsBesides = func() map[string]bool {
	m := map[string]bool{}
	for w := range stateWords {
		m[w] = w != "spokesperson"
	}
	return m
}()

func dropPossessive(toks []token) []token {
	if n := len(toks); n > 0 && toks[n-1].low == "'s" {
		return toks[:n-1]
	}
	return toks
}

// named is the head with what belongs to a body's name: "Ministry of Foreign Affairs".
func (f phrase) named() []token {
	end := len(f.head)
	for end+1 < len(f.toks) && (f.toks[end].low == "of" || f.toks[end].low == "for" || f.toks[end].low == "and") && f.toks[end+1].upper {
		end += 2
		for end < len(f.toks) && f.toks[end].upper && f.toks[end].word {
			end++
		}
	}
	return f.toks[:end]
}

func (c *cast) organization(f phrase, det bool) (named, bool) {
	last := f.head[len(f.head)-1]
	switch {
	case organizationWords[f.last()], f.last() == "hall" && len(f.head) == 2 && !last.upper: // "city hall"
	case c.acronym(last), metonyms[f.last()] && last.upper, len(f.head) == 1 && last.upper && c.places[f.last()]:
	case det && len(f.head) > 1 && last.upper && f.head[0].upper && !roleWords[f.last()]:
	case last.upper && len(f.head) > 1 && organizationWords[f.head[0].low]:
	default:
		return named{}, false
	}
	n := named{kind: KindOrganization, name: c.fullest(f)}
	n.official = stateWords[f.last()] || stateWords[f.head[0].low] || metonyms[f.last()] || c.places[f.last()]
	return n, true
}

// acronym says whether a word is capitals only: "NATO", "U.N.".
func (c *cast) acronym(t token) bool {
	s := c.text[t.Start:t.End]
	return len(s) > 1 && len(s) < 9 && s == strings.ToUpper(s) && s != strings.ToLower(s) && !numeric(t)
}

// unnamed is a person or group without a name: described when anything but "source" is said of it.
func (c *cast) unnamed(f phrase, det bool) (named, bool) {
	last := f.last()
	switch {
	case personHeads[last] && (len(f.head) == 1 || len(f.head) == 2 && determiners[f.head[0].low]):
		if len(f.tail) == 0 || last == "people" && len(f.tail) < 2 {
			return named{kind: KindAnonymous}, true
		}
	case personHeads[last]:
	case crowdHeads[last] && !det && !f.described():
		return named{}, false
	case roleWords[last]:
	case !f.head[len(f.head)-1].upper && personLike(last) && (det || f.described()):
	default:
		return named{}, false
	}
	n := named{kind: KindDescribed, role: c.words(f.head), official: officialRole(f.head)}
	if len(f.tail) > 1 && prepositions[f.tail[0].low] {
		n.affiliation = c.capitals(f.tail[1:])
	}
	return n, true
}

// personLike says whether a noun's ending makes it a person: "banker", "chemist", "doorman".
func personLike(noun string) bool {
	noun = strings.TrimSuffix(noun, "s")
	for _, end := range []string{"man", "woman", "men", "women", "ist", "er", "or", "ian", "ant", "boy", "girl", "ee"} {
		if strings.HasSuffix(noun, end) && len(noun) > len(end) {
			return true
		}
	}
	return noun == "man" || noun == "woman" || noun == "couple" || noun == "child" || noun == "group"
}

// described says whether a plural carries an affiliation or a reason: "army officials", "people briefed on the plan".
func (f phrase) described() bool {
	return len(f.tail) > 1 && f.tail[0].low != "," && f.tail[0].low != "including" || len(f.head) > 1 && f.head[0].upper && !crowdHeads[f.last()]
}

func (c *cast) crowd(f phrase, _ bool) (named, bool) {
	last := f.head[len(f.head)-1]
	if crowdHeads[f.last()] || crowdHeads[f.head[0].low] || plural(last) && !last.upper {
		return named{kind: KindCrowd, role: c.words(f.head)}, true
	}
	return named{}, false
}

// surname is a bare name that the story gave in full before.
func (c *cast) surname(f phrase, _ bool) (named, bool) {
	last := f.head[len(f.head)-1]
	if full, ok := c.fullName(f.head[len(f.head)-1:]); ok && last.upper {
		n := c.people[full]
		n.kind, n.name = KindPerson, full
		return n, true
	}
	return named{}, false
}
