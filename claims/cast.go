package claims

import (
	"slices"
	"strings"
)

// A cast is who a story names: the people, so that a surname or pronoun can be settled, and the places.
type cast struct {
	text      string
	publisher string
	people    map[string]named    // by full name
	surnames  map[string][]string // lower-case surname → the full names that carry it, in order of appearance
	places    map[string]bool     // words that follow "in": they speak for their governments
	gender    map[string]string   // full name → "he" or "she", where a title or the story's pronouns tell
	mentions  []mention           // people in text order
	speakers  []speaker           // subjects and sources in text order: whom a pronoun can stand for
	bodies    map[string]string   // lower-case name or first word of an organization → its full name, "" if it has two
	heads     map[string][]body   // lower-case noun ("ministry") → the fuller names that end in it, in text order
	lowered   map[string]bool     // words that follow a small "the": a capital "The" before them is no part of a name
	paras     []paragraph
}

// A mention is a person's name in the text.
type mention struct {
	at   int // byte
	name string
}

// newCast reads the story's names once.
func newCast(t *story) *cast {
	c := &cast{
		text: t.article.Text, publisher: t.article.Publisher, people: map[string]named{},
		surnames: map[string][]string{}, places: map[string]bool{}, gender: map[string]string{}, paras: t.paras,
		bodies: map[string]string{}, heads: map[string][]body{}, lowered: map[string]bool{},
	}
	for i := range t.paras {
		c.findPlaces(&t.paras[i])
	}
	for i := range t.paras {
		c.findBodies(&t.paras[i])
	}
	for i := range t.paras {
		c.findPeople(&t.paras[i])
	}
	for i := range t.paras {
		c.findSurnames(&t.paras[i])
	}
	slices.SortStableFunc(c.mentions, func(a, b mention) int { return a.at - b.at })
	c.findSpeakers(t)
	return c
}

func (c *cast) findPlaces(p *paragraph) {
	for i := 1; i < len(p.toks); i++ {
		before := p.toks[i-1].low
		t := p.toks[i]
		if (before == "in" || before == "near" || before == "across" || before == "from" && i > 1) && nameWord(t) && !timeWords[t.low] &&
			(i+1 >= len(p.toks) || !p.toks[i+1].upper) {
			c.places[t.low] = true
		}
		if before == "the" && !p.toks[i-1].upper {
			c.lowered[t.low] = true
		}
	}
}

// findPeople reads the runs of capitalized words.
func (c *cast) findPeople(p *paragraph) {
	for i := 0; i < len(p.toks); {
		end := i
		for end < len(p.toks) && p.toks[end].word && (nameWord(p.toks[end]) || end > i && nameParticles[p.toks[end].low] && end+1 < len(p.toks) && p.toks[end+1].upper) {
			end++
		}
		if end == i {
			i++
			continue
		}
		// A run of hundreds of capitals is a list or a trap, not a name.
		if end-i <= nameReach {
			c.addPerson(p.toks, i, end)
		}
		i = end
	}
}

// nameReach bounds a name with its titles, in words.
const nameReach = 9

func (c *cast) addPerson(toks []token, i, end int) {
	head := toks[i:end]
	start := nameStart(head)
	for start < len(head)-1 && (determiners[head[start].low] || openers[head[start].low] || demonym(head[start].low)) {
		start++
	}
	name := head[start:]
	titled := start > 0 && personTitles[head[start-1].low] || i > 0 && (roleWords[toks[i-1].low] || spokesWords[toks[i-1].low] || personTitles[toks[i-1].low])
	if len(name) < 2 || !c.personRun(name) || i > 0 && start == 0 && toks[i-1].low == "the" {
		if len(name) == 1 && titled {
			c.address(head, name[0])
		}
		return
	}
	if start == 0 && !titled && i > 0 && (toks[i-1].low == "in" || toks[i-1].low == "at") {
		return
	}
	full := c.words(name)
	if len(c.bodies) > 0 && c.bodies[strings.ToLower(full)] != "" {
		return
	}
	if _, ok := c.people[full]; !ok {
		low := name[len(name)-1].low
		c.surnames[low] = append(c.surnames[low], full)
	}
	n := c.people[full]
	if n.role == "" && start > 0 {
		n.role, n.official = c.role(head[:start]), officialRole(head[:start])
	}
	c.people[full] = n
	c.mentions = append(c.mentions, mention{name[0].Start, full})
	c.tellGender(full, head[:start])
	if end+1 < len(toks) && toks[end].low == "," && determiners[toks[end+1].low] {
		c.tellGender(full, newPhrase(toks[end+1:min(len(toks), end+nameReach)]).head)
	}
}

var (
	maleTitles   = set("mr mr. sir lord king prince spokesman chairman congressman father brother pope")
	femaleTitles = set("mrs mrs. ms ms. miss lady dame queen princess spokeswoman chairwoman congresswoman sister mother")
)

func (c *cast) tellGender(full string, titles []token) {
	for _, t := range titles {
		switch {
		case maleTitles[t.low]:
			c.gender[full] = "he"
		case femaleTitles[t.low]:
			c.gender[full] = "she"
		}
	}
}

// address learns from "Ms. Arden" how the Arden of the story is addressed.
func (c *cast) address(head []token, name token) {
	if all := c.surnames[name.low]; len(all) == 1 {
		c.tellGender(all[0], head[:len(head)-1])
	}
}

// findSurnames adds the bare surnames to the mentions, in text order.
func (c *cast) findSurnames(p *paragraph) {
	for i, t := range p.toks {
		if !t.upper || i > 0 && p.toks[i-1].upper && !personTitles[p.toks[i-1].low] {
			continue
		}
		all := c.surnames[t.low]
		if len(all) == 1 && (i+1 >= len(p.toks) || !nameWord(p.toks[i+1])) {
			c.mentions = append(c.mentions, mention{t.Start, all[0]})
			if i > 0 {
				c.tellGender(all[0], p.toks[i-1:i])
			}
		}
	}
}

