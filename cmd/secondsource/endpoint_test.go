package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// testKey is no key of anybody's.
const testKey = "sk-lowmark-0123456789abcdef"

// modelServer is an endpoint on this machine that finds every passage unrelated and no claim, and counts what it is asked.
func modelServer(t *testing.T) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	var asked atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("Authorization") != "Bearer "+testKey {
			http.Error(w, `{"error":{"message":"Incorrect API key provided: `+r.Header.Get("Authorization")+`"}}`, http.StatusUnauthorized)
			return
		}
		// In JSON the marks are written \u003c.
		answers := make([]string, strings.Count(string(body), `\u003c\u003c\u003cpassage `))
		for i := range answers {
			answers[i] = fmt.Sprintf(`{\"passage\":%d,\"stance\":\"unrelated\",\"quote\":\"\",\"why\":\"\"}`, i+1)
		}
		words := `{\"answers\":[` + strings.Join(answers, ",") + `]}`
		if len(answers) == 0 {
			words = `{\"claims\":[]}`
		}
		_, _ = io.WriteString(w, `{"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":"`+words+`"}}]}`)
	}))
	t.Cleanup(s.Close)
	return s, &asked
}

// runWith runs the program with an environment and gives its exit code and what it printed.
func runWith(t *testing.T, environment map[string]string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	e := newEnv()
	e.stdin, e.stdout, e.stderr = strings.NewReader(""), &out, &errs
	e.getenv = func(name string) string { return environment[name] }
	code = run(t.Context(), e, args)
	return code, out.String(), errs.String()
}

const harborStory = "../../testdata/harbor/story.html"

