package claims

import "slices"

// mentionReach bounds how many mentions are looked back on for one pronoun.
const mentionReach = 100

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
	c.times = make([]int, len(c.folk))
	for _, m := range c.mentions {
		c.times[m.who]++
	}
	slices.SortStableFunc(c.groups, func(a, b group) int { return a.at - b.at })
	c.walkTwice()
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
	how := asSpeaker
	if nested {
		how = 0
	}
	c.raise(p, r, how)
}

func (c *cast) subject(p *paragraph, r run) { c.raise(p, r, asSubject) }

// raise tells of the person whom the run names how the words stand, and adds the mention of one who is known by role
// alone.
func (c *cast) raise(p *paragraph, r run, how standing) {
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
	if c.raiseNamed(toks[0].Start, headEnd, how) && who.kind == KindPerson {
		if who.id == 0 && slices.ContainsFunc(f.head, func(t token) bool { return t.low == "and" }) {
			c.groups = append(c.groups, group{toks[0].Start, c.sentence(p, r.first), who, true, true})
		}
		return
	}
	switch who.kind {
	case KindPerson, KindDescribed, KindAnonymous, KindUnresolved, KindMedia:
		if id, ok := c.stranger(f, who); ok {
			if p.toks[r.first].quote > 0 {
				how |= inQuotation
			}
			c.mentions = append(c.mentions, mention{toks[0].Start, headEnd, id, c.sentence(p, r.first), p.number, how, ""})
			return
		}
	case KindNobody, KindHearsay, KindSelf, KindData, KindDocument, KindOrganization, KindCrowd:
	}
	if p.toks[r.first].quote == 0 && who.kind != KindPerson && who.kind != KindUnresolved && who.kind != KindSelf {
		last := f.head[len(f.head)-1]
		c.groups = append(c.groups, group{toks[0].Start, c.sentence(p, r.first), who, plural(last) || who.kind == KindCrowd, true})
	}
}

// raiseNamed tells of the mentions of people in the bytes [from, to) how they stand, and says whether there was one
// that is no owner or modifier.
func (c *cast) raiseNamed(from, to int, how standing) bool {
	i, _ := slices.BinarySearchFunc(c.mentions[:c.sorted], from, func(m mention, at int) int { return m.at - at })
	found := false
	for ; i < c.sorted && c.mentions[i].at < to; i++ {
		if m := &c.mentions[i]; m.standing&(asOwner|asModifier) == 0 {
			m.standing |= how
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
	case KindPerson: // a bare name
		if len(f.head) != 1 {
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

// walkTwice settles the pronouns, takes what they tell of each person's gender, and settles them again with that: a
// "she" may come before what shows that Chris Arden is a man.
func (c *cast) walkTwice() {
	c.votes = make([]genderVote, len(c.folk))
	told := make([]string, len(c.folk)) // by titles and given names
	for who := range c.folk {
		told[who] = c.folk[who].gender
	}
	c.walk()
	for who, v := range c.votes {
		if c.folk[who].gender = told[who]; told[who] == "" {
			c.folk[who].gender = v.gender()
		}
	}
	clear(c.means)
	c.walk()
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
	who, ok := c.antecedentOf(c.pronounAt(p, k, gender))
	if !ok || pending && (c.folk[who].stranger || otherRole(&c.folk[who], role)) {
		return
	}
	c.means[t.Start] = who
	if t.quote > 0 {
		return
	}
	how := byPronoun
	switch {
	case t.low == "he" || t.low == "she":
		how |= asSubject
	case pending:
		how = asSubject
	default:
		how |= asOwner
	}
	c.trail = append(c.trail, mention{t.Start, t.End, who, sent, p.number, how, gender})
}

// pronounAt is the pronoun at token k, with what its antecedent is told by.
func (c *cast) pronounAt(p *paragraph, k int, gender string) pronoun {
	sent := c.sentence(p, k)
	first := p.joined[sent-c.firstSentence[p.number]].first
	for first < k && !p.toks[first].word {
		first++
	}
	return pronoun{p.toks[k], sent, p.number, gender, first == k, c.contents[p.toks[k].Start]}
}

// anaphoric says whether a role without a name can only be a person named before: definite, one person, not explained
// by what follows, and not introduced as someone else ("a banker"). An office has many holders, so that one must also be
// told apart by a party or place: "the Ostrova senator", but "the candidate".
func (c *cast) anaphoric(f phrase, p *paragraph) bool {
	last := f.head[len(f.head)-1]
	if !f.the.word || plural(last) || last.upper || !roleWords[last.low] && !personLike(last.low) || f.the.quote > 0 || p.bare || c.introduced(last.low) {
		return false
	}
	if len(f.tail) > 0 && f.tail[0].low != "," && f.tail[0].low != "and" || stateWords[last.low] && (len(f.head) < 2 || !f.head[0].upper || !nameWord(f.head[0])) {
		return false
	}
	return !mediaWords[f.head[0].low] && !slices.ContainsFunc(f.head[:len(f.head)-1], func(t token) bool { return organizationWords[t.low] }) &&
		len(c.byLast[f.head[0].low]) == 0
}

// otherRole says whether what the story tells of the person is against the role: another party.
func otherRole(p *person, role phrase) bool {
	return slices.ContainsFunc(role.head, func(t token) bool { return parties[plainRole(t.low)] && otherParty(p, plainRole(t.low)) })
}

// settled is the person whom the walk chose for the pronoun.
func (c *cast) settledPronoun(p *paragraph, r run) named {
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
	reach := 2
	if first := p.joined[sent-c.firstSentence[p.number]].first; r.first > first+1 && t.quote == 0 && p.toks[r.first-1].quote == 0 {
		reach = 1 // in a clause of its own the words it stands for are near
	}
	many := t.low == "they" || t.low == "them" || t.low == "their"
	end, _ := slices.BinarySearchFunc(c.groups, t.Start, func(g group, at int) int { return g.at - at })
	for _, g := range slices.Backward(c.groups[max(0, end-mentionReach):end]) {
		if sent-g.sent > reach {
			break
		}
		if many && (g.plural || g.who.kind == KindOrganization) || !many && !g.plural {
			return g.who
		}
	}
	return named{kind: KindUnresolved}
}
