package report

import (
	"cmp"
	"fmt"
	"slices"

	"secondsource/claims"
	"secondsource/verify"
)

// A profileView is the sourcing profile as pictures, and the same in words and as a table.
type profileView struct {
	ID      string
	Claims  int
	Kinds   []barView
	Height  int
	Stacks  []stackView
	Strip   []bandView
	Gap     bandView
	Largest string
	Stretch string
	Forms   string
	Naming  string
	Tables  []tableView
}

// A barView is one bar with its words; places and lengths are in units of the picture.
type barView struct {
	Y, Text, W    int
	Label, Figure string
	Class         string
}

// A stackView is one bar of several parts that are a whole.
type stackView struct {
	ID, Title, Desc string
	Parts           []bandView
}

// A bandView is a part of a bar.
type bandView struct {
	X, W          float64
	Class         string
	Label, Figure string
	Inside        bool // the figure fits in the part
	Mid           float64
}

// A tableView is one part of the profile in figures.
type tableView struct {
	Caption string
	Rows    [][3]string // what, claims, share
}

const (
	barRow, barMax = 26, 150 // the height of a row of the bar chart, and the longest bar
	stackWidth     = 360.0
	insideWidth    = 34.0   // a part that is wide enough for its figure
	stripWidth     = 1000.0 // the whole text
)

func newProfileView(story string, a claims.Article, all []claims.Claim) profileView {
	f := verify.ProfileOf(a, all)
	v := profileView{ID: story + "-p", Claims: f.Claims, Largest: largestWords(f), Stretch: stretchWords(a, f), Forms: formWords(f)}
	if f.Claims == 0 {
		return v
	}
	v.Naming = partWords(f.Naming, namingWords)
	most := 1
	for _, k := range f.Kinds {
		most = max(most, k.Claims)
	}
	for i, k := range f.Kinds {
		v.Kinds = append(v.Kinds, barView{
			Y: i*barRow + 4, Text: i*barRow + 17, W: max(2, k.Claims*barMax/most), Label: kindWords[k.Of], Figure: figure(k),
			Class: "k-" + string(verify.NamingOf(claims.Attribution{Kind: claims.Kind(k.Of), Name: "x"})),
		})
	}
	v.Height = len(f.Kinds)*barRow + 2
	v.Stacks = []stackView{
		{v.ID + "n", "Named and unnamed sources", v.Naming, bands(f.Naming, namingWords, "k-")},
	}
	if f.Attributed > 0 {
		v.Stacks = append(v.Stacks, stackView{v.ID + "q", "Forms of quotation", v.Forms, bands(f.Forms, formNames, "q-")})
	}
	v.Strip, v.Gap = strip(a.Text, all), band(len(a.Text), f.Unattributed.At)
	for _, t := range []struct {
		caption string
		parts   []verify.Part
		words   map[string]string
	}{{"Claims by kind of source", f.Kinds, kindWords}, {"Claims by naming", f.Naming, namingWords}, {"Attributed claims by form", f.Forms, formNames}} {
		table := tableView{Caption: t.caption}
		for _, p := range t.parts {
			table.Rows = append(table.Rows, [3]string{t.words[p.Of], fmt.Sprint(p.Claims), percent(p.Share)})
		}
		v.Tables = append(v.Tables, table)
	}
	return v
}

func figure(p verify.Part) string { return fmt.Sprintf("%d · %s", p.Claims, percent(p.Share)) }

func bands(parts []verify.Part, words map[string]string, class string) []bandView {
	var out []bandView
	x := 0.0
	for _, p := range parts {
		if p.Claims == 0 {
			continue
		}
		w := p.Share * stackWidth
		out = append(out, bandView{X: round(x), W: round(w), Mid: round(x + w/2), Class: class + p.Of, Label: words[p.Of], Figure: figure(p), Inside: w >= insideWidth})
		x += w
	}
	return out
}

// strip draws the text from its first byte to its last: what is laid to whom, sentence by sentence. What a reader should
// see is drawn last, over the rest.
func strip(text string, all []claims.Claim) []bandView {
	over := []verify.Naming{verify.OwnVoice, verify.Named, verify.Unsettled, verify.Unnamed}
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b claims.Claim) int {
		return cmp.Compare(slices.Index(over, verify.NamingOf(a.Attribution)), slices.Index(over, verify.NamingOf(b.Attribution)))
	})
	var out []bandView
	for _, c := range all {
		if !c.Sentence.Fits(text) || c.Sentence.Len() == 0 {
			continue
		}
		b := band(len(text), c.Sentence)
		b.Class = "k-" + string(verify.NamingOf(c.Attribution))
		if len(out) == 0 || out[len(out)-1] != b {
			out = append(out, b)
		}
	}
	return out
}

func band(n int, at claims.Span) bandView {
	if n == 0 {
		return bandView{}
	}
	scale := stripWidth / float64(n)
	return bandView{X: round(float64(at.Start) * scale), W: round(float64(at.Len()) * scale)}
}

// round keeps one place: a tenth of a unit is less than a dot of any screen.
func round(x float64) float64 { return float64(int(x*10+0.5)) / 10 }
