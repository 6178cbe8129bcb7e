package sources

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// The manners towards one server.
const (
	// usualInterval is kept between two requests to one server that names no interval. A reader who opens pages one after
	// the other is not slower; Heritrix, which takes whole sites, waits 3 s at least.
	usualInterval = time.Second
	// waitTime is how long a fetch may wait for its turns. A longer Crawl-delay is obeyed by not fetching.
	waitTime = time.Minute
	// maxTries is how often a page is asked for when the server is busy (429, 503).
	maxTries = 3
	// firstPause is the wait before the second try where the server names none; it doubles with each.
	firstPause = 2 * time.Second
	// maxRetryAfter is the longest Retry-After that is believed: one header must not close a site for a whole night.
	maxRetryAfter = time.Hour
	// maxSites is how many servers' rules and turns are remembered; beyond it the oldest is forgotten. The rules of one
	// take half a megabyte at most, and a desk follows some dozens.
	maxSites = 256
	// robotsAge is how long rules hold (RFC 9309 §2.4: a day at most), failedRobotsAge how long a failure to read them.
	robotsAge, failedRobotsAge = 24 * time.Hour, 10 * time.Minute
)

// sites remembers the servers that were asked. The zero value is ready.
type sites struct {
	mu    sync.Mutex
	known map[string]*site
	order []string // oldest first
}

// A site is one server: scheme, host and port, as robots.txt counts them.
type site struct {
	gate   chan struct{} // held by who reads the rules
	rules  robots
	failed error // why the rules could not be read
	until  time.Time
	asked  bool

	mu    sync.Mutex
	turns *rate.Limiter
	delay time.Duration // the rules' Crawl-delay
	hold  time.Time     // no request before
}

// of gives the site of an address.
func (s *sites) of(u *url.URL) *site {
	key := siteKey(u)
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.known[key]; known != nil {
		return known
	}
	if s.known == nil {
		s.known = map[string]*site{}
	}
	if len(s.order) == maxSites {
		delete(s.known, s.order[0])
		s.order = s.order[1:]
	}
	fresh := &site{gate: make(chan struct{}, 1), turns: rate.NewLimiter(rate.Inf, 1)}
	s.known[key], s.order = fresh, append(s.order, key)
	return fresh
}

// siteKey names the server of an address; the port that a scheme has anyway makes no other one of it.
func siteKey(u *url.URL) string {
	port := u.Port()
	if port == "" && u.Scheme == "https" {
		port = "443"
	} else if port == "" {
		port = "80"
	}
	return u.Scheme + "://" + strings.ToLower(strings.TrimSuffix(u.Hostname(), ".")) + ":" + port
}

// turn waits until the site may be asked again. If that takes longer than the fetch may wait, or than ctx lasts, it is
// ErrLimited at once.
func (t *trip) turn(ctx context.Context, s *site) error {
	if t.set.Interval < 0 || t.set.Now == nil {
		return nil
	}
	wait, err := t.reserve(ctx, s)
	if err != nil || wait <= 0 {
		return err
	}
	t.wait -= wait
	if err := t.set.Sleep(ctx, wait); err != nil {
		return t.sayNetwork(ctx, err)
	}
	return nil
}

// reserve takes the site's next turn and says how long it is until then.
func (t *trip) reserve(ctx context.Context, s *site) (time.Duration, error) {
	now := t.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if every := rate.Every(max(t.set.Interval, s.delay)); s.turns.Limit() != every {
		s.turns.SetLimitAt(now, every)
	}
	turn := s.turns.ReserveN(now, 1)
	wait := max(turn.DelayFrom(now), s.hold.Sub(now))
	end, bounded := ctx.Deadline()
	if wait > t.wait || bounded && time.Until(end) < wait {
		turn.CancelAt(now)
		return 0, fmt.Errorf("%w: it may be asked again in %s, and a fetch waits %s at most", ErrLimited,
			wait.Round(time.Second), t.set.Wait)
	}
	return wait, nil
}

// refusal is the error of an answer without a page. A server that asks for patience is held to it for all fetches.
func (t *trip) refusal(u *url.URL, a answer) error {
	err := &StatusError{Status: a.status}
	if !busy(a.status) {
		return err
	}
	err.RetryAfter = retryAfter(a.header, t.now())
	s := t.sites.of(u)
	s.mu.Lock()
	defer s.mu.Unlock()
	if until := t.now().Add(err.RetryAfter); until.After(s.hold) {
		s.hold = until // without a clock nobody looks at it
	}
	return err
}

