package verify_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"secondsource/verify"
)

var predictions = flag.String("predictions", "", "a folder to write the judge's answers on the shared stance sets into")

const stanceSets = "../../shared/eval/stance"

// A stanceRow is a row of a stance set; of FNC the text stands apart, under its number.
type stanceRow struct {
	ID       string   `json:"id"`
	Claim    string   `json:"claim"`
	Passages []string `json:"passages"`
	Body     string   `json:"body"`
	Text     string   `json:"text"`
}

// TestStanceSets writes what the embedded judge answers on the four shared sets, for ../shared/eval/score_stance.py.
func TestStanceSets(t *testing.T) {
	if *predictions == "" {
		t.Skip("no -predictions FOLDER: the shared stance sets are not judged")
	}
	bodies := map[string]string{}
	for _, r := range stanceRows(t, "fnc_bodies.jsonl") {
		bodies[r.Body] = r.Text
	}
	for _, set := range []string{"fnc", "wice", "factcheckgpt", "qags_cnndm"} {
		t.Run(set, func(t *testing.T) {
			out, err := os.Create(filepath.Join(*predictions, set+".jsonl"))
			if err != nil {
				t.Fatal(err)
			}
			enc := json.NewEncoder(out)
			for _, r := range stanceRows(t, set+".jsonl") {
				if err := enc.Encode(judged(t, r, bodies)); err != nil {
					t.Fatal(err)
				}
			}
			if err := out.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

type judgedRow struct {
	ID string `json:"id"`
	verify.DocumentOpinion
}

func judged(t *testing.T, r stanceRow, bodies map[string]string) judgedRow {
	t.Helper()
	row := judgedRow{ID: r.ID}
	var err error
	j := verify.NewLexical()
	if r.Passages != nil {
		row.DocumentOpinion, err = verify.JudgePassages(t.Context(), j, r.Claim, r.Passages)
	} else {
		row.DocumentOpinion, err = verify.JudgeText(t.Context(), j, r.Claim, bodies[r.Body], 5)
	}
	if err != nil {
		t.Fatalf("%s: %v", r.ID, err)
	}
	return row
}

func stanceRows(t *testing.T, name string) []stanceRow {
	t.Helper()
	f, err := os.Open(filepath.Join(stanceSets, name))
	if err != nil {
		t.Skipf("the shared stance sets are absent: %v", err)
	}
	defer func() { _ = f.Close() }() // only read
	var rows []stanceRow
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var r stanceRow
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		rows = append(rows, r)
	}
	if sc.Err() != nil || len(rows) == 0 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), sc.Err())
	}
	return rows
}
