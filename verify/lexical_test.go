package verify_test

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"secondsource/verify"
)

const bridgeClaim = "The Varn bridge was closed to lorries over 12 tonnes on 3 March."

func TestLexicalStances(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, claim, passage string
		want                 verify.Stance
		quote                string // "" for any
	}{
		{
			"says so itself", bridgeClaim, "Rain fell. Engineers closed the Varn bridge to lorries over 12 tonnes on 3 March. Traffic grew.", verify.Supports,
			"Engineers closed the Varn bridge to lorries over 12 tonnes on 3 March.",
		},
		{"in two sentences", bridgeClaim, "On 3 March the Varn bridge was closed. The ban is for lorries over 12 tonnes.", verify.Supports, ""},
		{
			"lays it to somebody", bridgeClaim, "The transport ministry said the Varn bridge was closed to lorries over 12 tonnes on 3 March.", verify.Reports,
			"the Varn bridge was closed to lorries over 12 tonnes on 3 March",
		},
		{"according to", bridgeClaim, "The Varn bridge was closed to lorries over 12 tonnes on 3 March, according to a union.", verify.Reports, ""},
		{"quotes it", bridgeClaim, "“The Varn bridge was closed to lorries over 12 tonnes on 3 March,” Mr. Ostrander said.", verify.Reports, ""},
		{"asks", bridgeClaim, "Did engineers close the Varn bridge to lorries over 12 tonnes on 3 March?", verify.Reports, ""},
		{"supposes", bridgeClaim, "If the Varn bridge was closed to lorries over 12 tonnes on 3 March, ferries would be full.", verify.Reports, ""},
		{"tells a rumour", bridgeClaim, "The Varn bridge is rumored to have been closed to lorries over 12 tonnes on 3 March.", verify.Reports, ""},
		{"calls it possible", bridgeClaim, "The Varn bridge may have been closed to lorries over 12 tonnes on 3 March.", verify.Reports, ""},
		{"only claimed", bridgeClaim, "Engineers claim to have closed the Varn bridge to lorries over 12 tonnes on 3 March.", verify.Reports, ""},
		{"behind a colon", bridgeClaim, "Police: Varn bridge closed to lorries over 12 tonnes on 3 March.", verify.Reports, ""},
		{"another number", bridgeClaim, "Engineers closed the Varn bridge to lorries over 40 tonnes on 3 March.", verify.Refutes, ""},
		{"another sum", "The repair of the Varn Bridge will cost 48 million crowns.", "The repair of the Varn Bridge will cost 71 million crowns, half as much again.", verify.Refutes, ""},
		{"too little to go by", "It cannot be done at all.", "We will do all that can be done, and it cannot be done at all.", verify.Unrelated, ""},
		{"two words to go by", "It can be done in ten nights.", "Kalle Orle scored twice in the last ten minutes.", verify.Unrelated, ""},
		{"a denial", bridgeClaim, "The Varn bridge was never closed to lorries over 12 tonnes on 3 March.", verify.Refutes, ""},
		{"another bridge's story", bridgeClaim, "Rain fell on Muscat, and the market was empty until noon.", verify.Unrelated, ""},
		{"shares a name", bridgeClaim, "The Varn rowing club won its first cup since the war.", verify.Unrelated, ""},
		{"nothing", bridgeClaim, "", verify.Unrelated, ""},
		{"no claim", "", "Engineers closed the Varn bridge.", verify.Unrelated, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := judgeOne(t, tt.claim, tt.passage)
			if o.Stance != tt.want {
				t.Errorf("got %s %+v, want %s\nclaim:   %s\npassage: %s", o.Stance, o.P, tt.want, tt.claim, tt.passage)
			}
			if got := tt.passage[o.Quote.Start:o.Quote.End]; tt.quote != "" && strings.Trim(got, " ") != tt.quote {
				t.Errorf("quote %q, want %q", got, tt.quote)
			}
		})
	}
}

func judgeOne(t *testing.T, claim, passage string) verify.Opinion {
	t.Helper()
	all, err := verify.NewLexical().Judge(t.Context(), claim, []string{passage})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d opinions, %v", len(all), err)
	}
	return all[0]
}

// TestJudges is the suite that every judge of the table must pass.
func TestJudges(t *testing.T) {
	t.Parallel()
	if len(verify.Judges) == 0 {
		t.Fatal("there is no judge")
	}
	for name := range verify.Judges {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			j, err := verify.OpenJudge(verify.Judges, name)
			if err != nil {
				t.Fatal(err)
			}
			t.Run("in order, none invented, quotes inside", func(t *testing.T) { rapid.Check(t, judgeProperty(j)) })
			t.Run("cancelled", func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				cancel()
				if _, err := j.Judge(ctx, bridgeClaim, []string{"The Varn bridge closed."}); err == nil {
					t.Error("no error from a cancelled context")
				}
			})
			t.Run("no passages", func(t *testing.T) {
				if got, err := j.Judge(t.Context(), bridgeClaim, nil); len(got) != 0 || err != nil {
					t.Errorf("got %v, %v", got, err)
				}
			})
		})
	}
}

