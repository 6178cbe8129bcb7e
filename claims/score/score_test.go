package score_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/claims/score"
)

const sentence = `Zoë Kellan said: “We will stay.” Later, clerks expect 3.5% growth.`

// at gives the span of the words in the text, as an annotation has it.
func at(t testing.TB, text, words string) []claims.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in %q", words, text)
	}
	return []claims.Span{{Start: i, End: i + len(words)}}
}

// row makes an attribution of words of the sentence; "" is none.
func row(t testing.TB, source, cue, content string) score.Row {
	t.Helper()
	spans := func(words string) []claims.Span {
		if words == "" {
			return nil
		}
		return at(t, sentence, words)
	}
	return score.Row{Source: spans(source), Cue: spans(cue), Content: spans(content)}
}

// scored gives the figures of what was found in the sentence.
func scored(t testing.TB, found, gold []score.Row) score.Result {
	t.Helper()
	var tally score.Tally
	if err := tally.Add(score.Story{ID: "a", Text: sentence, Attributions: gold}, found); err != nil {
		t.Fatal(err)
	}
	return tally.Result()
}

func TestMeasures(t *testing.T) {
	t.Parallel()
	say := row(t, "Zoë Kellan", "said", "“We will stay.”")
	expect := row(t, "clerks", "expect", "3.5% growth")
	with := func(r score.Row, change func(*score.Row)) score.Row {
		change(&r)
		return r
	}
	wide := with(say, func(r *score.Row) { r.Cue = append(at(t, sentence, "said"), at(t, sentence, "expect")...) })
	spaced := with(say, func(r *score.Row) {
		r.Content = []claims.Span{{Start: say.Content[0].Start - 1, End: say.Content[0].End + 1}}
	})
	bare := with(say, func(r *score.Row) { r.Source = nil })
	cueless := with(say, func(r *score.Row) { r.Cue = nil })
	for _, tc := range []struct {
		name        string
		found, gold []score.Row
		want        map[string]float64 // F1 of all cues
	}{
		{"identical in any order", []score.Row{expect, say}, []score.Row{say, expect}, map[string]float64{
			"cue_overlap": 100, "cue_exact": 100, "source_overlap": 100, "source_exact": 100, "content_half": 100,
			"content_exact": 100, "content_exact_trimmed": 100, "relation_soft": 100, "relation_exact": 100, "span_source": 100,
			"span_cue": 100, "span_content": 100, "token_source": 100, "token_cue": 100, "token_content": 100,
		}},
		{"space at the edge is free", []score.Row{spaced, expect}, []score.Row{say, expect}, map[string]float64{"relation_exact": 100}},
		{
			"punctuation at the edge is not",
			[]score.Row{row(t, "Zoë Kellan", "said", "We will stay"), expect},
			[]score.Row{say, expect},
			map[string]float64{"content_exact": 50, "content_exact_trimmed": 100, "content_half": 100, "relation_exact": 50},
		},
		{"shifted", []score.Row{row(t, "Kellan said", "said: “We", "will stay.”"), expect}, []score.Row{say, expect}, map[string]float64{
			"cue_overlap": 100, "cue_exact": 50, "source_overlap": 100, "source_exact": 50, "content_half": 100,
			"relation_soft": 100, "relation_exact": 50, "span_content": 50,
		}},
		{
			"spans know no relation",
			[]score.Row{say, row(t, "clerks", "Later", "growth")},
			[]score.Row{say, expect},
			map[string]float64{"cue_overlap": 50, "source_overlap": 50, "span_source": 100},
		},
		{"twice the same is one right and one wrong", []score.Row{say, say}, []score.Row{say}, map[string]float64{"cue_overlap": 66.67}},
		{"a greedy choice would find one", []score.Row{wide, say}, []score.Row{say, expect}, map[string]float64{"cue_overlap": 100}},
		{"no source on both sides agrees", []score.Row{bare}, []score.Row{bare}, map[string]float64{"source_overlap": 100}},
		{"no source on one side does not", []score.Row{bare}, []score.Row{say}, map[string]float64{"source_overlap": 0, "cue_overlap": 100}},
		{"no cue on both sides: contents decide", []score.Row{cueless}, []score.Row{cueless}, map[string]float64{"relation_exact": 100}},
		{"no cue on one side is no overlap", []score.Row{cueless}, []score.Row{say}, map[string]float64{"cue_overlap": 0}},
		{"nothing found", nil, []score.Row{say}, map[string]float64{"cue_overlap": 0, "token_cue": 0}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := scored(t, tc.found, tc.gold)
			for name, want := range tc.want {
				if got := r.All[name].F1; got == nil || *got != want {
					t.Errorf("%s: got %v, want %v\nfound %v\ngold %v", name, show(got), want, tc.found, tc.gold)
				}
			}
		})
	}
}

