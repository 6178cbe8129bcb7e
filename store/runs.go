package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"secondsource/verify"
)

// Runs gives a summary of every run, in order of their leaves. An error ends it.
func (s *SQLite) Runs(ctx context.Context) iter.Seq2[Summary, error] {
	return func(yield func(Summary, error) bool) {
		rows, err := s.read.QueryContext(ctx, `
			SELECT run, id, at, title, publisher, url, claims,
				(SELECT json_group_object(label, n)
				FROM (SELECT label, count(*) AS n FROM verdicts AS v WHERE v.run = r.run GROUP BY label))
			FROM runs AS r ORDER BY run`)
		each(rows, err, yield, scanSummary)
	}
}

func scanSummary(rows *sql.Rows) (Summary, error) {
	var s Summary
	var at, labels string
	err := rows.Scan(&s.Leaf, &s.ID, &at, &s.Title, &s.Publisher, &s.URL, &s.Claims, &labels)
	if err != nil {
		return Summary{}, err
	}
	if s.At, err = time.Parse(time.RFC3339Nano, at); err != nil {
		return Summary{}, fmt.Errorf("run %d: %w", s.Leaf, err)
	}
	return s, json.Unmarshal([]byte(labels), &s.Labels)
}

// Result gives back a run with its pages, and where it is recorded. It is named by the first characters of its ID (four at least), by its leaf
// number, or as "last". ErrUnknown is returned if no run or several bear the name. A run or page that is not as it was
// stored is an error: nothing is shown from it.
func (s *SQLite) Result(ctx context.Context, name string) (verify.Result, verify.Receipt, error) {
	var res verify.Result
	var receipt verify.Receipt
	err := inTx(ctx, s.read, func(tx *sql.Tx) error {
		rec, err := findRun(ctx, tx, name)
		if err != nil {
			return err
		}
		receipt = verify.Receipt{ID: rec.id, Leaf: rec.leaf}
		res, err = readResult(ctx, tx, rec)
		return err
	})
	if err != nil {
		return verify.Result{}, verify.Receipt{}, fmt.Errorf("show run %s: %w", name, explain(err))
	}
	return res, receipt, nil
}

func readResult(ctx context.Context, tx *sql.Tx, rec recordRow) (verify.Result, error) {
	run, err := rec.decoded()
	if err != nil {
		return verify.Result{}, err
	}
	pages, err := readPages(ctx, tx, pageIDs(run))
	if err != nil {
		return verify.Result{}, err
	}
	// A page that several runs read is stored once, as the first one saw it; each run shows its own title and date.
	for ref := range refs(run) {
		if page, ok := pages[ref.ID]; ok {
			page.Ref = ref
			pages[ref.ID] = page
		}
	}
	if _, faults := checkSpans(run, pages); len(faults) > 0 {
		return verify.Result{}, fmt.Errorf("its words are not in the stored pages: %s", faults[0])
	}
	return verify.Result{Run: run, Pages: pages}, nil
}

// prefixMin is how many characters of an ID name a run: with four, two of 100 records begin alike in 7 % of ledgers,
// and then the person is asked for more.
const prefixMin = 4

// findRun finds the run's record by the ways that Result takes.
func findRun(ctx context.Context, tx *sql.Tx, name string) (recordRow, error) {
	rows, err := runRows(ctx, tx, strings.ToLower(strings.TrimSpace(name)))
	if err != nil {
		return recordRow{}, err
	}
	switch {
	case len(rows) == 0:
		return recordRow{}, ErrUnknown
	case len(rows) > 1:
		return recordRow{}, fmt.Errorf("%w: more than one begins so; give more characters", ErrUnknown)
	case rows[0].kind != kindRun:
		return recordRow{}, fmt.Errorf("%w: record %d is a %s", ErrUnknown, rows[0].leaf, rows[0].kind)
	}
	return rows[0], nil
}

// runRows gives at most two records that bear the name: two are enough to say that it is not clear.
func runRows(ctx context.Context, tx *sql.Tx, name string) (found []recordRow, err error) {
	var rows *sql.Rows
	leaf, notLeaf := strconv.ParseInt(name, 10, 64)
	switch {
	case name == "last":
		rows, err = tx.QueryContext(ctx, selectRecords+"WHERE kind = ? ORDER BY leaf DESC LIMIT 1", kindRun)
	case len(name) >= prefixMin && isHex(name):
		// "g" sorts after every hex digit, so the range is the prefix; substr would read the whole table.
		rows, err = tx.QueryContext(ctx, selectRecords+"WHERE id >= ?1 AND id < ?1 || 'g' OR leaf = ?2 AND ?3 LIMIT 2",
			name, leaf, notLeaf == nil)
	case notLeaf == nil:
		rows, err = tx.QueryContext(ctx, selectRecords+"WHERE leaf = ?", leaf)
	default:
		return nil, fmt.Errorf("%w: a run is named by %d or more characters of its ID, its number, or \"last\"",
			ErrUnknown, prefixMin)
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		row, err := scanRecord(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, row)
	}
	return found, rows.Err()
}

func isHex(s string) bool { return strings.Trim(s, "0123456789abcdef") == "" }
