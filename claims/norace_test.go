//go:build !race

package claims_test

// hostileShare is the part of each hostile text that the trained extractor reads: all of it.
const hostileShare = 1
