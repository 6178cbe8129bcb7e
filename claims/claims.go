// Package claims turns the text of a news article into attributed claims: what is asserted, whom the article lays it
// to, in which words, and at which bytes of the text.
//
// It is the first stage of the pipeline after reading and the lowest package of the program: pure, text in, claims
// out, with no network, files, SQL, logging or HTML. Start with the nouns in this file, then [Rules.Extract] in
// extract.go, the cue table in cues.go and the sentences in sentences.go.
package claims

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// A Span is a half-open range of UTF-8 bytes of an Article's Text. Its JSON form is [start,end].
type Span struct{ Start, End int }

// MarshalJSON writes the span as [start,end].
func (s Span) MarshalJSON() ([]byte, error) { return json.Marshal([2]int{s.Start, s.End}) }

// UnmarshalJSON reads [start,end]. A span that ends before it starts, or starts below zero, is an error.
func (s *Span) UnmarshalJSON(b []byte) error {
	var pair []int
	if err := json.Unmarshal(b, &pair); err != nil {
		return fmt.Errorf("span %s: %w", b, err)
	}
	if len(pair) != 2 || pair[0] < 0 || pair[1] < pair[0] {
		return fmt.Errorf("span %s: want [start,end] with 0 <= start <= end", b)
	}
	s.Start, s.End = pair[0], pair[1]
	return nil
}

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains says whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps says whether the two spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// A Ref is an article without its text: what records and groups carry.
type Ref struct {
	// ID is the hex SHA-256 of URL and Text (see NewArticle): a changed page is another article.
	ID        string    `json:"id"`
	URL       string    `json:"url,omitempty"`
	Publisher string    `json:"publisher,omitempty"`
	Title     string    `json:"title,omitempty"`
	Byline    string    `json:"byline,omitempty"`
	Published time.Time `json:"published,omitzero"` // zero if the page does not say
	// Primary says that the piece is a filing, ruling, transcript, data table or official statement that its own issuer
	// publishes, and no report on one.
	Primary bool `json:"primary,omitempty"`
}

// A Link is an address that the article's body points to, and the words that carry it.
type Link struct {
	URL string `json:"url"`
	At  Span   `json:"at"` // of Text
}

// An Article is a story or a piece of coverage as it was read.
type Article struct {
	Ref
	Text      string   `json:"text,omitempty"` // what every Span counts in; never changed once made
	Links     []Link   `json:"links,omitempty"`
	Related   []string `json:"related,omitempty"`   // headlines of boxes on the page, captions, corrections: never part of Text
	Canonical string   `json:"canonical,omitempty"` // the address that the page names as its original, when it is not URL
	Degraded  string   `json:"degraded,omitempty"`  // why less than the whole page could be read, or may be there; "" if all was
	Facts
}

// NewArticle makes an article of a text and what is known of it. Its ID is the hex SHA-256 of URL, a zero byte and
// text, so that the same words at the same address are the same article on every machine.
func NewArticle(ref Ref, text string) Article {
	ref.ID = ArticleID(ref.URL, text)
	return Article{Ref: ref, Text: text}
}

// ArticleID is the ID of the article with this address and text; see NewArticle.
func ArticleID(url, text string) string {
	h := sha256.New()
	h.Write([]byte(url))
	h.Write([]byte{0})
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil))
}

// Words gives the words of the spans, in order, joined by " … " where the article has other words between them.
// Spans outside the text are left out.
func (a Article) Words(spans []Span) string {
	var b strings.Builder
	last := -1
	for _, s := range spans {
		if s.Start < 0 || s.End > len(a.Text) || s.Start > s.End {
			continue
		}
		if last >= 0 {
			if strings.TrimSpace(a.Text[min(last, s.Start):s.Start]) == "" {
				b.WriteByte(' ')
			} else {
				b.WriteString(" … ")
			}
		}
		b.WriteString(a.Text[s.Start:s.End])
		last = s.End
	}
	return b.String()
}

// A Kind says what sort of source a claim is laid to. It is stored as the word itself, so that old ledgers stay
// readable. The rules that tell them apart are in kinds.go.
type Kind string

// The kinds of source, in the order in which the typology tries them.
const (
	KindNobody       Kind = "nobody"       // the article's own voice
	KindHearsay      Kind = "hearsay"      // attributed, but to no one: "reportedly", an agentless passive
	KindSelf         Kind = "self"         // the publisher or its staff
	KindMedia        Kind = "media"        // another outlet, "media reports"
	KindData         Kind = "data"         // a poll, survey, statistics
	KindDocument     Kind = "document"     // a report, filing, letter, statement, ruling
	KindPerson       Kind = "person"       // a named person
	KindOrganization Kind = "organization" // a body, ministry, capital; an unnamed spokesperson of one
	KindDescribed    Kind = "described"    // unnamed, but with role, affiliation or reason
	KindAnonymous    Kind = "anonymous"    // "sources", an insider, nothing more
	KindCrowd        Kind = "crowd"        // a class without members: "experts", "critics"
	KindUnresolved   Kind = "unresolved"   // a pronoun or phrase that could not be settled
)

