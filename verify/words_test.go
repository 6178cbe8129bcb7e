package verify

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWords(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{
			"names and numbers", "Mayor Ilse Brandt closed the Varn bridge to lorries over 12 tonnes.",
			"N:mayor N:ils N:brandt clos the N:varn bridg to lorry over #12 ton",
		},
		{"one number, three forms", "12,000 or 12000 or 12,000.0", "#12000 or #12000 or #12000"},
		{"spelt-out numbers", "two of seven ships", "#2 of #7 ship"},
		{"scales", "48 million crowns, $1.5 billion, two dozen, a million", "#4.8e+07 crown #1.5e+09$ #24 a #1e+06"},
		{"units", "8% of $40 and 9 percent", "#8% of #40$ and #9% percent"},
		{"curly apostrophe", "Oravia’s ports can’t open", "N:oravia port can't open"},
		{"abbreviation keeps its stops", "a U.S. ship", "a N:u.s ship"},
		{"inflections meet", "closes closed closing; stopped stop", "clos clos clos stop stop"},
		{"nothing", " — … “”\n", ""},
		{"not Latin", "Москва 北京 9", "N:москва 北京 #9"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, w := range words("x " + tt.text)[1:] {
				s := w.stem
				switch w.kind {
				case nameWord:
					s = "N:" + s
				case numberWord:
					s = "#" + s + w.unit
				case plainWord:
				}
				got = append(got, s)
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("words(%q)\n got %s\nwant %s", tt.text, s, tt.want)
			}
		})
	}
}

func FuzzWords(f *testing.F) {
	f.Add("“The talks,” Ms. Naqvi said, “will cost $1,200.50.”")
	f.Add("e\u0301\u200b'’..,,9.")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, w := range words(text) {
			if w.Start < last || w.End <= w.Start || w.End > len(text) {
				t.Fatalf("word %v after %d in %d bytes", w.Span, last, len(text))
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[w.Start:w.End]) {
				t.Fatalf("word %q cuts a rune", text[w.Start:w.End])
			}
			last = w.End
		}
	})
}
