package sources

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// The limits of one fetch.
const (
	// fetchTime bounds the time on the network of a fetch, with its robots.txt, redirects and tries. Slow outlets answer
	// within 10 s; a nightly run cannot wait longer than twice that for each of thousands of pages.
	fetchTime = 20 * time.Second
	// headerTime bounds the wait for an answer's first line: without it the transport waits for ever.
	headerTime = 10 * time.Second
	// maxHeader bounds an answer's header (reliability note §2.2). Real ones are under 16 KB.
	maxHeader = 64 << 10
	// maxHops is the most redirects: browsers allow 20, but no outlet needs over 3 (http, www, country).
	maxHops = 5
	// maxFetchable bounds an address that is fetched, in bytes: what the usual servers accept (Apache's LimitRequestLine).
	maxFetchable = 8190
)

// UserAgent is what secondsource calls itself: its name, the version, and where the person who runs it can be reached, so
// that a site's owner can ask instead of blocking. Of the contact only plain characters are kept; "" leaves it out.
func UserAgent(version, contact string) string {
	contact = strings.Map(func(c rune) rune {
		if c <= ' ' || c > '~' || strings.ContainsRune("()<>\"\\;", c) {
			return -1
		}
		return c
	}, contact)
	if contact == "" {
		return "secondsource/" + version
	}
	return fmt.Sprintf("secondsource/%s (+%s)", version, contact)
}

// FetchOptions sets a Fetcher up. Zero limits mean the usual ones.
type FetchOptions struct {
	Version  string        // of the program, for the User-Agent
	Contact  string        // mail or web address of who runs it, for the User-Agent; "" for none
	Allow    []Allowed     // what may be called although it is not public
	Total    time.Duration // on the network, for one fetch with its robots.txt, redirects and tries; 20 s
	Header   time.Duration // until an answer begins; 10 s
	MaxBody  int64         // bytes, as sent and as decoded; MaxPage
	Interval time.Duration // between two requests to one server; 1 s. Negative: none is kept, nor a Crawl-delay
	Wait     time.Duration // how long one fetch may wait for its turn at all servers together; 60 s

	// Now is the clock that dates answers and keeps intervals; nil: answers have no date, no interval is kept, and a busy
	// server is not asked a second time.
	Now func() time.Time
	// Sleep waits, or gives ctx's error when that ends first; nil: it does.
	Sleep func(ctx context.Context, d time.Duration) error
	// Resolver looks names up; nil: the system's. Whatever it says, the address is judged at the dial.
	Resolver *net.Resolver
	// Proxy is an HTTP proxy that all requests go through; nil: none, whatever the environment says. The guard then sees
	// the proxy alone and judges only addresses that are given as numbers; answers are kept with the proxy's name.
	Proxy *url.URL
	// Responses keeps every answer and asks again only for what has changed; nil: nothing is kept.
	Responses Responses
	// Replay answers from Responses alone, with no network.
	Replay bool
}

// A Fetcher reads pages from the public web: http and https only, never an address inside the house, never through a
// proxy that was not set, within limits of time and size, and as the site's robots.txt and pace allow. It is safe for
// concurrent use and keeps no connection between calls.
type Fetcher struct {
	*web
	named bool
	once  bool
	most  int64 // bytes of a body
}

// web is what a fetcher and its Named view share.
type web struct {
	set    FetchOptions // with no limit left at zero
	client http.Client
	agent  string
	sites  *sites
}

// NewFetcher makes a fetcher that obeys robots.txt.
func NewFetcher(o FetchOptions) *Fetcher {
	w := &web{set: o, agent: UserAgent(o.Version, o.Contact), sites: &sites{}}
	w.set.Total, w.set.Header, w.set.Wait = orElse(o.Total, fetchTime), orElse(o.Header, headerTime), orElse(o.Wait, waitTime)
	w.set.MaxBody = orElse(o.MaxBody, MaxPage)
	if o.Interval == 0 {
		w.set.Interval = usualInterval
	}
	if o.Sleep == nil {
		w.set.Sleep = sleep
	}
	w.set.Resolver = promptResolver(o.Resolver)
	w.client = http.Client{
		Transport:     w.transport(guard{o.Allow}.control),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Fetcher{web: w, most: w.set.MaxBody}
}

// Named gives the fetcher for addresses that a person named, on the command line or, as an interface's, in the
// configuration. Reading such an address is that person's request, as with a browser, so robots.txt is not asked; all
// else holds as before, and the pace is kept together (decision 0007).
func (f *Fetcher) Named() *Fetcher {
	view := *f
	view.named = true
	return &view
}

// Once gives the fetcher for services that say themselves how often they may be asked: a busy one (429, 503) is not asked
// a second time by the same fetch. All else is kept together.
func (f *Fetcher) Once() *Fetcher {
	view := *f
	view.once = true
	return &view
}

// UpTo gives the fetcher for answers of another size than a page's, in bytes, as sitemaps; 0 leaves the limit as it is. All
// else is kept together.
func (f *Fetcher) UpTo(most int64) *Fetcher {
	view := *f
	view.most = orElse(most, f.most)
	return &view
}

// Within gives the fetcher for servers that take another time to answer than a page may, as an index of the web; 0 leaves
// the limit as it is. Pace, rules and kept answers stay together.
func (f *Fetcher) Within(total time.Duration) *Fetcher {
	if total <= 0 {
		return f
	}
	patient := *f.web
	patient.set.Total, patient.set.Header = total, total
	patient.client.Transport = patient.transport(guard{f.set.Allow}.control)
	view := *f
	view.web = &patient
	return &view
}

// Inside says whether the last answer from an address came from inside the house: from a server that may be read although
// it is not public. Without kept answers nothing is known, and where such servers are allowed the answer is yes.
func (f *Fetcher) Inside(ctx context.Context, address string) bool {
	u, err := fetchable(address)
	if err != nil || len(f.set.Allow) == 0 {
		return false
	}
	if f.set.Responses == nil {
		return true
	}
	kept, err := f.set.Responses.Kept(ctx, withoutSecrets(u))
	return err != nil || kept.Inside
}

// calledInside is the key under which a request's context carries what its dial finds out: an *atomic.Bool.
type calledInside struct{}

// noting notes in the request's context that the address it called is not public.
func noting(dial func(ctx context.Context, network, address string) (net.Conn, error)) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dial(ctx, network, address)
		if note, ok := ctx.Value(calledInside{}).(*atomic.Bool); ok && err == nil {
			if to, err := netip.ParseAddrPort(c.RemoteAddr().String()); err != nil || !publicAddr(to.Addr().Unmap()) {
				note.Store(true)
			}
		}
		return c, err
	}
}

