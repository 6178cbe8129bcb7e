package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"secondsource/claims"
	"secondsource/claims/score"
	"secondsource/report"
)

// defaultErrors is how many mistakes of each sort --errors lists: about what a person reads in one sitting.
const defaultErrors = 10

func newEval(e *env) *cobra.Command {
	cmd := &cobra.Command{Use: "eval", Short: "Measure against what people have annotated"}
	cmd.AddCommand(newEvalAttribution(e), newEvalStance(e), newEvalVerdicts(e))
	return cmd
}

// evalFlags are the flags of eval attribution.
type evalFlags struct {
	extractor extractorOptions
	format    string
	errors    int
	ci        bool
}

func newEvalAttribution(e *env) *cobra.Command {
	var f evalFlags
	cmd := &cobra.Command{
		Use:   "attribution FILE",
		Short: "Measure how well attributions are found",
		Long: `Reads annotated stories as JSON Lines, {"id","text","attributions":[{"source","cue","content"}]} with lists of
[start,end] in UTF-8 bytes, finds the attributions of every text, and prints precision, recall and F1 of all cues and of
speech cues, and the recall of direct, mixed and indirect quotes. An attribution may also have "kind", "name",
"polarity" and "via" (nested attributions are measured only if the file has some), a story "publisher" and "nobody", the
sentences worth checking that are laid to no one; they are measured where they are annotated. FILE may be -.`,
		RunE: does(func(ctx context.Context, args []string) error { return e.runEval(ctx, args, f) }),
	}
	f.extractor.flags(cmd)
	cmd.Flags().StringVar(&f.format, "format", "text", "text or json")
	cmd.Flags().IntVar(&f.errors, "errors", 0, "list the worst mistakes of each sort, N of them (10 if no number is given)")
	cmd.Flags().Lookup("errors").NoOptDefVal = strconv.Itoa(defaultErrors)
	cmd.Flags().BoolVar(&f.ci, "ci", false, "add the 95 % interval of each F1, from 1,000 resamples of the stories")
	return cmd
}

func (e *env) runEval(ctx context.Context, args []string, f evalFlags) error {
	path, err := f.file(args)
	if err != nil {
		return err
	}
	if f.format != "text" && f.format != "json" {
		return usagef("eval prints text or json, not %q", f.format)
	}
	if f.errors < 0 {
		return usagef("--errors %d: give a number of mistakes to list", f.errors)
	}
	x, err := f.extractor.open()
	if err != nil {
		return err
	}
	stories, err := e.stories(path)
	if err != nil {
		return err
	}
	advance, finish := e.progress("stories")
	tally, err := score.Evaluate(ctx, x, stories, advance)
	finish()
	if err != nil {
		return err
	}
	return e.printEvaluation(evaluation(tally, x.Name(), f), f)
}

// file is the one file to read. A flag whose value may be left out takes none after a space, so a number that stands
// beside FILE is the one of --errors.
func (f *evalFlags) file(args []string) (string, error) {
	if len(args) == 2 && f.errors == defaultErrors {
		for i, arg := range args {
			if n, err := strconv.Atoi(arg); err == nil {
				f.errors = n
				args = slices.Delete(slices.Clone(args), i, i+1)
				break
			}
		}
	}
	if len(args) != 1 {
		return "", usagef("eval attribution reads one FILE, and %d were given", len(args))
	}
	return args[0], nil
}