func show(f *float64) any {
	if f == nil {
		return nil
	}
	return *f
}

func TestNothingToDivideBy(t *testing.T) {
	t.Parallel()
	r := scored(t, nil, nil)
	if m := r.All["relation_soft"]; m.P != nil || m.R != nil || m.F1 != nil {
		t.Errorf("an empty comparison has figures: %+v", m)
	}
	r = scored(t, []score.Row{row(t, "clerks", "", "")}, nil)
	if r.DroppedPredicted != 1 || r.Predicted != 0 {
		t.Errorf("a source alone: dropped %d, predicted %d, want 1, 0", r.DroppedPredicted, r.Predicted)
	}
}

func TestSpeechSubset(t *testing.T) {
	t.Parallel()
	say, expect := row(t, "Zoë Kellan", "said", "We will stay"), row(t, "clerks", "expect", "growth")
	r := scored(t, []score.Row{say}, []score.Row{say, expect})
	if r.GoldSpeech != 1 || *r.Speech["relation_exact"].F1 != 100 || *r.All["relation_exact"].F1 != 66.67 {
		t.Errorf("speech gold %d, F1 %v, all F1 %v; want 1, 100, 66.67", r.GoldSpeech,
			*r.Speech["relation_exact"].F1, *r.All["relation_exact"].F1)
	}
}

func TestQuoteForms(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		content string
		want    claims.QuoteForm
	}{
		{"“a b”", claims.QuoteDirect},
		{"``a b''", claims.QuoteDirect},
		{"''a b''", claims.QuoteDirect},
		{`"a" b`, claims.QuoteMixed},
		{"a b", claims.QuoteIndirect},
		{"it's", claims.QuoteIndirect},
		{"“a ¶ “b”", claims.QuoteDirect},
		{"«a» b “c”", claims.QuoteMixed},
		{"…", claims.QuoteIndirect},
		{"“a” and “b”", claims.QuoteMixed},
		{"' 'a' '", claims.QuoteIndirect},
	} {
		s := score.Story{ID: "a", Text: tc.content, Attributions: []score.Row{{Content: []claims.Span{{End: len(tc.content)}}}}}
		var tally score.Tally
		if err := tally.Add(s, nil); err != nil {
			t.Fatal(err)
		}
		for form, f := range tally.Result().Forms {
			if (f.Gold == 1) != (form == tc.want) {
				t.Errorf("content %q: %d of form %s, want form %s", tc.content, f.Gold, form, tc.want)
			}
		}
	}
}

