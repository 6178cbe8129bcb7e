package claims

// speechCues are the verbs of speech: their content is a clause or a quotation.
var speechCues = []cue{
	{
		forms: "say says said saying", class: CueSpeech,
		must:    []string{"Ms. Arden said the bridge was closed.", "Officials say that the port reopened."},
		mustNot: []string{"The said bridge was closed."},
	},
	{
		forms: "add adds added adding", class: CueSpeech, clausal: true,
		must:    []string{"The bridge would reopen in May, she added."},
		mustNot: []string{"The added buses ran on Monday.", "The detour adds 90 kilometers to the trip and is closed to tankers."},
	},
	{
		forms: "announce announces announced announcing", class: CueSpeech,
		must:    []string{"The ministry announced that the border would open."},
		mustNot: []string{"The announced closure hurt shops."},
	},
	{
		forms: "argue argues argued arguing", class: CueSpeech,
		must:    []string{"Critics argue that the toll is too high."},
		mustNot: []string{"Nothing in the argued case changed."},
	},
	{
		forms: "assert asserts asserted asserting", class: CueSpeech,
		must:    []string{"The company asserted that no oil had leaked."},
		mustNot: []string{"The asserted right was old."},
	},
	{
		forms: "claim claims claimed claiming", class: CueSpeech, charged: true, clausal: true,
		must:    []string{"Experts claim that the dam is unsafe.", "The firm claimed it had paid."},
		mustNot: []string{"The insurance claim was paid in March.", "The storm claimed four lives that night."},
	},
	{
		forms: "concede concedes conceded conceding", class: CueSpeech, charged: true,
		must:    []string{"The mayor conceded that the plan had failed."},
		mustNot: []string{"The conceded goal was late."},
	},
	{
		forms: "conclude concludes concluded concluding", class: CueSpeech,
		must:    []string{"The inquiry concluded that the valve had broken."},
		mustNot: []string{"The concert concluded at nine."},
	},
	{
		forms: "confirm confirms confirmed confirming", class: CueSpeech,
		must:    []string{"The ministry has confirmed that it received the letter."},
		mustNot: []string{"Two confirmed cases were reported to nobody."},
	},
	{
		forms: "declare declares declared declaring", class: CueSpeech,
		must:    []string{"The governor declared that the flood was over."},
		mustNot: []string{"The declared income was small."},
	},
	{
		forms: "disclose discloses disclosed disclosing", class: CueSpeech, charged: true,
		must:    []string{"The bank disclosed that it had lost the files."},
		mustNot: []string{"The disclosed sum was small."},
	},
	{
		forms: "explain explains explained explaining", class: CueSpeech,
		must:    []string{"The engineer explained that the pump was old."},
		mustNot: []string{"An explained rule is kept."},
	},
	{
		forms: "insist insists insisted insisting", class: CueSpeech, charged: true,
		must:    []string{"The minister insisted that the tests were safe.", "He left early, insisting the vote was fair."},
		mustNot: []string{"The insisted terms stayed."},
	},
	{
		forms: "indicate indicates indicated indicating", class: CueSpeech,
		must:    []string{"The envoy indicated that talks would resume."},
		mustNot: []string{"The indicated road was closed."},
	},
	{
		forms: "maintain maintains maintained maintaining", class: CueSpeech, clausal: true,
		must:    []string{"The firm maintained that its ships were safe."},
		mustNot: []string{"A well maintained road runs north."},
	},
	{
		forms: "mention mentions mentioned mentioning", class: CueSpeech, noun: true,
		must:    []string{"He mentioned that the ferry was late."},
		mustNot: []string{"There was no mention of the ferry."},
	},
	{
		forms: "note notes noted noting", class: CueSpeech, noun: true,
		must:    []string{"She noted that rents had doubled."},
		mustNot: []string{"The bank withdrew the ten-crown note."},
	},
	{
		forms: "observe observes observed observing", class: CueSpeech,
		must:    []string{"The judge observed that the papers were missing."},
		mustNot: []string{"An observed eclipse drew crowds."},
	},
	{
		forms: "point points pointed pointing", tail: "out", class: CueSpeech,
		must:    []string{"The lawyer pointed out that the law had changed."},
		mustNot: []string{"The pointed roof fell."},
	},
	{
		forms: "predict predicts predicted predicting", class: CueSpeech,
		must:    []string{"Analysts predicted that prices would fall."},
		mustNot: []string{"The predicted storm passed."},
	},
	{
		forms: "reiterate reiterates reiterated reiterating", class: CueSpeech,
		must:    []string{"The envoy reiterated that no deal existed."},
		mustNot: []string{"The reiterated offer failed."},
	},
	{
		forms: "remark remarks remarked remarking", class: CueSpeech, noun: true,
		must:    []string{"She remarked that the hall was empty."},
		mustNot: []string{"His remarks were brief."},
	},
	{
		forms: "repeat repeats repeated repeating", class: CueSpeech, noun: true,
		must:    []string{"He repeated that he would not resign."},
		mustNot: []string{"The repeated floods hurt farmers."},
	},
	{
		forms: "reply replies replied replying", class: CueSpeech, noun: true,
		must:    []string{"“Not today,” the mayor replied."},
		mustNot: []string{"There was no reply from the mayor."},
	},
	{
		forms: "report reports reported reporting", class: CueSpeech, noun: true,
		must:    []string{"The Ostrova Courier reported that the mine had closed."},
		mustNot: []string{"The report had forty pages."},
	},
	{
		forms: "respond responds responded responding", class: CueSpeech,
		must:    []string{"“We will see,” the coach responded."},
		mustNot: []string{"Crews responded to three fires."},
	},
	{
		forms: "reveal reveals revealed revealing", class: CueSpeech,
		must:    []string{"A former diplomat revealed that talks had begun."},
		mustNot: []string{"The revealed wall was old."},
	},
	{
		forms: "state states stated stating", class: CueSpeech, noun: true, clausal: true,
		must:    []string{"The president has repeatedly stated that the army will leave."},
		mustNot: []string{"The stated aim was peace.", "The state is large."},
	},
	{
		forms: "stress stresses stressed stressing", class: CueSpeech, noun: true,
		must:    []string{"The nurse stressed that the ward was open."},
		mustNot: []string{"The stress on the bridge grew."},
	},
	{
		forms: "suggest suggests suggested suggesting", class: CueSpeech,
		must:    []string{"The coach suggested that the game be moved."},
		mustNot: []string{"The suggested route was long."},
	},
	{
		forms: "admit admits admitted admitting", class: CueSpeech, charged: true,
		must:    []string{"The pilot admitted that he had slept."},
		mustNot: []string{"The hospital admitted."},
	},
	{
		forms: "acknowledge acknowledges acknowledged acknowledging", class: CueSpeech,
		must:    []string{"The firm acknowledged that the dam leaked."},
		mustNot: []string{"The acknowledged master was absent."},
	},
	{
		forms: "allege alleges alleged alleging", class: CueSpeech, charged: true,
		must:    []string{"Prosecutors allege that the clerk took money."},
		mustNot: []string{"The alleged thief left."},
	},
	{
		forms: "boast boasts boasted boasting", class: CueSpeech, charged: true,
		must:    []string{"The mayor boasted that crime had fallen."},
		mustNot: []string{"A boast was heard."},
	},
	{
		forms: "complain complains complained complaining", class: CueSpeech,
		must:    []string{"Farmers complained that the water was salty."},
		mustNot: []string{"The complaint was long."},
	},
	{
		forms: "contend contends contended contending", class: CueSpeech, charged: true,
		must:    []string{"The union contends that wages fell."},
		mustNot: []string{"The contended seat is empty."},
	},
	{
		forms: "emphasize emphasizes emphasized emphasizing", class: CueSpeech,
		must:    []string{"She emphasized that the clinic was safe."},
		mustNot: []string{"The emphasized words were red."},
	},
	{
		forms: "emphasise emphasises emphasised emphasising", class: CueSpeech,
		must:    []string{"She emphasised that the clinic was safe."},
		mustNot: []string{"The emphasised words were red."},
	},
	{
		forms: "estimate estimates estimated estimating", class: CueSpeech, noun: true,
		must:    []string{"The ministry estimated that 400 homes were lost."},
		mustNot: []string{"The estimate was high."},
	},
	{
		forms: "joke jokes joked joking", class: CueSpeech, noun: true,
		must:    []string{"He joked that the train was early."},
		mustNot: []string{"The joke was old."},
	},
	{
		forms: "lament laments lamented lamenting", class: CueSpeech, charged: true,
		must:    []string{"The poet lamented that the theater had closed."},
		mustNot: []string{"The lamented poet lies here."},
	},
	{
		forms: "quip quips quipped quipping", class: CueSpeech, charged: true,
		must:    []string{"“Cheaper than rain,” she quipped."},
		mustNot: []string{"A quip was heard."},
	},
	{
		forms: "recall recalls recalled recalling", class: CueSpeech, noun: true,
		must:    []string{"He recalled that the river had frozen."},
		mustNot: []string{"The recall of the cars was slow."},
	},
	{
		forms: "recount recounts recounted recounting", class: CueSpeech,
		must:    []string{"She recounted how the roof fell."},
		mustNot: []string{"The recount of votes began."},
	},
	{
		forms: "testify testifies testified testifying", class: CueSpeech,
		must:    []string{"The guard testified that the gate was open."},
		mustNot: []string{"The testimony was long."},
	},
	{
		forms: "tweet tweets tweeted tweeting", class: CueSpeech, noun: true,
		must:    []string{"“We won,” the senator tweeted."},
		mustNot: []string{"The tweet was deleted."},
	},
	{
		forms: "write writes wrote writing written", class: CueSpeech,
		must:    []string{"The editor wrote that the paper would close."},
		mustNot: []string{"The written rules were clear."},
	},
	{
		forms: "post posts posted posting", class: CueSpeech, noun: true, clausal: true,
		must:    []string{"“It is over,” the singer posted."},
		mustNot: []string{"The post was empty."},
	},
	{
		forms: "wonder wonders wondered wondering", class: CueSpeech,
		must:    []string{"“Who pays?” the clerk wondered."},
		mustNot: []string{"It was a wonder."},
	},
	{
		forms: "continue continues continued continuing", class: CueSpeech, clausal: true,
		must:    []string{"“And then we left,” the witness continued."},
		mustNot: []string{"The rain continued."},
	},
	{
		forms: "imply implies implied implying", class: CueSpeech,
		must:    []string{"The letter implied that the firm knew."},
		mustNot: []string{"The implied terms were fair."},
	},
	{
		forms: "hint hints hinted hinting", class: CueSpeech, charged: true, noun: true,
		must:    []string{"The envoy has repeatedly hinted that talks remain possible."},
		mustNot: []string{"There was a hint of smoke."},
	},
	{
		forms: "signal signals signaled signaling", class: CueSpeech, noun: true,
		must:    []string{"The bank signaled that rates would rise."},
		mustNot: []string{"The signal was red."},
	},
	{
		forms: "affirm affirms affirmed affirming", class: CueSpeech,
		must:    []string{"The court affirmed that the law stands."},
		mustNot: []string{"The affirmed sentence was long."},
	},
	{
		forms: "proclaim proclaims proclaimed proclaiming", class: CueSpeech, charged: true,
		must:    []string{"The king proclaimed that the war was over."},
		mustNot: []string{"The self-proclaimed duke left."},
	},
	{
		forms: "shout shouts shouted shouting", class: CueSpeech, noun: true, clausal: true,
		must:    []string{"“Go home!” a man shouted."},
		mustNot: []string{"A shout was heard."},
	},
	{
		forms: "chant chants chanted chanting", class: CueSpeech, noun: true,
		must:    []string{"“No more tolls!” the crowd chanted."},
		mustNot: []string{"The chant grew."},
	},
	{
		forms: "exclaim exclaims exclaimed exclaiming", class: CueSpeech,
		must:    []string{"“At last!” the bride exclaimed."},
		mustNot: []string{"The exclaimed word was rude."},
	},
	{
		forms: "answer answers answered answering", class: CueSpeech, noun: true,
		must:    []string{"“Never,” the captain answered."},
		mustNot: []string{"The answer was no."},
	},
	{
		forms: "clarify clarifies clarified clarifying", class: CueSpeech,
		must:    []string{"The aide clarified that the visit was private."},
		mustNot: []string{"The clarified rules were short."},
	},
	{
		forms: "comment comments commented commenting", class: CueSpeech, noun: true,
		must:    []string{"“A sad day,” the priest commented."},
		mustNot: []string{"A comment was posted."},
	},
	{
		forms: "counter counters countered countering", class: CueSpeech, noun: true,
		must:    []string{"The union countered that the offer was late."},
		mustNot: []string{"The counter was closed."},
	},
	{
		forms: "confide confides confided confiding", class: CueSpeech,
		must:    []string{"The guard confided that he was tired."},
		mustNot: []string{"A confidant left."},
	},
	{
		forms: "opine opines opined opining", class: CueSpeech,
		must:    []string{"The critic opined that the play was long."},
		mustNot: []string{"An opinion was heard."},
	},
	{
		forms: "caution cautions cautioned cautioning", class: CueSpeech,
		must:    []string{"The doctor cautioned that the trial was small."},
		mustNot: []string{"Drive with caution."},
	},
	{
		forms: "reaffirm reaffirms reaffirmed reaffirming", class: CueSpeech,
		must:    []string{"The alliance reaffirmed that it would stay."},
		mustNot: []string{"The reaffirmed pact was old."},
	},
	{
		forms: "say_in_a_statement says_in_a_statement said_in_a_statement saying_in_a_statement", class: CueSpeech,
		must:    []string{"The firm said in a statement that the mine was safe."},
		mustNot: []string{"The firm sent a statement."},
	},
	{
		forms: "make makes made making", tail: "clear", class: CueSpeech,
		must:    []string{"The minister made clear that the tax would stay."},
		mustNot: []string{"The air was made cool."},
	},
	{
		forms: "make makes made making", tail: "it clear", class: CueSpeech,
		must:    []string{"The minister made it clear that the tax would stay."},
		mustNot: []string{"He made it home."},
	},
	{
		forms: "put puts put putting", tail: "it", class: CueSpeech,
		must:    []string{"“A long road,” as the mayor put it."},
		mustNot: []string{"He put the cup away."},
	},
	{
		forms: "tell tells told telling", build: tells, class: CueSpeech,
		must:    []string{"The envoy told reporters that the talks had failed.", "“We won,” he told the Ostrova Courier."},
		mustNot: []string{"The told story was old.", "Nobody told the truth when the roof fell."},
	},
	{
		forms: "inform informs informed informing", build: tells, class: CueSpeech,
		must:    []string{"The clinic informed the family that he was alive."},
		mustNot: []string{"An informed guess was made."},
	},
	{
		forms: "assure assures assured assuring", build: tells, class: CueSpeech,
		must:    []string{"The premier assured voters that taxes would fall."},
		mustNot: []string{"The assured place was lost."},
	},
	{
		forms: "remind reminds reminded reminding", build: tells, class: CueSpeech,
		must:    []string{"The judge reminded the jury that the clock ran."},
		mustNot: []string{"The reminder was sent."},
	},
	{
		forms: "warn warns warned warning", build: tells, class: CueSpeech,
		must:    []string{"Experts warned that a flood would cut the road."},
		mustNot: []string{"The warning was loud."},
	},
	{
		forms: "advise advises advised advising", build: tells, class: CueSpeech, clausal: true,
		must:    []string{"The doctor advised patients that the ward was closed."},
		mustNot: []string{"An ill advised trip ended."},
	},
	{
		forms: "notify notifies notified notifying", build: tells, class: CueSpeech,
		must:    []string{"The bank notified clients that the branch had closed."},
		mustNot: []string{"A notified body met."},
	},
	{
		forms: "convince convinces convinced convincing", build: tells, class: CueSpeech,
		must:    []string{"The agent convinced buyers that the house was dry."},
		mustNot: []string{"A convinced voter stayed."},
	},
	{
		forms: "persuade persuades persuaded persuading", build: tells, class: CueSpeech,
		must:    []string{"The coach persuaded players that the game was lost."},
		mustNot: []string{"A persuaded voter stayed."},
	},
	{
		forms: "brief briefs briefed briefing", build: tells, class: CueSpeech,
		must:    []string{"The general briefed lawmakers that the fort had fallen."},
		mustNot: []string{"Officials briefed on the plan left."},
	},
	{
		forms: "ask asks asked asking", class: CueSpeech,
		must:    []string{"“Who will pay?” the farmer asked.", "She asked whether the road was open."},
		mustNot: []string{"The asking price was high."},
	},
	{
		forms: "convey conveys conveyed conveying", class: CueSpeech,
		must:    []string{"Sources say Varnia conveyed to Ostrova that an attack would be unwise."},
		mustNot: []string{"The conveyed goods were wet."},
	},
	{
		forms: "communicate communicates communicated communicating", class: CueSpeech,
		must:    []string{"The embassy communicated that visas would be late."},
		mustNot: []string{"The communicated text was short."},
	},
}
