package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"secondsource/sources"
)

const (
	// poolSize is how many candidates are ranked by all their words. 100 and 60 found less (TestArchiveRetrieval).
	poolSize = 200
	// defaultHits is for a query without a limit, maxHits for one with a senseless limit.
	defaultHits, maxHits = 20, 1000
	// maxQueryBytes is more than any claim or paste of a paragraph; the rest of a longer question is left out.
	maxQueryBytes = 16 << 10
	// rereadRunes is how much of a candidate is read as it is written: as much as maxTextTerms are in English.
	rereadRunes = 120_000
)

// Search finds the texts that hold words of q's text, or if it has none of its terms and names, best first, at most q.Limit of them (20 if it is 0,
// never over 1,000). A hit's URL is the text's main address: the earliest published, then the smallest; Also has the
// others, in that order. An archive without any document is [sources.ErrNoCoverage]. Addresses on q.NotHost and its subdomains, or published outside From and To, are left out, and
// with all its addresses the text; a date that is not known leaves nothing out. Stored is the ID of the article at the
// main address, which [Archive.Kept] gives. Equal scores stand in the order of their addresses.
func (a *Archive) Search(ctx context.Context, q sources.Query) ([]sources.Hit, error) {
	texts := append(slices.Clone(q.Terms), q.Names...)
	if q.Text != "" {
		texts = []string{q.Text}
	}
	left := maxQueryBytes
	for i, t := range texts {
		texts[i] = cut(t, left)
		left -= len(texts[i])
	}
	query := newQuery(texts...)
	query.named(q.Names)
	hits, err := a.find(ctx, query, newFilter(q))
	if err != nil {
		return nil, fmt.Errorf("search the archive: %w", err)
	}
	if len(hits) > 0 {
		return hits, nil
	}
	if n, err := a.Len(ctx); err != nil || n > 0 {
		return hits, err
	}
	return nil, sources.ErrNoCoverage
}

// SearchText is Search for the words of any text, as a person types or pastes it; nothing in it is an operator. In an
// archive without any document it finds nothing.
func (a *Archive) SearchText(ctx context.Context, query string, limit int) ([]sources.Hit, error) {
	hits, err := a.Search(ctx, sources.Query{Terms: []string{query}, Limit: limit})
	if errors.Is(err, sources.ErrNoCoverage) {
		return []sources.Hit{}, nil
	}
	return hits, err
}

// List gives every text as a hit without a score, in the order in which the texts were added. An error ends it.
func (a *Archive) List(ctx context.Context) iter.Seq2[sources.Hit, error] {
	return func(yield func(sources.Hit, error) bool) {
		for last := int64(0); ; {
			// Read in parts, so that who ranges over it may ask the archive other things meanwhile.
			ids, err := a.documentsAfter(ctx, last)
			if err == nil && len(ids) == 0 {
				return
			}
			var places map[int64][]place
			if err == nil {
				places, err = a.places(ctx, ids)
			}
			if err != nil {
				yield(sources.Hit{}, fmt.Errorf("list the archive: %w", err))
				return
			}
			for _, id := range ids {
				if !yield(newHit(places[id]), nil) {
					return
				}
			}
			last = ids[len(ids)-1]
		}
	}
}

