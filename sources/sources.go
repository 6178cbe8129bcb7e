// Package sources reads stories and coverage and says which pieces of coverage share an origin.
//
// It is the reading, searching and grouping part of the pipeline, and knows nothing of verdicts or the ledger. Start
// with the nouns in this file, then [Reader.Read] in read.go (a reference becomes an article), article.go (HTML
// becomes text) and group.go (independence).
package sources

import (
	"context"
	"errors"
	"time"

	"secondsource/claims"
)

// A Query is built from a claim but knows nothing of claims.
type Query struct {
	Terms, Names []string  // a name, or a number with its unit, may be several words in a row
	Text         string    // the words in a row, for who can use that; Terms and Names hold the same words. "" if they were picked
	From, To     time.Time // zero: open
	NotHost      string    // the article's own site; "" leaves nothing out
	Limit        int
}

// A Hit is a place to read.
type Hit struct {
	URL       string    `json:"url"`
	Title     string    `json:"title,omitempty"`
	Publisher string    `json:"publisher,omitempty"`
	Published time.Time `json:"published,omitzero"`
	Score     float64   `json:"score"`            // the provider's own rank; larger is better, not comparable between providers
	Also      []string  `json:"also,omitempty"`   // other addresses that carry the same text
	Stored    string    `json:"stored,omitempty"` // digest of a copy already kept, else "": a stored hit is never fetched
}

// ErrNoCoverage is a provider's answer when it holds nothing at all to search in. It is no failure: the claims are
// unchecked for want of coverage, and the run says so.
var ErrNoCoverage = errors.New("there is no coverage to search in")

// A Provider is a place where coverage can be searched.
type Provider interface {
	// Search returns at most q.Limit places to read, best first. None is an empty slice and nil error;
	// an error means the place could not be asked, or (ErrNoCoverage) is empty; with hits, that a part of it could not be.
	// Prompt when ctx ends; safe for concurrent use.
	Search(ctx context.Context, q Query) ([]Hit, error)
}

// A Keeper gives back the copies that a provider's hits name in Stored.
type Keeper interface {
	// Kept returns the stored article of that digest. An unknown digest is an error. Safe for concurrent use.
	Kept(ctx context.Context, digest string) (claims.Article, error)
}

// A Group is coverage that shares one origin: a wire story and its copies. It counts once.
type Group struct {
	ID       string       `json:"id"`
	Articles []claims.Ref `json:"articles"` // at least one; earliest first
	Why      string       `json:"why"`      // what joins them, with the figure; for one article, what sets it apart
	Partly   []Partly     `json:"partly,omitempty"`
}

// A Partly is text that a group's article shares with an article of another group: enough to be told, too little to
// make them one origin. Each stands in both groups.
type Partly struct {
	Article string  `json:"article"` // the group's own
	Other   string  `json:"other"`
	Group   string  `json:"group"`            // of Other
	Share   float64 `json:"share"`            // of the shorter text, to two places
	Quoted  bool    `json:"quoted,omitempty"` // most of it is quotation
}

// A Search is one question to one provider and how it ended.
type Search struct {
	Provider string `json:"provider"`
	Hits     int    `json:"hits"`
	Empty    bool   `json:"empty,omitempty"`   // the place holds nothing to search in (ErrNoCoverage)
	Skipped  bool   `json:"skipped,omitempty"` // the place was not asked about this claim: a bound of the run was met
	Err      string `json:"err,omitempty"`     // why the place could not be asked
}
