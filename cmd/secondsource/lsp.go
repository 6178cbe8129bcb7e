package main

import (
	"context"

	"github.com/spf13/cobra"

	"secondsource/lsp"
)

// lspOptions are the flags of lsp.
type lspOptions struct {
	extractor extractorOptions
	waivers   string
}

func newLSP(e *env) *cobra.Command {
	var o lspOptions
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Show findings in an editor while a story is being written",
		Long: `Speaks the Language Server Protocol on standard input and output, for an editor to start: findings of lint as
diagnostics, their meaning on hover, and a quick fix that inserts a waiver. It reads what the editor has open, opens no
story itself, and asks no network. docs/editors.md shows how editors are set up.`,
		RunE: does(func(ctx context.Context, args []string) error { return e.runLSP(ctx, args, o) }),
	}
	o.extractor.flags(cmd)
	cmd.Flags().StringVar(&o.waivers, "waivers", "", "a TOML file of findings that may stand, each with a reason (default: the desk's)")
	cmd.Flags().Bool("stdio", true, "speak on standard input and output, the only way there is: editors pass it along")
	return cmd
}

func (e *env) runLSP(ctx context.Context, args []string, o lspOptions) error {
	if len(args) > 0 {
		return usagef("lsp is started by an editor and takes no story: lint reads one")
	}
	l, err := e.newLinter(o.extractor, o.waivers)
	if err != nil {
		return err
	}
	return lsp.NewServer(editorLinter{l}, programVersion()).Serve(ctx, e.stdin, e.stdout)
}

// An editorLinter reads the documents of an editor.
type editorLinter struct{ *linter }

func (l editorLinter) Lint(ctx context.Context, name string, content []byte) (lsp.Linted, error) {
	found, err := l.document(ctx, name, content)
	return lsp.Linted{Result: found.Result, Source: found.source, Rules: l.rules()}, err
}
