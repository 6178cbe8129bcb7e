package store_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"secondsource/store"
)

// The environment of a child: its part, the ledger, and which records are its own.
const (
	childPart   = "SECONDSOURCE_STORE_TEST_CHILD"
	childLedger = "SECONDSOURCE_STORE_TEST_LEDGER"
	childFirst  = "SECONDSOURCE_STORE_TEST_FIRST"
)

// parts are what a child can play.
var parts = map[string]func(path string, first int) error{
	"append for ever": appendForEver,
	"append 60":       append60,
	"no space":        appendWithoutSpace,
	"no rights":       openWithoutRights,
}

// runChild plays the part; a panic is how it tells its parent that it could not.
func runChild(part string) {
	var first int
	if _, err := fmt.Sscan(os.Getenv(childFirst), &first); err != nil {
		panic(err)
	}
	if err := parts[part](os.Getenv(childLedger), first); err != nil {
		panic(err)
	}
}

// say writes a line for the parent.
func say(format string, args ...any) {
	if _, err := fmt.Fprintf(os.Stdout, format+"\n", args...); err != nil {
		panic(err)
	}
}

// child starts a part and gives its output as lines.
func child(t *testing.T, part, path string, first int) (*exec.Cmd, io.Reader) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), childPart+"="+part, childLedger+"="+path, fmt.Sprintf("%s=%d", childFirst, first))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// childLines runs a part to its end and gives its lines.
func childLines(t *testing.T, part, path string, first int) []string {
	t.Helper()
	cmd, out := child(t, part, path, first)
	text, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("child %q: %v: %s", part, err, text)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// appendForEver acknowledges each record with a line after it was stored, until it is killed.
func appendForEver(path string, first int) error {
	s, err := store.Open(context.Background(), path)
	if err != nil {
		return err
	}
	for i := first; ; i++ {
		recs, err := s.Append(context.Background(), note(i), mustRecord(i))
		if err != nil {
			return err
		}
		say("%s %s", recs[0].ID, recs[1].ID)
	}
}

func append60(path string, first int) error {
	s, err := store.Open(context.Background(), path)
	if err != nil {
		return err
	}
	for i := range 60 {
		if _, err := s.Append(context.Background(), note(first+i), note(i)); err != nil {
			return err
		}
	}
	return s.Close()
}

// appendWithoutSpace limits the size of every file to first bytes, appends until that is used up, and acknowledges
// what was stored; the last line is the error.
func appendWithoutSpace(path string, first int) error {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: uint64(first), Max: uint64(first)}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	s, err := store.Open(context.Background(), path)
	if err != nil {
		say("full %t: %v", isFull(err), err)
		return nil
	}
	for i := 0; ; i++ {
		receipts, err := s.Append(context.Background(), note(i), mustRecord(i))
		if err != nil {
			say("full %t: %v", isFull(err), err)
			return s.Close()
		}
		say("%s %s", receipts[0].ID, receipts[1].ID)
	}
}

// openWithoutRights gives up the rights of the administrator and says what opening and reading bring.
func openWithoutRights(path string, first int) error {
	if os.Geteuid() == 0 {
		if err := syscall.Setuid(first); err != nil {
			return err
		}
	}
	_, err := store.Open(context.Background(), path)
	say("open: %v", err)
	s, err := store.OpenReadOnly(context.Background(), path)
	if err != nil {
		return err
	}
	report, err := s.Verify(context.Background())
	say("verify: %d %d %v", report.Records, len(report.Faults), err)
	_, err = s.Append(context.Background(), note(77))
	say("append: %v", err)
	return s.Close()
}

// acknowledged reads the IDs that a child wrote, whole lines only: the last may be cut off by the kill.
func acknowledged(out io.Reader) []string {
	var ids []string
	r := bufio.NewReader(out)
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return ids
		}
		ids = append(ids, strings.Fields(line)...)
	}
}
