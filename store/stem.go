package store

// stem gives the stem of a lower-case English word by Porter's algorithm of 1980 ("An algorithm for suffix stripping",
// Program 14/3), the one behind SQLite's porter tokenizer. Words of other scripts, with a digit, or of fewer than
// three letters come back as they are.
func stem(word string) string {
	if len(word) < 3 {
		return word
	}
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return word
		}
	}
	w := suffixes{b: []byte(word)}
	w.plural()
	w.past()
	w.finalY()
	w.table(doubleSuffixes, 0)
	w.table(fullSuffixes, 0)
	w.table(bareSuffixes, 1)
	w.finalE()
	return string(w.b)
}

// suffixes is the word while its endings come off. Only step names differ from Porter's paper: plural is 1a, past 1b,
// finalY 1c, doubleSuffixes 2, fullSuffixes 3, bareSuffixes 4 and finalE 5.
type suffixes struct{ b []byte }

// A rewrite replaces an ending. The first that fits decides, even if the part before it is too short to change.
type rewrite struct{ from, to string }

var doubleSuffixes = []rewrite{
	{"ational", "ate"},
	{"tional", "tion"},
	{"enci", "ence"},
	{"anci", "ance"},
	{"izer", "ize"},
	{"logi", "log"},
	{"bli", "ble"},
	{"alli", "al"},
	{"entli", "ent"},
	{"eli", "e"},
	{"ousli", "ous"},
	{"ization", "ize"},
	{"ation", "ate"},
	{"ator", "ate"},
	{"alism", "al"},
	{"iveness", "ive"},
	{"fulness", "ful"},
	{"ousness", "ous"},
	{"aliti", "al"},
	{"iviti", "ive"},
	{"biliti", "ble"},
}

var fullSuffixes = []rewrite{
	{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"}, {"ful", ""}, {"ness", ""},
}

// "sion" and "tion" stand for the paper's rule that "ion" comes off after s or t only.
var bareSuffixes = []rewrite{
	{"al", ""},
	{"ance", ""},
	{"ence", ""},
	{"er", ""},
	{"ic", ""},
	{"able", ""},
	{"ible", ""},
	{"ant", ""},
	{"ement", ""},
	{"ment", ""},
	{"ent", ""},
	{"sion", "s"},
	{"tion", "t"},
	{"ou", ""},
	{"ism", ""},
	{"ate", ""},
	{"iti", ""},
	{"ous", ""},
	{"ive", ""},
	{"ize", ""},
}

func (w *suffixes) ends(s string) bool {
	return len(w.b) >= len(s) && string(w.b[len(w.b)-len(s):]) == s
}

func (w *suffixes) cut(n int) { w.b = w.b[:len(w.b)-n] }

// table applies the first rewrite whose ending the word has, if what stays before it has more than m measures.
func (w *suffixes) table(rules []rewrite, m int) {
	for _, r := range rules {
		if !w.ends(r.from) {
			continue
		}
		// The letter kept of "sion" and "tion" counts as part of what stays.
		if measure(w.b[:len(w.b)-len(r.from)+shared(r)]) > m {
			w.cut(len(r.from))
			w.b = append(w.b, r.to...)
		}
		return
	}
}

func shared(r rewrite) int {
	if r.from == "sion" || r.from == "tion" {
		return 1
	}
	return 0
}

func (w *suffixes) plural() {
	switch {
	case w.ends("sses"), w.ends("ies"):
		w.cut(2)
	case w.ends("ss"):
	case w.ends("s"):
		w.cut(1)
	}
}

func (w *suffixes) past() {
	switch {
	case w.ends("eed"):
		if measure(w.b[:len(w.b)-3]) > 0 {
			w.cut(1)
		}
	case w.ends("ed") && hasVowel(w.b[:len(w.b)-2]):
		w.cut(2)
		w.mend()
	case w.ends("ing") && hasVowel(w.b[:len(w.b)-3]):
		w.cut(3)
		w.mend()
	}
}

// mend puts right what taking off "ed" or "ing" left: conflat-, hopp-, fil-.
func (w *suffixes) mend() {
	switch n := len(w.b); {
	case w.ends("at"), w.ends("bl"), w.ends("iz"):
		w.b = append(w.b, 'e')
	case doubled(w.b) && !w.ends("l") && !w.ends("s") && !w.ends("z"):
		w.cut(1)
	case measure(w.b) == 1 && shortEnd(w.b[:n]):
		w.b = append(w.b, 'e')
	}
}

func (w *suffixes) finalY() {
	if w.ends("y") && hasVowel(w.b[:len(w.b)-1]) {
		w.b[len(w.b)-1] = 'i'
	}
}

func (w *suffixes) finalE() {
	if w.ends("e") {
		before := w.b[:len(w.b)-1]
		if m := measure(before); m > 1 || m == 1 && !shortEnd(before) {
			w.cut(1)
		}
	}
	if w.ends("ll") && measure(w.b) > 1 {
		w.cut(1)
	}
}

// consonant says so of the letter at i; y is one at the start and after a vowel.
func consonant(b []byte, i int) bool {
	switch b[i] {
	case 'a', 'e', 'i', 'o', 'u':
		return false
	case 'y':
		return i == 0 || !consonant(b, i-1)
	}
	return true
}

// measure counts the runs of vowels that a consonant follows.
func measure(b []byte) int {
	m, vowel := 0, false
	for i := range b {
		c := consonant(b, i)
		if c && vowel {
			m++
		}
		vowel = !c
	}
	return m
}

func hasVowel(b []byte) bool {
	for i := range b {
		if !consonant(b, i) {
			return true
		}
	}
	return false
}

func doubled(b []byte) bool {
	n := len(b)
	return n >= 2 && b[n-1] == b[n-2] && consonant(b, n-1)
}

// shortEnd says whether b ends consonant, vowel, consonant, the last not w, x or y: -wil, -hop.
func shortEnd(b []byte) bool {
	n := len(b)
	if n < 3 || !consonant(b, n-1) || consonant(b, n-2) || !consonant(b, n-3) {
		return false
	}
	return b[n-1] != 'w' && b[n-1] != 'x' && b[n-1] != 'y'
}
