package llm

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"secondsource/claims"
	"secondsource/verify"
)

// JudgeVersion is the endpoint judge's name and version, as it stands in opinions.
const JudgeVersion = "openai/1"

const (
	// votes is how many answers are asked for in the grey band, each with the passages in another order.
	votes = 3
	// greyBelow is the upper end of the grey band: the embedded judge's odds for the side that the first answer took, on the
	// passage that it quoted. Above it both agree. It has no lower end: where the embedded judge finds a passage unrelated
	// or contradicts, a person decides and no further vote is asked for. The band is wide, since no model was measured.
	greyBelow = 0.7
	// sure is the probability of a stance whose quotation was found and on which all votes agree. It was chosen, not
	// measured, and is below 1 since a model may quote what is there and still misread it.
	sure = 0.9
	// contradicted is the embedded judge's odds from which it contradicts the endpoint: likelier than all else together.
	contradicted = 0.5
)

// A Judge asks a model about a claim and the passages of one origin. It is a [verify.OriginJudge] and a [verify.Judge].
type Judge struct {
	endpoint *Endpoint
	second   verify.Judge
}

var (
	_ verify.OriginJudge = (*Judge)(nil)
	_ verify.Judge       = (*Judge)(nil)
)

// NewJudge makes a judge of an endpoint, with the embedded judge for a second opinion.
func NewJudge(e *Endpoint, second verify.Judge) *Judge { return &Judge{e, second} }

// Name is what a run records: the judge's version, the model, where it was asked, and the version of the prompts.
func (j *Judge) Name() string {
	return fmt.Sprintf("%s %s at %s, prompts %s", JudgeVersion, j.endpoint.options.Model, j.endpoint.Host(), PromptVersion())
}

// Plan says what the questions cost; see [verify.OriginJudge].
func (j *Judge) Plan(questions []verify.OriginQuestion) verify.Estimate {
	prompts := make([]int, len(questions))
	for i, q := range questions {
		prompts[i] = len(judgePrompt) + min(len(q.Claim), maxClaim)
		for _, p := range q.Passages {
			prompts[i] += min(len(p), maxPassage) + 2*markBytes*4
		}
	}
	return j.endpoint.purse.estimate(prompts)
}

// Judge answers for passages without a pipeline around it: what would be left to a person comes back as reports of even
// odds, which no verdict but needs_review can rest on.
func (j *Judge) Judge(ctx context.Context, claim string, passages []string) ([]verify.Opinion, error) {
	if len(passages) == 0 {
		return nil, nil
	}
	got, err := j.JudgeOrigin(ctx, verify.OriginQuestion{Claim: claim, Passages: passages})
	if err != nil || got.Doubt == "" {
		return got.Opinions, err
	}
	out := make([]verify.Opinion, len(passages))
	for i := range out {
		out[i] = opinion(verify.Reports, claims.Span{}, 0.25)
	}
	return out, nil
}

// JudgeOrigin asks about one claim and one origin; see [verify.OriginJudge].
func (j *Judge) JudgeOrigin(ctx context.Context, q verify.OriginQuestion) (verify.Judgement, error) {
	second, err := j.second.Judge(ctx, q.Claim, q.Passages)
	if err != nil {
		return verify.Judgement{}, err
	}
	if len(second) != len(q.Passages) {
		return failed("the embedded judge did not answer for every passage", nil), nil
	}
	a := newAsking(q)
	first, err := j.vote(ctx, a, 0)
	if err != nil {
		return a.broken(ctx, err)
	}
	if a.doubt == "" && first.against(second) == "" && grey(first, second) {
		for n := 1; n < votes; n++ {
			if _, err := j.vote(ctx, a, n); err != nil {
				return a.broken(ctx, err)
			}
		}
	}
	return a.judgement(second), nil
}

// grey says whether an answer takes a side that the embedded judge does not share.
func grey(v ballot, second []verify.Opinion) bool {
	for i, s := range v.stances {
		if p := second[i].P.Of(s); sided(s) && p < greyBelow {
			return true
		}
	}
	return false
}

func sided(s verify.Stance) bool { return s == verify.Supports || s == verify.Refutes }

