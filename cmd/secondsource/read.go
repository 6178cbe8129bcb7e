package main

import (
	"context"

	"github.com/spf13/cobra"

	"secondsource/report"
)

func newRead(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "read [ARTICLE...]",
		Short: "Read stories and print them as JSON Lines",
		Long: `Reads plain text, Markdown or HTML from files, folders, web addresses or standard input (-), and prints one
article line each. Text keeps every byte; of HTML the main text is kept, with its links and blockquotes as places in it, and
what else the page says: headline, byline, dateline, publisher, address, language and dates, each with the rule that gave
it (json-ld, meta, markup, text, address, server), captions and corrections, and signs that the story may not be whole.`,
		RunE: does(e.runRead),
	}
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
