package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"secondsource/claims"
	"secondsource/verify"
)

// faultsMax is how many faults a report lists; a file that is wrong throughout would fill memory, and after the
// first hundred a person restores a copy. The others are counted.
const faultsMax = 100

// A Fault is one thing that is not as it was stored.
type Fault struct {
	Table string // "" if it befell the file as a whole
	Row   string // what tells the row apart: "leaf 3", "run 3, claim 1"; "" if it befell the whole table
	What  string
}

// String is the fault as one sentence.
func (f Fault) String() string {
	switch {
	case f.Table == "":
		return "the file: " + f.What
	case f.Row == "":
		return f.Table + ": " + f.What
	}
	return f.Table + ", " + f.Row + ": " + f.What
}

// A Report is what a verification read and what it found.
type Report struct {
	Head    tlog.Tree // recomputed from the records; worth printing and keeping elsewhere
	Records int
	Pages   int
	Runs    int
	Spans   int // spans of claims, passages and quotes read against the pages
	Rows    int // rows of the derived tables compared
	Faults  []Fault
	More    int // faults beyond those listed
}

// OK says whether nothing was found wrong.
func (r Report) OK() bool { return len(r.Faults) == 0 }

// Verify recomputes the whole ledger in one consistent view: every ID, leaf hash and tree hash, every page's ID, every
// span and quote against the stored pages, every derived row, the tables and triggers themselves, and SQLite's own
// checks. What is wrong is in the report, and the check goes on after it; an error means that it could not be made.
func (s *SQLite) Verify(ctx context.Context) (Report, error) {
	tx, err := s.read.BeginTx(ctx, nil)
	if err != nil {
		return Report{}, fmt.Errorf("verify the ledger: %w", explain(err))
	}
	// Nothing was written, and on a damaged file even the end of a reading transaction fails.
	defer func() { _ = tx.Rollback() }()
	c := checker{ctx: ctx, tx: tx}
	c.all()
	if err := ctx.Err(); err != nil {
		return Report{}, fmt.Errorf("verify the ledger: %w", err)
	}
	return c.Report, nil
}

// A checker is one verification.
type checker struct {
	Report
	ctx     context.Context
	tx      *sql.Tx
	brought map[int64][]pageRow // the IDs and digests of the pages that each record brought
	runs    map[int64]bool      // the leaves that are runs
	version int64               // of the file
}

// all runs the checks in an order in which each uses only what was checked before it.
func (c *checker) all() {
	c.brought, c.runs = map[int64][]pageRow{}, map[int64]bool{}
	c.checkFile()
	c.checkSchema()
	c.checkPages()
	tree := c.checkRecords()
	c.checkHashes(tree)
	c.checkStrays()
}

func (c *checker) fault(table, row, format string, args ...any) {
	if len(c.Faults) == faultsMax {
		c.More++
		return
	}
	c.Faults = append(c.Faults, Fault{table, row, fmt.Sprintf(format, args...)})
}

// unreadable notes that a table could not be read to its end. A cancelled check is no fault of the ledger.
func (c *checker) unreadable(table string, err error) {
	if err != nil && c.ctx.Err() == nil {
		c.fault(table, "", "it cannot be read: %v", err)
	}
}

