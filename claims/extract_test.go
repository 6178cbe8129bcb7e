package claims_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/claims"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden holds the claims of one fictional article a file, one line each:
//
//	kind · polarity · name · source words · cue words · "content words"
//
// and, where there is one, the number of the claim that it was reported in.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/articles/*.txtar")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d golden articles, want at least 15: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	text, want := goldenFile(t, file)
	a := claims.NewArticle(claims.Ref{Publisher: "The Alden Gazette"}, text)
	got := lines(a, extract(t, a))
	if *update {
		want = got
		if err := os.WriteFile(file, []byte(articleMark+text+claimsMark+got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s\nof:\n%s", file, diff, a.Text)
	}
}

// The two marks of a golden txtar file.
const articleMark, claimsMark = "-- article --\n", "-- claims --\n"

// goldenFile cuts a golden file into its article and its claims.
func goldenFile(t testing.TB, file string) (text, want string) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rest, ok := strings.CutPrefix(string(b), articleMark)
	text, want, found := strings.Cut(rest, claimsMark)
	if !ok || !found {
		t.Fatalf("%s: want an article and its claims", file)
	}
	return text, want
}

func lines(a claims.Article, found []claims.Claim) string {
	number := map[string]int{}
	var b strings.Builder
	for i, c := range found {
		number[c.ID] = i + 1
	}
	for _, c := range found {
		fmt.Fprintf(&b, "%s · %s · %s · %s · %s · %q", c.Kind, c.Polarity, c.Name, a.Words(c.Source), a.Words(c.Cue), a.Words(c.Content))
		if c.Via != "" {
			fmt.Fprintf(&b, " · via %d", number[c.Via])
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestAttributionFields holds the fields that the golden lines leave out.
func TestAttributionFields(t *testing.T) {
	for _, tt := range []struct {
		text                    string
		kind                    claims.Kind
		name, role, affiliation string
		official                bool
		quote                   claims.QuoteForm
	}{
		{
			"Former Varnian diplomat Hanne Oster of the Corvin Institute revealed that talks had begun.", claims.KindPerson,
			"Hanne Oster", "Former Varnian diplomat", "Corvin Institute", false, claims.QuoteIndirect,
		},
		{"Foreign Minister Piet Lauwers said that talks had begun.", claims.KindPerson, "Piet Lauwers", "Foreign Minister", "", true, claims.QuoteIndirect},
		{
			"Varnian Foreign Ministry spokesperson said talks will start “in May.”", claims.KindOrganization,
			"Varnian Foreign Ministry", "spokesperson", "", true, claims.QuoteMixed,
		},
		{
			"“The road is open,” a spokeswoman for the Ministry of Transport said.", claims.KindOrganization,
			"Ministry of Transport", "spokeswoman", "", true, claims.QuoteDirect,
		},
		{
			"Ministry of Foreign Affairs has confirmed that it received the letter.", claims.KindOrganization,
			"Ministry of Foreign Affairs", "", "", true, claims.QuoteIndirect,
		},
		{"A senior army official said that the fort had fallen.", claims.KindDescribed, "", "senior army official", "", true, claims.QuoteIndirect},
		{"Sources said that the fort had fallen.", claims.KindAnonymous, "", "", "", false, claims.QuoteIndirect},
		{"Critics said that the fort had fallen.", claims.KindCrowd, "", "Critics", "", false, claims.QuoteIndirect},
		{"She said that the fort had fallen.", claims.KindUnresolved, "", "", "", false, claims.QuoteIndirect},
		{"The Alden Gazette reported that the fort had fallen.", claims.KindSelf, "The Alden Gazette", "", "", false, claims.QuoteIndirect},
		{"Washington said that the fort had fallen.", claims.KindOrganization, "Washington", "", "", true, claims.QuoteIndirect},
		{"A study found that the fort had fallen.", claims.KindDocument, "", "study", "", false, claims.QuoteIndirect},
		{"A poll showed that the fort had fallen out of favor.", claims.KindData, "", "", "", false, claims.QuoteIndirect},
		{"Media reports said that the fort had fallen.", claims.KindMedia, "", "", "", false, claims.QuoteIndirect},
		{"The fort has reportedly fallen.", claims.KindHearsay, "", "", "", false, claims.QuoteIndirect},
	} {
		a := claims.NewArticle(claims.Ref{Publisher: "The Alden Gazette"}, tt.text)
		found := extract(t, a)
		if len(found) != 1 {
			t.Errorf("%q: %d claims: %s", tt.text, len(found), lines(a, found))
			continue
		}
		c := found[0]
		got := fmt.Sprint(c.Kind, "|", c.Name, "|", c.Role, "|", c.Affiliation, "|", c.Official, "|", c.Quote)
		want := fmt.Sprint(tt.kind, "|", tt.name, "|", tt.role, "|", tt.affiliation, "|", tt.official, "|", tt.quote)
		if got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", tt.text, got, want)
		}
	}
}

func TestExtractStopsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := rules.Extract(ctx, claims.NewArticle(claims.Ref{}, "Ms. Arden said the bridge was closed."))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

func TestExtractNothing(t *testing.T) {
	for _, text := range []string{"", " \n\t\n", "# Only a heading", "---", "\ufeff", "”", "“", "said", "\x00"} {
		if found := extract(t, claims.NewArticle(claims.Ref{}, text)); found == nil || len(found) != 0 {
			t.Errorf("%q: got %v, want an empty slice", text, found)
		}
	}
}

// TestExtractIsDeterministic reads every golden article twice, the second time with another extractor.
func TestExtractIsDeterministic(t *testing.T) {
	for _, a := range goldenArticles(t) {
		again, err := claims.NewRules().Extract(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(extract(t, a), again); diff != "" {
			t.Errorf("two readings differ: %s", diff)
		}
	}
}

func goldenArticles(t testing.TB) []claims.Article {
	t.Helper()
	files, err := filepath.Glob("testdata/articles/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden articles: %v", err)
	}
	var all []claims.Article
	for _, file := range files {
		text, _ := goldenFile(t, file)
		all = append(all, claims.NewArticle(claims.Ref{}, text))
	}
	return all
}

// contentFactor bounds the content of all claims, as tokens per byte of text: attributions of one sentence may share
// words, but each takes at most a bounded stretch of them.
const contentFactor = 150

// TestHostileTextsAreBounded holds the work, not the time: how many claims come out and how much content they carry.
func TestHostileTextsAreBounded(t *testing.T) {
	for name, text := range hostileTexts() {
		t.Run(name, func(t *testing.T) {
			n, tokens := claims.Steps(text)
			if n > len(text) || tokens > contentFactor*len(text) {
				t.Errorf("%d claims with %d tokens of content from %d bytes", n, tokens, len(text))
			}
			check(t, text)
		})
	}
}

func hostileTexts() map[string]string {
	return map[string]string{
		"no space":       strings.Repeat("said", 500_000),
		"no space quote": strings.Repeat("“a”", 250_000),
		"quotes":         strings.Repeat(`"`, 100_000),
		"curly quotes":   strings.Repeat("“", 100_000),
		"quote pairs":    strings.Repeat(`"a" said X `, 100_000),
		"cues":           strings.Repeat("he said ", 100_000),
		"commas":         strings.Repeat("Arden, ", 100_000) + "said it rained.",
		"capitals":       strings.Repeat("Arden ", 100_000) + "said it rained.",
		"and":            strings.Repeat("Arden and ", 100_000) + "said it rained.",
		"names":          strings.Repeat("Ilse Marden said he said. ", 20_000),
		"paragraphs":     strings.Repeat("He said it.\n", 100_000),
		"open quotes":    strings.Repeat("“We ran.\n", 100_000),
		"adverbs":        "Arden " + strings.Repeat("really ", 100_000) + "said it rained.",
		"dots":           strings.Repeat(". ", 100_000),
		"abbreviations":  strings.Repeat("Gen. ", 100_000),
		"blockquote":     strings.Repeat(">", 200_000),
		"hyphens":        strings.Repeat("a-", 200_000),
		"apostrophes":    strings.Repeat("a'", 200_000),
		"breaks":         strings.Repeat("\n", 200_000),
		"pronouns":       strings.Repeat("Ilse Marden met the mayor. He said she said it. ", 20_000),
		"long pronouns":  "Ilse Marden met " + strings.Repeat("a mayor and he and she said it ", 20_000),
		"appositions":    strings.Repeat("Corvin Mills, the company, ", 50_000) + "said it rained.",
		"ministries":     strings.Repeat("the water ministry and ", 50_000) + "The ministry said it rained.",
		"distinct names": distinctNames(20_000),
		"citing":         strings.Repeat("Arden, citing Bell, ", 50_000) + "said it rained.",
		"dated":          strings.Repeat("a report dated May 4 ", 50_000) + "said it rained.",
		"called":         strings.Repeat("Arden called the ", 50_000),
		"brackets":       strings.Repeat("(", 100_000) + " Arden said it rained.",
	}
}

// distinctNames is a text in which every sentence has another ministry and another person.
func distinctNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "The w%d ministry met Dora K%d. She said the ministry left. ", i, i)
	}
	return b.String()
}

