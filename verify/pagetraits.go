package verify

import "math"

// A pageKind is one measure of what a document or a claim is like, whatever the one says of the other: a page of links and
// questions supports little, and a claim made of rare words is seldom supported.
type pageKind int

const (
	proseShare   pageKind = iota // of the document's words that are stop words
	chromeShare                  // of those that belong to the page, not the piece ("sign", "cookies"), times ten
	addressShare                 // of those that speak to the reader or of the writer, times ten
	nameShare                    // of those that are names
	numberShare                  // of those that are numbers
	askedShare                   // of its sentences that ask
	documentSize                 // logarithm of its words
	sentenceSize                 // logarithm of words a sentence
	rarestWord                   // idf of the claim's rarest word, of the largest there is
	rarity                       // the mean of its content words
	numbersSaid                  // how many numbers the claim has, of three
	isStatement                  // whether the claim says what something is
	bestPlace                    // where in the document the sentence stands that has most of the claim (see align)
	pageKinds
)

var pageNames = [pageKinds]string{
	"prose", "page furniture", "you and I", "names in the document", "numbers in the document", "questions in the document", "document size",
	"sentence size", "claim's rarest word", "claim's rarity", "claim's numbers", "claim says what is", "place",
}

var (
	// chrome are words of the page around a piece.
	chrome = stemSet(`click sign subscribe cookie cookies privacy login log share comment comments reply download upload view views answer
question newsletter advertisement ad terms policy copyright reserved edit retrieved archived isbn doi menu search home page skip contact
email follow facebook twitter loading url pdf`)
	address  = stemSet(`you your yours i my me`)
	copulas  = stemSet(`is are was were`)
	tenfold  = 10.0 // what is rare among words is spread over the scale
	sizeNats = 8.0  // logarithm of 3,000 words
	wordNats = 4.0  // of 55 words a sentence
)

// page measures a document, given by its passages, and the claim.
func (c claimText) page(docs [][]sentence) [pageKinds]float64 {
	var out [pageKinds]float64
	words, sentences := 0, 0
	var n [pageKinds]int
	for _, doc := range docs {
		for _, s := range doc {
			sentences++
			words += len(s.words)
			n[askedShare] += int(askCue.in(s.cues))
			for _, w := range s.words {
				n[proseShare] += count(stopWords[w.stem])
				n[chromeShare] += count(chrome[w.stem])
				n[addressShare] += count(address[w.stem])
				n[nameShare] += count(w.kind == nameWord)
				n[numberShare] += count(w.kind == numberWord)
			}
		}
	}
	for _, kind := range []pageKind{proseShare, nameShare, numberShare} {
		out[kind] = part(n[kind], words)
	}
	for _, kind := range []pageKind{chromeShare, addressShare} {
		out[kind] = min(1, tenfold*part(n[kind], words))
	}
	out[askedShare] = part(n[askedShare], sentences)
	out[documentSize] = min(1, coarse(math.Log1p(float64(words)))/sizeNats)
	out[sentenceSize] = min(1, coarse(math.Log1p(float64(words)/float64(max(1, sentences))))/wordNats)
	c.rarity(&out)
	return out
}

// rarity measures the claim itself.
func (c claimText) rarity(out *[pageKinds]float64) {
	n, contents := 0, 0
	for _, w := range c.words {
		wt := w.weight()
		n += count(w.kind == numberWord)
		contents += count(wt > 0)
		out[rarity] += wt / maxIDF
		out[rarestWord] = max(out[rarestWord], wt/maxIDF)
		out[isStatement] = max(out[isStatement], yes(copulas[w.stem]))
	}
	out[rarity] /= float64(max(1, contents))
	out[numbersSaid] = min(1, part(n, 3))
}

// pageTraits point either way: what they are worth differs from set to set.
func pageTraits() []trait {
	list := make([]trait, 0, pageKinds)
	for kind := range pageKinds {
		list = append(list, trait{pageNames[kind], [stepCount]sign{out, free, free}, func(p *pair) float64 { return p.doc.page[kind] }})
	}
	return list
}
