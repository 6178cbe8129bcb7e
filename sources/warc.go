package sources

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"os"
	"strconv"
	"strings"

	"secondsource/claims"
)

// The caps on a WARC file (ISO 28500), the form in which web crawls are kept. There is none on the file: Common Crawl's
// news files have 1 GB, and one record at a time is in memory.
const (
	// maxWARCHeader is the most bytes of a record's header, and of the HTTP header in it (ingest note §5).
	maxWARCHeader = 64 << 10
	// maxWARCSkip is the longest record that is passed over by its length: a film. A length past that is a fault.
	maxWARCSkip = 4 << 30
)

// isWARC says whether a file is a web archive, by its name.
func isWARC(path string) bool {
	name := strings.ToLower(path)
	return strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".warc.gz")
}

// A counter counts what was read through it, and ends with its context.
type counter struct {
	ctx context.Context //nolint:containedctx // a reader has no other way to hear of it, and lives for one call
	r   io.Reader
	n   int64
}

func (c *counter) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// A warcWalk is one way through a web archive.
type warcWalk struct {
	ctx   context.Context //nolint:containedctx // lives for one call
	path  string
	yield func(claims.Article, error) bool
	file  *counter
	raw   *bufio.Reader // of file
	found bool          // a page, or a record that is broken
	fails int
	ended bool // by the caller
}

// warcPages yields the pages of a web archive: the HTML among its responses and resources, plain or with each record
// packed as gzip. A broken record is an error that names its offset in the file, and the walk goes on at the next one.
func warcPages(ctx context.Context, path string, yield func(claims.Article, error) bool) {
	f, err := os.Open(path)
	if err != nil {
		yield(named(path, claims.Article{}, plainError(err)))
		return
	}
	defer f.Close() //nolint:errcheck // only read
	w := &warcWalk{ctx: ctx, path: path, yield: yield, file: &counter{ctx: ctx, r: f}}
	w.raw = bufio.NewReaderSize(w.file, 64<<10)
	if head, _ := w.raw.Peek(2); bytes.Equal(head, gzipMagic[:2]) {
		w.members()
	} else {
		w.records(w.raw, func() int64 { return w.offset() })
	}
	switch {
	case w.ended:
	case ctx.Err() != nil:
		w.fail(w.offset(), ctx.Err())
	case !w.found:
		yield(named(path, claims.Article{}, errors.New("there is no web page in this archive")))
	}
}

// offset is where in the file the next byte stands.
func (w *warcWalk) offset() int64 { return w.file.n - int64(w.raw.Buffered()) }

func (w *warcWalk) give(offset int64, a claims.Article, err error) {
	w.found = true
	w.ended = !w.yield(named(fmt.Sprintf("%s, byte %d", w.path, offset), a, err))
}

func (w *warcWalk) fail(offset int64, err error) {
	w.fails++
	w.give(offset, claims.Article{}, err)
}

func (w *warcWalk) done() bool { return w.ended || w.ctx.Err() != nil }

// gzipMagic opens a gzip member that is packed by deflate, the only way there is (RFC 1952).
var gzipMagic = []byte{0x1f, 0x8b, 0x08}

// members walks over the gzip members, each with one record or, in a file packed as a whole, with all.
func (w *warcWalk) members() {
	whole := true // whether the last member was
	for !w.done() {
		at, fails := w.offset(), w.fails
		more := w.seekMember()
		if w.offset() > at && whole && !w.done() {
			w.fail(at, errors.New("what stands here is no packed record"))
		}
		if !more || w.done() {
			return
		}
		w.member()
		whole = w.fails == fails
	}
}

// member walks over the records of the gzip member that begins here.
func (w *warcWalk) member() {
	at, fails := w.offset(), w.fails
	z, err := gzip.NewReader(w.raw)
	if err == nil {
		z.Multistream(false)
		unpacked := bufio.NewReaderSize(&counter{ctx: w.ctx, r: z}, 64<<10)
		w.records(unpacked, func() int64 { return at })
		if !w.done() {
			_, err = io.Copy(io.Discard, io.LimitReader(unpacked, maxWARCSkip)) // to the member's end and its checksum
		}
	}
	if err != nil && !w.done() && w.fails == fails {
		w.fail(at, errors.New("a packed record is damaged"))
	}
	if w.offset() == at { // nothing was taken, so the next one is looked for behind it
		_, _ = w.raw.Discard(1) // there is one, or none was found
	}
}

