package store

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// maxTermBytes cuts words that are no words: addresses run together, keys, damage. The longest word in the news
	// corpora of the ingest note has 34 letters.
	maxTermBytes = 40
	// maxTextTerms is how much of a text can be searched: about 120 kB, three times the longest piece that the ingest
	// note's corpora hold. It bounds what one hostile page can cost each search that finds it.
	maxTextTerms = 20_000
	// maxQueryTerms is more than the words of any headline or claim; further ones are left out.
	maxQueryTerms = 64
)

// Words become terms here and not in SQLite, because fts4 cannot put its porter tokenizer behind unicode61 as fts5
// can: with the terms made in Go, and both engines told to split at spaces, they agree by construction.

// terms gives the term of each word of text, in order: lower case, without diacritics and possessive endings, stemmed.
func terms(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for w := range words(text) {
			if t := term(w); t != "" && !yield(t) {
				return
			}
		}
	}
}

// words gives the runs of letters, digits and marks in text. An apostrophe before a letter stays in its word. Scripts
// that put no space between words give one word a letter.
func words(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := -1
		for i, r := range text {
			inWord := wordRune(r) || apostrophe(r) && letterAfter(text, i)
			if start >= 0 && !inWord || spaceless(r) {
				if start >= 0 && start < i && !yield(text[start:i]) {
					return
				}
				start = -1
			}
			switch {
			case spaceless(r):
				if !yield(text[i : i+utf8.RuneLen(r)]) {
					return
				}
			case start < 0 && wordRune(r):
				start = i
			}
		}
		if start >= 0 {
			yield(text[start:])
		}
	}
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

// letterAfter says whether the rune at i is followed by a letter.
func letterAfter(text string, i int) bool {
	_, size := utf8.DecodeRuneInString(text[i:])
	r, _ := utf8.DecodeRuneInString(text[i+size:])
	return unicode.IsLetter(r)
}

func spaceless(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Thai, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

var marksOff = strings.NewReplacer("’", "'")

// term is what a word is indexed as; "" for a word of marks alone.
func term(word string) string {
	word = strings.ToLower(cut(word, 4*maxTermBytes))
	if strings.ContainsAny(word, "'’") {
		word = strings.TrimSuffix(marksOff.Replace(word), "'s")
		word = strings.ReplaceAll(word, "'", "")
	}
	if !isASCII(word) {
		word = norm.NFC.String(strings.Map(withoutMarks, norm.NFD.String(word)))
	}
	return stem(cut(word, maxTermBytes))
}

func withoutMarks(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

// cut gives the first n bytes of s at most, ending between runes.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// stopTerms carry no content. They stay in the index, for a query may have nothing else ("The Who"), but beside other
// terms they are not searched for: on the 451 headlines of the FNC set that moved recall@20 by .001 and saves the
// longest lists of the index.
var stopTerms = stopSet(`a an the and or but if of in on at by for with from to as is are was were be been has have had
do does did not no it its this that these those he she they his her their him them i you we our my your me us who whom
what which when where why how will would can could may might should than then so such into about after over up out off
just new say says said more`)

func stopSet(list string) map[string]bool {
	set := make(map[string]bool)
	for t := range terms(list) {
		set[t] = true
	}
	return set
}

// A termQuery is what is looked for: the distinct terms in the order of their first mention, and which stood side by
// side in the question, as pairs of indices of terms.
type termQuery struct {
	terms []string
	pairs [][2]int
}

// newQuery makes a query of texts; words of different texts never stand side by side. Stop words count only if there
// is nothing else.
func newQuery(texts ...string) termQuery {
	q := build(texts, func(t string) bool { return !stopTerms[t] })
	if len(q.terms) == 0 {
		q = build(texts, func(string) bool { return true })
	}
	return q
}

func build(texts []string, wanted func(string) bool) termQuery {
	var q termQuery
	at, paired := map[string]int{}, map[[2]int]bool{}
	for _, text := range texts {
		last := -1
		for t := range terms(text) {
			if !wanted(t) {
				continue
			}
			i, known := at[t]
			if !known {
				if len(q.terms) == maxQueryTerms {
					return q
				}
				i = len(q.terms)
				at[t] = i
				q.terms = append(q.terms, t)
			}
			if p := [2]int{last, i}; last >= 0 && last != i && !paired[p] {
				paired[p] = true
				q.pairs = append(q.pairs, p)
			}
			last = i
		}
	}
	return q
}
