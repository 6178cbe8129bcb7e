package stance

import (
	"context"
	"fmt"
	"slices"

	"secondsource/verify"
)

// Judge asks the judge about every row of a set. advance is told how many rows are done, of how many; it may be nil.
func Judge(ctx context.Context, j verify.Judge, s Set, advance func(done, of int)) ([]Answer, error) {
	out := make([]Answer, 0, len(s.Rows))
	for i, r := range s.Rows {
		a, err := judge(ctx, j, r)
		if err != nil {
			return nil, err
		}
		out = append(out, a)
		if advance != nil {
			advance(i+1, len(s.Rows))
		}
	}
	return out, nil
}

func judge(ctx context.Context, j verify.Judge, r Row) (Answer, error) {
	a := Answer{ID: r.ID}
	var err error
	if r.Passages != nil {
		a.DocumentOpinion, err = verify.JudgePassages(ctx, j, r.Claim, r.Passages)
	} else {
		a.DocumentOpinion, err = verify.JudgeText(ctx, j, r.Claim, r.Text, verify.DefaultLimits().Passages)
	}
	if err != nil {
		return a, fmt.Errorf("%s: %w", r.ID, err)
	}
	return a, nil
}

// Prepare reads the rows of a set as lessons.
func Prepare(ctx context.Context, s Set, advance func(done, of int)) ([]verify.Prepared, error) {
	out := make([]verify.Prepared, 0, len(s.Rows))
	for i, r := range s.Rows {
		p, err := verify.PrepareLesson(ctx, s.Lesson(r), verify.DefaultLimits().Passages)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
		if advance != nil {
			advance(i+1, len(s.Rows))
		}
	}
	return out, nil
}

// A Study says how judges are made for measuring.
type Study struct {
	Rules   bool               // keep the desk's rules that stand above the weights
	With    []Set              // sets that every fold learns from too, as the judge that ships did
	Advance func(done, of int) // may be nil
}

// InFolds learns the judge's weights k times, each time on all folds of the set but one, and judges that one with them.
func (st Study) InFolds(ctx context.Context, s Set, k int) ([]Answer, error) {
	judges, err := st.FoldJudges(ctx, s, k)
	if err != nil {
		return nil, err
	}
	out := make([]Answer, len(s.Rows))
	for i, f := range s.Folds(k) {
		if out[i], err = judge(ctx, judges[f], s.Rows[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// FoldJudges learns the judge's weights k times, each time on all folds of the set but one, and on all of With. The n-th judge
// knows no row of the n-th fold ([Set.Folds]).
func (st Study) FoldJudges(ctx context.Context, s Set, k int) ([]*verify.LexicalJudge, error) {
	lessons, err := Prepare(ctx, s, nil)
	if err != nil {
		return nil, err
	}
	var with []verify.Prepared
	for _, other := range st.With {
		more, err := Prepare(ctx, other, nil)
		if err != nil {
			return nil, err
		}
		with = append(with, more...)
	}
	folds, out := s.Folds(k), make([]*verify.LexicalJudge, k)
	for fold := range k {
		rest := slices.Clone(with)
		for i, f := range folds {
			if f != fold {
				rest = append(rest, lessons[i])
			}
		}
		if out[fold], err = st.learn(ctx, rest); err != nil {
			return nil, err
		}
		st.advance(fold+1, k)
	}
	return out, nil
}

// FromOthers learns the weights on the other sets, and judges each with what the rest taught. Answers are in the order of
// sets.
func (st Study) FromOthers(ctx context.Context, sets []Set) ([][]Answer, error) {
	lessons := make([][]verify.Prepared, len(sets))
	for i, s := range sets {
		var err error
		if lessons[i], err = Prepare(ctx, s, nil); err != nil {
			return nil, err
		}
	}
	out := make([][]Answer, len(sets))
	for i, s := range sets {
		others := slices.Concat(slices.Concat(lessons[:i]...), slices.Concat(lessons[i+1:]...))
		j, err := st.learn(ctx, others)
		if err != nil {
			return nil, err
		}
		if out[i], err = Judge(ctx, j, s, nil); err != nil {
			return nil, err
		}
		st.advance(i+1, len(sets))
	}
	return out, nil
}

func (st Study) learn(ctx context.Context, lessons []verify.Prepared) (*verify.LexicalJudge, error) {
	weights, err := verify.TrainLexical(ctx, lessons, nil)
	if err != nil {
		return nil, err
	}
	j, err := verify.OpenLexical(weights)
	if err == nil && !st.Rules {
		j = j.Plain()
	}
	return j, err
}

func (st Study) advance(done, of int) {
	if st.Advance != nil {
		st.Advance(done, of)
	}
}
