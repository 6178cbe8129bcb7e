package claims_test

import (
	"strings"
	"testing"

	"secondsource/claims"
)

// benchStory is all the golden articles after each other: about 5 KB of fictional copy with every construction.
func benchStory(b *testing.B) claims.Article {
	b.Helper()
	var text strings.Builder
	for _, a := range goldenArticles(b) {
		text.WriteString(a.Text)
		text.WriteByte('\n')
	}
	return claims.NewArticle(claims.Ref{}, text.String())
}

func BenchmarkExtract(b *testing.B) {
	story := benchStory(b)
	b.SetBytes(int64(len(story.Text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rules.Extract(b.Context(), story); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSentences(b *testing.B) {
	story := benchStory(b)
	b.SetBytes(int64(len(story.Text)))
	b.ReportAllocs()
	for b.Loop() {
		claims.Sentences(story.Text)
	}
}
