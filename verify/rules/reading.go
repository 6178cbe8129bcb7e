package rules

import (
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/verify"
)

// A reading is the clauses of a story and of its furniture, and what the story has all in all.
type reading struct {
	story *story
	body  *page
	lines []*page // headline, then notes that a rule can set against the body
	keys  map[string]bool
	verbs map[string]bool  // of the body's clauses, by lemma
	lists map[string][]int // of each name: the lists that name it beside others
	parts map[[2]string]bool
}

// maxLines and maxLine bound what furniture is read: a page has 60 notes at most, and a headline has no 400 bytes.
const (
	maxLines = 64
	maxLine  = 1200
)

// reading parses the story once for all rules that ask.
func (s *story) reading() *reading {
	if s.read != nil {
		return s.read
	}
	r := &reading{story: s, body: readPage(s.Article.Text, bodyPage, nil), keys: map[string]bool{}}
	r.body.hear(s.Article, s.Claims)
	for i := range r.body.Tokens {
		r.keys[r.body.key(i)] = true
	}
	r.verbs = map[string]bool{}
	for _, c := range r.body.clauses {
		if lemma := r.body.lemma(c.head); r.body.Tokens[c.head].Tag.Verb() && !plainVerbs[lemma] {
			r.verbs[lemma] = true
		}
	}
	r.addLine(withoutSite(s.Article.Title), titlePage)
	for _, n := range s.Article.Notes {
		r.addLine(n.Text, n.Kind)
	}
	r.readNames()
	s.read = r
	return r
}

func (r *reading) addLine(text string, kind pageKind) {
	if text = strings.TrimSpace(text); text != "" && len(text) <= maxLine && len(r.lines) < maxLines {
		r.lines = append(r.lines, readPage(text, kind, r.verbs))
	}
}

// withoutSite is a title without the name of the site behind its last bar or dash.
func withoutSite(title string) string {
	for _, bar := range []string{" | ", " – ", " — ", " - ", " • ", " · ", " : "} {
		i := strings.LastIndex(title, bar)
		if i < 0 {
			continue
		}
		words := strings.Fields(title[i+len(bar):])
		if len(words) < maxSite && strings.Count(title[:i], " ") > 1 {
			return title[:i]
		}
	}
	return title
}

// maxSite is one more word than a site's name has behind a title.
const maxSite = 5

// readNames notes which names stand in one list, so that they are different places, and which are parts of others.
func (r *reading) readNames() {
	p := r.body
	r.lists, r.parts = map[string][]int{}, map[[2]string]bool{}
	for i := range p.Tokens {
		if !p.isName(i) {
			continue
		}
		if list := p.joined([]int{i}); len(list) > 1 {
			for _, k := range list {
				if name := p.name(k); p.isName(k) && len(r.lists[name]) < maxLists {
					r.lists[name] = append(r.lists[name], i)
				}
			}
		}
		if k := p.Tokens[i].Head; k >= 0 && p.isName(k) && !isJoined(p, i) {
			r.parts[[2]string{p.name(i), p.name(k)}] = true
		}
		if i+2 < len(p.Tokens) && p.form(i+1) == "," && p.isName(i+2) && !isJoined(p, i+2) {
			r.parts[[2]string{p.name(i), p.name(i + 2)}] = true
		}
	}
}

// maxLists bounds how many lists are remembered of a name.
const maxLists = 8

func (p *page) isName(i int) bool {
	tag := p.Tokens[i].Tag.String()
	return tag == "NNP" || tag == "NNPS"
}

// distinct says whether two names mean different places, by what the story itself shows: it lists them side by side, rules
// one out, or both have the same last word. A town and its country are not told apart otherwise.
func (r *reading) distinct(a, b *place, pa, pb *page) bool {
	if a.name == b.name || strings.HasSuffix(a.name, " "+b.name) || strings.HasSuffix(b.name, " "+a.name) {
		return false
	}
	if pa.rulesOut(a.at, b.name) || pb.rulesOut(b.at, a.name) {
		return true
	}
	if r.parts[[2]string{a.name, b.name}] || r.parts[[2]string{b.name, a.name}] {
		return false
	}
	if slices.ContainsFunc(r.lists[a.name], func(list int) bool { return slices.Contains(r.lists[b.name], list) }) {
		return true
	}
	la, lb := a.name[strings.LastIndexByte(a.name, ' ')+1:], b.name[strings.LastIndexByte(b.name, ' ')+1:]
	return la == lb
}

