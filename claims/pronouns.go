package claims

import "slices"

// The weights with which a mention speaks for its person when a pronoun is settled. The order is that of Lappin and
// Leass (1994): subjects before objects before owners, halved with each sentence; a source stands above all, since the
// pronouns to settle are sources. Inside a quotation people are spoken of by someone else.
const (
	subjectBonus   = 1.0
	sourceBonus    = 1.0
	ownerWeight    = 0.6
	modifierWeight = 0.3
	quotedWeight   = 0.3
	sentenceDecay  = 0.5
	unknownGender  = 0.4 // of a person whose gender nothing tells
)

const (
	leastWeight = 0.2  // below it the person was named too long ago: a subject four sentences before
	closeSecond = 0.8  // a second candidate of more than this share leaves the pronoun unresolved
	surelyOne   = 0.25 // with a second of less, the pronoun tells the person's gender
)

// mentionReach bounds how many mentions are looked back on for one pronoun.
const mentionReach = 100

// candidatesKept bounds the people between whom a pronoun chooses: with more in six sentences it is a list of names.
const candidatesKept = 12

// walkReach bounds how many mentions the walk looks back on at each pronoun of the story.
const walkReach = 40

// The genders beside "he" and "she": torn is that of a name which the story calls both.
const torn = "torn"

