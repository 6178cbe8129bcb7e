package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// indexFormat stands for how words become terms and how the tables look. An index of another format is made anew.
const indexFormat = 2

// followStep is how many addresses one transaction of the index takes in: enough that the cost of a transaction does
// not count, few enough that a search never waits long for its turn in memory.
const followStep = 500

// errStale is for an index that cannot be brought up to date: damaged, of another engine or format, or of another
// archive. It is made anew.
var errStale = errors.New("the text index has to be made anew")

// errDocuments is for a failure to read the documents, of which the index is innocent.
var errDocuments = errors.New("read the archive's documents")

// broken says whether an index that gave err has to be made anew: it is stale, or SQLite found it damaged, which
// with the tables of a text index can be any code that blames the file or the statement.
func broken(err error) bool {
	if errors.Is(err, errStale) {
		return true
	}
	e, ok := errors.AsType[sqlite3.Error](err)
	if !ok || errors.Is(err, errDocuments) {
		return false
	}
	return slices.Contains([]sqlite3.ErrNo{
		sqlite3.ErrError, sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrFormat,
		sqlite3.ErrSchema, sqlite3.ErrMismatch, sqlite3.ErrRange, sqlite3.ErrInternal,
	}, e.Code)
}

// An index finds texts by their terms. It is derived from the archive's documents and lies in a file of its own that
// can be deleted at any time. Its table state says which addresses it has followed; all changes of a step and state
// are one transaction, so an interruption leaves it behind, never wrong.
type index struct {
	engine      engine
	write, read *sql.DB // write is nil if the file can only be read; in memory both are one connection
}

// state is how far an index has come: the last address it has taken in, the chain there, and the sums for BM25.
type state struct {
	engine   string
	format   int
	position int64
	chain    []byte
	collection
}

// createIndex makes the tables but for those of the engine.
const createIndex = `CREATE TABLE state (
	engine TEXT NOT NULL, format INTEGER NOT NULL, position INTEGER NOT NULL, chain BLOB NOT NULL,
	documents INTEGER NOT NULL, terms INTEGER NOT NULL) STRICT;
	CREATE TABLE frequencies (term TEXT PRIMARY KEY, documents INTEGER NOT NULL) STRICT, WITHOUT ROWID`

// indexDSN gives the settings. NORMAL may lose the last steps in a power cut, but in WAL mode tears none: the index
// is then behind, which is noticed. 5000 ms is the wait for another program's write (reliability note §3.1).
func indexDSN(path, options string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	u.RawQuery = options + "&_synchronous=NORMAL&_busy_timeout=5000&_stmt_cache_size=64"
	return u.String()
}

// openIndexFile opens the index at path for reading and writing, and makes it if it is missing. What is no sound
// index of this engine is errStale.
func openIndexFile(ctx context.Context, path string, e engine) (*index, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	// Readable by the owner alone, like the documents whose words it holds.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	write, err := sql.Open("sqlite3", indexDSN(path, "mode=rw&_journal_mode=WAL&_txlock=immediate"))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite3", indexDSN(path, "mode=ro"))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	return startIndex(ctx, &index{engine: e, write: write, read: read})
}

// openIndexReading opens an index that cannot be written to.
func openIndexReading(ctx context.Context, path string, e engine) (*index, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	read, err := sql.Open("sqlite3", indexDSN(path, quiet(path)))
	if err != nil {
		return nil, err
	}
	return startIndex(ctx, &index{engine: e, read: read})
}

// openIndexMemory makes an empty index in memory.
func openIndexMemory(ctx context.Context, e engine) (*index, error) {
	db, err := sql.Open("sqlite3", "file::memory:?_txlock=immediate&_stmt_cache_size=64")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return startIndex(ctx, &index{engine: e, write: db, read: db})
}

// startIndex makes missing tables and looks at what is there. It closes x if it fails.
func startIndex(ctx context.Context, x *index) (*index, error) {
	var err error
	if x.write != nil {
		err = x.make(ctx)
	}
	if err == nil {
		err = x.inspect(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}

// make makes the tables if there are none.
func (x *index) make(ctx context.Context) error {
	return withTx(ctx, x.write, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n); err != nil || n > 0 {
			return err
		}
		if _, err := tx.ExecContext(ctx, createIndex+";"+x.engine.create); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO state VALUES (?, ?, 0, x'', 0, 0)", x.engine.name, indexFormat)
		return err
	})
}

