package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/sources"
)

func newGroup(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "group [ARTICLE...]",
		Short: "Print which pieces of coverage share an origin, as JSON Lines",
		Long: `Prints one group line for each independent origin among the articles, with the reason. Reads pieces, or the
article lines of "secondsource read" on standard input.`,
		RunE: does(e.runGroup),
	}
}

func (e *env) runGroup(ctx context.Context, args []string) (err error) {
	closeWeb, err := e.openWeb(webOptions{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeWeb()) }()
	var c tallied
	var all []claims.Article
	texts := map[string]string{}
	for g, err := range e.articles(ctx, args) {
		if old, known := texts[g.ID]; err == nil && known && old != g.Text {
			err = fmt.Errorf("two texts have the same id %q: give each its own, or none", g.ID)
		}
		e.note(&c, g.ref, err)
		if err == nil {
			texts[g.ID] = g.Text
			all = append(all, g.Article)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, g := range sources.DefaultOwners().With(e.owners).Groups(all) {
		if err := report.Line(e.stdout, report.NewGroupLine(g)); err != nil {
			return err
		}
	}
	return e.end(c)
}
