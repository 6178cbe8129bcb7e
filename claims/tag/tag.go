// Package tag finds who says what in a parsed text: cues, and for each cue its source and content. Two linear chains of
// trained weights do the work (attribution note §3): the first labels the cues of each sentence, the second labels
// source and content around one cue at a time, so that nothing has to be linked afterwards.
package tag

import "secondsource/claims/parse"

// A Relation is one attribution: the byte spans, in text order, of its source, cue and content. Source or Content may
// be nil; a found relation always has a cue. Score is the chance, from 0 to 1, that source and content are right,
// as it was among the training articles; it is 0 where nothing measured it.
type Relation struct {
	Source, Cue, Content []parse.Span
	Score                float64
}

// An Example is an article to learn from: its parse, the relations that people marked, and those that a rule extractor
// finds (nil for none). Hints are evidence, never truth.
type Example struct {
	Doc   parse.Document
	Gold  []Relation
	Hints []Relation
}
