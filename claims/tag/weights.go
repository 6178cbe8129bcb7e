package tag

import "math/bits"

// weights are what a learner leaves: a small whole number for each label of the rows that count.
type weights struct {
	labels int
	bits   uint
	words  []rowWord
	cells  []int8 // labels a row
	scale  float64
	trans  transitions
}

// A rowWord says which of 64 rows have cells, and how many rows do before them.
type rowWord struct {
	set    uint64
	before uint32
}

// score adds the weights of the features to sum.
func (w *weights) score(features []uint32, sum *[maxLabels]int32) {
	shift := 32 - w.bits
	for _, f := range features {
		f >>= shift
		rw := &w.words[f>>6]
		if rw.set>>(f&63)&1 == 0 {
			continue
		}
		k := int(rw.before) + bits.OnesCount64(rw.set&(1<<(f&63)-1))
		for y, v := range w.cells[k*w.labels : (k+1)*w.labels] {
			sum[y&(maxLabels-1)] += int32(v)
		}
	}
}

// keptShare is the part of its features that a token keeps in training; what is learnt is scaled by it to be used with
// all of them.
const keptShare = 0.5

// freeze rounds the weights to steps of a 127th of the largest but for one in ten thousand and drops rows and cells
// below cut.
func (l *learner) freeze(cut float32) *weights {
	w := &weights{labels: l.labels, bits: l.bits, words: make([]rowWord, len(l.rows)/64), trans: l.trans}
	step := l.largest() / 127
	w.scale = float64(step) * keptShare
	n := uint32(0)
	for f := range l.rows {
		if f&63 == 0 {
			w.words[f>>6].before = n
		}
		var row [maxLabels]int8
		used := false
		for y := range l.labels {
			v := l.rows[f][y]
			if max(v, -v) < cut {
				continue
			}
			row[y] = int8(max(-127, min(127, roundAway(v/step))))
			used = used || row[y] != 0
		}
		if used {
			w.words[f>>6].set |= 1 << (f & 63)
			w.cells = append(w.cells, row[:l.labels]...)
			n++
		}
	}
	return w
}

func roundAway(v float32) int32 {
	if v < 0 {
		return int32(v - 0.5)
	}
	return int32(v + 0.5)
}

func (l *learner) largest() float32 {
	var histogram [4096]int
	n := 0
	for f := range l.rows {
		for _, v := range l.rows[f][:l.labels] {
			if v != 0 {
				histogram[min(4095, int(max(v, -v)*256))]++
				n++
			}
		}
	}
	over := 0
	for i := len(histogram) - 1; i > 0; i-- {
		if over += histogram[i]; over > n/10000 {
			return float32(i+1) / 256
		}
	}
	return 1
}
