package sources_test

import (
	"strings"
	"testing"

	"secondsource/sources"
)

func TestFrontMatter(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, raw, title, text string }{
		{"YAML", "---\ntitle: \"A bridge: closed\"\ndate: 2024-05-01\n---\nIt leaks.\n", "A bridge: closed", "It leaks.\n"},
		{"TOML", "+++\r\ntitle = 'A bridge'\r\n+++\r\n\r\nIt leaks.\r\n", "A bridge", "\r\nIt leaks.\r\n"},
		{"a heading goes before", "\uFEFF---\ntitle: A bridge\n---\n# It leaks\n\nIt does.", "It leaks", "# It leaks\n\nIt does."},
		{"a remark is no heading", "---\n# remark\nby: Ada\n---\nIt leaks.", "", "It leaks."},
		{"a title below", "---\ntitle: >-\n  A bridge\n---\nIt leaks.", "", "It leaks."},
		{"a title of something else", "---\nimage:\n  title: A picture\n---\nIt leaks.", "", "It leaks."},
		{"no end", "---\ntitle: A bridge\nIt leaks.", "", "---\ntitle: A bridge\nIt leaks."},
		{"a rule of hyphens", "---\nIt leaks, they say.\n---\nIt does.", "", "---\nIt leaks, they say.\n---\nIt does."},
		{"nothing between", "---\n---\nIt leaks.", "", "---\n---\nIt leaks."},
		{"far too long", "---\na: b\n" + strings.Repeat("c: d\n", 20_000) + "---\nIt leaks.", "", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			a, s, err := sources.ReadBytes(t.Context(), "a.md", []byte(tc.raw))
			if err != nil {
				t.Fatal(err)
			}
			if a.Title != tc.title || tc.text != "" && a.Text != tc.text {
				t.Errorf("title %q, want %q; text %q, want %q", a.Title, tc.title, a.Text, tc.text)
			}
			checkPlaces(t, a, s)
			if a, _, err := sources.ReadBytes(t.Context(), "a.txt", []byte(tc.raw)); err != nil || a.Text != strings.TrimPrefix(tc.raw, "\uFEFF") {
				t.Errorf("a plain text loses its start: %q, %v", a.Text, err)
			}
		})
	}
	if _, _, err := sources.ReadBytes(t.Context(), "a.md", []byte("---\ntitle: A bridge\n---\n")); err == nil {
		t.Error("settings alone are a story")
	}
}
