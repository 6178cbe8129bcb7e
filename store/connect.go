package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// What can be wrong with a file, whatever is in it.
var (
	// ErrNewer is returned for a file that a newer version of the program made. It is not touched.
	ErrNewer = errors.New("a newer version of secondsource made this file")
	// ErrForeign is returned for a file that is not of the kind that was asked for. It is not touched.
	ErrForeign = errors.New("this file is something else")
	// ErrFull is returned when the disk, or the space allowed to the program, is used up. Nothing is half written.
	ErrFull = errors.New("there is no space left to write; nothing was stored, and trying again is safe")
)

// settingsDSN asks for FULL because with mattn's default of NORMAL 369 of 400 simulated power cuts lost saved rows
// (reliability note §1, row 2), and for recursive_triggers because INSERT OR REPLACE passes delete triggers without
// them (stack note §8). 5000 ms is the wait for another program's write (reliability note §3.1).
// Statements are kept prepared, which is most of the cost of a small append.
const settingsDSN = "_stmt_cache_size=64&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=on&_recursive_triggers=on"

// settings are the pragmas of every connection, with the value that each must read back.
var settings = []struct{ name, value string }{
	{"synchronous", "2"},
	{"busy_timeout", "5000"},
	{"foreign_keys", "1"},
	{"recursive_triggers", "1"},
	{"trusted_schema", "0"},
}

// A connector opens connections to one file and reads the settings of each one back.
type connector struct {
	dsn     string
	journal string // the journal mode to read back; "" for any
}

// openDB makes a pool on dsn; it connects on first use.
func openDB(dsn, journal string) *sql.DB { return sql.OpenDB(connector{dsn: dsn, journal: journal}) }

// Driver is part of driver.Connector.
func (c connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{ConnectHook: c.check} }

// Connect is part of driver.Connector.
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.Driver().Open(c.dsn) }

// check turns trusted_schema off, for which there is no name in a DSN, and reads all settings back.
func (c connector) check(conn *sqlite3.SQLiteConn) error {
	if _, err := conn.Exec("PRAGMA trusted_schema = OFF", nil); err != nil {
		return err
	}
	for _, s := range settings {
		if err := readBack(conn, s.name, s.value); err != nil {
			return err
		}
	}
	if c.journal == "" {
		return nil
	}
	return readBack(conn, "journal_mode", c.journal)
}

// readBack says whether the pragma has the value that it must have.
func readBack(conn *sqlite3.SQLiteConn, name, want string) (err error) {
	rows, err := conn.Query("PRAGMA "+name, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, 1)
	if err := rows.Next(row); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if b, ok := row[0].([]byte); ok {
		row[0] = string(b)
	}
	if got := fmt.Sprint(row[0]); got != want {
		return fmt.Errorf("the database's setting %s is %s, and must be %s", name, got, want)
	}
	return nil
}

// explain puts what a newsroom user can do about an error of the file in front of SQLite's words.
func explain(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrFull):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EFBIG), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w: %w", ErrFull, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fmt.Errorf("the file or its folder cannot be written to: %w", err)
	}
	se, ok := errors.AsType[sqlite3.Error](err)
	if !ok {
		return err
	}
	switch se.Code {
	case sqlite3.ErrFull:
		return fmt.Errorf("%w: %w", ErrFull, err)
	case sqlite3.ErrIoErr:
		// A limit on the size of files or a quota reaches SQLite as a failed write, not as a full disk.
		if cause := explain(se.SystemErrno); errors.Is(cause, ErrFull) {
			return fmt.Errorf("%w: %w", cause, err)
		}
		return fmt.Errorf("the disk refused to read or write; try again when it is sound: %w", err)
	case sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrPerm, sqlite3.ErrAuth:
		return fmt.Errorf("the file or its folder cannot be written to: %w", err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fmt.Errorf("another program is writing to it; try again: %w", err)
	case sqlite3.ErrNotADB:
		return fmt.Errorf("%w: no database at all (%w)", ErrForeign, err)
	case sqlite3.ErrCorrupt:
		return fmt.Errorf("the file is damaged; keep it and restore a copy: %w", err)
	}
	return err
}
