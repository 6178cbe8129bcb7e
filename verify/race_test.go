//go:build race

package verify_test

// slower is how much longer the race detector makes timed work take.
const slower = 10
