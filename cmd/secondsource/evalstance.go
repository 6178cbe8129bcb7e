package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"secondsource/report"
	"secondsource/verify"
	"secondsource/verify/stance"
)

// stanceFlags are the flags of eval stance.
type stanceFlags struct {
	format string
	errors int
	folds  int
	others bool
	rules  bool
	// data is a folder of sets to learn from besides with folds; "" for none.
	data string
	// curve tells what other thresholds of the verdict would give.
	curve bool
	// weights is a file of them, "" for those that ship.
	weights string
	// answers is a folder to write the answers into, a file a set; "" for none.
	answers string
}

func newEvalStance(e *env) *cobra.Command {
	var f stanceFlags
	cmd := &cobra.Command{
		Use:   "stance FILE...",
		Short: "Measure how well the embedded judge tells what supports a claim",
		Long: `Reads labelled pairs of claim and document as JSON Lines, {"id","claim","passages","label"}, or with the texts in a
file NAME_bodies.jsonl beside it, has the embedded judge answer, and prints the measures of the set, which its ids tell:
fnc-, qags-, fcgpt-, else WiCE.

The weights that ship are not measured on a set that they learned from. With --folds K they are learned anew on all
folds of the set but one, whose rows they then judge; related rows never stand in two folds. With --others they are
learned on the other FILEs. With --folds and --data FOLDER they are learned on the other folds and on the other sets in the folder,
as those that ship are. Weights learned for measuring are measured as they are; --rules adds the rules that stand above
the weights that ship, which keep a report, a denial or another number from counting as support. --curve adds how often the verdict supported is right,
and how often it is given, at other thresholds: of each set and of all together.`,
		RunE: does(func(ctx context.Context, args []string) error { return e.runEvalStance(ctx, args, f) }),
	}
	cmd.Flags().StringVar(&f.format, "format", "text", "text or json")
	cmd.Flags().IntVar(&f.errors, "errors", 0, "list the N worst answers of each set (10 if no number is given)")
	cmd.Flags().Lookup("errors").NoOptDefVal = strconv.Itoa(defaultErrors)
	cmd.Flags().IntVar(&f.folds, "folds", 0, "learn on K-1 folds of the set and judge the last, K times")
	cmd.Flags().BoolVar(&f.others, "others", false, "learn on the other files")
	cmd.Flags().StringVar(&f.data, "data", "", "with --folds: a folder of labelled sets to learn from besides")
	cmd.Flags().BoolVar(&f.curve, "curve", false, "add precision and share of the verdict supported by threshold")
	cmd.Flags().BoolVar(&f.rules, "rules", false, "with --folds or --others: keep the rules above the weights")
	cmd.Flags().StringVar(&f.weights, "weights", "", "measure the weights of this file, as train judge writes them")
	cmd.Flags().StringVar(&f.answers, "answers", "", "write the answers into this folder, a file a set, as the calibration reads them")
	return cmd
}

// write keeps the answers on one set under the set's own name.
func (f stanceFlags) write(name string, answers []stance.Answer) (err error) {
	if f.answers == "" {
		return nil
	}
	file, err := os.Create(filepath.Join(f.answers, filepath.Base(name)))
	if err != nil {
		return fmt.Errorf("write the answers: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	for _, a := range answers {
		if err := report.Line(file, a); err != nil {
			return fmt.Errorf("write the answers: %w", err)
		}
	}
	return nil
}

// open makes the judge to measure.
func (f stanceFlags) open() (*verify.LexicalJudge, error) {
	if f.weights == "" {
		return verify.NewLexical(), nil
	}
	raw, err := os.ReadFile(f.weights)
	if err != nil {
		return nil, fmt.Errorf("read the weights: %w", err)
	}
	j, err := verify.OpenLexical(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.weights, err)
	}
	return j, nil
}

func (f stanceFlags) check(files int) error {
	switch {
	case files == 0:
		return usagef("eval stance reads at least one FILE of labelled pairs")
	case f.format != "text" && f.format != "json":
		return usagef("eval prints text or json, not %q", f.format)
	case f.errors < 0:
		return usagef("--errors %d: give a number of mistakes to list", f.errors)
	case f.folds != 0 && f.folds < 2:
		return usagef("--folds %d: give 2 or more, 10 for figures that compare", f.folds)
	case f.folds != 0 && f.others:
		return usagef("--folds and --others are two ways to learn: give one")
	case f.data != "" && f.folds == 0:
		return usagef("--data is what --folds learns from besides: give both")
	case f.weights != "" && (f.folds != 0 || f.others):
		return usagef("--weights are measured as they are, and --folds and --others learn their own: give one")
	case f.others && files < 2:
		return usagef("--others needs two FILEs or more: one to judge and the rest to learn from")
	}
	return nil
}

// A stanceLine is what eval stance prints of one set as JSON.
type stanceLine struct {
	report.Head
	Judge string `json:"judge"`
	File  string `json:"file"`
	stance.Measures
	Mistakes []stance.Mistake `json:"mistakes,omitempty"`
	Curve    []stance.Point   `json:"curve,omitempty"`
}

