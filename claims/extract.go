package claims

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"secondsource/claims/parse"
)

// RulesName names the rule-based extractor and its version in records: it changes when its answers do.
const RulesName = "rules/1"

// ErrText is returned by Extract for a text that is not valid UTF-8: its bytes cannot be cut into words.
var ErrText = errors.New("the text is not valid UTF-8")

// Rules is the rule-based extractor: a cue table, quotation marks and closed word lists, with nothing learned. It is
// safe for concurrent use.
type Rules struct{ index cueIndex }

// NewRules makes the extractor from the cue table.
func NewRules() *Rules { return &Rules{index: newCueIndex(phraseCues, speechCues, otherCues)} }

// Name is RulesName.
func (*Rules) Name() string { return RulesName }

// Extract gives the article's claims in text order: those that it attributes and, in nobody's voice, the
// check-worthy sentences that it lays to no one. An article without claims gives an empty slice. The same article
// always gives the same claims. The errors are ctx's, read between paragraphs, ErrText for a text that is not UTF-8, and
// ErrSpan for words outside the text, which would be a fault of the rules.
func (x *Rules) Extract(ctx context.Context, a Article) ([]Claim, error) {
	if !utf8.ValidString(a.Text) {
		return nil, fmt.Errorf("extract claims: %w", ErrText)
	}
	story := newStory(a)
	for i := range story.paras {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("extract claims: %w", err)
		}
		story.read(x.index, i)
	}
	out := story.claims()
	for _, c := range out {
		if err := c.Validate(a.Text); err != nil {
			return nil, fmt.Errorf("extract claims: %w", err)
		}
	}
	return out, nil
}

// A placed draft knows its paragraph and sentence in the story.
type placed struct {
	draft
	para, sent int
	pieces     []piece
	nobody     bool
	outer      int  // one more than the number of the draft that this one is a further source of
	loose      bool // a quotation that no cue and no speaker claims
}

// worth is that of a draft's words; a sentence in the article's own voice is weighed with its last mark, since a question
// is none without.
func (t *story) worth(q *placed, content []Span) float64 {
	if q.nobody {
		return round(Worth(t.article.Text[content[0].Start:t.paras[q.para].joined[q.sent].End]))
	}
	return round(Worth(t.article.Words(content)))
}

// A story is an article being read.
type story struct {
	article Article
	paras   []paragraph
	drafts  []placed
	doc     parse.Document // for the trained extractor; the rules leave it empty
}

func newStory(a Article) *story { return &story{article: a, paras: paragraphs(a.Text)} }

// read adds the attributions of paragraph i.
func (t *story) read(index cueIndex, i int) {
	p := &t.paras[i]
	if p.bare {
		return
	}
	for n, s := range p.joined {
		r := newReading(p, s, index.findHits(p, s))
		for _, d := range r.attributions() {
			q := t.place(d, i, n)
			if d.second {
				q.outer = len(t.drafts)
			}
			t.drafts = append(t.drafts, q)
		}
	}
}

// place turns the draft's content into pieces of the story: the quotation that goes on in the next sentences or
// paragraphs belongs to it.
func (t *story) place(d draft, para, sent int) placed {
	q := placed{draft: d, para: para, sent: sent}
	for _, c := range d.content {
		q.pieces = append(q.pieces, piece{para, c})
	}
	if d.next {
		t.takeNext(&q)
	}
	if d.follows {
		t.follow(&q)
	}
	t.resume(&q)
	return q
}

// takeNext gives "X said:" at a paragraph's end the quotation that is the next paragraph.
func (t *story) takeNext(q *placed) {
	if q.para+1 >= len(t.paras) {
		return
	}
	p := &t.paras[q.para+1]
	if p.bare || len(p.quotes) == 0 || p.quotes[0].first != 0 {
		return
	}
	q.pieces = append(q.pieces, piece{q.para + 1, run{0, p.quotes[0].last}})
}

// follow adds the sentences of the paragraph that open with a quotation and hold no other words: “…,” he said. “…”
func (t *story) follow(q *placed) {
	p := &t.paras[q.para]
	last := &q.pieces[len(q.pieces)-1]
	for n := q.sent + 1; n < len(p.joined); n++ {
		s := p.joined[n]
		if s.first >= s.last { // a break inside a token leaves a sentence without any
			return
		}
		first := p.toks[s.first].quote
		if first == 0 || p.quotes[first-1].first != s.first || p.quotes[first-1].last < s.last {
			return
		}
		if last.last == s.first {
			last.last = s.last
			continue
		}
		q.pieces = append(q.pieces, piece{q.para, run{s.first, s.last}})
		last = &q.pieces[len(q.pieces)-1]
	}
}

// resumeReach bounds over how many paragraphs one quotation runs on.
const resumeReach = 20

// resume adds the paragraphs of a quotation that opens again without having been closed, on both sides.
func (t *story) resume(q *placed) {
	if len(q.pieces) == 0 {
		return
	}
	first := q.pieces[0]
	for n := 0; n < resumeReach && first.first == 0 && first.para > 0; n++ {
		p := &t.paras[first.para]
		if len(p.quotes) == 0 || !p.quotes[0].resumes {
			break
		}
		open := t.paras[first.para-1].quotes
		k := open[len(open)-1]
		first = piece{first.para - 1, run{k.first, k.last}}
		q.pieces = append([]piece{first}, q.pieces...)
	}
	last := q.pieces[len(q.pieces)-1]
	for n := 0; n < resumeReach && last.para+1 < len(t.paras); n++ {
		p, after := &t.paras[last.para], &t.paras[last.para+1]
		if last.last < len(p.toks) || len(p.quotes) == 0 || !p.quotes[len(p.quotes)-1].runsOn || len(after.quotes) == 0 {
			break
		}
		last = piece{last.para + 1, run{0, after.quotes[0].last}}
		q.pieces = append(q.pieces, last)
	}
}

