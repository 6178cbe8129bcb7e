package sources

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

var factcheckService = Service{
	Name: "factcheck", Argument: "FILE", Key: "SECONDSOURCE_FACTCHECK_KEY", KeyOr: true, Online: true,
	For: "Published fact-checks: Google's Fact Check Tools with a key, or a downloaded ClaimReview feed without one. " +
		"They are shown apart and support nothing.",
	Terms: factcheckTerms, Open: openFactcheck,
}

var (
	// factcheckTerms are those of Google's interfaces, which forbid permanent copies of what they give. Its quota is not
	// published; a second is what its own client waits at most between tries.
	factcheckTerms = Terms{Every: time.Second, Why: "Google's terms forbid permanent copies; addresses, publishers and dates are kept"}
	// claimReviewTerms are those of the ClaimReview feed, a compilation under CC BY 4.0.
	claimReviewTerms = Terms{Store: true, Model: true, Local: true, Why: "the ClaimReview feed is under CC BY 4.0"}
)

// A FactCheck is a published check of a claim. It is no coverage: it never counts as an origin that says so.
type FactCheck struct {
	Claim     string    `json:"claim,omitempty"`    // the words that were checked; "" where the terms forbid to keep them
	Claimant  string    `json:"claimant,omitempty"` // who made the claim; "" if it is not told
	Rating    string    `json:"rating,omitempty"`   // as the publisher put it; "" where the terms forbid to keep it
	Says      Rating    `json:"says"`               // what the rating comes to
	Value     *float64  `json:"value,omitempty"`    // the rating as a number, if given
	Worst     *float64  `json:"worst,omitempty"`    // what that number is at worst, 1 if not given (schema.org)
	Best      *float64  `json:"best,omitempty"`     // and at best, 5 if not given
	Publisher string    `json:"publisher,omitempty"`
	URL       string    `json:"url"`
	Reviewed  time.Time `json:"reviewed,omitzero"`
	Score     float64   `json:"score"` // how much of the question its claim has, up to 1; see match
}

// Kept gives the fact-check as the terms of its provider let it be stored: without its words if they may not.
func (c FactCheck) Kept(t Terms) FactCheck {
	if !t.Store {
		c.Claim, c.Claimant, c.Rating = "", "", ""
	}
	return c
}

// A FactChecker is a place where published fact-checks can be searched.
type FactChecker interface {
	// FactChecks returns at most q.Limit fact-checks whose claim has words of the question, best first. None is an
	// empty slice and nil error; an error means that the place could not be asked, or not whole. Safe for concurrent use.
	FactChecks(ctx context.Context, q Query) ([]FactCheck, error)
	// Terms say what may be done with them.
	Terms() Terms
}

// openFactcheck opens a downloaded feed, or Google's interface with the key of the environment.
func openFactcheck(set Setting) (Place, error) {
	if set.Argument != "" {
		if IsAddress(set.Argument) {
			return Place{}, errors.New("download the ClaimReview feed and name the file, as in factcheck:claimreview.json")
		}
		return Place{FactChecks: &ClaimReviews{path: set.Argument, loaded: newLazy[*reviewIndex]()}}, nil
	}
	key := set.env(factcheckKey)
	if key == "" {
		return Place{}, fmt.Errorf("factcheck needs a key of Google's Fact Check Tools in the environment variable %s, or a "+
			"downloaded ClaimReview feed, as in factcheck:claimreview.json", factcheckKey)
	}
	if strings.ContainsFunc(key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return Place{}, fmt.Errorf("the key in %s has a space or a character that no key has: copy it anew", factcheckKey)
	}
	return Place{FactChecks: &FactCheckTools{newAsker(set, factcheckTerms), func() string { return key }}}, nil
}

// factcheckKey is the environment variable that holds the key.
const factcheckKey = "SECONDSOURCE_FACTCHECK_KEY"

// factcheckSearch is the interface.
const factcheckSearch = "https://factchecktools.googleapis.com/v1alpha1/claims:search"

