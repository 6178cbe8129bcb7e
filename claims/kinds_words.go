package claims

import "strings"

// The words that tell kinds apart (attribution note §7). A source is settled by the first rule of kindOf that fires.
var (
	mediaWords = set(`media newspaper newspapers magazine broadcaster broadcasters outlet outlets website news-agency
		newswire tabloid gazette courier herald tribune daily broadcasting television channel radio reuters ap afp cnn bbc
		npr nbc cbs abc msnbc politico bloomberg axios buzzfeed tass xinhua interfax anadolu dpa ansa kyodo aljazeera
		breitbart huffpost newsweek`)
	mediaTails = set(`times post journal herald tribune gazette courier news chronicle observer guardian telegraph star
		mirror press examiner dispatch sentinel globe monitor inquirer bulletin mercury wire`)
	dataHeads     = set(`poll polls survey surveys figures statistics data index census estimates numbers polling tally results`)
	documentHeads = set(`report reports study studies filing filings memo memos memorandum letter letters statement
		statements tweet tweets ruling rulings video videos document documents email emails e-mail e-mails post posts note
		indictment complaint affidavit lawsuit suit transcript transcripts records record release resolution paper article
		articles book message notice review analysis audit cable cables order communique communiqué dossier law bill
		proposal plan treaty agreement editorial column story ad advertisement headline banner sign post blog platform`)
	personHeads = set(`source sources person persons people insider insiders someone somebody`)
	crowdHeads  = set(`experts expert analysts critics observers supporters opponents economists scientists activists
		campaigners republicans democrats liberals conservatives voters historians scholars researchers pundits skeptics
		sceptics commentators strategists rivals allies others some many most few several countries americans europeans
		people everyone everybody nobody fans protesters demonstrators investors traders advocates detractors commenters
		users residents locals parents students farmers women men states nations lawmakers politicians academics
		percent pollsters doctors lawyers evangelicals progressives moderates delegates`)
	organizationWords = set(`ministry department government police army military court parliament senate council
		commission committee agency office bureau company bank university institute center centre party campaign
		administration group union association federation embassy authority authorities board congress navy house palace
		treasury organization organisation foundation league society corporation firm firms force forces guard ministry's
		assembly cabinet coalition consulate directorate hospital service services club team church mission fund network
		airline airlines airways regime pentagon kremlin state bundestag knesset duma whitehall college school academy
		ministries companies governments prosecutors prosecution defence defense museum project alliance trust movement
		front brigade militia caucus chamber legislature judiciary ombudsman secretariat inc corp ltd llc plc co`)
	stateWords = set(`ministry department government police army military court parliament senate council commission
		agency embassy authority authorities congress navy house treasury cabinet consulate regime pentagon kremlin
		state legislature prosecutors administration force forces guard ministries governments whitehall duma bundestag
		knesset palace chamber secretariat judiciary president minister secretary senator governor mayor general
		ambassador chancellor premier king queen prince attorney prosecutor judge justice commissioner
		envoy consul official officials diplomat diplomats deputy lawmaker lawmakers sen. rep. gov. gen. amb. sheriff
		congressman congresswoman senators ministers mp councillor councilor colonel admiral spokesperson officer officers`)
	spokesWords = set(`spokesman spokeswoman spokesperson spokespeople spokesmen`)
	roleWords   = set(`official officials diplomat diplomats aide aides adviser advisers advisor advisors officer
		officers minister ministers lawyer attorney judge prosecutor witness witnesses executive executives manager
		director employee employees staffer staffers analyst strategist professor economist scientist doctor teacher
		soldier soldiers worker workers leader leaders senator senators lawmaker mayor governor president candidate
		nominee opponent member members neighbor relative relatives friend friends resident investigator
		investigators negotiator negotiators envoy ambassador commander commanders engineer organizer organizers chief
		head chairman chairwoman chair representative representatives mother father son daughter wife husband
		brother sister host anchor moderator reporter journalist activist expert scholar researcher veteran voter farmer
		supporter critic historian secretary general captain consultant operative operatives donor donors councillor councilor
		agent agents clerk clerks nurse nurses pilot pilots student architect`)
	personTitles = set(`mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lady lord dame president
		vice-president minister premier chancellor secretary senator sen sen. representative rep rep. governor gov gov.
		mayor general gen gen. colonel col col. captain capt capt. lieutenant lt lt. sergeant sgt sgt. major maj. admiral
		adm. marshal judge justice chief king queen prince princess pope cardinal bishop archbishop rabbi imam sheikh
		ambassador amb. envoy commissioner director chairman chairwoman chairperson attorney congressman congresswoman
		speaker leader spokesman spokeswoman spokesperson detective inspector officer deputy rev rev. reverend father
		sister brother pastor ayatollah diplomat analyst lawyer economist coach commander sheriff strategist adviser
		advisor manager editor reporter candidate nominee`)
	// metonyms are capitals and countries that speak for their governments; the story's own places are added.
	metonyms = set(`washington london paris berlin moscow beijing tokyo kyiv kiev brussels ankara tehran jerusalem
		cairo riyadh doha delhi islamabad kabul baghdad damascus pyongyang seoul rome madrid warsaw vienna geneva ottawa
		canberra pretoria nairobi brasilia havana caracas oslo stockholm helsinki budapest prague athens lisbon dublin
		iran iraq israel russia china japan germany france britain england scotland wales ireland ukraine turkey turkiye
		türkiye pakistan india afghanistan syria egypt qatar oman jordan lebanon yemen libya sudan ethiopia kenya nigeria
		mexico canada brazil argentina venezuela cuba colombia chile poland hungary austria italy spain portugal greece
		sweden norway denmark finland belgium netherlands switzerland australia indonesia malaysia thailand vietnam
		philippines taiwan singapore america hezbollah hamas taliban nato opec unicef unesco interpol iaea`)
	ourselves = set(`newspaper website magazine reporter correspondent publication paper outlet programme program`)
)

