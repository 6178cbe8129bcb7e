package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondsource/store"
)

// TestOpenNames opens ledgers whose path holds what means something in an address.
func TestOpenNames(t *testing.T) {
	for _, name := range []string{
		"plain.db", "two words.db", "what?.db", "no#1.db", "100%.db", "%41.db", "a&mode=memory.db", "é.db", "x;y.db",
		"file:x.db", "-wal", filepath.Join("new", "folder", "x.db"), "a\nb.db", "+.db",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			s, err := store.Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			mustAppend(t, s, note(1))
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(path)
			if err != nil || info.Size() == 0 || info.Mode().Perm() != 0o600 {
				t.Errorf("got %v, %v, want a file for its owner alone", info, err)
			}
			if got := entries(t, open(t, path), 0); len(got) != 1 {
				t.Errorf("got %d records, want 1", len(got))
			}
			files, err := os.ReadDir(filepath.Dir(path))
			if err != nil || !onlyLedger(files, filepath.Base(path)) {
				t.Errorf("the folder holds %v, %v, want the ledger and its side files", files, err)
			}
		})
	}
}

func onlyLedger(files []fs.DirEntry, base string) bool {
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), base) {
			return false
		}
	}
	return len(files) > 0
}

// TestOpenRefuses wants files that are no ledger of this version refused in one sentence and left as they are.
func TestOpenRefuses(t *testing.T) {
	tests := []struct {
		name string
		make func(t *testing.T, path string)
		want error
		says string
	}{
		{"text", func(t *testing.T, path string) { writeFile(t, path, "The ferry will sail.\n") }, store.ErrForeign, "no database"},
		{"one byte", func(t *testing.T, path string) { writeFile(t, path, "x") }, store.ErrForeign, "no database"},
		{"only the first words of a database", func(t *testing.T, path string) { writeFile(t, path, "SQLite format 3\x00") }, store.ErrForeign, "no database"},
		{"another program's database", func(t *testing.T, path string) { execFile(t, path, "CREATE TABLE x (a)") }, store.ErrForeign, "no ledger"},
		{"another program's mark", func(t *testing.T, path string) {
			execFile(t, path, "PRAGMA application_id = 77; CREATE TABLE x (a)")
		}, store.ErrForeign, "no ledger"},
		{"a newer ledger", func(t *testing.T, path string) {
			s, err := store.Open(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			execFile(t, path, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)")
		}, store.ErrNewer, "version 99 of the tables, and this program knows 2"},
		{"a folder", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, store.ErrForeign, "folder"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger.db")
			tt.make(t, path)
			before, _ := os.ReadFile(path) // a folder has no bytes
			_, err := store.Open(t.Context(), path)
			_, errReading := store.OpenReadOnly(t.Context(), path)
			for _, err := range []error{err, errReading} {
				if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "\n") {
					t.Errorf("got %v, want one sentence of %v that says %q", err, tt.want, tt.says)
				}
			}
			after, _ := os.ReadFile(path)
			if !bytes.Equal(before, after) {
				t.Errorf("the file was changed: %d bytes before, %d after", len(before), len(after))
			}
			files, err := os.ReadDir(filepath.Dir(path))
			if err != nil || len(files) != 1 {
				t.Errorf("the folder holds %v, %v, want what was there", files, err)
			}
		})
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// execFile runs SQL on the file past the store.
func execFile(t *testing.T, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	mustExec(t, db, query)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestOpenEmpty takes an empty file, and a database with nothing in it, for a new ledger: a crash may leave either.
func TestOpenEmpty(t *testing.T) {
	for name, make := range map[string]func(path string){
		"empty file":     func(path string) { writeFile(t, path, "") },
		"empty database": func(path string) { execFile(t, path, "PRAGMA journal_mode = WAL; CREATE TABLE x (a); DROP TABLE x") },
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger.db")
			make(path)
			if _, err := store.OpenReadOnly(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("for reading only: got %v, want that there is no ledger yet", err)
			}
			s := open(t, path)
			mustAppend(t, s, note(1))
			mustVerify(t, s)
		})
	}
}

func TestOpenReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none.db")
	_, err := store.OpenReadOnly(t.Context(), path)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "there is no ledger at "+path) {
		t.Errorf("missing file: got %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the missing file was made")
	}
	path = smallLedger(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if got := mustVerify(t, s); got.Records != 5 {
		t.Errorf("got %d records, want 5", got.Records)
	}
	if _, err := s.Append(t.Context(), note(9)); err == nil {
		t.Error("a record was appended for reading only")
	}
	if err := s.Rebuild(t.Context()); err == nil {
		t.Error("tables were rebuilt for reading only")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("reading changed the file (%v)", err)
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v, want the ledger alone", files, err)
	}
}

// TestOpenTwice has two stores on one file in one program: closing one does not take the other's locks away.
func TestOpenTwice(t *testing.T) {
	a, path := openNew(t)
	b, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, a, note(1))
	mustAppend(t, b, note(2))
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if lines := childLines(t, "append 60", path, 1000); lines[0] != "" {
		t.Errorf("another program: %q", lines)
	}
	mustAppend(t, a, note(2), note(5000))
	if report := mustVerify(t, a); report.Records != 2+60+58+1 {
		t.Errorf("got %d records, want 121", report.Records)
	}
}
