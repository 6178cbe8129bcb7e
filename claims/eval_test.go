package claims_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"secondsource/claims"
)

var (
	predictions = flag.String("predictions", "", "write the extractor's predictions to this file, for score_attribution.py")
	articles    = flag.String("articles", "dev.jsonl", "file of ../../shared/eval/attribution that -predictions reads")
)

const shared = "../../shared"

// sharedFile reads a file of the shared data, or skips the test in words where it is not there.
func sharedFile(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(shared, name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the shared data file %s is not here: nothing is measured", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// sharedLines decodes each line of a JSON Lines file into a T.
func sharedLines[T any](t *testing.T, name string) []T {
	t.Helper()
	var rows []T
	lines := bufio.NewScanner(bytes.NewReader(sharedFile(t, name)))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		t.Fatalf("%s has no line", name)
	}
	return rows
}

// An annotated article of the attribution data.
type annotated struct {
	ID           string        `json:"id"`
	Text         string        `json:"text,omitempty"`
	Attributions []attribution `json:"attributions"`
}

type attribution struct {
	Source  []claims.Span `json:"source"`
	Cue     []claims.Span `json:"cue"`
	Content []claims.Span `json:"content"`
}

// article gives the story and its attributions as Resolve takes them.
func (row annotated) article() (claims.Article, []claims.Found) {
	found := make([]claims.Found, len(row.Attributions))
	for i, a := range row.Attributions {
		found[i] = claims.Found(a)
	}
	return claims.NewArticle(claims.Ref{Publisher: publisherOf(row.ID)}, row.Text), found
}

// predict gives the claims as the data's flat attributions: without nested claims and those in nobody's voice.
func predict(t *testing.T, row annotated) annotated {
	t.Helper()
	found := extract(t, claims.NewArticle(claims.Ref{}, row.Text))
	out := annotated{ID: row.ID, Attributions: []attribution{}}
	for _, c := range found {
		if len(c.Cue) > 0 && c.Via == "" {
			out.Attributions = append(out.Attributions, attribution{c.Source, c.Cue, c.Content})
		}
	}
	return out
}

// TestPredictions writes what score_attribution.py scores:
//
//	go test ./claims -run TestPredictions -predictions FILE
func TestPredictions(t *testing.T) {
	if *predictions == "" {
		t.Skip("no -predictions FILE asked for")
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, row := range sharedLines[annotated](t, "eval/attribution/"+*articles) {
		if err := enc.Encode(predict(t, row)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(*predictions, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
