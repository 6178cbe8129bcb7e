package rules

import (
	"slices"
	"strconv"
	"strings"

	"secondsource/claims/parse"
)

// A count is a number and what it counts.
type count struct {
	clause int
	at     int // token of the number
	value  float64
	unit   string // "$", "%" or ""
	noun   int    // token of what is counted; -1: nothing is named ("killed 14")
	thing  string // its key; "person" where nothing is named and the verb is of people
	of     []string
	loose  bool // "about", "at least", a range, a part of a whole: it goes with other numbers
}

// A place is where a clause says something is or will be.
type place struct {
	clause int
	at     int // token of the name's last word
	name   string
	near   int // token that "in" ties it to
}

// A day is when a clause says something is or will be.
type day struct {
	clause int
	at     int // token
	name   string
	month  bool // a day of a month, "march 3", and not of the week
}

// value is the number that a token is: digits, or a word.
func (p *page) value(i int) (float64, bool) {
	form := p.form(i)
	if v, ok := numberWords[form]; ok {
		return v, true
	}
	if a, b, ok := strings.Cut(form, "-"); ok && numberWords[a] >= 20 && numberWords[b] > 0 && numberWords[b] < 10 {
		return numberWords[a] + numberWords[b], true
	}
	if form == "" || form[0] < '0' || form[0] > '9' {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(form, ",", ""), 64)
	return v, err == nil
}

var numberWords = func() map[string]float64 {
	out := map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
	for i, w := range strings.Fields(`two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
		eighteen nineteen twenty`) {
		out[w] = float64(i + 2)
	}
	for i, w := range strings.Fields("thirty forty fifty sixty seventy eighty ninety") {
		out[w] = float64(10*i + 30)
	}
	return out
}()

// counts gives the numbers of a page that count something, in text order.
func (p *page) counts() []count {
	var out []count
	for i := 0; i < len(p.Tokens); i++ {
		v, ok := p.value(i)
		if !ok {
			continue
		}
		c := count{at: i, value: v, clause: p.owner[i], noun: -1}
		last := i
		for last+1 < len(p.Tokens) && p.scale(last+1) > 0 {
			last++
			c.value *= p.scale(last)
		}
		if p.counted(&c, last) {
			out = append(out, c)
		}
		i = last
	}
	return out
}

// scale is what a word multiplies the number before it by; 0 for other words.
func (p *page) scale(i int) float64 {
	if v := numberWords[p.form(i)]; v >= 100 {
		return v
	}
	return 0
}

// counted finds what a number counts and whether it is exact; false: nothing that can be compared.
func (p *page) counted(c *count, last int) bool {
	if p.partOfName(c.at) || len(p.form(c.at)) > maxDigits {
		return false
	}
	if c.at > 0 && strings.ContainsAny(p.form(c.at-1), "$€£¥₹") {
		c.unit = p.form(c.at - 1)
	}
	for i := c.at; i <= last; i++ {
		if t := p.Tokens[i]; t.Label == parse.Nummod && t.Head > last && p.Tokens[t.Head].Tag.Noun() {
			c.noun = t.Head
		}
	}
	if c.noun < 0 && last+1 < len(p.Tokens) {
		if t := p.Tokens[last+1]; t.Tag.Noun() {
			c.noun = last + 1
			for c.noun+1 < len(p.Tokens) && p.Tokens[c.noun].Head == c.noun+1 && p.Tokens[c.noun+1].Tag.Noun() {
				c.noun++
			}
		}
	}
	if c.clause < 0 && c.noun >= 0 { // "Twelve" at the start of a sentence may be taken for its root
		c.clause = p.owner[c.noun]
	}
	if c.clause < 0 {
		return false
	}
	verb := p.clauses[c.clause].verb
	switch {
	case c.noun >= 0:
		c.thing = p.key(c.noun)
		for _, k := range p.kids[c.noun] {
			if l := p.Tokens[k].Label; l == parse.Amod || l == parse.Compound {
				c.of = append(c.of, p.key(k))
			}
		}
		slices.Sort(c.of)
	case p.ofToll(c):
		c.thing = wordKey("person")
		return true
	case peopleVerbs[verb] || last+1 < len(p.Tokens) && p.form(last+1) == "dead":
		c.thing = wordKey("person")
	case c.unit != "":
		c.thing = c.unit
	default:
		return false
	}
	c.loose = p.loose(c, last)
	if c.thing == percentKey {
		return p.percentOf(c)
	}
	return !timeUnits[c.thing] && (c.noun < 0 || p.form(c.noun) != "%")
}

