package verify

import (
	"strings"
	"unicode/utf8"

	"secondsource/claims"
)

// A Seen is a text without the characters that no reader sees, and where each of its bytes stood.
type Seen struct {
	Text    string
	Removed int   // characters that were left out
	at      []int // of the original, for each byte of Text, and its end
}

// NewSeen leaves out of text what a browser shows nothing for: zero-width and direction marks, soft hyphens and tag
// characters. With them a page can say to a model what it says to no reader.
func NewSeen(text string) Seen {
	s := Seen{at: make([]int, 0, len(text)+1)}
	var b strings.Builder
	b.Grow(len(text))
	for i, r := range text {
		n := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, n = utf8.DecodeRuneInString(text[i:])
		}
		if unseen(r) {
			s.Removed++
			continue
		}
		b.WriteString(text[i : i+n])
		for k := range n {
			s.at = append(s.at, i+k)
		}
	}
	s.at = append(s.at, len(text))
	s.Text = b.String()
	return s
}

// Original gives the span of the original text that a span of Text stands for.
func (s Seen) Original(at claims.Span) claims.Span {
	if at.Len() == 0 {
		return claims.Span{Start: s.at[at.Start], End: s.at[at.Start]}
	}
	return claims.Span{Start: s.at[at.Start], End: s.at[at.End-1] + 1}
}

// unseen says whether a character has no width and no mark of its own (Unicode: default ignorable code points, of
// which the ones that fonts draw nothing for).
func unseen(r rune) bool {
	switch {
	case r == 0x00AD, r == 0x034F, r == 0x061C, r == 0x180E, r == 0xFEFF:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}

// lookalikes are letters of other alphabets that are drawn like Latin ones, and the Latin ones: the common ones of
// Unicode's confusables list (UTS 39).
var lookalikes = pairs("аaвbсcеeѕsіiјjԁdһhкkмmнhоoрpԛqтtуyхxԝwѵvɡgΑaΒbΕeΖzΗhΙiΚkΜmΝnΟoΡpΤtΥyΧxαaβbεeιiκkνvοoρpτtυuχxıiɑaⅼl")

func pairs(list string) map[rune]rune {
	out := map[rune]rune{}
	rs := []rune(list)
	for i := 0; i+1 < len(rs); i += 2 {
		out[rs[i]] = rs[i+1]
	}
	return out
}

// plainLetter is the lower-case letter that a character is read as.
func plainLetter(r rune) rune {
	if r >= 0xFF01 && r <= 0xFF5E { // full-width forms
		r -= 0xFEE0
	}
	if l, ok := lookalikes[r]; ok {
		return l
	}
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r >= 0x0400 && r <= 0x042F: // Cyrillic capitals
		low := r + 0x20
		if r < 0x0410 {
			low = r + 0x50
		}
		if l, ok := lookalikes[low]; ok {
			return l
		}
		return low
	}
	return r
}
