package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"secondsource/sources"
	"secondsource/store"
	"secondsource/verify"
)

// A place is coverage that is closed when the command ends.
type place struct {
	verify.Coverage
	io.Closer
}

// providers is the table of coverage providers by name. arg is what follows the colon; ledger is the ledger's file.
var providers = map[string]func(ctx context.Context, arg, ledger string) (place, error){
	"archive": openArchive,
}

// openProviders opens what --provider names. The returned function closes all of it.
func openProviders(ctx context.Context, names []string, ledger string) ([]verify.Coverage, func() error, error) {
	var places []verify.Coverage
	var open []io.Closer
	closeAll := func() error {
		var errs []error
		for _, c := range open {
			errs = append(errs, c.Close())
		}
		return errors.Join(errs...)
	}
	for _, name := range names {
		kind, arg, _ := strings.Cut(name, ":")
		newPlace, ok := providers[kind]
		if !ok {
			err := usagef("there is no provider %q: choose one of %s", kind, strings.Join(slices.Sorted(maps.Keys(providers)), ", "))
			return nil, nil, errors.Join(err, closeAll())
		}
		p, err := newPlace(ctx, arg, ledger)
		if err != nil {
			// The other places can still be asked, and what this one would have said is not "nothing".
			p = place{verify.Coverage{Provider: broken{err}}, noArchive{}}
		}
		open = append(open, p)
		p.Name = name
		places = append(places, p.Coverage)
	}
	return places, closeAll, nil
}

// openArchive opens the archive beside the ledger or, with an argument, a folder or JSON Lines file as one.
func openArchive(ctx context.Context, arg, ledger string) (place, error) {
	if arg != "" {
		return openFolder(ctx, arg)
	}
	path := store.ArchivePath(ledger)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return place{verify.Coverage{Provider: noArchive{}}, noArchive{}}, nil
	}
	a, err := store.OpenArchive(ctx, path)
	return place{verify.Coverage{Provider: a}, a}, err
}

// openFolder reads the coverage at path into memory. Pieces that cannot be read are problems of every run that
// searches there.
func openFolder(ctx context.Context, path string) (place, error) {
	a, added, err := store.OpenFolder(ctx, sources.Documents(ctx, path))
	if err != nil {
		return place{}, err
	}
	if n := len(added.Failed); n > 0 && added.New == 0 {
		return place{}, errors.Join(fmt.Errorf("nothing of it could be read: %w", added.Failed[0]), a.Close())
	}
	c := verify.Coverage{Provider: a}
	for _, err := range added.Failed {
		c.Problems = append(c.Problems, verify.Problem{
			Stage: "read", What: path,
			Message: fmt.Sprintf("A piece of coverage was left out: %s.", sentence(err)),
		})
	}
	return place{c, a}, nil
}

// broken stands for a place that could not be opened: every search there fails, and the run says so.
type broken struct{ err error }

func (b broken) Search(context.Context, sources.Query) ([]sources.Hit, error) { return nil, b.err }

// noArchive stands for an archive that nothing was ever added to: nothing is made on disk to search in.
type noArchive struct{}

func (noArchive) Search(context.Context, sources.Query) ([]sources.Hit, error) {
	return nil, sources.ErrNoCoverage
}

func (noArchive) Close() error { return nil }
