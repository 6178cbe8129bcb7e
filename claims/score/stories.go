// Package score measures how well attributions were found: source, cue and content against annotated stories, and the
// kind, name and polarity where the annotation has them.
//
// The measures are those of the attribution note §4, number for number. Start with [Evaluate], which runs an extractor
// over stories; [Tally] holds the counts and [Result] the figures. Offsets are UTF-8 bytes, half open.
package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"secondsource/claims"
)

// maxLine is the longest line of JSON that is read, in bytes: a 2 MB text with every byte escaped as \u00XX.
const maxLine = 12 << 20

// A Row is one attribution, annotated or found. Kind, Name and Polarity are empty where nobody annotated them; a Name
// that points to "" says that the source has none.
type Row struct {
	Source   []claims.Span   `json:"source"`
	Cue      []claims.Span   `json:"cue"`
	Content  []claims.Span   `json:"content"`
	Kind     claims.Kind     `json:"kind,omitempty"`
	Name     *string         `json:"name,omitempty"`
	Polarity claims.Polarity `json:"polarity,omitempty"`
	// Via names the attribution that this one is reported in. Any value but null makes the row a nested one.
	Via json.RawMessage `json:"via,omitempty"`
}

// nested says whether the row is reported inside another one.
func (r Row) nested() bool { return len(r.Via) > 0 && string(r.Via) != "null" }

// A Story is an annotated text.
type Story struct {
	ID           string `json:"id"`
	Publisher    string `json:"publisher,omitempty"`
	Text         string `json:"text"`
	Attributions []Row  `json:"attributions"`
	// Nobody are the sentences worth checking that are laid to no one; nil where nobody annotated them.
	Nobody []claims.Span `json:"nobody,omitempty"`
}

// ErrStory is returned for annotated stories that cannot be measured against.
var ErrStory = errors.New("not an annotated story")

// Read reads stories as JSON Lines in their order; empty lines are passed over. Every story needs an id of its own, a
// text and attributions. The error wraps ErrStory and names the line, or is the reader's.
func Read(r io.Reader) ([]Story, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	var all []Story
	seen := map[string]bool{}
	n := 0
	for lines.Scan() {
		n++
		raw := bytes.TrimSpace(lines.Bytes())
		if len(raw) == 0 {
			continue
		}
		s, err := readStory(raw)
		if err == nil && seen[s.ID] {
			err = fmt.Errorf("id %q occurs twice: %w", s.ID, ErrStory)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		seen[s.ID] = true
		all = append(all, s)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n+1, err)
	}
	return all, nil
}

func readStory(raw []byte) (Story, error) {
	var line struct {
		Story
		ID           *string `json:"id"`
		Text         *string `json:"text"`
		Attributions *[]Row  `json:"attributions"`
	}
	if !utf8.Valid(raw) {
		return Story{}, fmt.Errorf("the line is not UTF-8, so its offsets mean nothing: %w", ErrStory)
	}
	if err := json.Unmarshal(raw, &line); err != nil {
		return Story{}, fmt.Errorf("%w: %w", ErrStory, err)
	}
	if line.ID == nil || line.Text == nil || line.Attributions == nil {
		return Story{}, fmt.Errorf("id, text or attributions are missing: %w", ErrStory)
	}
	s := line.Story
	s.ID, s.Text, s.Attributions = *line.ID, *line.Text, *line.Attributions
	return s, nil
}

// Nested says whether a story holds an attribution that is reported inside another one. Where none does, the
// annotation is flat, and found attributions that are nested must not be held against the extractor.
func Nested(stories []Story) bool {
	for _, s := range stories {
		for _, r := range s.Attributions {
			if r.nested() {
				return true
			}
		}
	}
	return false
}

// Flat gives the rows that are not reported inside another one.
func Flat(rows []Row) []Row {
	var flat []Row
	for _, r := range rows {
		if !r.nested() {
			flat = append(flat, r)
		}
	}
	return flat
}

// Rows gives an extractor's claims as rows and, apart, the sentences that it lays to nobody. A quotation with neither
// cue nor source is in neither: it is laid to someone whom the text does not say, and no annotation has such rows.
func Rows(found []claims.Claim) (rows []Row, nobody []claims.Span) {
	for _, c := range found {
		switch {
		case c.Kind == claims.KindNobody:
			nobody = append(nobody, c.Sentence)
		case len(c.Cue) > 0 || len(c.Source) > 0:
			rows = append(rows, rowOf(c))
		}
	}
	return rows, nobody
}

func rowOf(c claims.Claim) Row {
	r := Row{Source: c.Source, Cue: c.Cue, Content: c.Content, Kind: c.Kind, Name: new(c.Name), Polarity: c.Polarity}
	if c.Via != "" {
		r.Via = json.RawMessage(`"` + c.Via + `"`)
	}
	return r
}
