package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// An engine is one of the two full-text modules of SQLite. fts5 is there only with the build tag sqlite_fts5, fts4
// always (stack note §1). Both hold the table words (title, body) of terms with spaces between, and split at spaces.
type engine struct {
	name   string
	create string
	choose func(ctx context.Context, tx *sql.Tx, q choice) ([]candidate, error)
}

// A choice asks for the best n documents that hold one of the terms.
type choice struct {
	terms []searchTerm
	all   collection
	n     int
}

var fts5 = engine{
	name:   "fts5",
	create: `CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize = 'ascii')`,
	choose: chooseFTS5,
}

var fts4 = engine{
	name:   "fts4",
	create: `CREATE VIRTUAL TABLE words USING fts4(title, body, tokenize=simple)`,
	choose: chooseFTS4,
}

// detectEngine gives fts5 if the program was built with it, else fts4.
func detectEngine(ctx context.Context, db *sql.DB) (engine, error) {
	var n int
	err := db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'").Scan(&n)
	if err != nil {
		return engine{}, fmt.Errorf("ask SQLite for its text index: %w", err)
	}
	if n > 0 {
		return fts5, nil
	}
	return fts4, nil
}

// match is the MATCH expression for documents with any of the terms. Terms hold letters and digits alone, and each is
// quoted all the same: of 11 raw strings 7 were errors (ingest note §7).
func (q choice) match() string {
	quoted := make([]string, len(q.terms))
	for i, t := range q.terms {
		quoted[i] = `"` + strings.ReplaceAll(t.text, `"`, "") + `"`
	}
	return strings.Join(quoted, " OR ")
}

func chooseFTS5(ctx context.Context, tx *sql.Tx, q choice) (found []candidate, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT rowid, -bm25(words, ?, 1.0) AS score FROM words WHERE words MATCH ?
		ORDER BY score DESC, rowid LIMIT ?`, titleWeight, q.match(), q.n)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var c candidate
		if err := rows.Scan(&c.document, &c.score); err != nil {
			return nil, err
		}
		found = append(found, c)
	}
	return found, rows.Err()
}

func chooseFTS4(ctx context.Context, tx *sql.Tx, q choice) (found []candidate, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT rowid, matchinfo(words, 'yl') FROM words WHERE words MATCH ?", q.match())
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var document int64
		var info sql.RawBytes
		if err := rows.Scan(&document, &info); err != nil {
			return nil, err
		}
		// Two columns: a pair of counts for each term, then a pair of lengths, four bytes each.
		if len(info) != 8*(len(q.terms)+1) {
			return nil, fmt.Errorf("the text index gives %d bytes for %d terms", len(info), len(q.terms))
		}
		found = append(found, candidate{document: document, score: q.score(info)})
	}
	return best(found, q.n), rows.Err()
}

// score is BM25 over what matchinfo gives for a document.
func (q choice) score(info []byte) float64 {
	at := func(i int) float64 { return float64(binary.NativeEndian.Uint32(info[4*i:])) }
	n := 2 * len(q.terms)
	length := (at(n) + at(n+1)) / q.all.averageLength()
	score := 0.0
	for i, t := range q.terms {
		score += t.idf * saturate(titleWeight*at(2*i)+at(2*i+1), length, bm25K1, bm25B)
	}
	return score
}
