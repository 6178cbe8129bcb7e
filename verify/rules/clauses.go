package rules

import (
	"cmp"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/claims/parse"
	"secondsource/verify"
)

// A page is one text that statements are read from: the body of a story, or a line of its furniture.
type page struct {
	parse.Document
	kind    pageKind
	kids    [][]int // of each token, in text order
	owner   []int   // of each token: the number of its clause; -1: none
	voices  []voice // of each token; nil: all in the page's own voice
	clauses []clause
}

// A pageKind says what a page is; the kinds of notes are among them.
type pageKind = claims.NoteKind

const (
	bodyPage  pageKind = "body"
	titlePage pageKind = "title"
)

// A clause is what one verb says, or the noun or adjective behind "is".
type clause struct {
	page  *page
	head  int         // its token
	words []int       // its tokens in text order, without those of clauses below it
	at    claims.Span // from the first to the last of them
	verb  string      // lower-case lemma, or the word of its class in alike
	actor []int       // tokens: who does it
	theme []int       // tokens: to whom it is done, or who is in that state
	marks clauseMarks
	acts  bool // the head of a flat clause is a verb
	flat  bool // of a headline that could not be parsed: who and whom stand before and behind the verb
}

// clauseMarks are what keeps two clauses from being set against each other.
type clauseMarks struct {
	negated bool
	unreal  bool // wished, supposed, asked, denied: nothing says that it is so
	past    bool
	future  bool
	years   string // those it names, and "ago"
	shifted bool   // "at first", "no longer", "rose to": it was or will be otherwise, and the clause says so
}

// A voice is who says the words: "" for the story.
type voice struct {
	who    string
	denied bool // and says that it is not so
}

// readPage parses a text and finds its clauses. A text that cannot be parsed has none. verbs are those of the body, which a headline
// may have in the present.
func readPage(text string, kind pageKind, verbs map[string]bool) *page {
	doc, err := claims.Parse(text)
	if err != nil {
		return &page{kind: kind} // the model that ships is broken: its own tests say so
	}
	p := &page{Document: doc, kind: kind}
	p.link(verbs)
	for i := range p.clauses {
		p.settle(&p.clauses[i])
	}
	return p
}

// link finds the children of every token, the heads of clauses, and the clause of every token.
func (p *page) link(verbs map[string]bool) {
	p.kids, p.owner = make([][]int, len(p.Tokens)), make([]int, len(p.Tokens))
	for i, t := range p.Tokens {
		if t.Head >= 0 {
			p.kids[t.Head] = append(p.kids[t.Head], i)
		}
	}
	if p.kind != bodyPage {
		p.retag()
	}
	heads := map[int]int{}
	for i := range p.Tokens {
		if p.opensClause(i) {
			heads[i] = len(p.clauses)
			p.clauses = append(p.clauses, clause{page: p, head: i})
		}
	}
	if p.kind != bodyPage {
		p.headlines(heads, verbs)
	}
	for i := range p.Tokens {
		p.owner[i] = -1
		for k := i; k >= 0; k = p.Tokens[k].Head {
			if n, ok := heads[k]; ok {
				p.owner[i] = n
				p.clauses[n].words = append(p.clauses[n].words, i)
				break
			}
		}
	}
}

// retag makes a name of the first word of a headline that goes on with "to": "Harrow to host festival" is no order.
func (p *page) retag() {
	for _, s := range p.Sentences {
		if s.End-s.First > 2 && p.Tokens[s.First].Tag.String() == "VB" && p.form(s.First+1) == "to" {
			p.Tokens[s.First].Tag = parse.TagOf("NNP")
		}
	}
}

// headlines gives the sentences of a line without a verb one all the same: "Bridge still closed", and verbs in the present, which
// the parser takes for nouns. All of the sentence hangs on it.
func (p *page) headlines(heads map[int]int, verbs map[string]bool) {
	for _, s := range p.Sentences {
		head, known, acts := -1, false, false
		for i := s.First; i < s.End; i++ {
			_, known = heads[i]
			if known {
				break
			}
			if p.Tokens[i].Head < 0 && head < 0 {
				head = i
			}
			if lemma := present(p.form(i)); i > s.First && (sameVerb[lemma] != "" || verbs[lemma]) {
				head, acts = i, true
				break
			}
		}
		if known || head < 0 {
			continue
		}
		heads[head] = len(p.clauses)
		p.clauses = append(p.clauses, clause{page: p, head: head, flat: true, acts: acts})
		for i := s.First; i < s.End; i++ {
			if i != head && (p.Tokens[i].Head < 0 || i < head && p.Tokens[head].Head == i) {
				p.Tokens[i].Head = head
			}
		}
		p.Tokens[head].Head = -1
	}
}

