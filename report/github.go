package report

import (
	"fmt"
	"io"
	"strings"

	"secondsource/verify"
)

// githubShown is how many annotations of each level GitHub shows of a step; it drops the rest without a word (actions/toolkit,
// docs/problem-matchers.md).
const githubShown = 10

// githubCommands are the workflow commands that GitHub Actions reads from a step's log.
var githubCommands = map[verify.Severity]string{verify.Error: "error", verify.Warning: "warning", verify.Info: "notice"}

// A github writes the first findings of each level as they come. The last notice is held back, since what is left out is told
// in one.
type github struct {
	w      io.Writer
	seen   map[string]int
	notice string // the tenth
	waived int
	known  int
}

func newGitHub(w io.Writer) Writer { return &github{w: w, seen: map[string]int{}} }

func (g *github) Write(r verify.Result, o Options) error {
	all := newGround(r, o)
	for _, s := range all.spots(false) {
		level := githubCommands[s.Severity]
		if level == "" {
			level = "warning"
		}
		if err := g.command(level, properties(s), withFix(s)); err != nil {
			return err
		}
	}
	for _, p := range r.Run.Problems {
		if err := g.command("warning", []string{"title", "Could not be done"}, Plain(all.path)+": "+Plain(p.Message)); err != nil {
			return err
		}
	}
	g.waived += len(all.spots(true))
	g.known += o.Known
	return nil
}

// Fail tells of a story of which there is no result.
func (g *github) Fail(ref string, err error) error {
	return g.command("error", []string{"title", "Not checked"}, failWords(ref, err))
}

// properties say where a finding stands. GitHub takes columns on one line only.
func properties(s spot) []string {
	at := s.here.Place
	out := []string{"file", Plain(at.Path), "line", fmt.Sprint(at.From.Line)}
	if at.To.Line == at.From.Line {
		out = append(out, "col", fmt.Sprint(at.From.Rune), "endColumn", fmt.Sprint(at.To.Rune))
	} else {
		out = append(out, "endLine", fmt.Sprint(at.To.Line))
	}
	return append(out, "title", Plain(s.Rule))
}

// withFix is a finding in words, with what to do in a line of its own.
func withFix(s spot) string {
	if s.Fix == "" {
		return s.told()
	}
	return s.told() + "\nWhat to do: " + Plain(s.Fix)
}

// command writes one command if there is room for it.
func (g *github) command(level string, properties []string, message string) error {
	g.seen[level]++
	n := g.seen[level]
	if n > githubShown {
		return nil
	}
	var pairs []string
	for i := 0; i+1 < len(properties); i += 2 {
		pairs = append(pairs, properties[i]+"="+propertyEscapes.Replace(properties[i+1]))
	}
	line := fmt.Sprintf("::%s %s::%s\n", level, strings.Join(pairs, ","), messageEscapes.Replace(message))
	if level == "notice" && n == githubShown {
		g.notice = line
		return nil
	}
	_, err := io.WriteString(g.w, line)
	return err
}

// The escapes of actions/toolkit, packages/core/src/command.ts.
var (
	messageEscapes  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// Close counts what GitHub would not show.
func (g *github) Close() error {
	left := g.left()
	line := g.notice
	if left != "" {
		line = fmt.Sprintf("::notice title=secondsource::%s\n", messageEscapes.Replace(left))
	}
	_, err := io.WriteString(g.w, line)
	return err
}

// left says how many findings are not among the annotations; "" if all are.
func (g *github) left() string {
	room := map[string]int{"error": githubShown, "warning": githubShown, "notice": githubShown}
	if g.waived+g.known > 0 || g.seen["error"] > githubShown || g.seen["warning"] > githubShown || g.seen["notice"] > githubShown {
		room["notice"]-- // this line takes the place of one
	}
	var parts []string
	for _, level := range []string{"error", "warning", "notice"} {
		if n := g.seen[level] - room[level]; n > 0 {
			parts = append(parts, plural(n, "more "+level))
		}
	}
	var words []string
	if len(parts) > 0 {
		words = append(words, fmt.Sprintf("Not annotated, since GitHub shows %d of a level: %s.", githubShown, strings.Join(parts, ", ")))
	}
	if g.waived > 0 {
		words = append(words, fmt.Sprintf("Waived with a reason: %d.", g.waived))
	}
	if g.known > 0 {
		words = append(words, fmt.Sprintf("Known from the baseline: %d.", g.known))
	}
	return strings.Join(words, " ")
}
