package sources_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"secondsource/sources"
)

// TestGDELTRequests holds the parameters that GDELT documents.
func TestGDELTRequests(t *testing.T) {
	w := newWeb(t, answers(http.StatusOK, "{}"))
	q := question()
	q.Names = append(q.Names, `Kaspen-Marlow "Line"`, "Vellany")
	q.From, q.To = time.Date(2031, 3, 1, 12, 0, 0, 0, time.UTC), time.Date(2031, 3, 8, 0, 0, 0, 0, time.UTC)
	if _, err := openService(t, "gdelt", "", w).Coverage.Search(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	address, v := parameters(t, w, 0)
	want := `Oriel Ansel "Kaspen Marlow Line" people ferry`
	if address != "https://api.gdeltproject.org/api/v2/context/context" || v.Get("query") != want ||
		v.Get("mode") != "artlist" || v.Get("format") != "json" || v.Get("searchlang") != "english" || v.Get("maxrecords") != "10" {
		t.Errorf("first asked %s %v, want Context 2.0 for %s", address, v, want)
	}
	address, v = parameters(t, w, 1)
	if address != "https://api.gdeltproject.org/api/v2/doc/doc" || v.Get("query") != want || v.Get("startdatetime") != "20310301120000" ||
		v.Get("enddatetime") != "20310308000000" || v.Get("format") != "json" || v.Get("mode") != "artlist" {
		t.Errorf("then asked %s %v, want DOC 2.0", address, v)
	}
	w = newWeb(t, answers(http.StatusOK, "{}"))
	hits, err := openService(t, "gdelt", "", w).Coverage.Search(t.Context(), sources.Query{Terms: []string{"of", "\"", "::"}})
	if err != nil || len(hits) > 0 || len(w.addresses()) > 0 {
		t.Errorf("a question without a word: %v, %v, %q", hits, err, w.addresses())
	}
}

// TestGDELTReach holds that an interface is not asked for what was before its reach: it could not have said so.
func TestGDELTReach(t *testing.T) {
	now := time.Date(2031, 6, 10, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name  string
		to    time.Time
		asked int
		want  error
	}{
		{"the window is open", time.Time{}, 2, nil},
		{"it ends in two days", now.Add(48 * time.Hour), 2, nil},
		{"it ended two days ago", now.Add(-48 * time.Hour), 2, nil},
		{"it ended a week ago", now.Add(-7 * 24 * time.Hour), 1, nil},
		{"it ended four months ago", now.AddDate(0, -4, 0), 0, sources.ErrNoCoverage},
	} {
		w := newWeb(t, answers(http.StatusOK, "{}"))
		row, _ := sources.ServiceNamed("gdelt")
		p, err := row.Open(sources.Setting{Web: w, Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		q := question()
		q.To = c.to
		hits, err := p.Coverage.Search(t.Context(), q)
		if len(hits) != 0 || !errors.Is(err, c.want) || len(w.addresses()) != c.asked {
			t.Errorf("%s: %v, %v after %q, want %d questions and %v", c.name, hits, err, w.addresses(), c.asked, c.want)
		}
	}
}

// TestGDELTReachInReplay holds that a replay in a later year gives what was kept, and not what the clock says by then.
func TestGDELTReachInReplay(t *testing.T) {
	live := time.Date(2031, 3, 5, 12, 0, 0, 0, time.UTC)
	q := question()
	q.To = live.Add(-24 * time.Hour)
	kept := &shelfOfAnswers{}
	address, _ := url.Parse("https://api.gdeltproject.org")
	for _, api := range []string{"/api/v2/context/context", "/api/v2/doc/doc"} {
		kept.serve(address.Host+api, gdeltAnswer)
	}
	row, _ := sources.ServiceNamed("gdelt")
	ask := func(now time.Time, q sources.Query) ([]sources.Hit, error) {
		f := sources.NewFetcher(sources.FetchOptions{Responses: kept, Replay: true})
		p, err := row.Open(sources.Setting{Web: f, Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		return p.Coverage.Search(t.Context(), q)
	}
	then, err := ask(live, q)
	later, errLater := ask(live.AddDate(1, 0, 0), q)
	if len(then) == 0 || err != nil || errLater != nil || len(later) != len(then) {
		t.Errorf("got %v, %v, and a year later %v, %v", shownHits(then), err, shownHits(later), errLater)
	}
	*kept = shelfOfAnswers{}
	if hits, err := ask(live.AddDate(1, 0, 0), q); !errors.Is(err, sources.ErrNoCoverage) {
		t.Errorf("of what was never asked: %v, %v, want what a check of that day says", hits, err)
	}
	if hits, err := ask(live, q); !errors.Is(err, sources.ErrNotKept) {
		t.Errorf("of what could have been asked: %v, %v, want ErrNotKept", hits, err)
	}
}

// A shelfOfAnswers keeps answers by host and path.
type shelfOfAnswers struct{ all map[string]string }

func (s *shelfOfAnswers) serve(place, body string) {
	if s.all == nil {
		s.all = map[string]string{}
	}
	s.all[place] = body
}

func (s *shelfOfAnswers) Kept(_ context.Context, address string) (sources.Response, error) {
	u, err := url.Parse(address)
	if err != nil {
		return sources.Response{}, err
	}
	body, ok := s.all[u.Host+u.Path]
	if !ok {
		return sources.Response{}, sources.ErrNotKept
	}
	return sources.Response{Address: address, Final: address, Outcome: sources.Fetched, Status: http.StatusOK, Body: []byte(body)}, nil
}

func (*shelfOfAnswers) Keep(context.Context, sources.Response) error { return nil }

// TestGDELTHalf holds that one interface's hits stand beside the other's error, and that enough hits end the search.
func TestGDELTHalf(t *testing.T) {
	for _, dead := range []string{"/api/v2/context/context", "/api/v2/doc/doc"} {
		w := newWeb(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == dead {
				w.WriteHeader(http.StatusBadGateway)
				return
			}
			write(w, gdeltAnswer)
		})
		hits, err := openService(t, "gdelt", "", w).Coverage.Search(t.Context(), question())
		if len(hits) != 1 || err == nil || !strings.Contains(err.Error(), "502") {
			t.Errorf("without %s got %q, %v, want one hit and the error", dead, shownHits(hits), err)
		}
	}
	w := newWeb(t, answers(http.StatusOK, gdeltAnswer))
	q := question()
	q.Limit = 1
	if _, err := openService(t, "gdelt", "", w).Coverage.Search(t.Context(), q); err != nil || len(w.addresses()) != 1 {
		t.Errorf("%v, asked %q, want Context alone", err, w.addresses())
	}
	w = newWeb(t, answers(http.StatusOK, "Please limit requests to one every 5 seconds or contact us."))
	p := openService(t, "gdelt", "", w)
	for range 2 {
		if _, err := p.Coverage.Search(t.Context(), question()); !errors.Is(err, sources.ErrLimited) || len(w.addresses()) != 1 {
			t.Errorf("a limit in words with status 200: %v after %d questions, want ErrLimited after one", err, len(w.addresses()))
		}
	}
}
