package sources

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// A trip is one fetch on its way: its tries, hops and what is left of its time.
type trip struct {
	*Fetcher
	asked   string        // the address, as it is kept
	secrets []string      // what was taken out of it
	known   Response      // the page as it was kept before; the zero value if there is none to ask about
	left    time.Duration // on the network
	wait    time.Duration // for turns
	inside  atomic.Bool   // an address that was called is not public
}

// An answer is what one request brought.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// walk follows one address through its redirects to a page. What came of it is in the Response, also when it failed.
func (t *trip) walk(ctx context.Context, u *url.URL) (Response, error) {
	r := Response{Address: t.asked, Final: t.asked}
	if t.set.Proxy != nil {
		r.Proxy = t.set.Proxy.Host
	}
	for {
		a, err := t.hop(ctx, u)
		r.Status, r.Header, r.Inside = a.status, t.keptHeader(a.header), t.inside.Load()
		if err != nil {
			return r, err
		}
		next, err := redirect(u, a)
		if err != nil {
			return r, err
		}
		if next == nil {
			return t.arrive(r, u, a)
		}
		if r.Via = append(r.Via, r.Final); len(r.Via) > maxHops {
			return r, fmt.Errorf("it sends on more than %d times", maxHops)
		}
		u, r.Final = next, withoutSecrets(next)
	}
}

// hop makes one request of the way, when the site allows it and it is its turn. Nothing is carried from the hop before:
// no cookie, no password, no address of the page that led here.
func (t *trip) hop(ctx context.Context, u *url.URL) (answer, error) {
	s := t.sites.of(u)
	if !t.named {
		if err := t.obey(ctx, s, u); err != nil {
			return answer{}, err
		}
	}
	if err := t.turn(ctx, s); err != nil {
		return answer{}, err
	}
	conditions := http.Header{}
	if t.known.Outcome != "" && u.String() == t.known.Final {
		conditions = t.known.conditions()
	}
	return t.exchange(ctx, u, conditions, whole(t.most))
}

// arrive takes the answer at the end of the way.
func (t *trip) arrive(r Response, u *url.URL, a answer) (Response, error) {
	switch {
	case a.status == http.StatusOK:
		r.Body, r.Hash, r.Outcome = a.body, hashOf(a.body), Fetched
		return r, nil
	case a.status == http.StatusNotModified && t.known.Outcome != "" && u.String() == t.known.Final:
		r.Body, r.Hash, r.Outcome = t.known.Body, t.known.Hash, Unchanged
		r.Header = t.known.refreshed(r.Header)
		return r, nil
	}
	return r, t.refusal(u, a)
}

// redirect gives where an answer sends on to; nil if it does not.
func redirect(from *url.URL, a answer) (*url.URL, error) {
	switch a.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	location := a.header.Get("Location")
	if location == "" {
		return nil, fmt.Errorf("it sends on without saying where to (%d)", a.status)
	}
	next, err := from.Parse(location)
	if err != nil {
		return nil, errors.New("it sends on to an address that is not read: it is no web address")
	}
	if next, err = fetchable(next.String()); err != nil {
		return nil, fmt.Errorf("it sends on to an address that is not read: %w", err)
	}
	return next, nil
}

// exchange makes one request within what is left of the time. Bodies of pages alone are read.
func (t *trip) exchange(ctx context.Context, u *url.URL, extra http.Header, read reading) (answer, error) {
	if err := t.judgeProxied(u); err != nil {
		return answer{}, err
	}
	within, cancel := context.WithTimeout(ctx, t.left)
	defer cancel()
	a, err := t.ask(within, u, extra, read)
	if err != nil {
		err = t.sayNetwork(within, err)
	}
	if end, ok := within.Deadline(); ok {
		t.left = max(time.Until(end), 0)
	}
	return a, err
}

func (t *trip) ask(ctx context.Context, u *url.URL, extra http.Header, read reading) (answer, error) {
	ctx = context.WithValue(ctx, calledInside{}, &t.inside)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return answer{}, errors.New("it is no web address")
	}
	maps.Copy(req.Header, extra)
	req.Header.Set("User-Agent", t.agent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1")
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := t.client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close() //nolint:errcheck // nothing more is wanted of it
	a := answer{status: resp.StatusCode, header: resp.Header}
	if a.status == http.StatusOK {
		a.body, err = t.unpack(resp, read)
	}
	return a, err
}

// judgeProxied judges an address that a proxy would call for us, where it is a number: names are looked up there.
func (t *trip) judgeProxied(u *url.URL) error {
	if t.set.Proxy == nil {
		return nil
	}
	port := 80
	if u.Scheme == "https" {
		port = 443
	}
	if p, err := strconv.ParseUint(u.Port(), 10, 16); err == nil {
		port = int(p)
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	ip, err := netip.ParseAddr(host)
	if err == nil {
		return guard{t.set.Allow}.check(netip.AddrPortFrom(ip, uint16(port)))
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || port != 80 && port != 443 || numeric(host) {
		return fmt.Errorf("%w: %s", ErrRefused, net.JoinHostPort(host, strconv.Itoa(port)))
	}
	return nil
}

// numeric says whether the last label of a host is a number, as in 127.1 or 0x7f000001: no name of the public web ends so.
func numeric(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	_, err := strconv.ParseUint(last, 0, 64)
	return err == nil
}

// A reading takes a body in.
type reading func(io.Reader) ([]byte, error)

// whole reads a body of at most that many bytes; a longer one is ErrTooLarge.
func whole(limit int64) reading {
	return func(r io.Reader) ([]byte, error) { return io.ReadAll(&cappedReader{r: r, left: limit}) }
}

// start reads the first bytes of a body and passes over the rest.
func start(limit int64) reading {
	return func(r io.Reader) ([]byte, error) { return io.ReadAll(io.LimitReader(r, limit)) }
}

// unpack reads a body within the cap as sent and as decoded. A body that was cut off is an error and never evidence.
func (t *trip) unpack(resp *http.Response, read reading) ([]byte, error) {
	coding := strings.ToLower(strings.TrimSpace(strings.Join(resp.Header.Values("Content-Encoding"), ",")))
	switch coding {
	case "", "identity":
		return read(resp.Body)
	case "gzip", "x-gzip":
	default:
		return nil, fmt.Errorf("%w: the server packs it in a way that was not asked for", errDamaged)
	}
	z, err := gzip.NewReader(&cappedReader{r: resp.Body, left: t.most})
	if err != nil {
		return nil, badGzip(err)
	}
	body, err := read(z)
	if err != nil {
		return nil, badGzip(err)
	}
	return body, nil
}

// A cappedReader gives ErrTooLarge when there is more than is left.
type cappedReader struct {
	r    io.Reader
	left int64
}

func (c *cappedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p[:min(int64(len(p)), c.left+1)])
	if c.left -= int64(n); c.left < 0 {
		return 0, fmt.Errorf("%w: the server sends over the limit", ErrTooLarge)
	}
	return n, err
}
