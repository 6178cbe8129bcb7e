package store_test

import (
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"secondsource/store"
	"secondsource/verify"
)

// mustRecord is the record of testResult where there is no test to fail.
func mustRecord(n int) verify.Record {
	rec, err := testResult(n).Record()
	if err != nil {
		panic(err)
	}
	return rec
}

func isFull(err error) bool { return errors.Is(err, store.ErrFull) }

// ackSize is the length of the line with which a child acknowledges two records: their IDs, a space, a line break.
const ackSize = 64 + 1 + 64 + 1

// TestKill kills a writer with SIGKILL after a random number of acknowledged records, thirty times on one ledger
// (reliability note §1, row 1): every acknowledged record must be there, and the ledger must verify.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	rnd := rand.New(rand.NewPCG(3, 4))
	var want []string
	for round := range 30 {
		cmd, out := child(t, "append for ever", path, round*10_000)
		// Killed while it works on a record after the n-th: the pipe tells how far it is, so no clock is needed.
		head := make([]byte, ackSize*(1+rnd.IntN(20)))
		if _, err := io.ReadFull(out, head); err != nil {
			t.Fatalf("round %d: the child stopped by itself: %v: %s", round, err, head)
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		ids := acknowledged(io.MultiReader(strings.NewReader(string(head)), out))
		if err := cmd.Wait(); err == nil {
			t.Fatal("the child was not killed")
		}
		want = append(want, ids...)
		checkThere(t, path, want)
	}
	t.Logf("30 kills: %d acknowledged records, all there", len(want))
	if len(want) < 60 {
		t.Errorf("only %d records were acknowledged", len(want))
	}
}

// checkThere opens the ledger anew, verifies it, and wants all IDs in it, each once.
func checkThere(t *testing.T, path string, ids []string) {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	mustVerify(t, s)
	there := map[string]bool{}
	for _, e := range entries(t, s, 0) {
		if there[e.ID()] {
			t.Errorf("record %s is there twice", e.ID())
		}
		there[e.ID()] = true
	}
	for _, id := range ids {
		if !there[id] {
			t.Errorf("record %s was acknowledged and is not there", id)
		}
	}
}

// TestProcesses lets four programs make and fill one ledger at once: no error is shown, nothing is lost or doubled.
func TestProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	var wg sync.WaitGroup
	for p := range 4 {
		wg.Go(func() { childLines(t, "append 60", path, 1000*(p+1)) })
	}
	wg.Wait()
	var want []string
	for i := range 60 {
		want = append(want, note(i).ID())
		for p := range 4 {
			want = append(want, note(1000*(p+1)+i).ID())
		}
	}
	checkThere(t, path, want)
	if got := len(entries(t, open(t, path), 0)); got != len(want) {
		t.Errorf("got %d records, want %d", got, len(want))
	}
}

// TestFull uses up the space allowed to a file at many points of an append. The error says so, what was
// acknowledged is there, the ledger verifies, and the same records again make no duplicates.
func TestFull(t *testing.T) {
	const step = 3 * 4096 // bytes; a record with its derived rows takes some 20 pages of the WAL
	full := 0
	for i := range 12 {
		path := filepath.Join(t.TempDir(), "ledger.db")
		lines := childLines(t, "no space", path, 200_000+i*step)
		last := lines[len(lines)-1]
		if !strings.HasPrefix(last, "full true: ") || !strings.Contains(last, "no space left") {
			t.Fatalf("got %q, want a sentence that says that there is no space", last)
		}
		full++
		want := strings.Fields(strings.Join(lines[:len(lines)-1], " "))
		checkThere(t, path, want)
		s := open(t, path)
		n := len(entries(t, s, 0))
		if n < len(want) {
			t.Errorf("got %d records, want %d", n, len(want))
		}
		retry := len(want) / 2
		mustAppend(t, s, note(retry), mustRecord(retry))
		mustAppend(t, s, note(retry), mustRecord(retry))
		if got := len(entries(t, s, 0)); got != len(want)+2 {
			t.Errorf("after the retry: got %d records, want %d", got, len(want)+2)
		}
		mustVerify(t, s)
	}
	t.Logf("%d times without space", full)
}

// TestFullWhenNew has no space to make a ledger: what is left behind is taken for a new one when there is.
func TestFullWhenNew(t *testing.T) {
	for _, size := range []int{0, 1, 4096, 8192, 20_000, 60_000} {
		path := filepath.Join(t.TempDir(), "ledger.db")
		lines := childLines(t, "no space", path, size)
		if len(lines) != 1 || !strings.HasPrefix(lines[0], "full true") {
			t.Errorf("%d bytes: got %q, want one sentence that says that there is no space", size, lines)
		}
		checkThere(t, path, nil)
	}
}

// TestReadOnlyFolder opens a ledger that may be read and not written, as someone who is not the administrator.
func TestReadOnlyFolder(t *testing.T) {
	const nobody = 65534
	folder := filepath.Join(t.TempDir(), "medium")
	path := filepath.Join(folder, "ledger.db")
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, s, mustRecord(1), note(2))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]os.FileMode{path: 0o444, folder: 0o555} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	for dir := filepath.Dir(folder); dir != os.TempDir() && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			break
		}
	}
	t.Cleanup(func() {
		if err := os.Chmod(folder, 0o755); err != nil {
			t.Error(err)
		}
	})
	lines := childLines(t, "no rights", path, nobody)
	for i, want := range []string{"cannot be written to", "verify: 2 0 <nil>", "opened for reading only"} {
		if i >= len(lines) || !strings.Contains(lines[i], want) {
			t.Errorf("line %d: got %q, want %q", i, lines, want)
		}
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v, want the ledger alone", files, err)
	}
}

// TestAfterKillReadOnly reads what a killed writer left in the WAL.
func TestAfterKillReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	cmd, out := child(t, "append for ever", path, 0)
	head := make([]byte, ackSize*3)
	if _, err := io.ReadFull(out, head); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	ids := acknowledged(io.MultiReader(strings.NewReader(string(head)), out))
	if err := cmd.Wait(); err == nil {
		t.Fatal("the child was not killed")
	}
	s, err := store.OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	mustVerify(t, s)
	var got []string
	for _, e := range entries(t, s, 0) {
		got = append(got, e.ID())
	}
	for _, id := range ids {
		if !slices.Contains(got, id) {
			t.Errorf("record %s was acknowledged and is not read", id)
		}
	}
	if len(ids) < 6 {
		t.Errorf("only %d records were acknowledged", len(ids))
	}
}
