package sources_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
	"secondsource/sources"
)

func TestMarkersOfText(t *testing.T) {
	t.Parallel()
	one := func(at int) []claims.Marker {
		return []claims.Marker{{Rules: []string{"ANON-BARE"}, Reason: "known", At: at}}
	}
	for _, tc := range []struct {
		name, raw, text string
		markers         []claims.Marker
	}{
		{"no marker", "A.\n\nB.\n", "A.\n\nB.\n", nil},
		{"a comment of its own, before a paragraph", "A.\n\n<!-- secondsource: allow ANON-BARE: known -->\nB.", "A.\n\nB.", one(4)},
		{"a comment between empty lines", "A.\n\n<!-- secondsource: allow ANON-BARE: known -->\n\nB.", "A.\n\n\nB.", one(4)},
		{"a comment under a paragraph", "A.\n<!-- secondsource: allow ANON-BARE: known -->\n\nB.", "A.\n\nB.", one(2)},
		{"a comment in a line", "A <!-- secondsource: allow ANON-BARE: known --> b.", "A b.", one(1)},
		{"a comment at the end of a line", "A. <!--secondsource: allow ANON-BARE: known-->\n\nB.", "A.\n\nB.", one(2)},
		{"a comment at the start of a line", "<!-- secondsource: allow ANON-BARE: known --> A.", "A.", one(0)},
		{"a comment against a word", "A<!-- secondsource: allow ANON-BARE: known -->b.", "Ab.", one(1)},
		{"a comment of several lines", "A.\n\n<!--\n  secondsource: allow ANON-BARE:\n known\n-->\nB.", "A.\n\nB.", one(4)},
		{"a line", "A.\n\n[secondsource: allow ANON-BARE: known]\nB.", "A.\n\nB.", one(4)},
		{"a line with blanks", "A.\r\n\r\n  [ secondsource: allow ANON-BARE: known ]\t\r\nB.", "A.\r\n\r\nB.", one(6)},
		{"a line under a paragraph, CRLF", "A.\r\n[secondsource: allow ANON-BARE: known]\r\n\r\nB.", "A.\r\n\r\nB.", one(2)},
		{"the last line", "A.\n[secondsource: allow ANON-BARE: known]", "A.", one(2)},
		{"a bracket that is no line of its own", "See [secondsource: allow ANON-BARE: known] here.", "See [secondsource: allow ANON-BARE: known] here.", []claims.Marker{{At: 5}}},
		{"a comment without an end", "A. <!-- secondsource: allow ANON-BARE: known", "A. <!-- secondsource: allow ANON-BARE: known", []claims.Marker{{At: 8}}},
		{"a word of the story", "The tool secondsource: allow it.", "The tool secondsource: allow it.", nil},
		{"a word in brackets", "See [secondsource: the tool] here.", "See [secondsource: the tool] here.", nil},
		{"a comment of the settings", "---\ntitle: T\n# secondsource: allow ANON-BARE: known\n---\nA.", "A.", one(0)},
		{"after a byte order mark", "\uFEFF<!-- secondsource: allow ANON-BARE: known -->\nA.", "A.", one(0)},
		{
			"two rules, the whole story, small letters", "<!-- secondsource: allow-story anon-bare, VAGUE-CROWD: a: b -->\nA.", "A.",
			[]claims.Marker{{Rules: []string{"ANON-BARE", "VAGUE-CROWD"}, Reason: "a: b", Whole: true}},
		},
		{"no reason", "<!-- secondsource: allow ANON-BARE -->\nA.", "A.", []claims.Marker{{Rules: []string{"ANON-BARE"}}}},
		{"another verb", "<!-- secondsource: permit ANON-BARE: known -->\nA.", "A.", []claims.Marker{{}}},
		{"no rule", "<!-- secondsource: allow : known -->\nA.", "A.", []claims.Marker{{}}},
		{"a rule that is no name", "<!-- secondsource: allow <b>: known -->\nA.", "A.", []claims.Marker{{}}},
		{
			"two markers on two lines", "A.\n\n[secondsource: allow X: a]\n[secondsource: allow Y: b]\nB.", "A.\n\nB.",
			[]claims.Marker{{Rules: []string{"X"}, Reason: "a", At: 4}, {Rules: []string{"Y"}, Reason: "b", At: 4}},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			a, s, err := sources.ReadBytes(t.Context(), "a.md", []byte(tc.raw))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.markers, a.Markers); diff != "" || a.Text != tc.text {
				t.Errorf("text %q, want %q; markers (-want +got)\n%s", a.Text, tc.text, diff)
			}
			checkPlaces(t, a, s)
			for i, m := range a.Markers {
				at, ok := s.At(claims.Span{Start: m.At, End: m.At})
				if i == 0 && (!ok || !strings.Contains(tc.raw[at.Start:at.End], "secondsource:")) {
					t.Errorf("marker %+v stands at %v", m, at)
				}
			}
		})
	}
}

