package verify_test

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondsource/verify"
)

var (
	calibrate = flag.Bool("calibrate", false, "fit the calibration to the shared stance sets and print how well it holds; with -update, write calibration.json")
	answered  = flag.String("answers", "", "a folder of answers on the sets, SET.jsonl of {id, score}, each from a judge that did not learn from the row; without it the judge that ships is asked")
)

// supporting are the labels of each set with which a document does support its claim.
var supporting = map[string][]string{
	"fnc": {"agree"}, "wice": {"supported"}, "factcheckgpt": {"completely-support", "partially-support"}, "qags_cnndm": {"supported"},
}

// TestCalibrate fits the calibration, each set weighing the same, and says what it is worth: the calibration error of each
// set by the calibration of the three others.
func TestCalibrate(t *testing.T) {
	if !*calibrate {
		t.Skip("no -calibrate: the shared stance sets are not read")
	}
	judge := verify.JudgeName(verify.NewLexical())
	sets := map[string][]verify.Graded{}
	for _, name := range slices.Sorted(keys(supporting)) {
		sets[name] = graded(t, name)
	}
	var all, raw, cross []verify.Graded
	for _, name := range slices.Sorted(keys(supporting)) {
		all = append(all, sets[name]...)
		var others []verify.Graded
		for other, rows := range sets {
			if other != name {
				others = append(others, rows...)
			}
		}
		c, err := verify.NewCalibration(judge, others)
		if err != nil {
			t.Fatal(err)
		}
		own := slices.Clone(sets[name])
		for i := range own {
			own[i].Odds = c.Of(own[i].Odds)
		}
		t.Logf("%-13s %5d rows: calibration error raw %.3f, by the three other sets %.3f", name, len(own), calibrationError(sets[name]), calibrationError(own))
		raw, cross = append(raw, sets[name]...), append(cross, own...)
	}
	t.Logf("all, each set weighing the same: raw %.3f, by the others %.3f", calibrationError(raw), calibrationError(cross))
	c, err := verify.NewCalibration(judge, all)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %v", c.Version, c.Knots)
	if flag.Lookup("update").Value.String() != "true" { // the flag is another file's of the package under test
		return
	}
	file, err := json.MarshalIndent(c, "", "\t")
	if err == nil {
		err = os.WriteFile("calibration.json", append(file, '\n'), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func keys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// graded gives the rows of a set, together of weight 1, with the judge's odds of support.
func graded(t *testing.T, set string) []verify.Graded {
	t.Helper()
	scores := oddsOf(t, set)
	bodies := map[string]string{}
	if set == "fnc" {
		for _, r := range stanceRows(t, "fnc_bodies.jsonl") {
			bodies[r.Body] = r.Text
		}
	}
	var out []verify.Graded
	rows, labels := stanceRows(t, set+".jsonl"), stanceLabels(t, set)
	for _, r := range rows {
		score, ok := scores[r.ID]
		if scores == nil {
			score = judged(t, r, bodies).Score
		} else if !ok {
			t.Fatalf("%s: no answer on %s", set, r.ID)
		}
		out = append(out, verify.Graded{Odds: score, Supports: slices.Contains(supporting[set], labels[r.ID]), Weight: 1 / float64(len(rows))})
	}
	return out
}

func stanceLabels(t *testing.T, set string) map[string]string {
	t.Helper()
	labels := map[string]string{}
	for _, r := range readLines[struct{ ID, Label string }](t, filepath.Join(stanceSets, set+".jsonl")) {
		labels[r.ID] = r.Label
	}
	return labels
}

// oddsOf gives the scores of the folder of answers; nil if none was named.
func oddsOf(t *testing.T, set string) map[string]float64 {
	t.Helper()
	if *answered == "" {
		return nil
	}
	scores := map[string]float64{}
	for _, r := range readLines[struct {
		ID    string
		Score float64
	}](t, filepath.Join(*answered, set+".jsonl")) {
		scores[r.ID] = r.Score
	}
	return scores
}

func readLines[T any](t *testing.T, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // only read
	var rows []T
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var r T
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		rows = append(rows, r)
	}
	if sc.Err() != nil || len(rows) == 0 {
		t.Fatalf("%s: %d rows, %v", path, len(rows), sc.Err())
	}
	return rows
}

// calibrationError is the expected calibration error in ten equal bins of the odds, by weight.
func calibrationError(rows []verify.Graded) float64 {
	var weight, odds, right [10]float64
	total := 0.0
	for _, r := range rows {
		b := min(9, int(r.Odds*10))
		weight[b] += r.Weight
		odds[b] += r.Weight * r.Odds
		if r.Supports {
			right[b] += r.Weight
		}
		total += r.Weight
	}
	sum := 0.0
	for b := range weight {
		sum += math.Abs(odds[b] - right[b])
	}
	return sum / total
}

// TestCalibrationShips holds that the calibration in the binary is one, and the embedded judge's own.
func TestCalibrationShips(t *testing.T) {
	t.Parallel()
	embedded := verify.NewLexical()
	c, ok := verify.CalibrationOf(embedded)
	if !ok {
		t.Fatalf("calibration.json is not of %s but of %q: fit it anew with go test ./verify -run TestCalibrate -calibrate -update "+
			"-answers FOLDER, the folder holding answers from folds", verify.JudgeName(embedded), c.Judge)
	}
	opinions, err := embedded.Judge(t.Context(), bridgeClaim, []string{ownWords})
	if err != nil || opinions[0].Judge != c.Judge {
		t.Errorf("opinions are by %q (%v), and the calibration is of %q", opinions[0].Judge, err, c.Judge)
	}
	if !strings.HasPrefix(c.Version, c.Judge+" isotonic ") {
		t.Errorf("version %q does not name the judge %q", c.Version, c.Judge)
	}
	for i, k := range c.Knots {
		if k.Share < 0 || k.Share > 1 || i > 0 && (k.Odds <= c.Knots[i-1].Odds || k.Share <= c.Knots[i-1].Share) {
			t.Errorf("knot %d, %v, does not rise", i, k)
		}
	}
	if _, ok := verify.CalibrationOf(another{}); ok {
		t.Error("a judge that nobody calibrated has a calibration")
	}
}

// another is a judge that nobody calibrated.
type another struct{}

func (another) Judge(context.Context, string, []string) ([]verify.Opinion, error) { return nil, nil }

func (another) Name() string { return "another/1" }

func TestNewCalibration(t *testing.T) {
	t.Parallel()
	if _, err := verify.NewCalibration("j/1", nil); err == nil {
		t.Error("nothing to fit is no error")
	}
	// 100 documents at .2 of which 10 support, 100 at .6 of which 70 do, and 100 at .8 of which 60 do: the last two fall.
	var rows []verify.Graded
	for _, part := range []struct {
		odds  float64
		right int
	}{{0.2, 10}, {0.6, 70}, {0.8, 60}} {
		for i := range 100 {
			rows = append(rows, verify.Graded{Odds: part.odds, Supports: i < part.right, Weight: 1})
		}
	}
	c, err := verify.NewCalibration("j/1", rows)
	if err != nil {
		t.Fatal(err)
	}
	if want := []verify.Knot{{Odds: 0.2, Share: 0.1}, {Odds: 0.7, Share: 0.65}}; !slices.Equal(c.Knots, want) {
		t.Errorf("knots %v, want %v", c.Knots, want)
	}
	for odds, want := range map[float64]float64{0: 0.1, 0.2: 0.1, 0.45: 0.375, 0.7: 0.65, 1: 0.65} {
		if got := c.Of(odds); math.Abs(got-want) > 1e-9 {
			t.Errorf("odds of %v are %v, want %v", odds, got, want)
		}
	}
}

func TestCalibrationProperties(t *testing.T) {
	t.Parallel()
	row := rapid.Custom(func(t *rapid.T) verify.Graded {
		return verify.Graded{Odds: rapid.Float64Range(0, 1).Draw(t, "odds"), Supports: rapid.Bool().Draw(t, "supports"), Weight: rapid.SampledFrom([]float64{0.5, 1, 2}).Draw(t, "weight")}
	})
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(row, 1, 80).Draw(t, "rows")
		c, err := verify.NewCalibration("j/1", rows)
		if err != nil {
			t.Fatal(err)
		}
		last := 0.0
		for i := range 101 {
			p := c.Of(float64(i) / 100)
			if p < last || p > 1 {
				t.Fatalf("at %d of 100: %v after %v", i, p, last)
			}
			last = p
		}
		again, err := verify.NewCalibration("j/1", rapid.Permutation(rows).Draw(t, "order"))
		if err != nil || again.Version != c.Version {
			t.Fatalf("another order gave %s, want %s (%v)", again.Version, c.Version, err)
		}
	})
}
