package rules

import "secondsource/claims"

var tensionMatch = []Example{
	// What is open in one place is settled in another.
	{Text: "The date of the trial has not been set. Reporters queued for seats. The trial will open on Monday in the old town hall."},
	{Text: "The regatta will be held in Marrow Bay in August. Boats from six harbours have entered. Where the regatta will take place is still undecided."},
	{Text: "The price of the new ferry has not been announced. Two yards made offers. The new ferry will cost 40 million crowns."},
	{Text: "Six towns want to host the gala, though a venue is yet to be chosen. The committee has agreed to hold the gala in Harrow, passing over the capital."},
	{Text: "It remains unclear where the concert will be held. Tickets go on sale on Friday. The concert will take place in Harrow Hall."},
	{Title: "Date of hospital referendum still unknown", Text: "The hospital referendum will be held on Sunday. All wards of the hospital stay open."},
	{Text: "No successor to the harbour master has been named. The port has named Tomas Velm as successor to the harbour master."},

	// Numbers.
	{Text: "A fire at a bakery in Harrow killed 14 people on Sunday. Twelve people were killed in the fire, which started in an oven."},
	{Text: "The school has 340 pupils and one gym. Parents complain of the noise. The school, which has 430 pupils, was built for half of them."},
	{Text: "The county paid $40 million for the footbridge. Few people use it. The county paid $14 million for the footbridge."},
	{Text: "Police arrested three men after the robbery at the mint. A judge held all of them. Police arrested two men after the robbery at the mint, both without a weapon."},
	{Title: "Storm injures 13 in Harrow", Text: "A storm tore roofs off in Harrow on Friday. The storm hurt 31 people in Harrow and closed two schools."},
	{Text: "The dam has 12 gates. Rust has stopped three. Engineers tested the dam, which has 16 gates, in May."},

	{Title: "12 dead in Harrow bakery fire", Text: "A fire in a bakery in Harrow killed 14 people on Sunday. The oven had exploded."},
	{Text: "The company said it would cut 300 jobs in Harrow. The union called it a shock. The company said it would cut 500 jobs in Harrow."},

	// Years and ages.
	{Text: "The brewery was founded in 1987 by two brothers. It has 40 workers. The brewery, which was founded in 1978, is for sale."},
	{Text: "Ilse Brandt, 54, was elected on Monday. She beat two rivals. Ilse Brandt, 45, lives in Harrow."},

	// Days and places.
	{Text: "The two mayors will meet in Ostrel on Friday. Ferries run between Ostrel and Harrow. The two mayors will meet in Harrow on Friday."},
	{Title: "Harrow to host film festival", Text: "The film festival will be held in Ostrel in May, the board decided, rejecting a bid from Harrow."},
	{Text: "The trial opens on 3 March. The jury was picked last week. The trial, which opens on 5 March, will last a month."},
	{Text: "The swing bridge will reopen on Monday. Drivers have waited a year. The swing bridge will reopen on Tuesday, with a band."},
	{Title: "Opera strike to begin on Friday", Text: "The strike at the opera will begin on Thursday. The singers want a new roof."},
	{Text: "Fans came from Harrow, Ostrel and Marrow Bay. The cup final will be held in Ostrel. Tickets are sold out. The cup final will be held in Harrow."},
	{
		Text: "The choir of Ostrel will sing at the jubilee. The jubilee concert will be held in Harrow, not in Vellmar, the choir of Ostrel decided.",
		Notes: []claims.Note{
			{Kind: claims.NoteHeadline, Text: "Choir of Ostrel to sing at jubilee concert in Vellmar"},
		},
	},
	{
		Text:  "Ilse Brandt opened the lighthouse museum in Ostrel on Thursday. The museum shows lamps and logs.",
		Notes: []claims.Note{{Kind: claims.NoteCaption, Text: "Ilse Brandt opened the lighthouse museum in Ostrel on Friday."}},
	},

	// Said and not.
	{Text: "The council approved the harbour plan on Tuesday. Fishermen cheered. The council did not approve the harbour plan, and the pier stays."},
	{Text: "No one was injured in the tram crash. The line was shut for an hour. Two people were injured in the tram crash."},
	{Title: "Court rejects appeal of ferry owner", Text: "The court in Harrow approved the appeal of the ferry owner on Monday. The ferry sails again."},
	{Text: "Harrow United won the derby. Ten thousand came. A late goal fell. Harrow United lost the derby."},
	{Text: "The ferry has been sold, Ilse Brandt said on Monday. The crew met in the mess. The ferry has not been sold, Ilse Brandt said."},

	// Corrections that the body never took up.
	{
		Text:  "The tunnel is 14 kilometres long and was dug by 900 miners. The tunnel opens in May.",
		Notes: []claims.Note{{Kind: claims.NoteCorrection, Text: "Correction: An earlier version of this story said the tunnel was dug by 900 miners. It was dug by 90 miners."}},
	},
	{
		Text:  "The prize went to Mara Kestin for a novel on salt.",
		Notes: []claims.Note{{Kind: claims.NoteCorrection, Text: "Correction: A previous version of this article misspelled the name of the winner. She is Mara Kestrin, not Mara Kestin."}},
	},
}

