package tag

import "math"

// The labels of both chains. After is the first token behind a content or cue: with a label of its own, the end of a
// span has features as its start has.
const (
	out uint8 = iota
	beginCue
	insideCue
	afterCue
	cueLabels
)

const (
	_ uint8 = iota
	beginSource
	insideSource
	afterSource
	beginContent
	insideContent
	afterContent
	roleLabels
)

const maxLabels = 8

// turns are the classes of token that transitions are learnt apart for (see turnOf).
const turns = 8

// allowed says whether label b may follow label a; both chains use the same triples of begin, inside, after.
func allowed(a, b uint8) bool {
	switch kind(b) {
	case 2: // inside
		return b == a || b == a+1 && kind(a) == 1
	case 3: // after
		return kind(a) == 1 && b == a+2 || kind(a) == 2 && b == a+1
	case 0:
		return kind(a) == 0 || kind(a) == 3
	}
	return true
}

// kind is 0 out, 1 begin, 2 inside, 3 after.
func kind(l uint8) uint8 {
	if l == 0 {
		return 0
	}
	return (l-1)%3 + 1
}

func first(l uint8) bool { return kind(l) <= 1 }

// A lattice is the working memory of one chain over one sequence.
type lattice struct {
	labels      int
	emit        []float64 // [token][maxLabels]
	turn        []uint8
	alpha, beta []float64
	scale       []float64
	back        []uint8
}

func (l *lattice) reset(labels, n int) {
	l.labels = labels
	if cap(l.emit) < n*maxLabels {
		l.emit = make([]float64, 2*n*maxLabels)
		l.alpha = make([]float64, 2*n*maxLabels)
		l.beta = make([]float64, 2*n*maxLabels)
		l.back = make([]uint8, 2*n*maxLabels)
		l.scale = make([]float64, 2*n)
		l.turn = make([]uint8, 2*n)
	}
	l.emit, l.alpha, l.beta = l.emit[:n*maxLabels], l.alpha[:n*maxLabels], l.beta[:n*maxLabels]
	l.back, l.scale, l.turn = l.back[:n*maxLabels], l.scale[:n], l.turn[:n]
	clear(l.emit)
}

func (l *lattice) n() int { return len(l.turn) }

type transitions [turns][maxLabels][maxLabels]float64

var minusInf = math.Inf(-1)

// viterbi writes the best labels and gives their score.
func (l *lattice) viterbi(w *transitions, out []uint8) float64 {
	n, L := l.n(), l.labels
	if n == 0 {
		return 0
	}
	for y := range L {
		l.alpha[y] = minusInf
		if first(uint8(y)) {
			l.alpha[y] = l.emit[y] + w[l.turn[0]][maxLabels-1][y]
		}
	}
	for t := 1; t < n; t++ {
		prev, cur := l.alpha[(t-1)*maxLabels:t*maxLabels], l.alpha[t*maxLabels:(t+1)*maxLabels]
		wt := &w[l.turn[t]]
		for y := range L {
			best, from := minusInf, 0
			for x := range L {
				if legal[x][y] {
					if s := prev[x] + wt[x][y]; s > best {
						best, from = s, x
					}
				}
			}
			cur[y] = best + l.emit[t*maxLabels+y]
			l.back[t*maxLabels+y] = uint8(from)
		}
	}
	best, at := minusInf, 0
	for y := range L {
		if s := l.alpha[(n-1)*maxLabels+y]; s > best {
			best, at = s, y
		}
	}
	for t := n - 1; t >= 0; t-- {
		out[t] = uint8(at)
		at = int(l.back[t*maxLabels+at])
	}
	return best
}

var legal = func() (m [maxLabels][maxLabels]bool) {
	for a := range uint8(maxLabels - 1) {
		for b := range uint8(maxLabels - 1) {
			m[a][b] = allowed(a, b)
		}
	}
	return m
}()

// forward turns emit into potentials and computes alpha and beta, scaled to one a token; it gives log Z.
func (l *lattice) forward(e *transitions) float64 {
	n, L := l.n(), l.labels
	logZ := 0.0
	for t := range n {
		em := l.emit[t*maxLabels : t*maxLabels+L]
		top := em[0]
		for _, v := range em {
			top = max(top, v)
		}
		for y := range em {
			em[y] = math.Exp(em[y] - top)
		}
		cur := l.alpha[t*maxLabels : t*maxLabels+L]
		sum := 0.0
		wt := &e[l.turn[t]]
		for y := range cur {
			s := 0.0
			if t == 0 {
				if first(uint8(y)) {
					s = wt[maxLabels-1][y]
				}
			} else {
				prev := l.alpha[(t-1)*maxLabels : (t-1)*maxLabels+L]
				for x, p := range prev {
					s += p * wt[x][y]
				}
			}
			s *= em[y]
			cur[y] = s
			sum += s
		}
		for y := range cur {
			cur[y] /= sum
		}
		l.scale[t] = sum
		logZ += math.Log(sum) + top
	}
	l.backward(e)
	return logZ
}

// backward computes beta with the scales of alpha.
func (l *lattice) backward(e *transitions) {
	n, L := l.n(), l.labels
	for t := n - 1; t >= 0; t-- {
		cur := l.beta[t*maxLabels : t*maxLabels+L]
		if t == n-1 {
			for y := range cur {
				cur[y] = 1
			}
			continue
		}
		wt := &e[l.turn[t+1]]
		em, next := l.emit[(t+1)*maxLabels:], l.beta[(t+1)*maxLabels:]
		var v [maxLabels]float64
		for y := range L {
			v[y] = em[y] * next[y] / l.scale[t+1]
		}
		for x := range cur {
			s := 0.0
			for y := range L {
				s += wt[x][y] * v[y]
			}
			cur[x] = s
		}
	}
}

// exp is the potentials of the transitions, zero where a label may not follow another.
func (w *transitions) exp(e *transitions, labels int) {
	for c := range w {
		for a := range labels {
			for b := range labels {
				e[c][a][b] = 0
				if legal[a][b] {
					e[c][a][b] = math.Exp(w[c][a][b])
				}
			}
		}
		for b := range labels {
			e[c][maxLabels-1][b] = math.Exp(w[c][maxLabels-1][b])
		}
	}
}
