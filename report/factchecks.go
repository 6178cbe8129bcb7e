package report

import (
	"cmp"
	"strings"

	"secondsource/sources"
	"secondsource/verify"
)

// factChecks prints the published fact-checks of a claim apart from its coverage, of which they are none.
func (p *page) factChecks(v verify.Verdict) {
	if len(v.FactChecks) == 0 {
		return
	}
	p.para("", 6, "Fact-checks, shown apart from coverage:")
	for _, f := range v.FactChecks {
		p.para("      - ", 8, factCheckWords(f))
		if f.Claim != "" {
			p.para("", 8, quoted(Plain(f.Claim)))
		}
		p.printf("%8s%s\n", "", p.style(faint, Plain(f.URL)))
	}
}

// factCheckWords says who checked what and how it was rated.
func factCheckWords(f verify.FactCheck) string {
	rated := map[sources.Rating]string{
		sources.RatedFalse: "rated false", sources.RatedTrue: "rated true", sources.RatedMixed: "rated as partly so or misleading",
		sources.RatedUnclear: "rated neither true nor false",
	}[f.Says]
	words := []string{cmp.Or(rated, "not rated") + " by " + cmp.Or(Plain(f.Publisher), Plain(sources.Host(f.URL)))}
	if !f.Reviewed.IsZero() {
		words[0] += ", " + f.Reviewed.Format("2 January 2006")
	}
	if f.Rating != "" {
		words = append(words, "in its words "+quoted(Plain(f.Rating)))
	}
	switch {
	case !f.Bears:
		words = append(words, "of another claim, near this one: it counts for nothing")
	case f.Says == sources.RatedFalse:
		words = append(words, "of this very claim: it counts against it")
	case f.Says == sources.RatedMixed:
		words = append(words, "of this very claim: it keeps it from being supported")
	default:
		words = append(words, "of this very claim: it counts for nothing")
	}
	return strings.Join(words, " · ")
}
