package verify

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"secondsource/sources"
)

// Checks is one place to search published fact-checks, under the name that the run records for it.
type Checks struct {
	Name    string
	Checker sources.FactChecker
}

// A FactCheck is a published fact-check that was found for a claim. It is shown apart and never supports a claim; it
// refutes one only if it bears on it and rates it false.
type FactCheck struct {
	Provider string `json:"provider"`
	sources.FactCheck
	Bears bool `json:"bears"` // it checks this very claim, as far as the words tell
}

const (
	// bearsClaim and bearsCheck are the least shares, by weight, of the story's claim in the fact-checked claim and the
	// other way round. Words that say so little of one another are two claims on one subject; a refutation is the gravest
	// verdict there is, so that both bounds lie above the half claim from which coverage counts as reporting it.
	bearsClaim, bearsCheck = 0.8, 0.6
	// factChecksKept is how many fact-checks of a claim are kept: those that bear on it and the nearest others.
	factChecksKept = 5
	// nearShare is the least share of a question that a fact-check must have to be shown: below it only a subject is shared.
	nearShare = 0.5
)

// bears says whether a fact-checked claim is the story's claim: nearly the same words, all names and numbers of the
// story's and no other number, in the same order (who did it to whom), and both or neither negated.
func bears(claim, checked string) bool {
	own, other := newClaimText(claim), newClaimText(checked)
	if own.negated != other.negated {
		return false
	}
	inOther, inOwn := map[string]bool{}, map[string]bool{}
	return own.share(own.gain(other.words, inOther)) >= bearsClaim && other.share(other.gain(own.words, inOwn)) >= bearsCheck &&
		own.found(nameWord, inOther) == 1 && own.found(numberWord, inOther) == 1 && other.found(numberWord, inOwn) == 1 &&
		slices.Equal(own.marked(inOther), other.marked(inOwn))
}

// marked gives the names and numbers among the claim's words that also stand in the other text, each once and in order. A
// word that opens a sentence may look like a name in one text only; it is in have all the same.
func (c claimText) marked(have map[string]bool) []string {
	var out []string
	for _, w := range c.words {
		if w.kind != plainWord && have[w.stem] && !slices.Contains(out, w.stem) {
			out = append(out, w.stem)
		}
	}
	return out
}

// A checked is what one place of fact-checks said about one claim.
type checked struct {
	search sources.Search
	list   []FactCheck
	failed *Problem
}

// checkFacts asks one place of fact-checks. What its terms forbid to store does not go further.
func checkFacts(ctx context.Context, place Checks, q sources.Query, claim string) checked {
	found, err := place.Checker.FactChecks(ctx, q)
	out := checked{search: sources.Search{Provider: place.Name}}
	for _, f := range found {
		kept := FactCheck{Provider: place.Name, FactCheck: f.Kept(place.Checker.Terms()), Bears: bears(claim, f.Claim)}
		if kept.Bears || f.Score >= nearShare {
			out.list = append(out.list, kept)
		}
	}
	out.list = nearest(out.list)
	out.search.Hits = len(out.list)
	if err != nil {
		out.search.Err = err.Error()
		out.failed = &Problem{
			Stage: "search", What: place.Name,
			Message: fmt.Sprintf("%s could not be searched for fact-checks, or not whole: %v.", place.Name, err),
		}
	}
	return out
}

// nearest puts the fact-checks that bear on the claim first and keeps a few.
func nearest(list []FactCheck) []FactCheck {
	slices.SortStableFunc(list, func(a, b FactCheck) int {
		return cmp.Or(count(b.Bears)-count(a.Bears), cmp.Compare(b.Score, a.Score), strings.Compare(a.URL, b.URL))
	})
	return list[:min(len(list), factChecksKept)]
}

// searchFacts asks all places of fact-checks about every claim, with all its words.
func (c *check) searchFacts(ctx context.Context) error {
	if len(c.FactChecks) == 0 {
		return nil
	}
	answers := make([][]checked, len(c.asked))
	c.steps.Add(int64(len(c.asked)))
	err := c.each(ctx, len(c.asked), askedAtOnce, func(ctx context.Context, n int) error {
		claim := c.claims[c.asked[n]]
		q := Queries(c.story, claim, c.Setup.Limits.Hits)[0]
		for _, place := range c.FactChecks {
			answers[n] = append(answers[n], checkFacts(ctx, place, q, ClaimText(c.story, claim)))
		}
		return ctx.Err()
	})
	if err != nil {
		return fmt.Errorf("search fact-checks: %w", err)
	}
	for n, i := range c.asked {
		c.takeFacts(i, answers[n])
	}
	return nil
}

// takeFacts puts what was said into the check, in claim order.
func (c *check) takeFacts(i int, all []checked) {
	for _, f := range all {
		c.facts[i] = append(c.facts[i], f.list...)
		c.factSearches[i] = append(c.factSearches[i], f.search)
		if f.failed != nil && !slices.Contains(c.problems, *f.failed) {
			c.problems = append(c.problems, *f.failed)
		}
	}
}

// factsAgainst counts the publishers whose fact-checks of this very claim rate it false, and says whether others leave it
// in doubt. What the story or the claim's speaker published does not count, nor does a publisher whose coverage refutes
// the claim already.
func (q Question) factsAgainst() (refute int, doubt bool) {
	seen := map[string]bool{plainName(q.Story.Publisher): true, plainName(q.Claim.Name): true, plainName(q.Claim.Affiliation): true}
	for _, e := range q.Evidence {
		if e.Stance == Refutes && e.Method != Lexical {
			for _, g := range q.Groups {
				for _, a := range g.Articles {
					seen[plainName(a.Publisher)] = seen[plainName(a.Publisher)] || g.ID == e.Group
				}
			}
		}
	}
	for _, f := range q.FactChecks {
		who := plainName(cmp.Or(f.Publisher, sources.Host(f.URL)))
		if !f.Bears || sources.Host(f.URL) != "" && sources.Host(f.URL) == sources.Host(q.Story.URL) {
			continue
		}
		doubt = doubt || f.Says == sources.RatedMixed
		if f.Says == sources.RatedFalse && who != "" && !seen[who] {
			seen[who] = true
			refute++
		}
	}
	return refute, doubt
}
