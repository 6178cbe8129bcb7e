package main

import (
	"context"
	"fmt"
	"slices"

	"secondsource/verify"
	"secondsource/verify/stance"
)

// A foldJudge judges each claim of a file with weights that learned nothing from the claim's topic, so that a judge is not
// measured on what it knows.
type foldJudge struct {
	judges []*verify.LexicalJudge
	fold   map[string]int // of each claim: that of the pieces about it
}

// learnInFolds learns the judges on the other folds of the pairs at path, and on the other sets of a folder; "" is none.
func (e *env) learnInFolds(ctx context.Context, path, folder string, k int) (*foldJudge, error) {
	set, err := readSet(path)
	if err != nil {
		return nil, err
	}
	study := stance.Study{Rules: true}
	if study.With, err = otherSets(folder, set.Kind); err != nil {
		return nil, err
	}
	advance, finish := e.progress("folds")
	study.Advance = advance
	judges, err := study.FoldJudges(ctx, set, k)
	finish()
	if err != nil {
		return nil, err
	}
	return &foldJudge{judges: judges, fold: claimFolds(set, k)}, nil
}

// otherSets reads the sets of a folder but the one of a kind; none of "".
func otherSets(folder string, but stance.Kind) ([]stance.Set, error) {
	if folder == "" {
		return nil, nil
	}
	sets, err := folderSets(folder)
	return slices.DeleteFunc(sets, func(s stance.Set) bool { return s.Kind == but }), err
}

// claimFolds gives the fold of each claim: that of the pieces that are about it or, if none is, of the first it is paired with.
func claimFolds(s stance.Set, k int) map[string]int {
	out, sure := map[string]int{}, map[string]bool{}
	for i, fold := range s.Folds(k) {
		r := s.Rows[i]
		related := r.Label != "unrelated"
		if _, known := out[r.Claim]; !known || related && !sure[r.Claim] {
			out[r.Claim], sure[r.Claim] = fold, related
		}
	}
	return out
}

// of gives the judge of one claim.
func (f *foldJudge) of(claim string) (verify.Judge, error) {
	fold, ok := f.fold[claim]
	if !ok {
		return nil, fmt.Errorf("the claim %q is in no fold: this is a fault of the program", clipped(claim, 100))
	}
	return f.judges[fold], nil
}
