//go:build race

package claims_test

// hostileShare is the part of each hostile text that the trained extractor reads under the race detector, which takes ten
// times as long: what it looks for shows on a short text as well.
const hostileShare = 10

// raced says that the race detector is on. What runs on one goroutine for minutes under it is left to the run without.
const raced = true
