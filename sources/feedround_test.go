package sources_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"secondsource/sources"
)

// A slowWeb gives a feed of one story for every address, after so long; it notes who was asked for at the same time.
type slowWeb struct {
	takes func(address string) time.Duration

	mu   sync.Mutex
	busy map[string]int // by host
	most int            // hosts at the same time
	same bool           // one host was asked twice at the same time
}

func (w *slowWeb) Fetch(ctx context.Context, address string) (sources.Page, error) {
	u, err := url.Parse(address)
	if err != nil {
		return sources.Page{}, err
	}
	w.enter(u.Host, 1)
	defer w.enter(u.Host, -1)
	select {
	case <-time.After(w.takes(address)):
	case <-ctx.Done():
		return sources.Page{}, fmt.Errorf("the page did not arrive: %w", ctx.Err())
	}
	body := fmt.Sprintf(`<rss><channel><title>T</title><item><title>Ferry Oriel sinks</title><link>%s/oriel</link></item></channel></rss>`, address)
	return sources.Page{URL: address, Body: []byte(body)}, nil
}

func (w *slowWeb) enter(host string, n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy == nil {
		w.busy = map[string]int{}
	}
	if w.busy[host] += n; w.busy[host] == 0 {
		delete(w.busy, host)
	}
	w.most = max(w.most, len(w.busy))
	w.same = w.same || w.busy[host] > 1
}

// feedAddresses gives two feeds of each of n hosts.
func feedAddresses(n int) []string {
	var all []string
	for i := range 2 * n {
		all = append(all, fmt.Sprintf("https://h%d.example/%d", i%n, i))
	}
	return all
}

// TestFeedsTogether holds that feeds of several hosts are read at the same time, those of one host are not, and that the
// order of what they hold is the list's.
func TestFeedsTogether(t *testing.T) {
	list := feedAddresses(8)
	file := put(t, t.TempDir(), "feeds.txt", strings.Join(list, "\n"))
	synctest.Test(t, func(t *testing.T) {
		w := &slowWeb{takes: func(address string) time.Duration { return time.Duration(10-len(address)%10) * time.Second / 4 }}
		start := time.Now()
		hits, err := openFeeds(t, file, w).Search(t.Context(), sources.Query{Names: []string{"Oriel"}, Terms: []string{"ferry"}, Limit: 99})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range hits {
			got = append(got, strings.TrimSuffix(h.URL, "/oriel"))
		}
		if !slices.Equal(got, list) {
			t.Errorf("got %q, want %q", got, list)
		}
		if w.most != 4 || w.same {
			t.Errorf("%d hosts at once, one of them twice: %t; want 4 and never", w.most, w.same)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("took %s", took) // of the bubble, in which only waits take time
		}
	})
}

// TestFeedsTime holds the bound on all feeds: those that were read stand, the others are an error.
func TestFeedsTime(t *testing.T) {
	file := put(t, t.TempDir(), "feeds.txt", strings.Join(feedAddresses(6), "\n"))
	synctest.Test(t, func(t *testing.T) {
		w := &slowWeb{takes: func(address string) time.Duration {
			if strings.Contains(address, "h0.") || strings.Contains(address, "h1.") {
				return time.Hour
			}
			return time.Second
		}}
		start := time.Now()
		hits, err := openFeeds(t, file, w).Search(t.Context(), sources.Query{Names: []string{"Oriel"}, Terms: []string{"ferry"}, Limit: 99})
		if took := time.Since(start); took != time.Minute {
			t.Errorf("took %s, want a minute", took)
		}
		if len(hits) != 8 || err == nil || !strings.HasPrefix(err.Error(), "4 of 12 feeds could not be read whole") {
			t.Errorf("got %d hits, %v, want 8 and an error for 4 of 12 feeds", len(hits), err)
		}
		w.takes = func(string) time.Duration { return 40 * time.Second }
		hits, err = openFeeds(t, file, w).Search(t.Context(), sources.Query{Names: []string{"Oriel"}, Terms: []string{"ferry"}, Limit: 99})
		if len(hits) != 4 || err == nil || !strings.Contains(err.Error(), "8 of 12") {
			t.Errorf("got %d hits, %v, want the first feeds of four hosts", len(hits), err)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		w := &slowWeb{takes: func(string) time.Duration { return time.Hour }}
		if _, err := openFeeds(t, file, w).Search(ctx, question()); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the caller's own end", err)
		}
	})
}

// TestFeedsTimeInReplay holds that a feed which was left out for want of time is told the same in a replay.
func TestFeedsTimeInReplay(t *testing.T) {
	file := put(t, t.TempDir(), "feeds.txt", strings.Join(feedAddresses(2), "\n"))
	ask := func(kept *shelfOfAnswers) error {
		f := sources.NewFetcher(sources.FetchOptions{Responses: kept, Replay: true})
		_, err := openFeeds(t, file, f).Search(t.Context(), question())
		return err
	}
	kept := &shelfOfAnswers{}
	kept.serve("h0.example/0", rssAnswer)
	if err := ask(kept); err == nil || !strings.Contains(err.Error(), "within the 60 s") {
		t.Errorf("got %v, want feeds that were not read in time", err)
	}
	if err := ask(&shelfOfAnswers{}); !errors.Is(err, sources.ErrNotKept) {
		t.Errorf("nothing was ever kept: %v, want ErrNotKept", err)
	}
}

// TestFeedsCap holds that the first entries in the order of the list are kept, whoever answers first.
func TestFeedsCap(t *testing.T) {
	if slack > 1 {
		t.Skip("the race detector makes the same steps ten times slower and sees no more in 200,000 entries")
	}
	var urls strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&urls, "<url><loc>https://HOST/ferry-oriel-%d</loc></url>", i)
	}
	kept := &shelfOfAnswers{}
	var list []string
	for i := range 4 {
		host := fmt.Sprintf("h%d.example", i)
		list = append(list, "https://"+host+"/map.xml")
		kept.serve(host+"/map.xml", "<urlset>"+strings.ReplaceAll(urls.String(), "HOST", host)+"</urlset>")
	}
	file := put(t, t.TempDir(), "feeds.txt", strings.Join(list, "\n"))
	f := sources.NewFetcher(sources.FetchOptions{Responses: kept, Replay: true})
	hits, err := openFeeds(t, file, f).Search(t.Context(), sources.Query{Names: []string{"Oriel"}, Terms: []string{"ferry"}, Limit: 200_000})
	if err == nil || !strings.HasPrefix(err.Error(), "2 of 4 feeds could not be read whole, the first: https://h2.example") {
		t.Errorf("got %v, want an error for the last two", err)
	}
	hosts := map[string]int{}
	for _, h := range hits {
		hosts[sources.Host(h.URL)]++
	}
	if len(hosts) != 2 || hosts["h0.example"] != 50_000 || hosts["h1.example"] != 50_000 {
		t.Errorf("got %v, want 50,000 of each of the first two", hosts)
	}
}
