package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/verify"
)

// A namedExtractor is an extractor with the name and version that a run records.
type namedExtractor interface {
	verify.Extractor
	Name() string
}

// extractors is the table of extractors by name. model is the file of --model, or "".
var extractors = map[string]func(model string) (namedExtractor, error){
	"rules":  newRules,
	"tagger": newTagger,
}

// extractorOptions are the flags that choose an extractor.
type extractorOptions struct{ name, model, lang string }

func (o *extractorOptions) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.name, "extractor", "tagger", "how claims are found: "+
		strings.Join(slices.Sorted(maps.Keys(extractors)), ", "))
	cmd.Flags().StringVar(&o.model, "model", "", "a model that \"train attribution\" wrote, for --extractor tagger (default: the one that ships)")
	cmd.Flags().StringVar(&o.lang, "lang", "", "en: take the story for English, whatever it looks like")
}

// foreign is a sentence about a story that does not look like English; "" if it does or --lang says that it is.
func (o *extractorOptions) foreign(text string) string {
	if o.lang != "" || claims.English(text) {
		return ""
	}
	return "The story does not look like English, the only language that claims are found in: expect little of what " +
		"follows. If it is English, say so with --lang en."
}

// open makes the extractor.
func (o *extractorOptions) open() (namedExtractor, error) {
	if o.lang != "" && o.lang != "en" {
		return nil, usagef("--lang %s: claims are found in English only (en)", o.lang)
	}
	open, ok := extractors[o.name]
	if !ok {
		return nil, usagef("there is no extractor %q: choose one of %s", o.name,
			strings.Join(slices.Sorted(maps.Keys(extractors)), ", "))
	}
	return open(o.model)
}

func newRules(model string) (namedExtractor, error) {
	if model != "" {
		return nil, usagef("--model is for --extractor tagger: the rules have none")
	}
	return claims.NewRules(), nil
}

func newTagger(model string) (namedExtractor, error) {
	if model == "" {
		return claims.NewTagger()
	}
	raw, err := os.ReadFile(model)
	if err != nil {
		return nil, fmt.Errorf("read the model: %w", err)
	}
	x, err := claims.ReadTagger(raw)
	if err != nil {
		return nil, fmt.Errorf("read the model %s: %w", model, err)
	}
	return x, nil
}

func newClaims(e *env) *cobra.Command {
	var o extractorOptions
	var at endpointOptions
	var online bool
	cmd := &cobra.Command{
		Use:   "claims [ARTICLE...]",
		Short: "Print the attributed claims of stories as JSON Lines",
		Long: `For each story prints its article line without the text, then one claim line for every attribution and for every
sentence worth checking that nobody is named for. Reads stories, or the article lines of "secondsource read" on
standard input. Offsets count UTF-8 bytes of the text that read prints.`,
		RunE: does(func(ctx context.Context, args []string) error {
			return e.runClaims(ctx, args, o, claimsEndpoint{at, online})
		}),
	}
	o.flags(cmd)
	cmd.Flags().Lookup("extractor").Usage += ", openai"
	at.flags(cmd)
	cmd.Flags().BoolVar(&online, "online", false, "for --extractor openai: send a story from a file or standard input to an endpoint outside this machine, too")
	return cmd
}

// claimsEndpoint is where claims may ask a model.
type claimsEndpoint struct {
	at     endpointOptions
	online bool
}

func (e *env) runClaims(ctx context.Context, args []string, o extractorOptions, m claimsEndpoint) (err error) {
	drafts := len(args) == 0 || slices.ContainsFunc(args, isDraft)
	x, closeEndpoint, err := e.endpointExtractor(o, m.at, endpointUse{drafts: drafts, online: m.online})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeEndpoint()) }()
	closeWeb, err := e.openWeb(webOptions{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeWeb()) }()
	var c tallied
	for g, err := range e.articles(ctx, args) {
		if err == nil {
			if doubt := o.foreign(g.Text); doubt != "" {
				e.tell("%s: %s", g.ref, doubt)
			}
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
	found, err := e.explained(ctx, x, g.Article)
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
