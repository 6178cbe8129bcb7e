package verify

import (
	"strings"
	"testing"
)

// What a headline, an irregular form or an ordinal stands for meets the word itself.
func TestPlainWords(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ a, b string }{
		{"cops", "police"},
		{"mum's", "mother"},
		{"children", "child"},
		{"kids", "child"},
		{"women", "woman"},
		{"stolen", "stole"},
		{"dies", "died"},
		{"third", "three"},
		{"tenth", "10"},
	} {
		if a, b := words(tt.a)[0], words(tt.b)[0]; a.stem != b.stem {
			t.Errorf("%q is %q, %q is %q", tt.a, a.stem, tt.b, b.stem)
		}
	}
	// When something came is no number of things.
	for _, w := range words("first second third") {
		if w.kind == numberWord {
			t.Errorf("%q counts as a number", w.stem)
		}
	}
	if a, b := words("third")[0].weight(), words("three")[0].weight(); a != b {
		t.Errorf("an ordinal weighs %.2f, its number %.2f", a, b)
	}
}

// No form stands in two lines, and no base is itself a form of another, so that nothing depends on the order of the lists.
func TestPlainWordLists(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, list := range []string{plainWordList, irregularList, ordinalList} {
		for line := range strings.Lines(list) {
			base, forms, ok := strings.Cut(strings.TrimSpace(line), ":")
			if !ok && base != "" {
				t.Errorf("%q has no colon", base)
			}
			for form := range strings.FieldsSeq(forms) {
				if other := seen[form]; other != "" {
					t.Errorf("%q stands for %q and for %q", form, other, base)
				}
				seen[form] = base
			}
		}
	}
	for form, base := range seen {
		if seen[base] != "" {
			t.Errorf("%q stands for %q, which stands for %q", form, base, seen[base])
		}
	}
}

// A word of letters alone may have an empty stem.
func TestEmptyStem(t *testing.T) {
	t.Parallel()
	for _, w := range words("Eeee eeee's 'e") {
		_ = w.weight()
	}
}
