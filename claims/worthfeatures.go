package claims

import "strings"

// worthBits is the binary logarithm of the number of weights. In four folds of the debates 2^18 weights, 256 KB,
// have an AUROC .0006 above 2^17.
const worthBits = 18

// A wordSign is what the trained worth sees of one token: hashes, never its text.
type wordSign struct {
	form  uint32 // the word, its digits as 0
	class uint32 // a function word or mark as itself, any other as its wordClass
}

// A wordClass is a rough part of speech, read off a word's spelling. It carries over from debates to news, where
// names and subjects differ.
type wordClass uint32

const (
	classOther wordClass = iota + 1
	classItself
	classYear
	classNumber
	classTime
	classAmount
	classCapitals
	className
	classOpinion
	classCompare
	classOpener
	classPast
	classGerund
	classAdverb
	classPlural
	classAbstract
	classQuality
)

// A worthSalt keeps the hashes of different kinds of features apart.
type worthSalt uint32

const (
	saltForm worthSalt = iota + 1
	saltForms
	saltThree
	saltClass
	saltClasses
	saltClassForm
	saltFormClass
	saltHead
	saltTail
	saltInner
	saltLength
	saltCount
	saltPair
)

// row is the number of the weight of a feature: a multiplicative hash, its high bits.
func (s worthSalt) row(parts ...uint32) uint32 {
	h := uint32(s) * 0x9E3779B1
	for _, p := range parts {
		h = (h ^ p) * 0x85EBCA6B
		h ^= h >> 15
	}
	return h * 0xC2B2AE35 >> (32 - worthBits)
}

