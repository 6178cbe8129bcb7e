package score

import "slices"

// A measure is one of the figures of the attribution note §4.
type measure int

// The measures of pairs come first: each is a predicate of one predicted and one annotated attribution.
const (
	cueOverlap measure = iota
	cueExact
	sourceOverlap
	sourceExact
	contentHalf
	contentExact
	contentExactTrimmed
	relationSoft
	relationExact
	spanSource
	spanCue
	spanContent
	tokenSource
	tokenCue
	tokenContent
	measures
)

const pairMeasures = spanSource

// Measures are the names of the figures of a Section, in the order in which they are read:
// cue_overlap, the cues share a token (without cues, the contents do); cue_exact, they are the same tokens;
// source_overlap and source_exact, with overlapping cues, the same of the sources (two empty ones overlap);
// content_half, the contents' Jaccard index is at least ½; content_exact, they are the same tokens, trimmed: the same
// word tokens; relation_soft, source_overlap and content_half of one pair; relation_exact, all three are the same;
// span_*, the maximal runs of tokens of each class without links; token_*, its tokens.
var Measures = []string{
	"cue_overlap", "cue_exact", "source_overlap", "source_exact", "content_half", "content_exact",
	"content_exact_trimmed", "relation_soft", "relation_exact", "span_source", "span_cue", "span_content",
	"token_source", "token_cue", "token_content",
}

// A pair is a predicted and an annotated attribution whose cues overlap, by their numbers in the article.
type pair struct {
	found, gold int
	held        [pairMeasures]bool
	jaccard     float64 // of the contents
}

// comparePairs gives all pairs with cue overlap, ordered by found, then gold. It asks only for attributions that share
// a token, so that an article with many of them takes no square of their number.
func comparePairs(found, gold []attribution) []pair {
	byCue, byContent := map[int][]int{}, map[int][]int{}
	for j, g := range gold {
		at, tokens := byCue, g.cue
		if len(g.cue) == 0 {
			at, tokens = byContent, g.content
		}
		for _, i := range tokens {
			at[i] = append(at[i], j)
		}
	}
	var pairs []pair
	for i, f := range found {
		at, tokens := byCue, f.cue
		if len(f.cue) == 0 {
			at, tokens = byContent, f.content
		}
		var partners []int
		for _, token := range tokens {
			partners = append(partners, at[token]...)
		}
		slices.Sort(partners)
		for _, j := range slices.Compact(partners) {
			pairs = append(pairs, comparePair(pair{found: i, gold: j}, f, gold[j]))
		}
	}
	return pairs
}

// comparePair fills in the predicates of two attributions whose cues overlap.
func comparePair(p pair, f, g attribution) pair {
	both := shared(f.content, g.content)
	p.jaccard = 1 // of two empty contents
	if all := len(f.content) + len(g.content) - both; all > 0 {
		p.jaccard = float64(both) / float64(all)
	}
	source := shared(f.source, g.source) > 0 || len(f.source)+len(g.source) == 0
	half := p.jaccard >= 0.5
	sameCue, sameSource := slices.Equal(f.cue, g.cue), slices.Equal(f.source, g.source)
	sameContent := slices.Equal(f.content, g.content)
	p.held = [pairMeasures]bool{
		cueOverlap: true, cueExact: sameCue, sourceOverlap: source, sourceExact: sameSource, contentHalf: half,
		contentExact: sameContent, contentExactTrimmed: slices.Equal(f.words, g.words), relationSoft: source && half,
		relationExact: sameCue && sameSource && sameContent,
	}
	return p
}

// shared is the number of common elements of two ascending lists.
func shared(a, b []int) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			n++
			a, b = a[1:], b[1:]
		}
	}
	return n
}

// matching is the size of a maximum one-to-one matching among the pairs that keep takes. Order never matters to it.
func matching(pairs []pair, keep func(pair) bool) int {
	partners := map[int][]int{}
	var left []int
	for _, p := range pairs {
		if keep(p) {
			if partners[p.found] == nil {
				left = append(left, p.found)
			}
			partners[p.found] = append(partners[p.found], p.gold)
		}
	}
	owner := map[int]int{}
	n := 0
	for _, i := range left {
		if augment(i, partners, owner, map[int]bool{}) {
			n++
		}
	}
	return n
}

// augment finds node i a partner, moving others to another one where they have it (Kuhn's algorithm).
func augment(i int, partners map[int][]int, owner map[int]int, seen map[int]bool) bool {
	for _, j := range partners[i] {
		if seen[j] {
			continue
		}
		seen[j] = true
		if o, taken := owner[j]; !taken || augment(o, partners, owner, seen) {
			owner[j] = i
			return true
		}
	}
	return false
}

// A unit is what the set measures compare: the first and last token of a run, or one token twice.
type unit [2]int

// runs gives the maximal runs of consecutive tokens of an ascending list.
func runs(tokens []int) []unit {
	var all []unit
	for _, i := range tokens {
		if n := len(all); n > 0 && all[n-1][1] == i-1 {
			all[n-1][1] = i
		} else {
			all = append(all, unit{i, i})
		}
	}
	return all
}

// single gives each token as a unit.
func single(tokens []int) []unit {
	all := make([]unit, len(tokens))
	for k, i := range tokens {
		all[k] = unit{i, i}
	}
	return all
}

// roles are the three classes in the order of their measures.
var roles = [3]func(attribution) []int{
	func(a attribution) []int { return a.source },
	func(a attribution) []int { return a.cue },
	func(a attribution) []int { return a.content },
}

// countSets compares what the two sides hold of one class, without links.
func countSets(found, gold []attribution, units func(attribution) []unit) Count {
	f, g := unitSet(found, units), unitSet(gold, units)
	tp := 0
	for u := range f {
		if g[u] {
			tp++
		}
	}
	return Count{tp, len(f) - tp, len(g) - tp}
}

func unitSet(all []attribution, units func(attribution) []unit) map[unit]bool {
	set := map[unit]bool{}
	for _, a := range all {
		for _, u := range units(a) {
			set[u] = true
		}
	}
	return set
}
