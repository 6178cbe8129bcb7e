package store_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"

	"secondsource/claims"
	"secondsource/store"
	"secondsource/verify"
)

func TestSQLiteStore(t *testing.T) {
	testStore(t, func(t *testing.T) store.Store {
		s, _ := openNew(t)
		return s
	})
}

// testStore is what every store must do. open makes an empty one.
func testStore(t *testing.T, open func(t *testing.T) store.Store) {
	t.Run("empty", func(t *testing.T) { testEmpty(t, open(t)) })
	t.Run("what goes in comes out", func(t *testing.T) { testEntries(t, open(t)) })
	t.Run("once", func(t *testing.T) { testOnce(t, open(t)) })
	t.Run("all or none", func(t *testing.T) { testAllOrNone(t, open(t)) })
	t.Run("refused", func(t *testing.T) { testRefused(t, open(t)) })
	t.Run("head", func(t *testing.T) { testHead(t, open(t)) })
	t.Run("many writers", func(t *testing.T) { testWriters(t, open(t)) })
	t.Run("cancelled", func(t *testing.T) { testCancelled(t, open(t)) })
}

// entries reads all entries from leaf number from on.
func entries(t testing.TB, s store.Store, from int64) []store.Entry {
	t.Helper()
	var all []store.Entry
	for e, err := range s.Entries(t.Context(), from) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

func testEmpty(t *testing.T, s store.Store) {
	if got := entries(t, s, 0); len(got) != 0 {
		t.Errorf("entries of an empty ledger: got %v", got)
	}
	head, err := s.Head(t.Context())
	want := tlog.Tree{Hash: sha256.Sum256(nil)}
	if err != nil || head != want {
		t.Errorf("head of an empty ledger: got %v, %v, want %v", head, err, want)
	}
	if got := mustAppend(t, s); len(got) != 0 {
		t.Errorf("receipts for nothing: got %v", got)
	}
}

func testEntries(t *testing.T, s store.Store) {
	recs := []verify.Record{testRecord(t, 0), note(1), testRecord(t, 2)}
	receipts := mustAppend(t, s, recs...)
	got := entries(t, s, 0)
	if len(got) != len(recs) {
		t.Fatalf("got %d entries, want %d", len(got), len(recs))
	}
	for i, e := range got {
		want := recs[i]
		want.Pages = nil
		if diff := cmp.Diff(want, e.Record); diff != "" || e.Leaf != int64(i) {
			t.Errorf("entry %d, leaf %d: (-want +got)\n%s", i, e.Leaf, diff)
		}
		if receipts[i] != (verify.Receipt{ID: recs[i].ID(), Leaf: int64(i)}) {
			t.Errorf("receipt %d: got %v, want ID %s", i, receipts[i], recs[i].ID())
		}
	}
	if tail := entries(t, s, 2); len(tail) != 1 || tail[0].Leaf != 2 {
		t.Errorf("entries from 2: got %v", tail)
	}
	for e, err := range s.Entries(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		mustAppend(t, s, note(100+int(e.Leaf))) // a reader does not keep a writer out
		break
	}
}

func testOnce(t *testing.T, s store.Store) {
	first := testRecord(t, 1)
	again := first
	again.At = first.At.Add(time.Hour)
	mustAppend(t, s, note(0))
	a := mustAppend(t, s, first)
	b := mustAppend(t, s, again, note(2), again)
	if a[0] != b[0] || a[0] != b[2] || b[1].Leaf != 2 {
		t.Errorf("the same record again: got %v, want the first receipt %v", b, a)
	}
	all := entries(t, s, 0)
	if len(all) != 3 || !all[1].At.Equal(first.At) {
		t.Errorf("got %d entries, want 3, with the first time %v: %v", len(all), first.At, all)
	}
}

func testAllOrNone(t *testing.T, s store.Store) {
	bad := note(3)
	bad.Body = []byte("{")
	receipts, err := s.Append(t.Context(), testRecord(t, 0), note(1), bad)
	if !errors.Is(err, store.ErrRefused) || receipts != nil {
		t.Errorf("got %v, %v, want ErrRefused", receipts, err)
	}
	if got := entries(t, s, 0); len(got) != 0 {
		t.Errorf("got %d entries after a refused batch, want none", len(got))
	}
}

// refusals are everything that makes a record unfit to be stored. Some spoil the run before it becomes a record.
var refusals = []struct {
	name  string
	spoil func(*verify.Result, *verify.Record)
}{
	{"no kind", func(_ *verify.Result, r *verify.Record) { r.Kind = "" }},
	{"a kind of two lines", func(_ *verify.Result, r *verify.Record) { r.Kind = "run\nrun" }},
	{"no body", func(_ *verify.Result, r *verify.Record) { r.Body = nil }},
	{"no JSON", func(_ *verify.Result, r *verify.Record) { r.Body = []byte(`{"v":1`) }},
	{"no UTF-8", func(_ *verify.Result, r *verify.Record) { r.Body = []byte("{\"v\":1,\"x\":\"\xff\"}") }},
	{"no run", func(_ *verify.Result, r *verify.Record) { r.Body = []byte(`{"v":1,"claims":"none"}`) }},
	{"a run of no version", func(_ *verify.Result, r *verify.Record) { r.Body = []byte(`{}`) }},
	{"a run of a later version", func(_ *verify.Result, r *verify.Record) { r.Body = []byte(`{"v":2}`) }},
	{"a time in the body", func(_ *verify.Result, r *verify.Record) {
		r.Body = append([]byte(`{"at":"2031-01-01T00:00:00Z",`), r.Body[1:]...)
	}},
	{"a year of five digits", func(_ *verify.Result, r *verify.Record) { r.At = time.Date(12031, 1, 1, 0, 0, 0, 0, time.UTC) }},
	{"a page with a foreign ID", func(_ *verify.Result, r *verify.Record) { r.Pages[0].Text += "." }},
	{"a page that is no text", func(_ *verify.Result, r *verify.Record) {
		r.Pages = append(r.Pages, claims.NewArticle(claims.Ref{}, "\xff"))
	}},
	{"no story", func(_ *verify.Result, r *verify.Record) { r.Pages = r.Pages[1:] }},
	{"no page for the evidence", func(_ *verify.Result, r *verify.Record) { r.Pages = r.Pages[:1] }},
	{"content past the end", func(r *verify.Result, _ *verify.Record) { r.Run.Claims[0].Content[1].End = 1 << 20 }},
	{"content inside a letter", func(r *verify.Result, _ *verify.Record) { r.Run.Claims[0].Content[0].Start = 1 }},
	{"source inside a letter", func(r *verify.Result, _ *verify.Record) { r.Run.Claims[0].Source[0] = claims.Span{Start: 2, End: 9} }},
	{"another passage of a finding past the end", func(r *verify.Result, _ *verify.Record) {
		r.Run.Findings[0].Also = []claims.Span{{Start: 0, End: 1 << 20}}
	}},
	{"a finding on a page that is not there", func(r *verify.Result, _ *verify.Record) { r.Run.Findings[0].Article = "0000" }},
	{"a finding past the end of its page", func(r *verify.Result, _ *verify.Record) {
		page := r.Run.Coverage[0].Articles[0].ID
		r.Run.Findings[0].Article, r.Run.Findings[0].At.End = page, len(r.Pages[page].Text)+1
	}},
	{"cue past the end", func(r *verify.Result, _ *verify.Record) { r.Run.Claims[1].Cue[0].End = 1 << 20 }},
	{"sentence past the end", func(r *verify.Result, _ *verify.Record) { r.Run.Claims[1].Sentence.End = 1 << 20 }},
	{"a claim of another story", func(r *verify.Result, _ *verify.Record) { r.Run.Claims[1].Article = "77" }},
	{"a finding past the end", func(r *verify.Result, _ *verify.Record) { r.Run.Findings[0].At.End = 1 << 20 }},
	{"a passage past the end", func(r *verify.Result, _ *verify.Record) { r.Run.Verdicts[0].Evidence[0].Passage.End = 1 << 20 }},
	{"a passage inside a letter", func(r *verify.Result, _ *verify.Record) {
		r.Run.Verdicts[0].Evidence[0].Passage.End = spanOf(wireText, "ælby").Start + 1
		r.Run.Verdicts[0].Evidence[0].Quote = claims.Span{}
	}},
	{"a quote outside its passage", func(r *verify.Result, _ *verify.Record) {
		r.Run.Verdicts[0].Evidence[0].Quote = spanOf(wireText, "Rain fell")
	}},
	{"a quote inside a letter", func(r *verify.Result, _ *verify.Record) {
		r.Run.Verdicts[0].Evidence[0].Quote.End = spanOf(wireText, "ælby").Start + 1
	}},
	{"a verdict too few", func(r *verify.Result, _ *verify.Record) { r.Run.Verdicts = r.Run.Verdicts[:1] }},
	{"verdicts out of order", func(r *verify.Result, _ *verify.Record) {
		v := r.Run.Verdicts
		v[0], v[1] = v[1], v[0]
	}},
}

func testRefused(t *testing.T, s store.Store) {
	for _, tt := range refusals {
		t.Run(tt.name, func(t *testing.T) {
			res := testResult(0)
			tt.spoil(&res, &verify.Record{Body: []byte("{}"), Pages: make([]claims.Article, 2)})
			rec, err := res.Record()
			if err != nil {
				t.Fatal(err)
			}
			tt.spoil(&res, &rec)
			if _, err := s.Append(t.Context(), rec); !errors.Is(err, store.ErrRefused) {
				t.Errorf("got %v, want ErrRefused", err)
			}
			if got := entries(t, s, 0); len(got) != 0 {
				t.Errorf("it was stored all the same: %v", got)
			}
		})
	}
}

// testHead compares the head with one made of the entries' own hashes, and proves every record with it.
func testHead(t *testing.T, s store.Store) {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, i := range indexes {
			hashes = append(hashes, stored[i])
		}
		return hashes, nil
	})
	const n = 21 // more than one full subtree, and no power of two
	for i := range n {
		mustAppend(t, s, note(i))
		e := entries(t, s, int64(i))[0]
		added, err := tlog.StoredHashesForRecordHash(e.Leaf, e.Hash, reader)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, added...)
		want, err := tlog.TreeHash(int64(i+1), reader)
		if err != nil {
			t.Fatal(err)
		}
		head, err := s.Head(t.Context())
		if err != nil || head != (tlog.Tree{N: int64(i + 1), Hash: want}) {
			t.Fatalf("head of %d: got %v, %v, want %v", i+1, head, err, want)
		}
		proof, err := tlog.ProveRecord(head.N, e.Leaf, reader)
		if err == nil {
			err = tlog.CheckRecord(proof, head.N, head.Hash, e.Leaf, e.Hash)
		}
		if err != nil {
			t.Errorf("proof of record %d: %v", i, err)
		}
	}
}

