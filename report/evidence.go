package report

import (
	"fmt"
	"strings"
	"unicode"

	"secondsource/claims"
	"secondsource/verify"
)

// shownPassages is how many passages of each stance stand under a claim; the rest is counted in words, and the other
// formats have all.
const shownPassages = 3

// evidence prints the best passages of each stance.
func (p *page) evidence(c claims.Claim, v verify.Verdict) {
	for _, s := range []verify.Stance{verify.Supports, verify.Refutes, verify.Reports} {
		best := p.spread(v.Evidence, s)
		for _, e := range best[:min(len(best), shownPassages)] {
			p.piece(c, e)
		}
		if more := len(best) - shownPassages; more > 0 {
			p.para("", 8, p.style(faint, fmt.Sprintf("… and %s that %s; --format json shows all", plural(more, "more passage"), moreWords[s])))
		}
	}
}

var moreWords = map[verify.Stance]string{
	verify.Supports: "may support it", verify.Refutes: "may contradict it", verify.Reports: "may report or mention it",
}

// spread gives the evidence of one stance: the first of every origin, so that a reader sees as many of them as there is room
// for, and then the others, both in the order in which they stand. What copies of one origin have in the same words is given
// once.
func (p *page) spread(all []verify.Evidence, s verify.Stance) []verify.Evidence {
	var first, rest []verify.Evidence
	groups, said := map[string]bool{}, map[[2]string]bool{}
	for _, e := range all {
		words := [2]string{e.Group, letters(p.r.Pages[e.Article].Words([]claims.Span{e.Quote}))}
		switch {
		case e.Stance != s || said[words]:
		case groups[e.Group]:
			rest = append(rest, e)
		default:
			first = append(first, e)
		}
		if e.Stance == s {
			groups[e.Group], said[words] = true, true
		}
	}
	return append(first, rest...)
}

// letters are the letters and digits of words: copies differ in quotation marks and apostrophes.
func letters(words string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, words)
}

// piece prints one passage: who and when, of which origin, the words letter for letter, and where they stand.
func (p *page) piece(c claims.Claim, e verify.Evidence) {
	g, from := p.group(e.Group), p.r.Pages[e.Article]
	q := verify.Question{Claim: c, Story: p.r.Run.Article}
	head := fmt.Sprintf("%s · %s · origin %s", stanceWords(e), Plain(outlet(from)), Plain(e.Group))
	if n := len(g.Articles); n > 1 {
		head += ", with " + plural(n-1, "other piece")
	}
	if q.Primary(pieceOf(p.r.Run, e)) {
		head += " · a primary document"
	}
	if q.Own(g) {
		head += " · does not count: this story or its speaker is the origin"
	}
	if e.Loose {
		head += " · does not count: the page could be read only without its structure"
	}
	head += p.sharedWords(c, e)
	p.para("      - ", 8, head)
	p.para("", 8, quoted(Plain(from.Words([]claims.Span{e.Quote}))))
	p.flags(e)
	where := fmt.Sprintf("bytes %d–%d of the stored copy %.12s", e.Quote.Start, e.Quote.End, Plain(e.Article))
	if from.URL != "" {
		where = Plain(from.URL) + " · " + where
	}
	p.printf("%8s%s\n", "", p.style(faint, where)) // an address is never wrapped, so that it can be followed
}

// pieceOf gives the piece of evidence as its group names it: what this run knew of it.
func pieceOf(r verify.Run, e verify.Evidence) claims.Ref {
	for _, g := range r.Coverage {
		for _, a := range g.Articles {
			if g.ID == e.Group && a.ID == e.Article {
				return a
			}
		}
	}
	return claims.Ref{}
}

func stanceWords(e verify.Evidence) string {
	if e.Stance == verify.Refutes && e.Method == verify.Lexical {
		return "may contradict it (a cue for the reader, not counted)"
	}
	return map[verify.Stance]string{
		verify.Supports: "supports it", verify.Refutes: "contradicts it", verify.Reports: "reports or mentions it",
	}[e.Stance]
}
