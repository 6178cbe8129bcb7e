package lsp_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/lsp"
	"secondsource/sources"
	"secondsource/verify"
)

// wordLinter finds every "sources", and ties each to the first "nobody" in the text, if there is one.
type wordLinter struct{}

func (wordLinter) Lint(_ context.Context, _ string, content []byte) (lsp.Linted, error) {
	text := string(content)
	if strings.Contains(text, "\x00") {
		return lsp.Linted{}, errors.New("it is no text")
	}
	a := claims.NewArticle(claims.Ref{}, text)
	whole := claims.Span{End: len(text)}
	out := lsp.Linted{
		Source: &sources.Source{Raw: content, Runs: []sources.SourceRun{{Text: whole, Raw: whole}}},
		Rules: []verify.RuleInfo{{
			ID: "ANON-BARE", Severity: verify.Error, Why: "A reader [cannot](http://weigh.example) it.", Origin: []string{"House"}, Fix: "Say who.",
		}},
		Result: verify.Result{Run: verify.Run{Article: a.Ref}, Pages: map[string]claims.Article{a.ID: a}},
	}
	run := &out.Result.Run
	for at := 0; ; {
		i := strings.Index(text[at:], "sources")
		if i < 0 {
			break
		}
		words := claims.Span{Start: at + i, End: at + i + len("sources")}
		f := verify.Finding{Rule: "ANON-BARE", Severity: verify.Error, At: words, Message: "“sources” are\x1b not described"}
		if j := strings.Index(text, "nobody"); j >= 0 {
			f.Also = []claims.Span{{Start: j, End: j + len("nobody")}}
		}
		if strings.Contains(text, "allowed") {
			f.Waived = &verify.Waiver{Reason: "so it is", From: "text"}
		}
		run.Findings = append(run.Findings, f)
		run.Claims = append(run.Claims, claims.Claim{
			Article: a.ID, Content: []claims.Span{{End: len(text)}},
			Attribution: claims.Attribution{Kind: claims.KindAnonymous, Source: []claims.Span{words}},
		})
		at = words.End
	}
	if strings.Contains(text, "headline") {
		run.Findings = append(run.Findings, verify.Finding{Rule: "HEADLINE", Severity: verify.Warning, Message: "m", AlsoText: []string{"Read\u202e this"}})
	}
	if j := strings.Index(text, "unused marker"); j >= 0 {
		run.Findings = append(run.Findings, verify.Finding{Rule: "WAIVER-UNUSED", Severity: verify.Info, Message: "m", At: claims.Span{Start: j, End: j + 6}})
	}
	return out, nil
}

// A client drives a server over pipes, one message at a time.
type client struct {
	t    *testing.T
	to   io.WriteCloser
	from *bufio.Reader
	done chan error
	id   int
}

func dial(t *testing.T, capabilities string) *client {
	t.Helper()
	inR, inW := io.Pipe()
	outR, outW := io.Pipe()
	c := &client{t: t, to: inW, from: bufio.NewReader(outR), done: make(chan error, 1)}
	ctx := t.Context()
	go func() {
		c.done <- lsp.NewServer(wordLinter{}, "test").Serve(ctx, inR, outW)
		outW.Close() //nolint:errcheck // a pipe
	}()
	t.Cleanup(func() { inW.Close(); outR.Close() }) //nolint:errcheck // pipes
	if capabilities != "" {
		c.request("initialize", `{"capabilities":`+capabilities+`}`)
		c.notify("initialized", `{}`)
	}
	return c
}

func (c *client) raw(body string) {
	c.t.Helper()
	if _, err := fmt.Fprintf(c.to, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) notify(method, params string) {
	c.t.Helper()
	c.raw(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q,"params":%s}`, method, params))
}

// request sends a request and gives the answer, as a result or an error. Notifications in between are passed over.
func (c *client) request(method, params string) answer {
	c.t.Helper()
	c.id++
	c.raw(fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":%q,"params":%s}`, c.id, method, params))
	for {
		m := c.read()
		if m.ID == c.id {
			return m
		}
		if m.Method == "" {
			c.t.Fatalf("an answer to nothing: %+v", m)
		}
	}
}

// diagnostics reads on to the next diagnostics.
func (c *client) diagnostics() published {
	c.t.Helper()
	for {
		if m := c.read(); m.Method == "textDocument/publishDiagnostics" {
			return decoded[published](c.t, m.Params)
		}
	}
}

// An answer is what a client reads: an answer to a request or a notification.
type answer struct {
	ID     int
	Method string
	Params json.RawMessage
	Result json.RawMessage
	Error  struct{ Code int }
}

type (
	published struct {
		Version     int
		Diagnostics []diagnostic
	}
	diagnostic struct {
		Code, Message      string
		Severity           int
		Range              place
		RelatedInformation []struct{ Location struct{ Range place } }
	}
	place    struct{ Start, End position }
	position struct{ Line, Character int }
	hovered  struct{ Contents struct{ Value string } }
	action   struct {
		Edit struct {
			Changes         map[string][]insertion
			DocumentChanges []struct{ Edits []insertion }
		}
	}
	insertion struct {
		Range   place
		NewText string
	}
)

func (p place) String() string {
	return fmt.Sprintf("%d:%d-%d:%d", p.Start.Line, p.Start.Character, p.End.Line, p.End.Character)
}

func decoded[T any](t *testing.T, raw json.RawMessage) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return v
}

func (c *client) read() answer {
	c.t.Helper()
	head, err := c.from.ReadString('\n')
	if err != nil {
		c.t.Fatalf("no message: %v", err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(head, "Content-Length:")))
	if err != nil {
		c.t.Fatalf("head %q", head)
	}
	if blank, err := c.from.ReadString('\n'); err != nil || blank != "\r\n" {
		c.t.Fatalf("head ends with %q, %v", blank, err)
	}
	body := make([]byte, n)
	if _, err := io.ReadFull(c.from, body); err != nil {
		c.t.Fatal(err)
	}
	return decoded[answer](c.t, body)
}

// end ends the connection in order and says how Serve returned.
func (c *client) end() error {
	c.t.Helper()
	c.request("shutdown", "null")
	c.notify("exit", "null")
	return <-c.done
}
