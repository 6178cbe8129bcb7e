package claims

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

const (
	// fewLetters is how many letters of a script that one language writes are enough to name it.
	fewLetters = 20
	// telling is the least share of a language's own function words among a text's words: half of what the shortest of
	// our test paragraphs reach. A list of names has none.
	telling = 0.06
	// kanaShare is the least share of kana among the letters of Japanese. News prose has about half; Chinese that quotes
	// a Japanese sentence among four has .2.
	kanaShare = 0.25
	// languageBytes bounds what is looked at: 400 words of Thai, which has no spaces, take about that.
	languageBytes = 16 << 10
)

// A script is an alphabet, and the language that a text in it is in: the only one, or else one of the table commonWords.
type script struct {
	letters  *unicode.RangeTable
	language string // "" if several write it
}

// scripts are the alphabets of the languages that can be told.
var scripts = []script{
	{unicode.Latin, ""},
	{unicode.Cyrillic, ""},
	{unicode.Arabic, ""},
	{unicode.Devanagari, ""},
	{unicode.Han, "zh"},
	{unicode.Hiragana, "ja"},
	{unicode.Katakana, "ja"},
	{unicode.Hangul, "ko"},
	{unicode.Greek, "el"},
	{unicode.Hebrew, "he"},
	{unicode.Thai, "th"},
	{unicode.Georgian, "ka"},
	{unicode.Armenian, "hy"},
	{unicode.Bengali, "bn"},
	{unicode.Tamil, "ta"},
	{unicode.Telugu, "te"},
	{unicode.Gujarati, "gu"},
	{unicode.Gurmukhi, "pa"},
	{unicode.Kannada, "kn"},
	{unicode.Malayalam, "ml"},
	{unicode.Sinhala, "si"},
	{unicode.Ethiopic, "am"},
	{unicode.Khmer, "km"},
	{unicode.Lao, "lo"},
	{unicode.Myanmar, "my"},
}

