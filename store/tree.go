package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// leafData are the bytes that a leaf hashes: kind, time, and the digests of the pages that the record brought in the
// order of their IDs, a line each; an empty line; the body. No part but the last can hold a line break, so no two
// records have the same bytes. The time and the pages are in, because a changed time or title must be found too.
func leafData(r recordRow, digests []string) []byte {
	b := make([]byte, 0, len(r.kind)+len(r.at)+len(r.body)+len(digests)*65+3)
	b = append(append(b, r.kind...), '\n')
	b = append(append(b, r.at...), '\n')
	for _, d := range digests {
		b = append(append(b, d...), '\n')
	}
	return append(append(b, '\n'), r.body...)
}

// digestsOf gives the digests of the pages in the order of their IDs, in which it puts them.
func digestsOf(pages []pageRow) []string {
	slices.SortFunc(pages, byID)
	digests := make([]string, 0, len(pages))
	for _, p := range pages {
		digests = append(digests, p.digest)
	}
	return digests
}

func byID(x, y pageRow) int { return cmp.Compare(x.id, y.id) }

// hashReader reads stored hashes in a transaction.
func hashReader(ctx context.Context, tx *sql.Tx) tlog.HashReaderFunc {
	return func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, pos := range indexes {
			var b []byte
			err := tx.QueryRowContext(ctx, "SELECT hash FROM hashes WHERE pos = ?", pos).Scan(&b)
			if errors.Is(err, sql.ErrNoRows) || err == nil && len(b) != tlog.HashSize {
				return nil, fmt.Errorf("hash %d of the tree is missing: verify the ledger", pos)
			}
			if err != nil {
				return nil, err
			}
			copy(hashes[i][:], b)
		}
		return hashes, nil
	}
}

// readSize is the number of records.
func readSize(ctx context.Context, tx *sql.Tx) (n int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT coalesce(max(leaf) + 1, 0) FROM records").Scan(&n)
	return n, err
}

// readHead is the tree as the stored hashes have it.
func readHead(ctx context.Context, tx *sql.Tx) (tlog.Tree, error) {
	n, err := readSize(ctx, tx)
	if err != nil {
		return tlog.Tree{}, err
	}
	hash, err := tlog.TreeHash(n, hashReader(ctx, tx))
	return tlog.Tree{N: n, Hash: hash}, err
}

// Extends says whether the ledger still begins with the records that it had when old was its head: nil if so. A head
// that was printed or mailed is the only thing that shows a ledger put back to an older copy, or rewritten as a whole.
// It trusts the stored hashes, which Verify recomputes.
func (s *SQLite) Extends(ctx context.Context, old tlog.Tree) error {
	var hash tlog.Hash
	err := inTx(ctx, s.read, func(tx *sql.Tx) error {
		n, err := readSize(ctx, tx)
		if err == nil && (old.N < 0 || n < old.N) {
			err = fmt.Errorf("it has %d records and had %d: records are gone", n, old.N)
		}
		if err == nil {
			hash, err = tlog.TreeHash(old.N, hashReader(ctx, tx))
		}
		return err
	})
	if err == nil && hash != old.Hash {
		err = fmt.Errorf("its first %d records are not those that it had", old.N)
	}
	if err != nil {
		return fmt.Errorf("compare the ledger with an earlier head: %w", explain(err))
	}
	return nil
}

// A memoryTree holds all stored hashes of a tree that is made anew: 64 bytes a record.
type memoryTree []tlog.Hash

// ReadHashes is part of tlog.HashReader.
func (m memoryTree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, pos := range indexes {
		if pos < 0 || pos >= int64(len(m)) {
			return nil, fmt.Errorf("hash %d of %d", pos, len(m))
		}
		hashes[i] = m[pos]
	}
	return hashes, nil
}

// grow adds leaf number n to the tree.
func (m memoryTree) grow(n int64, leaf tlog.Hash) (memoryTree, error) {
	added, err := tlog.StoredHashesForRecordHash(n, leaf, m)
	return append(m, added...), err
}
