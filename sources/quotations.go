package sources

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/claims"
)

// closers gives the marks that end what each opening quotation mark begins.
var closers = map[rune]string{
	'"': "\"”", '“': "”\"", '”': "”", '„': "“”", '«': "»", '»': "«", '「': "」", '『': "』", '\'': "'’", '‘': "’'",
}

// quotations gives the spans of text inside quotation marks, paragraph by paragraph, each from its opening mark to its
// closing one. A mark that its paragraph does not close quotes to the end of the paragraph if the next one opens with
// a mark too: that is how a quotation of several paragraphs is set. Otherwise it is a slip and quotes nothing.
func quotations(text string) []claims.Span {
	var spans []claims.Span
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		spans = quotedIn(text, claims.Span{Start: start, End: end}, spans)
		start = end + 1
	}
	return spans
}

// quotedIn adds the quotations of one paragraph to spans.
func quotedIn(text string, paragraph claims.Span, spans []claims.Span) []claims.Span {
	open, opener := -1, rune(0)
	for i, r := range text[paragraph.Start:paragraph.End] {
		at := paragraph.Start + i
		switch {
		case open >= 0 && strings.ContainsRune(closers[opener], r) && closes(text, at, r):
			spans = append(spans, claims.Span{Start: open, End: at})
			open = -1
		case closers[r] != "" && opens(text, at, r) && (open < 0 || isSingle(opener) && !isSingle(r)):
			// A double mark inside an open single one: what seemed to open was an apostrophe, as in 'em.
			open, opener = at, r
		}
	}
	if open >= 0 && continues(text[paragraph.End:], opener) {
		spans = append(spans, claims.Span{Start: open, End: paragraph.End})
	}
	return spans
}

// continues says whether the next paragraph, after the end of this one and at most a few empty lines, opens with the
// mark.
func continues(rest string, opener rune) bool {
	next := strings.TrimLeft(clipHead(rest, 16), " \t\r\n")
	return next != "" && strings.HasPrefix(next, string(opener))
}

// isSingle says whether the mark is one that is an apostrophe as well.
func isSingle(mark rune) bool { return mark == '\'' || mark == '‘' || mark == '’' }

// opens says whether the mark at stands where a quotation begins: before a word. A straight double mark after a digit
// is inches, as in 6"-thick ice; a single one begins a quotation only between a space and a letter.
func opens(text string, at int, mark rune) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at+utf8.RuneLen(mark):])
	if isSingle(mark) {
		return (at == 0 || !isWordRune(before)) && unicode.IsLetter(after)
	}
	return after != utf8.RuneError && !unicode.IsSpace(after) && (mark != '"' || !unicode.IsDigit(before))
}

// closes says whether the mark at stands where a quotation ends: for a single one, not before a letter.
func closes(text string, at int, mark rune) bool {
	after, _ := utf8.DecodeRuneInString(text[at+utf8.RuneLen(mark):])
	return !isSingle(mark) || !isWordRune(after)
}

// isWordRune says whether r is part of a word.
func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
