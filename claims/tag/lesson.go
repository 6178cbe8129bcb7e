package tag

import "secondsource/claims/parse"

// A lesson is an article ready to be learnt from.
type lesson struct {
	*page
	gold  []relation
	isCue []uint8 // by token, of the gold
	seen  []uint8 // by token, of the cues found by chains that had not seen the article; nil before
	found []span
}

// A relation is a Relation in tokens.
type relation struct {
	cue             span
	source, content []span
}

func newLesson(p *page, gold []Relation) *lesson {
	p.keepStatics()
	l := &lesson{page: p, isCue: make([]uint8, len(p.pts))}
	for _, g := range gold {
		if len(g.Cue) == 0 {
			continue
		}
		r := relation{cue: p.tokens(g.Cue[0]), source: p.spans(g.Source), content: p.spans(g.Content)}
		if r.cue.end <= r.cue.first {
			continue
		}
		for i := r.cue.first; i < r.cue.end; i++ {
			l.isCue[i] = 2
		}
		l.isCue[r.cue.first] = 1
		l.gold = append(l.gold, r)
	}
	return l
}

func (p *page) spans(bytes []parse.Span) []span {
	var out []span
	for _, b := range bytes {
		if s := p.tokens(b); s.first < s.end {
			out = append(out, s)
		}
	}
	return out
}

// right says whether the draft is a relation of the gold, by the measure "relation soft" (attribution note §4).
func (l *lesson) right(d *draft) bool {
	for k := range l.gold {
		g := &l.gold[k]
		if !touch([]span{g.cue}, d.cue) {
			continue
		}
		source := len(g.source) == 0 && len(d.source) == 0
		for _, s := range d.source {
			source = source || touch(g.source, s)
		}
		if source && 2*common(g.content, d.content) >= union(g.content, d.content) {
			return true
		}
	}
	return false
}

func common(a, b []span) int {
	n := 0
	for _, s := range a {
		for _, t := range b {
			n += max(0, min(s.end, t.end)-max(s.first, t.first))
		}
	}
	return n
}

func union(a, b []span) int { return size(a) + size(b) - common(a, b) }
