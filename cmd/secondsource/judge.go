package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"secondsource/report"
	"secondsource/verify"
	"secondsource/verify/llm"
)

func newJudge(e *env) *cobra.Command {
	var name string
	var m claimsEndpoint
	cmd := &cobra.Command{
		Use:   "judge [FILE...]",
		Short: "Judge passages against claims, as JSON Lines in and out",
		Long: `Reads lines {"id","claim","passages":[...]} or {"id","claim","text"} and prints one opinions line each: a stance
with probabilities for every passage, best first, and what they say taken together as one document. With "text" the
passages are chosen from it, and each is given with its place there.`,
		RunE: does(func(ctx context.Context, args []string) error { return e.runJudge(ctx, args, name, m) }),
	}
	cmd.Flags().StringVar(&name, "judge", "lexical", "who judges: lexical, openai")
	m.at.flags(cmd)
	cmd.Flags().BoolVar(&m.online, "online", false, "for --judge openai: the claims may be sent to an endpoint outside this machine")
	return cmd
}

// A questionLine is what judge reads. Either Passages or Text is given.
type questionLine struct {
	ID       string   `json:"id"`
	Claim    string   `json:"claim"`
	Passages []string `json:"passages"`
	Text     *string  `json:"text"`
}

// An opinionsLine is what judge prints.
type opinionsLine struct {
	report.Head
	ID string `json:"id"`
	verify.DocumentOpinion
}

func (e *env) runJudge(ctx context.Context, args []string, name string, m claimsEndpoint) (err error) {
	j, err := verify.OpenJudge(verify.Judges, embeddedJudge(name))
	if err != nil {
		return usageError{err}
	}
	if name == openai {
		x, closeEndpoint, openErr := e.openEndpoint(m.at, endpointUse{drafts: true, online: m.online})
		if openErr != nil {
			return openErr
		}
		defer func() { err = errors.Join(err, closeEndpoint()) }()
		j = llm.NewJudge(x, j)
	}
	if len(args) == 0 {
		args = []string{"-"}
	}
	var c tallied
	for _, path := range args {
		in, err := e.open(path)
		if err != nil {
			e.note(&c, path, err)
			continue
		}
		e.judgeLines(ctx, j, in, &c)
		if err := in.Close(); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return e.end(c)
}

// open gives a file, or standard input for "-".
func (e *env) open(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(e.stdin), nil
	}
	return os.Open(path)
}

func (e *env) judgeLines(ctx context.Context, j verify.Judge, in io.Reader, c *tallied) {
	broken := func(_ opinionsLine, err error) bool {
		e.note(c, "judge", err)
		return false
	}
	for n, raw := range jsonLines(in, broken) {
		l, err := answer(ctx, j, raw)
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			err = report.Line(e.stdout, l)
		} else {
			err = fmt.Errorf("line %d: %w", n, err)
		}
		e.note(c, "judge", err)
	}
}

func answer(ctx context.Context, j verify.Judge, raw []byte) (opinionsLine, error) {
	var q questionLine
	if err := unmarshal(raw, &q); err != nil {
		return opinionsLine{}, fmt.Errorf("not a question in JSON: %w", err)
	}
	if q.Text == nil && q.Passages == nil {
		return opinionsLine{}, fmt.Errorf("question %q has neither passages nor text", q.ID)
	}
	l := opinionsLine{Head: report.NewHead("opinions"), ID: q.ID}
	var err error
	if q.Text != nil {
		l.DocumentOpinion, err = verify.JudgeText(ctx, j, q.Claim, *q.Text, verify.DefaultLimits().Passages)
	} else {
		l.DocumentOpinion, err = verify.JudgePassages(ctx, j, q.Claim, q.Passages)
	}
	return l, err
}
