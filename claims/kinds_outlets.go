package claims

import (
	"slices"
	"strings"
)

func (c *cast) media(f phrase, _ bool) (named, bool) {
	last := f.last()
	if n, ok := c.sameOutlet(f); ok {
		return n, true
	}
	outlet := len(f.head) > 1 && mediaTails[last] && f.head[len(f.head)-1].upper
	first := f.head[0]
	daily := first.low == "daily" && len(f.head) > 1 && nameWord(f.head[1]) && f.the.word
	if mediaWords[f.head[0].low] && !first.upper && len(f.head) > 1 && nameWord(f.head[1]) { // "the website Schoolyard"
		return named{kind: KindMedia, name: c.words(f.head[1:])}, true
	}
	if mediaWords[last] && (last != "website" || !possessives[f.det.low]) || outlet || daily || first.upper && mediaWords[first.low] && first.low != "daily" && len(f.head) < 3 ||
		documentHeads[last] && f.any(press) || f.news() || c.outletName(f) {
		name := c.titled(f)
		if len(f.head) > 0 && strings.EqualFold(name, "media") {
			name = ""
		}
		return named{kind: KindMedia, name: name}, true
	}
	return named{}, false
}

// outletNames are outlets that no word of their name tells, in small letters; those that could be another word have "the".
var outletNames = setOf(`the hill, the plain dealer, plain dealer, the atlantic, new yorker, slate, salon, vox, quartz, the economist,
	der spiegel, die zeit, le monde, le figaro, el país, el pais, corriere della sera, la repubblica, la stampa, haaretz,
	asahi shimbun, yomiuri shimbun, people's daily, al jazeera, al arabiya, univision, telemundo, mother jones, forbes,
	the intercept, national review, weekly standard, rolling stone, vanity fair, usa today, daily beast, daily caller,
	drudge report, propublica, mashable, techcrunch, the verge, espn, pbs, c-span, the tennessean, the oregonian,
	arizona republic, new republic, fox business, the spectator, new statesman, private eye, the hindu, straits times, caixin,
	kommersant, vedomosti, novaya gazeta, meduza, morning edition, meet the press, face the nation, 60 minutes,
	good morning america, morning joe`)

func (c *cast) outletName(f phrase) bool {
	name := strings.ToLower(c.words(f.head))
	return f.head[0].upper && (outletNames[name] || f.the.word && outletNames["the "+name])
}

// sameOutlet is "the newspaper" after one outlet was named, and "The Post" for the one outlet whose name ends so.
func (c *cast) sameOutlet(f phrase) (named, bool) {
	last := f.head[len(f.head)-1]
	if !f.the.word || len(f.head) != 1 || !outletNouns[last.low] && (!last.upper || !mediaTails[last.low]) {
		return named{}, false
	}
	found := ""
	for _, o := range c.outlets {
		switch {
		case o.at >= last.Start && !last.upper:
		case last.upper && !strings.HasSuffix(strings.ToLower(o.name), " "+last.low):
		case found != "" && found != o.name:
			return named{}, false
		default:
			found = o.name
		}
	}
	return named{kind: KindMedia, name: found}, found != "" || last.upper
}

var outletNouns = set("newspaper paper magazine broadcaster outlet agency website station")

// outletsKept bounds the outlets and polls of a story that are kept by name.
const outletsKept = 32

// findOutlets reads the names of outlets: a run of two or more capitalized words that ends like one.
func (c *cast) findOutlets(p *paragraph, runs []nameRun) {
	for _, n := range runs {
		toks := p.toks[n.whole.first:n.whole.last]
		for len(toks) > 2 && leads(toks[0]) || len(toks) > 0 && toks[0].low == "the" {
			toks = toks[1:]
		}
		if len(toks) < 2 || len(toks) > 4 || c.heading[p.number] {
			continue
		}
		if last := toks[len(toks)-1].low; mediaTails[last] || mediaWords[last] || mediaWords[toks[0].low] {
			name := c.words(toks)
			if len(c.outlets) < outletsKept && !slices.ContainsFunc(c.outlets, func(o body) bool { return o.name == name }) {
				c.outlets = append(c.outlets, body{toks[0].Start, name})
			}
		}
	}
}

var press = set("media newspaper newspapers press")

// titled is the name of an outlet, with its "The" where the text writes it with a capital and never without.
func (c *cast) titled(f phrase) string {
	name := c.capitals(f.head)
	if name != "" && f.the.upper && len(f.head) > 1 && f.head[0].upper && f.head[1].upper && !c.lowered[f.head[0].low] {
		return c.text[f.the.Start:f.the.End] + " " + name
	}
	return name
}

// proper is the head's name; a noun that is capitalized because it opens the sentence is none.
func (c *cast) proper(f phrase) string {
	if name := c.capitals(f.head); !strings.EqualFold(name, f.last()) {
		return name
	}
	return ""
}

