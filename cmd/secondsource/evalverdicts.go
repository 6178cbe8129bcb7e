package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/verify"
)

// verdictFlags are the flags of eval verdicts.
type verdictFlags struct {
	coverage, judge, format, predictions string
	data                                 string // other sets to learn from with folds
	folds, workers                       int
	curve                                bool
}

func newEvalVerdicts(e *env) *cobra.Command {
	var f verdictFlags
	cmd := &cobra.Command{
		Use:   "verdicts --coverage PATH FILE",
		Short: "Measure verdicts from end to end, on headlines whose coverage people have labelled",
		Long: `Reads JSON Lines of pairs, {"id","claim","body","label"}, with the labels agree, disagree, discuss and unrelated (the form of
the Fake News Challenge). Each different claim is checked like a story of one sentence in nobody's voice against the coverage
at PATH (a folder, a JSON Lines file, a web archive), by the whole way of a check: search, groups, passages, judge, verdict. A
pair may have "url", where the claim itself appeared: that site is then left out, as a story's own site is.

Prints how many are called supported of the claims none of whose related pieces agrees, where it is wrong, and of those with at
least two that do, where it is right; both again for other thresholds of a single opinion; and how sure the verdicts were.
--predictions writes each verdict as {"id":"headline-ID","verdict","score","evidence"}, ID being that of the first pair of the
claim.

The weights that ship may have learned from these very pairs. With --folds K each claim is judged with weights that are learned
anew without the topic of its pieces: on the other folds of FILE, which then needs "topic" and its texts in FILE_bodies.jsonl
beside it, and on the other sets in the folder of --data, as train judge reads them.

--curve adds what other rules would give, each at every threshold, and what a threshold is worth that was chosen on one half of the
topics and counted on the other.`,
		Example: `  secondsource eval verdicts --coverage pieces.jsonl pairs.jsonl
  secondsource eval verdicts --folds 10 --data sets --curve --coverage pieces.jsonl sets/fnc.jsonl`,
		Args: cobra.ExactArgs(1),
		RunE: does(func(ctx context.Context, args []string) error { return e.runEvalVerdicts(ctx, args[0], f) }),
	}
	cmd.Flags().StringVar(&f.coverage, "coverage", "", "the coverage to search: a folder, a JSON Lines file or a web archive")
	cmd.Flags().StringVar(&f.judge, "judge", "lexical", "who judges coverage")
	cmd.Flags().StringVar(&f.format, "format", "text", "text or json")
	cmd.Flags().StringVar(&f.predictions, "predictions", "", "a file to write every verdict into")
	cmd.Flags().IntVar(&f.folds, "folds", 0, "learn the embedded judge's weights on K-1 folds of FILE and judge the last, K times")
	cmd.Flags().StringVar(&f.data, "data", "", "with --folds: a folder of labelled sets to learn from besides")
	cmd.Flags().BoolVar(&f.curve, "curve", false, "add the curves of other rules")
	cmd.Flags().IntVar(&f.workers, "workers", runtime.NumCPU(), "claims judged at a time")
	return cmd
}

func (f verdictFlags) check() error {
	switch {
	case f.coverage == "":
		return usagef("eval verdicts needs --coverage PATH: a folder, a JSON Lines file or a web archive to search")
	case f.format != "text" && f.format != "json":
		return usagef("eval prints text or json, not %q", f.format)
	case f.folds != 0 && f.folds < 2:
		return usagef("--folds %d: give 2 or more, 10 for figures that compare", f.folds)
	case f.folds != 0 && f.judge != "lexical":
		return usagef("--folds learns the embedded judge's weights: it does not go with --judge %s", f.judge)
	case f.data != "" && f.folds == 0:
		return usagef("--data is what --folds learns from besides: give both")
	}
	return nil
}