// checkPlaces holds what a Source says of itself: the runs are in order, and those of one length are the same bytes.
func checkPlaces(t testing.TB, a claims.Article, s *sources.Source) (placed int) {
	t.Helper()
	if s == nil {
		t.Fatal("the file has no places")
	}
	var last sources.SourceRun
	for _, r := range s.Runs {
		if r.Text.Start < last.Text.End || r.Raw.Start < last.Raw.End || r.Text.End > len(a.Text) || r.Raw.End > len(s.Raw) || r.Text.Len() == 0 {
			t.Fatalf("run %+v after %+v, in %d bytes of text and %d of the file", r, last, len(a.Text), len(s.Raw))
		}
		if r.Text.Len() == r.Raw.Len() && a.Text[r.Text.Start:r.Text.End] != string(s.Raw[r.Raw.Start:r.Raw.End]) {
			t.Fatalf("run %+v: %q is not %q", r, a.Text[r.Text.Start:r.Text.End], s.Raw[r.Raw.Start:r.Raw.End])
		}
		placed += len(strings.Join(strings.Fields(a.Text[r.Text.Start:r.Text.End]), ""))
		last = r
	}
	if len(s.Markers) != len(a.Markers) {
		t.Fatalf("%d markers and %d places of them", len(a.Markers), len(s.Markers))
	}
	return placed
}

// TestMarkerReason bounds a reason and takes out what has no place on a terminal.
func TestMarkerReason(t *testing.T) {
	t.Parallel()
	a, err := sources.FromText([]byte("<!-- secondsource: allow X: a\x1b[31m\tred\u202e \u200bone "+strings.Repeat("long ", 300)+"-->\nA."), claims.Ref{})
	if err != nil || len(a.Markers) != 1 {
		t.Fatalf("%v, markers %+v", err, a.Markers)
	}
	reason := a.Markers[0].Reason
	if !strings.HasPrefix(reason, "a [31m red one long") || len(reason) > 510 || !strings.HasSuffix(reason, "…") {
		t.Errorf("%d bytes: %q", len(reason), reason)
	}
}

// TestManyMarkers bounds how many markers a hostile file has and how long it takes.
func TestManyMarkers(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]string{
		"markers": "<!-- secondsource: allow X: a -->\n", "lines": "[secondsource: allow X: a]\n", "open": "<!-- secondsource: ", "brackets": "[secondsource: \n",
		"blanks": "<!-- secondsource: allow X: a -->" + strings.Repeat(" ", 1000),
	} {
		raw := "A.\n" + strings.Repeat(one, (sources.MaxText-8)/len(one))
		start := time.Now()
		a, err := sources.FromText([]byte(raw), claims.Ref{})
		if err != nil || len(a.Markers) > 200 {
			t.Errorf("%s: %v, %d markers", name, err, len(a.Markers))
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: it took %v", name, took)
		}
	}
}

