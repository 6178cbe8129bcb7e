package rules

import (
	"fmt"

	"secondsource/claims"
	"secondsource/verify"
)

var anonNoReason = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "ANON-NO-REASON", Severity: verify.Warning,
		Finds: "a source without a name, and no reason for that anywhere in the story",
		Why: "A reader who is not told who speaks should be told why. House styles ask for name and title, or for the reason why " +
			"the source wanted no name, in the story itself. Found once a story, at the first such source; the others are shown with it.",
		Origin: []string{
			"The New York Times, policy on confidential sources, 2004, archived at nytco.com: name and title, or why confidentiality was asked for",
			"AP, conditions for anonymity, as reported at anonymoussources.org: the story says why the source is not named",
		},
		Fix: "Name the source, or say why it wants no name.",
	},
	find: func(s *story, _ Options) []verify.Finding {
		told := -1
		for i, r := range s.reasons {
			if r.why {
				return nil
			}
			told = i
		}
		var at []claims.Span
		var first nameless
		for _, v := range s.voices {
			if v.pronoun {
				continue
			}
			if len(at) == 0 {
				first = v
			}
			at = append(at, v.at)
		}
		if len(at) == 0 {
			return nil
		}
		message := fmt.Sprintf("the story does not say why “%s” has no name", s.source(first))
		if told >= 0 {
			message = fmt.Sprintf("the story says that a source wanted no name (“%s”), and not why", short(s.words(s.reasons[told].at), 60))
		}
		f := finding(first.Claim, first.at, message)
		f.Also = at[1:min(len(at), mostAlso+1)]
		return []verify.Finding{f}
	},
	match: texts(
		"A senior official in the transport ministry said the tunnel would open a year late.",
		"The tram line will cost 90 million crowns more, according to two people familiar with the plan.",
		"A diplomat said the talks had ended without a date for the next round.",
		"The mayor has decided to step down, a close aide said on Tuesday. She has been in office since 2014.",
		"Sources in the harbour office said the dredger was never ordered.",
		"An official, who spoke on condition of anonymity, said the dam had cracked.",
		"An executive, who did not want to be named, said the bank had moved the money in June.",
		"“We knew about the leak in May,” an employee at the plant said.",
		"An adviser to the minister told The Courier that the law would be withdrawn. The ministry declined to comment.",
		"U.S. officials said the ship had left the port on Sunday.",
		"One lawmaker said the vote had been bought. Karel Doven, the speaker, called that absurd.",
		"Three people briefed on the inquiry said it would end in May.",
		"- A campaign strategist said the candidate would drop out.\n- Her office did not answer.",
	),
	pass: texts(
		"A senior official in the transport ministry said the tunnel would open late. She asked not to be named because she feared for her job.",
		"Two people familiar with the plan, who were not authorized to speak publicly, said the tram line would cost 90 million crowns.",
		"The transport minister, Karel Doven, said the tunnel would open a year late.",
		"A diplomat, who spoke on condition of anonymity to discuss private talks, said they had ended without a date.",
		"Police officials said the road would stay closed until Monday.",
		"The mayor said the tunnel would open a year late.",
		"A senior official said the tunnel would open late. Karel Doven, the official, spoke at a hearing in Marn.",
		"The ministry's spokeswoman said the tunnel would open a year late.",
		"An employee who feared reprisals, and whose name is withheld to protect her, said the plant had leaked since May.",
		"Hospital officials said 14 people were treated.",
		"A woman at the bus stop said the tram was always late.",
		"Lawmakers said they would vote on Thursday.",
		"The judge said the sentence would be read on Friday.",
		"School officials said classes would resume on Monday, and county officials said the buses would run.",
		"Ilse Brandt said an official had told her that the tunnel would open late.",
		"The report said an official had been paid twice.",
	),
}

// mostAlso is how many other passages a finding shows.
const mostAlso = 20