// A ballot is one valid answer with its quotations found: a stance and a place for each passage.
type ballot struct {
	stances []verify.Stance
	quotes  []claims.Span
}

// side is what the ballot says of the origin: supports, refutes, "" for neither; mixed if passages speak both ways.
func (b ballot) side() (s verify.Stance, mixed bool) {
	for _, x := range b.stances {
		if sided(x) {
			mixed = mixed || s != "" && s != x
			s = x
		}
	}
	return s, mixed
}

// An asking is the asking about one origin.
type asking struct {
	verify.OriginQuestion
	claim     shown
	passages  []shown
	ballots   []ballot
	exchanges []verify.Exchange
	notes     []string
	doubt     string
}

func newAsking(q verify.OriginQuestion) *asking {
	a := &asking{OriginQuestion: q, claim: show(q.Claim, maxClaim)}
	for _, p := range q.Passages {
		a.passages = append(a.passages, show(p, maxPassage))
	}
	return a
}

// vote asks once, with the passages in the n-th order, and puts the answer back in theirs.
func (j *Judge) vote(ctx context.Context, a *asking, n int) (ballot, error) {
	order := a.order(n)
	var answers []passageAnswer
	q := question{
		name: "judge", rules: judgePrompt, schema: judgeSchema, key: []string{fmt.Sprint(n), a.Claim}, unseen: a.claim.Removed,
		data: func(mark string) string { return a.prompt(order, mark) },
		read: func(answer string) (err error) {
			answers, err = readAnswers(answer, len(order))
			return err
		},
	}
	for _, i := range order {
		q.key = append(q.key, a.Passages[i])
		q.unseen += a.passages[i].Removed
	}
	r, err := j.endpoint.ask(ctx, q)
	a.exchanges = append(a.exchanges, r.Exchanges...)
	if err != nil {
		return ballot{}, err
	}
	b := ballot{make([]verify.Stance, len(order)), make([]claims.Span, len(order))}
	for k, i := range order {
		b.stances[i], b.quotes[i] = a.verified(i, answers[k])
	}
	a.ballots = append(a.ballots, b)
	return b, nil
}

// order is the order of the passages in the n-th vote: theirs, then two that the words themselves decide, so that a
// repetition asks the same.
func (a *asking) order(n int) []int {
	if n == 0 {
		order := make([]int, len(a.Passages))
		for i := range order {
			order[i] = i
		}
		return order
	}
	var seed [32]byte
	// The digest is of 64 hexadecimal digits, so the copy is whole.
	_, _ = hex.Decode(seed[:], []byte(digest(fmt.Sprint(n)+"\x00"+a.Claim+"\x00"+strings.Join(a.Passages, "\x00"))))
	return rand.New(rand.NewChaCha8(seed)).Perm(len(a.Passages))
}

// prompt is the user's message: the claim and the passages in that order. Nothing else of the run is in it: no outlet, no
// other opinion, no tentative verdict.
func (a *asking) prompt(order []int, mark string) string {
	var b strings.Builder
	b.WriteString(fenced("claim", a.claim.sent, mark))
	for k, i := range order {
		b.WriteString(fenced(fmt.Sprintf("passage %d", k+1), a.passages[i].sent, mark))
	}
	return b.String()
}

// verified is the stance that an answer's quotation carries, and where it stands in the stored passage. What is not found
// there is refused, and the origin left to a person; what lacks the claim's numbers and names, or says
// the claim where it should refute it, takes no side.
func (a *asking) verified(i int, x passageAnswer) (verify.Stance, claims.Span) {
	stance := verify.Stance(*x.Stance)
	if stance == verify.Unrelated {
		return stance, claims.Span{}
	}
	at, ok := FindQuote(a.passages[i].sent, *x.Quote)
	if !ok {
		a.doubt = "the endpoint gave a quotation that its pages do not have"
		a.notes = append(a.notes, "A quotation of the endpoint was refused, since the passage does not have it letter for letter.")
		return verify.Unrelated, claims.Span{}
	}
	words := a.passages[i].sent[at.Start:at.End]
	if sided(stance) && verify.Denials(sentencesAround(a.passages[i].sent, at)) > verify.Denials(words) {
		a.doubt = "the endpoint's quotation leaves out a denial that stands in its sentence"
	}
	at = a.passages[i].Original(at)
	carries := verify.NewCarries(a.Claim, words)
	if stance == verify.Supports && !carries.ForSupport() || stance == verify.Refutes && !carries.Against() {
		a.notes = append(a.notes, "A quotation of the endpoint takes no side, since it lacks the claim's numbers or names, or says itself what it should refute.")
		return verify.Reports, at
	}
	return stance, at
}

