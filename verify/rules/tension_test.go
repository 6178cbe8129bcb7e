package rules

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// shared gives the path of a file beside the project; without it the test is skipped.
func shared(t *testing.T, path string) string {
	t.Helper()
	path = filepath.Join("../../../shared", path)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%v: it stands beside the project and not in it", err)
	}
	return path
}

// extractor is the trained one.
func extractor(t testing.TB) *claims.Tagger {
	t.Helper()
	x, err := claims.NewTagger()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// tensionsOf are the findings of the rule in a story without furniture.
func tensionsOf(t testing.TB, text string) []verify.Finding {
	t.Helper()
	a := claims.NewArticle(claims.Ref{}, text)
	found, err := extractor(t).Extract(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return tension.find(newStory(verify.Draft{Article: a, Claims: found}), Options{})
}

// TestTensionReference reads the reference story: the two tensions that people marked, with both passages, and no other.
func TestTensionReference(t *testing.T) {
	t.Parallel()
	a, err := sources.NewReader(nil, nil).Read(t.Context(), shared(t, "seed/article.html"))
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		Tensions []struct{ A, B string }
		Headline string `json:"related_headline"`
	}
	raw, err := os.ReadFile(shared(t, "seed/claims.gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	found, err := extractor(t).Extract(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	s := newStory(verify.Draft{Article: a, Claims: found})
	got := tension.find(s, Options{})
	if len(got) != len(gold.Tensions) {
		t.Errorf("%d tensions where people marked %d: %+v", len(got), len(gold.Tensions), got)
	}
	for _, want := range gold.Tensions {
		if !slices.ContainsFunc(got, func(f verify.Finding) bool { return shows(s, f, want.A) && shows(s, f, want.B) }) {
			t.Errorf("nothing shows both “%s” and “%s”", want.A, want.B)
		}
	}
	if more := headlineUnsupported.find(s, Options{}); len(more) > 0 {
		t.Errorf("the headline is supported: %+v", more)
	}
}

// shows says whether a finding has a passage, in the body or beside it.
func shows(s *story, f verify.Finding, words string) bool {
	if slices.Contains(f.AlsoText, words) {
		return true
	}
	return slices.ContainsFunc(append(f.Also, f.At), func(at claims.Span) bool { return strings.Contains(s.words(at), words) })
}

// TestTensionWords looks for the names of the reference story in the rule's tables: what it finds there it must not know.
func TestTensionWords(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(shared(t, "seed/article.txt"))
	if err != nil {
		t.Fatal(err)
	}
	p := readPage(string(raw), bodyPage, nil)
	lower := map[string]bool{}
	for i := range p.Tokens {
		if p.written(i) == p.form(i) {
			lower[p.form(i)] = true
		}
	}
	tables := []map[string]bool{
		stateVerbs, denying, firmModals, conditions, hedging, shifts, doubting, failing, settling, granting, unrealNouns, avoiding,
		eventNouns, plainVerbs, countVerbs, peopleVerbs, approximate, partWords, timeUnits, emptyTerms, decisions, openStates, askingVerbs, listNouns,
		possibly, guards, wrongWords, versionWords, beVerbs, onceVerbs, singular, repeated, sitedVerbs, otherWords, scopePrepositions, scopeWords,
		dayBounds, months,
	}
	for i := range p.Tokens {
		word := p.form(i)
		if !p.isName(i) || lower[word] || verify.Rarity(word) < 2 {
			continue
		}
		for n, table := range tables {
			if table[word] || table[verify.Stem(word)] {
				t.Errorf("table %d knows “%s”", n, word)
			}
		}
		for _, table := range []map[string]string{sameVerb, sameNoun, opposites} {
			if table[word] != "" || table[verify.Stem(word)] != "" {
				t.Errorf("a table of classes knows “%s”", word)
			}
		}
	}
}

// unrelated are statements of a story that have nothing to do with each other.
var unrelated = []string{
	"The bakery on the quay sells rye bread.", "Two dogs slept under the pier.", "The school choir sang on Sunday.",
	"The council bought a crane.", "A storm is due on Thursday.", "The library has not opened its new wing.", "Nine boats left at dawn.",
	"The museum shows lamps from old lighthouses.", "Ilse Brandt mends nets.", "The bus to Ostrel was late on Monday.",
	"The mill employs 40 people.", "The market was held in Harrow.",
}

// TestTensionOrder: the order of statements that have nothing to do with each other makes no tension and hides none.
func TestTensionOrder(t *testing.T) {
	t.Parallel()
	pair := []string{"The tram crash killed 14 people.", "The tram crash killed 12 people."}
	rapid.Check(t, func(r *rapid.T) {
		some := rapid.Permutation(unrelated).Draw(r, "unrelated")
		if got := tensionsOf(t, strings.Join(some, " ")); len(got) > 0 {
			r.Fatalf("%+v", got)
		}
		i := rapid.IntRange(0, len(some)).Draw(r, "first")
		some = slices.Insert(some, i, pair[0])
		some = slices.Insert(some, rapid.IntRange(0, len(some)).Draw(r, "second"), pair[1])
		text := strings.Join(some, "\n")
		got := tensionsOf(t, text)
		if len(got) != 1 || len(got[0].Also) != 1 {
			r.Fatalf("%q: %+v", text, got)
		}
		both := []string{text[got[0].At.Start:got[0].At.End] + ".", text[got[0].Also[0].Start:got[0].Also[0].End] + "."}
		slices.Sort(both)
		if both[1] != pair[0] || both[0] != pair[1] {
			r.Fatalf("%q", both)
		}
	})
}

// TestTensionHostile reads long texts that are all statements of one thing: the time grows with the length, not with its square.
func TestTensionHostile(t *testing.T) {
	t.Parallel()
	const size = 2 << 20 / hostileShare
	for name, line := range map[string]func(i int) string{
		"counts": func(i int) string { return fmt.Sprintf("The fire killed %d people in Harrow.\n", i%90+2) },
		"places": func(i int) string { return fmt.Sprintf("The final will be held in Hall%d, not in Hall%d.\n", i, i+1) },
		"open": func(int) string {
			return "The venue of the final is yet to be announced. The final will be held in Harrow. "
		},
		"denied": func(i int) string {
			return fmt.Sprintf("The council did%s approve the plan. ", []string{"", " not"}[i%2])
		},
		"no stops": func(int) string { return "the council said that the plan would not be approved if " },
		"marks":    func(int) string { return "“,” (—) 12 , , 13 " },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			for i := 0; b.Len() < size; i++ {
				b.WriteString(line(i))
			}
			a := claims.NewArticle(claims.Ref{Title: "Final to be held in Hall5 after 12 die in fire, council says"}, b.String())
			a.Notes = []claims.Note{{Kind: claims.NoteCorrection, Text: "Correction: An earlier version said 12 people. It is Hall7, not Hall8."}}
			start := time.Now()
			for _, f := range statementFindings(verify.Draft{Article: a}) {
				if !f.At.Fits(a.Text) || f.Message == "" {
					t.Fatalf("%+v", f)
				}
			}
			if took := time.Since(start); took > hostileTime {
				t.Errorf("%d bytes took %v", size, took)
			}
		})
	}
}

// hostileTime is the most that reading 2 MB may take on a busy machine: 4 to 8 s of it is the parser.
const hostileTime = 3 * time.Minute

// statementFindings are what both rules of statements find.
func statementFindings(d verify.Draft) []verify.Finding {
	s := newStory(d)
	return append(tension.find(s, Options{}), headlineUnsupported.find(s, Options{})...)
}

// FuzzTension gives the rules any text and any line beside it: spans lie in the text, and twice is the same.
func FuzzTension(f *testing.F) {
	for _, e := range slices.Concat(tensionMatch, headlineMatch) {
		note := ""
		if len(e.Notes) > 0 {
			note = e.Notes[0].Text
		}
		f.Add(e.Text, e.Title, note)
	}
	f.Add("", "?", "")
	f.Add("\x80 not in “", "12", "Correction: not, not 12 12")
	f.Fuzz(func(t *testing.T, text, title, note string) {
		a := claims.NewArticle(claims.Ref{Title: title}, text)
		for _, kind := range []claims.NoteKind{claims.NoteCorrection, claims.NoteCaption, claims.NoteHeadline} {
			a.Notes = append(a.Notes, claims.Note{Kind: kind, Text: note})
		}
		found, err := claims.NewRules().Extract(t.Context(), a)
		if err != nil { // no text
			found = nil
		}
		d := verify.Draft{Article: a, Claims: found}
		got := statementFindings(d)
		for _, x := range got {
			for _, at := range append(x.Also, x.At) {
				if !at.Fits(text) {
					t.Fatalf("%v does not fit in %d bytes", at, len(text))
				}
			}
		}
		if again := statementFindings(d); fmt.Sprint(again) != fmt.Sprint(got) {
			t.Fatalf("%v\n%v", got, again)
		}
	})
}