// news says whether the head is a news agency or the like.
func (f phrase) news() bool {
	for i := 0; i+1 < len(f.head); i++ {
		if f.head[i].low == "news" && (f.head[i+1].low == "agency" || f.head[i+1].low == "agencies" || f.head[i+1].low == "site" ||
			f.head[i+1].low == "channel" || f.head[i+1].low == "network" || f.head[i+1].low == "reports") {
			return true
		}
		if f.head[i].low == "state" && f.head[i+1].low == "tv" {
			return true
		}
	}
	return false
}

func (c *cast) data(f phrase, _ bool) (named, bool) {
	if !dataHeads[f.last()] || len(f.head) > 1 && f.head[len(f.head)-1].upper && slices.ContainsFunc(f.head, func(t token) bool { return titleLike(t) || givenName(t.low) }) { // "Jana Poll" is a person
		return named{}, false
	}
	n := named{kind: KindData}
	n.name, n.official = c.issuer(f)
	if n.name == "" && singlePolls[f.last()] {
		n.name = c.lastPoll(f)
	}
	return n, true
}

var singlePolls = set("poll survey index census average")

// lastPoll is the poll that was named last before "the poll".
func (c *cast) lastPoll(f phrase) string {
	if f.det.low != "the" && f.det.low != "this" && f.det.low != "that" {
		return ""
	}
	name := ""
	for _, b := range c.polls {
		if b.at < f.head[0].Start {
			name = b.name
		}
	}
	return name
}

// findPolls reads the polls that have a name: "the Ostrova News poll".
func (c *cast) findPolls(p *paragraph) {
	for i, t := range p.toks {
		if !singlePolls[t.low] || t.upper || i == 0 {
			continue
		}
		first := i
		for first > 0 && first > i-nameReach && (p.toks[first-1].word && !determiners[p.toks[first-1].low] && !prepositions[p.toks[first-1].low] && !p.toks[first-1].verbLike() || p.toks[first-1].low == "/") {
			first--
		}
		for first < i && !nameWord(p.toks[first]) {
			first++
		}
		if first < i && len(c.polls) < outletsKept {
			c.polls = append(c.polls, body{p.toks[first].Start, c.words(p.toks[first : i+1])})
		}
	}
}

// issuer is who made a document or figures, and whether a public body did: "the institute's study", "a report by the
// Water Board", "Weather Office figures". A poll carries its makers in its own name.
func (c *cast) issuer(f phrase) (string, bool) {
	own := slices.IndexFunc(f.head, func(t token) bool { return t.low == "'s" })
	if own < 0 { // "the pupils' council"
		own = slices.IndexFunc(f.head, func(t token) bool { return t.low == "'" })
	}
	switch {
	case own > 0:
		toks := f.head[:own]
		if f.det.word && f.det.Start < toks[0].Start { // a number that opens the head is a determiner, too
			toks = append([]token{f.det}, toks...)
		}
		if n := c.kindOf(toks, f.det.word); n.kind == KindOrganization && len(f.head) > own+1 && nameWord(toks[len(toks)-1]) || n.kind == KindPerson || strings.Contains(n.name, " ") {
			return n.name, n.official
		}
		return "", false
	case singlePolls[f.last()] && nameWord(f.head[0]) && len(f.head) > 1 && !strings.EqualFold(c.text[f.head[0].Start:f.head[0].End], "new"):
		return c.words(f.head), false
	case len(f.tail) > 2 && (f.tail[0].low == "by" || f.tail[0].low == "from" || f.tail[0].low == "of"):
		return c.maker(f.tail[1:])
	}
	return c.proper(f), f.any(stateWords) || f.any(publicWords)
}

var publicWords = set("official court city county federal office national")

// maker is the body in the words behind "by" or "from".
func (c *cast) maker(toks []token) (string, bool) {
	f := newPhrase(toks)
	if len(f.head) == 0 {
		return "", false
	}
	if len(f.tail) > 2 && f.tail[0].low == "," && !f.head[len(f.head)-1].upper && nameWord(f.tail[1]) {
		return c.capitals(f.tail[1:]), false
	}
	n := c.kindOf(toks, determiners[toks[0].low])
	if n.kind == KindOrganization || n.kind == KindPerson || n.kind == KindMedia {
		return n.name, n.official || f.any(publicWords)
	}
	return "", false
}

// document is a report or the like; its issuer, where named, decides whether it is official.
func (c *cast) document(f phrase, _ bool) (named, bool) {
	if !documentHeads[f.last()] {
		return named{}, false
	}
	n := named{kind: KindDocument, role: f.last()}
	n.name, n.official = c.issuer(f)
	n.official = n.official || f.any(stateWords) || metonyms[strings.ToLower(n.name)]
	return n, true
}
