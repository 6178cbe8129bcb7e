package sources

import (
	"net/url"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// A pageFacts is what a page says of itself outside the body of its story.
type pageFacts struct {
	title, byline, publisher string
	canonical                string // absolute; "" if none is named
	published                time.Time
	corrections              []string
	base                     *url.URL // what the page's links are relative to; nil if unknown
}

// The selectors of the metadata, compiled once.
var (
	ldScripts  = cascadia.MustCompile(`script[type^="application/ld+json"]`)
	metaTags   = cascadia.MustCompile(`meta[content]`)
	canonicals = cascadia.MustCompile(`link[rel~="canonical"][href]`)
	baseTags   = cascadia.MustCompile(`base[href]`)
	titleTags  = cascadia.MustCompile(`head title`)
	headlines  = cascadia.MustCompile(`h1`)
	bylines    = cascadia.MustCompile(`[rel~="author"], [itemprop="author"] [itemprop="name"], .byline, .article-byline, .author-name`)
	dateMarkup = cascadia.MustCompile(`[itemprop="datePublished"], time[pubdate]`)
	timeTags   = cascadia.MustCompile(`time[datetime]`)
)

// The meta tags that name a thing, best first. Measured in that order: ingest note §3.
var (
	titleMetas     = []string{"og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title"}
	bylineMetas    = []string{"author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"}
	publisherMetas = []string{"og:site_name", "application-name"}
	dateMetas      = []string{
		"article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
		"sailthru.date", "pubdate", "publishdate", "publish-date", "ptime", "pdate", "dc.date.issued", "dcterms.created",
		"dc.date", "date", "article.published", "cxenseparse:recs:publishtime", "originalpublicationdate",
	}
)

// readFacts reads the metadata of a page: JSON-LD, then meta tags, then markup. It must see the tree before
// readability changes it.
func readFacts(doc *goquery.Document, o Origin) pageFacts {
	ld := readLD(texts(doc.FindMatcher(ldScripts)))
	metas := metaOf(doc)
	f := pageFacts{base: baseOf(doc, o), corrections: ld.corrections}
	f.canonical = canonicalOf(doc, f.base)
	if f.base == nil && f.canonical != "" {
		f.base, _ = url.Parse(f.canonical) // it parsed before
	}
	f.title = firstNonEmpty(ld.headline, metas.first(titleMetas), headlineOf(doc))
	f.byline = firstNonEmpty(strings.Join(ld.authors, ", "), metas.first(bylineMetas), bylineOf(doc))
	f.publisher = firstNonEmpty(ld.publisher, metas.first(publisherMetas), Host(o.URL), Host(f.canonical))
	f.published = dateOf(ld, metas, doc)
	return f
}

func firstNonEmpty(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

// texts gives the raw text of every element of a selection.
func texts(s *goquery.Selection) []string {
	return s.Map(func(_ int, s *goquery.Selection) string { return s.Text() })
}

// metas are a page's meta tags, names in lower case; of several with one name the first counts.
type metas map[string]string

func metaOf(doc *goquery.Document) metas {
	m := metas{}
	doc.FindMatcher(metaTags).Each(func(_ int, s *goquery.Selection) {
		node := s.Nodes[0]
		name := strings.ToLower(firstNonEmpty(attrOf(node, "property"), attrOf(node, "name"), attrOf(node, "itemprop")))
		if _, seen := m[name]; !seen && name != "" {
			m[name] = oneLine(attrOf(node, "content"))
		}
	})
	return m
}

// first gives the first of the named tags that says something. An address is no name: article:author often is one.
func (m metas) first(names []string) string {
	for _, name := range names {
		if v := m[name]; v != "" && !strings.HasPrefix(v, "http://") && !strings.HasPrefix(v, "https://") {
			return v
		}
	}
	return ""
}

// baseOf gives what the page's relative links start from: <base href>, else the page's own address.
func baseOf(doc *goquery.Document, o Origin) *url.URL {
	var base *url.URL
	if u, err := url.Parse(o.URL); err == nil && u.Host != "" {
		base = u
	}
	if href, ok := doc.FindMatcher(baseTags).Attr("href"); ok {
		if u, err := url.Parse(resolve(href, base)); err == nil && u.Host != "" {
			base = u
		}
	}
	return base
}

func canonicalOf(doc *goquery.Document, base *url.URL) string {
	href, _ := doc.FindMatcher(canonicals).Attr("href")
	address, _, _ := strings.Cut(resolve(strings.TrimSpace(href), base), "#")
	return address
}

// headlineOf gives the page's only h1, else its title without the outlet's name at the end.
func headlineOf(doc *goquery.Document) string {
	if h1 := doc.FindMatcher(headlines); h1.Length() == 1 {
		if s := oneLine(textOf(h1.Nodes[0])); s != "" {
			return s
		}
	}
	return trimOutlet(oneLine(doc.FindMatcher(titleTags).First().Text()))
}

// trimOutlet takes " - Outlet" or " | Outlet" from a title's end, where what is left is a headline (three words) and
// longer than what is taken.
func trimOutlet(title string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — "} {
		at := strings.LastIndex(title, sep)
		if at > len(title)-at && strings.Count(title[:at], " ") >= 2 {
			return strings.TrimSpace(title[:at])
		}
	}
	return title
}

func bylineOf(doc *goquery.Document) string {
	for _, node := range doc.FindMatcher(bylines).Nodes {
		name := textOf(node)
		if rest, ok := cutPrefixFold(name, "by "); ok {
			name = rest
		}
		name, _, _ = strings.Cut(name, " | ")
		if name = oneLine(name); name != "" && len(name) <= 100 { // readability's own bound on a byline
			return name
		}
	}
	return ""
}

// cutPrefixFold is strings.CutPrefix for an ASCII prefix in any case.
func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):], true
	}
	return s, false
}

// dateOf gives when the page says it was published; zero if it does not.
func dateOf(ld ldArticle, m metas, doc *goquery.Document) time.Time {
	if t, ok := parseDate(ld.published); ok {
		return t
	}
	for _, name := range dateMetas {
		if t, ok := parseDate(m[name]); ok {
			return t
		}
	}
	marked := append(doc.FindMatcher(dateMarkup).Nodes, doc.FindMatcher(timeTags).Nodes...)
	for _, node := range marked[:min(len(marked), 20)] { // beyond that stand the teasers' dates
		if t, ok := parseDate(firstNonEmpty(attrOf(node, "datetime"), attrOf(node, "content"), textOf(node))); ok {
			return t
		}
	}
	return time.Time{}
}

// Host is a web address's host in lower case without "www."; of a copy in the Wayback Machine that of the page, so that two
// outlets whose pages are gone are not one. "" for anything else, such as a path.
func Host(address string) string {
	u, err := webAddress(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// headOf parses the head of a page alone, for one that is nested too deep to parse whole.
func headOf(page string) *html.Node {
	end := len(page)
	for _, tag := range []string{"</head", "<body", "</HEAD", "<BODY"} {
		if at := strings.Index(page, tag); at >= 0 {
			end = min(end, at)
		}
	}
	root, err := html.Parse(strings.NewReader(page[:min(end, maxLDBytes)]))
	if err != nil {
		return &html.Node{Type: html.DocumentNode}
	}
	return root
}
