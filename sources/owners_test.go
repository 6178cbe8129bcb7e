package sources_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/publicsuffix"
	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/sources"
)

// bayside owns two papers of these tests, one by domain and one by name.
var bayside = sources.Owners{"Bayside Holdings": {"harbor.example", "The Coast Daily"}}

func TestOwnersGroup(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		owners   sources.Owners
		articles []claims.Article
		want     [][]string
		why      string
	}{
		{
			"by domain and by name", bayside,
			[]claims.Article{piece("Harbor Post", "https://news.harbor.example/1", 3, wireStory), piece("Coast Daily Ltd.", "https://b.example/1", 3, quoteTwo)},
			[][]string{{"Coast Daily Ltd.", "Harbor Post"}},
			"one owner, Bayside Holdings of Coast Daily Ltd., Harbor Post",
		},
		{
			"the owner's own site", bayside,
			[]claims.Article{piece("Harbor Post", "https://harbor.example/1", 3, wireStory), piece("Bayside Holdings", "https://b.example/1", 3, quoteTwo)},
			[][]string{{"Bayside Holdings", "Harbor Post"}},
			"one owner, Bayside Holdings",
		},
		{
			"by addresses",
			sources.Owners{"Bayside Holdings": {"https://www.harbor.example/", "HTTP://coast.example:8080/news", "inland.example/"}},
			[]claims.Article{
				piece("One", "https://news.harbor.example/1", 3, wireStory), piece("Two", "https://coast.example/1", 3, quoteTwo),
				piece("Three", "https://www.inland.example/1", 3, releaseOne),
			},
			[][]string{{"One", "Three", "Two"}},
			"one owner, Bayside Holdings of",
		},
		{
			"a domain that only ends alike", bayside,
			[]claims.Article{piece("Harbor Post", "https://harbor.example/1", 3, wireStory), piece("Gull", "https://newharbor.example/1", 3, quoteTwo), piece("Coast Daily", "https://b.example/1", 3, releaseOne)},
			[][]string{{"Coast Daily", "Harbor Post"}, {"Gull"}},
			"",
		},
		{
			"one outlet of two owners joins both",
			sources.Owners{"A": {"a.example", "both.example"}, "B": {"b.example", "both.example"}},
			[]claims.Article{piece("One", "https://a.example/1", 3, wireStory), piece("Two", "https://b.example/1", 3, quoteTwo), piece("Three", "https://both.example/1", 3, releaseOne)},
			[][]string{{"One", "Three", "Two"}},
			"one owner, ",
		},
		{
			"nobody owns anything", nil,
			[]claims.Article{piece("One", "https://wsj.com/1", 3, wireStory), piece("Two", "https://nypost.com/1", 3, quoteTwo)},
			[][]string{{"One"}, {"Two"}},
			"",
		},
		{
			"the default list", sources.DefaultOwners(),
			[]claims.Article{piece("One", "https://www.wsj.com/1", 3, wireStory), piece("Two", "https://nypost.com/1", 3, quoteTwo)},
			[][]string{{"One", "Two"}},
			"one owner, News Corp of One, Two",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			groups := tt.owners.Groups(tt.articles)
			got := members(groups)
			slices.SortFunc(got, slices.Compare)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Fatalf("groups (-want +got):\n%s\n%s", diff, whys(groups))
			}
			if !strings.Contains(groups[0].Why, tt.why) {
				t.Errorf("got %q, want %q in it", groups[0].Why, tt.why)
			}
		})
	}
}

