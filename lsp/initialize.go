package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
)

// clientCan is what the client said that it understands.
type clientCan struct {
	utf8     bool // columns in bytes
	related  bool // further places of a diagnostic
	markdown bool // in a hover
	versions bool // of documents, in edits
}

// initializeParams are what of the client's greeting is read.
type initializeParams struct {
	Capabilities struct {
		General struct {
			PositionEncodings []string `json:"positionEncodings"`
		} `json:"general"`
		Workspace struct {
			WorkspaceEdit struct {
				DocumentChanges bool `json:"documentChanges"`
			} `json:"workspaceEdit"`
		} `json:"workspace"`
		TextDocument struct {
			PublishDiagnostics struct {
				RelatedInformation bool `json:"relatedInformation"`
			} `json:"publishDiagnostics"`
			Hover struct {
				ContentFormat []string `json:"contentFormat"`
			} `json:"hover"`
		} `json:"textDocument"`
	} `json:"capabilities"`
}

type initializeResult struct {
	Capabilities serverCapabilities `json:"capabilities"`
	ServerInfo   serverInfo         `json:"serverInfo"`
}

type serverInfo struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type serverCapabilities struct {
	PositionEncoding   string            `json:"positionEncoding"`
	TextDocumentSync   textSync          `json:"textDocumentSync"`
	HoverProvider      bool              `json:"hoverProvider"`
	CodeActionProvider codeActionOptions `json:"codeActionProvider"`
}

type textSync struct {
	OpenClose bool `json:"openClose"`
	Change    int  `json:"change"`
}

type codeActionOptions struct {
	CodeActionKinds []string `json:"codeActionKinds"`
}

// fullSync asks for the whole text at each change: a story is short, and nothing can get out of step.
const fullSync = 1

func (s *Server) initialize(_ context.Context, raw json.RawMessage) (any, error) {
	if s.began {
		return nil, errors.New("the connection has been initialized already")
	}
	var p initializeParams
	if err := json.Unmarshal(raw, &p); err != nil {
		return nil, errors.New("the client's capabilities cannot be read")
	}
	c := p.Capabilities
	s.began = true
	s.client = clientCan{
		utf8:     slices.Contains(c.General.PositionEncodings, "utf-8"),
		related:  c.TextDocument.PublishDiagnostics.RelatedInformation,
		markdown: slices.Contains(c.TextDocument.Hover.ContentFormat, "markdown"),
		versions: c.Workspace.WorkspaceEdit.DocumentChanges,
	}
	encoding := "utf-16"
	if s.client.utf8 {
		encoding = "utf-8"
	}
	return initializeResult{
		Capabilities: serverCapabilities{
			PositionEncoding: encoding, TextDocumentSync: textSync{true, fullSync}, HoverProvider: true,
			CodeActionProvider: codeActionOptions{[]string{quickFix}},
		},
		ServerInfo: serverInfo{"secondsource", s.version},
	}, nil
}
