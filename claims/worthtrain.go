package claims

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
)

// A Genre is where a sentence comes from. What tells a sentence worth checking is partly the same everywhere, partly not.
type Genre int

// The genres that the worth is learnt from.
const (
	News    Genre = iota // a story's own voice
	Debates              // what candidates say on a stage
	genres
)

// A WorthExample is a sentence and whether people held it worth checking.
type WorthExample struct {
	Text   string
	Worthy bool
	Genre  Genre
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

// TrainWorth learns the weights of the worth of sentences of one genre from examples of all, and gives them in the form
// that is embedded: the same examples in the same order give the same bytes. Each feature has a weight that all genres
// share and one of each genre (Daumé III, Frustratingly Easy Domain Adaptation, 2007); the sums of the two are what
// counts. The weights are of hashes and hold no text. Without an example of both kinds every weight is zero.
func TrainWorth(examples []WorthExample, of Genre) []byte {
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
	return t.pack(of)
}

// A lesson is an example as its features.
type lesson struct {
	rows   []uint32
	worthy bool
	genre  Genre
}

// norm makes long sentences weigh no more than short ones.
func norm(rows []uint32) float64 { return 1 / math.Sqrt(float64(max(1, len(rows)))) }

// A worthTrainer holds logistic regression while it learns. Products are converted before they are added, which bars
// fused steps: the bytes are the same on machines that have them.
type worthTrainer struct {
	lessons  []lesson
	pace     []float64       // scale of a feature's value; 0 is not learnt
	shared   slope           // for every genre
	own      [genres]slope   // for one
	bias     [genres]float64 // of a genre alone
	squares  [genres]float64 // of the bias
	biasSum  [genres]float64
	averaged float64
}

// A slope is weights with what AdaGrad and averaging keep of them.
type slope struct {
	weights, squares []float64
	sums             []float64 // of the weights after each epoch of the second half
}

func newSlope() slope {
	const n = 1 << worthBits
	return slope{make([]float64, n), make([]float64, n), make([]float64, n)}
}

func newWorthTrainer(examples []WorthExample) *worthTrainer {
	t := &worthTrainer{shared: newSlope()}
	for g := range genres {
		t.own[g], t.squares[g] = newSlope(), 1
	}
	both := [2]bool{}
	for _, x := range examples {
		toks := worthTokens(x.Text)
		t.lessons = append(t.lessons, lesson{worthRows(toks, count(toks)), x.Worthy, x.Genre})
		both[answer(x.Worthy)] = true
	}
	if both == [2]bool{true, true} {
		t.pace = paces(t.lessons)
	} else {
		t.lessons, t.pace = make([]lesson, len(examples)), make([]float64, 1<<worthBits)
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
	own := &t.own[l.genre]
	scale, z := norm(l.rows), t.bias[l.genre]
	for _, r := range l.rows {
		z += float64(float64((t.shared.weights[r]+own.weights[r])*t.pace[r]) * scale)
	}
	loss := coarse(sigmoid(z)) - float64(answer(l.worthy))
	t.squares[l.genre] += float64(loss * loss)
	t.bias[l.genre] -= float64(worthRate * loss / math.Sqrt(t.squares[l.genre]))
	for _, r := range l.rows {
		if t.pace[r] == 0 {
			continue
		}
		g := float64(loss * t.pace[r] * scale)
		t.shared.step(r, g)
		own.step(r, g)
	}
}

func (s *slope) step(r uint32, g float64) {
	g += float64(worthDecay * s.weights[r])
	s.squares[r] += float64(g * g)
	s.weights[r] -= float64(worthRate * g / math.Sqrt(s.squares[r]+1e-6)) // 1e-6 keeps the first step finite
}

// coarse drops the last bits, in which math.Exp and math.Log differ between processors.
func coarse(x float64) float64 { return float64(float32(x)) }

// average adds the weights as they are now to the mean that is kept.
func (t *worthTrainer) average() {
	t.shared.average(t.pace)
	for g := range t.own {
		t.own[g].average(t.pace)
		t.biasSum[g] += t.bias[g]
	}
	t.averaged++
}

func (s *slope) average(pace []float64) {
	for r, w := range s.weights {
		s.sums[r] += float64(w * pace[r])
	}
}

// pack rounds the mean weights of a genre to 255 steps between the largest and its negative.
func (t *worthTrainer) pack(of Genre) []byte {
	sums, most := t.shared.sums, 0.0
	for r, w := range t.own[of].sums {
		sums[r] += w
		most = max(most, math.Abs(sums[r]))
	}
	step := most / t.averaged / math.MaxInt8
	out := make([]byte, worthHeader, worthHeader+1<<worthBits)
	binary.LittleEndian.PutUint32(out, math.Float32bits(float32(t.biasSum[of]/t.averaged)))
	binary.LittleEndian.PutUint32(out[4:], math.Float32bits(float32(step)))
	for _, w := range sums {
		steps := 0.0
		if most > 0 {
			steps = math.Round(w / most * math.MaxInt8)
		}
		out = append(out, byte(int8(steps)))
	}
	return out
}
