package claims

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Sentences gives the sentences of text in order: every byte that is not white space lies in exactly one, and none
// crosses a line break. The breaks are those of Unicode's annex 29, less those after abbreviations (ingest note §4).
// An empty text has none.
func Sentences(text string) []Span {
	var all []Span
	for _, l := range lines(text) {
		all = append(all, splitLine(text, l.Span)...)
	}
	return all
}

// QuotedSentences is Sentences with those joined that share one pair of quotation marks, because a quotation is one
// content however many sentences it holds, and a question's speaker ("“Why?” Ms. Arden asked.") with the question.
func QuotedSentences(text string) []Span {
	var all []Span
	for _, p := range paragraphs(text) {
		for _, s := range p.joined {
			all = append(all, s.Span)
		}
	}
	return all
}

// splitLine cuts one line into sentences, trimmed of white space.
func splitLine(text string, at Span) []Span {
	var out []Span
	words := sentences.FromString(text[at.Start:at.End])
	for words.Next() {
		piece := trim(text, Span{at.Start + words.Start(), at.Start + words.End()})
		if piece.Len() == 0 {
			continue
		}
		if n := len(out); n > 0 {
			piece = giveBackMark(text, &out[n-1], piece)
			if piece.Len() == 0 {
				continue
			}
		}
		if n := len(out); n > 0 && joins(text, out[n-1], piece) {
			out[n-1].End = piece.End
		} else {
			out = append(out, piece)
		}
	}
	return out
}

// giveBackMark moves a closing mark that a stray space parted from its sentence ("hurt . ” Several") back to it.
func giveBackMark(text string, left *Span, piece Span) Span {
	for _, mark := range []string{"”", "»", "\"", "''"} {
		rest, ok := strings.CutPrefix(text[piece.Start:piece.End], mark)
		if !ok || mark[0] < 0x80 && !strings.HasPrefix(rest, " ") {
			continue
		}
		left.End = piece.Start + len(mark)
		return trim(text, Span{left.End, piece.End})
	}
	return piece
}

// joins says whether a break between two pieces of a line is none.
func joins(text string, left, right Span) bool {
	first, _ := utf8.DecodeRuneInString(text[right.Start:right.End])
	if unicode.IsLower(first) || !hasWord(text[right.Start:right.End]) {
		return true
	}
	end := text[left.Start:left.End]
	if marker := markerOnly(end); marker {
		return true
	}
	word, dot := lastWord(end)
	if !dot || word == "" {
		return false
	}
	if titles[strings.ToLower(word)] && startsUpper(word) || word == "v" || word == "vs" {
		return true
	}
	if (word == "p" || word == "pp") && unicode.IsDigit(first) {
		return true
	}
	return abbreviation(word) && !openers[firstWord(text[right.Start:right.End])] && !quoteFirst(first)
}

func quoteFirst(r rune) bool { return strings.ContainsRune("“\"«„", r) }

// markerOnly says whether a piece is only a list number, which belongs to the sentence after it.
func markerOnly(s string) bool { return len(s) <= 4 && len(s) > 1 && marker(s+" ") == len(s) }

func hasWord(s string) bool { return strings.ContainsFunc(s, wordRune) }

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// lastWord is the word before the full stop that ends s, without the stop; dot is false when no full stop ends it.
func lastWord(s string) (word string, dot bool) {
	if !strings.HasSuffix(s, ".") || strings.HasSuffix(s, "..") {
		return "", false
	}
	s = s[:len(s)-1]
	// No abbreviation is longer than 16 bytes, and a text without a space must not be walked again for every piece.
	from := max(0, len(s)-16)
	cut := strings.LastIndexFunc(s[from:], func(r rune) bool { return !wordRune(r) && r != '.' && r != utf8.RuneError })
	if cut >= 0 {
		_, size := utf8.DecodeRuneInString(s[from+cut:])
		return s[from+cut+size:], true
	}
	if from > 0 {
		return "", true
	}
	return s, true
}

// firstWord is the first word of s in lower case.
func firstWord(s string) string {
	start := strings.IndexFunc(s, wordRune)
	if start < 0 {
		return ""
	}
	s = s[start:]
	if end := strings.IndexFunc(s, func(r rune) bool { return !wordRune(r) }); end >= 0 {
		s = s[:end]
	}
	return strings.ToLower(s)
}
