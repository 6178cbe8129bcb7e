package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Range is the tokens [First, End) of a sentence and the number of its paragraph, from 0. A paragraph is a line that
// holds a token.
type Range struct{ First, End, Paragraph int }

// maxSentence bounds a sentence, in tokens. No sentence of the parses is longer than 300; a page without full stops
// must not become one sentence.
const maxSentence = 400

// Sentences groups tokens, which Tokens found in text, into sentences. A sentence ends behind . ! or ? with the closing
// marks that touch it, and at a line break.
func Sentences(text string, tokens []Span) []Range {
	var out []Range
	first, paragraph := 0, 0
	for i := range tokens {
		last := i+1 == len(tokens)
		broken := !last && strings.ContainsAny(text[tokens[i].End:tokens[i+1].Start], "\n\r\u2028\u2029\v\f")
		if last || broken || i+1-first >= maxSentence || ends(text, tokens, first, i) {
			out = append(out, Range{first, i + 1, paragraph})
			first = i + 1
		}
		if broken {
			paragraph++
		}
	}
	return out
}

// ends says whether a sentence from first ends with token i.
func ends(text string, tokens []Span, first, i int) bool {
	next := tokens[i+1]
	if closing(text, next) && (next.Start == tokens[i].End || !straight(text[next.Start:next.End])) {
		return false // the mark belongs to this sentence; look again behind it
	}
	for i > first && closing(text, tokens[i]) {
		i--
	}
	form := text[tokens[i].Start:tokens[i].End]
	if form == "." {
		return true
	}
	if c := form[0]; c != '!' && c != '?' && form != "…" && (c != '.' || len(form) > 1 && form[1] != '.') {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[next.Start:next.End])
	return !unicode.IsLower(r) && !strings.ContainsRune(",;:—–-)", r)
}

func straight(form string) bool { return form == `"` || form == "'" || form == "''" }

// closing says whether the token at can close a sentence behind its full stop.
func closing(text string, at Span) bool {
	switch text[at.Start:at.End] {
	case "”", "’", "»", "''", `"`, "'", ")", "]", "}":
		return true
	}
	return false
}
