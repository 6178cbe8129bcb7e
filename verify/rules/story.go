package rules

import (
	"slices"
	"sort"
	"strings"

	"secondsource/claims"
	"secondsource/verify"
)

// A story is a draft with what several rules ask of it, made once. It is read by one rule after the other.
type story struct {
	verify.Draft
	sentences  []claims.Span
	house      House
	byID       map[string]int // claims
	from       [][]int        // by sentence: the claims whose Sentence starts in it, in order
	para       []int          // by sentence: the number of its line
	quoted     []claims.Span  // what stands between quotation marks, in order
	links      []claims.Span  // the words that carry links, in order
	voices     []nameless     // see unnamed.go
	mentions   []nameless     // voices, and what else is laid to such sources
	transcript bool           // of an interview or a debate: lines name their speakers
	ends       []bool         // by sentence: it is prose, see prose
	backing    map[int]bool   // by sentence that was asked about: it says that somebody else confirms
	reasons    []reason       // see reasons.go
	read       *reading       // see reading.go
}

func newStory(d verify.Draft) *story { return newHouseStory(d, House{}) }

func newHouseStory(d verify.Draft, h House) *story {
	s := &story{Draft: d, sentences: claims.Sentences(d.Article.Text), house: h, byID: map[string]int{}}
	s.from = make([][]int, len(s.sentences))
	s.Claims = slices.Clone(d.Claims)
	for i, c := range s.Claims {
		s.Claims[i] = h.settle(c)
		s.byID[c.ID] = i
		if n := s.sentenceAt(c.Sentence.Start); n >= 0 {
			s.from[n] = append(s.from[n], i)
		}
	}
	s.para = s.lines()
	s.backing = map[int]bool{}
	for i := range s.sentences {
		s.ends = append(s.ends, s.endsAsProse(i))
	}
	s.transcript = s.namesSpeakers()
	s.quoted = quotations(d.Article.Text)
	for _, l := range d.Article.Links {
		s.links = append(s.links, l.At)
	}
	slices.SortFunc(s.links, func(a, b claims.Span) int { return a.Start - b.Start })
	s.reasons = s.findReasons()
	s.voices = s.findVoices()
	return s
}

// lines numbers the line of each sentence.
func (s *story) lines() []int {
	out := make([]int, len(s.sentences))
	n, last := 0, 0
	for i, at := range s.sentences {
		n += strings.Count(s.Article.Text[last:at.Start], "\n")
		out[i], last = n, at.Start
	}
	return out
}

// speakers is the number of lines with a speaker's sign from which a story is a transcript.
const speakers = 3

// namesSpeakers says whether the story is a transcript.
func (s *story) namesSpeakers() bool {
	n := 0
	for i, at := range s.sentences {
		if !s.sameLine(i-1, i) && speakerLine.MatchString(s.text(at)) {
			n++
		}
	}
	return n >= speakers
}

// words are the words of a span of the story.
func (s *story) words(at claims.Span) string { return s.Article.Words([]claims.Span{at}) }

// mostBytes bounds the work on one sentence or content: none of news is longer, and a text without full stops must not
// be read once for every claim in it.
const mostBytes = 2000

// text is the words of a span, cut after mostBytes.
func (s *story) text(at claims.Span) string {
	if !at.Fits(s.Article.Text) {
		return ""
	}
	if at.Len() > mostBytes {
		at.End = at.Start + mostBytes
		for !at.Fits(s.Article.Text) {
			at.End--
		}
	}
	return s.Article.Text[at.Start:at.End]
}

// sentenceAt is the number of the sentence at a byte, or of the last one that starts before it; -1 before the first.
func (s *story) sentenceAt(pos int) int {
	return sort.Search(len(s.sentences), func(i int) bool { return s.sentences[i].Start > pos }) - 1
}

// at is the number of the sentence that a claim stands in; -1 for none.
func (s *story) at(c claims.Claim) int { return s.sentenceAt(c.Sentence.Start) }

// fewClaims bounds how many claims of one sentence are compared with each other.
const fewClaims = 40

// claimsFrom are the claims that start in a sentence, at most fewClaims.
func (s *story) claimsFrom(sentence int) []claims.Claim {
	if sentence < 0 || sentence >= len(s.from) {
		return nil
	}
	var out []claims.Claim
	for _, i := range s.from[sentence][:min(fewClaims, len(s.from[sentence]))] {
		out = append(out, s.Claims[i])
	}
	return out
}

// sameLine says whether two sentences stand in one paragraph.
func (s *story) sameLine(a, b int) bool {
	return a >= 0 && b >= 0 && a < len(s.para) && b < len(s.para) && s.para[a] == s.para[b]
}

// prose says whether a sentence ends as one: headlines, list entries and captions in the text do not.
func (s *story) prose(sentence int) bool {
	return sentence >= 0 && sentence < len(s.ends) && s.ends[sentence]
}

func (s *story) endsAsProse(sentence int) bool {
	at := s.sentences[sentence]
	if s.titled(sentence) {
		return false
	}
	end := strings.TrimRight(s.Article.Text[max(at.Start, at.End-12):at.End], "”’\"')] ")
	return strings.HasSuffix(end, ".") || strings.HasSuffix(end, "?") || strings.HasSuffix(end, "!") || strings.HasSuffix(end, "…") ||
		sentence+1 < len(s.sentences) && s.sameLine(sentence, sentence+1)
}

// titled says whether a sentence is a line of its own in the capitals of a headline.
func (s *story) titled(sentence int) bool {
	if s.sameLine(sentence-1, sentence) || s.sameLine(sentence, sentence+1) {
		return false
	}
	long, upper := 0, 0
	for _, w := range wordsOf(s.text(s.sentences[sentence]), 0) {
		if len(w.low) > 3 {
			long++
			if w.upper {
				upper++
			}
		}
	}
	return long >= 3 && upper*10 >= long*8
}

// linked says whether a link starts in a span.
func (s *story) linked(at claims.Span) bool {
	i := sort.Search(len(s.links), func(i int) bool { return s.links[i].Start >= at.Start })
	return i < len(s.links) && s.links[i].Start < at.End
}

// within says whether a byte stands inside one of the spans, which are in order.
func within(spans []claims.Span, pos int) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].Start > pos }) - 1
	return i >= 0 && pos < spans[i].End
}

// parent is the claim that another was reported in.
func (s *story) parent(c claims.Claim) (claims.Claim, bool) {
	i, ok := s.byID[c.Via]
	if c.Via == "" || !ok {
		return claims.Claim{}, false
	}
	return s.Claims[i], true
}

// verdict is what became of a claim in a check; false if nothing was searched.
func (s *story) verdict(c claims.Claim) (verify.Verdict, bool) {
	i, ok := s.byID[c.ID]
	if !ok || i >= len(s.Verdicts) {
		return verify.Verdict{}, false
	}
	return s.Verdicts[i], true
}

// finding is a finding on a claim.
func finding(c claims.Claim, at claims.Span, message string) verify.Finding {
	return verify.Finding{Claim: c.ID, At: at, Message: message}
}

// hull is the span from the first of the spans to the last; at if there are none.
func hull(spans []claims.Span, at claims.Span) claims.Span {
	if len(spans) == 0 {
		return at
	}
	out := spans[0]
	for _, s := range spans[1:] {
		out.Start, out.End = min(out.Start, s.Start), max(out.End, s.End)
	}
	return out
}
