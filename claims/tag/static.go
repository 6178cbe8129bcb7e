package tag

import (
	"slices"

	"secondsource/claims/parse"
)

// statics writes the features of token i that no cue matters for. fromMark is how many tokens ago its paragraph had a
// quotation mark.
func (p *page) statics(s *sheet, i, fromMark int) {
	s.k = 0
	p.wordFeatures(s, i)
	p.placeFeatures(s, i, fromMark)
	p.treeFeatures(s, i)
	p.hintFeatures(s, i)
}

// farMark stands for the distance from a quotation mark where the paragraph has had none.
const farMark = 100

// eachStatic calls use with the features of each token in turn; they are good until the next.
func (p *page) eachStatic(use func(i int, features []uint32)) {
	var s sheet
	for _, para := range p.paras {
		last := para.first - farMark
		for i := para.first; i < para.end; i++ {
			s.rows = s.rows[:0]
			p.statics(&s, i, i-last)
			if p.pts[i].mark == quoteMark {
				last = i
			}
			use(i, s.rows)
		}
	}
}

// keepStatics holds on to the features of every token.
func (p *page) keepStatics() {
	p.eachStatic(func(_ int, features []uint32) { p.static = append(p.static, features...) })
	p.static = slices.Clip(p.static)
}

func (p *page) staticOf(i int) []uint32 {
	n := len(p.static) / len(p.pts)
	return p.static[i*n : (i+1)*n]
}

func (p *page) wordFeatures(s *sheet, i int) {
	t := &p.pts[i]
	var n [9]*point
	for k := range n {
		n[k] = p.near(i, k-4)
	}
	for k := range n {
		s.a(n[k].word)
	}
	s.b(n[3].word, t.word)
	s.b(t.word, n[5].word)
	s.b(n[2].word, n[3].word)
	s.b(n[5].word, n[6].word)
	s.c(n[3].word, t.word, n[5].word)
	s.a(t.suffix[0])
	s.a(t.suffix[1])
	s.b(n[5].suffix[1], t.tag)
	s.a(t.shape)
	s.c(n[3].shape, t.shape, n[5].shape)
	for k := 2; k <= 6; k++ {
		s.a(n[k].tag)
	}
	s.b(n[3].tag, t.tag)
	s.b(t.tag, n[5].tag)
	s.b(n[5].tag, n[6].tag)
	s.b(n[2].tag, n[3].tag)
	s.c(n[2].tag, n[3].tag, t.tag)
	s.c(n[3].tag, t.tag, n[5].tag)
	s.c(t.tag, n[5].tag, n[6].tag)
	s.d(n[2].tag, n[3].tag, t.tag, n[5].tag)
	s.a(t.lemma)
	s.b(t.lemma, t.tag)
	s.b(n[3].lemma, t.lemma)
	s.b(t.lemma, n[5].lemma)
	s.b(t.lemma, n[5].tag)
	s.b(n[3].tag, t.lemma)
	s.b(n[3].lemma, t.tag)
	s.b(t.tag, n[5].lemma)
	s.a(t.lexicon)
	s.b(t.lexicon, t.tag)
	s.c(n[3].lexicon, t.lexicon, n[5].lexicon)
	s.c(n[3].tag, t.lexicon, n[5].tag)
}

