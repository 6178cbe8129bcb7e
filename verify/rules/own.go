package rules

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/verify"
)

// Own is a rule of the desk's own: all its conditions must hold of a claim. A condition that is not set holds of every claim.
type Own struct {
	ID       string             `toml:"id"`       // in capitals, digits and hyphens: "PAPER-LEAK"
	Severity verify.Severity    `toml:"severity"` // "": warning
	Message  string             `toml:"message"`  // {words} stands for the words found, {source} for those of the source
	Why      string             `toml:"why"`
	Fix      string             `toml:"fix"`
	Origin   []string           `toml:"origin"`
	Kind     []claims.Kind      `toml:"kind"`  // of source, as in "crowd"
	Cue      []string           `toml:"cue"`   // classes, as "speech", or words, as "revealed"
	Form     []claims.QuoteForm `toml:"form"`  // direct, mixed, indirect
	Words    string             `toml:"words"` // a regular expression of RE2: linear in the text, however it is written
	In       string             `toml:"in"`    // what Words is looked for in: content (as it comes), sentence, source or cue
	Count    int                `toml:"count"` // found from so many such claims of the story on; 0: one
}

var (
	kinds = []claims.Kind{
		claims.KindNobody, claims.KindHearsay, claims.KindSelf, claims.KindMedia, claims.KindData, claims.KindDocument, claims.KindPerson,
		claims.KindOrganization, claims.KindDescribed, claims.KindAnonymous, claims.KindCrowd, claims.KindUnresolved,
	}
	forms      = []claims.QuoteForm{claims.QuoteDirect, claims.QuoteMixed, claims.QuoteIndirect}
	cueClasses = []claims.CueClass{claims.CueSpeech, claims.CueEvidence, claims.CueDecree, claims.CueCognition, claims.CueIntent, claims.CueOther}
	places     = []string{"content", "sentence", "source", "cue"}
)

// mostWords bounds a desk's expression, in bytes: what is longer is no pattern that a person reads.
const mostWords = 2000

// rule makes a rule of a desk's own; all are those that are there already.
func (o Own) rule(all []Rule) (Rule, error) {
	fail := func(format string, args ...any) (Rule, error) {
		return Rule{}, fmt.Errorf("rule %q of your own: "+format, append([]any{o.ID}, args...)...)
	}
	o.In, o.Count = cmp.Or(o.In, "content"), max(1, o.Count)
	switch {
	case !ruleID.MatchString(o.ID) || len(o.ID) > 40:
		return fail("give it an id of capitals, digits and hyphens, such as PAPER-LEAK")
	case slices.ContainsFunc(all, func(r Rule) bool { return r.ID == o.ID }):
		return fail("there is a rule of that id already")
	case strings.TrimSpace(o.Message) == "":
		return fail("give it a message")
	case o.Severity != "" && !severity(o.Severity):
		return fail("severity %q is none: choose error, warning or info", o.Severity)
	case !slices.Contains(places, o.In):
		return fail("in = %q: words are looked for in %s", o.In, strings.Join(places, ", "))
	case len(o.Words) > mostWords:
		return fail("words are longer than %d bytes", mostWords)
	case len(o.Kind) == 0 && len(o.Cue) == 0 && len(o.Form) == 0 && o.Words == "":
		return fail("say what it finds: kind, cue, form or words")
	}
	for _, k := range o.Kind {
		if !slices.Contains(kinds, k) {
			return fail("there is no kind of source %q: choose among %s", k, list(kinds))
		}
	}
	for _, f := range o.Form {
		if !slices.Contains(forms, f) {
			return fail("there is no form %q: choose among %s", f, list(forms))
		}
	}
	words, err := regexp.Compile(o.Words)
	if err != nil {
		return fail("words cannot be read: %v", err)
	}
	return Rule{
		RuleInfo: verify.RuleInfo{
			ID: o.ID, Severity: cmp.Or(o.Severity, verify.Warning), Finds: cmp.Or(firstSentence(o.Why), oneLine(o.Message)),
			Why: oneLine(o.Why), Origin: o.Origin, Fix: oneLine(o.Fix),
		},
		find: func(s *story, _ Options) []verify.Finding { return o.find(s, words) },
	}, nil
}

func list[T ~string](all []T) string {
	var out []string
	for _, v := range all {
		out = append(out, string(v))
	}
	return strings.Join(out, ", ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func firstSentence(s string) string {
	s = oneLine(s)
	if i := strings.Index(s, ". "); i > 0 {
		return s[:i]
	}
	return strings.TrimSuffix(s, ".")
}

// find gives the claims that all conditions hold of, if there are enough of them.
func (o Own) find(s *story, words *regexp.Regexp) []verify.Finding {
	var out []verify.Finding
	for _, c := range s.Claims {
		at, ok := o.holds(s, c, words)
		if !ok {
			continue
		}
		source := "nobody"
		if len(c.Source) > 0 {
			source = short(s.words(c.Source[0]), 60)
		}
		message := strings.NewReplacer("{words}", short(s.text(at), 60), "{source}", source).Replace(oneLine(o.Message))
		out = append(out, finding(c, at, message))
	}
	if len(out) < o.Count {
		return nil
	}
	return out
}

// holds says whether the conditions hold of a claim, and which words are found.
func (o Own) holds(s *story, c claims.Claim, words *regexp.Regexp) (claims.Span, bool) {
	if len(o.Kind) > 0 && !slices.Contains(o.Kind, c.Kind) || len(o.Form) > 0 && !slices.Contains(o.Form, c.Quote) || len(o.Cue) > 0 && !o.cued(s, c) {
		return claims.Span{}, false
	}
	spans := c.Content
	switch o.In {
	case "sentence":
		spans = []claims.Span{c.Sentence}
	case "source":
		spans = c.Source
	case "cue":
		spans = c.Cue
	}
	if o.Words == "" {
		return hull(spans, c.Sentence), true
	}
	for _, at := range spans {
		if m := words.FindStringIndex(s.text(at)); m != nil && m[0] < m[1] {
			return claims.Span{Start: at.Start + m[0], End: at.Start + m[1]}, true
		}
	}
	return claims.Span{}, false
}

// cued says whether the cue is of one of the classes or has one of the words.
func (o Own) cued(s *story, c claims.Claim) bool {
	cue := wordsOf(s.text(hull(c.Cue, claims.Span{})), 0)
	for _, want := range o.Cue {
		if slices.Contains(cueClasses, claims.CueClass(want)) {
			if c.Class == claims.CueClass(want) {
				return true
			}
			continue
		}
		if slices.ContainsFunc(cue, func(w word) bool { return w.low == strings.ToLower(want) }) {
			return true
		}
	}
	return false
}
