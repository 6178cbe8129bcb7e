package tag

import (
	"errors"
	"math/rand/v2"
	"sync"

	"secondsource/claims/parse"
)

// Options say how to train. The zero value of a field stands for its default.
type Options struct {
	Seed     uint64
	Votes    int // times each chain is trained, with other seeds, to average the weights: 3
	Progress func(stage string, done, of int)
}

// How the chains are trained: epochs, the rate of AdaGrad and how often a feature must be seen, measured on dev (the
// attribution note's §3 has the neighbourhood). The halves that label each other are trained for less.
const (
	cueEpochs      = 9
	roleEpochs     = 8
	halfCueEpochs  = 5
	halfRoleEpochs = 3
	rate           = 0.03
	slowing        = 0.7 // part of the rate lost by the last epoch
	minSeen        = 3
	cueBits        = 21
	roleBits       = 22
	folds          = 8 // of the articles, for the cue lexicon
	voteSeed       = 1000
)

// A feature is worth its bytes if a first training gives it a weight of at least chosen; the later ones then learn with
// those features alone, which wins back most of what dropping the others loses. Weights below pruned are then left out
// too: at 0.06 without a first choice that cost 2 points of relation soft.
const (
	chosen = 0.07
	pruned = 0.02
)

// Train learns a model from examples that parser parsed. The same examples, parser and options give the same model. Two
// goroutines work at a time; Progress, if any, is called by one at a time.
func Train(parser *parse.Model, examples []Example, o Options) (*Model, error) {
	if len(examples) == 0 {
		return nil, errors.New("no article to learn from")
	}
	if o.Votes == 0 {
		o.Votes = 3
	}
	o.Progress = oneByOne(o.Progress)
	v := learnWords(parser, examples)
	lessons := newLessons(builder{parser: parser, words: v}, examples)
	m := &Model{build: builder{parser: parser, words: v}}
	m.jackknife(lessons, o)
	var wg sync.WaitGroup
	wg.Go(func() {
		m.cues = vote(o, func(o Options, keep []uint64) *learner {
			return trainCues(lessons, o, plan{"cues", cueEpochs, everything, keep})
		})
	})
	wg.Go(func() {
		m.roles = vote(o, func(o Options, keep []uint64) *learner {
			return trainRoles(lessons, o, plan{"roles", roleEpochs, everything, keep})
		})
	})
	wg.Wait()
	v.counts = nil
	return m, nil
}

func oneByOne(progress func(string, int, int)) func(string, int, int) {
	if progress == nil {
		return func(string, int, int) {}
	}
	var mu sync.Mutex
	return func(stage string, done, of int) {
		mu.Lock()
		defer mu.Unlock()
		progress(stage, done, of)
	}
}

// newLessons reads the examples. Each sees the cue lexicon as counted without its own fold.
func newLessons(b builder, examples []Example) []*lesson {
	own := make([]counts, folds)
	for k := range own {
		own[k] = counts{}
	}
	for i, e := range examples {
		countCues(b.parser, e, own[i%folds])
	}
	lessons := make([]*lesson, len(examples))
	for i, e := range examples {
		b.skip = &own[i%folds]
		lessons[i] = newLesson(b.page(e.Doc, e.Hints), e.Gold)
	}
	return lessons
}

// vote trains once to choose the features, then with several seeds, and averages the weights, which for chains like
// these averages their votes.
func vote(o Options, train func(o Options, keep []uint64) *learner) *weights {
	scout := train(o, nil)
	keep := scout.above(chosen)
	scout.rows = nil
	var l *learner
	for k := range o.Votes {
		o.Seed += voteSeed
		if next := train(o, keep); k == 0 {
			l = next
		} else {
			l.add(next)
		}
	}
	l.divide(float32(o.Votes))
	return l.freeze(pruned)
}

// A plan is what part of a training does: its name, epochs and the articles it may see.
type plan struct {
	name   string
	epochs int
	use    func(i int) bool
	keep   []uint64 // the rows to learn; nil for those seen often enough
}

func everything(int) bool { return true }

// A course is the sequences of a training: learn is given the number of each, in a new order every epoch.
func (l *learner) course(o Options, p plan, sequences int, learn func(k int)) {
	rng := rand.New(rand.NewPCG(o.Seed, 11))
	for e := range p.epochs {
		l.rate = rate * (1 - slowing*float64(e)/float64(p.epochs))
		for n, k := range rng.Perm(sequences) {
			learn(k)
			if n%512 == 0 {
				o.Progress(p.name, e*sequences+n, p.epochs*sequences)
			}
		}
	}
}

// choose sets the rows to learn.
func (l *learner) choose(p plan, each func(add func(features []uint32))) {
	if p.keep != nil {
		l.keep = p.keep
		return
	}
	l.keepSeen(each)
}

// above are the rows that hold a weight of at least size.
func (l *learner) above(size float32) []uint64 {
	keep := make([]uint64, len(l.keep))
	for f := range l.rows {
		for _, v := range l.rows[f][:l.labels] {
			if v >= size || -v >= size {
				keep[f>>6] |= 1 << (f & 63)
			}
		}
	}
	return keep
}

// keepSeen finds the rows that were seen at least minSeen times; each calls add with the features of every token.
func (l *learner) keepSeen(each func(add func(features []uint32))) {
	seen := make([]uint8, 1<<l.bits)
	each(func(features []uint32) {
		for _, f := range features {
			f >>= 32 - l.bits
			seen[f] += 1 &^ (seen[f] >> 7) // stops at 128
		}
	})
	for f, n := range seen {
		if n >= minSeen {
			l.keep[f>>6] |= 1 << (f & 63)
		}
	}
}

func trainCues(lessons []*lesson, o Options, p plan) *learner {
	type sequence struct {
		*lesson
		span
	}
	var all []sequence
	for i, le := range lessons {
		for _, s := range le.sents {
			if p.use(i) {
				all = append(all, sequence{le, s.span})
			}
		}
	}
	l := newLearner(int(cueLabels), cueBits, o.Seed*2+1)
	l.choose(p, func(add func([]uint32)) {
		for _, q := range all {
			for i := q.first; i < q.end; i++ {
				add(q.staticOf(i))
			}
		}
	})
	var gold []uint8
	l.course(o, p, len(all), func(k int) {
		q := all[k]
		gold = resize(gold, q.end-q.first, 0)
		l.begin(len(gold))
		for t := range gold {
			i := q.first + t
			l.lat.turn[t] = q.turnOf(i)
			l.token(q.staticOf(i), nil)
			gold[t] = q.isCue[i]
		}
		markAfter(gold)
		l.learn(gold)
	})
	return l
}
