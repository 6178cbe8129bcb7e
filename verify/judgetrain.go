package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"math"
	"slices"

	"secondsource/claims"
)

// A Lesson is a claim, the passages or the text of one document, and the stances that people's annotation allows. One that
// only says "not supported" allows the other three.
type Lesson struct {
	Set      string // where it is from
	Claim    string
	Passages []string // or, if nil,
	Text     string
	Stances  []Stance
}

// A Prepared is a lesson whose traits are computed, so that folds can be learnt without reading the text again.
type Prepared struct {
	set, claim                   string
	values                       []float64
	supports, refutes, unrelated bool // what the annotation allows
	all                          int  // how many stances it allows
}

// PrepareLesson reads a lesson. Of a text at most limit passages are chosen, as in a check; the passage that holds most of
// the claim stands for its document. It fails only when ctx ends.
func PrepareLesson(ctx context.Context, l Lesson, limit int) (Prepared, error) {
	passages := l.Passages
	if passages == nil {
		passages = cut(l.Text, Passages(l.Claim, l.Text, limit))
	}
	if len(passages) == 0 {
		passages = []string{""}
	}
	reader := LexicalJudge{frames: claims.NewRules()}
	pairs, err := reader.pairs(ctx, l.Claim, passages)
	if err != nil {
		return Prepared{}, err
	}
	best := pairs[0]
	for _, p := range pairs[1:] {
		if p.score() > best.score() {
			best = p
		}
	}
	return Prepared{
		set: l.Set, claim: l.Claim, values: best.values(), supports: slices.Contains(l.Stances, Supports), refutes: slices.Contains(l.Stances, Refutes),
		unrelated: slices.Contains(l.Stances, Unrelated), all: len(l.Stances),
	}, nil
}

// onlyUnrelated, onlyRefutes and onlyReports say whether the annotation leaves but one stance.
func (p Prepared) onlyUnrelated() bool { return p.unrelated && p.all == 1 }
func (p Prepared) onlyRefutes() bool   { return p.refutes && p.all == 1 }
func (p Prepared) onlyReports() bool {
	return !p.supports && !p.refutes && !p.unrelated && p.all == 1
}

// How long the weights are learnt, and at what pace.
const (
	judgeSteps = 200
	judgeRate  = 0.08
)

var errNoLessons = errors.New("there is no lesson to learn from: give at least one labelled pair")

// TrainLexical learns the embedded judge's weights and gives them as OpenLexical reads them: logistic regression in three
// steps, by projected gradient steps over all lessons, every weight held to its trait's sign. No chance is involved: the
// same lessons give the same bytes. progress may be nil.
func TrainLexical(ctx context.Context, lessons []Prepared, progress func(done, of int)) ([]byte, error) {
	if len(lessons) == 0 {
		return nil, errNoLessons
	}
	t := newJudgeTrainer(lessons)
	if err := t.run(ctx, progress); err != nil {
		return nil, err
	}
	t.sharpen()
	m := t.model()
	if t.pooled {
		if err := m.learnManner(ctx, lessons); err != nil {
			return nil, err
		}
	}
	claimsOf := map[string][]string{}
	for _, l := range lessons {
		claimsOf[l.set] = append(claimsOf[l.set], l.claim)
	}
	for _, set := range slices.Sorted(maps.Keys(claimsOf)) {
		m.learned = append(m.learned, claimsDigest(claimsOf[set]))
	}
	return m.bytes()
}

