package score

import (
	"fmt"

	"secondsource/claims"
)

// An attribution is a row as sets of tokens, each ascending.
type attribution struct {
	row                         *Row
	source, cue, content, words []int // words: the content's word tokens
	speech                      bool  // the cue holds a speech word
	form                        claims.QuoteForm
}

// attributions makes them of rows. One with neither cue nor content is dropped, and counted.
func (t *text) attributions(rows []Row) (kept []attribution, dropped int, err error) {
	for i := range rows {
		a, err := t.attribution(&rows[i])
		if err != nil {
			return nil, 0, fmt.Errorf("attribution %d: %w", i, err)
		}
		if len(a.cue)+len(a.content) == 0 {
			dropped++
			continue
		}
		kept = append(kept, a)
	}
	return kept, dropped, nil
}

func (t *text) attribution(r *Row) (attribution, error) {
	for _, role := range []struct {
		name  string
		spans []claims.Span
	}{{"source", r.Source}, {"cue", r.Cue}, {"content", r.Content}} {
		if err := t.check(role.spans); err != nil {
			return attribution{}, fmt.Errorf("%s: %w", role.name, err)
		}
	}
	a := attribution{row: r, source: t.overlapped(r.Source), cue: t.overlapped(r.Cue), content: t.overlapped(r.Content)}
	for _, i := range a.content {
		if t.tokens[i].word {
			a.words = append(a.words, i)
		}
	}
	for _, i := range a.cue {
		a.speech = a.speech || speechWords[t.tokens[i].low]
	}
	a.form = t.form(a.content)
	return a, nil
}

// form reads the content with one quote state: “ « „ and two grave accents open, ” and » close, " and two apostrophes
// toggle. It is direct if all word tokens stand inside, mixed if some do, and else indirect.
func (t *text) form(content []int) claims.QuoteForm {
	open := false
	words, quoted := 0, 0
	for k := 0; k < len(content); k++ {
		i := content[k]
		if t.tokens[i].word {
			words++
			if open {
				quoted++
			}
			continue
		}
		mark := t.tokens[i].low
		if k+1 < len(content) && content[k+1] == i+1 && t.doubled(i) {
			mark += mark
			k++
		}
		open = quoteState(mark, open)
	}
	switch quoted {
	case 0:
		return claims.QuoteIndirect
	case words:
		return claims.QuoteDirect
	}
	return claims.QuoteMixed
}

// doubled says whether token i and the next one are two grave accents or two apostrophes with nothing between them.
func (t *text) doubled(i int) bool {
	a, b := t.tokens[i], t.tokens[i+1]
	return (a.low == "`" || a.low == "'") && b.low == a.low && b.Start == a.End
}

// quoteState says whether a quotation is open after the mark.
func quoteState(mark string, open bool) bool {
	switch mark {
	case "“", "«", "„", "``":
		return true
	case "”", "»":
		return false
	case `"`, "''":
		return !open
	}
	return open
}
