package rules

import (
	"secondsource/claims"
	"secondsource/verify"
)

var uncorroborated = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "UNCORROBORATED-UNATTRIBUTED", Severity: verify.Error, Verdicts: true,
		Finds: "a claim in nobody's voice that was searched for, and that no coverage addresses",
		Why: "What nobody else has must at least be laid to somebody: then a reader knows whose word it is. Only a search that was made " +
			"counts; a claim that could not be searched for is never found.",
		Origin: []string{"BBC editorial guidelines, Accuracy 3.2.3, copy of 2019 at candidcreative.ca: attribute what cannot be corroborated"},
		Fix:    "Say whose word it is, find somebody who confirms it, or take it out.",
	},
	find: func(s *story, _ Options) []verify.Finding {
		var out []verify.Finding
		for _, c := range s.Claims {
			v, ok := s.verdict(c)
			if !ok || v.Label != verify.NotFound || c.Kind != claims.KindNobody || s.sourced(c) {
				continue
			}
			out = append(out, finding(c, hull(c.Content, c.Sentence), "no source is named for this, and no coverage was found that addresses it: “"+short(s.text(hull(c.Content, c.Sentence)), 60)+"”"))
		}
		return out
	},
	match: checked(verify.NotFound,
		"The harbour lost 40 percent of its freight last year and 300 people lost their jobs.",
		"The council bought the land in secret in March 2019 for 4 million crowns.",
		"More than 12,000 homes in the province stand empty.",
		"The ministry moved 340 soldiers to the border in May.",
		"The bank made a profit of $41 million in 2023.",
		"The mayor met the builder of the tram line twice in 2021.",
		"The fleet emitted 2.4 million tons of carbon dioxide in 2021.",
		"Karel Doven said the tram would open in May. The first line cost 90 million crowns in 2012.",
		"The company dumped 300 tons of waste in the river in 2018.",
		"The town's hospital turned away 1,400 patients last winter.",
		"The museum sold 14 paintings to a dealer in Marn last year.",
	),
	pass: []Example{
		{Text: "The harbour lost 40 percent of its freight last year and 300 people lost their jobs."},
		{Label: verify.Unchecked, Text: "The harbour lost 40 percent of its freight last year and 300 people lost their jobs."},
		{Label: verify.Supported, Text: "The harbour lost 40 percent of its freight last year and 300 people lost their jobs."},
		{Label: verify.NeedsReview, Text: "The bank made a profit of $41 million in 2023."},
		{Label: verify.Mixed, Text: "The bank made a profit of $41 million in 2023."},
		{Label: verify.Refuted, Text: "More than 12,000 homes in the province stand empty."},
		{Label: verify.NotFound, Text: "The harbour lost 40 percent of its freight last year, according to the harbour office."},
		{Label: verify.NotFound, Text: "Ilse Brandt said the harbour had lost 40 percent of its freight."},
		{Label: verify.NotFound, Text: "The ministry said in a statement that 300 people had lost their jobs."},
		{Label: verify.NotFound, Text: "The talks failed, a diplomat said."},
		{Label: verify.NotFound, Text: "“The tram will open in May,” Karel Doven said."},
		{Label: verify.NotFound, Text: "The harbour office published its figures on Monday. They show that freight fell by 40 percent last year."},
	},
}
