package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/store"
)

// day is a day of June 2031, when the stories of these tests were published.
func day(n int) time.Time { return time.Date(2031, time.June, n, 8, 0, 0, 0, time.UTC) }

const harbour = "The harbour of Orsa will close in winter, the Varlish transport minister said."

// piece makes a piece of coverage.
func piece(url, title, text string, published time.Time) claims.Article {
	host, _, _ := strings.Cut(strings.TrimPrefix(url, "https://"), "/")
	return claims.NewArticle(claims.Ref{URL: url, Title: title, Publisher: host, Published: published}, text)
}

func coverage() []claims.Article {
	first := piece("https://courier.example/harbour", "Orsa harbour to close", harbour, day(3))
	first.Byline = "Milo Tarn"
	first.Canonical = "https://wire.example/1"
	first.Links = []claims.Link{{URL: "https://port.example/", At: claims.Span{Start: 4, End: 11}}}
	first.Related = []string{"Ferry fares rise"}
	first.Degraded, first.Primary = "the page was cut", true
	first.Facts = claims.Facts{
		Dateline: "ORSA", Language: "en", Modified: day(4), Rules: claims.Provenance{Published: claims.RuleMeta, Modified: claims.RuleLD},
		Blockquotes: []claims.Span{{Start: 4, End: 11}}, Notes: []claims.Note{{Kind: claims.NoteHeadline, Text: "Ferry fares rise"}},
		Signs: []claims.Sign{claims.SignMetered}, Hidden: claims.Hidden{Comments: 12},
	}
	return []claims.Article{
		first,
		piece("https://wire.example/1", "Harbour closes, says minister", harbour, day(2)),
		piece("https://local.example/x", "", harbour, time.Time{}),
		piece("https://gazette.example/ferry", "Ferry fares rise", "Ferries to Orsa cost more from July.", day(5)),
		piece("https://news.courier.example/bees", "Bees", "The beekeepers of Lund have a good year.", day(9)),
	}
}

func openArchive(t testing.TB, path string) *store.Archive {
	t.Helper()
	a, err := store.OpenArchive(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeArchive(t, a) })
	return a
}

func addAll(t testing.TB, a *store.Archive, docs ...claims.Article) store.Added {
	t.Helper()
	added, err := a.AddAll(t.Context(), stream(docs...))
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func filledArchive(t testing.TB) *store.Archive {
	t.Helper()
	a := openArchive(t, filepath.Join(t.TempDir(), "secondsource.archive.db"))
	addAll(t, a, coverage()...)
	return a
}

// urls gives the addresses that a query finds, each text's joined by spaces.
func urls(t testing.TB, a *store.Archive, q sources.Query) []string {
	t.Helper()
	hits, err := a.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("search %+v: %v", q, err)
	}
	got := []string{}
	for _, h := range hits {
		got = append(got, strings.Join(append([]string{h.URL}, h.Also...), " "))
	}
	return got
}

func TestArchivePaths(t *testing.T) {
	for _, c := range []struct{ ledger, archive, index string }{
		{"/x/secondsource.db", "/x/secondsource.archive.db", "/x/secondsource.archive.index.db"},
		{"desk.one.sqlite", "desk.one.archive.sqlite", "desk.one.archive.index.sqlite"},
		{"plain", "plain.archive", "plain.index.archive"},
	} {
		archive := store.ArchivePath(c.ledger)
		if archive != c.archive || store.IndexPath(archive) != c.index {
			t.Errorf("ledger %s: got %s and %s, want %s and %s",
				c.ledger, archive, store.IndexPath(archive), c.archive, c.index)
		}
	}
}

