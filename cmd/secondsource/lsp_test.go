package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// session writes messages as an editor sends them.
func session(bodies ...string) *bytes.Buffer {
	var b bytes.Buffer
	for _, body := range bodies {
		fmt.Fprintf(&b, "Content-Length: %d\r\n\r\n%s", len(body), body)
	}
	return &b
}

// TestLSP plays an editor that opens a story with a bare source, asks what it means and for a quick fix, applies it, and ends.
func TestLSP(t *testing.T) {
	t.Parallel()
	const uri = "file:///desk/story.md"
	story := "# Bridge to close\n\nThe harbour bridge will close in May, sources said on Monday.\n"
	words, err := json.Marshal(story)
	if err != nil {
		t.Fatal(err)
	}
	waived, err := json.Marshal(strings.Replace(story, "The harbour", "<!-- secondsource: allow ANON-BARE: both are known to the desk -->\nThe harbour", 1))
	if err != nil {
		t.Fatal(err)
	}
	where := `{"textDocument":{"uri":"` + uri + `"},"position":{"line":2,"character":40}}`
	in := session(
		`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{"general":{"positionEncodings":["utf-8"]}}}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"`+uri+`","languageId":"markdown","version":1,"text":`+string(words)+`}}}`,
		`{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":`+where+`}`,
		`{"jsonrpc":"2.0","id":3,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"`+uri+`"},"range":{"start":{"line":2,"character":38},"end":{"line":2,"character":45}},"context":{"diagnostics":[]}}}`,
		`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"`+uri+`","version":2},"contentChanges":[{"text":`+string(waived)+`}]}}`,
		`{"jsonrpc":"2.0","id":4,"method":"textDocument/hover","params":`+where+`}`,
		`{"jsonrpc":"2.0","id":5,"method":"shutdown"}`,
		`{"jsonrpc":"2.0","method":"exit"}`,
	)
	e, stdout, stderr := testEnv(nil)
	e.stdin = in
	if code := run(t.Context(), e, []string{"lsp", "--stdio"}); code != exitClean {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	var bare, after int
	var hover, fix string
	for _, part := range strings.Split(stdout.String(), "Content-Length: ")[1:] {
		_, body, _ := strings.Cut(part, "\r\n\r\n")
		var m struct {
			ID     int
			Method string
			Params struct {
				Version     int
				Diagnostics []struct {
					Code  string
					Range struct{ Start struct{ Line, Character int } }
				}
			}
			Result json.RawMessage
		}
		if err := json.Unmarshal([]byte(body), &m); err != nil {
			t.Fatalf("%q: %v", body, err)
		}
		for _, d := range m.Params.Diagnostics {
			if d.Code != "ANON-BARE" {
				continue
			}
			switch at := d.Range.Start; {
			case m.Params.Version == 2:
				after++
			case at.Line != 2 || at.Character != 38:
				t.Errorf("the finding is at %+v", at)
			default:
				bare++
			}
		}
		switch m.ID {
		case 2:
			hover = string(m.Result)
		case 3:
			fix = string(m.Result)
		}
	}
	if bare != 1 || after != 0 {
		t.Errorf("%d findings before the waiver and %d after it, want 1 and 0", bare, after)
	}
	if !strings.Contains(hover, "ANON-BARE") || !strings.Contains(hover, "laid to") {
		t.Errorf("hover %s", hover)
	}
	if !strings.Contains(fix, `secondsource: allow ANON-BARE: `) {
		t.Errorf("quick fix %s", fix)
	}
}

func TestLSPUsage(t *testing.T) {
	t.Parallel()
	e, _, stderr := testEnv(nil)
	if code := run(t.Context(), e, []string{"lsp", "story.md"}); code != exitUsage || !strings.Contains(stderr.String(), "started by an editor") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	e, _, _ = testEnv(nil)
	e.stdin = strings.NewReader("")
	if code := run(t.Context(), e, []string{"lsp"}); code == exitClean {
		t.Error("an editor that went without a word leaves no error")
	}
}