func (e *env) runEvalVerdicts(ctx context.Context, path string, f verdictFlags) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	judge, err := verify.OpenJudge(verify.Judges, f.judge)
	if err != nil {
		return usageError{err}
	}
	list, err := e.headlines(path)
	if err != nil {
		return err
	}
	place, closer, err := openFolder(ctx, f.coverage)
	if err != nil {
		return fmt.Errorf("read coverage %s: %w", f.coverage, err)
	}
	defer func() { err = errors.Join(err, closer.Close()) }()
	place.Name = "archive"
	p := &verify.Pipeline{
		Extract: verify.Whole{}, Judge: judge, Coverage: []verify.Coverage{place}, Workers: f.workers,
		Setup: verify.Setup{
			Program: programVersion(), Extractor: verify.Whole{}.Name(), Judge: f.judge, Limits: verify.DefaultLimits(), Owners: e.owners,
		},
	}
	by, name := func(string) (verify.Judge, error) { return judge, nil }, f.judge
	if f.folds > 0 {
		folds, err := e.learnInFolds(ctx, path, f.data, f.folds)
		if err != nil {
			return err
		}
		by, name = folds.of, fmt.Sprintf("%s learned anew in %d folds", verify.LexicalVersion, f.folds)
		if f.data != "" {
			name += " and on other sets"
		}
	}
	if err := e.checkHeadlines(ctx, p, by, list); err != nil {
		return err
	}
	if f.predictions != "" {
		if err := writePredictions(f.predictions, list); err != nil {
			return err
		}
	}
	l := newVerdictsLine(list, name)
	if f.curve {
		l.Variants = variants(list)
	}
	if f.format == "json" {
		return report.Line(e.stdout, l)
	}
	_, err = fmt.Fprint(e.stdout, l.text())
	return err
}

// A pairLine is one line of the file: a claim and a piece, with what the piece says of it.
type pairLine struct {
	ID    string `json:"id"`
	Claim string `json:"claim"`
	Label string `json:"label"`
	URL   string `json:"url"`
	Topic string `json:"topic"`
}

// A headline is one claim of the file with the labels of its pieces, and what came of its check.
type headline struct {
	id, claim, url           string
	topic                    string // of the pieces about it
	agree, disagree, discuss int
	result                   verify.Result
}

// headlines reads the pairs and puts those of one claim together, in the order in which claims first appear.
func (e *env) headlines(path string) (list []*headline, err error) {
	in, err := e.open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	known := map[string]*headline{}
	var broken error
	for n, raw := range jsonLines(in, func(_ pairLine, err error) bool { broken = err; return false }) {
		var p pairLine
		if err := unmarshal(raw, &p); err != nil {
			return nil, fmt.Errorf("%s: line %d: not a pair in JSON: %w", path, n, err)
		}
		h := known[p.Claim]
		if h == nil {
			h = &headline{id: "headline-" + p.ID, claim: p.Claim, url: p.URL}
			known[p.Claim] = h
			list = append(list, h)
		}
		if p.Label != "unrelated" {
			h.topic = p.Topic
		}
		if err := h.add(p.Label); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, n, err)
		}
	}
	if broken == nil && len(list) == 0 {
		broken = errors.New("it holds no pair, so there is nothing to measure against")
	}
	if broken != nil {
		return nil, fmt.Errorf("%s: %w", path, broken)
	}
	return list, nil
}

func (h *headline) add(label string) error {
	switch label {
	case "agree":
		h.agree++
	case "disagree":
		h.disagree++
	case "discuss":
		h.discuss++
	case "unrelated":
	default:
		return fmt.Errorf("the label %q is none of agree, disagree, discuss, unrelated", label)
	}
	return nil
}

// checkHeadlines checks every claim with the judge that by names. One that cannot be checked ends the measuring: its figures would be wrong.
func (e *env) checkHeadlines(ctx context.Context, p *verify.Pipeline, by func(claim string) (verify.Judge, error), list []*headline) error {
	advance, finish := e.progress("headlines")
	defer finish()
	for i, h := range list {
		story := claims.NewArticle(claims.Ref{URL: h.url, Title: h.claim}, h.claim)
		var err error
		if p.Judge, err = by(h.claim); err != nil {
			return err
		}
		if h.result, err = p.Check(ctx, story); err != nil {
			return fmt.Errorf("check %s: %w", h.id, err)
		}
		advance(i+1, len(list))
	}
	return nil
}

// A predictionLine is one verdict as the reference scorer reads it, with what it rests on.
type predictionLine struct {
	ID       string            `json:"id"`
	Verdict  verify.Label      `json:"verdict"`
	Score    float64           `json:"score"`
	Evidence []verify.Evidence `json:"evidence"`
}

func writePredictions(path string, list []*headline) (err error) {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	for _, h := range list {
		v := h.verdict(verify.DefaultRules())
		if err := report.Line(out, predictionLine{h.id, v.Label, v.Score, append([]verify.Evidence{}, v.Evidence...)}); err != nil {
			return fmt.Errorf("write %s: %w", path, err)
		}
	}
	return nil
}

// verdict gives the claim's verdict by some rules; a blank claim is unchecked.
func (h *headline) verdict(rules verify.Rules) verify.Verdict {
	if all := h.result.Again(rules); len(all) > 0 {
		return all[0]
	}
	return verify.Verdict{Label: verify.Unchecked, Reason: verify.NotCheckable}
}
