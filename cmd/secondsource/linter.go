package main

import (
	"context"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// A linter reads stories by the editorial rules alone: it searches nothing, asks nobody and keeps nothing. It is safe for
// concurrent use.
type linter struct {
	pipeline verify.Pipeline
	entries  []verify.WaiverEntry
	options  extractorOptions
}

// A linted is a story with what was found in it.
type linted struct {
	verify.Result
	source *sources.Source // the file; nil if places count in the story's text
}

// newLinter makes a linter; waivers is the file of --waivers, "" for the desk's.
func (e *env) newLinter(o extractorOptions, waivers string) (*linter, error) {
	extract, err := o.open()
	if err != nil {
		return nil, err
	}
	book, err := e.book()
	if err != nil {
		return nil, usageError{err}
	}
	entries, err := e.readWaivers(waivers, book)
	if err != nil {
		return nil, err
	}
	return &linter{
		pipeline: verify.Pipeline{
			Extract: extract, Editor: book,
			Setup: verify.Setup{Program: programVersion(), Extractor: extract.Name(), Rules: book.Name(), Providers: []string{}},
		},
		entries: entries, options: o,
	}, nil
}

// document reads the bytes of a document that goes by a name, whose ending says what kind of document it is. No file is
// looked at, so that an editor's unsaved text can be read.
func (l *linter) document(ctx context.Context, name string, raw []byte) (linted, error) {
	a, s, err := sources.ReadBytes(ctx, name, raw)
	if err != nil {
		return linted{}, err
	}
	r, err := l.article(ctx, name, a)
	return linted{r, s}, err
}

// article reads an article that goes by a reference.
func (l *linter) article(ctx context.Context, ref string, a claims.Article) (verify.Result, error) {
	p := l.pipeline
	p.Waivers = waiversFor(l.entries, ref, a.URL)
	if doubt := l.options.foreign(a.Text); doubt != "" {
		p.Problems = []verify.Problem{{Stage: "extract", What: sources.Shown(ref), Message: doubt}}
	}
	return p.Lint(ctx, withOwnID(a))
}

// rules are those that findings may be of, in the order in which they are told.
func (l *linter) rules() []verify.RuleInfo { return allRules(l.pipeline.Editor) }

// allRules are the rules of an editor, nil for none, and those about waivers.
func allRules(e verify.Editor) []verify.RuleInfo {
	var all []verify.RuleInfo
	if e != nil {
		all = append(all, e.Rules()...)
	}
	return append(all, verify.WaiverRules...)
}