func busy(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}

// retryAfter reads for how long a server asks to be left alone: seconds, or a date by its own clock or else by ours.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	var wait time.Duration
	if seconds, err := strconv.ParseUint(value, 10, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		wait = time.Duration(min(seconds, uint64(maxRetryAfter/time.Second))) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		if theirs, err := http.ParseTime(h.Get("Date")); err == nil {
			now = theirs
		}
		if !now.IsZero() {
			wait = at.Sub(now)
		}
	}
	return min(max(wait, 0), maxRetryAfter)
}

// again waits before another try at a server that is busy, and says whether there is to be one.
func (t *trip) again(ctx context.Context, try int, err error) bool {
	status, ok := errors.AsType[*StatusError](err)
	if !ok || !busy(status.Status) || t.set.Now == nil || try == maxTries || t.left <= 0 {
		return false
	}
	pause := status.RetryAfter
	if pause == 0 {
		pause = firstPause << (try - 1)
	}
	end, bounded := ctx.Deadline()
	if pause > t.wait || bounded && time.Until(end) < pause {
		return false
	}
	t.wait -= pause
	return t.set.Sleep(ctx, pause) == nil
}

// obey asks the site's robots.txt whether the page may be read.
func (t *trip) obey(ctx context.Context, s *site, u *url.URL) error {
	select {
	case s.gate <- struct{}{}:
		defer func() { <-s.gate }()
	case <-ctx.Done():
		return t.sayNetwork(ctx, ctx.Err())
	}
	if now := t.now(); !s.asked || !s.until.IsZero() && now.After(s.until) {
		rules, err := t.askRules(ctx, u)
		if ctx.Err() != nil {
			return t.sayNetwork(ctx, ctx.Err()) // ours and not the site's: the next fetch asks again
		}
		s.learn(rules, err)
		if t.set.Now != nil {
			s.until = now.Add(s.age())
		}
	}
	switch {
	case s.failed != nil:
		return s.failed
	case !s.rules.allows(u):
		return ErrRobots
	}
	return nil
}

// learn takes the rules in, or why there are none. The caller holds the gate.
func (s *site) learn(rules robots, err error) {
	s.rules, s.failed, s.asked = rules, err, true
	s.mu.Lock()
	defer s.mu.Unlock()
	s.delay = rules.delay
}

// age is how long what was learned holds.
func (s *site) age() time.Duration {
	if s.failed != nil {
		return failedRobotsAge
	}
	return robotsAge
}

// askRules reads the robots.txt beside a page, through at most maxHops redirects. None at all (4xx, or a way that does not
// end) allows everything; a server in trouble or out of reach allows nothing (RFC 9309 §2.3.1).
func (t *trip) askRules(ctx context.Context, page *url.URL) (robots, error) {
	u := &url.URL{Scheme: page.Scheme, Host: page.Host, Path: "/robots.txt"}
	r := Response{Address: withoutSecrets(u), Final: withoutSecrets(u)}
	for {
		a, err := t.exchange(ctx, u, nil, start(maxRobots))
		var next *url.URL
		if err == nil {
			next, err = redirect(u, a)
		}
		r.Status, r.Header = a.status, t.keptHeader(a.header)
		if err == nil && next != nil && len(r.Via) < maxHops {
			r.Via = append(r.Via, r.Final)
			u, r.Final = next, withoutSecrets(next)
			continue
		}
		if err == nil && a.status == http.StatusOK {
			r.Body, r.Hash, r.Outcome = a.body, hashOf(a.body), Fetched
		} else if err == nil {
			err = &StatusError{Status: a.status}
		}
		if keepErr := t.keep(ctx, &r, err); keepErr != nil {
			return robots{}, keepErr
		}
		if len(r.Via) == 0 && errors.Is(err, ErrRefused) {
			return robots{}, err // the page lies at the same address
		}
		return rulesOf(a, err)
	}
}

// rulesOf judges how the reading of a robots.txt ended.
func rulesOf(a answer, err error) (robots, error) {
	switch {
	case err == nil:
		return parseRobots(a.body), nil
	case a.status >= 300 && a.status < 500 && a.status != http.StatusTooManyRequests:
		return robots{}, nil
	}
	return robots{}, fmt.Errorf("what the site allows programs to read cannot be read (robots.txt), so no page of it is: %w", err)
}
