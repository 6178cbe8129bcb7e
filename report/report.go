// Package report writes the result of a check for people and for programs. Start with the table of formats in this
// file; text.go is what an editor reads on a terminal, jsonl.go the complete form that scripts read. The others show findings
// where editors, code hosts and desks work: spots.go says where a finding stands, places.go how each of them counts columns.
//
// Everything that comes from a source goes through [Plain] or [Line], so that no control character of a page reaches
// a terminal.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"secondsource/sources"
	"secondsource/verify"
)

// Options say what is known of a result beyond the run itself.
type Options struct {
	Colour  bool           // for a person at a terminal
	Ref     string         // the argument that the story was read from; "" if there was none
	Receipt verify.Receipt // where the run was recorded; a zero ID if it was not
	Ledger  string         // the ledger's file, for the person
	// Source is the file that the story was read from, so that places can be told in it; nil: they count in the story's text.
	Source *sources.Source
	Rules  []verify.RuleInfo // of the findings
	// Lint says that nothing was searched: the run has no verdicts.
	Lint bool
	// Known is how many findings were left out because a baseline has them.
	Known int
	// Reviews are what people signed of the run in Receipt; without one, nothing is published as theirs.
	Reviews []Review
}

// A Format begins output in one form. Nothing need be written before the first result.
type Format func(w io.Writer) Writer

// A Writer writes results one after another; some forms are one document for all of them. It returns only errors of what
// it writes to.
type Writer interface {
	Write(r verify.Result, o Options) error
	// Close writes what stands at the end. Without a result it leaves a valid, empty output.
	Close() error
}

// A Failer is a Writer that has a place for a story of which there is no result.
type Failer interface {
	// Fail takes the reference of the story and why there is no result. It returns only errors of what it writes to.
	Fail(ref string, err error) error
}

// A Remarker is a Writer that may have a word for the person who runs it, apart from the output.
type Remarker interface {
	// Remark is one sentence, to be asked for after Close; "" if there is nothing to say.
	Remark() string
}

// Formats is the table of formats by name. What each is for, and how it counts columns: docs/formats.md.
var Formats = map[string]Format{
	"text":               each(text),
	"html":               webPage,
	"json":               each(document),
	"jsonl":              newJSONLines,
	"sarif":              newSARIF,
	"rdjsonl":            each(rdjsonl),
	"github":             newGitHub,
	"junit":              newJUnit,
	"vale":               newVale,
	"vale-line":          each(valeLines),
	"vale-line-severity": each(severeValeLines),
	"csv":                newCSV,
	"annotations":        newAnnotations,
	"claimreview":        newClaimReviews,
}

// each makes a format of what writes every result by itself.
func each(write func(w io.Writer, r verify.Result, o Options) error) Format {
	return func(w io.Writer) Writer { return singly{w, write} }
}

type singly struct {
	w     io.Writer
	write func(w io.Writer, r verify.Result, o Options) error
}

func (s singly) Write(r verify.Result, o Options) error { return s.write(s.w, r, o) }
func (singly) Close() error                             { return nil }

// Open gives the format of that name, or says which names there are.
func Open(name string) (Format, error) {
	f, ok := Formats[name]
	if !ok {
		return nil, fmt.Errorf("there is no format %q: choose one of %s", name, strings.Join(Names(), ", "))
	}
	return f, nil
}

// Names lists the formats in alphabetical order.
func Names() []string { return slices.Sorted(maps.Keys(Formats)) }
