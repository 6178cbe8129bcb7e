//go:build race

package sources_test

// slack is how much more time and memory the race detector takes: 2 to 20 times by its own manual, 4 measured here.
const slack = 5
