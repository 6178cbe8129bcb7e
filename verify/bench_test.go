package verify_test

import (
	"strings"
	"testing"
	"time"

	"secondsource/verify"
)

// BenchmarkJudge judges one claim against a document of some 700 words, passages chosen from it: the unit of work of
// a check, and of a row of the FNC set.
func BenchmarkJudge(b *testing.B) {
	text := strings.Repeat(ownWords+"\n"+otherWords+"\nThe market in Muscat was empty until noon, and the union's "+
		"treasurer said the rain would stay. Nobody minded.\n", 10)
	j := verify.NewLexical()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := verify.JudgeText(b.Context(), j, bridgeClaim, text, 5); err != nil {
			b.Fatal(err)
		}
	}
}

// pairWords is a passage of three sentences, as a judge reads it.
const pairWords = ownWords + " " + otherWords + " The market in Muscat was empty until noon."

// BenchmarkPair judges one claim against one passage, already chosen.
func BenchmarkPair(b *testing.B) {
	j := verify.NewLexical()
	for b.Loop() {
		if _, err := j.Judge(b.Context(), bridgeClaim, []string{pairWords}); err != nil {
			b.Fatal(err)
		}
	}
}

// A pair may take a millisecond of one core: a check judges a hundred for a claim. The best of five runs counts, since other
// work shares the machine.
func TestPairSpeed(t *testing.T) {
	if testing.Short() {
		t.Skip("timing takes some seconds")
	}
	const most = slower * time.Millisecond
	j, best := verify.NewLexical(), time.Hour
	for range 5 {
		const pairs = 100
		begun := time.Now()
		for range pairs {
			if _, err := j.Judge(t.Context(), bridgeClaim, []string{pairWords}); err != nil {
				t.Fatal(err)
			}
		}
		best = min(best, time.Since(begun)/pairs)
	}
	if best > most {
		t.Errorf("a pair takes %v, at most %v is allowed", best, most)
	}
}
