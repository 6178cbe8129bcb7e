package verify

import (
	"strings"

	"secondsource/claims"
	"secondsource/sources"
)

// ClaimText is the claim as a judge reads it and a search asks for it: its content without quotation marks, without
// the "that" that joins it to its cue, and without whom it is laid to.
func ClaimText(a claims.Article, c claims.Claim) string {
	parts := make([]string, 0, len(c.Content))
	for _, s := range c.Content {
		parts = append(parts, a.Text[s.Start:s.End])
	}
	text := strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune("“”„\"«»", r) {
			return -1
		}
		return r
	}, text)
	return strings.TrimPrefix(strings.Trim(text, " ,;"), "that ")
}

// NewQuery makes the question that a provider is asked about a claim: its content words, each once and in order, with
// the names apart, outside the story's own site.
func NewQuery(a claims.Article, c claims.Claim, limit int) sources.Query {
	q := sources.Query{NotHost: sources.Host(a.URL), Limit: limit}
	seen := map[string]bool{}
	text := ClaimText(a, c)
	for _, w := range words(text) {
		if seen[w.stem] || w.weight() == 0 {
			continue
		}
		seen[w.stem] = true
		raw := text[w.Start:w.End]
		if w.kind == nameWord {
			q.Names = append(q.Names, raw)
		} else {
			q.Terms = append(q.Terms, raw)
		}
	}
	return q
}
