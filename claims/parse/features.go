package parse

// A view is what features see of a state: w are words, t tags of the stack (s0 its top) and the buffer (b0 its front).
type view struct {
	*state
	rows                         []uint32
	n                            uint32 // templates so far
	i0, i1, j0                   int32  // the tokens of s0, s1 and b0
	s0, s1, b0                   *kids
	s0w, s1w, s2w, b0w, b1w, b2w uint32
	s0t, s1t, s2t, b0t, b1t, b2t uint32
}

func (v *view) add(a, b, c uint32) {
	v.rows = append(v.rows, row(parseBits, v.n, a, b, c))
	v.n++
}

func (v *view) tag(i int32) uint32    { return uint32(v.tags[i]) }
func (v *view) lab(i int32) uint32    { return uint32(v.label[i]) }
func (v *view) wordOf(i int32) uint32 { return v.words[i].low }

// features appends the rows of the state: words and tags of three tokens of the stack and the buffer, alone, in pairs
// and triples, with the labels, tags and number of their dependants, and what stands between them (attribution note
// §3).
func (s *state) features(f []uint32) []uint32 {
	root := s.root()
	i2, j1, j2 := s.at(2), min(s.front+1, root), min(s.front+2, root)
	v := view{state: s, rows: f, i0: s.at(0), i1: s.at(1), j0: s.front}
	v.s0, v.s1, v.b0 = &s.kids[v.i0], &s.kids[v.i1], &s.kids[v.j0]
	v.s0w, v.s1w, v.s2w = v.wordOf(v.i0), v.wordOf(v.i1), v.wordOf(i2)
	v.b0w, v.b1w, v.b2w = v.wordOf(v.j0), v.wordOf(j1), v.wordOf(j2)
	v.s0t, v.s1t, v.s2t = v.tag(v.i0), v.tag(v.i1), v.tag(i2)
	v.b0t, v.b1t, v.b2t = v.tag(v.j0), v.tag(j1), v.tag(j2)
	v.singles()
	v.pairs()
	v.triples()
	v.dependants()
	v.distances()
	return v.rows
}

// singles are words and tags of single tokens.
func (v *view) singles() {
	v.add(v.s0w, v.s0t, 0)
	v.add(v.s0w, 1, 0)
	v.add(v.s0t, 0, 0)
	v.add(v.s1w, v.s1t, 0)
	v.add(v.s1t, 0, 0)
	v.add(v.s2w, v.s2t, 0)
	v.add(v.s2t, 0, 0)
	v.add(v.b0w, v.b0t, 0)
	v.add(v.b0w, 1, 0)
	v.add(v.b0t, 0, 0)
	v.add(v.b1w, v.b1t, 0)
	v.add(v.b1t, 0, 0)
	v.add(v.b2w, v.b2t, 0)
	v.add(v.b2t, 0, 0)
	v.add(v.words[v.i0].suffix[2], v.words[v.j0].suffix[2], v.b0t)
}

// pairs are words and tags of two tokens.
func (v *view) pairs() {
	v.add(v.s0w, v.s0t|v.b0t<<8, v.b0w)
	v.add(v.s0w, v.s0t|v.b0t<<8, 0)
	v.add(v.s0t|v.b0t<<8, v.b0w, 0)
	v.add(v.s0w, v.b0w, 0)
	v.add(v.s0t|v.b0t<<8, 0, 0)
	v.add(v.s1w, v.s1t|v.s0t<<8, v.s0w)
	v.add(v.s1w, v.s1t|v.s0t<<8, 0)
	v.add(v.s1t|v.s0t<<8, v.s0w, 0)
	v.add(v.s1w, v.s0w, 0)
	v.add(v.s1t|v.s0t<<8, 0, 0)
	v.add(v.s1t|v.b0t<<8, 0, 0)
	v.add(v.s1w, v.b0w, 0)
	v.add(v.b0t|v.b1t<<8, 0, 0)
	v.add(v.b0w, v.b1t, 0)
	v.add(v.b0t, v.b1w, 0)
	v.add(v.b0w, v.b1w, 0)
	v.add(v.s0w, v.b0t|v.b1t<<8, 0)
}

// triples are tags of three and four tokens.
func (v *view) triples() {
	v.add(v.s0t|v.b0t<<8|v.b1t<<16, 0, 0)
	v.add(v.s0t|v.b0t<<8|v.b1t<<16, v.b2t, 0)
	v.add(v.s1t|v.s0t<<8|v.b0t<<16, 0, 0)
	v.add(v.s1t|v.s0t<<8|v.b0t<<16, v.b1t, 0)
	v.add(v.s2t|v.s1t<<8|v.s0t<<16, 0, 0)
	v.add(v.s2t|v.s1t<<8|v.s0t<<16, v.b0t, 0)
	v.add(v.b0t|v.b1t<<8|v.b2t<<16, 0, 0)
	v.add(v.s1w, v.s0t|v.b0t<<8, 0)
	v.add(v.s1t|v.b0t<<8, v.s0w, 0)
	v.add(v.s1t|v.s0t<<8, v.b0w, 0)
	v.add(v.s0w, v.b0t|v.b1t<<8|v.s1t<<16, 1)
}