// testWriters lets many goroutines append their own and shared records: nothing is lost and nothing is there twice.
func testWriters(t *testing.T, s store.Store) {
	const writers, each = 8, 25
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				if _, err := s.Append(context.WithoutCancel(t.Context()), note(1000*(w+1)+i), note(i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for i, e := range entries(t, s, 0) {
		if e.Leaf != int64(i) || seen[e.ID()] {
			t.Errorf("entry %d has leaf %d, or is there twice", i, e.Leaf)
		}
		seen[e.ID()] = true
	}
	if want := writers*each + each; len(seen) != want {
		t.Errorf("got %d records, want %d", len(seen), want)
	}
	for w := range writers {
		if id := note(1000*(w+1) + each - 1).ID(); !seen[id] {
			t.Errorf("the last record of writer %d is lost", w)
		}
	}
}

func testCancelled(t *testing.T, s store.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Append(ctx, note(1)); !errors.Is(err, context.Canceled) {
		t.Errorf("append: got %v, want context.Canceled", err)
	}
	for _, err := range s.Entries(ctx, 0) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("entries: got %v, want context.Canceled", err)
		}
	}
	if got := mustAppend(t, s, note(1)); fmt.Sprint(got[0].Leaf) != "0" {
		t.Errorf("a retry after a cancelled append: got %v, want leaf 0", got)
	}
}
