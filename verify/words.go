package verify

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/claims"
)

// A wordKind tells names and numbers from the rest: a passage that lacks one of the claim's does not support it.
type wordKind int

const (
	plainWord wordKind = iota
	nameWord
	numberWord
)

// A word is one token of a claim or passage, reduced to what is compared.
type word struct {
	claims.Span
	stem string // lower case, without inflection; for numbers the value in shortest form
	unit string // of a number: "%", a currency sign, or ""
	kind wordKind
	// manner is the kinds of cues that the word is, see mannerOf.
	manner uint16
}

// words splits text into its words, stop words included. Marks and spaces are no words.
func words(text string) []word {
	out := make([]word, 0, len(text)/6)
	starts := true // whether the next word opens a sentence
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			starts = starts && r != ',' || strings.ContainsRune(".!?\n:", r)
			i += n
			continue
		}
		end := wordEnd(text, i)
		out = appendWord(out, newWord(text, claims.Span{Start: i, End: end}, starts))
		starts = false
		i = end
	}
	return out
}

// appendWord adds a word, or multiplies the number before it when the word is a scale: "48 million" is one number.
func appendWord(ws []word, w word) []word {
	scale, isScale := scales[w.stem]
	if n := len(ws); isScale && n > 0 && ws[n-1].kind == numberWord && w.Start-ws[n-1].End <= 2 {
		if v, err := strconv.ParseFloat(ws[n-1].stem, 64); err == nil {
			ws[n-1].stem = shortest(v * scale)
			ws[n-1].End = w.End
			ws[n-1].unit = max(ws[n-1].unit, w.unit)
			return ws
		}
	}
	return append(ws, w)
}

// scales are the values of the words that multiply a number before them.
var scales = map[string]float64{"12": 12, "100": 100, "1000": 1e3, "1e+06": 1e6, "1e+09": 1e9, "1e+12": 1e12}

func shortest(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// wordEnd is where the word that starts at i ends: letters, digits and marks, an apostrophe or full stop between two
// of them, and a comma between two digits.
func wordEnd(text string, i int) int {
	var last rune
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			next, _ := utf8.DecodeRuneInString(text[i+n:])
			inner := r == '\'' || r == '’' || r == '.'
			digits := (r == ',' || r == '.') && unicode.IsDigit(last) && unicode.IsDigit(next)
			if !digits && (!inner || r == '.' && unicode.IsDigit(last) || !unicode.IsLetter(next) || !unicode.IsLetter(last)) {
				return i
			}
		}
		last = r
		i += n
	}
	return i
}

func newWord(text string, at claims.Span, opens bool) word {
	raw := strings.ReplaceAll(text[at.Start:at.End], "’", "'")
	if value, ok := number(raw); ok {
		return word{Span: at, stem: value, unit: unit(text, at), kind: numberWord}
	}
	lower := strings.ToLower(raw)
	w := word{Span: at, stem: plainStem(lower), manner: mannerOf[lower]}
	first, _ := utf8.DecodeRuneInString(raw)
	upper := unicode.IsUpper(first) && !stopWords[w.stem]
	// A capital that opens a sentence tells nothing, unless the word is rare in news.
	if upper && (!opens || idf(w.stem) > rareIDF) {
		w.kind = nameWord
	}
	return w
}

// plainStem is the stem of a word in lower case, or of the common word that it stands for.
func plainStem(lower string) string {
	if p, ok := plainWordOf[strings.TrimSuffix(lower, "'s")]; ok {
		return p
	}
	return stem(lower)
}

// smallNumbers are the numbers that news style spells out (AP and Reuters: up to nine or ten), and the scales.
var smallNumbers = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
	"nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "dozen": "12", "hundred": "100", "thousand": "1000",
	"million": "1e+06", "billion": "1e+09", "trillion": "1e+12",
}

// number gives the value of a word that is a number, in shortest form: "12,000" and "12000" are the same.
func number(raw string) (string, bool) {
	if v, ok := smallNumbers[strings.ToLower(raw)]; ok {
		return v, true
	}
	if raw[0] < '0' || raw[0] > '9' {
		return "", false
	}
	digits := strings.TrimRight(strings.ReplaceAll(raw, ",", ""), "stndrhSTNDRH")
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return "", false
	}
	return shortest(v), true
}

// unit is what the number at that place counts in, when a mark says so.
func unit(text string, at claims.Span) string {
	rest := strings.TrimLeft(text[at.End:min(len(text), at.End+10)], " ")
	if strings.HasPrefix(rest, "%") || strings.HasPrefix(rest, "percent") || strings.HasPrefix(rest, "per cent") {
		return "%"
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at.Start])
	if strings.ContainsRune("$€£¥₹", before) {
		return string(before)
	}
	return ""
}

// stem strips the commonest English inflections, so that "closes", "closed" and "closing" meet. It is cruder than
// Porter's on purpose: derivations ("negotiation", "negotiator") stay apart, since they often change who did what.
func stem(w string) string {
	w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "'")
	switch {
	case len(w) > 5 && strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case len(w) > 5 && strings.HasSuffix(w, "ied"):
		return w[:len(w)-3] + "y"
	case len(w) > 5 && strings.HasSuffix(w, "ing"):
		return bare(w[:len(w)-3])
	case len(w) > 4 && strings.HasSuffix(w, "ed"):
		return bare(w[:len(w)-2])
	case len(w) > 4 && strings.HasSuffix(w, "es"):
		return bare(w[:len(w)-2])
	case len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us"):
		return bare(w[:len(w)-1])
	case len(w) > 3:
		return bare(w)
	}
	return w
}

// Stem is a word in lower case without inflection and possessive: what is compared of it.
func Stem(word string) string { return stem(strings.ToLower(strings.ReplaceAll(word, "’", "'"))) }

// bare drops a silent e and undoes a doubled last consonant, so that "stopped", "stop", "close" and "closing" meet.
func bare(w string) string {
	w = strings.TrimRight(w, "e")
	n := len(w)
	if n > 3 && w[n-1] == w[n-2] && !strings.ContainsRune("aeiouls", rune(w[n-1])) {
		return w[:n-1]
	}
	return w
}

// stopWords carry no content: articles, pronouns, prepositions, auxiliaries and the commonest adverbs, stemmed.
var stopWords = stemSet(`a an the this that these those it its he him his she her hers they them their theirs we us our
ours you your i me my who whom whose which what when where why how there here and or but nor so yet if then than as at by
for from in into of off on onto out over to up upon with within without about after before between during through under
against among around be is am are was were been being have has had having do does did doing done will would shall should
can could may might must not no never also just only even still too very more most much many some any all both each every
other another such own same again once now already however though although while because since until toward towards per
mr mrs ms dr said say saying says told`)

// stemSet is the set of the words in list, as they are and stemmed.
func stemSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[stem(w)] = true
		set[w] = true
	}
	return set
}

// weight is how much a word counts when a claim is looked for in a passage: nothing for a stop word, its idf else.
func (w word) weight() float64 {
	switch {
	// An ordinal counts nothing, but weighs as its number. A stem may be empty: that of "eeee".
	case w.kind == numberWord || w.stem != "" && w.stem[0] >= '0' && w.stem[0] <= '9':
		return numberIDF
	case stopWords[w.stem]:
		return 0
	default:
		return idf(w.stem)
	}
}
