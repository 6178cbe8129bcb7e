package report

import (
	"io"
	"time"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// V is the version of the JSON lines. A changed meaning means a new one; readers ignore unknown fields.
const V = 1

// A Head opens every line: what it is and in which version.
type Head struct {
	Type string `json:"type"`
	V    int    `json:"v"`
}

// NewHead makes the head of a line of that type.
func NewHead(kind string) Head { return Head{Type: kind, V: V} }

// An ArticleLine is an article as the stage commands pass it on. Ref is the argument it was read from.
type ArticleLine struct {
	Head
	claims.Article
	Ref string `json:"ref,omitempty"`
}

// A ClaimLine is a claim. Words are filled by check alone, which hands no text on.
type ClaimLine struct {
	Head
	claims.Claim
	Words string `json:"words,omitempty"`
}

// A GroupLine is one independent origin among the coverage; articles are IDs.
type GroupLine struct {
	Head
	ID       string   `json:"id"`
	Articles []string `json:"articles"`
	Why      string   `json:"why"`
	// Partly is text shared with pieces of other groups, too little to make them one.
	Partly []sources.Partly `json:"partly,omitempty"`
}

// NewGroupLine makes the line of a group.
func NewGroupLine(g sources.Group) GroupLine {
	l := GroupLine{Head: NewHead("group"), ID: g.ID, Why: g.Why, Partly: g.Partly, Articles: make([]string, 0, len(g.Articles))}
	for _, a := range g.Articles {
		l.Articles = append(l.Articles, a.ID)
	}
	return l
}

// evidenceLine adds to evidence what a reader needs who does not hold the page.
type evidenceLine struct {
	verify.Evidence
	Words     string    `json:"words"` // the quoted words, letter for letter
	URL       string    `json:"url,omitempty"`
	Publisher string    `json:"publisher,omitempty"`
	Published time.Time `json:"published,omitzero"`
	Primary   bool      `json:"primary,omitempty"` // it is a primary document for this claim
}

type verdictLine struct {
	Head
	verify.Verdict
	Evidence []evidenceLine `json:"evidence"`
}

type problemLine struct {
	Head
	verify.Problem
}

// runLine closes a check's lines: what could have changed it, how many of each verdict, and where it is recorded.
type runLine struct {
	Head
	Article string               `json:"article"`
	Lint    bool                 `json:"lint,omitempty"`  // nothing was searched: there are no verdicts
	Known   int                  `json:"known,omitempty"` // findings that were left out, since a baseline has them
	Counts  map[verify.Label]int `json:"counts"`
	Setup   verify.Setup         `json:"setup"`
	// Exchanges are what a model was asked and answered, by digest.
	Exchanges []verify.Exchange `json:"exchanges,omitempty"`
	Record    string            `json:"record,omitempty"`
	Leaf      *int64            `json:"leaf,omitempty"`
}

// A lineWriter writes JSON Lines.
type lineWriter struct{ singly }

func newJSONLines(w io.Writer) Writer { return lineWriter{singly{w, lines}} }

// Fail writes a story of which there is no result as a problem.
func (l lineWriter) Fail(ref string, err error) error {
	return Line(l.w, problemLine{NewHead("problem"), verify.Problem{Stage: "read", What: ref, Message: failWords(ref, err)}})
}

// lines writes the result as JSON Lines: article, claim, group, verdict, finding, problem, profile and a closing run.
func lines(w io.Writer, r verify.Result, o Options) error {
	all := []any{articleLine(r, o)}
	for _, c := range claimLines(r) {
		all = append(all, c)
	}
	for _, g := range r.Run.Coverage {
		all = append(all, NewGroupLine(g))
	}
	for _, v := range verdictLines(r) {
		all = append(all, v)
	}
	for _, f := range findingLines(r, o) {
		all = append(all, f)
	}
	for _, p := range r.Run.Problems {
		all = append(all, problemLine{NewHead("problem"), p})
	}
	all = append(all, newProfileLine(r), newRunLine(r, o))
	for _, l := range all {
		if err := Line(w, l); err != nil {
			return err
		}
	}
	return nil
}

func articleLine(r verify.Result, o Options) ArticleLine {
	return ArticleLine{Head: NewHead("article"), Article: claims.Article{Ref: r.Run.Article}, Ref: o.Ref}
}

func claimLines(r verify.Result) []ClaimLine {
	out := make([]ClaimLine, 0, len(r.Run.Claims))
	for _, c := range r.Run.Claims {
		out = append(out, ClaimLine{NewHead("claim"), c, r.Pages[c.Article].Words(c.Content)})
	}
	return out
}

func verdictLines(r verify.Result) []verdictLine {
	out := make([]verdictLine, 0, len(r.Run.Verdicts))
	for i, v := range r.Run.Verdicts {
		q := verify.Question{Claim: r.Run.Claims[i], Story: r.Run.Article}
		l := verdictLine{Head: NewHead("verdict"), Verdict: v, Evidence: make([]evidenceLine, 0, len(v.Evidence))}
		for _, e := range v.Evidence {
			page := r.Pages[e.Article]
			l.Evidence = append(l.Evidence, evidenceLine{
				e, page.Words([]claims.Span{e.Quote}), page.URL, page.Publisher, page.Published, q.Primary(pieceOf(r.Run, e)),
			})
		}
		out = append(out, l)
	}
	return out
}

func newRunLine(r verify.Result, o Options) runLine {
	l := runLine{Head: NewHead("run"), Article: r.Run.Article.ID, Lint: o.Lint, Known: o.Known, Counts: Counts(r.Run), Setup: r.Run.Setup, Exchanges: r.Run.Exchanges}
	if o.Receipt.ID != "" {
		l.Record, l.Leaf = o.Receipt.ID, &o.Receipt.Leaf
	}
	return l
}

// Counts says how many claims got each label.
func Counts(r verify.Run) map[verify.Label]int {
	n := map[verify.Label]int{}
	for _, v := range r.Verdicts {
		n[v.Label]++
	}
	return n
}

// resultDocument holds what the lines hold in one object; its groups name each article with outlet and date.
type resultDocument struct {
	Head
	Article  ArticleLine      `json:"article"`
	Claims   []ClaimLine      `json:"claims"`
	Groups   []sources.Group  `json:"groups"`
	Verdicts []verdictLine    `json:"verdicts"`
	Findings []findingLine    `json:"findings"`
	Problems []verify.Problem `json:"problems"`
	Profile  verify.Profile   `json:"profile"`
	Run      runLine          `json:"run"`
}

// document writes the result as one JSON object on one line.
func document(w io.Writer, r verify.Result, o Options) error {
	return Line(w, resultDocument{
		Head: NewHead("result"), Article: articleLine(r, o), Claims: claimLines(r), Profile: profileOf(r),
		Groups: append([]sources.Group{}, r.Run.Coverage...), Verdicts: verdictLines(r),
		Findings: findingLines(r, o), Problems: append([]verify.Problem{}, r.Run.Problems...),
		Run: newRunLine(r, o),
	})
}
