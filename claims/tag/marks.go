package tag

import (
	"unicode"
	"unicode/utf8"

	"secondsource/claims/parse"
)

// Kinds of mark.
const (
	noMark uint8 = iota
	comma
	stop // . ! ?
	colon
	dash
	bracket
	quoteMark
	otherMark
)

func markKind(form string) uint8 {
	r, size := utf8.DecodeRuneInString(form)
	switch r {
	case ',', ';':
		return comma
	case '.', '!', '?', '…':
		return stop
	case ':':
		return colon
	case '—', '–', '―', '-':
		if size == len(form) || form == "--" {
			return dash
		}
		return noMark
	case '(', ')', '[', ']':
		return bracket
	case '“', '”', '"', '«', '»', '„', '`':
		return quoteMark
	case '\'', '‘', '’':
		if size == len(form) || form == "''" {
			return quoteMark
		}
		return noMark
	}
	if unicode.IsPunct(r) || unicode.IsSymbol(r) {
		return otherMark
	}
	return noMark
}

func tail(form string, n int) uint32 {
	h := uint32(2166136261)
	for i := max(0, len(form)-n); i < len(form); i++ {
		c := form[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// shapeOf hashes the letter cases and digits of form, runs as one.
func shapeOf(form string) uint32 {
	h, last := uint32(2166136261), uint32(0)
	for i, r := range form {
		c := uint32(r)
		switch {
		case 'a' <= r && r <= 'z':
			c = 1
		case 'A' <= r && r <= 'Z':
			c = 2
		case '0' <= r && r <= '9':
			c = 3
		case r >= utf8.RuneSelf && unicode.IsUpper(r):
			c = 2
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			c = 1
		}
		if c != last {
			h = (h ^ c) * 16777619
		}
		if last = c; i > 40 {
			break
		}
	}
	return h
}

// verbTags says by tag whether it is of a verb or a modal.
var verbTags = func() (m [64]byte) {
	for t := range uint8(64) {
		if parse.Tag(t).Verb() {
			m[t] = 'V'
		}
	}
	return m
}()
