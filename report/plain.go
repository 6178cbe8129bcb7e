package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Plain makes text of a source fit to show on one line of a terminal: runs of white space become one space, and
// control characters (C0, C1, escape, bidirectional and invisible format characters, tags) are removed. Nothing else
// is changed.
func Plain(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
		case unsafe(r) || r == utf8.RuneError:
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unsafe says whether a rune can change what a terminal or a reader sees of the text around it.
func unsafe(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) && r != '\u200d' // keeps joined emoji whole
}

// Line writes v as one line of JSON. Control and format characters beyond ASCII's stand as \u escapes, so that the
// line means the same to a program and does nothing to a terminal.
func Line(w io.Writer, v any) error {
	line, err := asLine(v)
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, line+"\n")
	return err
}

func asLine(v any) (string, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", fmt.Errorf("write a line of JSON: %w", err)
	}
	return escapeControls(strings.TrimSuffix(b.String(), "\n")), nil
}

// indented writes v like Line, but over many lines, for a document that people open and compare.
func indented(w io.Writer, v any) error {
	line, err := asLine(v)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, []byte(line), "", "  "); err != nil {
		return fmt.Errorf("write a document of JSON: %w", err)
	}
	b.WriteByte('\n')
	_, err = w.Write(b.Bytes())
	return err
}

func escapeControls(s string) string {
	if strings.IndexFunc(s, unsafe) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case !unsafe(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			hi, lo := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, hi, lo)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
