package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"iter"

	"github.com/mattn/go-sqlite3"
	"golang.org/x/mod/sumdb/tlog"

	"secondsource/verify"
)

//go:embed migrations/sqlite/*.sql
var ledgerMigrations embed.FS

// ledgerID marks a ledger file: "SSLG" in ASCII.
const ledgerID = 0x53534c47

// ledgerVersion is the number of the last migration.
const ledgerVersion = 2

// busyTries bounds how often an append waits for other programs. Each try waits up to 5 s in SQLite, whose queue is
// not fair: of four processes one was told "locked" after a single wait (reliability note §3.1).
const busyTries = 12

// SQLite is a ledger in one SQLite file. It is safe for concurrent use; close it when done.
type SQLite struct{ *pools }

// Close closes the ledger. Nothing that was appended waits for it.
func (s *SQLite) Close() error { return s.pools.Close() }

// errReading is the answer of a ledger opened for reading to what would change it.
var errReading = errors.New("the ledger was opened for reading only")

func ledgerSchema(newest int64) (schema, error) {
	sub, err := fs.Sub(ledgerMigrations, "migrations/sqlite")
	return schema{name: "ledger", applicationID: ledgerID, migrations: sub, newest: newest}, err
}

// Open opens the ledger at path for reading and writing. A missing file and its folder are made; an older ledger is
// brought to the newest version. A file that is no ledger is refused (ErrForeign), and so is one that a newer version
// of the program made (ErrNewer); neither is touched.
func Open(ctx context.Context, path string) (*SQLite, error) {
	return openLedger(ctx, path, openPools)
}

// OpenReadOnly opens the ledger at path to show and verify it, also on a medium that cannot be written to. A missing
// file is an error that wraps fs.ErrNotExist; the others are those of Open. What would write returns an error.
func OpenReadOnly(ctx context.Context, path string) (*SQLite, error) {
	s, err := openLedger(ctx, path, openReading)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no ledger at %s yet: %w", path, fs.ErrNotExist)
	}
	return s, err
}

func openLedger(
	ctx context.Context, path string, open func(context.Context, string, schema) (*pools, error),
) (*SQLite, error) {
	p, err := openAs(ctx, path, func() (schema, error) { return ledgerSchema(ledgerVersion) }, open)
	if err != nil {
		return nil, err
	}
	return &SQLite{p}, nil
}

// Append stores all records durably, or none, before it returns, each with the pages it brings. For a record already
// there it returns the first receipt, and the first time stays. A record that does not hold together (see
// ErrRefused) is refused before anything is written. After any other error the state is unknown and a retry is safe.
func (s *SQLite) Append(ctx context.Context, recs ...verify.Record) ([]verify.Receipt, error) {
	receipts, err := s.appendAll(ctx, recs)
	if err != nil {
		return nil, fmt.Errorf("write to the ledger: %w", explain(err))
	}
	return receipts, nil
}

func (s *SQLite) appendAll(ctx context.Context, recs []verify.Record) ([]verify.Receipt, error) {
	if s.write == nil {
		return nil, errReading
	}
	items := make([]item, 0, len(recs))
	for _, r := range recs {
		it, err := newItem(ctx, s.read, r)
		if err != nil {
			return nil, err
		}
		items = append(items, it)
	}
	var receipts []verify.Receipt
	err := s.writing(ctx, func(tx *sql.Tx) (err error) {
		receipts, err = addAll(ctx, tx, items)
		return err
	})
	return receipts, err
}

// writing runs do in one transaction that has the write lock from its start, again while other programs hold it.
func (s *SQLite) writing(ctx context.Context, do func(*sql.Tx) error) (err error) {
	for range busyTries {
		if err = inTx(ctx, s.write, do); !isBusy(err) {
			break
		}
	}
	return err
}

func isBusy(err error) bool {
	se, ok := errors.AsType[sqlite3.Error](err)
	return ok && se.Code == sqlite3.ErrBusy
}

// inTx runs do in a transaction, which is committed only if do returns nil.
func inTx(ctx context.Context, db *sql.DB, do func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		// The first error says why; SQLite may have rolled back by itself already, as on a full disk.
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// Entries gives the records from leaf number from on, in order; see Store.
func (s *SQLite) Entries(ctx context.Context, from int64) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		rows, err := s.read.QueryContext(ctx,
			selectRecords+"WHERE leaf >= ? ORDER BY leaf", from)
		each(rows, err, yield, func(rows *sql.Rows) (Entry, error) {
			row, err := scanRecord(rows)
			if err != nil {
				return Entry{}, err
			}
			return row.entry()
		})
	}
}

// each gives what scan makes of every row, closes the rows, and gives the error that ended them, if any.
func each[T any](rows *sql.Rows, err error, yield func(T, error) bool, scan func(*sql.Rows) (T, error)) {
	var none T
	fail := func(err error) { yield(none, fmt.Errorf("read the ledger: %w", explain(err))) }
	if err != nil {
		fail(err)
		return
	}
	defer func() { _ = rows.Close() }() // rows.Err, below, tells whether all rows came
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			fail(err)
			return
		}
		if !yield(v, nil) {
			return
		}
	}
	if err := rows.Err(); err != nil {
		fail(err)
	}
}

// Head is the tree over all records; see Store.
func (s *SQLite) Head(ctx context.Context) (tlog.Tree, error) {
	var head tlog.Tree
	err := inTx(ctx, s.read, func(tx *sql.Tx) (err error) {
		head, err = readHead(ctx, tx)
		return err
	})
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("read the head of the ledger: %w", explain(err))
	}
	return head, nil
}
