package lsp

import (
	"net/url"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"secondsource/claims"
	"secondsource/verify"
)

// A document is what the client has open.
type document struct {
	uri, name, language string
	version             int
	text                string
	lines               []int // where each begins
	changed             bool  // since it was read
	linted              Linted
	places              []place // of the findings that are shown
}

// A place is an open finding and the bytes of the document that it is shown at.
type place struct {
	verify.Finding
	at claims.Span
}

func newDocument(uri, language, text string, version int) *document {
	d := &document{uri: uri, name: nameOf(uri), language: language}
	d.set(text, version)
	return d
}

func (d *document) set(text string, version int) {
	d.text, d.version, d.changed = text, version, true
	d.lines = []int{0}
	for i := range len(text) {
		switch {
		case text[i] == '\n', text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			d.lines = append(d.lines, i+1)
		}
	}
}

// nameOf is the file's name of an address, for its ending. Nothing is opened by it.
func nameOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Path == "" {
		return uri[strings.LastIndexByte(uri, '/')+1:]
	}
	return u.Path[strings.LastIndexByte(u.Path, '/')+1:]
}

// A position is a line and a column as the protocol counts them, from 0.
type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type textRange struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

// position is the place of a byte, in the columns that were agreed on.
func (d *document) position(at int, utf8Columns bool) position {
	at = min(max(at, 0), len(d.text))
	line := sort.SearchInts(d.lines, at+1) - 1
	before := d.text[d.lines[line]:at]
	if utf8Columns {
		return position{line, len(before)}
	}
	return position{line, utf16Len(before)}
}

func (d *document) textRange(at claims.Span, utf8Columns bool) textRange {
	return textRange{d.position(at.Start, utf8Columns), d.position(at.End, utf8Columns)}
}

// offset is the byte of a position. One beyond the end of its line or of the document is taken for that end, as the
// protocol asks for.
func (d *document) offset(p position, utf8Columns bool) int {
	switch {
	case p.Line < 0:
		return 0
	case p.Line >= len(d.lines):
		return len(d.text)
	}
	start, end := d.lines[p.Line], d.lineEnd(p.Line)
	if utf8Columns {
		at := start + min(max(p.Character, 0), end-start)
		for at > start && at < len(d.text) && !utf8.RuneStart(d.text[at]) {
			at--
		}
		return at
	}
	units := 0
	for i, r := range d.text[start:end] {
		if units >= p.Character {
			return start + i
		}
		units += utf16Units(r)
	}
	return end
}

// lineEnd is the byte after the last one of a line, without its break.
func (d *document) lineEnd(line int) int {
	end := len(d.text)
	if line+1 < len(d.lines) {
		end = d.lines[line+1]
	}
	return d.lines[line] + len(strings.TrimRight(d.text[d.lines[line]:end], "\r\n"))
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16Units(r)
	}
	return n
}

func utf16Units(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// place puts the open findings where they stand in the document. One without a place, such as of a headline that is
// only in the page's head, is shown at its beginning.
func (d *document) place() {
	d.places = nil
	for _, f := range d.linted.Result.Run.Findings {
		if f.Waived == nil {
			d.places = append(d.places, place{f, d.at(f.At)})
		}
	}
	slices.SortStableFunc(d.places, func(a, b place) int { return a.at.Start - b.at.Start })
}

// at gives the bytes of the document that words of the story stand at.
func (d *document) at(words claims.Span) claims.Span {
	at, ok := d.linted.Source.At(words)
	if !ok || at.End > len(d.text) || at.Start > at.End {
		return claims.Span{}
	}
	return at
}
