package verify

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestForm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, claim string
		want        formKind
	}{
		{"says so", "Varn bridge closed to lorries", plainForm},
		{"denies", "Harbour office denies plan to close Varn bridge", denyingForm},
		{"calls it false", "Closure of Varn bridge a hoax", denyingForm},
		{"says not", "No, Varn bridge wasn’t closed", denyingForm},
		{"asks", "Did Varn close its bridge?", openForm},
		{"asks whether it is false", "Is the closure of Varn bridge a hoax?", openForm},
		{"a question within quote marks is somebody's", "'Which bridge?' driver wonders at Varn", plainForm},
		{"supposes", "Varn bridge may close", openForm},
		{"tells who says so", "Engineer claims Varn bridge is safe", openForm},
		{"a report", "Varn bridge reportedly closed", openForm},
		{"headed by a source", "Police: Varn bridge closed", openForm},
		{"signed by a source", "Varn bridge closed – Oravian police", openForm},
		{"opens quoted", "“Unsafe”: bridge closed at Varn", plainForm},
		{"speech within quote marks is not the claim's", "Bridge 'engineer says stop' banner removed at Varn", plainForm},
		{"a note is no negation", "Varn mayor leaves a note on bridge", plainForm},
		{"nothing", "", plainForm},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := newForm(tt.claim, words(tt.claim)); got.kind != tt.want {
				t.Errorf("%q is %s, want %s: %+v", tt.claim, formNames[got.kind], formNames[tt.want], got)
			}
		})
	}
}

func TestQuotations(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"Bridge 'unsafe' says mayor", []string{"'unsafe'"}},
		{"Oravia's bridge isn't safe", nil},
		{"“Close it,” she said, “now”", []string{"“Close it,”", "“now”"}},
		{"the engineer ‘doesn’t know’ why", []string{"‘doesn’t know’"}},
		{"an \"open mark", nil},
	} {
		var got []string
		for _, q := range quotations(tt.text) {
			got = append(got, tt.text[q.Start:q.End])
		}
		if len(got) != len(tt.want) {
			t.Fatalf("%s: got %q, want %q", tt.text, got, tt.want)
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
			}
		}
	}
}

// Whatever the text, quotations lie in it, in order, apart, and between runes.
func TestQuotationsFit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching("[a '\"‘’“”?:–-]{0,40}")).Draw(t, "text")
		newForm(text, words(text))
		end := 0
		for _, q := range quotations(text) {
			if q.Start < end || q.End > len(text) || q.Start >= q.End {
				t.Fatalf("%v after %d of %d", q, end, len(text))
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[q.Start:q.End]) {
				t.Fatalf("%v cuts a rune", q)
			}
			end = q.End
		}
	})
}
