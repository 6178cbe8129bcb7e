package llm_test

import (
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/verify/llm"
)

// full runs the generated suites in the size of docs/measurements.md.
var full = flag.Bool("full", false, "run the generated suites in full size")

// corpus gives the sentences of the project's own fictional stories, by story.
func corpus(t testing.TB) [][]string {
	t.Helper()
	var stories [][]string
	for _, pattern := range []string{"../../testdata/harbor/coverage/*", "../../claims/testdata/articles/*", "../../testdata/smallweb/*"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if s := sentencesOf(t, f); len(s) > 2 {
				stories = append(stories, s)
			}
		}
	}
	if len(stories) < 10 {
		t.Fatalf("%d stories found, want at least 10", len(stories))
	}
	return stories
}

var markup = regexp.MustCompile(`(?s)<(?:script|style|head).*?</(?:script|style|head)>|<[^>]*>|\{[^\n]*\}`)

func sentencesOf(t testing.TB, path string) []string {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := markup.ReplaceAllString(string(raw), "\n")
	var out []string
	for _, s := range claims.Sentences(text) {
		if words := strings.Fields(text[s.Start:s.End]); len(words) >= 8 {
			out = append(out, text[s.Start:s.End])
		}
	}
	return out
}

var (
	digits   = regexp.MustCompile(`\d+`)
	nameWord = regexp.MustCompile(`[a-z,] ([A-Z][a-z]{3,})`)
	verb     = regexp.MustCompile(` (?:was|is|were|are|has|had|will|would|said|did) `)
)

// fabrications are the ways in which a quotation is made that its passage does not have. Each gives "" where it cannot.
var fabrications = []struct {
	name string
	make func(r *rand.Rand, stories [][]string, story, n int) string
}{
	{"number", func(r *rand.Rand, stories [][]string, story, n int) string {
		return changed(stories[story][n], digits, func(s string) string {
			i := r.IntN(len(s))
			return s[:i] + string('0'+(s[i]-'0'+byte(1+r.IntN(9)))%10) + s[i+1:]
		})
	}},
	{"name", func(r *rand.Rand, stories [][]string, story, n int) string {
		return changed(stories[story][n], nameWord, func(s string) string {
			return s[:strings.LastIndexByte(s, ' ')+1] + []string{"Ostrander", "Kellin", "Vauquelin", "Marrable"}[r.IntN(4)]
		})
	}},
	{"negation", func(_ *rand.Rand, stories [][]string, story, n int) string {
		s := stories[story][n]
		if strings.Contains(s, " not ") {
			return strings.Replace(s, " not ", " ", 1)
		}
		return changed(s, verb, func(v string) string { return v + "not " })
	}},
	{"splice", func(r *rand.Rand, stories [][]string, story, n int) string {
		a, b := strings.Fields(stories[story][n]), strings.Fields(stories[story][(n+1)%len(stories[story])])
		return strings.Join(append(a[:3+r.IntN(len(a)-5)], b[len(b)/2:]...), " ")
	}},
	{"left out", func(r *rand.Rand, stories [][]string, story, n int) string {
		w := strings.Fields(stories[story][n])
		i := 1 + r.IntN(len(w)-2)
		return strings.Join(append(w[:i:i], w[i+1:]...), " ")
	}},
	{"other document", func(r *rand.Rand, stories [][]string, story, _ int) string {
		other := stories[(story+1+r.IntN(len(stories)-1))%len(stories)]
		return other[r.IntN(len(other))]
	}},
	{"homoglyph", func(r *rand.Rand, stories [][]string, story, n int) string {
		s := stories[story][n]
		pair := [][2]string{{"a", "а"}, {"e", "е"}, {"o", "о"}, {"c", "с"}, {"i", "і"}}[r.IntN(5)]
		if !strings.Contains(s, pair[0]) {
			return ""
		}
		return strings.Replace(s, pair[0], pair[1], 1)
	}},
	{"cut number", func(_ *rand.Rand, stories [][]string, story, n int) string {
		s := stories[story][n]
		for _, at := range digits.FindAllStringIndex(s, -1) {
			if at[1]-at[0] > 1 && len(strings.Fields(s[at[0]:])) >= 5 {
				return s[at[0]+1:]
			}
		}
		return ""
	}},
}

func changed(s string, what *regexp.Regexp, to func(string) string) string {
	at := what.FindStringIndex(s)
	if at == nil {
		return ""
	}
	return s[:at[0]] + to(s[at[0]:at[1]]) + s[at[1]:]
}