func TestOwnersWith(t *testing.T) {
	t.Parallel()
	base := sources.Owners{"Bayside": {"a.example"}, "Gull Group": {"g.example"}}
	got := base.With(sources.Owners{"THE Bayside": {"b.example", "a.example"}, "Gull Group": {}, "Tern": {"t.example"}})
	want := sources.Owners{"Bayside": {"a.example", "b.example"}, "Tern": {"t.example"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("owners (-want +got):\n%s", diff)
	}
	if len(base["Bayside"]) != 1 || len(base) != 2 {
		t.Errorf("the first owners were changed: %v", base)
	}
	if got := sources.Owners(nil).With(nil); len(got) != 0 {
		t.Errorf("nothing with nothing is %v", got)
	}
}

// TestDefaultOwners holds that each row can join something: registrable domains, each of one owner.
func TestDefaultOwners(t *testing.T) {
	t.Parallel()
	all := sources.DefaultOwners()
	if len(all) == 0 {
		t.Fatal("the list is empty")
	}
	seen := map[string]string{}
	for owner, outlets := range all {
		if len(outlets) < 2 {
			t.Errorf("%s has %d outlets and joins nothing", owner, len(outlets))
		}
		for _, domain := range outlets {
			if got, err := publicsuffix.EffectiveTLDPlusOne(domain); err != nil || got != domain {
				t.Errorf("%s: %q is not a registrable domain (%q, %v)", owner, domain, got, err)
			}
			if seen[domain] != "" {
				t.Errorf("%s belongs to %s and %s", domain, seen[domain], owner)
			}
			seen[domain] = owner
		}
	}
	delete(all, "News Corp")
	if len(sources.DefaultOwners()["News Corp"]) == 0 {
		t.Error("who changes one list changes the next")
	}
}

// pool are pieces of which some share text, an owner, a domain or nothing.
func pool() []claims.Article {
	return []claims.Article{
		piece("Meridian Wire", "https://wire.example/1", 3, wireStory),
		piece("Harbor Post", "https://harbor.example/1", 3, cut(wireStory, .4)),
		piece("Coast Daily", "https://b.example/1", 4, independentStory),
		piece("Gull", "https://gull.example/1", 4, cut(wireStory, .35)+releaseTwo+localParagraphs),
		piece("Tern", "https://tern.example/1", 5, releaseOne),
		piece("Plover", "https://plover.example/1", 5, prose(1, 50)+prose(2, 200)),
		piece("Curlew", "https://curlew.example/1", 6, prose(1, 50)+prose(3, 200)),
		piece("Curlew", "https://sport.curlew.example/2", 7, quoteTwo),
	}
}

// TestGroupsProperties: the order of articles never matters, a copy joins its original and parts nobody, and what is
// partly shared stands in both groups and in no group with itself.
func TestGroupsProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfNDistinct(rapid.SampledFrom(pool()), 1, 6, func(a claims.Article) string { return a.ID }).Draw(t, "pieces")
		groups := bayside.Groups(some)
		if diff := cmp.Diff(groups, bayside.Groups(rapid.Permutation(some).Draw(t, "order"))); diff != "" {
			t.Fatalf("another order gave other groups:\n%s", diff)
		}
		checkPartly(t, groups)
		original := some[0]
		copied := piece("Copyist", "https://copyist.example/1", 8, original.Text)
		with := bayside.Groups(append(some, copied))
		if len(with) != len(groups) || together(with, original.ID) != together(with, copied.ID) {
			t.Fatalf("a copy of %s made %d groups of %d:\n%s", original.Publisher, len(with), len(groups), whys(with))
		}
	})
}

// together gives the ID of the group that holds the article.
func together(groups []sources.Group, article string) string {
	for _, g := range groups {
		if slices.ContainsFunc(g.Articles, func(a claims.Ref) bool { return a.ID == article }) {
			return g.ID
		}
	}
	return ""
}

// checkPartly holds that each edge is told from both ends, with one figure.
func checkPartly(t *rapid.T, groups []sources.Group) {
	for _, g := range groups {
		for _, p := range g.Partly {
			if together(groups, p.Article) != g.ID || together(groups, p.Other) != p.Group || p.Group == g.ID || p.Share < .15 || p.Share > 1 {
				t.Errorf("%s: %+v", g.ID, p)
			}
			back := sources.Partly{Article: p.Other, Other: p.Article, Group: g.ID, Share: p.Share, Quoted: p.Quoted}
			i := slices.IndexFunc(groups, func(o sources.Group) bool { return o.ID == p.Group })
			if !slices.Contains(groups[i].Partly, back) {
				t.Errorf("%s has %+v and %s has not the other end", g.ID, p, p.Group)
			}
		}
	}
}

func TestPartly(t *testing.T) {
	t.Parallel()
	groups := sources.Groups([]claims.Article{
		piece("Plover", "https://plover.example/1", 5, prose(1, 50)+prose(2, 200)),
		piece("Curlew", "https://curlew.example/1", 6, prose(1, 50)+prose(3, 200)),
		piece("Tern", "https://tern.example/1", 6, quoteTwo),
	})
	if len(groups) != 3 || len(groups[0].Partly) != 1 {
		t.Fatalf("got %d groups, %+v partly; want 3 and one", len(groups), groups[0].Partly)
	}
	plover, other := groups[0], groups[1]
	if other.Articles[0].Publisher != "Curlew" {
		other = groups[2]
	}
	want := sources.Partly{Article: plover.Articles[0].ID, Other: other.Articles[0].ID, Group: other.ID, Share: .19}
	if diff := cmp.Diff([]sources.Partly{want}, plover.Partly); diff != "" {
		t.Errorf("partly (-want +got):\n%s", diff)
	}
}
