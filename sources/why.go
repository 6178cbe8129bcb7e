package sources

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

const (
	// namedInWhy is how many outlets a reason names; more make no sentence that anyone reads.
	namedInWhy = 6
	// nameRunes is the longest name in Why: names come from pages, and pages are hostile.
	nameRunes = 60
	// partlyInWhy is how many pieces that share some text are named.
	partlyInWhy = 3
	// maxPartly is how many such pieces a group lists, the largest shares first: more than any reader follows up, and a
	// bound for coverage of which every piece shares a paragraph with every other.
	maxPartly = 32
)

// explain writes the Why of each group; place is the group of each article.
func (w *weave) explain(groups []Group, place []int) {
	members := make([][]int, len(groups))
	edges := make([][]edge, len(groups))
	partly := make([][]edge, len(groups))
	for i, g := range place {
		members[g] = append(members[g], i)
	}
	for _, e := range w.edges {
		edges[place[e.a]] = append(edges[place[e.a]], e)
	}
	for _, e := range w.partly {
		if place[e.a] != place[e.b] {
			partly[place[e.a]] = append(partly[place[e.a]], e)
			partly[place[e.b]] = append(partly[place[e.b]], edge{a: e.b, b: e.a, overlap: e.overlap})
		}
	}
	for g := range groups {
		var said []string
		if len(members[g]) == 1 {
			said = w.whyAlone(members[g][0], len(partly[g]) > 0)
		} else {
			said = append(w.whyText(edges[g]), w.whyMarked(edges[g])...)
			said = append(said, w.whyOutlet(edges[g])...)
		}
		slices.SortStableFunc(partly[g], func(e, f edge) int { return cmp.Compare(f.figure, e.figure) })
		said = append(said, w.whyPartly(partly[g])...)
		groups[g].Why = strings.Join(said, "; ")
		for _, e := range partly[g][:min(maxPartly, len(partly[g]))] {
			groups[g].Partly = append(groups[g].Partly, Partly{
				Article: articleKey(w.parts[e.a].Article), Other: articleKey(w.parts[e.b].Article), Group: groups[place[e.b]].ID,
				Share: math.Round(e.figure*100) / 100, Quoted: e.quoted,
			})
		}
	}
}

// whyAlone says what sets an article apart that nothing joins.
func (w *weave) whyAlone(i int, partly bool) []string {
	best := w.best[i]
	switch {
	case len(w.parts) == 1:
		return []string{"only piece"}
	case w.parts[i].words < shingleWords:
		return []string{"no text to compare with other coverage"}
	case partly:
		return []string{"not joined to other coverage"}
	case best.figure < 0.005: // would be printed as 0.00
		return []string{"no shared text with other coverage"}
	}
	other := best.a + best.b - i
	return []string{fmt.Sprintf("no shared text with other coverage; highest containment %.2f with %s", best.figure, w.parts[other].called())}
}

// whyText says which articles share text, apart for those of the same words and those that are little but quotation.
func (w *weave) whyText(edges []edge) []string {
	var said []string
	same := kept(edges, func(e edge) bool { return e.reason == sameText })
	own := kept(edges, func(e edge) bool { return e.reason == sharedText && !e.quoted })
	quoted := kept(edges, func(e edge) bool { return e.reason == sharedText && e.quoted })
	reworded := kept(edges, func(e edge) bool { return e.reason == rewordedText })
	if len(own) > 0 {
		said = append(said, fmt.Sprintf("shared text %s of the shorter%s (%s)", figures(own), withQuotations(own), w.names(ends(own))))
	}
	if len(quoted) > 0 {
		said = append(said, fmt.Sprintf("shared text %s of the shorter, little but quotation (%s)", figures(quoted), w.names(ends(quoted))))
	}
	if len(reworded) > 0 {
		said = append(said, fmt.Sprintf("reworded text, %s of the shorter's runs of three words (%s)", figures(reworded), w.names(ends(reworded))))
	}
	if len(same) > 0 {
		said = append(said, fmt.Sprintf("the same text (%s)", w.names(ends(same))))
	}
	return said
}

