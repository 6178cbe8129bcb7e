package tag

// A roleSequence is the window of one cue to learn from.
type roleSequence struct {
	*lesson
	cue   span
	gold  *relation
	isCue []uint8
}

// roleSequences are those of the gold relations. Where chains that had not seen the article found the cue, their edges
// of it stand for the gold ones, and their other cues too: so the second chain learns from what it will be given.
func (l *lesson) roleSequences() []roleSequence {
	var out []roleSequence
	for k := range l.gold {
		r := &l.gold[k]
		q := roleSequence{l, r.cue, r, l.isCue}
		if l.seen != nil {
			q.isCue = l.seen
			for _, c := range l.found {
				if c.first < r.cue.end && r.cue.first < c.end {
					q.cue = c
					break
				}
			}
		}
		out = append(out, q)
	}
	return out
}

// A reader of windows: working memory for one role sequence after the other.
type windowReader struct {
	win     window
	tallies []tally
}

// each calls token with the features of every token of the sequence's window; they are good until the next.
func (r *windowReader) each(q roleSequence, token func(i int, features []uint32)) {
	w := &r.win
	r.tallies = resize(r.tallies, w.end-w.first, tally{})
	w.counts(q.page, q.isCue, r.tallies)
	for i := w.first; i < w.end; i++ {
		token(i, w.features(q.page, i, q.isCue, &r.tallies[i-w.first]))
	}
}

func trainRoles(lessons []*lesson, o Options, p plan) *learner {
	var all []roleSequence
	for i, le := range lessons {
		if p.use(i) {
			all = append(all, le.roleSequences()...)
		}
	}
	l := newLearner(int(roleLabels), roleBits, o.Seed*2+2)
	var r windowReader
	l.choose(p, func(add func([]uint32)) {
		for _, q := range all {
			q.window(&r.win, q.cue)
			r.each(q, func(i int, f []uint32) {
				add(f)
				add(q.staticOf(i))
			})
		}
	})
	var gold []uint8
	l.course(o, p, len(all), func(k int) {
		q, w := all[k], &r.win
		q.window(w, q.cue)
		l.begin(w.end - w.first)
		r.each(q, func(i int, f []uint32) {
			l.lat.turn[i-w.first] = q.turnOf(i)
			l.token(q.staticOf(i), f)
		})
		l.lat.forbid(w.cue.first-w.first, w.cue.end-w.first)
		gold = resize(gold, w.end-w.first, 0)
		w.paint(q.gold.content, beginContent, gold)
		w.paint(q.gold.source, beginSource, gold)
		markAfter(gold)
		l.learn(gold)
	})
	return l
}

// paint writes the labels of spans whose first is labelled begin. The cue's tokens keep none.
func (w *window) paint(spans []span, begin uint8, gold []uint8) {
	for _, s := range spans {
		for i := max(s.first, w.first); i < min(s.end, w.end); i++ {
			switch {
			case i >= w.cue.first && i < w.cue.end:
			case i == s.first || i == w.first || i == w.cue.end:
				gold[i-w.first] = begin
			default:
				gold[i-w.first] = begin + 1
			}
		}
	}
}

// markAfter labels the tokens just behind spans and mends what painting one span over another has cut.
func markAfter(gold []uint8) {
	prev := out
	for t, y := range gold {
		switch k := kind(y); {
		case k == 2 && !legal[prev][y]:
			gold[t]--
		case k == 0 && kind(prev) == 1:
			gold[t] = prev + 2
		case k == 0 && kind(prev) == 2:
			gold[t] = prev + 1
		}
		prev = gold[t]
	}
}

// forbid keeps roles off the tokens [from, to), which are the cue's.
func (l *lattice) forbid(from, to int) {
	for t := from; t < to; t++ {
		for y := range l.labels {
			if k := kind(uint8(y)); k == 1 || k == 2 {
				l.emit[t*maxLabels+y] = minusInf
			}
		}
	}
}
