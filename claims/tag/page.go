package tag

import "secondsource/claims/parse"

// A point is what features see of one token.
type point struct {
	word, lemma       uint32 // hashes; of a name only its shape, so that no person is learnt by heart
	shape             uint32
	suffix            [2]uint32 // of the last two and three bytes
	tag               uint32
	label             uint32
	head              int32 // -1 at the root
	sentence          int32
	paragraph         int32
	lexicon           uint32
	mark              uint8 // see markKind
	quoted            uint8 // 0 outside, 1 inside, 2 opening mark, 3 closing mark
	quote             int32 // number of the quotation, from 1; 0 outside
	cueHint, roleHint uint8
	cueOf             int32 // number of the hint from 1 whose cue holds the token
	hint              int32 // number of the hint from 1 that holds the token as source or content
	left, right       int32 // nearest strong cue words of the sentence before and behind; -1
	anc               int32 // nearest ancestor that is a strong cue; -1
	ancLabel          uint32
	ancDepth          uint32
	kids              uint32 // set of the dependants' labels
}

// A page is a text made ready for features.
type page struct {
	doc    parse.Document
	pts    []point
	sents  []sentence
	paras  []span // of tokens
	hints  []Relation
	static []uint32 // the features of every token that no cue matters for, as many for each; kept in training only
}

type span struct{ first, end int }

type sentence struct {
	span
	paragraph int
	lemma     uint32 // of its strongest cue word
	bin       uint32
	best      int32
	last      uint32 // mark that ends it
	quoted    bool
}

// turnOf is the class of token that transitions are learnt apart for.
func (p *page) turnOf(i int) uint8 {
	t := &p.pts[i]
	switch {
	case i == 0 || p.pts[i-1].paragraph != t.paragraph:
		return 7
	case t.mark == quoteMark && t.quoted == 3:
		return 6
	case t.mark == quoteMark:
		return 5
	case t.mark >= colon:
		return 4
	case t.mark == stop:
		return 3
	case t.mark == comma:
		return 2
	case p.pts[i-1].mark != noMark:
		return 1
	}
	return 0
}

func (b *builder) page(doc parse.Document, hints []Relation) *page {
	p := &page{doc: doc, pts: make([]point, len(doc.Tokens)), hints: hints}
	b.points(p)
	p.layout()
	p.quotes()
	p.readHints()
	p.trees()
	return p
}

// A builder knows the words and the cue lexicon.
type builder struct {
	parser *parse.Model
	words  *vocabulary
	skip   *counts // of the article's own fold, taken out of the lexicon when training
}

func (b *builder) points(p *page) {
	for i, t := range p.doc.Tokens {
		form := p.doc.Text[t.Start:t.End]
		name := isName(t.Tag)
		at := &p.pts[i]
		*at = point{
			tag: uint32(t.Tag), label: uint32(t.Label), head: int32(t.Head), mark: markKind(form), shape: shapeOf(form),
			left: -1, right: -1, anc: -1,
		}
		if at.mark == noMark && name && !b.words.common(t.Low) {
			at.word = at.shape ^ 0x5bd1e995
			at.lemma = 0x5bd1e995
			continue
		}
		at.word = t.Low
		at.lemma = t.Low
		if !name {
			at.lemma = parse.Hash(b.parser.Lemma(p.doc, t))
		}
		at.lexicon = b.words.bin(at.lemma, t.Tag, b.skip)
		at.suffix[0], at.suffix[1] = tail(form, 2), tail(form, 3)
	}
}

func (p *page) layout() {
	for k, r := range p.doc.Sentences {
		s := sentence{span: span{r.First, r.End}, paragraph: r.Paragraph, best: -1}
		if len(p.paras) == 0 || p.doc.Sentences[k-1].Paragraph != r.Paragraph {
			p.paras = append(p.paras, span{r.First, r.End})
		}
		p.paras[len(p.paras)-1].end = r.End
		for i := r.First; i < r.End; i++ {
			t := &p.pts[i]
			t.sentence, t.paragraph = int32(k), int32(len(p.paras)-1)
			if t.lexicon <= 7 && t.lexicon > s.bin {
				s.bin, s.lemma, s.best = t.lexicon, t.lemma, int32(i)
			}
			if t.mark == quoteMark {
				s.quoted = true
			}
		}
		s.paragraph = len(p.paras) - 1
		s.last = p.pts[r.End-1].word
		p.nearest(s.span)
		p.sents = append(p.sents, s)
	}
}

func (p *page) nearest(s span) {
	last := int32(-1)
	for i := s.first; i < s.end; i++ {
		p.pts[i].left = last
		if isStrong(p.pts[i].lexicon) {
			last = int32(i)
		}
	}
	last = -1
	for i := s.end - 1; i >= s.first; i-- {
		p.pts[i].right = last
		if isStrong(p.pts[i].lexicon) {
			last = int32(i)
		}
	}
}

// maxDepth bounds walks up a tree.
const maxDepth = 24

func (p *page) trees() {
	for i := range p.pts {
		t := &p.pts[i]
		if t.head >= 0 {
			p.pts[t.head].kids |= 1 << (t.label & 31)
		}
		below := i
		for at, d := t.head, uint32(1); at >= 0 && d < maxDepth; d++ {
			if isStrong(p.pts[at].lexicon) {
				t.anc, t.ancLabel, t.ancDepth = at, p.pts[below].label, d
				break
			}
			below, at = int(at), p.pts[at].head
		}
	}
}
