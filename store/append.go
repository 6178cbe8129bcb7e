package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"secondsource/claims"
	"secondsource/verify"
)

// An appender adds records within one transaction.
type appender struct {
	ctx   context.Context
	tx    *sql.Tx
	size  int64               // records there
	fresh map[int64]tlog.Hash // hashes written in this transaction: most of those that the next leaf needs
}

// addAll adds the items in order and gives a receipt for each.
func addAll(ctx context.Context, tx *sql.Tx, items []item) ([]verify.Receipt, error) {
	size, err := readSize(ctx, tx)
	if err != nil {
		return nil, err
	}
	a := appender{ctx: ctx, tx: tx, size: size, fresh: map[int64]tlog.Hash{}}
	receipts := make([]verify.Receipt, 0, len(items))
	for _, it := range items {
		leaf, err := a.add(it)
		if err != nil {
			return nil, fmt.Errorf("record %.12s: %w", it.id, err)
		}
		receipts = append(receipts, verify.Receipt{ID: it.id, Leaf: leaf})
	}
	return receipts, nil
}

// add gives the leaf of the item, and stores it if it is not there yet.
func (a *appender) add(it item) (int64, error) {
	var leaf int64
	err := a.tx.QueryRowContext(a.ctx, "SELECT leaf FROM records WHERE id = ?", it.id).Scan(&leaf)
	if !errors.Is(err, sql.ErrNoRows) {
		return leaf, err
	}
	pages, err := a.newPages(it.Pages)
	if err != nil {
		return 0, err
	}
	row := recordRow{leaf: a.size, id: it.id, kind: it.Kind, at: it.at, body: it.Body}
	if err := a.log(row, pages); err != nil {
		return 0, err
	}
	if it.run != nil {
		if err := a.derive(row, *it.run, it.pages); err != nil {
			return 0, err
		}
	}
	a.size++
	return row.leaf, nil
}

// newPages gives the rows of those pages that are not stored yet.
func (a *appender) newPages(pages []claims.Article) ([]pageRow, error) {
	var rows []pageRow
	for _, p := range pages {
		var there bool
		err := a.tx.QueryRowContext(a.ctx, "SELECT EXISTS (SELECT 1 FROM pages WHERE id = ?)", p.ID).Scan(&there)
		if err != nil {
			return nil, err
		}
		if there {
			continue
		}
		row, err := newPageRow(p)
		if err != nil {
			return nil, err
		}
		row.leaf = a.size
		rows = append(rows, row)
	}
	// One record may bring one page twice; the first stays.
	slices.SortStableFunc(rows, byID)
	return slices.CompactFunc(rows, func(x, y pageRow) bool { return x.id == y.id }), nil
}

// log adds the record, the pages it brings, and the hashes that its leaf completes.
func (a *appender) log(row recordRow, pages []pageRow) error {
	leaf := tlog.RecordHash(leafData(row, digestsOf(pages)))
	_, err := a.tx.ExecContext(a.ctx, "INSERT INTO records (leaf, id, kind, at, hash, body) VALUES (?, ?, ?, ?, ?, ?)",
		row.leaf, row.id, row.kind, row.at, leaf[:], string(row.body))
	if err != nil {
		return err
	}
	for _, p := range pages {
		_, err := a.tx.ExecContext(a.ctx, "INSERT INTO pages (id, leaf, digest, url, meta, text) VALUES (?, ?, ?, ?, ?, ?)",
			p.id, p.leaf, p.digest, p.url, string(p.meta), p.text)
		if err != nil {
			return err
		}
	}
	return a.grow(row.leaf, leaf)
}

// grow adds the hashes that leaf number n completes.
func (a *appender) grow(n int64, leaf tlog.Hash) error {
	hashes, err := tlog.StoredHashesForRecordHash(n, leaf, a)
	if err != nil {
		return err
	}
	for i, h := range hashes {
		pos := tlog.StoredHashIndex(0, n) + int64(i)
		if _, err := a.tx.ExecContext(a.ctx, "INSERT INTO hashes (pos, hash) VALUES (?, ?)", pos, h[:]); err != nil {
			return err
		}
		a.fresh[pos] = h
	}
	return nil
}

// ReadHashes is part of tlog.HashReader.
func (a *appender) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	stored := hashReader(a.ctx, a.tx)
	hashes := make([]tlog.Hash, 0, len(indexes))
	for i, pos := range indexes {
		if h, ok := a.fresh[pos]; ok {
			hashes = append(hashes, h)
			continue
		}
		h, err := stored(indexes[i : i+1])
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, h[0])
	}
	return hashes, nil
}

// derive adds the run's rows to the derived tables.
func (a *appender) derive(rec recordRow, run verify.Run, pages map[string]claims.Article) error {
	rows := derive(rec, run, pages)
	for _, t := range derivedTables {
		for _, row := range rows[t.name] {
			if _, err := a.tx.ExecContext(a.ctx, t.insert(), row...); err != nil {
				return fmt.Errorf("derive %s: %w", t.name, err)
			}
		}
	}
	return nil
}
