package sources

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

var feedService = Service{
	Name: "feed", Argument: "ADDRESS or FILE", Needs: true, Online: true,
	For:   "The newest stories of outlets that you choose: RSS, Atom, JSON Feed and news sitemaps.",
	Terms: feedTerms, Open: openFeed, MaxBody: maxSitemap,
}

// feedTerms: 2 s between two requests to one outlet are less than a reader's browser makes.
var feedTerms = Terms{Every: 2 * time.Second, Why: "each outlet has terms of its own for its feed"}

// StarterFeeds is a list of feeds to begin with, in the form in which a list is read. None of them is asked until it is named.
//
//go:embed starter_feeds.txt
var StarterFeeds string

// The caps on a list of feeds and on what a sitemap index leads to.
const (
	// maxFeeds is the most feeds of a list. They are read once a run.
	maxFeeds = 200
	// maxFeedList is the most bytes of a list.
	maxFeedList = 64 << 10
	// maxSitemapDepth is how many sitemap indexes may lead to one another (ingest note §5).
	maxSitemapDepth = 3
	// maxSitemaps is the most sitemaps that one index leads to, the newest first: a quota for its host.
	maxSitemaps = 20
	// maxEntries is the most items of all feeds together: 200 feeds of a hundred are 20,000.
	maxEntries = 100_000
)

// A Feeds searches the feeds of an allow-list: the outlets that the person named and no other. They are read once, at the
// first question, and every question is answered from memory. It is safe for concurrent use.
type Feeds struct {
	asker     *asker
	addresses []string
	loaded    lazy[*loadedFeeds]
}

// loadedFeeds are what the feeds held, and why some could not be read, or not whole.
type loadedFeeds struct {
	items  []item
	index  wordIndex // of items
	failed []error   // one a feed at most
}

// openFeed opens the feed at an address, or those that a file lists.
func openFeed(set Setting) (Place, error) {
	addresses := []string{set.Argument}
	if !IsAddress(set.Argument) {
		var err error
		if addresses, err = feedList(set.Argument); err != nil {
			return Place{}, fmt.Errorf("read the list of feeds %s: %w", set.Argument, err)
		}
	}
	return Place{Coverage: &Feeds{asker: newAsker(set, feedTerms), addresses: addresses, loaded: newLazy[*loadedFeeds]()}}, nil
}

// feedList reads a list of feeds: an address a line; empty lines and what follows a # at a line's start or after a
// space is left out.
func feedList(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, plainError(err)
	}
	defer f.Close() //nolint:errcheck // only read
	raw, err := readAtMost(f, maxFeedList)
	if err != nil {
		return nil, plainError(err)
	}
	var list []string
	lines := bufio.NewScanner(strings.NewReader(strings.TrimPrefix(string(raw), "\uFEFF")))
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(" "+lines.Text(), " #")
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if !IsAddress(line) {
			return nil, fmt.Errorf("line %d, %q, is no web address", n, shorten(line))
		}
		if !slices.Contains(list, line) {
			list = append(list, line)
		}
	}
	switch {
	case lines.Err() != nil:
		return nil, lines.Err()
	case len(list) == 0:
		return nil, errors.New("it names no feed: write one address a line")
	case len(list) > maxFeeds:
		return nil, fmt.Errorf("it names %d feeds: a list may have %d", len(list), maxFeeds)
	}
	return list, nil
}

// Search gives the items whose title or summary has words of the question, best first (see [match]). Feeds that could
// not be read, or only in part, are an error beside the hits of the others. Feeds that were read whole without one item that
// the question admits are ErrNoCoverage: they hold the newest stories, and say nothing of an older one.
func (f *Feeds) Search(ctx context.Context, q Query) ([]Hit, error) {
	all, err := f.loaded.get(ctx, f.load)
	if err != nil {
		return nil, err
	}
	hits := []Hit{}
	seen := map[string]bool{}
	for _, m := range all.index.search(newMatch(q)) {
		it := all.items[m.at]
		known := seen[it.url]
		hit := Hit{URL: it.url, Title: it.title, Publisher: it.publisher, Published: it.published, Score: m.score}
		if seen[it.url] = true; known || !q.Admits(hit) {
			continue
		}
		hits = append(hits, hit)
		if len(hits) == q.Limit {
			break
		}
	}
	if len(hits) == 0 && len(all.failed) == 0 && !all.admit(q) {
		return nil, ErrNoCoverage
	}
	return feedTerms.allowed(hits), someFailed(all.failed, len(f.addresses))
}

// admit says whether there is an item that the question could find.
func (l *loadedFeeds) admit(q Query) bool {
	return slices.ContainsFunc(l.items, func(it item) bool { return q.Admits(Hit{URL: it.url, Published: it.published}) })
}

// someFailed makes one sentence of what went wrong with some of n feeds.
func someFailed(failed []error, n int) error {
	if len(failed) == 0 {
		return nil
	}
	if n == 1 {
		return failed[0]
	}
	return fmt.Errorf("%d of %d feeds could not be read whole, the first: %w", len(failed), n, failed[0])
}