// Replays says whether kept answers are given and nobody is asked.
func (f *Fetcher) Replays() bool { return f.set.Replay }

// control is a [net.Dialer]'s Control.
type control func(network, address string, c syscall.RawConn) error

// transport makes the only way by which anything is fetched.
func (w *web) transport(judge control) *http.Transport {
	dialer := &net.Dialer{Timeout: w.set.Header, Control: judge, Resolver: w.set.Resolver}
	t := &http.Transport{
		Proxy:                  nil, // with one the guard would see only the proxy's address
		DialContext:            noting(dialer.DialContext),
		TLSHandshakeTimeout:    w.set.Header,
		ResponseHeaderTimeout:  w.set.Header,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true, // the transport's own has no limit on what it unpacks
		DisableKeepAlives:      true,
	}
	if w.set.Proxy != nil {
		// Whoever sets a proxy means it to be called, and it usually lies inside the house.
		t.Proxy = http.ProxyURL(w.set.Proxy)
		t.DialContext = (&net.Dialer{Timeout: w.set.Header, Resolver: w.set.Resolver}).DialContext
	}
	return t
}

// promptResolver gives a resolver that hangs up when nobody waits any more: the library's own reads on for 5 s after a fetch
// has ended, once for each silent name server.
func promptResolver(r *net.Resolver) *net.Resolver {
	if r == nil {
		r = &net.Resolver{}
	}
	dial := r.Dial
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	return &net.Resolver{
		PreferGo: r.PreferGo, StrictErrors: r.StrictErrors,
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := dial(ctx, network, address)
			if err == nil {
				context.AfterFunc(ctx, func() { _ = c.Close() }) // the library ends ctx when the question is answered, too
			}
			return c, err
		},
	}
}

func orElse[T time.Duration | int64](v, usual T) T {
	if v > 0 {
		return v
	}
	return usual
}

// sleep waits, or gives ctx's error when that ends first.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// now is the time by the clock that was handed in; zero without one.
func (w *web) now() time.Time {
	if w.set.Now == nil {
		return time.Time{}
	}
	return w.set.Now()
}

// A Page is what a server sent, unpacked.
type Page struct {
	URL         string // where it was found in the end, without credentials, keys or fragment
	ContentType string
	Body        []byte
	Status      int         // of the answer: 200, or 304 if the body is the one that was kept before
	Header      http.Header // of the answer, as far as it is kept
	Hash        string      // hex SHA-256 of Body
	At          time.Time   // when it was fetched; zero without a clock
	Outcome     Outcome     // Fetched or Unchanged
}

// Fetch reads the page at an address, whole or not at all; in a replay the last kept answer, whatever it was. Errors are
// ErrRefused, ErrRobots, ErrLimited, ErrTooLarge, a *StatusError, in a replay ErrNotKept, ctx's own, and others that say
// in a sentence what the server or the network did. Every answer and failure is kept; one that cannot be is an error.
func (f *Fetcher) Fetch(ctx context.Context, address string) (Page, error) {
	target, err := fetchable(address)
	if err != nil {
		return Page{}, err // by its form alone: in a replay it is refused the same
	}
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	asked := withoutSecrets(target)
	if f.set.Replay {
		return f.replay(ctx, asked)
	}
	t := &trip{Fetcher: f, asked: asked, secrets: secretsOf(target), left: f.set.Total, wait: f.set.Wait}
	if t.known, err = f.kept(ctx, target, asked); err != nil {
		return Page{}, err
	}
	for try := 1; ; try++ {
		r, err := t.walk(ctx, target)
		if err := t.keep(ctx, &r, err); err != nil {
			return Page{}, err
		}
		if err == nil {
			return pageOf(r), nil
		}
		if t.once || !t.again(ctx, try, err) {
			if ctx.Err() != nil {
				err = t.sayNetwork(ctx, ctx.Err())
			} else if r.noServer() {
				err = noServer{err}
			}
			return Page{}, err
		}
	}
}

// fetchable parses an address and refuses what is no plain web address.
func fetchable(address string) (*url.URL, error) {
	if len(address) > maxFetchable {
		return nil, fmt.Errorf("it is no web address: it has over %d characters", maxFetchable)
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, errors.New("it is no web address")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%w: only http and https are read", ErrRefused)
	case u.User != nil:
		return nil, fmt.Errorf("%w: it carries a user name or password", ErrRefused)
	case u.Hostname() == "":
		return nil, errors.New("it is no web address: it names no host")
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}
