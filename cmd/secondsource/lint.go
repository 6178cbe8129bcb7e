package main

import (
	"context"
	"errors"
	"iter"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"secondsource/report"
	"secondsource/sources"
	"secondsource/verify"
)

// lintOptions are the flags of lint.
type lintOptions struct {
	format, failOn, waivers, baseline, name string
	extractor                               extractorOptions
	watch                                   bool
}

func newLint(e *env) *cobra.Command {
	var o lintOptions
	cmd := &cobra.Command{
		Use:   "lint [FILE|FOLDER|-]...",
		Short: "Read stories before they are published: what would an editor ask?",
		Long: `Reads stories by the editorial rules and prints what they find: sources that nobody could tell from another, statements
that the story itself contradicts, and more. Nothing is searched, sent or kept. Plain text, Markdown, HTML and .docx are
read from files, folders and standard input (-), and the article lines of "secondsource read".

A finding may stand with a reason: in the story, <!-- secondsource: allow RULE: reason --> or, on a line of its own,
[secondsource: allow RULE: reason], in or before the paragraph (allow-story: anywhere); or in a file of waivers. What is
waived is shown and fails nothing. With --baseline only findings are told that an earlier output has not.

` + exitTable,
		Example: "  secondsource lint story.md\n  secondsource lint --format github stories/\n  cat draft.docx | secondsource lint -\n" +
			"  secondsource lint --watch drafts/",
		RunE: does(func(ctx context.Context, args []string) error { return e.runLint(ctx, args, o) }),
	}
	o.extractor.flags(cmd)
	cmd.Flags().StringVar(&o.format, "format", "text", strings.Join(report.Names(), ", "))
	cmd.Flags().StringVar(&o.failOn, "fail-on", "error", "exit 1 on findings from this level: never, info, warning, error")
	waiverFlags(cmd, &o.waivers, &o.baseline)
	cmd.Flags().BoolVar(&o.watch, "watch", false, "go on, and read what is saved again, until interrupted")
	cmd.Flags().StringVar(&o.name, "name", "", "the name that standard input goes by; its ending says what kind of document it is")
	return cmd
}

// waiverFlags are the flags about findings that are not to be told, or not to fail.
func waiverFlags(cmd *cobra.Command, waivers, baseline *string) {
	cmd.Flags().StringVar(waivers, "waivers", "", "a TOML file of findings that may stand, each with a reason (default: the desk's)")
	cmd.Flags().StringVar(baseline, "baseline", "", "an earlier output (json, jsonl, sarif): tell what is new since")
}

// A lintRun is lint's parts, made ready once for all stories.
type lintRun struct {
	*env
	*linter
	options lintOptions
	out     *reports
	level   verify.Severity
	reached bool // a finding reached the level
}

func (e *env) runLint(ctx context.Context, args []string, o lintOptions) error {
	if i := slices.IndexFunc(args, sources.IsAddress); i >= 0 {
		return usagef("lint uses no network, and %s is a web address: check reads it, or save it to a file first", args[i])
	}
	if o.watch && (len(args) == 0 || slices.Contains(args, "-")) {
		return usagef("--watch is for files and folders: name some")
	}
	l := &lintRun{env: e, options: o}
	var err error
	if l.level, err = failOn(o.failOn); err != nil {
		return err
	}
	if l.out, err = e.newReports(o.format, o.baseline); err != nil {
		return err
	}
	if l.linter, err = e.newLinter(o.extractor, o.waivers); err != nil {
		return err
	}
	if o.watch {
		return l.watch(ctx, args)
	}
	return l.verdict(l.all(ctx, l.named(args)))
}

// verdict puts the ends of all stories together.
func (l *lintRun) verdict(err error) error {
	if err == nil && l.reached {
		return errFindings
	}
	return err
}

// named is what the references stand for, standard input under the name that it was given.
func (l *lintRun) named(args []string) iter.Seq[unread] {
	if l.options.name == "" {
		return l.pieces(args)
	}
	return func(yield func(unread) bool) {
		if len(args) == 0 {
			args = []string{"-"}
		}
		for _, ref := range args {
			if ref != "-" {
				for u := range l.pieces([]string{ref}) {
					if !yield(u) {
						return
					}
				}
				continue
			}
			read := func(ctx context.Context) (given, error) {
				a, s, err := l.reader(l.stdin).ReadNamed(ctx, l.options.name)
				return given{ref: l.options.name, Article: a, source: s}, err
			}
			if !yield(unread{l.options.name, read}) {
				return
			}
		}
	}
}

// A lintedPiece is what came of one reference.
type lintedPiece struct {
	ref string
	linted
	err error
}

// all lints a list, on all cores, and prints the results in its order.
func (l *lintRun) all(ctx context.Context, list iter.Seq[unread]) error {
	var n tallied
	for p := range inOrder(ctx, list, runtime.GOMAXPROCS(0), l.piece) {
		if p.err == nil {
			p.err = l.print(p)
		}
		l.note(&n, p.ref, p.err)
		if err := l.out.fail(p.ref, p.err); err != nil {
			return err
		}
	}
	err := l.closeOutput(l.out.out) // what is done is a whole document, whatever ended it
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return errors.Join(err, l.end(n))
}

func (l *lintRun) piece(ctx context.Context, u unread) lintedPiece {
	g, err := u.read(ctx)
	if err != nil {
		return lintedPiece{ref: u.ref, err: err}
	}
	r, err := l.article(ctx, g.ref, g.Article)
	return lintedPiece{g.ref, linted{r, g.source}, err}
}

func (l *lintRun) print(p lintedPiece) error {
	r, o := l.out.less(p.Result, report.Options{
		Colour: l.colour(l.stdout), Ref: sources.Shown(p.ref), Source: p.source, Rules: l.rules(), Lint: true,
	})
	l.reached = l.reached || reaches(r.Run.Findings, l.level)
	return l.out.write(r, o)
}
