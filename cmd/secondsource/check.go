package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"secondsource/report"
	"secondsource/sources"
	"secondsource/store"
	"secondsource/verify"
	"secondsource/verify/llm"
)

// checkOptions are the flags of check.
type checkOptions struct {
	ledger, judge, format, failOn string
	extractor                     extractorOptions
	providers                     []string
	online                        bool // drafts may be searched for outside the house
	workers                       int
	replay                        bool
	endpoint                      endpointOptions
	estimate                      bool // say what the endpoint may cost, and stop
	waivers, baseline             string
}

func newCheck(e *env) *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check ARTICLE...",
		Short: "Check a story: who says what, and who else says so",
		Long: `Reads a story from a file, a folder, a web address or standard input (-), extracts its claims, searches coverage
for each, counts independent origins, gives each claim a verdict, records the run in the ledger, and prints a report.

Coverage comes from the archive beside the ledger ("secondsource archive add"), from a folder, a JSON Lines file or a
web archive with --provider archive:PATH, and from the providers that "secondsource providers" lists. A story from a file
or standard input may be an unpublished draft: it is searched for on this machine alone, and nothing is fetched for it,
unless --online is given. A story given by its web address is published: all providers that are named
are asked, and where none is named GDELT is, with names and words of its claims. --provider archive asks nobody.

` + exitTable,
		Example: "  secondsource check story.html\n  secondsource check --provider archive:coverage story.txt\n" +
			"  cat draft.md | secondsource check -",
		RunE: does(func(ctx context.Context, args []string) error { return e.runCheck(ctx, args, o) }),
	}
	ledgerFlag(cmd, &o.ledger)
	replayFlag(cmd, &o.replay)
	cmd.Flags().StringArrayVar(&o.providers, "provider", nil,
		"where to search, as name or name:argument; may be repeated (default: archive, and gdelt for a story given by its address)")
	cmd.Flags().BoolVar(&o.online, "online", false, "search for a story from a file or standard input outside this machine, too")
	o.extractor.flags(cmd)
	cmd.Flags().Lookup("extractor").Usage += ", openai"
	cmd.Flags().StringVar(&o.judge, "judge", "lexical", "who judges coverage: lexical, or openai with lexical for a second opinion")
	o.endpoint.flags(cmd)
	cmd.Flags().BoolVar(&o.estimate, "estimate", false, "search, print what the endpoint may cost, and stop before anything is sent to it")
	cmd.Flags().StringVar(&o.format, "format", "text", strings.Join(report.Names(), ", "))
	cmd.Flags().StringVar(&o.failOn, "fail-on", "error", "exit 1 on findings from this level: never, info, warning, error")
	waiverFlags(cmd, &o.waivers, &o.baseline)
	cmd.Flags().IntVar(&o.workers, "workers", runtime.NumCPU(), "claims judged at a time")
	return cmd
}

// A checker is check's parts, made ready once for all articles.
type checker struct {
	*env
	options  checkOptions
	pipeline *verify.Pipeline
	places   places
	ledger   verify.Ledger
	out      *reports
	entries  []verify.WaiverEntry
	level    verify.Severity
	endpoint *llm.Endpoint // nil without one
	findings bool          // reached the level
	failed   bool          // a search failed
}

func (e *env) runCheck(ctx context.Context, args []string, o checkOptions) (err error) {
	if len(args) == 0 {
		return usagef("check needs a story: a file, a folder, a web address, or - for standard input")
	}
	c := &checker{env: e, options: o}
	if err := c.settle(&o); err != nil {
		return err
	}
	if len(o.providers) > 0 && !o.online && slices.ContainsFunc(args, isDraft) {
		if err := refuseNetwork(o.providers); err != nil {
			return err
		}
	}
	if len(o.providers) == 0 {
		o.providers = c.usualProviders()
	}
	if !o.online && !slices.ContainsFunc(args, sources.IsAddress) {
		o.providers = slices.DeleteFunc(slices.Clone(o.providers), asksNetwork) // they are not opened for drafts
	}
	c.options = o
	closeEndpoint, err := c.equipEndpoint(args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeEndpoint()) }()
	closeAll, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeAll()) }()

	var n tallied
	for g, err := range e.articles(ctx, args) {
		if err == nil {
			err = c.one(ctx, g)
		}
		if ctx.Err() != nil {
			return errors.Join(ctx.Err(), e.closeOutput(c.out.out)) // what is done is a whole document
		}
		e.note(&n, g.ref, err)
		if err := c.out.fail(g.ref, err); err != nil {
			return err
		}
	}
	return c.verdict(errors.Join(e.closeOutput(c.out.out), e.end(n)))
}

// isDraft says whether an argument is a story that may be unpublished: it is no web address.
func isDraft(ref string) bool { return !sources.IsAddress(ref) }

