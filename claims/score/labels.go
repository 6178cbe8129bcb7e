package score

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"secondsource/claims"
)

// bestPairs chooses one-to-one pairs for labels and mistakes: the best agreeing first, ties by place. It is greedy, so
// that every pair can be understood by itself; the measures use a maximum matching instead.
func bestPairs(pairs []pair) []pair {
	sorted := slices.Clone(pairs)
	slices.SortStableFunc(sorted, func(a, b pair) int {
		return cmp.Or(prefer(a.held[relationSoft], b.held[relationSoft]), prefer(a.held[sourceOverlap], b.held[sourceOverlap]),
			cmp.Compare(b.jaccard, a.jaccard), prefer(a.held[cueExact], b.held[cueExact]))
	})
	found, gold := map[int]bool{}, map[int]bool{}
	var best []pair
	for _, p := range sorted {
		if !found[p.found] && !gold[p.gold] {
			found[p.found], gold[p.gold] = true, true
			best = append(best, p)
		}
	}
	return best
}

// prefer puts true before false.
func prefer(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// A KindFigure is how often the kind of a rightly found source was right. Mistaken counts the other answers.
type KindFigure struct {
	Matched  int                 `json:"matched"`
	Right    int                 `json:"right"`
	Accuracy *float64            `json:"accuracy"`
	Mistaken map[claims.Kind]int `json:"mistaken,omitempty"`
}

// A LabelFigure is how often a label of a rightly found source was right, in percent.
type LabelFigure struct {
	Matched  int      `json:"matched"`
	Right    int      `json:"right"`
	Accuracy *float64 `json:"accuracy"`
}

// Labels are the labels of a Result, in the order in which they are read: name_* are names by how the source is written, that it
// has none being an answer too (name_none); polarity_* are apart because almost all are affirmed.
var Labels = []string{
	"kind", "name", "name_full", "name_part", "name_pronoun", "name_other", "name_none",
	"polarity", "polarity_affirmed", "polarity_denied", "polarity_declined",
}

// labels counts, of the pairs whose sources overlap, what was annotated and what was said.
type labels struct {
	kinds  map[claims.Kind]map[claims.Kind]int // annotated, then found
	counts map[string]*[2]int                  // right, matched
}

func (l *labels) count(name string, right bool) {
	if l.counts == nil {
		l.counts = map[string]*[2]int{}
	}
	n := l.counts[name]
	if n == nil {
		n = new([2]int)
		l.counts[name] = n
	}
	if right {
		n[0]++
	}
	n[1]++
}

func (l *labels) add(text string, found, gold []attribution, best []pair) {
	for _, p := range best {
		if p.held[sourceOverlap] {
			l.addPair(text, found[p.found].row, gold[p.gold].row)
		}
	}
}

func (l *labels) addPair(text string, found, gold *Row) {
	if gold.Kind != "" {
		l.count("kind", found.Kind == gold.Kind)
		if l.kinds == nil {
			l.kinds = map[claims.Kind]map[claims.Kind]int{}
		}
		if l.kinds[gold.Kind] == nil {
			l.kinds[gold.Kind] = map[claims.Kind]int{}
		}
		l.kinds[gold.Kind][found.Kind]++
	}
	if gold.Name != nil {
		right := sameName(found.Name, *gold.Name)
		if *gold.Name != "" {
			l.count("name", right)
		}
		l.count("name_"+mention(text, gold), right)
	}
	if gold.Polarity != "" {
		l.count("polarity", found.Polarity == gold.Polarity)
		l.count("polarity_"+string(gold.Polarity), found.Polarity == gold.Polarity)
	}
}

// sameName compares the words of two names, whatever their case.
func sameName(found *string, gold string) bool {
	if found == nil {
		return gold == ""
	}
	return strings.EqualFold(strings.Join(strings.Fields(*found), " "), strings.Join(strings.Fields(gold), " "))
}

// pronouns are the words that point back at a source and name nobody.
var pronouns = map[string]bool{"he": true, "she": true, "they": true, "it": true, "who": true, "him": true, "her": true, "them": true}

// mention says how an annotated source with a name is written: by the full name, by a part of it, by a pronoun or
// otherwise ("the minister"); and "none" if it has no name.
func mention(text string, gold *Row) string {
	if *gold.Name == "" {
		return "none"
	}
	words := strings.ToLower(claims.Article{Text: text}.Words(gold.Source))
	name := strings.ToLower(*gold.Name)
	switch {
	case pronouns[strings.TrimSpace(words)]:
		return "pronoun"
	case strings.Contains(words, name):
		return "full"
	}
	said := strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' })
	for part := range strings.FieldsSeq(name) {
		if slices.Contains(said, part) {
			return "part"
		}
	}
	return "other"
}

// kindFigures gives the figure of each annotated kind; nil if none was annotated.
func (l *labels) kindFigures() map[claims.Kind]KindFigure {
	if len(l.kinds) == 0 {
		return nil
	}
	all := map[claims.Kind]KindFigure{}
	for gold, said := range l.kinds {
		f := KindFigure{Right: said[gold], Mistaken: maps.Clone(said)}
		for _, n := range said {
			f.Matched += n
		}
		f.Accuracy = percent(f.Right, f.Matched)
		delete(f.Mistaken, gold)
		all[gold] = f
	}
	return all
}

// figures gives the figure of each label that was annotated; nil if none was.
func (l *labels) figures() map[string]LabelFigure {
	if len(l.counts) == 0 {
		return nil
	}
	all := map[string]LabelFigure{}
	for name, n := range l.counts {
		all[name] = LabelFigure{n[1], n[0], percent(n[0], n[1])}
	}
	return all
}
