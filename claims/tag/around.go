package tag

// A tally runs over a window and counts what stands between a token and the cue.
type tally struct{ commas, marks, verbs, cues, stops uint32 }

func (a *tally) add(p *page, i int, inCue uint8) {
	t := &p.pts[i]
	switch t.mark {
	case comma:
		a.commas++
	case stop:
		a.stops++
	case noMark:
	default:
		a.marks++
	}
	if verbTags[t.tag&63] == 'V' {
		a.verbs++
	}
	if inCue == 1 {
		a.cues++
	}
}

func (a *tally) key() uint32 {
	return min(a.commas, 3) | min(a.marks, 3)<<2 | min(a.verbs, 4)<<4 | min(a.cues, 3)<<7 | min(a.stops, 3)<<9
}

// counts fills keys with the tally of every token of the window.
func (w *window) counts(p *page, isCue []uint8, keys []tally) {
	var a tally
	for i := w.cue.end; i < w.end; i++ {
		keys[i-w.first] = a
		a.add(p, i, isCue[i])
	}
	a = tally{}
	for i := w.cue.first - 1; i >= w.first; i-- {
		keys[i-w.first] = a
		a.add(p, i, isCue[i])
	}
}

// A view is what one token looks like from the cue.
type view struct {
	*window
	p               *page
	t, prev, next   *point
	c               *point // the cue's topmost token
	k               int    // the token's number in the window
	side            uint32 // 0 before, 1 in, 2 behind the cue
	dist            uint32
	place           uint32 // sentences and paragraphs between
	quote, marks    uint32 // relation of its quotation to the cue's, and that with the marks beside it
	rel, relP, relN uint32
	edge            uint32 // whether the tree's branch begins or ends with it
	before, after   *point // the words beside the cue
	between         *tally
	tallied         uint32
}

// firstAround numbers the templates here above those of the static features.
const firstAround = 300

// features are those of token i that depend on the cue. isCue is, by token, 1 at the start of a cue and 2 inside.
func (w *window) features(p *page, i int, isCue []uint8, between *tally) []uint32 {
	s := &w.feats
	s.rows, s.k = s.rows[:0], firstAround
	v := w.look(p, i, between)
	v.distances(s)
	v.words(s)
	v.quotes(s)
	v.counted(s)
	v.cues(s, i, isCue)
	v.branches(s)
	v.hints(s)
	return s.rows
}

func (w *window) look(p *page, i int, between *tally) view {
	v := view{
		window: w, p: p, t: &p.pts[i], prev: p.near(i, -1), next: p.near(i, 1), c: &p.pts[w.head], k: i - w.first,
		side: 1, between: between, tallied: between.key(), before: p.near(w.cue.first, -1), after: p.near(w.cue.end-1, 1),
	}
	if i < w.cue.first {
		v.side, v.dist = 0, bin(i-w.cue.first)
	} else if i >= w.cue.end {
		v.side, v.dist = 2, bin(i-w.cue.end+1)
	}
	v.place = join(bin(max(-3, min(3, int(v.t.sentence-v.c.sentence)))), bin(max(-2, min(2, int(v.t.paragraph-v.c.paragraph)))))
	v.quote = w.quoteRelation(p, i)
	v.marks = join(v.quote, uint32(v.t.quoted)|uint32(v.prev.quoted)<<2|uint32(v.next.quoted)<<4)
	v.rel, v.relP, v.relN = w.relation[v.k], outside, outside
	underP, underN := int32(-2), int32(-2)
	if v.k > 0 {
		v.relP, underP = w.relation[v.k-1], w.under[v.k-1]
	}
	if i+1 < w.end {
		v.relN, underN = w.relation[v.k+1], w.under[v.k+1]
	}
	if underP != w.under[v.k] {
		v.edge = 1
	}
	if underN != w.under[v.k] {
		v.edge |= 2
	}
	return v
}

// outside is the relation of what lies beyond the window.
const outside = 3

func (v *view) distances(s *sheet) {
	s.b(v.side, v.dist)
	s.c(v.side, v.dist, v.lemma)
	s.c(v.side, v.dist, v.t.tag)
	s.c(v.side, v.place, v.quote)
	s.c(v.side, v.place, v.lemma)
	s.b(v.side, v.lemma)
	s.d(v.side, v.after.word, v.lemma, v.dist)
	s.d(v.side, v.after.tag, v.before.tag, v.dist)
	s.c(v.side, uint32(v.cue.end-v.cue.first), v.dist)
	s.d(v.side, v.c.tag, v.c.kids&voiceMask, v.dist)
	s.d(v.side, v.c.tag, v.c.label, v.dist)
	s.c(v.side, v.c.tag, v.c.label)
}

