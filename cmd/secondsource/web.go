package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"secondsource/sources"
	"secondsource/store"
)

// allowVariable names addresses that are not public and may be read all the same: for tests, and for an archive inside the
// house. It has no flag, so that no copied command line opens the house.
const allowVariable = "SECONDSOURCE_ALLOW_ADDRESS"

// webOptions say how a command may read from the web.
type webOptions struct {
	ledger string // the ledger's file beside which answers are kept; "" for the usual one
	replay bool   // no network: answers that were kept, and no others
}

func replayFlag(cmd *cobra.Command, replay *bool) {
	cmd.Flags().BoolVar(replay, "replay", false,
		"use no network: read addresses from the answers that earlier runs kept beside the ledger")
}

// openWeb makes the env's fetcher. The returned function closes what is kept of its answers. Nothing is made on disk
// before the first answer.
func (e *env) openWeb(o webOptions) (func() error, error) {
	web := e.web
	allow, err := e.allow(e.getenv(allowVariable), allowVariable)
	if err != nil {
		return nil, err
	}
	kept := &answers{reading: o.replay, path: func() (string, error) {
		ledger, err := e.ledgerPath(o.ledger)
		return store.ResponsesPath(ledger), err
	}}
	web.Allow = append(web.Allow, allow...)
	if contact := e.getenv("SECONDSOURCE_CONTACT"); contact != "" {
		web.Contact = contact
	}
	web.Now, web.Responses, web.Replay = e.now, kept, o.replay
	e.web, e.fetcher = web, sources.NewFetcher(web)
	if o.replay { // nobody is asked, so nobody is waited for
		e.wait = func(ctx context.Context, _ string, _ time.Duration) error { return ctx.Err() }
	}
	return kept.Close, nil
}

// onWeb does something while the web is open.
func (e *env) onWeb(o webOptions, do func() error) (err error) {
	closeWeb, err := e.openWeb(o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeWeb()) }()
	return do()
}

// reach is what the web was read through and what of the house could be read, as a run records it.
func (e *env) reach() (proxy string, allowed []string) {
	if e.web.Proxy != nil {
		proxy = e.web.Proxy.Host
	}
	for _, a := range e.web.Allow {
		allowed = append(allowed, a.String())
	}
	return proxy, allowed
}

// allow reads a list of addresses that may be read although they are not public, and warns whoever runs the program, in any
// case: a list that lies in a file nobody looks at would open the house in silence. from says where the list stands.
func (e *env) allow(list, from string) ([]sources.Allowed, error) {
	var all []sources.Allowed
	for item := range strings.SplitSeq(list, ",") {
		if item = strings.TrimSpace(item); item == "" {
			continue
		}
		a, err := sources.ParseAllowed(item)
		if err != nil {
			return nil, usagef("%s: %w", from, err)
		}
		all = append(all, a)
	}
	if len(all) > 0 {
		e.tell("warning: %s lets pages make this program read %s, which is not on the public web", from, list)
	}
	return all, nil
}

// answers is the file of answers, opened when the first one is to be kept or looked up.
type answers struct {
	path    func() (string, error)
	reading bool

	mu   sync.Mutex
	open *store.Responses
}

// Kept gives the last answer from an address; see [sources.Responses].
func (a *answers) Kept(ctx context.Context, address string) (sources.Response, error) {
	r, err := a.file(ctx, false)
	if err != nil {
		return sources.Response{}, err
	}
	if r == nil {
		return sources.Response{}, sources.ErrNotKept
	}
	return r.Kept(ctx, address)
}

// Keep adds an answer.
func (a *answers) Keep(ctx context.Context, response sources.Response) error {
	r, err := a.file(ctx, true)
	if err != nil {
		return err
	}
	return r.Keep(ctx, response)
}

// file opens the file; nil if there is none and none is to be made.
func (a *answers) file(ctx context.Context, wanted bool) (*store.Responses, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open != nil {
		return a.open, nil
	}
	path, err := a.path()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && !wanted {
		return nil, nil
	}
	open := store.OpenResponses
	if a.reading {
		open = store.ReadResponses
	}
	a.open, err = open(ctx, path)
	return a.open, err
}

// Close closes the file, if it was opened.
func (a *answers) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.open == nil {
		return nil
	}
	return a.open.Close()
}
