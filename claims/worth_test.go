package claims_test

import (
	"slices"
	"strings"
	"testing"

	"secondsource/claims"
)

type scored struct {
	score float64
	is    bool
}

// auroc is the chance that a positive has a higher score than a negative, ties counting half.
func auroc(all []scored) float64 {
	slices.SortFunc(all, func(a, b scored) int {
		switch {
		case a.score < b.score:
			return -1
		case a.score > b.score:
			return 1
		}
		return 0
	})
	ranks, positives := 0.0, 0.0
	for i := 0; i < len(all); {
		end := i
		for end < len(all) && all[end].score == all[i].score {
			end++
		}
		rank := float64(i+end+1) / 2 // mean of the 1-based ranks i+1 … end
		for _, s := range all[i:end] {
			if s.is {
				ranks += rank
				positives++
			}
		}
		i = end
	}
	negatives := float64(len(all)) - positives
	return (ranks - positives*(positives+1)/2) / (positives * negatives)
}

// The sentences of our own list, worth checking and not.
var (
	worthy = []string{
		"Ostrova bought 14 ships from Varnia in 2019.",
		"Rents have doubled since 2015.",
		"The harbor bridge collapsed on Monday, killing nine people.",
		"Varnia launched strikes on two oil ports last year.",
		"The bank lent 40 million crowns to a firm that did not exist.",
		"Premier Nils Aker vetoed the bill in March.",
		"More than 4,000 families left the old town.",
		"The court has fined Olmo Mining three times since 2020.",
		"Unemployment fell to 5.2 percent, the lowest rate in ten years.",
		"Several states were invited, but only Corvin sent an envoy.",
	}
	unworthy = []string{
		"What happens next?",
		"It could have been a good year.",
		"I think we should all be proud.",
		"The mood was bleak.",
		"You may want to sit down.",
		"Thank you.",
		"This will be a wonderful day for everybody.",
		"Perhaps it does not matter.",
		"Let me be clear.",
		"The talks come at a time of high tensions.",
	}
)

func TestWorthOwnList(t *testing.T) {
	for _, up := range worthy {
		for _, down := range unworthy {
			if claims.Worth(up) <= claims.Worth(down) {
				t.Errorf("%q has %.3f, no more than %q with %.3f", up, claims.Worth(up), down, claims.Worth(down))
			}
		}
		if found := extract(t, claims.NewArticle(claims.Ref{}, up)); len(found) != 1 || found[0].Kind != claims.KindNobody {
			t.Errorf("%q: got %v, want one claim in nobody's voice", up, found)
		}
	}
	for _, down := range unworthy {
		for _, c := range extract(t, claims.NewArticle(claims.Ref{}, down)) {
			if c.Kind == claims.KindNobody {
				t.Errorf("%q: got %v in nobody's voice", down, c)
			}
		}
	}
}

func TestWorthRange(t *testing.T) {
	for _, s := range []string{"", " ", "?", "…", "x", strings.Repeat("1 ", 1_000_000), strings.Repeat("I think? ", 1000)} {
		if w := claims.Worth(s); w < 0 || w > 1 {
			t.Errorf("%.40q: worth %v", s, w)
		}
	}
	if w := claims.Worth(" … "); w != 0 {
		t.Errorf("a sentence without words has worth %v", w)
	}
}
