package sources

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// The caps on a downloaded ClaimReview feed. The feed of 2026 has some 75,000 reviews in 150 MB.
const (
	maxReviewFile = 1 << 30
	maxReviews    = 500_000
)

// ClaimReviews searches a downloaded feed of ClaimReview markup (datacommons.org/factcheck/download, a schema.org
// DataFeed). The file is read once, at the first question. It is safe for concurrent use.
type ClaimReviews struct {
	path   string
	loaded lazy[*reviewIndex]
}

// A reviewIndex is the feed's fact-checks and their words.
type reviewIndex struct {
	checks []FactCheck
	index  wordIndex
}

// Terms are those of the feed.
func (*ClaimReviews) Terms() Terms { return claimReviewTerms }

// FactChecks searches the feed's claims. If the file broke off its error stands beside what was read before.
func (c *ClaimReviews) FactChecks(ctx context.Context, q Query) ([]FactCheck, error) {
	all, err := c.loaded.get(ctx, c.load)
	if all == nil {
		return nil, err
	}
	best := []FactCheck{}
	for _, m := range all.index.search(newMatch(q)) {
		check := all.checks[m.at]
		check.Score = m.score
		best = append(best, check)
	}
	return cutChecks(best, q), err
}

// load reads the file.
func (c *ClaimReviews) load(ctx context.Context) (*reviewIndex, error) {
	f, err := os.Open(c.path)
	if err != nil {
		return nil, fmt.Errorf("read fact-checks %s: %w", c.path, plainError(err))
	}
	defer f.Close() //nolint:errcheck // only read
	all, err := readReviews(ctx, f)
	if err != nil {
		err = fmt.Errorf("read fact-checks %s: %w", c.path, err)
	}
	return all, err
}

// A rationed reader gives its bytes in rations: whoever takes one more than the ration holds is told ErrTooLarge.
type rationed struct {
	ctx  context.Context //nolint:containedctx // a reader has no other way to hear of it, and lives for one call
	r    io.Reader
	left int
	all  int
}

func (r *rationed) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	if r.left <= 0 {
		return 0, fmt.Errorf("%w: a record may have %d MB", ErrTooLarge, maxRecord>>20)
	}
	if r.all > maxReviewFile {
		return 0, fmt.Errorf("%w: over %d MB", ErrTooLarge, maxReviewFile>>20)
	}
	n, err := r.r.Read(p[:min(len(p), r.left, 64<<10)])
	r.left -= n
	r.all += n
	return n, err
}

// errNoReviews is a file that is no feed of fact-checks.
var errNoReviews = errors.New("it is no ClaimReview feed: it has no list dataFeedElement; download it anew")

// readReviews reads a feed, one element in memory at a time. With an error come the fact-checks before it.
func readReviews(ctx context.Context, from io.Reader) (*reviewIndex, error) {
	in := &rationed{ctx: ctx, r: from, left: maxRecord}
	dec := json.NewDecoder(in)
	all := &reviewIndex{}
	if opening, err := dec.Token(); err != nil || opening != json.Delim('{') {
		return nil, errNoReviews
	}
	found := false
	for dec.More() {
		in.left = maxRecord
		name, err := dec.Token()
		if err != nil {
			return all, damagedAt(err, dec)
		}
		if name != "dataFeedElement" {
			var passed json.RawMessage
			if err := dec.Decode(&passed); err != nil {
				return all, damagedAt(err, dec)
			}
			continue
		}
		found = true
		if err := all.elements(dec, in); err != nil {
			return all, err
		}
	}
	if _, err := dec.Token(); err != nil {
		return all, damagedAt(err, dec)
	}
	if !found {
		return nil, errNoReviews
	}
	return all, nil
}

// elements reads the list of the feed's elements.
func (x *reviewIndex) elements(dec *json.Decoder, in *rationed) error {
	if opening, err := dec.Token(); err != nil || opening != json.Delim('[') {
		return errNoReviews
	}
	for dec.More() {
		in.left = maxRecord
		// The decoder itself bounds how deep an element is nested, and passes over what is not asked for without recursion.
		var e reviewElement
		err := dec.Decode(&e)
		if _, shape := errors.AsType[*json.UnmarshalTypeError](err); shape {
			continue // an element of another shape is passed over: the feed is filled in by hand
		}
		if err != nil {
			return damagedAt(err, dec)
		}
		if len(x.checks) >= maxReviews {
			return fmt.Errorf("%w: only its first %d fact-checks were read", ErrTooLarge, maxReviews)
		}
		x.add(e)
	}
	if _, err := dec.Token(); err != nil {
		return damagedAt(err, dec)
	}
	return nil
}

