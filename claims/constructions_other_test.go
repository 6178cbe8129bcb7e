package claims_test

// addresseeCases holds that those who are told are no content.
var addresseeCases = []construction{
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
}

// coordinationCases holds who speaks at a second verb.
var coordinationCases = []construction{
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
		name: "nested",
		text: "Sources said Ms. Arden had warned that the dam leaked.",
		want: []string{
			"Sources | said | Ms. Arden had warned that the dam leaked | affirmed",
			"Ms. Arden | had warned | that the dam leaked | affirmed",
		},
	},
}

// laidCases holds sources that follow a phrase.
var laidCases = []construction{
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
		name: "citing between subject and verb",
		text: "The Ostrova Courier, citing a port agent, reported that the dam leaked.",
		want: []string{
			"a port agent | citing | that the dam leaked | affirmed",
			"The Ostrova Courier | reported | that the dam leaked | affirmed",
		},
	},
}

// hearsayCases holds attributions to no one and to agents.
var hearsayCases = []construction{
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
}

// actCases holds verbs and nouns whose content is no clause.
var actCases = []construction{
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
		name: "a name and a judgment",
		text: "Ms. Arden called Mr. Bell a liar.",
		want: []string{
			"Ms. Arden | called | Mr. Bell a liar | affirmed",
		},
	},
	{
		name: "an article and a judgment",
		text: "Ms. Arden called the plan reckless.",
		want: []string{
			"Ms. Arden | called | the plan reckless | affirmed",
		},
	},
	{
		name: "an order to act",
		text: "Ms. Arden ordered Mr. Bell to leave.",
		want: []string{
			"Ms. Arden | ordered | Mr. Bell to leave | affirmed",
		},
	},
	{
		name: "an order of a body",
		text: "The council ordered an inquiry.",
		want: []string{
			"The council | ordered | an inquiry | affirmed",
		},
	},
}

// layoutCases holds marks and layout that change nothing.
var layoutCases = []construction{
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
}
