package sources_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"secondsource/sources"
)

// checkAway holds that a service out of reach is given up for the run, and that a replay says the same of the same questions.
func checkAway(t *testing.T, row sources.Service, s service) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close() // nobody listens there now
	kept := &lastAnswers{}
	var said []string
	for _, replay := range []bool{false, true} {
		f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, server.URL), Total: 5 * time.Second, Responses: kept, Replay: replay})
		w := &web{Fetcher: f, server: server.URL}
		p := s.open(t, row, w)
		for i := range 3 {
			q := question()
			q.Terms = append(q.Terms, fmt.Sprint("word", i))
			_, _, err := s.ask(t.Context(), p, q)
			if err == nil || !strings.Contains(err.Error(), "not asked again") {
				t.Fatalf("replay %t: got %v, want an error that says that it is not asked again", replay, err)
			}
			checkSentence(t, err)
			said = append(said, err.Error())
		}
		if n := len(w.addresses()); n != 1 {
			t.Errorf("replay %t: asked %d times, want once: %q", replay, n, w.addresses())
		}
	}
	if slices.ContainsFunc(said, func(e string) bool { return e != said[0] }) {
		t.Errorf("the errors differ: %q", said)
	}
}

// TestNoServerInTime holds that a name server which does not answer is a server out of reach, and no slow page.
func TestNoServerInTime(t *testing.T) {
	silent, err := (&net.ListenConfig{}).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close() //nolint:errcheck // the test is over
	kept := &lastAnswers{}
	f := sources.NewFetcher(sources.FetchOptions{
		Header: 50 * time.Millisecond, Responses: kept,
		Resolver: &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "udp", silent.LocalAddr().String())
		}},
	})
	if _, err := f.Named().Fetch(t.Context(), "http://away.example/a"); err == nil {
		t.Error("no error")
	}
	if r, err := kept.Kept(t.Context(), "http://away.example/a"); err != nil || r.Outcome != sources.Unreachable {
		t.Errorf("kept %s (%s), %v, want unreachable", r.Outcome, r.Reason, err)
	}
}

// lastAnswers keeps the last answer of each address in memory.
type lastAnswers struct {
	mu  sync.Mutex
	all map[string]sources.Response
}

func (l *lastAnswers) Kept(_ context.Context, address string) (sources.Response, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r, ok := l.all[address]; ok {
		return r, nil
	}
	return sources.Response{}, sources.ErrNotKept
}

func (l *lastAnswers) Keep(_ context.Context, r sources.Response) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil {
		l.all = map[string]sources.Response{}
	}
	l.all[r.Address] = r
	return nil
}

// TestInterval holds that a question counts with all its requests: by that it is reckoned how many claims two minutes take.
func TestInterval(t *testing.T) {
	for _, row := range sources.Services() {
		if !row.Each {
			continue
		}
		s := services()[row.Name]
		w := newWeb(t, answers(http.StatusOK, s.empty))
		if _, _, err := s.ask(t.Context(), s.open(t, row, w), question()); err != nil {
			t.Fatal(err)
		}
		if want := time.Duration(len(w.addresses())) * row.Terms.Interval(); row.Interval() != want {
			t.Errorf("%s: a question takes %s, want %s for %d requests", row.Name, row.Interval(), want, len(w.addresses()))
		}
	}
	if got := (sources.Service{Terms: sources.Terms{Local: true}}).Interval(); got != 0 {
		t.Errorf("a place that asks nobody takes %s, want 0", got)
	}
}
