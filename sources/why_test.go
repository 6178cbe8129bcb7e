package sources_test

import (
	"fmt"
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/sources"
)

// Whole sentences, as an editor reads them.
func TestWhy(t *testing.T) {
	dated := func(name string, day int, text string) claims.Article {
		return piece(name, "https://"+strings.ToLower(strings.ReplaceAll(name, " ", ""))+".example/1", day, text)
	}
	many := []claims.Article{}
	for i := range 9 {
		many = append(many, dated(fmt.Sprintf("Paper %d", i), i+1, prose(1, 60)))
	}
	tests := []struct {
		name     string
		articles []claims.Article
		want     []string
	}{
		{"one piece", many[:1], []string{"only piece"}},
		{"two apart", []claims.Article{dated("Harbor Post", 1, releaseOne), dated("Coast Daily", 2, quoteTwo)}, []string{
			"no shared text with other coverage", "no shared text with other coverage",
		}},
		{"a phrase in common", []claims.Article{dated("Harbor Post", 1, prose(1, 20)+prose(2, 200)), dated("Coast Daily", 2, prose(1, 20)+prose(3, 200))}, []string{
			"no shared text with other coverage; highest containment 0.07 with Coast Daily", "no shared text with other coverage; highest containment 0.07 with Harbor Post",
		}},
		{"a part in common", []claims.Article{dated("Harbor Post", 1, prose(1, 50)+prose(2, 200)), dated("Coast Daily", 2, prose(1, 50)+prose(3, 200))}, []string{
			"not joined to other coverage; partly shared 0.19 with Coast Daily", "not joined to other coverage; partly shared 0.19 with Harbor Post",
		}},
		{"a copy with more", []claims.Article{dated("Harbor Post", 1, prose(1, 200)), dated("Coast Daily", 2, prose(1, 200)+prose(3, 20))}, []string{
			"shared text 1.00 of the shorter (Harbor Post, Coast Daily)",
		}},
		{"other figures with quotations", []claims.Article{
			dated("Harbor Post", 1, prose(1, 90)+"\n"+longQuotation), dated("Coast Daily", 2, prose(1, 45)+prose(3, 45)+"\n"+longQuotation),
		}, []string{"shared text 0.48 of the shorter, 0.70 with quotations (Harbor Post, Coast Daily)"}},
		{"little but quotation", []claims.Article{dated("Harbor Post", 1, "He said: "+longQuotation), dated("Coast Daily", 2, longQuotation+" So Arvel.")}, []string{
			"shared text 0.97 of the shorter, little but quotation (Harbor Post, Coast Daily)",
		}},
		{"nine of the same words", many, []string{"the same text (Paper 0, Paper 1, Paper 2, Paper 3, Paper 4, Paper 5, 3 more)"}},
		{"several reasons", []claims.Article{
			dated("Harbor Post", 1, "VESSIN (AP) — "+prose(1, 200)), dated("Coast Daily", 2, prose(1, 200)), piece("Coast Daily", "", 3, quoteTwo),
		}, []string{"shared text 1.00 of the shorter (Harbor Post, Coast Daily); wire mark Associated Press (Harbor Post); one publisher: Coast Daily"}},
		{"a word or two", []claims.Article{dated("Harbor Post", 1, "Pier closed"), dated("Coast Daily", 2, quoteTwo)}, []string{
			"no text to compare with other coverage", "no shared text with other coverage",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			groups := sources.Groups(test.articles)
			if len(groups) != len(test.want) {
				t.Fatalf("got %d groups, want %d:\n%s", len(groups), len(test.want), whys(groups))
			}
			for i, want := range test.want {
				if groups[i].Why != want {
					t.Errorf("%s:\ngot  %q\nwant %q", groups[i].ID, groups[i].Why, want)
				}
			}
		})
	}
}
