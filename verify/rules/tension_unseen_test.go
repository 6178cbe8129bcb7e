package rules

import (
	"testing"

	"secondsource/claims"
)

// unseen are stories that were written after the rule, to see what it tells of stories that it was not made for: at first reading 10
// of the 20 tensions, and one that is none. The rule was mended for both lists since.
var unseen = []struct {
	tense bool
	Example
}{
	{true, Example{Text: "The Sollen valley railway will reopen on 2 June, its director Petra Holm said. Crews have laid new track since March. Passengers will ride for free on the first day. The railway will reopen on 12 June with a band and speeches."}},
	{true, Example{Text: "The avalanche buried four skiers near Tarn on Saturday. Dogs were flown in. By nightfall rescuers had dug for six hours. The avalanche buried five skiers, all of them from one club."}},
	{true, Example{Title: "Nurses end strike at Tarn hospital", Text: "Nurses at the Tarn hospital have not ended their strike. Talks on pay go on, and wards run with half their staff. A judge will hear the hospital's complaint on Monday."}},
	{true, Example{Text: "The bishop consecrated the chapel on Sunday. Its bells were cast in Sollen. The chapel cost 3 million crowns. The parish paid for the bells alone. With its new organ the chapel cost 5 million crowns."}},
	{true, Example{Title: "Dam to be torn down, minister decides", Text: "The minister for rivers, Ole Strand, has not decided on the old dam. Anglers want it gone. No decision on the dam has been taken, Strand said on Friday."}},
	{true, Example{Text: "The board has yet to choose a date for the referendum. Both camps have opened offices in Tarn. The referendum will be held on 9 September, the board wrote to the parties."}},
	{true, Example{Text: "Petra Holm resigned on Tuesday after a vote of the shareholders. Shares fell by a tenth. Holm had led the firm for nine years. Petra Holm resigned on Wednesday, a day before the report came out."}},
	{true, Example{Text: "The bear was shot near the school at dawn, the warden said. Children had seen it in the yard. It had been tagged in spring. The bear was not shot, the warden said."}},
	{true, Example{Title: "Six arrested over painting theft", Text: "Police in Tarn arrested four people over the theft of a painting from the town museum. The painting was found in a barn. A judge sent all four home until the trial."}},
	{true, Example{
		Text:  "The orchestra of Sollen will play its last concert under Ole Strand in the town hall of Tarn on Friday. Tickets are sold out.",
		Notes: []claims.Note{{Kind: claims.NoteCaption, Text: "The orchestra of Sollen will play its last concert under Ole Strand on Saturday."}},
	}},
	{true, Example{
		Text:  "The glacier lost 12 metres of ice in a year, the survey of Sollen found. The 300 guides who work on the glacier have moved the path.",
		Notes: []claims.Note{{Kind: claims.NoteCorrection, Text: "Correction: An earlier version of this article said that 300 guides work on the glacier. It is 30 guides."}, {Kind: claims.NoteCorrection, Text: "Correction: A previous version misspelled the name of the valley. It is Sollen, not Sölden."}},
	}},
	{true, Example{Text: "Ole Strand, 61, will lead the party into the election. He beat two rivals in a close vote. “I am not tired,” he told delegates. Ole Strand, 67, has sat in parliament since he was 30."}},
	{true, Example{Text: "The cheese prize was first given in 1961. The dairy was founded in 1904 by a widow. It won the prize in May. Today the dairy, founded in 1940, makes nine cheeses."}},
	{true, Example{Text: "Tarn, Sollen and Ves had bid for the winter games. The games will be held in Sollen, the committee said. Hotels are full. The winter games will be held in Ves, and the sliding events on the old run."}},
	{true, Example{Title: "Judge rejects plea of avalanche guide", Text: "A judge in Tarn granted the plea of the guide who led four skiers into an avalanche. He may work again from June. Families of the skiers wept."}},
	{true, Example{Text: "The tunnel through the Ves is open to lorries. Drivers save an hour. Engineers watch the roof with lasers. The tunnel is not open to lorries."}},
	{true, Example{Text: "About half of the herd came down early. The farm has 90 cows. Wolves took none. The farm, which has 60 cows, sells its milk to Sollen."}},
	{true, Example{Text: "The shareholders approved the sale of the cable car to a fund on Monday. The fund will raise fares. Petra Holm called it a good day. The shareholders rejected the sale of the cable car."}},
	{true, Example{Text: "No one was hurt when the roof of the ice rink fell in on Sunday. The rink had been closed for the night. Two people were hurt when the roof of the ice rink fell in."}},
	{true, Example{Text: "The opening match will be played on Friday at the Lake Stadium. Fans may come by boat. The opening match will be played on Friday at the Hill Stadium, which has a roof."}},

	{false, Example{Text: "The railway will reopen on 2 June between Tarn and Sollen. Between Sollen and Ves the railway will reopen on 12 June, since a bridge is missing."}},
	{false, Example{Text: "The avalanche buried four skiers. Two were dug out alive. Rescuers first feared that the avalanche had buried nine skiers."}},
	{false, Example{Title: "Nurses end strike", Text: "Nurses at the Tarn hospital ended their strike on Monday. Doctors have not ended theirs."}},
	{false, Example{Text: "The chapel was to cost 3 million crowns. In the end the chapel cost 5 million crowns."}},
	{false, Example{Text: "Ole Strand has not decided on the old dam. He has decided on the new one, which will be built in May."}},
	{false, Example{Text: "The board has yet to choose a date for the second round. The first round will be held on 9 September."}},
	{false, Example{Text: "Petra Holm resigned as director on Tuesday. She resigned from the council on Wednesday. Her deputy Ole Strand resigned on Friday."}},
	{false, Example{Text: "The warden shot a bear at dawn. He did not shoot the cub. The mayor did not shoot anything."}},
	{false, Example{Title: "Six arrested over painting theft", Text: "Police arrested four people in Tarn over the theft of a painting and two more in Ves. All six deny it."}},
	{false, Example{
		Text:  "The orchestra of Sollen will play in Tarn on Friday. Tickets are sold out.",
		Notes: []claims.Note{{Kind: claims.NoteCaption, Text: "The orchestra of Sollen played in Ves on Saturday."}, {Kind: claims.NoteHeadline, Text: "Sollen: orchestra to play in Ves"}},
	}},
	{false, Example{
		Text:  "The glacier lost 12 metres of ice in a year. Some 30 guides work on the glacier.",
		Notes: []claims.Note{{Kind: claims.NoteCorrection, Text: "Correction: An earlier version of this article said that 300 guides work on the glacier. It is 30 guides."}},
	}},
	{false, Example{Text: "Ole Strand, 61, will lead the party. His son Nils Strand, 30, will not. At 67, Petra Holm is the oldest."}},
	{false, Example{Text: "The dairy was founded in 1904. The union of dairies was founded in 1940. The cheese school was founded in 1961."}},
	{false, Example{Text: "Tarn, Sollen and Ves had bid. The skating will be held in Sollen and the sledging in Ves. In 1998 the games were held in Tarn."}},
	{false, Example{Title: "Judge rejects plea of guide", Text: "A judge rejected the plea of the guide on Monday. Another judge had granted the plea of his partner in May."}},
	{false, Example{Text: "The tunnel is open to cars. The tunnel is not open to lorries. The pass is open to both."}},
	{false, Example{Text: "The farm has 90 cows and 60 goats. The farm next door has 60 cows. Together they have 150 cows."}},
	{false, Example{Text: "The shareholders of the cable car approved the sale. The shareholders of the ferry rejected the sale of theirs."}},
	{false, Example{Text: "No one was hurt when the roof fell in. Two people were hurt a week before when a wall of the rink gave way."}},
	{false, Example{Text: "The opening match will be played at the Lake Stadium. The final will be played at the Hill Stadium. The match for third place will be played at the Lake Stadium."}},
}

