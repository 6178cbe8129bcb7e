package verify

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/sources"
)

// An OriginQuestion is what is asked about one claim and one origin.
type OriginQuestion struct {
	Claim    string // its words
	Passages []string
}

// An Exchange is one prompt to a model and its answer, by the hex SHA-256 of each: what was asked and answered can be
// told from anything else, and the ledger holds neither.
type Exchange struct {
	Claim  string `json:"claim,omitempty"` // ID; "" for the extraction
	Group  string `json:"group,omitempty"`
	Prompt string `json:"prompt"`
	Answer string `json:"answer"`           // "" if none came
	Unseen int    `json:"unseen,omitempty"` // characters that no reader sees, left out of the prompt
}

// A Judgement is what an OriginJudge says of one origin.
type Judgement struct {
	Opinions  []Opinion  // one a passage, in order, quotes inside it
	Doubt     string     // why a person must decide, one clause; "" if the opinions stand. With a doubt there may be none
	Failed    bool       // the doubt is that no answer could be had, not that answers differ
	Notes     []string   // what was refused of the answers, one sentence each
	Exchanges []Exchange // without claim and group
}

// An Estimate is what asking may cost.
type Estimate struct {
	Questions   int     // claims and origins to ask about
	Fit         int     // how many of them, from the first, the budget surely holds
	Calls       [2]int  // of those that fit: the least, and the most with every repair and vote
	Tokens      [2]int  // the same; counted from the length of the words, never too few
	Money       float64 // the most, in the unit of the prices that were given; 0 if none were
	Budget      string  // the bounds, in words
	Extractions int     // calls for finding claims, which are no part of the other numbers
}

// An OriginJudge judges the passages of one origin together.
type OriginJudge interface {
	// Plan says what the questions may cost and how many of them the budget holds, in their order. It asks nobody.
	Plan(questions []OriginQuestion) Estimate
	// JudgeOrigin answers one question. What goes wrong is a doubt of the judgement; an error means that ctx ended.
	// Safe for concurrent use.
	JudgeOrigin(ctx context.Context, q OriginQuestion) (Judgement, error)
}

// doubtStage is the stage of problems that say why a person must decide. They are no failures.
const doubtStage = "doubt"

// An origin is one question about a claim: the passages of a group's pages, and where they stand.
type origin struct {
	claim    int // its index
	group    string
	pages    []string // by passage: the page's ID
	spans    []claims.Span
	question OriginQuestion
	fits     bool // in the budget
	judged   Judgement
}

// injected gives where a page has instructions to a machine, found once for all claims.
func (c *check) injected(page claims.Article) []claims.Span {
	if spans, ok := c.suspect.get(page.ID); ok {
		return spans
	}
	return c.suspect.put(page.ID, Instructions(page.Text))
}

// tainted gives those of a claim's passages in a page that hold an instruction.
func (w weighing) tainted(page claims.Article) []claims.Span {
	bad := w.injected(page)
	if len(bad) == 0 {
		return nil
	}
	var out []claims.Span
	for _, s := range newClaimText(w.claim).passages(w.sentences(page), w.Setup.Limits.Passages) {
		if slices.ContainsFunc(bad, s.Overlaps) {
			out = append(out, s)
		}
	}
	return out
}

// guard takes out the evidence of a page that stands in passages with instructions to a machine, and gives what it found.
func (w weighing) guard(page claims.Article, evidence []Evidence) ([]Evidence, []Finding) {
	var findings []Finding
	bad := w.tainted(page)
	for _, s := range bad {
		findings = append(findings, Finding{
			Rule: InjectionRule, Severity: Warning, Article: page.ID, At: s,
			Message: fmt.Sprintf("A passage of %s has words that look like an instruction to a machine; it counts for nothing, and a "+
				"person must decide on the claims that it was found for.", page.URL),
		})
	}
	return slices.DeleteFunc(evidence, func(e Evidence) bool { return slices.ContainsFunc(bad, e.Passage.Overlaps) }), findings
}

// origins gives what is to be asked of the endpoint, claim by claim and group by group, in order; nil without one.
// Passages that may not be sent, or hold instructions, are left out, and an origin without any is not asked about.
func (c *check) origins() []origin {
	if c.Origins == nil {
		return nil
	}
	var all []origin
	for _, i := range c.asked {
		w := weighing{check: c, claim: ClaimText(c.story, c.claims[i])}
		q := Question{Claim: c.claims[i], Story: c.story.Ref}
		for _, g := range c.groups {
			if !q.Own(g) {
				if o := w.origin(i, g); len(o.spans) > 0 {
					all = append(all, o)
				}
			}
		}
	}
	questions := make([]OriginQuestion, len(all))
	for n := range all {
		questions[n] = all[n].question
	}
	c.estimate = c.Origins.Plan(questions)
	for n := range all {
		all[n].fits = n < c.estimate.Fit
	}
	return all
}

