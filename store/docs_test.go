package store_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocs runs the shell commands of docs/ledger.md that recompute digests, on the released ledger: a third party who
// follows them must see pairs of equal digests.
func TestDocs(t *testing.T) {
	for _, tool := range []string{"sh", "sqlite3", "sha256sum", "xxd"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("the commands of docs/ledger.md were not run: there is no %s here", tool)
		}
	}
	page, err := os.ReadFile("../docs/ledger.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	copyFile(t, "testdata/ledger_v1.db", filepath.Join(dir, "secondsource.db"))
	cmd := exec.CommandContext(t.Context(), "sh")
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(strings.Join(shellBlocks(string(page)), "\n"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	digests := map[string]int{}
	for line := range strings.Lines(string(out)) {
		if word, _, _ := strings.Cut(strings.TrimSpace(line), " "); len(word) == 64 {
			digests[word]++
		}
	}
	pairs := 0
	for _, n := range digests {
		if n == 2 {
			pairs++
		}
	}
	// Four pairs, and the head of two records, for which the ledger has five.
	if pairs != 4 || len(digests) != 5 {
		t.Errorf("got %d pairs of equal digests of %d, want 4 and one alone:\n%s", pairs, len(digests), out)
	}
}

// shellBlocks gives the text of every fenced block marked sh.
func shellBlocks(page string) []string {
	var blocks []string
	for {
		_, rest, ok := strings.Cut(page, "\n```sh\n")
		if !ok {
			return blocks
		}
		block, after, _ := strings.Cut(rest, "\n```")
		blocks = append(blocks, block)
		page = after
	}
}
