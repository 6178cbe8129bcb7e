package sources

import (
	"context"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"secondsource/claims"
)

// fromTokens reads a page of which no tree can be made: the words of its <p> elements, in order, in one linear pass, and
// the metadata of its head. The article is degraded, and says which limit was met.
func fromTokens(ctx context.Context, page string, o Origin, limit limitError) (claims.Article, error) {
	text, hiddenWords := tokenParagraphs(page)
	b, err := chosen(body{text: text, rule: claims.RuleTokens, degraded: string(limit) + ": these are its paragraphs, with whatever stands between them"})
	if err != nil {
		return claims.Article{}, err
	}
	doc := goquery.NewDocumentFromNode(headOf(ctx, page))
	if ctx.Err() != nil {
		return claims.Article{}, ctx.Err()
	}
	facts := readFacts(doc, o)
	a := b.article(facts, o, readSigns(doc, facts, o))
	a.Hidden = hiddenWords
	return a, nil
}

// maxHeadOf bounds what is read of a head alone, in bytes. Heads of the 102 pages of the ingest note have under 100 KB.
const maxHeadOf = 256 << 10

// headOf parses the head of a page alone, within the caps of a page; an empty tree if that cannot be done.
func headOf(ctx context.Context, page string) *html.Node {
	end := min(len(page), maxHeadOf)
	for _, tag := range []string{"</head", "<body", "</HEAD", "<BODY"} {
		if at := strings.Index(page[:end], tag); at >= 0 {
			end = at
		}
	}
	root, err := parsePage(ctx, page[:end])
	if err != nil {
		return &html.Node{Type: html.DocumentNode}
	}
	return root
}

// A paragraphReader collects the words of <p> elements from tokens.
type paragraphReader struct {
	paragraphs []string
	p          strings.Builder
	inside     bool
	cover      []atom.Atom // the hidden element that is open, and those open in it
	hidden     claims.Hidden
}

// tokenParagraphs gives the words of a page's paragraphs, and counts those that a browser would not show.
func tokenParagraphs(page string) (string, claims.Hidden) {
	var r paragraphReader
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			r.flush()
			return strings.Join(r.paragraphs, "\n\n"), r.hidden
		case html.TextToken:
			r.words(z.Text())
		case html.CommentToken:
			r.hidden.Comments += len(strings.TrimSpace(string(z.Text())))
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			r.tag(kind, z.Token())
		default: // doctypes have no words
		}
	}
}

func (r *paragraphReader) words(text []byte) {
	switch {
	case len(r.cover) > 0:
		r.hidden.Elements += len(strings.TrimSpace(string(text)))
	case r.inside:
		r.p.Write(text)
	}
}

func (r *paragraphReader) tag(kind html.TokenType, t html.Token) {
	if gapOf(t.DataAtom) == gapBlock || unrendered(&html.Node{DataAtom: t.DataAtom}) {
		r.flush()
		r.inside = t.DataAtom == atom.P && kind == html.StartTagToken
	}
	switch {
	case kind == html.EndTagToken:
		r.uncover(t.DataAtom)
	case kind == html.StartTagToken && !isVoid(t.DataAtom):
		r.endImplied(t.DataAtom)
		if len(r.cover) > 0 || hiddenBy(t.Attr) {
			r.cover = append(r.cover, t.DataAtom)
		}
	}
}

// endImplied ends the covered element that a new tag ends without a word: a paragraph at a block, an item at the next.
func (r *paragraphReader) endImplied(next atom.Atom) {
	if len(r.cover) == 0 {
		return
	}
	switch open := r.cover[len(r.cover)-1]; open {
	case atom.P:
		if gapOf(next) == gapBlock {
			r.cover = r.cover[:len(r.cover)-1]
		}
	case atom.Li, atom.Dd, atom.Dt, atom.Td, atom.Th, atom.Tr, atom.Option:
		if open == next {
			r.cover = r.cover[:len(r.cover)-1]
		}
	}
}

// maxCover is how many elements are kept track of inside a hidden one: the parser's own limit on open elements.
const maxCover = 512

// uncover ends the innermost element of that name inside the hidden one, and those in it. Elements without a name of the
// standard all go by one.
func (r *paragraphReader) uncover(name atom.Atom) {
	for at, open := range slices.Backward(r.cover[max(0, len(r.cover)-maxCover):]) {
		if open == name {
			r.cover = r.cover[:max(0, len(r.cover)-maxCover)+at]
			return
		}
	}
}

func (r *paragraphReader) flush() {
	if s := joinFields(r.p.String()); len(s) > minBodyParagraph {
		r.paragraphs = append(r.paragraphs, s)
	}
	r.p.Reset()
	r.inside = false
}

// isVoid says whether an element has no end tag.
func isVoid(name atom.Atom) bool {
	switch name {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Source,
		atom.Track, atom.Wbr:
		return true
	default:
		return false
	}
}
