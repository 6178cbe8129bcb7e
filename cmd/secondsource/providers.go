package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/store"
	"secondsource/verify"
)

// usualProviders are the places that are asked where --provider is not given; a draft asks only those among them that ask
// nobody else. A desk's own list, from its configuration, goes before: that is where its feeds stand, since none is asked
// that nobody chose.
func (e *env) usualProviders() []string {
	if e.desk != nil {
		return e.desk
	}
	return []string{"archive", "gdelt"}
}

// A place is one opened provider. One of its first three fields is set.
type place struct {
	coverage *verify.Coverage
	checks   *verify.Checks
	past     *sources.Wayback
	name     string
	asks     bool      // the network
	closer   io.Closer // nil: there is nothing to close
}

// places are the opened providers of a command.
type places []place

// Close closes all of them.
func (all places) Close() error {
	var errs []error
	for _, p := range all {
		if p.closer != nil {
			errs = append(errs, p.closer.Close())
		}
	}
	return errors.Join(errs...)
}

// named gives the row of the table and the argument that a provider's name asks for.
func named(name string) (sources.Service, string, error) {
	kind, arg, _ := strings.Cut(name, ":")
	row, ok := sources.ServiceNamed(kind)
	if !ok {
		var names []string
		for _, s := range sources.Services() {
			names = append(names, s.Name)
		}
		return row, "", usagef("there is no provider %q: choose one of %s", kind, strings.Join(names, ", "))
	}
	return row, arg, nil
}

// refuseNetwork is the error of a provider that would carry a draft out of the house; nil if none would.
func refuseNetwork(names []string) error {
	for _, name := range names {
		row, arg, err := named(name)
		if err != nil {
			return err
		}
		if row.AsksNetwork(arg) {
			return usagef("a story from a file or standard input may be an unpublished draft, and %s would send its words over the "+
				"network: leave it out, or allow it with --online", row.Name)
		}
	}
	return nil
}

// asksNetwork says whether a provider's name is one that asks somebody else.
func asksNetwork(name string) bool {
	row, arg, err := named(name)
	return err == nil && row.AsksNetwork(arg)
}

// openProviders opens what names say. What cannot be opened as it is set up is a usage error; an archive that cannot be
// read is a place where every search fails, and the others are asked all the same.
func (e *env) openProviders(ctx context.Context, names []string, ledger string) (places, error) {
	var all places
	for _, name := range names {
		p, err := e.openProvider(ctx, name, ledger)
		if err != nil {
			return nil, errors.Join(err, all.Close())
		}
		all = append(all, p)
	}
	return all, nil
}

func (e *env) openProvider(ctx context.Context, name, ledger string) (place, error) {
	row, arg, err := named(name)
	if err != nil {
		return place{}, err
	}
	if row.Open == nil {
		coverage, closer, err := openArchive(ctx, arg, ledger)
		if err != nil {
			// The other places can still be asked, and what this one would have said is not "nothing".
			coverage, closer = verify.Coverage{Provider: broken{err}}, nil
		}
		coverage.Name, coverage.Model = name, row.Terms.Model
		return place{coverage: &coverage, name: name, closer: closer}, nil
	}
	if arg != "" { // some feeds carry a reader's key; what is recorded and printed must not
		name = row.Name + ":" + sources.Shown(arg)
	}
	set := sources.Setting{Argument: arg, Web: e.serviceWeb(row), Wait: e.wait, Getenv: e.getenv, Now: e.now}
	if row.State(set) == sources.NeedsAddress {
		return place{}, usagef("%s needs to be told where: %s:%s", row.Name, row.Name, row.Argument)
	}
	opened, err := row.Open(set)
	if err != nil {
		return place{}, usageError{err}
	}
	p := place{past: opened.Past, name: name, asks: row.AsksNetwork(arg)}
	switch {
	case opened.Coverage != nil:
		p.coverage = &verify.Coverage{Name: name, Provider: opened.Coverage, Model: row.Terms.Model}
		if row.Each {
			p.coverage.Interval = row.Interval()
		}
	case opened.FactChecks != nil:
		p.checks = &verify.Checks{Name: name, Checker: opened.FactChecks}
	}
	return p, nil
}

