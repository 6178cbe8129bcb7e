package tag_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"secondsource/claims/parse"
	"secondsource/claims/tag"

	"pgregory.net/rapid"
)

// The tiny world: a parser and a tagger trained on the sentence patterns below, enough to tell a source from a cue.
type world struct {
	parser *parse.Model
	model  *tag.Model
	err    error
}

var tiny = sync.OnceValue(func() world {
	parser, err := parse.Train(treebank(), parse.Options{Seed: 1})
	if err != nil {
		return world{err: err}
	}
	model, err := tag.Train(parser, lessons(parser), tag.Options{Seed: 1, Votes: 1})
	return world{parser, model, err}
})

func load(t testing.TB) world {
	t.Helper()
	w := tiny()
	if w.err != nil {
		t.Fatal(w.err)
	}
	return w
}

var (
	names = []string{"Minister Ada Quell", "Orla Venn", "The Marrow Council", "Tomas Rill", "A spokesman", "Dr. Pell", "She", "Ostrava Docks"}
	cues  = []string{"said", "warned", "announced", "added", "argued", "claimed"}
	facts = []string{
		"the harbour would close on Monday", "the bridge is unsafe", "prices rose by a third",
		"nobody had asked the fishermen", "the ferry will run again", "the vote was fair",
	}
)

// story writes sentence patterns in which the source, cue and content are known: [source|cue|content] in brackets.
func story(n int) string {
	s, c, f := names[n%len(names)], cues[n/3%len(cues)], facts[n/2%len(facts)]
	upper := strings.ToUpper(f[:1]) + f[1:]
	switch n % 4 {
	case 0:
		return fmt.Sprintf("{S:%s} {C:%s} {T:that %s}.", s, c, f)
	case 1:
		return fmt.Sprintf("{T:“%s,”} {S:%s} {C:%s}.", upper, s, c)
	case 2:
		return fmt.Sprintf("{S:%s} {C:%s}: {T:“%s.”}", s, c, upper)
	}
	return fmt.Sprintf("The old mill on the river burned down in March. %s.", upper)
}

// unmark takes the marks out of a text and gives the relations they stand for, one a paragraph.
func unmark(marked string) (string, []tag.Relation) {
	var out strings.Builder
	var rels []tag.Relation
	for line := range strings.Lines(marked) {
		var r tag.Relation
		for len(line) > 0 {
			open := strings.IndexByte(line, '{')
			if open < 0 {
				out.WriteString(line)
				break
			}
			end := strings.IndexByte(line, '}')
			out.WriteString(line[:open])
			start := out.Len()
			out.WriteString(line[open+3 : end])
			s := []parse.Span{{Start: start, End: out.Len()}}
			switch line[open+1] {
			case 'S':
				r.Source = s
			case 'C':
				r.Cue = s
			case 'T':
				r.Content = s
			}
			line = line[end+1:]
		}
		if r.Cue != nil {
			rels = append(rels, r)
		}
	}
	return out.String(), rels
}

func lessons(parser *parse.Model) []tag.Example {
	var out []tag.Example
	for k := range 60 {
		var lines []string
		for i := range 6 {
			lines = append(lines, story(k*7+i*5))
		}
		text, gold := unmark(strings.Join(lines, "\n"))
		out = append(out, tag.Example{Doc: parser.Parse(text), Gold: gold})
	}
	return out
}

// treebank is a handful of hand-made trees: tags and heads enough for the patterns.
func treebank() []parse.Article {
	verbs := []string{"said", "warned", "announced", "added", "argued", "claimed"}
	var a parse.Article
	a.ID = "hand-made"
	for i, v := range verbs {
		name := []string{"Quell", "Venn", "Rill", "Pell", "Quell", "Venn"}[i]
		a.Sentences = append(a.Sentences, rows([]string{
			name + " NNP 2 nsubj", v + " VBD 0 root", "that IN 6 mark", "the DT 5 det", "bridge NN 6 nsubj", "closed VBD 2 ccomp", ". . 2 punct",
		}),
			rows([]string{"“ `` 5 punct", "Prices NNS 3 nsubj", "rose VBD 7 ccomp", ", , 7 punct", "” '' 7 punct", name + " NNP 7 nsubj", v + " VBD 0 root", ". . 7 punct"}))
	}
	return []parse.Article{a}
}

