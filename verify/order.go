package verify

import "math"

// maxOrdered is how many words of a claim are compared in their order. Claims are sentences of news, of which one in a
// thousand is longer.
const maxOrdered = 128

// An order is a claim's words as small numbers, so that their order can be looked up in a document in one pass.
type order struct {
	ids     map[string]int32   // of each stem, from 1
	at      [][]int32          // the places in the claim of each
	content []bool             // whether it carries content
	bigrams map[[2]int32]int32 // numbered from 1
	skips   map[[2]int32]int32 // pairs of content words at most maxSkip content words apart
	words   int
}

const (
	// maxSkip is how far apart the two words of a skip-gram may stand in the claim, in content words.
	maxSkip = 3
	// skipReach is how far apart they may stand in the document, in words: an aside fits between.
	skipReach = 8
)

func newOrder(ws []word) order {
	ws = ws[:min(len(ws), maxOrdered)]
	o := order{
		ids: map[string]int32{}, at: make([][]int32, 1), content: make([]bool, 1),
		bigrams: map[[2]int32]int32{}, skips: map[[2]int32]int32{}, words: len(ws),
	}
	var last int32
	var content []int32
	for i, w := range ws {
		id := o.ids[w.stem]
		if id == 0 {
			id = int32(len(o.at))
			o.ids[w.stem] = id
			o.at, o.content = append(o.at, nil), append(o.content, w.weight() > 0)
		}
		o.at[id] = append(o.at[id], int32(i))
		if last > 0 {
			enlist(o.bigrams, [2]int32{last, id})
		}
		last = id
		if !o.content[id] {
			continue
		}
		for _, before := range content[max(0, len(content)-maxSkip):] {
			enlist(o.skips, [2]int32{before, id})
		}
		content = append(content, id)
	}
	return o
}

func enlist(pairs map[[2]int32]int32, p [2]int32) {
	if pairs[p] == 0 {
		pairs[p] = int32(len(pairs) + 1)
	}
}

// A course is how far a text keeps the claim's words in their order, as shares of the claim.
type course struct {
	bigrams, skips, run    float64
	bestBigrams, bestSkips float64 // of the sentence that has most
	trigrams               float64 // of the claim's places that lie in a run of three or more
	pieces                 float64 // how many such runs and single words the claim is made of, of its words
	density                float64 // the root of the mean squared length of the runs that cover the claim, of its length
}

// A follower reads a text along a claim's order.
type follower struct {
	order
	bigrams, skips roll
	runs, next     []int32 // of the words up to here, by the place after
	reach          []int32 // the longest run that ends after each place
	longest        int32
}

// A roll notes which of numbered pairs were seen, in all and in the sentence being read.
type roll struct {
	seen      []int32 // the sentence in which each was seen last
	all, here int
	best      int // the most of any sentence
}

func (r *roll) note(pair, sentence int32) {
	if pair == 0 || r.seen[pair] == sentence {
		return
	}
	if r.seen[pair] == 0 {
		r.all++
	}
	r.seen[pair] = sentence
	r.here++
	r.best = max(r.best, r.here)
}

// follow reads the sentences and finds the claim's bigrams and skip-grams, and the longest runs of words that both have.
func (o order) follow(docs [][]sentence) course {
	f := follower{
		order: o, bigrams: roll{seen: make([]int32, len(o.bigrams)+1)}, skips: roll{seen: make([]int32, len(o.skips)+1)},
		runs: make([]int32, o.words+1), next: make([]int32, o.words+1), reach: make([]int32, o.words+1),
	}
	n := int32(0)
	for _, doc := range docs {
		for _, s := range doc {
			n++
			f.sentence(s.words, n)
		}
	}
	c := course{
		bigrams: part(f.bigrams.all, len(o.bigrams)), skips: part(f.skips.all, len(o.skips)), run: part(int(f.longest), o.words),
		bestBigrams: part(f.bigrams.best, len(o.bigrams)), bestSkips: part(f.skips.best, len(o.skips)),
	}
	c.trigrams, c.density, c.pieces = tile(f.reach)
	return c
}

// tile covers the claim with the longest runs, from its end.
func tile(reach []int32) (trigrams, density, pieces float64) {
	long, squares, runs, words := 0, 0, 0, len(reach)-1
	for at := words; at > 0; {
		n := int(reach[at])
		if n >= 3 {
			long += n
		}
		squares += n * n
		runs++
		at -= max(1, n)
	}
	return part(long, words), math.Sqrt(part(squares, words*words)), part(runs, words)
}

// sentence reads one sentence, the n-th.
func (f *follower) sentence(ws []word, n int32) {
	f.bigrams.here, f.skips.here = 0, 0
	var last int32
	var ran []int32 // the places of runs that are not 0
	var recent [maxSkip + 1]struct {
		id int32
		at int
	}
	contents := 0
	for i, w := range ws {
		id := f.ids[w.stem]
		if last > 0 && id > 0 {
			f.bigrams.note(f.order.bigrams[[2]int32{last, id}], n)
		}
		last = id
		if id > 0 || len(ran) > 0 {
			ran = f.extend(id, ran)
		}
		if !f.content[id] {
			continue
		}
		for _, r := range recent[:min(contents, len(recent))] {
			if i-r.at <= skipReach {
				f.skips.note(f.order.skips[[2]int32{r.id, id}], n)
			}
		}
		recent[contents%len(recent)].id, recent[contents%len(recent)].at = id, i
		contents++
	}
	for _, at := range ran {
		f.runs[at] = 0
	}
}

// extend lengthens the runs that the next word goes on with, ends all others, and gives the places of those that last.
func (f *follower) extend(id int32, ran []int32) []int32 {
	var lasting []int32
	for _, at := range f.at[id] {
		f.next[at+1] = f.runs[at] + 1
		f.longest = max(f.longest, f.next[at+1])
		f.reach[at+1] = max(f.reach[at+1], f.next[at+1])
		lasting = append(lasting, at+1)
	}
	for _, at := range ran {
		f.runs[at] = 0
	}
	f.runs, f.next = f.next, f.runs
	return lasting
}

// part is n of all, 0 of none.
func part(n, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(n) / float64(all)
}
