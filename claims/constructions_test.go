package claims_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
)

// TestConstructions holds what each construction gives, one sentence each: "source | cue | content | polarity" of the
// claims that somebody is named for or that are hearsay, in text order.
func TestConstructions(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{
			name: "speaker before, that",
			text: "Ms. Arden said that the dam leaked.",
			want: []string{
				"Ms. Arden | said | that the dam leaked | affirmed",
			},
		},
		{
			name: "speaker before, no that",
			text: "Ms. Arden said the dam leaked.",
			want: []string{
				"Ms. Arden | said | the dam leaked | affirmed",
			},
		},
		{
			name: "speaker after, comma",
			text: "The dam leaked, Ms. Arden said.",
			want: []string{
				"Ms. Arden | said | The dam leaked | affirmed",
			},
		},
		{
			name: "speaker after, inverted",
			text: "The dam leaked in May, said Dora Arden.",
			want: []string{
				"Dora Arden | said | The dam leaked in May | affirmed",
			},
		},
		{
			name: "speaker in the middle",
			text: "The dam, Ms. Arden said, had leaked since May.",
			want: []string{
				"Ms. Arden | said | The dam … had leaked since May | affirmed",
			},
		},
		{
			name: "quotation first",
			text: "“The dam leaked,” Ms. Arden said.",
			want: []string{
				"Ms. Arden | said | “The dam leaked,” | affirmed",
			},
		},
		{
			name: "quotation first, inverted",
			text: "“The dam leaked,” said Dora Arden, an engineer.",
			want: []string{
				"Dora Arden, an engineer | said | “The dam leaked,” | affirmed",
			},
		},
		{
			name: "quotation in two pieces",
			text: "“The dam,” Ms. Arden said, “leaked.”",
			want: []string{
				"Ms. Arden | said | “The dam,” … “leaked.” | affirmed",
			},
		},
		{
			name: "quotation after colon",
			text: "Ms. Arden said: “The dam leaked.”",
			want: []string{
				"Ms. Arden | said | “The dam leaked.” | affirmed",
			},
		},
		{
			name: "quotation after comma",
			text: "Ms. Arden said, “The dam leaked.”",
			want: []string{
				"Ms. Arden | said | “The dam leaked.” | affirmed",
			},
		},
		{
			name: "quotation goes on",
			text: "“The dam leaked,” Ms. Arden said. “We saw it.”",
			want: []string{
				"Ms. Arden | said | “The dam leaked,” … “We saw it.” | affirmed",
			},
		},
		{
			name: "words before the quotation",
			text: "The dam was “a sieve,” Ms. Arden said.",
			want: []string{
				"Ms. Arden | said | The dam was “a sieve,” | affirmed",
			},
		},
		{
			name: "question with speaker",
			text: "“Why not?” Ms. Arden asked.",
			want: []string{
				"Ms. Arden | asked | “Why not?” | affirmed",
			},
		},
		{
			name: "pronoun after quotation",
			text: "“The dam leaked,” she said.",
			want: []string{
				"she | said | “The dam leaked,” | affirmed",
			},
		},
		{
			name: "inverted pronoun",
			text: "“The dam leaked,” said he.",
			want: []string{
				"he | said | “The dam leaked,” | affirmed",
			},
		},
		{
			name: "title and name",
			text: "Deputy Prime Minister Olga Brandt said the dam leaked.",
			want: []string{
				"Deputy Prime Minister Olga Brandt | said | the dam leaked | affirmed",
			},
		},
		{
			name: "organization",
			text: "The Ministry of Water said the dam leaked.",
			want: []string{
				"The Ministry of Water | said | the dam leaked | affirmed",
			},
		},
		{
			name: "without article",
			text: "Water Ministry said the dam leaked.",
			want: []string{
				"Water Ministry | said | the dam leaked | affirmed",
			},
		},
		{
			name: "two speakers",
			text: "Ms. Arden and Mr. Bell said the dam leaked.",
			want: []string{
				"Ms. Arden and Mr. Bell | said | the dam leaked | affirmed",
			},
		},
		{
			name: "list of speakers",
			text: "Arden, Bell and Cole said the dam leaked.",
			want: []string{
				"Arden, Bell and Cole | said | the dam leaked | affirmed",
			},
		},
		{
			name: "apposition",
			text: "Dora Arden, an engineer from Varn, said the dam leaked.",
			want: []string{
				"Dora Arden, an engineer from Varn, | said | the dam leaked | affirmed",
			},
		},
		{
			name: "apposition in dashes",
			text: "Dora Arden — an engineer from Varn — said the dam leaked.",
			want: []string{
				"Dora Arden — an engineer from Varn — | said | the dam leaked | affirmed",
			},
		},
		{
			name: "relative clause",
			text: "Dora Arden, who built the dam, said it leaked.",
			want: []string{
				"Dora Arden, who built the dam, | said | it leaked | affirmed",
			},
		},
		{
			name: "age",
			text: "Dora Arden, 51, said the dam leaked.",
			want: []string{
				"Dora Arden, 51, | said | the dam leaked | affirmed",
			},
		},
		{
			name: "participle in apposition",
			text: "Dora Arden, speaking in Varn, said the dam leaked.",
			want: []string{
				"Dora Arden, speaking in Varn, | said | the dam leaked | affirmed",
			},
		},
		{
			name: "of phrase",
			text: "Dora Arden of the Corvin Institute said the dam leaked.",
			want: []string{
				"Dora Arden of the Corvin Institute | said | the dam leaked | affirmed",
			},
		},
		{
			name: "reduced relative",
			text: "Officials briefed on the plan said the dam leaked.",
			want: []string{
				"Officials briefed on the plan | said | the dam leaked | affirmed",
			},
		},
		{
			name: "described",
			text: "Two people with knowledge of the talks said the dam leaked.",
			want: []string{
				"Two people with knowledge of the talks | said | the dam leaked | affirmed",
			},
		},
		{
			name: "day before the cue",
			text: "Ms. Arden on Monday said the dam leaked.",
			want: []string{
				"Ms. Arden | said | the dam leaked | affirmed",
			},
		},
		{
			name: "day behind the cue",
			text: "Ms. Arden said Monday that the dam leaked.",
			want: []string{
				"Ms. Arden | said | that the dam leaked | affirmed",
			},
		},
		{
			name: "date that opens",
			text: "On Monday, Ms. Arden said the dam leaked.",
			want: []string{
				"Ms. Arden | said | the dam leaked | affirmed",
			},
		},
		{
			name: "date that opens, no comma",
			text: "On Monday Ms. Arden said the dam leaked.",
			want: []string{
				"Ms. Arden | said | the dam leaked | affirmed",
			},
		},
		{
			name: "circumstance before that",
			text: "Ms. Arden said in an interview with the Courier that the dam leaked.",
			want: []string{
				"Ms. Arden | said | that the dam leaked | affirmed",
			},
		},
		{
			name: "circumstance before quotation",
			text: "Ms. Arden said in a statement, “The dam leaked.”",
			want: []string{
				"Ms. Arden | said in a statement | “The dam leaked.” | affirmed",
			},
		},
		{
			name: "circumstance after",
			text: "“The dam leaked,” Ms. Arden said in a statement on Monday.",
			want: []string{
				"Ms. Arden | said in a statement | “The dam leaked,” | affirmed",
			},
		},
		{
			name: "auxiliaries",
			text: "Ms. Arden has repeatedly said the dam leaked.",
			want: []string{
				"Ms. Arden | has repeatedly said | the dam leaked | affirmed",
			},
		},
		{
			name: "adverb",
			text: "Ms. Arden also said the dam leaked.",
			want: []string{
				"Ms. Arden | also said | the dam leaked | affirmed",
			},
		},
		{
			name: "went on to say",
			text: "Ms. Arden went on to say that the dam leaked.",
			want: []string{
				"Ms. Arden | went on to say | that the dam leaked | affirmed",
			},
		},
		{
			name: "addressee",
			text: "Ms. Arden told reporters that the dam leaked.",
			want: []string{
				"Ms. Arden | told | that the dam leaked | affirmed",
			},
		},
		{
			name: "addressee without that",
			text: "Ms. Arden told the council the dam leaked.",
			want: []string{
				"Ms. Arden | told | the dam leaked | affirmed",
			},
		},
		{
			name: "addressee and quotation",
			text: "“The dam leaked,” Ms. Arden told the Courier.",
			want: []string{
				"Ms. Arden | told | “The dam leaked,” | affirmed",
			},
		},
		{
			name: "pronoun addressee",
			text: "Ms. Arden told him the dam leaked.",
			want: []string{
				"Ms. Arden | told | the dam leaked | affirmed",
			},
		},
		{
			name: "coordination",
			text: "Ms. Arden said the dam leaked and added that nobody cared.",
			want: []string{
				"Ms. Arden | said | the dam leaked | affirmed",
				"Ms. Arden | added | that nobody cared | affirmed",
			},
		},
		{
			name: "coordination after another verb",
			text: "Ms. Arden rose and said that the dam leaked.",
			want: []string{
				"Ms. Arden | said | that the dam leaked | affirmed",
			},
		},
		{
			name: "participle",
			text: "Ms. Arden left early, saying the dam leaked.",
			want: []string{
				"Ms. Arden | saying | the dam leaked | affirmed",
			},
		},
		{
			name: "two participles",
			text: "Ms. Arden left, saying the dam leaked and adding that nobody cared.",
			want: []string{
				"Ms. Arden | saying | the dam leaked | affirmed",
				"Ms. Arden | adding | that nobody cared | affirmed",
			},
		},
		{
			name: "new speaker after but",
			text: "Ms. Arden said the dam leaked, but Mr. Bell said it held.",
			want: []string{
				"Ms. Arden | said | the dam leaked | affirmed",
				"Mr. Bell | said | it held | affirmed",
			},
		},
		{
			name: "new speaker after while",
			text: "Ms. Arden said the dam leaked, while Mr. Bell insisted that it held.",
			want: []string{
				"Ms. Arden | said | the dam leaked | affirmed",
				"Mr. Bell | insisted | that it held | affirmed",
			},
		},
		{
			name: "according to first",
			text: "According to Ms. Arden, the dam leaked.",
			want: []string{
				"Ms. Arden | According to | the dam leaked | affirmed",
			},
		},
		{
			name: "according to last",
			text: "The dam leaked, according to Ms. Arden.",
			want: []string{
				"Ms. Arden | according to | The dam leaked | affirmed",
			},
		},
		{
			name: "according to without comma",
			text: "The dam leaked according to Ms. Arden.",
			want: []string{
				"Ms. Arden | according to | The dam leaked | affirmed",
			},
		},
		{
			name: "according to in the middle",
			text: "The dam, according to Ms. Arden, leaked.",
			want: []string{
				"Ms. Arden | according to | The dam … leaked | affirmed",
			},
		},
		{
			name: "as reported",
			text: "As the Courier reported on Monday, the dam leaked.",
			want: []string{
				"the Courier | reported | the dam leaked | affirmed",
			},
		},
		{
			name: "as reported, last",
			text: "The dam leaked, as the Courier reported.",
			want: []string{
				"the Courier | reported | The dam leaked | affirmed",
			},
		},
		{
			name: "hearsay adverb",
			text: "The dam reportedly leaked.",
			want: []string{
				" | reportedly | The dam … leaked | affirmed",
			},
		},
		{
			name: "expletive",
			text: "It was reported that the dam leaked.",
			want: []string{
				" | It was reported | that the dam leaked | affirmed",
			},
		},
		{
			name: "passive infinitive",
			text: "The dam is said to leak.",
			want: []string{
				" | is said to | The dam … leak | affirmed",
			},
		},
		{
			name: "adverb in the passive",
			text: "The dam is widely believed to leak.",
			want: []string{
				" | is widely believed | The dam … to leak | affirmed",
			},
		},
		{
			name: "passive with agent",
			text: "The dam was denounced by Ms. Arden.",
			want: []string{
				"Ms. Arden | was denounced | The dam | affirmed",
			},
		},
		{
			name: "told in the passive",
			text: "Ms. Arden was told that the dam leaked.",
			want: []string{
				" | was told | that the dam leaked | affirmed",
			},
		},
		{
			name: "nominal",
			text: "Ms. Arden repeated her claim that the dam leaked.",
			want: []string{
				"Ms. Arden | repeated | her claim that the dam leaked | affirmed",
				"her | claim | that the dam leaked | affirmed",
			},
		},
		{
			name: "possessive and colon",
			text: "The council’s position was clear: the dam must go.",
			want: []string{
				"The council | ’s position | the dam must go | affirmed",
			},
		},
		{
			name: "denial of an act",
			text: "Ms. Arden denied opening the dam.",
			want: []string{
				"Ms. Arden | denied | opening the dam | denied",
			},
		},
		{
			name: "refusal",
			text: "Ms. Arden declined to comment.",
			want: []string{
				"Ms. Arden | declined | to comment | declined",
			},
		},
		{
			name: "negated speech",
			text: "Ms. Arden did not say whether the dam leaked.",
			want: []string{
				"Ms. Arden | did not say | whether the dam leaked | declined",
			},
		},
		{
			name: "negated criticism",
			text: "Ms. Arden did not criticize the council.",
			want: []string{
				"Ms. Arden | did not criticize | the council | denied",
			},
		},
		{
			name: "naming",
			text: "Ms. Arden called the dam a disgrace.",
			want: []string{
				"Ms. Arden | called | the dam a disgrace | affirmed",
			},
		},
		{
			name: "interest",
			text: "Several towns have expressed interest in buying the dam.",
			want: []string{
				"Several towns | have expressed | interest in buying the dam | affirmed",
			},
		},
		{
			name: "nested",
			text: "Sources said Ms. Arden had warned that the dam leaked.",
			want: []string{
				"Sources | said | Ms. Arden had warned that the dam leaked | affirmed",
				"Ms. Arden | had warned | that the dam leaked | affirmed",
			},
		},
		{
			name: "quotation is flat",
			text: "“Bell said the dam leaked,” Ms. Arden said.",
			want: []string{
				"Ms. Arden | said | “Bell said the dam leaked,” | affirmed",
			},
		},
		{
			name: "colon after inverted cue",
			text: "Said Ms. Arden: “The dam leaked.”",
			want: []string{
				"Ms. Arden | Said | “The dam leaked.” | affirmed",
			},
		},
		{
			name: "future is no claim",
			text: "Ms. Arden will say that the dam leaked.",
		},
		{
			name: "infinitive is no claim",
			text: "Ms. Arden came to say that the dam leaked.",
		},
		{
			name: "noun is no cue",
			text: "The claim was paid and the report was late.",
		},
		{
			name: "adjective is no cue",
			text: "The alleged leak was small.",
		},
		{
			name: "study",
			text: "A study by the Corvin Institute found that the dam leaked.",
			want: []string{
				"A study by the Corvin Institute | found | that the dam leaked | affirmed",
			},
		},
		{
			name: "letter",
			text: "A letter to the council warned that the dam leaked.",
			want: []string{
				"A letter to the council | warned | that the dam leaked | affirmed",
			},
		},
		{
			name: "straight marks",
			text: "\"The dam leaked,\" Ms. Arden said.",
			want: []string{
				"Ms. Arden | said | \"The dam leaked,\" | affirmed",
			},
		},
		{
			name: "two apostrophes",
			text: "''The dam leaked,'' Ms. Arden said.",
			want: []string{
				"Ms. Arden | said | ''The dam leaked,'' | affirmed",
			},
		},
		{
			name: "guillemets",
			text: "« The dam leaked, » Ms. Arden said.",
			want: []string{
				"Ms. Arden | said | « The dam leaked, » | affirmed",
			},
		},
		{
			name: "space before the comma",
			text: "“The dam leaked” , Ms. Arden said .",
			want: []string{
				"Ms. Arden | said | “The dam leaked” | affirmed",
			},
		},
		{
			name: "brackets",
			text: "(Ms. Arden said the dam leaked.)",
			want: []string{
				"Ms. Arden | said | the dam leaked | affirmed",
			},
		},
		{
			name: "list marker",
			text: "- Ms. Arden said the dam leaked.",
			want: []string{
				"Ms. Arden | said | the dam leaked | affirmed",
			},
		},
		{
			name: "blockquote",
			text: "> Ms. Arden said the dam leaked.",
			want: []string{
				"Ms. Arden | said | the dam leaked | affirmed",
			},
		},
		{
			name: "curly apostrophe",
			text: "Ms. Arden said the dam’s wall leaked.",
			want: []string{
				"Ms. Arden | said | the dam’s wall leaked | affirmed",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, attributed(t, tt.text)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func attributed(t *testing.T, text string) []string {
	t.Helper()
	var all []string
	a := claims.NewArticle(claims.Ref{}, text)
	for _, c := range extract(t, a) {
		if c.Kind != claims.KindNobody {
			all = append(all, fmt.Sprintf("%s | %s | %s | %s", a.Words(c.Source), a.Words(c.Cue), a.Words(c.Content), c.Polarity))
		}
	}
	return all
}
