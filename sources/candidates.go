package sources

import (
	"cmp"
	"iter"
	"slices"
)

// smallSet is the number of shingles below which a text is indexed by all of them. A text of 256 that shares a
// quarter shares none of its sampled shingles with probability (7/8)^64 = 0.0002; a shorter one would be missed more
// often.
const smallSet = 256

// maxNear bounds how many texts a text is compared with because of one shingle: those that stand nearest in order of
// date, before it and after, and as many from the front of the list. A shingle that more texts have is a formula or a
// much copied story; the copies of a story stand next to each other by date and each joins its neighbours, so that the
// family still becomes one. Without the bound 10,000 copies would cost 50 million comparisons for each shingle.
const maxNear = 32

// A posting says that a text has a shingle.
type posting struct {
	hash uint64
	text int32
}

// An index finds the texts that share shingles with another: every shingle of a small text, one in eight of others.
type index struct {
	prints   []fingerprint
	postings []posting           // sorted by hash, then text
	lists    map[uint64][2]int32 // where the postings of a hash begin and end
}

// newIndex indexes the texts by their place in prints.
func newIndex(prints []fingerprint) *index {
	x := &index{prints: prints, lists: map[uint64][2]int32{}}
	for i, f := range prints {
		for _, h := range f.whole {
			if len(f.whole) < smallSet || sampled(h) {
				x.postings = append(x.postings, posting{h, int32(i)})
			}
		}
	}
	slices.SortFunc(x.postings, func(a, b posting) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.text, b.text))
	})
	for from := 0; from < len(x.postings); {
		to := from + 1
		for to < len(x.postings) && x.postings[to].hash == x.postings[from].hash {
			to++
		}
		x.lists[x.postings[from].hash] = [2]int32{int32(from), int32(to)}
		from = to
	}
	return x
}

// pairs gives each pair of texts worth comparing once, the earlier first, in order of the later and then the earlier.
func (x *index) pairs() iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		partners := make([][]int32, len(x.prints))
		seen := slices.Repeat([]int32{-1}, len(x.prints))
		for i := range int32(len(x.prints)) {
			seen[i] = i
			for _, j := range x.near(i, seen) {
				late, early := max(i, j), min(i, j)
				partners[late] = append(partners[late], early)
			}
		}
		for late, earlier := range partners {
			slices.Sort(earlier)
			for _, early := range slices.Compact(earlier) {
				if !yield(int(early), late) {
					return
				}
			}
		}
	}
}

// near gives the texts that share an indexed shingle with text i, each once. In seen, as long as the set, it notes
// whom it has found; i itself must be there.
func (x *index) near(i int32, seen []int32) []int32 {
	var found []int32
	for _, h := range x.prints[i].whole {
		bounds, ok := x.lists[h]
		if !ok {
			continue
		}
		list := x.postings[bounds[0]:bounds[1]]
		at, _ := slices.BinarySearchFunc(list, i, func(p posting, i int32) int { return cmp.Compare(p.text, i) })
		front := list[:min(maxNear, len(list))]
		around := list[max(0, at-maxNear):min(len(list), at+maxNear)]
		for _, part := range [][]posting{front, around} {
			for _, p := range part {
				if seen[p.text] != i {
					seen[p.text] = i
					found = append(found, p.text)
				}
			}
		}
	}
	return found
}