// verdict puts the ends of all articles together: what could not be checked comes before findings.
func (c *checker) verdict(err error) error {
	switch {
	case err != nil:
		return err
	case c.failed:
		return errReported
	case c.findings:
		return errFindings
	}
	return nil
}

// settle reads the flags that can be wrong, before anything is opened.
func (c *checker) settle(o *checkOptions) error {
	var err error
	if c.out, err = c.newReports(o.format, o.baseline); err != nil {
		return err
	}
	if c.level, err = failOn(o.failOn); err != nil {
		return err
	}
	extract, err := o.extractor.embedded().open()
	if err != nil {
		return err
	}
	if o.estimate && o.judge != openai && o.extractor.name != openai {
		return usagef("--estimate says what a model endpoint may cost: add --judge %s", openai)
	}
	judge, err := verify.OpenJudge(verify.Judges, embeddedJudge(o.judge))
	if err != nil {
		return usageError{err}
	}
	book, err := c.book()
	if err != nil {
		return usageError{err}
	}
	if c.entries, err = c.readWaivers(o.waivers, book); err != nil {
		return err
	}
	if o.ledger, err = c.ledgerPath(o.ledger); err != nil {
		return err
	}
	calibration := ""
	if known, ok := verify.CalibrationOf(judge); ok {
		calibration = known.Version
	}
	c.pipeline = &verify.Pipeline{
		Extract: extract, Judge: judge, Editor: book, Workers: o.workers, Now: c.now,
		Setup: verify.Setup{
			Program: programVersion(), Extractor: extract.Name(), Judge: verify.JudgeName(judge),
			Calibration: calibration, Rules: book.Name(), Limits: verify.DefaultLimits(), Owners: c.owners,
		},
	}
	return nil
}

// open opens the ledger, the coverage and the web. The returned function closes them.
func (c *checker) open(ctx context.Context) (func() error, error) {
	closeWeb, err := c.openWeb(webOptions{ledger: c.options.ledger, replay: c.options.replay})
	if err != nil {
		return nil, err
	}
	c.pipeline.Setup.Proxy, c.pipeline.Setup.Allow = c.reach()
	if c.places, err = c.openProviders(ctx, c.options.providers, c.options.ledger); err != nil {
		return nil, errors.Join(err, closeWeb())
	}
	ledger, err := store.Open(ctx, c.options.ledger)
	if err != nil {
		return nil, errors.Join(err, c.places.Close(), closeWeb())
	}
	c.ledger = ledger
	return func() error { return errors.Join(c.places.Close(), closeWeb(), ledger.Close()) }, nil
}

// one checks one story, records it and prints it. The report is printed even when recording failed: nothing that was
// found is lost.
func (c *checker) one(ctx context.Context, g given) error {
	g.Article = withOwnID(g.Article)
	advance, finish := c.progress("checking")
	p := *c.pipeline
	p.Progress = advance
	p.Setup.Draft = !g.published && !c.options.online
	p.Waivers = waiversFor(c.entries, g.ref, g.URL)
	c.places.equip(&p, c.env, p.Setup.Draft)
	if doubt := c.options.extractor.foreign(g.Text); doubt != "" {
		p.Problems = []verify.Problem{{Stage: "extract", What: sources.Shown(g.ref), Message: doubt}}
	}
	if c.endpoint != nil {
		c.endpoint.Begin()
	}
	if c.options.estimate {
		defer finish()
		return c.estimate(ctx, &p, g)
	}
	result, err := p.Check(ctx, g.Article)
	finish()
	if err != nil {
		return err
	}
	o := report.Options{
		Colour: c.colour(c.stdout), Ref: sources.Shown(g.ref), Ledger: c.options.ledger, Source: g.source, Rules: allRules(p.Editor),
	}
	var notKept error
	if o.Receipt, notKept = c.record(ctx, result); notKept != nil {
		notKept = fmt.Errorf("the report is complete, but it was not recorded: %w", notKept)
	}
	c.failed = c.failed || couldNotCheck(result.Run)
	result, o = c.out.less(result, o)
	c.findings = c.findings || reaches(result.Run.Findings, c.level)
	return errors.Join(notKept, c.out.write(result, o))
}

func (c *checker) record(ctx context.Context, r verify.Result) (verify.Receipt, error) {
	rec, err := r.Record()
	if err != nil {
		return verify.Receipt{}, err
	}
	receipts, err := c.ledger.Append(ctx, rec)
	if err != nil {
		return verify.Receipt{}, err
	}
	return receipts[0], nil
}

// couldNotCheck says whether something could not be read, searched or judged. An empty archive alone is no failure, nor
// is a bound of the run.
func couldNotCheck(r verify.Run) bool {
	for _, p := range r.Problems {
		switch p.Stage {
		case "read", "search", "judge":
			return true
		}
	}
	for _, v := range r.Verdicts {
		if v.Reason == verify.SearchFailed {
			return true
		}
	}
	return false
}
