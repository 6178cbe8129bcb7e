package verify

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write golden files and embedded tables anew")

const trainStories = "../../shared/eval/attribution/train.jsonl"

// stories reads the texts of the training stories, or skips the test in words where they are absent.
func stories(t *testing.T) []string {
	t.Helper()
	f, err := os.Open(trainStories)
	if err != nil {
		t.Skipf("the training stories are absent (%v): the table is not made anew", err)
	}
	defer func() { _ = f.Close() }() // only read
	var texts []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var s struct{ Text string }
		if err := json.Unmarshal(sc.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, s.Text)
	}
	if sc.Err() != nil || len(texts) == 0 {
		t.Fatalf("read %d stories: %v", len(texts), sc.Err())
	}
	return texts
}

// The embedded table is what the training stories give, byte for byte.
func TestIDF(t *testing.T) {
	t.Parallel()
	want := newIDFTable(stories(t))
	if *update {
		if err := os.WriteFile("idf.bin", want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(want, idfTable) {
		t.Fatal("idf.bin is not what the training stories give: run go test ./verify -run TestIDF -update")
	}
}

func TestIDFOrder(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{{"year", "bridg"}, {"bridg", "quorvath"}} {
		if a, b := idf(pair[0]), idf(pair[1]); a >= b {
			t.Errorf("idf(%q) = %.2f, want below idf(%q) = %.2f", pair[0], a, pair[1], b)
		}
	}
}
