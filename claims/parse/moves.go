package parse

// A move is a step of the arc-hybrid parser. Shift is 0; a left move attaches the top of the stack to the front of the
// buffer and is the label's number; a right move attaches it to the token below it on the stack.
type move uint8

const (
	shift     move = 0
	rightBase move = 31 // right with label l is rightBase+l; no right move has the label Root
	moveCount      = int(rightBase) + int(labelCount)
)

func left(l Label) move  { return move(l) }
func right(l Label) move { return rightBase + move(l) }

// split is the kind of the move (0 shift, 1 left, 2 right) and its label.
func (m move) split() (int, Label) {
	switch {
	case m == shift:
		return 0, NoLabel
	case m < move(labelCount):
		return 1, Label(m)
	}
	return 2, Label(m - rightBase)
}

// A state is a sentence half parsed. Tokens are numbered from 1; token n+1 is the root, which stands behind the
// sentence in the buffer; 0 is none.
type state struct {
	n      int
	stack  []int32
	front  int32 // first token of the buffer
	head   []int32
	label  []Label
	kids   []kids
	words  []word // by token, the words of 0 and the root being empty
	tags   []Tag
	commas []uint8 // marks that part clauses before the token
	verbs  []uint8 // verbs before the token
}

// kids are the outermost and second outermost dependants of a token on each side, and how many there are.
type kids struct {
	l1, l2, r1, r2 int32
	nl, nr         uint8
	seen           uint32 // labels of the dependants, one bit each
}

// reset prepares s for a sentence.
func (s *state) reset(words []word, tags []Tag) {
	n := len(words)
	s.n, s.front, s.stack = n, 1, s.stack[:0]
	s.head = append(s.head[:0], make([]int32, n+2)...)
	s.label = append(s.label[:0], make([]Label, n+2)...)
	s.kids = append(s.kids[:0], make([]kids, n+2)...)
	s.commas = append(s.commas[:0], make([]uint8, n+2)...)
	s.verbs = append(s.verbs[:0], make([]uint8, n+2)...)
	s.words = append(append(append(s.words[:0], word{}), words...), word{form: 1, low: 1})
	s.tags = append(append(append(s.tags[:0], 0), tags...), Tag(len(tagNames)))
	for i := 1; i <= n; i++ {
		s.commas[i+1], s.verbs[i+1] = s.commas[i], s.verbs[i]
		switch t := s.tags[i]; {
		case t.clauseMark():
			s.commas[i+1]++
		case t.Verb():
			s.verbs[i+1]++
		}
	}
}

// clauseMark says whether the tag is of a comma, a colon or dash, or a quotation mark.
func (t Tag) clauseMark() bool {
	switch t.String() {
	case ",", ":", "''", "``":
		return true
	}
	return false
}

func (s *state) root() int32 { return int32(s.n + 1) }

func (s *state) done() bool { return s.front == s.root() && len(s.stack) == 0 }

// at is the k-th token of the stack from the top, 0 if there is none.
func (s *state) at(k int) int32 {
	if k >= len(s.stack) {
		return 0
	}
	return s.stack[len(s.stack)-1-k]
}

// allowed says which kinds of move keep the parse a tree with one root.
func (s *state) allowed() (sh, le, ri bool) {
	last := s.front == s.root()
	return !last, len(s.stack) > 0 && (!last || len(s.stack) == 1), len(s.stack) > 1
}

// apply makes the move.
func (s *state) apply(m move) {
	kind, l := m.split()
	if kind == 0 {
		s.stack = append(s.stack, s.front)
		s.front++
		return
	}
	d, h := s.at(0), s.front
	if kind == 2 {
		h = s.at(1)
	}
	s.stack = s.stack[:len(s.stack)-1]
	s.head[d], s.label[d] = h, l
	k := &s.kids[h]
	k.seen |= 1 << (l & 31)
	if kind == 1 {
		k.l1, k.l2 = d, k.l1
		k.nl++
	} else {
		k.r1, k.r2 = d, k.r1
		k.nr++
	}
}

// A gold is the parse to learn: heads and labels by token as in state, and the dependants of each token.
type gold struct {
	head  []int32
	label []Label
}

// costs counts the arcs of the gold parse that each kind of move makes unreachable (Goldberg and Nivre 2013, arc
// hybrid).
func (s *state) costs(g *gold) (sh, le, ri int) {
	b := s.front
	if b <= int32(s.n) {
		for k, t := range s.stack {
			if g.head[t] == b {
				sh++
			}
			if g.head[b] == t && k < len(s.stack)-1 {
				sh++
			}
		}
	}
	if len(s.stack) == 0 {
		return sh, le, ri
	}
	s0, s1 := s.at(0), s.at(1)
	for d := b; d <= int32(s.n); d++ {
		if g.head[d] == s0 {
			le++
			ri++
		}
	}
	switch h := g.head[s0]; {
	case h >= b:
		ri++
		if h != b {
			le++
		}
	case h == s1 && s1 != 0:
		le++
	}
	return sh, le, ri
}
