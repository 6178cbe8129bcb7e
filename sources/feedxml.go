package sources

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// The caps on feeds and sitemaps (ingest note §5). An encoding/xml decoder expands no entities of a document, so that
// size and depth are the danger: 3 MB of nested elements took a usual parser 5.2 s and 909 MB.
const (
	// maxFeed is the most bytes of a feed.
	maxFeed = 2 << 20
	// maxSitemap is the most bytes of a sitemap, unpacked. The format allows 50 MB, news sitemaps list two days.
	maxSitemap = 16 << 20
	// maxSitemapURLs is the most addresses of a sitemap: the format's own bound.
	maxSitemapURLs = 50_000
	// maxFeedTime bounds taking a feed or sitemap apart: 50,000 addresses take half a second.
	maxFeedTime = 2 * time.Second
	// maxToken is the most bytes of one tag or text. An attribute takes ten times its bytes in memory.
	maxToken = 1 << 20
	// maxSitemapToken is the same for sitemaps, whose longest text is an address of up to 2,048 bytes.
	maxSitemapToken = 64 << 10
)

// An item is one entry of a feed or sitemap.
type item struct {
	url, title, summary, publisher string
	published                      time.Time
}

// A feedDoc is a feed or sitemap taken apart.
type feedDoc struct {
	items    []item
	title    string     // of the feed: the outlet
	children []sitemap  // what a sitemap index names
	more     bool       // there were more items than are read
	kind     feedFormat // by the root element
}

// A sitemap is a sitemap that an index names.
type sitemap struct {
	url     string
	changed time.Time
}

// A feedFormat is what the root element says.
type feedFormat string

const (
	rssFeed      feedFormat = "RSS"
	atomFeed     feedFormat = "Atom"
	jsonFeed     feedFormat = "JSON Feed"
	sitemapFile  feedFormat = "sitemap"
	sitemapIndex feedFormat = "sitemap index"
)

// feedRoots are the root elements that are read.
var feedRoots = map[string]feedFormat{
	"rss": rssFeed, "rdf": rssFeed, "feed": atomFeed, "urlset": sitemapFile, "sitemapindex": sitemapIndex,
}

// errNoFeed is a document that is neither feed nor sitemap.
var errNoFeed = errors.New("it is neither a feed (RSS, Atom, JSON Feed) nor a sitemap")

// A meter hands a document to the XML decoder byte by byte, so that one token cannot grow past its cap before anybody
// looks, and ends with its context.
type meter struct {
	ctx  context.Context //nolint:containedctx // a reader has no other way to hear of it, and lives for one call
	r    *bytes.Reader
	left int // bytes that the token under way may still take
	read int
}

// errLongToken is a tag or text over its cap.
var errLongToken = fmt.Errorf("%w: one tag or text in it is over the limit", ErrTooLarge)

// ReadByte makes the decoder read through the meter without a buffer of its own.
func (m *meter) ReadByte() (byte, error) {
	if m.left--; m.left < 0 {
		return 0, errLongToken
	}
	if m.read++; m.read%parseStep == 0 {
		if err := m.ctx.Err(); err != nil {
			return 0, err
		}
	}
	b, err := m.r.ReadByte()
	if b < ' ' && b != '\n' && b != '\r' && b != '\t' {
		b = ' ' // XML forbids control characters, but a feed with one in a title is still to be read
	}
	return b, err
}

// Read serves the converter of another character set.
func (m *meter) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.r.Read(p[:min(len(p), parseStep)])
	if m.left -= n; m.left < 0 {
		return 0, errLongToken
	}
	return n, err
}

