package verify

import (
	"math"
	"slices"
)

// An alignedKind is one measure of how the words of a claim lie in a document: which of them one sentence has, in what
// order, and which parts of the claim are left out. All are shares from 0 to 1.
type alignedKind int

const (
	sentencePure    alignedKind = iota // how much of the best sentence, by weight, is of the claim
	inOrder                            // of the claim, by weight, in its own order in one sentence
	plainSentence                      // of its words that are neither names nor numbers, by weight, in the best sentence
	wholeSentence                      // of all its words, stop words too, in the best sentence
	subjectSentence                    // of its first content words in the best sentence
	nameSentence                       // of its names, by weight, in the best sentence
	numberSentence                     // of its numbers in the best sentence
	likeShare                          // of the claim, by weight, where a word that begins alike counts in part
	marksTogether                      // of its names and numbers that are there at all, how many in the best sentence
	pieceShare                         // of its words, how many runs it takes to lay it with runs of the document
	coverShare                         // of three, how many sentences it takes for what is there of the claim
	coverSpread                        // how far these lie apart: logarithm of sentences, of 20
	alignedKinds
)

// alignedMeasures are their names, and which way each points in the last step: what is missing or scattered speaks against
// support.
var alignedMeasures = [alignedKinds]struct {
	name string
	sign sign
}{
	{"best sentence pure", up},
	{"in order", up},
	{"plain words in a sentence", up},
	{"words of all kinds in a sentence", up},
	{"subject in a sentence", up},
	{"names in a sentence", up},
	{"numbers in a sentence", up},
	{"words alike", up},
	{"names and numbers together", up},
	{"pieces", down},
	{"sentences to cover", down},
	{"cover spread", down},
}

const (
	// likeBytes is how much of two words must be the same for one to stand for the other in part.
	likeBytes = 4
	// maxLaid is how many of a sentence's words are laid along the claim: no sentence of news has more of a claim's.
	maxLaid = 256
	// coverSentences is how many sentences may cover a claim, as many as a window has.
	coverSentences = 3
	// spreadNats is the logarithm of how far sentences lie apart at most, 20: farther is as far.
	spreadNats = 3.0
	// subjectWords is how many content words at the start of a claim are taken for what it is about.
	subjectWords = 2
)

// An aligner reads the sentences of a document along a claim.
type aligner struct {
	claimText
	ids      []int32   // the number in the order of each word of the claim
	weightOf []float64 // of each stem of the claim, by its number in the order, from 1
	heads    map[string][]int32
	like     []float64 // how alike the likest word of the document is
	has      [][]bool  // which stems each sentence has
	best     int       // the sentence that has most; -1 before there is one
	most     float64
	out      [alignedKinds]float64
}

// align lays the claim along the sentences of a document, given by its passages. place is where the best sentence stands: 0
// is first, towards 1 last.
func (c claimText) align(docs [][]sentence) (measures [alignedKinds]float64, place float64) {
	a := aligner{
		claimText: c, weightOf: make([]float64, len(c.order.at)), like: make([]float64, len(c.order.at)),
		heads: map[string][]int32{}, best: -1, ids: make([]int32, c.order.words),
	}
	for id, places := range c.order.at {
		for _, at := range places {
			a.ids[at] = int32(id)
		}
	}
	for at, id := range a.ids {
		stem := c.words[at].stem
		if at != int(c.order.at[id][0]) {
			continue
		}
		a.weightOf[id] = c.weights[stem]
		if len(stem) >= likeBytes && c.weights[stem] > 0 {
			a.heads[stem[:likeBytes]] = append(a.heads[stem[:likeBytes]], id)
		}
	}
	for _, doc := range docs {
		for _, s := range doc {
			a.read(s)
		}
	}
	if a.best >= 0 {
		a.shares()
		a.cover()
	}
	return a.out, part(max(0, a.best), len(a.has))
}

// read takes in one sentence.
func (a *aligner) read(s sentence) {
	has := make([]bool, len(a.weightOf))
	var laid []int32
	sum, all := 0.0, 0.0
	for _, w := range s.words {
		wt := w.weight()
		all += wt
		id := a.order.ids[w.stem]
		switch {
		case id > 0 && wt > 0 && len(laid) < maxLaid:
			laid = append(laid, id)
		case id == 0 && w.kind != numberWord:
			a.liken(w.stem)
		}
		if !has[id] {
			has[id] = true
			sum += a.weightOf[id]
		}
	}
	if a.best < 0 || sum > a.most {
		a.best, a.most = len(a.has), sum
		if all > 0 {
			a.out[sentencePure] = min(1, sum/all)
		}
	}
	a.has = append(a.has, has)
	a.out[inOrder] = max(a.out[inOrder], a.ordered(laid))
}

