package report_test

import (
	"bytes"
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/verify"
)

// baselineResult is a lint with findings of these fingerprints, of which those in capitals are waived.
func baselineResult(prints ...string) verify.Result {
	story := claims.NewArticle(claims.Ref{URL: "https://x.example/a"}, "It leaks.")
	run := verify.Run{Version: verify.RunVersion, Article: story.Ref}
	for _, p := range prints {
		f := verify.Finding{Rule: "ANON-BARE", Severity: verify.Error, Fingerprint: strings.ToLower(p), Message: "m"}
		if f.Fingerprint != p {
			f.Waived = &verify.Waiver{Reason: "known", From: "text"}
		}
		run.Findings = append(run.Findings, f)
	}
	return verify.Result{Run: run, Pages: map[string]claims.Article{story.ID: story}}
}

func TestBaseline(t *testing.T) {
	t.Parallel()
	const sarif = `{"$schema":"s","version":"2.1.0","runs":[{"results":[
{"partialFingerprints":{"x/v1":"aa"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"drafts/a%20b.md"}}}]},
{"suppressions":[{"kind":"inSource"}],"partialFingerprints":{"x/v1":"bb"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"drafts/a%20b.md"}}}]}]}]}`
	written := map[string]string{"sarif": sarif}
	for _, format := range []string{"json", "jsonl"} {
		var out bytes.Buffer
		w := report.Formats[format](&out)
		if err := w.Write(baselineResult("aa", "BB"), report.Options{Ref: "./drafts/a b.md", Lint: true}); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		written[format] = out.String()
	}
	for format, text := range written {
		b, err := report.ReadBaseline(strings.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		byAddress := 1
		if format == "sarif" { // it names files alone
			byAddress = 0
		}
		for _, tc := range []struct {
			ref, address string
			known        int
		}{
			{"drafts/a b.md", "", 1},
			{"./drafts/a b.md", "", 1},
			{"drafts/b.md", "", 0},
			{"", "", 0},
			{"moved.md", "https://x.example/a", byAddress},
		} {
			fresh, known := b.New(tc.ref, tc.address, baselineResult("aa", "bb").Run.Findings)
			if known != tc.known || len(fresh) != 2-known {
				t.Errorf("%s, %q at %q: %d known and %d new, want %d known of 2", format, tc.ref, tc.address, known, len(fresh), tc.known)
			}
		}
	}
	if fresh, known := report.Baseline(nil).New("a", "", baselineResult("aa").Run.Findings); known != 0 || len(fresh) != 1 {
		t.Errorf("without a baseline %d are known", known)
	}
}

func TestBaselineRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing": "", "no JSON": "# A story\n", "another program's": `{"a":1}`, "cut off": `{"type":"article","ref":"a"`, "a list": `[1]`, "a claim line": `{"type":"claim"}`,
	} {
		if b, err := report.ReadBaseline(strings.NewReader(text)); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, %v, want one sentence", name, b, err)
		}
	}
	// A clean run is a baseline in which nothing is known.
	if b, err := report.ReadBaseline(strings.NewReader(`{"type":"article","v":1,"ref":"a"}` + "\n" + `{"type":"run","v":1}`)); err != nil || len(b) != 0 {
		t.Errorf("a clean run: %v, %v", b, err)
	}
}