// ofToll says whether a number is what a toll has come to: "the death toll rose to 14".
func (p *page) ofToll(c *count) bool {
	prep := p.preposition(c.at)
	return (prep == "to" || prep == "at") && slices.ContainsFunc(p.clauses[c.clause].words, func(i int) bool { return p.form(i) == "toll" })
}

// maxDigits is the longest number that counts something: more are an address's.
const maxDigits = 12

var percentKey = wordKey("percent")

// percentOf takes a share for a count of what it is a share of; false: of nothing that is named.
func (p *page) percentOf(c *count) bool {
	for _, k := range p.kin(c.noun, parse.Nmod) {
		if p.preposition(k) == "of" && p.Tokens[k].Tag.Noun() {
			c.thing, c.loose = "% "+p.key(k), slices.Contains(p.leads(c.at), true)
			return true
		}
	}
	return false
}

// partOfName says whether a number belongs to a name, a date, a time or an age, and counts nothing.
func (p *page) partOfName(i int) bool {
	form := p.form(i)
	if isYear(form) {
		return true
	}
	if i > 0 {
		before := p.Tokens[i-1]
		if tag := before.Tag.String(); (tag == "NNP" || tag == "NNPS" || months[p.form(i-1)]) && before.Head == p.Tokens[i].Head || months[p.form(i-1)] || p.form(i-1) == "#" {
			return true
		}
	}
	if i+1 < len(p.Tokens) && months[p.form(i+1)] {
		return true
	}
	t := p.Tokens[i]
	return t.Head >= 0 && (months[p.form(t.Head)] || t.Head > i && p.Tokens[t.Head].Tag.String() == "NNP" && t.Head == i+1)
}

// loose says whether a number goes with others: it is rounded, a bound, a range, or a part of a whole.
func (p *page) loose(c *count, last int) bool {
	if slices.Contains(p.leads(c.at), true) {
		return true
	}
	for i := last + 1; i < min(p.sentence(c.at).End, last+4); i++ {
		if f := p.form(i); f == "or" || f == "to" && i == last+1 || f == "-" || f == "—" || f == "–" && i == last+1 || partWords[f] {
			return true
		}
	}
	if c.noun < 0 {
		return false
	}
	for _, k := range p.kids[c.noun] {
		if partWords[p.form(k)] || p.preposition(k) == "of" && partWords[p.form(k)] {
			return true
		}
	}
	return p.preposition(c.noun) == "of" || p.preposition(c.noun) == "among"
}

// leads says of the words before a number whether they round or bound it.
func (p *page) leads(at int) []bool {
	var out []bool
	for i := max(p.sentence(at).First, at-3); i < at; i++ {
		out = append(out, approximate[p.form(i)])
	}
	return out
}

// approximate are words before a number that make others agree with it, or make it a part of something.
var approximate = wordSet(`about around nearly almost over more than least most up many few fewer less some roughly approximately under above
	below between estimated another other additional further first last next every each remaining extra new those these such only
	just of from by another's to well or close per versus vs nos no number age aged top phase grade`)

// partWords say that a number is of a part, or comes on top of another.
var partWords = wordSet(`more other others them those these additional further another remaining extra each apiece of different so
	new first last next old per a total`)

// timeUnits are measures, by key: too many of them stand in one story to be set against each other.
var timeUnits = wordSet(`year month week day hour minut second decad centur century time percent mile meter metr kilomet kilometer foot feet inch
	point cent degre p.m a.m pm am part other way half third quarter thing stag stage person-year half-dozen o'clock age yard vot-share`)

// peopleVerbs, by class, count people where they name nothing: "killed 14".
var peopleVerbs = wordSet("kill injure arrest rescue evacuate")

var months = wordSet(`january february march april may june july august september october november december jan feb mar apr jun jul aug sep
	sept oct nov dec jan. feb. mar. apr. aug. sep. sept. oct. nov. dec.`)

