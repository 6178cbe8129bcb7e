package claims_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
)

// A construction is one sentence and what it gives: "source | cue | content | polarity" of each claim that somebody is
// named for or that is hearsay, in text order.
type construction struct {
	name, text string
	want       []string
}

// TestConstructions reads one sentence of each construction.
func TestConstructions(t *testing.T) {
	for _, table := range []struct {
		name  string
		cases []construction
	}{
		{"speaker", speakerCases},
		{"quotation", quotationCases},
		{"source", sourceCases},
		{"circumstance", circumstanceCases},
		{"cue", cueCases},
		{"addressee", addresseeCases},
		{"coordination", coordinationCases},
		{"laid", laidCases},
		{"hearsay", hearsayCases},
		{"act", actCases},
		{"layout", layoutCases},
		{"ambiguous verb", ambiguousCases},
	} {
		t.Run(table.name, func(t *testing.T) { testConstructions(t, table.cases) })
	}
}

func testConstructions(t *testing.T, cases []construction) {
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, attributed(t, tt.text)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func attributed(t *testing.T, text string) []string {
	t.Helper()
	var all []string
	a := claims.NewArticle(claims.Ref{}, text)
	for _, c := range extract(t, a) {
		if c.Kind != claims.KindNobody {
			all = append(all, fmt.Sprintf("%s | %s | %s | %s", a.Words(c.Source), a.Words(c.Cue), a.Words(c.Content), c.Polarity))
		}
	}
	return all
}
