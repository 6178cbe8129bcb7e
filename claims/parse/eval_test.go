package parse_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"secondsource/claims/parse"
)

var (
	dataDir   = flag.String("data", "", "folder with {train,dev}.jsonl and parses/; found beside the module if empty")
	modelFile = flag.String("model", "", "parser model to measure")
	saveFile  = flag.String("save", "", "train on the train part and write the model here")
	seed      = flag.Uint64("seed", 1, "seed of the training")
)

// folder finds the annotated articles, or skips the test.
func folder(t testing.TB) string {
	for _, dir := range []string{*dataDir, "../../../shared/eval/attribution", "../../shared/eval/attribution"} {
		if _, err := os.Stat(filepath.Join(dir, "parses")); dir != "" && err == nil {
			return dir
		}
	}
	t.Skip("the annotated articles are not here (-data names their folder): nothing is measured")
	return ""
}

func articles(t testing.TB, part string) []parse.Article {
	f, err := os.Open(filepath.Join(folder(t), "parses", part+".conll.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	out, err := parse.ReadArticles(z)
	if err != nil || len(out) == 0 {
		t.Fatalf("%d articles, %v", len(out), err)
	}
	return out
}

func texts(t testing.TB, part string) map[string]string {
	f, err := os.Open(filepath.Join(folder(t), part+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	out := map[string]string{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var a struct{ ID, Text string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		out[a.ID] = a.Text
	}
	if len(out) == 0 {
		t.Fatalf("no article in %s", part)
	}
	return out
}

func measured(t testing.TB) *parse.Model {
	if *modelFile == "" {
		t.Skip("no model named (-model FILE): nothing is measured")
	}
	data, err := os.ReadFile(*modelFile)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	m, err := parse.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes loaded in %v", len(data), time.Since(start))
	return m
}

// TestTrainModel writes the model that the other tests measure.
func TestTrainModel(t *testing.T) {
	if *saveFile == "" {
		t.Skip("no file to write (-save FILE)")
	}
	start := time.Now()
	m, err := parse.Train(articles(t, "train"), parse.Options{Seed: *seed})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("trained in %v", time.Since(start))
	if err := os.WriteFile(*saveFile, m.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// counts are tokens found right; all in percent of gold tokens.
type counts struct {
	gold, span, tag, lemma, lemmas, head, label int
	words, wordHead, wordLabel                  int // without punctuation
	sentences, ours, sameEnd                    int
}

func share(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }

// TestDev measures text to trees on the dev part: a token counts as right only if its bytes are those of the parses.
func TestDev(t *testing.T) {
	m, text := measured(t), texts(t, "dev")
	var c counts
	for _, a := range articles(t, "dev") {
		c.add(m, m.Parse(text[a.ID]), a)
	}
	t.Logf("tokens %.2f %%, sentence ends F1 %.2f, tags %.2f, lemmas %.2f", share(c.span, c.gold),
		share(2*c.sameEnd, c.sentences+c.ours), share(c.tag, c.gold), share(c.lemma, c.lemmas))
	t.Logf("UAS %.2f LAS %.2f; without punctuation UAS %.2f LAS %.2f", share(c.head, c.gold), share(c.label, c.gold),
		share(c.wordHead, c.words), share(c.wordLabel, c.words))
	for _, f := range []struct {
		name       string
		got, floor float64
	}{
		// Measured with the shipped model, less half a point.
		{"tokens", share(c.span, c.gold), 99.5},
		{"sentence ends", share(2*c.sameEnd, c.sentences+c.ours), 95},
		{"tags", share(c.tag, c.gold), 97.2},
		{"lemmas", share(c.lemma, c.lemmas), 98.5},
		{"UAS without punctuation", share(c.wordHead, c.words), 84.5},
		{"LAS without punctuation", share(c.wordLabel, c.words), 82},
	} {
		if f.got < f.floor {
			t.Errorf("%s %.2f, want at least %.2f", f.name, f.got, f.floor)
		}
	}
}

func (c *counts) add(m *parse.Model, doc parse.Document, a parse.Article) {
	byStart := map[int]int{}
	for i, tok := range doc.Tokens {
		byStart[tok.Start] = i
	}
	ends := map[int]bool{}
	for _, r := range doc.Sentences {
		ends[doc.Tokens[r.End-1].End] = true
	}
	c.ours += len(doc.Sentences)
	for _, rows := range a.Sentences {
		c.sentences++
		if ends[rows[len(rows)-1].End()] {
			c.sameEnd++
		}
		for _, r := range rows {
			c.token(m, doc, byStart, rows, r)
		}
	}
}

func (c *counts) token(m *parse.Model, doc parse.Document, byStart map[int]int, rows []parse.Row, r parse.Row) {
	c.gold++
	word := r.Label != "punct"
	if word {
		c.words++
	}
	i, ok := byStart[r.Start]
	if !ok || doc.Tokens[i].End != r.End() {
		return
	}
	tok := doc.Tokens[i]
	c.span++
	if tok.Tag == parse.TagOf(r.Tag) {
		c.tag++
	}
	if strings.ContainsFunc(r.Form, unicode.IsLetter) { // the parses give marks lemmas of their own, such as -lrb-
		c.lemmas++
		if m.Lemma(doc, tok) == parse.Lowered(r.Lemma) {
			c.lemma++
		}
	}
	head := -1
	if tok.Head >= 0 {
		head = doc.Tokens[tok.Head].Start
	}
	want := -1
	if r.Head > 0 {
		want = rows[r.Head-1].Start
	}
	if head != want {
		return
	}
	c.head++
	same := tok.Label == parse.LabelOf(r.Label)
	if same {
		c.label++
	}
	if word {
		c.wordHead++
		if same {
			c.wordLabel++
		}
	}
}

func BenchmarkParse(b *testing.B) {
	m := measured(b)
	n, size := 0, 0
	all := texts(b, "dev")
	for b.Loop() {
		for _, text := range all {
			n += len(m.Parse(text).Tokens)
			size += len(text)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkTokens(b *testing.B) {
	n := 0
	all := texts(b, "dev")
	for b.Loop() {
		for _, text := range all {
			spans := parse.Tokens(text)
			n += len(spans) + len(parse.Sentences(text, spans))
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkLoad(b *testing.B) {
	measured(b)
	data, err := os.ReadFile(*modelFile)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := parse.Load(data); err != nil {
			b.Fatal(err)
		}
	}
}
