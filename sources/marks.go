package sources

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"secondsource/claims"
)

// An agency is a news agency whose copy others print.
type agency struct {
	name   string
	forms  []string // other names, as normal forms of publisherKey
	domain string
}

// agencies are the news agencies known by name; others are known by what they call themselves (see isAgencyName). The
// forms are those of datelines and bylines.
var agencies = []agency{
	{"Associated Press", []string{"ap"}, "apnews.com"},
	{"Reuters", []string{"thomson reuters", "reuters health"}, "reuters.com"},
	{"AFP", []string{"agence france presse", "afp relaxnews"}, "afp.com"},
	{"dpa", []string{"deutsche presse agentur", "dpa international"}, "dpa.com"},
	{"Xinhua", []string{"xinhua news agency"}, "xinhuanet.com"},
	{"PA Media", []string{"pa", "press association", "pa news agency"}, "pa.media"},
	{"ANI", []string{"asian news international"}, "aninews.in"},
	{"PTI", []string{"press trust of india"}, "ptinews.com"},
	{"IANS", []string{"indo asian news service"}, "ians.in"},
	{"UPI", []string{"united press international"}, "upi.com"},
	{"AAP", []string{"australian associated press"}, "aap.com.au"},
	{"Canadian Press", []string{"cp"}, "thecanadianpress.com"},
	{"TASS", []string{"itar tass"}, "tass.com"},
	{"RIA Novosti", []string{"ria"}, "ria.ru"},
	{"Interfax", nil, "interfax.com"},
	{"EFE", []string{"agencia efe"}, "efe.com"},
	{"ANSA", nil, "ansa.it"},
	{"Kyodo", []string{"kyodo news"}, "kyodonews.net"},
	{"Jiji Press", []string{"jiji"}, "jiji.com"},
	{"Yonhap", []string{"yonhap news agency"}, "yna.co.kr"},
	{"Anadolu", []string{"aa", "anadolu agency"}, "aa.com.tr"},
	{"Bernama", nil, "bernama.com"},
	{"Antara", nil, "antaranews.com"},
	{"Bloomberg", []string{"bloomberg news"}, "bloomberg.com"},
	{"CNA", []string{"central news agency"}, "focustaiwan.tw"},
	{"MENA", []string{"middle east news agency"}, "mena.org.eg"},
	{"Belga", nil, "belga.be"},
	{"APA", []string{"austria presse agentur"}, "apa.at"},
}

// distributors send out the press releases of others: their mark is a release's, whoever issued it.
var distributors = []string{
	"accesswire", "business wire", "businesswire", "cision", "ein presswire", "globe newswire", "globenewswire", "newsfile", "pr newswire",
	"prnewswire", "prweb", "presswire",
}

// marks are what a text or its page tells of where it came from.
type marks struct {
	wires    []string // names of agencies
	releases []string // publisherKey of who issued the press release it follows; "" if the text does not say
}

const (
	markLines = 4   // lines at the head and foot of a text in which datelines, bylines and credits stand
	markBytes = 600 // and no more than so many bytes of each end, since a hostile text may have no lines
	nameBytes = 80  // a longer line is prose, not a byline
	// releaseBytes at the head of a text are searched for a press release: the phrase stands by the first quotations.
	releaseBytes = 8000
	// phraseBytes before and after the words "press release" hold who issued it.
	phraseBytes = 160
	// maxPhrases bounds how many places with each word are read: a text of nothing else would cost 1,000 searches.
	maxPhrases = 8
)

var (
	// dateline is "KESTREL BAY, March 3 (Meridian Wire) —": a place, a name in brackets or between slashes, a dash.
	dateline = regexp.MustCompile(`^[^()/\n]{0,80}[(/]([^()/\n]{2,40})[)/]\s*(?:[-–—:]|$)`)
	// leadIn is "MERIDIAN WIRE —" or "KESTREL BAY, Meridian Wire - ": a line that opens with a name and a dash.
	leadIn = regexp.MustCompile(`^([^–—\n]{2,60}?)\s*(?:[–—]|--| - )`)
	// contributed is the credit at the foot of a piece that uses an agency's copy.
	contributed = regexp.MustCompile(`^(?:[Tt]he\s+)?(\S[^\n]{1,60}?) contributed to this (?:report|story|article)`)
	// creditLead is what stands before an agency's name on a line of its own.
	creditLead = regexp.MustCompile(`^(?i:by |from |source: ?|[—–-]+ ?|© ?|\(c\) ?|copyright |with inputs from |additional reporting by )+`)
	// bylineBreak separates the names of a byline: "JANE ROE, Associated Press", "Staff and Meridian Wire".
	bylineBreak = regexp.MustCompile(`\s*(?:[,/|•·;()]|\band\b|\bvia\b|\bfor\b|\b\d{4}\b)\s*`)
)

// issuer is a name of up to seven words that begin with capitals.
const issuer = `(\p{Lu}[\pL\pN&’'-]*(?: (?:(?:of|the|for|and|de|&) )*\p{Lu}[\pL\pN&’'-]*){0,6})`

