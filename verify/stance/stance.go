// Package stance measures judges on the stance sets: pairs of a claim and a document that people have labelled. What it
// counts agrees with the reference scorer of the sets (../shared/eval/score_stance.py). It is for the command alone.
package stance

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"secondsource/verify"
)

// A Kind is one of the four sets, told by the ids of its rows.
type Kind string

// The sets.
const (
	FNC          Kind = "fnc"          // headlines and bodies
	WiCE         Kind = "wice"         // sentences of an encyclopedia and the pages they cite
	FactcheckGPT Kind = "factcheckgpt" // sentences of a model and web passages
	QAGS         Kind = "qags"         // sentences of a summary and the article
)

// A Row is one labelled pair.
type Row struct {
	ID       string   `json:"id"`
	Claim    string   `json:"claim"`
	Passages []string `json:"passages"`
	Body     string   `json:"body"` // of FNC: the number of the text, which stands in a file of its own
	Label    string   `json:"label"`
	Topic    string   `json:"topic"`
	Gold     [][]int  `json:"gold_passages"` // of WiCE: alternative sets of the numbers of passages that hold the evidence
	Text     string   `json:"-"`
}

// A Set is one file of rows.
type Set struct {
	Kind Kind
	Rows []Row
}

// labels are the labels of each set, and the stances that each allows. An annotation that says only how far the document
// supports the claim leaves the other three open.
var labels = map[Kind]map[string][]verify.Stance{
	FNC: {"agree": {verify.Supports}, "disagree": {verify.Refutes}, "discuss": {verify.Reports}, "unrelated": {verify.Unrelated}},
	WiCE: {
		"supported": {verify.Supports}, "partially_supported": {verify.Refutes, verify.Reports, verify.Unrelated},
		"not_supported": {verify.Refutes, verify.Reports, verify.Unrelated},
	},
	FactcheckGPT: {
		"completely-support": {verify.Supports}, "partially-support": {verify.Supports}, "refute": {verify.Refutes},
		"irrelevant": {verify.Unrelated},
	},
	QAGS: {"supported": {verify.Supports}, "not_supported": {verify.Refutes, verify.Reports, verify.Unrelated}},
}

// Positive says whether a row's label is support.
func (k Kind) Positive(label string) bool {
	return slices.Equal(labels[k][label], []verify.Stance{verify.Supports})
}

// maxLine is the longest row that is read, in bytes: the longest article of the sets has some 100,000.
const maxLine = 1 << 24

// Read reads a set as JSON Lines. A row without id, or with a label that its set does not have, is an error.
func Read(in io.Reader) (Set, error) {
	var s Set
	seen := map[string]bool{}
	err := lines(in, func(n int, raw []byte) error {
		var r Row
		if err := json.Unmarshal(raw, &r); err != nil {
			return fmt.Errorf("line %d is no labelled pair: %w", n, err)
		}
		if r.ID == "" || seen[r.ID] {
			return fmt.Errorf("line %d: the id %q is empty or occurs twice", n, r.ID)
		}
		seen[r.ID] = true
		s.Kind = cmp.Or(s.Kind, kindOf(r.ID))
		if _, ok := labels[s.Kind][r.Label]; !ok {
			return fmt.Errorf("line %d: %q is no label of %s", n, r.Label, s.Kind)
		}
		s.Rows = append(s.Rows, r)
		return nil
	})
	if err == nil && len(s.Rows) == 0 {
		err = errors.New("it holds no labelled pair, so there is nothing to measure against")
	}
	return s, err
}

func kindOf(id string) Kind {
	first, _, _ := strings.Cut(id, "-")
	switch first {
	case "fnc":
		return FNC
	case "qags":
		return QAGS
	case "fcgpt":
		return FactcheckGPT
	}
	return WiCE
}

// NeedsBodies says whether the rows name texts that stand in another file.
func (s Set) NeedsBodies() bool {
	return slices.ContainsFunc(s.Rows, func(r Row) bool { return r.Passages == nil && r.Body != "" })
}

// AddBodies reads the texts as JSON Lines {"body","text"} and joins them to the rows. A row whose text is missing is an
// error.
func (s Set) AddBodies(in io.Reader) error {
	texts := map[string]string{}
	err := lines(in, func(n int, raw []byte) error {
		var b struct{ Body, Text string }
		if err := json.Unmarshal(raw, &b); err != nil {
			return fmt.Errorf("line %d is no body: %w", n, err)
		}
		texts[b.Body] = b.Text
		return nil
	})
	if err != nil {
		return err
	}
	for i, r := range s.Rows {
		text, ok := texts[r.Body]
		if !ok {
			return fmt.Errorf("there is no text of body %q, which %s needs", r.Body, r.ID)
		}
		s.Rows[i].Text = text
	}
	return nil
}

func lines(in io.Reader, each func(n int, raw []byte) error) error {
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, maxLine)
	for n := 1; sc.Scan(); n++ {
		if len(strings.TrimSpace(sc.Text())) == 0 {
			continue
		}
		if err := each(n, sc.Bytes()); err != nil {
			return err
		}
	}
	return sc.Err()
}

// Lesson gives the row as something to learn from.
func (s Set) Lesson(r Row) verify.Lesson {
	return verify.Lesson{Set: string(s.Kind), Claim: r.Claim, Passages: r.Passages, Text: r.Text, Stances: labels[s.Kind][r.Label]}
}

// Claims lists the claims in order.
func (s Set) Claims() []string {
	out := make([]string, len(s.Rows))
	for i, r := range s.Rows {
		out[i] = r.Claim
	}
	return out
}
