package verify_test

import (
	"strings"
	"testing"

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
