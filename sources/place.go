package sources

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"secondsource/claims"
)

// A stretch is a piece of a text without its white space, and the stretch of a page's stream that is the same.
type stretch struct{ text, stream claims.Span }

// placeText says where the words of a story's text stand in its page, and where the desk's markers in the page stand in the
// text. The text was taken from the page's tree, much of which is no story, in the order of the page; so both are
// gone through once, side by side. What does not stand in the page in that order has no place.
func placeText(text, page string) placed {
	s := newStream(page)
	words, at := withoutSpace(text)
	matches := s.matches(words, at)
	p := placed{runs: s.runs(text, page, at, matches)}
	for _, c := range s.notes {
		p.mark(c.marker, s.placeOf(c, text, at, matches), c.raw)
	}
	p.markers = strayMarkers(text, p.markers) // brackets are words of a page
	return p
}

// withoutSpace gives a text without its white space, and its words: where each begins there and in the text.
func withoutSpace(text string) (words []byte, at []wordPlace) {
	words = make([]byte, 0, len(text))
	inside := false
	for i, r := range text {
		if parting(r) {
			inside = false
			continue
		}
		if !inside {
			at = append(at, wordPlace{len(words), i})
		}
		inside = true
		words = append(words, text[i:i+utf8.RuneLen(r)]...)
	}
	return words, at
}

// A wordPlace is where a word begins in a text without its white space, and in the text.
type wordPlace struct{ bare, text int }

// matches lays the words of a text along the stream.
func (s *stream) matches(words []byte, at []wordPlace) []stretch {
	x := s.index()
	var all []stretch
	text, from := 0, 0
	for _, w := range at {
		if w.bare < text {
			continue
		}
		if p, n := x.find(words[w.bare:], from); n > 0 {
			all = append(all, stretch{claims.Span{Start: w.bare, End: w.bare + n}, claims.Span{Start: p, End: p + n}})
			text, from = w.bare+n, p+n
		}
	}
	return all
}

// runs turns matches into runs of the text and the page. Neighbours that stand together in both, with the same white space,
// are one run.
func (s *stream) runs(text, page string, at []wordPlace, matches []stretch) []SourceRun {
	var out []SourceRun
	add := func(r SourceRun) {
		if r.Text.Len() == r.Raw.Len() && text[r.Text.Start:r.Text.End] != page[r.Raw.Start:r.Raw.End] {
			return // a reference that is as long as what it stands for
		}
		if n := len(out); n > 0 && joins(&out[n-1], r, text, page) {
			out[n-1].Text.End, out[n-1].Raw.End = r.Text.End, r.Raw.End
			return
		}
		out = append(out, r)
	}
	w, i := 0, 0
	for _, m := range matches {
		for bare := m.text.Start; bare < m.text.End; {
			for w+1 < len(at) && at[w+1].bare <= bare {
				w++
			}
			pos := m.stream.Start + bare - m.text.Start
			for s.pieces[i].at.End <= pos {
				i++
			}
			end := min(m.text.End, bare+s.pieces[i].at.End-pos)
			if w+1 < len(at) {
				end = min(end, at[w+1].bare)
			}
			start := at[w].text + bare - at[w].bare
			add(SourceRun{claims.Span{Start: start, End: start + end - bare}, s.pieces[i].rawOf(pos, pos+end-bare)})
			bare = end
		}
	}
	return out
}

// rawOf is where a part of a piece stands in the page; of a piece that is not letter for letter, all of it.
func (p piece) rawOf(from, to int) claims.Span {
	if p.at.Len() != p.raw.Len() {
		return p.raw
	}
	return claims.Span{Start: p.raw.Start + from - p.at.Start, End: p.raw.Start + to - p.at.Start}
}

// joins says whether a run goes on from the one before it, letter for letter.
func joins(last *SourceRun, r SourceRun, text, page string) bool {
	gap := r.Text.Start - last.Text.End
	return last.Text.Len() == last.Raw.Len() && r.Text.Len() == r.Raw.Len() && gap == r.Raw.Start-last.Raw.End &&
		text[last.Text.End:r.Text.Start] == page[last.Raw.End:r.Raw.Start]
}