var weekdays = classes(strings.ToLower, "monday mon.", "tuesday tue. tues.", "wednesday wed.", "thursday thu. thurs.", "friday fri.",
	"saturday sat.", "sunday sun.")

// places gives the names that "in" or "at" ties to something, in text order.
func (p *page) places() []place {
	var out []place
	for i, t := range p.Tokens {
		if tag := t.Tag.String(); tag != "NNP" && tag != "NNPS" || t.Label != parse.Nmod || p.owner[i] < 0 || t.Head < 0 {
			continue
		}
		if prep := p.preposition(i); prep != "in" && prep != "at" {
			continue
		}
		if name := p.form(i); months[name] || weekdays[name] != "" {
			continue
		}
		out = append(out, place{clause: p.owner[i], at: i, name: p.name(i), near: t.Head})
	}
	return out
}

// name is a name with the words that belong to it, in lower case.
func (p *page) name(i int) string {
	words := []string{}
	for _, k := range p.kids[i] {
		if p.Tokens[k].Label == parse.Compound && k < i {
			words = append(words, p.form(k))
		}
	}
	return strings.Join(append(words, p.form(i)), " ")
}

// days gives the days of the week and of months, in text order.
func (p *page) days() []day {
	var out []day
	for i := range p.Tokens {
		if p.owner[i] < 0 {
			continue
		}
		form := p.form(i)
		if name := weekdays[form]; name != "" {
			out = append(out, day{p.dayOwner(i), i, name, false})
			continue
		}
		if !months[form] {
			continue
		}
		for _, k := range []int{i + 1, i - 1} {
			if v, ok := p.dayOfMonth(k); ok {
				out = append(out, day{p.dayOwner(i), i, form[:3] + " " + strconv.Itoa(v), true})
				break
			}
		}
	}
	return out
}

// dayOwner is the clause that a day belongs to: not that of whoever says so behind it, "on Monday, the mayor said".
func (p *page) dayOwner(i int) int {
	n := p.owner[i]
	c := &p.clauses[n]
	if i > c.head || !plainVerbs[c.verb] {
		return n
	}
	for k := i - 1; k >= p.sentence(i).First; k-- {
		if p.owner[k] >= 0 && p.owner[k] != n {
			return p.owner[k]
		}
	}
	return n
}

// dayOfMonth is the number at a token if it can be a day's.
func (p *page) dayOfMonth(i int) (int, bool) {
	if i < 0 || i >= len(p.Tokens) || len(p.form(i)) > 2 {
		return 0, false
	}
	v, ok := p.value(i)
	return int(v), ok && v >= 1 && v <= 31
}

// terms are the keys of what a clause names besides its verb, numbers and days, sorted.
func (p *page) terms(c *clause) []string {
	var out []string
	for _, i := range slices.Concat(c.words, c.actor, c.theme) {
		t := p.Tokens[i]
		tag := t.Tag.String()
		if i == c.head || months[p.form(i)] || weekdays[p.form(i)] != "" {
			continue
		}
		if t.Tag.Noun() || strings.HasPrefix(tag, "JJ") {
			if _, numeric := p.value(i); !numeric && !emptyTerms[p.form(i)] && p.key(i) != personKey {
				out = append(out, p.key(i))
			}
		}
	}
	if len(out) == 0 { // "two were hurt when the roof fell in"
		out = p.circumstances(c)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// circumstances are the keys of the nouns of the clauses that say when or why.
func (p *page) circumstances(c *clause) []string {
	var out []string
	for _, k := range p.kin(c.head, parse.Advcl) {
		if p.owner[k] < 0 {
			continue
		}
		for _, i := range p.clauses[p.owner[k]].words {
			if p.Tokens[i].Tag.Noun() && !emptyTerms[p.form(i)] && weekdays[p.form(i)] == "" {
				out = append(out, p.key(i))
			}
		}
	}
	return out
}

var personKey = wordKey("person")

// emptyTerms tell nothing of what a clause is about.
var emptyTerms = wordSet(`mr mrs ms dr mr. mrs. ms. dr. people person place morning afternoon evening night week day year time such other total number
	percent today tomorrow yesterday month own same several many few most`)
