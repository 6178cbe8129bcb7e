package sources_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"secondsource/claims"
	"secondsource/sources"
)

// leastLinks is the share of links inside the story's paragraphs that must be kept (ingest note §10).
const leastLinks = 0.99

// TestIngestFacts reads the pages of the ingest set and counts what is known of them and by which rule, and how many
// links and blockquotes of the story's paragraphs are kept.
func TestIngestFacts(t *testing.T) {
	counts := map[string]int{}
	links, quotes, urlDates := tally{}, tally{}, tally{}
	for _, gold := range goldPages(t) {
		raw := goldHTML(t, gold)
		a, err := sources.FromHTML(t.Context(), raw, sources.Origin{URL: gold.URL})
		if err != nil {
			t.Errorf("page %.8s: %v", gold.ID, err)
			continue
		}
		checkFacts(t, a)
		countFacts(counts, a)
		root, err := html.Parse(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		links.add(keptLinks(root, gold, a))
		quotes.add(keptQuotes(root, gold, a))
		if day, ok := dayIn(gold.URL); ok && !a.Published.IsZero() {
			urlDates.add(b2i(a.Published.Sub(day).Abs() <= 36*time.Hour), 1) // zones differ by up to 14 hours from UTC
		}
		if len(a.Signs) > 0 {
			t.Logf("page %.8s of %.60s: %s", gold.ID, gold.URL, a.Degraded)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%-24s %d", k, counts[k])
	}
	t.Logf("links in the story's paragraphs kept: %v; blockquotes: %v; dates that agree with the address: %v", links, quotes, urlDates)
	if float64(links.hits) < leastLinks*float64(links.of) {
		t.Errorf("%v links in paragraphs were kept, want %.0f %%", links, 100*leastLinks)
	}
}

// A tally is how many of how many.
type tally struct{ hits, of int }

func (c *tally) add(hits, of int) { c.hits, c.of = c.hits+hits, c.of+of }

func (c tally) String() string { return fmt.Sprintf("%d of %d", c.hits, c.of) }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A goldPage is a row of the ingest set.
type goldPage struct{ ID, URL, Text string }

func goldPages(t testing.TB) []goldPage {
	t.Helper()
	f, err := os.Open(filepath.Join(ingestSet, "gold.jsonl"))
	if err != nil {
		t.Skip("the ingest set is not beside the checkout, so no page of it was read")
	}
	defer f.Close() //nolint:errcheck // only read
	var all []goldPage
	for d := json.NewDecoder(f); ; {
		var p goldPage
		switch err := d.Decode(&p); err {
		case nil:
			all = append(all, p)
		case io.EOF:
			return all
		default:
			t.Fatal(err)
		}
	}
}

// checkFacts holds what must be true of any article's facts.
func checkFacts(t *testing.T, a claims.Article) {
	t.Helper()
	checkLinks(t, a)
	for _, s := range a.Blockquotes {
		if !s.Fits(a.Text) || s.Len() == 0 || strings.TrimSpace(a.Text[s.Start:s.End]) != a.Text[s.Start:s.End] {
			t.Errorf("blockquote %v of %d bytes", s, len(a.Text))
		}
	}
	if len(a.Notes) != len(a.Related) {
		t.Errorf("%d notes for %d related", len(a.Notes), len(a.Related))
	}
	for i, n := range a.Notes {
		if n.Text != a.Related[i] || n.Kind == "" {
			t.Errorf("note %d is %+v, and related %q", i, n, a.Related[i])
		}
	}
	for name, f := range map[string]struct {
		known bool
		rule  claims.Rule
	}{
		"title": {a.Title != "", a.Rules.Title}, "byline": {a.Byline != "", a.Rules.Byline}, "dateline": {a.Dateline != "", a.Rules.Dateline},
		"publisher": {a.Publisher != "", a.Rules.Publisher}, "language": {a.Language != "", a.Rules.Language},
		"published": {!a.Published.IsZero(), a.Rules.Published}, "modified": {!a.Modified.IsZero(), a.Rules.Modified},
	} {
		if f.known != (f.rule != "") {
			t.Errorf("%s: known %t by the rule %q", name, f.known, f.rule)
		}
	}
	if a.Rules.Text == "" || a.Rules.Text != claims.RuleMainPart && a.Degraded == "" {
		t.Errorf("the text is taken by the rule %q, degraded %q", a.Rules.Text, a.Degraded)
	}
	if len(a.Signs) > 0 && a.Degraded == "" {
		t.Errorf("signs %v and not degraded", a.Signs)
	}
	if !a.Modified.IsZero() && a.Modified.Before(a.Published) {
		t.Errorf("modified %v before it was published %v", a.Modified, a.Published)
	}
}

func countFacts(counts map[string]int, a claims.Article) {
	r := a.Rules
	for name, rule := range map[string]claims.Rule{
		"title": r.Title, "byline": r.Byline, "dateline": r.Dateline, "publisher": r.Publisher, "canonical": r.Canonical,
		"language": r.Language, "published": r.Published, "modified": r.Modified,
	} {
		counts[name+" by "+cmp.Or(string(rule), "none")]++
	}
	counts["language is "+cmp.Or(a.Language, "unknown")]++
	for _, n := range a.Notes {
		counts["notes: "+string(n.Kind)]++
	}
	for _, s := range a.Signs {
		counts["sign: "+string(s)]++
	}
	counts["degraded"] += b2i(a.Degraded != "")
}

// networkNames are words that make a link a button and no source.
var networkNames = []string{"Facebook", "Twitter", "Instagram", "YouTube", "LinkedIn", "WhatsApp"}

// keptLinks counts the links with words inside paragraphs of the gold text, and how many of them the article has with the
// same words and address. Not counted are a paragraph that is nothing but a link, and the bare name of a network ("Follow
// us on Facebook and Twitter").
func keptLinks(root *html.Node, gold goldPage, a claims.Article) (kept, all int) {
	story := squeeze(gold.Text)
	base, err := url.Parse(gold.URL)
	if err != nil {
		return 0, 0
	}
	seen := map[string]bool{}
	for p := range root.Descendants() {
		if p.DataAtom != atom.P || !strings.Contains(story, squeeze(wordsOf(p))) {
			continue
		}
		for l := range p.Descendants() {
			words := squeeze(wordsOf(l))
			if l.DataAtom != atom.A || words == "" || words == squeeze(wordsOf(p)) || slices.Contains(networkNames, words) {
				continue
			}
			address, err := base.Parse(strings.TrimSpace(attr(l, "href")))
			if err != nil || address.Host == "" || !strings.HasPrefix(address.Scheme, "http") || strings.HasPrefix(attr(l, "href"), "#") {
				continue
			}
			if key := words + " " + address.String(); !seen[key] { // a page may hold its paragraphs twice
				seen[key] = true
				all++
				kept += b2i(slices.ContainsFunc(a.Links, func(k claims.Link) bool {
					return k.URL == address.String() && squeeze(a.Text[k.At.Start:k.At.End]) == words
				}))
			}
		}
	}
	return kept, all
}

// keptQuotes counts the blockquotes of the gold text and how many of them are noted in the article.
func keptQuotes(root *html.Node, gold goldPage, a claims.Article) (kept, all int) {
	story := squeeze(gold.Text)
	for q := range root.Descendants() {
		words := squeeze(wordsOf(q))
		if q.DataAtom != atom.Blockquote || words == "" || !strings.Contains(story, words) {
			continue
		}
		all++
		kept += b2i(slices.ContainsFunc(a.Blockquotes, func(s claims.Span) bool {
			return strings.Contains(squeeze(a.Text[s.Start:s.End]), words)
		}))
	}
	return kept, all
}

// squeeze leaves letters and figures alone, so that spaces and marks do not matter.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 127 || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, s)
}

func wordsOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && (d.Parent == nil || d.Parent.DataAtom != atom.Script && d.Parent.DataAtom != atom.Style) {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// dayIn gives the day that an address names, year first, month and day by figures.
func dayIn(address string) (time.Time, bool) {
	parts := strings.FieldsFunc(address, func(r rune) bool { return r < '0' || r > '9' })
	for i := 0; i+2 < len(parts); i++ {
		if len(parts[i]) == 4 && len(parts[i+1]) == 2 && len(parts[i+2]) == 2 {
			if day, err := time.Parse("2006 01 02", strings.Join(parts[i:i+3], " ")); err == nil {
				return day, true
			}
		}
	}
	return time.Time{}, false
}
