package sources

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// What a fetch can fail by, besides ErrRefused and ErrTooLarge.
var (
	// ErrRobots is a page that its site asks programs not to read, in its robots.txt.
	ErrRobots = errors.New("the site asks programs not to read this page (robots.txt)")
	// ErrLimited is a server that asks for fewer requests than there is time for.
	ErrLimited = errors.New("the server asks for fewer requests")
	// errNoServer is a server that could not be reached at all: no such name, no connection.
	errNoServer = errors.New("the server cannot be reached")
	// errDamaged is a body that did not arrive as it was sent.
	errDamaged = errors.New("the page arrived damaged")
)

// A StatusError is an answer that is no page. It is ErrLimited to errors.Is if the server asks for fewer requests (429).
type StatusError struct {
	Status     int           // of HTTP
	RetryAfter time.Duration // how long the server asks us to wait; 0 if it does not say
}

// Error names the status in words.
func (e *StatusError) Error() string {
	text := http.StatusText(e.Status)
	if text == "" {
		text = "unknown status"
	}
	plain := "the server sent no page"
	switch {
	case e.Status == http.StatusNotModified:
		plain = "the server says that the page is as before, but none is kept"
	case e.Status == http.StatusNotFound || e.Status == http.StatusGone:
		plain = "there is no page at this address"
	case e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden || e.Status == http.StatusPaymentRequired:
		plain = "the server does not let us read this page"
	case e.Status == http.StatusTooManyRequests:
		plain = ErrLimited.Error()
	case e.Status == http.StatusUnavailableForLegalReasons:
		plain = "the page is withheld for legal reasons"
	case e.Status >= 500:
		plain = "the server is in trouble"
	}
	return fmt.Sprintf("%s (%d %s)", plain, e.Status, text)
}

// Is makes a 429 an ErrLimited.
func (e *StatusError) Is(target error) bool {
	return target == ErrLimited && e.Status == http.StatusTooManyRequests
}

// badGzip names the faults of a gzip body that are not the connection's.
func badGzip(err error) error {
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	return err
}

// sayNetwork turns the network's errors into a sentence, and keeps those that callers ask for.
func (w *web) sayNetwork(ctx context.Context, err error) error {
	if urlErr, ok := errors.AsType[*url.Error](err); ok {
		err = urlErr.Err // its method and address are known to the reader of the message
	}
	dns, isDNS := errors.AsType[*net.DNSError](err)
	timeout, isNet := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, ErrRefused), errors.Is(err, ErrTooLarge), errors.Is(err, errDamaged):
		return innermost(err)
	case errors.Is(ctx.Err(), context.Canceled):
		return context.Canceled
	case ctx.Err() != nil:
		return fmt.Errorf("the page did not arrive within %s: %w", w.set.Total, ctx.Err())
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
	if bad, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return fmt.Errorf("the server does not prove that it is the site it is called by: %w", bad.Err)
	}
	// The library's words quote the server, which may say a key of the request back to us: none of it is repeated.
	return keptFailure{"the server does not answer as a web server should", err}
}

// innermost takes the network's own words away from around a refusal of ours.
func innermost(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return op.Err
	}
	return err
}

// An Outcome is how a fetch ended. The words are stored, so they never change.
type Outcome string

// The outcomes of a fetch.
const (
	Fetched     Outcome = "fetched"     // a page arrived
	Unchanged   Outcome = "unchanged"   // the server says that the page is as it was kept before (304)
	Refused     Outcome = "refused"     // the guard does not call this address
	Barred      Outcome = "robots"      // robots.txt does not allow it
	Limited     Outcome = "limited"     // the server asks for fewer requests
	NoPage      Outcome = "no_page"     // another status, with the number beside
	TooLarge    Outcome = "too_large"   // over the limit of size
	TimedOut    Outcome = "timed_out"   // over the limit of time
	Damaged     Outcome = "damaged"     // cut off, or packed wrongly
	Unreachable Outcome = "unreachable" // no such name, no connection, no HTTP
)

// outcomeOf sorts an error of a fetch.
func outcomeOf(err error) Outcome {
	timeout, isNet := errors.AsType[net.Error](err)
	_, isStatus := errors.AsType[*StatusError](err)
	op, isOp := errors.AsType[*net.OpError](err)
	switch {
	case err == nil:
		return Fetched
	case errors.Is(err, ErrRefused):
		return Refused
	case errors.Is(err, ErrRobots):
		return Barred
	case errors.Is(err, ErrLimited):
		return Limited
	case isStatus:
		return NoPage
	case errors.Is(err, ErrTooLarge):
		return TooLarge
	case isOp && op.Op == "dial":
		return Unreachable // also a connection that was not made in time
	case errors.Is(err, context.DeadlineExceeded), isNet && timeout.Timeout():
		return TimedOut
	case errors.Is(err, errDamaged), errors.Is(err, io.ErrUnexpectedEOF):
		return Damaged
	}
	return Unreachable
}

// A keptFailure is a failure in words that were chosen before, and of a kind.
type keptFailure struct {
	words string
	kind  error
}

func (k keptFailure) Error() string { return k.words }
func (k keptFailure) Unwrap() error { return k.kind }

// hasPage says whether the response's fetch brought a page.
func (r Response) hasPage() bool { return r.Outcome == Fetched || r.Outcome == Unchanged }

// noServer says whether the fetch ended before any server answered.
func (r Response) noServer() bool { return r.Outcome == Unreachable && r.Status == 0 }

// A noServer is a failure of the network, in its own words, that is errNoServer.
type noServer struct{ error }

func (n noServer) Unwrap() []error { return []error{n.error, errNoServer} }

// failure gives the error that the response's fetch ended with; nil if it brought a page.
func (r Response) failure() error {
	kinds := map[Outcome]error{
		Refused: ErrRefused, Barred: ErrRobots, Limited: ErrLimited, TooLarge: ErrTooLarge, TimedOut: context.DeadlineExceeded,
		Damaged: errDamaged, NoPage: &StatusError{Status: r.Status},
	}
	if r.hasPage() {
		return nil
	}
	if r.Outcome == Limited && r.Status != 0 {
		return keptFailure{r.Reason, &StatusError{Status: r.Status}}
	}
	if r.noServer() {
		return keptFailure{r.Reason, errNoServer}
	}
	return keptFailure{r.Reason, kinds[r.Outcome]}
}
