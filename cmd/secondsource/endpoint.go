package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/store"
	"secondsource/verify"
	"secondsource/verify/llm"
)

// openai is the name under which --judge and --extractor ask a model endpoint.
const openai = "openai"

// The environment's settings of the endpoint. The key has no flag and no line in the configuration: both are copied and
// shown around.
const (
	endpointVariable = "SECONDSOURCE_ENDPOINT"
	modelVariable    = "SECONDSOURCE_MODEL"
	keyVariable      = "SECONDSOURCE_API_KEY"
	otherKeyVariable = "OPENAI_API_KEY" // what other programs for such servers read
)

// endpointOptions are the flags of the model endpoint.
type endpointOptions struct {
	address, model string
	budget         llm.Budget
}

func (o *endpointOptions) flags(cmd *cobra.Command) {
	usual := llm.DefaultBudget()
	f := cmd.Flags()
	f.StringVar(&o.address, "endpoint", "", "base address of the model's server, as in http://127.0.0.1:11434/v1 (default: "+endpointVariable+", or the configuration; its key: "+keyVariable+")")
	f.StringVar(&o.model, "model-name", "", "the model, as its server names it (default: "+modelVariable+", or the configuration)")
	f.IntVar(&o.budget.Calls, "max-calls", usual.Calls, "most calls of the endpoint for a story")
	f.IntVar(&o.budget.Tokens, "max-tokens", usual.Tokens, "most tokens for a story, prompts and answers together")
	f.Float64Var(&o.budget.Money, "max-cost", 0, "most money for a story, in the unit of the prices; 0: no bound")
	f.Float64Var(&o.budget.PriceIn, "price-in", 0, "price of a million tokens of prompts")
	f.Float64Var(&o.budget.PriceOut, "price-out", 0, "price of a million tokens of answers")
}

// endpointUse is what an endpoint is opened for.
type endpointUse struct {
	ledger string
	replay bool
	drafts bool // among what is sent may be an unpublished story
	online bool // drafts may leave the machine
}

// openEndpoint makes the endpoint that the flags, the environment or the configuration name. Nobody is asked yet. The
// returned function closes it.
func (e *env) openEndpoint(o endpointOptions, use endpointUse) (*llm.Endpoint, func() error, error) {
	address := firstSet(o.address, e.getenv(endpointVariable), e.endpoint)
	model := firstSet(o.model, e.getenv(modelVariable), e.model)
	if address == "" {
		return nil, nil, usagef("%s needs the address of a model's server: give --endpoint, %s or a line endpoint in the configuration", openai, endpointVariable)
	}
	inside := llm.Loopback(address)
	if use.drafts && !inside && !use.online && !use.replay {
		return nil, nil, usagef("a story from a file or standard input may be an unpublished draft, and the endpoint %s would get its words: "+
			"use a server on this machine, or allow it with --online", sources.WithoutSecrets(address))
	}
	key := llm.NewKey(firstSet(e.getenv(keyVariable), e.getenv(otherKeyVariable)))
	kept := &modelAnswers{reading: use.replay, path: func() (string, error) {
		ledger, err := e.ledgerPath(use.ledger)
		return store.AnswersPath(ledger), err
	}}
	x, err := llm.New(llm.Options{
		Address: address, Model: model, Key: key, Random: e.random, Budget: o.budget, Answers: kept, Replay: use.replay,
	})
	if err != nil {
		return nil, nil, usageError{err}
	}
	switch {
	case inside || use.replay:
	case key.Set() && strings.HasPrefix(address, "http:"):
		e.tell("warning: claims, passages and the key go to %s unencrypted; use https", x.Host())
	default:
		e.tell("claims and passages of coverage are sent to %s at %s", model, x.Host())
	}
	return x, func() error {
		x.Close()
		return kept.Close()
	}, nil
}

// embeddedJudge is the judge of the table that stands beside the endpoint, or the one that was asked for.
func embeddedJudge(name string) string {
	if name == openai {
		return "lexical"
	}
	return name
}

// embedded are the options of the extractor that stands beside the endpoint's, or those that were given.
func (o *extractorOptions) embedded() *extractorOptions {
	own := *o
	if own.name == openai {
		own.name = "tagger"
	}
	return &own
}

