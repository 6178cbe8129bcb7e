package verify

import (
	"slices"

	"secondsource/claims"
)

// Carries says what a quotation has of the numbers and names by which a claim can be told from another one. A number is
// compared by its value, a name by its words without inflection.
type Carries struct {
	Numbers, Names int      // how many different ones the claim has
	MissingNumbers []string // those of the claim that the quotation lacks, as the claim writes them
	MissingNames   []string
	Says           bool // one of its sentences has every content word of the claim, and denies no more than the claim does
	Shared         int  // content words that both have, names and numbers included
}

// NewCarries compares the words of a claim and of a quotation.
func NewCarries(claim, quote string) Carries {
	have := map[string]bool{}
	for _, w := range words(quote) {
		if w.weight() > 0 {
			have[w.stem] = true
		}
	}
	var c Carries
	seen := map[string]bool{}
	for _, w := range words(claim) {
		if w.weight() == 0 || seen[w.stem] {
			continue
		}
		seen[w.stem] = true
		raw := claim[w.Start:w.End]
		c.Shared += count(have[w.stem])
		switch w.kind {
		case numberWord:
			c.Numbers++
			c.MissingNumbers = appendIf(c.MissingNumbers, raw, !have[w.stem])
		case nameWord:
			c.Names++
			c.MissingNames = appendIf(c.MissingNames, raw, !have[w.stem])
		case plainWord:
		}
	}
	c.Says = says(claim, quote)
	return c
}

// denials turn what a sentence says round.
var denials = stemSet(`not no never none neither nor cannot didn't doesn't don't isn't wasn't aren't weren't won't wouldn't couldn't
can't hasn't haven't hadn't deny denied denies denying false untrue wrong incorrect hoax fake reject rejected rejects disputed`)

// Denials counts the words of text that turn what it says round.
func Denials(text string) int {
	n := 0
	for _, w := range words(text) {
		n += count(denials[w.stem])
	}
	return n
}

// says tells whether a sentence of the quotation is the claim, word for word in any order and with others between: whoever
// quotes it against the claim has misread it, or was told to.
func says(claim, quote string) bool {
	want, denied := map[string]bool{}, Denials(claim)
	for _, w := range words(claim) {
		want[w.stem] = want[w.stem] || w.weight() > 0
	}
	for _, s := range claims.Sentences(quote) {
		have := map[string]bool{}
		for _, w := range words(quote[s.Start:s.End]) {
			have[w.stem] = true
		}
		all := true
		for stem, content := range want {
			all = all && (!content || have[stem])
		}
		if all && Denials(quote[s.Start:s.End]) == denied {
			return true
		}
	}
	return false
}

func appendIf(list []string, s string, yes bool) []string {
	if yes && !slices.Contains(list, s) {
		return append(list, s)
	}
	return list
}

// ForSupport says whether a quotation may support the claim: it has every number of the claim and, where the claim has
// names, one of them. "She" and "the company" stand for the others.
func (c Carries) ForSupport() bool {
	return len(c.MissingNumbers) == 0 && (c.Names == 0 || len(c.MissingNames) < c.Names) && c.Shared > 0
}

// Against says whether a quotation may refute the claim: it has one of the claim's numbers or names, where there are
// any, and does not say the claim itself. What refutes a number gives another one.
func (c Carries) Against() bool {
	marks := c.Numbers + c.Names
	return !c.Says && (marks == 0 || len(c.MissingNumbers)+len(c.MissingNames) < marks) && c.Shared > 0
}
