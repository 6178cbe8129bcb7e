package claims

import (
	"unicode"
	"unicode/utf8"
)

// A quotation is a pair of quotation marks in one paragraph, as token numbers: both marks belong to it.
type quotation struct {
	first, last int  // tokens; last is one past the closing mark, or past the paragraph when it runs on
	runsOn      bool // opened and not closed, and the next paragraph opens again: the same speaker goes on
	resumes     bool // opens a paragraph after one that runs on
}

// A markSide says what a quotation mark can do.
type markSide int

const (
	noMark markSide = iota
	opens
	closes
	either
)

// side says what the mark at i can do. A straight mark says nothing itself, so the spaces around it speak.
// Single marks are left out: an apostrophe cannot be told from them.
func side(text string, t token) markSide {
	switch t.low {
	case "“", "«", "„", "‟":
		return opens
	case "”", "»":
		return closes
	case "``":
		return opens
	case "\"", "''", "＂":
		return straightSide(text, t.Span)
	}
	return noMark
}

func straightSide(text string, at Span) markSide {
	before, _ := utf8.DecodeLastRuneInString(text[:at.Start])
	after, _ := utf8.DecodeRuneInString(text[at.End:])
	openLeft := at.Start == 0 || unicode.IsSpace(before) || before == '(' || before == '[' || before == '—' || before == '–'
	openRight := at.End == len(text) || unicode.IsSpace(after)
	switch {
	case openLeft && !openRight:
		return opens
	case openRight && !openLeft:
		return closes
	}
	return either
}

// pairQuotes finds the quotations of one paragraph and numbers their tokens from 1. A mark without its partner is
// no quotation, so that one slip of the keyboard never turns the rest of the paragraph inside out; only the last one
// may run on, when the paragraph after it, whose tokens are next, opens again.
func pairQuotes(text string, toks, next []token) []quotation {
	var found []quotation
	open := -1
	for i, t := range toks {
		s := side(text, t)
		if open >= 0 && s == opens && toks[open].low == "„" && t.low == "“" {
			s = closes
		}
		switch {
		case s == noMark:
		case s == opens, s == either && open < 0:
			open = i
		case open >= 0:
			found = append(found, quotation{first: open, last: i + 1})
			open = -1
		}
	}
	if open >= 0 && opensQuote(text, next) {
		found = append(found, quotation{first: open, last: len(toks), runsOn: true})
	}
	for n, q := range found {
		for i := q.first; i < q.last; i++ {
			toks[i].quote = n + 1
		}
	}
	return found
}

// opensQuote says whether the paragraph's first token opens a quotation.
func opensQuote(text string, toks []token) bool {
	if len(toks) == 0 {
		return false
	}
	s := side(text, toks[0])
	return s == opens || s == either
}