func judgeProperty(j verify.Judge) func(*rapid.T) {
	piece := rapid.SampledFrom([]string{
		"The Varn bridge ", "closed ", "to lorries ", "over 12 tonnes. ", "Ms. Ude said ", "“never” ",
		"\n", "3 March", ", ", "€40 ", "не ", "\u0301", "reportedly ",
	})
	text := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "") })
	return func(t *rapid.T) {
		claim, passages := text.Draw(t, "claim"), rapid.SliceOfN(text, 0, 4).Draw(t, "passages")
		got, err := j.Judge(context.Background(), claim, passages)
		if err != nil || len(got) != len(passages) {
			t.Fatalf("%d opinions for %d passages, %v", len(got), len(passages), err)
		}
		for i, o := range got {
			sum := o.P.Supports + o.P.Refutes + o.P.Reports + o.P.Unrelated
			if math.Abs(sum-1) > 1e-9 || o.Stance != o.P.Stance() {
				t.Fatalf("%s of %+v, sum %f", o.Stance, o.P, sum)
			}
			if o.Quote.Start < 0 || o.Quote.End < o.Quote.Start || o.Quote.End > len(passages[i]) ||
				!utf8.ValidString(passages[i][o.Quote.Start:o.Quote.End]) {
				t.Fatalf("quote %v of %q", o.Quote, passages[i])
			}
		}
	}
}

func TestOpenJudgeUnknown(t *testing.T) {
	t.Parallel()
	if _, err := verify.OpenJudge(verify.Judges, "oracle"); err == nil || !strings.Contains(err.Error(), "lexical") {
		t.Errorf("got %v, want an error that names the judges there are", err)
	}
}

func TestPassages(t *testing.T) {
	t.Parallel()
	text := "Rain fell all day.\nEngineers closed the Varn bridge on 3 March. The ban is for lorries over 12 tonnes. Shops stayed open.\n" +
		"The bridge is old. Nobody minded the rain."
	got := verify.Passages(bridgeClaim, text, 5)
	if len(got) == 0 {
		t.Fatal("no passage")
	}
	if first := text[got[0].Start:got[0].End]; first != "Engineers closed the Varn bridge on 3 March. The ban is for lorries over 12 tonnes." {
		t.Errorf("the best passage is %q", first)
	}
	for i, a := range got {
		for _, b := range got[i+1:] {
			if a.Overlaps(b) {
				t.Errorf("passages %v and %v overlap", a, b)
			}
		}
	}
	if got := verify.Passages(bridgeClaim, text, 1); len(got) != 1 {
		t.Errorf("%d passages with a limit of 1", len(got))
	}
	if got := verify.Passages("Zebras dance.", text, 5); len(got) != 0 {
		t.Errorf("passages %v for a claim that shares no word", got)
	}
}

func TestJudgeText(t *testing.T) {
	t.Parallel()
	text := "Rain fell.\nEngineers closed the Varn bridge to lorries over 12 tonnes on 3 March."
	d, err := verify.JudgeText(t.Context(), verify.NewLexical(), bridgeClaim, text, 5)
	if err != nil || d.Verdict != verify.Supported || d.Score < 0.5 {
		t.Fatalf("got %+v, %v, want supported by the one document", d, err)
	}
	best := d.Passages[0]
	if quote := text[best.Passage.Start:best.Passage.End][best.Quote.Start:best.Quote.End]; !strings.HasPrefix(quote, "Engineers") {
		t.Errorf("quote %q of passage %v", quote, *best.Passage)
	}
	none, err := verify.JudgeText(t.Context(), verify.NewLexical(), "Zebras dance.", text, 5)
	if err != nil || none.Verdict != verify.NotFound || none.Passages == nil {
		t.Errorf("got %+v, %v, want not_found", none, err)
	}
	empty, err := verify.JudgePassages(t.Context(), verify.NewLexical(), bridgeClaim, nil)
	if err != nil || empty.Verdict != verify.Unchecked || empty.Reason != verify.NoCoverage {
		t.Errorf("got %+v, %v, want unchecked (no_coverage)", empty, err)
	}
}

func TestWireForm(t *testing.T) {
	t.Parallel()
	d, err := verify.JudgePassages(t.Context(), verify.NewLexical(), bridgeClaim, []string{"Engineers closed the Varn bridge."})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{`"verdict":`, `"score":`, `"p":{"supports":`, `"passages":[{"index":0,"stance":`, `"quote":[`, `"method":"lexical"`, `"judge":"lexical/2@`} {
		if !strings.Contains(string(raw), field) {
			t.Errorf("no %s in %s", field, raw)
		}
	}
}
