package claims_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"secondsource/claims"
)

func tagger(t testing.TB) *claims.Tagger {
	t.Helper()
	x, err := claims.NewTagger()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func article(text string) claims.Article { return claims.NewArticle(claims.Ref{}, text) }

// TestTaggerClaims holds what an editor sees of a story that was never part of any training.
func TestTaggerClaims(t *testing.T) {
	t.Parallel()
	const text = "Governor Aldis Renk said the Orven dam was safe. “Nobody will drown,” she added, saying the gates had been tested.\n" +
		"Sources say the ministry told engineers that two gates had failed. The inspector declined to comment.\n" +
		"Engineers reportedly left the site on Monday. The dam was built in 1971 and holds 40 million cubic meters.\n"
	got, err := tagger(t).Extract(t.Context(), article(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		words, name string
		kind        claims.Kind
		polarity    claims.Polarity
		via         bool
	}{
		{"the Orven dam was safe", "Aldis Renk", claims.KindPerson, claims.PolarityAffirmed, false},
		{"“Nobody will drown,”", "Aldis Renk", claims.KindPerson, claims.PolarityAffirmed, false},
		{"the gates had been tested", "Aldis Renk", claims.KindPerson, claims.PolarityAffirmed, false},
		{"the ministry told engineers that two gates had failed", "", claims.KindAnonymous, claims.PolarityAffirmed, false},
		{"that two gates had failed", "", claims.KindOrganization, claims.PolarityAffirmed, true},
		{"to comment", "", "", claims.PolarityDeclined, false},
		{"The dam was built in 1971 and holds 40 million cubic meters", "", claims.KindNobody, "", false},
	}
	for _, w := range want {
		if c, ok := find(got, text, w.words); !ok {
			t.Errorf("no claim %q in %s", w.words, told(got, text))
		} else if w.kind != "" && c.Kind != w.kind || c.Polarity != w.polarity || (c.Via != "") != w.via || w.name != "" && c.Name != w.name {
			t.Errorf("%q: got %s %q %s via %q, want %s %q %s, inner %t", w.words, c.Kind, c.Name, c.Polarity, c.Via, w.kind, w.name, w.polarity, w.via)
		}
	}
}

func find(all []claims.Claim, text, words string) (claims.Claim, bool) {
	for _, c := range all {
		if strings.Trim(article(text).Words(c.Content), " .") == words {
			return c, true
		}
	}
	return claims.Claim{}, false
}

func told(all []claims.Claim, text string) string {
	var b strings.Builder
	for _, c := range all {
		b.WriteString("\n  " + string(c.Kind) + ": " + article(text).Words(c.Content))
	}
	return b.String()
}

func TestTaggerOnHostileTexts(t *testing.T) {
	t.Parallel()
	x := tagger(t)
	for name, text := range hostileTexts() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.ToValidUTF8(text[:len(text)/hostileShare], "")
			if _, err := x.Extract(t.Context(), article(text)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTaggerStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tagger(t).Extract(ctx, article("Sources say so.\n")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
}

func TestReadTaggerRefusesWhatIsNoModel(t *testing.T) {
	t.Parallel()
	whole := tagger(t).Bytes()
	for name, model := range map[string][]byte{
		"nothing": nil, "text": []byte("a story"), "the mark alone": whole[:27], "cut in the parser": whole[:1<<20],
		"cut in the taggers": whole[:len(whole)-1000], "a length beyond the file": append(bytes.Clone(whole[:27]), 255, 255, 255, 255, 255, 255, 255, 255),
	} {
		if _, err := claims.ReadTagger(model); !errors.Is(err, claims.ErrModel) {
			t.Errorf("%s: got %v, want ErrModel", name, err)
		}
	}
	again, err := claims.ReadTagger(whole)
	if err != nil || again.Name() != tagger(t).Name() || !bytes.Equal(again.Bytes(), whole) {
		t.Errorf("the whole model came back as another: %v", err)
	}
}

// maxModelBytes is what the model may add to the program.
const maxModelBytes = 30 << 20

func TestShippedModelIsSmall(t *testing.T) {
	t.Parallel()
	if n := len(tagger(t).Bytes()); n > maxModelBytes {
		t.Errorf("the model has %d bytes, want at most %d", n, maxModelBytes)
	}
}

// TestTrainIsRepeatable trains twice on our own annotated stories.
func TestTrainIsRepeatable(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/stories.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var training claims.Training
	for line := range bytes.Lines(raw) {
		var m claims.Marked
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatal(err)
		}
		training.Articles = append(training.Articles, m)
	}
	training.Seed = 7
	var first []byte
	for range 2 {
		x, err := claims.Train(t.Context(), training)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = x.Bytes()
		}
		if !bytes.Equal(first, x.Bytes()) {
			t.Fatal("the same stories and seed gave two models")
		}
	}
	if _, err := claims.Train(t.Context(), claims.Training{}); err == nil {
		t.Error("no error without any story")
	}
}

func FuzzTagger(f *testing.F) {
	f.Add("“The talks,” Ms. Naqvi said, “will begin in Oman.” Experts say they will fail.\n")
	f.Add("X said:\n\n“…\n''and so on``\n— Reporter")
	f.Add("Министр сказал, что «мост закрыт». 部长说：“桥关了。”")
	x := tagger(f)
	f.Fuzz(func(t *testing.T, text string) {
		// Extract validates every span of its claims itself.
		if _, err := x.Extract(t.Context(), article(text)); err != nil && !errors.Is(err, claims.ErrText) {
			t.Fatal(err)
		}
	})
}

// BenchmarkTagger extracts from our own stories; SetBytes makes it comparable with BenchmarkExtract.
func BenchmarkTagger(b *testing.B) {
	raw, err := os.ReadFile("testdata/stories.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for line := range bytes.Lines(raw) {
		var m claims.Marked
		if err := json.Unmarshal(line, &m); err != nil {
			b.Fatal(err)
		}
		text.WriteString(m.Text + "\n")
	}
	a := article(text.String())
	x := tagger(b)
	b.SetBytes(int64(len(a.Text)))
	tokens := len(strings.Fields(a.Text))
	for b.Loop() {
		if _, err := x.Extract(b.Context(), a); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkReadTagger loads the shipped model: what every run of the program pays once.
func BenchmarkReadTagger(b *testing.B) {
	model := tagger(b).Bytes()
	for b.Loop() {
		if _, err := claims.ReadTagger(model); err != nil {
			b.Fatal(err)
		}
	}
}