var genders = map[string]string{"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}

// groupPronouns stand for groups and things.
var groupPronouns = set("they them their it its")

// A group is words that "they" or "it" can stand for.
type group struct {
	at, sent int
	who      named
	plural   bool
	subject  bool
}

// findSpeakers reads the subjects and sources in text order, then settles each pronoun. A story without a pronoun
// or a role as source needs none.
func (c *cast) findSpeakers(all []sourced) {
	if !slices.ContainsFunc(all, c.looksBack) {
		return
	}
	for i := range all {
		if s := &all[i]; !s.words.empty() {
			if p := &c.paras[s.words.para]; genders[p.toks[s.words.first].low] != "" {
				c.contents[p.toks[s.words.first].Start] = s.bytes
			}
			c.speaker(&c.paras[s.words.para], s.words.run, s.nested)
		}
	}
	for i := range c.paras {
		p := &c.paras[i]
		for _, s := range p.joined {
			if r := p.clauseSubject(p.dateline(s), s.last); !p.bare && !r.empty() {
				c.subject(p, r)
			}
		}
	}
	slices.SortStableFunc(c.mentions, func(a, b mention) int { return a.at - b.at })
	slices.SortStableFunc(c.groups, func(a, b group) int { return a.at - b.at })
	c.walk()
}

// looksBack says whether the source may need what stood before it: a pronoun, or a role behind "the".
func (c *cast) looksBack(s sourced) bool {
	if s.words.empty() {
		return false
	}
	low := c.paras[s.words.para].toks[s.words.first].low
	return genders[low] != "" || groupPronouns[low] || low == "the"
}

// speaker adds the source to those whom a later pronoun can stand for. Who speaks inside another's words hardly is one.
func (c *cast) speaker(p *paragraph, r run, nested bool) {
	bonus := sourceBonus
	if nested {
		bonus = 0
	}
	c.raise(p, r, bonus)
}

func (c *cast) subject(p *paragraph, r run) { c.raise(p, r, subjectBonus) }

// raise gives the person whom the run names the bonus, and adds the mention of one who is known by role alone.
func (c *cast) raise(p *paragraph, r run, bonus float64) {
	toks := p.toks[r.first:r.last]
	f := definite(toks)
	if len(f.head) == 0 || len(toks) == 1 && (genders[toks[0].low] != "" || relatives[toks[0].low] || subjectPronouns[toks[0].low] || groupPronouns[toks[0].low]) {
		return
	}
	who := c.settle(p, r)
	if who.kind == KindDescribed && c.anaphoric(f, p) {
		c.pending[f.the.Start] = f
		return
	}
	headEnd := f.head[len(f.head)-1].End
	if c.raiseNamed(toks[0].Start, headEnd, bonus) && who.kind == KindPerson {
		if who.id == 0 && slices.ContainsFunc(f.head, func(t token) bool { return t.low == "and" }) {
			c.groups = append(c.groups, group{toks[0].Start, c.sentence(p, r.first), who, true, true})
		}
		return
	}
	switch who.kind {
	case KindPerson, KindDescribed, KindAnonymous, KindUnresolved, KindMedia:
		if id, ok := c.stranger(f, who); ok {
			weight := 1 + bonus
			if p.toks[r.first].quote > 0 {
				weight *= quotedWeight
			}
			c.mentions = append(c.mentions, mention{toks[0].Start, headEnd, id, c.sentence(p, r.first), weight})
			return
		}
	case KindNobody, KindHearsay, KindSelf, KindData, KindDocument, KindOrganization, KindCrowd:
	}
	if p.toks[r.first].quote == 0 && who.kind != KindPerson && who.kind != KindUnresolved && who.kind != KindSelf {
		last := f.head[len(f.head)-1]
		c.groups = append(c.groups, group{toks[0].Start, c.sentence(p, r.first), who, plural(last) || who.kind == KindCrowd, true})
	}
}

// raiseNamed adds the bonus to the mentions of people in the bytes [from, to), and says whether there was one that is
// no owner or modifier.
func (c *cast) raiseNamed(from, to int, bonus float64) bool {
	i, _ := slices.BinarySearchFunc(c.mentions[:c.sorted], from, func(m mention, at int) int { return m.at - at })
	found := false
	for ; i < c.sorted && c.mentions[i].at < to; i++ {
		if m := &c.mentions[i]; m.weight >= 1 || m.weight == quotedWeight {
			m.weight += bonus
			found = true
		}
	}
	return found
}

// stranger is the number of a person who is no name of the story: of a role without a name, or of a name that nothing
// explains.
func (c *cast) stranger(f phrase, who named) (int, bool) {
	if who.id > 0 {
		return who.id - 1, true
	}
	last := f.head[len(f.head)-1]
	switch who.kind {
	case KindUnresolved:
		if !unnamedHeads[last.low] && (!last.upper || !nameWord(last)) || timeWords[last.low] || demonym(last.low) || plural(last) && !last.upper {
			return 0, false
		}
	case KindDescribed, KindAnonymous:
		if plural(last) || last.upper && !titleLike(last) || slices.ContainsFunc(f.head, func(t token) bool { return manyWords[t.low] }) {
			return 0, false
		}
	default:
		return 0, false
	}
	key := plainRole(last.low)
	if id, ok := c.strangers[key]; ok {
		return id, true
	}
	c.strangers[key] = len(c.folk)
	c.folk = append(c.folk, person{named: who, stranger: true, gender: titleGender(f.head)})
	return len(c.folk) - 1, true
}

// manyWords count more than one.
var manyWords = set("two three four five six seven eight nine ten several many few some both people police women men pair couple twins group")

// titleGender is what the words of a role tell: "the spokeswoman".
func titleGender(words []token) string {
	for _, t := range words {
		switch {
		case maleTitles[t.low]:
			return "he"
		case femaleTitles[t.low]:
			return "she"
		}
	}
	return ""
}

// walk settles the pronouns outside quotations in text order: each is a mention of its person for those that follow.
func (c *cast) walk() {
	next := 0
	c.trail = make([]mention, 0, 2*len(c.mentions))
	for i := range c.paras {
		p := &c.paras[i]
		if p.bare {
			continue
		}
		for k, t := range p.toks {
			_, pending := c.pending[t.Start]
			if genders[t.low] == "" && !pending {
				continue
			}
			for next < len(c.mentions) && c.mentions[next].at < t.Start {
				c.trail = append(c.trail, c.mentions[next])
				next++
			}
			c.settlePronoun(p, k)
		}
	}
}

func (c *cast) settlePronoun(p *paragraph, k int) {
	t := p.toks[k]
	sent := c.sentence(p, k)
	role, pending := c.pending[t.Start]
	gender := genders[t.low]
	if pending {
		gender = titleGender(role.head)
	}
	who, ok := c.antecedentOf(sent, gender, c.contents[t.Start])
	if !ok || pending && (c.folk[who].stranger || otherRole(&c.folk[who], role)) {
		return
	}
	c.means[t.Start] = who
	if t.quote > 0 {
		return
	}
	weight := 1 + subjectBonus
	if t.low != "he" && t.low != "she" && !pending {
		weight = ownerWeight
	}
	c.trail = append(c.trail, mention{t.Start, t.End, who, sent, weight})
}

// anaphoric says whether a role without a name can only be a person named before: "the Ostrova senator", definite, one
// person, told apart by a party or place, and not explained by what follows.
func (c *cast) anaphoric(f phrase, p *paragraph) bool {
	last := f.head[len(f.head)-1]
	if !f.the.word || len(f.head) < 2 || plural(last) || last.upper || !roleWords[last.low] || f.the.quote > 0 || p.bare {
		return false
	}
	if len(f.tail) > 0 && f.tail[0].low != "," && f.tail[0].low != "and" {
		return false
	}
	return f.head[0].upper && nameWord(f.head[0]) && !mediaWords[f.head[0].low] && !organizationWords[f.head[len(f.head)-2].low] &&
		len(c.byLast[f.head[0].low]) == 0
}

// otherRole says whether what the story tells of the person is against the role: another party.
func otherRole(p *person, role phrase) bool {
	return slices.ContainsFunc(role.head, func(t token) bool { return parties[plainRole(t.low)] && otherParty(p, plainRole(t.low)) })
}

// A candidate is a person for whom a pronoun can stand.
type candidate struct {
	who, sent int
	best      float64 // in the sentence
	total     float64 // in the others
	plain     float64 // in the sentence, without regard to gender
}

func (k candidate) weight() float64 { return k.total + k.best }

// antecedentOf is the one person whom a pronoun of that gender in that sentence means. Whom the pronoun's own words
// speak of is another: "People like Arden, he said."
func (c *cast) antecedentOf(sent int, gender string, own Found) (int, bool) {
	var all []candidate
	for _, m := range slices.Backward(c.trail[max(0, len(c.trail)-walkReach):]) {
		weight := m.weight
		for n := m.sent; n < sent && weight > 0; n++ {
			weight *= sentenceDecay
			if n-m.sent > 6 {
				weight = 0
			}
		}
		g, plain := c.folk[m.who].gender, weight
		switch {
		case weight == 0, m.sent == sent && own.holds(m.at), gender != "" && g != "" && g != torn && g != gender:
			continue
		case g == "" && gender != "":
			weight *= unknownGender
		}
		if len(all) == candidatesKept {
			break
		}
		i := slices.IndexFunc(all, func(k candidate) bool { return k.who == m.who })
		switch {
		case i < 0:
			all = append(all, candidate{m.who, m.sent, weight, 0, plain})
		case all[i].sent == m.sent:
			all[i].best, all[i].plain = max(all[i].best, weight), max(all[i].plain, plain)
		default:
			all[i] = candidate{all[i].who, all[i].sent, all[i].best, all[i].total + weight, all[i].plain}
		}
	}
	return c.clearest(all, gender)
}

// clearest is the candidate who stands well before the others.
func (c *cast) clearest(all []candidate, gender string) (int, bool) {
	if len(all) == 0 {
		return 0, false
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		switch {
		case a.weight() > b.weight():
			return -1
		case a.weight() < b.weight():
			return 1
		}
		return 0
	})
	second := 0.0
	if len(all) > 1 {
		second = all[1].weight()
		if all[1].sent == all[0].sent && all[1].plain == all[0].plain {
			return 0, false // two people share the subject
		}
		// In one sentence a person known to fit goes before one who may.
		if c.folk[all[0].who].gender == "" && c.folk[all[1].who].gender == gender && gender != "" && all[1].sent >= all[0].sent && 2*second > all[0].weight() {
			return all[1].who, true
		}
	}
	best := &c.folk[all[0].who]
	if all[0].weight() < leastWeight || second > closeSecond*all[0].weight() || best.gender == torn {
		return 0, false
	}
	if gender != "" && best.gender == "" && second < surelyOne*all[0].weight() {
		best.gender = gender
	}
	return all[0].who, true
}

// pronoun is the person whom the walk settled on.
func (c *cast) pronoun(p *paragraph, r run) named {
	who, ok := c.means[p.toks[r.first].Start]
	if !ok {
		return named{kind: KindUnresolved}
	}
	n := c.folk[who].named
	n.id = who + 1
	return n
}

// groupPronoun is the last group ("they") or body or thing ("it") that was a subject or source, within two sentences.
func (c *cast) groupPronoun(p *paragraph, r run) named {
	t := p.toks[r.first]
	sent := c.sentence(p, r.first)
	if first := p.joined[sent-c.firstSentence[p.number]].first; r.first > first+1 && t.quote == 0 && p.toks[r.first-1].quote == 0 {
		return named{kind: KindUnresolved} // in a clause of its own any plural may be meant
	}
	many := t.low == "they" || t.low == "them" || t.low == "their"
	end, _ := slices.BinarySearchFunc(c.groups, t.Start, func(g group, at int) int { return g.at - at })
	for _, g := range slices.Backward(c.groups[max(0, end-mentionReach):end]) {
		if sent-g.sent > 2 {
			break
		}
		if many && (g.plural || g.who.kind == KindOrganization) || !many && !g.plural {
			return g.who
		}
	}
	return named{kind: KindUnresolved}
}
