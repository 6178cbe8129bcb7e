// Package rules holds the editorial rules: what an editor wants to see before a story is published, such as a source that
// nobody could tell from another, or a statement that the story itself contradicts. A rule is one file with its examples
// and a line in the table of this file; [Book] is the rules as a desk has set them.
//
// The package is pure: a draft in, findings out. It reads no configuration file and prints nothing.
package rules

import (
	"cmp"
	"slices"

	"secondsource/claims"
	"secondsource/verify"
)

// A Rule is one editorial rule.
type Rule struct {
	verify.RuleInfo
	// find gives the findings with their places, words and severities other than the usual one; the book fills in the rest.
	find func(s *story, o Options) []verify.Finding
	// match and pass are short stories of ours that the rule must and must not have a finding in; tests run them.
	match, pass []Example
}

// An Example is a short story. All but Text may be empty.
type Example struct {
	Title string
	Text  string
	Notes []claims.Note
	// Label is the verdict of every claim that can be checked; "": nothing was searched.
	Label verify.Label
}

// table is the rules in the order in which they are told.
var table = []Rule{
	anonNoReason,
	anonRoteReason,
	anonBare,
	anonOpinion,
	anonSingle,
	anonPlural,
	vagueCrowd,
	unattributed,
	quoteNoSpeaker,
	laundered,
	uncorroborated,
	headlineUnsupported,
	tension,
}

// A Book is the rules as a desk has set them. It is an [verify.Editor].
type Book struct {
	rules   []Rule
	all     []Rule             // also those that are off, with the severity Off
	options map[string]Options // by rule, with every limit
	house   House
	digest  string
}

// NewBook makes the book of a desk's settings of single rules; see [Open], which takes all that can be set.
func NewBook(options map[string]Options) (*Book, error) { return Open(Settings{Rules: options}) }

// Name is the rules' version and a digest of the desk's settings: two books of one name find the same.
func (b *Book) Name() string { return b.digest }

// Rules says what the rules in use are, in the order of the table.
func (b *Book) Rules() []verify.RuleInfo {
	var out []verify.RuleInfo
	for _, r := range b.rules {
		out = append(out, r.RuleInfo)
	}
	return out
}

// All says what all rules are, in the order of the table; those that the desk does not want have the severity [Off].
func (b *Book) All() []verify.RuleInfo {
	var out []verify.RuleInfo
	for _, r := range b.all {
		out = append(out, r.RuleInfo)
	}
	return out
}

// Examples are short stories that a rule must and must not have a finding in. A rule of the desk's own has none.
func (b *Book) Examples(id string) (match, pass []Example) {
	for _, r := range b.all {
		if r.ID == id {
			return r.match, r.pass
		}
	}
	return nil, nil
}

// Findings reads a draft by all rules, and gives what they found in the order of the text.
func (b *Book) Findings(d verify.Draft) []verify.Finding {
	s := newHouseStory(d, b.house)
	out := []verify.Finding{}
	for _, r := range b.rules {
		for _, f := range r.find(s, b.options[r.ID]) {
			f.Rule, f.Severity, f.Fix = r.ID, cmp.Or(b.options[r.ID].Severity, f.Severity, r.Severity), cmp.Or(f.Fix, r.Fix)
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b verify.Finding) int {
		return cmp.Or(cmp.Compare(a.At.Start, b.At.Start), cmp.Compare(a.At.End, b.At.End))
	})
	verify.Sign(out, func(f verify.Finding) string { return s.text(f.At) + "\x00" + s.text(s.around(f.At.Start)) })
	return out
}

// around is the sentence in which a place is, or the one before it; an empty span at the start if there is none.
func (s *story) around(at int) claims.Span {
	i, _ := slices.BinarySearchFunc(s.sentences, at, func(c claims.Span, at int) int { return cmp.Compare(c.Start, at+1) })
	if i == 0 {
		return claims.Span{}
	}
	return s.sentences[i-1]
}

// texts are examples that are texts alone.
func texts(all ...string) []Example { return checked("", all...) }

// checked are examples in which every claim that can be checked has a label.
func checked(label verify.Label, all ...string) []Example {
	var out []Example
	for _, text := range all {
		out = append(out, Example{Text: text, Label: label})
	}
	return out
}
