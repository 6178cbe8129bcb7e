package report

import (
	"fmt"
	"strings"

	"secondsource/claims"
	"secondsource/verify"
)

// A ProfileLine is what a story rests on, as one line of JSON.
type ProfileLine struct {
	Head
	Article string `json:"article"`
	verify.Profile
}

func newProfileLine(r verify.Result) ProfileLine {
	return ProfileLine{NewHead("profile"), r.Run.Article.ID, profileOf(r)}
}

func profileOf(r verify.Result) verify.Profile {
	return verify.ProfileOf(r.Pages[r.Run.Article.ID], r.Run.Claims)
}

// profile prints what the story rests on, if it has claims.
func (p *page) profile() {
	if len(p.r.Run.Claims) == 0 {
		return
	}
	f := profileOf(p.r)
	p.printf("\n%s\n", p.style(bold, "What the story rests on"))
	for _, words := range []string{
		"Claims laid to: " + partWords(f.Kinds, kindWords) + ".",
		"Sources: " + partWords(f.Naming, namingWords) + ".",
		formWords(f), largestWords(f), stretchWords(p.r.Pages[p.r.Run.Article.ID], f),
	} {
		if words != "" {
			p.para("  - ", 4, words)
		}
	}
}

// kindWords are the kinds of source as a reader says them.
var kindWords = map[string]string{
	string(claims.KindPerson): "named people", string(claims.KindOrganization): "organizations", string(claims.KindDocument): "documents",
	string(claims.KindData): "figures", string(claims.KindMedia): "other outlets", string(claims.KindSelf): "the publisher",
	string(claims.KindDescribed): "unnamed, described", string(claims.KindAnonymous): "anonymous", string(claims.KindCrowd): "crowds",
	string(claims.KindHearsay): "hearsay", string(claims.KindUnresolved): "unresolved", string(claims.KindNobody): "the story’s own voice",
}

var namingWords = map[string]string{
	string(verify.Named): "named", string(verify.Unnamed): "unnamed", string(verify.OwnVoice): "the story’s own voice",
	string(verify.Unsettled): "unresolved",
}

// partWords tells the parts that have a claim, with their shares.
func partWords(parts []verify.Part, words map[string]string) string {
	var out []string
	for _, part := range parts {
		if part.Claims > 0 {
			out = append(out, fmt.Sprintf("%s %d (%s)", words[part.Of], part.Claims, percent(part.Share)))
		}
	}
	return strings.Join(out, ", ")
}

// percent is a share in whole per cent, and never 0 or 100 for what is more or less than that.
func percent(share float64) string {
	n := int(100*share + 0.5)
	switch {
	case share > 0 && n == 0:
		n = 1
	case share < 1 && n == 100:
		n = 99
	}
	return fmt.Sprintf("%d %%", n)
}

var formNames = map[string]string{
	string(claims.QuoteDirect): "direct", string(claims.QuoteMixed): "mixed", string(claims.QuoteIndirect): "indirect",
}

func formWords(f verify.Profile) string {
	if f.Attributed == 0 {
		return "No claim is laid to anybody."
	}
	return "Quotation, of those attributed: " + partWords(f.Forms, formNames) + "."
}

// largestWords says how far the story depends on one source.
func largestWords(f verify.Profile) string {
	if f.Largest == nil {
		return ""
	}
	if f.Largest.Claims == 1 {
		return plural(f.Sources, "source") + ", none with more than one claim."
	}
	return fmt.Sprintf("%s; most rests on %s: %d of %s (%s).", plural(f.Sources, "source"), Plain(f.Largest.Source), f.Largest.Claims,
		plural(f.Attributed, "attributed claim"), percent(f.Largest.Share))
}

// stretchOpening is how much of the longest stretch is quoted, in runes: enough to find it.
const stretchOpening = 60

func stretchWords(story claims.Article, f verify.Profile) string {
	if f.Unattributed.Words == 0 {
		return "No stretch of the text is without attribution."
	}
	opening := clip(Plain(story.Words([]claims.Span{f.Unattributed.At})), stretchOpening)
	return fmt.Sprintf("Longest stretch without attribution: %d of %s, from %s", f.Unattributed.Words, plural(f.Words, "word"), quoted(opening))
}