// whyMarked names the agencies and press releases whose marks the joined texts carry; with the figure where the text
// alone would not have joined them.
func (w *weave) whyMarked(edges []edge) []string {
	var said []string
	byText := ends(kept(edges, func(e edge) bool { return e.reason.byText() }))
	for _, r := range []reason{wireMark, pressRelease} {
		for _, name := range w.marksIn(byText, r) {
			joined := kept(edges, func(e edge) bool { return e.reason == r && e.name == name })
			if len(joined) > 0 {
				said = append(said, fmt.Sprintf("%s and shared text %s of the shorter%s (%s)",
					markWords(r, name), figures(joined), withQuotations(joined), w.names(ends(joined))))
				continue
			}
			carriers := kept(byText, func(i int) bool { return slices.Contains(w.parts[i].named(r), name) })
			said = append(said, fmt.Sprintf("%s (%s)", markWords(r, name), w.names(carriers)))
		}
	}
	return said
}

// marksIn gives the names of one kind of mark that the articles carry, each once. Of two names that can be of one
// issuer only the shorter is given; a release without a name says nothing beside one that has a name.
func (w *weave) marksIn(articles []int, r reason) []string {
	var found []string
	for _, i := range articles {
		found = addNew(found, w.parts[i].named(r)...)
	}
	found = found[:min(4*namedInWhy, len(found))]
	names := kept(found, func(name string) bool {
		return !slices.ContainsFunc(found, func(other string) bool {
			return r == pressRelease && sameIssuer(name, other) && betterName(other, name)
		})
	})
	return names[:min(namedInWhy, len(names))]
}

// betterName says whether a is rather to be shown than b: it is a name, and the shorter.
func betterName(a, b string) bool { return a != "" && (b == "" || len(a) < len(b)) }

// named gives the names of one kind of mark.
func (m marks) named(r reason) []string {
	if r == wireMark {
		return m.wires
	}
	return m.releases
}

// markWords is how a mark is written.
func markWords(r reason, name string) string {
	switch {
	case r == wireMark:
		return "wire mark " + shownName(name)
	case name == "":
		return "press release"
	default:
		return "press release of " + titled(name)
	}
}

// whyOutlet names the canonical links, brands, publishers and owners that join a group.
func (w *weave) whyOutlet(edges []edge) []string {
	named := map[reason][]string{}
	for _, e := range edges {
		switch e.reason {
		case canonicalLink:
			named[e.reason] = append(named[e.reason], w.parts[e.a].called()+" to "+shownName(e.name))
		case oneCanonical:
			named[e.reason] = append(named[e.reason], shownName(e.name)+" by "+w.names(ends([]edge{e})))
		case oneBrand:
			named[e.reason] = append(named[e.reason], w.parts[e.b].domain+" and "+w.parts[e.a].domain)
		case onePublisher:
			named[e.reason] = append(named[e.reason], w.publisher(e))
		case oneOwner:
			named[e.reason] = append(named[e.reason], shownName(e.name)+" of "+w.names(ends([]edge{e})))
		case sameText, sharedText, rewordedText, wireMark, pressRelease, reasons:
		}
	}
	var said []string
	for _, r := range []reason{canonicalLink, oneCanonical, oneBrand, onePublisher, oneOwner} {
		if len(named[r]) > 0 {
			said = append(said, outletWords[r]+listed(named[r]))
		}
	}
	return said
}

// outletWords open the reasons that whyOutlet gives.
var outletWords = map[reason]string{
	canonicalLink: "canonical link from ",
	oneCanonical:  "one canonical address, ",
	oneBrand:      "one outlet under two domains, ",
	onePublisher:  "one publisher: ",
	oneOwner:      "one owner, ",
}

