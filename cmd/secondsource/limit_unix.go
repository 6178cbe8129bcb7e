//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// ignoreFileLimit lets a write beyond "ulimit -f" fail with an error, as a full disk does, instead of ending the
// program without a word.
func ignoreFileLimit() { signal.Ignore(syscall.SIGXFSZ) }
