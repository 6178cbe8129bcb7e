package verify

import (
	"fmt"
	"slices"
	"strings"

	"secondsource/claims"
)

// FromText is where a waiver comes from that is a marker in the story.
const FromText = "text"

// ReasonToWrite stands in a marker that an editor's quick fix inserts, until the reason is written. Such a marker lets findings
// stand, and is itself a finding as severe as the worst of them, so that nothing passes without a reason.
const ReasonToWrite = "write the reason here"

// A WaiverEntry is a waiver of a file: which findings it lets stand, in which stories.
type WaiverEntry struct {
	Waiver
	Rule    string // "": any that Finding is of
	Finding string // a fingerprint; "": any of the rule
	Words   string // what the words of the finding hold, white space aside; "": anything
	Story   string // the reference or address of the story, * for any letters and ? for one; "": any story
}

// For says whether the entry is for the story of a reference and an address; "" for none.
func (w WaiverEntry) For(ref, address string) bool {
	return w.Story == "" || ref != "" && glob(w.Story, ref) || address != "" && glob(w.Story, address)
}

// glob says whether a name is as a pattern says, in which * stands for any characters and ? for one byte. It goes back to the
// last * alone, so that no pattern takes more than their lengths multiplied.
func glob(pattern, name string) bool {
	p, n, star, from := 0, 0, -1, 0
	for n < len(name) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, n
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == name[n]):
			p++
			n++
		case star >= 0:
			from++
			p, n = star+1, from
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

func (w WaiverEntry) covers(f Finding, words string) bool {
	return (w.Rule == "" || w.Rule == f.Rule) && (w.Finding == "" || w.Finding == f.Fingerprint) &&
		(w.Words == "" || strings.Contains(oneSpace(words), oneSpace(w.Words)))
}

func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

// WaiverRules are the rules of findings about the markers of a story themselves.
var WaiverRules = []RuleInfo{
	{
		ID: "WAIVER-NO-REASON", Severity: Warning,
		Finds: "a marker that lets a finding stand and gives no reason",
		Why: "What is waived is kept for good, and whoever reads it years later has the reason alone to go by. Without one the " +
			"marker lets nothing stand.",
		Origin: []string{"our own"},
		Fix:    "Write the reason behind a colon: secondsource: allow RULE: reason.",
	},
	{
		ID: "WAIVER-UNUSED", Severity: Info,
		Finds: "a marker that lets nothing stand: the rule finds nothing there, is not in use, or cannot be read",
		Why: "A marker that outlived its finding would let the next one stand unseen, and one with a misspelt rule lets a finding " +
			"stand that its author takes for settled.",
		Origin: []string{"our own"},
		Fix:    "Take the marker out, or move it into the paragraph or in front of the paragraph that it is for.",
	},
}

// waiving is a story's findings and what lets some of them stand.
type waiving struct {
	story    claims.Article
	findings []Finding
	rules    []RuleInfo // in use
	searched bool       // there are verdicts
}

// waive lets findings stand: those of the story that a marker covers, and any that an entry does. It adds what is to say of
// the markers themselves. Markers of other pages are never asked.
func (w waiving) waive(entries []WaiverEntry, words func(Finding) string) []Finding {
	var about []Finding
	for _, m := range w.story.Markers {
		about = append(about, w.mark(m)...)
	}
	for i, f := range w.findings {
		for _, e := range entries {
			if f.Waived == nil && w.findings[i].Waived == nil && e.covers(f, words(f)) {
				given := e.Waiver
				w.findings[i].Waived = &given
			}
		}
	}
	return append(w.findings, about...)
}

