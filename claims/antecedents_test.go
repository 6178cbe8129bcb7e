package claims_test

import (
	"flag"
	"fmt"
	"go/format"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"secondsource/claims"
)

var learn = flag.Bool("learn", false, "learn the weights of pronouns anew and write antecedent_weights.go")

// A choice is a labelled pronoun: the signs of the people for whom it can stand, and which of them is right, -1 for
// none.
type choice struct {
	article string
	signs   [][]bool
	right   int
}

// choices are the labelled pronouns of the training articles.
func choices(t *testing.T) []choice {
	t.Helper()
	byArticle, order := sourcesByArticle(testdataLines[labelledSource](t, "sources_train.jsonl"))
	texts := sharedTexts(t, "eval/attribution/train.jsonl")
	var all []choice
	for _, id := range order {
		a, found := texts[id].article()
		for _, ch := range claims.Choices(a, found) {
			i := slices.IndexFunc(byArticle[id], func(l labelledSource) bool { return l.Source[0].Start == ch.At && l.Form == "pronoun" })
			if i >= 0 {
				all = append(all, choice{id, ch.Signs, rightOf(a, ch, byArticle[id][i])})
			}
		}
	}
	return all
}

// rightOf is the place of whom the label names; of those known by a role alone the nearest.
func rightOf(a claims.Article, ch claims.Choice, l labelledSource) int {
	switch {
	case l.Name != nil:
		want := bareName(a.Text[l.Name.Start:l.Name.End])
		return slices.IndexFunc(ch.Names, func(s string) bool { return sameLast(bareName(s), want) })
	case l.Kind == claims.KindDescribed:
		return slices.Index(ch.Names, "")
	}
	return -1
}

// How the weights are learnt: chosen in five folds of articles, where half or double of the penalty changes the share
// of right choices by one point at most.
const (
	pronounFolds   = 5
	pronounPenalty = 1.0 // L2
	pronounRounds  = 600
	pronounStep    = 0.01
	pronounFloor   = 0.82
)

// TestPronounFolds learns from four fifths of the articles whom a pronoun means and holds the choices in the fifth. With
// -learn it writes the weights learnt from all of them: what is settled early decides what is learnt from later, so
// each run goes half of the way, and a few runs find weights that stay.
func TestPronounFolds(t *testing.T) {
	all := choices(t)
	right, wrong := 0, 0
	for k := range pronounFolds {
		in := func(x choice) bool { return int(x.article[0])%pronounFolds == k }
		w := learnChoices(slices.DeleteFunc(slices.Clone(all), in))
		for _, x := range all {
			switch got := choose(w, x); {
			case !in(x) || got < 0:
			case got == x.right:
				right++
			default:
				wrong++
			}
		}
	}
	t.Logf("%d pronouns in %d folds: %.1f %% right, %.1f %% wrong", len(all), pronounFolds, 100*share(right, len(all)), 100*share(wrong, len(all)))
	if share(right, len(all)) < pronounFloor {
		t.Errorf("%d of %d right, want %.2f of them", right, len(all), pronounFloor)
	}
	if *learn {
		w := learnChoices(all)
		for k, old := range claims.AntecedentWeights() {
			w[k] = (w[k] + old) / 2
		}
		writeWeights(t, w)
	}
}

func share(n, all int) float64 { return float64(n) / float64(all) }

// writeWeights writes what was learnt as the program's source.
func writeWeights(t *testing.T, w []float64) {
	t.Helper()
	var b strings.Builder
	b.WriteString("package claims\n\n// antecedentWeights are how much each sign speaks for a candidate, in log odds, learnt from the labelled pronouns of\n" +
		"// testdata/sources_train.jsonl: go test ./claims -run PronounFolds -learn.\n" +
		"var antecedentWeights = [signCount]float64{\n")
	for i, v := range w[:len(w)-1] {
		fmt.Fprintf(&b, "\t%s: %.2f,\n", claims.SignNames[i], v)
	}
	fmt.Fprintf(&b, "}\n\n// antecedentNone is what speaks for nobody among the candidates.\nconst antecedentNone = %.2f\n", w[len(w)-1])
	src, err := format.Source([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("antecedent_weights.go", src, 0o600); err != nil {
		t.Fatal(err)
	}
}

// chances are the probabilities of each candidate, and last of nobody, under weights of which the last is nobody's.
func chances(w []float64, x choice) []float64 {
	nobody := len(w) - 1
	p := make([]float64, len(x.signs)+1)
	sum := math.Exp(w[nobody])
	p[len(x.signs)] = sum
	for i, signs := range x.signs {
		z := 0.0
		for k, is := range signs {
			if is {
				z += w[k]
			}
		}
		p[i] = math.Exp(z)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

// choose is the candidate that is likelier than all else, or -1.
func choose(w []float64, x choice) int {
	return slices.IndexFunc(chances(w, x)[:len(x.signs)], func(p float64) bool { return p >= 0.5 })
}

// learnChoices climbs the penalized likelihood of the right choices.
func learnChoices(all []choice) []float64 {
	w := make([]float64, len(claims.SignNames)+1)
	for range pronounRounds {
		slope := make([]float64, len(w))
		for _, x := range all {
			addSlope(slope, w, x)
		}
		for k := range w {
			w[k] += pronounStep * (slope[k] - pronounPenalty*w[k])
		}
	}
	return w
}

func addSlope(slope, w []float64, x choice) {
	right := x.right
	if right < 0 {
		right = len(x.signs)
	}
	for i, p := range chances(w, x) {
		d := -p
		if i == right {
			d++
		}
		if i == len(x.signs) {
			slope[len(w)-1] += d
			continue
		}
		for k, is := range x.signs[i] {
			if is {
				slope[k] += d
			}
		}
	}
}
