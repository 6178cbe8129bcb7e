package sources

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// The caps on one page. A page over the first is not read at all; one that reaches another is read in a lesser way, token by
// token, which its article names: nothing half read passes as the whole.
const (
	// MaxPage is the most bytes of a page, as sent and as decoded (2 MB, ingest note §5). The largest of the 102
	// pages measured there holds 1.4 MB.
	MaxPage = 2 << 20
	// maxParse bounds turning bytes into a tree. A page of news takes a few milliseconds; unguarded, 256 KB made for the purpose
	// take 93 s (reliability note §2.3).
	maxParse = 2 * time.Second
	// maxRoots is the most html and body tags: the parser is quadratic in repeated ones (reliability note §2.3).
	maxRoots = 64
	// maxTreeBytes is the most memory that the tree may take by the reckoning of [treeCost]. The largest of
	// the 102 pages of the ingest note comes to 0.6 MB; <b><i><u><p> repeated takes 120 times its size (reliability
	// note §2.3). It also bounds the time: at the cap no shape of page that was tried took 2 s.
	maxTreeBytes = 16 << 20
	// parseStep is how many bytes the parser reads between two looks at its context (reliability note §2.3).
	parseStep = 4 << 10
)

// A limitError is the cap that kept a page from being made a tree, as a sentence without its end.
type limitError string

func (e limitError) Error() string { return string(e) }

// The caps that can be met, in words.
const (
	errTooDeep  limitError = "the page is nested over 512 deep"
	errRoots    limitError = "the page repeats its html and body tags over 64 times"
	errTreeSize limitError = "the page's tags would take over 16 MB of memory"
	errTooSlow  limitError = "taking the page apart takes over 2 seconds"
)

// decodePage gives the page as UTF-8. The byte order mark beats the header, the header beats the page's own meta tag.
func decodePage(raw []byte, contentType string) (string, error) {
	encoding, name, certain := charset.DetermineEncoding(raw, contentType)
	// The standard's guess looks at 1,024 bytes only, which on most pages are plain ASCII. What is UTF-8 needs no decoding.
	if (!certain && name == "windows-1252" || name == "utf-8") && utf8.Valid(raw) {
		return strings.TrimPrefix(string(raw), "\uFEFF"), nil
	}
	decoded, err := encoding.NewDecoder().Bytes(raw)
	if err != nil {
		return "", fmt.Errorf("it cannot be decoded as %s: %w", name, err)
	}
	text := strings.TrimPrefix(strings.ToValidUTF8(string(decoded), "\uFFFD"), "\uFEFF")
	if len(text) > MaxPage {
		return "", fmt.Errorf("%w: as UTF-8 it is over %d MB", ErrTooLarge, MaxPage>>20)
	}
	return text, nil
}

// parsePage turns a decoded page into a tree, within the caps above.
func parsePage(caller context.Context, page string) (*html.Node, error) {
	ctx, cancel := context.WithTimeout(caller, maxParse)
	defer cancel()
	err := screenPage(ctx, page)
	if ctx.Err() != nil {
		return nil, parseEnded(caller)
	}
	if err != nil {
		return nil, err
	}
	root, err := html.ParseWithOptions(&contextReader{ctx: ctx, r: strings.NewReader(page)}, html.ParseOptionEnableScripting(false))
	switch {
	case ctx.Err() != nil:
		return nil, parseEnded(caller)
	case err != nil:
		return nil, errTooDeep // the reader gives no other error, and the parser no other of its own
	}
	return root, nil
}

// parseEnded says why a parse was cut off: the caller's own reason, or that the page took too long.
func parseEnded(caller context.Context) error {
	if err := caller.Err(); err != nil {
		return err
	}
	return errTooSlow
}

// A contextReader ends a parse when its context does.
type contextReader struct {
	ctx context.Context //nolint:containedctx // a reader has no other way to hear of it, and lives for one call
	r   io.Reader
}

