package main

import (
	"io"
	"sync"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far long work has come: on standard error, and only when a person watches it.
func (e *env) progress(what string) (advance func(done, total int), finish func()) {
	if !e.onTerminal(e.stderr) {
		return func(int, int) {}, func() {}
	}
	return bar(e.stderr, what)
}

// bar draws a progress bar on w. advance may be called from several goroutines; finish wipes the bar.
func bar(w io.Writer, what string) (advance func(done, total int), finish func()) {
	b := progressbar.NewOptions(1, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what),
		progressbar.OptionSetWidth(30), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
	var mu sync.Mutex
	most := 0
	advance = func(done, total int) {
		mu.Lock()
		defer mu.Unlock()
		if done <= most {
			return
		}
		most = done
		b.ChangeMax(total)
		_ = b.Set(done) // a bar that cannot be drawn must not stop the work
	}
	return advance, func() { _ = b.Finish() }
}
