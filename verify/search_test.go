package verify_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// answers is a provider that answers each question by its function and notes them all.
type answers struct {
	shelf
	answer func(q sources.Query) ([]sources.Hit, error)

	mu   sync.Mutex
	seen []sources.Query
}

func (a *answers) Search(_ context.Context, q sources.Query) ([]sources.Hit, error) {
	a.mu.Lock()
	a.seen = append(a.seen, q)
	a.mu.Unlock()
	return a.answer(q)
}

// slow is a provider that takes its time.
type slow struct {
	shelf
	takes time.Duration
}

func (s *slow) Search(ctx context.Context, q sources.Query) ([]sources.Hit, error) {
	select {
	case <-time.After(s.takes):
		return s.shelf.Search(ctx, q)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// lines takes each line of the story for what a person of its own said.
type lines struct{}

func (lines) Extract(_ context.Context, a claims.Article) ([]claims.Claim, error) {
	var found []claims.Claim
	at := 0
	for line := range strings.Lines(a.Text) {
		s := claims.Span{Start: at, End: at + len(strings.TrimRight(line, "\n"))}
		at += len(line)
		c := claims.Claim{
			Article: a.ID, Content: []claims.Span{s}, Sentence: s, Worth: 0.5,
			Attribution: claims.Attribution{Kind: claims.KindPerson, Name: fmt.Sprintf("Speaker %d", len(found)), Class: claims.CueSpeech},
		}
		c.ID = c.NewID()
		found = append(found, c)
	}
	return found, nil
}

// TestSearchTakesRounds holds the figure of 20 claims against 3 places that answer in 200 ms, in the bubble's own
// time, which is exact: each place is asked 60 questions, 16 at a time, which are four rounds.
func TestSearchTakesRounds(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for i := range 20 {
		fmt.Fprintf(&text, "Ferry %d carried lorries and %d passengers from Varn to the harbour of Sorrel.\n", i+100, 40+i)
	}
	story := piece("harbor.example", text.String())
	for _, tt := range []struct {
		workers int
		takes   time.Duration
	}{{1, 200 * time.Millisecond}, {4, 200 * time.Millisecond}} {
		synctest.Test(t, func(t *testing.T) {
			var places []verify.Coverage
			for i := range 3 {
				places = append(places, verify.Coverage{Name: fmt.Sprint("place ", i), Provider: &slow{takes: tt.takes}})
			}
			p := newPipeline(places...)
			p.Extract, p.Workers = lines{}, tt.workers
			start := time.Now()
			r, err := p.Check(t.Context(), story)
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Run.Claims) != 20 {
				t.Fatalf("got %d claims, want 20", len(r.Run.Claims))
			}
			if got := time.Since(start); got != 4*tt.takes {
				t.Errorf("%d workers, %v an answer: took %v, want %v", tt.workers, tt.takes, got, 4*tt.takes)
			}
		})
	}
}

// TestSearchSlowPlace: a place that takes long for each question does not hold up the others.
func TestSearchSlowPlace(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for i := range 40 {
		fmt.Fprintf(&text, "Ferry %d carried lorries and %d passengers from Varn to the harbour of Sorrel.\n", i+100, 50+i)
	}
	story := piece("harbor.example", text.String())
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var last atomic.Int64
		quick := &answers{answer: func(sources.Query) ([]sources.Hit, error) {
			last.Store(int64(time.Since(start)))
			return nil, nil
		}}
		p := newPipeline(verify.Coverage{Name: "slow", Provider: &slow{takes: time.Minute}}, verify.Coverage{Name: "quick", Provider: quick})
		p.Extract = lines{}
		if _, err := p.Check(t.Context(), story); err != nil {
			t.Fatal(err)
		}
		if len(quick.seen) != 120 {
			t.Errorf("the quick place heard %d questions, want 120", len(quick.seen))
		}
		if waited := time.Duration(last.Load()); waited != 0 {
			t.Errorf("the quick place heard its last question after %v", waited)
		}
	})
}