// mark lets the findings that a marker covers stand, and says what is wrong with the marker.
func (w waiving) mark(m claims.Marker) []Finding {
	at := claims.Span{Start: m.At, End: m.At}
	if !at.Fits(w.story.Text) {
		return nil // of an article that another program made
	}
	tell := func(r RuleInfo, format string, args ...any) []Finding {
		return []Finding{{Rule: r.ID, Severity: r.Severity, At: at, Message: fmt.Sprintf(format, args...), Fix: r.Fix}}
	}
	switch {
	case len(m.Rules) == 0:
		return tell(WaiverRules[1], "a marker cannot be read, and lets nothing stand: write secondsource: allow RULE: reason "+
			"as a comment of Markdown or HTML, or in brackets on a line of its own in text and Word")
	case m.Reason == "":
		return tell(WaiverRules[0], "the marker for %s gives no reason, and lets nothing stand", strings.Join(m.Rules, ", "))
	}
	var out []Finding
	var worst Severity
	scope := paragraphAt(w.story.Text, m.At)
	for _, rule := range m.Rules {
		n, severity := w.standing(rule, m, scope)
		if severity.Rank() > worst.Rank() {
			worst = severity
		}
		switch {
		case n > 0:
		case !w.inUse(rule):
			out = append(out, tell(WaiverRules[1], "the marker allows %s, which is no rule in use", rule)...)
		case w.searched || !w.needsVerdicts(rule):
			out = append(out, tell(WaiverRules[1], "the marker allows %s, which finds nothing there", rule)...)
		}
	}
	if m.Reason == ReasonToWrite && worst != "" {
		r := WaiverRules[0]
		r.Severity = worst
		out = append(out, tell(r, "the marker for %s has yet to say why", strings.Join(m.Rules, ", "))...)
	}
	return out
}

// standing lets the rule's findings in the marker's scope stand, counts them and gives the worst severity among them.
func (w waiving) standing(rule string, m claims.Marker, scope claims.Span) (n int, worst Severity) {
	within := func(s claims.Span) bool { return scope.Start <= s.Start && s.Start < scope.End }
	for i, f := range w.findings {
		if f.Rule == rule && f.Article == "" && (m.Whole || within(f.At) || slices.ContainsFunc(f.Also, within)) {
			n++
			if f.Severity.Rank() > worst.Rank() {
				worst = f.Severity
			}
			if f.Waived == nil {
				w.findings[i].Waived = &Waiver{Reason: m.Reason, From: FromText}
			}
		}
	}
	return n, worst
}

func (w waiving) inUse(rule string) bool {
	return rule == InjectionRule || slices.ContainsFunc(w.rules, func(r RuleInfo) bool { return r.ID == rule })
}

func (w waiving) needsVerdicts(rule string) bool {
	return slices.ContainsFunc(w.rules, func(r RuleInfo) bool { return r.ID == rule && r.Verdicts })
}

// paragraphAt is the paragraph of a text in which or at whose end a place is, else the next one; an empty span at the end
// if there is none. Paragraphs are parted by an empty line, or by any line break where the text has no empty line.
func paragraphAt(text string, at int) claims.Span {
	parts := func(from int) (end, next int) { // of the paragraph that goes on at from
		for i := from; ; {
			line := strings.IndexByte(text[i:], '\n')
			if line < 0 {
				return len(text), len(text)
			}
			i += line + 1
			rest := strings.TrimLeft(text[i:], " \t\r")
			if rest == "" || rest[0] == '\n' {
				return i - 1, len(text) - len(strings.TrimLeft(text[i:], " \t\r\n"))
			}
		}
	}
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	if _, next := parts(start); next == len(text) {
		return lineAt(text, at)
	}
	for start < len(text) {
		end, next := parts(start)
		if at <= end {
			return claims.Span{Start: start, End: end}
		}
		start = next
	}
	return claims.Span{Start: len(text), End: len(text)}
}

// lineAt is the line in which a place is.
func lineAt(text string, at int) claims.Span {
	start := strings.LastIndexByte(text[:at], '\n') + 1
	end := strings.IndexByte(text[at:], '\n')
	if end < 0 {
		return claims.Span{Start: start, End: len(text)}
	}
	return claims.Span{Start: start, End: at + end}
}