// parseXMLFeed takes a feed or sitemap apart, one token in memory at a time.
func parseXMLFeed(caller context.Context, raw []byte) (feedDoc, error) {
	ctx, cancel := context.WithTimeout(caller, maxFeedTime)
	defer cancel()
	if !utf8.Valid(raw) && !namesCharset(raw) {
		raw = bytes.ToValidUTF8(raw, []byte("\uFFFD"))
	}
	m := &meter{ctx: ctx, r: bytes.NewReader(raw)}
	w := feedWalk{tokens: xml.NewDecoder(m), meter: m, size: len(raw), fields: entryFields{}}
	w.tokens.Strict = false // many feeds have a bare & or an HTML entity
	w.tokens.Entity = xml.HTMLEntity
	w.tokens.CharsetReader = charset.NewReaderLabel
	err := w.walk()
	switch {
	case caller.Err() != nil:
		return feedDoc{}, caller.Err()
	case ctx.Err() != nil:
		return feedDoc{}, fmt.Errorf("%w: taking it apart takes over %s", ErrTooLarge, maxFeedTime)
	case errors.Is(err, errNoFeed), errors.Is(err, ErrTooLarge):
		return feedDoc{}, err
	case err != nil:
		return feedDoc{}, fmt.Errorf("it is damaged or cut off near byte %d", w.tokens.InputOffset())
	}
	return w.doc, nil
}

// namesCharset says whether a document's first line names a character set other than UTF-8.
func namesCharset(raw []byte) bool {
	line, _, _ := bytes.Cut(raw[:min(len(raw), 200)], []byte("?>"))
	line = bytes.ToLower(line)
	return bytes.Contains(line, []byte("encoding=")) && !bytes.Contains(line, []byte("utf-8"))
}

// A feedWalk is one way through a document.
type feedWalk struct {
	tokens *xml.Decoder
	meter  *meter
	size   int
	doc    feedDoc
	path   []string // names of the open elements, in lower case and without their name spaces
	entry  int      // depth of the open item; 0 if none is
	fields entryFields
}

// entryFields are the texts of an item's fields by name, as far as they are kept. The next item uses their memory again: a
// sitemap has 50,000.
type entryFields map[string][]byte

func (f entryFields) clear() {
	for name := range f {
		f[name] = f[name][:0]
	}
}

// entryNames are the elements that are an item, by format.
var entryNames = map[feedFormat]string{rssFeed: "item", atomFeed: "entry", sitemapFile: "url", sitemapIndex: "sitemap"}

func (w *feedWalk) walk() error {
	for {
		w.meter.left = maxToken
		if w.doc.kind == sitemapFile || w.doc.kind == sitemapIndex {
			w.meter.left = maxSitemapToken
		}
		token, err := w.tokens.Token()
		switch {
		case errors.Is(err, io.EOF) && w.doc.kind != "":
			return nil
		case errors.Is(err, io.EOF):
			return errNoFeed
		case err != nil:
			return err
		}
		if err := w.step(token); err != nil || w.doc.more {
			return err
		}
	}
}

func (w *feedWalk) step(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return w.open(t)
	case xml.EndElement:
		w.close()
	case xml.CharData:
		w.text(t)
	}
	return nil
}

func (w *feedWalk) open(e xml.StartElement) error {
	name := strings.ToLower(e.Name.Local)
	if media := strings.ToLower(e.Name.Space); strings.Contains(media, "mrss") || media == "media" || strings.Contains(media, "itunes") {
		name = "media:" + name // the title of a picture is not the story's
	}
	if len(w.path) == 0 {
		if err := w.root(name); err != nil {
			return err
		}
	}
	if len(w.path) == maxDepth {
		return errDeep
	}
	w.path = append(w.path, name)
	switch {
	case w.entry == 0 && name == entryNames[w.doc.kind]:
		if w.doc.more = w.full(); !w.doc.more {
			w.entry = len(w.path)
			w.fields.clear()
		}
	case w.entry > 0 && w.entry == len(w.path)-1 && name == "link":
		w.link(e)
	case w.entry > 0 && itemFields[w.field()]:
		w.keep(w.field(), " ") // the words of two paragraphs do not join
	}
	return nil
}

// root settles what the document is.
func (w *feedWalk) root(name string) error {
	kind, known := feedRoots[name]
	switch {
	case w.doc.kind != "":
		return errors.New("it has two roots")
	case !known:
		return errNoFeed
	}
	w.doc.kind = kind
	switch sitemap := kind == sitemapFile || kind == sitemapIndex; {
	case sitemap && w.size > maxSitemap:
		return fmt.Errorf("%w: a sitemap may have %d MB", ErrTooLarge, maxSitemap>>20)
	case !sitemap && w.size > maxFeed:
		return fmt.Errorf("%w: a feed may have %d MB", ErrTooLarge, maxFeed>>20)
	}
	return nil
}

