package parse_test

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/claims/parse"
)

// Sentences of an invented country, one a line: form/tag/head/label, a lemma behind a colon in the form.
const story = `The/DT/2/det minister/NN/3/nsubj said:say/VBD/0/root the/DT/5/det ferry/NN/6/nsubj sank:sink/VBD/3/ccomp ././3/punct
“/` + "``" + `/3/punct We:we/PRP/3/nsubj know/VBP/0/root nothing/NN/3/dobj ,/,/3/punct ”/''/3/punct Veld/NNP/8/nsubj added:add/VBD/3/parataxis ././3/punct
Dockers:docker/NNS/2/nsubj want/VBP/0/root higher:high/JJR/4/amod pay/NN/2/dobj ././2/punct
She:she/PRP/3/nsubj did:do/VBD/3/aux leave/VB/0/root the/DT/5/det port/NN/3/dobj ././3/punct
Ministers:minister/NNS/2/nsubj added:add/VBD/0/root that/IN/6/mark ferries:ferry/NNS/6/nsubj had:have/VBD/6/aux waited:wait/VBN/2/ccomp ././2/punct
The/DT/2/det port/NN/4/nsubjpass was:be/VBD/4/auxpass closed:close/VBN/0/root on/IN/6/case Tuesday/NNP/4/nmod ././4/punct`