func (e *env) runEvalStance(ctx context.Context, args []string, f stanceFlags) error {
	if err := f.check(len(args)); err != nil {
		return err
	}
	sets := make([]stance.Set, len(args))
	for i, path := range args {
		var err error
		if sets[i], err = readSet(path); err != nil {
			return err
		}
	}
	answers, judge, err := e.stanceAnswers(ctx, args, sets, f)
	if err != nil {
		return err
	}
	for i, s := range sets {
		if err := f.write(args[i], answers[i]); err != nil {
			return err
		}
		l := stanceLine{Head: report.NewHead("stance-evaluation"), Judge: judge, File: args[i], Measures: stance.Measure(s, answers[i])}
		if f.errors > 0 {
			l.Mistakes = stance.Worst(s, answers[i], f.errors)
		}
		if f.curve {
			l.Curve = stance.Curve(sets[i:i+1], answers[i:i+1])
		}
		if err := e.printStance(l, f); err != nil {
			return err
		}
	}
	if f.curve && len(sets) > 1 {
		return e.printTogether(stance.Curve(sets, answers), len(sets), f)
	}
	return nil
}

// stanceAnswers judges the sets as the flags say, and tells by whom.
func (e *env) stanceAnswers(ctx context.Context, names []string, sets []stance.Set, f stanceFlags) ([][]stance.Answer, string, error) {
	advance, finish := e.progress("sets")
	defer func() { finish() }()
	study := stance.Study{Rules: f.rules, Advance: advance}
	how := verify.LexicalVersion + " learned anew"
	if f.rules {
		how += ", with the rules"
	}
	if f.others {
		answers, err := study.FromOthers(ctx, sets)
		return answers, how + " on the other files", err
	}
	answers := make([][]stance.Answer, len(sets))
	j, err := f.open()
	if err != nil {
		return nil, "", err
	}
	if f.folds > 0 {
		how += fmt.Sprintf(" in %d folds", f.folds)
		if f.data != "" {
			how += " and on other sets"
		}
	} else {
		how = j.Name()
	}
	for i, s := range sets {
		var err error
		switch {
		case f.folds > 0:
			if study.With, err = otherSets(f.data, s.Kind); err != nil {
				return nil, "", err
			}
			answers[i], err = study.InFolds(ctx, s, f.folds)
		case j.LearnedFrom(s.Claims()):
			err = fmt.Errorf("%s: %s learned from this very set, so its figures would say nothing: give --folds 10 or --others", names[i], j.Name())
		default:
			answers[i], err = stance.Judge(ctx, j, s, advance)
		}
		if err != nil {
			return nil, "", err
		}
	}
	return answers, how, nil
}

func (e *env) printStance(l stanceLine, f stanceFlags) error {
	if f.format == "json" {
		return report.Line(e.stdout, l)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d pairs of %s, %d of them support; judge %s\n\n", report.Plain(l.File), l.Rows, l.Set, l.Positive, l.Judge)
	writeStance(&b, l.Measures)
	writePoints(&b, l.Curve)
	if len(l.Mistakes) > 0 {
		fmt.Fprintf(&b, "\nThe worst answers\n")
	}
	for _, m := range l.Mistakes {
		fmt.Fprintf(&b, "\n  %s: people say %s, the judge %s (score %.2f)\n    claim  %s\n", report.Plain(m.ID), report.Plain(m.Label), m.Verdict,
			m.Score, clipped(m.Claim, 300))
		if m.Best != "" {
			fmt.Fprintf(&b, "    words  %s\n", clipped(m.Best, 300))
		}
	}
	b.WriteString("\n")
	_, err := fmt.Fprint(e.stdout, b.String())
	return err
}

// writeStance writes the measures, one a line, in percent but for areas and calibration.
func writeStance(b *strings.Builder, m stance.Measures) {
	row := func(name string, x *float64, scale float64, digits int) {
		value := "-"
		if x != nil {
			value = strconv.FormatFloat(*x*scale, 'f', digits, 64)
		}
		fmt.Fprintf(b, "%-44s %8s\n", name, value)
	}
	row("Support: AUROC", m.AUROC, 1, 3)
	row("Support: balanced accuracy at 0.5", m.Balanced, 100, 1)
	row("Calibration error (ECE, 10 bins)", m.ECE, 1, 3)
	row("Verdict supported: precision", m.Supported.Precision, 100, 1)
	row("Verdict supported: share of the pairs", m.Supported.Coverage, 100, 1)
	row("Precision of the highest tenth", m.Top10, 100, 1)
	row("Precision of the highest three tenths", m.Top30, 100, 1)
	fmt.Fprintf(b, "%-44s %8d\n", "Verdicts refuted or mixed", m.Against)
	if m.Set == stance.FNC {
		row("Related: AUROC", m.RelatedAUROC, 1, 3)
		row("Related: accuracy", m.RelatedAccuracy, 100, 1)
		row("Weighted score", m.Weighted, 1, 1)
		row("Accuracy among the related", m.Related.Accuracy, 100, 1)
	}
	if m.Set == stance.WiCE {
		row("Not supported: AUROC", m.NotSupported, 1, 3)
		row("A gold sentence is the first", m.EvidenceHit.At1, 100, 1)
		row("A gold sentence is among the first 5", m.EvidenceHit.At5, 100, 1)
	}
	if m.Classes != nil {
		row("Classes: accuracy", m.Classes.Accuracy, 100, 1)
		row("Classes: macro-F1", m.Classes.MacroF1, 1, 3)
	}
}