func rows(lines []string) []parse.Row {
	var out []parse.Row
	at := 0
	for _, l := range lines {
		var r parse.Row
		if _, err := fmt.Sscan(l, &r.Form, &r.Tag, &r.Head, &r.Label); err != nil {
			panic(err)
		}
		r.Start, r.Lemma = at, strings.ToLower(r.Form)
		at += len(r.Form) + 1
		out = append(out, r)
	}
	return out
}

func show(text string, r tag.Relation) string {
	part := func(spans []parse.Span) string {
		var out []string
		for _, s := range spans {
			out = append(out, text[s.Start:s.End])
		}
		return strings.Join(out, " … ")
	}
	return part(r.Source) + " | " + part(r.Cue) + " | " + part(r.Content)
}

func TestRelations(t *testing.T) {
	w := load(t)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"that clause", "Tomas Rill warned that the bridge is unsafe.", []string{"Tomas Rill | warned | that the bridge is unsafe"}},
		{"quotation first", "“The vote was fair,” Orla Venn added.", []string{"Orla Venn | added | “The vote was fair,”"}},
		{"colon", "A spokesman said: “The ferry will run again.”", []string{"A spokesman | said | “The ferry will run again.”"}},
		{"nobody speaks", "The old mill on the river burned down in March.", nil},
		{
			"two paragraphs", "Orla Venn said that the vote was fair.\nTomas Rill argued that prices rose by a third.",
			[]string{"Orla Venn | said | that the vote was fair", "Tomas Rill | argued | that prices rose by a third"},
		},
		{"empty", "", nil},
		{"only a mark", "“", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, r := range w.model.Relations(w.parser.Parse(c.text), nil) {
				got = append(got, show(c.text, r))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q\nin   %q", got, c.want, c.text)
			}
		})
	}
}

func TestSignOffs(t *testing.T) {
	w := load(t)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"sign-off", "“It smells of tar and nobody minds.” — Vera Holm", []string{"Vera Holm | — | “It smells of tar and nobody minds.”"}},
		{"sign-off below", "“It smells of tar and nobody minds.”\n— Vera Holm, Baker.", []string{"Vera Holm, Baker | — | “It smells of tar and nobody minds.”"}},
		{
			"sign-offs in a list", "”Wrong mark first.” ― Vera Holm\n“A second voice here.” ― Jon Ask.",
			[]string{"Vera Holm | ― | ”Wrong mark first.”", "Jon Ask | ― | “A second voice here.”"},
		},
		{"no name", "“It smells of tar.” — he said.", nil},
		{"no quotation", "A long day at sea — Vera Holm", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, r := range w.model.Relations(w.parser.Parse(c.text), nil) {
				if s := show(c.text, r); r.Content != nil && (strings.Contains(s, "| — |") || strings.Contains(s, "| ― |")) {
					got = append(got, s)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q\nin   %q", got, c.want, c.text)
			}
		})
	}
}

func TestTrainNeedsArticles(t *testing.T) {
	if _, err := tag.Train(load(t).parser, nil, tag.Options{}); err == nil {
		t.Error("got no error for no article, want one")
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	w := load(t)
	calls := 0
	again, err := tag.Train(w.parser, lessons(w.parser), tag.Options{Seed: 1, Votes: 1, Progress: func(string, int, int) { calls++ }})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Bytes(), w.model.Bytes()) {
		t.Error("the same examples and seed gave other bytes")
	}
	if calls == 0 {
		t.Error("got no progress")
	}
}

