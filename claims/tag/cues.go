package tag

import "slices"

// maxCues bounds the cues of one sentence. No sentence of the data has more than 14; a page of nothing but "said" must
// not cost a window for each.
const maxCues = 24

func (f *finder) findCues() {
	for _, s := range f.p.sents {
		f.findCuesIn(s.span)
	}
	f.signOffs()
	slices.SortFunc(f.cues, func(a, b span) int { return a.first - b.first })
}

// findCuesIn labels the sentence twice: with a small bias, which draws the edges best, and with a large one for more
// cues to judge, of which those that meet none of the first are added.
func (f *finder) findCuesIn(s span) {
	n := s.end - s.first
	f.labels = resize(f.labels, n, 0)
	w := f.m.cues
	f.lat.reset(int(cueLabels), n)
	for t := range n {
		f.lat.turn[t] = f.p.turnOf(s.first + t)
		for y, v := range f.cueSums[s.first+t][:cueLabels] {
			f.lat.emit[t*maxLabels+y] = float64(v) * w.scale
		}
	}
	from := len(f.cues)
	f.lat.favour(cueBias)
	f.lat.viterbi(&w.trans, f.labels)
	f.addCues(s, from)
	likely := len(f.cues)
	f.lat.favour(f.more - cueBias)
	f.lat.viterbi(&w.trans, f.labels)
	f.addCues(s, from)
	for _, c := range f.cues[likely:] { // the second chain counts only the likely ones among a token's neighbours
		clear(f.isCue[c.first:c.end])
	}
	f.lat.favour(-f.more)
	f.weighCues(s, f.cues[from:])
}

// weighCues works out the log odds that each of the cues of the sentence begins where it does.
func (f *finder) weighCues(s span, cues []span) {
	if len(cues) == 0 {
		return
	}
	f.lat.forward(&f.cueExp)
	for _, c := range cues {
		no := 0.0
		for _, y := range []uint8{out, afterCue} {
			at := (c.first-s.first)*maxLabels + int(y)
			no += f.lat.alpha[at] * f.lat.beta[at]
		}
		f.cueOdds[c] = logOdds(max(0, min(1, no)))
	}
}

// favour adds bias to the labels of cues.
func (l *lattice) favour(bias float64) {
	for t := range l.n() {
		l.emit[t*maxLabels+int(beginCue)] += bias
		l.emit[t*maxLabels+int(insideCue)] += bias
	}
}

// addCues adds the cues that the labels spell where no cue is yet, up to maxCues behind the first from.
func (f *finder) addCues(s span, from int) {
	for t, y := range f.labels {
		if y != beginCue || len(f.cues)-from >= maxCues {
			continue
		}
		end := t + 1
		for end < len(f.labels) && f.labels[end] == insideCue {
			end++
		}
		c := span{s.first + t, s.first + end}
		if slices.Max(f.isCue[c.first:c.end]) > 0 {
			continue
		}
		f.cues = append(f.cues, c)
		for i := c.first; i < c.end; i++ {
			f.isCue[i] = 2
		}
		f.isCue[c.first] = 1
	}
}
