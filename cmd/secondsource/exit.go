package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"secondsource/report"
	"secondsource/sources"
	"secondsource/verify"
)

// The exit codes; scripts depend on them.
const (
	exitClean       = 0
	exitFindings    = 1
	exitUsage       = 2
	exitUnchecked   = 3
	exitInterrupted = 130
)

// A usageError is a command line or a configuration that cannot be followed.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// A runError is what went wrong while a command did its work: something could not be checked.
type runError struct{ error }

func (r runError) Unwrap() error { return r.error }

// errFindings says that findings reached the level of --fail-on. It is no failure and prints nothing.
var errFindings = errors.New("findings at or above --fail-on")

// errReported says that something could not be done and has been told already.
var errReported = errors.New("some input could not be checked")

// does makes a cobra function of a command's work, so that its errors are told apart from cobra's own, which are all
// about usage.
func does(work func(ctx context.Context, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		err := work(cmd.Context(), args)
		if _, usage := errors.AsType[usageError](err); err == nil || usage {
			return err
		}
		return runError{err}
	}
}

// family makes a command that only holds others: a name that it does not know is a usage error, where cobra would
// print its help and say that all is well.
func family(cmd *cobra.Command) *cobra.Command {
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return usagef("there is no command %q in %q", args[0], cmd.CommandPath())
		}
		return cmd.Help()
	}
	return cmd
}

// exit tells the person what went wrong, once, and gives the exit code: the only place that does either.
func (e *env) exit(ctx context.Context, err error) int {
	_, ran := errors.AsType[runError](err)
	switch {
	case err == nil:
		return exitClean
	case ctx.Err() != nil:
		e.tell("interrupted; what was recorded before is kept")
		return exitInterrupted
	case errors.Is(err, errReported):
		return exitUnchecked
	case errors.Is(err, errFindings):
		return exitFindings
	}
	if ran {
		e.fail(err)
		return exitUnchecked
	}
	e.fail(usageError{err})
	return exitUsage
}

// tell prints one sentence for the person on standard error.
func (e *env) tell(format string, args ...any) {
	// There is nowhere left to report that standard error is closed.
	_, _ = fmt.Fprintf(e.stderr, "secondsource: %s\n", report.Plain(fmt.Sprintf(format, args...)))
}

// fail prints an error and, where one is known, what to do next.
func (e *env) fail(err error) {
	e.tell("%s", sentence(err))
	if h := hint(err); h != "" {
		_, _ = fmt.Fprintf(e.stderr, "hint: %s\n", h)
	}
}

// sentence is the error in words, without what only a programmer reads.
func sentence(err error) string {
	words := err.Error()
	for _, known := range []error{fs.ErrNotExist, fs.ErrPermission} {
		words = strings.TrimSuffix(words, ": "+known.Error())
	}
	return strings.TrimSpace(words)
}

// hints say what to do next, for the errors that a person can do something about.
var hints = []struct {
	is   error
	hint string
}{
	{sources.ErrNotKept, "run the same command once without --replay"},
	{fs.ErrNotExist, "check the spelling of the path"},
	{fs.ErrPermission, "look who may read and write there"},
}

func hint(err error) string {
	if _, ok := errors.AsType[usageError](err); ok {
		return "secondsource --help lists the commands, and each command's --help its flags"
	}
	for _, h := range hints {
		if errors.Is(err, h.is) {
			return h.hint
		}
	}
	return ""
}

// failOn reads --fail-on.
func failOn(level string) (verify.Severity, error) {
	switch s := verify.Severity(level); s {
	case verify.Info, verify.Warning, verify.Error, never:
		return s, nil
	}
	return "", usagef("--fail-on %s: choose never, info, warning or error", level)
}

const never verify.Severity = "never"

// reaches says whether a finding that nobody waived is at or above the level.
func reaches(findings []verify.Finding, level verify.Severity) bool {
	return level != never && slices.ContainsFunc(findings, func(f verify.Finding) bool {
		return f.Waived == nil && f.Severity.Rank() >= level.Rank()
	})
}