// present is the lemma of a verb in the present: "injures" is "injure".
func present(form string) string {
	if s, ok := strings.CutSuffix(form, "s"); ok && !strings.HasSuffix(s, "s") {
		return s
	}
	return form
}

// opensClause says whether a token is the head of a clause.
func (p *page) opensClause(i int) bool {
	t := p.Tokens[i]
	if slices.ContainsFunc(p.kids[i], func(k int) bool { return p.Tokens[k].Label == parse.Cop }) {
		return true
	}
	if !t.Tag.Verb() {
		return false
	}
	switch t.Label {
	case parse.Aux, parse.Auxpass, parse.Cop, parse.Amod, parse.Case, parse.Mark, parse.Compound, parse.Det, parse.Nummod, parse.Poss:
		return false
	default:
	}
	_, numeric := p.value(i)
	return !numeric
}

// settle fills in what a clause says.
func (p *page) settle(c *clause) {
	c.at = p.span(c.words)
	c.verb = p.verbOf(c.head)
	if c.flat {
		c.actor, c.theme = p.flatRoles(c)
	} else {
		c.actor, c.theme = p.roles(c.head)
	}
	p.direct(c)
	c.marks = p.marksOf(c)
}

// span is from the first to the last of the words, without marks at its ends.
func (p *page) span(words []int) claims.Span {
	first, last := 0, len(words)-1
	for first < last && p.isMark(words[first]) {
		first++
	}
	for last > first && p.isMark(words[last]) {
		last--
	}
	return claims.Span{Start: p.Tokens[words[first]].Start, End: p.Tokens[words[last]].End}
}

func (p *page) isMark(i int) bool { return p.Tokens[i].Label == parse.Punct }

// form is a token as it is written, in lower case with straight apostrophes.
func (p *page) form(i int) string {
	return strings.ReplaceAll(strings.ToLower(p.Text[p.Tokens[i].Start:p.Tokens[i].End]), "’", "'")
}

func (p *page) lemma(i int) string { return claims.Lemma(p.Document, p.Tokens[i]) }

// verbOf is what the head of a clause says is done or so: a verb's lemma with its particle, or "be" and the noun or adjective.
func (p *page) verbOf(i int) string {
	if !p.Tokens[i].Tag.Verb() {
		if n := p.owner[i]; n >= 0 && p.clauses[n].flat && p.clauses[n].acts {
			return cmp.Or(sameVerb[present(p.form(i))], present(p.form(i)))
		}
		return "be " + p.key(i)
	}
	verb := p.lemma(i)
	for _, k := range p.kids[i] {
		switch {
		case p.Tokens[k].Label == parse.Prt:
			verb += " " + p.form(k)
		case p.Tokens[k].Label == parse.Dobj && verb == "take" && p.form(k) == "place":
			verb += " place"
		}
	}
	if class, ok := sameVerb[verb]; ok {
		return class
	}
	return verb
}

// key is what is compared of a noun, name or adjective: its stem without dots, or the word of its class.
func (p *page) key(i int) string {
	return wordKey(p.form(i))
}

// wordKey is the key of a word in lower case.
func wordKey(form string) string {
	word := verify.Stem(strings.ReplaceAll(form, ".", ""))
	return cmp.Or(sameNoun[word], word)
}

// kin gives the tokens below i with that label.
func (p *page) kin(i int, label parse.Label) []int {
	var out []int
	for _, k := range p.kids[i] {
		if p.Tokens[k].Label == label {
			out = append(out, k)
		}
	}
	return out
}

// preposition is the word that ties a noun to what it depends on: "in"; "" for none.
func (p *page) preposition(i int) string {
	for _, k := range p.kin(i, parse.Case) {
		if tag := p.Tokens[k].Tag.String(); tag == "IN" || tag == "TO" {
			return p.form(k)
		}
	}
	return ""
}

