package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/store"
)

func builtEngines(t testing.TB) []string {
	t.Helper()
	names, err := store.Engines(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// bm25 scores every document by the formula of SQLite's documentation, written again without the index.
func bm25(docs []claims.Article, query string) map[int64]float64 {
	const k1, b, titleWeight = 1.2, 0.75, 2
	type counted struct {
		n   map[string]float64
		len float64
	}
	all, total := []counted{}, 0.0
	for _, d := range docs {
		c := counted{n: map[string]float64{}}
		for _, t := range store.Terms(d.Title) {
			c.n[t] += titleWeight
			c.len++
		}
		for _, t := range store.Terms(d.Text) {
			c.n[t]++
			c.len++
		}
		total += c.len
		all = append(all, c)
	}
	scores := map[int64]float64{}
	for _, t := range slices.Compact(slices.Sorted(slices.Values(store.Terms(query)))) {
		df := 0.0
		for _, c := range all {
			if c.n[t] > 0 {
				df++
			}
		}
		n := float64(len(all))
		idf := max(math.Log((n-df+0.5)/(df+0.5)), 0)
		if idf == 0 {
			idf = 1e-6
		}
		for i, c := range all {
			if f := c.n[t]; f > 0 {
				scores[int64(i+1)] += idf * f * (k1 + 1) / (f + k1*(1-b+b*c.len/(total/n)))
			}
		}
	}
	return scores
}

// TestEnginesScoreAsBM25 holds that each engine chooses the documents, with the scores, that a scan of all texts does.
func TestEnginesScoreAsBM25(t *testing.T) {
	words := strings.Fields("orsa harbour varl ferries minister königin lund 2031 tarn bees")
	phrase := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 12).Draw(t, "words"), " ")
	})
	for _, engine := range builtEngines(t) {
		t.Run(engine, func(t *testing.T) {
			dir := t.TempDir()
			run := 0
			rapid.Check(t, func(r *rapid.T) {
				docs := []claims.Article{}
				texts := rapid.SliceOfNDistinct(phrase, 1, 15, rapid.ID).Draw(r, "texts")
				for i, text := range texts {
					docs = append(docs, piece(fmt.Sprintf("https://n.example/%d", i), phrase.Draw(r, "title"), text, day(1)))
				}
				run++
				a, err := store.OpenArchiveWith(t.Context(), filepath.Join(dir, fmt.Sprint(run, ".db")), engine)
				if err != nil {
					r.Fatal(err)
				}
				defer closeArchive(t, a)
				// In two steps, so that the index is brought up to date once at least.
				half := rapid.IntRange(0, len(docs)).Draw(r, "first step")
				for _, part := range [][]claims.Article{docs[:half], docs[half:]} {
					if _, err := a.AddAll(t.Context(), stream(part...)); err != nil {
						r.Fatal(err)
					}
				}
				query := phrase.Draw(r, "query")
				got, err := a.Chosen(t.Context(), query, 100)
				if err != nil {
					r.Fatal(err)
				}
				want := bm25(docs, query)
				if len(got) != len(want) {
					r.Fatalf("query %q over %q:\n got %v\nwant %v", query, texts, got, want)
				}
				for id, w := range want {
					if math.Abs(got[id]-w) > 1e-9 {
						r.Errorf("query %q, document %d of %q: got %.12f, want %.12f", query, id, texts, got[id], w)
					}
				}
			})
		})
	}
}

// TestEnginesAgree holds that the hits are the same to the last bit, whatever engine chose the candidates, also where
// the commonest terms are left out of the choice.
func TestEnginesAgree(t *testing.T) {
	engines := builtEngines(t)
	if len(engines) < 2 {
		t.Skip("this program was built without fts5 (-tags sqlite_fts5): there is one engine alone")
	}
	docs := generated(8_000)
	answers := map[string][][]sources.Hit{}
	for _, engine := range engines {
		a, err := store.OpenArchiveWith(t.Context(), filepath.Join(t.TempDir(), "a.db"), engine)
		if err != nil {
			t.Fatal(err)
		}
		defer closeArchive(t, a)
		addAll(t, a, docs...)
		for _, q := range generatedQueries(docs, 40) {
			hits, err := a.SearchText(t.Context(), q, 50)
			if err != nil {
				t.Fatal(err)
			}
			answers[engine] = append(answers[engine], hits)
		}
	}
	if diff := cmp.Diff(answers[engines[0]], answers[engines[1]]); diff != "" {
		t.Errorf("(-%s +%s):\n%s", engines[0], engines[1], diff)
	}
}

