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
	media                   bool // a journalist: an outlet speaks
	id                      int  // one more than the number of the person, 0 for none
}

// phrase is a source's words with its head: the words before the first preposition, comma or relative clause.
type phrase struct {
	toks []token
	head []token
	tail []token // what stands behind the head
	the  token   // the "the" before the words, if one stood there
	det  token   // the first word, where it is a determiner
}

func newPhrase(toks []token) phrase {
	for len(toks) > 0 && (toks[0].low == "the" || toks[0].low == "a" || toks[0].low == "an" || toks[0].low == "but" || !toks[0].word) {
		toks = toks[1:]
	}
	f := phrase{toks: toks, head: toks}
	for i, t := range toks {
		if i > 0 && (t.low == "," || t.low == "and" && i+1 < len(toks) && (possessives[toks[i+1].low] || toks[i-1].upper && !toks[i+1].upper) || participles[t.low] && i+1 < len(toks) && prepositions[toks[i+1].low] || prepositions[t.low] || relatives[t.low] || t.low == "whose" || t.low == "familiar" || t.low == "close" || t.low == "aware" || t.low == "(" || t.low == "—" ||
			t.pastForm() && !t.upper && i+1 < len(toks) && (prepositions[toks[i+1].low] || toks[i+1].dated())) {
			f.head, f.tail = toks[:i], toks[i:]
			break
		}
	}
	return f
}

// participles of irregular verbs open what follows a noun: "documents seen by the mayor".
var participles = set("seen made written held known sent given led drawn shown found kept put set taken told understood")

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
	f := definite(toks)
	if len(f.head) == 0 {
		return named{kind: KindUnresolved}
	}
	rules := [...]func(phrase, bool) (named, bool){
		c.self, c.bothPeople, c.partitive, c.media, c.data, c.document, c.body, c.apposedBody, c.apposedPerson, c.relativePerson, c.person, c.spokes,
		c.organization, c.titledPerson, c.unnamed, c.crowd, c.bareName,
	}
	for _, rule := range rules {
		if n, ok := rule(f, det); ok {
			return n
		}
	}
	return named{kind: KindUnresolved}
}

// definite is the phrase with the article or other determiner before it.
func definite(toks []token) phrase {
	words := dropPossessive(withoutNickname(toks))
	f := newPhrase(words)
	if len(words) > 0 && words[0].low == "the" {
		f.the = words[0]
	}
	if len(words) > 0 && determiners[words[0].low] {
		f.det = words[0]
	}
	return f
}

// withoutNickname leaves out the quoted words of Janek “Red” Olmo.
func withoutNickname(toks []token) []token {
	nick := func(t token) bool { return t.quote != toks[0].quote } // the source itself may stand inside a quotation
	if len(toks) == 0 || !slices.ContainsFunc(toks, nick) {
		return toks
	}
	return slices.DeleteFunc(slices.Clone(toks), nick)
}

func (c *cast) self(f phrase, _ bool) (named, bool) {
	first := f.toks[0].low
	mine := (first == "this" || first == "our") && len(f.head) > 1 && ourselves[f.last()]
	if first == "i" || first == "we" || mine || c.ownName(f) || c.publisher != "" && strings.EqualFold(c.words(f.head), strings.TrimPrefix(c.publisher, "The ")) {
		return named{kind: KindSelf, name: c.publisher}, true
	}
	return named{}, false
}

// ownName says whether the head is the last words of the publisher's name, alone or before a common noun: "The Courier",
// "a Courier count".
func (c *cast) ownName(f phrase) bool {
	words := strings.Fields(strings.ToLower(c.publisher))
	if len(words) < 2 || f.det.low == "" {
		return false
	}
	n := 0
	for n < len(f.head) && f.head[n].upper {
		n++
	}
	if n == 0 || n > len(words) || len(f.head)-n > 1 {
		return false
	}
	for k, t := range f.head[:n] {
		if t.low != words[len(words)-n+k] {
			return false
		}
	}
	return true
}