func (a *Archive) documentsAfter(ctx context.Context, last int64) (ids []int64, err error) {
	rows, err := a.docs.read.QueryContext(ctx, "SELECT id FROM documents WHERE id > ? ORDER BY id LIMIT 500", last)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// A filter is the part of a query that chooses among addresses.
type filter struct {
	query sources.Query
	limit int
}

func newFilter(q sources.Query) filter {
	f := filter{query: q, limit: q.Limit}
	if f.limit <= 0 {
		f.limit = defaultHits
	}
	f.limit = min(f.limit, maxHits)
	return f
}

// open says whether the filter lets every address through.
func (f filter) open() bool {
	return f.query.NotHost == "" && f.query.From.IsZero() && f.query.To.IsZero()
}

func (f filter) admits(p place) bool {
	return f.query.Admits(sources.Hit{URL: p.url, Published: p.published})
}

// find searches and ranks.
func (a *Archive) find(ctx context.Context, q termQuery, f filter) ([]sources.Hit, error) {
	hits := []sources.Hit{}
	if len(q.terms) == 0 {
		return hits, ctx.Err()
	}
	pool := max(poolSize, f.limit)
	// A filter may leave nothing of the best candidates; then more of them are looked at, in the end all.
	for n := pool; ; n *= 8 {
		var got poolAnswer
		err := a.withIndex(ctx, func(x *index) (err error) { got, err = x.pool(ctx, q, n); return err })
		if err != nil {
			return nil, err
		}
		places, err := a.admitted(ctx, got.found, f)
		if err != nil {
			return nil, err
		}
		if len(places) < pool && len(got.found) == n && !f.open() {
			continue
		}
		return a.rankPool(ctx, got, rankArgs{q, f, places})
	}
}

// admitted gives, for the documents found that have any, the addresses that the filter admits.
func (a *Archive) admitted(ctx context.Context, found []candidate, f filter) (map[int64][]place, error) {
	ids := make([]int64, len(found))
	for i, c := range found {
		ids[i] = c.document
	}
	places, err := a.places(ctx, ids)
	if err != nil {
		return nil, err
	}
	for id, list := range places {
		if list = slices.DeleteFunc(list, func(p place) bool { return !f.admits(p) }); len(list) > 0 {
			places[id] = list
		} else {
			delete(places, id)
		}
	}
	return places, nil
}

// rankArgs is what rankPool needs besides the candidates.
type rankArgs struct {
	query  termQuery
	filter filter
	places map[int64][]place
}

// rankPool ranks the best of the admitted candidates by all their words.
func (a *Archive) rankPool(ctx context.Context, got poolAnswer, r rankArgs) ([]sources.Hit, error) {
	var ids []int64
	for _, c := range got.found {
		if len(r.places[c.document]) > 0 && len(ids) < max(poolSize, r.filter.limit) {
			ids = append(ids, c.document)
		}
	}
	var pages []*page
	err := a.withIndex(ctx, func(x *index) (err error) { pages, err = x.pages(ctx, ids); return err })
	if err != nil {
		return nil, err
	}
	for _, p := range pages {
		p.url = r.places[p.document][0].url
		p.length = float64(countTerms(p.title)+countTerms(p.body)) / got.all.averageLength()
	}
	read := func(best []*page) error { return a.readTexts(ctx, best) }
	if err := rank(pages, r.query, got.weights, read); err != nil {
		return nil, err
	}
	hits := make([]sources.Hit, 0, min(len(pages), r.filter.limit))
	for _, p := range pages[:min(len(pages), r.filter.limit)] {
		hit := newHit(r.places[p.document])
		hit.Score = p.score
		hits = append(hits, hit)
	}
	return hits, ctx.Err()
}

// A poolAnswer is what the index knows of a query: the best candidates, the weight of each term, the collection.
type poolAnswer struct {
	found   []candidate
	weights []float64
	all     collection
}

// pool chooses n candidates by the rarest terms of the query.
func (x *index) pool(ctx context.Context, q termQuery, n int) (poolAnswer, error) {
	ans := poolAnswer{weights: make([]float64, len(q.terms))}
	err := withTx(ctx, x.read, func(tx *sql.Tx) error {
		s, err := readState(ctx, tx)
		if err != nil {
			return err
		}
		ans.all = s.collection
		known, err := knownTerms(ctx, tx, q, s.collection)
		if err != nil || len(known) == 0 {
			return err
		}
		for _, t := range known {
			ans.weights[t.at] = t.idf
		}
		ans.found, err = x.engine.choose(ctx, tx, choice{terms: rarest(known), all: s.collection, n: n})
		return err
	})
	return ans, err
}

// knownTerms gives the terms of a query that stand in some document.
func knownTerms(ctx context.Context, tx *sql.Tx, q termQuery, all collection) ([]searchTerm, error) {
	var known []searchTerm
	for i, text := range q.terms {
		t := searchTerm{text: text, at: i}
		err := tx.QueryRowContext(ctx, "SELECT documents FROM frequencies WHERE term = ? AND documents > 0", text).Scan(&t.df)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		t.idf = all.idf(t.df)
		known = append(known, t)
	}
	return known, nil
}

// pages gives the words of documents, in the order of the documents' numbers.
func (x *index) pages(ctx context.Context, ids []int64) (pages []*page, err error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := x.read.QueryContext(ctx,
		"SELECT rowid, title, body FROM words WHERE rowid IN (SELECT value FROM json_each(?))", string(list))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		p := &page{}
		if err := rows.Scan(&p.document, &p.title, &p.body); err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	slices.SortFunc(pages, func(a, b *page) int { return cmp.Compare(a.document, b.document) })
	return pages, rows.Err()
}

// readTexts fills in the texts of pages, as far as they are searched.
func (a *Archive) readTexts(ctx context.Context, pages []*page) (err error) {
	of := make(map[int64]*page, len(pages))
	ids := make([]int64, 0, len(pages))
	for _, p := range pages {
		of[p.document] = p
		ids = append(ids, p.document)
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	rows, err := a.docs.read.QueryContext(ctx,
		"SELECT id, substr(text, 1, ?) FROM documents WHERE id IN (SELECT value FROM json_each(?))", rereadRunes, string(list))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id int64
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			return err
		}
		of[id].text = text
	}
	return rows.Err()
}

// A place is an address of a document.
type place struct {
	article, url, title, publisher string
	published                      time.Time
}

// places gives the addresses of documents, of each document the main one first.
func (a *Archive) places(ctx context.Context, ids []int64) (places map[int64][]place, err error) {
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	rows, err := a.docs.read.QueryContext(ctx, `SELECT document, article, url, title, publisher, published
		FROM addresses WHERE document IN (SELECT value FROM json_each(?))`, string(list))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	places = make(map[int64][]place, len(ids))
	for rows.Next() {
		var p place
		var document int64
		var published string
		if err := rows.Scan(&document, &p.article, &p.url, &p.title, &p.publisher, &published); err != nil {
			return nil, err
		}
		if p.published, err = parseTime(published); err != nil {
			return nil, fmt.Errorf("the date of %s: %w", p.url, err)
		}
		places[document] = append(places[document], p)
	}
	for _, list := range places {
		slices.SortFunc(list, earlier)
	}
	return places, rows.Err()
}

// earlier puts a document's addresses in order: by the time of publication, the unknown last, then by address.
func earlier(a, b place) int {
	if z := a.published.IsZero(); z != b.published.IsZero() {
		if z {
			return 1
		}
		return -1
	}
	return cmp.Or(a.published.Compare(b.published), cmp.Compare(a.url, b.url))
}

// newHit makes a hit of a document's addresses, the main one first. A document has one at least.
func newHit(places []place) sources.Hit {
	if len(places) == 0 {
		return sources.Hit{}
	}
	main := places[0]
	hit := sources.Hit{
		URL: main.url, Title: main.title, Publisher: main.publisher, Published: main.published,
		Stored: main.article,
	}
	for _, p := range places[1:] {
		hit.Also = append(hit.Also, p.url)
	}
	return hit
}
