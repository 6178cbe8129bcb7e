package tag

import "secondsource/claims/parse"

func (p *page) readHints() {
	for k, h := range p.hints {
		p.mark(h.Cue, func(t *point, kind uint8) { t.cueHint, t.cueOf = kind, int32(k+1) })
		p.mark(h.Source, func(t *point, kind uint8) { t.roleHint, t.hint = kind, int32(k+1) })
		p.mark(h.Content, func(t *point, kind uint8) { t.roleHint, t.hint = kind+2, int32(k+1) })
	}
}

// mark calls set for the tokens of spans: 1 for the first of a span, 2 for the others.
func (p *page) mark(spans []parse.Span, set func(t *point, kind uint8)) {
	for _, s := range spans {
		at := p.tokens(s)
		for i := at.first; i < at.end; i++ {
			set(&p.pts[i], uint8(min(2, i-at.first+1)))
		}
	}
}

// tokens are those that the bytes of s overlap.
func (p *page) tokens(s parse.Span) span {
	toks := p.doc.Tokens
	lo, hi := 0, len(toks)
	for lo < hi {
		m := (lo + hi) / 2
		if toks[m].End <= s.Start {
			lo = m + 1
		} else {
			hi = m
		}
	}
	end := lo
	for end < len(toks) && toks[end].Start < s.End {
		end++
	}
	return span{lo, end}
}