func FuzzExtract(f *testing.F) {
	for _, a := range goldenArticles(f) {
		f.Add(a.Text)
	}
	for _, s := range []string{
		"“", "''a`` said", "A\u2028B said \u0085", "\xff\xfe said", "İ said “İ”", "’s said", "said: “", "According to", "according to ,", "— said —",
		"He said she said his claim that", "A, citing B, said C", "A, the company, said. The company said", "A report dated May 4 said", "called the", "X, she said, “y",
		"Who, who said who said", "the ministry, ministry’s ministry said", "# He\nhe said", "Sources said According to reports, “", "It will rain, according to two agencies’ reports.",
		"“They took it,” Karel Doven said. they left with the bill.\u501d",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, text) })
}

// check holds what is true of every text: sentences cover it, claims lie in it, in order, on rune boundaries.
func check(t testing.TB, text string) {
	t.Helper()
	checkCover(t, text, claims.Sentences(text))
	checkCover(t, text, claims.QuotedSentences(text))
	a := claims.NewArticle(claims.Ref{}, text)
	if !utf8.ValidString(text) {
		if _, err := rules.Extract(t.Context(), a); !errors.Is(err, claims.ErrText) {
			t.Errorf("%.300q is not UTF-8; got error %v", text, err)
		}
		return
	}
	last, seen := 0, map[string]bool{}
	for _, c := range extract(t, a) {
		if err := c.Validate(text); err != nil {
			t.Errorf("%v in %.300q", err, text)
		}
		if c.ID != c.NewID() || seen[c.ID] || c.Kind == "" || c.Worth < 0 || c.Worth > 1 || c.Article != a.ID {
			t.Errorf("claim %+v of %.300q: wrong or double ID, no kind, or worth out of range", c, text)
		}
		if c.Sentence.Start < last {
			t.Errorf("claim %+v of %.300q is out of text order", c, text)
		}
		last = c.Sentence.Start
		seen[c.ID] = true
	}
}

