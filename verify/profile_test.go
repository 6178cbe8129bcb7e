package verify_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/verify"
)

const profiled = "The pier is old. “It will hold,” Ilse Brandt said.\n\nSources said it will not. Reportedly it moved. Nobody has been near it since May. She said so. Brandt denied it.\n"

// laid is a claim of the text that stands in that sentence and is laid to those words.
func laid(t *testing.T, sentence string, a claims.Attribution, source string, form claims.QuoteForm) claims.Claim {
	t.Helper()
	at := func(words string) claims.Span {
		i := strings.Index(profiled, words)
		if i < 0 {
			t.Fatalf("%q is not in the text", words)
		}
		return claims.Span{Start: i, End: i + len(words)}
	}
	c := claims.Claim{Sentence: at(sentence), Content: []claims.Span{at(sentence)}, Quote: form, Attribution: a}
	if source != "" {
		c.Source = []claims.Span{at(source)}
	}
	c.ID = c.NewID()
	return c
}

func TestProfile(t *testing.T) {
	t.Parallel()
	story := claims.NewArticle(claims.Ref{}, profiled)
	own := laid(t, "The pier is old.", claims.Attribution{Kind: claims.KindNobody}, "", claims.QuoteIndirect)
	said := laid(t, "“It will hold,” Ilse Brandt said.", claims.Attribution{Kind: claims.KindPerson, Name: "Ilse Brandt"}, "Ilse Brandt", claims.QuoteDirect)
	bare := laid(t, "Sources said it will not.", claims.Attribution{Kind: claims.KindAnonymous}, "Sources", claims.QuoteIndirect)
	hearsay := laid(t, "Reportedly it moved.", claims.Attribution{Kind: claims.KindHearsay}, "", claims.QuoteIndirect)
	she := laid(t, "She said so.", claims.Attribution{Kind: claims.KindUnresolved}, "She", claims.QuoteIndirect)
	denied := laid(t, "Brandt denied it.", claims.Attribution{Kind: claims.KindPerson, Name: "Ilse Brandt", Polarity: claims.PolarityDenied}, "Brandt", "")
	tests := []struct {
		name    string
		claims  []claims.Claim
		kinds   string // kind and count, in order
		naming  [4]int
		forms   [3]int
		sources int
		largest string
		share   float64
		stretch string
	}{
		{name: "no claims", stretch: strings.TrimSpace(profiled)},
		{name: "own voice alone", claims: []claims.Claim{own}, kinds: "nobody", naming: [4]int{0, 0, 1, 0}, stretch: strings.TrimSpace(profiled)},
		{name: "hearsay is no source", claims: []claims.Claim{hearsay}, kinds: "hearsay", naming: [4]int{0, 1, 0, 0}, forms: [3]int{0, 0, 1}, stretch: strings.TrimSpace(profiled)},
		{
			name: "all", claims: []claims.Claim{own, said, bare, hearsay, she, denied}, kinds: "person person anonymous hearsay unresolved nobody",
			naming: [4]int{2, 2, 1, 1}, forms: [3]int{1, 0, 4}, sources: 2, largest: "Ilse Brandt", share: 0.4,
			stretch: "Reportedly it moved. Nobody has been near it since May.",
		},
		{
			name: "words where there is no name, the first of equals", claims: []claims.Claim{bare, said}, kinds: "person anonymous",
			naming: [4]int{1, 1, 0, 0}, forms: [3]int{1, 0, 1}, sources: 2, largest: "Ilse Brandt", share: 0.5,
			stretch: "Reportedly it moved. Nobody has been near it since May. She said so. Brandt denied it.",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := verify.ProfileOf(story, tt.claims)
			var kinds []string
			for _, k := range p.Kinds {
				for range k.Claims {
					kinds = append(kinds, k.Of)
				}
			}
			if got := strings.Join(kinds, " "); got != tt.kinds {
				t.Errorf("kinds %q, want %q", got, tt.kinds)
			}
			naming, forms := [4]int{}, [3]int{}
			for i, n := range p.Naming {
				naming[i] = n.Claims
			}
			for i, n := range p.Forms {
				forms[i] = n.Claims
			}
			if diff := gocmp.Diff([]any{tt.naming, tt.forms, tt.sources, len(tt.claims)}, []any{naming, forms, p.Sources, p.Claims}); diff != "" {
				t.Errorf("naming, forms, sources, claims (-want +got):\n%s", diff)
			}
			largest := verify.SourcePart{}
			if p.Largest != nil {
				largest = *p.Largest
			}
			if largest.Source != tt.largest || largest.Share != tt.share {
				t.Errorf("largest %+v, want %q with %v", largest, tt.largest, tt.share)
			}
			if at := p.Unattributed.At; story.Text[at.Start:at.End] != tt.stretch || p.Unattributed.Words != len(strings.Fields(tt.stretch)) {
				t.Errorf("longest stretch %q of %d words, want %q", story.Text[at.Start:at.End], p.Unattributed.Words, tt.stretch)
			}
		})
	}
}