// damagedAt says where a feed broke off.
func damagedAt(err error, dec *json.Decoder) error {
	if errors.Is(err, ErrTooLarge) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("it is damaged or cut off near byte %d; what stands before was searched", dec.InputOffset())
}

// A reviewElement is one element of the feed, as far as it is read.
type reviewElement struct {
	URL  string                    `json:"url"`
	Item someOf[claimReviewMarkup] `json:"item"`
}

// claimReviewMarkup is schema.org's ClaimReview. Any field may be one thing or a list of them.
type claimReviewMarkup struct {
	Claim     string                `json:"claimReviewed"`
	URL       string                `json:"url"`
	Published string                `json:"datePublished"`
	Author    someOf[schemaName]    `json:"author"`
	Rating    someOf[schemaRating]  `json:"reviewRating"`
	Reviewed  someOf[schemaClaimOf] `json:"itemReviewed"`
}

type schemaName struct {
	Name string `json:"name"`
}

type schemaRating struct {
	Text  string      `json:"alternateName"`
	Name  string      `json:"name"`
	Value looseNumber `json:"ratingValue"`
	Best  looseNumber `json:"bestRating"`
	Worst looseNumber `json:"worstRating"`
}

type schemaClaimOf struct {
	Author someOf[schemaName] `json:"author"`
}

// someOf is one thing or a list of them, as JSON-LD allows. What has another shape is left out.
type someOf[T any] []T

// UnmarshalJSON takes both forms.
func (s *someOf[T]) UnmarshalJSON(raw []byte) error {
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) {
		var one T
		if json.Unmarshal(raw, &one) == nil && string(raw) != "null" {
			*s = someOf[T]{one}
		}
		return nil
	}
	var list few[T]
	if err := list.UnmarshalJSON(raw); err != nil {
		return err
	}
	*s = list.list
	return nil
}

// first is the first of them, or the zero value.
func (s someOf[T]) first() T {
	if len(s) == 0 {
		var none T
		return none
	}
	return s[0]
}

// A looseNumber is a number or a string that holds one; nil if it is neither.
type looseNumber struct{ value *float64 }

// UnmarshalJSON takes both forms.
func (n *looseNumber) UnmarshalJSON(raw []byte) error {
	v, err := strconv.ParseFloat(strings.Trim(string(raw), `" `), 64)
	if err == nil && v-v == 0 { // neither infinite nor no number
		n.value = &v
	}
	return nil
}

// add puts the fact-checks of an element in.
func (x *reviewIndex) add(e reviewElement) {
	for _, m := range e.Item {
		rating := m.Rating.first()
		address, ok := plainAddress(cmp.Or(m.URL, e.URL))
		check := FactCheck{
			Claim: plainWords(m.Claim, maxTitle), Claimant: plainWords(m.Reviewed.first().Author.first().Name, maxTitle),
			Rating: plainWords(cmp.Or(rating.Text, rating.Name), maxTitle), URL: address,
			Value: rating.Value.value, Best: rating.Best.value, Worst: rating.Worst.value,
		}
		check.Publisher = cmp.Or(plainWords(m.Author.first().Name, maxTitle), Host(check.URL))
		check.Reviewed, _ = parseDate(m.Published)
		check.Says = check.rated()
		if ok && check.Claim != "" {
			x.checks = append(x.checks, check)
			x.index.add(check.Claim)
		}
	}
}

// rated says what the rating comes to: its words, and only if there are none its number, at either end of its scale
// (schema.org: worst 1 and best 5 unless given; Google's guide to ClaimReview: worst is false, best is true). A number
// between the ends is mixed.
func (c FactCheck) rated() Rating {
	if c.Rating != "" || c.Value == nil {
		return RatingOf(c.Rating)
	}
	worst, best := 1.0, 5.0
	if c.Worst != nil {
		worst = *c.Worst
	}
	if c.Best != nil {
		best = *c.Best
	}
	switch v := *c.Value; {
	case worst >= best || v < worst || v > best:
		return RatedUnclear
	case v == worst:
		return RatedFalse
	case v == best:
		return RatedTrue
	default:
		return RatedMixed
	}
}
