//go:build !race

package rules

// hostileShare is the part of each hostile text that is read: all of it.
const hostileShare = 1
