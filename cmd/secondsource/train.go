package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"secondsource/claims"
	"secondsource/claims/parse"
)

func newTrain(e *env) *cobra.Command {
	cmd := family(&cobra.Command{Use: "train", Short: "Train the extractor or the judge on annotated data"})
	var o trainOptions
	attribution := &cobra.Command{
		Use: "attribution", Short: "Train the attribution model", Args: cobra.NoArgs,
		Long: `Learns who says what from annotated stories and writes a model for --extractor tagger --model FILE.

The folder holds train.jsonl, a story a line: {"id","text","attributions":[{"source","cue","content"}]} with lists of
[start,end) byte offsets. If it also holds parses/train.conll.gz (sentences as lines of start, form, lemma, tag, head, label),
the parser is trained on them; else the one that ships is kept. The same data and seed give the same bytes.`,
		RunE: does(func(ctx context.Context, _ []string) error { return e.runTrain(ctx, o) }),
	}
	attribution.Flags().StringVar(&o.data, "data", "", "the folder with the annotated stories")
	attribution.Flags().StringVar(&o.out, "out", "", "the file to write the model to")
	attribution.Flags().Uint64Var(&o.seed, "seed", 1, "where chance begins")
	cmd.AddCommand(attribution, newTrainJudge(e))
	return cmd
}

type trainOptions struct {
	data, out string
	seed      uint64
}

func (e *env) runTrain(ctx context.Context, o trainOptions) error {
	if o.data == "" || o.out == "" {
		return usagef("train attribution needs --data FOLDER and --out FILE")
	}
	t := claims.Training{Seed: o.seed, Progress: e.stages()}
	var err error
	if t.Articles, err = readMarked(filepath.Join(o.data, "train.jsonl")); err != nil {
		return err
	}
	t.Parses, err = readParses(filepath.Join(o.data, "parses", "train.conll.gz"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	x, err := claims.Train(ctx, t)
	if err != nil {
		return err
	}
	if err := os.WriteFile(o.out, x.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the model: %w", err)
	}
	_, err = fmt.Fprintf(e.stdout, "Learned from %d stories; the model is in %s.\n", len(t.Articles), o.out)
	return err
}

// stages shows one progress bar after another, one for each stage of the training.
func (e *env) stages() func(stage string, done, of int) {
	current := ""
	advance, finish := func(int, int) {}, func() {}
	return func(stage string, done, of int) {
		if stage != current {
			finish()
			current = stage
			advance, finish = e.progress(stage)
		}
		advance(done, of)
	}
}

// readMarked reads annotated stories, one a line.
func readMarked(path string) ([]claims.Marked, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read annotated stories: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	var out []claims.Marked
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, maxLine)
	for n := 1; sc.Scan(); n++ {
		var row struct {
			ID           string
			Text         string
			Attributions []claims.Found
		}
		if err := json.Unmarshal(sc.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("%s: line %d is no annotated story: %w", path, n, err)
		}
		out = append(out, claims.Marked(row))
	}
	return out, sc.Err()
}

func readParses(path string) (_ []parse.Article, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read parses: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	var in io.Reader = f
	if filepath.Ext(path) == ".gz" {
		if in, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("read parses %s: %w", path, err)
		}
	}
	out, err := parse.ReadArticles(in)
	if err != nil {
		return nil, fmt.Errorf("read parses %s: %w", path, err)
	}
	return out, nil
}
