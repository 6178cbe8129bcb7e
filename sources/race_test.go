//go:build race

package sources_test

// slack is how much more memory the race detector takes: 5 to 10 times by its own manual, 4 measured here.
const slack = 5
