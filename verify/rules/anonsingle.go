package rules

import (
	"fmt"

	"secondsource/claims"
	"secondsource/verify"
)

var anonSingle = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "ANON-SINGLE", Severity: verify.Warning,
		Finds: "a serious claim that rests on one source without a name; an error if it accuses somebody",
		Why: "One source without a name can be wrong, used or invented, and a reader cannot tell. House styles want a second source " +
			"for what is serious, and before an accusation most of all. A check counts independent origins, not articles: five copies of one " +
			"agency's story are one source.",
		Origin: []string{
			"BBC editorial guidelines, Accuracy, on gathering material and on reporting allegations, pages of 2009 and 2019",
			"Reuters handbook, Accuracy, handbook.reuters.com: two sources are better than one",
		},
		Fix:    "Find a second source that does not depend on the first, or a document, or say in the story that there is one source.",
		Limits: []verify.Limit{{Name: "worth", Value: 0.8, Means: "worth checking, 0 to 1, from which a figure, cause or comparison that accuses nobody is serious"}},
	},
	find: func(s *story, o Options) []verify.Finding {
		var out []verify.Finding
		for _, v := range s.voices {
			accuses := s.alleges(v.Claim)
			if !v.Checkable() || accuses == "" && (v.Worth < o.limit("worth") || !s.hard(v.Claim)) {
				continue
			}
			if message := s.single(v); message != "" {
				f := finding(v.Claim, v.at, message)
				if accuses != "" {
					f.Severity = verify.Error
					f.Message += fmt.Sprintf(", and it accuses (“%s”)", short(accuses, 40))
				}
				out = append(out, f)
			}
		}
		return out
	},
	match: texts(
		"The mayor took bribes from the builder of the tram line, a senior official said.",
		"A source in the harbour office said the director had stolen 200,000 crowns.",
		"“They falsified the inspection reports for three years,” an employee at the plant said.",
		"One person familiar with the file said the minister had lied to parliament about the sale in March.",
		"The bank laundered 40 million crowns for the Ketter group between 2019 and 2022, a source told The Courier.",
		"The company fired 340 workers in March and hid it from its shareholders until May, a source said.",
		"A former aide said the candidate had assaulted a driver. He asked not to be named because he feared for his job.",
		"An adviser to the party said its treasurer had paid hush money in 2021. The party did not answer questions.",
		"The police covered up the crash, a senior officer told the paper.",
		"- The contract was rigged, an official said.\n- The council will vote in June.",
		"An official said the director had embezzled 3 million crowns. The director denied it.",
	),
	pass: texts(
		"The mayor took bribes from the builder, two people familiar with the case said.",
		"The mayor took bribes from the builder of the tram line, Karel Doven said.",
		"A source in the harbour office said the director had stolen 200,000 crowns. Ilse Brandt, the treasurer, also said the director had stolen 200,000 crowns.",
		"A source said the director had stolen 200,000 crowns. A second person with knowledge of the books confirmed it.",
		"A senior official said the tunnel might open late.",
		"A diplomat said the mood was good.",
		"An employee at the plant said the inspection reports had been falsified. Documents seen by The Courier show the same.",
		"The prosecutor, Mara Quill, said the mayor had taken bribes.",
		"An official declined to speak about the bribes.",
		"A source close to the club said he hoped for a good season.",
		"The court found that the bank had laundered 40 million crowns.",
		"Two officials said the director had embezzled 3 million crowns.",
	),
}

// hard says whether a claim states a figure, a cause or a comparison: what somebody could dispute.
func (s *story) hard(c claims.Claim) bool {
	c.Sentence = hull(c.Content, c.Sentence)
	what, _ := s.disputable(c)
	return what != ""
}

// single says in what way a voice is the only source of its claim; "" if it is not.
func (s *story) single(v nameless) string {
	n, pieces := s.origins(v.Claim)
	verdict, checked := s.verdict(v.Claim)
	switch {
	case checked && verdict.Supports > 0 || s.echoed(v.Claim) || s.backedUp(v.Claim):
		return ""
	case checked && n == 1 && pieces > 1:
		return fmt.Sprintf("the claim of “%s” has one origin: all %d pieces that carry it go back to it", s.source(v), pieces)
	case v.plural:
		return ""
	}
	return fmt.Sprintf("only “%s”, one source without a name, says so", s.source(v))
}

// origins counts the independent origins and the pieces of coverage that carry a claim.
func (s *story) origins(c claims.Claim) (groups, pieces int) {
	v, ok := s.verdict(c)
	if !ok {
		return 0, 0
	}
	met, read := map[string]bool{}, map[string]bool{}
	for _, e := range v.Evidence {
		if e.Stance == verify.Supports || e.Stance == verify.Reports {
			met[e.Group], read[e.Article] = true, true
		}
	}
	return len(met), len(read)
}