func (p *page) placeFeatures(s *sheet, i, fromMark int) {
	t := &p.pts[i]
	prev, next := p.near(i, -1), p.near(i, 1)
	sent := &p.sents[t.sentence]
	l, r := p.at(t.left), p.at(t.right)
	s.b(bin(i-int(t.left)), l.lemma)
	s.b(bin(int(t.right)-i), r.lemma)
	s.c(l.lexicon, r.lexicon, t.tag)
	s.b(l.lemma, t.tag)
	s.b(r.lemma, t.tag)
	q := uint32(t.quoted)
	qq := q | uint32(prev.quoted)<<2 | uint32(next.quoted)<<4
	s.a(qq)
	s.b(qq, t.tag)
	s.b(q, t.lemma)
	s.b(q, sent.lemma)
	s.c(q, t.lexicon, prev.lexicon)
	s.b(bin(fromMark), q)
	s.c(qq, prev.word, next.word)
	s.b(bin(i-sent.first), bin(sent.end-i))
	s.b(p.pts[sent.first].word, bin(i-sent.first))
	s.b(sent.last, bin(sent.end-i))
	before := uint32(0)
	if t.sentence > 0 && p.sents[t.sentence-1].paragraph == int(t.paragraph) {
		before = p.sents[t.sentence-1].lemma
	}
	s.b(before, q)
	s.b(sent.lemma, t.tag)
	para := p.paras[t.paragraph]
	s.b(bin(i-para.first), t.tag)
	s.c(bin(para.end-para.first), uint32(p.pts[para.end-1].mark), q)
	s.b(uint32(p.pts[para.first].mark), uint32(p.pts[para.end-1].quoted))
}

func (p *page) treeFeatures(s *sheet, i int) {
	t := &p.pts[i]
	h := p.at(t.head)
	hh := p.at(h.head)
	side := uint32(0)
	if int(t.head) > i {
		side = 1
	}
	s.b(t.label, side)
	s.b(t.label, h.lemma)
	s.b(t.label, h.tag)
	s.b(t.label, h.lexicon)
	s.c(t.label, h.label, hh.label)
	s.c(t.label, h.label, h.lemma)
	s.b(t.label, t.lemma)
	s.c(t.label, h.lemma, t.tag)
	s.b(h.lemma, t.lemma)
	s.c(t.label, h.lexicon, side)
	s.c(t.lexicon, t.label, h.lexicon)
	s.b(t.kids&kidMask, t.lexicon)
	s.b(t.kids&kidMask, t.tag)
	for _, l := range kidLabels {
		has := t.kids >> l & 1
		s.b(has, t.lemma)
	}
	for _, l := range kidLabels[:6] {
		s.c(t.kids>>l&1, t.lexicon, t.tag)
	}
	s.b(t.kids&voiceMask, t.lemma)
	a := p.at(t.anc)
	s.b(t.ancLabel, a.lemma)
	s.c(t.ancLabel, a.lexicon, min(t.ancDepth, 6))
	s.c(t.ancLabel, t.tag, a.lexicon)
	n := p.near(i, 1)
	s.c(t.label, n.label, n.tag)
	pr := p.near(i, -1)
	s.c(t.label, pr.label, pr.tag)
}

var kidLabels = []parse.Label{
	parse.Nsubj, parse.Ccomp, parse.Xcomp, parse.Dobj, parse.Nmod, parse.Advcl, parse.Mark,
	parse.Parataxis, parse.Cop, parse.Aux, parse.Nsubjpass, parse.Auxpass, parse.Neg,
}

var kidMask = func() (m uint32) {
	for _, l := range kidLabels {
		m |= 1 << l
	}
	return m
}()

const voiceMask = 1<<parse.Nsubj | 1<<parse.Nsubjpass | 1<<parse.Auxpass | 1<<parse.Ccomp | 1<<parse.Xcomp

func (p *page) hintFeatures(s *sheet, i int) {
	t, prev, next := &p.pts[i], p.near(i, -1), p.near(i, 1)
	c := uint32(t.cueHint) | uint32(prev.cueHint)<<2 | uint32(next.cueHint)<<4
	r := uint32(t.roleHint) | uint32(prev.roleHint)<<3 | uint32(next.roleHint)<<6
	s.a(c)
	s.a(r)
	s.b(c, r)
	s.b(uint32(t.cueHint), t.lemma)
	s.b(uint32(t.cueHint), t.tag)
	s.b(uint32(t.roleHint), t.tag)
	s.c(uint32(t.roleHint), t.tag, t.label)
	s.b(c, t.lexicon)
}