// seekMember goes to the start of the next gzip member. After a damaged one it lies anywhere.
func (w *warcWalk) seekMember() bool {
	for {
		head, err := w.raw.Peek(len(gzipMagic))
		if bytes.Equal(head, gzipMagic) {
			return true
		}
		if err != nil {
			return false
		}
		buffered, _ := w.raw.Peek(w.raw.Buffered()) // what is there already is no error
		skip := bytes.IndexByte(buffered[1:], gzipMagic[0]) + 1
		if skip == 0 {
			skip = len(buffered) - 1
		}
		if _, err := w.raw.Discard(max(skip, 1)); err != nil {
			return false
		}
	}
}

// records walks over the records of a stream. offset names the place of the next record in the file.
func (w *warcWalk) records(in *bufio.Reader, offset func() int64) {
	for !w.done() {
		if err := skipBlank(in); err != nil {
			if !errors.Is(err, io.EOF) && !w.done() {
				w.fail(offset(), errors.New("a packed record is damaged"))
			}
			return
		}
		at := offset()
		rec, err := readRecord(in)
		switch {
		case w.ctx.Err() != nil:
			return
		case errors.Is(err, errRecordHead):
			w.fail(at, err)
			if !resync(in) {
				return
			}
			continue
		case err != nil && !errors.Is(err, ErrTooLarge):
			w.fail(at, err)
			return
		case err != nil && rec.holdsPage():
			w.fail(at, err)
			continue
		case err != nil:
			continue // a film or picture that nobody wanted
		}
		if page, ok, err := rec.page(); err != nil {
			w.fail(at, err)
		} else if ok {
			a, err := FromHTML(w.ctx, page.Body, Origin{URL: page.URL, ContentType: page.ContentType})
			w.give(at, a, err)
		}
	}
}

// skipBlank goes to the next byte that is no line break. io.EOF if there is none.
func skipBlank(in *bufio.Reader) error {
	for {
		b, err := in.ReadByte()
		if err != nil {
			return err
		}
		if b != '\r' && b != '\n' {
			return in.UnreadByte()
		}
	}
}

// resync goes to the next line that opens a record.
func resync(in *bufio.Reader) bool {
	for {
		if head, _ := in.Peek(len(warcOpening)); string(head) == warcOpening {
			return true
		}
		if _, err := in.ReadSlice('\n'); err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return false
		}
	}
}

const warcOpening = "WARC/"

// A warcRecord is one record.
type warcRecord struct {
	header textproto.MIMEHeader
	block  []byte
}

// errRecordHead is a record whose end cannot be told.
var errRecordHead = errors.New("a record's header is broken")

// readRecord reads a record. A block over the cap is passed over: ErrTooLarge, with the header.
func readRecord(in *bufio.Reader) (warcRecord, error) {
	head, err := recordHead(in)
	if err != nil {
		return warcRecord{}, err
	}
	version, fields, _ := bytes.Cut(head, []byte("\n"))
	if !bytes.HasPrefix(version, []byte(warcOpening)) {
		return warcRecord{}, errRecordHead
	}
	header, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(fields))).ReadMIMEHeader()
	if err != nil {
		return warcRecord{}, errRecordHead
	}
	rec := warcRecord{header: header}
	size, err := strconv.ParseInt(strings.TrimSpace(header.Get("Content-Length")), 10, 64)
	if err != nil || size < 0 || size > maxWARCSkip {
		return warcRecord{}, errRecordHead
	}
	if size > maxRecord {
		if _, err := io.CopyN(io.Discard, in, size); err != nil {
			return rec, errCutRecord
		}
		return rec, fmt.Errorf("%w: a record may have %d MB", ErrTooLarge, maxRecord>>20)
	}
	rec.block = make([]byte, size)
	if _, err := io.ReadFull(in, rec.block); err != nil {
		return rec, errCutRecord
	}
	return rec, nil
}

