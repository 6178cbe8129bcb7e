package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/verify"
)

// quickFix is the protocol's kind of an action that mends a diagnostic.
const quickFix = "quickfix"

type actionParams struct {
	documentParams
	Range   textRange `json:"range"`
	Context struct {
		Only []string `json:"only"`
	} `json:"context"`
}

type codeAction struct {
	Title       string       `json:"title"`
	Kind        string       `json:"kind"`
	Diagnostics []diagnostic `json:"diagnostics"`
	Edit        edit         `json:"edit"`
}

// An edit is written in the form that the client understands.
type edit struct {
	Changes   map[string][]textEdit `json:"changes,omitempty"`
	Documents []documentEdit        `json:"documentChanges,omitempty"`
}

type documentEdit struct {
	TextDocument versioned  `json:"textDocument"`
	Edits        []textEdit `json:"edits"`
}

type versioned struct {
	URI     string `json:"uri"`
	Version int    `json:"version"`
}

type textEdit struct {
	Range   textRange `json:"range"`
	NewText string    `json:"newText"`
}

// codeAction offers, for each rule that has a finding in the range, to waive it there and in the whole story.
func (s *Server) codeAction(ctx context.Context, raw json.RawMessage) (any, error) {
	var p actionParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, err
	}
	d, err := s.current(ctx, p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	out := []codeAction{}
	if len(p.Context.Only) > 0 && !slices.ContainsFunc(p.Context.Only, asksForQuickFix) {
		return out, nil
	}
	in := claims.Span{Start: d.offset(p.Range.Start, s.client.utf8), End: d.offset(p.Range.End, s.client.utf8)}
	var story []codeAction
	seen := map[string]bool{}
	for _, f := range d.places {
		if f.at.Start > in.End || in.Start > f.at.End || aboutMarker(f) {
			continue
		}
		if f.at.Len() > 0 {
			out = append(out, s.waive(d, f, "", fmt.Sprintf("Waive %s here, with a reason", f.Rule)))
		}
		if !seen[f.Rule] {
			seen[f.Rule] = true
			story = append(story, s.waive(d, f, "-story", fmt.Sprintf("Waive %s in this story, with a reason", f.Rule)))
		}
	}
	return append(out, story...), nil
}

// aboutMarker says whether a finding is about a waiver itself, which no further waiver mends.
func aboutMarker(f place) bool {
	return slices.ContainsFunc(verify.WaiverRules, func(r verify.RuleInfo) bool { return r.ID == f.Rule })
}

// asksForQuickFix says whether a kind of action takes in quick fixes: kinds are a tree, and "" is its root.
func asksForQuickFix(kind string) bool { return kind == "" || kind == quickFix }

// waive is the action that inserts a marker.
func (s *Server) waive(d *document, f place, scope, title string) codeAction {
	at, words := d.marker(f, scope)
	place := d.position(at, s.client.utf8)
	edits := []textEdit{{textRange{place, place}, words}}
	a := codeAction{Title: title, Kind: quickFix, Diagnostics: []diagnostic{s.diagnostic(d, f)}}
	if s.client.versions {
		a.Edit.Documents = []documentEdit{{versioned{d.uri, d.version}, edits}}
	} else {
		a.Edit.Changes = map[string][]textEdit{d.uri: edits}
	}
	return a
}

// marker is the waiver of a finding and the byte that it is inserted at: in a page before the words, elsewhere on a line of
// its own under theirs, which is in the paragraph even where no empty line parts one from the next. One for the whole story
// stands at the beginning.
func (d *document) marker(f place, scope string) (at int, words string) {
	inPage := d.isPage()
	if inPage || d.isMarkdown() {
		words = fmt.Sprintf("<!-- secondsource: allow%s %s: %s -->", scope, f.Rule, verify.ReasonToWrite)
	} else {
		words = fmt.Sprintf("[secondsource: allow%s %s: %s]", scope, f.Rule, verify.ReasonToWrite)
	}
	switch {
	case inPage && scope == "":
		return f.at.Start, words
	case inPage:
		return d.bodyStart(), words + "\n"
	case scope != "":
		return d.frontMatterEnd(), words + "\n\n"
	}
	return d.lineEnd(d.position(f.at.Start, true).Line), "\n" + words
}

func (d *document) isPage() bool {
	return d.language == "html" || hasEnding(d.name, ".html", ".htm")
}

func (d *document) isMarkdown() bool {
	return d.language == "markdown" || hasEnding(d.name, ".md", ".markdown")
}

func hasEnding(name string, endings ...string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(name, e) })
}

// bodyStart is where the body of a page begins, after its tag; without one, the beginning of the page.
func (d *document) bodyStart() int {
	lower := strings.ToLower(d.text)
	tag := strings.Index(lower, "<body")
	if tag < 0 || len(lower) != len(d.text) {
		return 0
	}
	if end := strings.IndexByte(d.text[tag:], '>'); end >= 0 {
		return tag + end + 1
	}
	return 0
}

// frontMatterEnd is where the text begins after the settings that may open a Markdown file between two lines of hyphens.
func (d *document) frontMatterEnd() int {
	const fence = "---"
	if strings.TrimRight(d.line(0), " \t") != fence {
		return 0
	}
	for n := 1; n < len(d.lines); n++ {
		if strings.TrimRight(d.line(n), " \t") == fence && n+1 < len(d.lines) {
			return d.lines[n+1]
		}
	}
	return 0
}

func (d *document) line(n int) string { return d.text[d.lines[n]:d.lineEnd(n)] }
