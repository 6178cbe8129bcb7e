// Command secondsource checks who says what in a news story, and who else says so.
//
// This file holds the streams and the exit codes; each command is one file beside it. Start with check.go, the main
// job.
package main

import (
	"context"
	"crypto/rand"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"secondsource/sources"
	"secondsource/verify/rules"
)

func main() {
	ignoreFileLimit()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, newEnv(), os.Args[1:])
	stop()
	os.Exit(code)
}

// An env is all that the program sees of the world.
type env struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
	web            sources.FetchOptions // what every fetcher has in common
	fetcher        *sources.Fetcher     // nil until openWeb; then what reads addresses
	// outside is another way to the web than the fetcher, for a provider or, without one, for pages; nil: none.
	outside  func(sources.Service) sources.Web
	wait     sources.Wait   // keeps the intervals of the providers' terms
	desk     []string       // the providers of the desk's configuration; nil: it sets none, and the usual ones are asked
	rulebook *rules.Book    // the editorial rules as the desk has set them; nil: as they come
	owners   sources.Owners // outlets of one owner that the desk adds to the known ones
	// endpoint and model are the desk's model endpoint; "" for none.
	endpoint, model string
	waivers         string    // the desk's file of waivers; "" for none
	random          io.Reader // what nobody can foresee
	// ticks gives a channel that hears the time again and again, that far apart, until stop is called.
	ticks func(every time.Duration) (c <-chan time.Time, stop func())
	// onTerminal says whether a person watches that stream.
	onTerminal func(io.Writer) bool
}

func newEnv() *env {
	web := sources.FetchOptions{Version: programVersion()}
	return &env{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, now: time.Now,
		web: web, wait: newTurns(time.Now).wait, random: rand.Reader,
		ticks: func(every time.Duration) (<-chan time.Time, func()) {
			t := time.NewTicker(every)
			return t.C, t.Stop
		},
		onTerminal: func(w io.Writer) bool {
			f, ok := w.(*os.File)
			return ok && term.IsTerminal(int(f.Fd()))
		},
	}
}

// colour says whether that stream may carry colour: only on a terminal, and not if NO_COLOR is set (no-color.org).
func (e *env) colour(w io.Writer) bool {
	return e.onTerminal(w) && e.getenv("NO_COLOR") == "" && e.getenv("TERM") != "dumb"
}

// run does what args say and returns the exit code.
func run(ctx context.Context, e *env, args []string) int {
	root := newRoot(e)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	return e.exit(ctx, err)
}

// commands is the table of commands: a new one is a file and a line here.
var commands = []func(*env) *cobra.Command{
	newCheck, newLint, newLSP, newRead, newClaims, newJudge, newGroup, newArchive, newProviders, newRuleList, newLedger, newEval, newTrain, newVersion, newMan,
}

const exitTable = `Exit codes: 0 clean; 1 findings at or above --fail-on; 2 usage or configuration; 3 could not check
(reading, search, ledger); 130 interrupted. If several apply: 130, then 3, then 1.`

func newRoot(e *env) *cobra.Command {
	var configFile string
	root := &cobra.Command{
		Use:   "secondsource",
		Short: "Who says so, and who else?",
		Long: `secondsource splits a news story into attributed claims, searches coverage for each, counts independent
origins, and keeps every answer in a ledger. It never says true or false: a claim is supported, refuted, mixed,
not_found, needs_review or unchecked.

` + exitTable,
		SilenceUsage: true, SilenceErrors: true,
		PersistentPreRunE: func(*cobra.Command, []string) error { return e.configure(configFile) },
	}
	root.PersistentFlags().StringVar(&configFile, "config", "",
		"the desk's settings (default: SECONDSOURCE_CONFIG, or "+configName+" here or in your configuration folder)")
	root.SetIn(e.stdin)
	root.SetOut(e.stdout)
	root.SetErr(e.stderr)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	for _, newCommand := range commands {
		root.AddCommand(newCommand(e))
	}
	return root
}
