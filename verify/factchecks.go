package verify

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/sync/errgroup"

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
// story's and no other number, in the same order (who did it to whom), and both or neither negated. What was checked of a
// picture or a quotation is never the story's: it may be false that a photo shows the ferry that did sink.
func bears(claim, checked string) bool {
	own, other := newClaimText(claim), newClaimText(checked)
	if own.negated != other.negated || framed(checked) {
		return false
	}
	inOther, inOwn := map[string]bool{}, map[string]bool{}
	return own.share(own.gain(other.words, inOther)) >= bearsClaim && other.share(other.gain(own.words, inOwn)) >= bearsCheck &&
		own.found(nameWord, inOther) == 1 && own.found(numberWord, inOther) == 1 && other.found(numberWord, inOwn) == 1 &&
		slices.Equal(own.marked(inOther), other.marked(inOwn))
}

// frameWithin is how many words may stand before the noun of a frame and it: "A widely shared old video shows".
const frameWithin = 5

// frameNouns are what opens a fact-checked claim that is about a picture, a recording or a quotation. A claim about a photo
// library is taken for one as well: then its fact-check is shown and counts for nothing, which is the lesser harm.
var frameNouns = []string{
	"photo", "photos", "photograph", "photographs", "picture", "pictures", "image", "images", "video", "videos", "footage",
	"clip", "clips", "screenshot", "screenshots", "meme", "graphic", "infographic", "audio", "recording", "quote", "quotes",
	"quotation", "tweet", "caption",
}

// framed says whether a fact-checked claim opens with a frame: "Photo shows", "A quote by Ana Kovic:".
func framed(checked string) bool {
	opening := strings.FieldsFunc(strings.ToLower(checked), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return slices.ContainsFunc(opening[:min(len(opening), frameWithin)], func(w string) bool { return slices.Contains(frameNouns, w) })
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
	window := sources.Query{From: q.From, To: q.To}
	for _, f := range found {
		// What was checked years ago was another event, or the same one before it came out otherwise.
		now := window.Admits(sources.Hit{Published: f.Reviewed})
		kept := FactCheck{Provider: place.Name, FactCheck: f.Kept(place.Checker.Terms()), Bears: now && bears(claim, f.Claim)}
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

// searchFacts asks all places of fact-checks about every claim, with all its words: a place that wants time between two
// questions one by one in order of worth, as search does.
func (c *check) searchFacts(ctx context.Context) error {
	answers := make([][]checked, len(c.asked))
	byWorth := make([]int, len(c.asked))
	for n := range answers {
		answers[n], byWorth[n] = make([]checked, len(c.FactChecks)), n
	}
	slices.SortStableFunc(byWorth, func(m, n int) int {
		return -cmp.Compare(c.claims[c.asked[m]].Worth, c.claims[c.asked[n]].Worth)
	})
	c.steps.Add(int64(len(c.asked) * len(c.FactChecks)))
	g, within := errgroup.WithContext(ctx)
	for i, place := range c.FactChecks {
		atOnce := askedAtOnce
		if place.Checker.Terms().Interval() > 0 {
			atOnce = 1
		}
		g.Go(func() error {
			return c.each(within, len(byWorth), atOnce, func(ctx context.Context, n int) error {
				n = byWorth[n]
				claim := c.claims[c.asked[n]]
				q := Queries(c.story, claim, c.Setup.Limits.Hits)[0]
				answers[n][i] = checkFacts(ctx, place, q, ClaimText(c.story, claim))
				return ctx.Err()
			})
		})
	}
	err := g.Wait()
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

// A judgement is what the fact-checks of this very claim come to.
type judgement struct {
	refute int  // publishers that rate it false
	doubt  bool // one finds it mixed
	affirm bool // one rates it true: then it is neither refuted nor unheard of
}

// factsAgainst counts the publishers whose fact-checks of this very claim rate it false, and says whether others leave it
// in doubt or rate it true. What the story or the claim's speaker published does not count, nor does a publisher whose
// coverage refutes the claim already.
func (q Question) factsAgainst() judgement {
	own := map[string]bool{"": true, plainName(q.Story.Publisher): true, plainName(q.Claim.Name): true, plainName(q.Claim.Affiliation): true}
	seen := maps.Clone(own)
	for _, e := range q.Evidence {
		if e.Stance == Refutes && e.Method != Lexical {
			for _, g := range q.Groups {
				for _, a := range g.Articles {
					seen[plainName(a.Publisher)] = seen[plainName(a.Publisher)] || g.ID == e.Group
				}
			}
		}
	}
	var j judgement
	for _, f := range q.FactChecks {
		who := plainName(cmp.Or(f.Publisher, sources.Host(f.URL)))
		if !f.Bears || sources.Host(f.URL) != "" && sources.Host(f.URL) == sources.Host(q.Story.URL) {
			continue
		}
		j.doubt = j.doubt || f.Says == sources.RatedMixed
		j.affirm = j.affirm || f.Says == sources.RatedTrue && !own[who]
		if f.Says == sources.RatedFalse && !seen[who] {
			seen[who] = true
			j.refute++
		}
	}
	return j
}
