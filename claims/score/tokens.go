package score

import (
	_ "embed"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/claims"
)

//go:embed speech.txt
var speechForms string

// speechWords are the word forms that make a cue a speech cue; speech.txt names their origin.
var speechWords = readWords(speechForms)

// readWords reads one word a line; a line that begins with # is for the reader.
func readWords(text string) map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			words[line] = true
		}
	}
	return words
}

// A token is what all comparison counts in: a maximal run of characters of the Unicode categories L, M and N, or one
// character of P or S. Z and C separate.
type token struct {
	claims.Span
	low  string // in lower case
	word bool
}

// A text is an article cut into scoring tokens.
type text struct {
	bytes  string
	tokens []token
}

func newText(s string) text {
	t := text{bytes: s}
	start := -1 // where the word that is open began
	for i, r := range s {
		word := unicode.In(r, unicode.L, unicode.M, unicode.N)
		if start >= 0 && !word {
			t.addWord(start, i)
			start = -1
		}
		switch {
		case word && start < 0:
			start = i
		case !word && unicode.In(r, unicode.P, unicode.S):
			end := i + utf8.RuneLen(r)
			t.tokens = append(t.tokens, token{Span: claims.Span{Start: i, End: end}, low: s[i:end]})
		}
	}
	if start >= 0 {
		t.addWord(start, len(s))
	}
	return t
}

func (t *text) addWord(start, end int) {
	t.tokens = append(t.tokens, token{claims.Span{Start: start, End: end}, strings.ToLower(t.bytes[start:end]), true})
}

// overlapped gives the numbers of the tokens that the spans overlap, ascending and once each.
func (t *text) overlapped(spans []claims.Span) []int {
	var all []int
	for _, s := range spans {
		first := sort.Search(len(t.tokens), func(i int) bool { return t.tokens[i].End > s.Start })
		for i := first; i < len(t.tokens) && t.tokens[i].Start < s.End; i++ {
			all = append(all, i)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// check says whether the spans lie in the text, hold something and cut no character.
func (t *text) check(spans []claims.Span) error {
	for _, s := range spans {
		if s.Start < 0 || s.Start >= s.End || s.End > len(t.bytes) {
			return fmt.Errorf("bad span [%d,%d] in a text of %d bytes: %w", s.Start, s.End, len(t.bytes), ErrStory)
		}
		if !utf8.RuneStart(t.bytes[s.Start]) || s.End < len(t.bytes) && !utf8.RuneStart(t.bytes[s.End]) {
			return fmt.Errorf("span [%d,%d] cuts a character: %w", s.Start, s.End, ErrStory)
		}
	}
	return nil
}
