package verify

import (
	"slices"

	"secondsource/claims"
	"secondsource/sources"
)

// A Severity ranks a finding.
type Severity string

// The severities, from the least.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Error   Severity = "error"
)

// Rank orders severities from the least, 1; 0 for none of them.
func (s Severity) Rank() int { return 1 + slices.Index([]Severity{Info, Warning, Error}, s) }

// A Finding is an editorial rule that a story met. A verdict alone is never a finding.
type Finding struct {
	Rule     string      `json:"rule"`
	Severity Severity    `json:"severity"`
	Claim    string      `json:"claim,omitempty"`
	Article  string      `json:"article,omitempty"` // the page that At counts in; "": the story
	At       claims.Span `json:"at"`
	Message  string      `json:"message"` // one line that names the words
	// Also are the other passages that the finding is about, in the page of At; AlsoText are those that stand in no text, such
	// as a headline of the page.
	Also     []claims.Span `json:"also,omitempty"`
	AlsoText []string      `json:"also_text,omitempty"`
	Fix      string        `json:"fix,omitempty"` // what an editor can do about it
	// Fingerprint tells the finding in later versions of the story: a digest of the rule, the words and their sentence, not of
	// their place (see Sign).
	Fingerprint string  `json:"fingerprint,omitempty"`
	Waived      *Waiver `json:"waived,omitempty"` // nil: open
}

// A Waiver is an editor's reason to let a finding stand. What is waived is kept and shown, and fails nothing.
type Waiver struct {
	Reason string `json:"reason"`
	From   string `json:"from"`         // "text" for a marker in the story, else the file that it stands in
	By     string `json:"by,omitempty"` // who gave the reason, if it says so
}

// equal says whether two findings are the same.
func (f Finding) equal(o Finding) bool {
	same := f.Rule == o.Rule && f.Severity == o.Severity && f.Claim == o.Claim && f.Article == o.Article && f.At == o.At && f.Message == o.Message
	return same && slices.Equal(f.Also, o.Also) && slices.Equal(f.AlsoText, o.AlsoText)
}

// A RuleInfo is what a rule says of itself.
type RuleInfo struct {
	ID       string   `json:"id"`
	Severity Severity `json:"severity"` // of its findings, unless they say otherwise
	Finds    string   `json:"finds"`    // one line
	Why      string   `json:"why"`      // a short paragraph in our own words
	Origin   []string `json:"origin"`   // the house styles behind it, cited and dated
	Fix      string   `json:"fix"`
	// Verdicts says that the rule reads verdicts, so that it finds nothing where nothing was searched.
	Verdicts bool    `json:"verdicts,omitempty"`
	Limits   []Limit `json:"limits,omitempty"` // the thresholds that a desk can set
}

// A Limit is a threshold of a rule.
type Limit struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"` // as it comes
	Means string  `json:"means"` // with its unit
}

// A Draft is what editorial rules read: a story, its claims and, in a check, what became of them.
type Draft struct {
	Article  claims.Article
	Claims   []claims.Claim
	Verdicts []Verdict // one a claim, in order; nil if nothing was searched
	Coverage []sources.Group
}

// An Editor reads a draft and says what to mend, in the order of the text.
type Editor interface {
	// Findings is pure: the same draft gives the same findings. None is an empty slice.
	Findings(d Draft) []Finding
	// Rules says which rules are in use.
	Rules() []RuleInfo
}
