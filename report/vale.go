package report

import (
	"fmt"
	"io"

	"secondsource/verify"
)

// valeSeverities are Vale's names for ours.
var valeSeverities = map[verify.Severity]string{verify.Error: "error", verify.Warning: "warning", verify.Info: "suggestion"}

// A valeAlert is a finding as Vale's --output=JSON has it. Span is the first and last character, both counted from 1 in code
// points; words that go on in the next line end with theirs.
type valeAlert struct {
	Action      valeAction
	Span        [2]int
	Check       string
	Description string
	Link        string
	Message     string
	Severity    string
	Match       string
	Line        int
}

// A valeAction is how Vale would mend the words: never, here.
type valeAction struct {
	Name   string
	Params []string
}

// A vale is one JSON object for all stories: open findings by path.
type vale struct {
	w      io.Writer
	alerts map[string][]valeAlert
}

func newVale(w io.Writer) Writer { return &vale{w, map[string][]valeAlert{}} }

func (v *vale) Write(r verify.Result, o Options) error {
	for _, s := range newGround(r, o).spots(false) {
		at := s.here.Place
		v.alerts[at.Path] = append(v.alerts[at.Path], valeAlert{
			Check: Plain(s.Rule), Line: at.From.Line, Span: [2]int{at.From.Rune, max(at.From.Rune, s.here.end.Rune-1)}, Severity: valeSeverity(s),
			Message: s.told(), Description: Plain(s.Fix), Match: Plain(s.here.Words),
		})
	}
	return nil
}

func (v *vale) Close() error { return indented(v.w, v.alerts) }

func valeSeverity(s spot) string {
	if name := valeSeverities[s.Severity]; name != "" {
		return name
	}
	return "warning"
}

// valeLines writes open findings as Vale's --output=line does.
func valeLines(w io.Writer, r verify.Result, o Options) error {
	return eachValeLine(r, o, func(at, _, rule, words string) error {
		_, err := fmt.Fprintf(w, "%s:%s:%s\n", at, rule, words)
		return err
	})
}

// severeValeLines has the severity besides, which Vale's users miss there.
func severeValeLines(w io.Writer, r verify.Result, o Options) error {
	return eachValeLine(r, o, func(at, severity, rule, words string) error {
		_, err := fmt.Fprintf(w, "%s:%s:%s:%s\n", at, severity, rule, words)
		return err
	})
}

func eachValeLine(r verify.Result, o Options, line func(at, severity, rule, words string) error) error {
	for _, s := range newGround(r, o).spots(false) {
		at := Plain(s.here.Place.Path) + ":" + s.here.Place.short()
		if err := line(at, valeSeverity(s), Plain(s.Rule), s.told()); err != nil {
			return err
		}
	}
	return nil
}