// Given names in common use in English-language copy: what is not here tells nothing. Names that both men and women
// bear are left out.
var (
	maleNames = set(`adam adrian ahmed alan albert alexander ali alfred andrew anthony antonio arthur benjamin bernard boris
		brian bruce carl carlos charles christopher craig daniel david dennis donald douglas edward emmanuel eric ernest
		eugene fabian felix fernando florian francisco frank frederick gary george gerald giovanni gordon gregory
		gustav hans harold harry hassan henry herbert hugo ibrahim igor ivan jack jacob jake james jason javier jeffrey
		jim joe johan john jonathan jorge jose joseph juan julian karl keith kenneth kevin klaus lars lawrence luis marco
		mario mark martin matthew michael miguel mohamed mohammed muhammad neil nicholas oleg oliver omar oscar otto pablo
		patrick paul pedro peter philip pierre rafael ralph raymond richard robert roger ronald roy russell samuel
		sean sebastian sergei simon stephen steven stuart theodore thomas timothy tom tony victor vincent vladimir
		walter wilhelm william wolfgang yusuf`)
	femaleNames = set(`abigail agnes aisha alexandra alice amanda amy ana angela anita anna anne barbara beatrice bella
		bertha brenda carla carmen carol caroline catherine charlotte christina christine claire clara cynthia deborah
		diana donna dora doris dorothy edith eleanor elena elisabeth elizabeth ellen emily emma esther eva fatima fiona
		florence frances gabriela gillian gloria grace hannah helen helena ida ingrid irene irina isabel isabella jane
		janet jennifer jessica joan johanna josephine joyce judith julia julie karen katherine kathleen laura lillian linda
		lisa louise lucia lucy margaret maria marie marilyn marta martha mary megan melissa michelle monica nancy natalia
		nicole nina nora olga olivia pamela patricia paula rachel rebecca rita rosa rose ruth samantha sandra sara sarah
		sharon sheila sofia sonia sophia sophie stella susan svetlana sylvia tatiana teresa theresa ursula valerie vera
		veronica victoria virginia yasmin yolanda`)
	// givenNames end like the adjective of a country (see demonym) and are none.
	givenNames = set(`adrian bastian christian cristian damian dorian fabian florian gillian hadrian jillian julian kilian
		killian lillian lilian marian maximilian octavian sebastian tristian valerian vivian yulian`)
)

// givenGender is what a full name's first word tells.
func givenGender(full string) string {
	first, _, _ := strings.Cut(strings.ToLower(full), " ")
	switch {
	case maleNames[first]:
		return "he"
	case femaleNames[first]:
		return "she"
	}
	return ""
}