// TestMarkersOfPage puts comments into a page and wants each in or before the paragraph that it is for.
func TestMarkersOfPage(t *testing.T) {
	t.Parallel()
	const page = `<!doctype html><html lang="en"><head><title>The Oriel</title>%0</head><body>%1<article><h1>The Oriel</h1>%2
<p>The ferry Oriel sank off Port Ansel with nobody but its crew on board,%3 the harbor office said on Tuesday.%4</p>%5
<p>%6Sources said the ferry had been overloaded &amp; that its papers said so, all <b>seven</b> of them.</p>
<p>The harbor office said that an inquiry would begin on Friday and that it would be public.</p>%7
</article></body></html>`
	starts := []string{"The ferry", "Sources", "The harbor office said that"}
	for n, want := range []int{0, 0, 0, 0, 0, 1, 1, -1} {
		raw := page
		for i := range 8 {
			mark := ""
			if i == n {
				mark = "<!-- secondsource: allow X: a -->"
			}
			raw = strings.ReplaceAll(raw, "%"+string(rune('0'+i)), mark)
		}
		a, s, err := sources.ReadBytes(t.Context(), "a.html", []byte(raw))
		if err != nil || len(a.Markers) != 1 {
			t.Fatalf("place %d: %v, markers %+v", n, err, a.Markers)
		}
		checkPlaces(t, a, s)
		at := a.Markers[0].At
		if want < 0 {
			if at != len(a.Text) {
				t.Errorf("place %d: at %d, want the end", n, at)
			}
			continue
		}
		start := strings.Index(a.Text, starts[want])
		end := start + strings.Index(a.Text[start:]+"\n\n", "\n\n")
		if at < start || at > end {
			t.Errorf("place %d: at %d, want in %d to %d", n, at, start, end)
		}
		if b, err := sources.FromHTML(t.Context(), []byte(raw), sources.Origin{}); err != nil || cmp.Diff(a, b) != "" {
			t.Errorf("place %d: read without places it is another article: %v\n%s", n, err, cmp.Diff(a, b))
		}
	}
}

