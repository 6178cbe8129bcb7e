package claims_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"secondsource/claims"
)

// languageSamples are two sentences on a closed bridge in each language, written for this test.
var languageSamples = map[string]string{
	"en": "The bridge over the river will stay closed to trucks until Friday, the ministry said. Engineers have found cracks in four bearings, but nobody was hurt.",
	"de": "Die Brücke über den Fluss bleibt bis Freitag für Lastwagen gesperrt, teilte das Ministerium mit. Ingenieure haben Risse in vier Lagern gefunden, verletzt wurde aber niemand.",
	"fr": "Le pont sur la rivière restera fermé aux camions jusqu'à vendredi, a annoncé le ministère. Des ingénieurs ont trouvé des fissures dans quatre appuis, mais personne n'a été blessé.",
	"es": "El puente sobre el río seguirá cerrado a los camiones hasta el viernes, dijo el ministerio. Los ingenieros han encontrado grietas en cuatro apoyos, pero nadie resultó herido.",
	"pt": "A ponte sobre o rio ficará fechada aos camiões até sexta-feira, disse o ministério. Os engenheiros encontraram fissuras em quatro apoios, mas ninguém ficou ferido.",
	"it": "Il ponte sul fiume resterà chiuso ai camion fino a venerdì, ha detto il ministero. Gli ingegneri hanno trovato crepe in quattro appoggi, ma nessuno è rimasto ferito.",
	"nl": "De brug over de rivier blijft tot vrijdag dicht voor vrachtwagens, zei het ministerie. Ingenieurs hebben scheuren gevonden in vier lagers, maar niemand raakte gewond.",
	"sv": "Bron över floden är stängd för lastbilar till fredag, sade ministeriet. Ingenjörer har hittat sprickor i fyra lager, men ingen har skadats.",
	"da": "Broen over floden er lukket for lastbiler til fredag, siger ministeriet. Ingeniører har fundet revner i fire lejer, men ingen blev såret ud over en vagt, der faldt.",
	"no": "Broen over elven er stengt for lastebiler til fredag, sier ministeriet. Ingeniører har funnet sprekker i fire lagre, men ingen ble skadet, bare noen ble redde etter det.",
	"fi": "Silta joen yli on suljettu kuorma-autoilta perjantaihin asti, ministeriö kertoo. Insinöörit ovat löytäneet halkeamia neljästä laakerista, mutta kukaan ei ole loukkaantunut.",
	"is": "Brúin yfir ána er lokuð vörubílum til föstudags, að sögn ráðuneytisins. Verkfræðingar hafa fundið sprungur í fjórum legum, en enginn hefur slasast og það var ekki þeim að kenna.",
	"pl": "Most na rzece będzie zamknięty dla ciężarówek do piątku, podało ministerstwo. Inżynierowie znaleźli pęknięcia w czterech łożyskach, ale nikt nie został ranny i nie jest to groźne.",
	"cs": "Most přes řeku zůstane do pátku uzavřen pro nákladní auta, uvedlo ministerstvo. Inženýři našli trhliny ve čtyřech ložiscích, ale nikdo nebyl zraněn a podle nich se to už nestane.",
	"sk": "Most cez rieku zostane do piatku uzavretý pre nákladné autá, uviedlo ministerstvo. Inžinieri našli trhliny v štyroch ložiskách, ale nikto nebol zranený a podľa nich sa to už nestane.",
	"hu": "A folyó feletti híd péntekig zárva marad a teherautók előtt, közölte a minisztérium. A mérnökök repedéseket találtak négy csapágyon, de senki sem sérült meg, és ez nem volt várható.",
	"ro": "Podul peste râu va rămâne închis pentru camioane până vineri, a declarat ministerul. Inginerii au găsit fisuri în patru reazeme, dar nimeni nu a fost rănit.",
	"tr": "Nehir üzerindeki köprü cuma gününe kadar kamyonlara kapalı olacak, dedi bakanlık. Mühendisler dört mesnette çatlak buldu, ancak bu olayda yaralanan olmadı.",
	"id": "Jembatan di atas sungai itu akan ditutup untuk truk sampai hari Jumat, kata kementerian. Para insinyur telah menemukan retakan pada empat bantalan, tetapi tidak ada yang terluka.",
	"vi": "Cây cầu bắc qua sông sẽ đóng cửa với xe tải cho đến thứ sáu, bộ này cho biết. Các kỹ sư đã tìm thấy vết nứt trong bốn gối cầu, nhưng không có ai bị thương.",
	"ca": "El pont sobre el riu seguirà tancat als camions fins divendres, ha dit el ministeri. Els enginyers han trobat esquerdes en quatre suports, però ningú no ha resultat ferit i és una sort.",
	"hr": "Most preko rijeke ostat će zatvoren za kamione do petka, kaže ministarstvo. Inženjeri su našli pukotine na četiri ležaja, ali nitko nije ozlijeđen, što je prema njima bilo sreća.",
	"sl": "Most čez reko bo do petka zaprt za tovornjake, so povedali na ministrstvu. Inženirji so našli razpoke na štirih ležajih, vendar ni bil nihče ranjen, kar je po njihovem sreča.",
	"et": "Sild üle jõe on reedeni veoautodele suletud, ütles ministeerium. Insenerid on leidnud praod neljas laagris, aga keegi ei ole viga saanud, sest see oli öösel.",
	"lv": "Tilts pār upi līdz piektdienai ir slēgts kravas automašīnām, sacīja ministrijā. Inženieri ir atraduši plaisas četros balstos, bet neviens nav cietis, jo tas bija naktī.",
	"lt": "Tiltas per upę iki penktadienio yra uždarytas sunkvežimiams, sakė ministerija. Inžinieriai rado įtrūkimų keturiuose guoliuose, bet niekas nebuvo sužeistas, nes tai buvo naktis.",
	"sq": "Ura mbi lumë do të mbetet e mbyllur për kamionët deri të premten, tha ministria. Inxhinierët kanë gjetur çarje në katër mbështetëse, por askush nuk është plagosur.",
	"sw": "Daraja la mto huo litafungwa kwa malori hadi Ijumaa, wizara ilisema. Wahandisi wamepata nyufa katika sehemu nne za daraja hilo, lakini hakuna watu walioumia baada ya tukio hilo.",
	"af": "Die brug oor die rivier bly tot Vrydag gesluit vir vragmotors, het die ministerie gesê. Ingenieurs het krake in vier laers gevind, maar niemand is beseer nie.",
	"tl": "Ang tulay sa ibabaw ng ilog ay mananatiling sarado sa mga trak hanggang Biyernes, ayon sa ministeryo. Nakakita ang mga inhinyero ng mga bitak, ngunit hindi naman ito nakasugat.",
	"ru": "Мост через реку останется закрытым для грузовиков до пятницы, сообщил министр. Инженеры обнаружили трещины в четырех опорах, но никто не пострадал, и это было случайно.",
	"uk": "Міст через річку буде закритий для вантажівок до п'ятниці, повідомив міністр. Інженери знайшли тріщини в чотирьох опорах, але ніхто не постраждав, що є щасливим випадком.",
	"be": "Мост праз раку застанецца зачынены для грузавікоў да пятніцы, паведаміў міністр. Інжынеры знайшлі расколіны ў чатырох апорах, але ніхто не пацярпеў, і гэта было як па цудзе.",
	"bg": "Мостът над реката ще остане затворен за камиони до петък, каза министърът. Инженерите са открили пукнатини в четири лагера, но никой не е пострадал при това.",
	"sr": "Мост преко реке биће затворен за камионе до петка, рекао је министар. Инжењери су нашли пукотине на четири лежаја, али нико није повређен, што је према њима била срећа.",
	"mk": "Мостот над реката ќе остане затворен за камиони до петок, рече министерот. Инженерите нашле пукнатини во четири лежишта, но никој не е повреден, што беше среќа.",
	"kk": "Өзен үстіндегі көпір жұмаға дейін жүк көліктері үшін жабық болып қалады деп хабарлады министр. Инженерлер төрт тіректен жарық тапты, бірақ ол жерде ешкім жарақат алған жоқ және бұл туралы айтты.",
	"el": "Η γέφυρα πάνω από τον ποταμό θα μείνει κλειστή για φορτηγά ως την Παρασκευή, είπε το υπουργείο.",
	"he": "הגשר מעל הנהר יישאר סגור למשאיות עד יום שישי, מסר המשרד. מהנדסים מצאו סדקים בארבעה סמכים.",
	"ar": "قالت الوزارة إن الجسر فوق النهر سيبقى مغلقا أمام الشاحنات حتى يوم الجمعة. وعثر المهندسون على شقوق في أربع دعامات، لكن لم يصب أحد بأذى في ذلك.",
	"fa": "وزارتخانه گفت که پل روی رودخانه تا جمعه برای کامیون\u200cها بسته خواهد بود. مهندسان در چهار تکیه\u200cگاه ترک پیدا کرده\u200cاند اما کسی در این حادثه زخمی نشد.",
	"ur": "وزارت نے کہا کہ دریا پر پل جمعے تک ٹرکوں کے لیے بند رہے گا۔ انجینئروں کو چار جگہوں میں دراڑیں ملی ہیں لیکن کوئی زخمی نہیں ہوا اور یہ اچھی بات ہے۔",
	"ps": "وزارت وويل چې د سیند پر سر پل به د جمعې تر ورځې پورې د لاریو لپاره تړلی وي. انجینرانو په څلورو ځایونو کې درزونه موندلي دي، خو څوک نه دي ټپيان شوي.",
	"hi": "मंत्रालय ने कहा कि नदी पर बना पुल शुक्रवार तक ट्रकों के लिए बंद रहेगा। इंजीनियरों को चार जगहों में दरारें मिली हैं लेकिन कोई घायल नहीं हुआ है।",
	"mr": "नदीवरील पूल शुक्रवारपर्यंत ट्रकसाठी बंद राहील असे मंत्रालयाने म्हटले आहे. अभियंत्यांना चार ठिकाणी तडे आढळले आहेत, पण कोणीही जखमी झाले नाही आणि हे चांगले आहे.",
	"ne": "नदीमाथिको पुल शुक्रबारसम्म ट्रकका लागि बन्द रहने मन्त्रालयले बताएको छ। इन्जिनियरहरूले चार ठाउँमा चिरा भेटेका छन् तर कोही घाइते भएको छैन भने पनि यो खतरा हो।",
	"zh": "该部表示，跨河大桥将对卡车关闭至星期五。工程师在四个支座上发现了裂缝，但没有人受伤。",
	"ja": "同省は、川に架かる橋を金曜日までトラックに対して閉鎖すると発表した。技術者は四つの支承に亀裂を見つけたが、けが人はいなかった。",
	"ko": "강 위의 다리는 금요일까지 트럭의 통행이 금지된다고 해당 부처가 밝혔다. 기술자들이 네 곳에서 균열을 발견했다.",
	"th": "กระทรวงกล่าวว่าสะพานข้ามแม่น้ำจะปิดไม่ให้รถบรรทุกผ่านจนถึงวันศุกร์ วิศวกรพบรอยร้าวในสี่จุด",
	"ka": "ხიდი მდინარეზე პარასკევამდე დაკეტილი იქნება სატვირთო მანქანებისთვის, განაცხადა სამინისტრომ.",
	"hy": "Գետի վրայի կամուրջը մինչև ուրբաթ փակ կլինի բեռնատարների համար, ասաց նախարարությունը։",
	"bn": "মন্ত্রণালয় জানিয়েছে, নদীর উপর সেতুটি শুক্রবার পর্যন্ত ট্রাকের জন্য বন্ধ থাকবে।",
	"ta": "ஆற்றின் மீதுள்ள பாலம் வெள்ளிக்கிழமை வரை லாரிகளுக்கு மூடப்பட்டிருக்கும் என்று அமைச்சகம் கூறியது.",
	"te": "నదిపై ఉన్న వంతెన శుక్రవారం వరకు లారీలకు మూసి ఉంటుందని మంత్రిత్వ శాఖ తెలిపింది.",
	"gu": "નદી પરનો પુલ શુક્રવાર સુધી ટ્રક માટે બંધ રહેશે એમ મંત્રાલયે જણાવ્યું.",
	"pa": "ਦਰਿਆ ਉੱਤੇ ਬਣਿਆ ਪੁਲ ਸ਼ੁੱਕਰਵਾਰ ਤੱਕ ਟਰੱਕਾਂ ਲਈ ਬੰਦ ਰਹੇਗਾ, ਮੰਤਰਾਲੇ ਨੇ ਕਿਹਾ।",
	"kn": "ನದಿಯ ಮೇಲಿನ ಸೇತುವೆ ಶುಕ್ರವಾರದವರೆಗೆ ಲಾರಿಗಳಿಗೆ ಮುಚ್ಚಿರುತ್ತದೆ ಎಂದು ಸಚಿವಾಲಯ ತಿಳಿಸಿದೆ.",
	"ml": "നദിക്ക് മുകളിലുള്ള പാലം വെള്ളിയാഴ്ച വരെ ലോറികൾക്ക് അടച്ചിടുമെന്ന് മന്ത്രാലയം അറിയിച്ചു.",
	"si": "ගඟ හරහා ඇති පාලම සිකුරාදා දක්වා ලොරි සඳහා වසා තබන බව අමාත්\u200dයාංශය පැවසීය.",
	"km": "ស្ពានឆ្លងទន្លេនឹងត្រូវបិទសម្រាប់រថយន្តដឹកទំនិញរហូតដល់ថ្ងៃសុក្រ ក្រសួងបាននិយាយ។",
	"lo": "ຂົວຂ້າມແມ່ນ້ຳຈະປິດສຳລັບລົດບັນທຸກຈົນເຖິງວັນສຸກ ກະຊວງກ່າວ.",
	"my": "မြစ်ကူးတံတားကို သောကြာနေ့အထိ ကုန်တင်ကားများအတွက် ပိတ်ထားမည်ဟု ဝန်ကြီးဌာနက ပြောသည်။",
	"am": "ከወንዙ በላይ ያለው ድልድይ እስከ ዓርብ ድረስ ለጭነት መኪናዎች ዝግ ሆኖ እንደሚቆይ ሚኒስቴሩ ገለጸ።",
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for want, text := range languageSamples {
		if got := claims.Language(text); got != want {
			t.Errorf("got %q, want %q: %s", got, want, text)
		}
	}
	for name, text := range map[string]string{
		"empty": "", "a word": "Brücke", "a name": "Oda Brill", "figures": strings.Repeat("12 34 ", 100), "no language": strings.Repeat("qwrt zxcv ", 60),
		"not UTF-8": "\xff\xfe\x80",
	} {
		if got := claims.Language(text); got != "" {
			t.Errorf("%s: got %q, want none", name, got)
		}
	}
}

func TestSettleLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		declared, text, want string
		byText               bool
	}{
		{"en", languageSamples["en"], "en", false},
		{"en", languageSamples["de"], "de", true}, // a template that says English of everything
		{"", languageSamples["de"], "de", true},
		{"no", languageSamples["da"], "no", false}, // too near to overrule
		{"ms", languageSamples["id"], "ms", false},
		{"eu", languageSamples["es"], "eu", false}, // Basque, which is not known here
		{"en", "Oda Brill", "en", false},
		{"", "Oda Brill", "", false},
		{"zh", languageSamples["ja"], "ja", true},
	} {
		if got, byText := claims.SettleLanguage(c.declared, c.text); got != c.want || byText != c.byText {
			t.Errorf("declared %q: got %q, %t, want %q, %t: %s", c.declared, got, byText, c.want, c.byText, c.text)
		}
	}
}

// TestLanguageQuotes holds that a quotation in another language does not change a text's own.
func TestLanguageQuotes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ own, quoted string }{{"en", "fr"}, {"en", "zh"}, {"de", "en"}, {"zh", "ja"}, {"ru", "en"}, {"ar", "en"}} {
		text := strings.Repeat(languageSamples[c.own]+" ", 3) + languageSamples[c.quoted]
		if got := claims.Language(text); got != c.own {
			t.Errorf("%s that quotes %s: got %q", c.own, c.quoted, got)
		}
	}
}

func FuzzLanguage(f *testing.F) {
	for _, text := range languageSamples {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := claims.Language(text)
		if got != claims.Language(text) {
			t.Errorf("two answers for %q", text)
		}
		if got != "" && (len(got) != 2 || !utf8.ValidString(got)) {
			t.Errorf("got %q for %q", got, text)
		}
	})
}
