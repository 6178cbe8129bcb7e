// Package llm judges coverage and finds claims with a model behind an endpoint: any server that speaks OpenAI's chat
// completions. Whatever a model says is taken for a hint where to look: words that do not stand letter for letter in the
// stored text are refused, and what cannot be settled that way is left to a person.
//
// Start with [Judge.JudgeOrigin] in judge.go; llm.go is one call with its repair, quotes.go the check of quotations,
// guard.go what stands between a page's words and the model, budget.go what a run may cost.
package llm

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	openai "github.com/sashabaranov/go-openai"

	"secondsource/sources"
	"secondsource/verify"
)

// Answers keeps what an endpoint answered, so that an audit can be repeated without it. Keys are digests; a value is not
// looked into. Safe for concurrent use.
type Answers interface {
	// KeptAnswer gives the value that was last kept under key; sources.ErrNotKept if there is none.
	KeptAnswer(ctx context.Context, key string) ([]byte, error)
	// KeepAnswer keeps a value under key.
	KeepAnswer(ctx context.Context, key string, value []byte) error
}

// Options say which endpoint is asked and how.
type Options struct {
	Address  string    // base, as in http://127.0.0.1:11434/v1
	Model    string    // as the server names it
	Key      Key       // none for most servers of one's own
	Random   io.Reader // where the marks around passages come from: unpredictable to whoever writes pages
	Budget   Budget
	Answers  Answers                                          // nil: nothing is kept
	Replay   bool                                             // answer from Answers alone
	Wait     func(ctx context.Context, d time.Duration) error // between tries; nil: as long as it says
	Patience time.Duration                                    // of one try; 0: two minutes
	Parallel int                                              // calls at a time; 0: four
}

func (o Options) parallel() int {
	if o.Parallel > 0 {
		return o.Parallel
	}
	return 4 // what a server of one's own works on side by side by default (Ollama, llama.cpp)
}

// An Endpoint is a model that can be asked. It is safe for concurrent use; its calls at a time and its budget are bounded.
type Endpoint struct {
	options Options
	client  *openai.Client
	http    *http.Client
	purse   *purse
	turns   chan struct{}
	same    keyed
}

// keyed has one lock for each key, so that of two equal questions the second finds the answer of the first.
type keyed struct {
	mu  sync.Mutex
	all map[string]*sync.Mutex
}

// lock waits for the key's turn and gives what ends it.
func (k *keyed) lock(key string) func() {
	k.mu.Lock()
	if k.all == nil {
		k.all = map[string]*sync.Mutex{}
	}
	one, ok := k.all[key]
	if !ok {
		one = &sync.Mutex{}
		k.all[key] = one
	}
	k.mu.Unlock()
	one.Lock()
	return one.Unlock
}

// New makes an endpoint without asking it anything. An address, model or budget that cannot be is an error.
func New(o Options) (*Endpoint, error) {
	if err := checkAddress(o.Address); err != nil {
		return nil, err
	}
	if o.Model == "" {
		return nil, errors.New("the endpoint needs the name of a model, as its server lists it")
	}
	if o.Random == nil {
		return nil, errors.New("the endpoint needs a source of random marks")
	}
	if err := o.Budget.Validate(); err != nil {
		return nil, err
	}
	config := openai.DefaultConfig(o.Key.secret())
	config.BaseURL = strings.TrimSuffix(o.Address, "/")
	web := newHTTPClient(o)
	config.HTTPClient = web
	return &Endpoint{
		options: o, client: openai.NewClientWithConfig(config), http: web, purse: &purse{budget: o.Budget},
		turns: make(chan struct{}, o.parallel()),
	}, nil
}

// Begin starts a run: its budget is whole.
func (e *Endpoint) Begin() { e.purse.begin() }

// Close closes the connections that are idle.
func (e *Endpoint) Close() { e.http.CloseIdleConnections() }

// Host is the endpoint's host, with the port if there is one.
func (e *Endpoint) Host() string {
	u, err := url.Parse(e.options.Address)
	if err != nil {
		return ""
	}
	return u.Host
}

// A question is one thing to ask, with how its answer is read.
type question struct {
	name   string // of the schema
	rules  string // the system's message
	schema json.RawMessage
	key    []string // what tells it from any other question, beside model and prompts; no random mark
	unseen int      // characters that were left out of data
	data   func(mark string) string
	read   func(answer string) error // why the answer cannot be used; nil if it can
}

