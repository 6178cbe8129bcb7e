package report

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// textWidth is the widest line of the text report in columns: fits a terminal beside an editor, and printed A4.
const textWidth = 96

// page is the text report under way. The first error of the writer is kept, and nothing is written after it.
type page struct {
	w   io.Writer
	err error
	r   verify.Result
	o   Options
}

// text writes the report that a person reads: claims in story order under who said them.
func text(w io.Writer, r verify.Result, o Options) error {
	p := &page{w: w, r: r, o: o}
	p.head()
	if !o.Lint {
		p.claims()
		p.origins()
		p.partly()
	}
	p.findings()
	p.profile()
	p.problems()
	p.foot()
	return p.err
}

// printf prints whole lines.
func (p *page) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = io.WriteString(p.w, noCommands(fmt.Sprintf(format, args...)))
	}
}

// logCommand is what a build server takes for a command when it stands in its log: GitHub's runner reads "::" at the start of
// a line, blanks aside, and "##[" anywhere (actions/runner, src/Runner.Common/ActionCommand.cs), Azure Pipelines "##vso[" and
// TeamCity "##teamcity[".
var logCommand = regexp.MustCompile(`(?m)^([ \t]*):(:)|#(#[a-z]*\[)`)

// noCommands parts the signs of commands to a build server, so that no story commands the one that lints it.
func noCommands(lines string) string {
	if !strings.Contains(lines, "::") && !strings.Contains(lines, "##") {
		return lines
	}
	return logCommand.ReplaceAllStringFunc(lines, func(sign string) string {
		if i := strings.LastIndexByte(sign, ':'); i >= 0 {
			return sign[:i] + " " + sign[i:]
		}
		return "# " + sign[1:]
	})
}

// para prints words that may be long, wrapped, each line indented by n spaces after the lead.
func (p *page) para(lead string, n int, words string) {
	pad := strings.Repeat(" ", n)
	wrapped := lipgloss.Wrap(words, textWidth-n, "")
	for i, l := range strings.Split(wrapped, "\n") {
		if i == 0 {
			p.printf("%s%s\n", lead+strings.Repeat(" ", max(0, n-lipgloss.Width(lead))), l)
		} else {
			p.printf("%s%s\n", pad, l)
		}
	}
}

// The styles: bold for what a reader looks for, faint for what stands behind it. Labels also have a word each, so
// that colour is never the only carrier.
var (
	bold    = lipgloss.NewStyle().Bold(true)
	faint   = lipgloss.NewStyle().Faint(true)
	byLabel = map[verify.Label]lipgloss.Style{
		verify.Supported:   lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("2")),
		verify.Refuted:     lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("1")),
		verify.Mixed:       lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("5")),
		verify.NotFound:    lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("3")),
		verify.NeedsReview: lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("6")),
		verify.Unchecked:   lipgloss.NewStyle().Faint(true),
	}
	bySeverity = map[verify.Severity]lipgloss.Style{
		verify.Error:   lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("1")),
		verify.Warning: lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("3")),
		verify.Info:    lipgloss.NewStyle().Bold(true),
	}
)

func (p *page) style(s lipgloss.Style, words string) string {
	if !p.o.Colour {
		return words
	}
	return s.Render(words)
}

func (p *page) head() {
	a := p.r.Run.Article
	title := Plain(a.Title)
	if title == "" {
		title = "Untitled story"
	}
	p.printf("%s\n", p.style(bold, title))
	var about []string
	for _, s := range []string{Plain(a.Publisher), Plain(a.Byline), day(a)} {
		if s != "" {
			about = append(about, s)
		}
	}
	if len(about) > 0 {
		p.para("", 0, p.style(faint, strings.Join(about, " · ")))
	}
	if where := cmp.Or(Plain(a.URL), Plain(p.o.Ref)); where != "" {
		p.printf("%s\n", p.style(faint, where)) // an address is never wrapped, so that it can be followed
	}
	p.printf("\n")
	if p.o.Lint {
		p.para("", 0, p.lintSummary())
		return
	}
	p.para("", 0, p.summary())
	p.para("", 0, p.searched())
	if p.r.Run.Setup.Draft {
		p.para("", 0, p.draft())
	}
}

// draft says what was done with a story that may be unpublished.
func (p *page) draft() string {
	words := "Not read from an address of the public web, so it may be an unpublished draft: nothing left this machine"
	if len(p.r.Run.Setup.Providers)+len(p.r.Run.Setup.Apart) == 0 {
		words += ", and every place that is set up for this desk asks the network"
	}
	return words + ". --online searches further."
}

func day(a claims.Ref) string {
	if a.Published.IsZero() {
		return ""
	}
	return a.Published.Format("2 January 2006")
}

// LabelOrder is the order in which counts are told: what is settled first.
var LabelOrder = []verify.Label{
	verify.Supported, verify.Refuted, verify.Mixed, verify.NeedsReview, verify.NotFound,
	verify.Unchecked,
}

