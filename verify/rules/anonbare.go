package rules

import (
	"fmt"

	"secondsource/claims"
	"secondsource/verify"
)

var anonBare = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "ANON-BARE", Severity: verify.Error,
		Finds: "a claim laid to “a source” or “sources” without any description",
		Why: "A reader cannot weigh a source of whom nothing is said. House styles that allow anonymous sources ask for as much " +
			"description as keeps the source safe: what the person does, and how the person knows.",
		Origin: []string{"AP, as reported at anonymoussources.org: sources without a description are almost always prohibited"},
		Fix:    "Say what kind of source it is and how the source knows, or name it.",
	},
	find: func(s *story, _ Options) []verify.Finding {
		var out []verify.Finding
		for _, c := range s.Claims {
			if c.Kind == claims.KindAnonymous && len(c.Source) > 0 {
				at := c.Source[0]
				out = append(out, verify.Finding{Claim: c.ID, At: at, Message: fmt.Sprintf("“%s” tells a reader nothing about the source", s.words(at))})
			}
		}
		return out
	},
	match: []Example{{Text: "The ferry company will sell two of its ships, sources said on Monday."}},
	pass:  []Example{{Text: "The ferry company will sell two of its ships, its treasurer Ilse Brandt said on Monday."}},
}
