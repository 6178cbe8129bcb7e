package sources

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

const (
	// maxDateline is the most bytes of a dateline: "ANN ARBOR, Mich., Nov. 20, 2026 (Meridian Wire)" has 48.
	maxDateline = 90
	// maxPlace is the most words of a place: "Port of Spain, Trinidad and Tobago".
	maxPlace = 7
	// datelineParagraphs is how many paragraphs are looked at: headings, a summary, the first of the story.
	datelineParagraphs = 3
)

var (
	// datelineText is a dateline at the head of a story: a place in capitals, with what follows it before a dash.
	datelineText = regexp.MustCompile(`^(\p{Lu}[\p{Lu}\p{M}.'’ -]+(?:, [^—–\n:;!?“”"]{2,50})?(?: ?[(/][^()\n]{2,40}[)/])?)\s*(?:—|–|--| - )`)
	// datelineWire is the same with a place in small letters, which needs an agency in brackets: "Kestrel Bay (MW) –".
	datelineWire = regexp.MustCompile(`^(\p{Lu}[\p{L}\p{M}.'’ -]+(?:, [^—–\n:;!?“”"]{2,50})? ?[(/][^()\n]{2,40}[)/])\s*(?:—|–|--| - )`)
)

// labels stand where a place does, and are none.
var labels = wordSet("BREAKING EXCLUSIVE UPDATE UPDATED LIVE WATCH VIDEO OPINION ANALYSIS EDITORIAL REVIEW INTERVIEW ADVERTISEMENT CORRECTION NEW")

// datelineIn gives the dateline of a text, without its dash, from the head of one of its first paragraphs: a summary may
// stand before it. "" if there is none.
func datelineIn(text string) string {
	for range datelineParagraphs {
		paragraph, rest, more := strings.Cut(text, "\n\n")
		if line := datelineAt(paragraph); line != "" {
			return line
		}
		if !more {
			break
		}
		text = rest
	}
	return ""
}

// datelineAt gives the dateline that opens a paragraph, or "".
func datelineAt(paragraph string) string {
	head := clipHead(paragraph, 2*maxDateline)
	for _, form := range []*regexp.Regexp{datelineText, datelineWire} {
		m := form.FindStringSubmatch(head)
		if m == nil {
			continue
		}
		line := strings.TrimSpace(m[1])
		place, _, _ := strings.Cut(line, ",")
		if len(line) <= maxDateline && strings.Count(place, " ") < maxPlace && !labels[place] {
			return line
		}
	}
	return ""
}

// datelineOf gives the marked dateline of a page; what its class calls so and is only a date is none.
func datelineOf(doc *goquery.Document) string {
	marked := doc.FindMatcher(datelines).Nodes
	for _, n := range marked[:min(len(marked), maxMarkedDates)] {
		line := strings.TrimSpace(strings.TrimRight(oneLine(textOf(n)), "-–— "))
		if line != "" && len(line) <= maxDateline && !isDateLine(strings.ToLower(line)) {
			return line
		}
	}
	return ""
}