// dependants are what hangs from the tokens so far.
func (v *view) dependants() {
	v.add(v.s0t|v.b0t<<8|v.tag(v.s0.l1)<<16, v.lab(v.s0.l1), 0)
	v.add(v.s0t|v.b0t<<8|v.tag(v.s0.r1)<<16, v.lab(v.s0.r1), 0)
	v.add(v.s0t|v.b0t<<8|v.tag(v.b0.l1)<<16, v.lab(v.b0.l1), 0)
	v.add(v.s1t|v.s0t<<8|v.tag(v.s0.l1)<<16, v.lab(v.s0.l1), 0)
	v.add(v.s1t|v.s0t<<8|v.tag(v.s0.r1)<<16, v.lab(v.s0.r1), 0)
	v.add(v.s1t|v.s0t<<8|v.tag(v.s1.r1)<<16, v.lab(v.s1.r1), 0)
	v.add(v.s1t|v.s0t<<8|v.tag(v.s1.l1)<<16, v.lab(v.s1.l1), 0)
	v.add(v.s0t|v.tag(v.s0.l1)<<8|v.tag(v.s0.l2)<<16, v.lab(v.s0.l1), v.lab(v.s0.l2))
	v.add(v.s0t|v.tag(v.s0.r1)<<8|v.tag(v.s0.r2)<<16, v.lab(v.s0.r1), v.lab(v.s0.r2))
	v.add(v.s1t|v.tag(v.s1.r1)<<8|v.tag(v.s1.r2)<<16, v.lab(v.s1.r1), v.lab(v.s1.r2))
	v.add(v.b0t|v.tag(v.b0.l1)<<8|v.tag(v.b0.l2)<<16, v.lab(v.b0.l1), v.lab(v.b0.l2))
	v.add(v.wordOf(v.s0.l1), v.s0t, v.lab(v.s0.l1))
	v.add(v.wordOf(v.s0.r1), v.s0t, v.lab(v.s0.r1))
	v.add(v.wordOf(v.s1.r1), v.s1t|v.s0t<<8, v.lab(v.s1.r1))
	v.add(v.wordOf(v.b0.l1), v.b0t, v.lab(v.b0.l1))
	v.add(v.s0w, v.s0.seen, 0)
	v.add(v.s0t, v.s0.seen, v.b0t)
	v.add(v.s1w, v.s1.seen, 0)
	v.add(v.s1t, v.s1.seen, v.s0t)
	v.add(v.b0t, v.b0.seen, v.s0t)
	v.add(v.s0w, valency(v.s0), 0)
	v.add(v.s0t, valency(v.s0), v.b0t)
	v.add(v.s1t, valency(v.s1), v.s0t)
	v.add(v.b0t, valency(v.b0), v.s0t)
	v.add(v.s0w, v.b0w, v.lab(v.s0.r1)|v.lab(v.b0.l1)<<8)
}

// distances are what stands between the tokens.
func (v *view) distances() {
	far0, far1 := v.between(v.i0, v.j0), v.between(v.i1, v.i0)
	v.add(v.s0t|v.b0t<<8, far0, 0)
	v.add(v.s0w, v.b0t, far0)
	v.add(v.b0w, v.s0t, far0)
	v.add(v.s1t|v.s0t<<8, far1, 0)
	v.add(v.s1w, v.s0t, far1)
	v.add(v.s0w, v.s1t, far1)
	v.add(v.s1t|v.s0t<<8|v.b0t<<16, far1, far0)
	v.add(v.s0t|v.s1t<<8, uint32(min(len(v.stack), 6)), v.b0t)
}

func valency(k *kids) uint32 { return uint32(min(k.nl, 7)) | uint32(min(k.nr, 7))<<4 }

// between is the distance from token a to a later b in bins, and how many marks and verbs stand between them.
func (s *state) between(a, b int32) uint32 {
	if a == 0 {
		return 0
	}
	d := uint32(b - a)
	switch {
	case d > 10:
		d = 7
	case d > 5:
		d = 6
	}
	marks := min(s.commas[b]-s.commas[a], 2)
	verbs := min(s.verbs[b]-s.verbs[min(a+1, b)], 3)
	return d | uint32(marks)<<4 | uint32(verbs)<<8
}
