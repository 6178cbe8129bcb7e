package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"secondsource/claims"
)

// LexicalVersion is the embedded judge's name and version, as it stands in opinions and in the run's set-up.
const LexicalVersion = "lexical/2"

// LexicalJudge is the embedded judge. It compares words, names and numbers and looks for attribution frames; it needs
// no model and no network. It finds evidence and abstains: what it says against a claim is a cue for the reader, and
// never counts (see Score).
type LexicalJudge struct {
	frames *claims.Rules
	model  judgeModel
	name   string
	plain  bool // without the desk's rules
}

// Plain gives the judge as its weights make it, without the rules that stand above them (see temper), and without what was
// learnt from some of its sets only: for measuring what was learnt.
func (j *LexicalJudge) Plain() *LexicalJudge {
	p := *j
	p.plain = true
	p.model = j.model.withoutManner()
	p.name += " plain"
	return &p
}

// LearnedFrom says whether the judge's weights were learnt from a set of exactly these claims, in this order. Measured on
// it, they would look better than they are.
func (j *LexicalJudge) LearnedFrom(claims []string) bool {
	return slices.Contains(j.model.learned, claimsDigest(claims))
}

// NewLexical makes the embedded judge with the weights that ship.
func NewLexical() *LexicalJudge { return shipped() }

var shipped = sync.OnceValue(func() *LexicalJudge {
	j, err := OpenLexical(judgeWeights)
	if err != nil {
		panic("the embedded judge's weights: " + err.Error()) // a test reads them
	}
	return j
})

// OpenLexical makes a judge of weights that TrainJudge gave.
func OpenLexical(weights []byte) (*LexicalJudge, error) {
	m, err := readJudgeModel(weights)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(weights)
	return &LexicalJudge{frames: claims.NewRules(), model: m, name: LexicalVersion + "@" + hex.EncodeToString(sum[:6])}, nil
}

// Name is the judge's version and the first digits of its weights' SHA-256.
func (j *LexicalJudge) Name() string { return j.name }

// Judge compares the claim with each passage. All passages are taken to be of one document: what the claim has may
// stand in another passage than the rest. It fails only when ctx ends.
func (j *LexicalJudge) Judge(ctx context.Context, claim string, passages []string) ([]Opinion, error) {
	pairs, err := j.pairs(ctx, claim, passages)
	if err != nil {
		return nil, err
	}
	out := make([]Opinion, len(pairs))
	most := 0.0
	for _, p := range pairs {
		most = max(most, p.contain)
	}
	for i := range pairs {
		out[i] = j.opinion(&pairs[i], most)
	}
	return out, nil
}

// pairs makes the claim and each passage ready to be weighed.
func (j *LexicalJudge) pairs(ctx context.Context, claim string, passages []string) ([]pair, error) {
	c := newClaimText(claim)
	docs := make([][]sentence, len(passages))
	for i, p := range passages {
		docs[i] = sentencesOf(p)
	}
	d := c.newDossier(docs)
	out := make([]pair, len(passages))
	for i, p := range passages {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("judge: %w", err)
		}
		m := c.match(p, docs[i])
		if m.contain > 0 {
			if err := j.frame(ctx, p, docs[i], &m); err != nil {
				return nil, err
			}
		}
		out[i] = pair{claim: c, doc: d, match: m}
		if m.contain > 0 {
			out[i].own = c.order.follow([][]sentence{docs[i][m.first : m.last+1]})
		}
	}
	return out, nil
}

// A match is how far the best window of a passage holds a claim.
type match struct {
	window
	contain  float64 // idf-weighted share of the claim's content stems in the window
	weight   float64 // their weight, in nats: how much there is to go by
	stems    int     // how many they are
	names    float64 // share of the claim's names, by weight, in the window
	numbers  float64 // share of the claim's numbers in the window
	conflict bool    // the window counts the claim's thing with another number
	opposed  bool    // negated where the claim is not, or the other way round
	framed   float64 // share of the matched weight that stands inside an attributed content
	hedged   bool    // the sentence asks, supposes or tells a rumour
	cues     uint16  // of the window
	best     sentence
	// sentenceText is the text of best.
	sentenceText string
	counts       []counting  // of the window
	bestWords    []word      // the matched words of the best sentence
	quote        claims.Span // of the passage
}

