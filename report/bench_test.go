package report_test

import (
	"io"
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/sources"
	"secondsource/verify"
)

// BenchmarkFormats writes 1,000 findings of a story of 100 KB without a line break, whose places are the dearest to tell.
func BenchmarkFormats(b *testing.B) {
	text := strings.Repeat("“Sources” say so; ", 5000)
	story := claims.NewArticle(claims.Ref{}, text)
	r := verify.Result{Run: verify.Run{Article: story.Ref}, Pages: map[string]claims.Article{story.ID: story}}
	for i := range 1000 {
		at := claims.Span{Start: i * 100, End: i*100 + 20}
		r.Run.Findings = append(r.Run.Findings, verify.Finding{Rule: "R", Severity: verify.Warning, At: at, Also: []claims.Span{at}, Message: "words"})
	}
	whole := claims.Span{End: len(text)}
	o := report.Options{Lint: true, Source: &sources.Source{Path: "a.txt", Raw: []byte(text), Runs: []sources.SourceRun{{Text: whole, Raw: whole}}}}
	for _, name := range report.Names() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				w := report.Formats[name](io.Discard)
				if err := w.Write(r, o); err != nil {
					b.Fatal(err)
				}
				if err := w.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
