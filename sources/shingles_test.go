package sources_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/sources"
)

func TestContainment(t *testing.T) {
	const pier = "The board of the harbour will close the old pier in March"
	tests := []struct {
		name, a, b string
		want       float64
	}{
		{"the same", pier, pier, 1},
		{"case, punctuation, accents and spacing", pier, "THE BOARD—of the härbour: will\n\nclose ‘the’ old (pier) in March!", 1},
		{"apostrophes, straight and curly and none", "the islanders' don't want it at all", "the islanders’ don’t want it at all", 1},
		{"composed and decomposed", "café au lait for the island", "cafe\u0301 au lait for the island", 1},
		{"invisible characters inside words", "the harbour board has voted", "the har\u00adbour bo\u200bard has voted", 1},
		{"part of the longer", "close the old pier in March", pier + " and nobody is glad of it", 1},
		{"half of the shorter", "will close the old pier in March after long talks again", pier, 3.0 / 7},
		{"a word changed every fourth", "a b c d e f g h i j k l", "a b c x e f g x i j k x", 0},
		{"four words", "the old harbour pier", "the old harbour pier", 0},
		{"nothing", "", "", 0},
		{"one word repeated", strings.Repeat("ha ", 50), strings.Repeat("ha ", 90), 1},
		{"a script without spaces", "港口委员会星期一投票关闭码头", "港口委员会星期一投票关闭码头。", 1},
		{"only a quotation in common", quoteOne, quoteTwo, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
				if got := sources.Containment(pair[0], pair[1]); math.Abs(got-test.want) > 1e-9 {
					t.Errorf("got %.3f, want %.3f for %q and %q", got, test.want, pair[0], pair[1])
				}
			}
		})
	}
}

// Quoted words do not count where a text has enough of its own; each case wraps the same words in other marks.
func TestContainmentLeavesQuotationsOut(t *testing.T) {
	quote := "nobody who has stood at its end on a winter day will believe a word of what these gentlemen say"
	own, other := prose(1, 60), prose(2, 60)
	tests := []struct {
		name, before, after string
		quoted              bool
	}{
		{"double, straight", `"`, `"`, true},
		{"double, curly", "“", "”", true},
		{"double, German", "„", "“", true},
		{"guillemets", "«", "»", true},
		{"single, straight", "'", ",'", true},
		{"single, curly", "‘", ".’", true},
		{"double, closed a paragraph later", "said: “", "\n\n“and nobody else", true},
		{"single, closed a paragraph later", "\n'", "\n'and nobody else.'", true},
		{"double, never closed", "“", "", false},
		{"single, not closed", "and 'em, ", "", false},
		{"apostrophes", "the pilots' choice: ", " it's so", false},
		{"inches", `planks 6"`, "", false},
		{"none", "", "", false},
		{"brackets", "(", ")", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			middle := strings.TrimPrefix(test.before, "\n") + quote + test.after + "\n"
			if strings.HasPrefix(test.before, "\n") {
				middle = "\n" + middle
			}
			got := sources.Containment(own+middle+prose(3, 30), other+middle+prose(4, 30))
			if quoted := got == 0; quoted != test.quoted {
				t.Errorf("containment %.2f with the shared words as %q: left out %v, want %v", got, middle, quoted, test.quoted)
			}
		})
	}
}

func TestShared(t *testing.T) {
	tests := []struct {
		name, a, b string
		want       []string
	}{
		{"nothing", "", "", []string{}},
		{"nothing in common", releaseOne, quoteTwo, []string{}},
		{"all", "one two three four five six.", "Zero, one two three four five six seven", []string{"one two three four five six"}},
		{"two runs", "a b c d e x f g h i j", "f g h i j y a b c d e", []string{"a b c d e", "f g h i j"}},
		{"runs that overlap become one", "a b c d e f", "b c d e f. a b c d e", []string{"a b c d e f"}},
		{"quotations too", "He said: “We’ll close the pier at once,” and left.", "“we'll close the pier AT ONCE", []string{"We’ll close the pier at once"}},
		{"several bytes a letter", "«Ærø færge sejler ikke mere» siger hun", "ærø færge sejler ikke mere", []string{"Ærø færge sejler ikke mere"}},
		{"four words are too few", "a b c d", "a b c d", []string{}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := []string{}
			for _, s := range sources.Shared(test.a, test.b) {
				got = append(got, test.a[s.Start:s.End])
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("shared words of %q in %q (-want +got):\n%s", test.a, test.b, diff)
			}
		})
	}
}

