package score_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"secondsource/claims"
	"secondsource/claims/score"
)

// maxMaskLoss is how many points of relation soft may hang on who the people are whom the training articles name.
const maxMaskLoss = 3

// TestMaskedNames puts an invented word of the same length in the place of every word of a person's name, the same for
// the same, and measures the whole extractor on the development set again: a model that knows candidates by name would
// lose much.
func TestMaskedNames(t *testing.T) {
	t.Parallel()
	need(t, dev)
	tagger := extractors(t)["tagger"]
	plain, masked := read(t, dev), read(t, dev)
	words := 0
	for i := range masked {
		text, n := mask(t, tagger, masked[i].Text)
		masked[i].Text = text
		words += n
	}
	before, after := evaluateStories(t, tagger, plain).Result(), evaluateStories(t, tagger, masked).Result()
	for name, section := range map[string]func(score.Result) score.Section{
		"all cues": func(r score.Result) score.Section { return r.All }, "speech cues": func(r score.Result) score.Section { return r.Speech },
	} {
		was, is := *section(before)["relation_soft"].F1, *section(after)["relation_soft"].F1
		t.Logf("%s: relation soft %.2f, with %d words of names masked %.2f", name, was, words, is)
		if was-is > maxMaskLoss {
			t.Errorf("%s: masking names loses %.2f points, at most %d wanted", name, was-is, maxMaskLoss)
		}
	}
}

var wordPattern = regexp.MustCompile(`[A-Z][A-Za-z]{2,}`)

// mask gives the text with the words of the names of its sources replaced, and how many words that were.
func mask(t *testing.T, x score.Extractor, text string) (string, int) {
	t.Helper()
	found, err := x.Extract(t.Context(), claims.NewArticle(claims.Ref{}, text))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, c := range found {
		if c.Kind == claims.KindPerson {
			for _, w := range wordPattern.FindAllString(c.Name, -1) {
				names[w] = true
			}
		}
	}
	n := 0
	return wordPattern.ReplaceAllStringFunc(text, func(w string) string {
		if !names[w] {
			return w
		}
		n++
		return invented(w)
	}), n
}

// invented is a word that can be said, of the length and capitals of w: "Gazu" for "Venn".
func invented(w string) string {
	h := uint32(2166136261)
	for _, c := range []byte(w) {
		h = (h ^ uint32(c)) * 16777619
	}
	var b strings.Builder
	for i, c := range w {
		h = h*1664525 + 1013904223
		letter := rune("bdfgklmnprstvz"[(h>>16)%14])
		if i%2 == 1 {
			letter = rune("aeiou"[(h>>16)%5])
		}
		if unicode.IsUpper(c) {
			letter = unicode.ToUpper(letter)
		}
		b.WriteRune(letter)
	}
	return b.String()
}