// TestFabricatedQuotes holds that no made-up quotation is found in its passage, and every true one is.
func TestFabricatedQuotes(t *testing.T) {
	t.Parallel()
	stories := corpus(t)
	n := 400
	if *full {
		n = 2000
	}
	r := rand.New(rand.NewPCG(5, 11))
	made, accepted, byKind := 0, 0, map[string]int{}
	for tried := 0; made < n; tried++ {
		f := fabrications[tried%len(fabrications)]
		story := r.IntN(len(stories))
		at := r.IntN(len(stories[story]))
		quote := f.make(r, stories, story, at)
		passage := passageAround(stories[story], at)
		if quote == "" || strings.Contains(flat(passage), flat(quote)) && f.name != "cut number" || len(strings.Fields(quote)) < 5 {
			continue // not a fabrication: the same words stand there
		}
		made++
		byKind[f.name]++
		if span, ok := llm.FindQuote(passage, quote); ok {
			accepted++
			t.Errorf("%s accepted: %q\nat %v in %q", f.name, quote, span, passage)
		}
	}
	t.Logf("%d fabricated quotations, %d accepted: %v", made, accepted, byKind)
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// passageAround is a passage of up to three sentences.
func passageAround(story []string, at int) string {
	return strings.Join(story[max(0, at-1):min(len(story), at+2)], "\n ")
}

// TestTrueQuotes holds that true quotations are found where they stand, whatever white space and marks they come with.
func TestTrueQuotes(t *testing.T) {
	t.Parallel()
	stories := corpus(t)
	n := 400
	if *full {
		n = 2000
	}
	r := rand.New(rand.NewPCG(7, 13))
	straight := strings.NewReplacer("“", `"`, "”", `"`, "’", "'", "‘", "'")
	refused := 0
	for i := range n {
		story := stories[r.IntN(len(stories))]
		at := r.IntN(len(story))
		passage, words := passageAround(story, at), strings.Fields(story[at])
		from := r.IntN(len(words) - 4)
		quote := strings.Join(words[from:from+5+r.IntN(len(words)-from-4)], " ")
		if i%2 == 0 {
			quote = straight.Replace(quote)
		}
		span, ok := llm.FindQuote(passage, quote)
		if !ok {
			refused++
			t.Logf("refused %q in %q", quote, passage)
			continue
		}
		if got := passage[span.Start:span.End]; straight.Replace(flat(got)) != straight.Replace(quote) {
			t.Errorf("found %q for %q", got, quote)
		}
	}
	t.Logf("%d true quotations, %d refused", n, refused)
	if refused*100 > n {
		t.Errorf("%d of %d true quotations refused, want at most 1 %%", refused, n)
	}
}

func TestFindQuote(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		passage, quote string
		want           string // "" if refused
	}{
		{"In all 140 people were sent home today.", "40 people were sent home today.", ""},
		{"In all 1.40 people were sent home today.", "40 people were sent home today.", ""},
		{"Prices rose by 3.5 in a year", "Prices rose by 3", ""},
		{"Prices in town rose by 3.5 in a year", "Prices in town rose by 3", ""},
		{"Minus: -40 people were sent home today.", "40 people were sent home today.", ""},
		{"It is unsafe to cross the bridge today.", "safe to cross the bridge today.", ""},
		{"One two three four five, six.", "One  two\nthree four five", "One two three four five"},
		{"Short and whole.", "Short and whole.", "Short and whole."},
		{"Short and whole. And more.", "Short and whole.", ""},
		{"He said: “The pier’s beams are rotten now.”", `"The pier's beams are rotten now."`, "“The pier’s beams are rotten now.”"},
		{"a b c d e f g", "A b c d e", ""},
		{"", "", ""},
		{"a b c d e", "", ""},
		{"\xff\xfe a b c d e", "a b c d e", "a b c d e"},
	} {
		at, ok := llm.FindQuote(tt.passage, tt.quote)
		got := ""
		if ok {
			got = tt.passage[at.Start:at.End]
		}
		if got != tt.want {
			t.Errorf("FindQuote(%q, %q)\n got %q\nwant %q", tt.passage, tt.quote, got, tt.want)
		}
	}
}

func FuzzFindQuote(f *testing.F) {
	f.Add("In all 140 people were sent home today.", "140 people were sent home")
	f.Add("a  “b” c\n d e", `a "b" c d e`)
	f.Add("\xff a b c d e\u200b", "a b c d e")
	f.Fuzz(func(t *testing.T, passage, quote string) {
		at, ok := llm.FindQuote(passage, quote)
		if ok && (at.Start < 0 || at.End > len(passage) || at.Len() <= 0) {
			t.Errorf("FindQuote(%q, %q) = %v", passage, quote, at)
		}
	})
}
