package verify

import (
	"context"
	"fmt"
	"math"
	"strings"

	"secondsource/claims"
)

// LexicalVersion is the embedded judge's name and version, as it stands in opinions and in the run's set-up.
const LexicalVersion = "lexical/1"

// LexicalJudge is the embedded judge. It compares words, names and numbers and looks for attribution frames; it needs
// no model and no network. It finds evidence and abstains: what it says against a claim is a cue for the reader, and
// never counts (see Score).
type LexicalJudge struct {
	frames *claims.Rules
}

// NewLexical makes the embedded judge.
func NewLexical() *LexicalJudge { return &LexicalJudge{frames: claims.NewRules()} }

// Judge compares the claim with each passage. All passages are taken to be of one document: a name that the claim
// has may stand in another passage than the rest, a number may not. It fails only when ctx ends.
func (j *LexicalJudge) Judge(ctx context.Context, claim string, passages []string) ([]Opinion, error) {
	c := newClaimText(claim)
	docs := make([][]sentence, len(passages))
	names := map[string]bool{}
	for i, p := range passages {
		docs[i] = sentencesOf(p)
		for _, s := range docs[i] {
			c.gain(s.words, names)
		}
	}
	out := make([]Opinion, len(passages))
	for i, p := range passages {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("judge: %w", err)
		}
		m := c.match(docs[i], names)
		if m.contain > 0 {
			if err := j.frame(ctx, p, docs[i], &m); err != nil {
				return nil, err
			}
		}
		out[i] = m.opinion()
	}
	return out, nil
}

// A match is how far the best window of a passage holds a claim.
type match struct {
	window
	contain   float64 // idf-weighted share of the claim's content stems in the window
	weight    float64 // their weight, in nats: how much there is to go by
	stems     int     // how many they are
	names     float64 // share of the claim's names, by weight, in the document's passages
	numbers   float64 // share of the claim's numbers in the window
	conflict  bool    // the window counts the claim's thing with another number
	opposed   bool    // negated where the claim is not, or the other way round
	framed    float64 // share of the matched weight that stands inside an attributed content
	best      sentence
	bestWords []word      // the matched words of the best sentence
	quote     claims.Span // of the passage
}

// match finds the window of a passage that holds most of the claim, and its sentence that holds most.
func (c claimText) match(doc []sentence, names map[string]bool) match {
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
		if own := c.gain(s.words, map[string]bool{}); own > top {
			top, m.best = own, s
		}
	}
	m.weight, m.stems = m.contain*c.total, len(inWindow)
	m.bestWords = c.matched(m.best.words)
	m.quote = m.best.Span
	m.names = c.found(nameWord, names)
	m.numbers = c.found(numberWord, inWindow)
	m.conflict = c.conflicts(doc[m.first : m.last+1])
	m.opposed = c.negated != negated(m.best.words)
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

// conflicts says whether the window gives another number for what the claim counts: the same unit and the same next
// content word (bare digits do not compare: verification note, section 4).
func (c claimText) conflicts(doc []sentence) bool {
	want := counted(c.words)
	if len(want) == 0 {
		return false
	}
	for _, s := range doc {
		for thing, values := range counted(s.words) {
			if mine := want[thing]; mine != nil && !overlap(mine, values) {
				return true
			}
		}
	}
	return false
}

// counted maps what numbers count, as unit and next content word, to the numbers.
func counted(ws []word) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for i, w := range ws {
		if w.kind != numberWord {
			continue
		}
		next := ""
		for _, n := range ws[i+1 : min(len(ws), i+3)] {
			if n.weight() > 0 && n.kind != numberWord {
				next = n.stem
				break
			}
		}
		if next == "" {
			continue
		}
		thing := w.unit + " " + next
		if out[thing] == nil {
			out[thing] = map[string]bool{}
		}
		out[thing][w.stem] = true
	}
	return out
}

func overlap(a, b map[string]bool) bool {
	for k := range a {
		if b[k] {
			return true
		}
	}
	return false
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
	if hedged(passage[m.best.Start:m.best.End], m.best.words) {
		m.framed = 1
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

// hedged says whether a sentence asks, supposes, tells a rumour or puts words behind a speaker and a colon.
func hedged(text string, ws []word) bool {
	if strings.HasSuffix(strings.TrimRight(text, " \"”’'"), "?") {
		return true
	}
	for i, w := range ws {
		if hedges[w.stem] {
			return true
		}
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

// The embedded judge's weights. They were set by hand on the four shared sets and are the first baseline for a
// trained judge (docs/measurements.md gives what they reach).
const (
	// A document whose best window holds less than a quarter of the claim is unrelated in 97.7 % of FNC-1 pairs;
	// the middle lies a little above.
	relatedMiddle, relatedSlope = 0.34, 14.0
	// What is shared must also weigh enough in itself, in nats: "it cannot be done" is found in any story. Two common
	// nouns weigh 6, a rare name and a noun 10.
	weightMiddle, weightSlope = 6.0, 0.9
	// minStems is how many content words must be shared for support, whatever they weigh.
	minStems = 3
	// With eight tenths of the claim, all its names and all its numbers, support is right in 76 to 79 % of cases
	// on three sets (verification note, section 4, portable rule).
	supportMiddle, supportSlope = 0.72, 14.0
	// surest is the most that words alone can say in support: the precision of the same rule, on the same sets.
	surest = 0.8
	// oppose is how much of the match moves to refutes when the window says not, or counts otherwise.
	oppose = 0.75
	// mention is how much of a related window that holds only part of the claim is taken to report it. At this value
	// a report counts (see countsFrom) from about half the claim on, and only with most of its numbers and names: what
	// shares a few words with a claim would bury what repeats it.
	mention = 0.6
)

func logistic(x, middle, slope float64) float64 { return 1 / (1 + math.Exp(-slope*(x-middle))) }

// odds turns the match into the probabilities of the four stances. The order of thought is that of the verification
// note, section 5: unrelated first, then refutes before supports, then reports, then supports.
func (m match) odds() Odds {
	related := logistic(m.contain, relatedMiddle, relatedSlope) * logistic(m.weight, weightMiddle, weightSlope)
	full := logistic(m.contain, supportMiddle, supportSlope)
	own := (1 - m.framed) * m.numbers * m.names * m.names * surest
	if m.stems < minStems {
		own = 0
	}
	against := 0.0
	if m.opposed || m.conflict {
		against = oppose
	}
	o := Odds{Refutes: related * full * against, Supports: related * full * (1 - against) * own}
	part := mention * (1 + m.numbers) / 2 * (1 + m.names) / 2
	o.Reports = (related - o.Refutes - o.Supports) * (full + (1-full)*part)
	o.Unrelated = max(0, 1-o.Refutes-o.Supports-o.Reports)
	return o.normal()
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

func (m match) opinion() Opinion {
	op := Opinion{P: m.odds(), Quote: m.quote, Method: Lexical, Judge: LexicalVersion}
	op.Stance = op.P.Stance()
	if op.Stance == Unrelated {
		op.Quote = claims.Span{}
	}
	return op
}
