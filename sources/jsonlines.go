package sources

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"secondsource/claims"
)

// maxRecord is the most bytes of one line of a JSON Lines file (ingest note §5).
const maxRecord = 2 << 20

// A coverageRecord is one line of a JSON Lines file of coverage. Other fields are ignored.
type coverageRecord struct {
	URL       string          `json:"url"`
	Title     string          `json:"title"`
	Publisher string          `json:"publisher"`
	Published string          `json:"published"` // RFC 3339, YYYY-MM-DD or empty
	Text      json.RawMessage `json:"text"`
	Primary   bool            `json:"primary"` // see claims.Ref; a record without it is a report
}

// jsonLines yields the records of a file, one line in memory at a time. A record without an address goes by the file's
// name and its line, as in "wire.jsonl#12". A bad line is an error with the file and the line; the rest is still read.
func jsonLines(ctx context.Context, path string, yield func(claims.Article, error) bool) {
	f, err := os.Open(path)
	if err != nil {
		yield(named(path, claims.Article{}, plainError(err)))
		return
	}
	defer f.Close() //nolint:errcheck // only read
	lines, found := bufio.NewReaderSize(f, 64<<10), false
	for number := 1; ; number++ {
		line, err := nextLine(lines)
		if errors.Is(err, io.EOF) && len(line) == 0 {
			break
		}
		if err == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		found = true
		place := fmt.Sprintf("%s:%d", path, number)
		if err != nil && !errors.Is(err, ErrTooLarge) {
			yield(named(place, claims.Article{}, plainError(err)))
			return
		}
		var a claims.Article
		if err = cmp.Or(err, ctx.Err()); err == nil {
			a, err = fromRecord(line, fmt.Sprintf("%s#%d", filepath.Base(path), number))
		}
		if !yield(named(place, a, err)) || ctx.Err() != nil {
			return
		}
	}
	if !found {
		yield(named(path, claims.Article{}, ErrEmpty))
	}
}

// nextLine gives the next line without its end. A line over maxRecord is passed over and is ErrTooLarge; the last
// line needs no line break; after it comes io.EOF.
func nextLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for size := 0; ; {
		part, err := r.ReadSlice('\n')
		if size += len(part); size <= maxRecord {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case size > maxRecord:
			return nil, fmt.Errorf("%w: a record may have %d MB", ErrTooLarge, maxRecord>>20)
		case err != nil && size == 0:
			return nil, io.EOF
		default:
			return bytes.TrimSuffix(line, []byte("\n")), nil
		}
	}
}

// fromRecord makes an article of a line. Its text is the record's byte for byte.
func fromRecord(line []byte, address string) (claims.Article, error) {
	line = bytes.TrimPrefix(line, []byte("\uFEFF"))
	if at := invalidByte(line); at >= 0 {
		return claims.Article{}, fmt.Errorf("%w in UTF-8: byte %d of the line (0x%02X) is invalid", ErrNotText, at, line[at])
	}
	var rec coverageRecord
	if err := json.Unmarshal(line, &rec); err != nil {
		return claims.Article{}, fmt.Errorf("it is no record of coverage: %w", err)
	}
	text, err := recordText(rec.Text)
	if err != nil {
		return claims.Article{}, err
	}
	published, err := recordDate(rec.Published)
	if err != nil {
		return claims.Article{}, err
	}
	return FromText(text, claims.Ref{
		URL: cmp.Or(rec.URL, address), Title: rec.Title, Publisher: cmp.Or(rec.Publisher, Host(rec.URL)), Published: published,
		Primary: rec.Primary,
	})
}

// recordText gives a record's text as bytes; none for a record without one.
func recordText(raw json.RawMessage) ([]byte, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	if loneSurrogate(raw) {
		return nil, fmt.Errorf("%w: it holds half a character (a lone \\ud800 to \\udfff)", ErrNotText)
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return nil, fmt.Errorf("its text is no string: %w", err)
	}
	return []byte(text), nil
}

// loneSurrogate says whether a JSON string escapes half a surrogate pair, which the decoder would silently replace.
func loneSurrogate(line []byte) bool {
	for i := 0; i < len(line); i++ {
		if line[i] != '\\' {
			continue
		}
		i++
		r, ok := escapedUnit(line[i-1:])
		if !ok || r < 0xD800 || r > 0xDFFF {
			continue
		}
		low, ok := escapedUnit(line[i+5:])
		if r >= 0xDC00 || !ok || low < 0xDC00 || low > 0xDFFF {
			return true
		}
		i += 10
	}
	return false
}

// escapedUnit reads a \uXXXX at the start of b.
func escapedUnit(b []byte) (unit rune, ok bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	for _, c := range b[2:6] {
		at := strings.IndexByte("0123456789abcdef", c|0x20)
		if at < 0 || c < '0' {
			return 0, false
		}
		unit = unit<<4 | rune(at)
	}
	return unit, true
}

// recordDate reads a record's date.
func recordDate(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("published %q is neither a date such as 2026-02-03 nor a time such as 2026-02-03T21:40:00Z", shorten(s))
}

// shorten keeps a message readable when the value it quotes is long.
func shorten(s string) string {
	const limit = 40
	if len(s) <= limit {
		return s
	}
	cut := limit
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
