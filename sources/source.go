package sources

import (
	"slices"

	"secondsource/claims"
)

// A Source is a file that an article was read from, and where the bytes of the article's Text stand in it. It is made once,
// while the file is read.
type Source struct {
	Path string // as it was given
	Raw  []byte
	Runs []SourceRun // in the order of Text; what lies between them stands nowhere in the file
	// Markers are where the article's Markers stand in the file that are no words of Text, in their order. Their Text is
	// empty: it is the place that they were taken from.
	Markers []SourceRun
}

// A SourceRun is a stretch of Text and the bytes of the file that it was made of. Where both are of one length they are the
// same bytes; else (a character reference, white space that was drawn together) only the ends agree.
type SourceRun struct {
	Text, Raw claims.Span
}

// At gives the bytes of the file that a span of Text was made of, from the first to the last that is known; of an empty
// span where a marker stood, the marker's. false: none is.
func (s *Source) At(of claims.Span) (claims.Span, bool) {
	if s == nil {
		return claims.Span{}, false
	}
	if of.Len() == 0 {
		if i := slices.IndexFunc(s.Markers, func(r SourceRun) bool { return r.Text == of }); i >= 0 {
			return s.Markers[i].Raw, true
		}
	}
	first, _ := slices.BinarySearchFunc(s.Runs, of.Start, func(r SourceRun, at int) int {
		if r.Text.End <= at {
			return -1
		}
		return 1
	})
	out, found := claims.Span{}, false
	for _, r := range s.Runs[first:] {
		if r.Text.Start >= of.End && (found || r.Text.Start > of.Start || of.Len() > 0) {
			break
		}
		from, to := r.raw(max(of.Start, r.Text.Start), false), r.raw(min(of.End, r.Text.End), true)
		if !found {
			out.Start = from
		}
		out.End, found = max(from, to), true
	}
	return out, found
}

// raw is the place in the file of a place of Text inside the run; in a run that is not letter for letter, its start or end.
func (r SourceRun) raw(at int, end bool) int {
	switch {
	case r.Text.Len() == r.Raw.Len():
		return r.Raw.Start + at - r.Text.Start
	case end && at > r.Text.Start:
		return r.Raw.End
	}
	return r.Raw.Start
}
