package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"secondsource/sources"
)

//go:embed migrations/answers/*.sql
var answerMigrations embed.FS

// answersID marks a file of a model's answers: "2sMo" in ASCII.
const answersID = 0x32734d6f

func answersSchema() (schema, error) {
	sub, err := fs.Sub(answerMigrations, "migrations/answers")
	return schema{name: "store of a model's answers", applicationID: answersID, migrations: sub, newest: 1}, err
}

// Answers keeps what a model endpoint answered, so that an audit can be repeated without it. Values are not looked into.
// It is safe for concurrent use by several programs; one at a time writes.
type Answers struct{ files *pools }

// AnswersPath is where the model's answers of the ledger at that path lie: beside it, secondsource.db with
// secondsource.model.db.
func AnswersPath(ledger string) string {
	return beside(ledger, "model")
}

// OpenAnswers opens the answers at path and makes the file, and its folder, if they are missing. A file of another kind
// (ErrForeign) or of a newer version (ErrNewer) is refused and not touched.
func OpenAnswers(ctx context.Context, path string) (*Answers, error) {
	files, err := openAs(ctx, path, answersSchema, openPools)
	if err != nil {
		return nil, err
	}
	return &Answers{files}, nil
}

// ReadAnswers opens the answers at path for a replay: nothing is written. A file that is not there is fs.ErrNotExist.
func ReadAnswers(ctx context.Context, path string) (*Answers, error) {
	files, err := openAs(ctx, path, answersSchema, openReading)
	if err != nil {
		return nil, err
	}
	return &Answers{files}, nil
}

// Close closes the file.
func (a *Answers) Close() error { return a.files.Close() }

// KeptAnswer gives the value that was last kept under key; sources.ErrNotKept if there is none. A value that was changed
// in the file is an error.
func (a *Answers) KeptAnswer(ctx context.Context, key string) ([]byte, error) {
	var digest string
	var value []byte
	err := a.files.read.QueryRowContext(ctx, "SELECT digest, value FROM answers WHERE key = ? ORDER BY id DESC LIMIT 1", key).
		Scan(&digest, &value)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, sources.ErrNotKept
	case err != nil:
		return nil, fmt.Errorf("read the model's answer that is kept: %w", explain(err))
	case digestOf(value) != digest:
		return nil, fmt.Errorf("the model's answer %.12s was changed in the file where it is kept", digest)
	}
	return value, nil
}

// KeepAnswer keeps a value under key; what was kept there before stays, and is no longer given.
func (a *Answers) KeepAnswer(ctx context.Context, key string, value []byte) error {
	if a.files.write == nil {
		return errors.New("the model's answers were opened for reading alone")
	}
	if value == nil {
		value = []byte{} // nil would be NULL
	}
	_, err := a.files.write.ExecContext(ctx, "INSERT INTO answers (key, digest, value) VALUES (?, ?, ?)", key, digestOf(value), value)
	if err != nil {
		return fmt.Errorf("keep the model's answer: %w", explain(err))
	}
	return nil
}