func TestArchiveAdd(t *testing.T) {
	a := openArchive(t, filepath.Join(t.TempDir(), "a.db"))
	docs := func(yield func(claims.Article, error) bool) {
		for _, doc := range coverage()[:2] {
			yield(doc, nil)
		}
		yield(claims.Article{}, errors.New("page.html: no article in it"))
		yield(piece("https://empty.example/", "", " \n", day(1)), nil)
		yield(piece("https://bytes.example/", "", "a\xffb", day(1)), nil)
		yield(piece("https://long.example/", "", strings.Repeat("a ", 9<<20), day(1)), nil)
		yield(coverage()[3], nil)
	}
	added, err := a.AddAll(t.Context(), docs)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"page.html: no article in it", "https://empty.example/: there is no text",
		"https://bytes.example/: the text is not UTF-8",
		"https://long.example/: 18 MiB of text are more than the 16 that one document may have",
	}
	got := []string{}
	for _, err := range added.Failed {
		got = append(got, err.Error())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("failed (-want +got):\n%s", diff)
	}
	if added.New != 2 || added.Addresses != 1 || added.Known != 0 {
		t.Errorf("added %+v, want 2 new texts and 1 new address", added)
	}
	again := addAll(t, a, coverage()...)
	if again.New != 1 || again.Addresses != 1 || again.Known != 3 {
		t.Errorf("the second time: added %+v, want 1 new text, 1 new address, 3 known", again)
	}
	if one, err := a.Add(t.Context(), coverage()[0]); err != nil || one.Known != 1 {
		t.Errorf("one known document: %+v, %v", one, err)
	}
	if n, err := a.Len(t.Context()); err != nil || n != 3 {
		t.Errorf("the archive holds %d texts (%v), want 3", n, err)
	}
}

func TestArchiveKept(t *testing.T) {
	a := filledArchive(t)
	hits, err := a.SearchText(t.Context(), "harbour", 1)
	if err != nil || len(hits) != 1 {
		t.Fatalf("got %v, %v, want one hit", hits, err)
	}
	wire := coverage()[1]
	want := sources.Hit{
		URL: wire.URL, Title: wire.Title, Publisher: wire.Publisher, Published: wire.Published,
		Score: hits[0].Score, Stored: wire.ID, Also: []string{"https://courier.example/harbour", "https://local.example/x"},
	}
	if diff := cmp.Diff(want, hits[0]); diff != "" {
		t.Errorf("hit (-want +got):\n%s", diff)
	}
	for _, doc := range coverage() {
		kept, err := a.Kept(t.Context(), doc.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(doc, kept); diff != "" {
			t.Errorf("kept %s (-want +got):\n%s", doc.URL, diff)
		}
	}
	if got, err := a.Kept(t.Context(), claims.ArticleID("x", "y")); err == nil {
		t.Errorf("an unknown digest gave %+v", got)
	}
}

func TestArchiveSearch(t *testing.T) {
	a := filledArchive(t)
	const (
		all   = "https://wire.example/1 https://courier.example/harbour https://local.example/x"
		ferry = "https://gazette.example/ferry"
		bees  = "https://news.courier.example/bees"
	)
	for _, c := range []struct {
		name  string
		query sources.Query
		want  []string
	}{
		{"words", sources.Query{Terms: []string{"harbour closing"}}, []string{all}},
		{"name", sources.Query{Names: []string{"Orsa", "Lund"}, Limit: 5}, []string{bees, all, ferry}},
		{"best first", sources.Query{Terms: []string{"fare", "Orsa"}}, []string{ferry, all}},
		{"limit", sources.Query{Terms: []string{"fare", "Orsa"}, Limit: 1}, []string{ferry}},
		{"title", sources.Query{Terms: []string{"Bees"}}, []string{bees}},
		{"stop words beside others", sources.Query{Terms: []string{"the bees"}}, []string{bees}},
		{"stop words alone", sources.Query{Terms: []string{"will"}}, []string{all}},
		{"no such word", sources.Query{Terms: []string{"zeppelin"}}, []string{}},
		{"no word", sources.Query{Terms: []string{"?!"}}, []string{}},
		{"nothing", sources.Query{}, []string{}},
		{
			"not the own site",
			sources.Query{Terms: []string{"harbour"}, NotHost: "www.Wire.example"},
			[]string{"https://courier.example/harbour https://local.example/x"},
		},
		{"nor below it", sources.Query{Terms: []string{"bees"}, NotHost: "courier.example"}, []string{}},
		{"but beside it", sources.Query{Terms: []string{"bees"}, NotHost: "ier.example"}, []string{bees}},
		{
			"from",
			sources.Query{Terms: []string{"harbour"}, From: day(3)},
			[]string{"https://courier.example/harbour https://local.example/x"},
		},
		{"to", sources.Query{Terms: []string{"harbour"}, To: day(1)}, []string{"https://local.example/x"}},
		{"window", sources.Query{Terms: []string{"bees"}, From: day(1), To: day(8)}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, urls(t, a, c.query)); diff != "" {
				t.Errorf("search %+v (-want +got):\n%s", c.query, diff)
			}
		})
	}
}

