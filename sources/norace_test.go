//go:build !race

package sources_test

// slack is the factor on limits of time and memory: none without the race detector.
const slack = 1
