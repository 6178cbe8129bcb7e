package sources

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"secondsource/claims"
)

// hiddenStyles are declarations of a style attribute, without spaces and in lower case, by which an element's words are
// not seen. Style sheets are not read.
var hiddenStyles = []string{
	";display:none", ";visibility:hidden", ";visibility:collapse", ";font-size:0;", ";font-size:0px", ";text-indent:-99",
	";clip:rect(0", ";clip:rect(1px", ";clip-path:inset(50%", ";clip-path:inset(100%", ";left:-99", ";top:-99",
}

// unseenClasses are the usual names for words that only a screen reader is to say.
var unseenClasses = []string{"sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden", "screen-reader-only", "u-visually-hidden"}

// hidden says whether a browser would not show the element. Hidden words are no evidence (reliability note §2.3).
func hidden(n *html.Node) bool {
	return n.Type == html.ElementNode && hiddenBy(n.Attr)
}

// hiddenBy says whether one of an element's attributes hides it.
func hiddenBy(attrs []html.Attribute) bool {
	for _, a := range attrs {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if strings.TrimSpace(a.Val) == "true" {
				return true
			}
		case "style":
			if hidesByStyle(a.Val) {
				return true
			}
		case "class":
			if slices.ContainsFunc(strings.Fields(a.Val), func(c string) bool { return slices.Contains(unseenClasses, c) }) {
				return true
			}
		}
	}
	return false
}

func hidesByStyle(style string) bool {
	if len(style) > maxAddress { // a background picture written out; nobody hides with so many words
		style = style[:maxAddress]
	}
	style = ";" + strings.ToLower(strings.Join(strings.Fields(style), "")) + ";"
	if strings.Contains(style, ";opacity:0;") && strings.Contains(style, "height:0") {
		return true // alone it may be faded in
	}
	return slices.ContainsFunc(hiddenStyles, func(s string) bool { return strings.Contains(style, s) })
}

// sweepHidden takes out of a tree what a browser does not show, comments included, and counts its words. The page's
// outermost elements stay, whatever they say of themselves: many are uncovered by a script.
func sweepHidden(root *html.Node) claims.Hidden {
	var count claims.Hidden
	for _, n := range slices.Collect(root.Descendants()) {
		switch {
		case n.Parent == nil: // with an element above it
		case n.Type == html.CommentNode:
			count.Comments += len(strings.TrimSpace(n.Data))
			n.Parent.RemoveChild(n)
		case n.Type != html.ElementNode || unrendered(n) || n.DataAtom == atom.Html || n.DataAtom == atom.Body:
		case hidden(n):
			count.Elements += measureTree(n)[n].text
			cutOff(n)
		default:
			count.Alternatives += len(attrOf(n, "alt")) + len(attrOf(n, "title"))
		}
	}
	return count
}

// cutOff takes a subtree out and apart, so that none of its nodes has a parent.
func cutOff(n *html.Node) {
	n.Parent.RemoveChild(n)
	for _, d := range slices.Collect(n.Descendants()) {
		d.Parent.RemoveChild(d)
	}
}
