package sources

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"secondsource/claims"
)

// An Origin is where a page came from.
type Origin struct {
	URL         string // the address it was read from; "" for a file, which then goes by its canonical link
	ContentType string // as the server told it; "" if nobody did

	// What else is known of the answer; all of it may be missing.
	Asked        string // the address that was asked for, where redirects led to URL
	Language     string // Content-Language
	LastModified string // Last-Modified
}

const (
	// minBody is the fewest words of an article. A news brief's lead has about 25; what is left of a consent wall or an
	// error page ("Please enable JavaScript to continue") has fewer than 20.
	minBody = 20
	// minBodyParagraph is the fewest bytes of a paragraph that counts as running text: readability's own bound.
	minBodyParagraph = 25
	// maxEffort bounds readability, which asks every element for the words below it, several times, and hears no
	// context: the sum over the tree of each node's size times its depth. The 102 pages of the ingest note stay
	// under 6 million; at 70 million a page takes 1.6 s.
	maxEffort = 32 << 20
)

// FromHTML makes an article of a page (the recipe is the ingest note's §2.2). Its Text is the story's body alone;
// headlines of boxes, captions and correction notes go to Related and, with their kinds, to Notes. A page that could be
// read only in a lesser way, or may hold only a part of its story, says how in Degraded. Errors are ErrEmpty, ErrTooLarge,
// ErrNoArticle, ErrNotText and ctx's own.
func FromHTML(ctx context.Context, raw []byte, o Origin) (claims.Article, error) {
	page, err := pageText(raw, o)
	if err != nil {
		return claims.Article{}, err
	}
	a, err := fromPage(ctx, page, o)
	if err == nil && strings.Contains(page, markerSign) {
		a.Markers = placeText(a.Text, page).markers
	}
	return a, err
}

// placeHTML is FromHTML with the file; nil if the page is in an encoding whose places cannot be told.
func placeHTML(ctx context.Context, path string, raw []byte) (claims.Article, *Source, error) {
	page, err := pageText(raw, Origin{})
	if err != nil {
		return claims.Article{}, nil, err
	}
	a, err := fromPage(ctx, page, Origin{})
	if err != nil {
		return claims.Article{}, nil, err
	}
	p := placeText(a.Text, page)
	a.Markers = p.markers
	if !p.recode(page, raw) {
		return a, nil, nil
	}
	return a, p.source(path, raw), nil
}

// fromPage makes an article of a decoded page.
func fromPage(ctx context.Context, page string, o Origin) (claims.Article, error) {
	root, err := parsePage(ctx, page)
	if limit, ok := errors.AsType[limitError](err); ok {
		return fromTokens(ctx, page, o, limit)
	}
	if err != nil {
		return claims.Article{}, err
	}
	doc := goquery.NewDocumentFromNode(root)
	facts := readFacts(doc, o)
	hiddenWords := sweepHidden(root)
	notes, signs := readNotes(root, facts), readSigns(doc, facts, o)
	b, err := readBody(ctx, root, facts)
	if err != nil {
		return claims.Article{}, withoutStory(err, signs, facts)
	}
	a := b.article(facts, o, signs)
	a.Related, a.Notes, a.Hidden = textsOf(notes), notes, hiddenWords
	return a, nil
}

// withoutStory says more of a page with no story in it, where its signs tell why.
func withoutStory(err error, signs []claims.Sign, f pageFacts) error {
	switch {
	case !errors.Is(err, ErrNoArticle):
		return err
	case slices.Contains(signs, claims.SignNotFound):
		return fmt.Errorf("it is an error page (%q): %w", f.heading, err)
	case slices.Contains(signs, claims.SignPaywall):
		return fmt.Errorf("the outlet keeps this story for subscribers: %w", err)
	}
	return err
}

// pageText decodes a page after looking at its size and first bytes.
func pageText(raw []byte, o Origin) (string, error) {
	if len(raw) > MaxPage {
		return "", fmt.Errorf("%w: a page may have %d MB", ErrTooLarge, MaxPage>>20)
	}
	if kind, ok := looksBinary(raw); ok {
		return "", fmt.Errorf("%w but %s", ErrNotText, kind)
	}
	page, err := decodePage(raw, o.ContentType)
	if err != nil {
		return "", err
	}
	if strings.TrimFunc(page, blank) == "" {
		return "", ErrEmpty
	}
	return page, nil
}

// A body is a story's text as it was taken from a page.
type body struct {
	text     string
	links    []claims.Link
	quotes   []claims.Span
	rule     claims.Rule // how it was taken
	degraded string
}

func (b body) article(f pageFacts, o Origin, signs []claims.Sign) claims.Article {
	ref := claims.Ref{
		URL: cmp.Or(o.URL, f.canonical), Publisher: f.publisher, Title: f.title, Byline: f.byline, Published: f.published,
	}
	a := claims.NewArticle(ref, b.text)
	a.Links, a.Blockquotes, a.Signs = b.links, b.quotes, signs
	a.Degraded = strings.Join(slices.DeleteFunc(append([]string{b.degraded}, reasonsOf(signs)...), blankString), "; ")
	a.Dateline, a.Language, a.Modified, a.Rules = f.dateline, f.language, f.modified, f.rules
	a.Rules.Text = b.rule
	if f.canonical != ref.URL {
		a.Canonical = f.canonical
	}
	if a.Rules.Dateline == claims.RuleMarkup && !opensText(a.Dateline, b.text) {
		a.Dateline, a.Rules.Dateline = "", "" // some outlets call the line with the date so
	}
	if a.Dateline == "" {
		if a.Dateline = datelineIn(b.text); a.Dateline != "" {
			a.Rules.Dateline = claims.RuleText
		}
	}
	settleLanguage(&a)
	return a
}

