package claims_test

// speakerCases holds where the speaker can stand.
var speakerCases = []construction{
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
		name: "question with speaker",
		text: "“Why not?” Ms. Arden asked.",
		want: []string{
			"Ms. Arden | asked | “Why not?” | affirmed",
		},
	},
	{
		name: "colon after inverted cue",
		text: "Said Ms. Arden: “The dam leaked.”",
		want: []string{
			"Ms. Arden | Said | “The dam leaked.” | affirmed",
		},
	},
}

// quotationCases holds how quotation marks and words share a content.
var quotationCases = []construction{
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
		name: "quotation is flat",
		text: "“Bell said the dam leaked,” Ms. Arden said.",
		want: []string{
			"Ms. Arden | said | “Bell said the dam leaked,” | affirmed",
		},
	},
	{
		name: "a noun goes on in a quotation",
		text: "The dam, Ms. Arden said, “leaked like a basket.”",
		want: []string{
			"Ms. Arden | said | The dam … “leaked like a basket.” | affirmed",
		},
	},
	{
		name: "a quotation of its own after a day",
		text: "On Monday, Ms. Arden said, “The dam leaked.”",
		want: []string{
			"Ms. Arden | said | “The dam leaked.” | affirmed",
		},
	},
}

// sourceCases holds which words belong to the source.
var sourceCases = []construction{
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
		name: "report with a date",
		text: "A 12-page report dated May 4 said the dam leaked.",
		want: []string{
			"A 12-page report dated May 4 | said | the dam leaked | affirmed",
		},
	},
	{
		name: "letter with a day",
		text: "A letter published on Thursday warned that the dam leaked.",
		want: []string{
			"A letter published on Thursday | warned | that the dam leaked | affirmed",
		},
	},
	{
		name: "report of a month",
		text: "The report of June 2019 said the dam leaked.",
		want: []string{
			"The report of June 2019 | said | the dam leaked | affirmed",
		},
	},
	{
		name: "figures from a body",
		text: "Figures from the water board show that the dam leaked.",
		want: []string{
			"Figures from the water board | show | that the dam leaked | affirmed",
		},
	},
	{
		name: "article in apposition",
		text: "Corvin Mills, the company that built the dam, said it leaked.",
		want: []string{
			"Corvin Mills, the company that built the dam, | said | it leaked | affirmed",
		},
	},
}

// circumstanceCases holds that days and occasions are neither source, cue nor content.
var circumstanceCases = []construction{
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
}

// cueCases holds what belongs to the cue, and what is none.
var cueCases = []construction{
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
}