func TestBadSpans(t *testing.T) {
	t.Parallel()
	for _, bad := range []claims.Span{{Start: 5, End: 3}, {Start: 4, End: 4}, {Start: 0, End: 999}, {Start: 3, End: 4}, {Start: 0, End: 3}, {Start: -1, End: 2}} {
		s := score.Story{ID: "a", Text: sentence}
		found := []score.Row{{Cue: []claims.Span{bad}}}
		var tally score.Tally
		if err := tally.Add(s, found); !errors.Is(err, score.ErrStory) {
			t.Errorf("found cue %v: got %v, want ErrStory", bad, err)
		}
		s.Attributions = found
		if err := tally.Add(s, nil); !errors.Is(err, score.ErrStory) {
			t.Errorf("annotated cue %v: got %v, want ErrStory", bad, err)
		}
		s = score.Story{ID: "a", Text: sentence, Nobody: []claims.Span{bad}}
		if err := tally.AddNobody(s, nil); !errors.Is(err, score.ErrStory) {
			t.Errorf("nobody %v: got %v, want ErrStory", bad, err)
		}
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	good := `{"id":"a","text":"Hi.","attributions":[{"source":[[0,2]],"cue":[],"content":[[0,3]],"via":null}],"nobody":[]}`
	for _, tc := range []struct{ name, in, want string }{
		{"good", good + "\n\n", ""},
		{"nothing", "", ""},
		{"no JSON", good + "\nnot json\n", "line 2: not an annotated story"},
		{"no text", `{"id":"a","attributions":[]}`, "line 1: id, text or attributions are missing"},
		{"no attributions", `{"id":"a","text":"Hi."}`, "line 1: id, text or attributions are missing"},
		{"twice", good + "\n" + good, `line 2: id "a" occurs twice`},
		{"words for a span", `{"id":"a","text":"Hi.","attributions":[{"cue":[["0",4]]}]}`, "line 1: not an annotated story"},
		{"half a span", `{"id":"a","text":"Hi.","attributions":[{"cue":[[0]]}]}`, "line 1: not an annotated story"},
		{"not UTF-8", "{\"id\":\"a\",\"text\":\"\xff\",\"attributions\":[]}", "line 1: the line is not UTF-8"},
		{"an endless line", strings.Repeat("x", 13<<20), "line 1: bufio.Scanner: token too long"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := score.Read(strings.NewReader(tc.in))
			if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
	stories, err := score.Read(strings.NewReader(good))
	if err != nil || len(stories) != 1 || stories[0].ID != "a" || stories[0].Nobody == nil || score.Nested(stories) {
		t.Errorf("read %+v, %v: want story a with nobody annotated and nothing nested", stories, err)
	}
}

func TestRows(t *testing.T) {
	t.Parallel()
	one := []claims.Span{{Start: 0, End: 2}}
	rows, nobody := score.Rows([]claims.Claim{
		{Content: one, Attribution: claims.Attribution{Kind: claims.KindPerson, Name: "Ada Roon", Cue: one}},
		{Content: one, Via: "outer", Attribution: claims.Attribution{Kind: claims.KindCrowd, Cue: one}},
		{Content: one, Attribution: claims.Attribution{Kind: claims.KindUnresolved}},
		{Content: one, Sentence: claims.Span{Start: 0, End: 9}, Attribution: claims.Attribution{Kind: claims.KindNobody}},
	})
	if len(rows) != 2 || *rows[0].Name != "Ada Roon" || len(nobody) != 1 || nobody[0].End != 9 {
		t.Errorf("rows %+v, nobody %v: want the person's and the crowd's, and the sentence", rows, nobody)
	}
	if flat := score.Flat(rows); len(flat) != 1 || flat[0].Kind != claims.KindPerson {
		t.Errorf("flat %+v: want the person's alone", flat)
	}
	if !score.Nested([]score.Story{{Attributions: rows}}) {
		t.Error("a row with via is not nested")
	}
}

// named gives rows a kind, a name and a polarity.
func named(r score.Row, kind claims.Kind, name string, p claims.Polarity) score.Row {
	r.Kind, r.Name, r.Polarity = kind, &name, p
	return r
}

func TestLabels(t *testing.T) {
	t.Parallel()
	say, expect := row(t, "Zoë Kellan", "said", "We will stay"), row(t, "clerks", "expect", "growth")
	gold := []score.Row{
		named(say, claims.KindPerson, "Zoë Kellan", claims.PolarityAffirmed), named(expect, claims.KindCrowd, "", claims.PolarityDenied),
	}
	r := scored(t, []score.Row{
		named(say, claims.KindPerson, "zoë  kellan", claims.PolarityAffirmed), named(expect, claims.KindPerson, "Clerk", claims.PolarityAffirmed),
	}, gold)
	for name, want := range map[string][2]int{
		"kind": {1, 2}, "name": {1, 1}, "name_full": {1, 1}, "name_none": {0, 1}, "polarity": {1, 2}, "polarity_denied": {0, 1},
	} {
		if f := r.Labels[name]; f.Right != want[0] || f.Matched != want[1] {
			t.Errorf("%s: %d of %d right, want %d of %d", name, f.Right, f.Matched, want[0], want[1])
		}
	}
	if k := r.Kinds[claims.KindCrowd]; k.Matched != 1 || k.Right != 0 || k.Mistaken[claims.KindPerson] != 1 {
		t.Errorf("crowd: %+v, want 0 of 1, mistaken for a person", k)
	}
	if r = scored(t, []score.Row{say}, []score.Row{say}); r.Kinds != nil || r.Labels != nil || r.Nobody != nil {
		t.Errorf("labels that nobody annotated are measured: %+v %+v %+v", r.Kinds, r.Labels, r.Nobody)
	}
}

func TestNobody(t *testing.T) {
	t.Parallel()
	const text = "One two three four. Five six seven eight. Nine ten."
	s := score.Story{ID: "a", Text: text, Nobody: []claims.Span{{Start: 0, End: 19}, {Start: 42, End: 51}}}
	var tally score.Tally
	// Four of the five tokens; then two of five; then nothing at all of the third sentence.
	if err := tally.AddNobody(s, []claims.Span{{Start: 0, End: 18}, {Start: 20, End: 28}}); err != nil {
		t.Fatal(err)
	}
	if n := tally.Result().Nobody; n == nil || n.Count != (score.Count{TP: 1, FP: 1, FN: 1}) {
		t.Errorf("got %+v, want one right, one spurious, one missed", n)
	}
	_, total := tally.Mistakes(0)
	if total[score.NobodyMissed] != 1 || total[score.NobodySpurious] != 1 {
		t.Errorf("mistakes %v, want one nobody missed and one spurious", total)
	}
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	say, expect := row(t, "Zoë Kellan", "said", "“We will stay.”"), row(t, "clerks", "expect", "3.5% growth")
	wrong := row(t, "clerks", "said", "We")
	var tally score.Tally
	s := score.Story{ID: "s", Text: sentence, Attributions: []score.Row{say, expect}}
	if err := tally.Add(s, []score.Row{wrong, row(t, "growth", "Later", "clerks")}); err != nil {
		t.Fatal(err)
	}
	all, total := tally.Mistakes(5)
	var sorts []score.Sort
	for _, m := range all {
		sorts = append(sorts, m.Sort)
		if total[m.Sort] != 1 {
			t.Errorf("%d mistakes of sort %s, want 1", total[m.Sort], m.Sort)
		}
	}
	want := []score.Sort{score.Missed, score.Spurious, score.WrongSource, score.WrongContent}
	if b, err := json.Marshal(all); len(sorts) != len(want) || err != nil {
		t.Fatalf("got %s, %v; want the sorts %v", b, err, want)
	}
	for i := range want {
		if sorts[i] != want[i] {
			t.Errorf("mistake %d is %s, want %s", i, sorts[i], want[i])
		}
	}
	if m := all[0]; m.Gold.Cue != "expect" || m.Found != nil || m.Sentence != "Later, clerks expect 3.5% growth." {
		t.Errorf("missed: %+v, want the clerks' and its sentence", m)
	}
	if m := all[2]; m.Gold.Source != "Zoë Kellan" || m.Found.Source != "clerks" || !m.Speech {
		t.Errorf("wrong source: %+v, want Zoë Kellan against clerks", m)
	}
	if few, _ := tally.Mistakes(0); len(few) != 0 {
		t.Errorf("no mistakes asked for, got %v", few)
	}
}

// Whatever is found, a perfect answer scores 100, a count never goes below zero, and the order changes nothing.
func TestProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("aé said“”\"'`.—日 \n")), 1, 60, -1).Draw(t, "text")
		gold, found := rowsIn(t, text, "gold"), rowsIn(t, text, "found")
		figures := func(found []score.Row) score.Result {
			var tally score.Tally
			if err := tally.Add(score.Story{ID: "a", Text: text, Attributions: gold}, found); err != nil {
				t.Fatal(err)
			}
			return tally.Result()
		}
		perfect, some := figures(gold), figures(found)
		turned := figures(rapid.Permutation(found).Draw(t, "turned"))
		for _, name := range score.Measures {
			if f := perfect.All[name].F1; f != nil && *f != 100 {
				t.Fatalf("%s of a perfect answer is %v\ntext %q gold %v", name, *f, text, gold)
			}
			c := some.All[name].Count
			if c.TP < 0 || c.FP < 0 || c.FN < 0 || c != turned.All[name].Count {
				t.Fatalf("%s: %v, in another order %v\ntext %q gold %v found %v", name, c, turned.All[name].Count, text, gold, found)
			}
		}
	})
}

// rowsIn draws rows with spans of the text between its characters.
func rowsIn(t *rapid.T, text, label string) []score.Row {
	var bounds []int
	for i := range text {
		bounds = append(bounds, i)
	}
	bounds = append(bounds, len(text))
	span := rapid.Custom(func(t *rapid.T) claims.Span {
		i := rapid.IntRange(0, len(bounds)-2).Draw(t, "start")
		j := rapid.IntRange(i+1, min(i+8, len(bounds)-1)).Draw(t, "end")
		return claims.Span{Start: bounds[i], End: bounds[j]}
	})
	spans := rapid.SliceOfN(span, 0, 2)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) score.Row {
		return score.Row{Source: spans.Draw(t, "source"), Cue: spans.Draw(t, "cue"), Content: spans.Draw(t, "content")}
	}), 0, 5).Draw(t, label)
}
