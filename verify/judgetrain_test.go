package verify_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"secondsource/verify"
)

// lessons are plain pairs of the invented bridge: said, reported, denied, and another story.
func lessons(t *testing.T) []verify.Prepared {
	t.Helper()
	said := "Engineers closed the Varn bridge to lorries over 12 tonnes on 3 March."
	var out []verify.Prepared
	for _, l := range []verify.Lesson{
		{Claim: bridgeClaim, Passages: []string{said}, Stances: []verify.Stance{verify.Supports}},
		{Claim: bridgeClaim, Text: "Rain fell. " + said, Stances: []verify.Stance{verify.Supports}},
		{Claim: bridgeClaim, Passages: []string{"The Varn bridge may be closed to lorries, reportedly."}, Stances: []verify.Stance{verify.Reports}},
		{Claim: bridgeClaim, Passages: []string{"That the Varn bridge is closed to lorries is a hoax."}, Stances: []verify.Stance{verify.Refutes}},
		{Claim: bridgeClaim, Passages: []string{"Rain fell on Muscat all day."}, Stances: []verify.Stance{verify.Unrelated}},
		{Claim: bridgeClaim, Text: "Zebras dance.", Stances: []verify.Stance{verify.Unrelated}},
	} {
		l.Set = "own"
		p, err := verify.PrepareLesson(t.Context(), l, 5)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

func TestTrainLexical(t *testing.T) {
	t.Parallel()
	first, err := verify.TrainLexical(t.Context(), lessons(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	calls := 0
	second, err := verify.TrainLexical(t.Context(), lessons(t), func(int, int) { calls++ })
	if err != nil || !bytes.Equal(first, second) || calls == 0 {
		t.Fatalf("the same lessons gave %d and %d bytes, unequal, %d calls, %v", len(first), len(second), calls, err)
	}
	j, err := verify.OpenLexical(first)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(j.Name(), verify.LexicalVersion+"@") || j.Name() == verify.NewLexical().Name() {
		t.Errorf("the judge is called %s, want its own digest", j.Name())
	}
	if !j.LearnedFrom([]string{bridgeClaim, bridgeClaim, bridgeClaim, bridgeClaim, bridgeClaim, bridgeClaim}) || j.LearnedFrom([]string{bridgeClaim}) {
		t.Error("the judge does not know what it learned from")
	}
	got, err := j.Judge(t.Context(), bridgeClaim, []string{"Engineers closed the Varn bridge to lorries over 12 tonnes on 3 March.", "Rain fell on Muscat."})
	if err != nil || got[0].Stance != verify.Supports || got[1].Stance != verify.Unrelated {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestTrainLexicalErrors(t *testing.T) {
	t.Parallel()
	if _, err := verify.TrainLexical(t.Context(), nil, nil); err == nil {
		t.Error("no error without lessons")
	}
	ctx, cancel := context.WithCancel(t.Context())
	prepared := lessons(t)
	cancel()
	if _, err := verify.TrainLexical(ctx, prepared, nil); err == nil {
		t.Error("no error from a cancelled context")
	}
}

// Every weight that ships keeps the sign of its trait.
func TestShippedWeights(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("judge.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(raw) > 16<<10 {
		t.Errorf("the weights take %d bytes, want a few thousand", len(raw))
	}
	kept, err := verify.WeightsOf(raw)
	if err != nil || len(kept) == 0 {
		t.Fatalf("%d traits, %v", len(kept), err)
	}
	for name, ok := range kept {
		if !ok {
			t.Errorf("%q has a weight against its sign", name)
		}
	}
}

func TestOpenLexicalErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"no JSON", "weights", "not a judge's weights"},
		{"another version", `{"v":1,"steps":["related","refutes","supports"]}`, "train them anew"},
		{"other steps", `{"v":2,"steps":["a","b","c"]}`, "train them anew"},
		{"an unknown trait", `{"v":2,"steps":["related","refutes","supports"],"weights":{"charm":[1,1,1]}}`, "does not know"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := verify.OpenLexical([]byte(tt.in)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

// The rules above the weights only ever take support away.
func TestRulesTakeSupportAway(t *testing.T) {
	t.Parallel()
	j := verify.NewLexical()
	for _, passage := range []string{
		"Engineers closed the Varn bridge to lorries over 12 tonnes on 3 March.",
		"The ministry said the Varn bridge was closed to lorries over 12 tonnes on 3 March.",
		"The Varn bridge was never closed to lorries over 12 tonnes on 3 March.",
		"Engineers closed the Varn bridge to lorries over 40 tonnes on 3 March.", "The Varn bridge.", "Rain.",
	} {
		ruled, err := j.Judge(t.Context(), bridgeClaim, []string{passage})
		if err != nil {
			t.Fatal(err)
		}
		plain, err := verify.Unruled(j).Judge(t.Context(), bridgeClaim, []string{passage})
		if err != nil {
			t.Fatal(err)
		}
		if ruled[0].P.Supports > plain[0].P.Supports+1e-9 {
			t.Errorf("%s: %f with the rules, %f without", passage, ruled[0].P.Supports, plain[0].P.Supports)
		}
	}
}
