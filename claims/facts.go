package claims

import "time"

// Facts are what a page says besides its story, and by which rule each of them was found. All of it may be missing: text
// and Markdown have only a language.
type Facts struct {
	Dateline    string     `json:"dateline,omitempty"` // where the piece was written, as printed: "KESTREL BAY, March 3 (Meridian Wire)"
	Language    string     `json:"language,omitempty"` // ISO 639, two letters where there are two: "en"; "" if unknown
	Modified    time.Time  `json:"modified,omitzero"`  // when the page says it was last changed; never before Published
	Rules       Provenance `json:"rules,omitzero"`
	Blockquotes []Span     `json:"blockquotes,omitempty"` // of Text: what the page sets apart as a quotation, a quoted post among them
	Notes       []Note     `json:"notes,omitempty"`       // Related, in the same order, with what each is
	Signs       []Sign     `json:"signs,omitempty"`       // that the page may hold less than the whole story, or none; Degraded says it in words
	Hidden      Hidden     `json:"hidden,omitzero"`
	Markers     []Marker   `json:"markers,omitempty"` // where the desk lets a finding stand; their words are no part of Text
}

// A Marker is a note of the desk in its story: which rules may find something there, and why that stands.
type Marker struct {
	Rules  []string `json:"rules,omitempty"`  // none: the marker could not be read
	Reason string   `json:"reason,omitempty"` // one line; "": none was given
	At     int      `json:"at"`               // of Text: in or at the end of the paragraph that it is for, or before it
	Whole  bool     `json:"whole,omitempty"`  // it is for the whole story
}

// A Rule says where a fact was found. It is stored as the word itself.
type Rule string

// The rules, in the order of trust in which they are mostly tried. One date in eight that a page states is wrong (ingest
// note §3), so a date without its rule says little.
const (
	RuleLD      Rule = "json-ld" // the page's schema.org description
	RuleMeta    Rule = "meta"    // a meta tag
	RuleMarkup  Rule = "markup"  // a marked element: <time>, rel="author", <link rel="canonical">, <html lang>
	RuleText    Rule = "text"    // the words of the story
	RuleAddress Rule = "address" // the page's own address
	RuleServer  Rule = "server"  // the header of the server's answer

	// These are the ways to the main text of a page; the last two leave it degraded.
	RuleMainPart   Rule = "main-part"  // the part of the page that holds the story, cleaned
	RuleParagraphs Rule = "paragraphs" // the longest run of paragraphs
	RuleTokens     Rule = "tokens"     // all paragraphs, without a tree
)

// Provenance names the rule behind each fact; "" for a fact that is missing, or that came with the article from elsewhere.
type Provenance struct {
	Text      Rule `json:"text,omitempty"` // "" for a text that is no page's
	Title     Rule `json:"title,omitempty"`
	Byline    Rule `json:"byline,omitempty"`
	Dateline  Rule `json:"dateline,omitempty"`
	Publisher Rule `json:"publisher,omitempty"`
	Canonical Rule `json:"canonical,omitempty"` // also where URL is the address that the page names as its original
	Language  Rule `json:"language,omitempty"`
	Published Rule `json:"published,omitempty"`
	Modified  Rule `json:"modified,omitempty"`
}

// A Note is a line of the page that is not the story's but bears on it.
type Note struct {
	Kind NoteKind `json:"kind"`
	Text string   `json:"text"`
}

// A NoteKind says what a note is. It is stored as the word itself.
type NoteKind string

// The kinds of note.
const (
	NoteHeadline      NoteKind = "headline" // of a box that announces other stories
	NoteCaption       NoteKind = "caption"
	NoteCorrection    NoteKind = "correction"
	NoteClarification NoteKind = "clarification" // also an editor's note that corrects nothing
)

// A Sign says that a page may not hold the whole story. It is stored as the word itself.
type Sign string

// The signs.
const (
	SignPaywall  Sign = "paywall"   // the page says that the story is not free to read
	SignMetered  Sign = "metered"   // it is free to read a number of times
	SignNotFound Sign = "not-found" // the server called it a page, and the page calls itself an error
	SignRedirect Sign = "redirect"  // the story's address led to the site's front page
)

// Hidden counts words that a page holds and does not show, in bytes. They are no evidence and never part of Text; many
// of them may be meant for a machine that reads the page.
type Hidden struct {
	Elements     int `json:"elements,omitempty"`     // hidden by style or attribute
	Comments     int `json:"comments,omitempty"`     // <!-- -->
	Alternatives int `json:"alternatives,omitempty"` // alt and title attributes
}
