package sources

import (
	"regexp"
	"strings"

	"secondsource/claims"
)

// maxFront bounds the front matter of a story, in bytes: real ones have a few hundred.
const maxFront = 64 << 10

// A front is the settings at the start of a Markdown file that site generators read: no part of the story.
type front struct {
	end    int    // the byte of the text that the story begins at; 0: there are none
	title  string // that they state on one line, or ""
	placed        // the desk's markers among their comments, for the start of the story
}

// frontKey opens the first setting, in YAML ("key:") or TOML ("key =").
var frontKey = regexp.MustCompile(`^["']?[A-Za-z_][\w.-]*["']?\s*[:=]`)

// frontOf reads the settings of a text, between two lines of "---" or "+++". A rule of hyphens that parts a text opens none:
// what follows it is no setting.
func frontOf(text string) front {
	var f front
	fence, at := "", 0
	known := false
	for line := range strings.Lines(text[:min(len(text), maxFront)]) {
		start := at
		at += len(line)
		nested := line[0] == ' ' || line[0] == '\t'
		line = strings.TrimSpace(line)
		switch {
		case start == 0 && line != "---" && line != "+++":
			return front{}
		case start == 0:
			fence = line
		case line == fence && known:
			f.end = at
			return f
		case strings.HasPrefix(line, "#"):
			if m, ok := markerOf(strings.TrimLeft(line, "# \t")); ok {
				f.mark(m, 0, claims.Span{Start: start, End: start + len(strings.TrimRight(text[start:at], "\r\n"))})
			}
		case line != "" && !known && !frontKey.MatchString(line):
			return front{}
		case line != "" && !nested:
			known = true
			f.state(line)
		}
	}
	return front{}
}

// state takes the title from a line that states it.
func (f *front) state(line string) {
	key := frontKey.FindString(line)
	if f.title != "" || strings.Trim(key, "\"':= \t") != "title" {
		return
	}
	value := strings.TrimSpace(line[len(key):])
	if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		value = value[1 : n-1]
	}
	if !strings.HasPrefix(value, "|") && !strings.HasPrefix(value, ">") { // which say that it stands below
		f.title = value
	}
}
