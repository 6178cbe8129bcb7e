package claims

// The words that tell kinds apart (attribution note §7). A source is settled by the first rule of kindOf that fires.
var (
	mediaWords = set(`media newspaper newspapers magazine broadcaster broadcasters outlet outlets website news-agency
		newswire tabloid gazette courier herald tribune daily broadcasting television channel radio reuters ap afp cnn bbc
		npr nbc cbs abc msnbc politico bloomberg axios buzzfeed tass xinhua interfax anadolu dpa ansa kyodo aljazeera
		breitbart huffpost newsweek`)
	mediaTails = set(`times post journal herald tribune gazette courier news chronicle observer guardian telegraph star
		mirror press examiner dispatch sentinel globe monitor inquirer bulletin mercury wire`)
	dataHeads     = set(`poll polls survey surveys figures statistics data index census estimates numbers polling tally results number average percentage`)
	documentHeads = set(`report reports study studies filing filings memo memos memorandum letter letters statement
		statements tweet tweets ruling rulings video videos document documents email emails e-mail e-mails post posts note
		indictment complaint affidavit lawsuit suit transcript transcripts records record release resolution paper article
		articles book message notice review analysis audit cable cables order communique communiqué dossier law bill
		proposal plan treaty agreement editorial column story ad advertisement headline banner sign post blog platform papers budget draft returns accord submission
		piece testimony manifesto contract pact brief website chapters legislation`)
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
		front brigade militia caucus chamber legislature judiciary ombudsman secretariat inc corp ltd llc plc co
		orchestra regulator regulators city county town retailer insurer airport charity consortium panel`)
	// companyTails end the names of companies.
	companyTails = set(`works estates homes mining holdings industries systems partners motors energy oil gas foods technologies
		solutions enterprises brothers labs capital financial steel shipping lines properties media studios`)
	// companyNouns are what an apposition calls a company.
	companyNouns = set("maker builder buyer insurer operator developer retailer manufacturer supplier contractor publisher lender seller")
	stateWords   = set(`ministry department government police army military court parliament senate council commission
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
		agent agents clerk clerks nurse nurses pilot pilots student architect owner founder warden inspector treasurer
		foreman shepherd miner caretaker baker trainer coach captain driver guard widow widower trader curator librarian
		businessman businesswoman billionaire mogul congressman congresswoman sheriff premier pupil parent speechwriter
		contender counsel archbishop bishop priest pastor surgeon author filmmaker singer actor actress musician artist
		physician publicist volunteer delegate deputy commissioner prosecutor spokesman spokeswoman spokesperson passenger`)
	personTitles = set(`mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lady lord dame president
		vice-president minister premier chancellor secretary senator sen sen. representative rep rep. governor gov gov.
		sens sens. reps reps. govs govs. messrs mayor general gen gen. colonel col col. captain capt capt. lieutenant lt lt. sergeant sgt sgt. major maj. admiral
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
		philippines taiwan singapore albania algeria angola armenia azerbaijan bahrain bangladesh belarus belize benin
		bhutan bolivia bosnia botswana bulgaria burma burundi cambodia cameroon congo croatia cyprus czechia djibouti ecuador
		eritrea estonia eswatini fiji gabon gambia ghana greenland grenada guatemala guinea guyana haiti honduras iceland
		jamaica kazakhstan kosovo kuwait kyrgyzstan laos latvia lesotho liberia liechtenstein lithuania luxembourg
		madagascar malawi maldives mali malta mauritania mauritius moldova monaco mongolia montenegro morocco mozambique
		myanmar namibia nepal nicaragua niger panama paraguay peru romania rwanda samoa senegal serbia seychelles slovakia
		slovenia somalia suriname tajikistan tanzania togo tonga tunisia turkmenistan uganda uruguay uzbekistan vanuatu
		zambia zimbabwe catalonia kashmir crimea gaza alabama alaska arizona arkansas california colorado connecticut
		delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts
		michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee
		texas utah vermont virginia wisconsin wyoming ontario quebec alberta chicago boston houston philadelphia atlanta
		detroit seattle miami minneapolis baltimore cleveland toronto montreal vancouver sydney melbourne mumbai shanghai
		istanbul dubai barcelona milan munich frankfurt hamburg zurich amsterdam lagos johannesburg jakarta bangkok hanoi
		manila lima bogota santiago pyongyang tbilisi yerevan baku minsk riga vilnius tallinn sofia bucharest belgrade
		zagreb sarajevo tripoli tunis algiers khartoum amman beirut muscat manama dhaka colombo kathmandu america fed hezbollah hamas taliban nato opec unicef unesco interpol iaea`)
	ourselves = set(`newspaper website magazine reporter correspondent publication paper outlet programme program`)
)
