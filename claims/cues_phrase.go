package claims

// phraseCues are phrases, adverbs and passives that lay a content to a source that follows, or to no one.
var phraseCues = []cue{
	{
		forms: "according_to", build: lays, class: CueSpeech,
		must:    []string{"According to the police, two men fled.", "Two men fled, according to police."},
		mustNot: []string{"In accordance with the law, they left."},
	},
	{
		forms: "as_reported_by", build: lays, class: CueSpeech,
		must:    []string{"As reported by the Courier, the mine closed."},
		mustNot: []string{"The theft reported by Bell was small."},
	},
	{
		forms: "per", build: lays, class: CueSpeech,
		must:    []string{"The talks will be open to all, per reports in foreign media."},
		mustNot: []string{"The fee is two crowns per person."},
	},
	{
		forms: "in_the_words_of", build: lays, class: CueSpeech,
		must:    []string{"In the words of Ms. Arden, the vote was lost."},
		mustNot: []string{"The words of the song are old."},
	},
	{
		forms: "citing", build: lays, class: CueSpeech,
		must:    []string{"Two ships were hit on Monday, citing port officials."},
		mustNot: []string{"The judge kept citing a law of 1911."},
	},
	{
		forms: "reportedly", build: hedges, class: CueSpeech,
		must:    []string{"The talks reportedly included the border."},
		mustNot: []string{"The talks included the border."},
	},
	{
		forms: "allegedly", build: hedges, class: CueSpeech,
		must:    []string{"The clerk allegedly took the money."},
		mustNot: []string{"The clerk took the money."},
	},
	{
		forms: "supposedly", build: hedges, class: CueSpeech,
		must:    []string{"The bridge supposedly cost nothing."},
		mustNot: []string{"The bridge cost nothing."},
	},
	{
		forms: "purportedly", build: hedges, class: CueSpeech,
		must:    []string{"The letter purportedly came from the king."},
		mustNot: []string{"The letter came from the king."},
	},
	{
		forms: "it_was_reported it_is_reported it_has_been_reported", build: rumors, class: CueSpeech,
		must:    []string{"It was reported that the king was ill."},
		mustNot: []string{"The mine was closed on Monday."},
	},
	{
		forms: "it_was_announced it_has_been_announced", build: rumors, class: CueSpeech,
		must:    []string{"It was announced that the king was ill."},
		mustNot: []string{"The winner was cheered."},
	},
	{
		forms: "it_is_said it_was_said", build: rumors, class: CueSpeech,
		must:    []string{"It is said that the hill is haunted."},
		mustNot: []string{"It is late."},
	},
	{
		forms: "it_is_alleged it_was_alleged", build: rumors, class: CueSpeech,
		must:    []string{"It is alleged that the clerk stole."},
		mustNot: []string{"It is late."},
	},
	{
		forms: "it_is_believed it_was_believed it_is_thought", build: rumors, class: CueCognition,
		must:    []string{"It is believed that the wreck lies deep."},
		mustNot: []string{"It is late."},
	},
	{
		forms: "is_said was_said are_said were_said", tail: "to", build: rumors, class: CueSpeech,
		must:    []string{"The duke is said to own the mine."},
		mustNot: []string{"The duke owns the mine."},
	},
	{
		forms: "is_reported was_reported are_reported were_reported", tail: "to", build: rumors, class: CueSpeech,
		must:    []string{"The duke is reported to own the mine."},
		mustNot: []string{"The duke owns the mine."},
	},
	{
		forms: "is_alleged was_alleged are_alleged were_alleged", tail: "to", build: rumors, class: CueSpeech,
		must:    []string{"The clerk is alleged to have lied."},
		mustNot: []string{"The clerk lied."},
	},
	{
		forms: "is_believed was_believed are_believed were_believed", tail: "to", build: rumors, class: CueCognition,
		must:    []string{"The wreck is believed to lie deep."},
		mustNot: []string{"The wreck lies deep."},
	},
	{
		forms: "is_thought was_thought are_thought were_thought", tail: "to", build: rumors, class: CueCognition,
		must:    []string{"The wreck is thought to lie deep."},
		mustNot: []string{"The wreck lies deep."},
	},
	{
		forms: "is_expected was_expected are_expected were_expected", tail: "to", build: rumors, class: CueCognition,
		must:    []string{"The vote is expected to be close."},
		mustNot: []string{"The vote was close."},
	},
	{
		forms: "position", build: holds, class: CueSpeech,
		must:    []string{"Varnia's position remained firm: the fort must be dismantled."},
		mustNot: []string{"The position of the fort was high."},
	},
	{
		forms: "message", build: holds, class: CueSpeech,
		must:    []string{"Her message was simple: the tax must go."},
		mustNot: []string{"The message arrived."},
	},
	{
		forms: "claim", build: holds, class: CueSpeech, charged: true,
		must:    []string{"He repeated his claim that the vote was fixed."},
		mustNot: []string{"The claim was paid."},
	},
	{
		forms: "assertion", build: holds, class: CueSpeech, charged: true,
		must:    []string{"His assertion that the dam is safe was heard."},
		mustNot: []string{"An assertion failed."},
	},
	{
		forms: "allegation", build: holds, class: CueSpeech, charged: true,
		must:    []string{"Her allegation that he lied was heard."},
		mustNot: []string{"An allegation failed."},
	},
	{
		forms: "suggestion", build: holds, class: CueSpeech, charged: true,
		must:    []string{"His suggestion that she left was heard."},
		mustNot: []string{"A suggestion failed."},
	},
	{
		forms: "argument", build: holds, class: CueSpeech,
		must:    []string{"Her argument that tolls fail was heard."},
		mustNot: []string{"An argument began."},
	},
	{
		forms: "statement", build: holds, class: CueSpeech,
		must:    []string{"His statement that the bank is safe was heard."},
		mustNot: []string{"A statement came."},
	},
	{
		forms: "warning", build: holds, class: CueSpeech,
		must:    []string{"Her warning that the dam leaks was heard."},
		mustNot: []string{"A warning came."},
	},
	{
		forms: "belief", build: holds, class: CueCognition,
		must:    []string{"His belief that rain will come is old."},
		mustNot: []string{"The belief is old."},
	},
	{
		forms: "view", build: holds, class: CueCognition,
		must:    []string{"Her view that tolls fail is old."},
		mustNot: []string{"The view is fine."},
	},
}
