package main

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestTurns holds that no host is asked sooner than its interval, whoever asks, and that hosts do not wait for each other.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns(time.Now)
		start := time.Now()
		var mu sync.Mutex
		asked := map[string][]time.Duration{}
		var group sync.WaitGroup
		for _, host := range []string{"a.example", "b.example"} {
			for range 5 {
				group.Go(func() {
					if err := turns.wait(t.Context(), host, 5*time.Second); err != nil {
						t.Error(err)
					}
					mu.Lock()
					defer mu.Unlock()
					asked[host] = append(asked[host], time.Since(start))
				})
			}
		}
		group.Wait()
		for host, times := range asked {
			for i, at := range times {
				if at != time.Duration(i)*5*time.Second {
					t.Errorf("%s was asked at %v, want one each 5 s", host, times)
					break
				}
			}
		}
		time.Sleep(time.Hour)
		now := time.Now()
		if err := turns.wait(t.Context(), "a.example", time.Minute); err != nil || time.Since(now) > 0 {
			t.Errorf("a host that was not asked for an hour waits %s, %v", time.Since(now), err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := turns.wait(ctx, "a.example", time.Minute); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want the context's end", err)
		}
	})
}
