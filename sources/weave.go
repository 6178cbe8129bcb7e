package sources

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondsource/claims"
)

// A weave is the articles of one call and what joins them.
type weave struct {
	parts  []part
	all    union          // joined for any reason
	joined [reasons]union // joined for that reason; the reasons by text share one
	edges  []edge         // for each reason enough to join what it joins
	partly []edge         // texts with markShare or more in common that do not join for that
	best   []edge         // for each article the most text it has in common with one that it is not joined to by text
}

// newWeave puts the articles in order and reads them.
func newWeave(articles []claims.Article) *weave {
	sorted := inOrder(articles)
	n := len(sorted)
	w := &weave{parts: make([]part, n), all: newUnion(n), best: make([]edge, n)}
	for i, a := range sorted {
		w.parts[i] = part{Article: a, outlet: outletOf(a), marks: marksOf(a), fingerprint: newFingerprint(a.Text)}
	}
	for r := range reasons {
		w.joined[r] = newUnion(n)
		if r.byText() {
			w.joined[r] = w.joined[sameText]
		}
	}
	return w
}

// inOrder gives the articles earliest first, one for each ID. Where two have one ID but differ, what is kept does not
// depend on their order.
func inOrder(articles []claims.Article) []claims.Article {
	sorted := slices.Clone(articles)
	slices.SortStableFunc(sorted, func(a, b claims.Article) int {
		return cmp.Or(
			compareDates(a.Published, b.Published), cmp.Compare(articleKey(a), articleKey(b)),
			cmp.Compare(a.Publisher, b.Publisher), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Byline, b.Byline),
			cmp.Compare(a.Canonical, b.Canonical), cmp.Compare(a.URL, b.URL), cmp.Compare(a.Text, b.Text),
			cmp.Compare(a.Published.Format(time.RFC3339Nano), b.Published.Format(time.RFC3339Nano)))
	})
	seen := make(map[string]bool, len(sorted))
	return slices.DeleteFunc(sorted, func(a claims.Article) bool {
		key := articleKey(a)
		double := seen[key]
		seen[key] = true
		return double
	})
}

// articleKey is the article's ID, or what it would be if it has none.
func articleKey(a claims.Article) string {
	if a.ID != "" {
		return a.ID
	}
	return claims.ArticleID(a.URL, a.Text)
}

// compareDates puts earlier before later and no date last.
func compareDates(a, b time.Time) int {
	if a.IsZero() || b.IsZero() {
		return btoi(a.IsZero()) - btoi(b.IsZero())
	}
	return a.Compare(b)
}

// btoi is 1 for true.
func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// join makes the two articles one and keeps the edge, if its reason had not joined them before.
func (w *weave) join(e edge) {
	if w.joined[e.reason].join(e.a, e.b) {
		w.all.join(e.a, e.b)
		w.edges = append(w.edges, e)
	}
}

// joinSame joins articles of the very same words, however few: a date or a formula cannot make them two.
func (w *weave) joinSame() {
	first := map[uint64]int{}
	for i, p := range w.parts {
		if p.words == 0 {
			continue
		}
		if j, ok := first[p.exact]; ok {
			w.join(edge{a: j, b: i, reason: sameText})
		} else {
			first[p.exact] = i
		}
	}
}

// joinTexts joins articles by what their texts share. Two that text has joined already are not compared.
func (w *weave) joinTexts() {
	prints := make([]fingerprint, len(w.parts))
	for i, p := range w.parts {
		prints[i] = p.fingerprint
	}
	for i, j := range newIndex(prints).pairs() {
		if w.joined[sharedText].root(i) == w.joined[sharedText].root(j) {
			continue
		}
		e, joins := w.compare(i, j)
		if joins {
			w.join(e)
			continue
		}
		if e.figure >= markShare {
			w.partly = append(w.partly, e)
		}
		for _, k := range []int{i, j} {
			if e.figure > w.best[k].figure {
				w.best[k] = e
			}
		}
	}
}

// compare gives the overlap of articles i < j and whether it makes them one origin, by itself or with a mark.
func (w *weave) compare(i, j int) (edge, bool) {
	a, b := &w.parts[i], &w.parts[j]
	e := edge{a: i, b: j, reason: sharedText, overlap: compare(a.fingerprint, b.fingerprint)}
	far := apart(a.Published, b.Published)
	floor := joinShare
	if far || e.quoted {
		floor = farShare
	}
	switch {
	case e.shared < minShared || e.figure < markShare:
		return e, false
	case e.figure >= floor:
		return e, true
	case far || e.quoted:
		return e, false
	}
	if r, name, ok := commonMark(a, b); ok {
		e.reason, e.name = r, name
		return e, true
	}
	if trios := w.trioShare(i, j); trios >= trioShare {
		e.reason, e.figure, e.whole = rewordedText, trios, trios
		return e, true
	}
	return e, false
}