// A reply is a valid answer and how it came about.
type reply struct {
	Answer    string            `json:"answer"`
	Exchanges []verify.Exchange `json:"exchanges"`
}

// errUnusable is an endpoint that answered, twice, what cannot be used.
var errUnusable = errors.New("the endpoint's answers could not be used")

// repairBytes is how much of a refused answer is shown to the model again.
const repairBytes = 4000

// ask gives the answer that is kept, or asks the endpoint, and once more if the answer cannot be used.
func (e *Endpoint) ask(ctx context.Context, q question) (reply, error) {
	key := e.cacheKey(q)
	defer e.same.lock(key)()
	r, err := e.kept(ctx, key, q)
	switch {
	case err == nil:
		return r, e.charge(q, len(r.Exchanges))
	case !errors.Is(err, sources.ErrNotKept):
		return reply{}, err
	case e.options.Replay:
		return reply{}, errOffline
	}
	mark, err := newMark(e.options.Random)
	if err != nil {
		return reply{}, err
	}
	messages := []openai.ChatCompletionMessage{
		{Role: openai.ChatMessageRoleSystem, Content: q.rules + "\nThe random mark of this question is " + mark + ".\n"},
		{Role: openai.ChatMessageRoleUser, Content: q.data(mark)},
	}
	for range 2 {
		answer, exchange, err := e.call(ctx, q, messages)
		if exchange.Prompt != "" {
			r.Exchanges = append(r.Exchanges, exchange)
		}
		if err != nil {
			return r, err
		}
		fault := q.read(answer)
		if fault == nil {
			r.Answer = answer
			return r, e.keep(ctx, key, r)
		}
		err = fmt.Errorf("%w: %w", errUnusable, fault)
		if len(r.Exchanges) == 2 {
			return r, err
		}
		messages = append(messages,
			openai.ChatCompletionMessage{Role: openai.ChatMessageRoleAssistant, Content: firstBytes(answer, repairBytes)},
			openai.ChatCompletionMessage{Role: openai.ChatMessageRoleUser, Content: fmt.Sprintf(repairPrompt, fault)})
	}
	return r, errUnusable
}

// charge takes a kept answer's calls out of the budget, as if they were made.
func (e *Endpoint) charge(q question, calls int) error {
	return e.purse.take(most(len(q.rules) + len(q.data(""))).times(max(1, calls)))
}

// cacheKey names a question by the model, the prompts and the digests of what it is about.
func (e *Endpoint) cacheKey(q question) string {
	parts := []string{q.name, e.options.Model, digest(q.rules + "\x00" + string(q.schema) + "\x00" + repairPrompt)}
	for _, k := range q.key {
		parts = append(parts, digest(k))
	}
	return digest(strings.Join(parts, "\x00"))
}

// kept reads the answer that is kept. One that cannot be used any more is as none.
func (e *Endpoint) kept(ctx context.Context, key string, q question) (reply, error) {
	if e.options.Answers == nil {
		return reply{}, sources.ErrNotKept
	}
	raw, err := e.options.Answers.KeptAnswer(ctx, key)
	if err != nil {
		return reply{}, err
	}
	var r reply
	if err := json.Unmarshal(raw, &r); err != nil || len(r.Exchanges) == 0 ||
		r.Exchanges[len(r.Exchanges)-1].Answer != digest(r.Answer) || q.read(r.Answer) != nil {
		return reply{}, sources.ErrNotKept
	}
	return r, nil
}

func (e *Endpoint) keep(ctx context.Context, key string, r reply) error {
	if e.options.Answers == nil {
		return nil
	}
	raw, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return e.options.Answers.KeepAnswer(ctx, key, raw)
}

// tiny is the temperature: go-openai leaves 0 out, and the server's default, often 0.8, would apply (stack note, section 6).
const tiny = 1e-6

