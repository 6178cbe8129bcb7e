package llm_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"secondsource/verify"
	"secondsource/verify/llm"
)

// TestBadAnswers holds that whatever a server answers, a claim is left to a person and never decided, in bounded time and
// memory, and that the key shows nowhere.
func TestBadAnswers(t *testing.T) {
	t.Parallel()
	body := func(text string) func(http.ResponseWriter, asked) {
		return func(w http.ResponseWriter, _ asked) { _, _ = io.WriteString(w, text) }
	}
	words := func(text string) func(http.ResponseWriter, asked) {
		return func(w http.ResponseWriter, _ asked) { whole(w, text) }
	}
	status := func(code int, text string) func(http.ResponseWriter, asked) {
		return func(w http.ResponseWriter, _ asked) { w.WriteHeader(code); _, _ = io.WriteString(w, text) }
	}
	good := answers(answer{1, "supports", bridgeFirst, "x"})
	tests := []struct {
		name     string
		answer   func(http.ResponseWriter, asked)
		doubt    string
		requests int
	}{
		{"page that is not JSON", body("<html>Bad gateway</html>"), "did not answer in JSON", 1},
		{"answer that is not JSON", words("The claim is supported."), "not JSON of the form", 2},
		{"JSON behind words", words("Here it is: " + good), "not JSON of the form", 2},
		{"words behind JSON", words(strings.TrimSpace(good) + " I hope this helps!"), "besides the JSON object", 2},
		{"JSON in a code block", words("```json\n" + good + "```"), "not JSON of the form", 2},
		{"another schema", words(`{"verdict":"supported"}`), "not JSON of the form", 2},
		{"a list", words(`[]`), "not JSON of the form", 2},
		{"no answers", words(`{}`), `no "answers"`, 2},
		{"null", words(`null`), `no "answers"`, 2},
		{"fewer answers than asked", words(`{"answers":[]}`), "0 answers for 1 passages", 2},
		{"more answers than asked", words(answers(answer{1, "supports", bridgeFirst, ""}, answer{1, "supports", bridgeFirst, ""})), "2 answers for 1 passages", 2},
		{"an unknown field", words(`{"answers":[{"passage":1,"stance":"supports","quote":"","why":"","score":1}]}`), "not JSON of the form", 2},
		{"a field that is missing", words(`{"answers":[{"passage":1,"stance":"supports","why":""}]}`), "lacks passage", 2},
		{"an unknown stance", words(answers(answer{1, "true", bridgeFirst, ""})), "a stance is none of", 2},
		{"a stance in capitals", words(answers(answer{1, "SUPPORTS", bridgeFirst, ""})), "a stance is none of", 2},
		{"another passage", words(answers(answer{2, "supports", bridgeFirst, ""})), "not each given once", 2},
		{"half of the JSON", words(good[:len(good)/2]), "not whole JSON", 2},
		{"empty choices", body(`{"choices":[]}`), "no answer at all", 1},
		{"no choices", body(`{}`), "no answer at all", 1},
		{"an empty message", words(" "), "was empty", 1},
		{"a refusal", body(`{"choices":[{"finish_reason":"stop","message":{"role":"assistant","content":"","refusal":"I cannot help with that."}}]}`), "refused to answer", 1},
		{"a content filter", body(`{"choices":[{"finish_reason":"content_filter","message":{"role":"assistant","content":"` + "x" + `"}}]}`), "refused to answer", 1},
		{"a tool", body(`{"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","content":"x","tool_calls":[{"type":"function","function":{"name":"f","arguments":"{}"}}]}}]}`), "asked for a tool", 1},
		{"an answer that was cut off", func(w http.ResponseWriter, _ asked) {
			_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"finish_reason": "length", "message": map[string]any{"content": good}}}})
		}, "cut off", 1},
		{"a body that ends too early", func(w http.ResponseWriter, _ asked) {
			w.Header().Set("Content-Length", "500")
			_, _ = io.WriteString(w, `{"choices":[`)
		}, "could not be reached", 1},
		{"a body of 200 MB", func(w http.ResponseWriter, _ asked) {
			part := []byte(strings.Repeat(" ", 1<<20))
			for range 200 {
				if _, err := w.Write(part); err != nil {
					return
				}
			}
		}, "larger than 1 MB", 1},
		{"a failure of 200 MB", func(w http.ResponseWriter, _ asked) {
			w.WriteHeader(http.StatusBadRequest)
			part := []byte(strings.Repeat("x", 1<<20))
			for range 200 {
				if _, err := w.Write(part); err != nil {
					return
				}
			}
		}, "larger than 1 MB", 1},
		{"401 that says the key back", status(http.StatusUnauthorized, `{"error":{"message":"Incorrect API key provided: `+secretKey+`"}}`), "refused the key (status 401)", 1},
		{"403 that says the key back as text", status(http.StatusForbidden, "key "+secretKey+" is not allowed"), "refused the key (status 403)", 1},
		{"404", status(http.StatusNotFound, `{"error":{"message":"model not found"}}`), "no model of that name", 1},
		{"400 that says the key back", status(http.StatusBadRequest, `{"error":{"message":"`+secretKey+`"}}`), "failed (status 400)", 1},
		{"429 for ever", status(http.StatusTooManyRequests, `{"error":{"message":"slow down"}}`), "was busy 4 times", 4},
		{"500 for ever", status(http.StatusInternalServerError, "oops "+secretKey), "failed (status 500)", 4},
		{"a hang", func(_ http.ResponseWriter, a asked) { <-a.gone }, "did not answer in time", 1},
		{"a body that hangs", func(w http.ResponseWriter, a asked) {
			_, _ = io.WriteString(w, `{"choices":[`)
			_ = http.NewResponseController(w).Flush()
			<-a.gone
		}, "did not answer in time", 1},
		{"sent elsewhere", func(w http.ResponseWriter, _ asked) {
			w.Header().Set("Location", "http://127.0.0.1:1/v1/chat/completions")
			w.WriteHeader(http.StatusTemporaryRedirect)
		}, "did not answer in JSON", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := raw(t, tt.answer)
			o := options(s)
			o.Patience = 5 * time.Second
			if strings.Contains(tt.name, "hang") {
				o.Patience = 100 * time.Millisecond
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			j := llm.NewJudge(open(t, o), verify.NewLexical())
			got := ask(t, j, bridgeFirst)
			runtime.ReadMemStats(&after)
			if !got.Failed || !strings.Contains(got.Doubt, tt.doubt) || len(got.Opinions) != 0 || s.count() != tt.requests {
				t.Errorf("after %d requests got %s\nwant a doubt with %q after %d", s.count(), describe(got), tt.doubt, tt.requests)
			}
			if n := len(got.Exchanges); n != min(s.count(), 2) && s.count() < 4 {
				t.Errorf("%d exchanges recorded of %d requests", n, s.count())
			}
			if strings.Contains(describe(got), "lowmark-0123") {
				t.Errorf("the key shows in %s", describe(got))
			}
			opinions, err := j.Judge(t.Context(), bridgeClaim, []string{bridgeFirst})
			if err != nil || len(opinions) != 1 || opinions[0].Stance != verify.Reports || opinions[0].P.Supports >= 0.5 {
				t.Errorf("as a plain judge: %+v, %v; want one opinion that decides nothing", opinions, err)
			}
		})
	}
}

