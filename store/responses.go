package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"secondsource/sources"
)

//go:embed migrations/responses/*.sql
var responseMigrations embed.FS

// responsesID marks a file of responses: "2sRe" in ASCII.
const responsesID = 0x32735265

func responsesSchema() (schema, error) {
	sub, err := fs.Sub(responseMigrations, "migrations/responses")
	return schema{name: "store of answers", applicationID: responsesID, migrations: sub, newest: 1}, err
}

// Responses keeps what servers answered, so that a run can be replayed with no network. Each body is stored once, under the
// digest of its bytes. It is a [sources.Responses], safe for concurrent use by several programs; one at a time writes.
type Responses struct{ files *pools }

var _ sources.Responses = (*Responses)(nil)

// ResponsesPath is where the answers of the ledger at that path lie: beside it, secondsource.db with
// secondsource.responses.db.
func ResponsesPath(ledger string) string {
	return beside(ledger, "responses")
}

// OpenResponses opens the answers at path and makes the file, and its folder, if they are missing. A file of another kind
// (ErrForeign) or of a newer version (ErrNewer) is refused and not touched.
func OpenResponses(ctx context.Context, path string) (*Responses, error) {
	files, err := openAs(ctx, path, responsesSchema, openPools)
	if err != nil {
		return nil, err
	}
	return &Responses{files}, nil
}

// ReadResponses opens the answers at path for a replay: nothing is written. A file that is not there is fs.ErrNotExist.
func ReadResponses(ctx context.Context, path string) (*Responses, error) {
	files, err := openAs(ctx, path, responsesSchema, openReading)
	if err != nil {
		return nil, err
	}
	return &Responses{files}, nil
}

// Close closes the file.
func (r *Responses) Close() error { return r.files.Close() }

// Kept gives the last response to an address; sources.ErrNotKept if there is none. A body that was changed in the file is
// an error.
func (r *Responses) Kept(ctx context.Context, address string) (sources.Response, error) {
	kept := sources.Response{Address: address}
	var via, at, header string
	var digest sql.NullString
	err := r.files.read.QueryRowContext(ctx, `SELECT via, final, at, outcome, status, header, reason, proxy, inside, digest, body.body
		FROM responses LEFT JOIN bodies AS body ON body.id = responses.body
		WHERE address = ? ORDER BY responses.id DESC LIMIT 1`, address).
		Scan(&via, &kept.Final, &at, &kept.Outcome, &kept.Status, &header, &kept.Reason, &kept.Proxy, &kept.Inside, &digest, &kept.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return sources.Response{}, sources.ErrNotKept
	}
	if err == nil {
		kept.Hash = digest.String
		kept.At, err = parseTime(at)
		err = errors.Join(err, json.Unmarshal([]byte(via), &kept.Via), json.Unmarshal([]byte(header), &kept.Header))
	}
	if err != nil {
		return sources.Response{}, fmt.Errorf("read the answer that is kept: %w", explain(err))
	}
	if digest.Valid && digestOf(kept.Body) != kept.Hash {
		return sources.Response{}, fmt.Errorf("the answer %.12s was changed in the file where it is kept", kept.Hash)
	}
	if digest.Valid && kept.Body == nil {
		kept.Body = []byte{} // an empty page is a page
	}
	return kept, nil
}

// Keep adds a response; its body is stored unless there is one of its digest.
func (r *Responses) Keep(ctx context.Context, response sources.Response) error {
	if r.files.write == nil {
		return errors.New("the answers were opened for reading alone")
	}
	err := withTx(ctx, r.files.write, func(tx *sql.Tx) error {
		body, err := keepBody(ctx, tx, response)
		if err != nil {
			return err
		}
		via, err := json.Marshal(response.Via)
		if err != nil {
			return err
		}
		header, err := json.Marshal(response.Header)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO responses
			(address, via, final, at, outcome, status, header, body, reason, proxy, inside) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			response.Address, string(via), response.Final, formatTime(response.At), string(response.Outcome), response.Status,
			string(header), body, strings.ToValidUTF8(response.Reason, "\uFFFD"), response.Proxy, response.Inside)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep the answer: %w", explain(err))
	}
	return nil
}

// keepBody gives the row of a response's body, made if there is none; NULL for a response without a page.
func keepBody(ctx context.Context, tx *sql.Tx, response sources.Response) (sql.NullInt64, error) {
	if response.Hash == "" {
		return sql.NullInt64{}, nil
	}
	if response.Hash != digestOf(response.Body) {
		return sql.NullInt64{}, errors.New("its body does not have the digest that it names")
	}
	id := sql.NullInt64{Valid: true}
	err := tx.QueryRowContext(ctx, "SELECT id FROM bodies WHERE digest = ?", response.Hash).Scan(&id.Int64)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	body := response.Body
	if body == nil {
		body = []byte{} // nil would be NULL
	}
	res, err := tx.ExecContext(ctx, "INSERT INTO bodies (digest, body) VALUES (?, ?)", response.Hash, body)
	if err != nil {
		return id, err
	}
	id.Int64, err = res.LastInsertId()
	return id, err
}
