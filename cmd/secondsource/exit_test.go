package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
	"time"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/verify"
)

// testEnv is a program without a world: no input, no environment, a fixed time and no terminal.
func testEnv(vars map[string]string) (e *env, stdout, stderr *bytes.Buffer) {
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	e = newEnv()
	e.stdin, e.stdout, e.stderr = strings.NewReader(""), stdout, stderr
	e.getenv = func(name string) string { return vars[name] }
	e.now = func() time.Time { return time.Date(2031, 3, 4, 5, 6, 7, 0, time.UTC) }
	e.onTerminal = func(io.Writer) bool { return false }
	return e, stdout, stderr
}

func TestExit(t *testing.T) {
	t.Parallel()
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	tests := []struct {
		name string
		ctx  context.Context
		err  error
		code int
		says string // on standard error; "" for nothing
	}{
		{"clean", t.Context(), nil, 0, ""},
		{"findings", t.Context(), runError{errFindings}, 1, ""},
		{"usage", t.Context(), usagef("no such flag"), 2, "secondsource: no such flag\nhint: "},
		{"cobra's own error", t.Context(), errors.New("unknown command"), 2, "secondsource: unknown command\nhint: "},
		{"could not check", t.Context(), runError{errors.New("the ledger is full")}, 3, "secondsource: the ledger is full\n"},
		{"told already", t.Context(), runError{errReported}, 3, ""},
		{"findings and a failure", t.Context(), runError{errors.Join(errReported, errFindings)}, 3, ""},
		{"interrupted", canceled, runError{context.Canceled}, 130, "interrupted"},
		{"interrupted with findings", canceled, runError{errFindings}, 130, "interrupted"},
		{"missing file", t.Context(), runError{fmt.Errorf("read a.txt: there is no such file: %w", fs.ErrNotExist)}, 3, "secondsource: read a.txt: there is no such file\nhint: check the spelling"},
		{"hostile words", t.Context(), runError{errors.New("a\x1b[2Jb")}, 3, "a[2Jb"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, _, stderr := testEnv(nil)
			if code := e.exit(tt.ctx, tt.err); code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			if got := stderr.String(); !strings.Contains(got, tt.says) || (tt.says == "") != (got == "") {
				t.Errorf("standard error %q, want %q", got, tt.says)
			}
		})
	}
}

func TestFailOn(t *testing.T) {
	t.Parallel()
	warning := []verify.Finding{{Severity: verify.Info}, {Severity: verify.Warning}}
	tests := []struct {
		level    string
		findings []verify.Finding
		want     bool
	}{
		{"info", warning, true},
		{"warning", warning, true},
		{"error", warning, false},
		{"never", []verify.Finding{{Severity: verify.Error}}, false},
		{"error", []verify.Finding{{Severity: verify.Error}}, true},
		{"info", nil, false},
	}
	for _, tt := range tests {
		level, err := failOn(tt.level)
		if err != nil {
			t.Fatal(err)
		}
		if got := reaches(tt.findings, level); got != tt.want {
			t.Errorf("--fail-on %s with %v: %t, want %t", tt.level, tt.findings, got, tt.want)
		}
	}
}

func TestLedgerPath(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, flag string
		vars       map[string]string
		want       string
	}{
		{"the flag", "a.db", map[string]string{"SECONDSOURCE_LEDGER": "b.db"}, "a.db"},
		{"the environment", "", map[string]string{"SECONDSOURCE_LEDGER": "b.db", "HOME": "/h"}, "b.db"},
		{"the data folder", "", map[string]string{"XDG_DATA_HOME": "/data", "HOME": "/h"}, "/data/secondsource/secondsource.db"},
		{"a relative data folder does not count", "", map[string]string{"XDG_DATA_HOME": "data", "HOME": "/h"}, "/h/.local/share/secondsource/secondsource.db"},
		{"nothing known", "", nil, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, _, _ := testEnv(tt.vars)
			got, err := e.ledgerPath(tt.flag)
			if got != tt.want || (err == nil) != (tt.want != "") {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func TestColour(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		terminal bool
		vars     map[string]string
		want     bool
	}{
		{"a terminal", true, nil, true},
		{"piped", false, nil, false},
		{"NO_COLOR", true, map[string]string{"NO_COLOR": "1"}, false},
		{"a dumb terminal", true, map[string]string{"TERM": "dumb"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, _, _ := testEnv(tt.vars)
			e.onTerminal = func(io.Writer) bool { return tt.terminal }
			if got := e.colour(e.stdout); got != tt.want {
				t.Errorf("colour %t, want %t", got, tt.want)
			}
		})
	}
}

func TestProgressIsForTerminals(t *testing.T) {
	t.Parallel()
	e, _, stderr := testEnv(nil)
	advance, finish := e.progress("checking")
	advance(1, 2)
	finish()
	if stderr.Len() != 0 {
		t.Errorf("a bar was drawn for nobody: %q", stderr)
	}
	e.onTerminal = func(io.Writer) bool { return true }
	advance, finish = e.progress("checking")
	advance(1, 2)
	finish()
	if !strings.Contains(stderr.String(), "checking") {
		t.Errorf("no bar on a terminal: %q", stderr)
	}
}

// TestReportIsPrintedWhenRecordingFails holds that nothing that was found is lost with the ledger.
func TestReportIsPrintedWhenRecordingFails(t *testing.T) {
	t.Parallel()
	e, stdout, _ := testEnv(nil)
	c := &checker{env: e, out: &reports{w: e.stdout, out: report.Formats["text"](e.stdout)}, options: checkOptions{format: "text"}}
	c.ledger = failing{}
	c.pipeline = &verify.Pipeline{Extract: nothing{}, Judge: verify.NewLexical()}
	err := c.one(t.Context(), given{ref: "story.txt"})
	if err == nil || !strings.Contains(err.Error(), "it was not recorded") || stdout.Len() == 0 {
		t.Errorf("got %v and %q, want the report and why it was not recorded", err, stdout)
	}
}

// failing is a ledger on a full disk.
type failing struct{}

func (failing) Append(context.Context, ...verify.Record) ([]verify.Receipt, error) {
	return nil, errors.New("the disk is full")
}

// nothing is an extractor that finds no claim.
type nothing struct{}

func (nothing) Extract(context.Context, claims.Article) ([]claims.Claim, error) { return nil, nil }
