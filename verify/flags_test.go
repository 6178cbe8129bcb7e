package verify_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/verify"
)

func TestFlags(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, claim, passage string
		want                 []verify.Flag
	}{
		{"agrees", bridgeClaim, "Engineers closed the Varn bridge to lorries over 12 tonnes on 3 March.", nil},
		{
			"another number", bridgeClaim, "Engineers closed the Varn bridge to lorries over 40 tonnes on 3 March.",
			[]verify.Flag{{Kind: verify.NumberFlag, Claim: "12 tonnes", Passage: "40 tonnes"}},
		},
		{"the number and another", bridgeClaim, "The Varn bridge closed to lorries over 12 tonnes on 3 March, and 40 tonnes are allowed elsewhere.", nil},
		{"another thing counted", bridgeClaim, "On 3 March the Varn bridge was closed to lorries over 12 tonnes for 40 nights.", nil},
		{
			"a denial", bridgeClaim, "The Varn bridge was never closed to lorries over 12 tonnes on 3 March.",
			[]verify.Flag{{Kind: verify.DenialFlag, Passage: "The Varn bridge was never closed to lorries over 12 tonnes on 3 March."}},
		},
		{
			"a name missing", "Engineers of Hallgrim Structures closed the Varn bridge to lorries over 12 tonnes.", "Engineers closed the Varn bridge to lorries over 12 tonnes.",
			[]verify.Flag{{Kind: verify.NameFlag, Claim: "Hallgrim Structures"}},
		},
		{"about something else", bridgeClaim, "The bakers of Varn sold 40 tonnes of bread.", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, judgeOne(t, tt.claim, tt.passage).Flags); diff != "" {
				t.Errorf("flags (-want +got):\n%s\nclaim:   %s\npassage: %s", diff, tt.claim, tt.passage)
			}
		})
	}
}
