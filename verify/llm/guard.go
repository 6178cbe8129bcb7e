package llm

import (
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"secondsource/verify"
)

const (
	// markBytes is the length of a random mark: nobody guesses 96 bits, and a mark is for one question alone.
	markBytes = 12
	// maxPassage and maxClaim bound what of a passage and of a claim is sent, in bytes: three long sentences have some
	// 1,500. What is cut off is not quoted from either.
	maxPassage, maxClaim = 4000, 2000
)

// newMark gives the random mark of one question.
func newMark(random io.Reader) (string, error) {
	raw := make([]byte, markBytes)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("make a random mark: %w", err)
	}
	return hex.EncodeToString(raw), nil
}

// fenced puts text between lines that carry the mark. What looks like such a line inside it no longer does.
func fenced(name, text, mark string) string {
	return fmt.Sprintf("<<<%s %s\n%s\n%s %s>>>\n", name, mark, unfenced(text, mark), mark, name)
}

// unfenced breaks up every row of angle brackets of text, and its own mark should it stand there: a quotation from such
// words is not found again and so refused, which costs less than a fence that opens.
func unfenced(text, mark string) string {
	if mark != "" {
		text = strings.ReplaceAll(text, mark, "")
	}
	text = strings.ReplaceAll(text, "<<", "< < ")
	return strings.ReplaceAll(text, ">>", " > >")
}

// A shown text is what the model sees of a stored one.
type shown struct {
	verify.Seen
	sent string // Text, or its beginning
}

func show(text string, limit int) shown {
	s := shown{Seen: verify.NewSeen(text)}
	s.sent = firstBytes(s.Text, limit)
	return s
}

// firstBytes is the beginning of s, of at most n bytes and whole characters.
func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