// sentencesAround are the whole sentences that a place stands in.
func sentencesAround(text string, at claims.Span) string {
	all := at
	for _, s := range claims.Sentences(text) {
		if s.Overlaps(at) {
			all.Start, all.End = min(all.Start, s.Start), max(all.End, s.End)
		}
	}
	return text[all.Start:all.End]
}

// judgement puts the ballots together: the side of most, unless votes, passages or the embedded judge speak against it.
func (a *asking) judgement(second []verify.Opinion) verify.Judgement {
	out := verify.Judgement{Doubt: a.doubt, Notes: a.notes, Exchanges: a.exchanges}
	if a.doubt != "" {
		return out
	}
	b, share, ok := a.elected()
	if !ok {
		out.Doubt = "the endpoint's answers differ"
		return out
	}
	if _, mixed := b.side(); mixed {
		out.Doubt = "the endpoint finds words for and against the claim in one origin"
		return out
	}
	if out.Doubt = b.against(second); out.Doubt != "" {
		return out
	}
	for i, s := range b.stances {
		p := sure
		if sided(s) {
			p = sure * share
		}
		out.Opinions = append(out.Opinions, opinion(s, b.quotes[i], p))
	}
	return out
}

// elected is the first ballot on the side of most, with their share; ok is false if there is no such side.
func (a *asking) elected() (b ballot, share float64, ok bool) {
	for _, b := range a.ballots {
		side, _ := b.side()
		same := 0
		for _, other := range a.ballots {
			if s, _ := other.side(); s == side {
				same++
			}
		}
		if 2*same > len(a.ballots) {
			return b, float64(same) / float64(len(a.ballots)), true
		}
	}
	return ballot{}, 0, false
}

// against says where the embedded judge contradicts a ballot; "" if it does nowhere.
func (b ballot) against(second []verify.Opinion) string {
	side, _ := b.side()
	for i, s := range b.stances {
		own := second[i]
		switch {
		case sided(s) && own.P.Unrelated >= contradicted:
			return "the endpoint quotes a passage that the embedded judge finds unrelated"
		case s == verify.Supports && own.Stance == verify.Refutes:
			return "the endpoint finds support where the embedded judge sees words against the claim"
		case side != verify.Supports && s != verify.Reports && own.P.Supports >= contradicted:
			return "the embedded judge finds support that the endpoint does not"
		}
	}
	return ""
}

// opinion is an endpoint's opinion: p for its stance, the rest spread evenly.
func opinion(s verify.Stance, quote claims.Span, p float64) verify.Opinion {
	rest := (1 - p) / 3
	odds := verify.Odds{Supports: rest, Refutes: rest, Reports: rest, Unrelated: rest}
	switch s {
	case verify.Supports:
		odds.Supports = p
	case verify.Refutes:
		odds.Refutes = p
	case verify.Reports:
		odds.Reports = p
	case verify.Unrelated:
		odds.Unrelated = p
	}
	return verify.Opinion{Stance: s, P: odds, Quote: quote, Method: verify.Endpoint, Judge: JudgeVersion}
}

// broken is the judgement of an origin about which no usable answer could be had.
func (a *asking) broken(ctx context.Context, err error) (verify.Judgement, error) {
	if ctx.Err() != nil {
		return verify.Judgement{}, ctx.Err()
	}
	if errors.Is(err, errUnusable) {
		err = fmt.Errorf("%w, also after a second try", err)
	}
	out := failed(err.Error(), a.exchanges)
	out.Notes = a.notes
	return out, nil
}

func failed(why string, exchanges []verify.Exchange) verify.Judgement {
	return verify.Judgement{Doubt: "no usable answer was had: " + why, Failed: true, Exchanges: exchanges}
}
