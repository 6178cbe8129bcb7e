package verify_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// shelf is a provider that holds its coverage in memory and finds all of it for any question.
type shelf struct {
	pages []claims.Article
	err   error
	asked atomic.Int64
}

func (s *shelf) Search(_ context.Context, q sources.Query) ([]sources.Hit, error) {
	s.asked.Add(1)
	if s.err != nil {
		return nil, s.err
	}
	var hits []sources.Hit
	for _, p := range s.pages[:min(q.Limit, len(s.pages))] {
		hits = append(hits, sources.Hit{URL: p.URL, Stored: p.ID})
	}
	return hits, nil
}

func (s *shelf) Kept(_ context.Context, id string) (claims.Article, error) {
	for _, p := range s.pages {
		if p.ID == id {
			return p, nil
		}
	}
	return claims.Article{}, errors.New("the copy is gone")
}

// oneClaim is an extractor that takes the whole first line for what one person said.
type oneClaim struct{ err error }

func (o oneClaim) Extract(_ context.Context, a claims.Article) ([]claims.Claim, error) {
	line, _, _ := strings.Cut(a.Text, "\n")
	c := claims.Claim{
		Article: a.ID, Content: []claims.Span{{End: len(line)}}, Sentence: claims.Span{End: len(line)}, Worth: 0.5,
		Attribution: claims.Attribution{Kind: claims.KindPerson, Name: "Ana Kovic", Class: claims.CueSpeech},
	}
	c.ID = c.NewID()
	return []claims.Claim{c}, o.err
}

func piece(host, text string) claims.Article {
	return claims.NewArticle(claims.Ref{URL: "https://" + host + "/a", Publisher: host}, text)
}

const (
	ownWords   = "Engineers closed the Varn bridge to lorries over 12 tonnes on 3 March, after cracks were seen in two of its piers."
	otherWords = "Drivers found the Varn bridge shut. Since 3 March it is closed to all lorries over 12 tonnes, and ferries are full."
)

func testStory() claims.Article { return piece("harbor.example", bridgeClaim+"\nMore will follow.") }

func newPipeline(places ...verify.Coverage) *verify.Pipeline {
	return &verify.Pipeline{
		Extract: oneClaim{}, Judge: verify.NewLexical(), Coverage: places, Workers: 4,
		Setup: verify.Setup{Program: "test", Limits: verify.DefaultLimits()},
		Now:   func() time.Time { return time.Date(2031, 3, 4, 5, 6, 7, 0, time.UTC) },
	}
}

func check(t *testing.T, p *verify.Pipeline) verify.Result {
	t.Helper()
	r, err := p.Check(t.Context(), testStory())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestCheckCountsIndependentOrigins(t *testing.T) {
	t.Parallel()
	wire := piece("wire.example", ownWords)
	places := func(pages ...claims.Article) verify.Coverage {
		return verify.Coverage{Name: "shelf", Provider: &shelf{pages: pages}}
	}
	tests := []struct {
		name  string
		pages []claims.Article
		label verify.Label
		n     int
	}{
		{"two origins", []claims.Article{wire, piece("other.example", otherWords)}, verify.Supported, 2},
		{"one story in three papers", []claims.Article{wire, piece("a.example", ownWords+" More soon."), piece("b.example", "HARBOR – "+ownWords)}, verify.NeedsReview, 1},
		{"nothing about it", []claims.Article{piece("other.example", "The market in Muscat was empty until noon.")}, verify.NotFound, 0},
		{"the story's own copy", []claims.Article{piece("copy.example", testStory().Text), wire}, verify.NeedsReview, 1},
		{"the story itself in the archive", []claims.Article{testStory()}, verify.NotFound, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := check(t, newPipeline(places(tt.pages...)))
			v := r.Run.Verdicts[0]
			if v.Label != tt.label || v.Supports != tt.n {
				t.Errorf("got %s by %d, want %s by %d\ngroups %+v\nevidence %+v", v.Label, v.Supports, tt.label, tt.n, r.Run.Coverage, v.Evidence)
			}
			for _, e := range v.Evidence {
				if words := r.Pages[e.Article].Text[e.Quote.Start:e.Quote.End]; words == "" || !e.Passage.Contains(e.Quote) {
					t.Errorf("evidence quotes %q at %v of passage %v", words, e.Quote, e.Passage)
				}
			}
		})
	}
}