func firstSet(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// equipEndpoint puts the endpoint into check's pipeline, as judge, as extractor, or as both. The embedded judge stays, for
// a second opinion. Without either there is nothing to close.
func (c *checker) equipEndpoint(args []string) (func() error, error) {
	o := &c.options
	if o.judge != openai && o.extractor.name != openai {
		return func() error { return nil }, nil
	}
	drafts := false
	for _, ref := range args {
		drafts = drafts || isDraft(ref)
	}
	x, closeEndpoint, err := c.openEndpoint(o.endpoint, endpointUse{ledger: o.ledger, replay: o.replay, drafts: drafts, online: o.online})
	if err != nil {
		return nil, err
	}
	c.endpoint = x
	if o.judge == openai {
		j := llm.NewJudge(x, c.pipeline.Judge)
		c.pipeline.Origins, c.pipeline.Setup.Endpoint = j, j.Name()
	}
	if o.extractor.name == openai && !o.estimate {
		extract := llm.NewExtractor(x, c.pipeline.Extract, c.pipeline.Setup.Extractor)
		c.pipeline.Extract, c.pipeline.Setup.Extractor = extract, extract.Name()
	}
	return closeEndpoint, nil
}

// estimate prints what asking the endpoint about a story may cost. Coverage is searched for, and the endpoint is not asked.
func (c *checker) estimate(ctx context.Context, p *verify.Pipeline, g given) error {
	est, err := p.Estimate(ctx, g.Article)
	if err != nil {
		return err
	}
	if c.options.extractor.name == openai {
		est.Extractions = llm.ExtractionCalls(g.Article)
	}
	_, err = fmt.Fprint(c.stdout, estimateText(g.ref, est))
	return err
}

func estimateText(ref string, est verify.Estimate) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d questions to the endpoint, one for each claim and origin\n", ref, est.Questions)
	fmt.Fprintf(&b, "  the budget (%s) holds %d of them\n", est.Budget, est.Fit)
	fmt.Fprintf(&b, "  calls: %d to %d; tokens: %d to %d\n", est.Calls[0], est.Calls[1], est.Tokens[0], est.Tokens[1])
	if est.Money > 0 {
		fmt.Fprintf(&b, "  money: at most %.4f\n", est.Money)
	}
	if est.Extractions > 0 {
		fmt.Fprintf(&b, "  besides, %d to %d calls to find claims; the questions above are of the tagger's claims\n", est.Extractions, 2*est.Extractions)
	}
	b.WriteString("Nothing was sent to the endpoint.\n")
	return b.String()
}

// endpointExtractor gives the extractor of a command: the table's or, by its name, the endpoint's with the tagger beside it.
func (e *env) endpointExtractor(o extractorOptions, at endpointOptions, use endpointUse) (namedExtractor, func() error, error) {
	if o.name != openai {
		x, err := o.open()
		return x, func() error { return nil }, err
	}
	tagger, err := o.embedded().open()
	if err != nil {
		return nil, nil, err
	}
	endpoint, closeEndpoint, err := e.openEndpoint(at, use)
	if err != nil {
		return nil, nil, err
	}
	return llm.NewExtractor(endpoint, tagger, tagger.Name()), closeEndpoint, nil
}

// explained gives an extractor's claims and tells on standard error what else it has to say.
func (e *env) explained(ctx context.Context, x verify.Extractor, a claims.Article) ([]claims.Claim, error) {
	full, ok := x.(verify.Explainer)
	if !ok {
		return x.Extract(ctx, a)
	}
	got, err := full.Explain(ctx, a)
	for _, p := range got.Problems {
		e.tell("%s", p.Message)
	}
	for _, f := range got.Findings {
		e.tell("%s: %s", f.Rule, f.Message)
	}
	return got.Claims, err
}

// modelAnswers is the file of a model's answers, opened when the first one is to be kept or looked up.
type modelAnswers struct {
	path    func() (string, error)
	reading bool

	mu   sync.Mutex
	open *store.Answers
}

// KeptAnswer gives what is kept under a key; see [llm.Answers].
func (m *modelAnswers) KeptAnswer(ctx context.Context, key string) ([]byte, error) {
	a, err := m.file(ctx, false)
	if err != nil {
		return nil, err
	}
	if a == nil {
		return nil, sources.ErrNotKept
	}
	return a.KeptAnswer(ctx, key)
}

// KeepAnswer keeps an answer.
func (m *modelAnswers) KeepAnswer(ctx context.Context, key string, value []byte) error {
	a, err := m.file(ctx, true)
	if err != nil {
		return err
	}
	return a.KeepAnswer(ctx, key, value)
}

// file opens the file; nil if there is none and none is to be made.
func (m *modelAnswers) file(ctx context.Context, wanted bool) (*store.Answers, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.open != nil {
		return m.open, nil
	}
	path, err := m.path()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !wanted {
		return nil, nil
	}
	open := store.OpenAnswers
	if m.reading {
		open = store.ReadAnswers
	}
	m.open, err = open(ctx, path)
	return m.open, err
}

// Close closes the file, if it was opened.
func (m *modelAnswers) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.open == nil {
		return nil
	}
	return m.open.Close()
}
