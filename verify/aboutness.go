package verify

import "math"

// An aboutKind is one measure of how far a document is about the claim's subject at all, from 0 to 1: a page in which it stands
// once, in passing, seldom says anything of it.
type aboutKind int

const (
	subjectOften aboutKind = iota // how often the document has the claim's first content words: logarithm of their mean count
	subjectDense                  // their mean share of its words, times ten
	subjectLead                   // of them, how many stand in its first words
	endAlike                      // of the claim's last content words, how many it has, or words that begin alike
	aboutKinds
)

// aboutNames are their names; more of each never speaks against kinship or support.
var aboutNames = [aboutKinds]string{"subject often", "subject dense", "subject in the lead", "end alike"}

const (
	// oftenNats is the logarithm of the mean count that is as much as any more: 20.
	oftenNats = 3.0
	// leadWords is how long the first words are: a short first paragraph.
	leadWords = 36
	// endWords is how many content words at the end of a claim are taken for what is said of its subject.
	endWords = 3
)

// about measures a document, given by its passages.
func (c claimText) about(docs [][]sentence) [aboutKinds]float64 {
	var content []string
	for _, w := range c.words {
		if w.weight() > 0 {
			content = append(content, w.stem)
		}
	}
	subject, end := content[:min(subjectWords, len(content))], content[max(0, len(content)-endWords):]
	counts, lead, alike, n := map[string]int{}, map[string]bool{}, map[string]bool{}, 0
	for _, doc := range docs {
		for _, s := range doc {
			c.likenesses(s.words, alike)
			for _, w := range s.words {
				n++
				if c.weights[w.stem] > 0 {
					counts[w.stem]++
					lead[w.stem] = lead[w.stem] || n <= leadWords
				}
			}
		}
	}
	var out [aboutKinds]float64
	mean := 0.0
	for _, stem := range subject {
		mean += part(counts[stem], len(subject))
		out[subjectLead] += yes(lead[stem]) / float64(len(subject))
	}
	out[subjectOften] = min(1, coarse(math.Log1p(mean))/oftenNats)
	out[subjectDense] = min(1, tenfold*mean/float64(max(1, n)))
	for _, stem := range end {
		out[endAlike] += yes(counts[stem] > 0 || alike[beginning(stem)]) / float64(len(end))
	}
	return out
}

// aboutTraits bear on kinship and on support.
func aboutTraits() []trait {
	list := make([]trait, 0, aboutKinds)
	for kind, name := range aboutNames {
		list = append(list, trait{name, [stepCount]sign{up, out, up}, func(p *pair) float64 { return p.doc.about[kind] }})
	}
	return list
}