func (v *view) words(s *sheet) {
	s.b(v.side, v.t.word)
	s.b(v.side, v.t.tag)
	s.c(v.side, v.t.tag, v.next.tag)
	s.c(v.side, v.prev.tag, v.t.tag)
	s.d(v.side, v.prev.tag, v.t.tag, v.next.tag)
	s.c(v.side, v.prev.word, v.t.word)
	s.c(v.side, v.t.word, v.next.word)
	s.b(v.lemma, v.t.word)
	s.c(v.lemma, v.prev.word, v.side)
	s.c(v.lemma, v.side, v.t.tag)
	s.c(v.side, v.before.word, v.t.tag)
	s.c(v.side, v.after.word, v.t.tag)
	s.c(v.side, v.after.tag, v.t.tag)
}

func (v *view) quotes(s *sheet) {
	s.c(v.side, v.after.tag, v.quote)
	s.c(v.side, v.before.word, v.quote)
	s.b(v.side, v.marks)
	s.c(v.side, v.marks, v.t.tag)
	s.c(v.side, v.quote, v.lemma)
	s.d(v.side, v.quote, v.place, v.t.tag)
	s.c(v.side, v.marks, v.prev.word)
	s.c(v.side, v.marks, v.next.word)
}

func (v *view) counted(s *sheet) {
	n := v.between
	s.b(v.side, v.tallied)
	s.c(v.side, v.tallied, v.quote)
	s.c(v.side, v.tallied, v.t.tag)
	s.d(v.side, min(n.commas, 4), min(n.verbs, 3), v.t.tag)
	s.d(v.side, min(n.cues, 3), min(n.stops, 3), v.quote)
	s.c(v.side, min(n.cues, 3), v.dist)
	s.d(v.side, v.tallied, v.prev.word, v.t.word)
}

// cues are the features of other cues at the token or beside it.
func (v *view) cues(s *sheet, i int, isCue []uint8) {
	at, next, prev := uint32(isCue[i]), uint32(0), uint32(0)
	if i+1 < v.end {
		next = uint32(isCue[i+1])
	}
	if i > v.first {
		prev = uint32(isCue[i-1])
	}
	s.c(v.side, at, next)
	s.d(v.side, at, prev, v.t.lemma)
	s.d(v.side, next, v.t.tag, v.quote)
	s.d(v.side, prev, v.t.tag, v.quote)
}

// branches are the features of the token's place in the tree as seen from the cue.
func (v *view) branches(s *sheet) {
	s.b(v.rel, v.side)
	s.b(v.rel, v.t.tag)
	s.c(v.rel, v.prev.tag, v.t.tag)
	s.c(v.rel, v.t.tag, v.next.tag)
	s.b(v.rel, v.t.word)
	s.b(v.rel, v.lemma)
	s.c(v.rel, v.edge, v.side)
	s.d(v.rel, v.edge, v.t.tag, v.side)
	s.c(v.rel, v.prev.word, v.side)
	s.c(v.rel, v.next.word, v.side)
	s.c(v.relP, v.rel, v.side)
	s.c(v.rel, v.relN, v.side)
	s.d(v.relP, v.rel, v.relN, v.side)
	s.d(v.relP, v.rel, v.t.word, v.side)
	s.d(v.rel, v.relN, v.next.word, v.t.tag)
	s.c(v.rel, uint32(v.depth[v.k]), v.t.label)
	s.d(v.rel, v.t.label, v.t.tag, v.side)
	s.c(v.rel, v.quote, v.side)
	s.d(v.rel, v.dist, v.side, v.quote)
	s.c(v.rel, v.tallied, v.side)
	u := v.p.at(v.under[v.k])
	s.c(u.label, u.lemma, v.side)
	s.c(v.rel, u.tag, u.lexicon)
	s.d(v.rel, u.kids&kidMask, v.edge, v.side)
	h := v.p.at(v.t.head)
	s.c(v.rel, h.label, h.tag)
}

// Roles of a token in a hint, beyond those that labels have.
const (
	noHint     = 5 // no hint has the cue
	beyondHint = 6 // the window ends here
	otherHint  = 8 // first of the roles in a hint of another cue
)

func (v *view) hints(s *sheet) {
	role, prev, next := uint32(v.role[v.k]), uint32(beyondHint), uint32(beyondHint)
	if v.k > 0 {
		prev = uint32(v.role[v.k-1])
	}
	if v.k+1 < len(v.role) {
		next = uint32(v.role[v.k+1])
	}
	if v.hint == 0 {
		role = noHint
	}
	if role == 0 && v.t.hint != 0 {
		role = otherHint + uint32(v.t.roleHint)
	}
	s.b(role, v.side)
	s.d(role, prev, next, v.side)
	s.c(role, v.t.tag, v.side)
	s.d(role, prev, v.t.word, v.side)
	s.d(role, next, v.prev.word, v.t.word)
	s.c(role, v.rel, prev)
	s.c(role, v.rel, next)
	s.c(role, v.lemma, v.side)
	s.c(role, v.marks, prev)
	s.d(role, v.marks, next, v.side)
	s.c(role, v.tallied, prev)
}
