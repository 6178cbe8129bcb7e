package score

import (
	"cmp"
	"slices"

	"secondsource/claims"
)

// A Sort is the sort of a mistake.
type Sort string

// The sorts of mistakes.
const (
	Missed         Sort = "missed"          // no found attribution has a cue there
	Spurious       Sort = "spurious"        // no annotated one has
	WrongSource    Sort = "wrong source"    // the sources share no word
	WrongContent   Sort = "wrong content"   // the contents share less than half of their words
	WrongKind      Sort = "wrong kind"      // of a source that was rightly found
	WrongName      Sort = "wrong name"      // of a source that was rightly found
	WrongPolarity  Sort = "wrong polarity"  // of an attribution that was rightly found
	NobodyMissed   Sort = "nobody missed"   // a sentence that nobody is named for
	NobodySpurious Sort = "nobody spurious" // a sentence laid to nobody that is not annotated so
)

// Sorts are the sorts in the order in which they are read.
var Sorts = []Sort{
	Missed, Spurious, WrongSource, WrongContent, WrongKind, WrongName, WrongPolarity, NobodyMissed, NobodySpurious,
}

// Said is an attribution in the story's own words, with its labels.
type Said struct {
	Source   string          `json:"source,omitempty"`
	Cue      string          `json:"cue,omitempty"`
	Content  string          `json:"content,omitempty"`
	Kind     claims.Kind     `json:"kind,omitempty"`
	Name     string          `json:"name,omitempty"`
	Polarity claims.Polarity `json:"polarity,omitempty"`
}

// A Mistake is one difference between what was annotated and what was found. Its words are the story's own, and as
// hostile as the story.
type Mistake struct {
	Sort  Sort   `json:"sort"`
	Story string `json:"story"`
	Gold  *Said  `json:"gold,omitempty"`  // nil if nothing was annotated there
	Found *Said  `json:"found,omitempty"` // nil if nothing was found there
	// Sentence is where the cue stands, or the content begins if there is none.
	Sentence string `json:"sentence"`
	// Speech says that the cue, annotated or found, is one of speech; Weight is how many of the content's tokens the
	// mistake costs. Both decide how bad it is.
	Speech bool `json:"speech"`
	Weight int  `json:"weight"`
}

// Mistakes gives at most limit mistakes of every sort, the worst first: speech before other cues, since only what was
// said can be checked, then the longer content, then the order of the stories. total counts all of each sort.
func (t *Tally) Mistakes(limit int) (worst []Mistake, total map[Sort]int) {
	total = map[Sort]int{}
	sorted := slices.Clone(t.mistakes)
	slices.SortStableFunc(sorted, func(a, b Mistake) int {
		return cmp.Or(cmp.Compare(slices.Index(Sorts, a.Sort), slices.Index(Sorts, b.Sort)),
			prefer(a.Speech, b.Speech), cmp.Compare(b.Weight, a.Weight))
	})
	for _, m := range sorted {
		if total[m.Sort]++; total[m.Sort] <= limit {
			worst = append(worst, m)
		}
	}
	return worst, total
}

// A cited story can give the words of its spans.
type cited struct {
	claims.Article
	sentences []claims.Span
}

func storyOf(s Story) cited {
	return cited{claims.Article{Ref: claims.Ref{ID: s.ID}, Text: s.Text}, claims.Sentences(s.Text)}
}

func (s cited) said(a attribution) *Said {
	r := a.row
	said := &Said{s.Words(r.Source), s.Words(r.Cue), s.Words(r.Content), r.Kind, "", r.Polarity}
	if r.Name != nil {
		said.Name = *r.Name
	}
	return said
}

// sentence gives the sentence in which the attribution's cue begins, else its content.
func (s cited) sentence(a attribution) string {
	at := a.row.Cue
	if len(at) == 0 {
		at = a.row.Content
	}
	i, within := slices.BinarySearchFunc(s.sentences, at[0].Start, func(sentence claims.Span, start int) int {
		switch {
		case sentence.End <= start:
			return -1
		case sentence.Start > start:
			return 1
		}
		return 0
	})
	if !within {
		return ""
	}
	return s.Text[s.sentences[i].Start:s.sentences[i].End]
}

// alone makes the mistake of an attribution that only one side has.
func (s cited) alone(sort Sort, a attribution) Mistake {
	m := Mistake{Sort: sort, Story: s.ID, Sentence: s.sentence(a), Speech: a.speech, Weight: len(a.content)}
	if sort == Missed || sort == NobodyMissed {
		m.Gold = s.said(a)
	} else {
		m.Found = s.said(a)
	}
	return m
}

// both makes the mistake of a pair.
func (s cited) both(sort Sort, f, g attribution) Mistake {
	m := Mistake{
		Sort: sort, Story: s.ID, Gold: s.said(g), Found: s.said(f), Sentence: s.sentence(g), Speech: f.speech || g.speech,
		Weight: len(g.content),
	}
	if sort == WrongContent {
		m.Weight = len(f.content) + len(g.content) - 2*shared(f.content, g.content)
	}
	return m
}

func (t *Tally) addMistakes(s cited, found, gold []attribution, best []pair) {
	t.mistakes = append(t.mistakes, s.unpaired([2]Sort{Missed, Spurious}, found, gold, best)...)
	for _, p := range best {
		f, g := found[p.found], gold[p.gold]
		for _, sort := range pairMistakes(p, f.row, g.row) {
			t.mistakes = append(t.mistakes, s.both(sort, f, g))
		}
	}
}

// pairMistakes says what is wrong with a pair. Labels count only where the source was rightly found.
func pairMistakes(p pair, found, gold *Row) []Sort {
	var all []Sort
	if !p.held[contentHalf] {
		all = append(all, WrongContent)
	}
	if !p.held[sourceOverlap] {
		return append(all, WrongSource)
	}
	if gold.Kind != "" && found.Kind != gold.Kind {
		all = append(all, WrongKind)
	}
	if gold.Name != nil && !sameName(found.Name, *gold.Name) {
		all = append(all, WrongName)
	}
	if gold.Polarity != "" && found.Polarity != gold.Polarity {
		all = append(all, WrongPolarity)
	}
	return all
}

func (t *Tally) addNobodyMistakes(s cited, found, gold []attribution, best []pair) {
	t.mistakes = append(t.mistakes, s.unpaired([2]Sort{NobodyMissed, NobodySpurious}, found, gold, best)...)
}

// unpaired gives what no pair holds: sorts are those of the annotated and of the found.
func (s cited) unpaired(sorts [2]Sort, found, gold []attribution, best []pair) []Mistake {
	foundPaired, goldPaired := make([]bool, len(found)), make([]bool, len(gold))
	for _, p := range best {
		foundPaired[p.found], goldPaired[p.gold] = true, true
	}
	var all []Mistake
	for j, g := range gold {
		if !goldPaired[j] {
			all = append(all, s.alone(sorts[0], g))
		}
	}
	for i, f := range found {
		if !foundPaired[i] {
			all = append(all, s.alone(sorts[1], f))
		}
	}
	return all
}
