package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/sources"
)

// maxLine is the longest line of JSON that is read, in bytes: a 2 MB text with every byte escaped as \u00XX.
const maxLine = 12 << 20

// A given is an article, the reference it goes by, and whether it was read from an address of the public web that the
// person named: nothing that an input says of itself makes a story published.
type given struct {
	ref string
	claims.Article
	published bool
	source    *sources.Source // the file that it was read from; nil if its places are in none
}

// An unread is a reference that is still to be read. Those of a list may be read at the same time.
type unread struct {
	ref  string
	read func(ctx context.Context) (given, error)
}

// articles reads every reference in turn: files, folders, addresses, and "-" for standard input, which may hold a
// story or the article lines of another stage. A bad one is an error in its place, and the list goes on.
func (e *env) articles(ctx context.Context, refs []string) iter.Seq2[given, error] {
	return func(yield func(given, error) bool) {
		for u := range e.pieces(refs) {
			if !yield(u.read(ctx)) || ctx.Err() != nil {
				return
			}
		}
	}
}

// pieces gives what every reference stands for, in turn; none is standard input.
func (e *env) pieces(refs []string) iter.Seq[unread] {
	return func(yield func(unread) bool) {
		if len(refs) == 0 {
			refs = []string{"-"}
		}
		for _, ref := range refs {
			for u := range e.expand(ref) {
				if !yield(u) {
					return
				}
			}
		}
	}
}

func (e *env) expand(ref string) iter.Seq[unread] {
	return func(yield func(unread) bool) {
		if ref == "-" {
			in := bufio.NewReaderSize(e.stdin, 64<<10)
			if startsWithArticleLine(in) {
				haveRead(articleLines(in))(yield)
				return
			}
			yield(e.file(ref, in))
			return
		}
		if filepath.Ext(ref) == ".jsonl" && !sources.IsAddress(ref) {
			haveRead(e.articleFile(ref))(yield)
			return
		}
		for path, err := range sources.Expand([]string{ref}) {
			u := e.file(path, nil)
			if err != nil {
				u.read = func(context.Context) (given, error) { return given{ref: path}, err }
			}
			if !yield(u) {
				return
			}
		}
	}
}

// file is a file, an address or standard input, which stdin is.
func (e *env) file(ref string, stdin io.Reader) unread {
	return unread{ref, func(ctx context.Context) (given, error) {
		a, s, err := e.reader(stdin).ReadSource(ctx, ref)
		return given{ref, a, e.isPublished(ctx, ref), s}, err
	}}
}

// haveRead gives articles that were read from one stream, in turn.
func haveRead(all iter.Seq2[given, error]) iter.Seq[unread] {
	return func(yield func(unread) bool) {
		for g, err := range all {
			if !yield(unread{g.ref, func(context.Context) (given, error) { return g, err }}) {
				return
			}
		}
	}
}

// isPublished says whether a reference is an address of the public web. A story that lies at an address inside the house,
// which the desk allows to be read, is a draft like one in a file.
func (e *env) isPublished(ctx context.Context, ref string) bool {
	return sources.IsAddress(ref) && (e.fetcher == nil || !e.fetcher.Inside(ctx, ref))
}

// articleFile reads a file of article lines.
func (e *env) articleFile(path string) iter.Seq2[given, error] {
	return func(yield func(given, error) bool) {
		f, err := e.open(path)
		if err != nil {
			yield(given{ref: path}, err)
			return
		}
		defer func() { _ = f.Close() }() // only read
		articleLines(f)(yield)
	}
}

// startsWithArticleLine says whether the input is the output of another stage: JSON Lines. No story begins like an object
// of JSON, and in which order its fields come is its writer's affair.
func startsWithArticleLine(in *bufio.Reader) bool {
	head, _ := in.Peek(512) // a shorter input than that is no error here
	head = bytes.TrimLeft(head, " \t\r\n")
	brace, ok := bytes.CutPrefix(head, []byte(`{`))
	return ok && bytes.HasPrefix(bytes.TrimLeft(brace, " \t"), []byte(`"`))
}

// articleLines reads the lines of type article that carry a text, and passes over all others.
func articleLines(in io.Reader) iter.Seq2[given, error] {
	return func(yield func(given, error) bool) {
		stories, stopped := 0, false
		yieldAll := func(g given, err error) bool {
			stopped = !yield(g, err)
			return !stopped
		}
		for n, raw := range jsonLines(in, yieldAll) {
			var l report.ArticleLine
			if err := unmarshal(raw, &l); err != nil {
				stories++ // told, so not "no story"
				if !yieldAll(given{}, fmt.Errorf("line %d of the input is no article line: %w", n, err)) {
					return
				}
				continue
			}
			if l.Type != "article" || l.Text == "" {
				continue
			}
			if l.ID == "" {
				l.ID = claims.ArticleID(l.URL, l.Text)
			}
			stories++
			if !yieldAll(given{ref: l.Ref, Article: l.Article}, nil) {
				return
			}
		}
		if stories == 0 && !stopped {
			yield(given{}, errors.New("the input has no article line with a text: pipe it from secondsource read"))
		}
	}
}

// unmarshal reads JSON as it stands: bytes that are no UTF-8 are an error, where the library would put other characters
// in their place and quotations would no longer be letter for letter.
func unmarshal(raw []byte, v any) error {
	if !utf8.Valid(raw) {
		return errors.New("it is not valid UTF-8")
	}
	return json.Unmarshal(raw, v)
}

// jsonLines gives the non-empty lines with their numbers from 1; a failure to read is yielded as the last item.
func jsonLines[T any](in io.Reader, yield func(T, error) bool) iter.Seq2[int, []byte] {
	return func(line func(int, []byte) bool) {
		sc := bufio.NewScanner(in)
		sc.Buffer(nil, maxLine)
		n := 0
		for sc.Scan() {
			n++
			if raw := bytes.TrimSpace(sc.Bytes()); len(raw) > 0 && !line(n, raw) {
				return
			}
		}
		if err := sc.Err(); err != nil {
			var none T
			if errors.Is(err, bufio.ErrTooLong) {
				err = fmt.Errorf("line %d of standard input is longer than %d MB", n+1, maxLine>>20)
			}
			yield(none, err)
		}
	}
}

// reader reads one story; stdin is used for "-" alone.
func (e *env) reader(stdin io.Reader) *sources.Reader {
	switch {
	case e.outside != nil:
		return sources.NewReader(stdin, e.outside(sources.Service{}))
	case e.fetcher != nil:
		return sources.NewReader(stdin, e.fetcher.Named()) // a person named these references
	}
	return sources.NewReader(stdin, nil)
}

// A tallied says how a list of articles went.
type tallied struct{ done, failed int }

// note counts one article and tells the person what went wrong with it.
func (e *env) note(c *tallied, ref string, err error) {
	if err == nil {
		c.done++
		return
	}
	c.failed++
	if ref == "" || ref == "-" {
		ref = "standard input"
	}
	if !strings.Contains(err.Error(), ref) {
		err = fmt.Errorf("%s: %w", ref, err)
	}
	e.fail(err)
}

// end tells how a list went, if it was one, and whether anything is left unchecked.
func (e *env) end(c tallied) error {
	if c.done+c.failed > 1 {
		e.tell("%d done, %d failed", c.done, c.failed)
	}
	if c.failed > 0 {
		return errReported
	}
	return nil
}
