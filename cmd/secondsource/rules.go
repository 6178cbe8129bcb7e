package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"secondsource/report"
	"secondsource/verify"
	"secondsource/verify/rules"
)

// ruleFormats are the ways in which rules are told.
var ruleFormats = []string{"text", "json", "markdown"}

func newRuleList(e *env) *cobra.Command {
	format := "text"
	cmd := &cobra.Command{
		Use:   "rules [RULE]",
		Short: "List the editorial rules, or explain one with its origin and examples",
		Long: `Lists the editorial rules with their severity as the desk has set it, or explains one: what it finds and why, which house
styles it comes from, what to do about it, its thresholds, and short stories that it does and does not find something in.
docs/configuration.md says how a desk sets them and adds rules of its own.`,
		Example: "  secondsource rules\n  secondsource rules ANON-BARE",
		Args:    cobra.MaximumNArgs(1),
		RunE:    does(func(_ context.Context, args []string) error { return e.runRules(args, format) }),
	}
	cmd.Flags().StringVar(&format, "format", format, strings.Join(ruleFormats, ", "))
	return cmd
}

// book is the editorial rules as the desk has set them.
func (e *env) book() (*rules.Book, error) {
	if e.rulebook != nil {
		return e.rulebook, nil
	}
	return rules.Open(rules.Settings{})
}

func (e *env) runRules(args []string, format string) error {
	if !slices.Contains(ruleFormats, format) {
		return usagef("there is no format %q: choose one of %s", format, strings.Join(ruleFormats, ", "))
	}
	book, err := e.book()
	if err != nil {
		return usageError{err}
	}
	all := book.All()
	if len(args) == 1 {
		i := slices.IndexFunc(all, func(r verify.RuleInfo) bool { return strings.EqualFold(r.ID, args[0]) })
		if i < 0 {
			return usagef("there is no rule %q; \"secondsource rules\" lists them", args[0])
		}
		all = all[i : i+1]
	}
	switch {
	case format == "json":
		for _, r := range all {
			if err := report.Line(e.stdout, newRuleLine(book, r)); err != nil {
				return err
			}
		}
		return nil
	case format == "markdown":
		return writeRulePage(e.stdout, book, all)
	case len(args) == 0:
		return listRules(e.stdout, all)
	}
	return explainRule(e.stdout, book, all[0])
}

// A ruleLine is a rule as JSON.
type ruleLine struct {
	report.Head
	verify.RuleInfo
	Match []string `json:"match"`
	Pass  []string `json:"pass"`
}

func newRuleLine(book *rules.Book, r verify.RuleInfo) ruleLine {
	match, pass := book.Examples(r.ID)
	return ruleLine{Head: report.NewHead("rule"), RuleInfo: r, Match: told(match), Pass: told(pass)}
}

// told are examples in words, each with what stands beside its text.
func told(all []rules.Example) []string {
	out := []string{}
	for _, x := range all {
		var beside []string
		if x.Title != "" {
			beside = append(beside, "headline: "+x.Title)
		}
		for _, n := range x.Notes {
			beside = append(beside, string(n.Kind)+": "+n.Text)
		}
		if x.Label != "" {
			beside = append(beside, "verdict: "+string(x.Label))
		}
		text := strings.ReplaceAll(x.Text, "\n", " ¶ ")
		if len(beside) > 0 {
			text += " (" + strings.Join(beside, "; ") + ")"
		}
		out = append(out, text)
	}
	return out
}

func listRules(w io.Writer, all []verify.RuleInfo) error {
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range all {
		if _, err := fmt.Fprintf(tab, "%s\t%s\t%s\n", r.ID, r.Severity, report.Plain(r.Finds)); err != nil {
			return err
		}
	}
	return tab.Flush()
}

// explainRule writes all that is known of a rule, for a terminal.
func explainRule(w io.Writer, book *rules.Book, r verify.RuleInfo) error {
	match, pass := book.Examples(r.ID)
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n\nFinds %s.\n", r.ID, r.Severity, report.Plain(r.Finds))
	for _, text := range []string{r.Why, r.Fix} {
		if text != "" {
			fmt.Fprintf(&b, "\n%s\n", report.Plain(text))
		}
	}
	if len(r.Origin) > 0 {
		fmt.Fprintf(&b, "\n%s\n", originNote)
	}
	for _, o := range r.Origin {
		fmt.Fprintf(&b, "- %s\n", report.Plain(o))
	}
	for i, l := range r.Limits {
		if i == 0 {
			b.WriteString("\nThresholds:\n")
		}
		fmt.Fprintf(&b, "- %s = %v: %s\n", l.Name, l.Value, report.Plain(l.Means))
	}
	for _, part := range []struct {
		title string
		all   []string
	}{{"Finds something in:", told(match)}, {"Finds nothing in:", told(pass)}} {
		for i, text := range part.all {
			if i == 0 {
				fmt.Fprintf(&b, "\n%s\n", part.title)
			}
			fmt.Fprintf(&b, "- %s\n", report.Plain(text))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// originNote stands before what a rule comes from.
const originNote = "After these house styles, in our words and mostly at second hand; the dates are those of the pages that were read:"

// fewExamples is how many examples of each kind the page of the rules shows.
const fewExamples = 3

// writeRulePage writes the rules as a page for people who set them.
func writeRulePage(w io.Writer, book *rules.Book, all []verify.RuleInfo) error {
	var b strings.Builder
	b.WriteString("# The editorial rules\n\nMade by `secondsource rules --format markdown`; a test holds it to the program. `secondsource rules RULE` shows all examples of a rule,\nall of which are tests. [configuration.md](configuration.md) says how to set them, replace a citation and add rules of your own.\n\n" +
		"Each rule comes from house styles, in our words and mostly at second hand: the 2025 texts of these houses were not found, and the dates\nare those of the pages that were read.\n\n| rule | severity | finds |\n|---|---|---|\n")
	for _, r := range all {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", r.ID, strings.ToLower(r.ID), r.Severity, r.Finds)
	}
	for _, r := range all {
		match, pass := book.Examples(r.ID)
		fmt.Fprintf(&b, "\n## %s\n\n%s. Finds %s. %s\n\n*What to do:* %s\n\n", r.ID, strings.ToUpper(string(r.Severity[:1]))+string(r.Severity[1:]), r.Finds, r.Why, r.Fix)
		for _, o := range r.Origin {
			fmt.Fprintf(&b, "- after %s\n", o)
		}
		for _, l := range r.Limits {
			fmt.Fprintf(&b, "- threshold `%s = %v`: %s\n", l.Name, l.Value, l.Means)
		}
		writeExamples(&b, "Finds something in", told(match))
		writeExamples(&b, "Finds nothing in", told(pass))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeExamples(b *strings.Builder, title string, all []string) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s:\n\n", title)
	for _, text := range all[:min(fewExamples, len(all))] {
		fmt.Fprintf(b, "> %s\n>\n", text)
	}
}
