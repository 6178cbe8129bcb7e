package verify

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"secondsource/claims"
	"secondsource/sources"
)

// Coverage is one place to search, under the name that the run records for it.
type Coverage struct {
	Name     string
	Provider sources.Provider
	Interval time.Duration // the least time between two questions there; 0: none. The provider keeps it, and fewer claims are asked about.
	Problems []Problem     // what went wrong when the place was opened: pieces that could not be read
	Model    bool          // what it finds may be sent to a model endpoint (sources.Terms)
}

// A Pipeline is the way from an article to a run. All concurrency of a check lies here, and results are put back by
// index, so that the number of workers changes nothing in the run.
type Pipeline struct {
	Extract  Extractor
	Coverage []Coverage
	// FactChecks are asked besides and are no coverage.
	FactChecks []Checks
	Judge      Judge
	// Origins is asked besides Judge, and may say more; nil: Judge alone decides.
	Origins OriginJudge
	// Read fetches a hit that no provider keeps a copy of; nil if nothing may be fetched.
	Read  func(ctx context.Context, url string) (claims.Article, error)
	Setup Setup // goes into the run as it is; its Limits bound the check
	// Editor reads the story with its claims and verdicts when all else is done; nil: no editorial rules.
	Editor Editor
	// Waivers let findings stand besides the markers of the story; those that are for the story.
	Waivers []WaiverEntry
	// Problems are what is known to be wrong before the check begins; they open those of the run.
	Problems []Problem
	// Workers is how many claims are judged at a time; below 1 is one. How many questions are asked at a time is
	// fixed (see askedAtOnce), since asking is waiting.
	Workers int
	Now     func() time.Time // nil: the run carries no time
	// Progress hears after each finished step how many of all steps are done; nil if nobody listens. The total grows
	// once, when it is known how many pages there are to read. It is called from several goroutines.
	Progress func(done, total int)
}

// Check takes an article through extraction, search, grouping, judging and scoring, up to the append, which is the
// caller's. What fails on the way is a Problem of the run, and the run goes on; an error means that there is no run to
// speak of: the extractor failed or ctx ended.
func (p *Pipeline) Check(ctx context.Context, a claims.Article) (Result, error) {
	c := p.begin(a)
	if err := c.find(ctx); err != nil {
		return Result{}, err
	}
	if err := c.judge(ctx); err != nil {
		return Result{}, err
	}
	if err := c.askOrigins(ctx); err != nil {
		return Result{}, err
	}
	return c.result(), nil
}

func (p *Pipeline) begin(a claims.Article) *check {
	return &check{
		Pipeline: p, story: a, pages: map[string]claims.Article{a.ID: a}, problems: append([]Problem{}, p.Problems...),
		sendable: map[string]bool{},
	}
}

// find goes from the story to the grouped coverage of its claims.
func (c *check) find(ctx context.Context) error {
	if err := c.extract(ctx); err != nil {
		return err
	}
	c.choose()
	if err := c.search(ctx); err != nil {
		return err
	}
	c.group()
	return nil
}

// A check is one run under way.
type check struct {
	*Pipeline
	story        claims.Article
	claims       []claims.Claim
	asked        []int              // indices of the claims that are searched for
	searches     [][]sources.Search // by claim
	found        [][]string         // by claim: IDs of the pages that its searches found, in order
	unread       []int              // by claim: pieces that could not be read or judged
	evidence     [][]Evidence       // by claim
	facts        [][]FactCheck      // by claim
	factSearches [][]sources.Search // by claim
	pages        map[string]claims.Article
	groups       []sources.Group
	groupOf      map[string]string // page ID to group ID
	problems     []Problem
	done         atomic.Int64
	steps        atomic.Int64           // how many steps there are in all, as far as is known
	prepared     shared[[]sentence]     // by page ID
	prints       shared[*sources.Print] // by page ID
	suspect      shared[[]claims.Span]  // by page ID: where it instructs a machine
	findings     []Finding
	doubts       []bool          // by claim: a person must decide
	sendable     map[string]bool // by page ID: may be sent to the endpoint
	exchanges    []Exchange
	estimate     Estimate
}

func (c *check) extract(ctx context.Context) error {
	found, err := c.extracted(ctx)
	if err != nil {
		return fmt.Errorf("extract claims: %w", err)
	}
	for _, cl := range found {
		if err := cl.Validate(c.story.Text); err != nil {
			c.problem("extract", cl.ID, fmt.Sprintf("A claim was left out: %v.", err))
			continue
		}
		c.claims = append(c.claims, cl)
	}
	for _, place := range c.Coverage {
		c.problems = append(c.problems, place.Problems...)
	}
	if c.story.Degraded != "" {
		c.problem("read", c.story.URL, "The story may not have been read whole: "+c.story.Degraded+".")
	}
	n := len(c.claims)
	c.searches, c.found = make([][]sources.Search, n), make([][]string, n)
	c.unread, c.evidence = make([]int, n), make([][]Evidence, n)
	c.facts, c.factSearches = make([][]FactCheck, n), make([][]sources.Search, n)
	c.doubts = make([]bool, n)
	return nil
}

// extracted asks the extractor and, if it has more to say than claims, takes that into the run.
func (c *check) extracted(ctx context.Context) ([]claims.Claim, error) {
	x, ok := c.Extract.(Explainer)
	if !ok {
		return c.Extract.Extract(ctx, c.story)
	}
	e, err := x.Explain(ctx, c.story)
	c.problems = append(c.problems, e.Problems...)
	c.findings = append(c.findings, e.Findings...)
	c.exchanges = append(c.exchanges, e.Exchanges...)
	return e.Claims, err
}

