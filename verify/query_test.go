package verify_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// asks gives the queries of a story's whole text as one claim, without what all of them share.
func asks(t *testing.T, text string, who claims.Attribution) []sources.Query {
	t.Helper()
	story := claims.NewArticle(claims.Ref{URL: "https://www.harbor.example/news/1"}, text)
	c := claims.Claim{Article: story.ID, Content: []claims.Span{{End: len(text)}}, Attribution: who}
	all := verify.Queries(story, c, 7)
	for i, q := range all {
		if q.NotHost != "harbor.example" || q.Limit != 7 || !q.From.IsZero() || !q.To.IsZero() {
			t.Errorf("query %d of %q: host %q, limit %d, from %v to %v; want the story's, 7, none", i, text, q.NotHost, q.Limit, q.From, q.To)
		}
		all[i].NotHost, all[i].Limit = "", 0
	}
	return all
}

func TestQueries(t *testing.T) {
	t.Parallel()
	kovic := claims.Attribution{Kind: claims.KindPerson, Name: "Ana Kovic"}
	tests := []struct {
		name, text string
		who        claims.Attribution
		want       []sources.Query
	}{
		{
			"names side by side are one, numbers keep their scale", "that the old Varn Bridge closed to lorries over 12 million tonnes", kovic,
			[]sources.Query{
				{
					Text:  "the old Varn Bridge closed to lorries over 12 million tonnes",
					Terms: []string{"old", "closed", "lorries", "tonnes", "12 million"}, Names: []string{"Varn Bridge"},
				},
				{Terms: []string{"12 million", "lorries", "tonnes"}, Names: []string{"Varn Bridge"}},
				{Terms: []string{"old", "closed", "lorries", "tonnes"}, Names: []string{"Ana Kovic"}},
			},
		},
		{
			"nobody's claim has no speaker", "The ferries carried 300 passengers quickly to Sorrel’s harbour",
			claims.Attribution{Kind: claims.KindNobody},
			[]sources.Query{
				{
					Text:  "The ferries carried 300 passengers quickly to Sorrel’s harbour",
					Terms: []string{"ferries", "carried", "passengers", "quickly", "harbour", "300"}, Names: []string{"Sorrel"},
				},
				{Terms: []string{"300", "harbour"}, Names: []string{"Sorrel"}},
			},
		},
		{
			"one word is asked for once", "resignation",
			claims.Attribution{Kind: claims.KindNobody},
			[]sources.Query{{Text: "resignation", Terms: []string{"resignation"}, Names: []string{}}},
		},
		{
			"without a content word by all words", "that it is not so",
			claims.Attribution{Kind: claims.KindNobody},
			[]sources.Query{{Text: "it is not so", Terms: []string{"it", "is", "not", "so"}}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := asks(t, tt.text, tt.who)
			if diff := cmp.Diff(tt.want, got, cmp.Transformer("empty", func(s []string) string { return strings.Join(s, "|") })); diff != "" {
				t.Errorf("queries of %q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestQueriesWindow(t *testing.T) {
	t.Parallel()
	story := testStory()
	story.Published = time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC)
	found, err := oneClaim{}.Extract(t.Context(), story)
	if err != nil {
		t.Fatal(err)
	}
	all := verify.Queries(story, found[0], 20)
	if len(all) < 2 {
		t.Fatalf("got %d queries, want several", len(all))
	}
	day := 24 * time.Hour
	for _, q := range all {
		for _, tt := range []struct {
			at   time.Time
			want bool
		}{
			{story.Published, true},
			{story.Published.Add(-364 * day), true},
			{story.Published.Add(-366 * day), false},
			{story.Published.Add(29 * day), true},
			{story.Published.Add(31 * day), false},
			{time.Time{}, true},
		} {
			if got := q.Admits(sources.Hit{URL: "https://a.example/1", Published: tt.at}); got != tt.want {
				t.Errorf("%v admits a piece of %v: %v, want %v", q.Terms, tt.at, got, tt.want)
			}
		}
	}
}

func TestQueriesNoneTwice(t *testing.T) {
	t.Parallel()
	who := claims.Attribution{Kind: claims.KindPerson, Name: "Varn"}
	all := asks(t, "Varn drowned", who)
	for i, q := range all {
		words := strings.Fields(strings.Join(append(slices.Clone(q.Terms), q.Names...), " "))
		slices.Sort(words)
		for _, other := range all[:i] {
			theirs := strings.Fields(strings.Join(append(slices.Clone(other.Terms), other.Names...), " "))
			slices.Sort(theirs)
			if slices.Equal(words, theirs) {
				t.Errorf("two questions of the words %v", words)
			}
		}
	}
	if len(all) != 1 {
		t.Errorf("got %d questions %v, want 1", len(all), all)
	}
}

// FuzzQueries: whatever a claim says, it is asked for, in its own words, and no question is put twice.
func FuzzQueries(f *testing.F) {
	f.Add(bridgeClaim, "Ana Kovic")
	f.Add("“that”, it «is»: 48 million-billion 1e999 %", "")
	f.Add("\x00\xffx 3.4.5 O’Neill’s’ ÉCOLE 東京は 5", "\xff")
	f.Fuzz(func(t *testing.T, text, name string) {
		if strings.TrimSpace(text) == "" {
			return
		}
		story := claims.NewArticle(claims.Ref{}, text)
		c := claims.Claim{Article: story.ID, Content: []claims.Span{{End: len(text)}}, Attribution: claims.Attribution{Kind: claims.KindPerson, Name: name}}
		said := verify.ClaimText(story, c)
		all := verify.Queries(story, c, 20)
		if len(all) == 0 || len(all) > 3 {
			t.Fatalf("%d questions for %q", len(all), text)
		}
		seen := map[string]bool{}
		for _, q := range all {
			key := fmt.Sprintf("%q %q", q.Terms, q.Names)
			if seen[key] {
				t.Errorf("asked twice: %s", key)
			}
			seen[key] = true
			for _, w := range slices.Concat(q.Terms, q.Names) {
				if !strings.Contains(said, w) && w != name {
					t.Errorf("%q is not in %q", w, said)
				}
			}
		}
	})
}
