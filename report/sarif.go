package report

import (
	"cmp"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"secondsource/verify"
)

// What GitHub takes of a SARIF file (its page on SARIF support for code scanning, 2026): it shows the first 5,000 results of a
// run, refuses a run of more than 25,000, and takes 1,000 locations a result. We write one run, and no more than it shows.
const (
	sarifResults   = 5000
	sarifLocations = 1000
)

// sarif is one SARIF 2.1.0 log for all results. Findings are held back until the end, at most sarifResults of a severity.
type sarif struct {
	w        io.Writer
	run      sarifRun
	rules    map[string]int // place in the run's rules
	results  map[string][]ranked
	n        int            // findings seen
	seen     map[string]int // how many of each level
	messages []sarifNotification
	failed   bool
}

// ranked is a result with its number among all findings, so that the kept ones come out in the order of the stories.
type ranked struct {
	n int
	sarifResult
}

func newSARIF(w io.Writer) Writer {
	return &sarif{
		w: w, rules: map[string]int{}, results: map[string][]ranked{}, seen: map[string]int{},
		run: sarifRun{
			Tool:     sarifTool{sarifDriver{Name: "secondsource", Language: "en-US", Rules: []sarifRule{}}},
			Language: "en-US", ColumnKind: "utf16CodeUnits", Newlines: []string{"\r\n", "\n"}, // as Lines counts
		},
	}
}

// sarifLevels are the levels of SARIF, in the order in which they are kept; waived findings come after all others.
var sarifLevels = []string{"error", "warning", "note", "waived"}

func sarifLevel(s verify.Severity) string {
	switch s {
	case verify.Error:
		return "error"
	case verify.Info:
		return "note"
	case verify.Warning:
	}
	return "warning"
}

func (s *sarif) Write(r verify.Result, o Options) error {
	if s.run.Automation == nil {
		s.run.Automation = &sarifAutomation{"secondsource/check/"}
		if o.Lint {
			s.run.Automation.ID = "secondsource/lint/"
		}
		s.run.Tool.Driver.Version = Plain(r.Run.Setup.Program)
	}
	for _, rule := range o.Rules {
		s.rule(rule)
	}
	g := newGround(r, o)
	for _, f := range r.Run.Findings {
		s.add(g.spot(f))
	}
	for _, p := range r.Run.Problems {
		s.problem(p, g.path)
	}
	if o.Known > 0 {
		s.notify("note", fmt.Sprintf("%s known from the baseline in %s, left out.", plural(o.Known, "finding"), Plain(g.path)))
	}
	return nil
}

// Fail puts a story of which there is no result into the log.
func (s *sarif) Fail(ref string, err error) error {
	s.failed = true
	s.notify("error", failWords(ref, err))
	return nil
}

func (s *sarif) problem(p verify.Problem, path string) {
	level := "warning"
	if failed(p) {
		level, s.failed = "error", true
	}
	s.notify(level, Plain(path)+": "+Plain(p.Message))
}

func (s *sarif) notify(level, words string) {
	s.messages = append(s.messages, sarifNotification{level, sarifText(words)})
}

// rule gives the place of a rule in the run, which is made for one that is new.
func (s *sarif) rule(about verify.RuleInfo) int {
	if i, ok := s.rules[about.ID]; ok {
		return i
	}
	rule := sarifRule{
		ID: Plain(about.ID), Configuration: sarifConfiguration{sarifLevel(about.Severity)},
		Short: sarifText(cmp.Or(about.Finds, about.ID)), Full: sarifText(cmp.Or(about.Why, about.Finds, about.ID)),
		Help: sarifMessage{cmp.Or(ruleHelp(about), Plain(about.ID))}, // GitHub asks for all three
	}
	s.rules[about.ID] = len(s.run.Tool.Driver.Rules)
	s.run.Tool.Driver.Rules = append(s.run.Tool.Driver.Rules, rule)
	return s.rules[about.ID]
}

// ruleHelp is why a rule is one, where it comes from and what to do, in lines.
func ruleHelp(about verify.RuleInfo) string {
	var lines []string
	for _, words := range append([]string{about.Why}, about.Origin...) {
		if words != "" {
			lines = append(lines, sarifText(words).Text)
		}
	}
	if about.Fix != "" {
		lines = append(lines, sarifText("What to do: "+about.Fix).Text)
	}
	return strings.Join(lines, "\n")
}

