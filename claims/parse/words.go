package parse

import (
	"unicode"
	"unicode/utf8"
)

// A word is what features see of one token: hashes of its normalised form, never the text.
type word struct {
	form, low uint32    // of the form, and of the form in lower case with digits as one
	suffix    [4]uint32 // of the last one to four characters, lower case
	prefix    uint32    // of the first three characters, lower case
	shape     uint32    // letter case, digits and marks, runs shortened
	caps      bool      // starts with a capital
}

const (
	fnvOffset uint32 = 2166136261
	fnvPrime  uint32 = 16777619
)

func hashRune(h uint32, r rune) uint32 { return (h ^ uint32(r)) * fnvPrime }

// Hash is the number under which tokens carry the form or lemma s, so that callers can compare without the text.
func Hash(s string) uint32 {
	h := fnvOffset
	for _, r := range s {
		h = hashRune(h, r)
	}
	return h
}

// plain is the mark that stands for r in the parses: all double quotation marks are one, all single ones are one, and
// so are the dashes and the brackets of a side.
func plain(r rune) rune {
	switch r {
	case '“', '”', '„', '«', '»', '‟', '″':
		return '"'
	case '‘', '’', '‚', 'ʼ', '‛', '′', '`':
		return '\''
	case '—', '–', '―', '‒':
		return '—'
	case '[', '{':
		return '('
	case ']', '}':
		return ')'
	case '‑', '\u00ad':
		return '-'
	}
	return r
}

func lower(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	return unicode.ToLower(plain(r))
}

// shapeOf is the class of r in a shape.
func shapeOf(r rune) uint32 {
	switch {
	case 'a' <= r && r <= 'z':
		return 1
	case 'A' <= r && r <= 'Z':
		return 2
	case digit(r):
		return 3
	case r >= utf8.RuneSelf && unicode.IsUpper(r):
		return 2
	case r >= utf8.RuneSelf && unicode.IsLetter(r):
		return 1
	}
	return 4 + uint32(plain(r))
}

// readWord hashes the form of a token. Two quotation marks of one character each count as the double mark, since one
// outlet writes them so (attribution note §3).
func readWord(form string) word {
	switch form {
	case "''", "``":
		form = `"`
	case "--", "---":
		form = "—"
	case "…":
		form = "..."
	}
	w := word{form: fnvOffset, low: fnvOffset, shape: fnvOffset}
	var last [4]rune
	n, lastShape, run := 0, uint32(0), 0
	for _, r := range form {
		if r >= utf8.RuneSelf {
			r = plain(r)
		}
		l := lower(r)
		w.form = hashRune(w.form, r)
		if digit(l) {
			w.low = hashRune(w.low, '0')
		} else {
			w.low = hashRune(w.low, l)
		}
		last[n&3] = l
		if n++; n == 3 {
			w.prefix = w.low
		}
		if s := shapeOf(r); s != lastShape {
			w.shape, lastShape, run = hashRune(w.shape, rune(s)), s, 1
		} else if run++; run == 3 { // a run of three or more is as long as any other
			w.shape = hashRune(w.shape, rune(s))
		}
		if n == 1 {
			w.caps = unicode.IsUpper(r)
		}
	}
	h := fnvOffset
	for k := range min(n, 4) {
		h = hashRune(h, last[(n-1-k)&3])
		w.suffix[k] = h
	}
	return w
}
