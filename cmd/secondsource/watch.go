package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"slices"
	"time"

	"secondsource/report"
	"secondsource/sources"
)

// watchEvery is how often files are looked at: soon enough to seem at once, and for a folder of a thousand stories a
// thousandth of the time.
const watchEvery = 300 * time.Millisecond

// A stamp is what a file looked like.
type stamp struct {
	modified time.Time
	size     int64
	sum      [sha256.Size]byte
}

// A watcher knows the files behind some references and tells which were saved.
type watcher struct {
	refs    []string
	seen    map[string]stamp // as they were when they were told
	pending map[string]stamp // changed, and looked at once since
}

func newWatcher(refs []string) *watcher {
	return &watcher{refs: refs, seen: map[string]stamp{}, pending: map[string]stamp{}}
}

// look gives the files that were saved since they were told last and have come to rest: they are the same at two looks,
// so that none is read half written. gone are those that were told and are no more.
func (w *watcher) look() (saved, gone []string) {
	there := map[string]bool{}
	for path, err := range sources.Expand(w.refs) {
		if err != nil {
			continue // it may be back at the next look
		}
		now, ok := w.stampOf(path)
		if !ok || there[path] {
			continue
		}
		there[path] = true
		old, known := w.seen[path]
		last, waiting := w.pending[path]
		switch {
		case known && old.sum == now.sum:
			w.seen[path] = now
			delete(w.pending, path)
		case waiting && last.sum == now.sum:
			w.seen[path] = now
			delete(w.pending, path)
			saved = append(saved, path)
		default:
			w.pending[path] = now
		}
	}
	for path := range w.seen {
		if !there[path] {
			delete(w.seen, path)
			gone = append(gone, path)
		}
	}
	slices.Sort(gone)
	return saved, gone
}

// stampOf gives what a file looks like. It is read only where its size or time differ from what was seen.
func (w *watcher) stampOf(path string) (stamp, bool) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return stamp{}, false
	}
	s := stamp{modified: info.ModTime(), size: info.Size()}
	if old, ok := w.seen[path]; ok && old.modified.Equal(s.modified) && old.size == s.size {
		return old, true
	}
	f, err := os.Open(path)
	if err != nil {
		return stamp{}, false
	}
	defer f.Close() //nolint:errcheck // only read
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return stamp{}, false
	}
	h.Sum(s.sum[:0])
	return s, true
}

// watch lints everything once, and then what is saved, until ctx ends. What cannot be read is told, and the watch goes on.
func (l *lintRun) watch(ctx context.Context, args []string) error {
	for _, ref := range args {
		if _, err := os.Stat(ref); err != nil {
			l.tell("%s is not there yet; it is read when it is", ref)
		}
	}
	w := newWatcher(args)
	first, _ := w.look()
	for path := range w.pending { // nothing is half written before anybody wrote
		first = append(first, path)
	}
	slices.Sort(first)
	w.seen, w.pending = w.pending, map[string]stamp{}
	l.round(ctx, first)
	l.tell("watching; a story is read again when it is saved, and Ctrl-C ends this")
	ticks, stop := l.ticks(watchEvery)
	defer stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticks:
		}
		saved, gone := w.look()
		for _, path := range gone {
			l.tell("%s is gone", path)
		}
		if len(saved) > 0 {
			l.round(ctx, saved)
		}
	}
}

// round lints some files and prints one output. Errors are told: the next save may mend them.
func (l *lintRun) round(ctx context.Context, paths []string) {
	format, err := report.Open(l.options.format)
	if err != nil {
		return // it was opened before
	}
	l.out.out = format(l.stdout)
	if err := l.all(ctx, l.pieces(paths)); err != nil && ctx.Err() == nil && !errors.Is(err, errReported) {
		l.fail(err)
	}
}