// claimsDigest tells a set of lessons by its claims in order.
func claimsDigest(claims []string) string {
	h := sha256.New()
	for _, c := range claims {
		h.Write([]byte(c))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// A judgeTrainer holds the weights of standardised traits while they are learnt.
type judgeTrainer struct {
	lessons []Prepared
	teaches map[string]bool      // the sets that tell related from unrelated
	rows    [][]float64          // the values, standardised
	pace    []float64            // weight of each lesson; sums to 1
	scale   []float64            // of each trait: 1 / standard deviation
	penalty [][stepCount]float64 // of each trait
	held    []bool               // the traits whose weights stay as they are
	pooled  bool                 // whether the lessons are of several sets
	bias    [stepCount]moving
	weights [][stepCount]moving
}

// A moving is a weight with its means of slopes and of squared slopes (Adam; Kingma and Ba, 2015).
type moving struct{ w, mean, square float64 }

func newJudgeTrainer(lessons []Prepared) *judgeTrainer {
	t := &judgeTrainer{
		lessons: lessons, teaches: map[string]bool{}, scale: make([]float64, len(traits)), weights: make([][stepCount]moving, len(traits)),
	}
	sets := map[string]bool{}
	for _, l := range lessons {
		sets[l.set] = true
		t.teaches[l.set] = t.teaches[l.set] || l.onlyUnrelated()
	}
	t.pooled = len(sets) > 1
	t.standardise(t.pooled)
	t.pace = t.paces(t.pooled)
	unrelated, reports := slices.ContainsFunc(lessons, Prepared.onlyUnrelated), slices.ContainsFunc(lessons, Prepared.onlyReports)
	t.penalty = penalties(len(lessons), t.pooled, unrelated, reports)
	t.held = make([]bool, len(traits))
	for i, g := range groups {
		t.held[i] = g == mannerGroup && (t.pooled || !reports)
	}
	if !unrelated {
		// Nothing tells what is unrelated: all is taken to be related, and to refute nothing.
		t.bias[relatedStep].w, t.bias[refutesStep].w = 3, -3
	}
	return t
}

// standardise divides the values of each trait by their standard deviation. A trait that tells of a set is not learnt of several.
func (t *judgeTrainer) standardise(pooled bool) {
	count := float64(len(t.lessons))
	for i := range traits {
		if pooled && (groups[i] == pageGroup || groups[i] == aboutGroup) {
			continue
		}
		sum, squares := 0.0, 0.0
		for _, l := range t.lessons {
			sum += l.values[i]
			squares += float64(l.values[i] * l.values[i])
		}
		if sd := math.Sqrt(max(0, squares/count-float64(sum/count*sum/count))); sd > 1e-6 {
			t.scale[i] = 1 / sd
		}
	}
	for _, l := range t.lessons {
		row := make([]float64, len(traits))
		for i, x := range l.values {
			row[i] = float64(x * t.scale[i])
		}
		t.rows = append(t.rows, row)
	}
}

// paces gives the weight of each lesson. A set weighs as the root of its lessons. Of a set alone, rare answers among the
// related weigh more; of several, all as they come, so that the odds stay what they are in life.
func (t *judgeTrainer) paces(pooled bool) []float64 {
	type answer struct {
		set               string
		supports, refutes bool
		all               int
	}
	of := func(l Prepared) answer { return answer{l.set, l.supports, l.refutes, l.all} }
	counts, sets, related, sums := map[answer]float64{}, map[string]float64{}, map[string]float64{}, map[string]float64{}
	for _, l := range t.lessons {
		sets[l.set]++
		if !l.onlyUnrelated() {
			counts[of(l)]++
			related[l.set]++
		}
	}
	balance := map[string]float64{}
	for _, l := range t.lessons {
		balance[l.set] = max(balance[l.set], fewBalance)
		if l.onlyReports() {
			balance[l.set] = rareBalance
		}
	}
	out := make([]float64, len(t.lessons))
	for i, l := range t.lessons {
		out[i] = 1
		if l.onlyUnrelated() {
			continue
		}
		switch {
		case pooled:
		case t.teaches[l.set]:
			out[i] = math.Pow(counts[of(l)], -balance[l.set])
		default:
			out[i] = 1 / counts[of(l)]
		}
		sums[l.set] += out[i]
	}
	all := 0.0
	for i, l := range t.lessons {
		if !l.onlyUnrelated() {
			out[i] *= related[l.set] / sums[l.set]
		}
		out[i] /= math.Sqrt(sets[l.set])
		all += out[i]
	}
	for i := range out {
		out[i] /= all
	}
	return out
}

// target is what a lesson teaches a step, if anything.
func (t *judgeTrainer) target(n, step int) (target float64, ok bool) {
	l := t.lessons[n]
	switch step {
	case relatedStep:
		return yes(!l.onlyUnrelated()), t.teaches[l.set]
	case refutesStep:
		return yes(l.onlyRefutes()), t.teaches[l.set] && !l.onlyUnrelated()
	default:
		return yes(l.supports), !l.onlyUnrelated() && !l.onlyRefutes()
	}
}

// step takes the n-th step along the slope of all lessons.
func (t *judgeTrainer) step(n int) {
	var bias [stepCount]float64
	slopes := make([][stepCount]float64, len(traits))
	for i := range slopes {
		for k := range slopes[i] {
			slopes[i][k] = float64(t.penalty[i][k] * t.weights[i][k].w)
		}
	}
	for r, row := range t.rows {
		g := t.slope(r, row)
		for k := range g {
			bias[k] += g[k]
		}
		for i, x := range row {
			if x == 0 {
				continue
			}
			for k := range g {
				slopes[i][k] += float64(g[k] * x)
			}
		}
	}
	rate := judgeRate * (1 - float64(n)/judgeSteps)
	for k := range bias {
		t.bias[k].move(bias[k], rate, n)
	}
	for i := range t.weights {
		if t.held[i] {
			continue
		}
		for k := range t.weights[i] {
			w := &t.weights[i][k]
			w.move(slopes[i][k], rate, n)
			w.w = traits[i].signs[k].hold(w.w)
		}
	}
}

// slope is the gradient of one lesson's log loss in each step.
func (t *judgeTrainer) slope(n int, row []float64) [stepCount]float64 {
	var z, g [stepCount]float64
	for k := range z {
		z[k] = t.bias[k].w
	}
	for i, x := range row {
		if x == 0 {
			continue
		}
		for k := range z {
			z[k] += float64(t.weights[i][k].w * x)
		}
	}
	y := answers(z)
	for k := range g {
		if target, ok := t.target(n, k); ok {
			g[k] = float64(t.pace[n] * (y[k] - target))
		}
	}
	return g
}

func (m *moving) move(slope, rate float64, n int) {
	const first, second = 0.9, 0.999
	m.mean = float64(first*m.mean) + float64((1-first)*slope)
	m.square = float64(second*m.square) + float64((1-second)*slope*slope)
	mean := m.mean / (1 - coarse(math.Pow(first, float64(n+1))))
	square := m.square / (1 - coarse(math.Pow(second, float64(n+1))))
	m.w -= float64(rate * mean / (math.Sqrt(square) + 1e-8))
}

// hold gives the weight, or 0 if it points the wrong way.
func (s sign) hold(w float64) float64 {
	if s == out || s == up && w < 0 || s == down && w > 0 {
		return 0
	}
	return w
}

// sharpen scales the weights of each step and moves its bias to what the lessons themselves say (Platt, 1999): the penalty,
// which holds the weights to what all sets share, also makes them too timid.
func (t *judgeTrainer) sharpen() {
	for k := range stepCount {
		sums := make([]float64, len(t.rows))
		for n, row := range t.rows {
			for i, x := range row {
				sums[n] += float64(t.weights[i][k].w * x)
			}
		}
		scale, bias := t.fit(k, sums)
		if scale <= 0 {
			continue // the step learnt nothing, and a sign must not turn
		}
		t.bias[k].w = bias
		for i := range t.weights {
			t.weights[i][k].w *= scale
		}
	}
}

// fit finds the scale and the bias of one step by Newton's method.
func (t *judgeTrainer) fit(step int, sums []float64) (scale, bias float64) {
	scale, bias = 1, t.bias[step].w
	for range 25 {
		var g, h [2]float64
		cross := 0.0
		for n, x := range sums {
			target, ok := t.target(n, step)
			if !ok {
				continue
			}
			y := coarse(1 / (1 + math.Exp(-(float64(scale*x) + bias))))
			slope, bend := float64(t.pace[n]*(y-target)), float64(t.pace[n]*y*(1-y))
			g[0] += float64(slope * x)
			g[1] += slope
			h[0] += float64(bend * x * x)
			h[1] += bend
			cross += float64(bend * x)
		}
		det := float64(h[0]*h[1]) - float64(cross*cross)
		if det < 1e-10 {
			break
		}
		scale -= (float64(h[1]*g[0]) - float64(cross*g[1])) / det
		bias -= (float64(h[0]*g[1]) - float64(cross*g[0])) / det
	}
	return scale, bias
}

func (t *judgeTrainer) model() judgeModel {
	m := judgeModel{weights: make([][stepCount]float64, len(traits))}
	for k := range t.bias {
		m.bias[k] = t.bias[k].w
	}
	for i := range t.weights {
		for k := range t.weights[i] {
			m.weights[i][k] = float64(t.weights[i][k].w * t.scale[i])
		}
	}
	return m
}
