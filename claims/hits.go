package claims

import "strings"

// A hit is a cue found in a paragraph, with the words that belong to it: auxiliaries and adverbs before it
// ("has repeatedly stated"; nine of ten annotated cues hold them, counted on the training articles).
type hit struct {
	row         *cue
	form        verbForm
	at          int  // token of the cue's first word
	first, last int  // tokens [first, last) of the whole cue
	negated     bool // "did not say"
	passive     bool // "was accused"
	infinitive  bool // "to say"
	modal       bool // "would say": nothing was said yet
}

// groupReach bounds how many auxiliaries and adverbs a cue takes in; more are a text written to be slow.
const groupReach = 6

// sentenceCues bounds the cues read in one sentence, so that a sentence of nothing but cues cannot make claims out of
// all proportion to its length. The annotated articles have none with more than 20.
const sentenceCues = 500

// findHits gives the cues of one sentence in text order. Words inside quotations are content and never cues.
func (x cueIndex) findHits(p *paragraph, s sentence) []hit {
	var hits []hit
	for i := s.first; i < s.last && len(hits) < sentenceCues; i++ {
		if p.toks[i].quote > 0 {
			continue
		}
		e, ok := x.find(p, s, i)
		if !ok {
			continue
		}
		h := hit{row: e.row, form: e.form, at: i, first: i, last: i + len(e.words)}
		p.group(s, &h)
		hits = append(hits, h)
		i = h.last - 1
	}
	return hits
}

// group takes in the auxiliaries and adverbs before the cue.
func (p *paragraph) group(s sentence, h *hit) {
	if h.row.build >= lays {
		return
	}
	for n := 0; n < groupReach && h.first > s.first; n++ {
		t := p.toks[h.first-1]
		switch {
		case t.quote > 0:
			return
		case negations[t.low]:
			h.negated = true
		case t.low == "to":
			if !p.carried(s, h) {
				h.infinitive = true
				return
			}
		case !t.auxiliary() && !t.adverb():
			return
		}
		p.note(h, t)
		h.first--
	}
}

// note keeps what an auxiliary says of the cue.
func (p *paragraph) note(h *hit, t token) {
	switch {
	case beForms[t.low] && h.form != ingForm && h.form != baseForm && p.toks[h.at].low != "said":
		h.passive = true
	case beForms[t.low] && h.form != ingForm:
		h.passive = true
	case modalForms[t.low]:
		h.modal = true
	}
}

// carriers are verbs that hand their subject to an infinitive: "went on to say", "declined to say".
var carriers = map[string]bool{
	"on": true, "continued": true, "continues": true, "sought": true, "seemed": true,
	"appeared": true, "managed": true,
}

// carried takes in "went on" and its like before "to", and says whether there was one.
func (p *paragraph) carried(s sentence, h *hit) bool {
	i := h.first - 2
	if i < s.first || !carriers[p.toks[i].low] {
		return false
	}
	if p.toks[i].low == "on" {
		if i == s.first || p.toks[i-1].low != "went" && p.toks[i-1].low != "goes" {
			return false
		}
		h.first--
	}
	h.first--
	return true
}

// verbAt says whether the form at i is used as a cue there, and not as a noun or an adjective.
func (p *paragraph) verbAt(s sentence, i int, e entry) bool {
	var before token
	if i > s.first {
		before = p.toks[i-1]
	}
	switch {
	case e.row.lemma() == "per":
		return i > s.first && before.low == "," // "two crowns per person"
	case e.row.build == holds:
		return before.low == "'s" || possessives[before.low]
	case e.row.build == lays && e.words[0] == "citing":
		return before.low == ","
	case e.row.build >= lays:
		return true
	case e.row.noun && p.toks[i].upper && (e.form == baseForm || e.form == thirdForm) && i > s.first:
		return before.upper && e.row.lemma() != "state" // a headline has its verbs in capitals too
	case before.low == "—" || i > s.first && before.quote > 0 && e.form == ingForm:
		return e.form != baseForm
	case e.form == pastForm || e.form == participleForm:
		if before.low == "'s" && i-1 > s.first && subjectPronouns[p.toks[i-2].low] {
			return true
		}
		return !adjectival(before) && !p.compound(s, i) && !p.modifies(before, i, e) || p.subjectThat(s, i)
	case e.form == ingForm:
		return !determiners[before.low] && before.low != "of" && before.low != "'s"
	case e.form == thirdForm:
		return p.thirdAt(s, i, e, before)
	}
	if e.row.noun && i+1 < s.last && p.toks[i+1].verbLike() {
		return false // "the jobs report cheered markets"
	}
	return baseAt(before, e) || p.toks[i].quote == 0 && i+1 < s.last && p.toks[i+1].low == "that" && p.pluralHead(s, i)
}

