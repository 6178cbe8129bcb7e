package main

import (
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/report"
)

// TestLintDocument reads what an editor holds and has not saved: findings with their places in its bytes.
func TestLintDocument(t *testing.T) {
	t.Parallel()
	e, _, _ := testEnv(nil)
	l, err := e.newLinter(extractorOptions{name: "rules"}, "")
	if err != nil {
		t.Fatal(err)
	}
	const markdown = "\uFEFF# The Oriel\r\n\r\n<!-- secondsource: allow VAGUE-X: why -->\r\nSources said “it” sank.\r\n"
	got, err := l.document(t.Context(), "unsaved.md", []byte(markdown))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"ANON-BARE": "Sources", "WAIVER-UNUSED": "<!-- secondsource: allow VAGUE-X: why -->"}
	for _, f := range got.Run.Findings {
		if want[f.Rule] == "" {
			continue // of another rule
		}
		at, ok := got.source.At(f.At)
		if words := markdown[at.Start:at.End]; !ok || words != want[f.Rule] {
			t.Errorf("%s stands at %v: %q, want %q", f.Rule, at, words, want[f.Rule])
		}
		delete(want, f.Rule)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v, in %+v", want, got.Run.Findings)
	}
	for _, bad := range []string{"", "\xff\xfe", "%PDF-1.4"} {
		if _, err := l.document(t.Context(), "unsaved.md", []byte(bad)); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: got %v, want one sentence", bad, err)
		}
	}
	if rules := l.rules(); len(rules) < 3 || rules[len(rules)-1].ID != "WAIVER-UNUSED" {
		t.Errorf("rules %+v", rules)
	}
}

// TestLintWritesEveryFormat lints a list of stories, a bad one among them, in every format.
func TestLintWritesEveryFormat(t *testing.T) {
	t.Parallel()
	for _, format := range report.Names() {
		e, stdout, _ := testEnv(nil)
		code := run(t.Context(), e, []string{"lint", "--extractor", "rules", "--format", format, "../../testdata/harbor/story.html", "missing.md"})
		if code != exitUnchecked || format != "claimreview" && stdout.Len() == 0 {
			t.Errorf("%s: exit code %d, %d bytes", format, code, stdout.Len())
		}
	}
}

func TestWaiversOfStories(t *testing.T) {
	t.Parallel()
	e, _, _ := testEnv(nil)
	if got, err := e.readWaivers("", nil); got != nil || err != nil {
		t.Errorf("without a file: %v, %v", got, err)
	}
	a := claims.NewArticle(claims.Ref{URL: "https://x.example/a"}, "A.")
	if got := waiversFor(nil, "a.md", a.URL); got != nil {
		t.Errorf("of none: %v", got)
	}
}