// TestProfileShares holds that shares are of a whole, whatever the claims, and that their order says nothing.
func TestProfileShares(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		story := claims.NewArticle(claims.Ref{}, rapid.StringMatching(`[a-zé .\n]{0,80}`).Draw(t, "text"))
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) claims.Claim { return anyClaim(t, len(story.Text)) }), 0, 12).Draw(t, "claims")
		p := verify.ProfileOf(story, all)
		for name, parts := range map[string][]verify.Part{"kinds": p.Kinds, "naming": p.Naming, "forms": p.Forms} {
			of := p.Claims
			if name == "forms" {
				of = p.Attributed
			}
			n, sum := 0, 0.0
			for _, part := range parts {
				n, sum = n+part.Claims, sum+part.Share
			}
			if n != of || math.Abs(sum-float64(min(of, 1))) > 1e-9 {
				t.Fatalf("%s: %d claims and %v in all, of %d", name, n, sum, of)
			}
		}
		if at := p.Unattributed.At; at.Start < 0 || at.Start > at.End || at.End > len(story.Text) {
			t.Fatalf("stretch %v of %d bytes", at, len(story.Text))
		}
		seed := rapid.Uint64().Draw(t, "seed")
		mixed := append([]claims.Claim{}, all...)
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if diff := gocmp.Diff(p, verify.ProfileOf(story, mixed)); diff != "" {
			t.Fatalf("another order, another profile:\n%s", diff)
		}
	})
}

// anyClaim draws a claim whose spans may lie anywhere near a text of n bytes, past its end and inside a letter too.
func anyClaim(t *rapid.T, n int) claims.Claim {
	span := rapid.Custom(func(t *rapid.T) claims.Span {
		start := rapid.IntRange(0, n+2).Draw(t, "start")
		return claims.Span{Start: start, End: rapid.IntRange(start, n+4).Draw(t, "end")}
	})
	c := claims.Claim{
		Content: []claims.Span{span.Draw(t, "content")}, Sentence: span.Draw(t, "sentence"),
		Quote: rapid.SampledFrom([]claims.QuoteForm{"", claims.QuoteDirect, claims.QuoteMixed, claims.QuoteIndirect}).Draw(t, "form"),
		Attribution: claims.Attribution{
			Kind: rapid.SampledFrom(verify.KindOrder).Draw(t, "kind"), Name: rapid.SampledFrom([]string{"", "Ilse", "ILSE", "The Port"}).Draw(t, "name"),
		},
	}
	if c.Kind != claims.KindNobody {
		c.Source = []claims.Span{span.Draw(t, "source")}
	}
	c.ID = cmp.Or(c.Name, "x") + string(c.Kind) + string(c.Quote) + c.NewID() + rapid.StringMatching(`[a-z]{6}`).Draw(t, "id")
	return c
}
