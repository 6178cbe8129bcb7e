package verify

import (
	"context"
	"slices"

	"secondsource/claims"
	"secondsource/sources"
)

// preparedBytes is the longest page whose sentences are kept for the next claim: prepared, a text takes some twenty
// times its size.
const preparedBytes = 100_000

// sentences splits a page, once for all claims unless it is long.
func (c *check) sentences(page claims.Article) []sentence {
	if doc, ok := c.prepared.get(page.ID); ok {
		return doc
	}
	doc := sentencesOf(page.Text)
	if len(page.Text) <= preparedBytes {
		return c.prepared.put(page.ID, doc)
	}
	return doc
}

// print gives what comparing a page's passages needs, made once for all claims.
func (c *check) print(id string) *sources.Print {
	if p, ok := c.prints.get(id); ok {
		return p
	}
	return c.prints.put(id, sources.NewPrint(c.pages[id].Text))
}

// A weighing is the judging of one claim.
type weighing struct {
	*check
	claim  string
	beside []string // the story and every page found for the claim
}

// weigh judges one page for the claim and keeps every passage that tells something, of which there are no more than
// Limits.Passages: a reader wants more than one (a gold sentence of WiCE is the first of five for 78 % of claims, among them
// for 97 %), and what a page counts for must not hang on what else was found.
func (w weighing) weigh(ctx context.Context, page claims.Article) ([]Evidence, error) {
	spans := newClaimText(w.claim).passages(w.sentences(page), w.Setup.Limits.Passages)
	opinions, err := ask(ctx, w.Judge, w.claim, cut(page.Text, spans))
	if err != nil {
		return nil, err
	}
	var out []Evidence
	for i, o := range opinions {
		if o.tells() {
			o.Quote.Start += spans[i].Start
			o.Quote.End += spans[i].Start
			e := Evidence{Article: page.ID, Passage: spans[i], Loose: page.Rules.Text == claims.RuleTokens, Opinion: o}
			e.Shared = w.sharedWith(e)
			out = append(out, e)
		}
	}
	return out, nil
}

// sharedWith gives the other groups of which a piece found for the claim, or the story, has the sentence of the quoted
// words too. The clause alone would not do: two outlets that each lay "40 were sent home" to one speaker need not have
// copied each other.
func (w weighing) sharedWith(e Evidence) []string {
	var groups []string
	from, own := w.print(e.Article), w.groupOf[e.Article]
	sentence := sentencesAround(w.sentences(w.pages[e.Article]), e.Quote)
	for _, id := range w.beside {
		if g := w.groupOf[id]; g != own && !slices.Contains(groups, g) && w.print(id).Holds(from, sentence) {
			groups = append(groups, g)
		}
	}
	slices.Sort(groups)
	return groups
}

// sentencesAround gives the whole sentences that a quote stands in.
func sentencesAround(doc []sentence, quote claims.Span) claims.Span {
	at := quote
	for _, s := range doc {
		if s.Overlaps(quote) {
			at.Start, at.End = min(at.Start, s.Start), max(at.End, s.End)
		}
	}
	return at
}

// tells says whether an opinion is worth keeping: any for or against the claim, and reports that are likelier than not.
// What only shares a few words with a claim would bury the rest.
func (o Opinion) tells() bool {
	return o.Stance == Supports || o.Stance == Refutes || o.Stance == Reports && o.P.Reports >= likelier
}
