package claims_test

// ambiguousCases holds verbs that report only before a clause, a quotation or a judgment.
var ambiguousCases = []construction{
	{
		name: "a measure is added",
		text: "The detour adds 90 kilometers to the trip.",
	},
	{
		name: "a day is added",
		text: "The new route added a day.",
	},
	{
		name: "added, and a second verb",
		text: "The road adds 90 kilometers to the trip and is closed to tankers.",
	},
	{
		name: "a clause is added",
		text: "The new route added a day, Ms. Arden added.",
		want: []string{
			"Ms. Arden | added | The new route added a day | affirmed",
		},
	},
	{
		name: "lives are claimed",
		text: "The flood claimed four lives.",
	},
	{
		name: "a title is claimed",
		text: "The club claimed the title in June.",
	},
	{
		name: "a clause is claimed",
		text: "Ms. Arden claimed the dam leaked.",
		want: []string{
			"Ms. Arden | claimed | the dam leaked | affirmed",
		},
	},
	{
		name: "duty",
		text: "Ms. Arden reported for duty on Monday.",
	},
	{
		name: "a show",
		text: "The band showed up late.",
	},
	{
		name: "a find",
		text: "Divers found the wreck near the dam.",
	},
	{
		name: "a meeting is called",
		text: "Ms. Arden called a meeting.",
	},
	{
		name: "a thing is named",
		text: "They fish from a boat called “Red Tern.”",
	},
	{
		name: "a coffee is ordered",
		text: "Ms. Arden ordered a coffee.",
	},
	{
		name: "the difference",
		text: "Nobody could tell the difference.",
	},
	{
		name: "the truth",
		text: "Ms. Arden told the truth.",
	},
	{
		name: "a report that is no verb",
		text: "The jobs report cheered farmers.",
	},
}