// choose picks the claims that are searched for: the checkable ones, and of more than the limit the worthiest.
func (c *check) choose() {
	for i, cl := range c.claims {
		if cl.Checkable() {
			c.asked = append(c.asked, i)
		}
	}
	limit := c.Setup.Limits.Claims
	if limit <= 0 || len(c.asked) <= limit {
		return
	}
	slices.SortStableFunc(c.asked, func(i, j int) int { return -cmp.Compare(c.claims[i].Worth, c.claims[j].Worth) })
	c.problem("limit", "", fmt.Sprintf("The story has %d claims to check; the %d worthiest were searched for.",
		len(c.asked), limit))
	c.asked = c.asked[:limit]
	slices.Sort(c.asked)
}

func (c *check) problem(stage, what, message string) {
	c.problems = append(c.problems, Problem{Stage: stage, What: what, Message: message})
}

// each runs do for 0 to n-1, at most limit at a time, and counts progress. It ends with ctx or the first error.
func (c *check) each(ctx context.Context, n, limit int, do func(ctx context.Context, i int) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(1, limit))
	for i := range n {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := do(ctx, i); err != nil {
				return err
			}
			if n := int(c.done.Add(1)); c.Progress != nil {
				c.Progress(n, int(c.steps.Load()))
			}
			return nil
		})
	}
	return g.Wait()
}

func (c *check) group() {
	pages := make([]claims.Article, 0, len(c.pages))
	for _, page := range c.pages {
		pages = append(pages, page)
	}
	// Groups sorts by itself; the order of a map must not matter even if it did not.
	slices.SortFunc(pages, func(a, b claims.Article) int { return cmp.Compare(a.ID, b.ID) })
	c.groups = sources.DefaultOwners().With(c.Setup.Owners).Groups(pages)
	c.groupOf = map[string]string{}
	for _, g := range c.groups {
		for _, a := range g.Articles {
			c.groupOf[a.ID] = g.ID
		}
	}
}

func (c *check) judge(ctx context.Context) error {
	failed, guarded := make([][]Problem, len(c.claims)), make([][]Finding, len(c.claims))
	err := c.each(ctx, len(c.asked), c.Workers, func(ctx context.Context, n int) error {
		i := c.asked[n]
		w := weighing{check: c, claim: ClaimText(c.story, c.claims[i]), beside: append([]string{c.story.ID}, c.found[i]...)}
		for _, id := range c.found[i] {
			if err := ctx.Err(); err != nil {
				return err
			}
			evidence, err := w.weigh(ctx, c.pages[id])
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err != nil {
				c.unread[i]++
				failed[i] = append(failed[i], Problem{
					Stage: "judge", What: c.claims[i].ID,
					Message: fmt.Sprintf("%s could not be judged for a claim: %v.", c.pages[id].URL, err),
				})
				continue
			}
			evidence, suspect := w.guard(c.pages[id], evidence)
			guarded[i] = append(guarded[i], suspect...)
			for j := range evidence {
				evidence[j].Claim = c.claims[i].ID
				evidence[j].Group = c.groupOf[id]
			}
			c.evidence[i] = append(c.evidence[i], evidence...)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("judge coverage: %w", err)
	}
	c.problems = append(c.problems, slices.Concat(failed...)...)
	for i, found := range guarded {
		c.doubts[i] = len(found) > 0
		for _, f := range found { // a passage may be found for many claims
			if !slices.ContainsFunc(c.findings, f.equal) {
				c.findings = append(c.findings, f)
			}
		}
	}
	return nil
}

// result scores every claim and puts the run together. Only pages that a group names are kept.
func (c *check) result() Result {
	run := c.run()
	run.Verdicts = []Verdict{}
	for i, cl := range c.claims {
		q := Question{
			Claim: cl, Story: c.story.Ref, Groups: c.groups, Searches: c.searches[i],
			Evidence: ranked(c.evidence[i]), FactChecks: c.facts[i], Unread: c.unread[i],
			Skipped: cl.Checkable() && !slices.Contains(c.asked, i),
		}
		v := c.settled(i, Score(q))
		v.FactSearches = c.factSearches[i]
		run.Verdicts = append(run.Verdicts, v)
	}
	c.edit(&run)
	return Result{Run: run, Pages: c.pages}
}

// run puts together all of a run but what is said of each claim.
func (c *check) run() Run {
	return Run{
		Version: RunVersion, Article: c.story.Ref, Setup: c.Setup, At: c.now(),
		Claims: append([]claims.Claim{}, c.claims...), Coverage: append([]sources.Group{}, c.groups...),
		Findings: append([]Finding{}, c.findings...), Problems: c.problems, Exchanges: c.exchanges,
	}
}

// ranked puts a claim's evidence in the order in which a person reads it: stance by stance, the surest first.
func ranked(evidence []Evidence) []Evidence {
	place := map[Stance]int{Supports: 0, Refutes: 1, Reports: 2}
	slices.SortFunc(evidence, func(a, b Evidence) int {
		return cmp.Or(
			cmp.Compare(place[a.Stance], place[b.Stance]),
			-cmp.Compare(a.P.Of(a.Stance), b.P.Of(b.Stance)),
			strings.Compare(a.Article, b.Article),
			cmp.Compare(a.Quote.Start, b.Quote.Start),
		)
	})
	return evidence
}

func (c *check) now() time.Time {
	if c.Now == nil {
		return time.Time{}
	}
	return c.Now()
}
