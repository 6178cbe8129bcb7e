package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/tlog"

	"secondsource/claims"
	"secondsource/verify"
)

// kindRun is the kind of a record that holds a verify.Run.
const kindRun = "run"

// An item is a record that was found fit to be stored.
type item struct {
	verify.Record
	id, at string
	run    *verify.Run               // nil for a record of another kind
	pages  map[string]claims.Article // those that the run names: its own, and those stored before
}

// newItem checks a record: what does not hold together is refused with ErrRefused before anything is written.
func newItem(ctx context.Context, q querier, r verify.Record) (item, error) {
	it := item{Record: r, id: r.ID(), at: timeText(r.At)}
	if err := checkShape(r); err != nil {
		return item{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if r.Kind != kindRun {
		return it, nil
	}
	run, err := decodeRun(r.Body)
	if err != nil {
		return item{}, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if !run.At.IsZero() {
		return item{}, fmt.Errorf("%w: the time of a run stands beside its body, not in it", ErrRefused)
	}
	it.run = &run
	if it.pages, err = pagesFor(ctx, q, run, r.Pages); err != nil {
		return item{}, err
	}
	if _, faults := checkSpans(run, it.pages); len(faults) > 0 {
		return item{}, fmt.Errorf("%w: %s", ErrRefused, faults[0])
	}
	return it, nil
}

// checkShape says what is wrong with a record whatever its kind.
func checkShape(r verify.Record) error {
	if r.Kind == "" {
		return errors.New("it has no kind")
	}
	for _, c := range r.Kind {
		// A kind is a line of the hashed bytes (see leafData), so it must not be able to look like two.
		if (c < 'a' || c > 'z') && c != '_' {
			return fmt.Errorf("its kind %q is not a word of small letters", r.Kind)
		}
	}
	if !json.Valid(r.Body) || !utf8.Valid(r.Body) {
		return fmt.Errorf("the body of the %s is not JSON", r.Kind)
	}
	if y := r.At.UTC().Year(); y < 0 || y > 9999 {
		return fmt.Errorf("the year %d of the %s cannot be written", y, r.Kind)
	}
	for _, p := range r.Pages {
		if p.ID != claims.ArticleID(p.URL, p.Text) {
			return fmt.Errorf("page %.12s does not have the ID of its address and text", p.ID)
		}
		if !utf8.ValidString(p.URL) || !utf8.ValidString(p.Text) {
			return fmt.Errorf("page %.12s is not UTF-8 text", p.ID)
		}
	}
	return nil
}

// decodeRun reads the body of a run.
func decodeRun(body []byte) (verify.Run, error) {
	var run verify.Run
	if err := json.Unmarshal(body, &run); err != nil {
		return run, fmt.Errorf("the body is not a run: %w", err)
	}
	if run.Version < 1 || run.Version > verify.RunVersion {
		return run, fmt.Errorf("the run has version %d, and this program knows 1 to %d", run.Version, verify.RunVersion)
	}
	return run, nil
}

// timeText is a time as the ledger writes it.
func timeText(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// A recordRow is a row of the table records.
type recordRow struct {
	leaf         int64
	id, kind, at string
	hash         []byte
	body         []byte
}

const selectRecords = "SELECT leaf, id, kind, at, hash, body FROM records "

func scanRecord(rows *sql.Rows) (r recordRow, err error) {
	err = rows.Scan(&r.leaf, &r.id, &r.kind, &r.at, &r.hash, &r.body)
	return r, err
}

func readRecord(ctx context.Context, q querier, leaf int64) (r recordRow, err error) {
	rows, err := q.QueryContext(ctx, selectRecords+"WHERE leaf = ?", leaf)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if !rows.Next() {
		return r, errors.Join(sql.ErrNoRows, rows.Err())
	}
	return scanRecord(rows)
}

// entry is the row as a reader gets it.
func (r recordRow) entry() (Entry, error) {
	e := Entry{Leaf: r.leaf, Record: verify.Record{Kind: r.kind, Body: r.body}}
	var err error
	if e.At, err = time.Parse(time.RFC3339Nano, r.at); err != nil {
		return Entry{}, fmt.Errorf("record %d: %w", r.leaf, err)
	}
	if copy(e.Hash[:], r.hash) != tlog.HashSize {
		return Entry{}, fmt.Errorf("record %d: its hash is cut short", r.leaf)
	}
	return e, nil
}

// decoded is the row's run, with its time. A row that is not as it was stored is an error.
func (r recordRow) decoded() (verify.Run, error) {
	e, err := r.entry()
	if err != nil {
		return verify.Run{}, err
	}
	if e.ID() != r.id {
		return verify.Run{}, fmt.Errorf("record %d was changed after it was stored", r.leaf)
	}
	run, err := decodeRun(r.body)
	run.At = e.At
	return run, err
}

// A pageRow is a row of the table pages.
type pageRow struct {
	id        string
	leaf      int64
	digest    string
	url, text string
	meta      []byte
}

const selectPages = "SELECT id, leaf, digest, url, meta, text FROM pages "

func scanPage(rows *sql.Rows) (p pageRow, err error) {
	err = rows.Scan(&p.id, &p.leaf, &p.digest, &p.url, &p.meta, &p.text)
	return p, err
}

// newPageRow splits an article into the columns of its row. The leaf comes later.
func newPageRow(a claims.Article) (pageRow, error) {
	p := pageRow{id: a.ID, url: a.URL, text: a.Text}
	a.Text = ""
	var err error
	if p.meta, err = json.Marshal(a); err != nil {
		return pageRow{}, fmt.Errorf("write page %.12s as JSON: %w", a.ID, err)
	}
	p.digest = digestOf(p.meta)
	return p, nil
}

// article puts the row together again. A row whose parts do not agree is an error: the ID holds for address and
// text, the digest for meta, and meta names the ID, so that no byte can change alone.
func (p pageRow) article() (claims.Article, error) {
	var a claims.Article
	if err := json.Unmarshal(p.meta, &a); err != nil {
		return a, fmt.Errorf("its meta is not JSON: %w", err)
	}
	switch {
	case claims.ArticleID(p.url, p.text) != p.id:
		return a, errors.New("its address or text does not match its ID")
	case digestOf(p.meta) != p.digest:
		return a, errors.New("its meta does not match its digest")
	case a.ID != p.id || a.URL != p.url || a.Text != "":
		return a, errors.New("its meta is that of another page")
	}
	a.Text = p.text
	return a, nil
}

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
