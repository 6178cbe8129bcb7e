package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/verify/rules"
)

// TestRulePage holds docs/rules.md to the rules; -update writes it anew.
func TestRulePage(t *testing.T) {
	t.Parallel()
	const page = "../../docs/rules.md"
	book, err := rules.Open(rules.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := writeRulePage(&want, book, book.All()); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(page, want.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String(), string(got)); diff != "" {
		t.Errorf("docs/rules.md is not what the rules say; write it anew with go test ./cmd/secondsource -run RulePage -update\n%s", diff)
	}
}
