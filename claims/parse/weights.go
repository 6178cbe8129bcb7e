package parse

import (
	"math/bits"
	"math/rand/v2"
)

// A learner is the weights of an averaged perceptron while they are learnt. A feature is a row, a row holds a cell for
// every class that an update has touched.
type learner struct {
	rows  []rowRef
	cells []cell
	seen  []uint8 // how often a feature occurs in the training parses, up to 255
	least uint8   // features seen less often are not learnt
	step  float32 // number of decisions so far, the weight of an update in the average
}

type rowRef struct {
	at     uint32
	n, cap uint8
}

type cell struct {
	class  uint8
	w      int16
	missed float32 // what the average lacks of w
}

func newLearner(bits, least int) *learner {
	return &learner{rows: make([]rowRef, 1<<bits), seen: make([]uint8, 1<<bits), least: uint8(least), step: 1}
}

func (l *learner) count(features []uint32) {
	for _, f := range features {
		if l.seen[f] < 255 {
			l.seen[f]++
		}
	}
}

// thin drops each feature with the chance rate, in place. A learner that cannot lean on any one feature overfits less.
func thin(features []uint32, rng *rand.Rand, rate float64) []uint32 {
	limit := uint32(rate * (1 << 32))
	kept := features[:0]
	for _, f := range features {
		if rng.Uint32() >= limit {
			kept = append(kept, f)
		}
	}
	return kept
}

// score adds the weights of the features to the scores of the classes.
func (l *learner) score(features []uint32, scores *[64]int32) {
	for _, f := range features {
		ref := l.rows[f]
		for _, c := range l.cells[ref.at : ref.at+uint32(ref.n)] {
			scores[c.class&63] += int32(c.w)
		}
	}
}

// update moves the weights of the features towards one class and away from another.
func (l *learner) update(features []uint32, good, bad uint8) {
	for _, f := range features {
		if l.seen[f] >= l.least {
			l.add(f, good, 1)
			l.add(f, bad, -1)
		}
	}
}

func (l *learner) add(f uint32, class uint8, by int16) {
	ref := &l.rows[f]
	for i := ref.at; i < ref.at+uint32(ref.n); i++ {
		if c := &l.cells[i]; c.class == class {
			c.w += by
			c.missed += float32(by) * l.step
			return
		}
	}
	if ref.n == ref.cap {
		room := max(2, ref.cap*2)
		at := uint32(len(l.cells))
		l.cells = append(l.cells, l.cells[ref.at:ref.at+uint32(ref.n)]...)
		for range room - ref.n {
			l.cells = append(l.cells, cell{})
		}
		ref.at, ref.cap = at, room
	}
	l.cells[ref.at+uint32(ref.n)] = cell{class, by, float32(by) * l.step}
	ref.n++
}

// weights are what a learner leaves: small whole numbers for the rows that count.
type weights struct {
	words []rowWord
	ends  []uint32 // where the cells of the k-th row end
	cells []uint16 // class in the high byte, weight as int8 in the low one
	scale float32  // what a weight of one stands for
}

// A rowWord says which of 64 rows have cells, and how many rows do before them.
type rowWord struct {
	set    uint64
	before uint32
}

// score adds the weights of the features to the scores of the classes.
func (w *weights) score(features []uint32, scores *[64]int32) {
	for _, f := range features {
		rw := w.words[f>>6]
		below := rw.set << (63 - f&63) // the rows up to f, f as the highest bit
		if below>>63 == 0 {
			continue
		}
		k := rw.before + uint32(bits.OnesCount64(below)) // rows up to and with f
		for _, c := range w.cells[w.ends[k-1]:w.ends[k]] {
			scores[c>>8&63] += int32(int8(c))
		}
	}
}

// freeze averages what l has learnt, drops cells below cut and rounds the rest to steps of 1/127 of the weight that all
// but one in ten thousand cells stay under.
func (l *learner) freeze(cut float32) *weights {
	w := &weights{words: make([]rowWord, len(l.rows)/64), ends: []uint32{0}}
	value := func(c cell) float32 { return float32(c.w) - c.missed/l.step }
	w.scale = l.largest(value) / 127
	for f, ref := range l.rows {
		if f&63 == 0 {
			w.words[f>>6].before = uint32(len(w.ends) - 1)
		}
		had := len(w.cells)
		for _, c := range l.cells[ref.at : ref.at+uint32(ref.n)] {
			v := value(c)
			if max(v, -v) < cut {
				continue
			}
			q := int32(awayFromHalf(v / w.scale))
			if q = max(-127, min(127, q)); q != 0 {
				w.cells = append(w.cells, uint16(c.class)<<8|uint16(uint8(int8(q))))
			}
		}
		if len(w.cells) > had {
			w.words[f>>6].set |= 1 << (f & 63)
			w.ends = append(w.ends, uint32(len(w.cells)))
		}
	}
	return w
}

// awayFromHalf makes the cut to a whole number round to the nearest.
func awayFromHalf(v float32) float32 {
	if v < 0 {
		return v - 0.5
	}
	return v + 0.5
}

// largest is the size that all but one in ten thousand cells stay under, found in a histogram of quarter steps.
func (l *learner) largest(value func(cell) float32) float32 {
	var histogram [4096]int
	n := 0
	for _, ref := range l.rows {
		for _, c := range l.cells[ref.at : ref.at+uint32(ref.n)] {
			v := value(c)
			histogram[min(len(histogram)-1, int(4*max(v, -v)))]++
			n++
		}
	}
	over := 0
	for i := len(histogram) - 1; i > 0; i-- {
		if over += histogram[i]; over > n/10000 {
			return float32(i+1) / 4
		}
	}
	return 1
}
