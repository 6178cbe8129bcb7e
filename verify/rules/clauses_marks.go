package rules

import (
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/claims/parse"
)

// marksOf reads whether a clause says so at all, says not, and of which time.
func (p *page) marksOf(c *clause) clauseMarks {
	var m clauseMarks
	for _, i := range c.words {
		switch t := p.Tokens[i]; {
		case (t.Label == parse.Neg || denying[p.form(i)]) && (t.Head == c.head || slices.Contains(c.theme, t.Head) || slices.Contains(c.actor, t.Head)):
			m.negated = !m.negated
		case shifts[p.form(i)] && !p.ordinal(i):
			m.shifted = true
		case t.Tag.String() == "MD":
			m.future = firmModals[p.form(i)] || p.form(i) == "would" && p.reported(c.head)
			m.unreal = m.unreal || !m.future
		case t.Label == parse.Mark && conditions[p.form(i)]:
			m.unreal = true
		case t.Tag.String() == "VBD":
			m.past = true
		case strings.HasPrefix(t.Tag.String(), "W") && t.Label != parse.Nsubj && t.Label != parse.Nsubjpass && t.Label != parse.Dobj:
			m.unreal = m.unreal || p.form(i) == "how"
		}
		m.unreal = m.unreal || hedging[p.form(i)]
		if f := p.form(i); f == "ago" || isYear(f) {
			m.years += " " + f
		}
	}
	m.unreal = m.unreal || p.asks(c.head) || p.imperative(c)
	wished := m.unreal
	p.above(c, &m)
	if up := p.Tokens[c.head].Head; p.kind != bodyPage && p.infinitive(c.head) && (up < 0 || !p.Tokens[up].Tag.Verb()) { // "Council to vote" is that it will
		m.future, m.unreal = true, wished
	}
	return m
}

// isYear says whether a word is a year.
func isYear(form string) bool {
	return len(form) == 4 && (form[0] == '1' && form[1] >= '5' || form[:2] == "20") && strings.Trim(form, "0123456789") == ""
}

// reported says whether a clause hangs on a verb in the past: "said that it would" is "it will".
func (p *page) reported(i int) bool {
	t := p.Tokens[i]
	return t.Label == parse.Ccomp && t.Head >= 0 && p.Tokens[t.Head].Tag.String() == "VBD"
}

// ordinal says whether "last" or "next" counts things and not times: "its last concert".
func (p *page) ordinal(i int) bool {
	h := p.Tokens[i].Head
	return countingWords[p.form(i)] && h >= 0 && p.Tokens[h].Tag.Noun() && !timeNouns[p.form(h)] && weekdays[p.form(h)] == "" && !months[p.form(h)]
}

// asks says whether the sentence of a token is a question.
func (p *page) asks(i int) bool {
	n, _ := slices.BinarySearchFunc(p.Sentences, i, func(r parse.Range, i int) int { return r.End - 1 - i })
	if n >= len(p.Sentences) {
		return false
	}
	r := p.Sentences[n]
	for k := r.End - 1; k >= max(r.First, r.End-3); k-- {
		if p.form(k) == "?" {
			return true
		}
	}
	return false
}

// sentence is the sentence of a token.
func (p *page) sentence(i int) parse.Range {
	n, _ := slices.BinarySearchFunc(p.Sentences, i, func(r parse.Range, i int) int { return r.End - 1 - i })
	return p.Sentences[min(n, len(p.Sentences)-1)]
}

// imperative says whether a base form stands alone: "Close the bridge".
func (p *page) imperative(c *clause) bool {
	if p.kind != bodyPage || p.Tokens[c.head].Tag.String() != "VB" {
		return false
	}
	for _, k := range p.kids[c.head] {
		if l := p.Tokens[k].Label; l == parse.Aux || l == parse.Mark {
			return false
		}
	}
	return true
}

// maxAbove bounds how far up a sentence what governs a clause is looked for.
const maxAbove = 6

