package tag

import "math"

// A learner holds the weights of one chain while they are learnt by AdaGrad: a row a feature, in it a weight for every
// label and then the sum of that weight's squared gradients, so that one row is one line of the processor's memory.
type learner struct {
	labels int
	bits   uint
	keep   []uint64 // rows whose feature was seen often enough
	rows   [][2 * maxLabels]float32
	trans  transitions
	square transitions
	rate   float64
	lat    lattice
	etrans transitions
	rng    uint64
	active []uint32
	ends   []int
	loss   float64
}

func newLearner(labels int, bits uint, seed uint64) *learner {
	return &learner{
		labels: labels, bits: bits, rows: make([][2 * maxLabels]float32, 1<<bits), keep: make([]uint64, 1<<bits/64),
		rng: seed*0x9E3779B97F4A7C15 + 0x1234567,
	}
}

func (l *learner) random() uint64 {
	l.rng ^= l.rng << 13
	l.rng ^= l.rng >> 7
	l.rng ^= l.rng << 17
	return l.rng
}

// begin starts a sequence of n tokens.
func (l *learner) begin(n int) {
	l.lat.reset(l.labels, n)
	l.active, l.ends = l.active[:0], l.ends[:0]
}

// token adds the features of the next token, half of them dropped by chance.
func (l *learner) token(static, around []uint32) {
	t := len(l.ends)
	var sum [maxLabels]float32
	var bits uint64
	n := 0
	for _, g := range [2][]uint32{static, around} {
		for _, f := range g {
			f >>= 32 - l.bits
			if n&63 == 0 {
				bits = l.random()
			}
			n++
			drop := bits&1 == 0
			bits >>= 1
			if drop || l.keep[f>>6]>>(f&63)&1 == 0 {
				continue
			}
			l.active = append(l.active, f)
			row := &l.rows[f]
			for y := range sum {
				sum[y] += row[y]
			}
		}
	}
	for y := range l.labels {
		l.lat.emit[t*maxLabels+y] += float64(sum[y])
	}
	l.ends = append(l.ends, len(l.active))
}

// The gradient below which a token's features are left alone: most tokens are far from any span and long certain.
const idle = 1e-3

// learn moves the weights towards the gold labels.
func (l *learner) learn(gold []uint8) {
	lat := &l.lat
	n, L := lat.n(), l.labels
	goldScore := 0.0
	for t, y := range gold {
		x := maxLabels - 1
		if t > 0 {
			x = int(gold[t-1])
		}
		goldScore += lat.emit[t*maxLabels+int(y)] + l.trans[lat.turn[t]][x][y]
	}
	l.trans.exp(&l.etrans, L)
	l.loss += lat.forward(&l.etrans) - goldScore
	l.learnTransitions(gold)
	start := 0
	for t := range n {
		var g [maxLabels]float32
		busy := false
		for y := range L {
			p := lat.alpha[t*maxLabels+y] * lat.beta[t*maxLabels+y]
			if uint8(y) == gold[t] {
				p--
			}
			g[y] = float32(p)
			busy = busy || p > idle || p < -idle
		}
		if busy {
			l.update(l.active[start:l.ends[t]], &g)
		}
		start = l.ends[t]
	}
}

func (l *learner) update(rows []uint32, g *[maxLabels]float32) {
	rate := float32(l.rate)
	var sq [maxLabels]float32
	for y := range g {
		sq[y] = g[y] * g[y]
	}
	for _, f := range rows {
		row := &l.rows[f]
		for y := range l.labels {
			s := row[maxLabels+y] + sq[y]
			row[maxLabels+y] = s
			if s > 0 {
				row[y] -= rate * g[y] / float32(math.Sqrt(float64(s)))
			}
		}
	}
}

func (l *learner) learnTransitions(gold []uint8) {
	lat := &l.lat
	L := l.labels
	var g transitions
	var used [turns]bool
	for t, y := range gold {
		c := lat.turn[t]
		used[c] = true
		if t == 0 {
			for b := range L {
				g[c][maxLabels-1][b] += lat.alpha[b] * lat.beta[b]
			}
			g[c][maxLabels-1][y]--
			continue
		}
		prev := lat.alpha[(t-1)*maxLabels:]
		em, next := lat.emit[t*maxLabels:], lat.beta[t*maxLabels:]
		var v [maxLabels]float64
		for b := range L {
			v[b] = em[b] * next[b] / lat.scale[t]
		}
		for a := range L {
			for b := range L {
				g[c][a][b] += prev[a] * l.etrans[c][a][b] * v[b]
			}
		}
		g[c][gold[t-1]][y]--
	}
	for c := range g {
		if !used[c] {
			continue
		}
		for a := range g[c] {
			for b, v := range g[c][a] {
				if v != 0 {
					l.square[c][a][b] += v * v
					l.trans[c][a][b] -= l.rate * v / math.Sqrt(l.square[c][a][b])
				}
			}
		}
	}
}

// add adds the weights of another learner of the same features.
func (l *learner) add(o *learner) {
	for f := range l.rows {
		for y := range l.labels {
			l.rows[f][y] += o.rows[f][y]
		}
	}
	for c := range l.trans {
		for a := range l.trans[c] {
			for b := range l.trans[c][a] {
				l.trans[c][a][b] += o.trans[c][a][b]
			}
		}
	}
}

func (l *learner) divide(n float32) {
	for f := range l.rows {
		for y := range l.labels {
			l.rows[f][y] /= n
		}
	}
	for c := range l.trans {
		for a := range l.trans[c] {
			for b := range l.trans[c][a] {
				l.trans[c][a][b] /= float64(n)
			}
		}
	}
}