func rows(t testing.TB) []parse.Article {
	var b strings.Builder
	for a := range 3 {
		b.WriteString("# story-" + strconv.Itoa(a) + "\n")
		for line := range strings.Lines(story) {
			at := 0
			for f := range strings.FieldsSeq(line) {
				p := strings.Split(f, "/")
				if p[0] == "." || len(p) == 5 { // "././" holds the tag between
					p = []string{p[0], p[1], p[len(p)-2], p[len(p)-1]}
				}
				form, lemma, ok := strings.Cut(p[0], ":")
				if !ok {
					lemma = form
				}
				b.WriteString(strings.Join([]string{strconv.Itoa(at), form, lemma, p[1], p[2], p[3]}, "\t") + "\n")
				at += len(form) + 1
			}
			b.WriteString("\n")
		}
	}
	out, err := parse.ReadArticles(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func trained(t testing.TB, o parse.Options) *parse.Model {
	m, err := parse.Train(rows(t), o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var small = sync.OnceValue(func() *parse.Model {
	var t testing.T
	return trained(&t, parse.Options{Seed: 1, Epochs: 20, MinSeen: 1, Cut: 0.1, TagCut: 0.1})
})

func TestTrainLearnsItsData(t *testing.T) {
	m := small()
	doc := m.Parse("The minister said the ferry sank.")
	var got []string
	for _, tok := range doc.Tokens {
		got = append(got, tok.Tag.String()+"/"+strconv.Itoa(tok.Head)+"/"+tok.Label.String()+"/"+m.Lemma(doc, tok))
	}
	want := []string{
		"DT/1/det/the", "NN/2/nsubj/minister", "VBD/-1/root/say", "DT/4/det/the", "NN/5/nsubj/ferry",
		"VBD/2/ccomp/sank", "./2/punct/.",
	} // an edit that no other form shares, sank to sink, is not learnt
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("want - got +\n%s", d)
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	a, b := trained(t, parse.Options{Seed: 7}).Bytes(), trained(t, parse.Options{Seed: 7}).Bytes()
	if !bytes.Equal(a, b) {
		t.Errorf("the same data and seed gave %d and %d bytes that differ", len(a), len(b))
	}
	if c := trained(t, parse.Options{Seed: 8}).Bytes(); bytes.Equal(a, c) {
		t.Error("another seed gave the same model: the seed has no effect")
	}
}

func TestTrainKeeps(t *testing.T) {
	if _, err := parse.Train(rows(t), parse.Options{Keep: func(string) bool { return false }}); err == nil {
		t.Error("no article kept, and no error")
	}
	part := trained(t, parse.Options{Keep: func(id string) bool { return id == "story-1" }})
	if bytes.Equal(part.Bytes(), trained(t, parse.Options{}).Bytes()) {
		t.Error("a part of the articles gave the model of all")
	}
}

func TestLoad(t *testing.T) {
	data := small().Bytes()
	m, err := parse.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.Bytes(), data) {
		t.Error("a loaded model gives other bytes")
	}
	text := "Ministers said the port was closed.\n“We want pay,” Veld added."
	if d := cmp.Diff(small().Parse(text), m.Parse(text)); d != "" {
		t.Errorf("a loaded model parses differently\n%s", d)
	}
	for n := range len(data) {
		if _, err := parse.Load(data[:n]); !errors.Is(err, parse.ErrModel) {
			t.Fatalf("%d of %d bytes: got %v, want %v", n, len(data), err, parse.ErrModel)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(small().Bytes())
	f.Add([]byte("ssparse1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parse.Load(data)
		if err == nil {
			checkTrees(t, m.Parse("The minister said the ferry sank."))
		}
	})
}

// checkTrees fails unless every sentence is a tree with one root.
func checkTrees(t interface{ Fatalf(string, ...any) }, doc parse.Document) {
	for _, r := range doc.Sentences {
		roots := 0
		for i := r.First; i < r.End; i++ {
			tok := doc.Tokens[i]
			if tok.Head == -1 {
				roots++
			}
			if (tok.Head == -1) != (tok.Label == parse.Root) || tok.Label == parse.NoLabel || tok.Tag == 0 {
				t.Fatalf("token %d of %q: %+v", i, doc.Text, tok)
			}
			if tok.Head != -1 && (tok.Head < r.First || tok.Head >= r.End || tok.Head == i) {
				t.Fatalf("token %d of %q: head %d outside %v", i, doc.Text, tok.Head, r)
			}
			steps := 0
			for h := tok.Head; h != -1; h = doc.Tokens[h].Head {
				if steps++; steps > r.End-r.First {
					t.Fatalf("token %d of %q is in a cycle", i, doc.Text)
				}
			}
		}
		if roots != 1 {
			t.Fatalf("%d roots in %v of %q", roots, r, doc.Text)
		}
	}
}

func TestParseProperties(t *testing.T) {
	m := small()
	words := append(strings.Fields("The minister ferry said sank Dockers want that"), pieces...)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " ")
		doc := m.Parse(text)
		checkSentences(t, len(doc.Tokens), doc.Sentences)
		checkTrees(t, doc)
		for _, tok := range doc.Tokens {
			if m.Lemma(doc, tok) == "" {
				t.Fatalf("no lemma for %+v of %q", tok, text)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, p := range pieces {
		f.Add("The minister said " + p + "the ferry" + p)
	}
	m := small()
	f.Fuzz(func(t *testing.T, text string) { checkTrees(t, m.Parse(text)) })
}

func TestParseTogether(t *testing.T) {
	m := small()
	text := strings.Repeat("The port was closed on Tuesday. She did leave the port.\n", 50)
	want := m.Parse(text)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if d := cmp.Diff(want, m.Parse(text)); d != "" {
				t.Errorf("another goroutine parses differently\n%s", d)
			}
		})
	}
	all.Wait()
}

func TestReadArticlesRefuses(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"columns", "# a\n0\tx\ty\n\n", "columns"},
		{"head", "# a\n0\tx\t_\tNN\t5\troot\n\n", "out of range"},
		{"no root", "# a\n0\tx\t_\tNN\t2\tdep\n2\ty\t_\tNN\t1\tdep\n\n", "roots"},
		{"cycle", "# a\n0\tx\t_\tNN\t0\troot\n2\ty\t_\tNN\t3\tdep\n4\tz\t_\tNN\t2\tdep\n\n", "cycle"},
		{"no article", "0\tx\t_\tNN\t0\troot\n\n", "before the first article"},
		{"start", "# a\nq\tx\t_\tNN\t0\troot\n\n", "not a number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parse.ReadArticles(strings.NewReader(c.in))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it, from %q", err, c.want, c.in)
			}
		})
	}
}

func TestParseHostile(t *testing.T) {
	m := small()
	for name, text := range hostile() {
		start := time.Now()
		doc := m.Parse(text)
		checkSentences(t, len(doc.Tokens), doc.Sentences)
		t.Logf("%s: %v for %d bytes", name, time.Since(start), len(text))
	}
}
