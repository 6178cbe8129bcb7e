package verify

import (
	"math"
	"strings"
	"testing"
)

// Each measure is larger for the first passages than for the second, of one claim.
func TestAlignment(t *testing.T) {
	t.Parallel()
	const claim = "Mayor Ostrander closed the Varn bridge to 40 lorries on Monday."
	for _, tt := range []struct {
		kind       alignedKind
		more, less string
	}{
		{sentencePure, "Mayor Ostrander closed the Varn bridge.", "Mayor Ostrander, whose garden won a prize for roses, closed the Varn bridge."},
		{inOrder, "Ostrander closed the Varn bridge.", "The bridge Varn closed Ostrander."},
		{plainSentence, "They closed the bridge to lorries.", "They closed it. The bridge bore lorries."},
		{wholeSentence, "He closed the bridge to lorries on time.", "He closed a bridge."},
		{subjectSentence, "Mayor Ostrander spoke.", "The lorries stood on the bridge."},
		{nameSentence, "Ostrander crossed the Varn.", "Ostrander crossed it. The Varn rose."},
		{numberSentence, "There were 40 lorries.", "There were 12 lorries."},
		{likeShare, "The closeness of a mayoral bridge.", "The calm of a civic bridge."},
		{marksTogether, "Ostrander saw 40 of them.", "Ostrander saw them. It was 40."},
		{pieceShare, "Mayor who closed bridge to some on Monday.", "Mayor Ostrander closed the Varn bridge to 40 lorries on Monday."},
		{coverShare, "The mayor. The bridge. The lorries.", "The mayor, the bridge, the lorries."},
		{coverSpread, "The mayor. Rain fell. Rain fell. The bridge.", "The mayor. The bridge."},
	} {
		name := alignedMeasures[tt.kind].name
		more, less := alignedOf(claim, tt.more)[tt.kind], alignedOf(claim, tt.less)[tt.kind]
		if more <= less {
			t.Errorf("%s: %.3f for %q, %.3f for %q", name, more, tt.more, less, tt.less)
		}
	}
}

func alignedOf(claim, passage string) [alignedKinds]float64 {
	c := newClaimText(claim)
	return c.newDossier([][]sentence{sentencesOf(passage)}).aligned
}

// Whatever the text, all measures are shares.
func TestMeasuresAreShares(t *testing.T) {
	t.Parallel()
	for _, claim := range []string{"", "The", "Mayor Ostrander closed it.", strings.Repeat("Varn bridge 40 ", 100)} {
		for _, passage := range []string{"", "?", "40 40 40", strings.Repeat("Varn bridge 40 lorries. ", 300), strings.Repeat("bridge ", 3000)} {
			c := newClaimText(claim)
			d := c.newDossier([][]sentence{sentencesOf(passage)})
			for _, x := range append(d.aligned[:], d.page[:]...) {
				if math.IsNaN(x) || x < 0 || x > 1 {
					t.Errorf("%.20q and %.20q: %v, %v", claim, passage, d.aligned, d.page)
					break
				}
			}
		}
	}
}

// What a page is like is measured whatever the claim, and learnt of one set alone.
func TestPage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind       pageKind
		more, less string
	}{
		{proseShare, "It was the best that he had of it.", "Bridge lorries rain."},
		{chromeShare, "Sign up to share and comment.", "Rain fell on the bridge."},
		{addressShare, "You and I saw your bridge.", "He saw a bridge."},
		{numberShare, "40 or 50 came.", "Many came."},
		{askedShare, "Who came?", "He came."},
		{documentSize, "Rain fell and fell and fell.", "Rain fell."},
		{sentenceSize, "Rain fell and rain fell.", "Rain fell. Rain fell."},
		{bestPlace, "Rain fell. The bridge closed.", "The bridge closed. Rain fell."},
	} {
		c := newClaimText("The bridge was closed.")
		more, less := c.newDossier([][]sentence{sentencesOf(tt.more)}).page[tt.kind], c.newDossier([][]sentence{sentencesOf(tt.less)}).page[tt.kind]
		if more <= less {
			t.Errorf("%s: %.3f for %q, %.3f for %q", pageNames[tt.kind], more, tt.more, less, tt.less)
		}
	}
	lessons := make([]Prepared, 8)
	for i := range lessons {
		v := make([]float64, len(traits))
		for k := range v {
			v[k] = float64((i + k) % 2)
		}
		lessons[i] = Prepared{set: string(rune('a' + i/4)), values: v, supports: i%2 == 0, unrelated: i%4 == 1, refutes: i%4 == 3, all: 1}
	}
	raw, err := TrainLexical(t.Context(), lessons, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := readJudgeModel(raw)
	if err != nil {
		t.Fatal(err)
	}
	for i, g := range groups {
		if g == pageGroup && m.weights[i] != [stepCount]float64{} {
			t.Errorf("%q was learnt of several sets: %v", traits[i].name, m.weights[i])
		}
	}
}
