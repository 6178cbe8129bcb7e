package sources

import (
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The caps on what is kept beside the text: more is a site's index, not a story's surroundings.
const (
	maxRelated = 60
	// minHeadline is the fewest words of a headline. Shorter links in a box are sections and tags ("World").
	minHeadline = 4
	// maxCorrection is the longest correction note, in bytes: a paragraph. Longer ones are pages about corrections.
	maxCorrection = 1200
	// maxBox is the most elements and texts below a box. A box of 60 teasers has about 1,200; more is the page itself.
	maxBox = 2000
)

var (
	relatedBoxes = cascadia.MustCompile(`aside, [class*="related" i], [id*="related" i], [class*="recommend" i], [id*="recommend" i],
		[class*="read-more" i], [class*="readmore" i], [class*="read-next" i], [class*="more-stories" i],
		[class*="also-read" i], [class*="alsoread" i], [class*="most-read" i], [class*="trending" i], [class*="promo" i]`)
	captions = cascadia.MustCompile(`figcaption, [class*="caption" i]`)
	marked   = cascadia.MustCompile(`[class*="correction" i], [class*="clarification" i], [class*="editors-note" i], [class*="editor-note" i],
		[id*="correction" i]`)
	notes = cascadia.MustCompile(`p, em, i, small, div, li`)
)

// correctionPhrases open a correction note, in lower case, by language.
var correctionPhrases = map[string][]string{
	"en": {
		"correction:", "correction (", "correction –", "correction —", "corrections:", "corrected:", "clarification:",
		"editor's note:", "editor’s note:", "editors' note:", "editors’ note:", "update and correction:",
		"an earlier version of this", "a previous version of this", "an earlier headline of this",
		"this article has been corrected", "this article was amended on", "this story has been corrected",
		"this story has been updated to correct", "this article has been updated to correct",
	},
}

// readRelated gives the words on the page that are not the story's but bear on it, in page order, each once:
// headlines of related-story boxes, captions, corrections. It must see the tree before readability changes it.
func readRelated(doc *goquery.Document, facts pageFacts) []string {
	var all []string
	for _, box := range doc.FindMatcher(relatedBoxes).Nodes {
		if !holdsStory(box) {
			all = append(all, boxHeadlines(box)...)
		}
	}
	for _, caption := range doc.FindMatcher(captions).Nodes {
		if !holdsStory(caption) {
			all = append(all, oneLine(textOf(caption)))
		}
	}
	all = append(all, correctionNotes(doc)...)
	for _, note := range facts.corrections {
		all = append(all, oneLine(note))
	}
	return distinct(all)
}

// distinct gives the non-empty strings, each once, in order, no more than maxRelated.
func distinct(all []string) []string {
	seen := map[string]bool{"": true}
	all = slices.DeleteFunc(all, func(s string) bool {
		again := seen[s]
		seen[s] = true
		return again
	})
	return all[:min(len(all), maxRelated)]
}

// holdsStory says whether an element that looks like a box by its class is in truth the page or the story itself:
// the whole page, its main part, four paragraphs and more of its own, or simply too much.
func holdsStory(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main:
		return true
	}
	paragraphs, size := 0, 0
	for d := range n.Descendants() {
		size++
		if d.DataAtom == atom.P && len(textOf(d)) > minBodyParagraph {
			paragraphs++
		}
		if d.DataAtom == atom.H1 || paragraphs >= 4 || size > maxBox {
			return true
		}
	}
	return false
}

// boxHeadlines gives the headlines of a related-story box, which is small (see holdsStory): its links, else its
// headings, that are long enough.
func boxHeadlines(box *html.Node) []string {
	var links, headings []string
	for d := range box.Descendants() {
		switch d.DataAtom {
		case atom.A:
			links = append(links, headlineIn(d))
		case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			headings = append(headings, headlineIn(d))
		}
	}
	if found := distinct(links); len(found) > 0 {
		return found
	}
	return distinct(headings)
}

func headlineIn(n *html.Node) string {
	s := oneLine(textOf(n))
	if strings.Count(s, " ") < minHeadline-1 || len(s) > 300 { // a headline and its summary at most
		return ""
	}
	return s
}

// correctionNotes gives the page's correction notes. Of four pages with one, two had it outside the body (ingest note
// §2.2), so the whole page is looked through.
func correctionNotes(doc *goquery.Document) []string {
	var found []string
	for _, n := range doc.FindMatcher(marked).Nodes {
		if s := textOf(n); len(s) <= maxCorrection && strings.Count(s, " ") >= minHeadline {
			found = append(found, joinFields(s))
		}
	}
	for _, n := range doc.FindMatcher(notes).Nodes {
		if isCorrection(n) {
			found = append(found, joinFields(textOf(n)))
		}
	}
	return withoutParts(found)
}

// withoutParts drops strings that stand inside another one of the list: a note's element lies in its box's.
func withoutParts(all []string) []string {
	all = distinct(all)
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool {
		return slices.ContainsFunc(all, func(other string) bool { return len(other) > len(s) && strings.Contains(other, s) })
	})
}

// isCorrection says whether an element is a correction note by its first words.
func isCorrection(n *html.Node) bool {
	start := strings.ToLower(opening(n))
	if !opensWith(start, correctionPhrases) {
		return false
	}
	return len(textOf(n)) <= maxCorrection
}

// opensWith says whether lower-case words open with a phrase of the table, in any language.
func opensWith(words string, table map[string][]string) bool {
	for _, phrases := range table {
		if slices.ContainsFunc(phrases, func(p string) bool { return strings.HasPrefix(words, p) }) {
			return true
		}
	}
	return false
}
