package rules

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/claims"
)

// A word is a word of the text, a number, or one of the signs % $ € £.
type word struct {
	low   string // in lower case, without a possessive ending
	upper bool
	at    claims.Span
}

// wordsOf gives the words of text, whose first byte stands at from.
func wordsOf(text string, from int) []word {
	var out []word
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case strings.ContainsRune("%$€£", r):
			out = append(out, word{low: string(r), at: claims.Span{Start: from + i, End: from + i + size}})
			i += size
		case wordRune(r):
			end := wordEnd(text, i)
			low := strings.ToLower(text[i:end])
			low = strings.TrimRight(low, "’'")
			low = strings.TrimSuffix(strings.TrimSuffix(low, "’s"), "'s")
			out = append(out, word{low: low, upper: unicode.IsUpper(r), at: claims.Span{Start: from + i, End: from + end}})
			i = end
		default:
			i += size
		}
	}
	return out
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// wordEnd is where the word at from ends: apostrophes, hyphens, and the points and commas of numbers and of initials ("U.S.")
// belong to it.
func wordEnd(text string, from int) int {
	i := from
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			if !wordRune(next) || !joint(r, next, text[from:i]) {
				return i
			}
		}
		i += size
	}
	return i
}

// joint says whether a sign between two letters or digits parts no words; before is the word so far.
func joint(r, next rune, before string) bool {
	switch r {
	case '\'', '’', '-':
		return unicode.IsLetter(next) || r != '-'
	case '.':
		return unicode.IsDigit(next) || unicode.IsUpper(next) && (len(before) == 1 || len(before) > 1 && before[len(before)-2] == '.')
	case ',':
		return unicode.IsDigit(next)
	}
	return false
}

// set makes a set of the words of a list.
func set(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// countIn is how many of the words are in a set.
func countIn(ws []word, in map[string]bool) int {
	n := 0
	for _, w := range ws {
		if in[w.low] {
			n++
		}
	}
	return n
}

// pattern compiles an expression over whole words in any case, in which a space stands for any white space.
func pattern(expr string) *regexp.Regexp { return loose(`\b(?:` + expr + `)\b`) }

// loose is pattern without the edges of words, for what starts or ends with a sign.
func loose(expr string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)` + strings.NewReplacer(" ?", `\s*`, " ", `\s+`).Replace(expr))
}

// quotations are the spans between quotation marks, marks included. A mark that is never closed ends with its line.
func quotations(text string) []claims.Span {
	var out []claims.Span
	open := -1
	for i, r := range text {
		switch {
		case r == '\n':
			if open >= 0 {
				out = append(out, claims.Span{Start: open, End: i})
			}
			open = -1
		case r == '“' || r == '"' && open < 0:
			if open < 0 {
				open = i
			}
		case (r == '”' || r == '"') && open >= 0:
			out = append(out, claims.Span{Start: open, End: i + utf8.RuneLen(r)})
			open = -1
		}
	}
	if open >= 0 {
		out = append(out, claims.Span{Start: open, End: len(text)})
	}
	return out
}

// nameIn says whether two capitalized words stand side by side, as a person's name does.
func nameIn(ws []word) bool {
	for i := 1; i < len(ws); i++ {
		if ws[i].upper && ws[i-1].upper && ws[i].at.Start-ws[i-1].at.End <= 2 {
			return true
		}
	}
	return false
}

// short cuts words for a message after about most bytes, at a space.
func short(words string, most int) string {
	words = strings.Join(strings.Fields(words), " ")
	if len(words) <= most {
		return words
	}
	cut := strings.LastIndexByte(words[:most], ' ')
	if cut <= 0 {
		for cut = most; !utf8.RuneStart(words[cut]); cut-- {
		}
	}
	return words[:cut] + " …"
}
