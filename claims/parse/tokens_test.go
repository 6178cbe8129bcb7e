package parse_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"secondsource/claims/parse"
)

func forms(text string, spans []parse.Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, text[s.Start:s.End])
	}
	return out
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"white space", " \n\t\u00a0\ufeff", ""},
		{"plain", "The ferry left Ostrava.", "The ferry left Ostrava ."},
		{"clitics", "She's sure they didn't, we’ll see.", "She 's sure they did n't , we ’ll see ."},
		{"cannot", "He cannot; I'm gonna.", "He can not ; I 'm gon na ."},
		{"possessive plural", "the dockers' strike", "the dockers ' strike"},
		{"name with apostrophe", "Mr. O'Dara", "Mr. O'Dara"},
		{"initials", "J. R. Veld of the U.V. said", "J. R. Veld of the U.V. said"},
		{"abbreviation, then an opener", "at 9 p.m. The ship left", "at 9 p.m . The ship left"},
		{"abbreviation inside", "at 9 p.m. Tuesday", "at 9 p.m. Tuesday"},
		{"number sign word", "No. 3 won; she said no.", "No. 3 won ; she said no ."},
		{"led", "the U.V.-led talks", "the U.V.-led talks"},
		{"curly quotes", "“Not us,” he said.", "“ Not us , ” he said ."},
		{"quotes in quotes", "“He said ‘no’.”", "“ He said ‘ no ’ . ”"},
		{"two apostrophes", "''Go,'' she said, ``now''", "'' Go , '' she said , `` now ''"},
		{"guillemets", "«Non»", "« Non »"},
		{"clitic behind a mark", "“Today”’s host", "“ Today ” ’s host"},
		{"decade", "the '80s and ’08, get 'em", "the '80s and ’08 , get 'em"},
		{"dashes", "ferries—all late--sank – now", "ferries — all late -- sank – now"},
		{"ellipsis", "Well...maybe…", "Well ... maybe …"},
		{"numbers", "$1,200.50, 9:30 and 12%", "$ 1,200.50 , 9:30 and 12 %"},
		{"colon", "Veld: go", "Veld : go"},
		{"hyphen, slash, and-sign", "12-year-old and/or R&D", "12-year-old and/or R&D"},
		{"brackets", "(Veld [sic] left)", "( Veld [ sic ] left )"},
		{"address", "See https://veld.example/a?b=1.", "See https://veld.example/a?b=1 ."},
		{"handles", "@veld #strike", "@veld #strike"},
		{"marks in runs", "What?! No!!!", "What ? ! No !!!"},
		{"not valid", "a\xffb", "a \xff b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(forms(c.text, parse.Tokens(c.text)), " ")
			if got != c.want {
				t.Errorf("got  %q\nwant %q\ntext %q", got, c.want, c.text)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"two", "He left. She stayed.", []string{"He left .", "She stayed ."}},
		{"closing marks", "“He left.” She stayed.", []string{"“ He left . ”", "She stayed ."}},
		{"straight marks", `He left. "She stayed." Fine`, []string{"He left .", `" She stayed . "`, "Fine"}},
		{"asking, then the speaker", "“Why?” he said.", []string{"“ Why ? ” he said ."}},
		{"title", "Mr. Veld left.", []string{"Mr. Veld left ."}},
		{"line break", "Ferry sinks\nA ferry sank", []string{"Ferry sinks", "A ferry sank"}},
		{"ellipsis inside", "I ... think so. Yes", []string{"I ... think so .", "Yes"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			spans := parse.Tokens(c.text)
			var got []string
			for _, r := range parse.Sentences(c.text, spans) {
				got = append(got, strings.Join(forms(c.text, spans[r.First:r.End]), " "))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q\ntext %q", got, c.want, c.text)
			}
		})
	}
}

// checkSpans fails unless the spans are in order, hold no white space at their ends and cover every letter of text.
func checkSpans(t interface{ Fatalf(string, ...any) }, text string, spans []parse.Span) {
	end := 0
	for _, s := range spans {
		if s.Start < end || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("span %v after %d in %d bytes of %q", s, end, len(text), text)
		}
		if gap := text[end:s.Start]; utf8.ValidString(text) && strings.Trim(gap, " \n\t\r") != "" &&
			strings.ContainsAny(gap, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,'\"") {
			t.Fatalf("lost %q before %v of %q", gap, s, text)
		}
		end = s.End
	}
}

func checkSentences(t interface{ Fatalf(string, ...any) }, n int, rs []parse.Range) {
	end, paragraph := 0, 0
	for _, r := range rs {
		if r.First != end || r.End <= r.First || r.Paragraph < paragraph || r.Paragraph > paragraph+1 {
			t.Fatalf("sentence %v after token %d, paragraph %d", r, end, paragraph)
		}
		end, paragraph = r.End, r.Paragraph
	}
	if end != n {
		t.Fatalf("sentences end at %d of %d tokens", end, n)
	}
}

var pieces = []string{
	"Veld", "said", " ", "\n", ".", ",", "“", "”", "'", "’s", "n't", "U.V.", "...", "-", "--", "—", "9:30",
	"$", "(", ")", "http://", "\xff", "é", "語", "Mr.", "no.", "'80s", "``", "\u200b", "!",
}

func TestTokensProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), "")
		spans := parse.Tokens(text)
		checkSpans(t, text, spans)
		checkSentences(t, len(spans), parse.Sentences(text, spans))
	})
}

func FuzzTokens(f *testing.F) {
	for _, p := range pieces {
		f.Add(p + p + " " + p)
	}
	f.Fuzz(func(t *testing.T, text string) {
		spans := parse.Tokens(text)
		checkSpans(t, text, spans)
		checkSentences(t, len(spans), parse.Sentences(text, spans))
	})
}

// hostile are texts that a careless scanner takes quadratic time over.
// hostile are texts that no story is. How long they take is told, and is a test nowhere, for it is the machine's: that it grows
// with the text alone is measured by BenchmarkGrowth in claims.
func hostile() map[string]string {
	all := map[string]string{
		"no space":      strings.Repeat("a", 1<<20),
		"quotes":        strings.Repeat(`"`, 100_000),
		"closing marks": strings.Repeat("”", 100_000),
		"apostrophes":   strings.Repeat("'", 100_000),
		"stops":         strings.Repeat(".", 1<<20),
		"dotted":        strings.Repeat("U.", 1<<18),
		"hyphens":       strings.Repeat("a-", 1<<19),
		"spaces":        strings.Repeat("Mr."+strings.Repeat(" ", 1000), 1000),
		"addresses":     strings.Repeat("http://", 1<<17),
		"commas":        strings.Repeat("a,", 1<<18),
	}
	for name, text := range all {
		all[name] = strings.ToValidUTF8(text[:len(text)/hostileShare], "")
	}
	return all
}

func TestTokensHostile(t *testing.T) {
	for name, text := range hostile() {
		start := time.Now()
		spans := parse.Tokens(text)
		checkSentences(t, len(spans), parse.Sentences(text, spans))
		t.Logf("%s: %v for %d bytes", name, time.Since(start), len(text))
	}
}