// apposedPerson is a role whose name follows a comma: "a police spokesman, Karel Doven,".
func (c *cast) apposedPerson(f phrase, _ bool) (named, bool) {
	comma := slices.IndexFunc(f.tail[:min(len(f.tail), 6)], func(t token) bool { return t.low == "," })
	if len(f.tail) < 3 || comma != 0 && !prepositions[f.tail[0].low] || comma < 0 || f.head[len(f.head)-1].upper {
		return named{}, false
	}
	f.head, f.tail = f.toks[:len(f.head)+comma], f.tail[comma:]
	end := 1
	for end < len(f.tail) && f.tail[end].upper && f.tail[end].word {
		end++
	}
	if end < 3 || end < len(f.tail) && f.tail[end].low != "," && f.tail[end].low != "of" {
		return named{}, false
	}
	name := f.tail[1:end]
	if companyTails[name[len(name)-1].low] || companyNouns[f.last()] && !givenName(name[0].low) {
		return named{kind: KindOrganization, name: c.words(name)}, true
	}
	start := nameStart(name)
	if who, ok := c.identify(name[start:], token{}); ok {
		return c.knownPerson(who, phrase{}, f.head), true
	}
	if !c.personRun(name[start:]) {
		return named{}, false
	}
	role := ownRole(f.head)
	return named{kind: KindPerson, name: c.words(name[start:]), role: c.words(role), official: officialRole(role)}, true
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
	head := dropPossessive(f.head)
	if len(head) == 0 {
		return named{}, false
	}
	start := nameStart(head)
	name := head[start:]
	if len(name) == 0 || !nameWord(name[len(name)-1]) {
		return named{}, false
	}
	before := token{}
	if start > 0 {
		before = head[start-1]
	}
	titled := titleLike(before)
	who, known := c.identify(name, before)
	switch {
	case known && (len(name) > 1 || titled || start == 0 || parties[before.low]):
		return c.knownPerson(who, f, head[:start]), true
	case !c.personRun(name) && (len(name) > 1 || !titled || organizationWords[name[0].low]):
		return named{}, false
	case len(name) == 1 && !titled:
		return named{}, false
	case det && start == 0:
		return named{}, false
	}
	role := ownRole(head[:start])
	n := named{kind: KindPerson, name: c.words(name), role: c.role(role), official: officialRole(role)}
	c.explain(&n, f.tail)
	return n, true
}

// bothPeople are two names of the story that "and" joins.
func (c *cast) bothPeople(f phrase, _ bool) (named, bool) {
	and := slices.IndexFunc(f.head, func(t token) bool { return t.low == "and" })
	if and < 1 || and+1 >= len(f.head) {
		return named{}, false
	}
	left, right := f.head[:and], f.head[and+1:]
	a, okA := c.identify(left[nameStart(left):], token{})
	b, okB := c.identify(right[nameStart(right):], token{})
	if !okA || !okB {
		return named{}, false
	}
	return named{kind: KindPerson, name: c.folk[a].name + " and " + c.folk[b].name}, true
}

// knownPerson is a person of the story, with what the words around the name add.
func (c *cast) knownPerson(who int, f phrase, titles []token) named {
	n := c.folk[who].named
	if n.role == "" {
		titles = ownRole(titles)
		n.role, n.official = c.role(titles), officialRole(titles)
		c.explain(&n, f.tail)
	}
	if n.affiliation == "" {
		more := n
		c.explain(&more, f.tail)
		n.affiliation = more.affiliation
	}
	n.id = who + 1
	if n.media || mediaRole(titles) {
		n.kind = KindMedia
	}
	return n
}

// mediaRole says whether the words before or behind a name make a journalist of it.
func mediaRole(toks []token) bool {
	for i, t := range toks {
		if journalists[t.low] || t.low == "'s" && i > 0 && mediaWords[toks[i-1].low] {
			return true
		}
	}
	return false
}

var journalists = set("reporter correspondent columnist journalist")

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

