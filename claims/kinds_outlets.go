package claims

import "strings"

func (c *cast) media(f phrase, _ bool) (named, bool) {
	last := f.last()
	outlet := len(f.head) > 1 && mediaTails[last] && f.head[len(f.head)-1].upper
	first := f.head[0]
	daily := first.low == "daily" && len(f.head) > 1 && nameWord(f.head[1]) && f.the.word
	if mediaWords[last] || outlet || daily || first.upper && mediaWords[first.low] && first.low != "daily" && len(f.head) < 3 ||
		documentHeads[last] && f.any(press) || f.news() {
		return named{kind: KindMedia, name: c.titled(f)}, true
	}
	return named{}, false
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
	if !dataHeads[f.last()] || len(f.head) > 1 && f.head[len(f.head)-1].upper { // "Jana Poll" is a person
		return named{}, false
	}
	return named{kind: KindData, name: c.proper(f)}, true
}

// document is a report or the like; its issuer, where named, decides whether it is official.
func (c *cast) document(f phrase, _ bool) (named, bool) {
	if !documentHeads[f.last()] {
		return named{}, false
	}
	n := named{kind: KindDocument, role: f.last(), name: c.proper(f)}
	n.official = f.any(stateWords) || metonyms[strings.ToLower(n.name)]
	return n, true
}
