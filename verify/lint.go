package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"secondsource/claims"
)

// Lint reads an article by the editorial rules alone: nothing is searched, and the run has no coverage and no verdict. It
// uses Extract, Editor, Waivers, Problems, Setup and Now. An error means that the extractor failed or ctx ended.
func (p *Pipeline) Lint(ctx context.Context, a claims.Article) (Result, error) {
	c := p.begin(a)
	if err := c.extract(ctx); err != nil {
		return Result{}, err
	}
	run := c.run()
	c.edit(&run)
	return Result{Run: run, Pages: c.pages}, nil
}

// edit adds what the editorial rules find, and lets those findings stand that are waived.
func (c *check) edit(run *Run) {
	var rules []RuleInfo
	if c.Editor != nil {
		rules = c.Editor.Rules()
		run.Findings = append(run.Findings, c.Editor.Findings(Draft{
			Article: c.story, Claims: run.Claims, Verdicts: run.Verdicts, Coverage: run.Coverage,
		})...)
	}
	words := func(f Finding) string {
		page := c.story
		if f.Article != "" {
			page = c.pages[f.Article]
		}
		return page.Words([]claims.Span{f.At})
	}
	Sign(run.Findings, words)
	w := waiving{c.story, run.Findings, rules, run.Verdicts != nil}
	run.Findings = w.waive(c.Waivers, words)
	Sign(run.Findings, words)
}

// Sign gives each finding that has none its fingerprint: a digest of its rule, the page it is in, its words, what it shows
// besides, and of equal ones the number. Places are no part of it, so that it stays while the story is edited elsewhere.
// words gives the words of a finding's At, with as much around them as tells it from others; white space does not count.
func Sign(findings []Finding, words func(Finding) string) {
	seen := map[string]int{}
	for i, f := range findings {
		key := strings.Join(append([]string{f.Rule, f.Article, oneSpace(words(f))}, f.AlsoText...), "\x00")
		seen[key]++
		if f.Fingerprint == "" {
			sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
			findings[i].Fingerprint = hex.EncodeToString(sum[:8])
		}
	}
}