// A QuoteForm says how much of a claim's content stands inside quotation marks.
type QuoteForm string

// The quote forms.
const (
	QuoteDirect   QuoteForm = "direct"   // all of it
	QuoteMixed    QuoteForm = "mixed"    // some of it
	QuoteIndirect QuoteForm = "indirect" // none of it
)

// A CueClass says what the source does with the content.
type CueClass string

// The cue classes. Only speech, evidence and decree make a claim that coverage can be searched for.
const (
	CueSpeech    CueClass = "speech"    // said, according to
	CueEvidence  CueClass = "evidence"  // shows, found
	CueDecree    CueClass = "decree"    // ordered, ruled
	CueCognition CueClass = "cognition" // believes
	CueIntent    CueClass = "intent"    // plans, wants
	CueOther     CueClass = "other"
)

// A Polarity says whether the source asserts the content. A denied or declined content is never a claim that the
// source made.
type Polarity string

// The polarities.
const (
	PolarityAffirmed Polarity = "affirmed"
	PolarityDenied   Polarity = "denied"   // "denied", "rejected reports that"
	PolarityDeclined Polarity = "declined" // "declined to comment", "did not say whether"
)

// An Attribution is whom a claim is laid to. Kind is never empty.
type Attribution struct {
	Class       CueClass `json:"class,omitempty"` // "" for nobody
	Kind        Kind     `json:"kind"`
	Name        string   `json:"name,omitempty"`
	Role        string   `json:"role,omitempty"`
	Affiliation string   `json:"affiliation,omitempty"`
	Official    bool     `json:"official,omitempty"` // speaks for a state or public body
	Source      []Span   `json:"source,omitempty"`   // the words that name the source; none for nobody
	Cue         []Span   `json:"cue,omitempty"`
	Charged     bool     `json:"charged,omitempty"` // the cue judges: "admitted", "claimed"
	Polarity    Polarity `json:"polarity,omitempty"`
}

// A Claim is one assertion and whom the article lays it to.
type Claim struct {
	ID       string    `json:"id"` // see NewID: the same on every machine
	Article  string    `json:"article"`
	Content  []Span    `json:"content"`  // in text order; several when an aside splits the words
	Sentence Span      `json:"sentence"` // the sentence or sentences it stands in
	Quote    QuoteForm `json:"quote,omitempty"`
	Worth    float64   `json:"worth"`            // checkworthiness, 0 to 1: it ranks a queue and is never a verdict
	Via      string    `json:"via,omitempty"`    // ID of the claim this one was reported in ("sources say Tehran told…")
	Phrase   bool      `json:"phrase,omitempty"` // the content is a noun phrase alone ("confirmed participation"), not a statement
	Attribution
}

// NewID is the claim's ID: the hex SHA-256 of its article's ID, its content and its cue.
func (c Claim) NewID() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%v\x00%v", c.Article, c.Content, c.Cue))
	return hex.EncodeToString(sum[:])
}

// Checkable says whether coverage can bear on the claim: an affirmed statement of speech, evidence or decree, or one in
// nobody's voice. Beliefs, plans, denials, refusals to comment and contents that state nothing are kept and shown, but
// not searched for.
func (c Claim) Checkable() bool {
	if c.Kind == KindNobody {
		return true
	}
	switch c.Class {
	case CueSpeech, CueEvidence, CueDecree:
		return !c.Phrase && c.Polarity != PolarityDenied && c.Polarity != PolarityDeclined
	case CueCognition, CueIntent, CueOther:
	}
	return false
}

// ErrSpan is returned by Validate for words that are not in the article.
var ErrSpan = errors.New("words that are not in the article")

// Validate says whether every span of the claim lies in text, on rune boundaries, and the content is in text order.
// An extractor that answers otherwise, by accident or by a model's invention, is refused by the pipeline.
func (c Claim) Validate(text string) error {
	last := 0
	for _, s := range c.Content {
		if s.Start < last {
			return fmt.Errorf("claim %.12s: content %v out of order: %w", c.ID, c.Content, ErrSpan)
		}
		last = s.End
	}
	all := append(append(append([]Span{c.Sentence}, c.Content...), c.Source...), c.Cue...)
	for _, s := range all {
		if !s.Fits(text) {
			return fmt.Errorf("claim %.12s: span %v of %d bytes: %w", c.ID, s, len(text), ErrSpan)
		}
	}
	if len(c.Content) == 0 {
		return fmt.Errorf("claim %.12s: no content: %w", c.ID, ErrSpan)
	}
	return nil
}

// Fits says whether the span lies in text and starts and ends between runes.
func (s Span) Fits(text string) bool {
	boundary := func(i int) bool { return i == len(text) || text[i]&0xC0 != 0x80 }
	return s.Start >= 0 && s.Start <= s.End && s.End <= len(text) && boundary(s.Start) && boundary(s.End)
}
