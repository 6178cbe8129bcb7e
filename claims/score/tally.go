package score

import (
	"context"
	"fmt"
	"slices"

	"secondsource/claims"
)

// A Count is how often something was found rightly, found wrongly, and not found.
type Count struct {
	TP int `json:"tp"`
	FP int `json:"fp"`
	FN int `json:"fn"`
}

func (c Count) plus(o Count) Count { return Count{c.TP + o.TP, c.FP + o.FP, c.FN + o.FN} }

// counts are the measures of one article, or their sums.
type counts [measures]Count

// Numbers says how much was compared.
type Numbers struct {
	Articles          int `json:"articles"`
	WithoutPrediction int `json:"without_prediction"`
	Gold              int `json:"gold"`
	Predicted         int `json:"predicted"`
	GoldSpeech        int `json:"gold_speech"`
	PredictedSpeech   int `json:"predicted_speech"`
	DroppedGold       int `json:"dropped_gold"`
	DroppedPredicted  int `json:"dropped_predicted"`
}

// A Tally counts stories. The zero Tally is empty and ready.
type Tally struct {
	numbers     Numbers
	all, speech []counts // an article each: the resamples need them apart
	forms       [3][4]int
	labels      labels
	nobody      *Count
	mistakes    []Mistake
}

// An Extractor finds claims in text order.
type Extractor interface {
	Extract(ctx context.Context, a claims.Article) ([]claims.Claim, error)
}

// Evaluate runs x on every story and counts what it found. Attributions that are reported inside another one are left
// out unless the annotation has such. A failure of one story ends it: figures of a part would pass for the whole.
// advance is called after every story.
func Evaluate(ctx context.Context, x Extractor, stories []Story, advance func(done, total int)) (*Tally, error) {
	nested := Nested(stories)
	var t Tally
	for i, s := range stories {
		found, err := x.Extract(ctx, claims.NewArticle(claims.Ref{Publisher: s.Publisher}, s.Text))
		if err != nil {
			return nil, fmt.Errorf("story %s: %w", s.ID, err)
		}
		rows, nobody := Rows(found)
		if !nested {
			rows = Flat(rows)
		}
		if err := t.Add(s, rows); err != nil {
			return nil, err
		}
		if err := t.AddNobody(s, nobody); err != nil {
			return nil, err
		}
		advance(i+1, len(stories))
	}
	return &t, nil
}

// Add counts what was found in one story. Rows without Kind, Name and Polarity are compared without. The error wraps
// ErrStory for a span, annotated or found, that is none of the text.
func (t *Tally) Add(s Story, rows []Row) error {
	words := newText(s.Text)
	gold, droppedGold, err := words.attributions(s.Attributions)
	if err != nil {
		return fmt.Errorf("story %s: %w", s.ID, err)
	}
	found, droppedFound, err := words.attributions(rows)
	if err != nil {
		return fmt.Errorf("story %s: found %w", s.ID, err)
	}
	goldSpeech, foundSpeech := speechOnly(gold), speechOnly(found)
	t.numbers.Articles++
	t.numbers.Gold += len(gold)
	t.numbers.Predicted += len(found)
	t.numbers.GoldSpeech += len(goldSpeech)
	t.numbers.PredictedSpeech += len(foundSpeech)
	t.numbers.DroppedGold += droppedGold
	t.numbers.DroppedPredicted += droppedFound
	pairs := comparePairs(found, gold)
	t.all = append(t.all, countAll(found, gold, pairs))
	t.speech = append(t.speech, countAll(foundSpeech, goldSpeech, comparePairs(foundSpeech, goldSpeech)))
	t.countForms(gold, pairs)
	best := bestPairs(pairs)
	t.labels.add(s.Text, found, gold, best)
	t.addMistakes(storyOf(s), found, gold, best)
	return nil
}

func speechOnly(all []attribution) []attribution {
	return slices.DeleteFunc(slices.Clone(all), func(a attribution) bool { return !a.speech })
}

func countAll(found, gold []attribution, pairs []pair) counts {
	var c counts
	for m := range pairMeasures {
		tp := matching(pairs, func(p pair) bool { return p.held[m] })
		c[m] = Count{tp, len(found) - tp, len(gold) - tp}
	}
	for i, role := range roles {
		c[spanSource+measure(i)] = countSets(found, gold, func(a attribution) []unit { return runs(role(a)) })
		c[tokenSource+measure(i)] = countSets(found, gold, func(a attribution) []unit { return single(role(a)) })
	}
	return c
}

// quoteForms are the forms in the order of Tally.forms.
var quoteForms = [3]claims.QuoteForm{claims.QuoteDirect, claims.QuoteMixed, claims.QuoteIndirect}

// countForms adds the annotated attributions of each quote form, and how many of them were found.
func (t *Tally) countForms(gold []attribution, pairs []pair) {
	for i, form := range quoteForms {
		for _, g := range gold {
			if g.form == form {
				t.forms[i][0]++
			}
		}
		for k, m := range []measure{cueOverlap, sourceOverlap, contentExactTrimmed} {
			t.forms[i][k+1] += matching(pairs, func(p pair) bool { return p.held[m] && gold[p.gold].form == form })
		}
	}
}

// AddNobody counts the sentences laid to nobody. They are matched one to one where at least half of the tokens of both
// together are common. A story without annotation of them counts nothing.
func (t *Tally) AddNobody(s Story, found []claims.Span) error {
	if s.Nobody == nil {
		return nil
	}
	words := newText(s.Text)
	if err := words.check(slices.Concat(s.Nobody, found)); err != nil {
		return fmt.Errorf("story %s: nobody: %w", s.ID, err)
	}
	g, f := words.sentences(s.Nobody), words.sentences(found)
	pairs := slices.DeleteFunc(comparePairs(f, g), func(p pair) bool { return !p.held[contentHalf] })
	tp := matching(pairs, func(pair) bool { return true })
	if t.nobody == nil {
		t.nobody = &Count{}
	}
	*t.nobody = t.nobody.plus(Count{tp, len(f) - tp, len(g) - tp})
	t.addNobodyMistakes(storyOf(s), f, g, bestPairs(pairs))
	return nil
}

// sentences makes an attribution without cue and source of each span.
func (t *text) sentences(spans []claims.Span) []attribution {
	all := make([]attribution, len(spans))
	for i, s := range spans {
		one := []claims.Span{s}
		all[i] = attribution{row: &Row{Content: one}, content: t.overlapped(one)}
	}
	return all
}
