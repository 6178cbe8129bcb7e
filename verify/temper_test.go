package verify_test

import (
	"strings"
	"testing"

	"secondsource/verify"
)

// TestReportsYield: words of somebody's, a hedge, and a claim that is itself a rumour each take support away.
func TestReportsYield(t *testing.T) {
	t.Parallel()
	const bare = "Engineers closed the Varn bridge to lorries over 12 tonnes"
	plain := judgeOne(t, bare, bare+".")
	for _, tt := range []struct{ name, claim, passage string }{
		{"laid to somebody", bare, "Ms. Ude said that engineers closed the Varn bridge to lorries over 12 tonnes."},
		{"half of it laid to somebody", bare, "Engineers closed the Varn bridge; Ms. Ude said that lorries over 12 tonnes were meant."},
		{"a rumour", bare, "Engineers reportedly closed the Varn bridge to lorries over 12 tonnes."},
		{"a claim that is a rumour, told as one", "Engineers reportedly closed the Varn bridge to lorries over 12 tonnes", "Engineers reportedly closed the Varn bridge to lorries over 12 tonnes."},
		{"a claim that is a rumour, told flatly", "Engineers reportedly closed the Varn bridge to lorries over 12 tonnes", bare + "."},
		{"a claim that asks", "Did engineers close the Varn bridge to lorries over 12 tonnes?", bare + "."},
	} {
		o := judgeOne(t, tt.claim, tt.passage)
		if o.P.Supports >= plain.P.Supports || o.P.Reports <= plain.P.Reports {
			t.Errorf("%s: %+v, want less support and more of a report than %+v", tt.name, o.P, plain.P)
		}
	}
	for _, claim := range []string{"The city may close the Varn bridge to lorries", "The ferry company will add six sailings between Lowmark and Sorrel in May"} {
		o, hedged := judgeOne(t, claim, claim+"."), strings.Contains(claim, " may ")
		if (o.Stance != verify.Supports) != hedged {
			t.Errorf("%s: %+v, a supposition %v", claim, o.P, hedged)
		}
	}
	if plain.Stance != verify.Supports {
		t.Errorf("the claim itself: %+v", plain.P)
	}
}
