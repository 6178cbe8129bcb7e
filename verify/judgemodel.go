package verify

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

// judgeWeights are the embedded judge's weights, as `secondsource train judge` writes them. They are numbers beside the
// names of traits and hold no text.
//
//go:embed judge.json
var judgeWeights []byte

// A judgeModel is a bias and a weight a trait, for each step.
type judgeModel struct {
	bias    [stepCount]float64
	weights [][stepCount]float64 // in the order of traits
	learned []string             // digests of the sets that it learned from
	// apart says that the weights of manner were learnt from some of these sets only (see learnManner), and shift is what
	// the bias gains by them.
	apart bool
	shift [stepCount]float64
}

// stepNames are the steps as a file of weights names them.
var stepNames = [stepCount]string{"related", "refutes", "supports"}

// judgeFile is a model as it is written. A trait whose weights are all zero is left out.
type judgeFile struct {
	Version int                           `json:"v"`
	Steps   [stepCount]string             `json:"steps"`
	Bias    [stepCount]float64            `json:"bias"`
	Shift   *[stepCount]float64           `json:"manner,omitempty"` // what the bias gains by the traits of manner, learnt apart
	Weights map[string][stepCount]float64 `json:"weights"`
	Learned []string                      `json:"learned"` // see claimsDigest
}

const judgeFileVersion = 2

func readJudgeModel(raw []byte) (judgeModel, error) {
	var f judgeFile
	if err := json.Unmarshal(raw, &f); err != nil {
		return judgeModel{}, fmt.Errorf("not a judge's weights in JSON: %w", err)
	}
	if f.Version != judgeFileVersion || f.Steps != stepNames {
		return judgeModel{}, fmt.Errorf("weights of version %d: this program reads version %d; train them anew", f.Version, judgeFileVersion)
	}
	m := judgeModel{bias: f.Bias, learned: f.Learned, weights: make([][stepCount]float64, len(traits))}
	if f.Shift != nil {
		m.apart, m.shift = true, *f.Shift
	}
	known := 0
	for i, t := range traits {
		if w, ok := f.Weights[t.name]; ok {
			m.weights[i] = w
			known++
		}
	}
	if known != len(f.Weights) {
		return judgeModel{}, fmt.Errorf("%d of the weights are of traits that this program does not know: train them anew", len(f.Weights)-known)
	}
	return m, nil
}

// bytes writes the model. Weights are rounded to 1/1000: more digits change no figure.
func (m judgeModel) bytes() ([]byte, error) {
	f := judgeFile{Version: judgeFileVersion, Learned: m.learned, Steps: stepNames, Bias: rounded(m.bias), Weights: map[string][stepCount]float64{}}
	if shift := rounded(m.shift); m.apart {
		f.Shift = &shift
	}
	for i, t := range traits {
		if w := rounded(m.weights[i]); w != [stepCount]float64{} {
			f.Weights[t.name] = w
		}
	}
	raw, err := json.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("write the weights: %w", err)
	}
	return append(raw, '\n'), nil
}

func rounded(w [stepCount]float64) [stepCount]float64 {
	for i := range w {
		w[i] = math.Round(w[i]*1000)/1000 + 0 // no negative zero
	}
	return w
}

// odds weighs the values of a pair's traits.
func (m judgeModel) odds(values []float64) Odds {
	z := m.bias
	manner := m.shift
	for i, v := range values {
		if v == 0 {
			continue
		}
		to := &z
		if m.apart && groups[i] == mannerGroup {
			to = &manner
		}
		for k, w := range m.weights[i] {
			to[k] += float64(w * v)
		}
	}
	for k, by := range manner {
		z[k] += by
	}
	return answers(z).odds()
}

// yesses are the probabilities of a yes in each step.
type yesses [stepCount]float64

func answers(z [stepCount]float64) yesses {
	var y yesses
	for k := range z {
		y[k] = coarse(1 / (1 + math.Exp(-z[k])))
	}
	return y
}

// odds turns the three answers into the probabilities of the four stances.
func (y yesses) odds() Odds {
	related, rest := y[relatedStep], y[relatedStep]*(1-y[refutesStep])
	return Odds{
		Supports: rest * y[supportsStep], Refutes: related * y[refutesStep],
		Reports: rest * (1 - y[supportsStep]), Unrelated: 1 - related,
	}
}

// coarse drops the last bits, in which math.Exp differs between processors.
func coarse(x float64) float64 { return float64(float32(x)) }
