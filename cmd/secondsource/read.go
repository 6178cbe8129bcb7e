package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"secondsource/report"
)

func newRead(e *env) *cobra.Command {
	var o webOptions
	cmd := &cobra.Command{
		Use:   "read [ARTICLE...]",
		Short: "Read stories and print them as JSON Lines",
		Long: `Reads plain text, Markdown or HTML from files, folders, web addresses or standard input (-), and prints one
article line each. Text keeps every byte; of HTML the main text is kept, with its links and blockquotes as places in it, and
what else the page says: headline, byline, dateline, publisher, address, language and dates, each with the rule that gave
it (json-ld, meta, markup, text, address, server), captions and corrections, and signs that the story may not be whole. What
servers answer is kept beside the ledger, and --replay reads the same pages again with no network.`,
		RunE: does(func(ctx context.Context, args []string) error { return e.runRead(ctx, args, o) }),
	}
	ledgerFlag(cmd, &o.ledger)
	replayFlag(cmd, &o.replay)
	return cmd
}

func (e *env) runRead(ctx context.Context, args []string, o webOptions) (err error) {
	closeWeb, err := e.openWeb(o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeWeb()) }()
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
