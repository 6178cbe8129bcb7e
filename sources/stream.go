package sources

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"secondsource/claims"
)

// A stream is the words of a page in the order of its tokens, white space left out, and where they stand in the page.
type stream struct {
	words  []byte
	pieces []piece
	starts []streamWord // of words
	notes  []comment    // that hold a marker of the desk
	blocks int          // starts and ends of block elements so far
}

// A piece is a stretch of the stream and the bytes of the page that it was made of, whose ends agree.
type piece struct{ at, raw claims.Span }

// A streamWord is where a word begins in the stream, and how many starts and ends of block elements stand before it.
type streamWord struct{ at, blocks int }

// A comment is a marker of the desk: where it stands in the stream and in the page.
type comment struct {
	marker     claims.Marker
	at, blocks int
	raw        claims.Span
}

// newStream reads a page's tokens in one pass. What stands in scripts, styles and the title is left out.
func newStream(page string) *stream {
	s := &stream{}
	z := html.NewTokenizer(strings.NewReader(page))
	offset, silent := 0, false
	for {
		kind := z.Next()
		raw := claims.Span{Start: offset, End: offset + len(z.Raw())}
		offset = raw.End
		switch kind {
		case html.ErrorToken:
			return s
		case html.TextToken:
			if !silent {
				s.text(page[raw.Start:raw.End], raw.Start)
			}
		case html.CommentToken:
			if m, ok := markerOf(string(z.Text())); ok && raw.Len() <= maxMarkerBytes {
				s.notes = append(s.notes, comment{m, len(s.words), s.blocks, raw})
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			silent = kind == html.StartTagToken && rawText(tag)
			if gapOf(tag) == gapBlock {
				s.blocks++
			}
		default: // doctypes have no words
		}
	}
}

// rawText says whether the tokenizer takes what stands in an element for words that no browser shows among the others.
func rawText(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Iframe, atom.Noscript, atom.Noembed, atom.Noframes, atom.Textarea, atom.Title, atom.Xmp:
		return true
	default:
		return false
	}
}

// text adds a text token, which begins at a byte of the page. Each of its character references is a piece of its own: the
// end that it has in common with what it stands for is no part of it.
func (s *stream) text(raw string, offset int) {
	fresh := true // a word may go on from the token before, and is looked for from here too
	for raw != "" {
		end := 1 + strings.IndexByte(raw[1:], '&')
		if end == 0 {
			end = len(raw)
		}
		part := raw[:end]
		if part[0] == '&' {
			meant := html.UnescapeString(part)
			same := commonEnd(part, meant)
			if ref := len(part) - same; ref > 0 {
				fresh = s.add(meant[:len(meant)-same], claims.Span{Start: offset, End: offset + ref}, fresh)
			}
			fresh = s.plain(part[len(part)-same:], offset+len(part)-same, fresh)
		} else {
			fresh = s.plain(part, offset, fresh)
		}
		raw, offset = raw[end:], offset+end
	}
}

// commonEnd is how many bytes two strings have in common at their ends, whole characters only.
func commonEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !utf8.RuneStart(a[len(a)-n]) {
		n--
	}
	return n
}

// plain adds words that stand in the page letter for letter, and says whether the next one begins a word.
func (s *stream) plain(raw string, offset int, fresh bool) bool {
	for raw != "" {
		end := strings.IndexFunc(raw, parting)
		if end < 0 {
			end = len(raw)
		}
		if end > 0 {
			fresh = s.add(raw[:end], claims.Span{Start: offset, End: offset + end}, fresh)
		}
		if end < len(raw) {
			_, size := utf8.DecodeRuneInString(raw[end:])
			end, fresh = end+size, true
		}
		raw, offset = raw[end:], offset+end
	}
	return fresh
}

// add adds a stretch that holds no white space, or a reference to some.
func (s *stream) add(words string, raw claims.Span, fresh bool) bool {
	if strings.IndexFunc(words, parting) >= 0 {
		return true
	}
	at := len(s.words)
	if fresh {
		s.starts = append(s.starts, streamWord{at, s.blocks})
	}
	s.words = append(s.words, words...)
	s.pieces = append(s.pieces, piece{claims.Span{Start: at, End: len(s.words)}, raw})
	return false
}

// gramBytes is how many bytes of a text are looked up in a stream at a time: about three words, so that few places are met
// by chance.
const gramBytes = 16

// A gramIndex finds the words of a stream at which gramBytes bytes stand.
type gramIndex struct {
	s     *stream
	first map[gram]int32 // number in starts of the first word at which they stand
	next  []int32        // by word, the next one with the same bytes; -1: none
}

type gram [gramBytes]byte

func (s *stream) index() gramIndex {
	x := gramIndex{s: s, first: map[gram]int32{}, next: make([]int32, len(s.starts))}
	for i, st := range slices.Backward(s.starts) {
		x.next[i] = -1
		if st.at+gramBytes > len(s.words) {
			continue
		}
		g := gram(s.words[st.at:])
		if later, ok := x.first[g]; ok {
			x.next[i] = later
		}
		x.first[g] = int32(i)
	}
	return x
}

const (
	// maxPlaces is how many places of a stream are tried for one place of a text.
	maxPlaces = 16
	// shorterBy is how much shorter what an earlier place has in common with the text may be than what the best has: a
	// teaser repeats a sentence or two of its story.
	shorterBy = 4
	// nearWords bounds how far on a word is looked for by itself, in bytes of the stream.
	nearWords = 512
)

// find gives the place in the stream, not before from, at which the text stands, and how much of it does.
func (x gramIndex) find(text []byte, from int) (at, n int) {
	if len(text) < gramBytes {
		return x.near(text, from)
	}
	g := gram(text)
	i, ok := x.first[g]
	if !ok {
		return 0, 0
	}
	for i >= 0 && x.s.starts[i].at < from { // from only grows: these are never asked for again
		i = x.next[i]
	}
	x.first[g] = i
	var places [maxPlaces]claims.Span
	tried, best := 0, 0
	for ; i >= 0 && tried < maxPlaces; i = x.next[i] {
		p := x.s.starts[i].at
		places[tried] = claims.Span{Start: p, End: p + commonStart(text, x.s.words[p:])}
		best = max(best, places[tried].Len())
		tried++
	}
	for _, p := range places[:tried] {
		if p.Len()*shorterBy >= best {
			return p.Start, p.Len()
		}
	}
	return 0, 0
}

// near looks for the end of a text close by.
func (x gramIndex) near(text []byte, from int) (at, n int) {
	if i := bytes.Index(x.s.words[from:min(len(x.s.words), from+nearWords)], text); i >= 0 {
		return from + i, len(text)
	}
	return 0, 0
}

// commonStart is how many bytes two texts have in common from their starts, whole characters only.
func commonStart(a, b []byte) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
		n--
	}
	return n
}
