package verify

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"sync"
)

// A Calibration turns a judge's odds of support into how often it is right: a rising line through a few knots, fitted to
// documents of which people said whether they support a claim.
type Calibration struct {
	Version string `json:"version"` // see NewCalibration
	Judge   string `json:"judge"`   // whose odds it is for: Opinion.Judge
	Knots   []Knot `json:"knots"`   // at least one; both fields rise
}

// A Knot says that of documents with these odds of support this share supports.
type Knot struct {
	Odds  float64 `json:"odds"`
	Share float64 `json:"share"`
}

// A Graded is one document that a person has judged: the judge's odds, the truth, and how much the row weighs.
type Graded struct {
	Odds     float64
	Supports bool
	Weight   float64
}

// calibrationBins is how many parts of equal weight the graded documents are cut into before they are made to rise:
// more follow the noise of a set of some hundred rows.
const calibrationBins = 20

// NewCalibration fits a calibration by isotonic regression (pool adjacent violators) over bins of equal weight; bins of
// equal odds are one. Its version is the judge's with a digest of the knots, so that two different ones never share it.
// Nothing to fit is an error. The order of graded changes nothing.
func NewCalibration(judge string, graded []Graded) (Calibration, error) {
	if len(graded) == 0 {
		return Calibration{}, fmt.Errorf("calibrate %s: no graded documents were given", judge)
	}
	bins := pool(binned(graded))
	c := Calibration{Judge: judge}
	for _, b := range bins {
		c.Knots = append(c.Knots, Knot{Odds: four(b.odds / b.weight), Share: four(b.right / b.weight)})
	}
	c.Version = c.version()
	return c, nil
}

// version names the judge and the digest of the knots.
func (c Calibration) version() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%v", c.Knots))
	return c.Judge + " isotonic " + hex.EncodeToString(sum[:4])
}

func four(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// A bin is some graded documents: their weight, and the weighted sums of their odds and of those that support.
type bin struct{ weight, odds, right float64 }

// binned cuts the documents, in the order of their odds, into parts of equal weight. Documents of equal odds stay together.
func binned(graded []Graded) []bin {
	graded = slices.Clone(graded)
	slices.SortFunc(graded, func(a, b Graded) int {
		return cmp.Or(cmp.Compare(a.Odds, b.Odds), count(a.Supports)-count(b.Supports), cmp.Compare(a.Weight, b.Weight))
	})
	total := 0.0
	for _, g := range graded {
		total += g.Weight
	}
	var out []bin
	var b bin
	for i, g := range graded {
		b.weight += g.Weight
		b.odds += g.Weight * g.Odds
		b.right += g.Weight * float64(count(g.Supports))
		last := i == len(graded)-1
		if last || b.weight >= total/calibrationBins && graded[i+1].Odds > g.Odds {
			out = append(out, b)
			b = bin{}
		}
	}
	return out
}

// pool joins neighbours until the share of those that support rises.
func pool(bins []bin) []bin {
	var out []bin
	for _, b := range bins {
		for len(out) > 0 && out[len(out)-1].right*b.weight >= b.right*out[len(out)-1].weight {
			a := out[len(out)-1]
			b = bin{a.weight + b.weight, a.odds + b.odds, a.right + b.right}
			out = out[:len(out)-1]
		}
		out = append(out, b)
	}
	return out
}

// Of is the share of documents with these odds of support that do support: between two knots on the line that joins them,
// outside all of them the nearest.
func (c Calibration) Of(odds float64) float64 {
	i, _ := slices.BinarySearchFunc(c.Knots, odds, func(k Knot, o float64) int { return cmp.Compare(k.Odds, o) })
	switch {
	case len(c.Knots) == 0:
		return 0
	case i == 0:
		return c.Knots[0].Share
	case i == len(c.Knots):
		return c.Knots[i-1].Share
	}
	a, b := c.Knots[i-1], c.Knots[i]
	return min(b.Share, a.Share+(b.Share-a.Share)*(odds-a.Odds)/(b.Odds-a.Odds)) // rounding must not lift it above the next
}

//go:embed calibration.json
var calibrationFile []byte

// shippedCalibration is the one in the binary; none if the file is damaged, which a test rules out.
var shippedCalibration = sync.OnceValue(func() Calibration {
	var c Calibration
	if err := json.Unmarshal(calibrationFile, &c); err != nil {
		return Calibration{}
	}
	return c
})

// CalibrationOf is the calibration that ships for a judge, by its name; false if there is none.
func CalibrationOf(j Judge) (Calibration, bool) {
	c := shippedCalibration()
	return c, len(c.Knots) > 0 && c.Judge == JudgeName(j)
}

// JudgeName is a judge's name and version as it stands in its opinions, if the judge says so; else "".
func JudgeName(j Judge) string {
	if named, ok := j.(interface{ Name() string }); ok {
		return named.Name()
	}
	return ""
}
