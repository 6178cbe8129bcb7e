package lsp

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/verify"
)

type positionParams struct {
	documentParams
	Position position `json:"position"`
}

type hoverResult struct {
	Contents markup     `json:"contents"`
	Range    *textRange `json:"range,omitempty"`
}

type markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// hover says what the findings at a place mean and whom the claim there is laid to; null where there is neither.
func (s *Server) hover(ctx context.Context, raw json.RawMessage) (any, error) {
	var p positionParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, err
	}
	d, err := s.current(ctx, p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	at := d.offset(p.Position, s.client.utf8)
	w := writer{markdown: s.client.markdown}
	shown := claims.Span{Start: -1}
	for _, f := range d.places {
		if !covers(f.at, at) {
			continue
		}
		if shown.Start < 0 {
			shown = f.at
		}
		w.finding(f.Finding, d.rule(f.Rule))
	}
	for _, c := range d.linted.Result.Run.Claims {
		if slices.ContainsFunc(slices.Concat(c.Content, c.Source, c.Cue), func(words claims.Span) bool { return covers(d.at(words), at) }) {
			w.claim(c, d)
		}
	}
	if w.Len() == 0 {
		return nil, nil
	}
	out := hoverResult{Contents: markup{w.kind(), strings.TrimSpace(w.String())}}
	if shown.Start >= 0 {
		r := d.textRange(shown, s.client.utf8)
		out.Range = &r
	}
	return out, nil
}

// current gives an open document, read as it stands now.
func (s *Server) current(ctx context.Context, uri string) (*document, error) {
	d := s.documents[uri]
	if d == nil {
		return nil, errNotOpen
	}
	return d, s.publishChanged(ctx)
}

// covers says whether a place is in the words or at their end. Words without a place are nowhere.
func covers(words claims.Span, at int) bool {
	return words.Len() > 0 && words.Start <= at && at <= words.End
}

func (d *document) rule(id string) verify.RuleInfo {
	for _, r := range d.linted.Rules {
		if r.ID == id {
			return r
		}
	}
	return verify.RuleInfo{ID: id}
}

// A writer writes a hover, in Markdown if the client shows it.
type writer struct {
	strings.Builder
	markdown bool
}

func (w *writer) kind() string {
	if w.markdown {
		return "markdown"
	}
	return "plaintext"
}

// text makes words fit to stand in the hover: a story's words must not become links or pictures.
func (w *writer) text(words string) string {
	words = report.Plain(words)
	if !w.markdown {
		return words
	}
	words = markdownEscapes.Replace(words)
	if listMarker.MatchString(words) {
		return "&#8203;" + words // a space of no width
	}
	return words
}

// markdownEscapes puts a backslash before what makes markup, HTML or a link in Markdown wherever it stands (CommonMark 0.31,
// section 2.4; GitHub's bare addresses).
var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "~", `\~`,
	"&", `\&`, "@", `\@`, "://", `\://`, "www.", `www\.`,
)

// listMarker is what makes a list or a line of a paragraph when it begins one.
var listMarker = regexp.MustCompile(`^([-+=]|\d{1,9}[.)])`)

func (w *writer) strong(words string) string {
	if w.markdown {
		return "**" + w.text(words) + "**"
	}
	return w.text(words)
}

func (w *writer) finding(f verify.Finding, r verify.RuleInfo) {
	fmt.Fprintf(&w.Builder, "%s (%s): %s\n\n", w.strong(f.Rule), f.Severity, w.text(f.Message))
	for _, also := range f.AlsoText {
		fmt.Fprintf(&w.Builder, "“%s”\n\n", w.text(also))
	}
	for _, part := range []struct{ lead, words string }{
		{"", r.Why}, {"What to do: ", cmp.Or(f.Fix, r.Fix)}, {"Origin: ", strings.Join(r.Origin, "; ")},
	} {
		if part.words != "" {
			fmt.Fprintf(&w.Builder, "%s%s\n\n", part.lead, w.text(part.words))
		}
	}
}

func (w *writer) claim(c claims.Claim, d *document) {
	source := d.linted.Result.Pages[c.Article].Words(c.Source)
	switch {
	case c.Kind == claims.KindNobody:
		fmt.Fprintf(&w.Builder, "%s nobody is named for this\n\n", w.strong("Claim:"))
	case source == "":
		fmt.Fprintf(&w.Builder, "%s no source is named (%s)\n\n", w.strong("Claim:"), w.text(string(c.Kind)))
	default:
		fmt.Fprintf(&w.Builder, "%s laid to “%s” (%s)\n\n", w.strong("Claim:"), w.text(source), w.text(string(c.Kind)))
	}
}
