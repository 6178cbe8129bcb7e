package sources

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/claims"
)

// MaxText is the most bytes of a text or Markdown file: 2 MB is a book of 300,000 words, a hundred times the longest
// story, and the same cap as a page has.
const MaxText = 2 << 20

// What can be wrong with a document. Messages that wrap them name the document and the place in it.
var (
	ErrEmpty     = errors.New("it is empty")
	ErrNotText   = errors.New("it is not text")
	ErrTooLarge  = errors.New("it is too large or too tangled to read")
	ErrNoArticle = errors.New("no article was found in the page; save the story's words as a .txt file and read that")
)

// FromText makes an article of plain text or Markdown. The article's Text is raw byte for byte, a UTF-8 byte order
// mark and the desk's markers excepted; its language is told by its words, and ref gives everything else. Errors are
// ErrEmpty, ErrNotText (which names the byte) and ErrTooLarge.
func FromText(raw []byte, ref claims.Ref) (claims.Article, error) {
	a, _, err := fromText(raw, ref, kindText)
	return a, err
}

// fromText is FromText with where the text stands in raw. Of Markdown the settings at its start are left out, and the title
// is stated.
func fromText(raw []byte, ref claims.Ref, kind docKind) (claims.Article, placed, error) {
	if len(raw) > MaxText {
		return claims.Article{}, placed{}, fmt.Errorf("%w: a text may have %d MB", ErrTooLarge, MaxText>>20)
	}
	if err := checkText(raw); err != nil {
		return claims.Article{}, placed{}, err
	}
	text := bytes.TrimPrefix(raw, []byte(byteOrderMark))
	var f front
	if kind == kindMarkdown {
		f = frontOf(string(text))
		ref.Title = oneLine(cmp.Or(markdownTitle(string(text[f.end:])), f.title))
	}
	p := f.placed
	p.cutMarkers(string(text), f.end)
	p.shift(len(raw) - len(text))
	if strings.TrimFunc(string(p.text), blank) == "" {
		return claims.Article{}, placed{}, ErrEmpty
	}
	a := claims.NewArticle(ref, string(p.text))
	a.Markers = p.markers
	settleLanguage(&a)
	return a, p, nil
}

// byteOrderMark is the mark that some programs put before a text in UTF-8.
const byteOrderMark = "\uFEFF"

// blank says whether a rune shows nothing: space, or a mark of format such as a zero-width space.
func blank(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// checkText says what keeps raw from being UTF-8 text, counting bytes from 0.
func checkText(raw []byte) error {
	if kind, ok := looksBinary(raw); ok {
		return fmt.Errorf("%w but %s", ErrNotText, kind)
	}
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		return fmt.Errorf("%w in UTF-8 but in UTF-16; save it as UTF-8", ErrNotText)
	}
	if at := bytes.IndexByte(raw, 0); at >= 0 {
		return fmt.Errorf("%w but binary: byte %d is zero", ErrNotText, at)
	}
	if at := invalidByte(raw); at >= 0 {
		return fmt.Errorf("%w in UTF-8: byte %d (0x%02X) is invalid; save it as UTF-8", ErrNotText, at, raw[at])
	}
	return nil
}

// invalidByte gives the offset of the first byte that is not UTF-8, or -1.
func invalidByte(raw []byte) int {
	if utf8.Valid(raw) {
		return -1
	}
	for at := 0; at < len(raw); {
		r, size := utf8.DecodeRune(raw[at:])
		if r == utf8.RuneError && size <= 1 {
			return at
		}
		at += size
	}
	return -1
}

// markdownTitle gives the first "# " heading of a Markdown text outside fenced code, without its marks, or "".
func markdownTitle(text string) string {
	fenced := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") {
			fenced = !fenced
		}
		if heading, ok := strings.CutPrefix(line, "# "); ok && !fenced {
			return strings.TrimSpace(strings.TrimRight(strings.TrimSpace(heading), "#"))
		}
	}
	return ""
}
