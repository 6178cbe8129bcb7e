package claims

import "slices"

// Found is an attribution as an extractor finds it, in bytes of the article's text: the words that name the source
// (none where the text names none), the words that lay the content to it (none for a quotation without a cue) and the
// content.
type Found struct{ Source, Cue, Content []Span }

// Resolve says of each attribution of an article who its source is and what the source does: kind, name, role,
// affiliation, official, class, charged and polarity. It is the one seam between finding attributions, by rules or by
// anything trained, and settling them.
//
// All attributions of the article belong in one call, in any order: who spoke before decides whom "she" means, and a
// role told in one place ("the port director, Anselm Rook") names the source in another ("the director"). The answer
// has one Attribution for each of found, in its order, with the source and cue as they were given; nil gives an empty
// slice. Spans outside the text are as if they were not there; there is no error. What cannot be settled has
// KindUnresolved and no name: nothing is guessed. KindNobody is never given.
func Resolve(a Article, found []Found) []Attribution {
	return newStory(a).resolve(found)
}

// A sourced attribution is a Found in tokens.
type sourced struct {
	words  place // of the source
	cue    place
	bytes  Found
	quoted bool // some of the content stands inside quotation marks
	nested bool // the source speaks inside another's words
}

// A place is a run of tokens of a paragraph of the story; an empty run is none.
type place struct {
	para int
	run
}

func (t *story) resolve(found []Found) []Attribution {
	all := make([]sourced, len(found))
	for i, f := range found {
		all[i] = t.sourced(f)
	}
	markNested(all)
	c := newCast(t.article, t.paras, all)
	out := make([]Attribution, len(found))
	for i := range all {
		out[i] = c.attribution(&all[i])
	}
	return out
}

func (t *story) sourced(f Found) sourced {
	s := sourced{words: t.locate(f.Source), cue: t.locate(f.Cue), bytes: f}
	for _, x := range f.Content {
		if at := t.locate([]Span{x}); !at.empty() {
			s.quoted = s.quoted || slices.ContainsFunc(t.paras[at.para].toks[at.first:min(at.last, at.first+contentReach)], func(k token) bool { return k.quote > 0 })
		}
	}
	return s
}

// locate is the tokens of the first of the spans that has any, up to the end of its paragraph.
func (t *story) locate(spans []Span) place {
	for _, s := range spans {
		i, _ := slices.BinarySearchFunc(t.paras, s.Start, func(p paragraph, at int) int { return p.End - 1 - at })
		if i == len(t.paras) || s.Start < 0 || s.Len() <= 0 {
			continue
		}
		toks := t.paras[i].toks
		first, _ := slices.BinarySearchFunc(toks, s.Start, func(k token, at int) int { return k.End - 1 - at })
		last, _ := slices.BinarySearchFunc(toks, s.End, func(k token, at int) int { return k.Start - at })
		if first < last {
			return place{i, run{first, last}}
		}
	}
	return place{}
}

// markNested finds the sources that stand in the content of another attribution. Only nestReach neighbours are asked.
func markNested(all []sourced) {
	order := make([]int, 0, len(all))
	for i := range all {
		if len(all[i].bytes.Source) > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return all[a].start() - all[b].start() })
	for n, i := range order {
		for _, k := range order[max(0, n-nestReach):min(len(order), n+nestReach)] {
			if k != i && !all[i].bytes.holds(all[k].start()) && all[k].bytes.holds(all[i].start()) {
				all[i].nested = true
			}
		}
	}
}

func (s *sourced) start() int { return s.bytes.Source[0].Start }

// holds says whether the content has the byte.
func (f Found) holds(at int) bool {
	return slices.ContainsFunc(f.Content, func(s Span) bool { return s.Start <= at && at < s.End })
}