func TestBytesRoundTrip(t *testing.T) {
	w := load(t)
	data := w.model.Bytes()
	m, err := tag.Load(data, w.parser)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.Bytes(), data) {
		t.Error("a loaded model gives other bytes")
	}
	text, _ := unmark(story(4) + "\n" + story(5) + "\n" + story(6))
	doc := w.parser.Parse(text)
	got, want := m.Relations(doc, nil), w.model.Relations(doc, nil)
	if len(got) != len(want) || len(got) == 0 {
		t.Fatalf("got %d relations from the loaded model, want %d, in %q", len(got), len(want), text)
	}
	for k := range got {
		if show(text, got[k]) != show(text, want[k]) {
			t.Errorf("got  %s\nwant %s", show(text, got[k]), show(text, want[k]))
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	w := load(t)
	data := w.model.Bytes()
	for name, bad := range map[string][]byte{
		"nothing": nil, "other magic": []byte("sstag999"), "only magic": data[:8], "half": data[:len(data)/2],
		"all but a byte": data[:len(data)-1], "a byte too many": append(slices.Clone(data), 0),
	} {
		if _, err := tag.Load(bad, w.parser); !errors.Is(err, tag.ErrModel) {
			t.Errorf("%s: got error %v, want ErrModel", name, err)
		}
	}
}

func FuzzLoad(f *testing.F) {
	w := load(f)
	data := w.model.Bytes()
	for _, at := range []int{8, 9, 60, len(data) / 3, len(data) / 2, len(data) - 3} {
		f.Add(at, byte(0xff))
	}
	doc := w.parser.Parse("“The vote was fair,” Orla Venn added.")
	f.Fuzz(func(t *testing.T, at int, value byte) {
		bad := slices.Clone(data)
		bad[uint(at)%uint(len(bad))] = value
		m, err := tag.Load(bad, w.parser)
		if err != nil {
			return
		}
		checkSpans(t, doc, m.Relations(doc, nil)) // damaged numbers may say other things, but must not break anything
	})
}

func checkSpans(t interface{ Errorf(string, ...any) }, doc parse.Document, rels []tag.Relation) {
	last := -1
	for _, r := range rels {
		if len(r.Cue) != 1 || r.Cue[0].Start <= last {
			t.Errorf("cue %v after one at %d in %q", r.Cue, last, doc.Text)
			return
		}
		last = r.Cue[0].Start
		if !(r.Score >= 0 && r.Score <= 1) {
			t.Errorf("score %v in %q", r.Score, doc.Text)
		}
		for _, spans := range [][]parse.Span{r.Source, r.Cue, r.Content} {
			end := 0
			for _, s := range spans {
				if s.Start < end || s.End <= s.Start || s.End > len(doc.Text) ||
					!utf8.RuneStart(doc.Text[s.Start]) || s.End < len(doc.Text) && !utf8.RuneStart(doc.Text[s.End]) {
					t.Errorf("span %v of %v in %q", s, spans, doc.Text)
				}
				end = s.End
			}
		}
	}
}

func TestSpansOfAnyText(t *testing.T) {
	w := load(t)
	word := rapid.SampledFrom([]string{"said", "Orla", "“", "”", `"`, "''", "—", ":", ".", ",", "\n", "the", "vote", "añil", "東京", "was", "\u200f", "Venn", "warned"})
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 0, 60).Draw(rt, "words"), rapid.SampledFrom([]string{" ", ""}).Draw(rt, "gap"))
		doc := w.parser.Parse(text)
		hint := tag.Relation{Cue: []parse.Span{{Start: 0, End: len(text)}}, Content: []parse.Span{{Start: len(text) / 2, End: len(text) + 9}}}
		checkSpans(rt, doc, w.model.Relations(doc, []tag.Relation{hint, {}}))
	})
}

func FuzzRelations(f *testing.F) {
	w := load(f)
	for _, s := range []string{"", "said", "“a” — B", "\xff\xfe", strings.Repeat("\"", 300), "X said:\n\n“Y.\n\n“Z.”"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) {
			doc := w.parser.Parse(text)
			checkSpans(t, doc, w.model.Relations(doc, nil))
		}
	})
}

// Hostile texts must take time in proportion to their length.
// TestHostileText holds that no text breaks the chains. How long they take is told, and is a test nowhere, for it is the
// machine's: that it grows with the text alone is measured by BenchmarkGrowth in claims.
func TestHostileText(t *testing.T) {
	w := load(t)
	for name, text := range map[string]string{
		"no space":         strings.Repeat("x", 1<<20),
		"quotation marks":  strings.Repeat(`"`, 100_000),
		"open marks":       strings.Repeat("“ said ", 30_000),
		"cues":             strings.Repeat("said ", 100_000),
		"cue paragraphs":   strings.Repeat("Orla Venn said:\n", 20_000),
		"sign-offs":        strings.Repeat("“a b c.” — Orla\n", 20_000),
		"dashes":           strings.Repeat("— ", 100_000),
		"one long comment": strings.Repeat("the vote was fair, Orla Venn said, and ", 10_000),
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.ToValidUTF8(text[:len(text)/hostileShare], "")
			start := time.Now()
			doc := w.parser.Parse(text)
			parsed := time.Since(start)
			checkSpans(t, doc, w.model.Relations(doc, nil))
			t.Logf("parse %v, relations %v for %d tokens", parsed, time.Since(start)-parsed, len(doc.Tokens))
		})
	}
}