// whyPartly names the pieces of other groups that share some text; partly has the largest share first.
func (w *weave) whyPartly(partly []edge) []string {
	var said []string
	for _, e := range partly[:min(partlyInWhy, len(partly))] {
		words := fmt.Sprintf("partly shared %.2f with %s", e.figure, w.parts[e.b].called())
		switch {
		case e.quoted:
			words += ", most of it quotation"
		case apart(w.parts[e.a].Published, w.parts[e.b].Published):
			words += ", more than a week apart"
		}
		said = addNew(said, words)
	}
	return said
}

// called is how an article is named in a sentence: its publisher, else its domain, file, title or ID.
func (p part) called() string {
	file := ""
	if u, err := url.Parse(p.URL); err == nil && u.Path != "" {
		file = path.Base(u.Path)
	}
	return shownName(cmp.Or(strings.TrimSpace(p.Publisher), p.domain, file, strings.TrimSpace(p.Title), clipHead(articleKey(p.Article), 12)))
}

// publisher is how the publisher of an edge is written: as one of its articles does.
func (w *weave) publisher(e edge) string {
	for _, i := range []int{e.b, e.a} {
		if p := w.parts[i]; p.publisher == e.name && p.Publisher != "" {
			return p.called()
		}
	}
	return shownName(e.name)
}

// names gives how the articles are called.
func (w *weave) names(articles []int) string {
	names := make([]string, len(articles))
	for i, a := range articles {
		names[i] = w.parts[a].called()
	}
	return listed(names)
}

// listed writes each name once, and how many are left out.
func listed(names []string) string {
	seen := map[string]bool{}
	names = kept(names, func(name string) bool {
		fresh := !seen[name]
		seen[name] = true
		return fresh
	})
	if more := len(names) - namedInWhy; more > 0 {
		names = append(names[:namedInWhy], strconv.Itoa(more)+" more")
	}
	return strings.Join(names, ", ")
}

// figures gives the smallest and largest figure of the edges, once if they are the same.
func figures(edges []edge) string {
	return rangeOf(edges, func(e edge) float64 { return e.figure })
}

// withQuotations gives the figures with quoted words, if they differ from those without.
func withQuotations(edges []edge) string {
	whole := rangeOf(edges, func(e edge) float64 { return e.whole })
	if whole == figures(edges) {
		return ""
	}
	return ", " + whole + " with quotations"
}

// rangeOf is the range of a figure over at least one edge, to two places.
func rangeOf(edges []edge, figure func(edge) float64) string {
	low, high := figure(edges[0]), figure(edges[0])
	for _, e := range edges {
		low, high = min(low, figure(e)), max(high, figure(e))
	}
	from, to := fmt.Sprintf("%.2f", low), fmt.Sprintf("%.2f", high)
	if from == to {
		return from
	}
	return from + " to " + to
}

// ends gives the articles of the edges, each once, in order.
func ends(edges []edge) []int {
	var articles []int
	for _, e := range edges {
		articles = append(articles, e.a, e.b)
	}
	slices.Sort(articles)
	return slices.Compact(articles)
}

// kept gives those of list for which ok holds.
func kept[T any](list []T, ok func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(t T) bool { return !ok(t) })
}

// shownName makes a name from a page fit for a sentence: one line, no control or invisible characters, not too long.
func shownName(name string) string {
	var b strings.Builder
	for i, field := range strings.Fields(clipHead(name, 8*nameRunes)) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.Map(printable, strings.ToValidUTF8(field, "")))
	}
	if runes := []rune(b.String()); len(runes) > nameRunes {
		return string(runes[:nameRunes]) + "…"
	}
	return b.String()
}

// printable drops a character that a reader cannot see.
func printable(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return -1
}

// titled gives a name in normal form its capitals back.
func titled(name string) string {
	words := strings.Fields(shownName(name))
	for i, word := range words {
		first := []rune(word)
		first[0] = unicode.ToUpper(first[0])
		words[i] = string(first)
	}
	return strings.Join(words, " ")
}
