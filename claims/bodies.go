package claims

import (
	"slices"
	"strings"
)

// A body is an organization as the story names it in one place.
type body struct {
	at   int // byte
	name string
}

// findBodies reads the organizations that an apposition tells ("Corvin Mills, the company that …", "a catering
// company, Corvin Mills, …") and the fuller names of the nouns that stand for one ("Ostrova's water ministry").
func (c *cast) findBodies(p *paragraph) {
	for i := 0; i < len(p.toks); i++ {
		t := p.toks[i]
		if organizationWords[t.low] {
			c.addHead(p, i)
		}
		if t.low != "," || i == 0 || i+2 >= len(p.toks) {
			continue
		}
		if nameWord(p.toks[i-1]) {
			if noun, ok := bodyNoun(p.toks[i+1 : min(len(p.toks), i+1+nameReach)]); ok {
				c.addBody(p, capitalsBack(p, i), noun)
			}
		} else if (organizationWords[p.toks[i-1].low] || companyNouns[p.toks[i-1].low]) && p.determined(i-1) {
			c.addBody(p, p.capitalsAhead(i+1), p.toks[i-1].low)
		}
	}
}

// bodyNoun is the noun of an apposition that tells an organization: "the company that last examined the bridge".
func bodyNoun(toks []token) (string, bool) {
	det := determiners[toks[0].low] || slices.ContainsFunc(toks[:min(len(toks), 4)], func(t token) bool { return t.low == "'s" })
	if f := newPhrase(toks); det && len(f.head) > 0 {
		noun := f.last()
		last := f.head[len(f.head)-1]
		// "A crane operator" is a person, "the operator of the line" a company.
		company := companyNouns[noun] && toks[0].low != "a" && toks[0].low != "an"
		return noun, (organizationWords[noun] || company) && !last.upper
	}
	return "", false
}

// determined says whether an article stands up to three words before token i.
func (p *paragraph) determined(i int) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		if t := p.toks[k]; t.low == "a" || t.low == "an" || t.low == "the" {
			return true
		} else if !t.word || t.upper {
			return false
		}
	}
	return false
}

// capitalsBack is the run of capitalized words that ends before token end, without its article.
func capitalsBack(p *paragraph, end int) run {
	i := end
	for i > 0 && i > end-nameReach && (nameWord(p.toks[i-1]) || i < end && i > 1 && (p.toks[i-1].low == "and" || p.toks[i-1].low == "of" || p.toks[i-1].low == "&") && nameWord(p.toks[i-2])) {
		i--
	}
	for i < end && (determiners[p.toks[i].low] || openers[p.toks[i].low] || prepositions[p.toks[i].low]) {
		i++
	}
	return run{i, end}
}

// capitalsAhead is the run of capitalized words from i that ends at a comma.
func (p *paragraph) capitalsAhead(i int) run {
	end := i
	for end < len(p.toks) && end < i+nameReach && (nameWord(p.toks[end]) || end > i && (p.toks[end].low == "and" || p.toks[end].low == "&") && end+1 < len(p.toks) && nameWord(p.toks[end+1])) {
		end++
	}
	if end < len(p.toks) && p.toks[end].low == "," {
		return run{i, end}
	}
	return run{}
}

// addBody keeps an organization under its full name, its first word, and the noun that explains it.
func (c *cast) addBody(p *paragraph, r run, noun string) {
	if r.empty() || personTitles[p.toks[r.first].low] {
		return
	}
	full := c.words(p.toks[r.first:r.last])
	c.alias(strings.ToLower(full), full)
	if first := p.toks[r.first]; r.last-r.first > 1 && !c.places[first.low] && !demonym(first.low) {
		c.alias(first.low, full)
	}
	c.keepHead(noun, body{p.toks[r.first].Start, full})
}

func (c *cast) alias(low, full string) {
	if old, ok := c.bodies[low]; ok && old != full {
		full = ""
	}
	c.bodies[low] = full
}

// fullerReach bounds the words before a noun that belong to its name.
const fullerReach = 5

// addHead keeps the words before an organization's noun as its fuller name.
func (c *cast) addHead(p *paragraph, i int) {
	first := i
	for k := i - 1; k >= max(0, i-fullerReach); k-- {
		t := p.toks[k]
		if !t.word || t.quote != p.toks[i].quote || determiners[t.low] || prepositions[t.low] || subordinators[t.low] || t.adverb() || t.verbLike() && t.low != "'s" {
			break
		}
		first = k
	}
	for first < i && (p.toks[first].low == "'s" || plainModifiers[p.toks[first].low]) {
		first++
	}
	end := i + 1
	for p.toks[i].upper && end+1 < len(p.toks) && (p.toks[end].low == "of" || p.toks[end].low == "for") && nameWord(p.toks[end+1]) {
		end += 2
	}
	anchored := first == 0 || determiners[p.toks[first-1].low] || nameWord(p.toks[first])
	if end-first < 2 || !anchored {
		return
	}
	c.keepHead(p.toks[i].low, body{p.toks[first].Start, c.words(p.toks[first:end])})
}

// plainModifiers say nothing of which organization is meant.
var plainModifiers = set("same new old whole entire local state-run own former current first last other next big large small main")

// headNames bounds the names kept of one noun: with two, it is ambiguous already.
const headNames = 8

// keepHead adds a fuller name of the noun unless a name that is kept says as much.
func (c *cast) keepHead(noun string, b body) {
	all := c.heads[noun]
	if len(all) >= headNames || slices.ContainsFunc(all, func(o body) bool { return strings.EqualFold(o.name, b.name) }) {
		return
	}
	c.heads[noun] = append(all, b)
}

// fullest is the name of an organization. "The ministry" has the fuller name that the story gave before it, when it
// gave one only; a name that ends another ("transport ministry", "Ostrova's transport ministry") is the same.
func (c *cast) fullest(f phrase) string {
	short := c.words(f.named())
	if !f.the.word || len(f.named()) > 1 || f.head[0].low != f.last() {
		return short
	}
	best := ""
	for _, b := range c.heads[f.last()] {
		low, old := strings.ToLower(b.name), strings.ToLower(best)
		switch {
		case b.at >= f.head[0].Start:
		case best == "" || strings.HasSuffix(low, " "+old):
			best = b.name
		case strings.HasSuffix(old, " "+low):
		default:
			return short
		}
	}
	if best == "" {
		return short
	}
	return best
}

// apposedBody is a name that its apposition makes an organization or an outlet: "Corvin Mills, the company that …".
func (c *cast) apposedBody(f phrase, _ bool) (named, bool) {
	last := f.head[len(f.head)-1]
	if len(f.tail) < 3 || f.tail[0].low != "," || !nameWord(last) {
		return named{}, false
	}
	tail := newPhrase(f.tail[1:])
	if len(tail.head) > 0 && determiners[f.tail[1].low] && mediaWords[tail.last()] && !tail.head[len(tail.head)-1].upper {
		return named{kind: KindMedia, name: c.titled(f)}, true
	}
	noun, ok := bodyNoun(f.tail[1:])
	if !ok {
		return named{}, false
	}
	return named{kind: KindOrganization, name: c.words(f.named()), official: stateWords[noun] || stateWords[f.last()]}, true
}

// body is an organization that an apposition told elsewhere in the story, by its full name or first word.
func (c *cast) body(f phrase, _ bool) (named, bool) {
	if len(c.bodies) == 0 || !f.head[0].upper {
		return named{}, false
	}
	full := c.bodies[strings.ToLower(c.words(f.head))]
	return named{kind: KindOrganization, name: full}, full != ""
}