// serviceWeb is what a provider's own requests go through: the fetcher, with the limits that its answers need, and without
// second tries, for the provider keeps the interval and gives up who asks for fewer requests. An
// interface is named by a person, in the configuration or by --provider.
func (e *env) serviceWeb(s sources.Service) sources.Web {
	if e.outside != nil {
		return e.outside(s)
	}
	return e.fetcher.Named().Once().UpTo(s.MaxBody).Within(s.Patience)
}

// pages is what coverage is read through.
func (e *env) pages() sources.Web {
	if e.outside != nil {
		return e.outside(sources.Service{})
	}
	return e.fetcher
}

// equip puts the places into a pipeline. A story that must not leave the house is checked in those alone that ask nobody
// else, and no page is fetched for it.
func (all places) equip(p *verify.Pipeline, e *env, inside bool) {
	p.Coverage, p.FactChecks, p.Setup.Providers, p.Setup.Apart = nil, nil, []string{}, nil
	pages := sources.Reviver{Web: e.pages()}
	for _, place := range all {
		if inside && place.asks {
			continue
		}
		switch {
		case place.coverage != nil:
			p.Coverage = append(p.Coverage, *place.coverage)
			p.Setup.Providers = append(p.Setup.Providers, place.name)
			continue
		case place.checks != nil:
			p.FactChecks = append(p.FactChecks, *place.checks)
		default:
			pages.Past = place.past
		}
		p.Setup.Apart = append(p.Setup.Apart, place.name)
	}
	if p.Read = nil; !inside {
		p.Read = readHit(pages)
	}
}

// readHit reads the page of a hit. Only the web is read: a provider must not name a file of this machine.
func readHit(web sources.Web) func(ctx context.Context, address string) (claims.Article, error) {
	r := sources.NewReader(nil, web)
	return func(ctx context.Context, address string) (claims.Article, error) {
		if !sources.IsAddress(address) {
			return claims.Article{}, errors.New("it is no web address")
		}
		a, err := r.Read(ctx, address)
		if inner := errors.Unwrap(err); inner != nil {
			err = inner // the address stands in the message already
		}
		return a, err
	}
}

// openArchive opens the archive beside the ledger or, with an argument, a folder, JSON Lines file or web archive as one.
func openArchive(ctx context.Context, arg, ledger string) (verify.Coverage, io.Closer, error) {
	if arg != "" {
		return openFolder(ctx, arg)
	}
	path := store.ArchivePath(ledger)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return verify.Coverage{Provider: noArchive{}}, nil, nil
	}
	a, err := store.OpenArchive(ctx, path)
	return verify.Coverage{Provider: a}, a, err
}

// openFolder reads the coverage at path into memory. Pieces that cannot be read are problems of every run that
// searches there.
func openFolder(ctx context.Context, path string) (verify.Coverage, io.Closer, error) {
	a, added, err := store.OpenFolder(ctx, sources.Documents(ctx, path))
	if err != nil {
		return verify.Coverage{}, nil, err
	}
	if n := len(added.Failed); n > 0 && added.New == 0 {
		return verify.Coverage{}, nil, errors.Join(fmt.Errorf("nothing of it could be read: %w", added.Failed[0]), a.Close())
	}
	c := verify.Coverage{Provider: a}
	for _, err := range added.Failed {
		c.Problems = append(c.Problems, verify.Problem{
			Stage: "read", What: path,
			Message: fmt.Sprintf("A piece of coverage was left out: %s.", sentence(err)),
		})
	}
	return c, a, nil
}

// broken stands for a place that could not be opened: every search there fails, and the run says so.
type broken struct{ err error }

func (b broken) Search(context.Context, sources.Query) ([]sources.Hit, error) { return nil, b.err }

// noArchive stands for an archive that nothing was ever added to: nothing is made on disk to search in.
type noArchive struct{}

func (noArchive) Search(context.Context, sources.Query) ([]sources.Hit, error) {
	return nil, sources.ErrNoCoverage
}
