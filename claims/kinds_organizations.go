package claims

import (
	"regexp"
	"strings"
)

// spokes is an unnamed spokesperson: the organization speaks.
func (c *cast) spokes(f phrase, _ bool) (named, bool) {
	if !spokesWords[f.last()] {
		return named{}, false
	}
	n := named{kind: KindOrganization, role: f.last(), official: f.any(stateWordsBesides)}
	if before := f.head[:len(f.head)-1]; len(before) > 0 {
		n.name = c.words(dropPossessive(before))
	} else if len(f.tail) > 1 {
		n.name = c.words(newPhrase(f.tail[1:]).named())
	}
	return n, true
}

// stateWordsBesides are the state words but for the spokesperson's own.
var stateWordsBesides = func() map[string]bool {
	m := map[string]bool{}
	for w := range stateWords {
		m[w] = w != "spokesperson"
	}
	return m
}()

func dropPossessive(toks []token) []token {
	if n := len(toks); n > 0 && toks[n-1].low == "'s" {
		return toks[:n-1]
	}
	return toks
}

// named is the head with what belongs to a body's name: "Ministry of Foreign Affairs".
func (f phrase) named() []token {
	end := len(f.head)
	for end+1 < len(f.toks) && (f.toks[end].low == "of" || f.toks[end].low == "for" || f.toks[end].low == "and") && f.toks[end+1].upper {
		end += 2
		for end < len(f.toks) && f.toks[end].upper && f.toks[end].word {
			end++
		}
	}
	return f.toks[:end]
}

func (c *cast) organization(f phrase, det bool) (named, bool) {
	last := f.head[len(f.head)-1]
	switch {
	case roleWords[f.last()] && len(f.tail) > 1 && (f.tail[0].low == "who" || f.tail[1].low == "who"):
		return named{}, false // "a guard who was there"
	case last.upper && len(f.head) > 1 && companyTails[f.last()]:
	case organizationWords[f.last()], f.last() == "hall" && len(f.head) == 2 && !last.upper: // "city hall"
	case manyWordPlaces[strings.ToLower(c.words(f.head))]:
	case c.acronym(last), metonyms[f.last()] && last.upper, len(f.head) == 1 && last.upper && c.places[f.last()]:
	case det && len(f.head) > 1 && last.upper && f.head[0].upper && !roleNoun(f.last()):
	case last.upper && len(f.head) > 1 && organizationWords[f.head[0].low]:
	default:
		return named{}, false
	}
	n := named{kind: KindOrganization, name: c.fullest(f)}
	n.official = stateWords[f.last()] || stateWords[f.head[0].low] || metonyms[f.last()] || c.places[f.last()]
	return n, true
}

// bareName is a single name that nothing in the story explains: no article before it, never written small, with its
// capital inside a sentence too, no "it" in the story's own words, and no word of places, times, groups or things. Of the sources of this form in the labelled stories nine in ten are people; the
// name stays as the story has it.
func (c *cast) bareName(f phrase, det bool) (named, bool) {
	t := f.head[0]
	if det || len(f.head) != 1 || len(f.tail) > 0 || !nameWord(t) || c.small[t.low] || !c.inner[t.low] || c.things[t.low] || !c.personRun(f.head) || len(c.byLast[t.low])+len(c.byGiven[t.low]) > 0 || len(t.low) < 3 || placeEndings.MatchString(t.low) {
		return named{}, false
	}
	if one := strings.TrimSuffix(t.low, "s"); one != t.low && classEndings.MatchString(one) {
		return named{kind: KindCrowd, role: c.words(f.head)}, true
	}
	return named{kind: KindPerson, name: c.words(f.head)}, true
}

// placeEndings end the names of countries and towns: a name that nothing explains and that ends so is not settled.
var placeEndings = regexp.MustCompile(`(ia|land|stan|ville|burgh?|shire|polis|port)$`)

// classEndings end the singular of peoples and classes: "Syrians", "Millennials", "Marxists", "Muscovites".
var classEndings = regexp.MustCompile(`(an|ial|ist|ite|crat|ese|iot)$`)

// acronym says whether a word is capitals only: "NATO", "U.N.".
func (c *cast) acronym(t token) bool {
	s := c.text[t.Start:t.End]
	return len(s) > 1 && len(s) < 9 && s == strings.ToUpper(s) && s != strings.ToLower(s) && !numeric(t)
}
