package store_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/store"
)

// other are pieces that share no word with the questions below, so that their words are rare.
func other() []claims.Article {
	var docs []claims.Article
	for i, words := range []string{"Beekeepers count hives", "Ferry fares rise", "Snow fell on Lund", "A choir rehearses", "Trams run late", "Bakers strike"} {
		docs = append(docs, piece("https://other.example/"+string(rune('a'+i)), "", words+" in the third week of the year, as they do.", time.Time{}))
	}
	return docs
}

// TestArchiveRanking: of two pieces, which comes first. Each is told by one thing alone, and lengths are equal.
func TestArchiveRanking(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name          string
		first, second string
		q             sources.Query
	}{
		{
			"words side by side as they are written",
			"Walls were raised, and the harbour of Orsa closed at noon while gulls slept.",
			"Orsa closed walls at noon, and gulls raised the harbour while it slept there.",
			sources.Query{Text: "the harbour of Orsa closed at noon"},
		},
		{
			"endings as they are written",
			"Stormy weather closed ports and the harbours are damaged now.",
			"Stormy weather closes port and the harbour are damaging now.",
			sources.Query{Text: "weather closed ports"},
		},
		{
			"in one passage",
			"The minister resigned over the dam." + strings.Repeat(" Nothing else was known about it at all in the town.", 6),
			"The minister smiled." + strings.Repeat(" Nothing else was known about it at all in town.", 6) + " Somebody resigned. Much later, a dam.",
			sources.Query{Terms: []string{"minister", "resigned", "dam"}},
		},
		{
			"a name before another word as rare",
			"Kovic was seen in the north by nobody at all.",
			"Tunnels were seen in the north by nobody at all.",
			sources.Query{Terms: []string{"tunnels"}, Names: []string{"Kovic"}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := openArchive(t, filepath.Join(t.TempDir(), "a.db"))
			// The better one has the address that equals are put last by.
			addAll(t, a, append(other(), piece("https://z.example/1", "", tt.first, time.Time{}), piece("https://a.example/1", "", tt.second, time.Time{}))...)
			got := urls(t, a, tt.q)
			if first, second := slices.Index(got, "https://z.example/1"), slices.Index(got, "https://a.example/1"); first != 0 || second < 0 {
				t.Errorf("%+v found %v; want z before a", tt.q, got)
			}
		})
	}
}

// TestArchiveTextBeforeTerms: a query with a text is that text's words, and its names only weigh.
func TestArchiveTextBeforeTerms(t *testing.T) {
	t.Parallel()
	a := openArchive(t, filepath.Join(t.TempDir(), "a.db"))
	addAll(t, a, other()...)
	got := urls(t, a, sources.Query{Text: "Bakers strike", Terms: []string{"snow"}, Names: []string{"Choir"}})
	if len(got) != 1 || got[0] != "https://other.example/f" {
		t.Errorf("found %v, want the bakers alone", got)
	}
}

// TestArchiveRereads: a candidate is read as it is written up to a bound, and what stands behind it is no phrase.
func TestArchiveRereads(t *testing.T) {
	t.Parallel()
	score := func(before int) float64 {
		a := openArchive(t, filepath.Join(t.TempDir(), "a.db"))
		text := strings.Repeat("é", before) + " ends the harbour of Orsa"
		addAll(t, a, append(other(), piece("https://a.example/1", "", text, time.Time{}))...)
		hits, err := a.Search(t.Context(), sources.Query{Text: "the harbour of Orsa"})
		if err != nil || len(hits) != 1 {
			t.Fatalf("found %v, %v; want one", hits, err)
		}
		return hits[0].Score
	}
	const tail = len(" ends the harbour of Orsa")
	inside, outside := score(store.RereadRunes-tail), score(store.RereadRunes)
	if inside <= outside {
		t.Errorf("score %.3f with the phrase inside the bound, %.3f outside; want more inside", inside, outside)
	}
}
