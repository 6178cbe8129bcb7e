package store

import (
	"iter"
	"slices"
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
// side in the question, as pairs of indices of terms; of stop words between them nothing is seen. phrases are the words
// side by side as they were written, stop words among them.
type termQuery struct {
	terms   []string
	pairs   [][2]int
	phrases []phrase
	names   map[int]bool // indices of the terms that are part of a name
}

// A phrase is two words side by side, in lower case but else as written, with the indices of their terms; -1 for a word
// that is not searched for.
type phrase struct {
	words [2]string
	terms [2]int
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

// named notes which terms of the query are part of one of the names.
func (q *termQuery) named(names []string) {
	q.names = map[int]bool{}
	for _, name := range names {
		for t := range terms(name) {
			if i := slices.Index(q.terms, t); i >= 0 {
				q.names[i] = true
			}
		}
	}
}

func build(texts []string, wanted func(string) bool) termQuery {
	b := builder{wanted: wanted, at: map[string]int{}, paired: map[[2]int]bool{}, phrased: map[[2]string]bool{}}
	for _, text := range texts {
		if !b.add(text) {
			break
		}
	}
	return b.termQuery
}

// A builder makes a query, text by text.
type builder struct {
	termQuery
	wanted  func(term string) bool
	at      map[string]int // of each term in terms
	paired  map[[2]int]bool
	phrased map[[2]string]bool
}

// add takes in the words of a text. It says whether there is room for more.
func (b *builder) add(text string) bool {
	last, before := -1, phrase{terms: [2]int{-1, -1}}
	for w := range words(text) {
		t := term(w)
		if t == "" {
			continue
		}
		i := -1
		if b.wanted(t) {
			var ok bool
			if i, ok = b.place(t); !ok {
				return false
			}
			if p := [2]int{last, i}; last >= 0 && last != i && !b.paired[p] {
				b.paired[p] = true
				b.pairs = append(b.pairs, p)
			}
			last = i
		}
		p := phrase{[2]string{before.words[1], lower(w)}, [2]int{before.terms[1], i}}
		if p.words[0] != "" && !b.phrased[p.words] {
			b.phrased[p.words] = true
			b.phrases = append(b.phrases, p)
		}
		before = p
	}
	return true
}

// place gives the index of a term, which is added if there is room for it.
func (b *builder) place(t string) (int, bool) {
	i, known := b.at[t]
	if !known {
		if len(b.terms) == maxQueryTerms {
			return 0, false
		}
		i = len(b.terms)
		b.at[t] = i
		b.terms = append(b.terms, t)
	}
	return i, true
}

// lower gives a word in the form in which phrases are compared: lower case, one kind of apostrophe.
func lower(word string) string {
	for i := range len(word) {
		if c := word[i]; c >= 'A' && c <= 'Z' || c >= utf8.RuneSelf {
			return marksOff.Replace(strings.ToLower(word))
		}
	}
	return word
}
