package report

import (
	"fmt"
	"slices"
	"strings"

	"secondsource/verify"
)

// findings prints what the editorial rules found, the worst first, then what an editor has waived and what a baseline knew.
func (p *page) findings() {
	if len(p.r.Run.Findings) == 0 && p.o.Known == 0 {
		return
	}
	g := newGround(p.r, p.o)
	open, waived := g.spots(false), g.spots(true)
	if len(open) > 0 {
		p.printf("\n%s\n", p.style(bold, "Findings"))
	}
	told := map[string]bool{} // what to do, once
	for _, level := range levelsOf(open) {
		for _, s := range open {
			if s.Severity == level {
				p.finding(s)
				p.fix(s, told)
			}
		}
	}
	if len(waived) > 0 {
		p.printf("\n%s\n", p.style(bold, "Waived, with the editor's reason"))
	}
	for _, s := range waived {
		p.finding(s)
		p.para("", 4, "Waived: "+waiverWords(s.Waived))
	}
	if n := p.o.Known; n > 0 {
		p.printf("\n")
		p.para("", 0, plural(n, "more finding")+" known from the baseline, not shown.")
	}
}

// levelsOf lists the severities of findings, the worst first and those of a newer program last.
func levelsOf(all []spot) []verify.Severity {
	out := severities
	for _, s := range all {
		if !slices.Contains(out, s.Severity) {
			out = append(slices.Clip(out), s.Severity)
		}
	}
	return out
}

// finding prints one finding: the rule and the place, the words and the passages beside them.
func (p *page) finding(s spot) {
	rule := p.style(bySeverity[s.Severity], fmt.Sprintf("%s (%s)", Plain(s.Rule), Plain(string(s.Severity))))
	p.para("  - ", 4, fmt.Sprintf("%s %s: %s", rule, s.here.Place.short(), Plain(s.Message)))
	if s.here.Words != "" && !strings.Contains(Plain(s.Message), Plain(s.here.Words)) {
		p.para("", 4, quoted(Plain(s.here.Words)))
	}
	for _, beside := range s.beside {
		if !s.says(beside) {
			p.para("", 4, beside.told())
		}
	}
}

// fix prints what an editor can do, unless it was said of an earlier finding of the rule.
func (p *page) fix(s spot, told map[string]bool) {
	if words := Plain(s.Fix); words != "" && !told[words] {
		told[words] = true
		p.para("", 4, p.style(faint, "What to do: "+words))
	}
}

// lintSummary counts what was read and found in a story for which nothing was searched.
func (p *page) lintSummary() string {
	n := map[verify.Severity]int{}
	open, waived := 0, 0
	for _, f := range p.r.Run.Findings {
		if f.Waived != nil {
			waived++
			continue
		}
		open++
		n[f.Severity]++
	}
	words := fmt.Sprintf("%s read. %s", plural(len(p.r.Run.Claims), "claim"), plural(open, "finding"))
	var parts []string
	for _, level := range severities {
		if n[level] > 0 {
			parts = append(parts, countWords(n[level], level))
		}
	}
	if len(parts) > 0 {
		words += " (" + strings.Join(parts, ", ") + ")"
	}
	if waived > 0 {
		words += fmt.Sprintf("; %d waived", waived)
	}
	return words + ". Nothing was searched."
}

// countWords is "1 error", "2 warnings", "3 of level info".
func countWords(n int, level verify.Severity) string {
	if level == verify.Info {
		return fmt.Sprintf("%d for information", n)
	}
	return plural(n, string(level))
}

// A findingLine is a finding as check and lint write it: with its words and its place in the file.
type findingLine struct {
	Head
	verify.Finding
	Words  string    `json:"words,omitempty"`
	Place  *place    `json:"place,omitempty"`
	Beside []passage `json:"passages,omitempty"` // the words of Also and AlsoText, in that order; of coverage, At before them
}

// findingLines are all findings of a result, waived ones among them.
func findingLines(r verify.Result, o Options) []findingLine {
	out := make([]findingLine, 0, len(r.Run.Findings))
	if len(r.Run.Findings) == 0 {
		return out
	}
	g := newGround(r, o)
	for _, f := range r.Run.Findings {
		s := g.spot(f)
		out = append(out, findingLine{NewHead("finding"), f, s.here.Words, s.here.Place, s.beside})
	}
	return out
}
