package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// sharedWords says that a piece of evidence stands in other origins too, sentence for sentence, and what that means for the count.
func (p *page) sharedWords(c claims.Claim, e verify.Evidence) string {
	if len(e.Shared) == 0 {
		return ""
	}
	if (verify.Question{Claim: c, Story: p.r.Run.Article, Groups: p.r.Run.Coverage}).Borrowed(e) {
		return " · does not count: this story or its speaker has the same sentence"
	}
	return " · the same sentence stands in " + Plain(strings.Join(e.Shared, ", ")) + ": they count once"
}

// shownPartly is how many pairs are listed that share some text, the largest shares first; jsonl has more.
const shownPartly = 10

// partly lists the pieces that share some text with pieces of another origin, so that a person may judge whether they
// are independent.
func (p *page) partly() {
	pairs := p.partlyPairs()
	for i, s := range pairs {
		if i == 0 {
			p.printf("\n%s\n", p.style(bold, "Pieces that share some text and still count apart"))
		}
		if i == shownPartly {
			p.para("", 6, p.style(faint, fmt.Sprintf("… and %s more", plural(len(pairs)-i, "pair"))))
			break
		}
		words := fmt.Sprintf("%s and %s share %.0f %% of the shorter", p.pieceName(s.Article), p.pieceName(s.Other), 100*s.Share)
		if s.Quoted {
			words += ", most of it quotation"
		}
		p.para("  - ", 4, words)
	}
}

// partlyPairs gives each pair once, the largest share first, equals in the order of the groups.
func (p *page) partlyPairs() []sources.Partly {
	var pairs []sources.Partly
	seen := map[[2]string]bool{}
	for _, g := range p.r.Run.Coverage {
		for _, s := range g.Partly {
			if !seen[[2]string{s.Other, s.Article}] {
				seen[[2]string{s.Article, s.Other}] = true
				pairs = append(pairs, s)
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b sources.Partly) int { return -cmp.Compare(a.Share, b.Share) })
	return pairs
}

// pieceName names a piece with its group.
func (p *page) pieceName(article string) string {
	for _, g := range p.r.Run.Coverage {
		if slices.ContainsFunc(g.Articles, func(a claims.Ref) bool { return a.ID == article }) {
			return Plain(outlet(p.r.Pages[article])) + " (" + g.ID + ")"
		}
	}
	return Plain(outlet(p.r.Pages[article]))
}
