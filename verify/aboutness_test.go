package verify

import (
	"strings"
	"testing"
)

// Each measure is larger for the first passage than for the second, of one claim.
func TestAboutness(t *testing.T) {
	t.Parallel()
	const claim = "Mayor Ostrander closed the Varn bridge to forty lorries on Monday."
	far := strings.Repeat("Rain fell on the hills. ", 10)
	for _, tt := range []struct {
		kind       aboutKind
		more, less string
	}{
		{subjectOften, "Ostrander is mayor. Ostrander spoke.", "Ostrander spoke."},
		{subjectDense, "Ostrander spoke.", "Ostrander spoke. " + far},
		{subjectLead, "Ostrander spoke. " + far, far + "Ostrander spoke."},
		{endAlike, "Lorries stood there.", "The mayor spoke."},
	} {
		more, less := aboutOf(claim, tt.more)[tt.kind], aboutOf(claim, tt.less)[tt.kind]
		if more <= less {
			t.Errorf("%s: %.3f for %q, %.3f for %q", aboutNames[tt.kind], more, tt.more, less, tt.less)
		}
	}
}

func aboutOf(claim, passage string) [aboutKinds]float64 {
	return newClaimText(claim).newDossier([][]sentence{sentencesOf(passage)}).about
}

// Whatever the text, all measures are shares.
func TestAboutnessIsShares(t *testing.T) {
	t.Parallel()
	for _, claim := range []string{"", "The", "Ostrander.", strings.Repeat("Varn bridge 40 ", 100)} {
		for _, passage := range []string{"", "?", "40 40 40", strings.Repeat("Varn bridge. ", 300)} {
			for kind, x := range aboutOf(claim, passage) {
				if !(x >= 0 && x <= 1) {
					t.Errorf("%s of %.20q in %.20q: %v", aboutNames[kind], claim, passage, x)
				}
			}
		}
	}
}