// match finds the window of a passage that holds most of the claim, and its sentence that holds most.
func (c claimText) match(text string, doc []sentence) match {
	var m match
	for _, w := range c.windows(doc) {
		if w.score() > m.score() || m.best.words == nil && w.contain > 0 {
			m.window, m.contain = w, w.contain
			m.best = doc[w.first]
		}
	}
	if m.contain <= 0 {
		return m
	}
	inWindow := map[string]bool{}
	top := -1.0
	for _, s := range doc[m.first : m.last+1] {
		c.gain(s.words, inWindow)
		m.cues |= s.cues
		if own := c.gain(s.words, map[string]bool{}); own > top {
			top, m.best = own, s
		}
	}
	m.weight, m.stems = m.contain*c.total, len(inWindow)
	m.bestWords = c.matched(m.best.words)
	m.quote = m.best.Span
	m.names = c.found(nameWord, inWindow)
	m.numbers = c.found(numberWord, inWindow)
	for _, s := range doc[m.first : m.last+1] {
		m.counts = append(m.counts, countings(text, s.words)...)
	}
	m.conflict = conflict(c.counts, m.counts)
	m.sentenceText = text[m.best.Start:m.best.End]
	m.opposed = c.negated != negated(about(m.best.words, m.bestWords, 1))
	return m
}

// matched lists the words that carry one of the claim's content stems.
func (c claimText) matched(ws []word) []word {
	var out []word
	for _, w := range ws {
		if c.weights[w.stem] > 0 {
			out = append(out, w)
		}
	}
	return out
}

// has says whether the claim has words of that kind.
func (c claimText) has(kind wordKind) bool {
	return slices.ContainsFunc(c.words, func(w word) bool { return w.kind == kind })
}

// found is the share, by weight, of the claim's words of one kind whose stems are in have; 1 if it has none.
func (c claimText) found(kind wordKind, have map[string]bool) float64 {
	all, hit := 0.0, 0.0
	for _, w := range c.words {
		if w.kind != kind {
			continue
		}
		all += c.weights[w.stem]
		if have[w.stem] {
			hit += c.weights[w.stem]
		}
	}
	if all == 0 {
		return 1
	}
	return hit / all
}

// negations turn a statement round. "without" and "no longer" are left out: they more often qualify than deny.
var negations = stemSet(`not no never none neither nor cannot didn't doesn't don't isn't wasn't aren't weren't won't wouldn't
couldn't can't hasn't haven't hadn't deny denied denies false untrue hoax fake`)

// negated says whether the words hold an odd number of negations.
func negated(ws []word) bool {
	n := false
	for _, w := range ws {
		n = n != negations[w.stem]
	}
	return n
}

// frame finds out how much of the match stands in words that the passage lays to somebody, and narrows the quote to
// those words when most of it does.
func (j *LexicalJudge) frame(ctx context.Context, passage string, doc []sentence, m *match) error {
	at := claims.Span{Start: doc[m.first].Start, End: doc[m.last].End}
	a := claims.NewArticle(claims.Ref{}, passage[at.Start:at.End])
	found, err := j.frames.Extract(ctx, a)
	if err != nil {
		return fmt.Errorf("judge: %w", err)
	}
	total, inside := 0.0, 0.0
	var quote claims.Span
	for _, w := range m.bestWords {
		total += w.weight()
		if s, ok := attributed(found, claims.Span{Start: w.Start - at.Start, End: w.End - at.Start}); ok {
			inside += w.weight()
			quote = cover(quote, claims.Span{Start: s.Start + at.Start, End: s.End + at.Start})
		}
	}
	if total > 0 {
		m.framed = inside / total
	}
	if hedged(passage[m.best.Start:m.best.End], m.best.words, about(m.best.words, m.bestWords, hedgeReach)) {
		m.hedged = true
		return nil
	}
	if m.framed >= 0.5 {
		m.quote = quote
	}
	return nil
}

