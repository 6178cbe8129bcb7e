package claims_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"secondsource/claims"
)

// growing are texts that can be made as long as wanted, with the bytes of the first size.
var growing = []struct {
	name string
	of   func(n int) string // at least n bytes
}{
	{"prose", func(n int) string {
		return repeated("The Orven dam is safe, Governor Aldis Renk said on Monday. “Nobody will drown,” she added.\n", n)
	}},
	{"one paragraph", func(n int) string {
		return repeated("The Orven dam is safe, Governor Aldis Renk said. He denied that she had told him so. ", n)
	}},
	{"one sentence of cues", func(n int) string { return repeated("she said that he told them that ", n) }},
	{"quotation marks", func(n int) string { return repeated("“x” said ", n) }},
	{"names", func(n int) string { return repeated("Aldis Renk, Hanne Oster, Dora Kell, Piet Lauwers, ", n) }},
	{"no space", func(n int) string { return strings.Repeat("a", n) }},
	{"capitals", func(n int) string { return repeated("GOVERNOR ALDIS RENK SAID THE DAM WAS SAFE. ", n) }},
}

func repeated(s string, n int) string { return strings.Repeat(s, n/len(s)+1) }

// growthBase is the size of a short story in bytes. A hundred times as much is half a megabyte: a square would show there
// as a hundredfold of µs/KB.
const growthBase = 5000

// BenchmarkGrowth extracts from texts of 1, 10 and 100 times a story's size: µs/KB must not grow with the size.
//
//	go test ./claims -run xxx -bench Growth -benchtime 2x
func BenchmarkGrowth(b *testing.B) {
	for _, x := range []struct {
		name    string
		extract func(context.Context, claims.Article) ([]claims.Claim, error)
	}{{"rules", rules.Extract}, {"tagger", tagger(b).Extract}} {
		for _, g := range growing {
			for _, times := range []int{1, 10, 100} {
				b.Run(fmt.Sprintf("%s/%s/%dx", x.name, g.name, times), func(b *testing.B) {
					a := article(g.of(growthBase * times))
					for b.Loop() {
						if _, err := x.extract(b.Context(), a); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(len(a.Text)), "µs/KB")
				})
			}
		}
	}
}
