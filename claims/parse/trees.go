package parse

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// An Article is the parses of one article: what a model is trained on.
type Article struct {
	ID        string
	Sentences [][]Row
}

// A Row is one token of a parsed sentence. Head is its head's number in the sentence from 1, 0 for the root.
type Row struct {
	Start            int // byte offset into the article's text
	Form, Lemma, Tag string
	Head             int
	Label            string
}

// End is the byte offset behind the row's form.
func (r Row) End() int { return r.Start + len(r.Form) }

// ReadArticles reads parses, one token a line with the tab-separated columns start, form, lemma ("_": the lower-cased
// form), tag, head and label; "# id" opens an article and an empty line closes a sentence (attribution note §2). It
// refuses a sentence that is not a tree.
func ReadArticles(r io.Reader) ([]Article, error) {
	var out []Article
	var rows []Row
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 1<<16), 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if id, ok := strings.CutPrefix(line, "# "); ok && !strings.Contains(line, "\t") {
			out = append(out, Article{ID: id})
			continue
		}
		if line != "" {
			row, err := readRow(line)
			if err != nil {
				return nil, fmt.Errorf("line %d of the parses: %w", n, err)
			}
			rows = append(rows, row)
			continue
		}
		if len(rows) == 0 {
			continue
		}
		if len(out) == 0 {
			return nil, fmt.Errorf("line %d of the parses: a sentence before the first article", n)
		}
		if err := tree(rows); err != nil {
			return nil, fmt.Errorf("the sentence before line %d of the parses: %w", n, err)
		}
		a := &out[len(out)-1]
		a.Sentences = append(a.Sentences, rows)
		rows = nil
	}
	return out, lines.Err()
}

func readRow(line string) (Row, error) {
	f := strings.Split(line, "\t")
	if len(f) != 6 {
		return Row{}, fmt.Errorf("%d columns where six are expected", len(f))
	}
	start, err := strconv.Atoi(f[0])
	if err != nil {
		return Row{}, fmt.Errorf("start %q is not a number", f[0])
	}
	head, err := strconv.Atoi(f[4])
	if err != nil {
		return Row{}, fmt.Errorf("head %q is not a number", f[4])
	}
	if f[1] == "" || f[3] == "" || f[5] == "" {
		return Row{}, fmt.Errorf("an empty form, tag or label")
	}
	row := Row{Start: start, Form: f[1], Lemma: f[2], Tag: f[3], Head: head, Label: f[5]}
	if row.Lemma == "_" {
		row.Lemma = strings.ToLower(row.Form)
	}
	return row, nil
}

// tree says in an error why rows are not a tree with one root.
func tree(rows []Row) error {
	roots := 0
	state := make([]byte, len(rows)+1) // 0 unseen, 1 on the way up, 2 leads to the root
	state[0] = 2
	for i, r := range rows {
		if r.Head < 0 || r.Head > len(rows) || r.Head == i+1 {
			return fmt.Errorf("head %d of token %d is out of range", r.Head, i+1)
		}
		if r.Head == 0 {
			roots++
		}
	}
	if roots != 1 {
		return fmt.Errorf("%d roots where one is expected", roots)
	}
	for i := range rows {
		n := i + 1
		for state[n] == 0 {
			state[n] = 1
			n = rows[n-1].Head
		}
		if state[n] == 1 {
			return fmt.Errorf("a cycle through token %d", n)
		}
		for n := i + 1; state[n] == 1; n = rows[n-1].Head {
			state[n] = 2
		}
	}
	return nil
}