// inspect looks for what can be seen without reading the whole file: the right engine and format, as many documents
// as were taken in, and an answer to a search.
func (x *index) inspect(ctx context.Context) error {
	return withTx(ctx, x.read, func(tx *sql.Tx) error {
		s, err := readState(ctx, tx)
		if err != nil {
			return fmt.Errorf("%w: %w", errStale, err)
		}
		if s.engine != x.engine.name || s.format != indexFormat {
			return fmt.Errorf("%w: it is of %s, format %d", errStale, s.engine, s.format)
		}
		var n, probe, counted int64
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM words_docsize").Scan(&n); err != nil {
			return fmt.Errorf("%w: %w", errStale, err)
		}
		err = tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM frequencies)").Scan(&counted)
		if err != nil || counted == 0 && s.terms > 0 {
			return fmt.Errorf("%w: it has lost how many documents have a term: %w", errStale, err)
		}
		err = tx.QueryRowContext(ctx, "SELECT count(*) FROM words WHERE words MATCH 'probe'").Scan(&probe)
		if err != nil || n != s.documents {
			return fmt.Errorf("%w: it holds %d of %d documents: %w", errStale, n, s.documents, err)
		}
		return nil
	})
}

// Close closes the index.
func (x *index) Close() error {
	if x.write == x.read || x.write == nil {
		return x.read.Close()
	}
	return errors.Join(x.read.Close(), x.write.Close())
}

// withTx runs do in a transaction: committed if do gives nil, else rolled back. The transaction itself does not hang
// on ctx, because database/sql throws away a connection whose transaction's context ends, and in memory the data with
// it; the statements of do are cancelled one by one.
func withTx(ctx context.Context, db *sql.DB, do func(tx *sql.Tx) error) (err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	tx, err := conn.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func readState(ctx context.Context, tx *sql.Tx) (state, error) {
	var s state
	err := tx.QueryRowContext(ctx, "SELECT engine, format, position, chain, documents, terms FROM state").
		Scan(&s.engine, &s.format, &s.position, &s.chain, &s.documents, &s.terms)
	return s, err
}

// follow takes in what the archive has and the index has not. An index of another archive, or of a later state of
// this one, is errStale, and so is one that would have to be changed and cannot be.
func (x *index) follow(ctx context.Context, docs *sql.DB) error {
	for {
		var s state
		err := withTx(ctx, x.read, func(tx *sql.Tx) (err error) { s, err = readState(ctx, tx); return err })
		if err != nil {
			return err
		}
		if err := sameArchive(ctx, docs, s); err != nil {
			return err
		}
		next, err := newAddresses(ctx, docs, s.position)
		if err != nil {
			return fmt.Errorf("%w: %w", errDocuments, err)
		}
		if len(next) == 0 {
			return nil
		}
		if x.write == nil {
			return fmt.Errorf("%w: it is behind and cannot be written to", errStale)
		}
		if err := x.take(ctx, docs, s, next); err != nil {
			return err
		}
	}
}

// sameArchive says whether the archive has the address that the index took in last.
func sameArchive(ctx context.Context, docs *sql.DB, s state) error {
	if s.position == 0 {
		return nil
	}
	var chain []byte
	err := docs.QueryRowContext(ctx, "SELECT chain FROM addresses WHERE id = ?", s.position).Scan(&chain)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%w: %w", errDocuments, err)
	}
	if !slices.Equal(chain, s.chain) {
		return fmt.Errorf("%w: it follows another archive", errStale)
	}
	return nil
}

// A newAddress is an address that the index has not taken in.
type newAddress struct {
	id, document int64
	chain        []byte
}

func newAddresses(ctx context.Context, docs *sql.DB, after int64) (next []newAddress, err error) {
	rows, err := docs.QueryContext(ctx,
		"SELECT id, document, chain FROM addresses WHERE id > ? ORDER BY id LIMIT ?", after, followStep)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var a newAddress
		if err := rows.Scan(&a.id, &a.document, &a.chain); err != nil {
			return nil, err
		}
		next = append(next, a)
	}
	return next, rows.Err()
}

// take adds the documents of the next addresses, or nothing if another program has moved the index meanwhile.
func (x *index) take(ctx context.Context, docs *sql.DB, s state, next []newAddress) error {
	return withTx(ctx, x.write, func(tx *sql.Tx) error {
		now, err := readState(ctx, tx)
		if err != nil || now.position != s.position {
			return err
		}
		w := indexWriter{tx: tx, docs: docs, sums: &now.collection, changed: map[string]int64{}, terms: termCache{}}
		done := map[int64]bool{}
		for _, a := range next {
			if done[a.document] {
				continue
			}
			done[a.document] = true
			if err := w.takeDocument(ctx, a.document); err != nil {
				return err
			}
		}
		if err := w.writeFrequencies(ctx); err != nil {
			return err
		}
		last := next[len(next)-1]
		_, err = tx.ExecContext(ctx, "UPDATE state SET position = ?, chain = ?, documents = ?, terms = ?",
			last.id, last.chain, now.documents, now.terms)
		return err
	})
}