// hedges are words with which a piece does not say so on its own account: rumours, conditions, possibility, what was
// tried or is only claimed.
var hedges = stemSet(`rumor rumors rumored rumour rumours rumoured claim claims claimed alleged allegedly reportedly supposedly
purportedly apparently unconfirmed speculation may might could would if whether perhaps possibly maybe failed fails refused
denied denies false untrue hoax fake satire`)

// headed is the longest speaker of "Police: bridge closed", in words.
const headed = 4

// hedgeReach is how many words before the first matched one a hedge may stand: "is rumored to have been closed".
const hedgeReach = 6

// about gives the words from the first matched one, and some before it, to the last: what the sentence says of the claim. A
// negation or a hedge elsewhere in a long sentence is of something else.
func about(ws, matched []word, before int) []word {
	if len(matched) == 0 {
		return nil
	}
	first := slices.IndexFunc(ws, func(w word) bool { return w.Span == matched[0].Span })
	last := slices.IndexFunc(ws, func(w word) bool { return w.Span == matched[len(matched)-1].Span })
	return ws[max(0, first-before) : last+1]
}

// hedged says whether a sentence asks, supposes, tells a rumour or puts words behind a speaker and a colon; near are the
// words about the claim.
func hedged(text string, ws, near []word) bool {
	if strings.HasSuffix(strings.TrimRight(text, " \"”’'"), "?") {
		return true
	}
	if slices.ContainsFunc(near, func(w word) bool { return hedges[w.stem] }) {
		return true
	}
	for i, w := range ws {
		if end := w.End - ws[0].Start; i < headed && end < len(text) && text[end] == ':' {
			return true
		}
	}
	return false
}

// attributed gives the content span, of a claim that is laid to somebody, in which at lies.
func attributed(found []claims.Claim, at claims.Span) (claims.Span, bool) {
	for _, c := range found {
		if c.Kind == claims.KindNobody {
			continue
		}
		for _, s := range c.Content {
			if s.Contains(at) {
				return s, true
			}
		}
	}
	return claims.Span{}, false
}

// cover is the least span that holds both; an empty a is no span yet.
func cover(a, b claims.Span) claims.Span {
	if a.Len() == 0 {
		return b
	}
	return claims.Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
}

// normal scales the odds to sum to 1.
func (o Odds) normal() Odds {
	sum := o.Supports + o.Refutes + o.Reports + o.Unrelated
	if sum <= 0 {
		return Odds{Unrelated: 1}
	}
	return Odds{o.Supports / sum, o.Refutes / sum, o.Reports / sum, o.Unrelated / sum}
}

// Stance is the likeliest stance; of equals, the first of supports, refutes, reports, unrelated.
func (o Odds) Stance() Stance {
	best, p := Supports, o.Supports
	for _, s := range []Stance{Refutes, Reports, Unrelated} {
		if q := o.Of(s); q > p {
			best, p = s, q
		}
	}
	return best
}

// Of is the probability of one stance; 0 for a word that is none.
func (o Odds) Of(s Stance) float64 {
	switch s {
	case Supports:
		return o.Supports
	case Refutes:
		return o.Refutes
	case Reports:
		return o.Reports
	case Unrelated:
		return o.Unrelated
	}
	return 0
}

// opinion weighs a passage. most is the largest share of the claim that any passage of the document holds: one that
// holds less is in that proportion unrelated, so that the passages are ranked by what they hold.
func (j *LexicalJudge) opinion(p *pair, most float64) Opinion {
	o := Odds{Unrelated: 1}
	if p.contain > 0 {
		part := p.contain / most
		o = j.model.odds(p.values())
		if !j.plain {
			o = p.temper(o)
		}
		o = Odds{o.Supports * part, o.Refutes * part, o.Reports * part, 1 - (1-o.Unrelated)*part}.normal()
	}
	op := Opinion{P: o, Quote: p.quote, Method: Lexical, Judge: j.name}
	op.Stance = op.P.Stance()
	if op.Stance == Unrelated {
		op.Quote = claims.Span{}
		return op
	}
	op.Flags = p.flags()
	return op
}