// releases are the ways in which a text says that it follows a press release, and in brackets who issued it. "In a
// statement" alone is not among them: every spokesperson gives one.
var releases = []*regexp.Regexp{
	regexp.MustCompile(`(?i:source): (?:[Tt]he )?` + issuer + ` (?i:(?:press|news|media) (?:release|statement))`),
	regexp.MustCompile(`(?i:(?:press|news|media) (?:release|statement)) (?:(?:issued|distributed|published|released|sent)(?: out)? )?(?:on \w+day )?(?:from|by|of) (?:[Tt]he )?` + issuer),
	regexp.MustCompile(`(?i:statement) distributed by (?:[Tt]he )?` + issuer),
	regexp.MustCompile(issuer + `['’]s? (?i:(?:press|news|media) release)`),
	regexp.MustCompile(issuer + ` (?:said|says|announced|stated|confirmed|wrote)\b[^.\n]{0,80} in an? (?:[\w-]+ )?(?i:(?:press|news|media) (?:release|statement))`),
	regexp.MustCompile(issuer + ` (?:said|says|announced|stated|confirmed|wrote) in an? (?:[\w-]+ )?(?i:(?:press|news|media) (?:release|statement))`),
	regexp.MustCompile(`\b(?:[Ii]n|to) (?:an?|the|its) (?:[\w-]+ )?(?:press|news|media) (?:release|statement)\b()`),
	regexp.MustCompile(`(?m)^(?i:press release|news release|media release|for immediate release)()\b`),
}

// marksOf reads the marks of an article: from its publisher and address, its byline, and the head and foot of its
// text. An agency that the article merely cites ("according to Reuters") leaves no mark.
func marksOf(a claims.Article) marks {
	var m marks
	m.add(a.Publisher)
	if i := slices.IndexFunc(agencies, func(g agency) bool { return g.domain == domainOf(a.URL) }); i >= 0 {
		m.add(agencies[i].name)
	}
	for _, line := range append(edgeLines(a.Text), clipHead(a.Byline, nameBytes)) {
		for _, name := range credits(line) {
			m.add(name)
		}
	}
	m.addReleases(clipHead(a.Text, releaseBytes))
	m.addReleases(clipTail(a.Text, markBytes))
	return m
}

// add notes the agency or distributor of that name; other names are left out.
func (m *marks) add(name string) {
	key := publisherKey(name)
	if slices.Contains(distributors, key) {
		m.releases = addNew(m.releases, "")
	} else if known := agencyNamed(key); known != "" {
		m.wires = addNew(m.wires, known)
	}
}

// addReleases notes the press releases that the words of text say it follows.
func (m *marks) addReleases(text string) {
	for _, noun := range []string{"release", "Release", "RELEASE", "statement", "Statement"} {
		at := 0
		for range maxPhrases {
			next := strings.Index(text[at:], noun)
			if next < 0 {
				break
			}
			at += next
			near := clipTail(text[:at], phraseBytes) + clipHead(text[at:], phraseBytes)
			m.releases = addNew(m.releases, releaseIn(near)...)
			at += len(noun)
		}
	}
}

// releaseIn gives who issued the press release that a phrase names: at most one name, which is "" if it is not said.
func releaseIn(phrase string) []string {
	for _, r := range releases {
		if found := r.FindStringSubmatch(phrase); found != nil {
			return []string{publisherKey(strings.TrimSuffix(strings.TrimSuffix(found[1], "'s"), "’s"))}
		}
	}
	return nil
}

// credits gives the names on a line that can be a dateline, byline or credit.
func credits(line string) []string {
	var names []string
	for _, r := range []*regexp.Regexp{dateline, leadIn, contributed} {
		if found := r.FindStringSubmatch(line); found != nil {
			names = append(names, found[1])
		}
	}
	if len(line) <= nameBytes {
		names = append(names, line)
	}
	for i, name := range names {
		name = creditLead.ReplaceAllString(name, "")
		names[i] = name
		names = append(names, bylineBreak.Split(name, -1)...)
	}
	return slices.DeleteFunc(names, func(name string) bool {
		return name == "PA" && !strings.Contains(line, "(PA)") // "PITTSBURGH, PA (KDKA) -" is Pennsylvania
	})
}

// agencyNamed gives the agency with that name, of which key is the publisherKey; "" if it is none.
func agencyNamed(key string) string {
	key = strings.TrimSuffix(key, " staff")
	for _, g := range agencies {
		if key == strings.ToLower(g.name) || slices.Contains(g.forms, key) {
			return g.name
		}
	}
	if isAgencyName(key) {
		return titled(key)
	}
	return ""
}

// isAgencyName says whether a name of two to five words tells by itself that it is an agency's.
func isAgencyName(key string) bool {
	n := strings.Count(key, " ") + 1
	if n < 2 || n > 5 {
		return false
	}
	for _, end := range []string{" wire", " newswire", " news agency", " press agency", " news service", " wire service", " press association"} {
		if strings.HasSuffix(key, end) {
			return true
		}
	}
	return false
}

// edgeLines gives the first and last lines of a text that are not empty, trimmed.
func edgeLines(text string) []string {
	head := strings.Split(clipHead(text, markBytes), "\n")
	foot := strings.Split(clipTail(text, markBytes), "\n")
	slices.Reverse(foot)
	return append(someLines(head), someLines(foot)...)
}

// someLines gives the first markLines of lines that are not empty, trimmed.
func someLines(lines []string) []string {
	var some []string
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" && len(some) < markLines {
			some = append(some, line)
		}
	}
	return some
}

// clipHead gives at most n bytes from the front of s, in whole characters.
func clipHead(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// clipTail gives at most n bytes from the end of s, in whole characters.
func clipTail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	from := len(s) - n
	for from < len(s) && !utf8.RuneStart(s[from]) {
		from++
	}
	return s[from:]
}

// addNew appends the names that are not in list yet.
func addNew(list []string, names ...string) []string {
	for _, name := range names {
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}
