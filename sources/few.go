package sources

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// maxItems is the most items of a feed or an answer that are read (ingest note §5). A feed has some ten to a hundred, a
// news sitemap up to a thousand, an answer of GDELT 250.
const maxItems = 1000

// few is a list in an answer, of which no more than maxItems are read: two megabytes of "{}," would else fill 200 MB.
type few[T any] struct {
	list []T
	more bool // there were more
}

// UnmarshalJSON reads a list. An item of another shape gives what of it fits.
func (f *few[T]) UnmarshalJSON(raw []byte) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	opening, err := dec.Token()
	if err != nil || opening == nil { // null is an empty list
		return err
	}
	if opening != json.Delim('[') {
		return errNoJSON
	}
	for dec.More() {
		if len(f.list) == maxItems {
			f.more = true
			return nil
		}
		var item T
		err := dec.Decode(&item)
		if _, shape := errors.AsType[*json.UnmarshalTypeError](err); err != nil && !shape {
			return err
		}
		f.list = append(f.list, item)
	}
	return nil
}

// The most bytes of a title and of a summary that are kept: what is longer is no headline, and a summary that holds the
// whole story says in its first paragraphs what it is about.
const (
	maxTitle   = 500
	maxSummary = 4000
)

// plainWords makes one line of plain words of what a service sends as a title or summary: markup, scripts and control
// characters are taken out, and what is over limit bytes is cut off between two characters.
func plainWords(s string, limit int) string {
	// Markup can be many times longer than its words, but a line that begins with so much of it is no text.
	s = cutBytes(s, 8*limit)
	if strings.ContainsAny(s, "<&") {
		s = withoutTags(s)
	}
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(cutBytes(joinFields(s), limit))
}

// cutBytes cuts s at limit bytes, or before the character that stands there.
func cutBytes(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// withoutTags gives the words of a piece of HTML, in linear time.
func withoutTags(s string) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := ""
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.String()
		}
		switch kind {
		case html.StartTagToken, html.EndTagToken:
			name, _ := z.TagName()
			hidden = hiddenAfter(hidden, string(name), kind)
			out.WriteByte(' ')
		case html.TextToken:
			if hidden == "" {
				out.Write(z.Text())
			}
		default:
		}
	}
}

// hiddenAfter says which element whose words nobody reads is open after a tag.
func hiddenAfter(hidden, name string, kind html.TokenType) string {
	switch {
	case kind == html.EndTagToken && name == hidden:
		return ""
	case kind == html.StartTagToken && hidden == "" && (name == "script" || name == "style"):
		return name
	default:
		return hidden
	}
}
