package claims

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// frontMatterLines bounds how far the closing fence of front matter is looked for: a longer head is text.
const frontMatterLines = 60

// A line is one paragraph of the text: no sentence crosses a line break.
type line struct {
	Span      // trimmed of white space
	body int  // where the words start, after list and blockquote markers
	bare bool // heading, front matter or rule: gives no claims
}

// lines gives the non-empty lines of text in order.
func lines(text string) []line {
	var all []line
	for start := 0; start < len(text); {
		end := start
		size := 0
		for end < len(text) {
			if size = lineBreak(text, end); size > 0 {
				break
			}
			end++
		}
		if at := trim(text, Span{start, end}); at.Len() > 0 {
			all = append(all, line{Span: at, body: markerEnd(text, at), bare: bareLine(text[at.Start:at.End])})
		}
		start = end + size
	}
	markFrontMatter(text, all)
	return all
}

// lineBreak is the length of the line break at byte i, or 0. The Unicode separators are breaks too, because the
// segmentation of sentences breaks there.
func lineBreak(text string, i int) int {
	switch text[i] {
	case '\n', '\r', '\v', '\f':
		return 1
	case 0xC2:
		if strings.HasPrefix(text[i:], "\u0085") {
			return 2
		}
	case 0xE2:
		if strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029") {
			return 3
		}
	}
	return 0
}

// trim takes the white space off both ends of at.
func trim(text string, at Span) Span {
	for at.Start < at.End {
		r, size := utf8.DecodeRuneInString(text[at.Start:at.End])
		if !unicode.IsSpace(r) {
			break
		}
		at.Start += size
	}
	for at.Start < at.End {
		r, size := utf8.DecodeLastRuneInString(text[at.Start:at.End])
		if !unicode.IsSpace(r) {
			break
		}
		at.End -= size
	}
	return at
}

// bareLine says whether a line is a Markdown heading or a rule: marks only, at least three or with table bars.
func bareLine(s string) bool {
	if s[0] == '#' {
		rest := strings.TrimLeft(s, "#")
		return len(s)-len(rest) <= 6 && (rest == "" || rest[0] == ' ' || rest[0] == '\t')
	}
	return strings.Trim(s, "-=_*|+: \t") == "" && (len(s) >= 3 || strings.Contains(s, "|"))
}

// markFrontMatter marks the lines between two fences at the top of the text.
func markFrontMatter(text string, all []line) {
	if len(all) == 0 || text[all[0].Start:all[0].End] != "---" {
		return
	}
	for i := 1; i < min(len(all), frontMatterLines); i++ {
		if fence := text[all[i].Start:all[i].End]; fence == "---" || fence == "..." {
			for k := range all[:i] {
				all[k].bare = true
			}
			return
		}
	}
}

// markerEnd is where the words of a line start, after any blockquote and list markers ("> ", "- ", "* ", "• ", "3. ").
func markerEnd(text string, at Span) int {
	i := at.Start
	for i < at.End {
		n := marker(text[i:at.End])
		if n == 0 {
			break
		}
		i = trim(text, Span{i + n, at.End}).Start
	}
	return i
}

func marker(s string) int {
	if s[0] == '>' {
		return 1
	}
	r, size := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("-*+•‣▪", r) && spaceAt(s, size) {
		return size
	}
	digits := 0
	for digits < len(s) && digits < 3 && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') && spaceAt(s, digits+1) {
		return digits + 1
	}
	return 0
}

func spaceAt(s string, i int) bool { return i < len(s) && (s[i] == ' ' || s[i] == '\t') }