// liken notes how far a word of the document begins like words of the claim.
func (a *aligner) liken(stem string) {
	if len(stem) < likeBytes {
		return
	}
	for _, id := range a.heads[stem[:likeBytes]] {
		mine := a.words[a.order.at[id][0]].stem
		n := likeBytes
		for n < min(len(mine), len(stem)) && mine[n] == stem[n] {
			n++
		}
		a.like[id] = max(a.like[id], 2*part(n, len(mine)+len(stem)))
	}
}

// ordered is the share of the claim, by weight, in the heaviest sequence of stems that the claim has in the same order.
func (a *aligner) ordered(laid []int32) float64 {
	if len(laid) == 0 {
		return 0
	}
	n := a.order.words
	above, row := make([]float64, n+1), make([]float64, n+1)
	for _, id := range laid {
		for j := range n {
			row[j+1] = max(above[j+1], row[j])
			if a.ids[j] == id {
				row[j+1] = max(row[j+1], above[j]+a.weightOf[id])
			}
		}
		above, row = row, above
	}
	all := 0.0
	for _, w := range a.words[:n] {
		all += w.weight()
	}
	return ratioOr(above[n], all, 0)
}

// A portion is a part of a whole, by weight.
type portion struct{ has, all float64 }

func (p *portion) add(weight float64, has bool) {
	p.all += weight
	if has {
		p.has += weight
	}
}

// of is the share, or 1 of nothing: what a claim does not have cannot be missing.
func (p portion) of() float64 { return ratioOr(p.has, p.all, 1) }

func ratioOr(a, b, none float64) float64 {
	if b == 0 {
		return none
	}
	return a / b
}

// shares counts which of the claim's words the best sentence and the document have.
func (a *aligner) shares() {
	var of [alignedKinds]portion
	content := 0
	for at, id := range a.ids {
		of[wholeSentence].add(1, a.has[a.best][id])
		if a.weightOf[id] > 0 {
			of[subjectSentence].add(yes(content < subjectWords), a.has[a.best][id])
			a.count(&of, a.words[at].kind, id)
			content++
		}
	}
	for _, kind := range []alignedKind{
		wholeSentence, subjectSentence, likeShare, plainSentence, nameSentence, numberSentence, marksTogether,
	} {
		a.out[kind] = of[kind].of()
	}
}

// count adds one content word of the claim to the portions of words of its kind.
func (a *aligner) count(of *[alignedKinds]portion, kind wordKind, id int32) {
	wt, best, somewhere := a.weightOf[id], a.has[a.best][id], a.somewhere(id)
	of[likeShare].all += wt
	if somewhere {
		of[likeShare].has += wt
	} else {
		of[likeShare].has += float64(wt * a.like[id])
	}
	switch kind {
	case plainWord:
		of[plainSentence].add(wt, best)
		return
	case nameWord:
		of[nameSentence].add(wt, best)
	case numberWord:
		of[numberSentence].add(wt, best)
	}
	of[marksTogether].add(yes(somewhere), best)
}

// somewhere says whether any sentence has a stem of the claim.
func (a *aligner) somewhere(id int32) bool {
	return slices.ContainsFunc(a.has, func(has []bool) bool { return has[id] })
}

// cover takes the sentences that add most of the claim, one after the other.
func (a *aligner) cover() {
	have := make([]bool, len(a.weightOf))
	first, last, n := len(a.has), 0, 0
	for ; n < coverSentences; n++ {
		at, most := -1, 0.0
		for i, has := range a.has {
			if adds := a.adds(has, have); adds > most {
				at, most = i, adds
			}
		}
		if at < 0 {
			break
		}
		for id, is := range a.has[at] {
			have[id] = have[id] || is
		}
		first, last = min(first, at), max(last, at)
	}
	a.out[coverShare] = part(n, coverSentences)
	a.out[coverSpread] = min(1, coarse(math.Log1p(float64(max(0, last-first))))/spreadNats)
}

// adds is the weight of the claim's stems that a sentence has and those before it have not.
func (a *aligner) adds(has, have []bool) float64 {
	sum := 0.0
	for id, wt := range a.weightOf {
		if has[id] && !have[id] {
			sum += wt
		}
	}
	return sum
}

// alignedTraits bear on the last step alone: as few traits as can be tell kin from strangers (see overlapTraits).
func alignedTraits() []trait {
	list := make([]trait, 0, alignedKinds)
	for kind, m := range alignedMeasures {
		list = append(list, trait{m.name, [stepCount]sign{out, out, m.sign}, func(p *pair) float64 { return p.doc.aligned[kind] }})
	}
	return list
}