func TestCheckKeepsGoing(t *testing.T) {
	t.Parallel()
	broken := verify.Coverage{Name: "feed", Provider: &shelf{err: errors.New("timed out")}}
	empty := verify.Coverage{Name: "archive", Provider: &shelf{err: sources.ErrNoCoverage}}
	good := verify.Coverage{Name: "shelf", Provider: &shelf{pages: []claims.Article{piece("a.example", ownWords), piece("b.example", otherWords)}}}
	tests := []struct {
		name     string
		places   []verify.Coverage
		label    verify.Label
		reason   verify.Reason
		problems int
	}{
		{"nowhere to look", nil, verify.Unchecked, verify.NoCoverage, 0},
		{"an empty archive", []verify.Coverage{empty}, verify.Unchecked, verify.NoCoverage, 0},
		{"a place that cannot be asked", []verify.Coverage{broken}, verify.Unchecked, verify.SearchFailed, 1},
		{"an empty archive and a failure", []verify.Coverage{empty, broken}, verify.Unchecked, verify.SearchFailed, 1},
		{"a failure and support", []verify.Coverage{broken, good}, verify.Supported, "", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := check(t, newPipeline(tt.places...))
			v := r.Run.Verdicts[0]
			if v.Label != tt.label || v.Reason != tt.reason || len(r.Run.Problems) != tt.problems || len(v.Searches) != len(tt.places) {
				t.Errorf("got %s %s, problems %v, searches %v; want %s %s, %d problems", v.Label, v.Reason, r.Run.Problems, v.Searches, tt.label, tt.reason, tt.problems)
			}
		})
	}
}

func TestCheckSameBytesForAnyWorkers(t *testing.T) {
	t.Parallel()
	var pages []claims.Article
	for i := range 12 {
		pages = append(pages, piece(fmt.Sprintf("o%d.example", i), fmt.Sprintf("%s Piece %d has a word of its own: %c.", ownWords, i, 'a'+i)))
	}
	p := newPipeline(verify.Coverage{Name: "shelf", Provider: &shelf{pages: pages}})
	p.Extract = claims.NewRules()
	var want string
	for _, workers := range []int{1, 2, 7} {
		p.Workers = workers
		rec, err := check(t, p).Record()
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = string(rec.Body)
		}
		if diff := cmp.Diff(want, string(rec.Body)); diff != "" {
			t.Fatalf("%d workers gave another run (-1 worker +%d):\n%s", workers, workers, diff)
		}
	}
}

func TestRecordLeavesTheTimeOut(t *testing.T) {
	t.Parallel()
	p := newPipeline()
	first, err := check(t, p).Record()
	if err != nil {
		t.Fatal(err)
	}
	p.Now = func() time.Time { return time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC) }
	second, err := check(t, p).Record()
	if err != nil {
		t.Fatal(err)
	}
	if first.ID() != second.ID() || first.At.Equal(second.At) {
		t.Errorf("IDs %s and %s at %s and %s: want one ID and two times", first.ID(), second.ID(), first.At, second.At)
	}
	var run verify.Run
	if err := json.Unmarshal(first.Body, &run); err != nil || !run.At.IsZero() {
		t.Errorf("the body holds %v, %v", run.At, err)
	}
	if len(first.Pages) != 1 || first.Pages[0].ID != testStory().ID {
		t.Errorf("pages %v, want the story", first.Pages)
	}
}

func TestCheckRefusesInventedWords(t *testing.T) {
	t.Parallel()
	p := newPipeline()
	p.Extract = invented{}
	r := check(t, p)
	if len(r.Run.Claims) != 0 || len(r.Run.Problems) != 1 {
		t.Errorf("claims %v, problems %v: want none and one", r.Run.Claims, r.Run.Problems)
	}
}

// invented is an extractor that answers with words beyond the text.
type invented struct{}

func (invented) Extract(_ context.Context, a claims.Article) ([]claims.Claim, error) {
	return []claims.Claim{{ID: "x", Article: a.ID, Content: []claims.Span{{Start: 0, End: len(a.Text) + 1}}}}, nil
}

func TestCheckStops(t *testing.T) {
	t.Parallel()
	p := newPipeline(verify.Coverage{Name: "shelf", Provider: &shelf{}})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Check(ctx, testStory()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	p.Extract = oneClaim{err: errors.New("broken")}
	if _, err := p.Check(t.Context(), testStory()); err == nil {
		t.Error("no error from an extractor that failed")
	}
}

func TestCheckBudget(t *testing.T) {
	t.Parallel()
	place := &shelf{}
	p := newPipeline(verify.Coverage{Name: "shelf", Provider: place})
	p.Setup.Limits.Claims = 1
	p.Extract = twice{}
	r := check(t, p)
	spent, searched := 0, 0
	for _, v := range r.Run.Verdicts {
		if v.Reason == verify.BudgetSpent {
			spent++
		}
		searched += len(v.Searches)
	}
	asked := len(verify.Queries(testStory(), r.Run.Claims[0], p.Setup.Limits.Hits))
	if spent != 1 || searched != 1 || int(place.asked.Load()) != asked || len(r.Run.Problems) != 1 {
		t.Errorf("%d claims without budget, %d searches, %d questions, problems %v; want 1, 1, %d, one",
			spent, searched, place.asked.Load(), r.Run.Problems, asked)
	}
}

// twice finds two claims.
type twice struct{}

func (twice) Extract(ctx context.Context, a claims.Article) ([]claims.Claim, error) {
	found, err := oneClaim{}.Extract(ctx, a)
	second := found[0]
	second.Content = []claims.Span{{Start: 4, End: second.Sentence.End}}
	second.ID = second.NewID()
	return append(found, second), err
}
