package rules

import (
	"fmt"

	"secondsource/verify"
)

var anonRoteReason = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "ANON-ROTE-REASON", Severity: verify.Info,
		Finds: "a formula for the only reason why a source has no name",
		Why: "“Not authorized to speak” and “because of the sensitivity of the matter” fit every source, and tell a reader neither what the " +
			"source risks nor why its word is worth having. Editors have asked for the real reason, or for none of the formula.",
		Origin: []string{"The New York Times, memo of its standards editor, 2010-08-31, as published at gawker.com/5627330: formulas say nothing, so say more"},
		Fix:    "Say what the source risks by speaking, or how it knows what it says.",
	},
	find: func(s *story, _ Options) []verify.Finding {
		var out []verify.Finding
		for _, r := range s.reasons {
			if !r.rote {
				continue
			}
			f := verify.Finding{At: r.at, Message: fmt.Sprintf("“%s” fits any source: it is no reason of this one", short(s.words(r.at), 60))}
			for _, c := range s.claimsFrom(r.sentence) {
				f.Claim = c.ID
				break
			}
			out = append(out, f)
		}
		return out
	},
	match: texts(
		"Two officials, who were not authorized to speak publicly, said the tunnel would open late.",
		"A diplomat spoke on condition of anonymity because of the sensitivity of the talks.",
		"The aide, who asked not to be named because she was not allowed to talk to reporters, said the mayor would step down.",
		"An official who wasn't authorized to discuss the plan said it would cost 90 million crowns.",
		"The people asked not to be identified because the matter is private.",
		"An executive, who declined to be named discussing internal matters, said the sale was off.",
		"A person briefed on the inquiry, speaking on condition of anonymity to discuss an ongoing investigation, said it would end in May.",
		"The adviser asked for anonymity in order to speak candidly about the candidate.",
		"A staffer, who was not permitted to speak to the press, said the files had been moved.",
		"The source requested anonymity, citing company policy.",
		"Three employees said the plant had leaked since May. They asked not to be named because they were not authorised to speak.",
		"Officials spoke on condition of anonymity because the talks were still under way and not public; no date is set, because the talks are confidential.",
	),
	pass: texts(
		"A senior official said the tunnel would open late. She asked not to be named because she feared for her job.",
		"Two officials, who were not authorized to speak publicly and could lose their jobs, said the tunnel would open late.",
		"A former guard, whose name is withheld because the prisoners threatened his family, said the cells were full.",
		"The mother asked not to be named to protect her child's privacy.",
		"An employee spoke on condition of anonymity for fear of retaliation.",
		"Karel Doven was not allowed to speak at the hearing.",
		"The mayor said the topic was sensitive.",
		"The nurse asked that her name not be used because she still works at the hospital.",
		"The minister is not authorized to spend the money without a vote.",
		"A diplomat said the talks had ended without a date for the next round.",
		"The witness cannot be named for legal reasons.",
		"Ilse Brandt said she was free to speak, and that the talks were confidential.",
		"Officers asked not to be identified, citing threats against their relatives.",
		"The council met behind closed doors to discuss a sensitive matter, its clerk Karel Doven said.",
	),
}
