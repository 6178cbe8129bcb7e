package sources_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/sources"
)

// prose makes n words of an invented language, the same for one seed, in sentences and paragraphs. Common words are
// common, as in a real one, so that unrelated texts share some words but hardly five in a row.
func prose(seed uint64, n int) string {
	rng := rand.New(rand.NewPCG(seed, 7))
	syllables := []string{"ka", "ro", "ven", "ti", "mar", "osk", "lu", "den", "fi", "har", "sel", "bu", "nor", "e", "pra", "gim"}
	var b strings.Builder
	for i := range n {
		rank := int(2000 * rng.Float64() * rng.Float64() * rng.Float64())
		for v := rank + 3; v > 0; v /= len(syllables) {
			b.WriteString(syllables[v%len(syllables)])
		}
		switch {
		case i%64 == 63:
			b.WriteString(".\n\n")
		case i%16 == 15:
			b.WriteString(". ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// anyArticle draws an article out of few texts, publishers and addresses, so that most joins occur.
func anyArticle() *rapid.Generator[claims.Article] {
	return rapid.Custom(func(t *rapid.T) claims.Article {
		seed := rapid.Uint64Range(1, 4)
		text := prose(seed.Draw(t, "first"), rapid.IntRange(0, 120).Draw(t, "words")) +
			prose(seed.Draw(t, "second"), rapid.IntRange(1, 60).Draw(t, "more")) +
			rapid.SampledFrom([]string{"", " (Reuters)", " “" + prose(9, 40) + "”", "\nSource: Ostrel Rail press release"}).Draw(t, "end")
		address := rapid.SampledFrom([]string{
			"", "a/b.html", "https://hp.example/1", "https://m.hp.example/2", "https://coast.de/3",
			"https://coastal.com/1", "https://coastal.de/1", "https://msn.com/5", "not a url %zz",
		})
		a := claims.NewArticle(claims.Ref{
			URL:       address.Draw(t, "url"),
			Publisher: rapid.SampledFrom([]string{"", "", "Harbor Post", "the harbor post", "AP", "hp.example"}).Draw(t, "publisher"),
			Title:     rapid.SampledFrom([]string{"", "Pier", "Trains"}).Draw(t, "title"),
		}, text)
		if day := rapid.IntRange(0, 20).Draw(t, "day"); day > 0 {
			a.Published = at(day).In(rapid.SampledFrom([]*time.Location{time.UTC, time.FixedZone("", 3600)}).Draw(t, "zone"))
		}
		a.Canonical = address.Draw(t, "canonical")
		return a
	})
}

func TestGroupsOrderNeverMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		articles := rapid.SliceOfN(anyArticle(), 0, 9).Draw(t, "articles")
		articles = append(articles, articles[:len(articles)/3]...)
		want := sources.Groups(articles)
		got := sources.Groups(rapid.Permutation(articles).Draw(t, "shuffled"))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("groups depend on the order (-first +shuffled):\n%s", diff)
		}
	})
}

func TestGroupsPartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		articles := rapid.SliceOfN(anyArticle(), 0, 9).Draw(t, "articles")
		want := map[string]bool{}
		for _, a := range articles {
			want[a.ID] = true
		}
		got := map[string]bool{}
		var first claims.Ref
		for i, g := range sources.Groups(articles) {
			if g.ID != fmt.Sprintf("g%d", i+1) || g.Why == "" || len(g.Articles) == 0 || strings.ContainsAny(g.Why, "\n\t") {
				t.Fatalf("group %d is %q with %d articles, why %q", i+1, g.ID, len(g.Articles), g.Why)
			}
			if i > 0 && earlier(g.Articles[0], first) {
				t.Fatalf("%s begins with %v, before %v of the group before it", g.ID, g.Articles[0], first)
			}
			first = g.Articles[0]
			if !slices.IsSortedFunc(g.Articles, func(a, b claims.Ref) int { return sign(earlier(a, b)) }) {
				t.Fatalf("%s is out of order: %v", g.ID, g.Articles)
			}
			for _, a := range g.Articles {
				if got[a.ID] {
					t.Fatalf("article %s is in two places", a.ID)
				}
				got[a.ID] = true
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("articles (-given +grouped):\n%s", diff)
		}
	})
}

// earlier says whether a is to stand before b.
func earlier(a, b claims.Ref) bool {
	if a.Published.IsZero() != b.Published.IsZero() {
		return b.Published.IsZero()
	}
	return a.Published.Before(b.Published) || a.Published.Equal(b.Published) && a.ID < b.ID
}

// sign is -1 for before and 1 for after.
func sign(before bool) int {
	if before {
		return -1
	}
	return 1
}

func TestGroupsCopyAddsNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		articles := rapid.SliceOfN(anyArticle(), 1, 9).Draw(t, "articles")
		before := sources.Groups(articles)
		original := rapid.SampledFrom(articles).Draw(t, "original")
		reprint := claims.NewArticle(claims.Ref{URL: "https://reprint.example/" + original.ID, Publisher: "Reprint", Published: at(28)}, original.Text)
		after := sources.Groups(append(slices.Clone(articles), reprint))
		if len(after) > len(before) {
			t.Fatalf("%d groups became %d with a copy of %s:\n%s", len(before), len(after), original.ID, whys(after))
		}
	})
}

// The index of candidates must lose no pair that comparing all of them would join: none at all where one text has
// fewer than 256 shingles, as here all but the first.
func TestGroupsFindsEveryPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var articles []claims.Article
		for i := range rapid.IntRange(2, 8).Draw(t, "articles") {
			text := prose(uint64(100+i), rapid.IntRange(0, 100).Draw(t, "own words"))
			if i == 0 {
				text = prose(100, 900)
			}
			for range rapid.IntRange(0, 2).Draw(t, "borrowed parts") {
				borrowed := strings.Fields(prose(rapid.Uint64Range(1, 3).Draw(t, "lender"), 600))
				from := rapid.IntRange(0, 500).Draw(t, "from")
				text += strings.Join(borrowed[from:from+rapid.IntRange(12, 75).Draw(t, "borrowed words")], " ") + "\n"
			}
			articles = append(articles, piece("", fmt.Sprintf("https://site%d.example/", i), 0, text))
		}
		group := map[string]string{}
		groups := sources.Groups(articles)
		for _, g := range groups {
			for _, a := range g.Articles {
				group[a.ID] = g.ID
			}
		}
		for i, a := range articles {
			for _, b := range articles[:i] {
				words := min(len(strings.Fields(a.Text)), len(strings.Fields(b.Text)))
				// From 40 words on a quarter is more than the fewest shingles that may join.
				if c := sources.Containment(a.Text, b.Text); words >= 40 && c >= .25 && group[a.ID] != group[b.ID] {
					t.Fatalf("texts of which the smaller has %d words share %.2f and are two groups:\n%s", words, c, whys(groups))
				}
			}
		}
	})
}

func TestGroupsCountsAnIDOnce(t *testing.T) {
	a := piece("Harbor Post", "https://hp.example/1", 3, wireStory)
	later := a
	later.Published = at(9)
	groups := sources.Groups([]claims.Article{later, a, a})
	if len(groups) != 1 || len(groups[0].Articles) != 1 || !groups[0].Articles[0].Published.Equal(at(3)) {
		t.Errorf("got %+v, want the earliest once", groups)
	}
	nameless := []claims.Article{{Text: quoteOne}, {Text: releaseOne}, {Text: quoteOne}}
	if groups := sources.Groups(nameless); len(groups) != 2 {
		t.Errorf("got %d groups of two texts without ID, want 2:\n%s", len(groups), whys(groups))
	}
}

// Hostile texts must neither take long nor join what has nothing in common. The time allowed is some two hundred
// times what each takes, since machines are shared and slow under the race detector.
func TestGroupsHostile(t *testing.T) {
	tests := []struct {
		name   string
		texts  []string
		groups int
	}{
		{"two megabytes of prose", []string{prose(1, 330_000), prose(2, 330_000), "\n" + prose(1, 330_000)}, 2},
		{"one word over and over", []string{strings.Repeat("word ", 100_000), strings.Repeat("word ", 100_001), "word word word word word word"}, 3},
		{"a megabyte without a space", []string{strings.Repeat("x", 1<<20), strings.Repeat("x", 1<<20) + "y"}, 2},
		{"nothing but quotation marks", []string{strings.Repeat(`"`, 1<<20), strings.Repeat("“", 1<<19), strings.Repeat("' a", 1<<19)}, 3},
		{"brackets and dashes", []string{strings.Repeat("(", 1<<20), strings.Repeat("- — (", 1<<18), strings.Repeat("A (Reuters", 1<<17)}, 3},
		{"the word release", []string{strings.Repeat("press release by ", 1<<16), strings.Repeat("Source: A A A A ", 1<<16)}, 2},
		{"invalid UTF-8", []string{strings.Repeat("\xff\xfe ", 1<<18), strings.Repeat("\x80", 1<<18)}, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var articles []claims.Article
			for i, text := range test.texts {
				articles = append(articles, piece("", fmt.Sprintf("https://site%d.example/", i), 3, text))
			}
			start := time.Now()
			groups := sources.Groups(articles)
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
			if len(groups) != test.groups {
				t.Errorf("got %d groups, want %d:\n%s", len(groups), test.groups, whys(groups))
			}
			for _, g := range groups {
				if len(g.Why) > 2000 {
					t.Errorf("Why has %d bytes", len(g.Why))
				}
			}
		})
	}
}

