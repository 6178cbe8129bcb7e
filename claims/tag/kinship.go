package tag

// relate says how token i hangs together with the cue: below it, above it or beside it.
func (w *window) relate(p *page, i int) {
	k := i - w.first
	if p.pts[i].sentence != p.pts[w.head].sentence {
		w.relation[k] = 7
		return
	}
	if d := w.above[k]; d > 0 {
		w.relation[k] = join(100, uint32(d))
		return
	}
	at, depth := int32(i), uint8(0)
	for depth < maxDepth {
		h := p.pts[at].head
		if h < 0 || int(h) < w.first || int(h) >= w.end {
			return
		}
		if d := w.above[int(h)-w.first]; d > 0 {
			w.under[k], w.depth[k] = at, depth
			if d == 1 {
				w.relation[k] = join(200, p.pts[at].label)
				return
			}
			// Beside: the label on the cue's side of the common ancestor and the token's.
			c := int32(w.head)
			for range d - 2 {
				c = p.pts[c].head
			}
			w.relation[k] = join(join(300, p.pts[at].label), join(p.pts[c].label, uint32(min(d, 4))))
			return
		}
		at = h
		depth++
	}
}