// TestArchiveRawText holds strings that are errors, or change their meaning, as MATCH expressions of SQLite.
func TestArchiveRawText(t *testing.T) {
	a := filledArchive(t)
	for _, query := range []string{
		`harbour"`, `"harbour`, `harbour*`, `(harbour`, `harbour)`, `title:harbour`, `body:harbour`, `harbour AND`, `NOT harbour`,
		`harbour NEAR/`, `^harbour`, `-harbour`, `{title} : harbour`, "harbour\x00", "\x00harbour", "harbour\xff", `harbour'; --`,
		`harbour + "`, "harbour " + strings.Repeat("x", 1<<20), "harbour " + strings.Repeat("a b ", 1<<18),
	} {
		hits, err := a.SearchText(t.Context(), query, 3)
		if err != nil || len(hits) == 0 || hits[0].URL != "https://wire.example/1" {
			t.Errorf("search %.40q: got %v, %v, want the harbour", query, hits, err)
		}
	}
}

func TestArchiveTiesByAddress(t *testing.T) {
	a := openArchive(t, filepath.Join(t.TempDir(), "a.db"))
	addAll(t, a, piece("https://c.example/", "", "Harbour one.", day(1)), piece("https://a.example/", "", "Harbour two.", day(1)),
		piece("https://b.example/", "", "Harbour six.", day(1)))
	want := []string{"https://a.example/", "https://b.example/", "https://c.example/"}
	if diff := cmp.Diff(want, urls(t, a, sources.Query{Terms: []string{"harbour"}})); diff != "" {
		t.Errorf("equal scores (-want +got):\n%s", diff)
	}
}