// An indexWriter takes documents into the index in one transaction.
type indexWriter struct {
	tx      *sql.Tx
	docs    *sql.DB
	sums    *collection
	changed map[string]int64 // of each term: how many more documents have it
	terms   termCache
}

// takeDocument puts a document into the index, in place of what it held of it: a new address may bring a new title.
func (w *indexWriter) takeDocument(ctx context.Context, document int64) error {
	var text string
	err := w.docs.QueryRowContext(ctx, "SELECT text FROM documents WHERE id = ?", document).Scan(&text)
	if err != nil {
		return fmt.Errorf("%w: %w", errDocuments, err)
	}
	titles, err := w.distinctTitles(ctx, document)
	if err != nil {
		return fmt.Errorf("%w: %w", errDocuments, err)
	}
	if err := w.forgetDocument(ctx, document); err != nil {
		return err
	}
	title, body := strings.Join(titles, " "), w.terms.join(text)
	w.count(title, body, 1)
	_, err = w.tx.ExecContext(ctx, "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", document, title, body)
	return err
}

// forgetDocument takes a document out of the index, if it is there.
func (w *indexWriter) forgetDocument(ctx context.Context, document int64) error {
	var title, body string
	err := w.tx.QueryRowContext(ctx, "SELECT title, body FROM words WHERE rowid = ?", document).Scan(&title, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	w.count(title, body, -1)
	_, err = w.tx.ExecContext(ctx, "DELETE FROM words WHERE rowid = ?", document)
	return err
}

// count adds a document to the sums, or takes it out with -1.
func (w *indexWriter) count(title, body string, n int64) {
	w.sums.documents += n
	w.sums.terms += n * (countTerms(title) + countTerms(body))
	seen := map[string]bool{"": true}
	for _, text := range []string{title, body} {
		for t := range strings.SplitSeq(text, " ") {
			if !seen[t] {
				seen[t] = true
				w.changed[t] += n
			}
		}
	}
}

// writeFrequencies brings the numbers of documents with each term up to date. The engines could count them, but read the
// whole list of a term for it: over 100,000 pieces that was a third of a search.
func (w *indexWriter) writeFrequencies(ctx context.Context) (err error) {
	add, err := w.tx.PrepareContext(ctx, `INSERT INTO frequencies VALUES (?, ?)
		ON CONFLICT (term) DO UPDATE SET documents = documents + excluded.documents`)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, add.Close()) }()
	for _, t := range slices.Sorted(maps.Keys(w.changed)) {
		if n := w.changed[t]; n != 0 {
			if _, err := add.ExecContext(ctx, t, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// maxTitles bounds the titles that a much copied text is found by: further ones hardly bring new words.
const maxTitles = 16

// distinctTitles gives the terms of each different title of a document, first found first.
func (w *indexWriter) distinctTitles(ctx context.Context, document int64) (titles []string, err error) {
	rows, err := w.docs.QueryContext(ctx, "SELECT title FROM addresses WHERE document = ? ORDER BY id", document)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() && len(titles) < maxTitles {
		var title string
		if err := rows.Scan(&title); err != nil {
			return nil, err
		}
		if t := w.terms.join(title); t != "" && !slices.Contains(titles, t) {
			titles = append(titles, t)
		}
	}
	return titles, rows.Err()
}

// A termCache holds the terms of the words of one step of the index: most words come again, and finding the stem is half
// of what indexing computes.
type termCache map[string]string

// maxCached bounds a termCache: 500 pieces of news have some 20,000 different words, hostile ones up to ten million.
const maxCached = 1 << 17

// join gives the terms of text, as many as are searched, with spaces between.
func (c termCache) join(text string) string {
	var b strings.Builder
	n := 0
	for w := range words(text) {
		t, known := c[w]
		if !known {
			t = term(w)
			if len(w) <= maxTermBytes && len(c) < maxCached { // longer words are damage, and seldom come again
				c[strings.Clone(w)] = t // not a part of the text, which would be kept with it
			}
		}
		if t == "" {
			continue
		}
		if n == maxTextTerms {
			break
		}
		if n > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t)
		n++
	}
	return b.String()
}

// countTerms counts what join joined.
func countTerms(joined string) int64 {
	if joined == "" {
		return 0
	}
	return int64(strings.Count(joined, " ")) + 1
}
