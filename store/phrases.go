package store

import "strings"

// A phraseTable finds a query's phrases in texts.
type phraseTable struct {
	ids     map[string]int // of each word that stands in a phrase, from 1
	at      map[[2]int]int // of each phrase, by its words' ids
	weights []float64      // of each phrase
	total   float64        // of the weights
}

// newPhraseTable weighs each phrase by its two words; terms are the weights of the query's terms.
func newPhraseTable(phrases []phrase, terms []float64) phraseTable {
	t := phraseTable{ids: map[string]int{}, at: make(map[[2]int]int, len(phrases))}
	for i, p := range phrases {
		var ids [2]int
		weight := 0.0
		for k, w := range p.words {
			if t.ids[w] == 0 {
				t.ids[w] = len(t.ids) + 1
			}
			ids[k] = t.ids[w]
			if p.terms[k] < 0 {
				weight += smallWord
			} else {
				weight += terms[p.terms[k]]
			}
		}
		t.at[ids] = i
		t.weights = append(t.weights, weight)
		t.total += weight
	}
	return t
}

// share is how much of the phrases' weight stands in text, more if often; 0 for a query without phrases. length is the
// text's against the average.
func (t phraseTable) share(text string, length float64) float64 {
	if t.total == 0 {
		return 0
	}
	counts := make([]float64, len(t.weights))
	last := 0
	for w := range words(text) {
		id := t.ids[lower(w)]
		if last > 0 && id > 0 {
			if i, ok := t.at[[2]int{last, id}]; ok {
				counts[i]++
			}
		}
		last = id
	}
	sum := 0.0
	for i, n := range counts {
		sum += t.weights[i] * saturate(n, length, bm25K1, nearB)
	}
	return sum / t.total
}

// passage is the share of the query's weight in the passage of the body, passageWords terms long, that holds most.
func (s *scorer) passage(p *page) float64 {
	if s.total == 0 {
		return 0
	}
	inside := make([]int, len(s.query.terms)) // how often each term stands in the passage
	var recent [passageWords]int              // the term at each of its places, from 1
	sum, most, place := 0.0, 0.0, 0
	for t := range strings.SplitSeq(p.body, " ") {
		slot := place % passageWords
		if out := recent[slot] - 1; out >= 0 {
			if inside[out]--; inside[out] == 0 {
				sum -= s.weights[out]
			}
		}
		recent[slot] = 0
		if s.opens.has(t) {
			if i, wanted := s.at[t]; wanted {
				if inside[i]++; inside[i] == 1 {
					sum += s.weights[i]
				}
				recent[slot] = i + 1
			}
		}
		most = max(most, sum)
		place++
	}
	return most / s.total
}