// commonWords are words without content that are common in one language and, for the most part, in no other, by
// language: ISO 639, two letters. They are ours, from grammars' lists of articles, prepositions, pronouns and
// auxiliaries. A word of several languages counts for each by its share.
var commonWords = weighted(map[string]string{
	"en": "the of and to in that is was for it with as his he be on by at had are but from or have an they which were been has will would said who their",
	"de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch",
	"fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec son aux ont été mais comme cette elle ses leur nous d'un d'une était deux être selon",
	"es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde han según fue desde está era",
	"pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre depois segundo são",
	"it": "di che è la il un a per in una mi sono ho non ma lo ha le si ti i con cosa come da se no più al dei del della nel alla anche gli hanno delle stato dal nella essere questo ed sul dalla secondo",
	"nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit nog naar heeft hebben ze door over wordt werd zich worden wel meer geen deze kan hun zei",
	"sv": "och i att det som en på är av för med den till har de inte om ett han men var jag sig från vi så kan när år under också efter eller nu sin där vid mot ska skulle kommer ut får finns vara hade alla andra mycket än här sade",
	"da": "og i at det er en til af på for med den der de ikke har som et han om var men jeg sig fra så vil hun ved kan blev også efter eller nu skal været deres når havde ud kun bliver hvor nogle mod siger ifølge over sagde",
	"no": "og i det er på som en til å for av at med har de ikke den om et var men jeg seg fra så vil han ved kan ble også etter eller nå skal vært deres når hadde ut bare blir hvor noen mot sier ifølge over fra sa hun",
	"fi": "ja on ei se että hän oli joka mutta myös kuin ovat sen mukaan jos niin olla tai vain hänen kun vuoden jo mitä ole joita jonka nyt sekä noin voi kertoo sanoi ollut eivät vielä tämä",
	"is": "og að í á sem er það við til en um af hann ekki með fyrir var eru hafa hefur því þess einnig frá eftir þar voru verið þegar sagði",
	"pl": "w i na z się do nie że o jest to po jak za od dla przez są oraz co ale przy może ma tym tylko jego był już czy które który także została być która było przed powiedział",
	"cs": "a v se na je že s z do o i to k ve pro za by ale si po jako podle od jsou které který byl jeho také až při už tak má bude nebo před však než jen která řekl bylo mezi",
	"sk": "a v sa na je že s z do o aj to k vo pre za by ale si po ako podľa od sú ktoré ktorý bol jeho tiež až pri už tak má bude alebo pred však než len ktorá povedal bolo medzi",
	"hu": "a az és hogy nem is egy van meg ez de csak már volt még mint vagy el azt szerint ki után majd lehet ha kell között ezt minden mondta lesz több magyar pedig sem arra úgy",
	"ro": "de și în a la cu pe că nu din care este o pentru un mai au al fi ca să se sau dar prin după cel fost ale lui sunt sa această acest ne va când între către declarat asupra",
	"tr": "ve bir bu da de için ile olarak çok daha olan ne kadar gibi var en sonra ise ya o dedi göre ancak iki yeni her şey değil tarafından üzerinde diye oldu",
	"id": "yang dan di dengan untuk tidak ini dari dalam akan pada itu juga ke oleh karena ada saya tersebut mereka telah kata dia bisa atau sudah lebih kepada bahwa menjadi ujar",
	"vi": "và của là có được cho các trong không với người một những đã khi đến này để từ về cũng như tại ra vào ông theo trên sẽ nhiều đó còn",
	"ca": "de la i que el en a les per un del amb els és una no al es ha més va com dels són però seva seu aquest aquesta també ser molt sobre entre segons perquè fins sense han sigut dit",
	"hr": "je i u da na se su za od koji što ne kako to s će bi o iz ali koja nije kao po sve samo biti ili još bio prema nakon koje više kaže rekao te",
	"sl": "je in v na se da so za ki pa z bi tudi ne po iz kot bo ni od s pri še bil kar ali ter lahko več le med zaradi do pred kako povedal",
	"et": "ja on et ei ka oli see kui aga mis oma tema ning või ta kes nii seda välja olla veel selle pärast üle juba ütles kuid siis pole",
	"lv": "un ir ka ar no par uz kas to arī lai tas bet pēc nav kā līdz bija gan šo tā vai tiek viņš sacīja gada jau savu",
	"lt": "ir kad į iš yra su bei tai buvo kaip bet dėl nuo apie jau ne už jis per taip iki jo pat prie ar sakė pagal savo kurie tik",
	"sq": "të e në dhe që për me një nga është se ka i si nuk më do por këtë kjo ishte edhe kanë u tha duke pas",
	"sw": "na ya wa kwa ni la katika za cha kuwa hiyo hii huo huu baada pia kama yake lakini hilo hayo alisema bila watu",
	"af": "die van en in is dat het nie 'n op te vir met sy aan was om as word ook wat deur uit hulle kan na maar sal gesê by ons",
	"tl": "ang ng sa na at mga ay ito para hindi ni siya kung may kay nang niya ayon nila din rin pa lang naman sinabi",
	"ru": "и в не на что с по как из за от к для это о его то но он она они был было были была же бы или так также после до при который которые уже еще сообщил заявил",
	"uk": "і в не на що з по як із за від до для це про його але він вона вони був було були та також після при який які вже ще або повідомив заявив є у",
	"be": "і ў не на што з па як за ад да для гэта пра яго але ён яна яны быў было былі таксама пасля пры які якія ужо яшчэ або паведаміў у",
	"bg": "и в на да се е за от че с не са по като ще до но към това или си след беше при които който още само има той каза така бъде",
	"sr": "је и у да на се су за од који што не како то с ће би о из али која није као по све само бити или још био према након које више рекао",
	"mk": "и во на да се е за од дека со не што ќе по како до но кон ова или си по беше кои кој уште само има тој рече така биде ја го",
	"kk": "және мен бұл үшін де да бір деп болды болып деген туралы қазақстан оның осы жылы бойынша еді екен ол",
	"ar": "في من على أن إلى عن التي الذي مع هذا هذه ما لا بعد كان قد كما بين ذلك أو ولم إن قال خلال حيث كانت",
	"fa": "و در به از که این را با است برای آن یک تا شده خود بود می بر هم شد اما کرد های نیز گفت",
	"ur": "کے میں کی ہے اور سے کا کو اس نے کہ پر یہ ہیں بھی کر تھا ایک ہو جو وہ گیا نہیں کہا",
	"ps": "د په او چې کې ته له دی دا سره هم يې نه شوي کړي وي وويل",
	"hi": "के में की है और से का को इस ने कि पर यह हैं भी कर था एक हो जो वह गया नहीं कहा",
	"mr": "आहे आणि या व च्या ही हे की ते तर असे केले होते मध्ये नाही यांनी आहेत म्हणाले करण्यात",
	"ne": "छ र को मा हो भने पनि गरेको छन् गर्न लाई यो ले भएको थियो बाट गर्ने",
})

