package sources

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"secondsource/claims"
)

// A Reader turns references into articles. It is safe for concurrent use, standard input excepted.
type Reader struct {
	stdin io.Reader
	web   Web
}

// NewReader makes a reader. stdin is what "-" stands for and web what reads addresses, a [*Fetcher]; nil for either makes
// such references errors, so that a Reader without a web never touches the network.
func NewReader(stdin io.Reader, web Web) *Reader { return &Reader{stdin, web} }

// Read gives the article of a reference: "-" for standard input, an http or https address, or a file. Plain text,
// Markdown, HTML and .docx are told apart by the file's ending, the server's Content-Type, or the first bytes. A file's
// article has no URL unless its page names a canonical one. Errors name the reference; among them are ErrEmpty,
// ErrNotText, ErrTooLarge, ErrNoArticle, ErrRefused, fs.ErrNotExist and ctx's own.
func (r *Reader) Read(ctx context.Context, ref string) (claims.Article, error) {
	a, _, err := r.ReadSource(ctx, ref)
	return a, err
}

// ReadSource is Read with the file that the article was read from, so that places in its Text can be told in the file;
// nil for a web page and for a file whose bytes are no text, such as a .docx. Standard input is a file without a name.
func (r *Reader) ReadSource(ctx context.Context, ref string) (claims.Article, *Source, error) {
	if err := ctx.Err(); err != nil {
		return claims.Article{}, nil, fmt.Errorf("read %s: %w", shown(ref), err)
	}
	a, s, err := r.read(ctx, ref)
	if err != nil {
		return claims.Article{}, nil, fmt.Errorf("read %s: %w", shown(ref), err)
	}
	return a, s, nil
}

func (r *Reader) read(ctx context.Context, ref string) (claims.Article, *Source, error) {
	switch {
	case ref == "-":
		return r.ReadNamed(ctx, "")
	case IsAddress(ref):
		a, err := r.readAddress(ctx, ref)
		return a, nil, err
	case strings.Contains(ref, "://"):
		return claims.Article{}, nil, errors.New("only http and https addresses are read")
	}
	raw, err := readFile(ref)
	if err != nil {
		return claims.Article{}, nil, err
	}
	return ReadBytes(ctx, ref, raw)
}

// ReadNamed reads standard input as a file of that name, whose ending says what kind of document it is.
func (r *Reader) ReadNamed(ctx context.Context, name string) (claims.Article, *Source, error) {
	if r.stdin == nil {
		return claims.Article{}, nil, errors.New("nothing was handed in")
	}
	raw, err := readCapped(r.stdin)
	if err != nil {
		return claims.Article{}, nil, err
	}
	return ReadBytes(ctx, name, raw)
}

// ReadBytes gives the article of a document's bytes, and the file as ReadSource does. What kind of document it is name's
// ending says, else the first bytes; name may be "", and no file is looked at. Errors are those of Read.
func ReadBytes(ctx context.Context, name string, raw []byte) (claims.Article, *Source, error) {
	switch kind := kindOfName(name, raw); kind {
	case kindHTML:
		return placeHTML(ctx, name, raw)
	case kindWord:
		a, err := fromWord(raw)
		return a, nil, err
	default:
		a, p, err := fromText(raw, claims.Ref{}, kind)
		if err != nil {
			return claims.Article{}, nil, err
		}
		return a, p.source(name, raw), nil
	}
}

// shown is how a reference is named in messages.
func shown(ref string) string {
	if ref == "-" {
		return "standard input"
	}
	return ref
}

// IsAddress says whether a reference is a web address, and so of a published story, and not a file's name.
func IsAddress(ref string) bool {
	_, plain := cutPrefixFold(ref, "http://")
	_, secure := cutPrefixFold(ref, "https://")
	return plain || secure
}

func (r *Reader) readAddress(ctx context.Context, address string) (claims.Article, error) {
	if r.web == nil {
		return claims.Article{}, errors.New("this reader is not allowed to use the network")
	}
	page, err := r.web.Fetch(ctx, address)
	if err != nil {
		return claims.Article{}, err
	}
	kind, err := kindOfAnswer(page)
	if err != nil {
		return claims.Article{}, err
	}
	switch kind {
	case kindHTML:
		return FromHTML(ctx, page.Body, originOf(page, address))
	case kindWord:
		return claims.Article{}, errors.New("it is a Word document; save it to a file and read that")
	default:
	}
	a, _, err := fromText(page.Body, claims.Ref{URL: page.URL, Publisher: Host(page.URL)}, kind)
	return a, err
}

// originOf says where a page came from, and what was asked for where redirects led elsewhere.
func originOf(p Page, address string) Origin {
	o := Origin{URL: p.URL, ContentType: p.ContentType, Language: p.Header.Get("Content-Language"), LastModified: p.Header.Get("Last-Modified")}
	if pageKey(address) != pageKey(p.URL) {
		o.Asked = address
	}
	return o
}

