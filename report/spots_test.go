package report_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/verify"
)

// A findingRead is what the tests look at in a finding's line.
type findingRead struct {
	Words string
	Place struct {
		Path     string
		From, To report.Position
		Stored   bool
	}
	Passages []struct {
		Words, URL string
		Place      *struct{ From report.Position }
	}
}

// found is the line of the one finding of a result.
func found(t *testing.T, r verify.Result, o report.Options, f verify.Finding) findingRead {
	t.Helper()
	r.Run.Findings = []verify.Finding{f}
	for line := range bytes.Lines(write(t, report.Formats["jsonl"], r, o)) {
		if bytes.HasPrefix(line, []byte(`{"type":"finding"`)) {
			var out findingRead
			decode(t, line, &out)
			return out
		}
	}
	t.Fatal("no finding")
	return findingRead{}
}

func TestWhereAFindingStands(t *testing.T) {
	t.Parallel()
	r, o := linted(t)
	text := r.Pages[r.Run.Article.ID].Text
	newline := strings.Index(text, "\n")
	within := at(t, text, "’")
	bare := report.Options{Ref: "-"}
	tests := []struct {
		name       string
		o          report.Options
		at         claims.Span
		path, want string // from line:byte to line:byte
	}{
		{"in one run", o, at(t, text, "sources"), "desk/ferry story.html", "2:23 2:30"},
		{"a reference, whole", o, within, "desk/ferry story.html", "3:10 3:17"},
		{"a part of a reference", o, claims.Span{Start: within.Start + 1, End: within.End}, "desk/ferry story.html", "3:10 3:17"},
		{"what stands nowhere in the file", o, claims.Span{Start: newline, End: newline + 1}, "desk/ferry story.html", "2:35 2:35"},
		{"nothing, at the start", o, claims.Span{}, "desk/ferry story.html", "2:4 2:4"},
		{"outside the text", o, claims.Span{Start: 1 << 20, End: 1 << 21}, "desk/ferry story.html", "3:38 3:38"},
		{"without the file", bare, at(t, text, "Nobody"), "stdin", "2:1 2:7"},
		{"without any name", report.Options{}, at(t, text, "Nobody"), "story", "2:1 2:7"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := found(t, r, tt.o, verify.Finding{Rule: "R", At: tt.at}).Place
			got := fmt.Sprintf("%d:%d %d:%d", p.From.Line, p.From.Byte, p.To.Line, p.To.Byte)
			if got != tt.want || p.Path != tt.path || p.Stored != (tt.o.Source == nil) {
				t.Errorf("%q at %s in %s, want %s in %s", text[min(tt.at.Start, len(text)):min(tt.at.End, len(text))], got, p.Path, tt.want, tt.path)
			}
		})
	}
}

// A finding about a piece of coverage stands at its claim, or where the story begins, with the piece beside it.
func TestFindingOfCoverage(t *testing.T) {
	t.Parallel()
	r := result(t)
	wire := r.Run.Coverage[1].Articles[0]
	rain := at(t, r.Pages[wire.ID].Text, "Rain.")
	for _, tt := range []struct{ name, claim, words string }{
		{"of a claim", r.Run.Claims[2].ID, "the ferry sank"},
		{"of none", "", ""},
		{"of one that is not there", "gone", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := found(t, r, report.Options{}, verify.Finding{Rule: "R", Claim: tt.claim, Article: wire.ID, At: rain, Also: []claims.Span{rain}, AlsoText: []string{"x"}})
			if got.Words != tt.words {
				t.Errorf("it stands at %q, want %q", got.Words, tt.words)
			}
			if len(got.Passages) != 3 || got.Passages[0].Words != "Rain." || got.Passages[0].URL != wire.URL || got.Passages[1].Place != nil || got.Passages[2].Words != "x" {
				t.Errorf("beside it stand %+v", got.Passages)
			}
		})
	}
}
