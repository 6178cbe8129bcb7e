package sources

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// parseFeed takes a feed or sitemap apart that was found at an address. Addresses in it are made absolute; what is no web
// address falls away. Errors are errNoFeed, ErrTooLarge, ctx's own and others that say what is wrong in a sentence.
func parseFeed(ctx context.Context, raw []byte, address string) (feedDoc, error) {
	raw, err := ungzip(raw)
	if err != nil {
		return feedDoc{}, err
	}
	var doc feedDoc
	if start := bytes.TrimLeft(bytes.TrimPrefix(raw, []byte("\uFEFF")), " \t\r\n"); bytes.HasPrefix(start, []byte("{")) {
		doc, err = parseJSONFeed(start)
	} else {
		doc, err = parseXMLFeed(ctx, raw)
	}
	if err != nil {
		return feedDoc{}, err
	}
	base, err := url.Parse(address)
	if err != nil {
		return feedDoc{}, err
	}
	doc.items = slices.DeleteFunc(doc.items, func(it item) bool { return it.url == "" })
	for i := range doc.items {
		doc.items[i].url = absolute(base, doc.items[i].url)
	}
	doc.items = slices.DeleteFunc(doc.items, func(it item) bool { return !IsAddress(it.url) })
	doc.keepSite(address)
	return doc, nil
}

// absolute resolves an address against that of its document; "" if it is none.
func absolute(base *url.URL, address string) string {
	u, err := base.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.User != nil {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	address, _ = plainAddress(u.String())
	return address
}

// keepSite takes out of a sitemap what is not of its own site, as the protocol asks: a sitemap speaks for its host. Else
// whoever writes one could send the program anywhere.
func (d *feedDoc) keepSite(address string) {
	if d.kind != sitemapFile && d.kind != sitemapIndex {
		return
	}
	own := domainOf(address)
	d.items = slices.DeleteFunc(d.items, func(it item) bool { return domainOf(it.url) != own })
	host := Host(address)
	d.children = slices.DeleteFunc(d.children, func(s sitemap) bool { return !IsAddress(s.url) || Host(s.url) != host })
	// What changed last comes first: an index may name all of an outlet's years.
	slices.SortStableFunc(d.children, func(a, b sitemap) int { return b.changed.Compare(a.changed) })
}

// ungzip unpacks a file that is packed, one layer, within the cap: sitemaps are published as .xml.gz.
func ungzip(raw []byte) ([]byte, error) {
	if !bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		return raw, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err == nil {
		raw, err = readAtMost(z, maxSitemap)
	}
	if errors.Is(err, ErrTooLarge) {
		return nil, fmt.Errorf("%w: unpacked it is over %d MB", ErrTooLarge, maxSitemap>>20)
	}
	if err != nil {
		return nil, errors.New("it is packed and arrived damaged")
	}
	return raw, nil
}

// A jsonFeedDoc is a feed in the JSON Feed format (jsonfeed.org, versions 1 and 1.1).
type jsonFeedDoc struct {
	Version string            `json:"version"`
	Title   string            `json:"title"`
	Items   few[jsonFeedItem] `json:"items"`
}

type jsonFeedItem struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	External  string `json:"external_url"`
	Title     string `json:"title"`
	Summary   string `json:"summary"`
	Text      string `json:"content_text"`
	HTML      string `json:"content_html"`
	Published string `json:"date_published"`
	Modified  string `json:"date_modified"`
}

// parseJSONFeed takes a JSON Feed apart.
func parseJSONFeed(raw []byte) (feedDoc, error) {
	if len(raw) > maxFeed {
		return feedDoc{}, fmt.Errorf("%w: a feed may have %d MB", ErrTooLarge, maxFeed>>20)
	}
	var in jsonFeedDoc
	if err := decodeAnswer(raw, &in); err != nil {
		if errors.Is(err, ErrTooLarge) {
			return feedDoc{}, err
		}
		return feedDoc{}, errors.New("it is no JSON Feed, or damaged or cut off")
	}
	if !strings.Contains(in.Version, "jsonfeed.org") {
		return feedDoc{}, errNoFeed
	}
	doc := feedDoc{kind: jsonFeed, title: plainWords(in.Title, maxTitle), more: in.Items.more}
	for _, it := range in.Items.list {
		date, ok := parseDate(it.Published)
		if !ok {
			date, _ = parseDate(it.Modified)
		}
		address := firstNonEmpty(it.URL, it.External)
		if address == "" && IsAddress(it.ID) {
			address = it.ID
		}
		doc.items = append(doc.items, item{
			url: address, title: plainWords(it.Title, maxTitle), published: date,
			summary: plainWords(cmp.Or(it.Summary, it.Text, it.HTML), maxSummary),
		})
	}
	return doc, nil
}
