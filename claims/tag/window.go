package tag

// A window is the tokens around one cue that may hold its source and content.
type window struct {
	cue  span
	span // of tokens
	// The rest is worked out once for the cue.
	head                  int      // the cue's topmost token
	hint                  int32    // number of the hint with the same cue; 0 none
	lemma                 uint32   // of head
	above                 []uint8  // by token from first: 1 + steps up from the cue to it, 0 none
	under                 []int32  // by token: the child of a cue token that it stands under; -1
	depth                 []uint8  // steps down from that child
	relation              []uint32 // by token: how it hangs together with the cue in the tree
	role                  []uint8  // by token: its role in the matching hint
	feats                 sheet
	quoteLeft, quoteRight int32 // numbers of the nearest quotations
}

// Bounds of a window, in tokens (attribution note §3), and of what is taken from a neighbouring paragraph.
const (
	maxBefore = 160
	maxAfter  = 200
	announce  = 4 // tokens from a cue to the end of its paragraph that still announce the next: "he said Monday:"
	introduce = 6 // the same, without a colon, where the next paragraph opens a quotation
)

// window sets w to the surroundings of the cue: its paragraph, the next one too behind "X said:" or where a quotation
// left open runs on, and the one before where a quotation runs on into this one.
func (p *page) window(w *window, cue span) {
	w.cue = cue
	w.span = span{max(p.windowFirst(cue), cue.first-maxBefore), min(p.windowEnd(cue), cue.end+maxAfter)}
	w.prepare(p)
}

func (p *page) windowEnd(cue span) int {
	own := int(p.pts[cue.first].paragraph)
	k, end := own, p.paras[own].end
	for k+1 < len(p.paras) && end-cue.end < maxAfter {
		last, next := &p.pts[end-1], &p.pts[p.paras[k+1].first]
		rest := end - cue.end // tokens of the cue's own paragraph behind it
		announced := k == own && (rest == 0 || last.mark == colon && rest <= announce || next.quoted == 2 && rest <= introduce)
		if runsOn := last.quoted == 1 && next.quoted == 2; !announced && !runsOn {
			break
		}
		k++
		end = p.paras[k].end
	}
	return end
}

func (p *page) windowFirst(cue span) int {
	k := int(p.pts[cue.first].paragraph)
	first := p.paras[k].first
	for k > 0 && cue.first-first < maxBefore {
		before := &p.pts[first-1]
		if before.quoted != 1 || before.quote != p.pts[first].quote {
			break
		}
		k--
		first = p.paras[k].first
	}
	return first
}

func resize[T any](s []T, n int, v T) []T {
	if cap(s) < n {
		s = make([]T, n, 2*n)
	}
	s = s[:n]
	for i := range s {
		s[i] = v
	}
	return s
}

func (w *window) prepare(p *page) {
	n := w.end - w.first
	w.above, w.under = resize(w.above, n, 0), resize(w.under, n, -1)
	w.depth, w.relation, w.role = resize(w.depth, n, 0), resize(w.relation, n, 0), resize(w.role, n, 0)
	w.findHead(p)
	w.findHint(p)
	w.quoteLeft, w.quoteRight = w.nearQuote(p)
	at := int32(w.head)
	for d := uint8(1); at >= 0 && d < maxDepth && int(at) >= w.first && int(at) < w.end; d++ {
		w.above[int(at)-w.first] = d
		at = p.pts[at].head
	}
	for i := w.first; i < w.end; i++ {
		w.relate(p, i)
	}
}

func (w *window) findHead(p *page) {
	w.head = w.cue.first
	for i := w.cue.first; i < w.cue.end; i++ {
		h := p.pts[i].head
		if p.pts[i].lexicon <= 7 && (int(h) < w.cue.first || int(h) >= w.cue.end) {
			w.head = i
			break
		}
	}
	best := uint32(0)
	for i := w.cue.first; i < w.cue.end; i++ {
		if x := p.pts[i].lexicon; x <= 7 && x > best {
			best = x
			w.lemma = p.pts[i].lemma
		}
	}
	if best == 0 {
		w.lemma = p.pts[w.head].lemma
	}
}

func (w *window) findHint(p *page) {
	w.hint = 0
	for i := w.cue.first; i < w.cue.end; i++ {
		w.hint = max(w.hint, p.pts[i].cueOf)
	}
	if w.hint == 0 {
		return
	}
	h := p.hints[w.hint-1]
	for _, s := range h.Source {
		w.setRole(p.tokens(s), 1)
	}
	for _, s := range h.Content {
		w.setRole(p.tokens(s), 3)
	}
}

func (w *window) setRole(at span, role uint8) {
	for i := max(at.first, w.first); i < min(at.end, w.end); i++ {
		w.role[i-w.first] = role
		if i > at.first {
			w.role[i-w.first] = role + 1
		}
	}
}

// quoteRelation is how the quotation of token i lies to the cue: none, the one that holds the cue, the nearest before
// or behind the cue, another.
func (w *window) quoteRelation(p *page, i int) uint32 {
	q := p.pts[i].quote
	own := p.pts[w.cue.first].quote
	if q == 0 {
		if own != 0 {
			return 1
		}
		return 0
	}
	if own != 0 {
		if q == own {
			return 2
		}
		return 3
	}
	l, r := w.quoteLeft, w.quoteRight
	switch q {
	case l:
		if q == r {
			return 4
		}
		return 5
	case r:
		return 6
	}
	return 7
}

func (w *window) nearQuote(p *page) (left, right int32) {
	for i := w.cue.first - 1; i >= w.first && left == 0; i-- {
		left = p.pts[i].quote
	}
	for i := w.cue.end; i < w.end && right == 0; i++ {
		right = p.pts[i].quote
	}
	return left, right
}
