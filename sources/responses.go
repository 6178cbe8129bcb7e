package sources

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	// keepTime bounds the keeping of an answer when the fetch's own time is over: a failure is kept as well.
	keepTime = 5 * time.Second
	// maxKeptValue bounds what is kept of one header field, in bytes; longer ones are cut. Real ones are under 200.
	maxKeptValue = 1024
	// minSecret is the length from which a key is looked for in answers, in bytes: shorter ones stand there by chance.
	minSecret = 6
)

// keptFields are the header fields that are kept: what a page is, how old, and by which rules it was given. All others, as
// cookies, are dropped: a server may write anything in them, also what was a secret in the request.
var keptFields = []string{
	"Age", "Cache-Control", "Content-Encoding", "Content-Language", "Content-Length", "Content-Type", "Date", "Etag", "Expires",
	"Last-Modified", "Retry-After", "Server", "Vary", "X-Robots-Tag",
}

// ErrNotKept is the error of a replay for an address whose answer was never kept.
var ErrNotKept = errors.New("no answer from this address was kept, and a replay does not ask the network")

// A Response is what came of one fetch, with a page or without.
type Response struct {
	Address string      // that was asked for, without credentials, keys or fragment
	Via     []string    // addresses on the way that sent on, the first one first
	Final   string      // the last address that was asked
	At      time.Time   // when; zero without a clock
	Outcome Outcome     // how it ended
	Status  int         // of the last answer; 0 if there was none
	Header  http.Header // of the last answer, as far as it is kept
	Hash    string      // hex SHA-256 of Body; "" without a page
	Body    []byte      // unpacked; nil without a page
	Reason  string      // the failure in a sentence; "" with a page
	Proxy   string      // host and port of the proxy that was used; "" for none
	Inside  bool        // it came from an address that is not public and was allowed
}

// Responses keeps what servers answered. It is safe for concurrent use.
type Responses interface {
	// Kept gives the last response to an address; ErrNotKept if there is none. A body that is not what its hash says is
	// an error.
	Kept(ctx context.Context, address string) (Response, error)
	// Keep adds a response; each body is stored once by its hash.
	Keep(ctx context.Context, r Response) error
}

// keep dates a response, gives it the outcome of err and keeps it. A fetch that the caller called off is no answer of the
// server's, and is not kept.
func (w *web) keep(ctx context.Context, r *Response, err error) error {
	r.At = w.now()
	if err != nil {
		r.Outcome, r.Reason = outcomeOf(err), err.Error()
	}
	if w.set.Responses == nil || errors.Is(err, context.Canceled) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTime)
	defer cancel()
	if err := w.set.Responses.Keep(ctx, *r); err != nil {
		return fmt.Errorf("the answer could not be kept, so it is not used: %w", err)
	}
	return nil
}

// kept gives the last response to an address if the server can be asked whether it still holds, else the zero value. An
// address that is kept without its keys may stand for several pages, and is asked for anew each time.
func (w *web) kept(ctx context.Context, target *url.URL, asked string) (Response, error) {
	if w.set.Responses == nil || target.String() != asked {
		return Response{}, nil
	}
	r, err := w.set.Responses.Kept(ctx, asked)
	switch {
	case err != nil && !errors.Is(err, ErrNotKept):
		return Response{}, fmt.Errorf("look up what is kept: %w", err)
	case r.hasPage() && len(r.conditions()) > 0:
		return r, nil
	}
	return Response{}, nil
}

// conditions are the header fields by which a server says whether the page is still the kept one.
func (r Response) conditions() http.Header {
	h := http.Header{}
	if tag := r.Header.Get("Etag"); tag != "" && len(tag) < maxKeptValue {
		h.Set("If-None-Match", tag)
	}
	if modified := r.Header.Get("Last-Modified"); modified != "" {
		h.Set("If-Modified-Since", modified)
	}
	return h
}

