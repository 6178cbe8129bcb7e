package parse

const (
	tagBits   = 19 // rows of the tagger, as a power of two (attribution note §3)
	parseBits = 22
)

// row is the row of the feature with a template's number and up to three values: the high bits of products with odd
// numbers, which spread small values well.
func row(bits uint, template, a, b, c uint32) uint32 {
	h := uint64(template+1)*0x9E3779B97F4A7C15 + uint64(a)*0xC2B2AE3D27D4EB4F
	h = (h ^ h>>29) + uint64(b)*0x165667B19E3779F9
	h = (h ^ h>>31) + uint64(c)*0xD6E8FEB86659FD93
	h ^= h >> 32
	h *= 0xFF51AFD7ED558CCD
	return uint32(h >> (64 - bits))
}

// headline is the share of capitalised words, in quarters: titles are mostly capitals, and their tags differ.
func headline(words []word) uint32 {
	caps := 0
	for _, w := range words {
		if w.caps {
			caps++
		}
	}
	return uint32(4 * caps / max(1, len(words)))
}

var noWord word

func at(words []word, i int) *word {
	if i < 0 || i >= len(words) {
		return &noWord
	}
	return &words[i]
}

// tagFeatures appends the rows for token i after the two tags before it.
func tagFeatures(f []uint32, words []word, i int, title uint32, t1, t2 Tag) []uint32 {
	w, l, ll, r, rr := &words[i], at(words, i-1), at(words, i-2), at(words, i+1), at(words, i+2)
	p1, p2 := uint32(t1), uint32(t2)
	first := uint32(0)
	if i == 0 {
		first = 1
	}
	n := uint32(0)
	add := func(a, b, c uint32) {
		f = append(f, row(tagBits, n, a, b, c))
		n++
	}
	add(w.form, 0, 0)
	add(w.low, 0, 0)
	add(w.suffix[0], w.shape, 0)
	add(w.suffix[1], 0, 0)
	add(w.suffix[2], 0, 0)
	add(w.suffix[3], 0, 0)
	add(w.prefix, 0, 0)
	add(w.shape, first, title)
	add(w.shape, p1, 0)
	add(p1, 0, 0)
	add(p1, p2, 0)
	add(p1, w.low, 0)
	add(p1, p2, w.low)
	add(p1, w.suffix[2], 0)
	add(l.low, 0, 0)
	add(ll.low, 0, 0)
	add(r.low, 0, 0)
	add(rr.low, 0, 0)
	add(l.suffix[2], 0, 0)
	add(r.suffix[2], 0, 0)
	add(r.suffix[1], p1, 0)
	add(r.shape, w.shape, l.shape)
	add(l.low, w.low, 0)
	add(w.low, r.low, 0)
	add(p1, r.low, 0)
	add(r.low, rr.low, 0)
	add(l.low, w.low, r.low)
	add(p1, w.suffix[2], r.suffix[2])
	add(title, w.low, 0)
	add(0, 0, 0)
	return f
}

// best is the tag with the highest score, the lowest number winning a tie.
func best(scores *[64]int32, n int) uint8 {
	top := 1
	for k := 2; k < n; k++ {
		if scores[k] > scores[top] {
			top = k
		}
	}
	return uint8(top)
}

// tagSentence writes the tags of words.
func tagSentence(w *weights, words []word, tags []Tag, f []uint32) []uint32 {
	title := headline(words)
	var t1, t2 Tag
	for i := range words {
		var scores [64]int32
		f = tagFeatures(f[:0], words, i, title, t1, t2)
		w.score(f, &scores)
		tags[i] = Tag(best(&scores, len(tagNames)))
		t1, t2 = tags[i], t1
	}
	return f
}

// learnTags goes over one sentence, learning where it errs.
func learnTags(l *learner, s *sample, how lesson, f []uint32) []uint32 {
	title := headline(s.words)
	var t1, t2 Tag
	for i := range s.words {
		var scores [64]int32
		f = tagFeatures(f[:0], s.words, i, title, t1, t2)
		f = thin(f, how.rng, how.drop)
		l.score(f, &scores)
		guess := best(&scores, len(tagNames))
		if gold := uint8(s.gold[i]); guess != gold {
			l.update(f, gold, guess)
		}
		l.step++
		t1, t2 = Tag(guess), t1
	}
	return f
}
