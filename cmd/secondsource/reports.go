package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"secondsource/report"
	"secondsource/sources"
	"secondsource/verify"
)

// reports prints the results of a list.
type reports struct {
	w        io.Writer
	out      report.Writer
	parted   bool // a person reads them: each is set apart from the one before
	printed  bool
	baseline report.Baseline
}

// newReports begins output in a format, less the findings of a baseline: the file of --baseline, "" for none.
func (e *env) newReports(format, baseline string) (*reports, error) {
	f, err := report.Open(format)
	if err != nil {
		return nil, usageError{err}
	}
	r := &reports{w: e.stdout, out: f(e.stdout), parted: format == "text"}
	if baseline != "" {
		if r.baseline, err = readBaseline(baseline); err != nil {
			return nil, usagef("read the baseline %s: %w", baseline, err)
		}
	}
	return r, nil
}

func readBaseline(path string) (report.Baseline, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, plainFileError(err)
	}
	defer f.Close() //nolint:errcheck // only read
	return report.ReadBaseline(f)
}

// less takes out the findings that the baseline has, and counts them.
func (r *reports) less(result verify.Result, o report.Options) (verify.Result, report.Options) {
	if r.baseline != nil {
		result.Run.Findings, o.Known = r.baseline.New(o.Ref, result.Run.Article.URL, result.Run.Findings)
	}
	return result, o
}

// write writes one result.
func (r *reports) write(result verify.Result, o report.Options) error {
	if r.printed && r.parted {
		if _, err := fmt.Fprintf(r.w, "\n%s\n\n", strings.Repeat("=", 60)); err != nil {
			return err
		}
	}
	r.printed = true
	return r.out.Write(result, o)
}

// fail puts a story of which there is no result into an output that has a place for it.
func (r *reports) fail(ref string, err error) error {
	if f, ok := r.out.(report.Failer); ok && err != nil {
		return f.Fail(sources.Shown(ref), err)
	}
	return nil
}

// closeOutput ends an output and tells the person what it has to say besides.
func (e *env) closeOutput(out report.Writer) error {
	err := out.Close()
	if r, ok := out.(report.Remarker); ok && err == nil {
		if words := r.Remark(); words != "" {
			e.tell("%s", words)
		}
	}
	return err
}
