package main

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"
)

// ahead is how many items a worker has at a time: enough that one long item does not leave the others idle for long.
const ahead = 16

// inOrder does some work for each item of a list, by several workers at a time, and gives what came of it in the order of
// the list. It ends with ctx.
func inOrder[T, R any](ctx context.Context, items iter.Seq[T], workers int, work func(context.Context, T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		batch := make([]T, 0, workers*ahead)
		flush := func() bool {
			done := make([]R, len(batch))
			g := errgroup.Group{}
			g.SetLimit(workers)
			for i, item := range batch {
				g.Go(func() error {
					if ctx.Err() == nil {
						done[i] = work(ctx, item)
					}
					return nil
				})
			}
			_ = g.Wait() // no item has an error of its own
			batch = batch[:0]
			for _, r := range done {
				if ctx.Err() != nil || !yield(r) {
					return false
				}
			}
			return true
		}
		for item := range items {
			if batch = append(batch, item); len(batch) == cap(batch) && !flush() {
				return
			}
		}
		flush()
	}
}
