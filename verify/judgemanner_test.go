package verify_test

import (
	"cmp"
	"slices"
	"testing"

	"secondsource/verify"
)

// What tells a report from support is learnt of several sets only from those that tell it, and a plain judge goes without.
func TestMannerIsLearntApart(t *testing.T) {
	t.Parallel()
	all := lessons(t)
	for _, l := range []verify.Lesson{
		// Labels that contradict each other leave something to be learnt when all else is.
		{Set: "own", Claim: bridgeClaim, Passages: []string{"The Varn bridge may be closed to lorries, reportedly."}, Stances: []verify.Stance{verify.Supports}},
		{Set: "own", Claim: bridgeClaim, Passages: []string{"Engineers closed the Varn bridge to lorries."}, Stances: []verify.Stance{verify.Reports}},
		{Set: "own", Claim: bridgeClaim, Passages: []string{"Engineers closed the Varn bridge to lorries."}, Stances: []verify.Stance{verify.Supports}},
		{Claim: bridgeClaim, Passages: []string{"The Varn bridge is closed to lorries over 12 tonnes."}, Stances: []verify.Stance{verify.Supports}},
		{Claim: bridgeClaim, Passages: []string{"The Varn bridge is open."}, Stances: []verify.Stance{verify.Refutes, verify.Reports, verify.Unrelated}},
	} {
		l.Set = cmp.Or(l.Set, "other")
		p, err := verify.PrepareLesson(t.Context(), l, 5)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	weights, err := verify.TrainLexical(t.Context(), slices.Repeat(all, 200), nil) // the penalty counts like so many lessons
	if err != nil {
		t.Fatal(err)
	}
	j, err := verify.OpenLexical(weights)
	if err != nil {
		t.Fatal(err)
	}
	if manner, apart := verify.MannerOf(j); manner == 0 || !apart {
		t.Errorf("%d weights of manner, apart %v, want some", manner, apart)
	}
	if manner, apart := verify.MannerOf(j.Plain()); manner != 0 || apart {
		t.Errorf("the plain judge has %d weights of manner, apart %v, want none", manner, apart)
	}
	without, err := verify.TrainLexical(t.Context(), all[len(all)-2:], nil)
	if err != nil {
		t.Fatal(err)
	}
	if j, err = verify.OpenLexical(without); err != nil {
		t.Fatal(err)
	}
	if manner, _ := verify.MannerOf(j); manner != 0 {
		t.Errorf("%d weights of manner learnt from a set that does not tell reports from support", manner)
	}
}
