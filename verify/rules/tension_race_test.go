//go:build race

package rules

// hostileShare is the part of each hostile text that is read under the race detector, which takes ten times as long: what it
// looks for shows on a short text as well.
const hostileShare = 20