// TestIndexComesBack breaks the index in every way that a night in a newsroom can, and expects the same hits as before.
func TestIndexComesBack(t *testing.T) {
	write := func(b func([]byte) []byte) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			old, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, b(old), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	change := func(statement string) func(*testing.T, string) {
		return func(t *testing.T, path string) { runStatements(t, path, statement) }
	}
	for name, damage := range map[string]func(t *testing.T, index string){
		"missing":          func(t *testing.T, path string) { remove(t, path) },
		"empty":            write(func([]byte) []byte { return nil }),
		"no database":      write(func([]byte) []byte { return bytes.Repeat([]byte("x"), 9000) }),
		"cut short":        write(func(b []byte) []byte { return b[:len(b)/2] }),
		"header":           write(func(b []byte) []byte { return append(make([]byte, 100), b[100:]...) }),
		"all but first":    write(func(b []byte) []byte { return append(b[:4096:4096], make([]byte, len(b)-4096)...) }),
		"another database": func(t *testing.T, path string) { remove(t, path); runStatements(t, path, "CREATE TABLE x (y)") },
		"no state":         change("DELETE FROM state"),
		"two states":       change("INSERT INTO state SELECT 'other', format, position, chain, documents, terms FROM state"),
		"engine":           change("UPDATE state SET engine = 'fts9'"),
		"format":           change("UPDATE state SET format = format + 1"),
		"another archive":  change("UPDATE state SET chain = x'00'"),
		"ahead":            change("UPDATE state SET position = 99"),
		"documents lost":   change("DELETE FROM words WHERE rowid = 2"),
		"tables lost":      change("DROP TABLE words"),
		"counts lost":      change("DELETE FROM frequencies"),
		"no counts":        change("DROP TABLE frequencies"),
		"behind, whole":    change("DELETE FROM words; DELETE FROM frequencies; UPDATE state SET position = 0, chain = x'', documents = 0, terms = 0"),
		"a side file of another": func(t *testing.T, path string) {
			remove(t, path)
			if err := os.WriteFile(path+"-wal", bytes.Repeat([]byte{7}, 5000), 0o600); err != nil {
				t.Fatal(err)
			}
		},
	} {
		for _, engine := range builtEngines(t) {
			t.Run(name+" "+engine, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "a.db")
				want := searchOnce(t, path, engine, coverage())
				damage(t, store.IndexPath(path))
				if diff := cmp.Diff(want, searchOnce(t, path, engine, nil)); diff != "" {
					t.Errorf("after the damage (-want +got):\n%s", diff)
				}
				if info, err := os.Stat(store.IndexPath(path)); err != nil || info.Size() < 4096 {
					t.Errorf("the index was not made anew on disk: %v", err)
				}
			})
		}
	}
}

// searchOnce opens the archive, adds the documents, and gives the hits of a query.
func searchOnce(t *testing.T, path, engine string, docs []claims.Article) []sources.Hit {
	t.Helper()
	a, err := store.OpenArchiveWith(t.Context(), path, engine)
	if err != nil {
		t.Fatal(err)
	}
	defer closeArchive(t, a)
	addAll(t, a, docs...)
	hits, err := a.SearchText(t.Context(), "Orsa harbour minister ferries bees", 10)
	if err != nil || len(hits) != 3 {
		t.Fatalf("got %d hits, %v, want 3", len(hits), err)
	}
	if a.InMemory() {
		t.Error("the index lies in memory")
	}
	return hits
}

// TestIndexOfTheOtherEngine goes to and fro between two builds of the program.
func TestIndexOfTheOtherEngine(t *testing.T) {
	engines := builtEngines(t)
	if len(engines) < 2 {
		t.Skip("this program was built without fts5 (-tags sqlite_fts5): there is one engine alone")
	}
	path := filepath.Join(t.TempDir(), "a.db")
	want := searchOnce(t, path, engines[0], coverage())
	for _, engine := range []string{engines[1], engines[0], engines[1]} {
		if diff := cmp.Diff(want, searchOnce(t, path, engine, nil)); diff != "" {
			t.Errorf("with %s (-want +got):\n%s", engine, diff)
		}
	}
}

