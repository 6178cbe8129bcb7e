package sources

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

const (
	// feedsAtOnce is how many hosts are asked for their feeds at a time: those of one host wait for each other. 200 outlets
	// that answer in a second take 50 s.
	feedsAtOnce = 4
	// feedsTime bounds the reading of all feeds together, on the first question of a run: who waits for a check waits for
	// it. Feeds that were not read by then are an error beside the others.
	feedsTime = time.Minute
)

// errFeedsTime is a feed that was not asked, because the others took the time.
var errFeedsTime = fmt.Errorf("it was not read within the %d s that all feeds together have; name fewer feeds", feedsTime/time.Second)

// errFeedMore is a feed, or all together, over the caps.
var errFeedMore = fmt.Errorf("it has more entries than are read (%d of a feed, %d of a sitemap, %d in all): the rest was not searched",
	maxItems, maxSitemapURLs, maxEntries)

// feedItems are what one feed, with all that it leads to, holds.
type feedItems struct {
	items    []item
	texts    []string // their words
	read     bool     // to its end
	answered bool     // a server's answer was had
	err      error    // the first thing that went wrong
}

func (f *feedItems) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}

// cut leaves at most so many items.
func (f *feedItems) cut(most int) {
	if len(f.items) > most {
		f.items, f.texts = slices.Clone(f.items[:most]), slices.Clone(f.texts[:most])
		f.fail(errFeedMore)
	}
}

// A feedRound is the reading of all feeds.
type feedRound struct {
	asker *asker
	mu    sync.Mutex
	feeds []feedItems // in the order of the list
}

// load reads all feeds: several hosts at a time, the feeds of one host one after the other, all in feedsTime. What they
// hold is put together in the order of the list. This is the one place outside the check's pipeline that works at several
// things at once, since a provider's first question is the pipeline's to ask and its feeds are its own; nothing outlives
// the call.
func (f *Feeds) load(ctx context.Context) (*loadedFeeds, error) {
	round := &feedRound{asker: f.asker, feeds: make([]feedItems, len(f.addresses))}
	within, cancel := context.WithTimeout(ctx, feedsTime)
	defer cancel()
	hosts := byHost(f.addresses)
	next := make(chan []int, len(hosts))
	for _, numbers := range hosts {
		next <- numbers
	}
	close(next)
	var group sync.WaitGroup
	for range min(feedsAtOnce, len(hosts)) {
		group.Go(func() {
			for numbers := range next {
				for _, n := range numbers {
					round.read(within, n, f.addresses[n])
				}
			}
		})
	}
	group.Wait()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	round.inTime()
	return round.together(f.addresses), nil
}

// byHost gives the numbers of the addresses of each host, hosts in the order of their first.
func byHost(addresses []string) [][]int {
	var all [][]int
	at := map[string]int{}
	for n, address := range addresses {
		host := addressHost(address)
		if _, ok := at[host]; !ok {
			at[host] = len(all)
			all = append(all, nil)
		}
		all[at[host]] = append(all[at[host]], n)
	}
	return all
}

// read reads one feed. Of what was read, no more is held than can be among the first maxEntries in the end: feeds that are
// not there yet can only leave less room.
func (r *feedRound) read(ctx context.Context, n int, address string) {
	var items feedItems
	reading := feedReading{asker: r.asker, seen: map[string]bool{}, into: &items}
	reading.follow(ctx, address, 1)
	r.mu.Lock()
	defer r.mu.Unlock()
	items.read = true
	r.feeds[n] = items
	left := maxEntries
	for i := range r.feeds {
		if r.feeds[i].read {
			r.feeds[i].cut(left)
			left -= len(r.feeds[i].items)
		}
	}
}

// inTime says in a replay which feeds were not asked for want of time: those without a kept answer among others that have
// one.
func (r *feedRound) inTime() {
	if !r.asker.replays() || !slices.ContainsFunc(r.feeds, func(f feedItems) bool { return f.answered || !errors.Is(f.err, ErrNotKept) }) {
		return
	}
	for i := range r.feeds {
		if errors.Is(r.feeds[i].err, ErrNotKept) {
			r.feeds[i].err = errFeedsTime
		}
	}
}

// together makes one index of all feeds.
func (r *feedRound) together(addresses []string) *loadedFeeds {
	all := &loadedFeeds{}
	for n, feed := range r.feeds {
		all.items = append(all.items, feed.items...)
		for _, text := range feed.texts {
			all.index.add(text)
		}
		if feed.err != nil {
			all.failed = append(all.failed, fmt.Errorf("%s: %w", WithoutSecrets(addresses[n]), feed.err))
		}
	}
	return all
}

// A feedReading is a feed being read with what it leads to.
type feedReading struct {
	asker    *asker
	seen     map[string]bool // addresses in normal form: an index may name itself
	sitemaps int
	into     *feedItems
}

func (r *feedReading) fail(err error) { r.into.fail(err) }

func (r *feedReading) follow(ctx context.Context, address string, depth int) {
	key := cmp.Or(addressKey(address), address)
	if r.seen[key] {
		return
	}
	r.seen[key] = true
	if ctx.Err() != nil {
		r.fail(errFeedsTime)
		return
	}
	page, err := r.asker.get(ctx, address)
	if err != nil {
		if ctx.Err() != nil && err == ctx.Err() { //nolint:errorlint // bare, it says that nobody was asked; see inTime
			err = errFeedsTime
		}
		r.fail(err)
		return
	}
	r.into.answered = true
	doc, err := parseFeed(ctx, page.Body, cmp.Or(page.URL, address))
	if err != nil {
		r.fail(err)
		return
	}
	r.take(doc, address)
	for _, child := range doc.children {
		switch {
		case depth == maxSitemapDepth:
			r.fail(fmt.Errorf("its sitemap indexes lead on over %d deep; name the news sitemap itself", maxSitemapDepth))
			return
		case r.sitemaps == maxSitemaps:
			r.fail(fmt.Errorf("it leads to over %d sitemaps, of which the newest were read; name the news sitemap itself", maxSitemaps))
			return
		}
		r.sitemaps++
		r.follow(ctx, child.url, depth+1)
	}
}

// take keeps a document's items with their words.
func (r *feedReading) take(doc feedDoc, address string) {
	outlet := Host(address)
	if doc.kind != sitemapFile {
		outlet = cmp.Or(doc.title, outlet)
	}
	for _, it := range doc.items {
		it.publisher = cmp.Or(it.publisher, outlet)
		text := it.title + " " + it.summary
		if it.title == "" {
			text += " " + slug(it.url) // a plain sitemap has no titles
		}
		it.summary = "" // the index has its words
		r.into.items, r.into.texts = append(r.into.items, it), append(r.into.texts, text)
	}
	if r.into.cut(maxEntries); doc.more {
		r.fail(errFeedMore)
	}
}
