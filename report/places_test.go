package report_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"secondsource/report"
)

func TestLines(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text, before string // the position is that after before
		want               report.Position
	}{
		{"start", "abc", "", report.Position{Line: 1, Byte: 1, UTF16: 1, Rune: 1}},
		{"empty text", "", "", report.Position{Line: 1, Byte: 1, UTF16: 1, Rune: 1}},
		{"plain", "abc", "ab", report.Position{Line: 1, Byte: 3, UTF16: 3, Rune: 3}},
		{"curly quotes", "“ab” c", "“ab” ", report.Position{Line: 1, Byte: 10, UTF16: 6, Rune: 6}},
		{"emoji", "🚢 c", "🚢 ", report.Position{Line: 1, Byte: 6, UTF16: 4, Rune: 3}},
		{"joined emoji", "👩\u200d🚒 c", "👩\u200d🚒 ", report.Position{Line: 1, Byte: 13, UTF16: 7, Rune: 5}},
		{"combining mark", "Cafe\u0301 c", "Cafe\u0301 ", report.Position{Line: 1, Byte: 8, UTF16: 7, Rune: 7}},
		{"second line", "a“\nb🚢c", "a“\nb🚢", report.Position{Line: 2, Byte: 6, UTF16: 4, Rune: 3}},
		{"after CR LF", "ab\r\ncd", "ab\r\nc", report.Position{Line: 2, Byte: 2, UTF16: 2, Rune: 2}},
		{"at CR", "ab\r\ncd", "ab", report.Position{Line: 1, Byte: 3, UTF16: 3, Rune: 3}},
		{"between CR and LF", "ab\r\ncd", "ab\r", report.Position{Line: 1, Byte: 3, UTF16: 3, Rune: 3}},
		{"a lone CR is a character", "ab\rcd", "ab\rc", report.Position{Line: 1, Byte: 5, UTF16: 5, Rune: 5}},
		{"line separators are characters", "a\u2028b\vc", "a\u2028b\v", report.Position{Line: 1, Byte: 7, UTF16: 5, Rune: 5}},
		{"byte order mark", "\ufeffab", "\ufeffa", report.Position{Line: 1, Byte: 2, UTF16: 2, Rune: 2}},
		{"no UTF-8", "a\xe9\xffb", "a\xe9\xff", report.Position{Line: 1, Byte: 4, UTF16: 4, Rune: 4}},
		{"a long line", strings.Repeat("🚢", 3000) + "c", strings.Repeat("🚢", 3000), report.Position{Line: 1, Byte: 12001, UTF16: 6001, Rune: 3001}},
		{"many lines", strings.Repeat("é\n", 3000), strings.Repeat("é\n", 2000) + "é", report.Position{Line: 2001, Byte: 3, UTF16: 2, Rune: 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := report.NewLines(tt.text).At(len(tt.before)); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestLinesOutside(t *testing.T) {
	t.Parallel()
	l := report.NewLines("a🚢\nb")
	for _, tt := range []struct{ at, line, rune int }{{-5, 1, 1}, {3, 1, 2}, {99, 2, 2}} { // 3 is inside the ship
		if got := l.At(tt.at); got.Line != tt.line || got.Rune != tt.rune {
			t.Errorf("At(%d) = %+v, want line %d, character %d", tt.at, got, tt.line, tt.rune)
		}
	}
}

// Every place is what counting the line from its start gives.
func TestLinesCount(t *testing.T) {
	t.Parallel()
	word := rapid.SampledFrom([]string{"a", "“", "🚢", "e\u0301", "\n", "\r\n", "word ", strings.Repeat("x", 300)})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 0, 30).Draw(t, "words"), "")
		l := report.NewLines(text)
		for at := range text { // starts of characters
			before := text[:at]
			line := before[strings.LastIndexByte(before, '\n')+1:]
			if strings.HasSuffix(line, "\r") && text[at] == '\n' {
				line = strings.TrimSuffix(line, "\r")
			}
			want := report.Position{
				Line: 1 + strings.Count(before, "\n"), Byte: 1 + len(line), UTF16: 1 + len(utf16.Encode([]rune(line))), Rune: 1 + len([]rune(line)),
			}
			if got := l.At(at); got != want {
				t.Fatalf("At(%d) = %+v, want %+v in %q", at, got, want, text)
			}
		}
	})
}