// roles are who does what a verb says, and to whom.
func (p *page) roles(i int) (actor, theme []int) {
	for _, k := range p.kids[i] {
		switch p.Tokens[k].Label {
		case parse.Nsubj:
			actor = append(actor, p.antecedent(k, i))
		case parse.Nsubjpass, parse.Dobj:
			theme = append(theme, p.antecedent(k, i))
		case parse.Nmod:
			switch p.preposition(k) {
			case "by":
				actor = append(actor, k)
			case "as": // "named him as successor"
				theme = appendIf(theme, k, p.appoints(i))
			}
		case parse.Advcl, parse.Advmod:
			theme = appendIf(theme, k, p.preposition(k) == "as" && p.appoints(i))
		default:
		}
	}
	for _, k := range theme {
		for _, as := range p.kin(k, parse.Nmod) {
			theme = appendIf(theme, as, p.preposition(as) == "as" && p.appoints(i))
		}
	}
	t := p.Tokens[i]
	if t.Head < 0 || len(actor)+len(theme) > 0 && t.Label != parse.Xcomp && t.Label != parse.Conj {
		return p.joined(actor), p.joined(theme)
	}
	upper, _ := p.aboveRoles(i)
	switch {
	case t.Label == parse.ACL && t.Tag.String() == "VBN":
		theme = append(theme, t.Head)
	case t.Label == parse.ACL && t.Tag.String() == "VBG", p.kind != bodyPage && p.infinitive(i) && len(actor) == 0 && p.Tokens[t.Head].Tag.Noun():
		actor = append(actor, t.Head)
	case (t.Label == parse.Xcomp || t.Label == parse.Conj && t.Tag == p.Tokens[t.Head].Tag) && len(actor) == 0 && len(upper) > 0:
		if p.passive(i) {
			theme = append(theme, upper...)
		} else {
			actor = upper
		}
	}
	return p.joined(actor), p.joined(theme)
}

// appoints says whether a verb makes somebody something.
func (p *page) appoints(i int) bool { return p.verbOf(i) == "appoint" }

func appendIf(list []int, i int, yes bool) []int {
	if yes {
		return append(list, i)
	}
	return list
}

// aboveRoles are the subjects of the verb above.
func (p *page) aboveRoles(i int) (subjects []int, passive bool) {
	up := p.Tokens[i].Head
	for _, k := range p.kids[up] {
		switch p.Tokens[k].Label {
		case parse.Nsubj, parse.Nsubjpass:
			subjects = append(subjects, p.antecedent(k, up))
		default:
		}
	}
	return subjects, p.passive(up)
}

// passive says whether a verb has "is" or "was" and a participle.
func (p *page) passive(i int) bool { return len(p.kin(i, parse.Auxpass)) > 0 }

// flatRoles are the last noun before the head of a headline and the first behind it, with the nouns that go on from it.
func (p *page) flatRoles(c *clause) (actor, theme []int) {
	for _, i := range c.words {
		switch {
		case !p.Tokens[i].Tag.Noun():
		case i < c.head:
			actor = []int{i}
		case i > c.head && (len(theme) == 0 || theme[0] == i-1):
			theme = []int{i}
		}
	}
	return actor, theme
}

// antecedent is the noun that "which" or "who" stands for as a subject of verb; any other word stands for itself.
func (p *page) antecedent(i, verb int) int {
	if t := p.Tokens[verb]; t.Label == parse.Relcl && t.Head >= 0 && strings.HasPrefix(p.Tokens[i].Tag.String(), "W") {
		return t.Head
	}
	return i
}

// joined adds what stands in a list with the words.
func (p *page) joined(words []int) []int {
	for n := 0; n < len(words) && n < maxJoined; n++ {
		words = append(words, p.kin(words[n], parse.Conj)...)
	}
	return words
}

// maxJoined bounds the members of a list that are read.
const maxJoined = 12

// direct sets who does it and to whom the same for verbs of one class: whoever dies is the theme of "kill", and what opens is
// that of "start".
func (p *page) direct(c *clause) {
	if stateVerbs[c.verb] && len(c.theme) == 0 || strings.HasPrefix(c.verb, "be ") {
		c.theme, c.actor = c.actor, nil
	}
	if p.kind != bodyPage && len(c.theme) == 0 && !c.objects() {
		c.theme, c.actor = c.actor, nil // a headline has no "was": "Bridge closed"
	}
}

// objects says whether something is done to something, or could be: the verb is not a participle.
func (c *clause) objects() bool {
	tag := c.page.Tokens[c.head].Tag.String()
	return len(c.theme) > 0 || tag != "VBN" && tag != "VBD"
}