func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p[:min(len(p), parseStep)])
}

// screenPage passes once over the tokens, in linear time, and refuses what would cost the parser too much.
func screenPage(ctx context.Context, page string) error {
	z := html.NewTokenizer(&contextReader{ctx: ctx, r: strings.NewReader(page)})
	cost, roots := treeCost{open: map[atom.Atom]formatting{}}, 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if errors.Is(z.Err(), io.EOF) {
				return nil
			}
			return z.Err()
		}
		name, attrs := tagOf(z, kind)
		if kind == html.StartTagToken && (name == atom.Html || name == atom.Body) {
			roots++
		}
		cost.add(kind, name, attrs)
		if roots > maxRoots {
			return errRoots
		}
		if cost.bytes > maxTreeBytes {
			return errTreeSize
		}
	}
}

// tagOf gives the name of the tag that z stands on and how many attributes it has.
func tagOf(z *html.Tokenizer, kind html.TokenType) (name atom.Atom, attrs int) {
	if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
		return 0, 0
	}
	tag, more := z.TagName()
	name = atom.Lookup(tag)
	for more {
		_, _, more = z.TagAttr()
		attrs++
	}
	return name, attrs
}

// Sizes of x/net/html's structs on a 64-bit machine, in bytes.
const (
	nodeBytes = 120
	attrBytes = 48
)

// A treeCost reckons the memory that a page's tree will take. Formatting elements left open (<b>, <font>) are copied,
// attributes and all, into every block and text that follows: that product is how a small page fills a large machine.
type treeCost struct {
	bytes  int
	copied int // bytes of the formatting elements now open
	open   map[atom.Atom]formatting
}

// A formatting is how many elements of one name are open, and their bytes.
type formatting struct{ n, bytes int }

func (c *treeCost) add(kind html.TokenType, name atom.Atom, attrs int) {
	own := nodeBytes + attrs*attrBytes
	switch kind {
	case html.EndTagToken:
		c.close(name)
	case html.StartTagToken, html.SelfClosingTagToken:
		c.bytes += own + c.copied
		if copiesForward(name) {
			f := c.open[name]
			c.open[name] = formatting{f.n + 1, f.bytes + own}
			c.copied += own
		}
	case html.TextToken:
		c.bytes += nodeBytes + c.copied
	default: // comments and doctypes are one node each
		c.bytes += nodeBytes
	}
}

func (c *treeCost) close(name atom.Atom) {
	f := c.open[name]
	if f.n == 0 {
		return
	}
	share := f.bytes / f.n
	c.open[name] = formatting{f.n - 1, f.bytes - share}
	c.copied -= share
}

// copiesForward says whether the standard has the parser open this element again after a block that closed it.
// It is the standard's list, without <a>, of which one alone can be open.
func copiesForward(name atom.Atom) bool {
	switch name {
	case atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong,
		atom.Tt, atom.U:
		return true
	default:
		return false
	}
}

// looksBinary says whether raw is plainly another kind of file, whatever its name says, and which.
func looksBinary(raw []byte) (string, bool) {
	for _, magic := range []struct{ start, kind string }{
		{"%PDF-", "a PDF file"},
		{"\x89PNG\r\n", "a PNG picture"},
		{"\xff\xd8\xff", "a JPEG picture"},
		{"GIF8", "a GIF picture"},
		{"PK\x03\x04", "a ZIP or Office file"},
		{"\x1f\x8b", "a gzip file"},
		{"\x7fELF", "a program"},
		{"MZ\x90", "a program"},
		{"SQLite format 3\x00", "a database"},
		{"\xd0\xcf\x11\xe0", "an Office file"},
		{"RIFF", "a sound, film or picture file"},
		{"{\\rtf", "an RTF file"},
	} {
		if bytes.HasPrefix(raw, []byte(magic.start)) {
			return magic.kind, true
		}
	}
	return "", false
}
