package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"secondsource/verify"
)

// A junit is one XML document: a suite a story, a case for every rule that found nothing and for every finding. It is written
// suite by suite.
type junit struct {
	w     io.Writer
	begun bool
}

func newJUnit(w io.Writer) Writer { return &junit{w: w} }

type (
	junitSuite struct {
		XMLName  xml.Name    `xml:"testsuite"`
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
		Out      string      `xml:"system-out,omitempty"`
	}
	junitCase struct {
		Class   string       `xml:"classname,attr"`
		Name    string       `xml:"name,attr"`
		File    string       `xml:"file,attr,omitempty"`
		Line    int          `xml:"line,attr,omitempty"`
		Failure *junitReason `xml:"failure"`
		Error   *junitReason `xml:"error"`
		Skipped *junitReason `xml:"skipped"`
		Out     string       `xml:"system-out,omitempty"`
	}
	junitReason struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Words   string `xml:",chardata"`
	}
)

func (j *junit) Write(r verify.Result, o Options) error {
	g := newGround(r, o)
	suite := junitSuite{Name: Plain(g.path)}
	for _, rule := range o.Rules {
		if !slices.ContainsFunc(r.Run.Findings, func(f verify.Finding) bool { return f.Rule == rule.ID }) {
			suite.Cases = append(suite.Cases, junitCase{Class: suite.Name, Name: Plain(rule.ID)})
		}
	}
	for _, f := range r.Run.Findings {
		suite.Cases = append(suite.Cases, findingCase(suite.Name, g.spot(f)))
	}
	var notes []string
	for _, p := range r.Run.Problems {
		if failed(p) {
			reason := &junitReason{Message: Plain(p.Message), Type: Plain(p.Stage)}
			suite.Cases = append(suite.Cases, junitCase{Class: suite.Name, Name: Plain(p.Stage + ": " + p.What), Error: reason})
			continue
		}
		notes = append(notes, Plain(p.Message))
	}
	if o.Known > 0 {
		notes = append(notes, plural(o.Known, "finding")+" known from the baseline, left out.")
	}
	suite.Out = strings.Join(notes, "\n")
	return j.suite(suite)
}

// findingCase is a finding as a case: it fails with an error or a warning, passes with a word for information, and is skipped
// if waived.
func findingCase(class string, s spot) junitCase {
	at := s.here.Place
	name := fmt.Sprintf("%s %s", Plain(s.Rule), at.short())
	if words := Plain(s.here.Words); words != "" {
		name += " " + quoted(words)
	}
	c := junitCase{Class: class, Name: name, File: Plain(at.Path), Line: at.From.Line}
	reason := &junitReason{Message: Plain(s.Message), Type: Plain(string(s.Severity)), Words: findingWords(s)}
	switch {
	case s.Waived != nil:
		c.Skipped = &junitReason{Message: "waived: " + waiverWords(s.Waived), Words: reason.Words}
	case s.Severity == verify.Info:
		c.Out = Plain(s.Message) + "\n" + reason.Words
	default:
		c.Failure = reason
	}
	return c
}

// findingWords are the place, the passages beside a finding and what to do, each in a line.
func findingWords(s spot) string {
	lines := []string{Plain(s.here.Place.Path) + ":" + s.here.Place.short()}
	for _, p := range s.beside {
		if !s.says(p) {
			lines = append(lines, p.told())
		}
	}
	if s.Fix != "" {
		lines = append(lines, "What to do: "+Plain(s.Fix))
	}
	return strings.Join(lines, "\n")
}

// Fail puts a story of which there is no result into the document, as a case with an error.
func (j *junit) Fail(ref string, err error) error {
	name := refName(ref)
	c := junitCase{Class: name, Name: "read", Error: &junitReason{Message: failWords(ref, err), Type: "read"}}
	return j.suite(junitSuite{Name: name, Cases: []junitCase{c}})
}

// suite writes one suite.
func (j *junit) suite(s junitSuite) error {
	for _, c := range s.Cases {
		s.Tests++
		switch {
		case c.Failure != nil:
			s.Failures++
		case c.Error != nil:
			s.Errors++
		case c.Skipped != nil:
			s.Skipped++
		}
	}
	if err := j.begin(); err != nil {
		return err
	}
	body, err := xml.MarshalIndent(s, "  ", "  ")
	if err != nil {
		return fmt.Errorf("write a suite of JUnit's: %w", err)
	}
	_, err = fmt.Fprintf(j.w, "%s\n", body)
	return err
}

func (j *junit) begin() error {
	if j.begun {
		return nil
	}
	j.begun = true
	_, err := io.WriteString(j.w, xml.Header+"<testsuites name=\"secondsource\">\n")
	return err
}

func (j *junit) Close() error {
	if err := j.begin(); err != nil {
		return err
	}
	_, err := io.WriteString(j.w, "</testsuites>\n")
	return err
}
