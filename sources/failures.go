package sources

import (
	"errors"
	"fmt"
	"net/http"
)

// ErrLimited is a server that asks for fewer requests than there is time for.
var ErrLimited = errors.New("the server asks for fewer requests")

// A StatusError is an answer that is no page. It is ErrLimited to errors.Is if the server asks for fewer requests (429).
type StatusError struct {
	Status int // of HTTP
}

// Error names the status in words.
func (e *StatusError) Error() string {
	text := http.StatusText(e.Status)
	if text == "" {
		text = "unknown status"
	}
	plain := "the server sent no page"
	switch {
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
