package score_test

import (
	"testing"

	"secondsource/claims"
	"secondsource/claims/score"
)

// reported are the figures that the benchmark reports and the floors hold.
var reported = []struct {
	section func(score.Result) score.Section
	measure string
	unit    string
}{
	{func(r score.Result) score.Section { return r.Speech }, "relation_soft", "speech-relation-F1"},
	{func(r score.Result) score.Section { return r.Speech }, "source_overlap", "speech-source-F1"},
	{func(r score.Result) score.Section { return r.Speech }, "content_exact", "speech-content-F1"},
	{func(r score.Result) score.Section { return r.All }, "relation_soft", "all-relation-F1"},
}

// extractors are those that ship.
func extractors(t testing.TB) map[string]score.Extractor {
	t.Helper()
	tagger, err := claims.NewTagger()
	if err != nil {
		t.Fatal(err)
	}
	return map[string]score.Extractor{"rules": claims.NewRules(), "tagger": tagger}
}

func evaluate(t testing.TB, x score.Extractor, path string) *score.Tally {
	t.Helper()
	need(t, path)
	return evaluateStories(t, x, read(t, path))
}

func evaluateStories(t testing.TB, x score.Extractor, stories []score.Story) *score.Tally {
	t.Helper()
	tally, err := score.Evaluate(t.Context(), x, stories, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

func BenchmarkEval(b *testing.B) {
	for _, set := range []struct{ name, extractor, path string }{
		{"rules on stories", "rules", fictional},
		{"rules on dev", "rules", dev},
		{"tagger on stories", "tagger", fictional},
		{"tagger on dev", "tagger", dev},
	} {
		b.Run(set.name, func(b *testing.B) {
			x := extractors(b)[set.extractor]
			need(b, set.path)
			stories := read(b, set.path)
			bytes := 0
			for _, s := range stories {
				bytes += len(s.Text)
			}
			b.SetBytes(int64(bytes))
			var r score.Result
			for b.Loop() {
				tally, err := score.Evaluate(b.Context(), x, stories, func(int, int) {})
				if err != nil {
					b.Fatal(err)
				}
				r = tally.Result()
			}
			for _, f := range reported {
				b.ReportMetric(*f.section(r)[f.measure].F1, f.unit)
			}
		})
	}
}

// TestFloors holds what was reached. The floors lie a little below what was measured when they were set
// (docs/measurements.md), so that only a real loss fails.
func TestFloors(t *testing.T) {
	t.Parallel()
	for _, set := range []struct {
		name, extractor, path string
		floors                [4]float64 // in the order of reported
	}{
		{"rules on our own stories", "rules", fictional, [4]float64{91, 92.5, 86, 84}},
		{"rules on the development set", "rules", dev, [4]float64{80, 87, 72, 60}},
		{"tagger on our own stories", "tagger", fictional, [4]float64{90, 92, 88, 84}},
		{"tagger on the development set", "tagger", dev, [4]float64{84, 90, 75, 70}},
	} {
		t.Run(set.name, func(t *testing.T) {
			t.Parallel()
			r := evaluate(t, extractors(t)[set.extractor], set.path).Result()
			for i, f := range reported {
				if got := *f.section(r)[f.measure].F1; got < set.floors[i] {
					t.Errorf("%s is %.2f, the floor is %.1f", f.unit, got, set.floors[i])
				}
			}
		})
	}
}
