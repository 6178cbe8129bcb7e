package sources

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"
)

// An asker puts a provider's questions to its service: never sooner than the terms allow, and not again in this run once
// the service asked for fewer requests or could not be reached. All further questions get the same error, in a replay too:
// there the kept failure of the last question that was asked stands for all that were not.
type asker struct {
	web   Web
	wait  Wait
	every time.Duration

	mu      sync.Mutex
	givenUp map[string]error // by host: why it is not asked again
}

// newAsker makes a provider's asker.
func newAsker(set Setting, terms Terms) *asker {
	return &asker{web: set.Web, wait: set.Wait, every: terms.Interval(), givenUp: map[string]error{}}
}

// get fetches an address when its host may be asked.
func (a *asker) get(ctx context.Context, address string) (Page, error) {
	if a.web == nil {
		return Page{}, ErrOffline
	}
	host := addressHost(address)
	if err := a.refusal(host); err != nil {
		return Page{}, err
	}
	if a.wait != nil {
		if err := a.wait(ctx, host, a.every); err != nil {
			return Page{}, err
		}
		// While this question waited another may have been refused or lost.
		if err := a.refusal(host); err != nil {
			return Page{}, err
		}
	}
	page, err := a.web.Fetch(ctx, address)
	return page, a.judge(host, err)
}

// judge gives a host up if that is what an error of its service means, and says so in the error.
func (a *asker) judge(host string, err error) error {
	if !errors.Is(err, ErrLimited) && !errors.Is(err, errNoServer) {
		return err
	}
	err = fmt.Errorf("%w: it is not asked again in this run; try later", err)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.givenUp[host] = err
	return err
}

// replays says whether nobody is asked, and only what was kept is answered.
func (a *asker) replays() bool {
	web, ok := a.web.(interface{ Replays() bool })
	return ok && web.Replays()
}

func (a *asker) refusal(host string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.givenUp[host]
}

// statusOf gives the HTTP status that an error of a fetch stands for; 0 if it is none.
func statusOf(err error) int {
	if status, ok := errors.AsType[*StatusError](err); ok {
		return status.Status
	}
	return 0
}

// plainAddress gives the web address that a service names, if it is one: with a host, without user name and password.
func plainAddress(s string) (address string, ok bool) {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || len(s) > maxAddress || !IsAddress(s) || u.Hostname() == "" || u.User != nil {
		return "", false
	}
	return s, true
}

// addressHost is an address's host with its port: what an interval is kept for.
func addressHost(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// maxAnswer is the most bytes of a service's answer: 250 records of a kilobyte are 250 KB.
const maxAnswer = 2 << 20

// errNoJSON is an answer that is not what the service documents.
var errNoJSON = errors.New("its answer is not the JSON that it documents")

// decodeAnswer reads a service's answer, within the caps.
func decodeAnswer(body []byte, into any) error {
	if len(body) > maxAnswer {
		return fmt.Errorf("%w: an answer may have %d MB", ErrTooLarge, maxAnswer>>20)
	}
	if err := checkDepth(body); err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return errNoJSON // the decoder's own words quote the answer, which is a stranger's text
	}
	return nil
}

// maxDepth is how deep feeds and answers may be nested (ingest note §5). Real ones stay under ten.
const maxDepth = 64

// errDeep is a document nested deeper than maxDepth.
var errDeep = fmt.Errorf("%w: it is nested over %d deep", ErrTooLarge, maxDepth)

// checkDepth passes once over JSON and refuses what is nested too deep.
func checkDepth(raw []byte) error {
	depth, quoted := 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return errDeep
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}
