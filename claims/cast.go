package claims

import (
	"slices"
	"strings"
)

// A cast is who a story names: the people, so that a surname, a title or a pronoun can be settled, the bodies and the
// places.
type cast struct {
	text          string
	publisher     string
	paras         []paragraph
	runs          [][]nameRun // by paragraph
	heading       []bool      // by paragraph: a line of capitalized words
	firstSentence []int       // by paragraph: the number of its first sentence, counted over the story

	folk      []person
	byLast    map[string][]int // lower-case last word of the name → people, in order of appearance
	byGiven   map[string][]int
	byRole    map[string][]int // noun of a role → who holds one
	strangers map[string]int   // noun of a role, or a name that nothing explains → person
	mentions  []mention        // in text order
	sorted    int              // how many of mentions were found by name
	votes     []genderVote     // by person: what the pronouns settled so far tell of the gender
	times     []int            // by person: mentions in the whole story
	trail     []mention        // mentions and settled pronouns, in text order, as far as the walk has come
	means     map[int]int      // byte of a pronoun, or of the "the" before a role → person
	contents  map[int]Found    // byte of a pronoun source → its attribution
	pending   map[int]phrase   // byte of the "the" before a role that no person of the story is known to hold
	groups    []group          // in text order

	outlets []body            // in text order
	polls   []body            // those that have a name, in text order
	small   map[string]bool   // words that the story writes with a small letter
	inner   map[string]bool   // words that the story writes with a capital inside a sentence
	things  map[string]bool   // sources of one word that say "it" of themselves: no people
	places  map[string]bool   // words that follow "in": they speak for their governments
	bodies  map[string]string // lower-case name or first word of an organization → its full name, "" if it has two
	heads   map[string][]body // lower-case noun ("ministry") → the fuller names that end in it, in text order
	lowered map[string]bool   // words that follow a small "the": a capital "The" before them is no part of a name
}

// newCast reads the story's names once.
func newCast(a Article, paras []paragraph, all []sourced) *cast {
	c := &cast{
		text: a.Text, publisher: a.Publisher, paras: paras,
		runs: make([][]nameRun, len(paras)), heading: make([]bool, len(paras)), firstSentence: make([]int, len(paras)),
		byLast: map[string][]int{}, byGiven: map[string][]int{}, byRole: map[string][]int{}, strangers: map[string]int{}, means: map[int]int{}, pending: map[int]phrase{}, contents: map[int]Found{},
		places: map[string]bool{}, bodies: map[string]string{}, heads: map[string][]body{}, lowered: map[string]bool{},
		small: map[string]bool{}, inner: map[string]bool{}, things: map[string]bool{},
	}
	for i, n := 0, 0; i < len(paras); i++ {
		c.firstSentence[i] = n
		n += len(paras[i].joined)
		c.heading[i] = paras[i].isHeading()
		c.runs[i] = paras[i].nameRuns()
		c.findPlaces(&paras[i])
		c.findOutlets(&paras[i], c.runs[i])
		c.findPolls(&paras[i])
	}
	for i := range paras {
		c.findBodies(&paras[i])
	}
	c.findThings(all)
	c.findPeople()
	c.findMentions()
	c.sorted = len(c.mentions)
	for i := range c.folk {
		f := &c.folk[i]
		if f.gender == "" {
			f.gender = givenGender(f.given)
		}
		if f.media {
			f.kind = KindMedia
		}
	}
	c.findSpeakers(all)
	return c
}

// stateNouns are what a state has and a person has not.
var stateNouns = set("government army navy ministry border coast port ports capital parliament envoy embassy troops forces waters people president economy leaders police court")

