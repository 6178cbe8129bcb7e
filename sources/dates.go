package sources

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"secondsource/claims"
)

// maxMarkedDates is how many marked dates of a page are looked at: beyond stand the teasers' dates.
const maxMarkedDates = 20

// dateLayouts are the formats in which publishing systems state machine-readable dates in meta tags, JSON-LD and <time>
// elements, most exact first: ISO 8601 as it is really written, HTTP's and JavaScript's own, and English dates that
// name the month. Figures alone ("03/02/2026") differ by country and are not guessed at. A layout without a zone is read as UTC.
var dateLayouts = []string{
	time.RFC3339Nano,
	"2006-01-02T15:04:05.999Z0700",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04Z0700",
	"2006-01-02T15:04:05.999",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05 Z0700",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05.999",
	"2006-01-02 15:04",
	time.DateOnly,
	"20060102T150405Z0700",
	"20060102",
	"2006/01/02",
	time.RFC1123Z,
	time.RFC1123,
	"Mon, 2 Jan 2006 15:04:05 Z0700",
	"Mon Jan 02 2006 15:04:05 GMT-0700",
	"January 2, 2006",
	"Jan 2, 2006",
	"2 January 2006",
}

// The years that a page's date is believed for: before the web's first news site (1993, with room for archives that
// were put online later) or far ahead it is a fault of the page.
const (
	firstYear = 1800
	lastYear  = 2200
)

// parseDate reads a machine-readable date. ok is false for words, for impossible dates and for years nobody meant.
func parseDate(s string) (t time.Time, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) < len("20060102") || len(s) > 64 { // the longest layout takes 39 bytes; some add a zone's name
		return time.Time{}, false
	}
	s, _, _ = strings.Cut(s, " (") // JavaScript's own dates name their zone: "… GMT+0100 (CET)"
	for _, layout := range dateLayouts {
		t, err := time.Parse(layout, s)
		if err == nil && t.Year() >= firstYear && t.Year() <= lastYear {
			return t, true
		}
	}
	return time.Time{}, false
}

// publishedOf gives when the page says it was published, and where it says so; zero if it does not. The address is asked
// last, and only for a whole day.
func publishedOf(ld ldArticle, m metas, doc *goquery.Document, address string) (time.Time, claims.Rule) {
	if t, ok := parseDate(ld.published); ok {
		return t, claims.RuleLD
	}
	if t, ok := m.firstDate(dateMetas); ok {
		return t, claims.RuleMeta
	}
	if t, ok := markedDate(doc, dateMarkup, timeTags); ok {
		return t, claims.RuleMarkup
	}
	if t, ok := addressDate(address); ok {
		return t, claims.RuleAddress
	}
	return time.Time{}, ""
}

// modifiedOf gives when the page says it was last changed, and where it says so. The server's own date is asked last: it is often
// that of the answer.
func modifiedOf(ld ldArticle, m metas, doc *goquery.Document, o Origin) (time.Time, claims.Rule) {
	if t, ok := parseDate(ld.modified); ok {
		return t, claims.RuleLD
	}
	if t, ok := m.firstDate(modifiedMetas); ok {
		return t, claims.RuleMeta
	}
	if t, ok := markedDate(doc, changed); ok {
		return t, claims.RuleMarkup
	}
	if t, ok := parseDate(o.LastModified); ok {
		return t, claims.RuleServer
	}
	return time.Time{}, ""
}

// firstDate gives the date of the first of the named tags that holds one.
func (m metas) firstDate(names []string) (time.Time, bool) {
	for _, name := range names {
		if t, ok := parseDate(m[name]); ok {
			return t, true
		}
	}
	return time.Time{}, false
}

// markedDate gives the first date among the elements that the selectors find, in the order of the selectors.
func markedDate(doc *goquery.Document, selectors ...cascadia.Selector) (time.Time, bool) {
	var nodes []*html.Node
	for _, s := range selectors {
		nodes = append(nodes, doc.FindMatcher(s).Nodes...)
	}
	for _, n := range nodes[:min(len(nodes), maxMarkedDates)] {
		if t, ok := parseDate(firstNonEmpty(attrOf(n, "datetime"), attrOf(n, "content"), textOf(n))); ok {
			return t, true
		}
	}
	return time.Time{}, false
}

// datePath is a day in the path of an address: /2026/02/03/ or /2026-02-03- and the like, year first.
var datePath = regexp.MustCompile(`[/_-]((?:19|20)\d\d)([/_-])(\d\d?)([/_-])(\d\d?)(?:[/_.-]|$)`)

// addressDate gives the day that an address names in its path.
func addressDate(address string) (time.Time, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return time.Time{}, false
	}
	m := datePath.FindStringSubmatch(u.Path)
	if m == nil || m[2] != m[4] {
		return time.Time{}, false
	}
	t, err := time.Parse("2006 1 2", m[1]+" "+m[3]+" "+m[5])
	return t, err == nil
}
