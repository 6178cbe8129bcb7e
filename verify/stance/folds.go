package stance

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// block is how many distinct claims of Factcheck-GPT, in order, are one group: they come from one answer or its
// neighbours.
const block = 20

// Folds gives the fold of each row, from 0 to k-1. Groups never cross folds: FNC by topic, QAGS by article, Factcheck-GPT
// by blocks of claims, WiCE by row. Groups from the largest to the smallest go to the fold that is the smallest so far.
func (s Set) Folds(k int) []int {
	groups := make([]string, len(s.Rows))
	size, order := map[string]int{}, map[string]int{}
	for i, r := range s.Rows {
		switch s.Kind {
		case FNC:
			groups[i] = r.Topic
		case QAGS:
			groups[i] = r.ID[:max(0, strings.LastIndexByte(r.ID, '-'))]
		case FactcheckGPT:
			if _, ok := order[r.Claim]; !ok {
				order[r.Claim] = len(order)
			}
			groups[i] = fmt.Sprintf("block-%04d", order[r.Claim]/block)
		default:
			groups[i] = r.ID
		}
		size[groups[i]]++
	}
	names := make([]string, 0, len(size))
	for g := range size {
		names = append(names, g)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(a, b)) })
	load, where := make([]int, k), map[string]int{}
	for _, g := range names {
		smallest := slices.Index(load, slices.Min(load))
		where[g] = smallest
		load[smallest] += size[g]
	}
	out := make([]int, len(groups))
	for i, g := range groups {
		out[i] = where[g]
	}
	return out
}