func TestContainmentProperties(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) string {
		return prose(rapid.Uint64Range(1, 3).Draw(t, "seed"), rapid.IntRange(0, 90).Draw(t, "words")) + rapid.StringN(0, 40, -1).Draw(t, "more")
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		ab, ba := sources.Containment(a, b), sources.Containment(b, a)
		if ab != ba || ab < 0 || ab > 1 {
			t.Fatalf("containment %v one way and %v the other", ab, ba)
		}
		if self := sources.Containment(a, a); self != 1 && self != 0 {
			t.Fatalf("containment of %q in itself is %v", a, self)
		}
	})
}

// naiveWords is the definition of a word for ASCII, written the slow way.
func naiveWords(text string) [][]int {
	return regexp.MustCompile(`[A-Za-z0-9]+`).FindAllStringIndex(text, -1)
}

// naiveShingles maps each shingle of text to the words at which it begins.
func naiveShingles(text string) map[string][]int {
	at := map[string][]int{}
	words := naiveWords(text)
	for i := 0; i+5 <= len(words); i++ {
		var key []string
		for _, w := range words[i : i+5] {
			key = append(key, strings.ToLower(text[w[0]:w[1]]))
		}
		at[strings.Join(key, " ")] = append(at[strings.Join(key, " ")], i)
	}
	return at
}

// The hashed, sorted and streamed sets must give what plain maps of strings give.
func TestShinglesAgainstPlainMaps(t *testing.T) {
	// Few and short words, so that much is shared by chance; no quotation marks.
	text := rapid.StringMatching(`(?:[ab]?[Ab] ?[.,\n]? ?){0,60}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		ours, theirs := naiveShingles(a), naiveShingles(b)
		covered := make([]bool, len(naiveWords(a)))
		shared := 0
		for key, places := range ours {
			if len(theirs[key]) == 0 {
				continue
			}
			shared++
			for _, i := range places {
				for k := range 5 {
					covered[i+k] = true
				}
			}
		}
		want := 0.0
		if shared > 0 {
			want = float64(shared) / float64(min(len(ours), len(theirs)))
		}
		if got := sources.Containment(a, b); got != want {
			t.Fatalf("containment %v, want %v", got, want)
		}
		spans := sources.Shared(a, b)
		for i, w := range naiveWords(a) {
			inside := slices.ContainsFunc(spans, func(s claims.Span) bool { return s.Contains(claims.Span{Start: w[0], End: w[1]}) })
			if inside != covered[i] {
				t.Fatalf("word %d at %v shared: %v, want %v; spans %v", i, w, inside, covered[i], spans)
			}
		}
	})
}

func FuzzShared(f *testing.F) {
	f.Add("a b c d e", "a b c d e")
	f.Add(wireStory, independentStory)
	f.Add("\xff\xfe“'’\u0301", "港口委员会星期一投票")
	f.Fuzz(func(t *testing.T, a, b string) {
		last := -1
		for _, s := range sources.Shared(a, b) {
			if s.Start <= last || s.End <= s.Start || s.End > len(a) {
				t.Fatalf("span %v after byte %d of %d", s, last, len(a))
			}
			last = s.End
			if words := a[s.Start:s.End]; len(sources.Shared(words, b)) != 1 || strings.TrimSpace(words) != words {
				t.Errorf("%q of %q is not shared by itself", words, a)
			}
		}
		if got := sources.Containment(a, b); got < 0 || got > 1 || got != sources.Containment(b, a) {
			t.Errorf("containment %v", got)
		}
	})
}

func BenchmarkContainment(b *testing.B) {
	for _, n := range []int{400, 300_000} {
		b.Run(fmt.Sprintf("%d words", n), func(b *testing.B) {
			one, two := prose(1, n), prose(2, n)
			b.SetBytes(int64(len(one) + len(two)))
			for b.Loop() {
				sources.Containment(one, two)
			}
		})
	}
}
