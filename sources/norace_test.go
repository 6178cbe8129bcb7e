//go:build !race

package sources_test

// slack is the factor on limits of memory: none without the race detector.
const slack = 1