// headReach is how far before its verb a plural head may stand: "figures from the port authority show that".
const headReach = 12

// pluralHead says whether the noun phrase before i has a plural head in front of its first preposition.
func (p *paragraph) pluralHead(s sentence, i int) bool {
	found := false
	for k := i - 1; k > s.first && k > i-headReach; k-- {
		t := p.toks[k]
		switch {
		case !t.word || t.quote > 0 || subordinators[t.low] || t.verbLike() && t.low != "'s":
			return found
		case prepositions[t.low]:
			found = plural(p.toks[k-1])
		}
	}
	return found
}

func adjectival(before token) bool {
	return determiners[before.low] && before.low != "that" && before.low != "this" && before.low != "one" &&
		before.low != "all" && before.low != "some" && before.low != "many" && before.low != "others" &&
		before.low != "several" && before.low != "most" && before.low != "which" || before.low == "'s"
}

// modifies says whether the past form at i is an adjective: "of proposed rules", "committing repeated faults".
func (p *paragraph) modifies(before token, i int, e entry) bool {
	end := i + len(e.words)
	if end >= len(p.toks) || !p.toks[end].word || p.toks[end].quote > 0 || e.row.lemma() == "say" {
		return false
	}
	after := p.toks[end]
	if e.row.build == tells && prepositions[after.low] && !subjectPronouns[before.low] {
		return plural(before)
	}
	if after.low == "by" || after.low == "to" && e.row.lemma() == "expect" {
		return !before.auxiliary() && !before.adverb()
	}
	if determiners[after.low] || prepositions[after.low] || subordinators[after.low] || subjectPronouns[after.low] || objectPronouns[after.low] || after.upper {
		return false
	}
	ing := strings.HasSuffix(before.low, "ing") && !before.upper
	return prepositions[before.low] || numeric(before) || ing || finiteVerbs[before.low]
}

// compound says whether the past form at i ends an adjective: "a well maintained road", "the widely held view".
func (p *paragraph) compound(s sentence, i int) bool {
	if i < s.first+2 {
		return false
	}
	before, det := p.toks[i-1], p.toks[i-2]
	return (before.low == "well" || before.low == "ill" || before.adverb()) && adjectival(det)
}

// subjectThat is for "the two said", "both said".
func (p *paragraph) subjectThat(s sentence, i int) bool {
	if i <= s.first {
		return false
	}
	return p.toks[i-1].low == "both" || p.toks[i-1].low == "two" && i-1 > s.first && p.toks[i-2].low == "the"
}

func (p *paragraph) thirdAt(s sentence, i int, e entry, before token) bool {
	if adjectival(before) || prepositions[before.low] || before.auxiliary() || before.low == "and" && e.row.noun {
		return false
	}
	if !e.row.noun {
		return true
	}
	if i == s.first || before.pastForm() || before.low == "," {
		return false
	}
	return (p.afterVerb(i+1) || e.row.class == CueIntent && i+1 < s.last && p.toks[i+1].low == "to") && (!plural(before) || before.upper)
}

// afterVerb says whether token i may open what follows a verb rather than a noun.
func (p *paragraph) afterVerb(i int) bool {
	if i >= len(p.toks) {
		return false
	}
	t := p.toks[i]
	return t.quote > 0 || t.low == "that" || determiners[t.low] || subjectPronouns[t.low] || objectPronouns[t.low] ||
		t.upper || t.low == ":" || t.low == "how" || t.low == "what" || t.low == "why" || t.low == "for"
}

// baseAt says whether a base form is a verb: after a plural, a pronoun or a modal.
func baseAt(before token, e entry) bool {
	switch {
	case modalForms[before.low] || doForms[before.low] || negations[before.low]:
		return true
	case before.low == "to":
		return true
	case before.adverb():
		return !e.row.noun
	}
	switch before.low {
	case "i", "we", "they", "you", "who", "some", "many", "others", "most", "people", "and", "police":
		return before.low != "and" || !e.row.noun
	}
	return plural(before)
}

// plural says whether t looks like a plural noun.
func plural(t token) bool {
	n := len(t.low)
	return n > 3 && t.low[n-1] == 's' && t.low[n-2] != 's' && t.low[n-2] != '\'' && !prepositions[t.low] ||
		t.low == "men" || t.low == "women" || t.low == "officials" || t.low == "media" || t.low == "data"
}
