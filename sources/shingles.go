package sources

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"secondsource/claims"
)

// shingleWords is the length of a shingle in words. Containment of 5-word shingles found 799 of 800 near copies with
// one false pair in 12,720 (ingest note §8.1).
const shingleWords = 5

// trioWords is the length of the runs by which a reworded text is known: with every fifth word replaced, half of the
// runs of three are left (.8³), but only a third of those of five.
const trioWords = 3

// minOwn is the fewest distinct shingles outside quotation marks for a text to be compared by its own words: about 20
// words in one run. Below that a text is little more than a quotation and is compared whole.
const minOwn = 16

// A word is a run of letters and digits, by the hash of its normal form and where it stands.
type word struct {
	hash       uint64
	start, end int
}

// A fingerprint is what comparing needs of a text: its distinct shingles, sorted.
type fingerprint struct {
	whole []uint64 // of all words
	own   []uint64 // of the words outside quotation marks; no shingle spans a quotation
	exact uint64   // of the whole sequence of words
	words int
}

// An overlap is how much of the smaller of two texts stands in the other.
type overlap struct {
	figure float64 // containment by which the pair is judged, 0 to 1
	whole  float64 // containment with quoted words counted
	shared int     // distinct shingles behind figure
	quoted bool    // one text is little but quotation, so figure is whole
}

// Containment is the share of the smaller text's distinct 5-word shingles that the other text has too, 0 to 1: the
// figure by which [Groups] judges two texts. Case, punctuation, accents and the shape of quotation marks do not count.
// Quoted words are left out, since a shared quotation is not copying; a text with fewer than 16 shingles of its own
// outside quotation marks is compared whole. It is the same for (b, a), and 0 for a text of fewer than five words.
func Containment(a, b string) float64 {
	return compare(newFingerprint(a), newFingerprint(b)).figure
}

// Shared gives the spans of a, in order and apart from each other, whose words stand in 5-word shingles that b has
// too, quotations among them. Offsets are bytes of a, from the first byte of a word to the last of another. No shared
// words are an empty slice.
func Shared(a, b string) []claims.Span {
	theirs := shingles(wordsOf(b), nil, shingleWords)
	ours := wordsOf(a)
	spans := []claims.Span{}
	covered := 0 // words of a before this one are in spans already, or in no shared shingle
	for i := range len(ours) - shingleWords + 1 {
		if _, ok := slices.BinarySearch(theirs, shingleAt(ours[i:i+shingleWords])); !ok {
			continue
		}
		run := claims.Span{Start: ours[i].start, End: ours[i+shingleWords-1].end}
		if len(spans) > 0 && i <= covered {
			spans[len(spans)-1].End = run.End
		} else {
			spans = append(spans, run)
		}
		covered = i + shingleWords
	}
	return spans
}

// newFingerprint reads a text once. Its cost is that of sorting the words: a 2 MB text takes well under a second.
func newFingerprint(text string) fingerprint {
	all := wordsOf(text)
	f := fingerprint{words: len(all), whole: shingles(all, nil, shingleWords)}
	for _, w := range all {
		f.exact = mix(f.exact ^ w.hash)
	}
	f.own = f.whole
	if quoted := quotations(text); len(quoted) > 0 {
		f.own = shingles(all, quoted, shingleWords)
	}
	return f
}

// newTrios gives the distinct runs of three words of a text outside quotation marks, sorted.
func newTrios(text string) []uint64 { return shingles(wordsOf(text), quotations(text), trioWords) }

// compare gives the overlap of two texts; see Containment.
func compare(a, b fingerprint) overlap {
	o := overlap{quoted: min(len(a.own), len(b.own)) < minOwn}
	wholeShared := common(a.whole, b.whole)
	o.whole = share(wholeShared, a.whole, b.whole)
	if o.quoted {
		o.figure, o.shared = o.whole, wholeShared
		o.quoted = len(a.own) < len(a.whole) || len(b.own) < len(b.whole)
		return o
	}
	o.shared = common(a.own, b.own)
	o.figure = share(o.shared, a.own, b.own)
	return o
}

