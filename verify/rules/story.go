package rules

import (
	"secondsource/claims"
	"secondsource/verify"
)

// A story is a draft with what several rules ask of it, made once.
type story struct {
	verify.Draft
	sentences []claims.Span
}

func newStory(d verify.Draft) *story {
	return &story{Draft: d, sentences: claims.Sentences(d.Article.Text)}
}

// words are the words of a span of the story.
func (s *story) words(at claims.Span) string { return s.Article.Words([]claims.Span{at}) }
