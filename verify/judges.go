package verify

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"secondsource/claims"
)

// Judges is the table of judges by name. A judge of another package is added to a copy by the command.
var Judges = map[string]func() (Judge, error){
	"lexical": func() (Judge, error) { return NewLexical(), nil },
}

// OpenJudge makes the judge of that name from the table, or says which names there are.
func OpenJudge(table map[string]func() (Judge, error), name string) (Judge, error) {
	open, ok := table[name]
	if !ok {
		return nil, fmt.Errorf("there is no judge %q: choose one of %s", name,
			strings.Join(slices.Sorted(maps.Keys(table)), ", "))
	}
	return open()
}

// ask has a judge answer and holds it to its word: an opinion a passage, and every quote inside its passage, between
// runes. A judge may be a program of others.
func ask(ctx context.Context, j Judge, claim string, passages []string) ([]Opinion, error) {
	opinions, err := j.Judge(ctx, claim, passages)
	if err != nil {
		return nil, err
	}
	if len(opinions) != len(passages) {
		return nil, fmt.Errorf("the judge gave %d opinions for %d passages", len(opinions), len(passages))
	}
	for i, o := range opinions {
		if !o.Quote.Fits(passages[i]) {
			return nil, errors.New("the judge quoted words outside the passage")
		}
	}
	return opinions, nil
}

// cut gives the words of each span.
func cut(text string, spans []claims.Span) []string {
	out := make([]string, len(spans))
	for i, s := range spans {
		out[i] = text[s.Start:s.End]
	}
	return out
}