// refreshed gives the kept header with what a 304 says anew. What the body is stays: it is still the kept one.
func (r Response) refreshed(h http.Header) http.Header {
	all := r.Header.Clone()
	if all == nil {
		all = http.Header{}
	}
	for _, field := range []string{"Age", "Cache-Control", "Date", "Etag", "Expires", "Last-Modified"} {
		if values := h[field]; len(values) > 0 {
			all[field] = values
		}
	}
	return all
}

// replay gives the kept answer to an address.
func (w *web) replay(ctx context.Context, asked string) (Page, error) {
	if w.set.Responses == nil {
		return Page{}, ErrNotKept
	}
	r, err := w.set.Responses.Kept(ctx, asked)
	if err != nil {
		return Page{}, err
	}
	if err := r.failure(); err != nil {
		return Page{}, err
	}
	return pageOf(r), nil
}

func pageOf(r Response) Page {
	return Page{
		URL: r.Final, ContentType: r.Header.Get("Content-Type"), Body: r.Body,
		Status: r.Status, Header: r.Header, Hash: r.Hash, At: r.At, Outcome: r.Outcome,
	}
}

func hashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// keptHeader is what is kept of an answer's header: the first value of each field of keptFields, unless it says a key of the
// request back to us.
func (t *trip) keptHeader(h http.Header) http.Header {
	kept := http.Header{}
	for _, field := range keptFields {
		value := h.Get(field)
		echo := slices.ContainsFunc(t.secrets, func(s string) bool { return strings.Contains(value, s) })
		if value != "" && !echo {
			kept.Set(field, strings.ToValidUTF8(value[:min(len(value), maxKeptValue)], "\uFFFD"))
		}
	}
	return kept
}

// Shown gives a reference as it may be recorded and printed: a web address without its secrets, and anything else, such as a
// file's name, as it is.
func Shown(ref string) string {
	if IsAddress(ref) {
		return WithoutSecrets(ref)
	}
	return ref
}

// WithoutSecrets gives a web address as it may be stored and shown: without user name and password, without fragment, and
// without the parameters that carry keys (key, apikey, token, password and the like). "" for what is no address.
func WithoutSecrets(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return withoutSecrets(u)
}

func withoutSecrets(u *url.URL) string {
	plain := *u
	plain.User, plain.Fragment, plain.RawFragment = nil, "", ""
	if u.RawQuery != "" {
		var open []string
		for pair := range strings.SplitSeq(u.RawQuery, "&") {
			if !secretParameter(pair) {
				open = append(open, pair)
			}
		}
		plain.RawQuery = strings.Join(open, "&")
	}
	return plain.String()
}

// secretsOf gives the keys that an address carries, as they stand and unescaped.
func secretsOf(u *url.URL) []string {
	var secrets []string
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		_, value, _ := strings.Cut(pair, "=")
		if len(value) < minSecret || !secretParameter(pair) {
			continue
		}
		secrets = append(secrets, value)
		if plain, err := url.QueryUnescape(value); err == nil && plain != value {
			secrets = append(secrets, plain)
		}
	}
	return secrets
}

// secretNames are parameters that carry a key whatever their value, in small letters without "-", "_" and ".".
var secretNames = map[string]bool{
	"key": true, "appkey": true, "accesskey": true, "subscriptionkey": true, "auth": true, "authorization": true, "pass": true,
	"passwd": true, "pwd": true, "sig": true, "sid": true, "jwt": true, "hmac": true,
}

// secretWords are parts of such names.
var secretWords = []string{"apikey", "token", "secret", "password", "signature", "session", "sessid", "credential"}

// secretParameter says whether a "name=value" carries a key by its name.
func secretParameter(pair string) bool {
	name, _, _ := strings.Cut(pair, "=")
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	name = strings.NewReplacer("-", "", "_", "", ".", "").Replace(strings.ToLower(name))
	if secretNames[name] {
		return true
	}
	for _, word := range secretWords {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
