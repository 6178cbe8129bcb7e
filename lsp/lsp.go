// Package lsp speaks the Language Server Protocol (version 3.17) over a pair of streams, so that an editor shows the
// findings of the rules while a story is being written. Start with [Server.Serve]; wire.go reads and writes messages,
// document.go turns places into the client's lines and columns, and a file stands for each thing that a client may ask.
//
// The package opens no file and asks no network: it knows the documents that the client has open, and nothing else. No
// maintained Go module for the protocol was found (go.lsp.dev/protocol is of March 2022; stack note, section 3), and
// what is needed of it is small.
package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"secondsource/sources"
	"secondsource/verify"
)

// A Linter reads a document by the editorial rules.
type Linter interface {
	// Lint gives the findings of a document of that name, whose ending tells its form. A document that is no story (empty,
	// binary) is an error that says so.
	Lint(ctx context.Context, name string, content []byte) (Linted, error)
}

// Linted is what a Linter found.
type Linted struct {
	Result verify.Result
	Source *sources.Source // where the story's text stands in the document; nil: unknown
	Rules  []verify.RuleInfo
}

// A Server answers one client.
type Server struct {
	linter  Linter
	version string
	out     io.Writer

	documents map[string]*document // by address
	client    clientCan
	began     bool // initialize was answered
	shutdown  bool // the client asked for the end
	err       error
}

// NewServer makes a server. version is the program's.
func NewServer(l Linter, version string) *Server {
	return &Server{linter: l, version: version, documents: map[string]*document{}}
}

// ErrNoShutdown says that the client went without asking for the end first, as after a crash.
var ErrNoShutdown = errors.New("the editor closed the connection without asking for the end")

// errExit ends the loop: the client sent exit.
var errExit = errors.New("exit")

// Serve answers messages from in on out until the client sends exit, in ends or ctx does. It is nil after an orderly end,
// ErrNoShutdown without one, or the error of out. Several changes of a document that arrive while one is being read are
// read as one. It may leave one goroutine waiting on in when ctx ends first.
func (s *Server) Serve(ctx context.Context, in io.Reader, out io.Writer) error {
	s.out = out
	incoming := make(chan message, 64)
	ended := make(chan error, 1)
	go receive(ctx, in, incoming, ended)
	for {
		if err := s.next(ctx, incoming, ended); err != nil {
			return s.end(err)
		}
	}
}

// next answers a message, or reads the changed documents when none is waiting.
func (s *Server) next(ctx context.Context, incoming <-chan message, ended <-chan error) error {
	select {
	case m, ok := <-incoming:
		if ok {
			return s.handle(ctx, m)
		}
		return <-ended
	default:
	}
	if err := s.publishChanged(ctx); err != nil {
		return err
	}
	select {
	case m, ok := <-incoming:
		if ok {
			return s.handle(ctx, m)
		}
		return <-ended
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Server) end(err error) error {
	switch {
	case errors.Is(err, errExit), errors.Is(err, io.EOF):
		if s.shutdown {
			return nil
		}
		return ErrNoShutdown
	}
	return err
}

// A method answers a request, or takes a notification and gives nil.
type method func(s *Server, ctx context.Context, params json.RawMessage) (any, error)

// methods is the table of what the server understands.
var methods = map[string]method{
	"initialize":                      (*Server).initialize,
	"shutdown":                        (*Server).askedToEnd,
	"textDocument/didOpen":            (*Server).didOpen,
	"textDocument/didChange":          (*Server).didChange,
	"textDocument/didSave":            (*Server).nothing,
	"textDocument/didClose":           (*Server).didClose,
	"textDocument/hover":              (*Server).hover,
	"textDocument/codeAction":         (*Server).codeAction,
	"initialized":                     (*Server).nothing,
	"$/cancelRequest":                 (*Server).nothing, // every answer is prompt
	"$/setTrace":                      (*Server).nothing,
	"workspace/didChangeWatchedFiles": (*Server).nothing,
}

// handle answers one message. Only a failure to write, or exit, is an error.
func (s *Server) handle(ctx context.Context, m message) error {
	if m.fault != nil {
		return s.fail(nil, codeParse, m.fault.Error())
	}
	if m.Method == "exit" {
		return errExit
	}
	if m.Method == "" {
		return nil // an answer: the server asks nothing
	}
	do, ok := methods[m.Method]
	switch {
	case !ok && m.ID == nil:
		return nil
	case !ok:
		return s.fail(m.ID, codeNoMethod, "this server does not know "+clipped(m.Method))
	case !s.began && m.Method != "initialize":
		if m.ID == nil {
			return nil
		}
		return s.fail(m.ID, codeNotInitialized, "initialize comes first")
	case s.shutdown && m.ID != nil:
		return s.fail(m.ID, codeInvalid, "the server was asked to end")
	}
	answer, err := do(s, ctx, m.Params)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if s.err != nil {
		return s.err
	}
	switch {
	case m.ID == nil:
		return nil // a notification that makes no sense has no answer
	case err != nil:
		return s.fail(m.ID, codeParams, err.Error())
	}
	return s.answer(m.ID, answer)
}

// clipped bounds what is given back of a message.
func clipped(words string) string {
	const most = 80
	if len(words) > most {
		return fmt.Sprintf("%.80q…", words)
	}
	return fmt.Sprintf("%q", words)
}

func (*Server) nothing(context.Context, json.RawMessage) (any, error) { return nil, nil }

func (s *Server) askedToEnd(context.Context, json.RawMessage) (any, error) {
	s.shutdown = true
	return nil, nil
}
