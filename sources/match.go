package sources

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// A match is a question made ready to be held against short texts: titles, summaries, claims of fact-checks. Its measure
// is the share of the question's weight that a text has, where a name or a number counts twice a plain word: a title
// has eight to twelve words, so that it seldom has more of a claim than who and what. A text matches if it has two of
// the words, or the only one, and a name or number if the question has any.
type match struct {
	weight map[string]float64 // by folded word
	total  float64
	strong map[string]bool // names and numbers
}

const (
	plainWeight  = 1.0
	strongWeight = 2.0
)

func newMatch(q Query) match {
	m := match{weight: map[string]float64{}, strong: map[string]bool{}}
	for _, name := range q.Names {
		m.addAll(name, true)
	}
	for _, term := range q.Terms {
		m.addAll(term, strings.ContainsFunc(term, unicode.IsDigit))
	}
	return m
}

func (m *match) addAll(text string, strong bool) {
	for w := range foldedWords(text) {
		if _, known := m.weight[w]; known {
			continue
		}
		m.weight[w] = plainWeight
		if strong {
			m.weight[w], m.strong[w] = strongWeight, true
		}
		m.total += m.weight[w]
	}
}

// A wordIndex finds short texts by their words. Texts are named by their place, from 0.
type wordIndex struct {
	texts map[string][]int32 // by folded word, in order
	n     int32
}

// add puts the next text in.
func (x *wordIndex) add(text string) {
	if x.texts == nil {
		x.texts = map[string][]int32{}
	}
	for w := range foldedWords(text) {
		x.texts[w] = append(x.texts[w], x.n)
	}
	x.n++
}

// A matched is a text that matches a question, and how well: over 0, up to 1.
type matched struct {
	at    int32
	score float64
}

// search gives the texts that match, best first, and of equal ones the earlier.
func (x *wordIndex) search(m match) []matched {
	type tally struct {
		sum    float64 // of whole numbers, so that the order of a map does not matter
		n      int
		strong bool
	}
	tallies := map[int32]tally{}
	for w, weight := range m.weight {
		for _, at := range x.texts[w] {
			t := tallies[at]
			tallies[at] = tally{t.sum + weight, t.n + 1, t.strong || m.strong[w] || len(m.strong) == 0}
		}
	}
	var found []matched
	for at, t := range tallies {
		if t.strong && t.n >= min(2, len(m.weight)) {
			found = append(found, matched{at, t.sum / m.total})
		}
	}
	slices.SortFunc(found, func(a, b matched) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.at, b.at))
	})
	return found
}

// maxWords is the most words of a short text that count.
const maxWords = 1000

// foldedWords gives the words of a text in the form in which they are compared.
func foldedWords(text string) map[string]bool {
	words := map[string]bool{}
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
	}) {
		if w = foldWord(w); w != "" {
			words[w] = true
		}
		if len(words) == maxWords {
			break
		}
	}
	return words
}

// endings are taken off a word, the first that leaves four letters: enough that "sinks" and "sank" stay apart and
// "ferries" and "ferry" do not.
var endings = []struct{ end, put string }{{"ies", "y"}, {"ing", ""}, {"ed", ""}, {"es", ""}, {"s", ""}}

// foldWord is a word in lower case without possessive and ending; "" for a word of one letter.
func foldWord(w string) string {
	w = strings.ReplaceAll(strings.ToLower(w), "’", "'")
	w, _, _ = strings.Cut(strings.Trim(w, "'"), "'")
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(w, e.end); ok && len(stem) >= 4 {
			return stem + e.put
		}
	}
	if len(w) < 2 && !strings.ContainsAny(w, "0123456789") {
		return ""
	}
	return w
}

// slug gives the words of an address's path: "/2031/03/ferry-oriel-lost.html" says what its story is about.
func slug(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return plainWords(strings.NewReplacer("/", " ", "-", " ", "_", " ", ".html", " ", "+", " ").Replace(u.Path), maxTitle)
}
