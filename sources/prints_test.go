package sources_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/sources"
)

func TestPrintHolds(t *testing.T) {
	t.Parallel()
	const sentence = "The harbour board closed the northern pier on Monday after divers found a third of its footings hollow."
	tests := []struct {
		name, passage, other string
		want                 bool
	}{
		{"the same sentence in another story", sentence, "Rain fell. " + sentence + " Ferries were full.", true},
		{"case, marks and accents do not count", sentence, strings.ToUpper(strings.ReplaceAll(sentence, "on Monday ", "on Monday, ")), true},
		{"one word replaced", sentence, strings.Replace(sentence, "found", "saw", 1), true},
		{"told in other words", sentence, "Kestrel Bay has shut its northern pier. On Monday the harbour board said that divers had found its footings hollow.", false},
		{"the names and numbers alone", "Work on the northern pier of Kestrel Bay will cost 41 million crowns, the board said.", "Repairs to the northern pier of Kestrel Bay are put at 41 million crowns by people who should know.", false},
		{"eight words, the same", "Nobody on board the ferry was badly hurt.", "Nobody on board the ferry was badly hurt.", true},
		{"seven words, the same", "Nobody on the ferry was badly hurt.", "Nobody on the ferry was badly hurt.", false},
		{
			"a speaker's words in two frames", "“We did not want to be the board that waited,” Ilse Morvane told reporters on the steps.",
			"It was Morvane who found the phrase: “We did not want to be the board that waited.”", false,
		},
		{
			"a speaker's words alone", "“We did not want to be the board that waited for the pier to fall.”",
			"“We did not want to be the board that waited for the pier to fall.”", false,
		},
		{
			"a speaker's words in the same frame", "“We did not want to be the board that waited,” Ilse Morvane told reporters.",
			"“We did not want to be the board that waited,” Ilse Morvane told reporters.", true,
		},
		{"nothing to hold it", sentence, "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := "Somebody else began. " + tt.passage + " And went on."
			at := strings.Index(text, tt.passage)
			from := sources.NewPrint(text)
			got := sources.NewPrint(tt.other).Holds(from, claims.Span{Start: at, End: at + len(tt.passage)})
			if got != tt.want {
				t.Errorf("%q in %q: %v, want %v", tt.passage, tt.other, got, tt.want)
			}
		})
	}
}

// TestPrintHoldsItself: a text holds each of its passages of eight words or more, and none that is shorter.
func TestPrintHoldsItself(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Fields(prose(rapid.Uint64Range(1, 9).Draw(t, "seed"), 80))
		first := rapid.IntRange(0, len(words)-1).Draw(t, "first")
		n := rapid.IntRange(1, min(20, len(words)-first)).Draw(t, "words")
		text := strings.Join(words, " ")
		start := len(strings.Join(words[:first], " "))
		passage := strings.Join(words[first:first+n], " ")
		start += strings.Index(text[start:], passage)
		p := sources.NewPrint(text)
		if held := p.Holds(p, claims.Span{Start: start, End: start + len(passage)}); held != (n >= 8) {
			t.Fatalf("%q held: %v", passage, held)
		}
	})
}

func TestPrintForeignSpans(t *testing.T) {
	t.Parallel()
	p := sources.NewPrint(strings.Repeat("Die Fähre nach Sælby fährt. ", 4))
	for _, s := range []claims.Span{{Start: -1, End: 9}, {Start: 0, End: 1000}, {Start: 9, End: 3}, {Start: 0, End: 6}} {
		if p.Holds(p, s) {
			t.Errorf("%v is held", s)
		}
	}
}