// rulesOut says whether the sentence of a token says that a name is not the place.
func (p *page) rulesOut(at int, name string) bool {
	s := p.sentence(at)
	last := name[strings.LastIndexByte(name, ' ')+1:]
	for i := s.First; i < s.End; i++ {
		if p.form(i) != last || i == at {
			continue
		}
		for n, h := 0, p.Tokens[i].Head; n < 2 && h >= 0; n, h = n+1, p.Tokens[h].Head {
			if avoiding[p.lemma(h)] {
				return true
			}
		}
		for k := max(s.First, i-4); k < i; k++ {
			if f := p.form(k); f == "not" || f == "rather" || f == "instead" {
				return true
			}
		}
	}
	return false
}

// avoiding are verbs, by lemma, that rule their object out.
var avoiding = wordSet("avoid exclude reject skip bypass")

// share is how much of a line's words, by rarity, stand in the body, and how many names do. Words in but do not count.
func (r *reading) share(p *page, but string) (share float64, names int) {
	all, have := 0.0, 0.0
	for i, t := range p.Tokens {
		word := p.form(i)
		if !t.Tag.Noun() && !t.Tag.Verb() && !strings.HasPrefix(t.Tag.String(), "JJ") || strings.Contains(but, word) || beVerbs[word] {
			continue
		}
		w := verify.Rarity(word)
		all += w
		if r.has(p, i) {
			have += w
			if p.isName(i) {
				names++
			}
		}
	}
	if all == 0 {
		return 0, 0
	}
	return have / all, names
}

var beVerbs = wordSet("be is are was were been being has have had do does did say says said")

// has says whether the body has a word of a line, or each part of a word in parts.
func (r *reading) has(p *page, i int) bool {
	if r.keys[p.key(i)] {
		return true
	}
	parts := strings.FieldsFunc(p.form(i), func(c rune) bool { return c == '-' || c == '–' })
	for _, part := range parts {
		if !r.keys[wordKey(part)] {
			return false
		}
	}
	return len(parts) > 1
}

// passage is the words around a clause that a reader needs: up to the statement it belongs to, with what hangs on it.
func (p *page) passage(c *clause) claims.Span {
	i := c.head
	for n := 0; n < maxAbove && p.Tokens[i].Head >= 0; n++ {
		t := p.Tokens[i]
		up := t.Head
		if l := t.Label.String(); l == "conj" || l == "advcl" && !p.infinitive(i) || l == "parataxis" || p.owner[up] < 0 || l == "acl:relcl" {
			break
		}
		i = p.clauses[p.owner[up]].head
	}
	words := p.below(i, nil)
	if len(words) == 0 {
		return c.at
	}
	at := p.span(words)
	if t := p.Tokens[i]; t.Label.String() == "acl:relcl" && t.Head >= 0 { // "which opens" says little without what does
		at.Start = min(at.Start, p.Tokens[p.leftmost(t.Head)].Start)
	}
	return at
}

// leftmost is the first token of the noun phrase of a noun.
func (p *page) leftmost(i int) int {
	if len(p.kids[i]) > 0 && p.kids[i][0] < i {
		return p.kids[i][0]
	}
	return i
}

// below are the tokens that hang on i, in text order, less further statements.
func (p *page) below(i int, out []int) []int {
	first := true
	for _, k := range p.kids[i] {
		if k > i && first {
			out, first = append(out, i), false
		}
		l := p.Tokens[k].Label.String()
		if l == "mark" && k < i || l == "cc" || (l == "conj" || l == "parataxis") && p.opensClause(k) {
			continue
		}
		out = p.below(k, out)
	}
	if first {
		out = append(out, i)
	}
	return out
}

// isJoined says whether a token is joined to the one it hangs on by "and" or a comma.
func isJoined(p *page, i int) bool { return p.Tokens[i].Label.String() == "conj" }
