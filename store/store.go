// Package store keeps what was found: an append-only ledger of runs and the coverage archive, each in one SQLite file.
//
// The ledger's truth is three tables that only grow: records, the pages that their spans count in, and the hashes of a
// Merkle tree over the records. Every other table is derived from them. Start with [Store] in this file; [Open] and
// [SQLite.Append] are in sqlite.go, the tree in tree.go, the derived tables in derive.go, and [SQLite.Verify], which
// recomputes all of it, in check.go. The tables themselves are described in docs/ledger.md.
package store

import (
	"context"
	"errors"
	"iter"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"secondsource/verify"
)

// What can be wrong with a question to a ledger or with a record for it.
var (
	// ErrUnknown is returned for a run that the ledger does not hold, or that is not told apart from others.
	ErrUnknown = errors.New("no such run in the ledger")
	// ErrRefused is returned for a record that must not be stored: nothing of it was.
	ErrRefused = errors.New("the record is refused")
)

// A Store is a ledger that can be read back and proved.
type Store interface {
	verify.Ledger
	// Entries gives the records from leaf number from on, in order of their leaves. An error ends it.
	Entries(ctx context.Context, from int64) iter.Seq2[Entry, error]
	// Head is the tree over all records: their number and the hash over them. Of an empty ledger both are zero.
	Head(ctx context.Context) (tlog.Tree, error)
}

// An Entry is a record with its place in the tree. Its Pages are left out: see [SQLite.Result].
type Entry struct {
	Leaf int64
	Hash tlog.Hash // covers kind, time, body, and the pages that the record brought
	verify.Record
}

// A Summary is a run in one line.
type Summary struct {
	Leaf      int64
	ID        string // of the record
	At        time.Time
	Title     string
	Publisher string
	URL       string
	Claims    int
	Labels    map[verify.Label]int // how many claims have each verdict; never nil
}