// above reads what governs a clause: "denied that", "failed to", "a plan to", "agreed to".
func (p *page) above(c *clause, m *clauseMarks) {
	i := c.head
	for n := 0; n < maxAbove && p.Tokens[i].Head >= 0; n++ {
		t := p.Tokens[i]
		up := t.Head
		switch t.Label {
		case parse.Ccomp, parse.Xcomp, parse.ACL, parse.Advcl, parse.Dep:
			if p.governs(up, i, n == 0, m) {
				return
			}
		case parse.Conj:
		default:
			return
		}
		i = up
	}
}

// governs takes in one word above a clause; true: what stands above that has no bearing any more.
func (p *page) governs(up, i int, direct bool, m *clauseMarks) bool {
	lemma, label := p.lemma(up), p.Tokens[i].Label
	negated := len(p.kin(up, parse.Neg)) > 0
	infinitive := p.infinitive(i)
	switch {
	case label == parse.Advcl:
		m.unreal = m.unreal || infinitive || slices.ContainsFunc(p.kin(i, parse.Mark), func(k int) bool { return conditions[p.form(k)] })
		return true
	case label == parse.ACL && granting[p.lemma(max(0, p.Tokens[up].Head))] && p.Tokens[up].Label == parse.Dobj:
		return false
	case label == parse.ACL:
		m.unreal = m.unreal || infinitive || unrealNouns[lemma]
		return true
	case direct && infinitive && failing[lemma]:
		m.negated = !m.negated
	case negated, doubting[lemma]:
		m.unreal = true
	case infinitive && !settling[lemma]:
		m.unreal = true
	}
	for _, k := range p.kids[up] {
		if p.Tokens[k].Tag.String() == "MD" && !firmModals[p.form(k)] || p.Tokens[k].Label == parse.Mark && conditions[p.form(k)] {
			m.unreal = true
		}
	}
	return false
}

// infinitive says whether "to" stands before a verb.
func (p *page) infinitive(i int) bool {
	return slices.ContainsFunc(p.kids[i], func(k int) bool { return p.Tokens[k].Tag.String() == "TO" && p.Tokens[k].Label != parse.Case })
}

// hear says of each token of the body who says it, by the claims.
func (p *page) hear(a claims.Article, all []claims.Claim) {
	p.voices = make([]voice, len(p.Tokens))
	length := make([]int, len(p.Tokens)) // of the content that the voice is of: the innermost counts
	for _, c := range all {
		if c.Kind == claims.KindNobody {
			continue
		}
		v := voice{who: speaker(a, c), denied: c.Polarity != claims.PolarityAffirmed && c.Polarity != ""}
		for _, s := range c.Content {
			for i := p.tokenAt(s.Start); i < len(p.Tokens) && p.Tokens[i].Start < s.End; i++ {
				if length[i] == 0 || s.Len() < length[i] {
					p.voices[i], length[i] = v, s.Len()
				}
			}
		}
	}
	for i := range p.clauses {
		if p.voiceOf(&p.clauses[i]).denied {
			p.clauses[i].marks.unreal = true
		}
	}
}

// tokenAt is the first token that starts at a byte or behind it.
func (p *page) tokenAt(at int) int {
	i, _ := slices.BinarySearchFunc(p.Tokens, at, func(t parse.Token, at int) int { return t.Start - at })
	return i
}

// speaker names whom a claim is laid to, so that the same one is known again; unresolved is like no other.
func speaker(a claims.Article, c claims.Claim) string {
	switch {
	case c.Kind == claims.KindUnresolved:
		return "unresolved " + c.ID
	case c.Name != "":
		return strings.ToLower(c.Name)
	}
	return string(c.Kind) + " " + strings.ToLower(a.Words(c.Source))
}

// voiceOf is who says a clause.
func (p *page) voiceOf(c *clause) voice {
	if p.voices == nil {
		return voice{}
	}
	return p.voices[c.head]
}