// TestBusyServer holds that a server which asks to come again is asked again, after as long as it says, within bounds.
func TestBusyServer(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		header http.Header
		want   string
	}{
		{"seconds", http.Header{"Retry-After": {"7"}}, "[7s 7s]"},
		{"a date", http.Header{"Retry-After": {"Wed, 05 Mar 2031 10:00:09 GMT"}, "Date": {"Wed, 05 Mar 2031 10:00:00 GMT"}}, "[9s 9s]"},
		{"a day", http.Header{"Retry-After": {"86400"}}, "[1m0s 1m0s]"},
		{"more than a number holds", http.Header{"Retry-After": {"9223372036854775807"}}, "[1m0s 1m0s]"},
		{"a negative number", http.Header{"Retry-After": {"-5"}}, "[1s 2s]"},
		{"nothing", nil, "[1s 2s]"},
		{"nonsense", http.Header{"Retry-After": {"soon"}}, "[1s 2s]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := raw(t, func(w http.ResponseWriter, a asked) {
				if a.number < 2 {
					maps.Copy(w.Header(), tt.header)
					w.WriteHeader([]int{http.StatusTooManyRequests, http.StatusServiceUnavailable}[a.number])
					return
				}
				whole(w, honest(a))
			})
			var waited []time.Duration
			o := options(s)
			o.Wait = func(_ context.Context, d time.Duration) error { waited = append(waited, d); return nil }
			got := ask(t, llm.NewJudge(open(t, o), verify.NewLexical()), bridgeFirst)
			if got.Doubt != "" || fmt.Sprint(waited) != tt.want {
				t.Errorf("waited %v, %s; want %s and no doubt", waited, describe(got), tt.want)
			}
		})
	}
}

// TestKey holds that a key does not show, however the values that hold it are printed.
func TestKey(t *testing.T) {
	t.Parallel()
	k := llm.NewKey(secretKey)
	o := llm.Options{Address: "http://127.0.0.1:1/v1", Model: "m", Key: k, Random: &counter{}, Budget: llm.DefaultBudget()}
	e := open(t, o)
	o.Random, o.Wait = nil, nil
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("asked", "key", k, "options", o)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("asked", "key", k, "nested", struct{ K llm.Key }{k})
	asJSON, err := json.Marshal(map[string]any{"key": k, "in": struct{ K llm.Key }{k}})
	if err != nil {
		t.Fatal(err)
	}
	hidden := struct{ k llm.Key }{k}
	for _, shown := range []string{
		fmt.Sprint(k), fmt.Sprintf("%s %v %+v %#v %q %x", k, k, k, k, k, k), fmt.Sprintf("%v %+v %#v", o, o, o), fmt.Sprintf("%+v %#v", hidden, hidden),
		fmt.Sprintf("%v %+v", e, e), string(asJSON), log.String(),
	} {
		if strings.Contains(shown, "lowmark-0123") || strings.Contains(shown, fmt.Sprintf("%x", "lowmark-0123")) {
			t.Errorf("the key shows in %s", shown)
		}
	}
	if !k.Set() || llm.NewKey("").Set() {
		t.Error("Set does not say whether there is a key")
	}
}

// TestKeyIsSent holds that the server gets the key, and nothing where there is none.
func TestKeyIsSent(t *testing.T) {
	t.Parallel()
	s := says(t, honest)
	ask(t, judgeAt(t, s), bridgeFirst)
	o := options(s)
	o.Key = llm.NewKey("")
	ask(t, llm.NewJudge(open(t, o), verify.NewLexical()), bridgeFirst)
	if s.keys[0] != "Bearer "+secretKey || strings.TrimSpace(strings.TrimPrefix(s.keys[len(s.keys)-1], "Bearer")) != "" {
		t.Errorf("Authorization %q", s.keys)
	}
}
