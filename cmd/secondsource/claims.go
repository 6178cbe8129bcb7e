package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/verify"
)

// extractors is the table of extractors by name.
var extractors = map[string]func() (verify.Extractor, string){
	"rules": func() (verify.Extractor, string) { return claims.NewRules(), claims.RulesName },
}

// extractor makes the extractor of that name and gives the name and version that a run records.
func extractor(name string) (verify.Extractor, string, error) {
	open, ok := extractors[name]
	if !ok {
		return nil, "", usagef("there is no extractor %q: choose one of %s", name,
			strings.Join(slices.Sorted(maps.Keys(extractors)), ", "))
	}
	x, id := open()
	return x, id, nil
}

func newClaims(e *env) *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use:   "claims [ARTICLE...]",
		Short: "Print the attributed claims of stories as JSON Lines",
		Long: `For each story prints its article line without the text, then one claim line for every attribution and for every
sentence worth checking that nobody is named for. Reads stories, or the article lines of "secondsource read" on
standard input. Offsets count UTF-8 bytes of the text that read prints.`,
		RunE: does(func(ctx context.Context, args []string) error { return e.runClaims(ctx, args, name) }),
	}
	cmd.Flags().StringVar(&name, "extractor", "rules", "how claims are found: "+
		strings.Join(slices.Sorted(maps.Keys(extractors)), ", "))
	return cmd
}

func (e *env) runClaims(ctx context.Context, args []string, name string) error {
	x, _, err := extractor(name)
	if err != nil {
		return err
	}
	var c tallied
	for g, err := range e.articles(ctx, args) {
		if err == nil {
			err = e.printClaims(ctx, x, g)
		}
		e.note(&c, g.ref, err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return e.end(c)
}

func (e *env) printClaims(ctx context.Context, x verify.Extractor, g given) error {
	found, err := x.Extract(ctx, g.Article)
	if err != nil {
		return fmt.Errorf("extract claims: %w", err)
	}
	head := report.ArticleLine{Head: report.NewHead("article"), Article: claims.Article{Ref: g.Ref}, Ref: g.ref}
	if err := report.Line(e.stdout, head); err != nil {
		return err
	}
	for _, cl := range found {
		if err := report.Line(e.stdout, report.ClaimLine{Head: report.NewHead("claim"), Claim: cl}); err != nil {
			return err
		}
	}
	return nil
}
