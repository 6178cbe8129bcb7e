package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/mattn/go-sqlite3"
)

var toy = schema{name: "toy", applicationID: 77, newest: 2, migrations: fstest.MapFS{
	"00001_a.sql": {Data: []byte("-- +goose Up\nCREATE TABLE a (x INTEGER) STRICT;\n")},
	"00002_b.sql": {Data: []byte("-- +goose Up\nCREATE TABLE b (x INTEGER) STRICT;\n")},
}}

func closePools(t *testing.T, p *pools) {
	t.Helper()
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

// TestSettings wants every connection of both pools to have the settings, however many there are.
func TestSettings(t *testing.T) {
	p, err := openPools(t.Context(), filepath.Join(t.TempDir(), "toy.db"), toy)
	if err != nil {
		t.Fatal(err)
	}
	defer closePools(t, p)
	for range 3 {
		conn, err := p.read.Conn(t.Context()) // held, so that the next one is new
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := conn.Close(); err != nil {
				t.Error(err)
			}
		}()
		for _, s := range settings {
			var got string
			if err := conn.QueryRowContext(t.Context(), "PRAGMA "+s.name).Scan(&got); err != nil || got != s.value {
				t.Errorf("%s: got %s, %v, want %s", s.name, got, err, s.value)
			}
		}
		if _, err := conn.ExecContext(t.Context(), "INSERT INTO a VALUES (1)"); err == nil {
			t.Error("a reader wrote")
		}
	}
}

// TestSettingsReadBack refuses a connection whose settings are others, one at a time.
func TestSettingsReadBack(t *testing.T) {
	for name, c := range map[string]connector{
		"synchronous":        {dsn: "file::memory:?_synchronous=NORMAL&" + settingsDSN, journal: "memory"},
		"busy_timeout":       {dsn: "file::memory:?_busy_timeout=7&" + settingsDSN, journal: "memory"},
		"foreign_keys":       {dsn: "file::memory:?_foreign_keys=off&" + settingsDSN, journal: "memory"},
		"recursive_triggers": {dsn: "file::memory:?_recursive_triggers=off&" + settingsDSN, journal: "memory"},
		"journal_mode":       {dsn: "file::memory:?" + settingsDSN, journal: "wal"},
	} {
		conn, err := c.Connect(t.Context())
		if err == nil || !strings.Contains(err.Error(), "setting "+name) {
			t.Errorf("%s: got %v, want an error that names it", name, err)
		}
		if err == nil && conn.Close() != nil {
			t.Error("close")
		}
	}
}

// TestImmediate has the write lock from the start of a transaction, so that it never fails in its middle.
func TestImmediate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "toy.db")
	p, err := openPools(t.Context(), path, toy)
	if err != nil {
		t.Fatal(err)
	}
	defer closePools(t, p)
	tx, err := p.write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	// Past the connector, whose wait is five seconds.
	other, err := (&sqlite3.SQLiteDriver{}).Open("file:" + path + "?_busy_timeout=1")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	execer, ok := other.(driver.ExecerContext)
	if !ok {
		t.Fatalf("%T executes no statement", other)
	}
	_, err = execer.ExecContext(t.Context(), "BEGIN IMMEDIATE", nil)
	if se, ok := errors.AsType[sqlite3.Error](err); !ok || se.Code != sqlite3.ErrBusy {
		t.Errorf("a second writer: got %v, want that the file is busy", err)
	}
}

// TestMakeAtOnce makes one file from many openings at once.
func TestMakeAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "toy.db")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			p, err := openPools(context.WithoutCancel(t.Context()), path, toy)
			if err != nil {
				t.Error(err)
				return
			}
			closePools(t, p)
		})
	}
	wg.Wait()
}

func TestMemory(t *testing.T) {
	p, err := openMemory(t.Context(), toy)
	if err != nil {
		t.Fatal(err)
	}
	defer closePools(t, p)
	for range 3 {
		if _, err := p.write.ExecContext(t.Context(), "INSERT INTO b VALUES (1)"); err != nil {
			t.Fatal(err)
		}
	}
	var n int
	if err := p.read.QueryRowContext(t.Context(), "SELECT count(*) FROM b").Scan(&n); err != nil || n != 3 {
		t.Errorf("got %d rows, %v, want 3", n, err)
	}
}

// TestMigrate brings a file of the first version to the second; a program that knows only the first refuses it then.
func TestMigrate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "toy.db")
	older := toy
	older.newest = 1
	for _, s := range []schema{older, toy, toy} {
		p, err := openPools(t.Context(), path, s)
		if err != nil {
			t.Fatal(err)
		}
		version, err := fileVersion(t.Context(), p.read)
		if err != nil || version != s.newest {
			t.Errorf("got version %d, %v, want %d", version, err, s.newest)
		}
		closePools(t, p)
	}
	if _, err := openPools(t.Context(), path, older); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
	other := toy
	other.applicationID = 78
	if _, err := openPools(t.Context(), path, other); !errors.Is(err, ErrForeign) {
		t.Errorf("got %v, want ErrForeign", err)
	}
}
