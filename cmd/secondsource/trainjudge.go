package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"secondsource/verify"
	"secondsource/verify/stance"
)

func newTrainJudge(e *env) *cobra.Command {
	var data, out string
	cmd := &cobra.Command{
		Use: "judge", Short: "Train the embedded judge", Args: cobra.NoArgs,
		Long: `Learns from labelled pairs of claim and document how well one supports the other, and writes weights that eval stance
--weights FILE measures. Those that ship are verify/judge.json.

The folder holds sets as JSON Lines, {"id","claim","passages","label"} or, with the texts in a file NAME_bodies.jsonl
beside it, {"id","claim","body","label","topic"}: fnc.jsonl, wice.jsonl, factcheckgpt.jsonl and qags_cnndm.jsonl, or some
of them. Nothing is left to chance: the same data give the same bytes.`,
		RunE: does(func(ctx context.Context, _ []string) error { return e.runTrainJudge(ctx, data, out) }),
	}
	cmd.Flags().StringVar(&data, "data", "", "the folder with the labelled pairs")
	cmd.Flags().StringVar(&out, "out", "", "the file to write the weights to")
	return cmd
}

// stanceFiles are the names of the sets that a folder may hold.
var stanceFiles = []string{"fnc.jsonl", "wice.jsonl", "factcheckgpt.jsonl", "qags_cnndm.jsonl"}

func (e *env) runTrainJudge(ctx context.Context, data, out string) error {
	if data == "" || out == "" {
		return usagef("train judge needs --data FOLDER and --out FILE")
	}
	sets, err := folderSets(data)
	if err != nil {
		return err
	}
	stage := e.stages()
	var lessons []verify.Prepared
	for _, s := range sets {
		read, err := stance.Prepare(ctx, s, func(done, of int) { stage("read "+string(s.Kind), done, of) })
		if err != nil {
			return err
		}
		lessons = append(lessons, read...)
	}
	weights, err := verify.TrainLexical(ctx, lessons, func(done, of int) { stage("learn", done, of) })
	if err != nil {
		return err
	}
	if err := os.WriteFile(out, weights, 0o644); err != nil {
		return fmt.Errorf("write the weights: %w", err)
	}
	_, err = fmt.Fprintf(e.stdout, "Learned from %d pairs of %d sets; the weights are in %s.\n", len(lessons), len(sets), out)
	return err
}

// folderSets reads the sets that a folder holds, in the order of stanceFiles.
func folderSets(folder string) ([]stance.Set, error) {
	var sets []stance.Set
	for _, name := range stanceFiles {
		s, err := readSet(filepath.Join(folder, name))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		sets = append(sets, s)
	}
	if len(sets) == 0 {
		return nil, fmt.Errorf("%s holds none of %s", folder, slices.Sorted(slices.Values(stanceFiles)))
	}
	return sets, nil
}

// readSet reads a labelled set and, if its rows name texts, the file of these beside it.
func readSet(path string) (s stance.Set, err error) {
	in, err := os.Open(path)
	if err != nil {
		return s, err
	}
	defer func() { _ = in.Close() }() // only read
	if s, err = stance.Read(in); err != nil {
		return s, fmt.Errorf("%s: %w", path, err)
	}
	if !s.NeedsBodies() {
		return s, nil
	}
	beside := path[:len(path)-len(filepath.Ext(path))] + "_bodies.jsonl"
	texts, err := os.Open(beside)
	if err != nil {
		return s, fmt.Errorf("%s names texts that stand in a file beside it: %w", path, err)
	}
	defer func() { _ = texts.Close() }() // only read
	if err := s.AddBodies(texts); err != nil {
		return s, fmt.Errorf("%s: %w", beside, err)
	}
	return s, nil
}