// TestCheckWithEndpoint holds that the endpoint is asked about claims and origins, that its exchanges are recorded, that the
// key shows nowhere, and that a replay asks nobody and is the same entry.
func TestCheckWithEndpoint(t *testing.T) {
	s, asked := modelServer(t)
	dir := t.TempDir()
	ledger := filepath.Join(dir, "news.db")
	environment := map[string]string{"SECONDSOURCE_ENDPOINT": s.URL + "/v1", "SECONDSOURCE_MODEL": "lowmark-1", "SECONDSOURCE_API_KEY": testKey}
	args := []string{"check", "--ledger", ledger, "--judge", "openai", "--provider", "archive:../../testdata/harbor/coverage", "--format", "json", harborStory}

	estimate := append(append([]string{}, args...), "--estimate")
	if code, out, errs := runWith(t, environment, estimate...); code != exitClean || asked.Load() != 0 || !strings.Contains(out, "Nothing was sent to the endpoint.") {
		t.Errorf("estimate: exit %d, %d asked\n%s\n%s", code, asked.Load(), out, errs)
	}
	code, first, errs := runWith(t, environment, args...)
	if asked.Load() == 0 || !strings.Contains(first, `"exchanges":[{`) || !strings.Contains(first, `"endpoint":"openai/1 lowmark-1 at 127.0.0.1`) {
		t.Fatalf("exit %d, %d asked\n%s\n%s", code, asked.Load(), first, errs)
	}
	n := asked.Load()
	replayCode, again, _ := runWith(t, environment, append(args, "--replay")...)
	if asked.Load() != n || replayCode != code || exchanges(again) != exchanges(first) {
		t.Errorf("the replay: exit %d, asked %d more, exchanges\n%.300s\nfirst\n%.300s", replayCode, asked.Load()-n, exchanges(again), exchanges(first))
	}
	if _, list, _ := runWith(t, environment, "ledger", "list", "--ledger", ledger); strings.Count(list, "\n") > 2 {
		t.Errorf("the replay is another entry:\n%s", list)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("files %v, %v", files, err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil || bytes.Contains(raw, []byte(testKey)) {
			t.Errorf("%s holds the key, or %v", f, err)
		}
	}
	if strings.Contains(first+errs, testKey) {
		t.Error("the key was printed")
	}
}

// exchanges is the part of a run in JSON that holds the digests of prompts and answers.
func exchanges(run string) string {
	_, rest, _ := strings.Cut(run, `"exchanges":`)
	list, _, _ := strings.Cut(rest, "]")
	return list
}

// TestWrongKey holds that an endpoint that says the key back does not make the program print or keep it.
func TestWrongKey(t *testing.T) {
	t.Parallel()
	s, _ := modelServer(t)
	const wrong = "sk-wrong-9876543210"
	environment := map[string]string{"OPENAI_API_KEY": wrong}
	code, out, errs := runWith(t, environment, "check", "--ledger", filepath.Join(t.TempDir(), "news.db"), "--judge", "openai", "--endpoint", s.URL+"/v1",
		"--model-name", "m", "--provider", "archive:../../testdata/harbor/coverage", harborStory)
	if code != exitUnchecked || !strings.Contains(out, "refused the key (status 401)") || strings.Contains(out+errs, wrong) {
		t.Errorf("exit %d\n%s\n%s", code, out, errs)
	}
}

// TestEndpointUsage holds what is refused before anything is sent.
func TestEndpointUsage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	config := filepath.Join(dir, "desk.toml")
	if err := os.WriteFile(config, []byte("endpoint = \"https://models.example/v1\"\nmodel = \"lowmark-1\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	withKey := filepath.Join(dir, "key.toml")
	if err := os.WriteFile(withKey, []byte("key = \""+testKey+"\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ledger := filepath.Join(dir, "news.db")
	for _, tt := range []struct {
		name, want string
		args       []string
	}{
		{"no address", "needs the address of a model's server", []string{"check", "--judge", "openai", harborStory}},
		{"no model", "needs the name of a model", []string{"check", "--judge", "openai", "--endpoint", "http://127.0.0.1:1/v1", harborStory}},
		{"a draft to another machine", "may be an unpublished draft", []string{"check", "--judge", "openai", "--config", config, harborStory}},
		{"a draft's claims to another machine", "may be an unpublished draft", []string{"claims", "--extractor", "openai", "--config", config, harborStory}},
		{"questions to another machine", "may be an unpublished draft", []string{"judge", "--judge", "openai", "--config", config}},
		{"a key in the configuration", `there is no setting "key"`, []string{"check", "--config", withKey, harborStory}},
		{"an estimate of nothing", "add --judge openai", []string{"check", "--estimate", harborStory}},
		{"money without a price", "needs the prices", []string{"check", "--judge", "openai", "--endpoint", "http://127.0.0.1:1/v1", "--model-name", "m", "--max-cost", "1", harborStory}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			args := tt.args
			if args[0] == "check" {
				args = append(args, "--ledger", ledger)
			}
			code, out, errs := runWith(t, map[string]string{"HOME": dir}, args...)
			if code != exitUsage || !strings.Contains(errs, tt.want) || strings.Contains(out+errs, testKey) {
				t.Errorf("exit %d, %q; want %d with %q", code, errs, exitUsage, tt.want)
			}
		})
	}
}

// TestStagesWithEndpoint holds that claims and judge ask the endpoint too.
func TestStagesWithEndpoint(t *testing.T) {
	t.Parallel()
	s, asked := modelServer(t)
	dir := t.TempDir()
	environment := map[string]string{
		"SECONDSOURCE_ENDPOINT": s.URL + "/v1", "SECONDSOURCE_MODEL": "m", "SECONDSOURCE_API_KEY": testKey, "SECONDSOURCE_LEDGER": filepath.Join(dir, "news.db"),
	}
	code, out, errs := runWith(t, environment, "claims", "--extractor", "openai", harborStory)
	if code != exitClean || asked.Load() == 0 || !strings.Contains(errs, "Only the tagger finds an attribution") || !strings.Contains(out, `"type":"claim"`) {
		t.Errorf("claims: exit %d, %d asked\n%.400s\n%.400s", code, asked.Load(), out, errs)
	}
	n := asked.Load()
	question := filepath.Join(dir, "q.jsonl")
	if err := os.WriteFile(question, []byte(`{"id":"1","claim":"The bridge is shut","passages":["A choir sang in the hall."]}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs = runWith(t, environment, "judge", "--judge", "openai", question)
	if code != exitClean || asked.Load() == n || !strings.Contains(out, `"method":"endpoint"`) {
		t.Errorf("judge: exit %d\n%s\n%s", code, out, errs)
	}
}