// claims gives what was read as claims, in text order, with the sentences that nobody is named for.
func (t *story) claims() []Claim {
	t.addUncovered()
	found := make([]Found, len(t.drafts))
	for i := range t.drafts {
		found[i] = t.found(&t.drafts[i])
	}
	settled := t.resolve(found)
	out := []Claim{}
	ids := make([]string, len(t.drafts)+1)
	for i := range t.drafts {
		q := &t.drafts[i]
		if c, ok := t.claim(q, settled[i]); ok {
			c.Via = ids[q.outer]
			ids[i+1] = c.ID
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, inTextOrder)
	out = slices.CompactFunc(out, func(a, b Claim) bool { return a.ID == b.ID })
	nest(out)
	return out
}

func inTextOrder(a, b Claim) int {
	if d := a.Sentence.Start - b.Sentence.Start; d != 0 {
		return d
	}
	if d := lead(a) - lead(b); d != 0 {
		return d
	}
	return a.Content[0].Start - b.Content[0].Start
}

// lead is the first byte of a claim's words.
func lead(c Claim) int {
	at := c.Content[0].Start
	if len(c.Cue) > 0 {
		at = min(at, c.Cue[0].Start)
	}
	return at
}

// claim settles a draft's spans, kind and worth. A draft without content is none.
func (t *story) claim(q *placed, a Attribution) (Claim, bool) {
	c := Claim{Article: t.article.ID, Sentence: t.sentenceSpan(q)}
	for _, piece := range q.pieces {
		c.Content = append(c.Content, t.span(piece))
	}
	if len(c.Content) == 0 {
		return c, false
	}
	slices.SortFunc(c.Content, func(a, b Span) int { return a.Start - b.Start })
	c.Content = mergeSpans(c.Content)
	c.Quote = t.form(q.pieces)
	c.Worth = t.worth(q, c.Content)
	if q.nobody {
		c.Attribution = Attribution{Kind: KindNobody}
	} else {
		c.Attribution = a
	}
	c.ID = c.NewID()
	return c, true
}

// found is the draft as the bytes that the resolver takes. A sentence in nobody's voice has neither source nor cue.
func (t *story) found(q *placed) Found {
	var f Found
	for _, x := range q.pieces {
		f.Content = append(f.Content, t.span(x))
	}
	if q.nobody || q.loose {
		return f
	}
	p := &t.paras[q.para]
	f.Cue = []Span{p.span(run{q.first, q.last})}
	if !q.source.empty() {
		f.Source = []Span{p.span(q.source)}
	}
	return f
}

// mergeSpans joins spans that overlap: pieces are in order and apart but for a repaired quotation.
func mergeSpans(in []Span) []Span {
	out := in[:1]
	for _, s := range in[1:] {
		if last := &out[len(out)-1]; s.Start < last.End {
			last.End = max(last.End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

func (t *story) span(q piece) Span { return t.paras[q.para].span(q.run) }

func (p *paragraph) span(r run) Span { return Span{p.toks[r.first].Start, p.toks[r.last-1].End} }

// sentenceSpan is the sentence or sentences in which the draft's words stand, without list markers.
func (t *story) sentenceSpan(q *placed) Span {
	p := &t.paras[q.para]
	s := p.joined[q.sent].Span
	for _, x := range q.pieces {
		at := t.span(x)
		s.Start, s.End = min(s.Start, at.Start), max(s.End, at.End)
	}
	if q.pieces == nil || q.pieces[0].para == q.para {
		s.Start = max(s.Start, p.body)
	}
	return s
}

// form says how much of the content stands inside quotation marks.
func (t *story) form(pieces []piece) QuoteForm {
	words, quoted := 0, 0
	for _, x := range pieces {
		for _, k := range t.paras[x.para].toks[x.first:x.last] {
			if k.word {
				words++
				if k.quote > 0 {
					quoted++
				}
			}
		}
	}
	switch quoted {
	case 0:
		return QuoteIndirect
	case words:
		return QuoteDirect
	}
	return QuoteMixed
}

// nest ties a claim whose cue stands in another's content to that claim: who is reported to have said it is known
// only from the outer source. Of several containers the shortest is the nearest.
func nest(out []Claim) {
	for i := range out {
		if len(out[i].Cue) == 0 || out[i].Via != "" {
			continue
		}
		best := -1
		for k := max(0, i-nestReach); k < min(len(out), i+nestReach); k++ {
			if k != i && holdsCue(out[k], out[i]) && !holdsCue(out[i], out[k]) && (best < 0 || size(out[k]) < size(out[best])) {
				best = k
			}
		}
		if best >= 0 {
			out[i].Via = out[best].ID
		}
	}
}

// nestReach bounds how many claims away an outer claim is looked for.
const nestReach = 12

func size(c Claim) int {
	n := 0
	for _, s := range c.Content {
		n += s.Len()
	}
	return n
}

func holdsCue(outer, inner Claim) bool {
	return len(outer.Cue) > 0 && slices.ContainsFunc(outer.Content, func(s Span) bool { return s.Contains(inner.Cue[0]) })
}
