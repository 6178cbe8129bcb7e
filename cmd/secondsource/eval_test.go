package main

import (
	"errors"
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/claims/score"
)

// A number that stands beside FILE is the one of --errors, since a flag whose value may be left out takes none after a
// space.
func TestEvalFile(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		args   []string
		errors int
		want   string
		left   int
	}{
		{"one file", []string{"gold.jsonl"}, 0, "gold.jsonl", 0},
		{"a bare flag", []string{"gold.jsonl"}, defaultErrors, "gold.jsonl", defaultErrors},
		{"a number behind", []string{"gold.jsonl", "5"}, defaultErrors, "gold.jsonl", 5},
		{"a number before", []string{"5", "gold.jsonl"}, defaultErrors, "gold.jsonl", 5},
		{"a file named by a number", []string{"5"}, defaultErrors, "5", defaultErrors},
		{"a number without the flag", []string{"gold.jsonl", "5"}, 0, "", 0},
		{"no file", nil, 0, "", 0},
		{"two files", []string{"a", "b"}, defaultErrors, "", defaultErrors},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			f := evalFlags{errors: tc.errors}
			got, err := f.file(tc.args)
			_, usage := errors.AsType[usageError](err)
			if got != tc.want || f.errors != tc.left || usage != (tc.want == "") {
				t.Errorf("file(%q) = %q, %v with %d errors; want %q with %d", tc.args, got, err, f.errors, tc.want, tc.left)
			}
		})
	}
}

// Every kind of the typology that an attribution can have, and a word that is none, has its line.
func TestWriteKinds(t *testing.T) {
	t.Parallel()
	kinds := map[claims.Kind]score.KindFigure{"oracle\x1b[2J": {Matched: 1}}
	for _, kind := range kindOrder {
		kinds[kind] = score.KindFigure{Matched: 2, Right: 1, Mistaken: map[claims.Kind]int{"": 1, claims.KindNobody: 1, claims.KindMedia: 3}}
	}
	var b strings.Builder
	writeKinds(&b, kinds)
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != len(kindOrder)+2 || !strings.HasPrefix(lines[len(lines)-1], "oracle[2J ") {
		t.Errorf("got %d lines, want a head, %d kinds and oracle last:\n%s", len(lines), len(kindOrder), b.String())
	}
	if want := "media 3, none 1, nobody 1"; !strings.HasSuffix(lines[1], want) {
		t.Errorf("got %q, want it to end in %q", lines[1], want)
	}
	for _, name := range []string{"kind", "name", "polarity"} {
		if strings.Contains(b.String(), name) {
			t.Errorf("the kinds' table says %s", name)
		}
	}
}

func TestClipped(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ in, want string }{
		{"short", "short"},
		{"exactly te", "exactly te"},
		{"ééééééééééé", "éééééééééé …"},
		{"a\x1b[1m\nb", "a[1m b"},
	} {
		if got := clipped(tc.in, 10); got != tc.want {
			t.Errorf("clipped(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}
