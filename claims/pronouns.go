package claims

import "slices"

// A speaker is a person whom a later pronoun can stand for: the subject of a sentence or the source of an attribution.
type speaker struct {
	at     int // byte of the words that name the person
	who    named
	gender string // "he", "she", or "" where nothing tells
}

// The genders beside "he" and "she": torn is that of a name which the story calls both.
const torn = "torn"

// findSpeakers reads the subjects and sources in text order. A story without a pronoun as source needs none.
func (c *cast) findSpeakers(t *story) {
	if !t.pronounSources() {
		return
	}
	c.countPronouns()
	next := 0
	for i := range t.paras {
		for n, s := range t.paras[i].joined {
			first := next
			for next < len(t.drafts) && t.drafts[next].para == i && t.drafts[next].sent == n {
				next++
			}
			if !t.paras[i].bare {
				c.sentenceSpeakers(&t.paras[i], s, t.drafts[first:next])
			}
		}
	}
}

// pronounSources says whether any attribution is laid to "he" or "she".
func (t *story) pronounSources() bool {
	return slices.ContainsFunc(t.drafts, func(q placed) bool {
		return q.source.last-q.source.first == 1 && genders[t.paras[q.para].toks[q.source.first].low] != ""
	})
}

var genders = map[string]string{"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}

// sentenceSpeakers adds the sentence's subject and the sources of its attributions, from left to right. Who speaks
// inside another person's words is passed over: the outer speaker goes on.
func (c *cast) sentenceSpeakers(p *paragraph, s sentence, drafts []placed) {
	known := len(c.speakers)
	var told []run
	for i := range drafts {
		q := &drafts[i]
		inside := slices.ContainsFunc(told[max(0, len(told)-recentReach):], func(r run) bool { return r.first <= q.first && q.first < r.last })
		if q.source.empty() || inside {
			continue
		}
		if found, ok := c.speaker(p, q.source); ok {
			told = append(told, q.content...)
			c.speakers = append(c.speakers, found)
		}
	}
	if r := p.clauseSubject(p.dateline(s), s.last); !r.empty() && (known == len(c.speakers) || p.toks[r.last-1].End <= c.speakers[known].at) {
		if found, ok := c.speaker(p, r); ok {
			c.speakers = slices.Insert(c.speakers, known, found)
		}
	}
	slices.SortStableFunc(c.speakers[known:], func(a, b speaker) int { return a.at - b.at })
}

// speaker settles the run if it is one person: named, described, or of a name that nothing explains.
func (c *cast) speaker(p *paragraph, r run) (speaker, bool) {
	s := speaker{at: p.toks[r.first].Start, who: named{kind: KindUnresolved}}
	toks := p.toks[r.first:r.last]
	if len(toks) == 1 && genders[toks[0].low] != "" {
		s.gender = genders[toks[0].low]
		s.who = c.pronoun(p, r)
		return s, true
	}
	f := newPhrase(toks)
	if len(f.head) == 0 || relatives[toks[0].low] || subjectPronouns[toks[0].low] {
		return s, false
	}
	if slices.ContainsFunc(f.head, func(t token) bool { return t.low == "and" }) {
		return s, nameWord(toks[0]) // two people: either could be meant
	}
	s.who = c.settle(p, r)
	last := f.head[len(f.head)-1]
	switch s.who.kind {
	case KindPerson:
		s.gender = c.gender[s.who.name]
	case KindDescribed, KindAnonymous:
		s.gender = titleGender(f.head)
		return s, !plural(last)
	case KindUnresolved:
		return s, last.upper && nameWord(last) && (r.first > 0 && len(f.head) == 1 || len(f.head) > 1)
	case KindNobody, KindHearsay, KindSelf, KindMedia, KindData, KindDocument, KindOrganization, KindCrowd:
		return s, false
	}
	return s, true
}

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

// countPronouns learns genders from the story's own pronouns, where only one person can be meant. A title that tells
// goes before them, and a given name is asked last.
func (c *cast) countPronouns() {
	seen := map[string]string{}
	for i := range c.paras {
		p := &c.paras[i]
		for k, t := range p.toks {
			if p.bare || t.quote > 0 || t.low != "he" && t.low != "she" {
				continue
			}
			name := c.sole(c.windowStart(p, k), t.Start, t.low)
			switch {
			case name == "":
			case seen[name] == "":
				seen[name] = t.low
			case seen[name] != t.low:
				seen[name] = torn
			}
		}
	}
	for name := range c.people {
		if c.gender[name] == "" {
			c.gender[name] = seen[name]
		}
		if c.gender[name] == "" {
			c.gender[name] = givenGender(name)
		}
	}
}

// windowStart is the byte from which a pronoun in token tok can only mean a person who was named: its sentence and the
// one before it.
func (c *cast) windowStart(p *paragraph, tok int) int {
	from := p.sentenceBefore(tok)
	if p.number > 0 && len(p.joined) > 0 && tok < p.joined[0].last {
		if before := c.paras[p.number-1].joined; len(before) > 0 {
			return before[len(before)-1].Start
		}
	}
	return from
}

// sole is the one person whom the bytes [from, to) name and whose title or given name is not against the gender, or ""
// when they name none, two, or an unnamed person too.
func (c *cast) sole(from, to int, gender string) string {
	found := ""
	end, _ := slices.BinarySearchFunc(c.mentions, to, func(m mention, at int) int { return m.at - at })
	for _, m := range slices.Backward(c.mentions[max(0, end-mentionReach):end]) {
		if m.at < from {
			break
		}
		known := c.gender[m.name]
		if known == "" {
			known = givenGender(m.name)
		}
		if known != "" && known != gender {
			continue
		}
		if found != "" && found != m.name {
			return ""
		}
		found = m.name
	}
	if found == "" || c.unnamedIn(from, to) {
		return ""
	}
	return found
}

// unnamedIn says whether the bytes tell of a person by role alone: "the mayor". A role in an apposition behind a comma
// belongs to the name before it.
func (c *cast) unnamedIn(from, to int) bool {
	first, _ := slices.BinarySearchFunc(c.paras, from, func(p paragraph, at int) int { return p.End - 1 - at })
	for i := first; i < len(c.paras) && c.paras[i].Start < to; i++ {
		toks := c.paras[i].toks
		k, _ := slices.BinarySearchFunc(toks, from, func(t token, at int) int { return t.Start - at })
		for n := 0; k+1 < len(toks) && toks[k].Start < to && n < unnamedReach; n++ {
			t, next := toks[k], toks[k+1]
			if (t.low == "the" || t.low == "a" || t.low == "an") && (roleWords[next.low] || spokesWords[next.low]) && (k == 0 || toks[k-1].low != ",") &&
				(k+2 >= len(toks) || !toks[k+2].upper) {
				return true
			}
			k++
		}
	}
	return false
}

// unnamedReach bounds the words of a paragraph that are looked through for an unnamed person at one pronoun: two
// sentences of news have fewer.
const unnamedReach = 120

// pronounReach is how far back a pronoun looks, in paragraphs: two, because a quotation often fills the one between.
const pronounReach = 2

// pronoun is the last speaker who fits. Nothing is guessed: a speaker whom the story calls both, a name that nothing
// explains, and a nearer person who is known to fit while the speaker is not leave it unresolved.
func (c *cast) pronoun(p *paragraph, r run) named {
	at, gender := p.toks[r.first].Start, genders[p.toks[r.first].low]
	from := c.paras[max(0, p.number-pronounReach)].Start
	end, _ := slices.BinarySearchFunc(c.speakers, at, func(s speaker, at int) int { return s.at - at })
	passed := false
	for _, s := range slices.Backward(c.speakers[max(0, end-mentionReach):end]) {
		switch {
		case s.at < from:
			return c.onlyFitting(from, at, gender, passed)
		case s.gender != "" && s.gender != torn && s.gender != gender:
			passed = true
			continue
		case s.gender == torn, s.gender == "" && c.rival(s, at, gender):
			return named{kind: KindUnresolved}
		}
		return s.who
	}
	return c.onlyFitting(from, at, gender, passed)
}

// mentionReach bounds how many names are looked back on for one pronoun.
const mentionReach = 100

// rival says whether another person, known to be of that gender, was named since the speaker.
func (c *cast) rival(s speaker, at int, gender string) bool {
	end, _ := slices.BinarySearchFunc(c.mentions, at, func(m mention, at int) int { return m.at - at })
	for _, m := range slices.Backward(c.mentions[max(0, end-mentionReach):end]) {
		if m.at < s.at {
			return false
		}
		if m.name != s.who.name && c.gender[m.name] == gender {
			return true
		}
	}
	return false
}

// onlyFitting is the one person whom the bytes [from, to) name beside the sentences' subjects, if the gender fits: it
// must be known to fit where a speaker was passed over.
func (c *cast) onlyFitting(from, to int, gender string, known bool) named {
	found := ""
	end, _ := slices.BinarySearchFunc(c.mentions, to, func(m mention, at int) int { return m.at - at })
	for _, m := range slices.Backward(c.mentions[max(0, end-mentionReach):end]) {
		if m.at < from {
			break
		}
		if g := c.gender[m.name]; g != gender && (known || g != "") {
			continue
		}
		if found != "" && found != m.name {
			return named{kind: KindUnresolved}
		}
		found = m.name
	}
	if found == "" {
		return named{kind: KindUnresolved}
	}
	n := c.people[found]
	n.kind, n.name = KindPerson, found
	return n
}

// sentenceBefore is the byte at which the sentence before the token's own starts.
func (p *paragraph) sentenceBefore(tok int) int {
	n, _ := slices.BinarySearchFunc(p.joined, tok, func(s sentence, tok int) int { return s.last - 1 - tok })
	return p.joined[max(0, min(n, len(p.joined)-1)-1)].Start
}
