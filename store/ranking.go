package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Candidates are put in order in three steps. First by BM25 over all terms of the query, with a bonus for terms that
// stand near each other as they do in the query. Then the best are read as they are written: two words side by side,
// with their endings and the small words between, tell whose sentence it is where stems only tell the subject; and how
// much of the query one passage holds counts a little. Last, the words that the leaders have in common bring up what
// tells the same story in other words, behind the leaders. Measured by TestArchiveRetrieval on the FNC set (452 pieces,
// 451 headlines), recall@20, hit@1 and R-precision: BM25 alone .924 .698 .615, with nearness and the leaders' words .938
// .738 .639, with phrases and the passage .940 .754 .654. What else was tried is in docs/decisions/0009-coverage.md.
const (
	// rankK1 and rankB count repetition and length more than the engines' own BM25 does (1.2 and .75): a short piece that
	// names a thing again and again is about it.
	rankK1, rankB = 1.4, 0.95
	// nearWeight is for two terms that stand side by side in the query and within nearWords of each other in the text.
	nearWeight = 0.7
	nearWords  = 8
	// nearB is how much length counts for what stands near each other, in phrases and among the leaders' terms.
	nearB = 0.9
	// reread is how many of the best are read as they are written.
	reread = 40
	// phraseWeight is for two words side by side, and passageWeight for the share of the query in one passage of
	// passageWords terms, each against the weight of all the query's terms.
	phraseWeight, passageWeight = 1.0, 0.2
	passageWords                = 15
	// smallWord is the idf of a stop word in a phrase: by itself it would be .05 to .5, but next to the right word it
	// tells more than that. .6 and .8 found the same.
	smallWord = 0.7
	// nameWeight counts a name more than another word as rare: a claim about the same name is the likelier the same. The
	// FNC set cannot tell (its headlines capitalize every word): .938 .752 .653 with it, and 1.5 is less.
	nameWeight = 1.2
	// leaders give the terms for the last step and keep their places: with places free hit@1 fell.
	leaders = 4
	// echoTerms are taken if two leaders have them; 20 and 30 found less.
	echoTerms, echoShare = 10, 2
	// echoWeight is what all these terms together weigh against one term of the query, for each term of the query.
	echoWeight = 2.0
)

// A page is a candidate with its terms, title and body.
type page struct {
	document    int64
	url         string // settles ties
	title, body string // terms with spaces between
	text        string // as written; only of those that are reread
	score       float64
	length      float64 // against the average
}

// rank puts pages in order, best first, and sets their scores. read fills in the text of the pages it is given.
func rank(pages []*page, q termQuery, weights []float64, read func([]*page) error) error {
	s := newScorer(q, weights)
	for _, p := range pages {
		p.score = s.score(p)
	}
	order(pages)
	best := pages[:min(reread, len(pages))]
	if err := read(best); err != nil {
		return err
	}
	for _, p := range best {
		p.score += s.reread(p)
	}
	order(pages)
	echo(pages, float64(len(q.terms)))
	order(pages)
	return nil
}

func order(pages []*page) {
	slices.SortStableFunc(pages, func(a, b *page) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.url, b.url), cmp.Compare(a.document, b.document))
	})
}

// A scorer is one query, with the idf of each of its terms.
type scorer struct {
	query   termQuery
	weights []float64
	total   float64 // of the weights
	at      map[string]int
	opens   openings
	pairs   map[[2]int]int
	phrases phraseTable
}

// openings are the bytes with which the words of a set begin: most words of a text need not be looked up.
type openings [256]bool

func (o *openings) add(word string) {
	if word != "" {
		o[word[0]] = true
	}
}

func (o *openings) has(word string) bool { return word != "" && o[word[0]] }

func newScorer(q termQuery, weights []float64) *scorer {
	s := &scorer{query: q, weights: slices.Clone(weights), at: make(map[string]int, len(q.terms)), pairs: map[[2]int]int{}}
	for i, t := range q.terms {
		s.at[t] = i
		s.opens.add(t)
		if q.names[i] {
			s.weights[i] *= nameWeight
		}
		s.total += s.weights[i]
	}
	for i, p := range q.pairs {
		s.pairs[p] = i
	}
	s.phrases = newPhraseTable(q.phrases, s.weights)
	return s
}

// reread is what a page gains when it is read as it is written.
func (s *scorer) reread(p *page) float64 {
	return s.total * (phraseWeight*s.phrases.share(p.text, p.length) + passageWeight*s.passage(p))
}

// counts is what a scorer finds in one page.
type counts struct{ term, near []float64 }

func (s *scorer) score(p *page) float64 {
	c := counts{
		term: make([]float64, len(s.query.terms)),
		near: make([]float64, len(s.query.pairs)),
	}
	s.count(p.title, titleWeight, c)
	s.count(p.body, 1, c)
	score := 0.0
	for i, n := range c.term {
		score += s.weights[i] * saturate(n, p.length, rankK1, rankB)
	}
	for i, pair := range s.query.pairs {
		w := min(s.weights[pair[0]], s.weights[pair[1]])
		score += w * nearWeight * saturate(c.near[i], p.length, bm25K1, nearB)
	}
	return score
}

