package sources

import (
	"strings"
	"unicode"

	"secondsource/claims"
)

// The bounds on markers: what a desk writes has a handful of them, with a sentence each.
const (
	maxMarkers     = 200  // of one story; the last one kept stands for the rest, and names no rule
	maxMarkerRules = 20   // that one marker names
	maxMarkerRule  = 64   // bytes of a rule's name
	maxReason      = 500  // bytes; a longer reason is cut
	maxMarkerBytes = 4096 // from one end of a marker to the other
)

// markerSign opens the words of every marker.
const markerSign = "secondsource:"

// markerOf reads the words of a marker, "secondsource: allow RULE, RULE: reason". false: they are no marker's. One that
// begins like a marker and cannot be read names no rule.
func markerOf(words string) (claims.Marker, bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(words), markerSign)
	if !ok {
		return claims.Marker{}, false
	}
	rest = strings.TrimSpace(rest)
	verb, rest, _ := strings.Cut(rest, " ")
	m := claims.Marker{Whole: verb == "allow-story"}
	if verb != "allow" && !m.Whole {
		return claims.Marker{}, true
	}
	rules, reason, _ := strings.Cut(rest, ":")
	m.Reason = reasonLine(reason)
	for rule := range strings.SplitSeq(rules, ",") {
		rule = strings.ToUpper(strings.TrimSpace(rule))
		if !isRuleName(rule) || len(m.Rules) == maxMarkerRules {
			return claims.Marker{}, true
		}
		m.Rules = append(m.Rules, rule)
	}
	return m, true
}

// isRuleName says whether a word could be the name of a rule: capitals, digits and hyphens.
func isRuleName(s string) bool {
	odd := func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' }
	return s != "" && len(s) <= maxMarkerRule && strings.IndexFunc(s, odd) < 0
}

// reasonLine is a reason as one line without control characters and marks of format, cut to maxReason.
func reasonLine(s string) string {
	s = clipHead(s, maxMarkerBytes)
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return parting(r) || unicode.Is(unicode.Cf, r) }), " ")
	if len(s) <= maxReason {
		return s
	}
	return strings.TrimSpace(clipHead(s, maxReason)) + "…"
}

// A placed text is a text that was taken from a file, and where it stands there.
type placed struct {
	text    []byte
	runs    []SourceRun
	markers []claims.Marker
	places  []SourceRun // of the markers
}

// cutMarkers adds a text from a byte on without its markers. Two forms are read: <!-- … --> anywhere, and […] on a line of its
// own. A line that held nothing else goes with its marker. What looks like a marker and stands otherwise stays, and is noted
// as one that cannot be read.
func (p *placed) cutMarkers(text string, last int) {
	for from := last; ; {
		at := strings.Index(text[from:], markerSign)
		if at < 0 {
			break
		}
		found, ok := markerAround(text, last, from+at)
		if !ok {
			sign := claims.Span{Start: from + at, End: from + at + len(markerSign)}
			if strayMarker(text, sign.Start) {
				p.mark(claims.Marker{}, len(p.text)+sign.Start-last, sign)
			}
			from = sign.End
			continue
		}
		words := text[from+at : found.words]
		m, _ := markerOf(words)
		last = p.cut(text, last, found.Span)
		from = last
		p.mark(m, len(p.text), found.Span)
	}
	p.keep(text, claims.Span{Start: last, End: len(text)})
}

// strayMarker says whether the sign of a marker at a place is opened as one and goes on as one: a text may name this program.
func strayMarker(text string, at int) bool {
	const near = 8 // bytes, with a blank or two before the sign
	before := strings.TrimRight(text[max(0, at-near):at], " \t\r\n")
	return (strings.HasSuffix(before, "[") || strings.HasSuffix(before, "<!--")) &&
		strings.HasPrefix(strings.TrimLeft(text[at+len(markerSign):], " \t"), "allow")
}

// strayMarkers are the markers that stand among the words of a text that was taken from a page or a document, as ones that
// cannot be read.
func strayMarkers(text string, all []claims.Marker) []claims.Marker {
	for from := 0; ; {
		at := strings.Index(text[from:], markerSign)
		if at < 0 {
			return all
		}
		if from += at; strayMarker(text, from) {
			all = addMarker(all, claims.Marker{At: from})
		}
		from += len(markerSign)
	}
}

// A markerPlace is a marker with its signs, and where its words end.
type markerPlace struct {
	claims.Span
	words int
}

