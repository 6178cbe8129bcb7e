package llm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"secondsource/sources"
)

const (
	// maxAnswer bounds one answer of a server, in bytes: a thousand tokens of JSON are some 5 KB, and go-openai itself
	// read 197 MB without a word (stack note, section 6).
	maxAnswer = 1 << 20
	// tries is how often one request is sent while the server says that it is busy.
	tries = 4
	// firstPause is waited before the second try, twice as long before each further one, unless the server says.
	firstPause = time.Second
	// longestPause bounds what a server may ask for in Retry-After: whoever wants more has said no.
	longestPause = time.Minute
	// patience is how long one try may take: a model on a desk's own machine reads 2,000 tokens in well under it.
	patience = 2 * time.Minute
)

// errTooLarge is an answer of more than maxAnswer bytes.
var errTooLarge = errors.New("the endpoint's answer is larger than 1 MB")

// errSlow is an answer that did not come in time.
var errSlow = errors.New("the endpoint did not answer in time")

// errOffline is a question that would need the endpoint during a replay.
var errOffline = errors.New("no answer of the endpoint to this question is kept")

// checkAddress says what is wrong with an endpoint's base address; nil if nothing is.
func checkAddress(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("the endpoint %q is no web address: give its base, as in http://127.0.0.1:11434/v1", sources.WithoutSecrets(address))
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return fmt.Errorf("the endpoint %s must have no name, password or question mark in it: the key belongs in SECONDSOURCE_API_KEY", u.Host)
	}
	return nil
}

// Loopback says whether an endpoint's address is this machine, so that nothing sent to it leaves the house. A name that is
// not localhost is none, whatever it would resolve to.
func Loopback(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := u.Hostname()
	ip, err := netip.ParseAddr(host)
	return strings.EqualFold(host, "localhost") || err == nil && ip.Unmap().IsLoopback()
}

// A transport is the way to the endpoint: it sends again what a busy server turned down, bounds time and size, and follows
// no redirect, since that would carry the key elsewhere. It may reach this machine and the house, and is never used for an
// address that a page names.
type transport struct {
	base     http.RoundTripper
	wait     func(ctx context.Context, d time.Duration) error
	patience time.Duration
}

// RoundTrip sends a request up to tries times. The answer's body is read whole.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		var err error
		if body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
		if err := req.Body.Close(); err != nil {
			return nil, err
		}
	}
	for n := 1; ; n++ {
		res, err := t.once(req, body)
		if n == tries || err != nil || !busy(res.StatusCode) {
			return res, err
		}
		if err := t.wait(req.Context(), pause(res.Header, n)); err != nil {
			return nil, err
		}
	}
}

// once sends the request one time and reads the answer within the bounds of time and size.
func (t *transport) once(req *http.Request, body []byte) (*http.Response, error) {
	ctx, cancel := context.WithTimeoutCause(req.Context(), t.patience, errSlow)
	defer cancel()
	again := req.Clone(ctx)
	again.Body = io.NopCloser(bytes.NewReader(body))
	again.ContentLength = int64(len(body))
	res, err := t.base.RoundTrip(again)
	if err != nil {
		return nil, slow(ctx, err)
	}
	raw, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	err = errors.Join(err, res.Body.Close())
	switch {
	case len(raw) > maxAnswer:
		return nil, errTooLarge
	case err != nil:
		return nil, slow(ctx, err)
	}
	res.Body = io.NopCloser(bytes.NewReader(raw))
	return res, nil
}

// slow is errSlow if the time of one try was up.
func slow(ctx context.Context, err error) error {
	if errors.Is(context.Cause(ctx), errSlow) {
		return errSlow
	}
	return err
}

// busy says whether a status asks to come again.
func busy(status int) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// pause is how long to wait before the next try: what the server says in seconds or as a date, seen from its own, within
// bounds; else longer with every try.
func pause(h http.Header, tried int) time.Duration {
	own := firstPause << (tried - 1)
	after := h.Get("Retry-After")
	if s, err := strconv.Atoi(after); err == nil && s >= 0 {
		return min(time.Duration(min(s, int(longestPause/time.Second)))*time.Second, longestPause)
	}
	at, err := http.ParseTime(after)
	now, err2 := http.ParseTime(h.Get("Date"))
	if err == nil && err2 == nil && at.After(now) {
		return min(at.Sub(now), longestPause)
	}
	return own
}

// newHTTPClient makes the endpoint's own client.
func newHTTPClient(o Options) *http.Client {
	wait, most := o.Wait, o.Patience
	if wait == nil {
		wait = sleep
	}
	if most <= 0 {
		most = patience
	}
	// Compressed answers are not asked for: what is bounded are bytes as they are read.
	base := &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: o.parallel(), IdleConnTimeout: time.Minute}
	return &http.Client{
		Transport:     &transport{base: base, wait: wait, patience: most},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// sleep waits, or ends with ctx.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