// personRun says whether capitalized words can be a person's name: one to four, none of them a body, place, day,
// nationality or acronym.
func (c *cast) personRun(name []token) bool {
	if len(name) == 0 || len(name) > 5 {
		return false
	}
	for i, t := range name {
		if organizationWords[t.low] || mediaWords[t.low] || metonyms[t.low] && i == len(name)-1 || timeWords[t.low] && t.low != "april" && t.low != "june" && t.low != "may" ||
			len(name) == 1 && c.places[t.low] || documentHeads[t.low] || crowdHeads[t.low] || notNames[t.low] || demonym(t.low) && !givenNames[t.low] && i == 0 ||
			len(t.low) > 3 && c.acronym(t) && !strings.Contains(t.low, ".") {
			return false
		}
		if len(t.low) > 1 && len(t.low) <= 3 && c.acronym(t) && !strings.Contains(t.low, ".") && len(name) < 3 && t.low != "jr" {
			return false
		}
	}
	return true
}

// notNames are capitalized words of places, events and bodies.
var notNames = set(`middle east west north south new united arab saudi islamic republic states kingdom island
	islands bay gulf sea river mount lake street avenue square air base airport city county province region valley
	war day summit act bill constitution supreme foreign affairs security nations european african american
	asian olympic world cup affairs minister ministry the a an of and white house democratic republican national
	international federal central public general secretary wall twitter facebook youtube tv show i he she they it we
	but if when in on at for what why how`)

// demonym says whether a word is the adjective of a country by its ending.
func demonym(low string) bool {
	return len(low) > 5 && (strings.HasSuffix(low, "ian") || strings.HasSuffix(low, "ese") || strings.HasSuffix(low, "ish") || strings.HasSuffix(low, "ean")) ||
		low == "french" || low == "german" || low == "greek" || low == "iraqi" || low == "israeli" || low == "pakistani" || low == "us" || low == "u.s." || low == "uk"
}

// fullName is the one full name that ends in the name's last word; a surname that two people share settles nothing.
func (c *cast) fullName(name []token) (string, bool) {
	all := c.surnames[name[len(name)-1].low]
	if len(name) > 1 {
		for _, full := range all {
			if full == c.words(name) {
				return full, true
			}
		}
		return "", false
	}
	if len(all) != 1 {
		return "", false
	}
	return all[0], true
}

func (c *cast) known(name []token) bool {
	_, ok := c.fullName(name)
	return ok
}

// words gives the tokens as the text has them.
func (c *cast) words(toks []token) string {
	if len(toks) == 0 {
		return ""
	}
	return strings.Join(strings.Fields(c.text[toks[0].Start:toks[len(toks)-1].End]), " ")
}

// capitals is the first run of capitalized words, with "of" inside it. A number that opens it is no name.
func (c *cast) capitals(toks []token) string {
	i := 0
	for i < len(toks) && !nameWord(toks[i]) {
		i++
	}
	end := i
	for end < len(toks) && toks[end].word && (toks[end].upper || end+1 < len(toks) && end > i && toks[end+1].upper && (toks[end].low == "of" || toks[end].low == "and" || toks[end].low == "for" || toks[end].low == "the")) {
		end++
	}
	return c.words(toks[i:end])
}

// attribution settles whom a draft is laid to.
func (c *cast) attribution(q *placed, p *paragraph) Attribution {
	if q.loose {
		return Attribution{Kind: KindUnresolved, Class: CueSpeech, Polarity: PolarityAffirmed}
	}
	a := Attribution{Class: q.row.class, Charged: q.row.charged, Polarity: q.polarity()}
	a.Cue = []Span{p.span(run{q.first, q.last})}
	if q.source.empty() {
		a.Kind = KindHearsay
		return a
	}
	a.Source = []Span{p.span(q.source)}
	n := c.settle(p, q.source)
	a.Kind, a.Name, a.Role, a.Affiliation, a.Official = n.kind, n.name, n.role, n.affiliation, n.official
	return a
}

// polarity turns a negated cue round: "did not say" is a refusal, "did not criticize" a denial.
func (q *placed) polarity() Polarity {
	base := q.row.polarity()
	switch {
	case !q.negated:
		return base
	case q.row.build == acts && base == PolarityAffirmed:
		return PolarityDenied
	}
	return PolarityDeclined
}

// settle names the source in the run.
func (c *cast) settle(p *paragraph, r run) named {
	first := p.toks[r.first]
	if r.last-r.first == 1 {
		switch first.low {
		case "he", "she", "him", "her", "his":
			return c.pronoun(p, r)
		case "who", "which", "that", "whom":
			return c.antecedent(p, r)
		case "it", "they", "you", "them", "their", "its", "this", "these", "those":
			return named{kind: KindUnresolved}
		case "my", "our":
			return named{kind: KindSelf, name: c.publisher}
		}
	}
	det := first.low == "the" || first.low == "a" || first.low == "an" || first.low == "one"
	return c.kindOf(p.toks[r.first:r.last], det)
}

// antecedent is the phrase that a relative pronoun stands for.
func (c *cast) antecedent(p *paragraph, r run) named {
	end := r.first
	if end > 0 && p.toks[end-1].low == "," {
		end--
	}
	if end == 0 {
		return named{kind: KindUnresolved}
	}
	before := p.nounPhrase(max(0, end-nameReach), end)
	if before.empty() {
		return named{kind: KindUnresolved}
	}
	det := determiners[p.toks[before.first].low]
	return c.kindOf(p.toks[before.first:before.last], det)
}