// readFile reads a file whole, within the caps.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, plainError(err)
	}
	defer f.Close() //nolint:errcheck // only read
	return readOpened(f)
}

// readOpened reads a file that is open, if it is one.
func readOpened(f fs.File) ([]byte, error) {
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, plainError(err)
	case info.IsDir():
		return nil, errors.New("it is a folder, not a story; name the files in it")
	case !info.Mode().IsRegular() && info.Mode().Type()&fs.ModeNamedPipe == 0:
		return nil, errors.New("it is a device, not a file")
	}
	raw, err := readCapped(f)
	if err != nil {
		return nil, plainError(err)
	}
	return raw, nil
}

// readCapped reads a document whole: over MaxPage or MaxText, or MaxWord for what begins as a .docx does, is ErrTooLarge.
func readCapped(r io.Reader) ([]byte, error) {
	in := bufio.NewReader(r)
	limit := max(MaxPage, MaxText)
	if start, _ := in.Peek(len(zipStart)); string(start) == zipStart { // a shorter document is no error here
		limit = MaxWord
	}
	return readAtMost(in, int64(limit))
}

// plainError says what a person can understand of a file's error, and keeps it for errors.Is.
func plainError(err error) error {
	for _, known := range []struct {
		is    error
		plain string
	}{
		{fs.ErrNotExist, "there is no such file"},
		{fs.ErrPermission, "this user may not read it"},
	} {
		if errors.Is(err, known.is) {
			return fmt.Errorf("%s: %w", known.plain, known.is)
		}
	}
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err // the name stands in front of the message already
	}
	return err
}

// readAtMost reads r whole; over limit bytes are ErrTooLarge.
func readAtMost(r io.Reader, limit int64) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > limit {
		return nil, fmt.Errorf("%w: over %d MB", ErrTooLarge, limit>>20)
	}
	return raw, nil
}

// A docKind is how a document's bytes are to be read.
type docKind string

const (
	kindText     docKind = "text"
	kindMarkdown docKind = "markdown"
	kindHTML     docKind = "html"
	kindWord     docKind = "docx"
)

// readDocument makes an article of a local document's bytes.
func readDocument(ctx context.Context, raw []byte, kind docKind) (claims.Article, error) {
	switch kind {
	case kindHTML:
		return FromHTML(ctx, raw, Origin{})
	case kindWord:
		return fromWord(raw)
	default:
		a, _, err := fromText(raw, claims.Ref{}, kind)
		return a, err
	}
}

// kindsByEnding are the endings of files that can be read.
var kindsByEnding = map[string]docKind{
	".txt": kindText, ".md": kindMarkdown, ".markdown": kindMarkdown, ".html": kindHTML, ".htm": kindHTML,
	".docx": kindWord,
}

// kindOfName tells a file's kind by its ending, else by its first bytes.
func kindOfName(name string, raw []byte) docKind {
	if kind, ok := kindsByEnding[strings.ToLower(filepath.Ext(name))]; ok {
		return kind
	}
	return sniff(raw)
}

// sniff tells a kind by the first bytes, as browsers do, and takes a text that opens with a heading or with settings for
// Markdown.
func sniff(raw []byte) docKind {
	if isWord(raw) {
		return kindWord
	}
	start := bytes.ToLower(raw[:min(len(raw), 1024)]) // a comment or an XML line may come before the tag
	if bytes.Contains(start, []byte("<!doctype html")) || bytes.Contains(start, []byte("<html")) ||
		strings.HasPrefix(http.DetectContentType(raw), "text/html") {
		return kindHTML
	}
	text := bytes.TrimPrefix(raw, []byte(byteOrderMark))
	if bytes.HasPrefix(bytes.TrimLeft(text, "\r\n"), []byte("# ")) || frontOf(string(text[:min(len(text), maxFront)])).end > 0 {
		return kindMarkdown
	}
	return kindText
}

// kindOfAnswer tells the kind of what a server sent by its Content-Type; without a useful one, by its first bytes.
func kindOfAnswer(p Page) (docKind, error) {
	media, _, _ := mime.ParseMediaType(p.ContentType) // a malformed one gives "", and is sniffed
	switch media {
	case "text/html", "application/xhtml+xml":
		return kindHTML, nil
	case "text/markdown", "text/x-markdown":
		return kindMarkdown, nil
	case "text/plain":
		return kindText, nil
	}
	kind := sniff(p.Body)
	if kind == kindHTML || kind == kindWord || media == "" || media == "application/octet-stream" {
		return kind, nil
	}
	return "", fmt.Errorf("%w or a page: the server calls it %s", ErrNotText, media)
}