func TestSearchMerges(t *testing.T) {
	t.Parallel()
	pages := make([]claims.Article, 6)
	for i := range pages {
		pages[i] = piece(fmt.Sprintf("o%d.example", i), fmt.Sprintf("%s Piece %d.", ownWords, i))
	}
	hits := func(order ...int) []sources.Hit {
		var all []sources.Hit
		for _, i := range order {
			all = append(all, sources.Hit{URL: pages[i].URL, Stored: pages[i].ID})
		}
		return all
	}
	full := func(q sources.Query) bool { return q.Text != "" }
	down := errors.New("it is down")
	tests := []struct {
		name   string
		limit  int
		answer func(q sources.Query) ([]sources.Hit, error)
		hits   int
		err    string
		label  verify.Label
		want   []int // pages that were read
	}{
		{"what several questions find comes first", 2, func(q sources.Query) ([]sources.Hit, error) {
			if full(q) {
				return hits(0, 1, 2), nil
			}
			return hits(3, 2), nil
		}, 2, "", "", []int{2, 3}},
		{"equals stand in the order of the questions", 2, func(q sources.Query) ([]sources.Hit, error) {
			if full(q) {
				return hits(4), nil
			}
			return nil, nil
		}, 1, "", "", []int{4}},
		{"one question failed, another found something", 20, func(q sources.Query) ([]sources.Hit, error) {
			if full(q) {
				return nil, down
			}
			return hits(5), nil
		}, 1, "it is down", verify.NeedsReview, []int{5}},
		{"one question failed, the others found nothing", 20, func(q sources.Query) ([]sources.Hit, error) {
			if full(q) {
				return nil, down
			}
			return nil, nil
		}, 0, "it is down", verify.Unchecked, nil},
		{"two errors are both told", 20, func(q sources.Query) ([]sources.Hit, error) {
			if full(q) {
				return nil, down
			}
			return nil, errors.New("it is busy")
		}, 0, "it is down; it is busy", verify.Unchecked, nil},
		{"nothing on the story's own site", 20, func(sources.Query) ([]sources.Hit, error) {
			return append(hits(1), sources.Hit{URL: "https://harbor.example/b", Stored: pages[0].ID}), nil
		}, 1, "", "", []int{1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := newPipeline(verify.Coverage{Name: "shelf", Provider: &answers{shelf: shelf{pages: pages}, answer: tt.answer}})
			p.Setup.Limits.Hits = tt.limit
			r := check(t, p)
			v := r.Run.Verdicts[0]
			if s := v.Searches; len(s) != 1 || s[0].Hits != tt.hits || s[0].Err != tt.err {
				t.Errorf("searches %+v, want one with %d hits and error %q", s, tt.hits, tt.err)
			}
			if tt.label != "" && v.Label != tt.label {
				t.Errorf("got %s (%s), want %s", v.Label, v.Reason, tt.label)
			}
			var want []string
			for _, i := range tt.want {
				want = append(want, pages[i].ID)
			}
			var got []string
			for id := range r.Pages {
				if id != testStory().ID {
					got = append(got, id)
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("pages read (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSearchAsksNothingTwice(t *testing.T) {
	t.Parallel()
	place := &answers{answer: func(sources.Query) ([]sources.Hit, error) { return nil, nil }}
	p := newPipeline(verify.Coverage{Name: "shelf", Provider: place})
	p.Extract = lines{}
	line := "Ferries carried 300 passengers from Varn to Sorrel.\n"
	if _, err := p.Check(t.Context(), piece("harbor.example", line+line+line)); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, q := range place.seen {
		key := fmt.Sprint(q)
		if seen[key] {
			t.Errorf("asked twice: %v", q)
		}
		seen[key] = true
	}
	if len(place.seen) != 5 { // the claim and its key words once for all, and one for each of three speakers
		t.Errorf("%d questions %v, want 5", len(place.seen), place.seen)
	}
}

// TestSearchReadsOnce holds that a page found for several claims by several places is fetched once.
func TestSearchReadsOnce(t *testing.T) {
	t.Parallel()
	answer := func(sources.Query) ([]sources.Hit, error) {
		return []sources.Hit{{URL: "https://o1.example/a"}, {URL: "https://gone.example/a"}}, nil
	}
	p := newPipeline(verify.Coverage{Name: "one", Provider: &answers{answer: answer}}, verify.Coverage{Name: "two", Provider: &answers{answer: answer}})
	p.Extract = lines{}
	var mu sync.Mutex
	read := map[string]int{}
	p.Read = func(_ context.Context, url string) (claims.Article, error) {
		mu.Lock()
		defer mu.Unlock()
		read[url]++
		if strings.Contains(url, "gone") {
			return claims.Article{}, errors.New("the page is gone")
		}
		return claims.NewArticle(claims.Ref{URL: url}, ownWords), nil
	}
	r, err := p.Check(t.Context(), piece("harbor.example", bridgeClaim+"\nFerries carried 300 passengers from Varn to Sorrel.\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"https://o1.example/a": 1, "https://gone.example/a": 1}
	if diff := cmp.Diff(want, read); diff != "" {
		t.Errorf("pages read (-want +got):\n%s", diff)
	}
	if len(r.Run.Problems) != 1 || len(r.Pages) != 2 {
		t.Errorf("problems %v, %d pages; want one, and the story with one piece", r.Run.Problems, len(r.Pages))
	}
}

// worths takes each line for a claim of another worth: 0.3, 0.6, 0.9, 0.2, 0.5 and so on.
type worths struct{ lines }

func (w worths) Extract(ctx context.Context, a claims.Article) ([]claims.Claim, error) {
	found, err := w.lines.Extract(ctx, a)
	for i := range found {
		found[i].Worth = float64((i+1)*3%10) / 10
	}
	return found, err
}

// TestSearchPacedPlace holds that places which want time between two questions are asked one by one, the worthiest claim
// first: so a limit on the way falls on the same claims each time.
func TestSearchPacedPlace(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for i := range 9 {
		fmt.Fprintf(&text, "Ferry %d carried lorries and %d passengers from Varn to the harbour of Sorrel.\n", i+100, 50+i)
	}
	story := piece("harbor.example", text.String())
	want := []string{"102", "105", "108", "101", "104", "107", "100", "103", "106"}
	for _, workers := range []int{1, 8} {
		synctest.Test(t, func(t *testing.T) {
			var heard, checked []string
			var busy atomic.Int64
			hear := func(list *[]string, q sources.Query) error {
				if busy.Add(1) > 2 { // one of each place
					t.Error("a second question before the answer to the first")
				}
				defer busy.Add(-1)
				time.Sleep(time.Second)
				for w := range strings.FieldsSeq(strings.Join(slices.Concat(q.Names, q.Terms), " ")) {
					if slices.Contains(want, w) {
						*list = append(*list, w)
					}
				}
				if len(*list) > 4 {
					return sources.ErrLimited
				}
				return nil
			}
			p := newPipeline(verify.Coverage{Name: "paced", Interval: time.Second, Provider: &place{func(q sources.Query) error { return hear(&heard, q) }}})
			p.FactChecks = []verify.Checks{{Name: "checks", Checker: &place{func(q sources.Query) error { return hear(&checked, q) }}}}
			p.Extract, p.Workers = worths{}, workers
			var mu sync.Mutex
			done, total := 0, 0
			p.Progress = func(d, all int) { // called from several goroutines
				mu.Lock()
				defer mu.Unlock()
				done, total = max(done, d), all
			}
			r, err := p.Check(t.Context(), story)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(heard, want) || !slices.Equal(checked, want) {
				t.Errorf("%d workers: asked about %v, and for fact-checks about %v, want %v", workers, heard, checked, want)
			}
			for i, v := range r.Run.Verdicts {
				late := slices.Index(want, fmt.Sprint(100+i)) > 3
				if (v.Searches[0].Err != "") != late || (v.FactSearches[0].Err != "") != late {
					t.Errorf("%d workers, ferry %d: %+v, %+v, want an error: %t", workers, 100+i, v.Searches, v.FactSearches, late)
				}
			}
			if done != total {
				t.Errorf("%d of %d steps were told", done, total)
			}
		})
	}
}

// A place hears each question and finds nothing.
type place struct{ hear func(sources.Query) error }

func (p *place) Search(_ context.Context, q sources.Query) ([]sources.Hit, error) {
	return nil, p.hear(q)
}

func (p *place) FactChecks(_ context.Context, q sources.Query) ([]sources.FactCheck, error) {
	return nil, p.hear(q)
}

func (*place) Terms() sources.Terms { return sources.Terms{Every: time.Second} }

// TestSearchPacedQuestion holds what a place is asked that hears one question a claim: the key words, and never the speaker.
func TestSearchPacedQuestion(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"The ferry sank.": "ferry sank", // too few words for a question of key words
		"Ferries slowly carried 300 passengers from Varn to Sorrel.": "Ferries Sorrel Varn 300 passengers",
	} {
		provider := &answers{answer: func(sources.Query) ([]sources.Hit, error) { return nil, nil }}
		p := newPipeline(verify.Coverage{Name: "paced", Interval: time.Second, Provider: provider})
		p.Extract = lines{}
		if _, err := p.Check(t.Context(), piece("harbor.example", line+"\n")); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, q := range provider.seen {
			names := slices.Sorted(slices.Values(q.Names))
			got = append(got, strings.Join(slices.Concat(names, q.Terms), " "))
		}
		if !slices.Equal(got, []string{want}) {
			t.Errorf("%q: asked %q, want %q", line, got, want)
		}
	}
}