func (w *feedWalk) full() bool {
	if w.doc.kind == sitemapFile || w.doc.kind == sitemapIndex {
		return len(w.doc.items)+len(w.doc.children) == maxSitemapURLs
	}
	return len(w.doc.items) == maxItems
}

// link keeps the address of an Atom entry: the first link that is the entry's page.
func (w *feedWalk) link(e xml.StartElement) {
	rel, href := "alternate", ""
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "rel":
			rel = a.Value
		case "href":
			href = a.Value
		}
	}
	if rel == "alternate" && href != "" && len(w.fields["href"]) == 0 {
		w.keep("href", href)
	}
}

// keep adds words to a field of the open item, up to what is kept of a summary with its markup.
func (w *feedWalk) keep(field, words string) {
	kept := w.fields[field]
	w.fields[field] = append(kept, cutBytes(words, max(0, 8*maxSummary-len(kept)))...)
}

// itemFields are the elements of an item that are kept.
var itemFields = map[string]bool{
	"title": true, "link": true, "guid": true, "id": true, "description": true, "summary": true, "content": true,
	"encoded": true, "pubdate": true, "date": true, "published": true, "updated": true, "source": true,
	"loc": true, "lastmod": true, "publication_date": true, "name": true,
}

// nested are the elements of an item whose own children are fields: those of the news name space, and Atom's source.
var nested = map[string]bool{"news": true, "publication": true, "source": true}

func (w *feedWalk) text(words xml.CharData) {
	if w.entry == 0 {
		if len(w.path) <= 3 && len(w.path) > 0 && w.path[len(w.path)-1] == "title" && w.doc.title == "" {
			w.doc.title = plainWords(string(words), maxTitle)
		}
		return
	}
	if field := w.field(); itemFields[field] {
		w.keep(field, string(words))
	}
}

// field names the field that the open element belongs to; "" if it is none.
func (w *feedWalk) field() string {
	inner := w.path[w.entry:]
	for len(inner) > 1 && nested[inner[0]] {
		// The title inside Atom's source is the outlet's, and so is the name inside news:publication.
		if inner[0] == "source" {
			if inner[1] == "title" {
				return "source"
			}
			return ""
		}
		inner = inner[1:]
	}
	if len(inner) == 0 {
		return ""
	}
	return inner[0]
}

func (w *feedWalk) close() {
	if len(w.path) == 0 {
		return
	}
	if w.entry == len(w.path) {
		w.finish()
		w.entry = 0
	}
	w.path = w.path[:len(w.path)-1]
}

// finish makes an item of the fields.
func (w *feedWalk) finish() {
	if w.doc.kind == sitemapIndex {
		changed, _ := parseDate(w.value("lastmod"))
		w.doc.children = append(w.doc.children, sitemap{strings.TrimSpace(w.value("loc")), changed})
		return
	}
	it := item{
		url:       firstNonEmpty(w.address("href"), w.address("link"), w.address("loc"), w.address("guid"), w.address("id")),
		title:     plainWords(w.value("title"), maxTitle),
		summary:   plainWords(firstNonEmpty(w.value("description"), w.value("summary"), w.value("encoded"), w.value("content")), maxSummary),
		publisher: plainWords(firstNonEmpty(w.value("source"), w.value("name")), maxTitle),
	}
	for _, field := range []string{"published", "pubdate", "publication_date", "date", "updated", "lastmod"} {
		if t, ok := parseDate(w.value(field)); ok {
			it.published = t
			break
		}
	}
	w.doc.items = append(w.doc.items, it)
}

func (w *feedWalk) value(field string) string { return string(w.fields[field]) }

// address is a field's value if it is an address, relative ones included for links.
func (w *feedWalk) address(field string) string {
	s := strings.TrimSpace(w.value(field))
	if IsAddress(s) || (field == "href" || field == "link") && strings.HasPrefix(s, "/") {
		return s
	}
	return ""
}
