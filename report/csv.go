package report

import (
	"fmt"
	"io"
	"maps"
	"strconv"
	"strings"
	"unicode/utf8"

	"secondsource/claims"
	"secondsource/verify"
)

// csvColumns head the table. The first says what a row is: claim, finding, waived, problem, note or error.
var csvColumns = []string{
	"row", "story", "path", "line", "column", "words", "who", "kind", "form", "verdict", "reason", "supports", "refutes", "reports",
	"rule", "severity", "message", "also", "fix", "waiver", "claim", "fingerprint",
}

// A csvRow is the cells of a row by column; a column without one is empty.
type csvRow map[string]string

// A csvTable writes rows as they come. Stories of which there is no result stand last.
type csvTable struct {
	w      io.Writer
	begun  bool
	errors []csvRow
}

func newCSV(w io.Writer) Writer { return &csvTable{w: w} }

func (t *csvTable) Write(r verify.Result, o Options) error {
	g := newGround(r, o)
	about := func(kind string, p passage, more csvRow) error {
		row := csvRow{"row": kind, "story": r.Run.Article.Title, "path": g.path, "words": p.Words}
		if p.Place != nil {
			row["line"], row["column"] = strconv.Itoa(p.Place.From.Line), strconv.Itoa(p.Place.From.Rune)
		}
		maps.Copy(row, more)
		return t.row(row)
	}
	for i, c := range r.Run.Claims {
		if err := about("claim", g.claim(c), claimRow(g, i)); err != nil {
			return err
		}
	}
	for _, f := range r.Run.Findings {
		s, kind := g.spot(f), "finding"
		if f.Waived != nil {
			kind = "waived"
		}
		if err := about(kind, s.here, findingRow(s)); err != nil {
			return err
		}
	}
	for _, p := range r.Run.Problems {
		if err := about("problem", passage{}, csvRow{"message": p.Message, "reason": p.Stage}); err != nil {
			return err
		}
	}
	if o.Known > 0 {
		return about("note", passage{}, csvRow{"message": plural(o.Known, "finding") + " known from the baseline, left out."})
	}
	return nil
}

// Fail keeps a story of which there is no result for the end.
func (t *csvTable) Fail(ref string, err error) error {
	t.errors = append(t.errors, csvRow{"row": "error", "path": ref, "message": failWords(ref, err)})
	return nil
}

func (t *csvTable) Close() error {
	for _, row := range t.errors {
		if err := t.row(row); err != nil {
			return err
		}
	}
	return t.begin()
}

// claim is a claim's words, placed where the first of them stand.
func (g *ground) claim(c claims.Claim) passage {
	p := passage{}
	if len(c.Content) > 0 {
		p = g.in(c.Content[0])
	}
	p.Words = g.r.Pages[c.Article].Words(c.Content)
	return p
}

func claimRow(g *ground, i int) csvRow {
	c := g.r.Run.Claims[i]
	row := csvRow{"who": c.Name, "kind": string(c.Kind), "form": string(c.Quote), "claim": c.ID}
	if c.Name == "" {
		row["who"] = g.r.Pages[c.Article].Words(c.Source)
	}
	if i < len(g.r.Run.Verdicts) {
		v := g.r.Run.Verdicts[i]
		row["verdict"], row["reason"] = string(v.Label), string(v.Reason)
		row["supports"], row["refutes"], row["reports"] = strconv.Itoa(v.Supports), strconv.Itoa(v.Refutes), strconv.Itoa(v.Reports)
	}
	return row
}

func findingRow(s spot) csvRow {
	var also []string
	for _, p := range s.beside {
		also = append(also, p.told())
	}
	return csvRow{
		"rule": s.Rule, "severity": string(s.Severity), "message": s.Message, "also": strings.Join(also, "; "), "fix": s.Fix,
		"waiver": waiverWords(s.Waived), "claim": s.Claim, "fingerprint": s.Fingerprint,
	}
}

func (t *csvTable) begin() error {
	if t.begun {
		return nil
	}
	t.begun = true
	return t.cells(csvColumns)
}

func (t *csvTable) row(row csvRow) error {
	if err := t.begin(); err != nil {
		return err
	}
	cells := make([]string, 0, len(csvColumns))
	for _, column := range csvColumns {
		cells = append(cells, row[column])
	}
	return t.cells(cells)
}

func (t *csvTable) cells(cells []string) error {
	quotedCells := make([]string, 0, len(cells))
	for _, c := range cells {
		quotedCells = append(quotedCells, `"`+strings.ReplaceAll(cell(c), `"`, `""`)+`"`)
	}
	_, err := fmt.Fprintf(t.w, "%s\n", strings.Join(quotedCells, ","))
	return err
}

// cell is words as a spreadsheet may have them: in one line, and never a formula, which begins with one of these signs.
func cell(words string) string {
	words = Plain(words)
	if first, _ := utf8.DecodeRuneInString(words); strings.ContainsRune("=+-@＝＋－＠﹦﹢﹣﹫−", first) {
		return "'" + words
	}
	return words
}
