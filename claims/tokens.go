package claims

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word or a mark of one paragraph.
type token struct {
	Span
	low     string // lower case, with straight apostrophes and quotation marks
	word    bool   // holds a letter or digit
	upper   bool   // starts with a capital letter or digit
	allCaps bool   // three letters or more, capitals only: a dateline
	quote   int    // number of the quotation that holds it, its marks included; 0 is none
}

// tokenize cuts the bytes at of text into tokens, in text order, in one pass.
func tokenize(text string, at Span) []token {
	toks := make([]token, 0, at.Len()/5+1)
	for i := at.Start; i < at.End; {
		r, size := utf8.DecodeRuneInString(text[i:at.End])
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			i += size
		case wordRune(r):
			end := wordEnd(text[:at.End], i)
			toks = appendWord(toks, text, Span{i, end})
			i = end
		default:
			end := markEnd(text[:at.End], i, size)
			toks = append(toks, token{Span: Span{i, end}, low: plainMark(text[i:end])})
			i = end
		}
	}
	return toks
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || unicode.IsNumber(r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// wordEnd is where the word that starts at i ends. Hyphens, apostrophes, full stops and commas are inside a word only
// between letters or digits, and a full stop closes an abbreviation ("U.S.", "Gen.").
func wordEnd(text string, i int) int {
	start := i
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		next, _ := utf8.DecodeRuneInString(text[min(i+size, len(text)):])
		prev, _ := utf8.DecodeLastRuneInString(text[start:i])
		switch {
		case wordRune(r):
		case (r == '-' || r == '‑' || r == '&' || apostrophe(r)) && wordRune(next):
		case r == '.' && unicode.IsLetter(prev) && unicode.IsLetter(next):
		case (r == ',' || r == '.' || r == ':') && unicode.IsDigit(prev) && unicode.IsDigit(next):
		case r == '.' && abbreviation(text[start:i]):
			return i + size
		default:
			return i
		}
		i += size
	}
	return i
}

// markEnd is the end of the mark at i: two back ticks, two apostrophes, and runs of dots or hyphens are one mark.
func markEnd(text string, i, size int) int {
	switch c := text[i]; c {
	case '`', '\'':
		if i+1 < len(text) && text[i+1] == c {
			return i + 2
		}
	case '.', '-':
		end := i + 1
		for end < len(text) && text[end] == c {
			end++
		}
		return end
	}
	return i + size
}

// The suffixes that are tokens of their own, so that "Ostrova's" and "she's" show their first word.
var clitics = []string{"'s", "'re", "'ve", "'ll", "'d", "'m"}

func appendWord(toks []token, text string, at Span) []token {
	low := strings.ToLower(text[at.Start:at.End])
	if plainWord(low) {
		return append(toks, word(text, at, low))
	}
	low = strings.ReplaceAll(strings.ReplaceAll(low, "’", "'"), "ʼ", "'")
	for _, c := range clitics {
		if !strings.HasSuffix(low, c) || len(low) == len(c) {
			continue
		}
		cut := clitic(text, at)
		toks = append(toks, word(text, Span{at.Start, cut}, low[:len(low)-len(c)]))
		return append(toks, token{Span: Span{cut, at.End}, low: c, word: true})
	}
	return append(toks, word(text, at, low))
}

// plainWord says whether a word is ASCII without an apostrophe, as most are: it has no clitic.
func plainWord(s string) bool {
	for i := range len(s) {
		if s[i] == '\'' || s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// clitic is the byte of the last apostrophe of a word that has one.
func clitic(text string, at Span) int {
	return at.Start + strings.LastIndexFunc(text[at.Start:at.End], apostrophe)
}

func word(text string, at Span, low string) token {
	r, _ := utf8.DecodeRuneInString(text[at.Start:at.End])
	return token{Span: at, low: low, word: true, upper: unicode.IsUpper(r) || unicode.IsDigit(r), allCaps: capitals(text[at.Start:at.End])}
}

// plainMark gives the marks that mean the same one spelling. Opening and closing double marks stay apart: quotes.go
// needs them.
func plainMark(s string) string {
	switch s {
	case "‘", "’", "`":
		return "'"
	case "—", "–", "―", "--", "---", "-":
		return "—"
	case "…":
		return "..."
	}
	return s
}

// capitals says whether s is three bytes or longer and has capital letters only.
func capitals(s string) bool {
	return len(s) > 2 && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsUpper(r) })
}
