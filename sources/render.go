package sources

import (
	"math"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"secondsource/claims"
)

// The separators that a text can owe before its next word, weakest first.
const (
	gapNone = iota
	gapSpace
	gapLine  // <br>
	gapBlock // a paragraph's end: an empty line, so that no reader takes two paragraphs for one that was wrapped
)

// A renderer writes a cleaned tree as the text that every span of the article counts in, and notes where its links
// come to stand. Runs of white space become one space, blocks are parted by an empty line.
type renderer struct {
	text  strings.Builder
	links []claims.Link
	base  *url.URL
	gap   int
	open  int // links that wait for their first word: links[len(links)-open:]

	quotes  []claims.Span // of <blockquote>s, the outermost ones
	quoting bool          // inside one
	left    int           // nodes and bytes of the tree that may still be looked at
	bare    bool          // words alone are wanted: links and quotations are not noted
}

// render gives a node's text with the links and blockquotes in it. Addresses are resolved against base, which may be nil.
func render(node *html.Node, base *url.URL) body {
	r := &renderer{base: base, left: math.MaxInt}
	r.node(node)
	return body{text: r.text.String(), links: r.links, quotes: r.quotes}
}

func (r *renderer) node(n *html.Node) {
	if r.left <= 0 {
		return
	}
	data := n.Data[:min(len(n.Data), r.left)]
	r.left -= 1 + len(data)
	switch n.Type {
	case html.TextNode:
		r.words(data)
	case html.ElementNode, html.DocumentNode:
		r.element(n)
	default: // comments and doctypes have no words
	}
}

func (r *renderer) element(n *html.Node) {
	if unrendered(n) {
		return
	}
	gap := gapOf(n.DataAtom)
	r.gap = max(r.gap, gap)
	switch {
	case r.bare:
		r.children(n)
	case n.DataAtom == atom.A:
		r.link(n)
	case n.DataAtom == atom.Blockquote && !r.quoting:
		r.quote(n)
	default:
		r.children(n)
	}
	r.gap = max(r.gap, gap)
}

func (r *renderer) children(n *html.Node) {
	for child := range n.ChildNodes() {
		r.node(child)
	}
}

// link writes an <a> and, if it has words and leads somewhere, notes it.
func (r *renderer) link(n *html.Node) {
	address := resolve(attrOf(n, "href"), r.base)
	if address == "" {
		r.children(n)
		return
	}
	at := len(r.links)
	r.links = append(r.links, claims.Link{URL: address, At: claims.Span{Start: -1}})
	r.open++
	r.children(n)
	if r.open > 0 && r.links[at].At.Start < 0 {
		r.links = append(r.links[:at], r.links[at+1:]...)
		r.open--
		return
	}
	r.links[at].At.End = r.text.Len()
}

// quote writes a <blockquote> and, if it has words, notes it.
func (r *renderer) quote(n *html.Node) {
	at := len(r.quotes)
	r.quotes, r.quoting = append(r.quotes, claims.Span{Start: -1}), true
	r.children(n)
	r.quoting = false
	if r.quotes[at].Start < 0 {
		r.quotes = r.quotes[:at]
		return
	}
	r.quotes[at].End = r.text.Len()
}

// words writes text with its white space collapsed, first the gap that it owes.
func (r *renderer) words(s string) {
	for len(s) > 0 {
		end := strings.IndexFunc(s, parting)
		if end < 0 {
			end = len(s)
		}
		if end > 0 {
			r.word(s[:end])
			s = s[end:]
			continue
		}
		_, size := utf8.DecodeRuneInString(s)
		r.gap = max(r.gap, gapSpace)
		s = s[size:]
	}
}

// parting says whether a rune parts words: white space, and control characters, which have no place in a text.
func parting(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

func (r *renderer) word(w string) {
	if r.text.Len() > 0 {
		r.text.WriteString([...]string{gapNone: "", gapSpace: " ", gapLine: "\n", gapBlock: "\n\n"}[r.gap])
	}
	r.gap = gapNone
	for ; r.open > 0; r.open-- {
		r.links[len(r.links)-r.open].At.Start = r.text.Len()
	}
	if r.quoting && r.quotes[len(r.quotes)-1].Start < 0 {
		r.quotes[len(r.quotes)-1].Start = r.text.Len()
	}
	r.text.WriteString(w)
}

// gapOf gives the separator that an element puts around itself.
func gapOf(tag atom.Atom) int {
	switch tag {
	case atom.Br:
		return gapLine
	case atom.Td, atom.Th, atom.Img:
		return gapSpace
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details,
		atom.Dialog, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Li, atom.Main,
		atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Tfoot,
		atom.Thead, atom.Tr, atom.Ul:
		return gapBlock
	default:
		return gapNone
	}
}

// unrendered says whether a browser shows no words for the element.
func unrendered(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Iframe, atom.Object, atom.Svg, atom.Math,
		atom.Textarea, atom.Select, atom.Title, atom.Audio, atom.Video, atom.Canvas:
		return true
	default:
		return false
	}
}

// attrOf gives an attribute of an element, trimmed, or "".
func attrOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// resolve makes an address absolute. Anything but http and https, and a place on the page itself, gives "".
func resolve(ref string, base *url.URL) string {
	if ref == "" || strings.HasPrefix(ref, "#") || len(ref) > maxAddress {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	u.User = nil // a page's link has no business with passwords
	return u.String()
}

// maxAddress is the longest address that is kept, in bytes: the sitemap protocol's limit; browsers' own are near it.
const maxAddress = 2048

// The bounds of what is looked at for one line of words, in nodes and bytes of the tree. A page can nest elements that
// each ask for their words 500 deep: unbounded, that is 500 times the page.
const (
	lineBudget    = 16 << 10 // a caption, a note; the longest kept has 1,200 bytes
	openingBudget = 600      // the longest opening phrase has 39 bytes, with room for the tags around it
)

// textOf gives the words below a node on one line, or the start of them if there are many.
func textOf(n *html.Node) string { return wordsWithin(n, lineBudget) }

// opening gives the first words below a node on one line.
func opening(n *html.Node) string { return wordsWithin(n, openingBudget) }

func wordsWithin(n *html.Node, budget int) string {
	r := &renderer{left: budget, bare: true}
	r.node(n)
	return strings.ToValidUTF8(strings.Join(strings.Fields(r.text.String()), " "), "") // the budget may split a rune
}