// add keeps a finding if there is room for one of its level.
func (s *sarif) add(f spot) {
	level := sarifLevel(f.Severity)
	r := sarifResult{
		Rule: Plain(f.Rule), Index: s.rule(verify.RuleInfo{ID: f.Rule, Severity: f.Severity}), Level: level, Message: sarifText(f.untold()),
		Locations: []sarifLocation{{Physical: physical(f.here)}},
	}
	if f.Fingerprint != "" {
		r.Fingerprints = map[string]string{"secondsource/v1": f.Fingerprint, "primaryLocationLineHash": f.Fingerprint} // GitHub reads the second alone
	}
	if f.Waived != nil {
		kind := "external"
		if f.Waived.From == inText {
			kind = "inSource"
		}
		r.Suppressions, level = []sarifSuppression{{kind, "accepted", waiverWords(f.Waived)}}, "waived"
	}
	r.Related = related(f)
	if more := 1 + len(r.Related) - sarifLocations; more > 0 {
		r.Related = r.Related[:sarifLocations-1]
		r.Message.Text += fmt.Sprintf("; and %s", plural(more, "more passage"))
	}
	s.seen[level]++
	s.n++
	if len(s.results[level]) < sarifResults {
		s.results[level] = append(s.results[level], ranked{s.n, r})
	}
}

// related are the passages beside a finding that stand in a file or at an address.
func related(f spot) []sarifLocation {
	var out []sarifLocation
	for _, p := range f.beside {
		l := sarifLocation{Physical: physical(p)}
		if l.Physical != nil {
			words := sarifText(p.told())
			l.ID, l.Message = len(out)+1, &words
			out = append(out, l)
		}
	}
	return out
}

func (s *sarif) Close() error {
	kept := s.kept()
	s.run.Results = make([]sarifResult, 0, len(kept))
	for _, r := range kept {
		s.run.Results = append(s.run.Results, r.sarifResult)
	}
	s.run.Invocations = []sarifInvocation{{!s.failed, s.messages}}
	return indented(s.w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{s.run}})
}

// kept picks what GitHub shows: the worst, in the order of the stories. What is left out is counted in a notification.
func (s *sarif) kept() []ranked {
	var out []ranked
	var left []string
	for _, level := range sarifLevels {
		some := s.results[level]
		some = some[:min(len(some), sarifResults-len(out))]
		out = append(out, some...)
		if n := s.seen[level] - len(some); n > 0 {
			left = append(left, fmt.Sprintf("%d of level %s", n, level))
		}
	}
	slices.SortFunc(out, func(a, b ranked) int { return a.n - b.n })
	if len(left) > 0 {
		s.notify("warning", fmt.Sprintf("The worst %d of %d findings are here, as many as GitHub shows. Left out: %s.", len(out), s.n, strings.Join(left, ", ")))
	}
	return out
}

// physical is the place of a passage; nil if it stands neither in a file nor at an address.
func physical(p passage) *sarifPhysical {
	switch {
	case p.Place != nil:
		at := &sarifRegion{p.Place.From.Line, p.Place.From.UTF16, p.Place.To.Line, p.Place.To.UTF16, nil}
		if p.Words != "" {
			at.Snippet = &sarifMessage{p.Words}
		}
		return &sarifPhysical{sarifArtifact{fileURI(p.Place.Path)}, at}
	case webAddress(p.URL):
		return &sarifPhysical{sarifArtifact{uri(p.URL)}, nil}
	}
	return nil
}

// webAddress says whether an address is one of the web, which alone may be handed on as a link.
func webAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// uri writes an address with every byte escaped that no URI may have.
func uri(address string) string {
	var b strings.Builder
	for i := range len(address) {
		if c := address[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// fileURI is a path as a URI: relative if the path is, so that a service finds the file in a repository.
func fileURI(path string) string {
	if webAddress(path) {
		return uri(path)
	}
	u := url.URL{Path: filepath.ToSlash(path)}
	if filepath.IsAbs(path) {
		u.Scheme = "file"
	}
	return u.String()
}

// sarifText is words as a message. Brackets before parentheses would be a link there, which no source may set.
func sarifText(words string) sarifMessage {
	words = Plain(words)
	if strings.Contains(words, "](") {
		words = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(words)
	}
	return sarifMessage{words}
}
