package claims

import (
	"context"
	"errors"
	"fmt"

	"secondsource/claims/parse"
	"secondsource/claims/tag"
)

// A Marked article is one to learn from: its text and the attributions that people marked in it.
type Marked struct {
	ID           string
	Text         string
	Attributions []Found
}

// Training says what to learn from and how.
type Training struct {
	Articles []Marked
	Parses   []parse.Article // they teach the parser; with none the parser that ships is kept
	Seed     uint64
	// Progress hears how far each stage has come; nil if nobody listens. One call at a time.
	Progress func(stage string, done, of int)
}

// Train learns an extractor: the parser from the parses if there are any, then the taggers from the marked articles as that parser reads
// them, with what the rules find as evidence. The same training gives the same bytes. The errors are ctx's and those
// of articles that cannot be learned from.
func Train(ctx context.Context, t Training) (*Tagger, error) {
	if len(t.Articles) == 0 {
		return nil, errors.New("there are no annotated stories to learn from")
	}
	parser, err := t.parser()
	if err != nil {
		return nil, fmt.Errorf("train the parser: %w", err)
	}
	examples, err := t.examples(ctx, parser)
	if err != nil {
		return nil, err
	}
	tags, err := tag.Train(parser, examples, tag.Options{Seed: t.Seed, Progress: t.Progress})
	if err != nil {
		return nil, fmt.Errorf("train the taggers: %w", err)
	}
	// Through its bytes, so that what was trained answers exactly as what will be read.
	return ReadTagger((&Tagger{parser: parser, tags: tags}).Bytes())
}

func (t Training) parser() (*parse.Model, error) {
	if len(t.Parses) > 0 {
		return parse.Train(t.Parses, parse.Options{Seed: t.Seed, Progress: t.Progress})
	}
	x, err := NewTagger()
	if err != nil {
		return nil, err
	}
	return x.parser, nil
}

func (t Training) examples(ctx context.Context, parser *parse.Model) ([]tag.Example, error) {
	rules := NewRules()
	out := make([]tag.Example, 0, len(t.Articles))
	for _, a := range t.Articles {
		hinted, err := rules.Extract(ctx, NewArticle(Ref{URL: a.ID}, a.Text))
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", a.ID, err)
		}
		e := tag.Example{Doc: parser.Parse(a.Text), Hints: relations(hinted)}
		for _, f := range a.Attributions {
			e.Gold = append(e.Gold, tag.Relation{Source: parseSpans(f.Source), Cue: parseSpans(f.Cue), Content: parseSpans(f.Content)})
		}
		out = append(out, e)
	}
	return out, nil
}
