package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"secondsource/claims"
	"secondsource/verify"
)

// A table is one derived table. Its first column is the run; the first key columns tell its rows apart, and files of version
// 1 lack the last later ones.
type table struct {
	name    string
	key     int
	columns []string
	later   int
}

// at is the table as files of that version have it.
func (t table) at(version int64) table {
	if version < ledgerVersion {
		t.columns = t.columns[:len(t.columns)-t.later]
	}
	return t
}

// A row is the values of a table's columns: int64, float64 or string.
type row = []any

// derivedTables are in the order in which rows are added: what others refer to comes first.
var derivedTables = []table{
	{"runs", 1, strings.Fields(`run id at article url publisher title byline published program extractor judge draft
		claims findings problems`), 0},
	{"claims", 2, strings.Fields(`run n id words source cue kind class polarity quote name role affiliation official
		charged worth via sentence_start sentence_end`), 0},
	{"verdicts", 2, strings.Fields("run n claim label reason score supports refutes reports searches failed"), 0},
	{"evidence", 3, strings.Fields(`run n m claim article origin stance quoted passage_start passage_end quote_start
		quote_end p_supports p_refutes p_reports p_unrelated method judge`), 0},
	{"coverage", 3, strings.Fields("run n m origin why article url publisher title byline published"), 0},
	{"findings", 2, strings.Fields("run n rule severity claim message at_start at_end fingerprint waived waived_by"), 3},
}

func (t table) insert() string {
	return "INSERT INTO " + t.name + " (" + strings.Join(t.columns, ", ") + ") VALUES (?" +
		strings.Repeat(", ?", len(t.columns)-1) + ")"
}

func (t table) query(where string) string {
	return "SELECT " + strings.Join(t.columns, ", ") + " FROM " + t.name + " " + where +
		" ORDER BY " + strings.Join(t.columns[:t.key], ", ")
}

// derive makes every derived row of a run from its record and pages, by table, in the order of their keys. It depends
// on nothing else, which is what lets Verify compare and Rebuild replace. Words that are in no page become "".
func derive(rec recordRow, run verify.Run, pages map[string]claims.Article) map[string][]row {
	rows := map[string][]row{"runs": {runRow(rec, run)}}
	story := pages[run.Article.ID]
	for n, c := range run.Claims {
		rows["claims"] = append(rows["claims"], claimRow(rec.leaf, n, c, story))
	}
	for n, v := range run.Verdicts {
		rows["verdicts"] = append(rows["verdicts"], verdictRow(rec.leaf, n, v))
		for m, e := range v.Evidence {
			rows["evidence"] = append(rows["evidence"], evidenceRow([3]int64{rec.leaf, int64(n), int64(m)}, e, pages[e.Article]))
		}
	}
	for n, g := range run.Coverage {
		for m, ref := range g.Articles {
			rows["coverage"] = append(rows["coverage"], row{
				rec.leaf, int64(n), int64(m), g.ID, g.Why,
				ref.ID, ref.URL, ref.Publisher, ref.Title, ref.Byline, published(ref),
			})
		}
	}
	for n, f := range run.Findings {
		rows["findings"] = append(rows["findings"], findingRow(rec.leaf, n, f))
	}
	return rows
}

func runRow(rec recordRow, run verify.Run) row {
	a, s := run.Article, run.Setup
	return row{
		rec.leaf, rec.id, rec.at, a.ID, a.URL, a.Publisher, a.Title, a.Byline, published(a),
		s.Program, s.Extractor, s.Judge, flag(s.Draft),
		int64(len(run.Claims)), int64(len(run.Findings)), int64(len(run.Problems)),
	}
}

func claimRow(leaf int64, n int, c claims.Claim, story claims.Article) row {
	return row{
		leaf, int64(n), c.ID, story.Words(c.Content), story.Words(c.Source), story.Words(c.Cue),
		string(c.Kind), string(c.Class), string(c.Polarity), string(c.Quote), c.Name, c.Role, c.Affiliation,
		flag(c.Official), flag(c.Charged), c.Worth, c.Via, int64(c.Sentence.Start), int64(c.Sentence.End),
	}
}

func verdictRow(leaf int64, n int, v verify.Verdict) row {
	var failed int64
	for _, s := range v.Searches {
		if s.Err != "" {
			failed++
		}
	}
	return row{
		leaf, int64(n), v.Claim, string(v.Label), string(v.Reason), v.Score,
		int64(v.Supports), int64(v.Refutes), int64(v.Reports), int64(len(v.Searches)), failed,
	}
}

func evidenceRow(key [3]int64, e verify.Evidence, page claims.Article) row {
	return row{
		key[0], key[1], key[2], e.Claim, e.Article, e.Group, string(e.Stance), page.Words([]claims.Span{e.Quote}),
		int64(e.Passage.Start), int64(e.Passage.End), int64(e.Quote.Start), int64(e.Quote.End),
		e.P.Supports, e.P.Refutes, e.P.Reports, e.P.Unrelated, string(e.Method), e.Judge,
	}
}

func findingRow(leaf int64, n int, f verify.Finding) row {
	reason, by := "", ""
	if w := f.Waived; w != nil {
		reason, by = w.Reason, w.From
		if w.By != "" {
			by += ": " + w.By
		}
	}
	return row{
		leaf, int64(n), f.Rule, string(f.Severity), f.Claim, f.Message, int64(f.At.Start), int64(f.At.End), f.Fingerprint, reason, by,
	}
}

func published(ref claims.Ref) string {
	if ref.Published.IsZero() {
		return ""
	}
	return ref.Published.Format(time.RFC3339Nano)
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// Rebuild empties the derived tables and fills them again from the records and pages, all or nothing. It repairs what
// Verify finds wrong in them, and nothing in the log itself.
func (s *SQLite) Rebuild(ctx context.Context) error {
	if s.write == nil {
		return fmt.Errorf("rebuild the derived tables: %w", errReading)
	}
	if err := s.writing(ctx, func(tx *sql.Tx) error { return rebuild(ctx, tx) }); err != nil {
		return fmt.Errorf("rebuild the derived tables: %w", explain(err))
	}
	return nil
}

func rebuild(ctx context.Context, tx *sql.Tx) error {
	for i := range derivedTables {
		// In reverse, because a table refers to those before it.
		t := derivedTables[len(derivedTables)-1-i]
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+t.name); err != nil {
			return err
		}
	}
	size, err := readSize(ctx, tx)
	if err != nil {
		return err
	}
	a := appender{ctx: ctx, tx: tx}
	for leaf := range size {
		if err := a.rederive(leaf); err != nil {
			return fmt.Errorf("record %d: %w", leaf, err)
		}
	}
	return nil
}

// rederive adds the derived rows of one record that is in the log.
func (a *appender) rederive(leaf int64) error {
	rec, err := readRecord(a.ctx, a.tx, leaf)
	if err != nil || rec.kind != kindRun {
		return err
	}
	run, err := rec.decoded()
	if err != nil {
		return err
	}
	pages, err := readPages(a.ctx, a.tx, pageIDs(run))
	if err != nil {
		return err
	}
	return a.derive(rec, run, pages)
}