func (p *page) summary() string {
	n := Counts(p.r.Run)
	var parts []string
	for _, l := range LabelOrder {
		if n[l] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[l], l))
		}
	}
	if len(parts) == 0 {
		return "No claims were found in this story."
	}
	return plural(len(p.r.Run.Claims), "claim") + ": " + strings.Join(parts, ", ") + "."
}

// searched says where coverage was looked for and what came of it, place by place: "searched" is said of those alone that
// answered.
func (p *page) searched() string {
	if len(p.r.Run.Setup.Providers) == 0 {
		return "No coverage was searched."
	}
	answered, empty, failed, asked := p.places()
	if !asked {
		return "No coverage was searched: the story has no claim that coverage could bear on."
	}
	words := ""
	if len(answered) > 0 {
		pieces, origins := p.coverage()
		words = fmt.Sprintf("Coverage: searched %s; read %s from %s.", list(answered), plural(pieces, "piece"), plural(origins, "independent origin"))
	}
	if len(failed) > 0 {
		words += " Could not be searched: " + list(failed) + "."
	}
	if len(empty) > 0 {
		words += " Empty: " + list(empty) + "."
	}
	if apart := p.r.Run.Setup.Apart; len(apart) > 0 {
		words += " Asked besides, and no coverage: " + list(apart) + "."
	}
	switch {
	case len(answered) > 0:
		words += " Nothing beyond that was searched."
	case len(failed) == 0 && slices.Contains(empty, "archive"):
		words += " No claim could be checked: add coverage with secondsource archive add PATH."
	default:
		words += " Nothing was checked."
	}
	return strings.TrimSpace(words)
}

func list(names []string) string { return Plain(strings.Join(names, ", ")) }

// places sorts the places of coverage by how they answered, each in the order of the set-up: one that answered about any
// claim, one that only failed, one that holds nothing. asked says whether any place was asked at all.
func (p *page) places() (answered, empty, failed []string, asked bool) {
	type answers struct{ some, none, no bool }
	by := map[string]*answers{}
	for _, v := range p.r.Run.Verdicts {
		for _, s := range v.Searches {
			if by[s.Provider] == nil {
				by[s.Provider] = &answers{}
			}
			a := by[s.Provider]
			switch {
			case s.Skipped:
				continue
			case s.Empty:
				a.none = true
			case s.Err != "" && s.Hits == 0: // one that found something failed in part only
				a.no = true
			default:
				a.some = true
			}
			asked = true
		}
	}
	for _, name := range p.r.Run.Setup.Providers {
		switch a := by[name]; {
		case a == nil:
		case a.some:
			answered = append(answered, name)
		case a.no:
			failed = append(failed, name)
		case a.none:
			empty = append(empty, name)
		}
	}
	return answered, empty, failed, asked
}

// coverage counts the pieces and origins besides the story and its copies.
func (p *page) coverage() (pieces, origins int) {
	for _, g := range p.r.Run.Coverage {
		if !p.own(g) {
			pieces += len(g.Articles)
			origins++
		}
	}
	return pieces, origins
}

func (p *page) own(g sources.Group) bool {
	return verify.Question{Story: p.r.Run.Article}.Own(g)
}

func (p *page) claims() {
	last := ""
	for i, c := range p.r.Run.Claims {
		if who := p.who(c); who != last {
			p.printf("\n")
			p.para("", 0, p.style(bold, who))
			last = who
		}
		p.claim(i+1, c, p.r.Run.Verdicts[i])
	}
}

// who names the source of a claim and its kind, as the heading that its claims stand under.
func (p *page) who(c claims.Claim) string {
	story := p.r.Pages[c.Article]
	words := Plain(story.Words(c.Source))
	switch {
	case c.Kind == claims.KindNobody:
		return "Nobody is named: the story's own voice"
	case words == "":
		return fmt.Sprintf("No source named: “%s” (%s)", Plain(story.Words(c.Cue)), c.Kind)
	}
	about := []string{string(c.Kind)}
	if c.Name != "" && !strings.Contains(words, c.Name) {
		about = append(about, Plain(c.Name))
	}
	if c.Official {
		about = append(about, "official")
	}
	return fmt.Sprintf("%s (%s)", words, strings.Join(about, ", "))
}

func (p *page) claim(n int, c claims.Claim, v verify.Verdict) {
	words := Plain(p.r.Pages[c.Article].Words(c.Content))
	p.para(fmt.Sprintf("%4d  ", n), 6, quoted(words))
	p.para("", 6, p.style(byLabel[v.Label], verdictWords(v))+p.cueWords(c))
	p.evidence(c, v)
	p.factChecks(v)
}

