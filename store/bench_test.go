package store_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/store"
	"secondsource/verify"
)

// small is a record of 400 bytes without pages, the size in which the stack note (§8) gives its figures.
func small(n int) verify.Record {
	body := fmt.Sprintf(`{"n":%d,"note":"%s"}`, n, strings.Repeat("x", 380))
	return verify.Record{Kind: "review", Body: []byte(body), At: at(n)}
}

func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{1, 20, 1000} {
		b.Run(fmt.Sprintf("small/%d", size), func(b *testing.B) { benchmarkAppend(b, size, small) })
	}
	b.Run("run/1", func(b *testing.B) { benchmarkAppend(b, 1, longRecord) })
}

// benchmarkAppend appends size records a transaction and reports the time of one record.
func benchmarkAppend(b *testing.B, size int, record func(int) verify.Record) {
	s, _ := openNew(b)
	n := 0
	for b.Loop() {
		recs := make([]verify.Record, 0, size)
		for range size {
			recs = append(recs, record(n))
			n++
		}
		mustAppend(b, s, recs...)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n), "µs/record")
}

// longRecord is a run of 30 claims with three passages each, on a story and wire of 6 kB: the usual size of a check.
func longRecord(n int) verify.Record {
	res := testResult(n)
	for id, page := range res.Pages {
		delete(res.Pages, id)
		page = claims.NewArticle(page.Ref, page.Text+strings.Repeat("Rain fell in Tovik all day. ", 200))
		res.Pages[page.ID] = page
		if page.URL == res.Run.Article.URL {
			res.Run.Article = page.Ref
		} else {
			res.Run.Coverage[0].Articles[0] = page.Ref
		}
	}
	run := &res.Run
	claim, verdict := run.Claims[0], run.Verdicts[0]
	run.Claims, run.Verdicts = nil, nil
	claim.Article = run.Article.ID
	verdict.Evidence[0].Article = run.Coverage[0].Articles[0].ID
	verdict.Evidence = slices.Repeat(verdict.Evidence, 3)
	run.Claims, run.Verdicts = slices.Repeat([]claims.Claim{claim}, 30), slices.Repeat([]verify.Verdict{verdict}, 30)
	rec, err := res.Record()
	if err != nil {
		panic(err)
	}
	return rec
}

// BenchmarkVerify verifies a ledger of 300 runs with 9,000 claims.
func BenchmarkVerify(b *testing.B) {
	s := filled(b, 300, longRecord)
	var report store.Report
	for b.Loop() {
		report = mustVerify(b, s)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*report.Records), "µs/record")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*report.Rows), "µs/row")
}

// BenchmarkResult shows one run of a thousand.
func BenchmarkResult(b *testing.B) {
	s := filled(b, 1000, mustRecord)
	for b.Loop() {
		if _, _, err := s.Result(b.Context(), "500"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "ledger.db")
	for b.Loop() {
		s, err := store.Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// filled is a ledger of n records.
func filled(b *testing.B, n int, record func(int) verify.Record) *store.SQLite {
	b.Helper()
	s, _ := openNew(b)
	var recs []verify.Record
	for i := range n {
		recs = append(recs, record(i))
	}
	mustAppend(b, s, recs...)
	return s
}
