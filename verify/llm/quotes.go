package llm

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/claims"
)

// leastWords is the shortest quotation that says anything, in words (verification note, section 6); a passage that has
// fewer may be quoted whole.
const leastWords = 5

// marks are quotation marks and apostrophes that count as one: models write the straight ones whatever stands there.
var marks = map[rune]rune{
	'“': '"', '”': '"', '„': '"', '‟': '"', '«': '"', '»': '"', '″': '"',
	'‘': '\'', '’': '\'', '‚': '\'', '‛': '\'', '′': '\'', '`': '\'',
}

// A leveled text has one space for any row of white space and one form for quotation marks, and nothing else changed.
type leveled struct {
	text string
	at   []int // where each byte of text stood, and the end
}

func level(text string) leveled {
	l := leveled{at: make([]int, 0, len(text)+1)}
	b := make([]byte, 0, len(text))
	space := true // none at the beginning
	for i, r := range text {
		if unicode.IsSpace(r) {
			if space {
				continue
			}
			r = ' '
		} else if plain, ok := marks[r]; ok {
			r = plain
		}
		space = r == ' '
		before := len(b)
		if r == utf8.RuneError { // as it stands, whatever it is
			_, n := utf8.DecodeRuneInString(text[i:])
			b = append(b, text[i:i+n]...)
		} else {
			b = utf8.AppendRune(b, r)
		}
		for range len(b) - before {
			l.at = append(l.at, i)
		}
	}
	l.at = append(l.at, len(text))
	l.text = string(b)
	return l
}

// FindQuote gives where a quotation stands in a passage, letter for letter but for white space and the form of quotation
// marks, between whole words and whole numbers. It has at least five words or is the whole passage. ok is false if it
// stands nowhere; of several places the first counts. Linear in the passage.
func FindQuote(passage, quote string) (at claims.Span, ok bool) {
	in, want := level(passage), strings.TrimRight(level(quote).text, " ")
	if want == "" || len(strings.Fields(want)) < leastWords && want != strings.TrimRight(in.text, " ") {
		return at, false
	}
	for from := 0; ; {
		i := strings.Index(in.text[from:], want)
		if i < 0 {
			return at, false
		}
		start, end := from+i, from+i+len(want)
		if whole(in.text, start, end) {
			at = claims.Span{Start: in.at[start], End: in.at[end]}
			// The white space behind is no part of it.
			at.End = at.Start + len(strings.TrimRightFunc(passage[at.Start:at.End], unicode.IsSpace))
			return at, true
		}
		_, n := utf8.DecodeRuneInString(in.text[start:])
		from = start + n
	}
}

// whole says whether the words of text from start to end are not cut out of longer words or numbers: "40 people" does not
// stand in "140 people", in "1.40 people" or in "-40 people".
func whole(text string, start, end int) bool {
	before, n := utf8.DecodeLastRuneInString(text[:start])
	first, _ := utf8.DecodeRuneInString(text[start:])
	last, _ := utf8.DecodeLastRuneInString(text[:end])
	after, m := utf8.DecodeRuneInString(text[end:])
	if n > 0 && wordRune(before) && wordRune(first) || m > 0 && wordRune(last) && wordRune(after) {
		return false
	}
	if n > 0 && unicode.IsDigit(first) && strings.ContainsRune(".,-−–", before) {
		return false
	}
	if m > 0 && unicode.IsDigit(last) && strings.ContainsRune(".,", after) {
		next, _ := utf8.DecodeRuneInString(text[end+m:])
		return !unicode.IsDigit(next)
	}
	return true
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
