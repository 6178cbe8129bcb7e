package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"secondsource/claims"
	"secondsource/store"
)

// vocabulary makes n words that no language has.
func vocabulary(n int) []string {
	syllables := strings.Fields("ba ce di fo gu ka le mi no pu ra se ti vo zu bran cell dorn fisk gelt harm jost kern lund mar")
	words := make([]string, n)
	for i := range words {
		var b strings.Builder
		for k := i + len(syllables); k > 0; k /= len(syllables) {
			b.WriteString(syllables[k%len(syllables)])
		}
		words[i] = b.String()
	}
	return words
}

// generated gives n pieces of 100 to 700 words, whose words are spread as Zipf found for English (exponent 1.07), with
// names of their own for each story of about five pieces.
func generated(n int) []claims.Article {
	rng := rand.New(rand.NewPCG(7, 11))
	words := vocabulary(60_000)
	zipf := rand.NewZipf(rng, 1.07, 2.7, uint64(len(words)-1))
	docs := make([]claims.Article, n)
	for i := range docs {
		story := rng.IntN(1 + n/5)
		length := 100 + rng.IntN(600)
		text := make([]string, 0, length)
		for range length {
			if rng.IntN(25) == 0 {
				text = append(text, words[len(words)-1-(story*7+rng.IntN(7))%(len(words)/2)])
			} else {
				text = append(text, words[zipf.Uint64()])
			}
		}
		url := fmt.Sprintf("https://outlet-%d.example/%d", rng.IntN(200), i)
		docs[i] = piece(url, strings.Join(text[:8], " "), strings.Join(text, " ")+".", day(1).Add(time.Duration(i)*time.Minute))
	}
	return docs
}

// generatedQueries takes ten words in a row from as many pieces: common words and names mixed, as a headline has them.
func generatedQueries(docs []claims.Article, n int) []string {
	rng := rand.New(rand.NewPCG(3, 5))
	queries := make([]string, n)
	for i := range queries {
		words := strings.Fields(docs[rng.IntN(len(docs))].Text)
		at := rng.IntN(len(words) - 10)
		queries[i] = strings.Join(words[at:at+10], " ")
	}
	return queries
}

// benchSize is the number of pieces: 20,000, or what SECONDSOURCE_BENCH_PIECES says.
func benchSize(b *testing.B) int {
	n := 20_000
	if s := os.Getenv("SECONDSOURCE_BENCH_PIECES"); s != "" {
		if _, err := fmt.Sscan(s, &n); err != nil {
			b.Fatal(err)
		}
	}
	return n
}

// BenchmarkArchiveAdd adds the pieces to a new archive, index and all.
func BenchmarkArchiveAdd(b *testing.B) {
	docs := generated(benchSize(b))
	for _, engine := range builtEngines(b) {
		b.Run(engine, func(b *testing.B) {
			for b.Loop() {
				path := filepath.Join(b.TempDir(), "a.db")
				a, err := store.OpenArchiveWith(b.Context(), path, engine)
				if err != nil {
					b.Fatal(err)
				}
				addAll(b, a, docs...)
				closeArchive(b, a)
				reportSizes(b, path)
			}
			b.ReportMetric(float64(len(docs)*b.N)/b.Elapsed().Seconds(), "pieces/s")
		})
	}
}

func reportSizes(b *testing.B, path string) {
	for unit, file := range map[string]string{"MB-documents": path, "MB-index": store.IndexPath(path)} {
		info, err := os.Stat(file)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/1e6, unit)
	}
}

// BenchmarkArchiveSearch searches for ten words at a time, and says how fast the pieces were added before.
func BenchmarkArchiveSearch(b *testing.B) {
	docs := generated(benchSize(b))
	queries := generatedQueries(docs, 200)
	for _, engine := range builtEngines(b) {
		b.Run(engine, func(b *testing.B) {
			a, err := store.OpenArchiveWith(b.Context(), filepath.Join(b.TempDir(), "a.db"), engine)
			if err != nil {
				b.Fatal(err)
			}
			defer closeArchive(b, a)
			start := time.Now()
			addAll(b, a, docs...)
			added := time.Since(start)
			took := []time.Duration{}
			for b.Loop() {
				start := time.Now()
				if _, err := a.SearchText(b.Context(), queries[len(took)%len(queries)], 20); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(len(docs))/added.Minutes(), "pieces/min")
			b.ReportMetric(took[len(took)/2].Seconds()*1e3, "ms-median")
			b.ReportMetric(took[len(took)*95/100].Seconds()*1e3, "ms-p95")
		})
	}
}