// placeOf gives the place of a marker in the text: the end of the word before it if that stands in the same block of the
// page, else the start of the next word.
func (s *stream) placeOf(c comment, text string, at []wordPlace, matches []stretch) int {
	bareBefore, bareAfter := -1, -1 // places in the text without white space
	i, _ := slices.BinarySearchFunc(matches, c.at, func(m stretch, at int) int {
		if m.stream.End < at {
			return -1
		}
		return 1
	})
	if i > 0 {
		bareBefore = matches[i-1].text.End
	}
	if i < len(matches) && matches[i].stream.Start < c.at {
		bareBefore = matches[i].text.Start + c.at - matches[i].stream.Start
		bareAfter = bareBefore
		if c.at == matches[i].stream.End {
			i++
			bareAfter = -1
		}
	}
	if i < len(matches) && bareAfter < 0 {
		bareAfter = matches[i].text.Start
	}
	before, after := -1, len(text)
	if bareBefore > 0 {
		before = byteAt(at, bareBefore-1) + 1
	}
	if bareAfter >= 0 {
		after = byteAt(at, bareAfter)
	}
	last, _ := slices.BinarySearchFunc(s.starts, c.at, func(w streamWord, at int) int { return cmp.Compare(w.at, at) })
	if before >= 0 && last > 0 && s.starts[last-1].blocks == c.blocks {
		return before
	}
	return after
}

// byteAt is where in the text the byte stands that has this place in the text without white space.
func byteAt(at []wordPlace, bare int) int {
	i, found := slices.BinarySearchFunc(at, bare, func(w wordPlace, bare int) int { return cmp.Compare(w.bare, bare) })
	if !found {
		i--
	}
	return at[i].text + bare - at[i].bare
}

// recode moves places in a page that was decoded to the bytes it was decoded from. Of encodings other than UTF-8 those are
// known that have one byte a character. false: the places are not known.
func (p *placed) recode(page string, raw []byte) bool {
	decoded := strings.TrimSuffix(string(raw), page)
	if len(decoded)+len(page) == len(raw) && (decoded == "" || decoded == byteOrderMark) {
		p.shift(len(decoded))
		return true
	}
	if utf8.RuneCountInString(page) != len(raw) {
		return false
	}
	c := runeCount{page: page}
	var runs []SourceRun
	for _, r := range p.runs {
		runs = c.split(runs, r)
	}
	c = runeCount{page: page}
	for i, m := range p.places {
		p.places[i].Raw = claims.Span{Start: c.upTo(m.Raw.Start), End: c.upTo(m.Raw.End)}
	}
	p.runs = runs
	return true
}

// A runeCount counts the characters of a page up to places that only grow.
type runeCount struct {
	page     string
	at, have int
}

func (c *runeCount) upTo(at int) int {
	c.have += utf8.RuneCountInString(c.page[c.at:at])
	c.at = at
	return c.have
}

// split adds a run as runs of the page's own bytes: its ASCII letters are the same bytes, each other character is one byte.
func (c *runeCount) split(runs []SourceRun, r SourceRun) []SourceRun {
	if r.Text.Len() != r.Raw.Len() {
		return append(runs, SourceRun{r.Text, claims.Span{Start: c.upTo(r.Raw.Start), End: c.upTo(r.Raw.End)}})
	}
	shift := r.Text.Start - r.Raw.Start
	for at := r.Raw.Start; at < r.Raw.End; {
		end := at + strings.IndexFunc(c.page[at:r.Raw.End], func(r rune) bool { return r >= utf8.RuneSelf })
		if end < at {
			end = r.Raw.End
		}
		if end == at {
			_, size := utf8.DecodeRuneInString(c.page[at:])
			end = at + size
		}
		runs = append(runs, SourceRun{claims.Span{Start: at + shift, End: end + shift}, claims.Span{Start: c.upTo(at), End: c.upTo(end)}})
		at = end
	}
	return runs
}
