package store_test

import (
	"database/sql"
	"errors"
	"io/fs"
	"path/filepath"
	"testing"

	"secondsource/sources"
	"secondsource/store"
)

// TestAnswers holds that a model's answers come back as they were, the last of each key, also to a reader, and that a changed
// one is told.
func TestAnswers(t *testing.T) {
	t.Parallel()
	path := store.AnswersPath(filepath.Join(t.TempDir(), "news", "secondsource.db"))
	if filepath.Base(path) != "secondsource.model.db" {
		t.Fatalf("path %s", path)
	}
	if _, err := store.ReadAnswers(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading what is not there: got %v, want fs.ErrNotExist", err)
	}
	a, err := store.OpenAnswers(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.KeptAnswer(t.Context(), "k"); !errors.Is(err, sources.ErrNotKept) {
		t.Errorf("got %v, want ErrNotKept", err)
	}
	for _, value := range []string{"first", "second", ""} {
		if err := a.KeepAnswer(t.Context(), "k", []byte(value)); err != nil {
			t.Fatal(err)
		}
		if got, err := a.KeptAnswer(t.Context(), "k"); err != nil || string(got) != value {
			t.Errorf("got %q, %v; want %q", got, err, value)
		}
	}
	if err := a.KeepAnswer(t.Context(), "changed", []byte("says so")); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "UPDATE answers SET value = CAST('says not so' AS BLOB) WHERE key = 'changed'"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := store.ReadAnswers(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}()
	if got, err := r.KeptAnswer(t.Context(), "k"); err != nil || string(got) != "" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := r.KeptAnswer(t.Context(), "changed"); err == nil || errors.Is(err, sources.ErrNotKept) {
		t.Errorf("a changed answer: got %v, want an error that says so", err)
	}
	if err := r.KeepAnswer(t.Context(), "k", nil); err == nil {
		t.Error("an answer was kept in a file that is only read")
	}
}