// cueWords says how the source put it, when the cue is more than a plain "said".
func (p *page) cueWords(c claims.Claim) string {
	if len(c.Cue) == 0 || len(c.Source) == 0 {
		return ""
	}
	notes := []string{"cue: " + Plain(p.r.Pages[c.Article].Words(c.Cue))}
	if c.Charged {
		notes = append(notes, "the cue judges")
	}
	if c.Polarity != "" && c.Polarity != claims.PolarityAffirmed {
		notes = append(notes, string(c.Polarity))
	}
	if c.Via != "" {
		notes = append(notes, "at second hand")
	}
	return p.style(faint, "  ["+strings.Join(notes, "; ")+"]")
}

// verdictWords is the verdict as a person reads it, in capitals the label.
func verdictWords(v verify.Verdict) string {
	label := strings.ToUpper(strings.ReplaceAll(string(v.Label), "_", " "))
	switch v.Label {
	case verify.Unchecked:
		return label + ": " + reasonWords[v.Reason]
	case verify.NotFound:
		return label + ": searched, and no origin addresses it"
	case verify.Supported, verify.Refuted, verify.Mixed, verify.NeedsReview:
	}
	var parts []string
	for _, c := range []struct {
		n    int
		what string
	}{{v.Supports, "in support"}, {v.Refutes, "against"}, {v.Reports, "reporting or mentioning it"}} {
		if c.n > 0 {
			parts = append(parts, plural(c.n, "origin")+" "+c.what)
		}
	}
	if len(parts) == 0 {
		return label + ": coverage to read, none that counts"
	}
	words := label + ": " + strings.Join(parts, ", ")
	if v.Primary > 0 {
		words += "; " + plural(v.Primary, "primary document") + " among it"
	}
	if v.Label == verify.Supported && v.Confidence != nil {
		words += fmt.Sprintf("; confidence %.2f", *v.Confidence)
	}
	return words
}

var reasonWords = map[verify.Reason]string{
	verify.SearchFailed: "the coverage could not be searched (search_failed)",
	verify.NoCoverage:   "there is no coverage to search in (no_coverage)",
	verify.BudgetSpent:  "the story has more claims than this run searches for (budget_spent)",
	verify.NotCheckable: "a belief, plan, denial, refusal to comment or mere phrase, which coverage cannot settle (not_checkable)",
}

// quoted puts words between quotation marks, unless they bring their own.
func quoted(words string) string {
	if strings.HasPrefix(words, "“") || strings.HasPrefix(words, `"`) || strings.HasPrefix(words, "«") {
		return words
	}
	return "“" + words + "”"
}

// origins lists the groups of several pieces and says why each counts once.
func (p *page) origins() {
	shown := false
	for _, g := range p.r.Run.Coverage {
		if len(g.Articles) < 2 {
			continue
		}
		if !shown {
			p.printf("\n%s\n", p.style(bold, "Pieces that share an origin and count once"))
			shown = true
		}
		var pieces []string
		for _, a := range g.Articles {
			pieces = append(pieces, Plain(outlet(p.r.Pages[a.ID])))
		}
		p.para(fmt.Sprintf("  %-4s", g.ID), 6, strings.Join(pieces, "; "))
		p.para("", 6, p.style(faint, "Why: "+Plain(g.Why)))
	}
}

func (p *page) group(id string) sources.Group {
	for _, g := range p.r.Run.Coverage {
		if g.ID == id {
			return g
		}
	}
	return sources.Group{}
}

// outlet names a piece by its outlet or address. Only a draft under check has neither.
func outlet(a claims.Article) string {
	name := cmp.Or(a.Publisher, a.URL, "this story")
	if d := day(a.Ref); d != "" {
		return name + ", " + d
	}
	return name
}

func (p *page) problems() {
	if len(p.r.Run.Problems) == 0 {
		return
	}
	p.printf("\n%s\n", p.style(bold, "What could not be done"))
	for _, pr := range p.r.Run.Problems {
		p.para("  - ", 4, Plain(pr.Message))
	}
}

func (p *page) foot() {
	s := p.r.Run.Setup
	p.printf("\n")
	set := fmt.Sprintf("Program %s, extractor %s", Plain(s.Program), Plain(s.Extractor))
	if !p.o.Lint {
		set += ", judge " + Plain(s.Judge)
	}
	if s.Rules != "" {
		set += ", rules " + Plain(s.Rules)
	}
	if s.Calibration != "" {
		set += ", confidence by " + Plain(s.Calibration)
	}
	p.para("", 0, p.style(faint, set+"."))
	if s.Endpoint != "" {
		p.para("", 0, p.style(faint, fmt.Sprintf("Endpoint %s, asked %d times.", Plain(s.Endpoint), len(p.r.Run.Exchanges))))
	}
	if p.o.Receipt.ID != "" {
		p.para("", 0, p.style(faint, fmt.Sprintf("Recorded as entry %d, %.12s, in %s", p.o.Receipt.Leaf, p.o.Receipt.ID, Plain(p.o.Ledger))))
	}
}

// plural is n and the word, with an s unless n is 1.
func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
