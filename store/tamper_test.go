package store_test

import (
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // the raw connection, as the sqlite3 shell has it
	"golang.org/x/mod/sumdb/tlog"

	"secondsource/store"
	"secondsource/verify"
)

// raw opens the file past the store, with foreign keys and recursive triggers off as in the sqlite3 shell.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func mustExec(t testing.TB, db *sql.DB, query string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// texts reads a query of one column.
func texts(t testing.TB, db *sql.DB, query string, args ...any) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// withoutTriggers runs do while the file has no trigger, as someone with the sqlite3 shell can, and makes them again.
func withoutTriggers(t testing.TB, db *sql.DB, do func()) {
	t.Helper()
	sqls := texts(t, db, "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
	if len(sqls) == 0 {
		t.Fatal("the ledger has no triggers")
	}
	for _, name := range texts(t, db, "SELECT name FROM sqlite_schema WHERE type = 'trigger'") {
		mustExec(t, db, "DROP TRIGGER "+name)
	}
	do()
	for _, s := range sqls {
		mustExec(t, db, s)
	}
}

// faults gives what verification finds, after checking that it came to an end.
func faults(t testing.TB, s *store.SQLite) []store.Fault {
	t.Helper()
	report, err := s.Verify(t.Context())
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	return report.Faults
}

// isTrigger says whether the fault is a trigger that the test itself took away.
func isTrigger(f store.Fault) bool {
	return f.Table == "sqlite_schema" && strings.HasPrefix(f.Row, "trigger ") && f.What == "it is missing"
}

// dump is every row of every table as text; "" and an error's words if the file cannot be read.
func dump(t *testing.T, path string) string {
	t.Helper()
	db := raw(t, "file:"+path+"?mode=ro&immutable=1")
	defer func() { _ = db.Close() }()
	h := sha256.New()
	for _, table := range append(texts(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"), "sqlite_schema") {
		columns := "quote(" + strings.Join(texts(t, db, "SELECT name FROM pragma_table_info(?)", table), ") || ',' || quote(") + ")"
		h.Write(fmt.Append(nil, table, texts(t, db, "SELECT coalesce("+columns+", 'null') FROM "+table+" NOT INDEXED"), "\n"))
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// TestTriggers wants every way to change the log refused by the file itself, and nothing changed by the attempt.
func TestTriggers(t *testing.T) {
	path := smallLedger(t)
	db, s := raw(t, path), open(t, path)
	for _, recursive := range []string{"OFF", "ON"} {
		mustExec(t, db, "PRAGMA recursive_triggers = "+recursive)
		for _, query := range []string{
			"UPDATE records SET at = at",
			"UPDATE OR REPLACE records SET leaf = 1 WHERE leaf = 0",
			"DELETE FROM records WHERE leaf = 4",
			"INSERT OR REPLACE INTO records SELECT leaf, id, kind, 'x', hash, body FROM records",
			"INSERT OR REPLACE INTO records SELECT 5, id, kind, at, hash, body FROM records WHERE leaf = 0",
			"INSERT OR IGNORE INTO records SELECT 9, 'x', kind, at, hash, body FROM records WHERE leaf = 0",
			"INSERT INTO records SELECT leaf, id, kind, at, hash, body FROM records WHERE true ON CONFLICT DO UPDATE SET at = 'x'",
			"INSERT INTO records SELECT -1, 'x', kind, at, hash, body FROM records WHERE leaf = 0",
			"UPDATE hashes SET hash = zeroblob(32)",
			"DELETE FROM hashes",
			"INSERT OR REPLACE INTO hashes VALUES (0, zeroblob(32))",
			"INSERT INTO hashes VALUES (99, zeroblob(32))",
			"UPDATE pages SET text = 'x'",
			"DELETE FROM pages",
			"INSERT OR REPLACE INTO pages SELECT id, leaf, digest, url, meta, 'x' FROM pages",
		} {
			if _, err := db.ExecContext(t.Context(), query); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("recursive_triggers %s: %s: got %v, want a refusal", recursive, query, err)
			}
		}
	}
	mustVerify(t, s)
}

// TestTampering are changes that a person with the sqlite3 shell would try, each with a word that its fault must hold.
func TestTampering(t *testing.T) {
	tests := []struct {
		name, table, sql string
	}{
		{"trigger gone", "sqlite_schema", "DROP TRIGGER records_update"},
		{"trigger toothless", "sqlite_schema", "DROP TRIGGER records_update; CREATE TRIGGER records_update BEFORE UPDATE ON records BEGIN SELECT 1; END"},
		{"index gone", "sqlite_schema", "DROP INDEX claims_id"},
		{"table added", "sqlite_schema", "CREATE TABLE extra (a)"},
		{"view added", "sqlite_schema", "CREATE VIEW extra AS SELECT 1"},
		{"column added", "sqlite_schema", "ALTER TABLE runs ADD COLUMN extra TEXT"},
		{"derived table gone", "findings", "DROP TABLE findings"},
		{"the log's table gone", "hashes", "DROP TABLE hashes"},
		{"bodies swapped", "records", "UPDATE records SET body = (SELECT body FROM records AS o WHERE o.leaf = 4 - records.leaf) WHERE leaf IN (1, 3)"},
		{"rows swapped", "hashes", "UPDATE records SET leaf = 77 WHERE leaf = 1; UPDATE records SET leaf = 1 WHERE leaf = 3; UPDATE records SET leaf = 3 WHERE leaf = 77"},
		{"hashes swapped", "hashes", "UPDATE hashes SET hash = (SELECT hash FROM hashes AS o WHERE o.pos = 1 - hashes.pos) WHERE pos IN (0, 1)"},
		{"middle cut out", "records", "DELETE FROM records WHERE leaf = 1"},
		{"middle cut out and numbered anew", "hashes", "DELETE FROM records WHERE leaf = 3; UPDATE records SET leaf = 3 WHERE leaf = 4"},
		{"last record gone", "hashes", "DELETE FROM records WHERE leaf = 4"},
		{"last hash gone", "hashes", "DELETE FROM hashes WHERE pos = (SELECT max(pos) FROM hashes)"},
		{"hash added", "hashes", "INSERT INTO hashes SELECT max(pos) + 1, zeroblob(32) FROM hashes"},
		{"record added", "hashes", "INSERT INTO records SELECT 5, 'x', kind, at, hash, body FROM records WHERE leaf = 4"},
		{"body emptied", "records", "UPDATE records SET body = '' WHERE leaf = 3"},
		{"page gone", "records", "DELETE FROM pages WHERE leaf = 2"},
		{"page added", "records", "INSERT INTO pages SELECT 'x', leaf, digest, url, meta, text FROM pages LIMIT 1"},
		{"page moved", "records", "UPDATE pages SET leaf = 1 WHERE leaf = 2"},
		{"verdict turned", "verdicts", "UPDATE verdicts SET label = 'supported' WHERE run = 0 AND n = 0"},
		{"evidence gone", "evidence", "DELETE FROM evidence WHERE run = 2"},
		{"claim moved", "claims", "UPDATE claims SET n = 7 WHERE run = 0 AND n = 1"},
		{"finding added", "findings", "INSERT INTO findings SELECT run, n + 1, rule, severity, claim, message, at_start, at_end, fingerprint, waived, waived_by FROM findings WHERE run = 0"},
		{"run added", "runs", "INSERT INTO runs SELECT 1, id || 'x', at, article, url, publisher, title, byline, published, program, extractor, judge, draft, claims, findings, problems FROM runs WHERE run = 0"},
		{"run gone", "runs", "DELETE FROM runs WHERE run = 2"},
		{"version changed", "goose_db_version", "UPDATE goose_db_version SET tstamp = '2031' WHERE version_id = 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := smallLedger(t)
			db := raw(t, path)
			change := func() { mustExec(t, db, tt.sql) }
			if tt.table == "sqlite_schema" || strings.HasPrefix(tt.sql, "DROP") {
				change()
			} else {
				withoutTriggers(t, db, change)
			}
			got := faults(t, open(t, path))
			if !slices.ContainsFunc(got, func(f store.Fault) bool { return f.Table == tt.table && f.String() != "" }) {
				t.Errorf("%s: got faults %v, want one of table %s", tt.sql, got, tt.table)
			}
		})
	}
}

// TestRollback puts an older copy back: it is sound in itself, and only a head kept elsewhere shows it.
func TestRollback(t *testing.T) {
	s, _ := openNew(t)
	mustAppend(t, s, note(0), note(1), note(2))
	old, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, note(3), note(4))
	later, err := s.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, head := range []tlog.Tree{{Hash: sha256.Sum256(nil)}, old, later} {
		if err := s.Extends(t.Context(), head); err != nil {
			t.Errorf("extends %v: %v", head, err)
		}
	}
	rolledBack, _ := openNew(t)
	mustAppend(t, rolledBack, note(0), note(1), note(2), note(9))
	mustVerify(t, rolledBack)
	if err := rolledBack.Extends(t.Context(), old); err != nil {
		t.Errorf("the copy begins alike: %v", err)
	}
	other, _ := openNew(t)
	mustAppend(t, other, note(0), note(7), note(2), note(3), note(4))
	for _, bad := range []struct {
		s    *store.SQLite
		head tlog.Tree
	}{{rolledBack, later}, {other, old}, {other, later}, {other, tlog.Tree{N: -1}}} {
		if err := bad.s.Extends(t.Context(), bad.head); err == nil {
			t.Errorf("a ledger that does not begin with head %v passed", bad.head)
		}
	}
}

// TestRebuild spoils the derived tables in every way and wants them back as they were.
func TestRebuild(t *testing.T) {
	path := smallLedger(t)
	want := dump(t, path)
	db, s := raw(t, path), open(t, path)
	for _, query := range []string{
		"DELETE FROM evidence", "UPDATE claims SET words = 'x'", "DELETE FROM runs WHERE run = 0",
		"INSERT INTO verdicts SELECT run, n + 5, claim, label, reason, score, supports, refutes, reports, searches, failed FROM verdicts",
	} {
		mustExec(t, db, query)
	}
	if len(faults(t, s)) == 0 {
		t.Fatal("the spoilt tables were not found")
	}
	if err := s.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, s)
	if _, err := db.ExecContext(t.Context(), "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, path); got != want {
		t.Error("the rebuilt tables are not those that appending made")
	}
}

// TestFaultsAreCounted spoils more rows than a report lists.
func TestFaultsAreCounted(t *testing.T) {
	s, path := openNew(t)
	var recs []verify.Record
	for i := range 150 {
		recs = append(recs, note(i))
	}
	mustAppend(t, s, recs...)
	db := raw(t, path)
	withoutTriggers(t, db, func() { mustExec(t, db, "UPDATE records SET at = at || ' '") })
	report, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if report.OK() || len(report.Faults) != 100 || report.More < 50 {
		t.Errorf("got %d faults and %d more, want 100 and at least 50", len(report.Faults), report.More)
	}
}
