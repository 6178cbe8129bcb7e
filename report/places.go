package report

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A Position is a place between two characters of a text: the line, from 1, and how far into it, from 1, in each of the units
// that programs count columns in. Only a line feed ends a line; a carriage return before it and a byte order mark take up no
// column, and a byte that is no UTF-8 is one character.
type Position struct {
	Line  int `json:"line"`
	Byte  int `json:"byte"`      // bytes of UTF-8: reviewdog
	UTF16 int `json:"utf16"`     // units of UTF-16: SARIF, language servers
	Rune  int `json:"character"` // code points: people, Vale, GitHub
}

// Lines tells the positions in a text. Made once, it answers fast for long lines too.
type Lines struct {
	text  string
	marks []cursor // one about every stride bytes
}

// stride is about how many bytes lie between two places that are kept: the most that one question walks over.
const stride = 128

const byteOrderMark = "\ufeff"

// NewLines reads a text once.
func NewLines(text string) *Lines {
	c := cursor{pos: Position{1, 1, 1, 1}}
	if strings.HasPrefix(text, byteOrderMark) {
		c.at, c.runes = len(byteOrderMark), 1
	}
	l := &Lines{text: text, marks: []cursor{c}}
	for last := c.at; c.at < len(text); {
		c = c.next(text)
		if c.at-last >= stride {
			l.marks, last = append(l.marks, c), c.at
		}
	}
	return l
}

// At is the position of a byte of the text. Inside a character it is the character's start; outside the text, its nearest end.
func (l *Lines) At(offset int) Position { return l.cursor(offset).pos }

// runes is how many code points stand before a byte of the text.
func (l *Lines) runes(offset int) int { return l.cursor(offset).runes }

func (l *Lines) cursor(offset int) cursor {
	offset = min(offset, len(l.text))
	i, found := slices.BinarySearchFunc(l.marks, offset, func(c cursor, at int) int { return c.at - at })
	if !found && i > 0 {
		i--
	}
	c := l.marks[i]
	for c.at < offset {
		n := c.next(l.text)
		if n.at > offset {
			break
		}
		c = n
	}
	return c
}

// lineEnd is the first line feed of the text from one byte to another, less the carriage return before it; else the latter.
func (l *Lines) lineEnd(from, to int) int {
	to = min(max(to, 0), len(l.text))
	from = min(max(from, 0), to)
	n := strings.IndexByte(l.text[from:to], '\n')
	if n < 0 {
		return to
	}
	return from + len(strings.TrimSuffix(l.text[from:from+n], "\r"))
}

// A cursor is a byte of a text that a character begins at.
type cursor struct {
	at    int
	runes int // before it, from the start of the text
	pos   Position
}

// next is the cursor after the character that it stands before.
func (c cursor) next(text string) cursor {
	r, n := utf8.DecodeRuneInString(text[c.at:])
	c.at += n
	c.runes++
	switch {
	case r == '\n':
		c.pos = Position{c.pos.Line + 1, 1, 1, 1}
	case r == '\r' && strings.HasPrefix(text[c.at:], "\n"):
	default:
		c.pos.Byte += n
		c.pos.Rune++
		c.pos.UTF16++
		if r > 0xFFFF {
			c.pos.UTF16++
		}
	}
	return c
}
