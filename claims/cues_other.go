package claims

// otherCues are verbs whose content may be a noun phrase, and the classes that are no speech.
var otherCues = []cue{
	{
		forms: "deny denies denied denying", build: acts, class: CueSpeech, denies: true,
		must:    []string{"The general denied that troops had crossed.", "Varnia consistently denied seeking a port."},
		mustNot: []string{"The denied request was old."},
	},
	{
		forms: "dispute disputes disputed disputing", build: acts, class: CueSpeech, noun: true, denies: true,
		must:    []string{"The firm disputed the figures."},
		mustNot: []string{"The disputed border was calm.", "The dispute ended."},
	},
	{
		forms: "refute refutes refuted refuting", build: acts, class: CueSpeech, denies: true,
		must:    []string{"The mayor refuted the report."},
		mustNot: []string{"The refuted claim was old."},
	},
	{
		forms: "reject rejects rejected rejecting", build: acts, class: CueSpeech, denies: true,
		must:    []string{"The ministry rejected reports that the king was ill."},
		mustNot: []string{"The rejected bid was low."},
	},
	{
		forms: "decline declines declined declining", build: acts, class: CueSpeech, refuses: true,
		must:    []string{"A spokesman declined to comment on the raid."},
		mustNot: []string{"The decline in prices went on."},
	},
	{
		forms: "refuse refuses refused refusing", build: acts, class: CueIntent, refuses: true,
		must:    []string{"The envoy refused to say who paid."},
		mustNot: []string{"The refuse was burned."},
	},
	{
		forms: "accuse accuses accused accusing", build: acts, class: CueSpeech, charged: true,
		must:    []string{"The union accused the firm of fraud."},
		mustNot: []string{"The accused clerk left."},
	},
	{
		forms: "call calls called calling", build: acts, class: CueSpeech, charged: true, judges: true,
		must:    []string{"She called the vote a breakthrough."},
		mustNot: []string{"The call was short.", "The mayor called a meeting.", "They run a shop called Corvin Mills."},
	},
	{
		forms: "call calls called calling", tail: "for", build: acts, class: CueSpeech,
		must:    []string{"The council called for a ban on tolls."},
		mustNot: []string{"A call for help came."},
	},
	{
		forms: "call calls called calling", tail: "on", build: acts, class: CueSpeech,
		must:    []string{"The bishop called on both sides to stop."},
		mustNot: []string{"He was called on Sunday."},
	},
	{
		forms: "describe describes described describing", build: acts, class: CueSpeech,
		must:    []string{"He described the raid as a mistake."},
		mustNot: []string{"The described bird was rare."},
	},
	{
		forms: "cite cites cited citing", build: acts, class: CueSpeech,
		must:    []string{"The judge cited a law of 1911."},
		mustNot: []string{"The cited law was old."},
	},
	{
		forms: "criticize criticizes criticized criticizing", build: acts, class: CueSpeech,
		must:    []string{"The paper criticized the premier for the delay."},
		mustNot: []string{"The criticized plan failed."},
	},
	{
		forms: "criticise criticises criticised criticising", build: acts, class: CueSpeech,
		must:    []string{"The paper criticised the premier for the delay."},
		mustNot: []string{"The criticised plan failed."},
	},
	{
		forms: "denounce denounces denounced denouncing", build: acts, class: CueSpeech,
		must:    []string{"The bishop denounced the arrests."},
		mustNot: []string{"The denounced man left."},
	},
	{
		forms: "highlight highlights highlighted highlighting", build: acts, class: CueSpeech,
		must:    []string{"The report highlighted gaps in the wall."},
		mustNot: []string{"The highlighted gaps were small."},
	},
	{
		forms: "decry decries decried decrying", build: acts, class: CueSpeech,
		must:    []string{"Farmers decried the new tax."},
		mustNot: []string{"The decried tax was low."},
	},
	{
		forms: "blame blames blamed blaming", build: acts, class: CueOther, charged: true,
		must:    []string{"The pilot blamed the fog."},
		mustNot: []string{"The blame was shared."},
	},
	{
		forms: "blast blasts blasted blasting", build: acts, class: CueOther, charged: true,
		must:    []string{"The senator blasted the plan."},
		mustNot: []string{"The blast was loud."},
	},
	{
		forms: "condemn condemns condemned condemning", build: acts, class: CueOther,
		must:    []string{"The council condemned the attack."},
		mustNot: []string{"The condemned house fell."},
	},
	{
		forms: "defend defends defended defending", build: acts, class: CueOther,
		must:    []string{"The coach defended his choice."},
		mustNot: []string{"A well defended hill fell."},
	},
	{
		forms: "dismiss dismisses dismissed dismissing", build: acts, class: CueOther,
		must:    []string{"The premier dismissed the rumors."},
		mustNot: []string{"The dismissed clerk left."},
	},
	{
		forms: "endorse endorses endorsed endorsing", build: acts, class: CueOther,
		must:    []string{"The union endorsed Ms. Arden."},
		mustNot: []string{"The endorsed check was lost."},
	},
	{
		forms: "express expresses expressed expressing", build: acts, class: CueOther,
		must:    []string{"Several states have expressed interest in hosting the talks."},
		mustNot: []string{"The express train left."},
	},
	{
		forms: "label labels labeled labeling", build: acts, class: CueOther, charged: true,
		must:    []string{"Critics labeled the law a gift."},
		mustNot: []string{"The label was torn."},
	},
	{
		forms: "mock mocks mocked mocking", build: acts, class: CueOther, charged: true,
		must:    []string{"The singer mocked the mayor."},
		mustNot: []string{"The mock trial ended."},
	},
	{
		forms: "oppose opposes opposed opposing", build: acts, class: CueOther,
		must:    []string{"The party opposes the toll."},
		mustNot: []string{"The opposing team won."},
	},
	{
		forms: "portray portrays portrayed portraying", build: acts, class: CueOther,
		must:    []string{"The film portrayed him as a fool."},
		mustNot: []string{"The portrayed king smiled."},
	},
	{
		forms: "praise praises praised praising", build: acts, class: CueOther, noun: true,
		must:    []string{"The king praised the nurses."},
		mustNot: []string{"The praise was warm."},
	},
	{
		forms: "question questions questioned questioning", build: acts, class: CueOther, noun: true,
		must:    []string{"The auditor questioned the sums."},
		mustNot: []string{"The question was hard."},
	},
	{
		forms: "quote quotes quoted quoting", build: acts, class: CueOther,
		must:    []string{"The agency quoted a law of 1911."},
		mustNot: []string{"The quoted price was low."},
	},
	{
		forms: "refer refers referred referring", tail: "to", build: acts, class: CueOther,
		must:    []string{"He referred to the raid as a mistake."},
		mustNot: []string{"The matter was closed."},
	},
	{
		forms: "slam slams slammed slamming", build: acts, class: CueOther, charged: true,
		must:    []string{"The union slammed the offer."},
		mustNot: []string{"A slammed door woke them."},
	},
	{
		forms: "support supports supported supporting", build: acts, class: CueOther, noun: true,
		must:    []string{"The farmers support the dam."},
		mustNot: []string{"The support was weak."},
	},
	{
		forms: "tout touts touted touting", build: acts, class: CueOther, charged: true,
		must:    []string{"The premier touted the new port."},
		mustNot: []string{"The touted port failed."},
	},
	{
		forms: "urge urges urged urging", build: acts, class: CueOther, noun: true,
		must:    []string{"Doctors urged patients to wait."},
		mustNot: []string{"The urge passed."},
	},
	{
		forms: "welcome welcomes welcomed welcoming", build: acts, class: CueOther,
		must:    []string{"The shops welcomed the tram."},
		mustNot: []string{"The welcome was warm."},
	},
	{
		forms: "applaud applauds applauded applauding", build: acts, class: CueOther,
		must:    []string{"The envoy applauded the deal."},
		mustNot: []string{"The applauded play closed."},
	},
	{
		forms: "assail assails assailed assailing", build: acts, class: CueOther, charged: true,
		must:    []string{"The paper assailed the law."},
		mustNot: []string{"The assailed fort fell."},
	},
	{
		forms: "echo echoes echoed echoing", build: acts, class: CueOther,
		must:    []string{"The bishop echoed the mayor."},
		mustNot: []string{"The echo was faint."},
	},
	{
		forms: "attack attacks attacked attacking", build: acts, class: CueOther, charged: true, noun: true,
		must:    []string{"Mr. Bell attacked the plan."},
		mustNot: []string{"The attacks stopped."},
	},
	{
		forms: "discuss discusses discussed discussing", build: acts, class: CueOther,
		must:    []string{"The two leaders discussed the dam."},
		mustNot: []string{"The discussed dam was old."},
	},
	{
		forms: "demand demands demanded demanding", build: acts, class: CueOther, noun: true,
		must:    []string{"The union demanded higher pay."},
		mustNot: []string{"The demand for oil fell."},
	},
	{
		forms: "recommend recommends recommended recommending", build: acts, class: CueOther,
		must:    []string{"The panel recommended a ban."},
		mustNot: []string{"The recommended dose was low."},
	},
	{
		forms: "request requests requested requesting", build: acts, class: CueOther, noun: true,
		must:    []string{"The lawyer requested a delay."},
		mustNot: []string{"The request was late."},
	},
	{
		forms: "point points pointed pointing", tail: "to", build: acts, class: CueOther,
		must:    []string{"The mayor pointed to the new bridge."},
		mustNot: []string{"The pointed roof fell."},
	},
	{
		forms: "talk talks talked talking", tail: "about", build: acts, class: CueOther,
		must:    []string{"He talked about the harvest."},
		mustNot: []string{"The talks about peace ended."},
	},
	{
		forms: "speak speaks spoke speaking spoken", tail: "about", build: acts, class: CueOther,
		must:    []string{"She spoke about the flood."},
		mustNot: []string{"The spokes about the wheel broke."},
	},
	{
		forms: "speak speaks spoke speaking spoken", tail: "of", build: acts, class: CueOther,
		must:    []string{"She spoke of the flood."},
		mustNot: []string{"The bespoke of fashion was costly."},
	},
	{
		forms: "favor favors favored favoring", build: acts, class: CueOther,
		must:    []string{"The board favors a toll."},
		mustNot: []string{"The favored horse lost."},
	},
	{
		forms: "list lists listed listing", build: acts, class: CueOther,
		must:    []string{"The bill listed three errors."},
		mustNot: []string{"The list was long."},
	},
	{
		forms: "show shows showed showing shown", build: acts, class: CueEvidence, noun: true, clausal: true,
		must:    []string{"Figures show that rents doubled.", "A survey showed that support had risen."},
		mustNot: []string{"The show was over."},
	},
	{
		forms: "find finds found finding", build: acts, class: CueEvidence, clausal: true,
		must:    []string{"The audit found that the sums were wrong."},
		mustNot: []string{"Divers found the boat."},
	},
	{
		forms: "demonstrate demonstrates demonstrated demonstrating", build: acts, class: CueEvidence,
		must:    []string{"The trial demonstrated that the drug worked."},
		mustNot: []string{"A demonstrated need was met."},
	},
	{
		forms: "order orders ordered ordering", build: acts, class: CueDecree, noun: true,
		must:    []string{"The court ordered the firm to pay."},
		mustNot: []string{"The order was late.", "Ms. Arden ordered a coffee."},
	},
	{
		forms: "rule rules ruled ruling", build: acts, class: CueDecree, noun: true,
		must:    []string{"The court ruled that the vote was void."},
		mustNot: []string{"The rule was old."},
	},
	{
		forms: "instruct instructs instructed instructing", build: acts, class: CueDecree,
		must:    []string{"The ministry instructed ports to close."},
		mustNot: []string{"The instructed lawyer left."},
	},
	{
		forms: "believe believes believed believing", class: CueCognition, clausal: true,
		must:    []string{"Analysts believe that prices will fall."},
		mustNot: []string{"The widely believed tale spread."},
	},
	{
		forms: "think thinks thought thinking", class: CueCognition, clausal: true,
		must:    []string{"Voters think that the mayor lied."},
		mustNot: []string{"The thought was kind."},
	},
	{
		forms: "hope hopes hoped hoping", build: acts, class: CueCognition, noun: true,
		must:    []string{"Farmers hope that rain will come."},
		mustNot: []string{"The hope faded."},
	},
	{
		forms: "fear fears feared fearing", build: acts, class: CueCognition, noun: true,
		must:    []string{"Doctors fear that the ward will close."},
		mustNot: []string{"The fear faded."},
	},
	{
		forms: "expect expects expected expecting", build: acts, class: CueCognition,
		must:    []string{"Analysts expect that prices will fall."},
		mustNot: []string{"The expected storm passed."},
	},
	{
		forms: "doubt doubts doubted doubting", build: acts, class: CueCognition, noun: true,
		must:    []string{"Traders doubt that the bank will pay."},
		mustNot: []string{"The doubt grew."},
	},
	{
		forms: "feel feels felt feeling", class: CueCognition, clausal: true,
		must:    []string{"Nurses feel that the pay is low."},
		mustNot: []string{"The felt hat was gray."},
	},
	{
		forms: "know knows knew knowing known", class: CueCognition, clausal: true,
		must:    []string{"Farmers know that the river floods."},
		mustNot: []string{"The known road was closed."},
	},
	{
		forms: "worry worries worried worrying", build: acts, class: CueCognition, noun: true,
		must:    []string{"Parents worry that the school will close."},
		mustNot: []string{"The worry grew."},
	},
	{
		forms: "prefer prefers preferred preferring", build: acts, class: CueCognition,
		must:    []string{"Shoppers prefer the old market."},
		mustNot: []string{"The preferred route was long."},
	},
	{
		forms: "consider considers considered considering", build: acts, class: CueCognition,
		must:    []string{"Critics consider the law a gift."},
		mustNot: []string{"A considered answer came."},
	},
	{
		forms: "want wants wanted wanting", build: acts, class: CueIntent,
		must:    []string{"The firm wants to build a port."},
		mustNot: []string{"The wanted man left."},
	},
	{
		forms: "plan plans planned planning", build: acts, class: CueIntent, noun: true,
		must:    []string{"The city plans to close the pool."},
		mustNot: []string{"The plan failed."},
	},
	{
		forms: "vow vows vowed vowing", build: acts, class: CueIntent, noun: true,
		must:    []string{"The premier vowed to cut taxes."},
		mustNot: []string{"The vow was broken."},
	},
	{
		forms: "promise promises promised promising", build: acts, class: CueIntent, noun: true,
		must:    []string{"The mayor promised new buses."},
		mustNot: []string{"The promise was broken."},
	},
	{
		forms: "pledge pledges pledged pledging", build: acts, class: CueIntent, noun: true,
		must:    []string{"The bank pledged to lend more."},
		mustNot: []string{"The pledge was kept."},
	},
	{
		forms: "threaten threatens threatened threatening", build: acts, class: CueIntent, charged: true,
		must:    []string{"The general arrived, openly threatening war on Varnia."},
		mustNot: []string{"The threatened strike ended."},
	},
	{
		forms: "agree agrees agreed agreeing", build: acts, class: CueIntent,
		must:    []string{"The two sides agreed to meet."},
		mustNot: []string{"The agreed date passed."},
	},
	{
		forms: "seek seeks sought seeking", build: acts, class: CueIntent,
		must:    []string{"The union sought higher pay."},
		mustNot: []string{"The sought prize was lost."},
	},
	{
		forms: "offer offers offered offering", build: acts, class: CueIntent, noun: true,
		must:    []string{"The firm offered a refund."},
		mustNot: []string{"The offer expired."},
	},
	{
		forms: "propose proposes proposed proposing", build: acts, class: CueIntent,
		must:    []string{"The party proposed a toll."},
		mustNot: []string{"The proposed toll was high."},
	},
	{
		forms: "intend intends intended intending", build: acts, class: CueIntent,
		must:    []string{"The firm intends to sue."},
		mustNot: []string{"The intended buyer left."},
	},
	{
		forms: "name names named naming", build: acts, class: CueIntent,
		must:    []string{"The club named a new coach."},
		mustNot: []string{"The name was old."},
	},
}