// factcheckPage is how many claims are asked for; the interface gives 10 by default.
const factcheckPage = 20

// FactCheckTools searches Google's Fact Check Tools. It is safe for concurrent use.
type FactCheckTools struct {
	asker *asker
	key   secret
}

// A secret gives a key. As a function it shows nothing however it is printed: fmt does not ask the methods of unexported
// fields.
type secret func() string

// Terms are Google's.
func (*FactCheckTools) Terms() Terms { return factcheckTerms }

// A toolsAnswer is what claims:search gives; {} if it has nothing.
type toolsAnswer struct {
	Claims *few[toolsClaim] `json:"claims"`
	Next   string           `json:"nextPageToken"`
}

type toolsClaim struct {
	Text     string           `json:"text"`
	Claimant string           `json:"claimant"`
	Reviews  few[toolsReview] `json:"claimReview"`
}

type toolsReview struct {
	Publisher struct {
		Name string `json:"name"`
		Site string `json:"site"`
	} `json:"publisher"`
	URL      string `json:"url"`
	Reviewed string `json:"reviewDate"`
	Rating   string `json:"textualRating"`
}

// FactChecks asks for one page.
func (f *FactCheckTools) FactChecks(ctx context.Context, q Query) ([]FactCheck, error) {
	words := searchWords(q)
	if words == "" {
		return []FactCheck{}, nil
	}
	page, err := f.asker.get(ctx, factcheckSearch+"?"+url.Values{
		"query": {words}, "languageCode": {"en"}, "pageSize": {strconv.Itoa(factcheckPage)}, "key": {f.key()},
	}.Encode())
	switch statusOf(err) {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden:
		return nil, fmt.Errorf("the key in %s is not taken, or Fact Check Tools is not enabled for it at Google (%w)", factcheckKey, err)
	}
	if err != nil {
		return nil, err
	}
	found, err := parseTools(page.Body)
	if err != nil {
		return nil, err
	}
	return bestChecks(found, q), nil
}

// parseTools reads an answer.
func parseTools(body []byte) ([]FactCheck, error) {
	var answer toolsAnswer
	if err := decodeAnswer(body, &answer); err != nil {
		return nil, fmt.Errorf("the Fact Check Tools: %w", err)
	}
	if answer.Claims == nil {
		if !isEmptyObject(body) && answer.Next == "" {
			return nil, fmt.Errorf("the Fact Check Tools: %w", errNoJSON)
		}
		return nil, nil
	}
	var all []FactCheck
	for _, c := range answer.Claims.list {
		for _, r := range c.Reviews.list {
			reviewed, _ := parseDate(r.Reviewed)
			address, ok := plainAddress(r.URL)
			check := FactCheck{
				Claim: plainWords(c.Text, maxTitle), Claimant: plainWords(c.Claimant, maxTitle), Rating: plainWords(r.Rating, maxTitle),
				Publisher: plainWords(cmp.Or(r.Publisher.Name, r.Publisher.Site), maxTitle), URL: address, Reviewed: reviewed,
			}
			check.Says = RatingOf(check.Rating)
			if ok && check.Claim != "" {
				all = append(all, check)
			}
		}
	}
	return all, nil
}

// bestChecks keeps the fact-checks whose claim has the question's words, best first, the newer first of equal ones.
func bestChecks(all []FactCheck, q Query) []FactCheck {
	var index wordIndex
	for _, c := range all {
		index.add(c.Claim)
	}
	best := []FactCheck{}
	for _, m := range index.search(newMatch(q)) {
		c := all[m.at]
		c.Score = m.score
		best = append(best, c)
	}
	return cutChecks(best, q)
}

// cutChecks puts fact-checks in order and keeps as many as are asked for.
func cutChecks(best []FactCheck, q Query) []FactCheck {
	slices.SortStableFunc(best, func(a, b FactCheck) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), b.Reviewed.Compare(a.Reviewed), strings.Compare(a.URL, b.URL))
	})
	if q.Limit > 0 && len(best) > q.Limit {
		best = best[:q.Limit]
	}
	return best
}
