// Package rules holds the editorial rules: what an editor wants to see before a story is published, such as a source that
// nobody could tell from another, or a statement that the story itself contradicts. A rule is one file with its examples
// and a line in the table of this file; [Book] is the rules as a desk has set them.
//
// The package is pure: a draft in, findings out. It reads no configuration file and prints nothing.
package rules

import (
	"cmp"
	"fmt"
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

// Options are a desk's settings of one rule.
type Options struct {
	Severity verify.Severity    `toml:"severity"` // "": as it comes; "off": the rule is not read
	Limits   map[string]float64 `toml:"limits"`   // thresholds by name
}

// table is the rules in the order in which they are told.
var table = []Rule{
	anonBare,
}

// A Book is the rules as a desk has set them. It is an [verify.Editor].
type Book struct {
	rules   []Rule
	options map[string]Options
}

// NewBook makes the book of the desk's settings, by rule. A rule that there is none of is an error.
func NewBook(options map[string]Options) (*Book, error) {
	b := &Book{options: options}
	for id := range options {
		if !slices.ContainsFunc(table, func(r Rule) bool { return r.ID == id }) {
			return nil, fmt.Errorf("there is no rule %q", id)
		}
	}
	for _, r := range table {
		if o := options[r.ID]; o.Severity != "off" {
			r.Severity = cmp.Or(o.Severity, r.Severity)
			b.rules = append(b.rules, r)
		}
	}
	return b, nil
}

// Rules says what the rules in use are, in the order of the table.
func (b *Book) Rules() []verify.RuleInfo {
	var out []verify.RuleInfo
	for _, r := range b.rules {
		out = append(out, r.RuleInfo)
	}
	return out
}

// Findings reads a draft by all rules, and gives what they found in the order of the text.
func (b *Book) Findings(d verify.Draft) []verify.Finding {
	s := newStory(d)
	out := []verify.Finding{}
	for _, r := range b.rules {
		for _, f := range r.find(s, b.options[r.ID]) {
			f.Rule, f.Severity, f.Fix = r.ID, cmp.Or(f.Severity, r.Severity), cmp.Or(f.Fix, r.Fix)
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b verify.Finding) int {
		return cmp.Or(cmp.Compare(a.At.Start, b.At.Start), cmp.Compare(a.At.End, b.At.End))
	})
	verify.Sign(out, func(f verify.Finding) string { return s.words(f.At) + "\x00" + s.words(s.around(f.At.Start)) })
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