// TestPlacesOfPage looks at words of pages in several encodings, letter for letter.
func TestPlacesOfPage(t *testing.T) {
	t.Parallel()
	const head = `<html lang="en"><head><meta charset="%s"><title>T</title><script>var words = "The ferry Oriel sank off Port Ansel";</script></head><body>
<p class="teaser">The ferry Oriel sank off Port Ansel.</p><article>`
	const body = `<p>The ferry Oriel sank off Port Ansel in the caf&eacute;&#39;s “bay”, the <i>harb</i>or
   office   said on Tues&shy;day &lt;again&gt;.</p><p>Nobody but its crew were on board, and all of them were brought ashore within the hour, it said.</p></article></body></html>`
	for _, tc := range []struct{ name, charset, raw string }{
		{"UTF-8", "utf-8", body},
		{"UTF-8 with a mark", "utf-8", body},
		{"windows-1252", "windows-1252", strings.NewReplacer("“", "\x93", "”", "\x94").Replace(body)},
	} {
		raw := strings.Replace(head, "%s", tc.charset, 1) + tc.raw
		if strings.HasSuffix(tc.name, "mark") {
			raw = "\uFEFF" + raw
		}
		a, s, err := sources.ReadBytes(t.Context(), "a.html", []byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(strings.Join(strings.Fields(a.Text), "")); checkPlaces(t, a, s) != n {
			t.Errorf("%s: not all of %d bytes have a place", tc.name, n)
		}
		for words, want := range map[string]string{
			"sank off Port Ansel in": "sank off Port Ansel in", "café's": "caf&eacute;&#39;s", "harbor": "<i>harb</i>or", "<again>": "&lt;again&gt;",
			"within the hour": "within the hour",
		} {
			i := strings.Index(a.Text, words)
			at, ok := s.At(claims.Span{Start: i, End: i + len(words)})
			if i < 0 || !ok || strings.TrimPrefix(string(s.Raw[at.Start:at.End]), "<i>") != strings.TrimPrefix(want, "<i>") {
				t.Errorf("%s: %q is at %v: %q, want %q", tc.name, words, at, s.Raw[at.Start:at.End], want)
			}
		}
	}
	utf16 := append([]byte("\xfe\xff"), []byte(strings.Join(strings.Split(strings.Replace(head, "%s", "utf-16", 1)+"<p>"+strings.Repeat("some words here ", 20), ""), "\x00"))...)
	if _, s, err := sources.ReadBytes(t.Context(), "a.html", utf16); err == nil && s != nil {
		checkPlaces(t, claims.Article{}, s)
	}
}

// TestPlacesTime bounds what the places of the largest pages cost, made of each of the shapes that cost most.
func TestPlacesTime(t *testing.T) {
	t.Parallel()
	letters := strings.Builder{}
	for n := uint32(1); letters.Len() < sources.MaxPage-1<<10; n = n*1664525 + 1013904223 {
		letters.WriteByte('a' + byte(n>>24)%26)
		letters.WriteByte(' ')
	}
	for name, body := range map[string]string{
		"one word": strings.Repeat("word ", (sources.MaxPage-1<<10)/5), "one letter": strings.Repeat("a ", sources.MaxPage/2-1<<9), "letters": letters.String(),
		"references": strings.Repeat("&amp;b ", sources.MaxPage/7-1<<8), "ampersands": strings.Repeat("&", sources.MaxPage-1<<10),
		"markers":    strings.Repeat("<!-- secondsource: allow X: a -->some words here ", sources.MaxPage/50-1<<6),
		"two halves": strings.Repeat("some words of a story that goes on ", sources.MaxPage/70-1<<6) + "<div class=related>x</div>" + strings.Repeat("some words of a story that goes on ", sources.MaxPage/70-1<<6),
	} {
		start := time.Now()
		a, s, err := sources.ReadBytes(t.Context(), "a.html", []byte("<html><body><article><p>"+body+"</p></article></body></html>"))
		if err != nil {
			t.Logf("%s: %v", name, err)
			continue
		}
		took := time.Since(start)
		if checkPlaces(t, a, s); took > 20*time.Second {
			t.Errorf("%s: it took %v", name, took)
		}
		t.Logf("%s: %v", name, took)
	}
}

// TestPlacesOfIngestSet wants a place for 99 % of the words of real pages.
func TestPlacesOfIngestSet(t *testing.T) {
	t.Parallel()
	words, placed, pages := 0, 0, 0
	for _, gold := range goldPages(t) {
		a, s, err := sources.ReadBytes(t.Context(), "page.html", goldHTML(t, gold))
		if err != nil {
			t.Errorf("page %s: %v", gold.ID, err)
			continue
		}
		words += len(strings.Join(strings.Fields(a.Text), ""))
		if s == nil {
			t.Logf("page %.8s is in an encoding without places", gold.ID)
			continue
		}
		pages++
		placed += checkPlaces(t, a, s)
	}
	t.Logf("%d pages: %d of %d bytes of words have a place, %.2f %%", pages, placed, words, 100*float64(placed)/float64(max(1, words)))
	if float64(placed) < 0.99*float64(words) {
		t.Error("want 99 %")
	}
}

// FuzzReadBytes reads any bytes as any kind of document: no panic, and places that hold.
func FuzzReadBytes(f *testing.F) {
	for _, seed := range []string{
		"A.\n\n<!-- secondsource: allow ANON-BARE: known -->\nB.", "[secondsource: allow X: a]\r\nB.", "\uFEFFA&amp;b", "<p>" + strings.Repeat("some words &amp; others ", 20) + "<!-- secondsource: allow X: a --></p>",
	} {
		f.Add("a.md", []byte(seed))
		f.Add("a.html", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, name string, raw []byte) {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		a, s, err := sources.ReadBytes(ctx, name, raw)
		if err != nil {
			if errors.Is(err, context.DeadlineExceeded) {
				t.Error("it took too long")
			}
			return
		}
		if s != nil {
			checkPlaces(t, a, s)
		}
		for _, m := range a.Markers {
			if !(claims.Span{Start: m.At, End: m.At}).Fits(a.Text) {
				t.Errorf("marker %+v in %d bytes", m, len(a.Text))
			}
		}
	})
}