// opensText says whether a text opens with a dateline and a dash.
func opensText(dateline, text string) bool {
	rest, ok := strings.CutPrefix(text, dateline)
	return ok && strings.IndexAny(strings.TrimSpace(clipHead(rest, len(" —"))), "—–-") == 0
}

func blankString(s string) bool { return s == "" }

// settleLanguage gives an article the language that its page states, or that of its words if they are plainly in another.
func settleLanguage(a *claims.Article) {
	var byText bool
	if a.Language, byText = claims.SettleLanguage(a.Language, a.Text); byText {
		a.Rules.Language = claims.RuleText
	}
}

// enough says whether the body is an article's.
func (b body) enough() bool { return len(strings.Fields(b.text)) >= minBody || longUnspaced(b.text) }

// longUnspaced lets scripts that write no spaces (Chinese, Japanese, Thai) pass for words: 60 of their runes, three
// bytes each, say about what 20 to 30 English words say.
func longUnspaced(text string) bool {
	const bytes = 180
	return len(text) >= bytes && strings.Count(text, " ") < len(text)/bytes
}

// readBody finds the story's text: readability's choice, cleaned, or else the fullest run of paragraphs.
// It changes the tree.
func readBody(ctx context.Context, root *html.Node, f pageFacts) (body, error) {
	if effort(root) > maxEffort {
		return paragraphRun(root, f, "the page is too tangled to look for its main part")
	}
	main, err := readable(root, f)
	switch {
	case ctx.Err() != nil:
		return body{}, ctx.Err()
	case err != nil || !main.enough():
		return paragraphRun(root, f, "the page's main part could not be made out")
	}
	return main, nil
}

// paragraphRun takes the longest run of paragraphs for the story and says why.
func paragraphRun(root *html.Node, f pageFacts, why string) (body, error) {
	run := takeParagraphs(longestRun(root))
	cleanBody(run, f)
	b := render(run, f.base)
	b.rule, b.degraded = claims.RuleParagraphs, why+": this is its longest run of paragraphs"
	return chosen(b)
}

func chosen(b body) (body, error) {
	if !b.enough() {
		return body{}, ErrNoArticle
	}
	return b, nil
}

// readable runs readability on a tree, which it changes, and cleans what it finds.
func readable(root *html.Node, f pageFacts) (body, error) {
	freeQuotes(root)
	freeSentences(root)
	parser := readability.NewParser()
	parser.KeepClasses = true   // the cleaning reads them
	parser.DisableJSONLD = true // readFacts has read it
	found, err := parser.ParseAndMutate(root, f.base)
	if err != nil {
		return body{}, fmt.Errorf("readability: %w", err)
	}
	if found.Node == nil {
		return body{}, ErrNoArticle
	}
	nameElements(found.Node)
	cleanBody(found.Node, f)
	b := render(found.Node, f.base)
	b.rule = claims.RuleMainPart
	return b, nil
}

// nameElements makes each element's atom agree with its name. Readability renames elements and makes new ones without a
// word to their atoms, so that its new paragraphs passed for words in a line: sentences were joined ("review.If you"),
// and furniture in them was not seen.
func nameElements(root *html.Node) {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			n.DataAtom = atom.Lookup([]byte(n.Data))
		}
	}
}

// effort is the sum over a tree of each node's size times its depth, in bytes.
func effort(root *html.Node) int {
	total, depth := 0, 0
	for n := root; n != nil; {
		total += depth * (len(n.Data) + 1)
		switch {
		case n.FirstChild != nil:
			n, depth = n.FirstChild, depth+1
		default:
			for n != nil && n.NextSibling == nil {
				n, depth = n.Parent, depth-1
			}
			if n != nil {
				n = n.NextSibling
			}
		}
	}
	return total
}

// longestRun gives the element whose own paragraphs hold the most words, or nil. Hidden ones are passed over.
func longestRun(root *html.Node) *html.Node {
	var best *html.Node
	most, words := 0, map[*html.Node]int{}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if hidden(n) {
			return
		}
		if n.DataAtom == atom.P && n.Parent != nil {
			words[n.Parent] += len(textOf(n))
			if words[n.Parent] > most {
				best, most = n.Parent, words[n.Parent]
			}
		}
		for child := range n.ChildNodes() {
			visit(child)
		}
	}
	visit(root)
	return best
}

// takeParagraphs moves an element's own paragraphs, if there is one, into a new element.
func takeParagraphs(n *html.Node) *html.Node {
	run := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	if n == nil {
		return run
	}
	for _, child := range slices.Collect(n.ChildNodes()) {
		if child.DataAtom == atom.P && !hidden(child) {
			n.RemoveChild(child)
			run.AppendChild(child)
		}
	}
	return run
}
