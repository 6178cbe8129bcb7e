package parse

import "math/rand/v2"

// pick is the allowed move with the highest score; the first of equals. ok names the kinds of move to choose from.
func pick(scores *[64]int32, sh, le, ri, rootOnly bool) move {
	top, found := shift, sh
	consider := func(from, to move) {
		for m := from; m < to; m++ {
			if !found || scores[m] > scores[top] {
				top, found = m, true
			}
		}
	}
	if le && rootOnly {
		consider(left(Root), left(Root)+1)
	} else if le {
		consider(left(Root)+1, move(labelCount))
	}
	if ri {
		consider(right(Root)+1, move(moveCount))
	}
	return top
}

// parseState parses the sentence that s was reset to.
func (s *state) parse(w *weights, f []uint32) []uint32 {
	for !s.done() {
		var scores [64]int32
		f = s.features(f[:0])
		w.score(f, &scores)
		sh, le, ri := s.allowed()
		s.apply(pick(&scores, sh, le, ri, s.front == s.root()))
	}
	return f
}

// A lesson is how to go over the sentences once.
type lesson struct {
	rng     *rand.Rand
	drop    float64 // share of the features left out at each step
	explore float64 // share of the steps that follow the learner's own choice even when it loses an arc
}

// learnParse goes over one sentence, learning from the moves that lose arcs.
func learnParse(l *learner, s *state, g *gold, how lesson) {
	var f []uint32
	for !s.done() {
		var scores [64]int32
		f = s.features(f[:0])
		f = thin(f, how.rng, how.drop)
		l.score(f, &scores)
		sh, le, ri := s.allowed()
		guess := pick(&scores, sh, le, ri, s.front == s.root())
		good := s.goodMove(g, &scores)
		if !s.loses(g, guess) {
			good = guess
		} else {
			l.update(f, uint8(good), uint8(guess))
		}
		l.step++
		if guess != good && how.rng.Float64() < how.explore {
			good = guess
		}
		s.apply(good)
	}
}

// cheapest is the least cost among the allowed kinds of move, and which kinds have it. Once arcs are lost, or where
// the gold parse crosses, every move may cost.
func (s *state) cheapest(g *gold) (sh, le, ri bool) {
	sh, le, ri = s.allowed()
	cs, cl, cr := s.costs(g)
	least := 1 << 30
	if sh {
		least = cs
	}
	if le {
		least = min(least, cl)
	}
	if ri {
		least = min(least, cr)
	}
	return sh && cs == least, le && cl == least, ri && cr == least
}

// goodMove is the best move, by its score, that loses no arc.
func (s *state) goodMove(g *gold, scores *[64]int32) move {
	sh, le, ri := s.cheapest(g)
	s0 := s.at(0)
	rootOnly := s.front == s.root()
	var goldLeft, goldRight bool
	if le && g.head[s0] == s.front {
		goldLeft, le = true, false
	}
	if ri && g.head[s0] == s.at(1) {
		goldRight, ri = true, false
	}
	top, found := shift, false
	if sh || le || ri {
		top, found = pick(scores, sh, le, ri, rootOnly), true
	}
	if m := left(g.label[s0]); goldLeft && (!found || scores[m] > scores[top]) {
		top, found = m, true
	}
	if m := right(g.label[s0]); goldRight && (!found || scores[m] > scores[top]) {
		top = m
	}
	return top
}

// loses says whether the move loses an arc or mislabels one.
func (s *state) loses(g *gold, m move) bool {
	sh, le, ri := s.cheapest(g)
	kind, l := m.split()
	s0 := s.at(0)
	switch kind {
	case 0:
		return !sh
	case 1:
		return !le || g.head[s0] == s.front && g.label[s0] != l
	}
	return !ri || g.head[s0] == s.at(1) && g.label[s0] != l
}
