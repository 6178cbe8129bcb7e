package sources

import (
	"net/url"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// sourceWords is the fewest words on average of links that stand alone and are yet a source for the reader ("Read
	// the full ruling"), not the name of a network to share on.
	sourceWords = 3
	// sentenceRest is the fewest bytes beside a teaser's link that make it a sentence of the story: "<a>Ferries are late
	// again</a>, the port says."
	sentenceRest = 20
	// bioBlock is the longest note on an author at the foot of a story, in bytes.
	bioBlock = 500
)

var articleTags = cascadia.MustCompile(`article, [itemtype*="Article"], [itemtype*="BlogPosting"], .hentry`)

// isTeaserArticle says whether an article element is another story's: its first heading, or its first words, is a link
// to another page of the site. The items of a live page link to places on the page itself.
func isTeaserArticle(n *html.Node, f pageFacts) bool {
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4:
			link := headingLink(d)
			return link != nil && f.elsewhere(link)
		case atom.A:
			if strings.Contains(attrOf(d, "rel"), "bookmark") {
				return f.elsewhere(d)
			}
		case atom.P:
			if len(opening(d)) > minBodyParagraph {
				return false
			}
		}
	}
	return false
}

// headingLink gives the link that holds all words of a heading or stands around it; nil if there is none, or n is no
// heading.
func headingLink(heading *html.Node) *html.Node {
	if !isHeading(heading) {
		return nil
	}
	if heading.Parent != nil && heading.Parent.DataAtom == atom.A {
		return heading.Parent
	}
	for d := range heading.Descendants() {
		if d.DataAtom == atom.A && textOf(d) == textOf(heading) {
			return d
		}
	}
	return nil
}

// elsewhere says whether a link leads to another page than the one that was read.
func (f pageFacts) elsewhere(link *html.Node) bool {
	target := pageKey(resolve(attrOf(link, "href"), f.base))
	return target != "" && f.base != nil && target != pageKey(f.base.String()) && target != pageKey(f.canonical)
}

// pageKey is an address by which two links to one page are the same: host and path.
func pageKey(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return Host(address) + strings.TrimSuffix(u.EscapedPath(), "/")
}

// leadsOff says whether the links of a block or list that is all links are sources and not teasers: they lead to other
// outlets or bodies, and say more than a network's name. A site's teasers lead to itself.
func (f pageFacts) leadsOff(n *html.Node) bool {
	links, words, own := 0, 0, ""
	if f.base != nil {
		own = domainOf(f.base.String())
	}
	for d := range n.Descendants() {
		if d.DataAtom != atom.A {
			continue
		}
		text := opening(d)
		if text == "" {
			continue
		}
		target := resolve(attrOf(d, "href"), f.base)
		if target == "" || domainOf(target) == own || domainOf(target) == domainOf(f.canonical) {
			return false
		}
		links++
		words += strings.Count(text, " ") + 1
	}
	return links > 0 && words >= sourceWords*links
}

// carriesSentence says whether a block goes on after its links as a sentence does, and so is no teaser.
func carriesSentence(text string, size measure) bool {
	return size.text-size.link >= sentenceRest && endsSentence(text)
}

// bioVerbs follow an author's name in the note about the author.
var bioVerbs = wordSet("is was covers reports writes has joined contributes works can studied edits")

// isAuthorNote says whether a block is the note about one of the story's authors: it opens with the name of the byline.
func isAuthorNote(text, byline string) bool {
	for name := range strings.SplitSeq(strings.ReplaceAll(byline, " and ", ", "), ", ") {
		rest, ok := strings.CutPrefix(text, name+" ")
		if !ok || strings.Count(name, " ") == 0 {
			continue
		}
		verb, _, _ := strings.Cut(rest, " ")
		if bioVerbs[verb] {
			return true
		}
	}
	return false
}
