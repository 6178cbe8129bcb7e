package verify

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const toldClaim = "Engineers closed the Varn bridge to lorries"

func told(passages ...string) telling {
	c := newClaimText(toldClaim)
	var docs [][]sentence
	for _, p := range passages {
		docs = append(docs, sentencesOf(p))
	}
	return c.tell(docs)
}

func TestTelling(t *testing.T) {
	t.Parallel()
	const (
		bare   = "Engineers closed the Varn bridge to lorries."
		hedge  = "Engineers reportedly closed the Varn bridge to lorries."
		denial = "It is false that engineers closed the Varn bridge to lorries."
		aside  = "Rain fell on the market."
	)
	tests := []struct {
		name     string
		passages []string
		kind     tellingKind
		low, top float64
	}{
		{"bare", []string{bare}, bareShare, 0.9, 1},
		{"bare at most", []string{bare}, bareMost, 1, 1},
		{"hedged", []string{hedge}, hedgedShare, 0.9, 1},
		{"hedged is not bare", []string{hedge}, bareShare, 0, 0},
		{"hedged over bare", []string{hedge}, bareLead, -1, -1},
		{"denied", []string{denial}, deniedShare, 0.9, 1},
		{"a note denies nothing", []string{"The engineers left a note on the closed Varn bridge for lorries."}, deniedShare, 0, 0},
		{"half and half", []string{bare + " " + hedge}, hedgedShare, 0.4, 0.6},
		{"laid to somebody", []string{"The mayor said engineers closed the Varn bridge to lorries."}, saidShare, 0.9, 1},
		{"by nobody", []string{"The mayor said engineers closed the Varn bridge to lorries."}, unsaidMost, 0, 0},
		{"asides count little", []string{bare + " It may rain on the market."}, hedgedShare, 0, 0},
		{"but are hedges", []string{bare + " It may rain on the market."}, hedgedDense, 0.7, 0.71},
		{"denied next", []string{bare + " The mayor denies it."}, deniedNext, 1, 1},
		{"hedged next", []string{bare + " It might be so."}, hedgedNext, 1, 1},
		{"hedged first", []string{hedge + " " + bare}, hedgedFirst, 1, 1},
		{"bare first", []string{bare + " " + hedge}, hedgedFirst, 0, 0},
		{"where", []string{aside + " " + bare}, place, 0.5, 0.5},
		{"at the start", []string{bare + " " + aside}, firstHold, 1, 1},
		{"over passages", []string{aside, bare}, holdingShare, 0.5, 0.5},
		{"denied at the end", []string{bare, aside, aside, aside, "All a hoax."}, deniedEnd, 1, 1},
		{"denied in the lead", []string{"All a hoax.", bare, aside}, deniedLead, 0.3, 0.4},
		{"nothing", nil, mostHold, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := told(tt.passages...)[tt.kind]; got < tt.low || got > tt.top {
				t.Errorf("%q is %.3f, want %.3f to %.3f", tellingNames[tt.kind], got, tt.low, tt.top)
			}
		})
	}
}

// Whatever the passages, every measure is a finite number from -1 to 2.
func TestTellingBounds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.SampledFrom([]string{"Engineers", "closed", "bridge", "may", "hoax.", "said", "Varn?", "\n", "\xc3", "12"}))
		var text strings.Builder
		for _, w := range words.Draw(t, "words") {
			text.WriteString(w + " ")
		}
		for k, x := range told(text.String(), text.String()) {
			if math.IsNaN(x) || x < -1 || x > 2.5 {
				t.Fatalf("%q is %f", tellingNames[k], x)
			}
		}
	})
}
