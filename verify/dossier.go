package verify

import "slices"

// newDossier reads the passages of one document, split into sentences.
func (c claimText) newDossier(docs [][]sentence) *dossier {
	d := &dossier{found: map[string]bool{}}
	counts := map[string]int{}
	alike := map[string]bool{}
	var bests []float64
	for _, doc := range docs {
		for _, s := range doc {
			c.gain(s.words, d.found)
			c.likenesses(s.words, alike)
			d.sentences++
			for _, w := range s.words {
				if c.weights[w.stem] > 0 {
					counts[w.stem]++
				}
			}
			for k := range cueKinds {
				d.cues[k] += k.in(s.cues)
			}
		}
		for _, w := range c.windows(doc) {
			bests = append(bests, w.contain)
		}
	}
	for k := range d.cues {
		d.cues[k] /= max(1, float64(d.sentences))
	}
	slices.Sort(bests)
	for i := range min(3, len(bests)) {
		d.top += bests[len(bests)-1-i] / 3
	}
	d.course, d.page, d.told = c.order.follow(docs), c.page(docs), c.tell(docs)
	d.about = c.about(docs)
	d.aligned, d.page[bestPlace] = c.align(docs)
	d.aligned[pieceShare] = d.pieces
	have, likely, squares, all := 0.0, 0.0, 0.0, 0.0
	for stem, wt := range c.weights {
		all += float64(wt * wt)
		if d.found[stem] {
			squares += float64(wt * wt)
		}
		d.repeated += float64(wt * float64(min(enoughRepeats, counts[stem])) / enoughRepeats)
		switch {
		case d.found[stem]:
			have += wt
		case alike[beginning(stem)]:
			likely += wt
		}
		if !d.found[stem] {
			d.missing += wt
			d.rarest = max(d.rarest, wt/maxIDF)
		}
	}
	if all > 0 {
		d.rare = squares / all
	}
	d.repeated = c.share(d.repeated)
	d.contain, d.prefixes = c.share(have), c.share(have+likely)
	d.names, d.hasNames = c.found(nameWord, d.found), c.has(nameWord)
	d.numbers, d.hasNumbers = c.found(numberWord, d.found), c.has(numberWord)
	return d
}

// beginningBytes is how much of a word must be alike for "negotiator" to go with "negotiation".
const beginningBytes = 5

// beginning is the start of a stem, or "" of a short one.
func beginning(stem string) string {
	if len(stem) <= beginningBytes {
		return ""
	}
	return stem[:beginningBytes]
}

// likenesses notes the beginnings of the claim's words that words in ws share.
func (c claimText) likenesses(ws []word, alike map[string]bool) {
	for _, w := range ws {
		if b := beginning(w.stem); b != "" && c.beginnings[b] {
			alike[b] = true
		}
	}
}

// enoughRepeats is how often a word must stand in the passages to be what they are about.
const enoughRepeats = 4
