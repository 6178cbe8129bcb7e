package store_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
	"secondsource/store"
	"secondsource/verify"
)

func TestRuns(t *testing.T) {
	s, _ := openNew(t)
	recs := []verify.Record{note(7), testRecord(t, 1), testRecord(t, 2)}
	mustAppend(t, s, recs...)
	var got []store.Summary
	for r, err := range s.Runs(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r)
	}
	var want []store.Summary
	for leaf := 1; leaf <= 2; leaf++ {
		want = append(want, store.Summary{
			Leaf: int64(leaf), ID: recs[leaf].ID(), At: at(leaf), Title: "Ferry “to sail”", Publisher: "Tovik Tidende",
			URL: fmt.Sprintf("https://tidende.example/ferry/%d?a=1&b=<2>", leaf), Claims: 2,
			Labels: map[verify.Label]int{verify.NeedsReview: 1, verify.Unchecked: 1},
		})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("runs (-want +got)\n%s", diff)
	}
}

// TestRunWithoutClaims is a story in which nothing is attributed.
func TestRunWithoutClaims(t *testing.T) {
	s, _ := openNew(t)
	story := claims.NewArticle(claims.Ref{}, "A text\x00with a zero byte.")
	res := verify.Result{
		Run:   verify.Run{Version: 1, Article: story.Ref, Claims: []claims.Claim{}, Verdicts: []verify.Verdict{}},
		Pages: map[string]claims.Article{story.ID: story},
	}
	rec, err := res.Record()
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, rec)
	mustVerify(t, s)
	for r, err := range s.Runs(t.Context()) {
		if err != nil || r.Labels == nil || len(r.Labels) != 0 || !r.At.IsZero() {
			t.Errorf("got %+v, %v, want no labels and no time", r, err)
		}
	}
}

func TestResult(t *testing.T) {
	s, _ := openNew(t)
	first, second := testRecord(t, 1), testRecord(t, 2)
	mustAppend(t, s, first, note(3), second)
	tests := []struct {
		name string
		want int // the run's number in testResult
	}{
		{first.ID(), 1},
		{first.ID()[:12], 1},
		{strings.ToUpper(second.ID()[:8]), 2},
		{" " + first.ID()[:4] + " ", 1},
		{"0", 1},
		{"2", 2},
		{"last", 2},
	}
	for _, tt := range tests {
		got, _, err := s.Result(t.Context(), tt.name)
		if err != nil {
			t.Errorf("%q: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(testResult(tt.want), got); diff != "" {
			t.Errorf("%q (-want +got)\n%s", tt.name, diff)
		}
		again, err := got.Record()
		if want := testRecord(t, tt.want).ID(); err != nil || again.ID() != want {
			t.Errorf("%q: the run that came back has ID %s, %v, want %s", tt.name, again.ID(), err, want)
		}
	}
}

func TestResultUnknown(t *testing.T) {
	s, _ := openNew(t)
	if _, _, err := s.Result(t.Context(), "last"); !errors.Is(err, store.ErrUnknown) {
		t.Errorf("last of an empty ledger: got %v, want ErrUnknown", err)
	}
	// Four characters are 16 bits: of 2,000 records some begin alike, by the birthday bound with a chance of 1 - e^-30.
	var recs []verify.Record
	byPrefix := map[string]int{}
	shared := ""
	for i := range 2000 {
		recs = append(recs, note(i))
		prefix := recs[i].ID()[:4]
		if byPrefix[prefix]++; byPrefix[prefix] == 2 && strings.ContainsAny(prefix, "abcdef") {
			shared = prefix
		}
	}
	mustAppend(t, s, recs...)
	for name, says := range map[string]string{
		shared: "more than one", "": "named by", "abc": "named by", "zzzz": "named by", "last": "no such run", "-1": "no such run",
		"99999": "no such run", "3": "is a review", recs[5].ID(): "is a review", strings.Repeat("f", 64): "no such run",
		"' OR 1=1 --": "named by", "%%%%": "named by", "____": "named by", "1e3": "named by", "99999999999999999999": "no such run",
	} {
		if _, _, err := s.Result(t.Context(), name); !errors.Is(err, store.ErrUnknown) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: got %v, want ErrUnknown that says %q", name, err, says)
		}
	}
}

// TestResultRefusesChanged shows nothing from a run or page that was changed.
func TestResultRefusesChanged(t *testing.T) {
	for _, change := range []string{
		"UPDATE records SET body = replace(body, 'needs_review', 'supported')",
		"UPDATE pages SET text = replace(text, 'Friday', 'Monday')",
		"UPDATE pages SET meta = replace(meta, 'Karvia Wire', 'Other Wire')",
		"DELETE FROM pages",
	} {
		path := smallLedger(t)
		db := raw(t, path)
		withoutTriggers(t, db, func() { mustExec(t, db, change) })
		if got, _, err := open(t, path).Result(t.Context(), "0"); err == nil {
			t.Errorf("%s: got %v, want an error", change, got)
		}
	}
}

