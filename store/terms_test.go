package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"secondsource/store"
)

func TestTerms(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"sentence", "The Varlish ministers WERE voting.", "the varlish minist were vote"},
		{"possessive", "Orsa's king, Orsa’s queen", "orsa king orsa queen"},
		{"apostrophe", "O'Dell don’t 'quoted'", "odel dont quot"},
		{"apostrophe at the end", "the ministers' vote'", "the minist vote"},
		{"diacritics", "Žárko’s CAFÉ, Ångström", "zarko cafe angstrom"},
		{"composed and decomposed", "caf\u00e9 cafe\u0301", "cafe cafe"},
		{"numbers", "3.5 million in 2031", "3 5 million in 2031"},
		{"hyphen", "well-known", "well known"},
		{"other scripts", "Привет мир", "привет мир"},
		{"no spaces", "東京 x", "東 京 x"},
		{"operators", `title:hello NEAR/2 "a" OR (b*) ^c -d`, "titl hello near 2 a or b c d"},
		{"NUL", "one\x00two", "on two"},
		{"not UTF-8", "one\xfftwo", "on two"},
		{"marks alone", "\u0301 \u0302", ""},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(store.Terms(c.text), " "); got != c.want {
				t.Errorf("terms of %q\n got %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

// TestStem holds the pairs of Porter's paper, one at least for each of its rules.
func TestStem(t *testing.T) {
	const pairs = `caresses caress ponies poni ties ti caress caress cats cat feed feed agreed agre plastered plaster
		bled bled motoring motor sing sing conflated conflat troubled troubl sized size hopping hop tanned tan
		falling fall hissing hiss fizzed fizz failing fail filing file happy happi sky sky relational relat
		conditional condit rational ration valenci valenc hesitanci hesit digitizer digit conformabli conform
		radicalli radic differentli differ vileli vile analogousli analog vietnamization vietnam predication predic
		operator oper feudalism feudal decisiveness decis hopefulness hope callousness callous formaliti formal
		sensitiviti sensit sensibiliti sensibl triplicate triplic formative form formalize formal electriciti electr
		electrical electr hopeful hope goodness good revival reviv allowance allow inference infer airliner airlin
		gyroscopic gyroscop adjustable adjust defensible defens irritant irrit replacement replac adjustment adjust
		dependent depend adoption adopt homologou homolog communism commun activate activ angulariti angular
		homologous homolog effective effect bowdlerize bowdler probate probat rate rate cease ceas controll control
		roll roll by by a a b2b b2b`
	words := strings.Fields(pairs)
	for i := 0; i < len(words); i += 2 {
		if got := store.Stem(words[i]); got != words[i+1] {
			t.Errorf("stem of %q: got %q, want %q", words[i], got, words[i+1])
		}
	}
}

// TestStemAsSQLite compares the stemmer with the one in SQLite's fts4, which stems words of 3 to 20 letters.
func TestStemAsSQLite(t *testing.T) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	db.SetMaxOpenConns(1)
	exec := func(query string, args ...any) {
		if _, err := db.ExecContext(t.Context(), query, args...); err != nil {
			t.Fatal(err)
		}
	}
	exec("CREATE VIRTUAL TABLE p USING fts4(x, tokenize=porter); CREATE VIRTUAL TABLE v USING fts4aux(p)")
	ending := rapid.SampledFrom(strings.Fields(`ational tional enci izer ousli ization alism iveness biliti icate ative
		alize iciti ful ness ance ement ment ent sion tion ion able ous ive ize ed ing eed y e s es ies sses ll lly er ly`))
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-eilnorstuy]{1,7}`).Draw(t, "start") + ending.Draw(t, "ending")
		if len(word) < 3 || len(word) > 20 {
			return
		}
		exec("DELETE FROM p")
		exec("INSERT INTO p VALUES (?)", word)
		var want string
		if err := db.QueryRowContext(context.Background(), "SELECT term FROM v WHERE col = '*' AND documents > 0").Scan(&want); err != nil {
			t.Fatal(err)
		}
		if got := store.Stem(word); got != want {
			t.Errorf("stem of %q: got %q, SQLite has %q", word, got, want)
		}
	})
}

// TestTermsStayFast holds texts that would take long if any step looked at a word more than once.
func TestTermsStayFast(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("y", 2<<20), strings.Repeat("'a", 1<<20), strings.Repeat("\u0301", 1<<20),
		strings.Repeat("京", 1<<19), strings.Repeat("a ", 1<<20), strings.Repeat("é", 1<<20),
	} {
		start := time.Now()
		n := len(store.Terms(text))
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%q…: %d terms took %v", text[:8], n, took)
		}
	}
}

func FuzzTerms(f *testing.F) {
	f.Add("The “Varlish” minister’s vote—3.5\x00%")
	f.Add("\xff'’\u0301京a")
	f.Fuzz(func(t *testing.T, text string) {
		for _, term := range store.Terms(text) {
			if term == "" || len(term) > 40 || !utf8.ValidString(term) || strings.ContainsAny(term, " \"'*:^()\x00-") {
				t.Errorf("term %q of %q", term, text)
			}
			if strings.ToLower(term) != term && !slices.ContainsFunc([]rune(term), func(r rune) bool { return r > 127 }) {
				t.Errorf("term %q of %q is not lower case", term, text)
			}
		}
	})
}

// TestCachedTerms: the cache changes no term, and hostile texts do not make it grow without end.
func TestCachedTerms(t *testing.T) {
	t.Parallel()
	texts := []string{"The harbour’s ferries, ferries; ’ FERRIES", "Ferries of Sælby \u0301", "", strings.Repeat("x", 100) + " ferry"}
	joined, _ := store.CachedTerms(texts...)
	for i, text := range texts {
		if want := strings.Join(store.Terms(text), " "); joined[i] != want {
			t.Errorf("%q: got %q, want %q", text, joined[i], want)
		}
	}
	var many []string
	for i := range 8 {
		var b strings.Builder
		for k := range 20_000 {
			fmt.Fprintf(&b, "w%dx%d ", i, k)
		}
		many = append(many, b.String())
	}
	if _, cached := store.CachedTerms(many...); cached != store.MaxCached {
		t.Errorf("%d words cached of 160,000, want %d", cached, store.MaxCached)
	}
}
