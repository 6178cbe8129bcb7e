package llm_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"secondsource/sources"
	"secondsource/verify"
	"secondsource/verify/llm"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// secretKey is no key of anybody's.
const secretKey = "sk-lowmark-0123456789abcdef"

// An asked is one request as a scripted server reads it.
type asked struct {
	number   int // of the request, from 0
	body     map[string]any
	messages []string
	gone     <-chan struct{} // closed when whoever asked went away
}

// user is the last message of the user.
func (a asked) user() string { return a.messages[1] }

// A script is a server on this machine that answers by a function.
type script struct {
	*httptest.Server
	mu       sync.Mutex
	requests []asked
	keys     []string
}

// count is how many requests came.
func (s *script) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.requests)
}

// raw starts a server whose answers the function writes.
func raw(t testing.TB, answer func(w http.ResponseWriter, a asked)) *script {
	t.Helper()
	s := &script{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		a := asked{gone: r.Context().Done()}
		var form struct {
			Messages []struct{ Content string } `json:"messages"`
		}
		if err != nil || json.Unmarshal(body, &a.body) != nil || json.Unmarshal(body, &form) != nil || r.URL.Path != "/v1/chat/completions" {
			http.Error(w, "not understood", http.StatusBadRequest)
			return
		}
		for _, m := range form.Messages {
			a.messages = append(a.messages, m.Content)
		}
		s.mu.Lock()
		a.number = len(s.requests)
		s.requests = append(s.requests, a)
		s.keys = append(s.keys, r.Header.Get("Authorization"))
		s.mu.Unlock()
		answer(w, a)
	}))
	t.Cleanup(s.Close)
	return s
}

// says starts a server that answers every question with the function's words.
func says(t testing.TB, answer func(a asked) string) *script {
	t.Helper()
	return raw(t, func(w http.ResponseWriter, a asked) { whole(w, answer(a)) })
}

// whole writes a complete answer of those words.
func whole(w http.ResponseWriter, words string) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{ // the test that asked sees what is missing
		"choices": []any{map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": words}}},
		"usage":   map[string]any{"prompt_tokens": 100, "completion_tokens": 50},
	})
}

// memory keeps answers.
type memory struct {
	mu  sync.Mutex
	all map[string][]byte
}

func (m *memory) KeptAnswer(_ context.Context, key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if v, ok := m.all[key]; ok {
		return v, nil
	}
	return nil, sources.ErrNotKept
}

func (m *memory) KeepAnswer(_ context.Context, key string, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.all == nil {
		m.all = map[string][]byte{}
	}
	m.all[key] = value
	return nil
}

// counter is a source of random marks that a test can foresee.
type counter struct {
	mu sync.Mutex
	n  byte
}

func (c *counter) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range p {
		c.n++
		p[i] = c.n
	}
	return len(p), nil
}

// options are those of an endpoint at that server, which waits for nothing.
func options(s *script) llm.Options {
	return llm.Options{
		Address: s.URL + "/v1", Model: "lowmark-1", Key: llm.NewKey(secretKey), Random: &counter{}, Budget: llm.DefaultBudget(),
		Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
}

func open(t testing.TB, o llm.Options) *llm.Endpoint {
	t.Helper()
	e, err := llm.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

// judgeAt is a judge that asks that server.
func judgeAt(t testing.TB, s *script) *llm.Judge {
	t.Helper()
	return llm.NewJudge(open(t, options(s)), verify.NewLexical())
}

// An answer is one answer about a passage.
type answer struct {
	Passage int    `json:"passage"`
	Stance  string `json:"stance"`
	Quote   string `json:"quote"`
	Why     string `json:"why"`
}

// answers is the JSON of answers.
func answers(list ...answer) string {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(map[string]any{"answers": list}); err != nil {
		return err.Error()
	}
	return b.String()
}

var fencedPassage = regexp.MustCompile(`(?s)<<<passage (\d+) ([0-9a-f]{24})\n(.*?)\n([0-9a-f]{24}) passage \d+>>>`)

// passagesOf are the passages of a prompt, as the model reads them.
func passagesOf(prompt string) []string {
	var out []string
	for _, m := range fencedPassage.FindAllStringSubmatch(prompt, -1) {
		if m[2] == m[4] {
			out = append(out, m[3])
		}
	}
	return out
}

// each answers for every passage of a prompt by the function.
func each(prompt string, about func(passage string) (stance, quote string)) string {
	var list []answer
	for i, p := range passagesOf(prompt) {
		stance, quote := about(p)
		list = append(list, answer{i + 1, stance, quote, "read"})
	}
	return answers(list...)
}

// honest supports with the whole passage, as sent.
func honest(a asked) string {
	return each(a.user(), func(p string) (string, string) { return "supports", strings.TrimSpace(p) })
}

const (
	bridgeClaim = "The Varn bridge was closed to lorries over 12 tonnes on 3 March"
	bridgeFirst = "Engineers closed the Varn bridge to lorries over 12 tonnes on 3 March, after cracks were seen in two of its piers."
	bridgeOther = "Drivers found the Varn bridge shut. Since 3 March it is closed to all lorries over 12 tonnes, and ferries are full."
)

// fixed is an embedded judge that says the same of every passage.
type fixed verify.Odds

func (f fixed) Judge(_ context.Context, _ string, passages []string) ([]verify.Opinion, error) {
	out := make([]verify.Opinion, len(passages))
	for i := range out {
		out[i] = verify.Opinion{Stance: verify.Odds(f).Stance(), P: verify.Odds(f), Method: verify.Lexical, Judge: "fixed"}
	}
	return out, nil
}

var (
	surely    = fixed{Supports: 0.8, Unrelated: 0.2}
	maybe     = fixed{Supports: 0.3, Reports: 0.7}
	against   = fixed{Refutes: 0.6, Reports: 0.4}
	elsewhere = fixed{Unrelated: 1}
)

func ask(t testing.TB, j *llm.Judge, passages ...string) verify.Judgement {
	t.Helper()
	got, err := j.JudgeOrigin(t.Context(), verify.OriginQuestion{Claim: bridgeClaim, Passages: passages})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func describe(j verify.Judgement) string {
	return fmt.Sprintf("doubt %q, failed %v, notes %q, opinions %+v, %d exchanges", j.Doubt, j.Failed, j.Notes, j.Opinions, len(j.Exchanges))
}

// contextAfterRequest is a context that a server may end.
func contextAfterRequest(t testing.TB) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	return ctx, cancel
}
