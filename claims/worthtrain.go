package claims

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
)

// A WorthExample is a sentence and whether people held it worth checking.
type WorthExample struct {
	Text   string
	Worthy bool
}

// How the worth is trained, chosen in four folds of the debates. Half or double of any one changes the AUROC there by
// .004 at most.
const (
	worthEpochs = 20
	worthRate   = 0.1  // step of the first update; AdaGrad shrinks it for each weight
	worthDecay  = 1e-5 // L2 penalty a step
	worthRarest = 2    // a feature of fewer examples is not learnt
	// worthPrior is the share of a feature's step size that its log-count ratio sets, after Wang and Manning
	// (Baselines and Bigrams, 2012): a feature that tells the classes apart by its counts alone learns faster.
	worthPrior = 0.5
)

// TrainWorth learns the weights of the worth from examples and gives them in the form that is embedded: the same
// examples in the same order give the same bytes. The weights are of hashes and hold no text. Without an example of
// both kinds every weight is zero.
func TrainWorth(examples []WorthExample) []byte {
	t := newWorthTrainer(examples)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(1, 2)) // a fixed seed: an order without pattern, the same every time
	for epoch := range worthEpochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.learn(t.lessons[i])
		}
		if epoch >= worthEpochs/2 {
			t.average()
		}
	}
	return t.pack()
}

// A lesson is an example as its features.
type lesson struct {
	rows   []uint32
	worthy bool
}

// norm makes long sentences weigh no more than short ones.
func norm(rows []uint32) float64 { return 1 / math.Sqrt(float64(max(1, len(rows)))) }

// A worthTrainer holds logistic regression while it learns. Products are converted before they are added, which bars
// fused steps: the bytes are the same on machines that have them.
type worthTrainer struct {
	lessons           []lesson
	pace              []float64 // scale of a feature's value; 0 is not learnt
	weights, squares  []float64
	sums              []float64 // of the weights after each epoch of the second half
	bias, biasSquares float64
	biasSum           float64
	averaged          float64
}

func newWorthTrainer(examples []WorthExample) *worthTrainer {
	const n = 1 << worthBits
	t := &worthTrainer{weights: make([]float64, n), squares: make([]float64, n), sums: make([]float64, n), biasSquares: 1}
	both := [2]bool{}
	for _, x := range examples {
		toks := worthTokens(x.Text)
		t.lessons = append(t.lessons, lesson{worthRows(toks, count(toks)), x.Worthy})
		both[answer(x.Worthy)] = true
	}
	if both == [2]bool{true, true} {
		t.pace = paces(t.lessons)
	} else {
		t.lessons, t.pace = make([]lesson, len(examples)), make([]float64, n)
	}
	return t
}

func answer(worthy bool) int {
	if worthy {
		return 1
	}
	return 0
}

// paces counts in how many lessons of either kind each feature is and scales it by how uneven they are.
func paces(lessons []lesson) []float64 {
	counts := [2][]float64{make([]float64, 1<<worthBits), make([]float64, 1<<worthBits)}
	total := [2]float64{1, 1}
	for _, l := range lessons {
		k := answer(l.worthy)
		total[k]++
		for _, r := range l.rows {
			counts[k][r]++
		}
	}
	pace := make([]float64, 1<<worthBits)
	for r := range pace {
		if no, yes := counts[0][r], counts[1][r]; no+yes >= worthRarest {
			ratio := coarse(math.Log((yes + 1) / total[1] / ((no + 1) / total[0])))
			pace[r] = 1 - worthPrior + float64(worthPrior*math.Abs(ratio))
		}
	}
	return pace
}

// learn takes one AdaGrad step of the log loss.
func (t *worthTrainer) learn(l lesson) {
	scale, z := norm(l.rows), t.bias
	for _, r := range l.rows {
		z += float64(float64(t.weights[r]*t.pace[r]) * scale)
	}
	slope := coarse(sigmoid(z)) - float64(answer(l.worthy))
	t.biasSquares += float64(slope * slope)
	t.bias -= float64(worthRate * slope / math.Sqrt(t.biasSquares))
	for _, r := range l.rows {
		if t.pace[r] == 0 {
			continue
		}
		g := float64(slope*t.pace[r]*scale) + float64(worthDecay*t.weights[r])
		t.squares[r] += float64(g * g)
		t.weights[r] -= float64(worthRate * g / math.Sqrt(t.squares[r]+1e-6)) // 1e-6 keeps the first step finite
	}
}

// coarse drops the last bits, in which math.Exp and math.Log differ between processors.
func coarse(x float64) float64 { return float64(float32(x)) }

// average adds the weights as they are now to the mean that is kept.
func (t *worthTrainer) average() {
	for r, w := range t.weights {
		t.sums[r] += float64(w * t.pace[r])
	}
	t.biasSum += t.bias
	t.averaged++
}

// pack rounds the mean weights to 255 steps between the largest and its negative.
func (t *worthTrainer) pack() []byte {
	most := 0.0
	for _, w := range t.sums {
		most = max(most, math.Abs(w))
	}
	step := most / t.averaged / math.MaxInt8
	out := make([]byte, worthHeader, worthHeader+1<<worthBits)
	binary.LittleEndian.PutUint32(out, math.Float32bits(float32(t.biasSum/t.averaged)))
	binary.LittleEndian.PutUint32(out[4:], math.Float32bits(float32(step)))
	for _, w := range t.sums {
		steps := 0.0
		if most > 0 {
			steps = math.Round(w / most * math.MaxInt8)
		}
		out = append(out, byte(int8(steps)))
	}
	return out
}
