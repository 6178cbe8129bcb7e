package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// A part is a table, index or trigger of the file, or a row that only migrations write.
type part struct{ table, row string }

// shapeQueries give the parts of a file with their text, by the table that holds them. Values are quoted because the
// two tables that are not ours are not STRICT: 1 and '1' differ.
var shapeQueries = map[string]string{
	"sqlite_schema": "SELECT type || ' ' || name, tbl_name || ': ' || coalesce(sql, '') FROM sqlite_schema",
	"goose_db_version": `SELECT 'id ' || quote(id), quote(version_id) || ' ' || quote(is_applied) || ' ' || quote(tstamp)
		FROM goose_db_version`,
	"sqlite_sequence": "SELECT 'name ' || quote(name), quote(seq) FROM sqlite_sequence",
}

// checkFile runs SQLite's own checks: pages of the file and indices, and references between tables.
func (c *checker) checkFile() {
	// 100 lines is SQLite's own default; integrity_check says "ok" in one row when nothing is wrong.
	err := c.each("PRAGMA integrity_check(100)", func(rows *sql.Rows) error {
		var line string
		err := rows.Scan(&line)
		if err == nil && line != "ok" {
			c.fault("", "", "SQLite finds: %s", line)
		}
		return err
	})
	c.unreadable("", err)
	err = c.each("SELECT \"table\", coalesce(rowid, ''), parent FROM pragma_foreign_key_check", func(rows *sql.Rows) error {
		var table, row, parent string
		err := rows.Scan(&table, &row, &parent)
		if err == nil {
			c.fault(table, row, "it refers to a row of %s that is not there", parent)
		}
		return err
	})
	c.unreadable("", err)
}

// checkSchema compares tables, indices and triggers, and what the migrations wrote, with a ledger of the same version
// made anew in memory.
func (c *checker) checkSchema() {
	version, err := fileVersion(c.ctx, c.tx)
	if err != nil {
		c.unreadable("goose_db_version", err)
		return
	}
	if version < 1 || version > ledgerVersion {
		c.fault("goose_db_version", "", "it gives version %d, and this program knows 1 to %d", version, ledgerVersion)
		return
	}
	c.version = version
	want, err := freshShape(c.ctx, version)
	if err != nil {
		c.unreadable("sqlite_schema", err)
		return
	}
	got, err := readShape(c.ctx, c.tx)
	if err != nil {
		c.unreadable("sqlite_schema", err)
		return
	}
	c.compareShapes(want, got)
}

func (c *checker) compareShapes(want, got map[part]string) {
	for _, p := range slices.SortedFunc(maps.Keys(want), byPart) {
		text, ok := got[p]
		switch {
		case !ok:
			c.fault(p.table, p.row, "it is missing")
		case text != want[p]:
			c.fault(p.table, p.row, "it is not as the program made it")
		}
	}
	for _, p := range slices.SortedFunc(maps.Keys(got), byPart) {
		if _, ok := want[p]; !ok {
			c.fault(p.table, p.row, "the program did not make it")
		}
	}
}

func byPart(x, y part) int { return cmp.Or(cmp.Compare(x.table, y.table), cmp.Compare(x.row, y.row)) }

// freshShape is the shape of an empty ledger of that version.
func freshShape(ctx context.Context, version int64) (shape map[part]string, err error) {
	s, err := ledgerSchema(version)
	if err != nil {
		return nil, err
	}
	p, err := openMemory(ctx, s)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	return readShape(ctx, p.read)
}

func readShape(ctx context.Context, q querier) (map[part]string, error) {
	shape := map[part]string{}
	for table, query := range shapeQueries {
		if err := addShape(ctx, q, query, func(row, text string) { shape[part{table, row}] += text }); err != nil {
			return nil, fmt.Errorf("%s: %w", table, err)
		}
	}
	return shape, nil
}

func addShape(ctx context.Context, q querier, query string, add func(row, text string)) (err error) {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var row, text sql.NullString
		if err := rows.Scan(&row, &text); err != nil {
			return err
		}
		add(row.String, text.String)
	}
	return rows.Err()
}
