package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"maps"
	"unicode/utf8"

	"secondsource/claims"
	"secondsource/verify"
)

// A querier is what pages can be read from: a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// refs gives every article that the run names, the story first.
func refs(run verify.Run) iter.Seq[claims.Ref] {
	return func(yield func(claims.Ref) bool) {
		if !yield(run.Article) {
			return
		}
		for _, g := range run.Coverage {
			for _, ref := range g.Articles {
				if !yield(ref) {
					return
				}
			}
		}
	}
}

// pageIDs lists the articles that the run names or quotes, each once.
func pageIDs(run verify.Run) []string {
	var ids []string
	seen := map[string]bool{}
	add := func(id string) {
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for ref := range refs(run) {
		add(ref.ID)
	}
	for _, v := range run.Verdicts {
		for _, e := range v.Evidence {
			add(e.Article)
		}
	}
	for _, f := range run.Findings {
		if f.Article != "" {
			add(f.Article)
		}
	}
	return ids
}

// readPages gives the stored pages of these IDs; those that are not stored are left out. A page that is not as it was
// stored is an error.
func readPages(ctx context.Context, q querier, ids []string) (map[string]claims.Article, error) {
	pages := map[string]claims.Article{}
	for _, id := range ids {
		row, err := readPage(ctx, q, id)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if pages[id], err = row.article(); err != nil {
			return nil, fmt.Errorf("page %.12s was changed after it was stored: %w", id, err)
		}
	}
	return pages, nil
}

func readPage(ctx context.Context, q querier, id string) (row pageRow, err error) {
	rows, err := q.QueryContext(ctx, selectPages+"WHERE id = ?", id)
	if err != nil {
		return row, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if !rows.Next() {
		return row, errors.Join(sql.ErrNoRows, rows.Err())
	}
	return scanPage(rows)
}

// pagesFor gives the pages that the run names: those that come with it, and those stored before.
func pagesFor(
	ctx context.Context, q querier, run verify.Run, own []claims.Article,
) (map[string]claims.Article, error) {
	brought := map[string]claims.Article{}
	for _, p := range own {
		brought[p.ID] = p
	}
	var missing []string
	for _, id := range pageIDs(run) {
		if _, ok := brought[id]; !ok {
			missing = append(missing, id)
		}
	}
	pages, err := readPages(ctx, q, missing)
	if err != nil {
		return nil, err
	}
	maps.Copy(pages, brought)
	return pages, nil
}

// A spanCheck reads every span of a run against the pages and keeps one sentence for each that is not there.
type spanCheck struct {
	pages  map[string]claims.Article
	spans  int
	faults []string
}

// checkSpans says how many spans the run has and which of them are not in the stored pages, whole and between runes.
// It also finds claims of another story and verdicts that are not one a claim, in order.
func checkSpans(run verify.Run, pages map[string]claims.Article) (spans int, faults []string) {
	c := spanCheck{pages: pages}
	story, ok := pages[run.Article.ID]
	if !ok {
		c.fault("the story's page %.12s is not stored", run.Article.ID)
	}
	for i, cl := range run.Claims {
		c.claim(i, cl, story)
	}
	for i, f := range run.Findings {
		c.finding(f, story, fmt.Sprintf("finding %d", i))
	}
	if len(run.Verdicts) != len(run.Claims) {
		c.fault("there are %d verdicts for %d claims", len(run.Verdicts), len(run.Claims))
	}
	for i, v := range run.Verdicts {
		if i < len(run.Claims) && v.Claim != run.Claims[i].ID {
			c.fault("verdict %d is for claim %.12s and not for claim %.12s", i, v.Claim, run.Claims[i].ID)
		}
		for j, e := range v.Evidence {
			c.evidence(e, fmt.Sprintf("evidence %d of claim %d", j, i))
		}
	}
	return c.spans, c.faults
}

func (c *spanCheck) fault(format string, args ...any) {
	c.faults = append(c.faults, fmt.Sprintf(format, args...))
}

func (c *spanCheck) claim(i int, cl claims.Claim, story claims.Article) {
	c.spans += 1 + len(cl.Content) + len(cl.Source) + len(cl.Cue)
	if cl.Article != story.ID {
		c.fault("claim %d is of article %.12s and not of the story", i, cl.Article)
	}
	if err := cl.Validate(story.Text); err != nil {
		c.fault("claim %d: %v", i, err)
	}
}

// finding checks the passages of a finding in the page that it is about.
func (c *spanCheck) finding(f verify.Finding, page claims.Article, what string) {
	if f.Article != "" {
		var ok bool
		if page, ok = c.pages[f.Article]; !ok {
			c.spans += 1 + len(f.Also)
			c.fault("%s: its page %.12s is not stored", what, f.Article)
			return
		}
	}
	c.in(page.Text, f.At, what)
	for _, also := range f.Also {
		c.in(page.Text, also, what+", other passage")
	}
}

func (c *spanCheck) evidence(e verify.Evidence, what string) {
	page, ok := c.pages[e.Article]
	if !ok {
		c.spans += 2
		c.fault("%s: its page %.12s is not stored", what, e.Article)
		return
	}
	c.in(page.Text, e.Passage, what+", passage")
	c.in(page.Text, e.Quote, what+", quote")
	if e.Quote.Len() > 0 && !e.Passage.Contains(e.Quote) {
		c.fault("%s: the quote %v is not in its passage %v", what, e.Quote, e.Passage)
	}
}

// in counts the span and keeps a sentence if it is not in the text, whole and between runes.
func (c *spanCheck) in(text string, s claims.Span, what string) {
	c.spans++
	if !inText(text, s) {
		c.fault("%s: the span %v is not in the page's %d bytes of text", what, s, len(text))
	}
}

func inText(text string, s claims.Span) bool {
	between := func(i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }
	return s.Start >= 0 && s.Start <= s.End && s.End <= len(text) && between(s.Start) && between(s.End)
}
