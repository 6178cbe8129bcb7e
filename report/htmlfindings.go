package report

import (
	"cmp"
	"fmt"
	"slices"

	"secondsource/claims"
	"secondsource/verify"
)

// A findingView is a finding's card and what the mark in the story says of it.
type findingView struct {
	ID, Mark       string // of the card, and of the mark in the story: "" for what stands on another page or nowhere
	N              int
	Rule, RuleID   string
	Severity, Sign string
	Message, Fix   string
	Words, On      string // the passage, and the page that it stands on if that is not the story
	Also           []string
	AlsoText       []string
	Claim          *claimView
	Reason, From   string // of a waiver
	Tip            string
	inStory        bool
	spans          []claims.Span
}

var severitySigns = map[verify.Severity]string{verify.Error: "■", verify.Warning: "▲", verify.Info: "●"}

// findingViews gives the open findings and those that were waived, numbered together in their order.
func (p *page) findingViews(story *storyView) (open, waived []findingView) {
	for i, f := range p.r.Run.Findings {
		v := p.findingView(i, f, story)
		if f.Waived == nil {
			open = append(open, v)
			continue
		}
		v.Reason, v.From = cmp.Or(Plain(f.Waived.Reason), "no reason given"), "from the story’s own text"
		if f.Waived.From != "text" {
			v.From = "from " + Plain(f.Waived.From)
		}
		if by := Plain(f.Waived.By); by != "" {
			v.From = "by " + by + ", " + v.From
		}
		waived = append(waived, v)
	}
	return open, waived
}

func (p *page) findingView(i int, f verify.Finding, story *storyView) findingView {
	on := p.r.Run.Article.ID
	if f.Article != "" {
		on = f.Article
	}
	from := p.r.Pages[on]
	v := findingView{
		ID: fmt.Sprintf("%s-f%d", story.ID, i+1), N: i + 1, Rule: Plain(f.Rule), Severity: severity(f.Severity), Sign: severitySigns[verify.Severity(severity(f.Severity))],
		Message: Plain(f.Message), Fix: Plain(f.Fix), inStory: on == p.r.Run.Article.ID,
		spans: append([]claims.Span{f.At}, f.Also...), Words: shortened(from, f.At),
	}
	if !v.inStory {
		v.On = Plain(outlet(from))
	}
	for _, s := range f.Also {
		v.Also = append(v.Also, shortened(from, s))
	}
	for _, words := range f.AlsoText {
		v.AlsoText = append(v.AlsoText, clip(Plain(words), shownWords))
	}
	if j := slices.IndexFunc(p.r.Run.Claims, func(c claims.Claim) bool { return f.Claim != "" && c.ID == f.Claim }); j >= 0 {
		v.Claim = &story.Claims[j]
	}
	if j := slices.IndexFunc(p.o.Rules, func(r verify.RuleInfo) bool { return r.ID == f.Rule }); j >= 0 {
		v.RuleID = ruleID(story.ID, j)
	}
	v.Tip = fmt.Sprintf("Finding %d · %s (%s) · %s", v.N, v.Rule, v.Severity, v.Message)
	if f.Waived != nil {
		v.Tip += " · waived"
	}
	return v
}

// severity is a severity that the page has a style for; of a newer program's it is the least.
func severity(s verify.Severity) string {
	if severitySigns[s] == "" {
		s = verify.Info
	}
	return string(s)
}

// shownWords is how much of a passage a finding shows, in runes: the mark in the story has all of it.
const shownWords = 280

func shortened(a claims.Article, at claims.Span) string {
	return clip(Plain(a.Words([]claims.Span{at})), shownWords)
}

// A ruleView is a rule that a finding is of.
type ruleView struct {
	ID string
	verify.RuleInfo
}

func ruleID(story string, i int) string { return fmt.Sprintf("%s-r%d", story, i+1) }

// rulesMet are the rules that a finding is of, in the order of the book.
func (p *page) rulesMet(story string) []ruleView {
	var out []ruleView
	for i, r := range p.o.Rules {
		if !slices.ContainsFunc(p.r.Run.Findings, func(f verify.Finding) bool { return f.Rule == r.ID }) {
			continue
		}
		v := ruleView{ruleID(story, i), verify.RuleInfo{ID: Plain(r.ID), Finds: Plain(r.Finds), Why: Plain(r.Why), Fix: Plain(r.Fix)}}
		for _, o := range r.Origin {
			v.Origin = append(v.Origin, Plain(o))
		}
		out = append(out, v)
	}
	return out
}
