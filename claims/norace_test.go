//go:build !race

package claims_test

// hostileShare is the part of each hostile text that the trained extractor reads: all of it.
const hostileShare = 1

// raced says that the race detector is on.
const raced = false