// Names come from pages: Why stays one printable line of bounded length.
func TestGroupsWhyHostileNames(t *testing.T) {
	name := "Harbor\x1b[31m\u202ePost\n" + strings.Repeat("long name ", 500)
	groups := sources.Groups([]claims.Article{piece(name, "a", 3, wireStory), piece("Coast\xffDaily", "b", 4, wireStory), piece("", "c", 5, "x\n"+wireStory)})
	const long = "Harbor[31mPost long name long name long name long name long …"
	want := "shared text 1.00 of the shorter (" + long + ", c); the same text (" + long + ", CoastDaily); wire mark Meridian Wire (" + long + ", CoastDaily, c)"
	if len(groups) != 1 || groups[0].Why != want {
		t.Errorf("got  %q\nwant %q", groups[0].Why, want)
	}
	if strings.ContainsAny(groups[0].Why, "\x1b\n\u202e") {
		t.Errorf("got control characters in %q", groups[0].Why)
	}
}

// A story that a thousand sites carry has more copies than any one text is compared with.
func TestGroupsManyCopies(t *testing.T) {
	story := prose(1, 400)
	articles := []claims.Article{piece("Apart", "https://apart.example/", 3, prose(2, 400))}
	for i := range 1000 {
		text := prose(uint64(i+10), 30) + story[i%7*40:] // a local opening, so that no two are the same
		articles = append(articles, piece("", fmt.Sprintf("https://site%d.example/", i), 1+i%20, text))
	}
	groups := sources.Groups(articles)
	if len(groups) != 2 {
		t.Errorf("got %d groups, want the story and the piece apart", len(groups))
	}
	if !strings.Contains(groups[0].Why, "994 more") {
		t.Errorf("got why %q, want six sites and how many more", groups[0].Why)
	}
}

// Boilerplate that every piece carries must not hide the copies among them.
func TestGroupsBoilerplate(t *testing.T) {
	footer := prose(99, 60)
	var articles []claims.Article
	for i := range 300 {
		articles = append(articles, piece("", fmt.Sprintf("https://a%d.example/", i), 3, prose(uint64(i+200), 300)+footer))
		articles = append(articles, piece("", fmt.Sprintf("https://b%d.example/", i), 3, prose(uint64(i+900), 20)+prose(uint64(i+200), 300)))
	}
	if groups := sources.Groups(articles); len(groups) != 300 {
		t.Errorf("got %d groups of 300 stories and one copy of each, want 300", len(groups))
	}
}

func FuzzGroups(f *testing.F) {
	f.Add(wireStory, independentStory, "Harbor Post", "https://hp.example/1", "https://coast.example/2")
	f.Add(releaseOne, releaseTwo, "AP", "http://[::1", "https://192.0.2.1/x")
	f.Add("", "\xff", "\x1b[31m", "file:///x", "https://co.uk/")
	f.Fuzz(func(t *testing.T, one, two, publisher, address, link string) {
		a := canonical(piece(publisher, address, 3, one), link)
		b := piece("", link, 0, two)
		b.Byline = publisher
		groups := sources.Groups([]claims.Article{a, b})
		if diff := cmp.Diff(groups, sources.Groups([]claims.Article{b, a})); diff != "" {
			t.Errorf("groups depend on the order:\n%s", diff)
		}
		n := 0
		for _, g := range groups {
			n += len(g.Articles)
			if g.Why == "" || strings.ContainsFunc(g.Why, func(r rune) bool { return r < ' ' }) {
				t.Errorf("why is %q", g.Why)
			}
		}
		if want := 2; a.ID != b.ID && n != want {
			t.Errorf("got %d articles, want %d", n, want)
		}
	})
}

func BenchmarkGroup(b *testing.B) {
	for _, n := range []int{100, 2000} {
		b.Run(fmt.Sprintf("%d articles", n), func(b *testing.B) {
			articles := newsDay(n)
			for b.Loop() {
				sources.Groups(articles)
			}
		})
	}
}

// newsDay makes n articles of 400 words: of every ten, four are one story with local changes and six are apart.
func newsDay(n int) []claims.Article {
	var articles []claims.Article
	for i := range n {
		text := prose(uint64(i+100_000), 400)
		if i%10 < 4 {
			text = prose(uint64(i+200_000), 60) + prose(uint64(i/10), 340)
		}
		articles = append(articles, piece("", fmt.Sprintf("https://site%d.example/%d", i, i), 1+i%20, text))
	}
	return articles
}