func (c *cast) findPlaces(p *paragraph) {
	for _, t := range p.toks {
		if t.word && !t.upper {
			c.small[t.low] = true
		}
	}
	for _, s := range p.joined {
		for _, t := range p.toks[min(s.first+1, s.last):s.last] {
			c.inner[t.low] = c.inner[t.low] || nameWord(t)
		}
	}
	for i := 1; i < len(p.toks); i++ {
		before := p.toks[i-1].low
		t := p.toks[i]
		if (before == "in" || before == "near" || before == "across" || before == "into" || before == "throughout" || before == "of" && i > 1 && (p.toks[i-2].low == "ships" || stateNouns[p.toks[i-2].low]) || before == "from" && i > 1) && nameWord(t) && !timeWords[t.low] &&
			(i+1 >= len(p.toks) || !p.toks[i+1].upper) {
			c.places[t.low] = true
		}
		if before == "'s" && i > 1 && nameWord(p.toks[i-2]) && stateNouns[t.low] && (i < 3 || !nameWord(p.toks[i-3])) {
			c.places[p.toks[i-2].low] = true // "Ostrova's envoy"
		}
		if before == "the" && !p.toks[i-1].upper {
			c.lowered[t.low] = true
		}
	}
}

// openingBytes is enough for the two words that open a content.
const openingBytes = 16

// findThings keeps the sources of one word whose content opens with "it": "Varnia denied it had fired".
func (c *cast) findThings(all []sourced) {
	for _, s := range all {
		if s.words.empty() || s.words.last-s.words.first > 1 || len(s.bytes.Content) == 0 || !s.bytes.Content[0].Fits(c.text) {
			continue
		}
		said := s.bytes.Content[0]
		words := strings.Fields(strings.ToLower(c.text[said.Start:min(said.End, said.Start+openingBytes)]))
		if len(words) > 0 && words[0] == "that" {
			words = words[1:]
		}
		if len(words) > 0 && (words[0] == "it" || words[0] == "its") {
			c.things[c.paras[s.words.para].toks[s.words.first].low] = true
		}
	}
}

var (
	maleTitles   = set("mr mr. sir lord king prince spokesman chairman congressman father brother pope man boy")
	femaleTitles = set("mrs mrs. ms ms. miss lady dame queen princess spokeswoman chairwoman congresswoman sister mother woman girl")
)

// tellGender keeps what titles tell of a person: two that differ leave the gender torn.
func (c *cast) tellGender(who int, titles []token) {
	f := &c.folk[who]
	switch g := titleGender(titles); {
	case g == "" || f.gender == g:
	case f.gender == "":
		f.gender = g
	default:
		f.gender = torn
	}
}