// origin takes the best passage of each of a group's pages that were found for the claim, then the second of each, up
// to the most passages of a document.
func (w weighing) origin(i int, g sources.Group) origin {
	o := origin{claim: i, group: g.ID, question: OriginQuestion{Claim: w.claim}}
	limit := w.Setup.Limits.Passages
	var pages []string
	var spans [][]claims.Span
	for _, ref := range g.Articles {
		if !slices.Contains(w.found[i], ref.ID) || !w.sendable[ref.ID] {
			continue
		}
		page := w.pages[ref.ID]
		bad := w.tainted(page)
		all := newClaimText(w.claim).passages(w.sentences(page), limit)
		pages = append(pages, ref.ID)
		spans = append(spans, slices.DeleteFunc(all, func(s claims.Span) bool { return slices.ContainsFunc(bad, s.Overlaps) }))
	}
	for rank := range limit {
		for n := range pages {
			if rank < len(spans[n]) && len(o.spans) < limit {
				o.pages, o.spans = append(o.pages, pages[n]), append(o.spans, spans[n][rank])
				o.question.Passages = append(o.question.Passages, cut(w.pages[pages[n]].Text, spans[n][rank:rank+1])...)
			}
		}
	}
	return o
}

// askOrigins asks the endpoint about every origin that the budget holds and puts the answers in order.
func (c *check) askOrigins(ctx context.Context) error {
	if c.Origins == nil {
		return nil
	}
	all := c.origins()
	c.steps.Add(int64(len(all)))
	err := c.each(ctx, len(all), askedAtOnce, func(ctx context.Context, n int) (err error) {
		if all[n].fits {
			all[n].judged, err = c.Origins.JudgeOrigin(ctx, all[n].question)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("ask the endpoint: %w", err)
	}
	if left := len(all) - c.estimate.Fit; left > 0 {
		c.problem("limit", "", fmt.Sprintf("The budget of the endpoint (%s) does not hold %d of %d questions: a person must decide "+
			"on their claims.", c.estimate.Budget, left, len(all)))
	}
	for _, o := range all {
		c.settle(o)
	}
	c.unsent()
	return nil
}

// settle puts one origin's answer into the check. What an answer says takes the place of the embedded judge's opinions on
// that origin; with a doubt those stay, and the verdict is left to a person.
func (c *check) settle(o origin) {
	id := c.claims[o.claim].ID
	for _, x := range o.judged.Exchanges {
		x.Claim, x.Group = id, o.group
		c.exchanges = append(c.exchanges, x)
	}
	for _, note := range o.judged.Notes {
		c.problem(doubtStage, id, note)
	}
	switch {
	case !o.fits:
		c.doubt(o.claim)
		return
	case o.judged.Doubt != "":
		stage := doubtStage
		if o.judged.Failed {
			stage = "judge"
		}
		c.problem(stage, id, fmt.Sprintf("A person must decide on a claim, since of %s %s.", c.pages[o.pages[0]].URL, o.judged.Doubt))
		c.doubt(o.claim)
		return
	case len(o.judged.Opinions) != len(o.spans):
		c.problem("judge", id, fmt.Sprintf("The endpoint gave %d opinions for %d passages: a person must decide.", len(o.judged.Opinions), len(o.spans)))
		c.doubt(o.claim)
		return
	}
	if !slices.ContainsFunc(o.judged.Opinions, Opinion.tells) {
		return // without a quotation nothing that the embedded judge found is taken back
	}
	evidence := slices.DeleteFunc(c.evidence[o.claim], func(e Evidence) bool { return e.Group == o.group })
	w := weighing{check: c, claim: o.question.Claim, beside: append([]string{c.story.ID}, c.found[o.claim]...)}
	for n, op := range o.judged.Opinions {
		if !op.tells() {
			continue
		}
		if !op.Quote.Fits(o.question.Passages[n]) {
			c.problem("judge", id, "The endpoint quoted words outside the passage: a person must decide.")
			c.doubt(o.claim)
			continue
		}
		op.Quote.Start += o.spans[n].Start
		op.Quote.End += o.spans[n].Start
		e := Evidence{Claim: id, Article: o.pages[n], Group: o.group, Passage: o.spans[n], Opinion: op}
		e.Shared = w.sharedWith(e)
		evidence = append(evidence, e)
	}
	c.evidence[o.claim] = evidence
}

// unsent says which pages were judged without the endpoint because of their provider's terms.
func (c *check) unsent() {
	var kept []string
	for _, i := range c.asked {
		for _, id := range c.found[i] {
			if !c.sendable[id] && !slices.Contains(kept, c.pages[id].URL) {
				kept = append(kept, c.pages[id].URL)
			}
		}
	}
	if len(kept) > 0 {
		slices.Sort(kept)
		c.problem("limit", "", fmt.Sprintf("By the terms of who found them, %d pages were not sent to the endpoint, and the embedded "+
			"judge alone read them: %s.", len(kept), strings.Join(kept[:min(len(kept), 5)], ", ")))
	}
}

// doubt leaves a claim to a person.
func (c *check) doubt(claim int) { c.doubts[claim] = true }

// settled is the verdict on a claim: what a doubt leaves to a person is nobody else's to say.
func (c *check) settled(claim int, v Verdict) Verdict {
	if !c.doubts[claim] {
		return v
	}
	switch v.Label {
	case Supported, Refuted, Mixed, NotFound:
		v.Label = NeedsReview
	case NeedsReview, Unchecked:
	}
	return v
}

// Estimate searches as Check does and says what the endpoint would be asked and may cost. Nothing is sent to it, and no
// claim is judged. Without an endpoint it is empty.
func (p *Pipeline) Estimate(ctx context.Context, a claims.Article) (Estimate, error) {
	c := p.begin(a)
	if err := c.find(ctx); err != nil {
		return Estimate{}, err
	}
	c.origins()
	return c.estimate, nil
}
