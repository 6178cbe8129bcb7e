// Package report writes the result of a check for people and for programs. Start with the table of formats in this
// file; text.go is what an editor reads on a terminal, jsonl.go the complete form that scripts read.
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

	"secondsource/verify"
)

// Options say what is known of a result beyond the run itself.
type Options struct {
	Colour  bool           // for a person at a terminal
	Ref     string         // the argument that the story was read from; "" if there was none
	Receipt verify.Receipt // where the run was recorded; a zero ID if it was not
	Ledger  string         // the ledger's file, for the person
}

// A Format writes one result. It returns only errors of w.
type Format func(w io.Writer, r verify.Result, o Options) error

// Formats is the table of formats by name.
var Formats = map[string]Format{
	"text":  text,
	"json":  document,
	"jsonl": lines,
}

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
