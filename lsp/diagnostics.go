package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/verify"
)

type openParams struct {
	TextDocument struct {
		URI        string `json:"uri"`
		LanguageID string `json:"languageId"`
		Version    int    `json:"version"`
		Text       string `json:"text"`
	} `json:"textDocument"`
}

type changeParams struct {
	TextDocument struct {
		URI     string `json:"uri"`
		Version int    `json:"version"`
	} `json:"textDocument"`
	ContentChanges []struct {
		Range *textRange `json:"range"`
		Text  string     `json:"text"`
	} `json:"contentChanges"`
}

// maxDocuments bounds how many documents are kept. An editor with more of them open gets no findings for the rest.
const maxDocuments = 1000

func (s *Server) didOpen(ctx context.Context, raw json.RawMessage) (any, error) {
	var p openParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, err
	}
	if len(s.documents) >= maxDocuments && s.documents[p.TextDocument.URI] == nil {
		return nil, s.tell(ctx, fmt.Sprintf("More than %d documents are open: close some to see findings in this one.", maxDocuments))
	}
	s.documents[p.TextDocument.URI] = newDocument(p.TextDocument.URI, p.TextDocument.LanguageID, p.TextDocument.Text, p.TextDocument.Version)
	return nil, nil
}

func (s *Server) didChange(_ context.Context, raw json.RawMessage) (any, error) {
	var p changeParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, err
	}
	d := s.documents[p.TextDocument.URI]
	if d == nil {
		return nil, errNotOpen
	}
	for _, c := range p.ContentChanges {
		if c.Range != nil {
			return nil, errors.New("the server asked for whole documents")
		}
		d.set(c.Text, p.TextDocument.Version)
	}
	return nil, nil
}

var errNotOpen = errors.New("the document is not open")

// didClose forgets a document and takes its diagnostics away.
func (s *Server) didClose(_ context.Context, raw json.RawMessage) (any, error) {
	var p documentParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, err
	}
	if s.documents[p.TextDocument.URI] == nil {
		return nil, errNotOpen
	}
	delete(s.documents, p.TextDocument.URI)
	return nil, s.notify("textDocument/publishDiagnostics", publishParams{URI: p.TextDocument.URI, Diagnostics: []diagnostic{}})
}

type documentParams struct {
	TextDocument struct {
		URI string `json:"uri"`
	} `json:"textDocument"`
}

type publishParams struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version,omitempty"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type diagnostic struct {
	Range    textRange `json:"range"`
	Severity int       `json:"severity"`
	Code     string    `json:"code"`
	Source   string    `json:"source"`
	Message  string    `json:"message"`
	Related  []related `json:"relatedInformation,omitempty"`
}

type related struct {
	Location location `json:"location"`
	Message  string   `json:"message"`
}

type location struct {
	URI   string    `json:"uri"`
	Range textRange `json:"range"`
}

// severities are the protocol's numbers: 1 error, 2 warning, 3 information.
var severities = map[verify.Severity]int{verify.Error: 1, verify.Warning: 2, verify.Info: 3}

// publishChanged reads every document that changed since it was read last, and sends its diagnostics.
func (s *Server) publishChanged(ctx context.Context) error {
	for _, uri := range slices.Sorted(maps.Keys(s.documents)) {
		d := s.documents[uri]
		if !d.changed {
			continue
		}
		if err := s.lint(ctx, d); err != nil {
			return err
		}
		p := publishParams{URI: uri, Version: &d.version, Diagnostics: []diagnostic{}}
		for _, f := range d.places {
			p.Diagnostics = append(p.Diagnostics, s.diagnostic(d, f))
		}
		if err := s.notify("textDocument/publishDiagnostics", p); err != nil {
			return err
		}
	}
	return nil
}

// lint reads a document. What cannot be read as a story has no findings, and the client is told why.
func (s *Server) lint(ctx context.Context, d *document) error {
	d.changed = false
	linted, err := s.linter.Lint(ctx, d.name, []byte(d.text))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		d.linted, d.places = Linted{}, nil
		if strings.TrimSpace(d.text) == "" {
			return nil // a new document is no fault
		}
		return s.tell(ctx, fmt.Sprintf("%s: %v", d.name, err))
	}
	d.linted = linted
	d.place()
	for _, p := range linted.Result.Run.Problems {
		if err := s.tell(ctx, fmt.Sprintf("%s: %s", d.name, p.Message)); err != nil {
			return err
		}
	}
	return nil
}

// tell writes a line to the editor's log.
func (s *Server) tell(_ context.Context, words string) error {
	const warning = 2
	return s.notify("window/logMessage", struct {
		Type    int    `json:"type"`
		Message string `json:"message"`
	}{warning, report.Plain(words)})
}

func (s *Server) diagnostic(d *document, f place) diagnostic {
	out := diagnostic{
		Range: d.textRange(f.at, s.client.utf8), Severity: severities[f.Severity], Code: f.Rule, Source: "secondsource",
		Message: report.Plain(f.Message),
	}
	for _, words := range f.AlsoText {
		out.Message += "\n“" + report.Plain(words) + "”"
	}
	for _, also := range f.Also {
		at := d.at(also)
		if s.client.related && at != (claims.Span{}) {
			out.Related = append(out.Related, related{location{d.uri, d.textRange(at, s.client.utf8)}, "the other passage"})
			continue
		}
		out.Message += "\n“" + report.Plain(d.words(also)) + "”"
	}
	return out
}

// words are words of the story.
func (d *document) words(at claims.Span) string {
	r := d.linted.Result
	return r.Pages[r.Run.Article.ID].Words([]claims.Span{at})
}
