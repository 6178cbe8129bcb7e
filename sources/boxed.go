package sources

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// leastSentence is the fewest spaces in a sentence that is freed from its box. Menu entries have fewer words.
const leastSentence = 7

var (
	quoteTags  = cascadia.MustCompile(`blockquote`)
	linkedTags = cascadia.MustCompile(`div > p:has(a)`)
)

// joinBreaks leaves one of several line breaks that follow each other in a quotation. Readability makes boxes of what stands
// between them, and drops boxes that are mostly links: the last line of many a quoted post.
func joinBreaks(quote *html.Node) {
	var extra []*html.Node
	for d := range quote.Descendants() {
		if d.DataAtom == atom.Br && nextBreak(d) != nil {
			extra = append(extra, d)
		}
	}
	for _, br := range extra {
		br.Parent.RemoveChild(br)
	}
}

// nextBreak gives the line break that follows n, white space aside, or nil.
func nextBreak(n *html.Node) *html.Node {
	next := n.NextSibling
	for next != nil && blankText(next) {
		next = next.NextSibling
	}
	if next == nil || next.DataAtom != atom.Br {
		return nil
	}
	return next
}

// freeQuotes puts a quotation in the place of the boxes that hold it and nothing else. Readability drops such boxes for
// their links or their class ("social"), and with them the posts that a story quotes as its evidence.
func freeQuotes(root *html.Node) {
	for _, quote := range goquery.NewDocumentFromNode(root).FindMatcher(quoteTags).Nodes {
		joinBreaks(quote)
		for box := quote.Parent; isPlainBox(box) && holdsOnly(box, quote); box = quote.Parent {
			unbox(quote)
		}
	}
}

// freeSentences puts a paragraph that is a sentence with a link in the place of the boxes that hold it and nothing else.
// Readability takes a box with a fifth of its words in links for a menu, and with it went the very sentences that name
// their source: "The discovery was announced in <a>the journal</a>."
func freeSentences(root *html.Node) {
	for _, p := range goquery.NewDocumentFromNode(root).FindMatcher(linkedTags).Nodes {
		if !isPlainBox(p.Parent) {
			continue
		}
		text, size := textOf(p), measureTree(p)[p]
		if strings.Count(text, " ") < leastSentence || !endsSentence(text) || size.mostlyLinks(blockLinkShare) {
			continue
		}
		for box := p.Parent; isPlainBox(box) && !isMarkedBox(box) && holdsOnly(box, p); box = p.Parent {
			unbox(p)
		}
	}
}

// isPlainBox says whether an element is a <div> that is seen and stands in another element.
func isPlainBox(n *html.Node) bool {
	return n != nil && n.DataAtom == atom.Div && n.Parent != nil && !hidden(n)
}

// isMarkedBox says whether an element's class calls it something other than a story's.
func isMarkedBox(n *html.Node) bool {
	return furnitureClasses.Match(n) || relatedBoxes.Match(n) || captions.Match(n)
}

// unbox puts an element in the place of its parent.
func unbox(n *html.Node) {
	box := n.Parent
	box.RemoveChild(n)
	box.Parent.InsertBefore(n, box)
	box.Parent.RemoveChild(box)
}

// holdsOnly says whether a box has no words but those of one of its children. A box of over 20 children is a list of
// things; looking at each of them for each would be quadratic.
func holdsOnly(box, only *html.Node) bool {
	const most = 20
	seen := 0
	for child := range box.ChildNodes() {
		if seen++; seen > most || child != only && opening(child) != "" {
			return false
		}
	}
	return true
}

// blankText says whether a node is white space alone.
func blankText(n *html.Node) bool { return n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" }