// unnamed is a person or group without a name: described when anything but "source" is said of it.
func (c *cast) unnamed(f phrase, det bool) (named, bool) {
	last := f.last()
	switch {
	case unnamedHeads[last] && len(f.head) == 1 && len(f.tail) == 0 && f.the.word && !c.introduced(last):
		return named{kind: KindUnresolved}, true
	case personHeads[last] && (len(f.head) == 1 || len(f.head) == 2 && (determiners[f.head[0].low] || ordinals[f.head[0].low])):
		if len(f.tail) == 0 || last == "people" && len(f.tail) < 2 {
			n := named{kind: KindAnonymous}
			if strings.HasPrefix(last, "insider") {
				n.role = last
			}
			return n, true
		}
	case personHeads[last]:
	case crowdHeads[last] && (!det || f.the.word) && !f.described():
		return named{}, false
	case f.det.low != "" && numbers[f.det.low] && plural(f.head[len(f.head)-1]) && !organizationWords[last] && !f.head[len(f.head)-1].upper:
	case bareMany(f):
		return named{}, false
	case roleWords[last] || roleWords[strings.TrimSuffix(last, "s")] && !f.head[len(f.head)-1].upper:
	case !f.head[len(f.head)-1].upper && personLike(last) && (det || f.described()):
	default:
		return named{}, false
	}
	role := ownRole(f.head)
	n := named{kind: KindDescribed, role: c.words(role), official: officialRole(role)}
	if len(f.tail) > 1 && prepositions[f.tail[0].low] {
		n.affiliation = c.capitals(f.tail[1:])
	}
	return n, true
}

// unnamedHeads say nothing of a person but the sex.
var unnamedHeads = set("man woman boy girl other men women pair")

var (
	numbers  = set("two three four five six seven eight nine ten one a an")
	ordinals = set("first second third fourth fifth other same")
)

// bareMany says whether a plural stands alone: "engineers" are a class, "its engineers" are described.
func bareMany(f phrase) bool {
	last := f.head[len(f.head)-1]
	return len(f.head) == 1 && plural(last) && f.det.low == "" && len(f.tail) == 0 && !officials[last.low]
}

var officials = set("officials diplomats aides advisers advisors sources")

// partitive is what a number or group is of: "a chorus of prominent Republicans", "42 percent of those responding".
func (c *cast) partitive(f phrase, _ bool) (named, bool) {
	if len(f.tail) < 2 || f.tail[0].low != "of" || !partitives[f.last()] && !numeric(f.head[0]) {
		return named{}, false
	}
	inner := newPhrase(f.tail[1:])
	if len(inner.head) == 0 {
		return named{}, false
	}
	last := inner.head[len(inner.head)-1]
	switch {
	case f.head[0].low == "one":
		n := c.kindOf(f.tail[1:], true)
		if n.kind == KindCrowd || n.kind == KindPerson {
			n = named{kind: KindDescribed, role: c.words(inner.head)}
		}
		return n, n.kind == KindDescribed || n.kind == KindData || n.kind == KindDocument
	case organizationWords[inner.last()] && last.upper:
		return named{}, false
	}
	return named{kind: KindCrowd, role: c.words(inner.head)}, plural(last) || crowdHeads[inner.last()] || inner.last() == "those"
}

var partitives = set(`chorus group groups number handful series majority dozens hundreds thousands scores lots many some most few
	several one half percent minority couple crowd variety plenty all none any each both`)

// introduced says whether the story spoke of "a woman" before "the woman".
func (c *cast) introduced(noun string) bool {
	who, ok := c.strangers[noun]
	return ok && c.folk[who].kind == KindDescribed
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
	lone := len(f.head) == 1 && plural(last) && (roleWords[f.last()] || roleWords[strings.TrimSuffix(f.last(), "s")])
	if crowdHeads[f.last()] || crowdHeads[f.head[0].low] || plural(last) && (!last.upper || c.small[last.low]) || lone || f.last() == "those" {
		return named{kind: KindCrowd, role: c.words(f.head)}, true
	}
	return named{}, false
}