// TestIndexFollows kills the program between the documents and the index: the documents of one archive are put
// beside an older index of it, and beside one of an archive that went another way.
func TestIndexFollows(t *testing.T) {
	dir := t.TempDir()
	short, long, other := filepath.Join(dir, "short.db"), filepath.Join(dir, "long.db"), filepath.Join(dir, "other.db")
	engine := builtEngines(t)[0]
	fill := func(path string, docs ...claims.Article) {
		a, err := store.OpenArchiveWith(t.Context(), path, engine)
		if err != nil {
			t.Fatal(err)
		}
		addAll(t, a, docs...)
		closeArchive(t, a)
	}
	docs := coverage()
	fill(short, docs[0], docs[3])
	fill(long, docs[0], docs[3], docs[1], docs[2], docs[4])
	fill(other, docs[0], docs[4], docs[1])
	want := searchOnce(t, long, engine, nil)
	for name, from := range map[string]string{"behind": short, "another": other} {
		b, err := os.ReadFile(store.IndexPath(from))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(store.IndexPath(long), b, 0o600); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, searchOnce(t, long, engine, nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestIndexDamagedWhileOpen deletes the index's table under an open archive: the next search heals it.
func TestIndexDamagedWhileOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	a := openArchive(t, path)
	addAll(t, a, coverage()...)
	want := urls(t, a, sources.Query{Terms: []string{"orsa"}})
	runStatements(t, store.IndexPath(path), "DROP TABLE words")
	if diff := cmp.Diff(want, urls(t, a, sources.Query{Terms: []string{"orsa"}})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	runStatements(t, store.IndexPath(path), "DROP TABLE words")
	addAll(t, a, piece("https://new.example/", "", "A new harbour for Orsa.", day(8)))
	if got := urls(t, a, sources.Query{Terms: []string{"orsa"}}); len(got) != len(want)+1 {
		t.Errorf("got %v, want one more than %v", got, want)
	}
}

// TestIndexInMemory holds that an archive whose index cannot be written still finds, adds and rebuilds.
func TestIndexInMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	if err := os.MkdirAll(filepath.Join(store.IndexPath(path), "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	a := openArchive(t, path)
	addAll(t, a, coverage()...)
	if got := urls(t, a, sources.Query{Terms: []string{"orsa"}}); len(got) != 2 || !a.InMemory() {
		t.Errorf("got %v, in memory %v", got, a.InMemory())
	}
}

func TestArchiveInReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may write to any folder: the read-only folder is not tested")
	}
	for name, keep := range map[string]bool{"with its index": true, "without": false} {
		dir := t.TempDir()
		path := filepath.Join(dir, "a.db")
		want := searchOnce(t, path, builtEngines(t)[0], coverage())
		if !keep {
			remove(t, store.IndexPath(path))
		}
		if err := errors.Join(os.Chmod(path, 0o400), os.Chmod(dir, 0o500)); err != nil {
			t.Fatal(err)
		}
		a, err := store.OpenArchiveWith(t.Context(), path, builtEngines(t)[0])
		if err != nil {
			t.Fatal(err)
		}
		hits, err := a.SearchText(t.Context(), "Orsa harbour minister ferries bees", 10)
		if diff := cmp.Diff(want, hits); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
		if _, err := a.Add(t.Context(), piece("https://n.example/", "", "New.", day(1))); err == nil {
			t.Errorf("%s: a document was added", name)
		}
		closeArchive(t, a)
		if err := os.Chmod(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

func TestArchiveRefuses(t *testing.T) {
	newer, other := filepath.Join(t.TempDir(), "newer.db"), filepath.Join(t.TempDir(), "other.db")
	searchOnce(t, newer, builtEngines(t)[0], coverage())
	runStatements(t, newer, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)")
	runStatements(t, other, "PRAGMA application_id = 5; CREATE TABLE x (y)")
	for path, want := range map[string]error{newer: store.ErrNewer, other: store.ErrForeign} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if a, err := store.OpenArchive(t.Context(), path); !errors.Is(err, want) {
			t.Errorf("%s: got %v, %v, want %v", filepath.Base(path), a, err, want)
		}
		after, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s was changed (%v)", filepath.Base(path), err)
		}
	}
}

// TestKeptRefusesChangedText holds that a text changed in the file is not given as what was read.
func TestKeptRefusesChangedText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	searchOnce(t, path, builtEngines(t)[0], coverage())
	runStatements(t, path, "UPDATE documents SET text = replace(text, 'winter', 'summer')")
	a := openArchive(t, path)
	if got, err := a.Kept(t.Context(), coverage()[0].ID); err == nil {
		t.Errorf("got %q", got.Text)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
}

// runStatements runs statements on a file as another program would.
func runStatements(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), statements)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}
