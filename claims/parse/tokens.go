package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Span is the bytes [Start, End) of a text.
type Span struct{ Start, End int }

// Tokens cuts text into words and marks, in text order and without overlap, as the training parses do: clitics ("n't",
// "'s") are tokens, brackets, quotation marks and dashes stand alone, and an abbreviation keeps its full stop. It never
// fails; an empty text gives none. The work grows with the length of text.
func Tokens(text string) []Span {
	s := scanner{text: text, toks: make([]Span, 0, len(text)/5+1)}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if blank(r) {
			i += size
			continue
		}
		end := len(text)
		if n := strings.IndexFunc(text[i:], blank); n >= 0 {
			end = i + n
		}
		s.chunk(i, end)
		i = end
	}
	return s.toks
}

// blank says whether r separates words: white space, controls and the invisible characters pages leave behind.
func blank(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

type scanner struct {
	text string
	toks []Span
}

func (s *scanner) add(start, end int) { s.toks = append(s.toks, Span{start, end}) }

// chunk cuts the bytes [i, end), which hold no white space.
func (s *scanner) chunk(i, end int) {
	for i < end {
		if n := address(s.text[i:end]); n > 0 {
			s.add(i, i+n)
			i += n
		} else if next := s.wordEnd(i, end); next > i {
			s.word(i, next)
			i = next
		} else {
			next = i + markLen(s.text[i:end])
			s.add(i, next)
			i = next
		}
	}
}

// address is the length of the web address that chunk starts with, without the marks that close the sentence; 0 if
// it starts with none.
func address(chunk string) int {
	if c := chunk[0] | 0x20; c != 'h' && c != 'w' {
		return 0
	}
	if !strings.HasPrefix(chunk, "http://") && !strings.HasPrefix(chunk, "https://") && !strings.HasPrefix(chunk, "www.") {
		return 0
	}
	if n := strings.IndexAny(chunk, "\"“”<>[](){}|"); n >= 0 {
		chunk = chunk[:n]
	}
	return len(strings.TrimRight(chunk, ".,;:!?'’"))
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r) || r == '\u00ad' || r == '‑'
}

func digit(r rune) bool      { return '0' <= r && r <= '9' }
func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' }

// wordEnd is where the word that starts at i ends; i itself if none starts there.
func (s *scanner) wordEnd(i, end int) int {
	prev := rune(0)
	for j := i; j < end; {
		r, size := utf8.DecodeRuneInString(s.text[j:end])
		if !wordRune(r) {
			next, _ := utf8.DecodeRuneInString(s.text[j+size : end])
			switch {
			case r == '.' && !wordRune(next):
				return s.stop(i, j, end)
			case j == i && !opensWord(r, next) && !s.elided(i, end),
				j > i && !insideWord(prev, r, next):
				return j
			}
		}
		prev = r
		j += size
	}
	return end
}

// opensWord says whether the mark r starts a word when next follows it: "#tag", "@name", ".5", ":30", "+32".
func opensWord(r, next rune) bool {
	switch r {
	case '#', '@':
		return wordRune(next)
	case '.', '+', ':':
		return digit(next)
	}
	return false
}

// insideWord says whether the mark r belongs to a word between prev and next.
func insideWord(prev, r, next rune) bool {
	switch r {
	case '-', '&', '@', '_', '/', '.', '\'', '’', 'ʼ', '‘':
		return wordRune(next) && prev != r || r == '-' && prev == '.'
	case ',', ':':
		return digit(prev) && digit(next)
	}
	return false
}

// elided says whether the apostrophe at i begins a word: a clitic that a mark parts from its word, a year or decade
// ("'80s"), or a word that lost its first letters ("'em").
func (s *scanner) elided(i, end int) bool {
	r, size := utf8.DecodeRuneInString(s.text[i:end])
	if !apostrophe(r) || r == '‘' {
		return false
	}
	rest := s.text[i+size : end]
	n := 0
	for n < len(rest) && n < 7 && wordRune(rune(rest[n])) {
		n++
	}
	switch strings.ToLower(rest[:n]) {
	case "em", "cause", "til", "tis", "twas", "n":
		return true
	case "s", "re", "ve", "ll", "d", "m":
		before, _ := utf8.DecodeLastRuneInString(s.text[:i])
		return i > 0 && !blank(before)
	}
	return n >= 2 && digit(rune(rest[0])) && digit(rune(rest[1])) && (n == 2 || n == 3 && rest[2] == 's')
}

// stop is where the word from i to the full stop at j ends: behind the stop if an abbreviation keeps it.
func (s *scanner) stop(i, j, end int) int {
	if !abbreviated(s.text[i:j]) || s.closes(s.text[i:j], j+1) {
		return j
	}
	if next, size := utf8.DecodeRuneInString(s.text[j+1 : end]); next == '-' && j+1+size < end { // "U.S.-led"
		r, _ := utf8.DecodeRuneInString(s.text[j+2 : end])
		if wordRune(r) {
			return s.wordEnd(j+2, end)
		}
	}
	return j + 1
}

// closes says whether the full stop before i, behind the abbreviation word, ends its sentence as well: before a word
// that opens sentences. The parses then make it a token of its own.
func (s *scanner) closes(word string, i int) bool {
	rest := s.text[i:min(len(s.text), i+64)]
	next := strings.TrimLeft(rest, " \t\r\n\u00a0")
	low := strings.ToLower(word)
	if low == "no" || low == "nos" { // "No. 3", but "The answer is no."
		return next == "" || !digit(rune(next[0]))
	}
	if len(next) == len(rest) || len(word) == 1 || titles[low] {
		return false
	}
	n := 0
	for n < len(next) && n < 12 && wordRune(rune(next[n])) {
		n++
	}
	return n > 0 && next[0] < 'a' && openers[strings.ToLower(next[:n])]
}

// markLen is the length of the mark that chunk starts with: runs of full stops, hyphens, underlines, stars and of
// exclamation and question marks are one mark, as are two back ticks or two apostrophes.
func markLen(chunk string) int {
	c := chunk[0]
	switch c {
	case '`', '\'':
		if len(chunk) > 1 && chunk[1] == c {
			return 2
		}
		return 1
	case '.', '-', '_', '*', '!', '?', '=', '~':
		return len(chunk) - len(strings.TrimLeft(chunk, string(rune(c))))
	}
	_, size := utf8.DecodeRuneInString(chunk)
	return size
}

// word adds the word [start, end), its clitics apart.
func (s *scanner) word(start, end int) {
	if cut := split(s.text[start:end]); cut > 0 {
		s.add(start, start+cut)
		start += cut
	}
	s.add(start, end)
}

// split is where the second token of word starts ("can|not", "do|n't", "she|'s"); 0 if it is one token.
func split(word string) int {
	switch n := len(word); {
	case n == 6 && strings.EqualFold(word, "cannot"), n == 5 && (strings.EqualFold(word, "gonna") ||
		strings.EqualFold(word, "gotta") || strings.EqualFold(word, "wanna")):
		return 3
	case n < 3:
		return 0
	}
	tail := word[len(word)-min(len(word), 5):] // the longest clitic, ’ll, has five bytes
	at := strings.LastIndexAny(tail, "'’ʼ‘")
	if at < 0 {
		return 0
	}
	at += len(word) - len(tail)
	_, size := utf8.DecodeRuneInString(word[at:])
	switch strings.ToLower(word[at+size:]) {
	case "s", "re", "ve", "ll", "d", "m":
		return at
	case "t":
		if at > 1 && word[at-1]|0x20 == 'n' {
			return at - 1
		}
	}
	return 0
}
