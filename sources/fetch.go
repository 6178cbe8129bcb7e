package sources

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The limits of one fetch.
const (
	// fetchTime bounds a fetch with its redirects. Slow outlets answer within 10 s; a nightly run cannot wait longer
	// than twice that for each of thousands of pages.
	fetchTime = 20 * time.Second
	// headerTime bounds the wait for an answer's first line: without it the transport waits for ever.
	headerTime = 10 * time.Second
	// maxHeader bounds an answer's header (reliability note §2.2). Real ones are under 16 KB.
	maxHeader = 64 << 10
	// maxHops is the most redirects: browsers allow 20, but no outlet needs over 3 (http, www, country).
	maxHops = 5
)

// UserAgent is what secondsource calls itself: its name and the version handed in, and nothing it is not.
func UserAgent(version string) string { return "secondsource/" + version }

// FetchOptions sets a Fetcher up. Zero limits mean the usual ones.
type FetchOptions struct {
	Version string        // of the program, for the User-Agent
	Allow   []Allowed     // what may be called although it is not public
	Total   time.Duration // for one fetch with its redirects; 20 s
	Header  time.Duration // until an answer begins; 10 s
	MaxBody int64         // bytes, as sent and as decoded; MaxPage
}

// A Fetcher reads pages from the public web: http and https only, never an address inside the house, never through a
// proxy, within limits of time and size. It is safe for concurrent use and keeps no connection between calls.
type Fetcher struct {
	client http.Client
	agent  string
	total  time.Duration
	max    int64
}

// NewFetcher makes a fetcher.
func NewFetcher(o FetchOptions) *Fetcher {
	dialer := &net.Dialer{Timeout: orElse(o.Header, headerTime), Control: guard{o.Allow}.control}
	return &Fetcher{
		client: http.Client{
			Transport: &http.Transport{
				Proxy:                  nil, // with one the guard would see only the proxy's address
				DialContext:            dialer.DialContext,
				TLSHandshakeTimeout:    orElse(o.Header, headerTime),
				ResponseHeaderTimeout:  orElse(o.Header, headerTime),
				MaxResponseHeaderBytes: maxHeader,
				DisableCompression:     true, // the transport's own has no limit on what it unpacks
				DisableKeepAlives:      true,
			},
			CheckRedirect: checkRedirect,
		},
		agent: UserAgent(o.Version), total: orElse(o.Total, fetchTime), max: orElse(o.MaxBody, MaxPage),
	}
}

func orElse[T time.Duration | int64](v, usual T) T {
	if v > 0 {
		return v
	}
	return usual
}

// A Page is what a server sent, unpacked.
type Page struct {
	URL         string // where it was found in the end, without credentials or fragment
	ContentType string
	Body        []byte
}

// Fetch reads the page at an address, whole or not at all. Errors are ErrRefused, ErrTooLarge, ctx's own, and others
// that say in a sentence what the server or the network did.
func (f *Fetcher) Fetch(ctx context.Context, address string) (Page, error) {
	ctx, cancel := context.WithTimeout(ctx, f.total)
	defer cancel()
	target, err := fetchable(address)
	if err != nil {
		return Page{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), http.NoBody)
	if err != nil {
		return Page{}, fmt.Errorf("it is no web address: %w", err)
	}
	req.Header.Set("User-Agent", f.agent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1")
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := f.client.Do(req)
	if err != nil {
		return Page{}, f.sayNetwork(ctx, err)
	}
	defer resp.Body.Close() //nolint:errcheck // nothing more is wanted of it
	page, err := f.receive(resp)
	if err != nil {
		return Page{}, f.sayNetwork(ctx, err)
	}
	return page, nil
}

// fetchable parses an address and refuses what is no plain web address.
func fetchable(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, errors.New("it is no web address")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%w: only http and https are read, not %q", ErrRefused, u.Scheme)
	case u.User != nil:
		return nil, fmt.Errorf("%w: it carries a user name or password", ErrRefused)
	case u.Hostname() == "":
		return nil, errors.New("it is no web address: it names no host")
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// checkRedirect is asked before each hop; the address itself is judged at the dial.
func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxHops {
		return fmt.Errorf("it sends on more than %d times", maxHops)
	}
	if _, err := fetchable(req.URL.String()); err != nil {
		return fmt.Errorf("it sends on to an address that is not read: %w", err)
	}
	req.Header.Del("Referer") // nobody needs to know which page led here
	return nil
}

// receive reads an answer's body, if it is an answer with one.
func (f *Fetcher) receive(resp *http.Response) (Page, error) {
	if resp.StatusCode != http.StatusOK {
		return Page{}, &StatusError{Status: resp.StatusCode}
	}
	body, err := f.unpack(resp)
	if err != nil {
		return Page{}, err
	}
	final := *resp.Request.URL
	final.Fragment, final.RawFragment = "", ""
	return Page{URL: final.String(), ContentType: resp.Header.Get("Content-Type"), Body: body}, nil
}

// unpack reads a body within the cap as sent and as decoded. A body that was cut off is an error and never evidence.
func (f *Fetcher) unpack(resp *http.Response) ([]byte, error) {
	wire := &cappedReader{r: resp.Body, left: f.max}
	coding := strings.ToLower(strings.TrimSpace(strings.Join(resp.Header.Values("Content-Encoding"), ",")))
	switch coding {
	case "", "identity":
		return io.ReadAll(wire)
	case "gzip", "x-gzip":
	default:
		return nil, fmt.Errorf("the server packs the page as %q, which was not asked for", coding)
	}
	z, err := gzip.NewReader(wire)
	if err != nil {
		return nil, badGzip(err)
	}
	body, err := io.ReadAll(&cappedReader{r: z, left: f.max})
	if err != nil {
		return nil, badGzip(err)
	}
	return body, nil
}

// badGzip names the faults of a gzip body that are not the connection's.
func badGzip(err error) error {
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.EOF) {
		return fmt.Errorf("the page arrived damaged: %w", err)
	}
	return err
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

// sayNetwork turns the network's errors into a sentence, and keeps those that callers ask for.
func (f *Fetcher) sayNetwork(ctx context.Context, err error) error {
	if urlErr, ok := errors.AsType[*url.Error](err); ok {
		err = urlErr.Err // its method and address are known to the reader of the message
	}
	dns, isDNS := errors.AsType[*net.DNSError](err)
	timeout, isNet := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, ErrRefused), errors.Is(err, ErrTooLarge):
		return innermost(err)
	case errors.Is(ctx.Err(), context.Canceled):
		return context.Canceled
	case ctx.Err() != nil:
		return fmt.Errorf("the page did not arrive within %s: %w", f.total, ctx.Err())
	case isDNS && dns.IsNotFound:
		return fmt.Errorf("no server of the name %s is known: %w", dns.Name, err)
	case isNet && timeout.Timeout():
		return fmt.Errorf("the server does not answer: %w", err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("the page was cut off on its way: %w", err)
	}
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return fmt.Errorf("the server cannot be reached: %w", err)
	}
	return err
}

// innermost takes the network's own words away from around a refusal of ours.
func innermost(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return op.Err
	}
	return err
}