// A vote is how much a word speaks for a language.
type vote struct {
	language string
	weight   float64
}

// weighted turns the table round: for each word the languages that have it, each with its share of the word.
func weighted(words map[string]string) map[string][]vote {
	table := map[string][]vote{}
	for language, list := range words {
		for w := range set(list) {
			table[w] = append(table[w], vote{language: language})
		}
	}
	for w, votes := range table {
		slices.SortFunc(votes, func(a, b vote) int { return cmp.Compare(a.language, b.language) })
		for i := range votes {
			votes[i].weight = 1 / float64(len(votes))
		}
		table[w] = votes
	}
	return table
}

// Language says which language the first words of a text are in: an ISO 639 code of two letters, or "" if they are too
// few or in none of those that it knows. It is meant for prose; a list of names has no language.
func Language(text string) string {
	text = text[:min(len(text), languageBytes)]
	letters := lettersByScript(text)
	total, most := 0, 0
	for i, n := range letters {
		total += n
		if n > letters[most] {
			most = i
		}
	}
	if letters[most] < fewLetters {
		return ""
	}
	if s := scripts[most]; s.language != "" {
		return eastAsian(s.language, letters, total)
	}
	return byWords(text)
}

// lettersByScript counts the letters of each of the scripts.
func lettersByScript(text string) []int {
	letters := make([]int, len(scripts))
	last := 0 // most letters are of the same script as the one before
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		if !unicode.Is(scripts[last].letters, r) {
			other := slices.IndexFunc(scripts, func(s script) bool { return unicode.Is(s.letters, r) })
			if other < 0 {
				continue
			}
			last = other
		}
		letters[last]++
	}
	return letters
}

// eastAsian tells Japanese, which writes Chinese characters among its own, from Chinese.
func eastAsian(language string, letters []int, total int) string {
	kana := 0
	for i, s := range scripts {
		if s.language == "ja" {
			kana += letters[i]
		}
	}
	if language == "zh" && float64(kana) >= kanaShare*float64(total) {
		return "ja"
	}
	return language
}

// byWords tells a language by its common words; "" if no language has enough of them.
func byWords(text string) string {
	scores, words := map[string]float64{}, 0
	for w := range strings.FieldsFuncSeq(text, betweenWords) {
		if words++; words > languageWords {
			break
		}
		for _, v := range commonWords[strings.ToLower(w)] {
			scores[v.language] += v.weight
		}
	}
	best := ""
	for language, score := range scores {
		if best == "" || score > scores[best] || score == scores[best] && language < best {
			best = language
		}
	}
	if words < fewWords/2 || scores[best] < telling*float64(words) {
		return ""
	}
	return best
}

// betweenWords says whether a rune parts words. Marks belong to words: Hindi writes its vowels as such.
func betweenWords(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
}

// alike are languages so near each other that what a page says of itself is believed before a count of common words.
var alike = []map[string]bool{
	set("da no"), set("hr sr sl"), set("cs sk"), set("id ms"), set("es ca gl pt"), set("ru uk be bg"), set("sr mk bg"), set("hi mr ne"),
	set("fa ps ur"), set("nl af"),
}

// SettleLanguage says which language a text is in that is declared to be in one: the declared one, unless the text is
// plainly in another that [Language] knows, as under a template that says English of everything. Declared is an ISO 639
// code or "". byText says that the text told.
func SettleLanguage(declared, text string) (language string, byText bool) {
	found := Language(text)
	if found == "" || found == declared {
		return declared, false
	}
	if declared == "" {
		return found, true
	}
	near := func(l map[string]bool) bool { return l[declared] && l[found] }
	if slices.ContainsFunc(alike, near) || !told[declared] {
		return declared, false
	}
	return found, true
}

// told are the languages that Language knows.
var told = func() map[string]bool {
	all := map[string]bool{}
	for _, votes := range commonWords {
		for _, v := range votes {
			all[v.language] = true
		}
	}
	for _, s := range scripts {
		if s.language != "" {
			all[s.language] = true
		}
	}
	return all
}()
