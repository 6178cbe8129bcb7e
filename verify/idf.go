package verify

import (
	_ "embed"
	"hash/fnv"
	"maps"
	"math"
	"slices"
)

// idfTable holds two bytes for each of 65,536 rows: a check byte of the stem's hash, and the idf in 1/32 nat; 0 is
// an empty row. A stem seen in fewer than two of the 840 training stories of the attribution set (US newspapers, 2016)
// has none. It is numbers over hashes and holds no text; of two stems in one row the commoner stays, and the check
// byte keeps all but 1 in 256 of the others from being taken for it. Made by `go test ./verify -run TestIDF -update`.
//
//go:embed idf.bin
var idfTable []byte

const (
	idfRows  = 1 << 16
	idfScale = 32.0
	// maxIDF is ln(840): a stem in at most one story.
	maxIDF = 6.73
	// rareIDF marks a stem in fewer than about 1 % of stories. A sentence opener above it is taken for a name.
	rareIDF = 4.5
	// numberIDF gives every number the weight of a word in 2 % of stories: single figures are common, but each
	// stands for something that was counted.
	numberIDF = 4.0
)

// idf is the inverse document frequency of a stem in news, in nats: ln(stories / stories with the stem).
func idf(stem string) float64 {
	row, check := idfRow(stem)
	if idfTable[row] == check && idfTable[row+1] > 0 {
		return float64(idfTable[row+1]) / idfScale
	}
	return maxIDF
}

// Rarity is how rare a word is in news, in nats: ln(stories / stories with the word), whatever its inflection. A word of every
// story has 0; one that none of the 840 stories behind the table has, 6.73.
func Rarity(word string) float64 { return idf(Stem(word)) }

// idfRow is where a stem's two bytes stand, and its check byte.
func idfRow(stem string) (row uint32, check byte) {
	h := fnv.New32a()
	h.Write([]byte(stem)) // a hash never fails
	sum := h.Sum32()
	return 2 * (sum % idfRows), byte(sum >> 24)
}

// newIDFTable counts in how many stories each stem stands and writes the table.
func newIDFTable(stories []string) []byte {
	counts := map[string]int{}
	for _, s := range stories {
		seen := map[string]bool{}
		for _, w := range words(s) {
			if !seen[w.stem] {
				seen[w.stem] = true
				counts[w.stem]++
			}
		}
	}
	table := make([]byte, 2*idfRows)
	for _, stem := range slices.Sorted(maps.Keys(counts)) {
		if counts[stem] < 2 {
			continue
		}
		row, check := idfRow(stem)
		q := byte(math.Round(math.Max(1, idfScale*math.Log(float64(len(stories))/float64(counts[stem])))))
		if old := table[row+1]; old == 0 || q < old {
			table[row], table[row+1] = check, q
		}
	}
	return table
}