// errCutRecord is a file that ends within a record.
var errCutRecord = errors.New("a record is damaged or cut off, and what follows it cannot be found")

// recordHead reads a record's header with its empty line.
func recordHead(in *bufio.Reader) ([]byte, error) {
	var head []byte
	for {
		line, err := in.ReadSlice('\n')
		head = append(head, line...)
		switch {
		case len(head) > maxWARCHeader, errors.Is(err, bufio.ErrBufferFull):
			return nil, errRecordHead
		case err != nil && len(head) == len(line):
			return nil, errRecordHead // bytes without a line: no record begins here
		case err != nil:
			return nil, errCutRecord
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			return head, nil
		}
		if len(head) == len(line) && !bytes.HasPrefix(line, []byte(warcOpening)) {
			return nil, errRecordHead
		}
	}
}

// holdsPage says whether a record is of a kind that holds what a server sent.
func (r warcRecord) holdsPage() bool {
	kind := strings.ToLower(r.header.Get("Warc-Type"))
	media, _, _ := mime.ParseMediaType(r.header.Get("Content-Type")) // without one it is no page
	return kind == "response" && media == "application/http" || kind == "resource" && isHTML(media)
}

func isHTML(media string) bool { return media == "text/html" || media == "application/xhtml+xml" }

// page gives the page that a record holds; ok is false if it holds none: a picture, a redirect, a request.
func (r warcRecord) page() (p Page, ok bool, err error) {
	address := strings.Trim(r.header.Get("Warc-Target-Uri"), "<> ")
	if !r.holdsPage() || !IsAddress(address) {
		return Page{}, false, nil
	}
	if strings.EqualFold(r.header.Get("Warc-Type"), "resource") {
		return Page{URL: address, ContentType: r.header.Get("Content-Type"), Body: r.block}, true, nil
	}
	if end := bytes.Index(r.block[:min(len(r.block), maxWARCHeader)], []byte("\r\n\r\n")); end < 0 {
		return Page{}, false, errors.New("the server's answer in a record has no header, or one over 64 KB")
	}
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(r.block)), nil)
	if err != nil {
		return Page{}, false, errors.New("the server's answer in a record is broken")
	}
	defer resp.Body.Close() //nolint:errcheck // it lies in memory
	if media, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")); resp.StatusCode != http.StatusOK || !isHTML(media) {
		return Page{}, false, nil
	}
	body, err := r.body(resp)
	if err != nil {
		return Page{}, false, fmt.Errorf("the page in a record cannot be unpacked: %w", err)
	}
	return Page{URL: address, ContentType: resp.Header.Get("Content-Type"), Body: body}, true, nil
}

// body reads an answer's body. Some crawlers keep the header of a chunked answer and the body in one piece.
func (r warcRecord) body(resp *http.Response) ([]byte, error) {
	coding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding")))
	body, err := keptBody(resp.Body, coding)
	if err == nil || len(resp.TransferEncoding) == 0 {
		return body, err
	}
	_, whole, _ := bytes.Cut(r.block, []byte("\r\n\r\n"))
	return keptBody(bytes.NewReader(whole), coding)
}

// keptBody reads a body whole, one layer of gzip unpacked. Some crawlers unpack it and keep the header that names gzip.
func keptBody(from io.Reader, coding string) ([]byte, error) {
	body, err := readAtMost(from, MaxPage)
	if err != nil || coding == "" || coding == "identity" {
		return body, err
	}
	if coding != "gzip" && coding != "x-gzip" {
		return nil, fmt.Errorf("it is packed as %q", shorten(coding))
	}
	if !bytes.HasPrefix(body, gzipMagic) {
		return body, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("it is damaged")
	}
	body, err = readAtMost(z, MaxPage)
	if err != nil && !errors.Is(err, ErrTooLarge) {
		return nil, errors.New("it is damaged")
	}
	return body, err
}