// share is shared over the size of the smaller set; 0 if that is empty.
func share(shared int, a, b []uint64) float64 {
	if shared == 0 {
		return 0
	}
	return float64(shared) / float64(min(len(a), len(b)))
}

// common counts what two sorted sets have in common.
func common(a, b []uint64) int {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// shingles gives the distinct shingles of so many words outside the quoted spans, sorted. Words on two sides of a
// quotation make no shingle together: they stand next to each other in no text.
func shingles(all []word, quoted []claims.Span, size int) []uint64 {
	set := make([]uint64, 0, max(0, len(all)-size+1))
	run, q := 0, 0
	for i, w := range all {
		for q < len(quoted) && quoted[q].End <= w.start {
			q++
			run = 0
		}
		if q < len(quoted) && quoted[q].Start <= w.start {
			run = 0
			continue
		}
		if run++; run >= size {
			set = append(set, shingleAt(all[i-size+1:i+1]))
		}
	}
	slices.Sort(set)
	return slices.Clip(slices.Compact(set))
}

// shingleAt is the hash of the shingle that the words make.
func shingleAt(words []word) uint64 {
	var h uint64
	for _, w := range words {
		h = h*0x9E3779B97F4A7C15 + w.hash // odd, so that no word's bits are lost
	}
	return mix(h)
}

// wordsOf gives the words of text in order. Letters and digits make a word, lower-cased and without accents;
// apostrophes, combining marks and invisible characters inside one do not end it. Scripts without spaces give a word
// for each character.
func wordsOf(text string) []word {
	all := make([]word, 0, len(text)/6) // English news: about six bytes a word with its space
	w := word{start: -1}
	flush := func() {
		if w.start >= 0 {
			w.hash = mix(w.hash)
			all = append(all, w)
		}
		w = word{start: -1}
	}
	for i, r := range text {
		width := utf8.RuneLen(r)
		switch kind := runeKind(r); {
		case kind == gap || width < 0 || r == utf8.RuneError:
			flush()
			continue
		case kind == joiner:
			continue
		case kind == ideograph:
			flush()
		}
		if w.start < 0 {
			w.start, w.hash = i, fnvOffset
		}
		w.hash, w.end = addRune(w.hash, r), i+width
		if runeKind(r) == ideograph {
			flush()
		}
	}
	flush()
	return all
}

// What a character does to the word it stands in.
type wordPart int

const (
	gap       wordPart = iota // ends it
	letter                    // belongs to it
	joiner                    // stands in it but does not count
	ideograph                 // is a word by itself
)

// runeKind says what r does to a word.
func runeKind(r rune) wordPart {
	switch {
	case r < utf8.RuneSelf:
		return asciiKind(byte(r))
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return ideograph
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return letter
	case r == '’' || unicode.In(r, unicode.Mn, unicode.Cf):
		return joiner
	default:
		return gap
	}
}

// asciiKind is runeKind for one byte.
func asciiKind(b byte) wordPart {
	switch {
	case 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9':
		return letter
	case b == '\'':
		return joiner
	default:
		return gap
	}
}

// FNV-1a, 64 bits: the same on every machine, unlike hash/maphash.
const (
	fnvOffset uint64 = 14695981039346656037
	fnvPrime  uint64 = 1099511628211
)

// addRune adds the normal form of r to an FNV-1a hash.
func addRune(h uint64, r rune) uint64 {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return (h ^ uint64(r)) * fnvPrime
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	for _, d := range string(norm.NFKD.Append(nil, buf[:n]...)) {
		if !unicode.Is(unicode.Mn, d) {
			h = (h ^ uint64(unicode.ToLower(d))) * fnvPrime
		}
	}
	return h
}

// mix spreads the bits of a hash (the finaliser of splitmix64), so that its size can stand for a random draw.
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}

// sampled says whether a shingle is in the FracMinHash sketch: one in eight is (ingest note §8.1).
func sampled(hash uint64) bool { return hash < math.MaxUint64/8 }
