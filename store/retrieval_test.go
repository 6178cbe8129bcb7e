package store_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/store"
	"secondsource/verify"
)

// floors are what retrieval on the FNC set must reach; it is measured in the log.
var floors = retrieval{recall: 0.93, hit: 0.75, precision: 0.65}

type retrieval struct{ recall, hit, precision float64 }

// TestArchiveRetrieval searches the 452 pieces of the FNC set with its 451 headlines. Related are the pieces whose
// label is agree, disagree or discuss. The labels are a sample: many a piece on the same story carries none for the
// headline and counts as wrong here, so that even a perfect choice of the story, in chance order, reaches only .947
// .594 .590. The second figure therefore counts all pieces of the story as related: those joined by a headline.
func TestArchiveRetrieval(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "eval", "stance")
	if _, err := os.Stat(filepath.Join(dir, "fnc_archive.jsonl")); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the FNC set is not beside the repository (../shared/eval/stance): retrieval is not measured")
	}
	a, added, err := store.OpenFolder(t.Context(), fncPieces(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	defer closeArchive(t, a)
	if added.New != 450 || added.Addresses != 2 {
		t.Fatalf("added %+v, want 450 texts and 2 further addresses", added)
	}
	heads, related := fncRelated(t, dir, a)
	whole := func(head string, limit int) ([]sources.Hit, error) { return a.SearchText(t.Context(), head, limit) }
	got := measure(t, whole, heads, related)
	story := measure(t, whole, heads, sameStory(related))
	t.Logf("%s, %d headlines: recall@20 %.4f, hit@1 %.4f, R-precision %.4f; by story %.4f %.4f %.4f",
		a.EngineName(), len(heads), got.recall, got.hit, got.precision, story.recall, story.hit, story.precision)
	for i, what := range []string{"all words, names apart", "names, numbers and head nouns"} {
		asked := measure(t, func(head string, limit int) ([]sources.Hit, error) {
			all := verify.Queries(headClaim(head, limit))
			return a.Search(t.Context(), all[min(i, len(all)-1)])
		}, heads, related)
		t.Logf("as a check asks for a claim, %s: %.4f %.4f %.4f", what, asked.recall, asked.hit, asked.precision)
	}
	if got.recall < floors.recall || got.hit < floors.hit || got.precision < floors.precision {
		t.Errorf("got %+v, want at least %+v", got, floors)
	}
}

// headClaim is a headline as a claim in nobody's voice, and how many hits are wanted.
func headClaim(head string, limit int) (claims.Article, claims.Claim, int) {
	story := claims.NewArticle(claims.Ref{}, head)
	return story, claims.Claim{Article: story.ID, Content: []claims.Span{{End: len(head)}}, Attribution: claims.Attribution{Kind: claims.KindNobody}}, limit
}

// fncPieces reads the archive file of the set.
func fncPieces(t *testing.T, dir string) iter.Seq2[claims.Article, error] {
	return func(yield func(claims.Article, error) bool) {
		for line := range lines(t, filepath.Join(dir, "fnc_archive.jsonl")) {
			var v struct{ URL, Publisher, Text string }
			err := json.Unmarshal(line, &v)
			if !yield(claims.NewArticle(claims.Ref{URL: v.URL, Publisher: v.Publisher}, v.Text), err) {
				return
			}
		}
	}
}

func lines(t *testing.T, path string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.Close() }() // only read
		sc := bufio.NewScanner(f)
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			if !yield(sc.Bytes()) {
				return
			}
		}
		if err := sc.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// fncRelated gives the headlines and, for each, the main addresses of the related texts.
func fncRelated(t *testing.T, dir string, a *store.Archive) ([]string, map[string]map[string]bool) {
	main := map[string]string{}
	for hit, err := range a.List(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range append(hit.Also, hit.URL) {
			main[u] = hit.URL
		}
	}
	var heads []string
	related := map[string]map[string]bool{}
	for line := range lines(t, filepath.Join(dir, "fnc.jsonl")) {
		var v struct{ Claim, Body, Label string }
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		if v.Label == "unrelated" {
			continue
		}
		if related[v.Claim] == nil {
			related[v.Claim] = map[string]bool{}
			heads = append(heads, v.Claim)
		}
		u, ok := main["https://outlet-"+v.Body+".example/story"]
		if !ok {
			t.Fatalf("body %s is not in the archive", v.Body)
		}
		related[v.Claim][u] = true
	}
	return heads, related
}

// sameStory widens each headline's related texts to all that chains of headlines join with them.
func sameStory(related map[string]map[string]bool) map[string]map[string]bool {
	story := map[string]map[string]bool{}
	for _, texts := range related {
		joined := map[string]bool{}
		for u := range texts {
			joined[u] = true
			for v := range story[u] {
				joined[v] = true
			}
		}
		for u := range joined {
			story[u] = joined
		}
	}
	wide := map[string]map[string]bool{}
	for head, texts := range related {
		for u := range texts {
			wide[head] = story[u]
		}
	}
	return wide
}

// measure searches for each headline by find.
func measure(t *testing.T, find func(head string, limit int) ([]sources.Hit, error), heads []string, related map[string]map[string]bool) retrieval {
	var sum retrieval
	for _, head := range heads {
		want := related[head]
		hits, err := find(head, max(20, len(want)))
		if err != nil {
			t.Fatalf("search %q: %v", head, err)
		}
		found := func(n int) float64 {
			count := 0
			for _, h := range hits[:min(n, len(hits))] {
				if want[h.URL] {
					count++
				}
			}
			return float64(count)
		}
		sum.recall += found(20) / float64(min(20, len(want)))
		sum.hit += found(1)
		sum.precision += found(len(want)) / float64(len(want))
	}
	n := float64(len(heads))
	return retrieval{sum.recall / n, sum.hit / n, sum.precision / n}
}

func closeArchive(t testing.TB, a *store.Archive) {
	t.Helper()
	if err := a.Close(); err != nil {
		t.Error(err)
	}
}

// stream gives documents one by one.
func stream(docs ...claims.Article) iter.Seq2[claims.Article, error] {
	return func(yield func(claims.Article, error) bool) {
		for doc := range slices.Values(docs) {
			if !yield(doc, nil) {
				return
			}
		}
	}
}
