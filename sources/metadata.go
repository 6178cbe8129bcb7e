package sources

import (
	"net/url"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"secondsource/claims"
)

// A pageFacts is what a page says of itself outside the body of its story.
type pageFacts struct {
	title, byline, publisher string
	dateline, language       string
	canonical                string // absolute; "" if none is named
	published, modified      time.Time
	rules                    claims.Provenance
	corrections              []string
	paid                     bool     // JSON-LD says that the story is not free
	tier                     string   // article:content_tier, in lower case: "free", "metered", "locked"
	heading                  string   // the page's title as its window shows it
	base                     *url.URL // what the page's links are relative to; nil if unknown
}

// A fact is a thing that a page says, and where.
type fact struct {
	value string
	rule  claims.Rule
}

// firstFact gives the first that says something.
func firstFact(all ...fact) (value string, rule claims.Rule) {
	for _, f := range all {
		if f.value != "" {
			return f.value, f.rule
		}
	}
	return "", ""
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
	changed    = cascadia.MustCompile(`[itemprop="dateModified"]`)
	rootTags   = cascadia.MustCompile(`html[lang]`)
	datelines  = cascadia.MustCompile(`.dateline, [itemprop="dateline"]`)
)

// The meta tags that name a thing, best first. Measured in that order: ingest note §3.
var (
	titleMetas     = []string{"og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title"}
	bylineMetas    = []string{"author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"}
	publisherMetas = []string{"og:site_name", "application-name"}
	languageMetas  = []string{"content-language", "og:locale", "dc.language", "language"}
	tierMetas      = []string{"article:content_tier", "content_tier"}
	dateMetas      = []string{
		"article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
		"sailthru.date", "pubdate", "publishdate", "publish-date", "ptime", "pdate", "dc.date.issued", "dcterms.created",
		"dc.date", "date", "article.published", "cxenseparse:recs:publishtime", "originalpublicationdate",
	}
	modifiedMetas = []string{
		"article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "dc.date.modified",
		"article.updated", "revision_date", "lastmod",
	}
)

// readFacts reads the metadata of a page: JSON-LD, then meta tags, then markup, and notes which of them told. It must see
// the tree before readability changes it.
func readFacts(doc *goquery.Document, o Origin) pageFacts {
	ld := readLD(texts(doc.FindMatcher(ldScripts)))
	m := metaOf(doc)
	f := pageFacts{
		base: baseOf(doc, o), corrections: ld.corrections, paid: ld.paid, tier: strings.ToLower(m.first(tierMetas)),
		heading: oneLine(doc.FindMatcher(titleTags).First().Text()),
	}
	f.canonical, f.rules.Canonical = firstFact(
		fact{canonicalOf(doc, f.base), claims.RuleMarkup},
		fact{wholeAddress(m["og:url"]), claims.RuleMeta},
		fact{wholeAddress(ld.address), claims.RuleLD})
	if f.base == nil && f.canonical != "" {
		f.base, _ = url.Parse(f.canonical) // it parsed before
	}
	f.title, f.rules.Title = firstFact(
		fact{ld.headline, claims.RuleLD}, fact{m.first(titleMetas), claims.RuleMeta}, fact{headlineOf(doc, f), claims.RuleMarkup})
	f.byline, f.rules.Byline = firstFact(
		fact{strings.Join(ld.authors, ", "), claims.RuleLD}, fact{m.first(bylineMetas), claims.RuleMeta},
		fact{bylineOf(doc), claims.RuleMarkup})
	f.publisher, f.rules.Publisher = firstFact(
		fact{ld.publisher, claims.RuleLD}, fact{m.first(publisherMetas), claims.RuleMeta},
		fact{Host(o.URL), claims.RuleAddress}, fact{Host(f.canonical), claims.RuleAddress})
	f.dateline, f.rules.Dateline = firstFact(fact{ld.dateline, claims.RuleLD}, fact{datelineOf(doc), claims.RuleMarkup})
	f.language, f.rules.Language = firstFact(
		fact{languageTag(doc.FindMatcher(rootTags).AttrOr("lang", "")), claims.RuleMarkup}, fact{languageTag(ld.language), claims.RuleLD},
		fact{languageTag(m.first(languageMetas)), claims.RuleMeta}, fact{languageTag(o.Language), claims.RuleServer})
	f.published, f.rules.Published = publishedOf(ld, m, doc, firstNonEmpty(o.URL, f.canonical))
	f.modified, f.rules.Modified = modifiedOf(ld, m, doc, o)
	if f.modified.Before(f.published) {
		f.modified, f.rules.Modified = time.Time{}, "" // a page cannot have been changed before it was there
	}
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
		name := strings.ToLower(firstNonEmpty(attrOf(node, "property"), attrOf(node, "name"), attrOf(node, "itemprop"), attrOf(node, "http-equiv")))
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
func headlineOf(doc *goquery.Document, f pageFacts) string {
	if h1 := doc.FindMatcher(headlines); h1.Length() == 1 {
		if s := oneLine(textOf(h1.Nodes[0])); s != "" {
			return s
		}
	}
	return trimOutlet(f.heading)
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

// wholeAddress gives an absolute web address without its fragment, or "".
func wholeAddress(address string) string {
	whole, _, _ := strings.Cut(resolve(strings.TrimSpace(address), nil), "#")
	return whole
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

// languageTag gives the language of a tag such as "en-GB" or "pt_BR" by its ISO 639 code, "" for what is none.
func languageTag(tag string) string {
	code, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	switch code {
	case "und", "mul", "zxx", "x":
		return ""
	case "nb", "nn":
		return "no"
	case "iw": // as it was called until 1989
		return "he"
	}
	if len(code) < 2 || len(code) > 3 || strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return code
}
