package lsp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/lsp"
	"secondsource/verify"
)

const all = `{"general":{"positionEncodings":["utf-16","utf-8"]},"workspace":{"workspaceEdit":{"documentChanges":true}},` +
	`"textDocument":{"publishDiagnostics":{"relatedInformation":true},"hover":{"contentFormat":["markdown","plaintext"]}}}`

func (c *client) open(uri, language, text string) published {
	c.t.Helper()
	words, err := json.Marshal(text)
	if err != nil {
		c.t.Fatal(err)
	}
	c.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument":{"uri":%q,"languageId":%q,"version":1,"text":%s}}`, uri, language, words))
	return c.diagnostics()
}

// shown is what a client shows of diagnostics: rule, severity, place and words.
func (p published) shown() []string {
	out := []string{}
	for _, d := range p.Diagnostics {
		out = append(out, fmt.Sprintf("%s %d %s %s", d.Code, d.Severity, d.Range, d.Message))
		for _, r := range d.RelatedInformation {
			out = append(out, "also "+r.Location.Range.String())
		}
	}
	return out
}

func TestDiagnostics(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, capabilities, text string
		want                     []string
	}{
		{"bytes", all, "One.\r\nThe “boat”, sources say; nobody else.", []string{
			"ANON-BARE 1 1:16-1:23 “sources” are not described", "also 1:29-1:35",
		}},
		{"utf-16 units", `{}`, "😀 é, sources say.\rsources", []string{
			"ANON-BARE 1 0:6-0:13 “sources” are not described", "ANON-BARE 1 1:0-1:7 “sources” are not described",
		}},
		{"the other passage in words", `{}`, "nobody; sources", []string{"ANON-BARE 1 0:8-0:15 “sources” are not described\n“nobody”"}},
		{"without a place", all, "headline", []string{"HEADLINE 2 0:0-0:0 m\n“Read this”"}},
		{"waived", all, "allowed sources", []string{}},
		{"nothing", all, "", []string{}},
		{"no text", all, "a\x00b", []string{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c := dial(t, tc.capabilities)
			if diff := cmp.Diff(tc.want, c.open("file:///desk/story.txt", "plaintext", tc.text).shown()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if err := c.end(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestChangesAndClosing(t *testing.T) {
	t.Parallel()
	c := dial(t, all)
	c.open("file:///a.txt", "plaintext", "sources")
	c.notify("textDocument/didChange", `{"textDocument":{"uri":"file:///a.txt","version":2},"contentChanges":[{"text":"none"}]}`)
	if p := c.diagnostics(); p.Version != 2 || len(p.Diagnostics) != 0 {
		t.Errorf("after the change: %+v", p)
	}
	c.notify("textDocument/didClose", `{"textDocument":{"uri":"file:///a.txt"}}`)
	if p := c.diagnostics(); len(p.Diagnostics) != 0 {
		t.Errorf("after closing: %+v", p)
	}
	if m := c.request("textDocument/hover", `{"textDocument":{"uri":"file:///a.txt"},"position":{"line":0,"character":0}}`); m.Error.Code == 0 {
		t.Errorf("hover over a closed document: %+v", m)
	}
}

func TestHover(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, capabilities, at, want string }{
		{"in Markdown", all, "5", "**ANON-BARE** (error): “sources” are not described\n\n" +
			"A reader \\[cannot\\](http\\://weigh.example) it.\n\nWhat to do: Say who.\n\nOrigin: House\n\n" +
			"**Claim:** laid to “sources” (anonymous)"},
		{"plain", `{}`, "5", "ANON-BARE (error): “sources” are not described\n\nA reader [cannot](http://weigh.example) it.\n\n" +
			"What to do: Say who.\n\nOrigin: House\n\nClaim: laid to “sources” (anonymous)"},
		{"of a claim alone", `{}`, "0", "Claim: laid to “sources” (anonymous)"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			c := dial(t, tc.capabilities)
			c.open("file:///a.txt", "plaintext", "The sources")
			m := c.request("textDocument/hover", `{"textDocument":{"uri":"file:///a.txt"},"position":{"line":0,"character":`+tc.at+`}}`)
			got := decoded[hovered](t, m.Result).Contents.Value
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	c := dial(t, all)
	c.open("file:///a.txt", "plaintext", "nothing here")
	m := c.request("textDocument/hover", `{"textDocument":{"uri":"file:///a.txt"},"position":{"line":99,"character":99}}`)
	if string(m.Result) != "null" {
		t.Errorf("hover over nothing: %+v", m)
	}
}

// TestQuickFix applies the actions and looks at the text that comes of them.
func TestQuickFix(t *testing.T) {
	t.Parallel()
	const reason = verify.ReasonToWrite
	for _, tc := range []struct {
		name, file, text string
		line             int
		here, story      string
	}{
		{"text", "a.txt", "One.\nThe sources.", 1, "One.\nThe sources.\n[secondsource: allow ANON-BARE: " + reason + "]", "[secondsource: allow-story ANON-BARE: " + reason + "]\n\nOne.\nThe sources."},
		{"Markdown", "a.md", "---\nby: Ada\n---\nThe sources.", 3, "---\nby: Ada\n---\nThe sources.\n<!-- secondsource: allow ANON-BARE: " + reason + " -->", "---\nby: Ada\n---\n<!-- secondsource: allow-story ANON-BARE: " + reason + " -->\n\nThe sources."},
		{"page", "a.HTML", "<html><BODY class=a><p>sources.", 0, "<html><BODY class=a><p><!-- secondsource: allow ANON-BARE: " + reason + " -->sources.", "<html><BODY class=a><!-- secondsource: allow-story ANON-BARE: " + reason + " -->\n<p>sources."},
	} {
		for _, can := range []string{all, `{}`} {
			t.Run(tc.name+can[:min(12, len(can))], func(t *testing.T) {
				t.Parallel()
				c := dial(t, can)
				c.open("file:///"+tc.file, "", tc.text)
				where := fmt.Sprintf(`{"start":{"line":%d,"character":0},"end":{"line":%d,"character":99}}`, tc.line, tc.line)
				m := c.request("textDocument/codeAction", `{"textDocument":{"uri":"file:///`+tc.file+`"},"range":`+where+`,"context":{"diagnostics":[]}}`)
				actions := decoded[[]action](t, m.Result)
				if len(actions) != 2 {
					t.Fatalf("actions %v", actions)
				}
				if diff := cmp.Diff([]string{tc.here, tc.story}, []string{applied(t, tc.text, actions[0]), applied(t, tc.text, actions[1])}); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
	c := dial(t, all)
	c.open("file:///m.txt", "", "an unused marker") // which no further marker mends
	m := c.request("textDocument/codeAction", `{"textDocument":{"uri":"file:///m.txt"},"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":9}},"context":{"diagnostics":[]}}`)
	if got := decoded[[]action](t, m.Result); len(got) > 0 {
		t.Errorf("actions for a finding about a marker: %v", got)
	}
	c.open("file:///a.txt", "", "sources")
	for only, want := range map[string]int{`["refactor"]`: 0, `["quickfix"]`: 2} {
		m := c.request("textDocument/codeAction", `{"textDocument":{"uri":"file:///a.txt"},"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"context":{"only":`+only+`}}`)
		if got := len(decoded[[]action](t, m.Result)); got != want {
			t.Errorf("only %s: %d actions, want %d", only, got, want)
		}
	}
}

// applied is a text after an action's only edit, an insertion. The texts of the test are ASCII.
func applied(t *testing.T, text string, a action) string {
	t.Helper()
	var edits []insertion
	for _, d := range a.Edit.DocumentChanges {
		edits = append(edits, d.Edits...)
	}
	for _, list := range a.Edit.Changes {
		edits = append(edits, list...)
	}
	if len(edits) != 1 {
		t.Fatalf("edits %+v", edits)
	}
	at := edits[0].Range.Start
	offset := len(strings.Join(strings.SplitAfter(text, "\n")[:at.Line], "")) + at.Character
	return text[:offset] + edits[0].NewText + text[offset:]
}

func TestProtocolFaults(t *testing.T) {
	t.Parallel()
	c := dial(t, "")
	if got := c.request("textDocument/hover", `{}`).Error.Code; got != -32002 {
		t.Errorf("before initialize: %v", got)
	}
	c.notify("textDocument/didOpen", `{}`)
	c.request("initialize", `{"capabilities":{}}`)
	for _, tc := range []struct {
		method, params string
		want           int
	}{
		{"initialize", `{}`, -32602},
		{"textDocument/definition", `{}`, -32601},
		{"textDocument/hover", `[]`, -32602},
		{"textDocument/codeAction", `{"textDocument":{"uri":"file:///no"}}`, -32602},
	} {
		if got := c.request(tc.method, tc.params).Error.Code; got != tc.want {
			t.Errorf("%s %s: %v, want %v", tc.method, tc.params, got, tc.want)
		}
	}
	for _, note := range []string{"textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "unheard/of"} {
		c.notify(note, `[]`) // no answer, and no harm
	}
	c.raw(`{"jsonrpc":"2.0","id":9,"result":null}`)
	c.raw(`not JSON`)
	if got := c.read().Error.Code; got != -32700 {
		t.Errorf("no JSON: %v", got)
	}
	c.request("shutdown", `null`)
	if got := c.request("textDocument/hover", `{}`).Error.Code; got != -32600 {
		t.Errorf("after shutdown: %v", got)
	}
}

func TestEnds(t *testing.T) {
	t.Parallel()
	huge := fmt.Sprintf("Content-Length: %d\r\n\r\n", 1<<40)
	for _, tc := range []struct {
		name, in string
		want     string
	}{
		{"exit without shutdown", "Content-Length: 33\r\n\r\n" + `{"jsonrpc":"2.0","method":"exit"}`, lsp.ErrNoShutdown.Error()},
		{"the stream ends", "", lsp.ErrNoShutdown.Error()},
		{"cut short", "Content-Length: 99\r\n\r\n{", lsp.ErrNoShutdown.Error()},
		{"too long", huge, "more than the 16 MB"},
		{"no number", "Content-Length: x\r\n\r\n", "does not speak the protocol"},
		{"negative", "Content-Length: -1\r\n\r\n", "does not speak the protocol"},
		{"no head", strings.Repeat("x", 5000), "does not speak the protocol"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			err := lsp.NewServer(wordLinter{}, "test").Serve(t.Context(), strings.NewReader(tc.in), io.Discard)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r, w := io.Pipe()
	defer w.Close() //nolint:errcheck // a pipe
	if err := lsp.NewServer(wordLinter{}, "test").Serve(ctx, r, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	if err := lsp.NewServer(wordLinter{}, "test").Serve(t.Context(), strings.NewReader("Content-Length: 2\r\n\r\n!!"), brokenPipe{}); err == nil || !strings.Contains(err.Error(), "write to the editor") {
		t.Errorf("broken pipe: %v", err)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func FuzzServe(f *testing.F) {
	f.Add([]byte("Content-Length: 2\r\n\r\n{}"))
	f.Add([]byte("Content-Length: 58\r\n\r\n" + `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`))
	f.Add([]byte("Content-Length: 58\r\nContent-Length: 0\r\n\r\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		var out bytes.Buffer
		_ = lsp.NewServer(wordLinter{}, "test").Serve(t.Context(), bytes.NewReader(in), &out) // must only return
	})
}