// checkCover holds that sentences are in order and hold every byte but white space.
func checkCover(t testing.TB, text string, sentences []claims.Span) {
	t.Helper()
	last := 0
	for _, s := range append(slices.Clone(sentences), claims.Span{Start: len(text), End: len(text)}) {
		if s.Start < last || s.End < s.Start {
			t.Fatalf("sentence %v starts before %d in %.300q", s, last, text)
		}
		if left := strings.TrimSpace(text[last:s.Start]); left != "" {
			t.Fatalf("no sentence holds %q of %.300q", left, text)
		}
		last = s.End
	}
}

// TestViaPointsBackToAClaim holds that every Via is the ID of another claim of the article.
func TestViaPointsBackToAClaim(t *testing.T) {
	nested := 0
	for _, a := range goldenArticles(t) {
		found := extract(t, a)
		for _, c := range found {
			if c.Via == "" {
				continue
			}
			nested++
			if !slices.ContainsFunc(found, func(o claims.Claim) bool { return o.ID == c.Via && o.ID != c.ID }) {
				t.Errorf("claim %+v was reported in no claim", c)
			}
		}
	}
	if nested == 0 {
		t.Error("no golden article has a nested claim")
	}
}

// TestAppendingAParagraphKeepsTheFirst: what stands in one closed paragraph is read the same whatever follows it, but
// for who its names are.
func TestAppendingAParagraphKeepsTheFirst(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("Arden said that the dam leaked . “We ran,” she told Bell and , according to police reportedly denied has not Sources")), 1, 25).Draw(r, "words")
		first := strings.Join(words, " ")
		alone := extract(t, claims.NewArticle(claims.Ref{}, first))
		both := extract(t, claims.NewArticle(claims.Ref{}, first+"\n\nThe end came."))
		for i, c := range alone {
			if i >= len(both) || fmt.Sprint(c.Content, c.Cue, c.Source) != fmt.Sprint(both[i].Content, both[i].Cue, both[i].Source) {
				r.Fatalf("claim %d of %q changed: %v, with a paragraph after it %v", i, first, c, both[min(i, len(both)-1)])
			}
		}
	})
}
