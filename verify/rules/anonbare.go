package rules

import (
	"fmt"

	"secondsource/verify"
)

var anonBare = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "ANON-BARE", Severity: verify.Error,
		Finds: "a claim laid to “a source” or “sources” without any description",
		Why: "A reader cannot weigh a source of whom nothing is said. House styles that allow sources without a name ask for as much " +
			"description as keeps the source safe: what the person does, and how the person knows.",
		Origin: []string{"AP, as reported at anonymoussources.org: sources without a description are almost always prohibited"},
		Fix:    "Say what kind of source it is and how the source knows, or name it.",
	},
	find: func(s *story, _ Options) []verify.Finding {
		var out []verify.Finding
		described := map[string]bool{} // nouns of which the story has said more
		last := -1 - goesOn            // the sentence of the last source that was described
		for _, v := range s.voices {
			if !v.bare {
				described[v.head], last = true, v.sentence
				continue
			}
			if v.pronoun || v.definite && (described[v.head] || v.sentence-last <= goesOn) || s.described(v) {
				continue
			}
			out = append(out, finding(v.Claim, v.at, fmt.Sprintf("“%s” tells a reader nothing about the source", s.source(v))))
		}
		return out
	},
	match: texts(
		"The ferry company will sell two of its ships, sources said on Monday.",
		"Sources say the mayor met the builder twice before the vote.",
		"The minister has already signed the order, a source told The Courier.",
		"According to sources, the theatre will close in May.",
		"The museum lost 40 paintings in the flood, according to a source.",
		"A source said the council had agreed to the price in March. The council did not answer questions.",
		"“The money is gone,” a source said.",
		"The harbour will be dredged in spring, one source said, and the fish market will move.",
		"Two sources said that the bridge had failed an inspection in June.",
		"Insiders say the club will sell its captain in the summer.",
		"Several sources told the newspaper that the school board had known of the mould for a year.",
		"- The tram line is two years late, sources said.\n- The cost has doubled.",
		"Ilse Brandt said the talks had gone well. But sources said she left after ten minutes.",
		"The contract was signed in secret, another source added.",
	),
	pass: texts(
		"The ferry company will sell two of its ships, its treasurer Ilse Brandt said on Monday.",
		"A source in the harbour office said the ferry company would sell two of its ships.",
		"The ships will be sold, said two sources who have seen the contract.",
		"Sources close to the negotiations said the mayor had agreed.",
		"A senior official at the transport ministry said the tunnel would open late.",
		"The river has three sources, and the northern source dries up in August.",
		"The mayor said her sources of income were public.",
		"“My sources tell me that the tram will be late,” Karel Doven said.",
		"A source with direct knowledge of the audit said it would be published in May. The source said the sums were large.",
		"Open-source software runs the new ticket machines, the operator said.",
		"The newspaper protects its sources, its editor Mara Quill said.",
		"People familiar with the plan said the theatre would close in May.",
		"A source familiar with the sale, who asked not to be named because she feared for her job, said the price was 4 million crowns.",
		"Critics say the theatre is too large.",
	),
}

// described says whether the words behind the source's verb describe it: "a source said, who has seen the contract", "the source,
// who works at the port,".
func (s *story) described(v nameless) bool {
	if v.sentence < 0 {
		return false
	}
	at := s.sentences[v.sentence]
	if v.at.End < at.Start || v.at.End > at.End {
		return false
	}
	tail := at
	tail.Start = v.at.End
	return relative.MatchString(s.text(tail))
}

// relative is a clause about the source behind the words that name it.
var relative = pattern(`who (?:has|have|had|is|are|was|were|works?|worked|knows?|knew|saw|attended|took part|spoke|asked|declined|requested|heard|read|reviewed)|speaking on|(?:familiar with|briefed on|close to|with knowledge of|with direct knowledge)`)