// trioShare is the containment of two articles by runs of three words. Each text's are made when first needed: few are.
func (w *weave) trioShare(i, j int) float64 {
	for _, p := range []*part{&w.parts[i], &w.parts[j]} {
		if p.trios == nil {
			p.trios = newTrios(p.Text)
		}
	}
	a, b := w.parts[i].trios, w.parts[j].trios
	return share(common(a, b), a, b)
}

// apart says whether two articles, both dated, are further apart than a story and its copies.
func apart(a, b time.Time) bool {
	return !a.IsZero() && !b.IsZero() && a.Sub(b).Abs() > window
}

// commonMark gives an agency or a press release that both articles carry the mark of.
func commonMark(a, b *part) (reason, string, bool) {
	for _, name := range a.wires {
		if slices.Contains(b.wires, name) {
			return wireMark, name, true
		}
	}
	for _, ours := range a.releases {
		for _, theirs := range b.releases {
			if sameIssuer(ours, theirs) {
				if betterName(theirs, ours) {
					ours = theirs
				}
				return pressRelease, ours, true
			}
		}
	}
	return 0, "", false
}

// sameIssuer says whether two names can be of one issuer: one is not said, or has all words of the other ("ostrel
// rail", "ostrel rail authority").
func sameIssuer(a, b string) bool {
	long, short := strings.Fields(a), strings.Fields(b)
	if len(long) < len(short) {
		long, short = short, long
	}
	return !slices.ContainsFunc(short, func(word string) bool { return !slices.Contains(long, word) })
}

// joinCanonical joins each article with the one whose address its page names as the original, and those that name the
// same. Between two country domains of one brand that is no copy but one outlet.
func (w *weave) joinCanonical() {
	at := map[string]int{}
	for i, p := range w.parts {
		if key := addressKey(p.URL); key != "" {
			if _, ok := at[key]; !ok {
				at[key] = i
			}
		}
	}
	named := map[string]int{}
	for i, p := range w.parts {
		key := addressKey(p.Canonical)
		if key == "" || key == addressKey(p.URL) {
			continue
		}
		if j, ok := at[key]; ok {
			w.join(w.canonicalEdge(i, j))
		}
		if j, ok := named[key]; ok {
			w.join(edge{a: i, b: j, reason: oneCanonical, name: key})
		} else {
			named[key] = i
		}
	}
}

// canonicalEdge is the edge from article i to j, which its page names.
func (w *weave) canonicalEdge(i, j int) edge {
	a, b := w.parts[i].outlet, w.parts[j].outlet
	if a.label != "" && a.label == b.label && a.suffix != b.suffix {
		return edge{a: i, b: j, reason: oneBrand, name: a.label}
	}
	return edge{a: i, b: j, reason: canonicalLink, name: b.domain}
}

// joinOutlets joins the articles of one publisher, by registrable domain or name. A page whose original stands on
// another domain is that outlet's as well.
func (w *weave) joinOutlets() {
	first := map[string]int{}
	for i, p := range w.parts {
		for _, key := range p.publishers() {
			if j, ok := first[key]; ok {
				w.join(edge{a: i, b: j, reason: onePublisher, name: key})
			} else {
				first[key] = i
			}
		}
	}
	for i, p := range w.parts {
		if p.original == "" {
			continue
		}
		if j, ok := first[p.original]; ok {
			w.join(edge{a: i, b: j, reason: canonicalLink, name: p.original})
		} else {
			first[p.original] = i
		}
	}
}

// joinBrands joins the articles of one name under several country domains.
func (w *weave) joinBrands() {
	country := map[string]int{}
	for i, p := range w.parts {
		if _, ok := country[p.brand]; !ok && isCountry(p.suffix) {
			country[p.brand] = i
		}
	}
	for i, p := range w.parts {
		if j, ok := country[p.brand]; ok && p.sameBrand(w.parts[j].outlet) {
			w.join(edge{a: i, b: j, reason: oneBrand, name: p.brand})
		}
	}
}

// groups gives the articles that are joined, in order.
func (w *weave) groups() []Group {
	groups := []Group{}
	place := make([]int, len(w.parts)) // of each article's group in groups
	for i, p := range w.parts {
		root := w.all.root(i) // the first of its group, since parts are in order
		if root == i {
			place[i] = len(groups)
			groups = append(groups, Group{ID: "g" + strconv.Itoa(len(groups)+1)})
		}
		place[i] = place[root]
		groups[place[i]].Articles = append(groups[place[i]].Articles, p.Ref)
	}
	w.explain(groups, place)
	return groups
}
