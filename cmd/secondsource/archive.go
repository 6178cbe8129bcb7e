package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"secondsource/report"
	"secondsource/sources"
	"secondsource/store"
)

func newArchive(e *env) *cobra.Command {
	cmd := family(&cobra.Command{
		Use:   "archive",
		Short: "Add, search and list coverage kept on this machine",
		Long: `The coverage archive lies beside the ledger file, with a text index that can always be rebuilt. A text is stored
once, whatever number of addresses carry it.

A JSON Lines record may have "primary": true if it is a filing, ruling, transcript, data table or official statement that its
own issuer publishes: one such document is enough to call a claim supported. Reports on a document are not primary, and
pieces of known news outlets never count as such.`,
	})
	var o archiveOptions
	e.addArchiveCommand(cmd, &o, &cobra.Command{
		Use: "add PATH...", Args: cobra.MinimumNArgs(1),
		Short: "Add folders of .html and .txt files, JSON Lines files ({url,title,publisher,published,text}), web archives (.warc, .warc.gz)",
	}, e.addCoverage)
	e.addArchiveCommand(cmd, &o, &cobra.Command{
		Use: "search QUERY", Args: cobra.MinimumNArgs(1),
		Short: "Print the pieces that match best, best first",
	}, e.searchArchive)
	e.addArchiveCommand(cmd, &o, &cobra.Command{
		Use: "list", Args: cobra.NoArgs,
		Short: "Print every piece",
	}, e.listArchive)
	e.addArchiveCommand(cmd, &o, &cobra.Command{
		Use: "rebuild", Args: cobra.NoArgs,
		Short: "Make the text index anew",
	}, e.rebuildArchive)
	return cmd
}

type archiveOptions struct {
	ledger, format string
	limit          int
}

type archiveWork func(ctx context.Context, a *store.Archive, o archiveOptions, args []string) error

func (e *env) addArchiveCommand(parent *cobra.Command, o *archiveOptions, cmd *cobra.Command, work archiveWork) {
	cmd.RunE = does(func(ctx context.Context, args []string) (err error) {
		ledger, err := e.ledgerPath(o.ledger)
		if err != nil {
			return err
		}
		if o.format != "text" && o.format != "jsonl" {
			return usagef("archive prints text or jsonl, not %q", o.format)
		}
		path := store.ArchivePath(ledger)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !strings.HasPrefix(cmd.Use, "add") {
			return fmt.Errorf("there is no archive at %s yet: make it with secondsource archive add PATH", path)
		}
		a, err := store.OpenArchive(ctx, path)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, a.Close()) }()
		return work(ctx, a, *o, args)
	})
	ledgerFlag(cmd, &o.ledger)
	cmd.Flags().StringVar(&o.format, "format", "text", "text or jsonl")
	if strings.HasPrefix(cmd.Use, "search") {
		cmd.Flags().IntVar(&o.limit, "limit", 20, "how many pieces at most")
	}
	parent.AddCommand(cmd)
}

func (e *env) addCoverage(ctx context.Context, a *store.Archive, _ archiveOptions, args []string) error {
	failed := 0
	for _, path := range args {
		added, err := a.AddAll(ctx, sources.Documents(ctx, path))
		for _, f := range added.Failed {
			failed++
			e.fail(f)
		}
		if err != nil {
			return fmt.Errorf("add %s: %w", path, err)
		}
		if _, err := fmt.Fprintf(e.stdout, "%s: %d added, %d there already, %d new addresses of known texts\n",
			report.Plain(path), added.New, added.Known, added.Addresses); err != nil {
			return err
		}
	}
	if failed > 0 {
		e.tell("%d could not be read and were left out", failed)
		return errReported
	}
	return nil
}

func (e *env) searchArchive(ctx context.Context, a *store.Archive, o archiveOptions, args []string) error {
	if o.limit < 1 {
		return usagef("--limit must be at least 1")
	}
	hits, err := a.SearchText(ctx, strings.Join(args, " "), o.limit)
	if err != nil {
		return err
	}
	for _, h := range hits {
		if err := e.printHit("hit", h, o.format); err != nil {
			return err
		}
	}
	return nil
}

func (e *env) listArchive(ctx context.Context, a *store.Archive, o archiveOptions, _ []string) error {
	for h, err := range a.List(ctx) {
		if err != nil {
			return err
		}
		if err := e.printHit("document", h, o.format); err != nil {
			return err
		}
	}
	return nil
}

func (e *env) rebuildArchive(ctx context.Context, a *store.Archive, _ archiveOptions, _ []string) error {
	if err := a.Rebuild(ctx); err != nil {
		return err
	}
	n, err := a.Len(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(e.stdout, "The text index was made anew: %d texts.\n", n)
	return err
}

// A hitLine is a piece of coverage as search and list print it.
type hitLine struct {
	report.Head
	URL       string    `json:"url"`
	Title     string    `json:"title"`
	Publisher string    `json:"publisher"`
	Published time.Time `json:"published,omitzero"`
	Score     *float64  `json:"score,omitempty"` // larger is better; only in a search
	Also      []string  `json:"also,omitempty"`
}

func (e *env) printHit(kind string, h sources.Hit, format string) error {
	if format == "jsonl" {
		l := hitLine{report.NewHead(kind), h.URL, h.Title, h.Publisher, h.Published, nil, h.Also}
		if kind == "hit" {
			l.Score = &h.Score
		}
		return report.Line(e.stdout, l)
	}
	parts := []string{}
	if kind == "hit" {
		parts = append(parts, fmt.Sprintf("%7.2f", h.Score))
	}
	day := "          "
	if !h.Published.IsZero() {
		day = h.Published.Format(time.DateOnly)
	}
	parts = append(parts, day)
	for _, s := range append([]string{h.Publisher, h.Title, h.URL}, h.Also...) {
		if s = report.Plain(s); s != "" {
			parts = append(parts, s)
		}
	}
	_, err := fmt.Fprintln(e.stdout, strings.Join(parts, "  "))
	return err
}
