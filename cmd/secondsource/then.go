package main

import (
	"context"
	"fmt"
	"time"

	"secondsource/report"
	"secondsource/sources"
)

// A pastWeb reads the copy of each page that was made nearest to a day.
type pastWeb struct {
	web  sources.Web
	past *sources.Wayback
	day  time.Time
}

// Fetch reads the copy of the page at an address. No copy is an error that says so.
func (p pastWeb) Fetch(ctx context.Context, address string) (sources.Page, error) {
	s, err := p.past.At(ctx, address, p.day)
	if err != nil {
		return sources.Page{}, err
	}
	return p.web.Fetch(ctx, s.URL)
}

// openPast opens the Wayback Machine, and gives what reads its copies.
func (e *env) openPast() (*sources.Wayback, sources.Web, error) {
	row, ok := sources.ServiceNamed("wayback")
	if !ok {
		return nil, nil, usagef("there is no provider wayback")
	}
	web := e.serviceWeb(row)
	p, err := row.Open(sources.Setting{Web: web, Wait: e.wait, Getenv: e.getenv})
	return p.Past, web, err
}

// onlyAddresses is the error of a reference that is no web address, of which there are no copies.
func onlyAddresses(flag string, args []string) error {
	for _, ref := range args {
		if !sources.IsAddress(ref) {
			return usagef("%s reads copies of web pages: give web addresses, not %q", flag, ref)
		}
	}
	if len(args) == 0 {
		return usagef("%s reads copies of web pages: give their addresses", flag)
	}
	return nil
}

// asItWas is the program's world with every page as it was on a day.
func (e *env) asItWas(day string, args []string) (*env, error) {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, usagef("--then %q is no day: write it as in 2026-03-05", day)
	}
	if err := onlyAddresses("--then", args); err != nil {
		return nil, err
	}
	past, web, err := e.openPast()
	if err != nil {
		return nil, err
	}
	then := *e
	copies := pastWeb{web, past, at.Add(12 * time.Hour)} // noon: either half of the day is as near
	then.outside = func(sources.Service) sources.Web { return copies }
	return &then, nil
}

// A versionLine is one version of a page.
type versionLine struct {
	report.Head
	Ref    string    `json:"ref"`
	At     time.Time `json:"at"`
	URL    string    `json:"url"`
	Digest string    `json:"digest,omitempty"` // as the archive counts it: versions with one digest are the same
}

// listVersions prints the copies of each page that differ from the one before.
func (e *env) listVersions(ctx context.Context, args []string) error {
	if err := onlyAddresses("--versions", args); err != nil {
		return err
	}
	past, _, err := e.openPast()
	if err != nil {
		return err
	}
	var c tallied
	for _, ref := range args {
		list, err := past.Versions(ctx, ref, time.Time{}, time.Time{})
		if err == nil && len(list) == 0 {
			err = sources.ErrNoSnapshot
		}
		for _, s := range list {
			if err := report.Line(e.stdout, versionLine{report.NewHead("version"), ref, s.Time, s.URL, s.Digest}); err != nil {
				return err
			}
		}
		if err != nil {
			err = fmt.Errorf("%s: %w", ref, err)
		}
		e.note(&c, ref, err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return e.end(c)
}