// count adds what stands in text, each term weighing w. It looks back nearWords from each term of the query, so that
// a text that repeats them costs no more than its length.
func (s *scorer) count(text string, w float64, c counts) {
	var recent [nearWords]int // the term of the query at each of the last places, plus one
	place := 0
	for t := range strings.SplitSeq(text, " ") {
		i, wanted := 0, false
		if s.opens.has(t) {
			i, wanted = s.at[t]
		}
		recent[place%nearWords] = 0
		if wanted {
			c.term[i] += w
			s.countPairs(i, place, recent, c)
			recent[place%nearWords] = i + 1
		}
		place++
	}
}

// countPairs counts the pairs of the term i at place with those just before it.
func (s *scorer) countPairs(i, place int, recent [nearWords]int, c counts) {
	for back := 1; back < nearWords && back <= place; back++ {
		j := recent[(place-back)%nearWords] - 1
		if j < 0 {
			continue
		}
		if p, ok := s.pairs[[2]int{j, i}]; ok {
			c.near[p]++
		}
		if p, ok := s.pairs[[2]int{i, j}]; ok {
			c.near[p]++
		}
	}
}

// echo adds to each page what it shares with the leaders, pages in order. The leaders themselves get all that could
// be shared, and so stay before the others.
func echo(pages []*page, queryTerms float64) {
	first := pages[:min(leaders, len(pages))]
	shared := echoes(pages, first)
	if len(shared) == 0 {
		return
	}
	all, at := 0.0, make(map[string]int, len(shared))
	var opens openings
	for i, e := range shared {
		at[e.text] = i
		opens.add(e.text)
		all += queryTerms * e.share * e.idf * (bm25K1 + 1)
	}
	for _, p := range first {
		p.score += all
	}
	counts := make([]float64, len(shared))
	for _, p := range pages[len(first):] {
		countEchoes(p, at, &opens, counts)
		for i, e := range shared {
			p.score += queryTerms * e.share * e.idf * saturate(counts[i], p.length, bm25K1, nearB)
		}
	}
}

// An echoTerm is a term that leaders share.
type echoTerm struct {
	text            string
	share, idf, sum float64
	pages, leaders  int64
	last            int64 // the page counted last, from 1
}

// echoes chooses the terms that the leaders have and most candidates lack. How rare a term is, is counted among the
// candidates: they lie at hand, while asking the index for a thousand terms takes longer than the whole search.
func echoes(pages, first []*page) []*echoTerm {
	found := map[string]*echoTerm{}
	for _, p := range first {
		gather(p, found)
	}
	maps.DeleteFunc(found, func(_ string, e *echoTerm) bool { return e.leaders < echoShare })
	for i, p := range pages {
		countPages(p, int64(i+1), found)
	}
	among := collection{documents: int64(len(pages))}
	var list []*echoTerm
	for _, e := range found {
		if e.idf = among.idf(e.pages); e.idf > idfFloor {
			e.sum *= e.idf
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b *echoTerm) int {
		return cmp.Or(cmp.Compare(b.sum, a.sum), cmp.Compare(a.text, b.text))
	})
	list = list[:min(echoTerms, len(list))]
	total := 0.0
	for _, e := range list {
		total += e.sum
	}
	for _, e := range list {
		e.share = echoWeight * e.sum / total
	}
	return list
}

// gather adds the terms of a leader, each weighed by how often it stands there and how good the leader is.
func gather(p *page, found map[string]*echoTerm) {
	n := map[string]float64{}
	for t := range strings.SplitSeq(p.title, " ") {
		n[t] += titleWeight
	}
	for t := range strings.SplitSeq(p.body, " ") {
		n[t]++
	}
	for t, frequency := range n {
		if t == "" || stopTerms[t] {
			continue
		}
		e := found[t]
		if e == nil {
			e = &echoTerm{text: t}
			found[t] = e
		}
		e.leaders++
		e.sum += p.score * saturate(frequency, p.length, bm25K1, nearB)
	}
}

// countPages counts the page, the n-th, in for each term that it holds.
func countPages(p *page, n int64, found map[string]*echoTerm) {
	for _, text := range []string{p.title, p.body} {
		for t := range strings.SplitSeq(text, " ") {
			if e := found[t]; e != nil && e.last != n {
				e.last = n
				e.pages++
			}
		}
	}
}

// countEchoes counts the terms of at, which begin with one of opens, in a page: n[at[t]] for the term t.
func countEchoes(p *page, at map[string]int, opens *openings, n []float64) {
	clear(n)
	count := func(text string, weight float64) {
		for t := range strings.SplitSeq(text, " ") {
			if opens.has(t) {
				if i, ok := at[t]; ok {
					n[i] += weight
				}
			}
		}
	}
	count(p.title, titleWeight)
	count(p.body, 1)
}
