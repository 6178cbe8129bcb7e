package rules

import (
	"fmt"
	"testing"

	"secondsource/claims"
	"secondsource/verify"
)

// TestExamples is the suite that every rule of the table must pass: its own examples.
func TestExamples(t *testing.T) {
	t.Parallel()
	extract, err := claims.NewTagger()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range table {
		for _, list := range []struct {
			name string
			want bool
			all  []Example
		}{{"match", true, r.match}, {"pass", false, r.pass}} {
			if len(list.all) < 10 {
				t.Errorf("%s has %d examples to %s; it needs 10", r.ID, len(list.all), list.name)
			}
			for i, e := range list.all {
				t.Run(fmt.Sprintf("%s/%s %d", r.ID, list.name, i), func(t *testing.T) {
					t.Parallel()
					s := newStory(e.draft(t, extract))
					if got := r.find(s, r.with(Options{})); (len(got) > 0) != list.want {
						t.Errorf("%q: findings %+v", e.Text, got)
					}
				})
			}
		}
	}
}

// draft makes a draft of an example.
func (e Example) draft(t *testing.T, x verify.Extractor) verify.Draft {
	t.Helper()
	a := claims.NewArticle(claims.Ref{Title: e.Title}, e.Text)
	a.Notes = e.Notes
	for _, n := range e.Notes {
		a.Related = append(a.Related, n.Text)
	}
	found, err := x.Extract(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	d := verify.Draft{Article: a, Claims: found}
	if e.Label == "" {
		return d
	}
	for _, c := range found {
		v := verify.Verdict{Claim: c.ID, Label: e.Label}
		if !c.Checkable() {
			v.Label, v.Reason = verify.Unchecked, verify.NotCheckable
		}
		d.Verdicts = append(d.Verdicts, v)
	}
	return d
}
