package parse

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// grow gives the tokens from..to a random head each, without crossing arcs; their top hangs from head.
func grow(t *rapid.T, g *gold, from, to, head int32, l Label) {
	if from > to {
		return
	}
	top := rapid.Int32Range(from, to).Draw(t, "top")
	g.head[top], g.label[top] = head, l
	for _, side := range [][2]int32{{from, top - 1}, {top + 1, to}} {
		for at := side[0]; at <= side[1]; {
			end := rapid.Int32Range(at, side[1]).Draw(t, "end")
			grow(t, g, at, end, top, Label(rapid.IntRange(int(Punct), int(Other)).Draw(t, "label")))
			at = end + 1
		}
	}
}

// TestGoodMovesRebuildTheTree holds the costs to their meaning: moves that lose no arc end in the tree they are told.
func TestGoodMovesRebuildTheTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int32Range(1, 14).Draw(t, "n")
		g := &gold{head: make([]int32, n+2), label: make([]Label, n+2)}
		grow(t, g, 1, n, n+1, Root)
		var s state
		s.reset(make([]word, n), make([]Tag, n))
		for !s.done() {
			var scores [64]int32
			for i := range scores { // any choice among the good moves will do
				scores[i] = rapid.Int32Range(-3, 3).Draw(t, "score")
			}
			s.apply(s.goodMove(g, &scores))
		}
		if !slices.Equal(s.head, g.head) || !slices.Equal(s.label, g.label) {
			t.Fatalf("got  %v %v\nwant %v %v", s.head, s.label, g.head, g.label)
		}
	})
}

// TestAnyMovesGiveATree drives the parser with arbitrary scores.
func TestAnyMovesGiveATree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "n")
		var s state
		s.reset(make([]word, n), make([]Tag, n))
		for !s.done() {
			var scores [64]int32
			for i := range scores {
				scores[i] = rapid.Int32Range(-3, 3).Draw(t, "score")
			}
			sh, le, ri := s.allowed()
			s.apply(pick(&scores, sh, le, ri, s.front == s.root()))
		}
		rows := make([]Row, n)
		for i := range rows {
			rows[i].Head = int(s.head[i+1]) % (n + 1)
			if (rows[i].Head == 0) != (s.label[i+1] == Root) {
				t.Fatalf("label %v of token %d with head %d of %d", s.label[i+1], i+1, s.head[i+1], n)
			}
		}
		if err := tree(rows); err != nil {
			t.Fatal(err)
		}
	})
}
