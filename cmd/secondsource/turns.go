package main

import (
	"context"
	"sync"
	"time"
)

// turns keeps the interval that a provider's terms ask for between two requests to one host, for all claims at once.
type turns struct {
	now  func() time.Time
	mu   sync.Mutex
	next map[string]time.Time // by host: when it may be asked again
}

func newTurns(now func() time.Time) *turns { return &turns{now: now, next: map[string]time.Time{}} }

// wait is a [sources.Wait]. A turn that was waited for and then given up is lost to the others, which is the polite side.
func (t *turns) wait(ctx context.Context, host string, every time.Duration) error {
	t.mu.Lock()
	now := t.now()
	at := t.next[host]
	if at.Before(now) {
		at = now
	}
	t.next[host] = at.Add(every)
	t.mu.Unlock()
	if !at.After(now) {
		return ctx.Err()
	}
	timer := time.NewTimer(at.Sub(now))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
