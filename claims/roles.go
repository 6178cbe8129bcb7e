package claims

import (
	"slices"
	"strings"
)

// describe learns from the words around a name: titles before it, an apposition behind or before it.
func (c *cast) describe(who int, n nameRun) {
	titles := n.before()
	if k := n.name.first; k > 1 && n.p.toks[k-1].low == "'s" && mediaWords[n.p.toks[k-2].low] {
		c.folk[who].media = true
	}
	c.tellGender(who, titles)
	c.addRole(who, titles)
	if end := n.name.last; end+2 < len(n.p.toks) && n.p.toks[end].low == "," && n.p.toks[end].quote == n.p.toks[end-1].quote {
		c.apposition(who, n.p.toks[end+1:min(len(n.p.toks), end+1+roleReach)])
	}
	if k := n.whole.first; n.name.first == k && k > 1 && n.p.toks[k-1].low == "," && n.name.last < len(n.p.toks) && !nameWord(n.p.toks[k-2]) {
		// "a police spokesman, Karel Doven, …"
		before := nameRun{p: n.p, whole: run{k - 1, k}, name: run{k - 1, n.name.last}}
		c.tellGender(who, before.before())
		c.addRole(who, before.before())
	}
}

// roleReach bounds the words of a role, and of the apposition that gives it.
const roleReach = 12

// before is the words of office before a name: back to the first word that cannot belong to them.
func (n nameRun) before() []token {
	k := n.name.first
	if k > 0 && addresses[n.p.toks[k-1].low] {
		return n.p.toks[k-1 : k]
	}
	if n.whole.first == n.name.first && (k == 0 || !titleLike(n.p.toks[k-1])) {
		return nil
	}
	for k > 0 && k > n.name.first-roleReach {
		t := n.p.toks[k-1]
		if !t.word || t.quote != n.p.toks[n.name.first].quote || determiners[t.low] || possessives[t.low] || prepositions[t.low] ||
			subordinators[t.low] || t.verbLike() || !t.upper && len(t.low) > 5 && strings.HasSuffix(t.low, "ing") || t.adverb() || openers[t.low] || objectPronouns[t.low] || subjectPronouns[t.low] {
			break
		}
		k--
	}
	return n.p.toks[k:n.name.first]
}

// addresses are forms of address: no office stands before them.
var addresses = set("mr mr. mrs mrs. ms ms. miss sir lady lord dame dr dr.")

// apposition reads "a lawyer for the union" and "head of the fever ward" behind a name and its comma.
func (c *cast) apposition(who int, toks []token) {
	f := newPhrase(toks)
	if len(f.head) == 0 || len(f.head) == len(toks) && len(toks) == roleReach {
		return
	}
	last := f.last()
	determined := determiners[toks[0].low] || toks[0].low == "former"
	if !roleNoun(last) && (!determined || !personLike(last) || f.head[len(f.head)-1].upper) || verbAmong(f.head) {
		return
	}
	c.tellGender(who, f.head)
	role := f.head
	if len(f.tail) > 2 && f.tail[0].low == "of" {
		role = f.toks[:len(f.head)+1+len(newPhrase(f.tail[1:]).head)]
	}
	c.addRole(who, f.head)
	if len(c.folk[who].roles) == 1 && len(role) > len(f.head) && c.folk[who].role == c.words(f.head) {
		c.folk[who].role = c.words(f.head)
	}
	if len(f.tail) > 1 && prepositions[f.tail[0].low] && c.folk[who].affiliation == "" {
		c.folk[who].affiliation = c.capitals(f.tail[1:])
	}
}

func verbAmong(toks []token) bool {
	return slices.ContainsFunc(toks, func(t token) bool { return t.auxiliary() && t.low != "'s" })
}

// addRole keeps a role, and as the person's own the first that is more than a form of address.
func (c *cast) addRole(who int, toks []token) {
	f := &c.folk[who]
	toks = ownRole(toks)
	if len(toks) == 0 || c.role(toks) == "" {
		return
	}
	words := make([]string, len(toks))
	for i, t := range toks {
		words[i] = plainRole(t.low)
	}
	if len(f.roles) < rolesKept {
		f.roles = append(f.roles, words)
		c.indexRole(who, words)
	}
	if f.role == "" || f.role == c.role(toks) {
		f.role = c.role(toks)
	}
	f.official = f.official || officialRole(toks)
	f.media = f.media || mediaRole(toks)
}

// indexRole keeps who holds a role by its last two words: "governor" and, of "chief of police", both.
func (c *cast) indexRole(who int, words []string) {
	for _, w := range words[max(0, len(words)-2):] {
		if all := c.byRole[w]; len(all) < sharersKept && !slices.Contains(all, who) {
			c.byRole[w] = append(all, who)
		}
	}
}