// TestResultKeepsItsOwnRef has two runs read one page under different titles; each gets back what it saw.
func TestResultKeepsItsOwnRef(t *testing.T) {
	s, _ := openNew(t)
	res := testResult(1)
	mustAppend(t, s, testRecord(t, 2)) // brings the wire's page
	wire := res.Run.Coverage[0].Articles[0]
	wire.Title = "Ferry sails (corrected)"
	res.Run.Coverage[0].Articles[0] = wire
	page := res.Pages[wire.ID]
	page.Ref = wire
	res.Pages[wire.ID] = page
	rec, err := res.Record()
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, rec)
	got, _, err := s.Result(t.Context(), "last")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(res, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	mustVerify(t, s)
}

// TestReleased opens the file that each released version left behind; -update makes that of this version.
func TestReleased(t *testing.T) {
	const newest = "testdata/ledger_v2.db"
	if *update {
		b, err := os.ReadFile(smallLedger(t))
		if err == nil {
			err = os.WriteFile(newest, b, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob("testdata/ledger_v*.db")
	if err != nil || len(files) == 0 {
		t.Fatalf("no released ledger: %v", err)
	}
	for _, name := range files {
		path := filepath.Join(t.TempDir(), "ledger.db")
		copyFile(t, name, path)
		s := open(t, path)
		report := mustVerify(t, s)
		if report.Records != 5 || report.Runs != 2 || report.Pages != 3 || report.Spans == 0 || report.Rows == 0 {
			t.Errorf("%s: got %+v, want 5 records, 2 runs, 3 pages", name, report)
		}
		head, err := s.Head(t.Context())
		if err != nil || head != report.Head {
			t.Errorf("%s: head %v, %v, and recomputed %v", name, head, err, report.Head)
		}
		got, _, err := s.Result(t.Context(), "0")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(testResult(0), got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

// TestReleasedUnchanged verifies the files of earlier versions where they cannot be brought to this one.
func TestReleasedUnchanged(t *testing.T) {
	files, err := filepath.Glob("testdata/ledger_v*.db")
	if err != nil || len(files) < 2 {
		t.Fatalf("released ledgers: %v, %v, want two", files, err)
	}
	for _, name := range files {
		path := filepath.Join(t.TempDir(), "ledger.db")
		copyFile(t, name, path)
		s, err := store.OpenReadOnly(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if report := mustVerify(t, s); report.Rows == 0 {
			t.Errorf("%s: no row was compared", name)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestWaived keeps why a finding may stand, and who said so, in the record and in the derived table.
func TestWaived(t *testing.T) {
	res := testResult(1)
	open := res.Run.Findings[0]
	for _, w := range []verify.Waiver{{Reason: "Both are named below", From: "text"}, {Reason: "Seen", From: "waivers.toml", By: "night desk"}} {
		waived := open
		waived.Fingerprint, waived.Waived = "f2ec8eab73dc86d4", &w
		waived.Also = []claims.Span{open.At}
		res.Run.Findings = append(res.Run.Findings, waived)
	}
	rec, err := res.Record()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ledger.db")
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, rec)
	mustVerify(t, s)
	if got, _, err := s.Result(t.Context(), "last"); err != nil || cmp.Diff(res.Run.Findings, got.Run.Findings) != "" {
		t.Errorf("got %+v, %v, want %+v", got.Run.Findings, err, res.Run.Findings)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err := raw(t, path).QueryContext(t.Context(), "SELECT fingerprint || '|' || waived || '|' || waived_by FROM findings ORDER BY n")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var got []string
	for rows.Next() {
		var row string
		if err := rows.Scan(&row); err != nil {
			t.Fatal(err)
		}
		got = append(got, row)
	}
	want := []string{"||", "f2ec8eab73dc86d4|Both are named below|text", "f2ec8eab73dc86d4|Seen|waivers.toml: night desk"}
	if diff := cmp.Diff(want, got); diff != "" || rows.Err() != nil {
		t.Errorf("%v (-want +got)\n%s", rows.Err(), diff)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(f, strings.NewReader(string(b))); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestSameBytes makes one ledger twice: same records, same bytes.
func TestSameBytes(t *testing.T) {
	if a, b := dump(t, smallLedger(t)), dump(t, smallLedger(t)); a != b {
		t.Errorf("two ledgers of the same records differ: %s and %s", a, b)
	}
}