// TestArchiveDeepFilter holds an answer that lies behind more candidates than are ranked.
func TestArchiveDeepFilter(t *testing.T) {
	a := openArchive(t, filepath.Join(t.TempDir(), "a.db"))
	docs := []claims.Article{}
	for i := range 900 {
		docs = append(docs, piece(fmt.Sprintf("https://own.example/%d", i), "Harbour", fmt.Sprintf("Harbour %d.", i), day(1)))
	}
	long := "Far down is the harbour" + strings.Repeat(", and other words", 50) + "."
	addAll(t, a, append(docs, piece("https://other.example/", "", long, day(1)))...)
	got := urls(t, a, sources.Query{Terms: []string{"harbour"}, NotHost: "own.example"})
	if diff := cmp.Diff([]string{"https://other.example/"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := urls(t, a, sources.Query{Terms: []string{"harbour"}, Limit: 5000}); len(got) != 901 {
		t.Errorf("got %d hits, want all 901", len(got))
	}
}

func TestArchiveList(t *testing.T) {
	a := filledArchive(t)
	var got []string
	for hit, err := range a.List(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		// The archive answers while the list is read.
		kept, err := a.Kept(t.Context(), hit.Stored)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(hit.URL, " ", len(hit.Also), " ", hit.Score, " ", kept.Title))
	}
	want := []string{
		"https://wire.example/1 2 0 Harbour closes, says minister",
		"https://gazette.example/ferry 0 0 Ferry fares rise", "https://news.courier.example/bees 0 0 Bees",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	for _, err := range a.List(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		break // a list that is not read to its end leaves nothing open
	}
}

func TestOpenFolder(t *testing.T) {
	docs := append(coverage(), piece("https://empty.example/", "", "", day(1)))
	a, added, err := store.OpenFolder(t.Context(), stream(docs...))
	if err != nil {
		t.Fatal(err)
	}
	defer closeArchive(t, a)
	if added.New != 3 || added.Addresses != 2 || len(added.Failed) != 1 || !a.InMemory() {
		t.Errorf("added %+v, in memory %v", added, a.InMemory())
	}
	disk := filledArchive(t)
	for _, q := range []string{"harbour", "Orsa", "ferries bees minister"} {
		want, got := urls(t, disk, sources.Query{Terms: []string{q}}), urls(t, a, sources.Query{Terms: []string{q}})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("search %q in the folder (-on disk +in memory):\n%s", q, diff)
		}
	}
	if err := a.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := urls(t, a, sources.Query{Terms: []string{"ferry"}}); len(got) != 1 {
		t.Errorf("after a rebuild: %v", got)
	}
}

func TestEmptyArchive(t *testing.T) {
	a, _, err := store.OpenFolder(t.Context(), stream())
	if err != nil {
		t.Fatal(err)
	}
	defer closeArchive(t, a)
	for _, words := range []string{"harbour", ""} {
		if hits, err := a.Search(t.Context(), sources.Query{Terms: []string{words}}); !errors.Is(err, sources.ErrNoCoverage) {
			t.Errorf("search %q: got %v, %v, want ErrNoCoverage", words, hits, err)
		}
	}
	if hits, err := a.SearchText(t.Context(), "harbour", 5); hits == nil || len(hits) > 0 || err != nil {
		t.Errorf("got %#v, %v, want no hits", hits, err)
	}
}

// TestArchiveCancelled holds that nothing is answered, or stored by halves, once ctx has ended, and that the archive
// still works then, in memory too.
func TestArchiveCancelled(t *testing.T) {
	folder, _, err := store.OpenFolder(t.Context(), stream(coverage()...))
	if err != nil {
		t.Fatal(err)
	}
	defer closeArchive(t, folder)
	for name, a := range map[string]*store.Archive{"file": filledArchive(t), "memory": folder} {
		ctx, cancel := context.WithCancel(t.Context())
		docs := func(yield func(claims.Article, error) bool) {
			for i := range 300 {
				if i == 290 {
					cancel()
				}
				if !yield(piece(fmt.Sprintf("https://n.example/%d", i), "", fmt.Sprintf("Zeppelin %d.", i), day(1)), nil) {
					return
				}
			}
		}
		added, err := a.AddAll(ctx, docs)
		if !errors.Is(err, context.Canceled) || added.New != 256 {
			t.Errorf("%s: added %d, %v, want one whole batch of 256 and the context's error", name, added.New, err)
		}
		if _, err := a.Search(ctx, sources.Query{Terms: []string{"harbour"}}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: search: %v", name, err)
		}
		if err := a.Rebuild(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: rebuild: %v", name, err)
		}
		if n, err := a.Len(t.Context()); err != nil || n != 3+256 {
			t.Errorf("%s: %d texts (%v), want 259", name, n, err)
		}
		if got := urls(t, a, sources.Query{Terms: []string{"zeppelin"}, Limit: 500}); len(got) != 256 {
			t.Errorf("%s: %d hits after the interruption, want 256", name, len(got))
		}
	}
}

// TestArchiveAtOnce lets two handles of one file be written to and searched in together.
func TestArchiveAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	one, two := openArchive(t, path), openArchive(t, path)
	addAll(t, one, coverage()...)
	var wg sync.WaitGroup
	for w, a := range []*store.Archive{one, two} {
		wg.Go(func() {
			for i := range 20 {
				doc := piece(fmt.Sprintf("https://w%d.example/%d", w, i), "", fmt.Sprintf("Zeppelin %d of %d.", i, w), day(1))
				if _, err := a.AddAll(t.Context(), stream(doc)); err != nil {
					t.Error(err)
				}
			}
		})
		for range 2 {
			wg.Go(func() {
				for range 40 {
					if got := urls(t, a, sources.Query{Terms: []string{"harbour"}}); len(got) != 1 {
						t.Errorf("got %v", got)
					}
				}
			})
		}
	}
	wg.Wait()
	for _, a := range []*store.Archive{one, two} {
		if got := urls(t, a, sources.Query{Terms: []string{"zeppelin"}, Limit: 100}); len(got) != 40 {
			t.Errorf("got %d hits, want 40", len(got))
		}
	}
}