// rolesKept bounds the roles of one person: the first are those by which the story calls them.
const rolesKept = 12

// ownRole is a role without whose it is: "His lawyer", "Kestria's envoy".
func ownRole(toks []token) []token {
	for len(toks) > 0 && (possessives[toks[0].low] || determiners[toks[0].low]) {
		toks = toks[1:]
	}
	return toks
}

// plainRole gives the spellings of an office one form.
func plainRole(low string) string {
	switch low {
	case "sen", "sen.":
		return "senator"
	case "gov", "gov.":
		return "governor"
	case "rep", "rep.", "congressman", "congresswoman":
		return "representative"
	case "pres", "pres.":
		return "president"
	case "gop", "republicans":
		return "republican"
	case "democrat", "democrats":
		return "democratic"
	case "spokeswoman", "spokesperson":
		return "spokesman"
	case "chairwoman", "chairperson", "chair":
		return "chairman"
	}
	return low
}

// roleNoun says whether a noun is an office, a trade or a kinship.
func roleNoun(low string) bool {
	return roleWords[low] || spokesWords[low] || personTitles[low] && low != "mr" && low != "mr."
}

// kept apart: a former senator is no senator, a vice president no president.
var roleLimits = set("vice deputy former ex assistant acting ex-president running first")

// titled is the person whom a definite role names ("the Vermont senator"): the one who holds it in the story, and of
// several the one named last, when the others were named sentences before.
func (c *cast) titledPerson(f phrase, _ bool) (named, bool) {
	who, ok := c.holder(f)
	if !ok && f.the.word {
		who, ok = c.means[f.the.Start]
	}
	if !ok {
		return named{}, false
	}
	n := c.folk[who].named
	n.id = who + 1
	return n, true
}

// holder is the person who holds the role.
func (c *cast) holder(f phrase) (int, bool) {
	words := ownRole(f.head)
	if len(words) == 0 || len(f.head) > roleReach || !roleNoun(f.last()) && !personLike(f.last()) || plural(f.head[len(f.head)-1]) {
		return -1, false
	}
	if f.det.low != "" && f.det.low != "the" && !possessives[f.det.low] {
		return -1, false
	}
	best, found := -1, 0
	for _, who := range c.byRole[plainRole(words[len(words)-1].low)] {
		if p := &c.folk[who]; holdsRole(p, words) {
			if !p.stranger {
				best = who
			}
			found++
		}
	}
	if found > 1 {
		return c.latestHolder(words, f.head[0].Start)
	}
	return best, best >= 0
}

// latestHolder is the last named of the holders of a role before byte at, unless another of them was named since two
// sentences before.
func (c *cast) latestHolder(words []token, at int) (int, bool) {
	end, _ := slices.BinarySearchFunc(c.mentions, at, func(m mention, at int) int { return m.at - at })
	best, sent := -1, 0
	for _, m := range slices.Backward(c.mentions[max(0, end-mentionReach):end]) {
		if !holdsRole(&c.folk[m.who], words) {
			continue
		}
		switch {
		case best < 0:
			best, sent = m.who, m.sent
		case m.who != best:
			return best, sent-m.sent > 2
		}
	}
	return best, best >= 0
}

// holdsRole says whether one of the person's roles is the one in words: the same noun, every word before it among the
// role's or the affiliation's, and none of the words that keep offices apart in one only.
func holdsRole(p *person, words []token) bool {
	noun := plainRole(words[len(words)-1].low)
	for _, r := range p.roles {
		if !slices.Contains(r[max(0, len(r)-2):], noun) && r[len(r)-1] != noun {
			continue
		}
		if fits(p, r, words[:len(words)-1]) {
			return true
		}
	}
	return false
}

func fits(p *person, role []string, mods []token) bool {
	for _, w := range role {
		if roleLimits[w] && !slices.ContainsFunc(mods, func(t token) bool { return t.low == w }) {
			return false
		}
	}
	for _, t := range mods {
		w := plainRole(t.low)
		if w == "'s" || slices.Contains(role, w) || strings.Contains(strings.ToLower(p.affiliation), w) {
			continue
		}
		if roleLimits[w] || parties[w] && otherParty(p, w) {
			return false
		}
		if !parties[w] && !slices.ContainsFunc(p.roles, func(r []string) bool { return slices.Contains(r, w) }) && !looseModifiers[w] {
			return false
		}
	}
	return true
}

// looseModifiers say nothing of which office is meant.
var looseModifiers = set("presidential party's party current new own embattled veteran same longtime")

// otherParty says whether the person's roles name a party, and not that one.
func otherParty(p *person, party string) bool {
	other := false
	for _, r := range p.roles {
		for _, w := range r {
			if w == party {
				return false
			}
			other = other || parties[w] && w != "former" && w != "then"
		}
	}
	return other
}
