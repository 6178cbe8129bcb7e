package rules

var headlineMatch = []Example{
	// Surer than the body.
	{Title: "Harrow ferry will close in May", Text: "The Harrow ferry could close in May, its owner Ilse Brandt said. Talks go on. Nobody has a plan yet."},
	{Title: "Drought empties the Velm reservoir", Text: "The drought might empty the Velm reservoir, engineers of the county wrote. Rain is forecast for the weekend."},
	{Title: "Opera cancels its autumn season", Text: "The opera may cancel its autumn season, the director Mara Kestin told singers on Monday. A vote is planned."},
	{Title: "Brewery moves to Ostrel", Text: "The brewery could possibly move to Ostrel in two years, its owner said. No site has been found."},

	// Rests on an unnamed source, hearsay, a crowd or another outlet.
	{Title: "Harbour master took bribes from shipowners", Text: "The harbour master of Harrow took bribes from shipowners, sources said. He did not answer calls. The port had no comment."},
	{Title: "Bank of Velm hid losses of its ships", Text: "The Bank of Velm reportedly hid losses of its ships for years. The regulator opened a file on Monday, which it calls routine."},
	{Title: "Ostrel mine poisons wells", Text: "The Ostrel mine poisons wells, critics say. The county tested nine of them in spring and published no result."},
	{Title: "Minister sold island to shipowner", Text: "The minister sold an island to a shipowner, the Marrow Courier reported. The ministry said it knew of no sale."},
	{Title: "Coach quits Harrow United after quarrel", Text: "The coach quits Harrow United after a quarrel with the owner, a source said on Sunday. The club trains as usual."},

	// Numbers and names that the body never has.
	{Title: "Storm leaves 400 homeless in Harrow", Text: "A storm tore roofs off in Harrow on Friday and left 40 people homeless. The school took them in."},
	{Title: "County to spend $70m on sea wall", Text: "The county will spend $17 million on a sea wall, the council decided. Work starts in May."},
	{Title: "Jury acquits Mara Kestrin of arson", Text: "The jury acquitted Mara Kestin of arson on Monday. The bakery had burned down in spring, and the insurer had paid."},
	{Title: "Museum honours the painter Ludo Ferrand", Text: "The museum in Ostrel opened a show of a painter of lighthouses on Sunday. It runs until May, and schools enter free."},
}

var headlinePass = []Example{
	// As sure as the body.
	{Title: "Harrow ferry to close in May", Text: "The Harrow ferry will close in May, its owner said. Talks go on. Nobody has a plan."},
	{Title: "Harrow ferry could close in May", Text: "The Harrow ferry could close in May, its owner said. Talks go on. Nobody has a plan."},
	{Title: "Will the Harrow ferry close in May?", Text: "The Harrow ferry could close in May, its owner said. Talks go on. Nobody has a plan."},

	// Laid to somebody, or to a named source in the body.
	{Title: "Harbour master took bribes, sources say", Text: "The harbour master of Harrow took bribes from shipowners, sources said. He did not answer calls."},
	{Title: "Harbour master took bribes from shipowners", Text: "The harbour master of Harrow took bribes from shipowners, the prosecutor Tomas Velm said on Monday. A court will hear the case in May."},
	{Title: "Harbour master took bribes from shipowners", Text: "The harbour master took bribes from shipowners, sources said. He took bribes from nine shipowners, the court in Harrow ruled on Monday."},
	{Title: "Courier: minister sold island to shipowner", Text: "The minister sold an island to a shipowner, the Marrow Courier reported. The ministry said it knew of no sale."},
	{Title: "Bank of Velm allegedly hid losses", Text: "The Bank of Velm reportedly hid losses of its ships for years. The regulator opened a file on Monday."},

	// Numbers as words, rounded, of a list; years; other forms of a name.
	{Title: "Storm leaves 40 homeless in Harrow", Text: "A storm tore roofs off in Harrow on Friday and left forty people homeless. The school took them in."},
	{Title: "County to spend $17m on sea wall", Text: "The county will spend $17.2 million on a sea wall, the council decided. Work starts in May."},
	{Title: "21 things to do in Harrow this summer", Text: "Swim in the old dock before breakfast. Take the ferry to Ostrel and walk back over the dunes when the tide is out."},
	{Title: "Harrow plans fair for 2031", Text: "Harrow will hold a fair in five years, the council decided on Monday. It will show ships, ropes and lamps."},
	{Title: "Ostrelian choir wins prize | Harrow Courier", Text: "A choir from Ostrel won the county's prize for song on Sunday. It sang nine shanties and one hymn."},
	{Title: "Kestin acquitted", Text: "The jury acquitted Mara Kestin of arson on Monday. The bakery had burned down in spring, and the insurer had paid."},
	{Title: "A night on the sea wall", Text: "The council of Harrow meets on Monday. On the agenda are fees for the dock and a new bell for the school."},
}
