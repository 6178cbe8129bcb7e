package sources

import (
	"strings"
	"time"
)

// dateLayouts are the formats in which publishing systems state machine-readable dates in meta tags, JSON-LD and <time>
// elements, most exact first: ISO 8601 as it is really written, HTTP's and JavaScript's own, and English dates that
// name the month. Figures alone ("03/02/2026") differ by country and are not guessed at. A layout without a zone is read as UTC.
var dateLayouts = []string{
	time.RFC3339Nano,
	"2006-01-02T15:04:05.999Z0700",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04Z0700",
	"2006-01-02T15:04:05.999",
	"2006-01-02T15:04",
	"2006-01-02 15:04:05 Z0700",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05.999",
	"2006-01-02 15:04",
	time.DateOnly,
	"20060102T150405Z0700",
	"20060102",
	"2006/01/02",
	time.RFC1123Z,
	time.RFC1123,
	"Mon, 2 Jan 2006 15:04:05 Z0700",
	"Mon Jan 02 2006 15:04:05 GMT-0700",
	"January 2, 2006",
	"Jan 2, 2006",
	"2 January 2006",
}

// The years that a page's date is believed for: before the web's first news site (1993, with room for archives that
// were put online later) or far ahead it is a fault of the page.
const (
	firstYear = 1800
	lastYear  = 2200
)

// parseDate reads a machine-readable date. ok is false for words, for impossible dates and for years nobody meant.
func parseDate(s string) (t time.Time, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) < len("20060102") || len(s) > 64 { // the longest layout takes 39 bytes; some add a zone's name
		return time.Time{}, false
	}
	s, _, _ = strings.Cut(s, " (") // JavaScript's own dates name their zone: "… GMT+0100 (CET)"
	for _, layout := range dateLayouts {
		t, err := time.Parse(layout, s)
		if err == nil && t.Year() >= firstYear && t.Year() <= lastYear {
			return t, true
		}
	}
	return time.Time{}, false
}
