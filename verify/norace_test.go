//go:build !race

package verify_test

// slower is how much longer timed work may take: no longer.
const slower = 1
