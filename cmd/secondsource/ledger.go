package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"secondsource/report"
	"secondsource/store"
	"secondsource/verify"
)

func newLedger(e *env) *cobra.Command {
	var ledger string
	cmd := family(&cobra.Command{Use: "ledger", Short: "List, show and verify what was recorded"})
	e.addLedgerCommand(cmd, &ledger, ledgerCommand{
		"list", "List the recorded runs", cobra.NoArgs,
		func(ctx context.Context, l *store.SQLite, _ []string, format string) error {
			return e.listRuns(ctx, l, format)
		},
	})
	e.addLedgerCommand(cmd, &ledger, ledgerCommand{
		"show RUN", "Show a recorded run: its ID's first characters, its number, or last",
		cobra.ExactArgs(1), func(ctx context.Context, l *store.SQLite, args []string, format string) error {
			return e.showRun(ctx, l, args[0], report.Options{Ledger: ledger}, format)
		},
	})
	e.addLedgerCommand(cmd, &ledger, ledgerCommand{
		"verify", "Recompute every digest, derived row and quotation",
		cobra.NoArgs, func(ctx context.Context, l *store.SQLite, _ []string, _ string) error { return e.verifyLedger(ctx, l) },
	})
	return cmd
}

// A ledgerCommand is one that reads the ledger.
type ledgerCommand struct {
	use, short string
	args       cobra.PositionalArgs
	work       func(ctx context.Context, l *store.SQLite, args []string, format string) error
}

func (e *env) addLedgerCommand(parent *cobra.Command, ledger *string, c ledgerCommand) {
	var format string
	cmd := &cobra.Command{
		Use: c.use, Short: c.short, Args: c.args,
		RunE: does(func(ctx context.Context, args []string) (err error) {
			if *ledger, err = e.ledgerPath(*ledger); err != nil {
				return err
			}
			l, err := store.OpenReadOnly(ctx, *ledger)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, l.Close()) }()
			return c.work(ctx, l, args, format)
		}),
	}
	ledgerFlag(cmd, ledger)
	if c.use != "verify" {
		cmd.Flags().StringVar(&format, "format", "text", "text or jsonl; show also takes "+strings.Join(report.Names(), ", "))
	}
	parent.AddCommand(cmd)
}

// A summaryLine is one run of ledger list.
type summaryLine struct {
	report.Head
	Leaf      int64                `json:"leaf"`
	ID        string               `json:"id"`
	At        time.Time            `json:"at"`
	Title     string               `json:"title,omitempty"`
	Publisher string               `json:"publisher,omitempty"`
	URL       string               `json:"url,omitempty"`
	Claims    int                  `json:"claims"`
	Labels    map[verify.Label]int `json:"labels"`
}

func (e *env) listRuns(ctx context.Context, l *store.SQLite, format string) error {
	if format != "text" && format != "jsonl" {
		return usagef("ledger list prints text or jsonl, not %q", format)
	}
	for s, err := range l.Runs(ctx) {
		if err != nil {
			return err
		}
		if err := e.printSummary(s, format); err != nil {
			return err
		}
	}
	return nil
}

func (e *env) printSummary(s store.Summary, format string) error {
	if format == "jsonl" {
		return report.Line(e.stdout, summaryLine{report.NewHead("summary"), s.Leaf, s.ID, s.At, s.Title, s.Publisher, s.URL, s.Claims, s.Labels})
	}
	var labels []string
	for _, label := range report.LabelOrder {
		if n := s.Labels[label]; n > 0 {
			labels = append(labels, fmt.Sprintf("%d %s", n, label))
		}
	}
	title := report.Plain(s.Title)
	if title == "" {
		title = "Untitled story"
	}
	_, err := fmt.Fprintf(e.stdout, "%4d  %.12s  %s  %s (%d claims: %s)\n", s.Leaf, s.ID,
		s.At.Format("2006-01-02 15:04"), title, s.Claims, strings.Join(labels, ", "))
	return err
}

func (e *env) showRun(ctx context.Context, l *store.SQLite, name string, o report.Options, format string) error {
	f, err := report.Open(format)
	if err != nil {
		return usageError{err}
	}
	r, receipt, err := l.Result(ctx, name)
	if err != nil {
		return err
	}
	o.Colour, o.Receipt = e.colour(e.stdout), receipt
	out := f(e.stdout)
	return errors.Join(out.Write(r, o), e.closeOutput(out))
}

// verifyLedger prints what was checked and every fault. A ledger with a fault is one that could not be checked.
func (e *env) verifyLedger(ctx context.Context, l *store.SQLite) error {
	r, err := l.Verify(ctx)
	if err != nil {
		return err
	}
	for _, fault := range r.Faults {
		if _, err := fmt.Fprintf(e.stdout, "fault: %s\n", report.Plain(fault.String())); err != nil {
			return err
		}
	}
	if n := len(r.Faults) + r.More; n > 0 {
		return fmt.Errorf("the ledger does not verify, %d faults: do not rely on it, and compare it with a copy", n)
	}
	_, err = fmt.Fprintf(e.stdout, "The ledger verifies: records %d, pages %d, quotations and other spans %d, derived rows %d.\n"+
		"Head: %d %s\n", r.Records, r.Pages, r.Spans, r.Rows, r.Head.N, r.Head.Hash)
	return err
}