// each calls do for every row that the query gives.
func (c *checker) each(query string, do func(*sql.Rows) error, args ...any) (err error) {
	rows, err := c.tx.QueryContext(c.ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := do(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// checkPages checks every page by itself and collects what the leaf hashes cover.
func (c *checker) checkPages() {
	c.unreadable("pages", c.each(selectPages+"NOT INDEXED", func(rows *sql.Rows) error {
		p, err := scanPage(rows)
		if err != nil {
			return err
		}
		c.Pages++
		c.brought[p.leaf] = append(c.brought[p.leaf], pageRow{id: p.id, digest: p.digest})
		if _, err := p.article(); err != nil {
			c.fault("pages", fmt.Sprintf("page %.12s", p.id), "%v", err)
		}
		return nil
	}))
}

// checkRecords checks every record and what is derived from it, and makes the tree anew from them.
func (c *checker) checkRecords() memoryTree {
	var tree memoryTree
	var next int64
	err := c.each(selectRecords+"NOT INDEXED ORDER BY leaf", func(rows *sql.Rows) error {
		r, err := scanRecord(rows)
		if err != nil {
			return err
		}
		if r.leaf != next {
			c.fault("records", leafName(next), "the record is missing: the next one is %d", r.leaf)
		}
		next = r.leaf + 1
		leaf := tlog.RecordHash(leafData(r, digestsOf(c.brought[r.leaf])))
		delete(c.brought, r.leaf)
		c.checkRecord(r, leaf)
		tree, err = tree.grow(int64(c.Records), leaf)
		c.Records++
		return err
	})
	c.unreadable("records", err)
	for _, leaf := range slices.Sorted(maps.Keys(c.brought)) {
		c.fault("pages", leafName(leaf), "the record that brought this page is missing")
	}
	c.Head.N = int64(c.Records)
	c.Head.Hash, err = tlog.TreeHash(c.Head.N, tree)
	c.unreadable("records", err)
	return tree
}

func leafName(leaf int64) string { return fmt.Sprintf("leaf %d", leaf) }

// checkRecord checks one record; leaf is its recomputed hash.
func (c *checker) checkRecord(r recordRow, leaf tlog.Hash) {
	name := leafName(r.leaf)
	e, err := r.entry()
	switch {
	case err != nil:
		c.fault("records", name, "%v", err)
	case timeText(e.At) != r.at:
		c.fault("records", name, "its time is not written as the ledger writes it")
	}
	if e.ID() != r.id {
		c.fault("records", name, "its kind or body does not match its ID")
	}
	if e.Hash != leaf {
		c.fault("records", name, "its kind, time, body or pages do not match its leaf hash")
	}
	if r.kind != kindRun {
		return
	}
	c.runs[r.leaf] = true
	run, err := decodeRun(r.body)
	if err != nil {
		c.fault("records", name, "%v", err)
		return
	}
	c.checkRun(r, run)
}

// checkRun reads every span of the run against the pages, and compares its derived rows.
func (c *checker) checkRun(r recordRow, run verify.Run) {
	c.Runs++
	pages := map[string]claims.Article{}
	for _, id := range pageIDs(run) {
		row, err := readPage(c.ctx, c.tx, id)
		if err == nil {
			// A page that was changed is reported as such already; its words are compared as they are now.
			a, _ := row.article()
			a.ID, a.Text = row.id, row.text
			pages[id] = a
		} else if !errors.Is(err, sql.ErrNoRows) {
			c.unreadable("pages", err)
		}
	}
	spans, faults := checkSpans(run, pages)
	c.Spans += spans
	for _, f := range faults {
		c.fault("records", leafName(r.leaf), "%s", f)
	}
	want := derive(r, run, pages)
	for _, t := range derivedTables {
		c.compare(t.at(c.version), r.leaf, want[t.name])
	}
}

// compare says which rows of the run are missing from the table, changed in it, or too many.
func (c *checker) compare(t table, run int64, want []row) {
	var i int
	err := c.each(t.query("WHERE run = ?"), func(rows *sql.Rows) error {
		got, err := scanRow(rows, len(t.columns))
		if err != nil {
			return err
		}
		c.Rows++
		for i < len(want) && slices.CompareFunc(want[i][:t.key], got[:t.key], compareKeys) < 0 {
			c.fault(t.name, t.rowName(want[i]), "the row is missing")
			i++
		}
		if i == len(want) || !slices.Equal(want[i][:t.key], got[:t.key]) {
			c.fault(t.name, t.rowName(got), "the row is not in the run")
			return nil
		}
		for j, column := range t.columns {
			if want[i][j] != got[j] {
				c.fault(t.name, t.rowName(got), "%s is %.80q and the run has %.80q", column, fmt.Sprint(got[j]), fmt.Sprint(want[i][j]))
			}
		}
		i++
		return nil
	}, run)
	c.unreadable(t.name, err)
	for ; i < len(want) && err == nil; i++ {
		c.fault(t.name, t.rowName(want[i]), "the row is missing")
	}
}

// compareKeys orders key columns, which are integers in every derived table.
func compareKeys(a, b any) int {
	x, _ := a.(int64)
	y, _ := b.(int64)
	return int(min(1, max(-1, x-y)))
}

// rowName is the key of a row in words.
func (t table) rowName(r row) string {
	parts := make([]string, t.key)
	for i := range parts {
		parts[i] = fmt.Sprintf("%s %v", t.columns[i], r[i])
	}
	return strings.Join(parts, ", ")
}

// scanRow reads a row of n columns as the driver gives it: int64, float64, string, nil, or bytes as a string.
func scanRow(rows *sql.Rows, n int) (row, error) {
	values, targets := make(row, n), make([]any, n)
	for i := range values {
		targets[i] = &values[i]
	}
	if err := rows.Scan(targets...); err != nil {
		return nil, err
	}
	for i, v := range values {
		if b, ok := v.([]byte); ok {
			values[i] = string(b)
		}
	}
	return values, nil
}

// checkHashes compares the stored hashes of the tree with those made anew from the records.
func (c *checker) checkHashes(tree memoryTree) {
	var next int64
	err := c.each("SELECT pos, hash FROM hashes ORDER BY pos", func(rows *sql.Rows) error {
		var pos int64
		var hash []byte
		if err := rows.Scan(&pos, &hash); err != nil {
			return err
		}
		for ; next < pos && next < int64(len(tree)); next++ {
			c.fault("hashes", fmt.Sprintf("pos %d", next), "the hash is missing")
		}
		next = pos + 1
		if pos < 0 || pos >= int64(len(tree)) {
			c.fault("hashes", fmt.Sprintf("pos %d", pos), "the hash belongs to no record")
		} else if string(hash) != string(tree[pos][:]) {
			c.fault("hashes", fmt.Sprintf("pos %d", pos), "the hash is not that of the records")
		}
		return nil
	})
	c.unreadable("hashes", err)
	for ; err == nil && next < int64(len(tree)); next++ {
		c.fault("hashes", fmt.Sprintf("pos %d", next), "the hash is missing")
	}
}

// checkStrays finds derived rows of runs that are not in the log.
func (c *checker) checkStrays() {
	for _, t := range derivedTables {
		c.unreadable(t.name, c.each("SELECT DISTINCT run FROM "+t.name+" NOT INDEXED", func(rows *sql.Rows) error {
			var run int64
			err := rows.Scan(&run)
			if err == nil && !c.runs[run] {
				c.fault(t.name, fmt.Sprintf("run %d", run), "there is no such run in the log")
			}
			return err
		}))
	}
}
