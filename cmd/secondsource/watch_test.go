package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A watched is a lint under watch whose clock a test turns.
type watched struct {
	t              *testing.T
	dir            string
	ticks          chan time.Time
	stdout, stderr *screen
	stop           func() error // ends the watch and gives how it ended
}

// A screen is a stream that is read while it is written to.
type screen struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

// take gives what was written since it was last asked.
func (s *screen) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.b.Reset()
	return s.b.String()
}

// watch starts a watch of a folder with some files in it.
func watch(t *testing.T, format string, files map[string]string) *watched {
	t.Helper()
	w := &watched{t: t, dir: t.TempDir(), ticks: make(chan time.Time)}
	for name, text := range files {
		w.save(name, text)
	}
	e, _, _ := testEnv(nil)
	w.stdout, w.stderr = &screen{}, &screen{}
	e.stdout, e.stderr = w.stdout, w.stderr
	e.ticks = func(time.Duration) (<-chan time.Time, func()) { return w.ticks, func() {} }
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- e.runLint(ctx, []string{w.dir}, lintOptions{
			format: format, failOn: "never", watch: true, extractor: extractorOptions{name: "rules"},
		})
	}()
	w.stop = func() error {
		cancel()
		return <-ended
	}
	w.tick()
	return w
}

// tick lets the watch look once; when it returns, all earlier looks are over.
func (w *watched) tick() { w.ticks <- time.Time{} }

// save writes a file with a time of its own, however fast the test is.
func (w *watched) save(name, text string) {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// told gives what was printed since it was last asked, after enough looks that what was saved has come to rest.
func (w *watched) told() string {
	for range 3 {
		w.tick()
	}
	return w.stdout.take()
}

func TestWatch(t *testing.T) {
	t.Parallel()
	w := watch(t, "jsonl", map[string]string{"a.txt": "Sources said the ferry had sunk.\n", "b.txt": "Rain fell, the office said.\n"})
	refs := func(out string) []string {
		var all []string
		for line := range strings.Lines(out) {
			if _, ref, ok := strings.Cut(line, `"ref":"`); ok && strings.HasPrefix(line, `{"type":"article"`) {
				all = append(all, filepath.Base(strings.TrimSuffix(strings.TrimSpace(ref), `"}`)))
			}
		}
		return all
	}
	want := func(what string, got string, files ...string) {
		t.Helper()
		if diff := cmp.Diff(files, refs(got)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", what, diff)
		}
	}
	want("at first everything is read", w.told(), "a.txt", "b.txt")
	want("nothing was saved", w.told())
	w.save("b.txt", "Sources said that rain had fallen.\n")
	want("one was saved", w.told(), "b.txt")
	w.save("b.txt", "Sources said that rain had fallen.\n")
	want("one was saved as it was", w.told())
	w.save("c.txt", "Sources said that it snowed.\n")
	want("one is new", w.told(), "c.txt")

	w.save("a.txt", "")
	want("an empty file has no result", w.told())
	if err := w.stderr.take(); !strings.Contains(err, "it is empty") {
		t.Errorf("an empty file is not told: %q", err)
	}
	if err := os.Remove(filepath.Join(w.dir, "b.txt")); err != nil {
		t.Fatal(err)
	}
	want("one vanished", w.told())
	if err := w.stderr.take(); !strings.Contains(err, "b.txt is gone") {
		t.Errorf("a vanished file is not told: %q", err)
	}
	w.save("b.txt", "Sources said that rain had fallen.\n")
	want("it is back", w.told(), "b.txt")

	if err := os.RemoveAll(w.dir); err != nil {
		t.Fatal(err)
	}
	want("the folder vanished", w.told())
	if err := os.Mkdir(w.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	w.save("a.txt", "Sources said the ferry had been overloaded.\n")
	want("it is back", w.told(), "a.txt")

	if err := w.stop(); !errors.Is(err, context.Canceled) {
		t.Errorf("the watch ended with %v, want that it was interrupted", err)
	}
}

// TestWatchRest holds that a file is read when it has come to rest, and not before.
func TestWatchRest(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.txt")
	w := newWatcher([]string{path})
	text := ""
	look := func(more string, want bool) {
		t.Helper()
		text += more
		if more != "" {
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if saved, gone := w.look(); slices.Contains(saved, path) != want || gone != nil {
			t.Errorf("after %q: saved %v, gone %v, want %v", text, saved, gone, want)
		}
	}
	look("", false)
	look("Sources ", false)
	look("said ", false)
	look("so.", false)
	look("", true)
	look("", false)
}

// TestWatchDocuments holds that each round is a whole document of its own.
func TestWatchDocuments(t *testing.T) {
	t.Parallel()
	w := watch(t, "json", map[string]string{"a.txt": "Sources said the ferry had sunk.\n"})
	first := w.told()
	w.save("a.txt", "Sources said the ferry had been sunk.\n")
	second := w.told()
	if err := w.stop(); !errors.Is(err, context.Canceled) {
		t.Errorf("the watch ended with %v", err)
	}
	for _, out := range []string{first, second} {
		if strings.Count(out, `{"type":"result"`) != 1 {
			t.Errorf("got %q, want one result", out)
		}
	}
}

func TestInOrder(t *testing.T) {
	t.Parallel()
	numbers := make([]int, 1000)
	for i := range numbers {
		numbers[i] = i
	}
	square := func(_ context.Context, i int) int { return i * i }
	for _, workers := range []int{1, 2, 7} {
		n := 0
		for got := range inOrder(t.Context(), slices.Values(numbers), workers, square) {
			if got != n*n {
				t.Fatalf("%d workers: got %d at %d", workers, got, n)
			}
			n++
		}
		if n != len(numbers) {
			t.Errorf("%d workers: %d results", workers, n)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for range inOrder(ctx, slices.Values(numbers), 2, square) {
		if n++; n == 3 {
			cancel()
		}
	}
	if n != 3 {
		t.Errorf("%d results after the end, want 3", n)
	}
	for range inOrder(t.Context(), slices.Values(numbers), 2, square) {
		break // who asks for one is not given more
	}
}