// call sends messages and gives the answer's words. The exchange has no prompt if nothing was sent.
func (e *Endpoint) call(ctx context.Context, q question, messages []openai.ChatCompletionMessage) (string, verify.Exchange, error) {
	bytes := 0
	for _, m := range messages {
		bytes += len(m.Content)
	}
	bound := most(bytes)
	if err := e.purse.take(bound); err != nil {
		return "", verify.Exchange{}, err
	}
	select {
	case e.turns <- struct{}{}:
		defer func() { <-e.turns }()
	case <-ctx.Done():
		return "", verify.Exchange{}, ctx.Err()
	}
	req := e.request(q, messages)
	sent, err := json.Marshal(req)
	if err != nil {
		return "", verify.Exchange{}, err
	}
	x := verify.Exchange{Prompt: digest(string(sent)), Unseen: q.unseen}
	res, err := e.client.CreateChatCompletion(ctx, req)
	if err != nil {
		return "", x, e.plain(ctx, err)
	}
	e.purse.more(cost{in: max(0, bounded(res.Usage.PromptTokens)-bound.in), out: max(0, bounded(res.Usage.CompletionTokens)-bound.out)})
	answer, err := content(res)
	if err == nil {
		x.Answer = digest(answer)
	}
	return answer, x, err
}

// bounded keeps a server's own count from running over.
func bounded(tokens int) int { return min(max(tokens, 0), 1<<30) }

func (e *Endpoint) request(q question, messages []openai.ChatCompletionMessage) openai.ChatCompletionRequest {
	seed := 1
	req := openai.ChatCompletionRequest{
		Model: e.options.Model, Messages: messages, Seed: &seed,
		ResponseFormat: &openai.ChatCompletionResponseFormat{
			Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: q.name, Schema: q.schema, Strict: true},
		},
	}
	if reasons(e.options.Model) {
		req.MaxCompletionTokens = answerTokens
	} else {
		req.MaxTokens = answerTokens //nolint:staticcheck // servers of one's own know the old name alone
		req.Temperature = tiny
	}
	return req
}

// reasons says whether a model is one of OpenAI's that take neither a temperature nor max_tokens.
func reasons(model string) bool {
	for _, prefix := range []string{"o1", "o3", "o4", "gpt-5"} {
		if strings.HasPrefix(model, prefix) {
			return true
		}
	}
	return false
}

// content gives the words of a whole answer.
func content(res openai.ChatCompletionResponse) (string, error) {
	if len(res.Choices) == 0 {
		return "", errors.New("the endpoint gave no answer at all")
	}
	c := res.Choices[0]
	switch {
	case c.Message.Refusal != "" || c.FinishReason == openai.FinishReasonContentFilter:
		return "", errors.New("the model refused to answer")
	case c.FinishReason == openai.FinishReasonLength:
		return "", errors.New("the endpoint's answer was cut off")
	case len(c.Message.ToolCalls) > 0 || c.Message.FunctionCall != nil:
		return "", errors.New("the model asked for a tool, and it has none")
	case strings.TrimSpace(c.Message.Content) == "":
		return "", errors.New("the endpoint's answer was empty")
	}
	return c.Message.Content, nil
}

// plain is an error in words of ours alone: a server's own may say the key back (measured: a 401 that did), or anything.
func (e *Endpoint) plain(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, known := range []error{errTooLarge, errSlow} {
		if errors.Is(err, known) {
			return known
		}
	}
	status := 0
	if api, ok := errors.AsType[*openai.APIError](err); ok {
		status = api.HTTPStatusCode
	} else if req, ok := errors.AsType[*openai.RequestError](err); ok {
		status = req.HTTPStatusCode
	}
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return fmt.Errorf("the endpoint at %s refused the key (status %d): set SECONDSOURCE_API_KEY", e.Host(), status)
	case status == http.StatusNotFound:
		return fmt.Errorf("the endpoint at %s knows no such address or no model of that name (status 404): see --endpoint and --model-name", e.Host())
	case status == http.StatusTooManyRequests:
		return fmt.Errorf("the endpoint at %s was busy %d times (status 429): try later", e.Host(), tries)
	case status != 0:
		return fmt.Errorf("the endpoint at %s failed (status %d): its own log says why", e.Host(), status)
	}
	if _, ok := errors.AsType[*url.Error](err); ok {
		return fmt.Errorf("the endpoint at %s could not be reached", e.Host())
	}
	return fmt.Errorf("the endpoint at %s did not answer in JSON", e.Host())
}

// digest is the hex SHA-256 of s.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
