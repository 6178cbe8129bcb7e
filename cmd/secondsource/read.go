package main

import (
	"context"

	"github.com/spf13/cobra"

	"secondsource/report"
)

func newRead(e *env) *cobra.Command {
	var o webOptions
	var then string
	var versions bool
	cmd := &cobra.Command{
		Use:   "read [ARTICLE...]",
		Short: "Read stories and print them as JSON Lines",
		Long: `Reads plain text, Markdown, HTML or .docx from files, folders, web addresses or standard input (-), and prints one
article line each. Text keeps every byte but the desk's markers; of HTML the main text is kept, with its links and blockquotes as places in it, and
what else the page says: headline, byline, dateline, publisher, address, language and dates, each with the rule that gave
it (json-ld, meta, markup, text, address, server), captions and corrections, and signs that the story may not be whole. What
servers answer is kept beside the ledger, and --replay reads the same pages again with no network.

With --then a page is read as it was: in the Internet Archive's copy that was made nearest to that day. --versions lists
the copies that differ from one another.`,
		Example: "  secondsource read story.html\n  secondsource read --then 2026-03-05 https://…",
		RunE: does(func(ctx context.Context, args []string) error {
			if versions && then != "" {
				return usagef("--then reads one version and --versions lists all: give one of them")
			}
			return e.onWeb(o, func() error {
				switch {
				case versions:
					return e.listVersions(ctx, args)
				case then == "":
					return e.runRead(ctx, args)
				}
				past, err := e.asItWas(then, args)
				if err != nil {
					return err
				}
				return past.runRead(ctx, args)
			})
		}),
	}
	ledgerFlag(cmd, &o.ledger)
	replayFlag(cmd, &o.replay)
	cmd.Flags().StringVar(&then, "then", "", "read web pages as they were on this day, as in 2026-03-05")
	cmd.Flags().BoolVar(&versions, "versions", false, "list the versions of web pages that the Internet Archive has")
	return cmd
}

func (e *env) runRead(ctx context.Context, args []string) error {
	var c tallied
	for g, err := range e.articles(ctx, args) {
		e.note(&c, g.ref, err)
		if err != nil {
			continue
		}
		if err := report.Line(e.stdout, report.ArticleLine{Head: report.NewHead("article"), Article: g.Article, Ref: g.ref}); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return e.end(c)
}