func (e *env) stories(path string) (stories []score.Story, err error) {
	in, err := e.open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	stories, err = score.Read(in)
	if err == nil && len(stories) == 0 {
		err = errors.New("it holds no story, so there is nothing to measure against")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return stories, nil
}

// An evaluationLine is what eval attribution prints as JSON.
type evaluationLine struct {
	report.Head
	Extractor string `json:"extractor"`
	score.Result
	Errors   map[score.Sort]int `json:"errors"`             // how many mistakes there are of each sort
	Mistakes []score.Mistake    `json:"mistakes,omitempty"` // the worst of them
}

func evaluation(t *score.Tally, extractor string, f evalFlags) evaluationLine {
	l := evaluationLine{Head: report.NewHead("evaluation"), Extractor: extractor}
	if f.ci {
		l.Result = t.ResultWithIntervals()
	} else {
		l.Result = t.Result()
	}
	l.Mistakes, l.Errors = t.Mistakes(f.errors)
	return l
}

func (e *env) printEvaluation(l evaluationLine, f evalFlags) error {
	if f.format == "json" {
		return report.Line(e.stdout, l)
	}
	var b strings.Builder
	writeHead(&b, l)
	writeMeasures(&b, l.Result)
	writeForms(&b, l.Result)
	writeLabels(&b, l.Result)
	writeKinds(&b, l.Kinds)
	if f.errors > 0 {
		writeMistakes(&b, l)
	}
	_, err := io.WriteString(e.stdout, b.String())
	return err
}

func writeHead(b *strings.Builder, l evaluationLine) {
	fmt.Fprintf(b, "%s: %d stories; attributions annotated %d, found %d; with a speech cue %d and %d\n", l.Extractor,
		l.Articles, l.Gold, l.Predicted, l.GoldSpeech, l.PredictedSpeech)
	if n := l.DroppedGold + l.DroppedPredicted; n > 0 {
		fmt.Fprintf(b, "left out, with neither cue nor content: %d annotated, %d found\n", l.DroppedGold, l.DroppedPredicted)
	}
}

// writeMeasures writes precision, recall and F1 side by side for all cues and for speech cues.
func writeMeasures(b *strings.Builder, r score.Result) {
	head := "    P      R     F1"
	if r.All[score.Measures[0]].CI95 != nil {
		head += " 95 %"
	}
	fmt.Fprintf(b, "\n%-22s %-32s %s\n%-22s %-32s %s\n", "", "all cues", "speech cues", "", head, head)
	for _, name := range score.Measures {
		line := fmt.Sprintf("%-22s %-32s %s", words(name), cells(r.All[name]), cells(r.Speech[name]))
		fmt.Fprintln(b, strings.TrimRight(line, " "))
	}
}

func cells(m score.Measure) string {
	s := fmt.Sprintf("%5s  %5s  %5s", short(m.P), short(m.R), short(m.F1))
	if m.CI95 != nil {
		s += fmt.Sprintf(" %.1f–%.1f", m.CI95[0], m.CI95[1])
	}
	return s
}

// short is a figure in percent to one decimal, or – where there was nothing to divide by.
func short(percent *float64) string {
	if percent == nil {
		return "–"
	}
	return strconv.FormatFloat(*percent, 'f', 1, 64)
}

func words(name string) string { return strings.ReplaceAll(name, "_", " ") }

func writeForms(b *strings.Builder, r score.Result) {
	fmt.Fprintf(b, "\nRecall by quote form       n    cue  source  content\n")
	for _, form := range []claims.QuoteForm{claims.QuoteDirect, claims.QuoteMixed, claims.QuoteIndirect} {
		f := r.Forms[form]
		fmt.Fprintf(b, "%-22s %5d  %5s   %5s    %5s\n", form, f.Gold, short(f.Cue), short(f.Source), short(f.Content))
	}
}

// writeLabels writes the labels of sources that were rightly found, and the sentences laid to nobody.
func writeLabels(b *strings.Builder, r score.Result) {
	if len(r.Labels) > 0 {
		fmt.Fprintf(b, "\nOf sources rightly found   n  right  accuracy\n")
	}
	for _, name := range score.Labels {
		if f, ok := r.Labels[name]; ok {
			fmt.Fprintf(b, "%-22s %5d  %5d     %5s\n", words(name), f.Matched, f.Right, short(f.Accuracy))
		}
	}
	if n := r.Nobody; n != nil {
		fmt.Fprintf(b, "\nSentences laid to nobody: precision %s, recall %s, F1 %s (annotated %d, found %d)\n", short(n.P),
			short(n.R), short(n.F1), n.TP+n.FN, n.TP+n.FP)
	}
}

// kindOrder is the typology's order.
var kindOrder = []claims.Kind{
	claims.KindHearsay, claims.KindSelf, claims.KindMedia, claims.KindData, claims.KindDocument, claims.KindPerson,
	claims.KindOrganization, claims.KindDescribed, claims.KindAnonymous, claims.KindCrowd, claims.KindUnresolved,
}

func writeKinds(b *strings.Builder, kinds map[claims.Kind]score.KindFigure) {
	if len(kinds) == 0 {
		return
	}
	fmt.Fprintf(b, "\nKinds                      n  right  accuracy  mistaken for\n")
	foreign := slices.DeleteFunc(slices.Sorted(maps.Keys(kinds)), func(kind claims.Kind) bool { return slices.Contains(kindOrder, kind) })
	for _, kind := range slices.Concat(kindOrder, foreign) { // a word that is no kind of ours stands last, so that a slip is seen
		f, ok := kinds[kind]
		if !ok {
			continue
		}
		line := fmt.Sprintf("%-22s %5d  %5d     %5s  %s", report.Plain(string(kind)), f.Matched, f.Right, short(f.Accuracy),
			mistaken(f.Mistaken))
		fmt.Fprintln(b, strings.TrimRight(line, " "))
	}
}

// mistaken lists the kinds that were said instead, the most frequent first.
func mistaken(kinds map[claims.Kind]int) string {
	names := slices.SortedFunc(maps.Keys(kinds), func(a, b claims.Kind) int {
		return cmp.Or(cmp.Compare(kinds[b], kinds[a]), cmp.Compare(a, b))
	})
	said := make([]string, len(names))
	for i, kind := range names {
		said[i] = fmt.Sprintf("%s %d", cmp.Or(string(kind), "none"), kinds[kind])
	}
	return strings.Join(said, ", ")
}

// writeMistakes writes the worst mistakes, sort by sort, with their words and the sentence they stand in.
func writeMistakes(b *strings.Builder, l evaluationLine) {
	var last score.Sort
	for _, m := range l.Mistakes {
		if m.Sort != last {
			last = m.Sort
			fmt.Fprintf(b, "\n%s: %d\n", strings.ToUpper(string(m.Sort[:1]))+string(m.Sort[1:]), l.Errors[m.Sort])
		}
		fmt.Fprintf(b, "\n  %s\n", clipped(m.Story, 100))
		writeSaid(b, "annotated", m.Gold, m.Sort)
		writeSaid(b, "found", m.Found, m.Sort)
		fmt.Fprintf(b, "    in         %s\n", clipped(m.Sentence, 400))
	}
}

// writeSaid writes one side of a mistake: its words, or the label that is wrong.
func writeSaid(b *strings.Builder, side string, s *score.Said, sort score.Sort) {
	if s == nil {
		return
	}
	label := ""
	switch sort {
	case score.WrongKind:
		label = cmp.Or(string(s.Kind), "no kind")
	case score.WrongName:
		label = cmp.Or(s.Name, "no name")
	case score.WrongPolarity:
		label = cmp.Or(string(s.Polarity), "no polarity")
	case score.NobodyMissed, score.NobodySpurious:
		return // the sentence says it all
	default:
		fmt.Fprintf(b, "    %-10s [%s] %s: %s\n", side, clipped(s.Source, 120), clipped(s.Cue, 60), clipped(s.Content, 300))
		return
	}
	fmt.Fprintf(b, "    %-10s %s: [%s] %s\n", side, clipped(label, 120), clipped(s.Source, 120), clipped(s.Cue, 60))
}

// clipped is text made safe to show, cut after that many characters, so that one long story does not fill the screen.
func clipped(text string, most int) string {
	plain := []rune(report.Plain(text))
	if len(plain) <= most {
		return string(plain)
	}
	return string(plain[:most]) + " …"
}
