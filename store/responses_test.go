package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/sources"
	"secondsource/store"
)

func openResponses(t testing.TB, path string) *store.Responses {
	t.Helper()
	r, err := store.OpenResponses(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// answered is a response with a page.
func answered(address, body string, at time.Time) sources.Response {
	sum := sha256.Sum256([]byte(body))
	return sources.Response{
		Address: address, Via: []string{address, address + "/"}, Final: address + "/a", At: at, Outcome: sources.Fetched, Status: 200,
		Header: http.Header{"Content-Type": {"text/html"}, "Etag": {`"a"`}}, Hash: hex.EncodeToString(sum[:]), Body: []byte(body),
	}
}

// TestResponses holds that what is kept comes back as it was, the last one of each address, also from another program.
func TestResponses(t *testing.T) {
	path := store.ResponsesPath(filepath.Join(t.TempDir(), "news", "secondsource.db"))
	if filepath.Base(path) != "secondsource.responses.db" {
		t.Fatalf("path %s", path)
	}
	r := openResponses(t, path)
	if _, err := r.Kept(t.Context(), "https://a.example"); !errors.Is(err, sources.ErrNotKept) {
		t.Errorf("got %v, want ErrNotKept", err)
	}
	failed := sources.Response{
		Address: "https://b.example", Final: "https://b.example", Outcome: sources.TimedOut, Status: 200, Header: http.Header{},
		Reason: "the page did not arrive within 20s", Proxy: "proxy.example:3128",
	}
	all := []sources.Response{
		answered("https://a.example", "one", day(1)), answered("https://b.example", "one", day(1)), failed,
		answered("https://a.example", "two", day(2).In(time.FixedZone("", 3600))), answered("https://c.example", "", day(3)),
	}
	for _, kept := range all {
		if err := r.Keep(t.Context(), kept); err != nil {
			t.Fatal(err)
		}
	}
	reading, err := store.ReadResponses(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for name, from := range map[string]*store.Responses{"writing": r, "reading": reading} {
		for _, want := range all[2:] {
			got, err := from.Kept(t.Context(), want.Address)
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%s, %s: %v\n%s", name, want.Address, err, diff)
			}
		}
	}
	if err := reading.Keep(t.Context(), failed); err == nil {
		t.Error("something was kept through a replay")
	}
	if err := reading.Close(); err != nil {
		t.Error(err)
	}
	if n := count(t, path, "bodies"); n != 3 {
		t.Errorf("%d bodies are stored, want each once: 3", n)
	}
	if n := count(t, path, "responses"); n != len(all) {
		t.Errorf("%d responses are stored, want %d", n, len(all))
	}
}

func count(t *testing.T, path, table string) (n int) {
	t.Helper()
	onFile(t, path, func(db *sql.DB) error {
		return db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n)
	})
	return n
}

// onFile lets do work on a file past the program.
func onFile(t *testing.T, path string, do func(*sql.DB) error) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err == nil {
		err = errors.Join(do(db), db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestResponsesChanged holds that a body that is not what its digest says is never given out nor taken in.
func TestResponsesChanged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	r := openResponses(t, path)
	if err := r.Keep(t.Context(), answered("https://a.example", "words", day(1))); err != nil {
		t.Fatal(err)
	}
	onFile(t, path, func(db *sql.DB) error {
		_, err := db.ExecContext(t.Context(), "UPDATE bodies SET body = CAST('Words' AS BLOB)")
		return err
	})
	if _, err := r.Kept(t.Context(), "https://a.example"); err == nil || !strings.Contains(err.Error(), "was changed") {
		t.Errorf("got %v, want one that says that it was changed", err)
	}
	wrong := answered("https://b.example", "words", day(1))
	wrong.Body = []byte("other words")
	if err := r.Keep(t.Context(), wrong); err == nil || !strings.Contains(err.Error(), "digest") {
		t.Errorf("got %v, want one that speaks of the digest", err)
	}
	if _, err := r.Kept(t.Context(), "https://b.example"); !errors.Is(err, sources.ErrNotKept) {
		t.Errorf("got %v, want ErrNotKept", err)
	}
}

// TestResponsesRefuse holds that files of other kinds are refused and left as they are.
func TestResponsesRefuse(t *testing.T) {
	dir := t.TempDir()
	if _, err := store.ReadResponses(t.Context(), filepath.Join(dir, "none.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: got %v, want fs.ErrNotExist", err)
	}
	notes := filepath.Join(dir, "notes.db")
	if err := os.WriteFile(notes, []byte("These are notes."), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.OpenResponses(t.Context(), notes); !errors.Is(err, store.ErrForeign) {
		t.Errorf("notes: got %v, want ErrForeign", err)
	}
	archive := filepath.Join(dir, "archive.db")
	a := openArchive(t, archive)
	addAll(t, a, coverage()...)
	if _, err := store.OpenResponses(t.Context(), archive); !errors.Is(err, store.ErrForeign) {
		t.Errorf("an archive: got %v, want ErrForeign", err)
	}
	newer := filepath.Join(dir, "newer.db")
	r, err := store.OpenResponses(t.Context(), newer)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	onFile(t, newer, func(db *sql.DB) error {
		_, err := db.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)")
		return err
	})
	before, err := os.ReadFile(newer)
	if err != nil {
		t.Fatal(err)
	}
	for name, open := range map[string]func(context.Context, string) (*store.Responses, error){
		"writing": store.OpenResponses, "reading": store.ReadResponses,
	} {
		if _, err := open(t.Context(), newer); !errors.Is(err, store.ErrNewer) {
			t.Errorf("a newer file, %s: got %v, want ErrNewer", name, err)
		}
	}
	if after, err := os.ReadFile(newer); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the newer file was touched: %v", err)
	}
}

// TestResponsesTogether holds that many may keep answers at once, in two programs, and none is lost.
func TestResponsesTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.db")
	stores := []*store.Responses{openResponses(t, path), openResponses(t, path)}
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			body := fmt.Sprint("body ", i%4)
			if err := stores[i%2].Keep(t.Context(), answered(fmt.Sprintf("https://%d.example", i), body, day(1))); err != nil {
				t.Errorf("%d: %v", i, err)
			}
		})
	}
	all.Wait()
	if r, b := count(t, path, "responses"), count(t, path, "bodies"); r != 40 || b != 4 {
		t.Errorf("%d responses and %d bodies, want 40 and 4", r, b)
	}
}

// TestResponsesAnyBytes holds that any page comes back byte for byte.
func TestResponsesAnyBytes(t *testing.T) {
	r := openResponses(t, filepath.Join(t.TempDir(), "r.db"))
	rapid.Check(t, func(rt *rapid.T) {
		body := rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(rt, "body")
		address := rapid.String().Draw(rt, "address")
		if err := r.Keep(t.Context(), answered(address, string(body), day(1))); err != nil {
			rt.Fatal(err)
		}
		got, err := r.Kept(t.Context(), address)
		if err != nil || !bytes.Equal(got.Body, body) {
			rt.Fatalf("got %q, %v, want %q", got.Body, err, body)
		}
	})
}
