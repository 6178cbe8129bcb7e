package store_test

import (
	"database/sql"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondsource/store"
)

// A cell is one value of the file.
type cell struct {
	table, column string
	rowid         []any  // the primary key's values
	where         string // finds it by them
}

// cells lists every value of every table, the migrations' own tables included.
func cells(t testing.TB, db *sql.DB) []cell {
	t.Helper()
	tables := texts(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table'")
	if len(tables) < 10 {
		t.Fatalf("only %d tables: %v", len(tables), tables)
	}
	var all []cell
	for _, table := range tables {
		key := texts(t, db, "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", table)
		if len(key) == 0 {
			key = []string{"rowid"}
		}
		columns := texts(t, db, "SELECT name FROM pragma_table_info(?)", table)
		for _, k := range keysOf(t, db, table, key) {
			for _, c := range columns {
				all = append(all, cell{table, c, k, strings.Join(key, " IS ? AND ") + " IS ?"})
			}
		}
	}
	return all
}

func keysOf(t testing.TB, db *sql.DB, table string, key []string) [][]any {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT "+strings.Join(key, ", ")+" FROM "+table)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var all [][]any
	for rows.Next() {
		values, targets := make([]any, len(key)), make([]any, len(key))
		for i := range values {
			targets[i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			t.Fatal(err)
		}
		all = append(all, values)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// value reads the cell: int64, float64, or bytes.
func (c cell) value(t testing.TB, db *sql.DB) (v any, isText bool) {
	t.Helper()
	var kind string
	err := db.QueryRowContext(t.Context(), fmt.Sprintf("SELECT typeof(%[1]s), CASE WHEN typeof(%[1]s) = 'text' THEN CAST(%[1]s AS BLOB) ELSE %[1]s END FROM %s WHERE %s",
		c.column, c.table, c.where), c.rowid...).Scan(&kind, &v)
	if err != nil {
		t.Fatalf("read %v: %v", c, err)
	}
	return v, kind == "text"
}

// set writes the cell and says whether SQLite took the value; a constraint may refuse it.
func (c cell) set(t testing.TB, db *sql.DB, v any, isText bool) bool {
	t.Helper()
	as := "?"
	if isText {
		as = "CAST(? AS TEXT)"
	}
	res, err := db.ExecContext(t.Context(), fmt.Sprintf("UPDATE %s SET %s = %s WHERE %s", c.table, c.column, as, c.where),
		append([]any{v}, c.rowid...)...)
	if err != nil {
		if strings.Contains(err.Error(), "constraint") {
			return false
		}
		t.Fatalf("write %v: %v", c, err)
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		t.Fatalf("write %v: %d rows, %v", c, n, err)
	}
	return true
}

// flipped gives the value with one bit changed; an empty text becomes one byte.
func flipped(v any, at uint64) any {
	switch v := v.(type) {
	case int64:
		return v ^ 1<<(at%8)
	case float64:
		return math.Float64frombits(math.Float64bits(v) ^ 1<<(at%52))
	case []byte:
		if len(v) == 0 {
			return []byte{'x'}
		}
		b := slices.Clone(v)
		b[at/8%uint64(len(b))] ^= 1 << (at % 8)
		return b
	}
	return []byte{'x'} // NULL
}

// smallLedger makes a ledger with runs and other records and closes it.
func smallLedger(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.db")
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, testRecord(t, 0), note(1), testRecord(t, 2), note(3), note(4))
	mustVerify(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestEveryCell changes one bit in every column of every row of every table, one at a time, as someone who may drop
// the triggers can, and wants each change found. The first, a middle and the last byte of long values are all tried.
func TestEveryCell(t *testing.T) {
	path := smallLedger(t)
	db, s := raw(t, path), open(t, path)
	tried, tables := 0, map[string]int{}
	withoutTriggers(t, db, func() {
		// The triggers come back for each check in their own test; here they would be dropped 700 times.
		for _, c := range cells(t, db) {
			before, isText := c.value(t, db)
			n := uint64(1)
			if b, ok := before.([]byte); ok {
				n = uint64(max(1, len(b)))
			}
			for _, at := range []uint64{0, n / 2 * 8, (n - 1) * 8} {
				after := flipped(before, at+uint64(tried%8))
				if !c.set(t, db, after, isText) {
					continue
				}
				got := slices.DeleteFunc(faults(t, s), isTrigger)
				if len(got) == 0 {
					t.Errorf("%s.%s of row %v: %.60q became %.60q and was not found", c.table, c.column, c.rowid, before, after)
				}
				tried++
				tables[c.table]++
				restore(t, db, c, before, after, isText)
			}
		}
	})
	mustVerify(t, s)
	t.Logf("%d changes tried, all found: %v", tried, tables)
	if len(tables) < 11 || tried < 500 {
		t.Errorf("only %d changes in %d tables were tried", tried, len(tables))
	}
}

// restore puts the old value back, also if the cell is part of the key by which it is found.
func restore(t testing.TB, db *sql.DB, c cell, before, after any, isText bool) {
	t.Helper()
	keys := strings.Split(strings.TrimSuffix(c.where, " IS ?"), " IS ? AND ")
	c.rowid = slices.Clone(c.rowid)
	if i := slices.Index(keys, c.column); i >= 0 {
		c.rowid[i] = after
		if isText {
			c.where = strings.Replace(c.where, c.column+" IS ?", c.column+" IS CAST(? AS TEXT)", 1)
		}
	}
	if !c.set(t, db, before, isText) {
		t.Fatalf("put %v back: refused", c)
	}
}

// TestRandomFlips changes one random bit of a record, a page or a hash and wants it found.
func TestRandomFlips(t *testing.T) {
	path := smallLedger(t)
	db, s := raw(t, path), open(t, path)
	withoutTriggers(t, db, func() {
		all := slices.DeleteFunc(cells(t, db), func(c cell) bool {
			return !slices.Contains([]string{"records", "pages", "hashes"}, c.table)
		})
		rapid.Check(t, func(r *rapid.T) {
			c := rapid.SampledFrom(all).Draw(r, "cell")
			before, isText := c.value(t, db)
			after := flipped(before, rapid.Uint64().Draw(r, "bit"))
			if !c.set(t, db, after, isText) {
				r.Skip("SQLite refused the value")
			}
			got := slices.DeleteFunc(faults(t, s), isTrigger)
			restore(t, db, c, before, after, isText)
			if len(got) == 0 {
				r.Fatalf("%s.%s of row %v: %q became %q and was not found", c.table, c.column, c.rowid, before, after)
			}
		})
	})
}

// TestFlipsInTheFile changes one random bit of the file itself. Either verification finds it, or no row and no
// table changed: free space and counters of SQLite's own hold nothing of the ledger.
func TestFlipsInTheFile(t *testing.T) {
	path := smallLedger(t)
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := dump(t, path)
	rnd := rand.New(rand.NewPCG(1, 2)) // a fixed seed: a failure can be seen again
	found, harmless := 0, 0
	target := filepath.Join(t.TempDir(), "flipped.db")
	for range 400 {
		at, bit := rnd.IntN(len(sound)), rnd.IntN(8)
		b := slices.Clone(sound)
		b[at] ^= 1 << bit
		if err := os.WriteFile(target, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if fileFaulty(t, target) {
			found++
		} else if got := dump(t, target); got != want {
			t.Errorf("bit %d of byte %d: the rows changed and it was not found", bit, at)
		} else {
			harmless++
		}
	}
	t.Logf("400 bits: %d found, %d changed no row", found, harmless)
	// Most of a small file is free space; fewer than 40 were never seen.
	if found < 40 {
		t.Errorf("only %d of 400 changes were found: the test looks at nothing", found)
	}
}

// fileFaulty says whether the file cannot be opened or verification finds a fault.
func fileFaulty(t *testing.T, path string) bool {
	t.Helper()
	s, err := store.OpenReadOnly(t.Context(), path)
	if err != nil {
		return true
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	return len(faults(t, s)) > 0
}