// personRun says whether capitalized words can be a person's name: one to four, none of them a body, place, day,
// nationality or acronym.
func (c *cast) personRun(name []token) bool {
	if len(name) == 0 || len(name) > 5 || manyWordPlaces[strings.ToLower(c.words(name))] {
		return false
	}
	given := len(name) > 1 && givenName(name[0].low) && !placeNames[name[0].low]
	shouted := given && !slices.ContainsFunc(name, func(t token) bool { return !c.acronym(t) && len(t.low) > 1 }) // "JANE TASKER:"
	for i, t := range name {
		if shouted || given && i == len(name)-1 && (plainSurnames[t.low] || metonyms[t.low]) {
			continue
		}
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

// plainSurnames are surnames as well as words of places and times: behind a known given name they are a surname.
var plainSurnames = set("white west north day lake street wall rivers may young church hill banks fields")

// manyWordPlaces are countries, states and cities of several words, which look like a person's name.
var manyWordPlaces = setOf(`puerto rico, new york, new jersey, new mexico, new hampshire, new orleans, new zealand, new delhi,
	north carolina, south carolina, north dakota, south dakota, west virginia, rhode island, north korea, south korea,
	saudi arabia, south africa, south sudan, sri lanka, costa rica, el salvador, cape verde, sierra leone, burkina faso,
	ivory coast, hong kong, los angeles, las vegas, san francisco, san diego, san jose, san juan, san antonio, salt lake,
	st louis, st. louis, buenos aires, rio de janeiro, tel aviv, abu dhabi, kuala lumpur, phnom penh, addis ababa, dar es salaam,
	cape town, mexico city, papua new guinea, equatorial guinea, great britain, northern ireland, san marino, des moines,
	baton rouge, palm beach, santa fe, santa barbara, el paso, fort worth, long island, staten island, silicon valley`)

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

// words gives the tokens as the text has them.
func (c *cast) words(toks []token) string {
	if len(toks) == 0 {
		return ""
	}
	var b strings.Builder
	for i, t := range toks {
		if i > 0 {
			gap := c.text[toks[i-1].End:t.Start]
			if strings.ContainsAny(gap, "\"“”") { // a nickname was left out
				gap = " "
			}
			b.WriteString(gap)
		}
		b.WriteString(c.text[t.Start:t.End])
	}
	return strings.Join(strings.Fields(b.String()), " ")
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

// attribution settles whom a found attribution is laid to and what its cue does.
func (c *cast) attribution(s *sourced) Attribution {
	a := Attribution{Source: s.bytes.Source, Cue: s.bytes.Cue, Class: CueSpeech, Polarity: PolarityAffirmed}
	if !s.cue.empty() {
		r := c.readCue(s)
		a.Class, a.Charged, a.Polarity = r.class, r.charged, r.polarity
	}
	switch {
	case !s.words.empty():
		n := c.settle(&c.paras[s.words.para], s.words.run)
		a.Kind, a.Name, a.Role, a.Affiliation, a.Official = n.kind, n.name, n.role, n.affiliation, n.official
	case s.cue.empty():
		a.Kind = KindUnresolved
	default:
		a.Kind = KindHearsay
	}
	return a
}

// settle names the source in the run.
func (c *cast) settle(p *paragraph, r run) named {
	first := p.toks[r.first]
	if r.last-r.first == 1 {
		switch first.low {
		case "he", "she", "him", "her", "his", "hers":
			return c.settledPronoun(p, r)
		case "it", "they", "them", "their", "its":
			return c.groupPronoun(p, r)
		case "who", "which", "that", "whom":
			return c.antecedent(p, r)
		case "anyone", "anybody", "everyone", "everybody", "none", "nobody", "many", "most", "few", "each", "both", "some", "others":
			return named{kind: KindCrowd, role: first.low}
		case "you", "this", "these", "those":
			return named{kind: KindUnresolved}
		case "my", "our":
			return named{kind: KindSelf, name: c.publisher}
		}
	}
	det := first.low == "the" || first.low == "a" || first.low == "an" || first.low == "one"
	return c.kindOf(p.toks[r.first:r.last], det)
}

// nameBefore is the person whose name ends at token end.
func (c *cast) nameBefore(p *paragraph, end int) (int, bool) {
	at, _ := slices.BinarySearchFunc(c.mentions[:c.sorted], p.toks[end-1].End, func(m mention, to int) int { return m.end - to })
	if at < c.sorted && c.mentions[at].end == p.toks[end-1].End {
		return c.mentions[at].who, true
	}
	return -1, false
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
	if p.toks[r.first].low == "who" { // "the rise of Hanne Oster, who": the name alone
		if who, ok := c.nameBefore(p, end); ok {
			n := c.folk[who].named
			n.id = who + 1
			return n
		}
	}
	before := p.nounPhrase(max(0, end-nameReach), end)
	if before.empty() {
		return named{kind: KindUnresolved}
	}
	if k := before.first; k > 1 && p.toks[k-1].low == "," { // "Arden, now the mayor, who"
		if r := p.nounPhrase(max(0, k-1-nameReach), k-1); !r.empty() {
			if n := c.kindOf(p.toks[r.first:r.last], determiners[p.toks[r.first].low]); n.kind == KindPerson {
				return n
			}
		}
	}
	det := determiners[p.toks[before.first].low]
	return c.kindOf(p.toks[before.first:before.last], det)
}
