package sources

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// sentenceRest is the fewest bytes beside a link that, with a full stop among them, make a sentence of the story:
	// "<a>Ferries are late again</a>, he said."
	sentenceRest = 8
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
// outlets or bodies. A site's teasers lead to itself, and its buttons to networks to share on.
func (f pageFacts) leadsOff(n *html.Node) bool {
	links, own := 0, ""
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
		if target == "" || domainOf(target) == own || domainOf(target) == domainOf(f.canonical) || isShareLink(target, text) {
			return false
		}
		links++
	}
	return links > 0
}

// shareLink is the part of an address by which networks take in what is shared.
var shareLink = regexp.MustCompile(`(?i)/(?:share|sharer|sharing|intent|sharearticle|submit|send|pin/create)\b|[?&](?:u|url|text|body)=`)

// networks are names that stand alone on buttons, in lower case.
var networks = wordSet(`facebook twitter x instagram youtube whatsapp telegram linkedin pinterest reddit tumblr flipboard messenger
	threads bluesky mastodon tiktok snapchat vk line email e-mail rss`)

func isShareLink(target, text string) bool {
	return networks[strings.ToLower(text)] || shareLink.MatchString(target)
}

// carriesSentence says whether a block goes on after its links and ends as a sentence does, and so is no teaser.
func carriesSentence(n *html.Node, size measure) bool {
	if size.text-size.link < sentenceRest {
		return false
	}
	last := n
	for last.LastChild != nil {
		for last = last.LastChild; blankText(last) && last.PrevSibling != nil; last = last.PrevSibling {
		}
	}
	return last.Type == html.TextNode && strings.ContainsAny(lastRune(last.Data), ".!?") && !inLink(last, n)
}

// lastRune gives the last character of a text that is no space or closing mark.
func lastRune(s string) string {
	s = strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"”’')»", r) })
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

// inLink says whether a node stands in a link below an element.
func inLink(n, below *html.Node) bool {
	for p := n; p != nil && p != below; p = p.Parent {
		if p.DataAtom == atom.A {
			return true
		}
	}
	return false
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