// hashDigits is the FNV-1a hash of s with every digit as 0, so that all sums of one length are one word.
func hashDigits(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' {
			c = '0'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// rowsPerToken is about how many features a token of news has, for the first allocation.
const rowsPerToken = 16

// worthRows gives the numbers of the weights that a sentence's tokens and its counts by hand select, each once.
func worthRows(toks []token, f features) []uint32 {
	rows := make([]uint32, 0, rowsPerToken*len(toks)+80)
	var a, b wordSign // the two tokens before; zero is the sentence's start
	for i := range toks {
		c := signOf(toks, i)
		rows = append(rows, saltForm.row(c.form), saltClass.row(c.class), saltThree.row(a.form, b.form, c.form))
		rows = appendPair(rows, b, c)
		if toks[i].word {
			rows = appendParts(rows, toks[i].low)
		}
		a, b = b, c
	}
	return distinct(appendCounts(appendPair(rows, b, wordSign{}), f))
}

// distinct drops what came before, in place. Without it long sentences count their commas, and the AUROC on debates is .001
// lower. A mark for every row costs 32 KB of stack and no sorting.
func distinct(rows []uint32) []uint32 {
	var seen [1 << worthBits / 64]uint64
	kept := rows[:0]
	for _, r := range rows {
		if bit := uint64(1) << (r % 64); seen[r/64]&bit == 0 {
			seen[r/64] |= bit
			kept = append(kept, r)
		}
	}
	return kept
}

// appendPair adds the features of two neighbours, with words and classes mixed.
func appendPair(rows []uint32, a, b wordSign) []uint32 {
	return append(rows, saltForms.row(a.form, b.form), saltClasses.row(a.class, b.class), saltClassForm.row(a.class, b.form), saltFormClass.row(a.form, b.class))
}

// innerBytes is the length of the pieces that are cut from all over a word. With them, heads and tails, forms of one
// stem share weights: together they raised the AUROC on debates by .008.
const innerBytes = 5

// appendParts adds the heads of three to five bytes of a word, its tails of two to four, and its inner pieces.
func appendParts(rows []uint32, low string) []uint32 {
	n := len(low)
	for k := uint32(2); k <= 4; k++ {
		rows = append(rows, saltTail.row(k, hashDigits(low[max(0, n-int(k)):])), saltHead.row(k, hashDigits(low[:min(n, int(k)+1)])))
	}
	for i := 0; i+innerBytes <= n && n > innerBytes; i++ {
		rows = append(rows, saltInner.row(hashDigits(low[i:i+innerBytes])))
	}
	return rows
}

// Bounds of the count features: length in steps of three words up to 60, a sign none to three times.
const (
	lengthStep, mostLength = 3, 60
	mostSigns              = 3
)

// appendCounts adds the length of the sentence, each count that the score by hand uses, and which two of them are
// there together.
func appendCounts(rows []uint32, f features) []uint32 {
	rows = append(rows, saltLength.row(uint32(min(f.words, mostLength)/lengthStep)))
	counts := [...]int{f.numbers, f.names, f.dates, f.past, f.compares, f.quantities, f.opinions, f.futures, f.firsts, f.seconds, f.scenes}
	for k, n := range counts {
		rows = append(rows, saltCount.row(uint32(k), uint32(min(n, mostSigns))))
		for j := range k {
			rows = append(rows, saltPair.row(uint32(k), uint32(j), uint32(min(n, 1)), uint32(min(counts[j], 1))))
		}
	}
	return rows
}

func signOf(toks []token, i int) wordSign {
	s := wordSign{form: hashDigits(toks[i].low)}
	class := toks[i].wordClass()
	if class == classOpener && i > 0 && toks[i-1].word {
		class = className
	}
	s.class = uint32(class)
	if class == classItself {
		s.class = s.form
	}
	return s
}

// wordClass takes the first class that fits, closed lists before endings.
func (t token) wordClass() wordClass {
	switch {
	case !t.word:
		return classItself
	case year(t.low):
		return classYear
	case numeric(t):
		return classNumber
	case closedWords[t.low]:
		return classItself
	}
	if c, listed := wordClasses[t.low]; listed && (c == classTime || c == classAmount || !t.upper) {
		return c
	}
	switch {
	case t.allCaps:
		return classCapitals
	case t.upper:
		return classOpener
	case t.past():
		return classPast
	}
	return ending(t.low)
}

// closedWords stand for themselves in the features of classes.
var closedWords = union(beForms, haveForms, doForms, modalForms, negations, adverbs, prepositions, subordinators, determiners,
	subjectPronouns, objectPronouns, possessives, relatives)

// union is the words of all sets but those that count or compare.
func union(sets ...map[string]bool) map[string]bool {
	all := map[string]bool{}
	for _, s := range sets {
		for w := range s {
			if !numberWords[w] && !compareWords[w] {
				all[w] = true
			}
		}
	}
	return all
}

var magnitudes = set(`hundred hundreds thousand thousands million millions billion billions trillion percent dollars
	cents miles tons meters kilometers kilos pounds crowns euros acres barrels`)

// wordClasses is the class of the listed words; a later list wins.
var wordClasses = classes([]classList{
	{classCompare, compareWords}, {classOpinion, opinionWords}, {classAmount, magnitudes}, {classAmount, numberWords}, {classTime, timeWords},
})

type classList struct {
	class wordClass
	words map[string]bool
}

func classes(lists []classList) map[string]wordClass {
	all := map[string]wordClass{}
	for _, l := range lists {
		for w := range l.words {
			all[w] = l.class
		}
	}
	return all
}

// endingBytes is the least length of a word whose ending is read: in shorter ones it is often the stem ("king").
const endingBytes = 5

func ending(low string) wordClass {
	if len(low) < endingBytes {
		return classOther
	}
	for _, e := range endings {
		if strings.HasSuffix(low, e.tail) {
			return e.class
		}
	}
	return classOther
}

var endings = []struct {
	tail  string
	class wordClass
}{
	{"ing", classGerund},
	{"ly", classAdverb},
	{"tion", classAbstract},
	{"sion", classAbstract},
	{"ment", classAbstract},
	{"ness", classAbstract},
	{"ity", classAbstract},
	{"ism", classAbstract},
	{"al", classQuality},
	{"ive", classQuality},
	{"ous", classQuality},
	{"ful", classQuality},
	{"ble", classQuality},
	{"ic", classQuality},
	{"est", classCompare},
	{"ss", classOther},
	{"s", classPlural},
}