// laterUnseen are stories written after the rule was mended for those of unseen: at first reading it told 5 of the 10, and one that is
// none.
var laterUnseen = []struct {
	tense bool
	Example
}{
	{true, Example{Text: "A lorry hit a tram in Lund Street at noon. The crash injured nine passengers. Firemen cut two of them free. Doctors at the clinic treat the driver. Seven passengers were injured in the crash."}},
	{true, Example{Text: "The parliament of Oster will vote on the forest law on Thursday. Farmers have parked tractors outside. The vote on the forest law will be held on Wednesday."}},
	{true, Example{Title: "Zoo sells its elephants", Text: "The zoo has not sold its elephants, Mette Aas, its director, said. A park in the south has asked for them. The keepers were told on Monday."}},
	{true, Example{Text: "The seat of the new court has not been decided. Four cities want it. The minister gave no names. The new court will be based in Oster."}},
	{true, Example{Text: "Mette Aas was appointed director of the zoo in May. She had run a farm. No director of the zoo has been appointed."}},
	{true, Example{Title: "Flood destroys 60 homes in Oster", Text: "The flood destroyed 16 homes in Oster and washed away a bridge. Soldiers filled sandbags through the night."}},
	{true, Example{Text: "The play opens in the Old Mill on Friday. It tells of a smuggler. The Old Mill seats 200, the New Mill twice as many. The play opens in the New Mill on Friday."}},
	{true, Example{Text: "The dictionary contains 40,000 words. Its editor died before the letter M. The dictionary, which contains 14,000 words, is sold out."}},
	{true, Example{
		Text:  "The skipper Jon Lunde steered the boat onto the rocks. All hands were saved. Lunde had slept two hours.",
		Notes: []claims.Note{{Kind: claims.NoteCorrection, Text: "Correction: This article misspelled the skipper's name. He is Jon Lunden, not Jon Lunde."}},
	}},
	{true, Example{Text: "The court acquitted the skipper on Tuesday. His crew hugged him. The court convicted the skipper on Tuesday."}},

	{false, Example{Text: "The crash injured nine passengers. A crash at the same crossing injured seven passengers in 2014."}},
	{false, Example{Text: "The parliament will vote on the forest law on Thursday. It will vote on the lake law on Wednesday. A committee voted on Monday."}},
	{false, Example{Title: "Zoo sells elephants", Text: "The zoo sold two elephants on Monday. It has not sold the young one."}},
	{false, Example{Text: "The seat of the new court has not been decided. The old court is based in Oster. The trial will be held in Oster."}},
	{false, Example{Text: "Mette Aas was appointed director of the zoo. No deputy has been appointed. No director of the aquarium has been appointed."}},
	{false, Example{Title: "Flood destroys 60 homes", Text: "The flood destroyed 16 homes in Oster and 44 in Lund. In all 60 families lost their homes."}},
	{false, Example{Text: "The play opens in the Old Mill on Friday. The opera opens in the New Mill on Friday. The Old Mill and the New Mill share a bar."}},
	{false, Example{Text: "The dictionary contains 40,000 words. The first edition contained 14,000 words. The school dictionary contains 9,000 words."}},
	{false, Example{Text: "The court acquitted the skipper. It convicted the owner. A lower court had convicted the skipper in May."}},
	{false, Example{Text: "Voters in Oster go to the polls on Sunday. Voters in Lund voted last Sunday. Turnout was 40 percent of voters in Lund. In Oster it was 60 percent of voters."}},
}

// TestTensionUnseen holds the rule to what it tells of both lists now.
func TestTensionUnseen(t *testing.T) {
	t.Parallel()
	x := extractor(t)
	for _, list := range []struct {
		name        string
		told, false int // no fewer, no more
		all         []struct {
			tense bool
			Example
		}
	}{{"unseen", 19, 0, unseen}, {"second", 7, 0, laterUnseen}} {
		told, wrong, tense := 0, 0, 0
		for i, u := range list.all {
			found := tension.find(newStory(u.draft(t, x)), Options{})
			switch {
			case u.tense && len(found) > 0:
				told++
			case u.tense:
				t.Logf("%s: missed %d: %q", list.name, i, u.Text)
			case len(found) > 0:
				wrong++
				t.Logf("%s: false %d: %s", list.name, i, found[0].Message)
			}
			if u.tense {
				tense++
			}
		}
		t.Logf("%s: told %d of %d, and %d of %d without one", list.name, told, tense, wrong, len(list.all)-tense)
		if told < list.told || wrong > list.false {
			t.Errorf("%s: told %d, false %d", list.name, told, wrong)
		}
	}
}
