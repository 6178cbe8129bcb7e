package store

import (
	"context"
	"errors"
	"slices"
)

// The parts of the archive that tests look at from outside.

// Terms gives the terms of text.
func Terms(text string) []string { return slices.Collect(terms(text)) }

// RereadRunes is how much of a candidate is read as it is written.
const RereadRunes = rereadRunes

// CachedTerms joins the terms of each text with one cache, and says how many words it holds in the end.
func CachedTerms(texts ...string) (joined []string, cached int) {
	c := termCache{}
	for _, text := range texts {
		joined = append(joined, c.join(text))
	}
	return joined, len(c)
}

// MaxCached bounds what CachedTerms holds.
const MaxCached = maxCached

// Stem gives the stem of a lower-case word.
var Stem = stem

// engines are the engines by name.
var engines = map[string]engine{fts4.name: fts4, fts5.name: fts5}

// Engines are the names of the engines that this program was built with.
func Engines(ctx context.Context) ([]string, error) {
	s, err := archiveSchema()
	if err != nil {
		return nil, err
	}
	p, err := openMemory(ctx, s)
	if err != nil {
		return nil, err
	}
	best, err := detectEngine(ctx, p.read)
	return slices.Compact([]string{fts4.name, best.name}), errors.Join(err, p.Close())
}

// OpenArchiveWith is OpenArchive with an engine chosen by name.
func OpenArchiveWith(ctx context.Context, path, name string) (*Archive, error) {
	a, err := openDocuments(ctx, path)
	if err != nil {
		return nil, err
	}
	a.engine = engines[name]
	if err := a.openIndex(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// EngineName is the name of the engine that the archive uses.
func (a *Archive) EngineName() string { return a.engine.name }

// Chosen gives the candidates of a query as the engine scores them: the titles' texts are not looked at again.
func (a *Archive) Chosen(ctx context.Context, query string, n int) (map[int64]float64, error) {
	var got poolAnswer
	err := a.withIndex(ctx, func(x *index) (err error) { got, err = x.pool(ctx, newQuery(query), n); return err })
	scores := make(map[int64]float64, len(got.found))
	for _, c := range got.found {
		scores[c.document] = c.score
	}
	return scores, err
}

// InMemory says whether the index lies in memory.
func (a *Archive) InMemory() bool { return a.index != nil && a.index.write == a.index.read }
