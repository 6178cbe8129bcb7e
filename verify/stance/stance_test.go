package stance_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondsource/verify"
	"secondsource/verify/stance"
)

var update = flag.Bool("update", false, "write the answers and what the reference scorer says of them anew")

const (
	sharedSets = "../../../shared/eval/stance"
	reference  = "../../../shared/eval/score_stance.py"
)

var files = []string{"fnc", "wice", "factcheckgpt", "qags_cnndm"}

// readSet reads a set and its texts from a folder.
func readSet(t testing.TB, folder, name string) stance.Set {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(folder, name+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := stance.Read(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	if s.NeedsBodies() {
		raw, err := os.ReadFile(filepath.Join(folder, name+"_bodies.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.AddBodies(bytes.NewReader(raw)); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// skipWithoutShared says loudly that the shared sets are absent.
func skipWithoutShared(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(sharedSets); err != nil {
		t.Skipf("the shared stance sets are absent: %v", err)
	}
}

func writeAnswers(t *testing.T, path string, answers []stance.Answer) {
	t.Helper()
	var b bytes.Buffer
	for _, a := range answers {
		if err := json.NewEncoder(&b).Encode(a); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// python runs the reference scorer and gives what it prints.
func python(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "python3", append([]string{reference}, args...)...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	return out
}

// TestMeasuresAgreeWithReference holds every number that both print against each other, to 0.1 percent.
func TestMeasuresAgreeWithReference(t *testing.T) {
	t.Parallel()
	if *update {
		renew(t)
	}
	for _, name := range files {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := readSet(t, "testdata", name)
			var answers []stance.Answer
			raw, err := os.ReadFile(filepath.Join("testdata", "answers", name+".jsonl"))
			if err != nil {
				t.Fatal(err)
			}
			for line := range bytes.Lines(raw) {
				var a stance.Answer
				if err := json.Unmarshal(line, &a); err != nil {
					t.Fatal(err)
				}
				answers = append(answers, a)
			}
			want, err := os.ReadFile(filepath.Join("testdata", "reference-"+name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			compare(t, want, stance.Measure(s, answers))
		})
	}
}

// renew has the shipped judge answer all rows but one of each set, and the reference scorer score it.
func renew(t *testing.T) {
	t.Helper()
	for _, name := range files {
		s := readSet(t, "testdata", name)
		answers, err := stance.Judge(t.Context(), verify.NewLexical(), s, nil)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", "answers", name+".jsonl")
		writeAnswers(t, path, answers[1:])
		if err := os.WriteFile(filepath.Join("testdata", "reference-"+name+".json"), python(t, filepath.Join("testdata", name+".jsonl"), path), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// compare walks over the numbers of the reference and looks each up in ours. Its class figures of Factcheck-GPT have other
// names.
func compare(t *testing.T, reference []byte, m stance.Measures) {
	t.Helper()
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var want, got map[string]any
	if err := json.Unmarshal(reference, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	if m.Set == stance.FactcheckGPT {
		want["classes"] = map[string]any{"accuracy": want["accuracy3"], "macro_f1": want["macro_f1"], "f1": want["f1"]}
	}
	ours := map[string]bool{"bad_p": true, "stance_not_argmax": true, "without_prediction": true, "accuracy3": true, "macro_f1": true, "f1": true}
	if n := compareMaps(t, "", want, got, ours); n < 15 {
		t.Errorf("only %d numbers were compared", n)
	}
}

func compareMaps(t *testing.T, path string, want, got map[string]any, skip map[string]bool) int {
	t.Helper()
	n := 0
	for key, w := range want {
		if path == "" && skip[key] {
			continue
		}
		switch w := w.(type) {
		case map[string]any:
			inner, _ := got[key].(map[string]any)
			n += compareMaps(t, path+"/"+key, w, inner, skip)
		case float64:
			g, ok := got[key].(float64)
			if !ok && w == 0 { // a verdict that was never given
				continue
			}
			n++
			if !ok || math.Abs(w-g) > 0.001 {
				t.Errorf("%s/%s: got %v, the reference has %v", path, key, got[key], w)
			}
		}
	}
	return n
}

// TestFoldsAgreeWithReference cuts the shared sets as the reference does.
func TestFoldsAgreeWithReference(t *testing.T) {
	t.Parallel()
	skipWithoutShared(t)
	for _, name := range files {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := readSet(t, sharedSets, name)
			got := s.Folds(10)
			i := 0
			for line := range bytes.Lines(python(t, "--folds", "10", filepath.Join(sharedSets, name+".jsonl"))) {
				var want struct {
					ID   string
					Fold int
				}
				if err := json.Unmarshal(line, &want); err != nil {
					t.Fatal(err)
				}
				if s.Rows[i].ID != want.ID || got[i] != want.Fold {
					t.Fatalf("row %d, %s: fold %d, want %s in %d", i, s.Rows[i].ID, got[i], want.ID, want.Fold)
				}
				i++
			}
			if i != len(s.Rows) {
				t.Errorf("%d rows, the reference has %d", len(s.Rows), i)
			}
		})
	}
}

// Related rows never stand in two folds, and every fold has rows.
func TestFolds(t *testing.T) {
	t.Parallel()
	s := readSet(t, "testdata", "fnc")
	where, sizes := map[string]int{}, make([]int, 3)
	for i, f := range s.Folds(3) {
		topic := s.Rows[i].Topic
		if was, ok := where[topic]; ok && was != f {
			t.Errorf("topic %s is in folds %d and %d", topic, was, f)
		}
		where[topic] = f
		sizes[f]++
	}
	if slices.Min(sizes) != 10 || slices.Max(sizes) != 10 {
		t.Errorf("folds of %v rows, want 10 each", sizes)
	}
}

// TestFloors holds what was measured on the shared sets, less what chance moves it by: a change that makes the judge worse
// fails here.
func TestFloors(t *testing.T) {
	skipWithoutShared(t)
	if testing.Short() {
		t.Skip("learning on the shared sets takes some seconds")
	}
	st := stance.Study{}
	for _, tt := range []struct {
		name            string
		auroc, balanced float64
	}{{"wice", 0.79, 0.71}, {"qags_cnndm", 0.84, 0.73}} {
		t.Run(tt.name, func(t *testing.T) {
			s := readSet(t, sharedSets, tt.name)
			answers, err := st.InFolds(t.Context(), s, 10)
			if err != nil {
				t.Fatal(err)
			}
			m := stance.Measure(s, answers)
			if *m.AUROC < tt.auroc || *m.Balanced < tt.balanced || m.Against != 0 {
				t.Errorf("AUROC %.3f, balanced accuracy %.3f, %d refuted or mixed; want %.3f, %.3f and 0", *m.AUROC, *m.Balanced, m.Against, tt.auroc, tt.balanced)
			}
			if name := tt.name; name == "wice" && *m.EvidenceHit.At5 < 0.97 {
				t.Errorf("a gold sentence is among the first five in %.3f, want .97", *m.EvidenceHit.At5)
			}
		})
	}
}

// On pairs of our own, of which each is plain, what was learned from other happenings tells nearly all.
func TestLearnsFromFixtures(t *testing.T) {
	t.Parallel()
	s := readSet(t, "testdata", "fnc")
	answers, err := stance.Study{}.InFolds(t.Context(), s, 3)
	if err != nil {
		t.Fatal(err)
	}
	m := stance.Measure(s, answers)
	if *m.RelatedAUROC < 0.99 || *m.AUROC < 0.9 || m.Against != 0 {
		t.Errorf("related %.3f, support %.3f, %d refuted or mixed; want at least .99, .9, and 0", *m.RelatedAUROC, *m.AUROC, m.Against)
	}
	var sets []stance.Set
	for _, name := range files {
		sets = append(sets, readSet(t, "testdata", name))
	}
	all, err := stance.Study{Rules: true}.FromOthers(t.Context(), sets)
	if err != nil || len(all) != len(sets) {
		t.Fatalf("%d answers, %v", len(all), err)
	}
	for i, answers := range all {
		if m := stance.Measure(sets[i], answers); *m.AUROC < 0.8 || m.Against != 0 {
			t.Errorf("%s from the others: AUROC %.3f, %d refuted or mixed; want at least .8 and 0", m.Set, *m.AUROC, m.Against)
		}
	}
}

func TestReadErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"nothing", "\n", "no labelled pair"},
		{"no JSON", "{", "line 1 is no labelled pair"},
		{"no id", `{"claim":"a"}`, "is empty or occurs twice"},
		{"an id twice", `{"id":"fnc-1","label":"agree"}` + "\n" + `{"id":"fnc-1","label":"agree"}`, "line 2"},
		{"another set's label", `{"id":"qags-1","label":"agree"}`, `"agree" is no label of qags`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := stance.Read(strings.NewReader(tt.in)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
	s, err := stance.Read(strings.NewReader(`{"id":"fnc-1","label":"agree","body":"7"}`))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.AddBodies(strings.NewReader(`{"body":"8","text":"a"}`)); err == nil || !strings.Contains(err.Error(), `"7"`) {
		t.Errorf("got %v, want an error that names the body", err)
	}
}

func TestWorst(t *testing.T) {
	t.Parallel()
	s := readSet(t, "testdata", "qags_cnndm")
	answers := []stance.Answer{{ID: s.Rows[0].ID}, {ID: s.Rows[2].ID}}
	answers[0].Score, answers[1].Score = 0.9, 0.95
	got := stance.Worst(s, answers, 7)
	if len(got) != 7 || got[0].Score != 0 || got[0].Label != "supported" {
		t.Fatalf("got %+v, want seven, first a supported row without an answer", got)
	}
	if none := stance.Worst(s, answers, 0); len(none) != 0 {
		t.Errorf("got %d with 0 asked for", len(none))
	}
}
