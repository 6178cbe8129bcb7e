package rules

import (
	"fmt"

	"secondsource/claims"
	"secondsource/verify"
)

var anonPlural = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "ANON-PLURAL", Severity: verify.Info,
		Finds: "“sources” where the story or its coverage shows one",
		Why: "The plural claims more than one source has said. It is wrong where one person speaks, as when a sentence is quoted word for " +
			"word, or the story goes on with “the source”. A person decides: only the reporter knows how many there were.",
		Origin: []string{"Reuters handbook, Accuracy, handbook.reuters.com: never the plural for one source"},
		Fix:    "Say how many sources there were.",
		Limits: []verify.Limit{{Name: "words", Value: 5, Means: "words of one quotation that several people do not say alike"}},
	},
	find: func(s *story, o Options) []verify.Finding {
		var out []verify.Finding
		one := s.lone()
		for i, v := range s.mentions {
			if !v.plural || v.pronoun || !s.cited(v.Claim) {
				continue
			}
			if at, ok := one[i]; ok {
				f := finding(v.Claim, v.at, fmt.Sprintf("“%s” are several, and the story goes on with one: “%s”", s.source(v), short(s.words(at), 40)))
				f.Also = []claims.Span{at}
				out = append(out, f)
				continue
			}
			if n := s.quotedWords(v.Claim); float64(n) >= o.limit("words") && !inWriting(s.words(v.at)) {
				out = append(out, finding(v.Claim, v.at, fmt.Sprintf("“%s” are several, and one sentence is quoted: several people do not say the same %d words", s.source(v), n)))
				continue
			}
			if n, pieces := s.origins(v.Claim); n == 1 && pieces > 1 && s.alleges(v.Claim) == "" {
				out = append(out, finding(v.Claim, v.at, fmt.Sprintf("“%s” are several, and all %d pieces of coverage have one origin", s.source(v), pieces)))
			}
		}
		return out
	},
	match: texts(
		"Sources in the cabinet said the minister had resigned. The source added that a letter would follow.",
		"“The boat was never seaworthy and everybody in the yard knew it,” sources at the yard said.",
		"Officials at the White Tower said the gate was open. “It stood open all night,” the official said.",
		"People familiar with the sale said the price was 4 million crowns. The person said the buyer was a bank.",
		"Senior officials said “we have run out of time and the money will not come before the summer”.",
		"Sources told The Courier the tram would be late. The source said the rails had not arrived.",
		"Sources close to the club said the captain would leave. The source also named the price.",
		"Two aides said, “We were told at noon to clear our desks and to be gone by three.”",
		"Diplomats said the talks had failed. The diplomat said the delegations would leave on Friday.",
		"“I have never seen an audit like it in twenty years,” said people familiar with the audit.",
		"Sources in the yard said the hull had cracked, and the source said the captain knew.",
	),
	pass: texts(
		"A source in the cabinet said the minister had resigned. The source added that a letter would follow.",
		"Sources in the cabinet said the minister had resigned. One of the sources added that a letter would follow.",
		"Sources in the cabinet said the minister had resigned. Another source added that a letter would follow. The source did not say when.",
		"Two officials said the gate was open.",
		"Sources at the yard called the boat “never seaworthy”.",
		"People familiar with the sale said the price was 4 million crowns.",
		"“We stand by every word of the appeal we made to the council,” the residents said in a letter.",
		"The sources of the river lie in the hills. The source in the north is dry.",
		"Diplomats said the talks had failed. Karel Doven said the delegations would leave on Friday.",
		"Senior officials said the money would not come before the summer. A second official confirmed it.",
		"Sources said the rails had not arrived. The mayor said they had.",
	),
}

// goesOn is within how many sentences a story goes on with a source.
const goesOn = 5

// lone finds, for voices in the plural by their place, the next words that go on with one of them as if there were no other:
// "sources said … the source added".
func (s *story) lone() map[int]claims.Span {
	out := map[int]claims.Span{}
	last := map[string]int{}     // by noun: the last plural voice
	several := map[string]bool{} // nouns of which one was set apart: "another source", "one of the officials"
	for i, v := range s.mentions {
		switch {
		case v.plural:
			if !v.pronoun {
				last[v.head] = i
			}
		case !v.definite || v.pronoun:
			several[v.head] = several[v.head] || !v.pronoun
		default:
			if n, ok := last[v.head]; ok && !several[v.head] {
				if _, told := out[n]; !told && v.sentence-s.mentions[n].sentence <= goesOn {
					out[n] = v.at
				}
			}
		}
	}
	return out
}

// quotedWords is how many words the longest quotation of a claim's content has.
func (s *story) quotedWords(c claims.Claim) int {
	if c.Quote == claims.QuoteIndirect {
		return 0
	}
	most := 0
	for _, at := range c.Content {
		for _, q := range quotations(s.text(at)) {
			most = max(most, len(wordsOf(s.text(at)[q.Start:q.End], 0)))
		}
	}
	return most
}

// inWriting says whether a group speaks in one text, as signers of a letter do.
func inWriting(source string) bool { return written.MatchString(source) }

var written = pattern(`letter|statement|petition|memo|brief|filing|report|signed|authors`)