// markerAround gives the marker whose words begin at a place, if one does. Nothing before first belongs to it.
func markerAround(text string, first, at int) (markerPlace, bool) {
	before := strings.TrimRight(text[first:at], " \t\r\n")
	rest := text[at:min(len(text), at+maxMarkerBytes)]
	if opened, ok := strings.CutSuffix(before, "<!--"); ok {
		end := strings.Index(rest, "-->")
		return markerPlace{claims.Span{Start: first + len(opened), End: at + end + len("-->")}, at + end}, end >= 0
	}
	start := first + len(before) - 1
	if !strings.HasSuffix(before, "[") || strings.Contains(text[start:at], "\n") || !blankBefore(text, start) {
		return markerPlace{}, false
	}
	line, _, _ := strings.Cut(rest, "\n")
	line = strings.TrimRight(line, " \t\r")
	if !strings.HasSuffix(line, "]") {
		return markerPlace{}, false
	}
	end := at + len(line)
	return markerPlace{claims.Span{Start: start, End: end}, end - 1}, blankAfter(text, end)
}

// blankBefore says whether nothing but blanks stands between a place and the start of its line.
func blankBefore(text string, at int) bool {
	before := strings.TrimRight(text[:at], " \t")
	return before == "" || strings.HasSuffix(before, "\n")
}

// blankAfter says whether nothing but blanks stands between a place and the end of its line.
func blankAfter(text string, at int) bool {
	after := strings.TrimLeft(text[at:], " \t\r")
	return after == "" || after[0] == '\n'
}

// cut keeps what stands before a marker and gives the place behind it from which to go on.
func (p *placed) cut(text string, last int, m claims.Span) int {
	ownLine := blankBefore(text, m.Start) && blankAfter(text, m.End)
	start, end := m.Start, m.End
	for start > last && (text[start-1] == ' ' || text[start-1] == '\t') {
		start--
	}
	if !ownLine {
		if blankBefore(text, m.Start) { // at the start of its line the blanks behind it go
			end += len(text[end:]) - len(strings.TrimLeft(text[end:], " \t"))
		} else if !strings.HasPrefix(text[end:], " ") && !blankAfter(text, end) {
			start = m.Start
		}
		p.keep(text, claims.Span{Start: last, End: start})
		return end
	}
	p.keep(text, claims.Span{Start: last, End: start})
	end += len(text[end:]) - len(strings.TrimLeft(text[end:], " \t"))
	if p.endsBlank() { // it stands before what follows
		line := strings.IndexByte(text[end:], '\n')
		return end + max(0, line+1)
	}
	p.dropNewline() // it is the last line of what it stands under
	return end
}

// keep adds a stretch of the file's text.
func (p *placed) keep(text string, raw claims.Span) {
	if raw.Len() > 0 {
		p.runs = append(p.runs, SourceRun{Text: claims.Span{Start: len(p.text), End: len(p.text) + raw.Len()}, Raw: raw})
		p.text = append(p.text, text[raw.Start:raw.End]...)
	}
}

// endsBlank says whether the text so far is empty or ends with an empty line.
func (p *placed) endsBlank() bool {
	lines := strings.TrimRight(string(p.text[max(0, len(p.text)-maxMarkerBytes):]), " \t\r\n")
	tail := string(p.text[max(0, len(p.text)-maxMarkerBytes):])[len(lines):]
	return lines == "" || strings.Count(tail, "\n") > 1
}

// dropNewline takes the end of the last line back.
func (p *placed) dropNewline() {
	for _, end := range []byte{'\n', '\r'} {
		if n := len(p.text); n > 0 && p.text[n-1] == end && len(p.runs) > 0 {
			p.text = p.text[:n-1]
			r := &p.runs[len(p.runs)-1]
			r.Text.End--
			r.Raw.End--
			if r.Text.Len() == 0 {
				p.runs = p.runs[:len(p.runs)-1]
			}
		}
	}
}

// mark notes a marker that stood at a place of the text.
func (p *placed) mark(m claims.Marker, at int, raw claims.Span) {
	m.At = at
	p.markers = addMarker(p.markers, m)
	p.places = append(p.places[:len(p.markers)-1], SourceRun{Text: claims.Span{Start: at, End: at}, Raw: raw})
}

// addMarker adds a marker to those of a story, within the bound.
func addMarker(all []claims.Marker, m claims.Marker) []claims.Marker {
	if len(all) == maxMarkers {
		all[maxMarkers-1] = claims.Marker{At: m.At}
		return all
	}
	return append(all, m)
}

// shift moves all places of the file by n bytes: a byte order mark stands before them.
func (p *placed) shift(n int) {
	for _, list := range [][]SourceRun{p.runs, p.places} {
		for i := range list {
			list[i].Raw.Start += n
			list[i].Raw.End += n
		}
	}
}

// source is the file with the places of the text in it.
func (p *placed) source(path string, raw []byte) *Source {
	return &Source{Path: path, Raw: raw, Runs: p.runs, Markers: p.places}
}
