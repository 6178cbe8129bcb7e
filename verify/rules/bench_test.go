package rules

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/verify"
)

// BenchmarkBook reads the stories of the development set by all rules, without finding their claims.
func BenchmarkBook(b *testing.B) {
	drafts := devDrafts(b)
	book, err := NewBook(nil)
	if err != nil {
		b.Fatal(err)
	}
	words := 0
	for _, d := range drafts {
		words += len(strings.Fields(d.Article.Text))
	}
	for b.Loop() {
		for _, d := range drafts {
			book.Findings(d)
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}

// devDrafts are the stories of ../shared with their claims; the test is skipped where they are not.
func devDrafts(tb testing.TB) []verify.Draft {
	tb.Helper()
	f, err := os.Open("../../../shared/eval/attribution/dev.jsonl")
	if err != nil {
		tb.Skip("needs the stories of ../shared/eval")
	}
	defer f.Close() //nolint:errcheck // only read
	x, err := claims.NewTagger()
	if err != nil {
		tb.Fatal(err)
	}
	var out []verify.Draft
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var story struct{ Publisher, Text string }
		if err := json.Unmarshal(lines.Bytes(), &story); err != nil {
			tb.Fatal(err)
		}
		a := claims.NewArticle(claims.Ref{Publisher: story.Publisher}, story.Text)
		found, err := x.Extract(tb.Context(), a)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, verify.Draft{Article: a, Claims: found})
	}
	if len(out) == 0 {
		tb.Fatal("the file has no story")
	}
	return out
}

// growing are texts without end, each of a kind that would show a square.
var growing = []struct{ name, unit string }{
	{"prose", "Sources said the director had stolen 200,000 crowns, and experts say the plan is a disaster. "},
	{"lines", "“They took the money and left the town,” a source said. Reportedly 40 percent of jobs were lost in 2023.\n"},
	{"one sentence", "a source said the director had stolen 200,000 crowns and experts say the plan is a disaster and reportedly "},
	{"quotation marks", "“ \" ” a source said “"},
	{"wishes", "not authorized to speak on condition of anonymity "},
}

// BenchmarkGrowth reads texts of 20, 200 and 2,000 KB: µs/KB must not grow with the size. The claims are those of a short text,
// repeated, since finding them takes ten times as long.
func BenchmarkGrowth(b *testing.B) {
	book, err := NewBook(nil)
	if err != nil {
		b.Fatal(err)
	}
	for _, g := range growing {
		for _, kb := range []int{20, 200, 2000} {
			b.Run(fmt.Sprintf("%s/%d KB", g.name, kb), func(b *testing.B) {
				d := repeatedDraft(b, g.unit, kb<<10)
				for b.Loop() {
					book.Findings(d)
				}
				b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(b.N)/float64(kb), "µs/KB")
			})
		}
	}
}

// repeatedDraft is a draft of a text repeated up to size bytes, with the claims of a few hundred bytes of it repeated as well.
func repeatedDraft(tb testing.TB, unit string, size int) verify.Draft {
	tb.Helper()
	few := strings.Repeat(unit, 4)
	found, err := claims.NewRules().Extract(tb.Context(), claims.NewArticle(claims.Ref{}, few))
	if err != nil {
		tb.Fatal(err)
	}
	d := verify.Draft{Article: claims.NewArticle(claims.Ref{}, strings.Repeat(few, size/len(few)))}
	for from := 0; from < len(d.Article.Text); from += len(few) {
		for _, c := range found {
			d.Claims = append(d.Claims, moved(c, from))
		}
	}
	return d
}

// moved is a claim further on in a text.
func moved(c claims.Claim, by int) claims.Claim {
	move := func(all []claims.Span) (out []claims.Span) {
		for _, s := range all {
			out = append(out, claims.Span{Start: s.Start + by, End: s.End + by})
		}
		return out
	}
	c.ID, c.Via = fmt.Sprint(c.ID, by), ""
	c.Content, c.Source, c.Cue = move(c.Content), move(c.Source), move(c.Cue)
	c.Sentence = move([]claims.Span{c.Sentence})[0]
	return c
}