var tensionPass = []Example{
	// Two people at odds are what the story tells.
	{Text: "The fire killed 14 people, the mayor of Harrow said. Twelve people were killed in the fire, the hospital said."},
	{Text: "The council approved the plan, Ilse Brandt said. The council did not approve the plan, Tomas Velm said."},
	{Text: "Brandt denied that the port had sold the ferry. The port sold the ferry on Monday."},

	// It was otherwise at another time, and the story says so.
	{Text: "At first the council did not approve the harbour plan. On Tuesday the council approved the harbour plan."},
	{Text: "The school has 340 pupils. In 2011 the school had 430 pupils. Until then the school had 500 pupils."},
	{Text: "The cup final was held in Ostrel last year. Fans came from Harrow and Ostrel. The cup final will be held in Harrow."},
	{Text: "The number of wolves rose from 12 to 14. Wardens counted 12 wolves in spring, then 14 wolves in the autumn."},
	{Text: "Until Monday the venue of the gala had not been decided. The gala will now be held in Harrow."},

	// Rounded, bounded and partial numbers go with others.
	{Text: "About 40 people were injured in the crash. Doctors said 43 people were injured in the crash. At least 30 people were injured in the crash."},
	{Text: "Twelve of the 40 passengers were injured. The crash injured 12 passengers on the upper deck, and another 3 passengers on the lower deck."},
	{Title: "Storm injures 30 in Harrow", Text: "The storm injured 31 people in Harrow and closed two schools."},
	{Text: "The port employs 400 dockers. It employs 90 dockers at night."},

	{Text: "The storm killed two people in Harrow. In all the storm killed nine people."},
	{Text: "The company sold 40 ferries. The company sold 12 ferries to Norway."},
	{Text: "Police arrested 3 men on Monday. Police arrested 5 men on Tuesday."},

	// Another one of the same kind.
	{Text: "The venue of the 2030 games has not been decided. The 2026 games will be held in Ostrel."},
	{Text: "No date has been set for the trial of Tomas Velm. The trial of Ilse Brandt will open on Monday."},
	{Text: "The vote will be held on Sunday. A second vote will be held on Monday."},
	{Text: "The gate is open by day. The gate is not open at night."},
	{Text: "Voters approved the tax in Harrow. Voters did not approve the tax in Ostrel."},
	{Text: "Brandt won 40 percent of the vote in Harrow. Brandt won 60 percent of the vote in Ostrel."},
	{Text: "The mayor, 54, spoke. Mara Kestin, 20, left. Ana Kestin, 30, stayed."},
	{Text: "A fire in Harrow killed three people. A fire in Ostrel killed five people."},
	{Text: "The city council approved the plan. The county council did not approve the plan."},
	{Text: "The men's race will be held in Ostrel. The women's race will be held in Harrow. Runners live in Ostrel and Harrow."},
	{
		Text:  "A fire in Harrow killed three people on Sunday. It started in a bakery.",
		Notes: []claims.Note{{Kind: claims.NoteHeadline, Text: "Fire in Ostrel kills nine"}, {Kind: claims.NoteCaption, Text: "The bakery in 2014."}},
	},

	// A town and its country, a hall and its town.
	{Text: "The summit will be held in Ostrel. Ministers arrive on Friday. The summit will be held in Vellmark at the old mint."},

	// Wished, supposed, asked.
	{Text: "If the council approves the plan, work starts in May. The council did not approve the plan."},
	{Text: "Will the council approve the plan? The council did not approve the plan. Many hoped that the council would approve the plan."},
	{Text: "Harrow has offered to host the final in its new hall, but the venue of the final has not been decided. Ostrel wants to hold the final in May."},
	{Text: "The company did not say where the auction would be held. The auction could be held in Harrow."},

	// More than one day.
	{Text: "The strike will begin on Thursday at the opera. The strike will begin on Friday at the theatre. It lasts from Thursday until Sunday."},

	// A correction that the body took up.
	{
		Text:  "The tunnel was dug by 90 miners. The tunnel opens in May.",
		Notes: []claims.Note{{Kind: claims.NoteCorrection, Text: "Correction: An earlier version of this story said the tunnel was dug by 900 miners. It was dug by 90 miners."}},
	},
	{
		Text:  "The prize went to Mara Kestrin for a novel on salt. Her sister Ana Kestin came second.",
		Notes: []claims.Note{{Kind: claims.NoteCorrection, Text: "Correction: A previous version of this article misspelled the name of the winner. She is Mara Kestrin, not Mara Kestin."}},
	},
}
