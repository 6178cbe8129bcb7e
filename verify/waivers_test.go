package verify_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/verify"
)

// A wordEditor finds a word wherever it stands, and each of the words of also with it.
type wordEditor struct{ word string }

func (wordEditor) Rules() []verify.RuleInfo {
	return []verify.RuleInfo{{ID: "WORD", Severity: verify.Error}, {ID: "LATER", Verdicts: true}}
}

func (e wordEditor) Findings(d verify.Draft) []verify.Finding {
	out := []verify.Finding{}
	for at := 0; ; {
		i := strings.Index(d.Article.Text[at:], e.word)
		if i < 0 {
			return out
		}
		at += i
		out = append(out, verify.Finding{Rule: "WORD", Severity: verify.Error, At: claims.Span{Start: at, End: at + len(e.word)}})
		at += len(e.word)
	}
}

// quiet is an extractor that finds nothing.
type quiet struct{}

func (quiet) Extract(context.Context, claims.Article) ([]claims.Claim, error) { return nil, nil }

func lint(t testing.TB, a claims.Article, entries ...verify.WaiverEntry) []verify.Finding {
	t.Helper()
	p := verify.Pipeline{Extract: quiet{}, Editor: wordEditor{"leak"}, Waivers: entries}
	r, err := p.Lint(context.Background(), a)
	if err != nil {
		t.Fatal(err)
	}
	if r.Run.Verdicts != nil || r.Run.Coverage == nil {
		t.Errorf("a lint has verdicts or no list of coverage: %+v", r.Run)
	}
	return r.Run.Findings
}

func TestMarkers(t *testing.T) {
	t.Parallel()
	const text = "First leak.\nIt goes on.\n\nSecond leak.\n\n  \nThird leak.\n"
	second, third := strings.Index(text, "Second"), strings.Index(text, "Third")
	ok := func(at int) claims.Marker {
		return claims.Marker{Rules: []string{"WORD"}, Reason: "known", At: at}
	}
	for _, tc := range []struct {
		name   string
		marker claims.Marker
		waived []bool
		told   string
	}{
		{"before a paragraph", ok(second), []bool{false, true, false}, ""},
		{"in a paragraph", ok(second + 4), []bool{false, true, false}, ""},
		{"at the end of one", ok(second + len("Second leak.")), []bool{false, true, false}, ""},
		{"in the empty lines before one", ok(third - 2), []bool{false, false, true}, ""},
		{"in the second line of one", ok(14), []bool{true, false, false}, ""},
		{"at the end of the text", ok(len(text)), []bool{false, false, false}, "WAIVER-UNUSED"},
		{"for the whole story", claims.Marker{Rules: []string{"WORD"}, Reason: "known", Whole: true}, []bool{true, true, true}, ""},
		{"without a reason", claims.Marker{Rules: []string{"WORD"}, At: second}, []bool{false, false, false}, "WAIVER-NO-REASON"},
		{"that cannot be read", claims.Marker{At: second}, []bool{false, false, false}, "WAIVER-UNUSED"},
		{"for another rule", claims.Marker{Rules: []string{"WORDS"}, Reason: "known", At: second}, []bool{false, false, false}, "WAIVER-UNUSED"},
		{"for a rule that reads verdicts", claims.Marker{Rules: []string{"LATER"}, Reason: "known", At: second}, []bool{false, false, false}, ""},
		{"for two rules", claims.Marker{Rules: []string{"WORD", "WORDS"}, Reason: "known", At: second}, []bool{false, true, false}, "WAIVER-UNUSED"},
		{"of another program, outside the text", ok(1 << 20), []bool{false, false, false}, ""},
		{"of another program, before the text", ok(-1), []bool{false, false, false}, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			a := claims.NewArticle(claims.Ref{}, text)
			a.Markers = []claims.Marker{tc.marker}
			var waived []bool
			var told strings.Builder
			for _, f := range lint(t, a) {
				if f.Rule == "WORD" {
					waived = append(waived, f.Waived != nil)
				} else {
					told.WriteString(f.Rule)
				}
				if f.Waived != nil && *f.Waived != (verify.Waiver{Reason: "known", From: verify.FromText}) {
					t.Errorf("waived by %+v", *f.Waived)
				}
				if f.Fingerprint == "" || !f.At.Fits(text) {
					t.Errorf("no fingerprint or place: %+v", f)
				}
			}
			if diff := cmp.Diff(tc.waived, waived); diff != "" || told.String() != tc.told {
				t.Errorf("told %q, want %q; waived (-want +got)\n%s", told.String(), tc.told, diff)
			}
		})
	}
}

// TestReasonToWrite holds that a marker as the quick fix leaves it fails what its finding would have failed.
func TestReasonToWrite(t *testing.T) {
	t.Parallel()
	a := claims.NewArticle(claims.Ref{}, "A leak.")
	a.Markers = []claims.Marker{{Rules: []string{"WORD"}, Reason: verify.ReasonToWrite}}
	found := lint(t, a)
	if len(found) != 2 || found[0].Waived == nil || found[1].Rule != "WAIVER-NO-REASON" || found[1].Severity != verify.Error || found[1].Waived != nil {
		t.Errorf("findings %+v", found)
	}
}

// TestMarkerByLine holds that in a text without empty lines each line is a paragraph.
func TestMarkerByLine(t *testing.T) {
	t.Parallel()
	a := claims.NewArticle(claims.Ref{}, "First leak.\nSecond leak.\nThird leak.")
	a.Markers = []claims.Marker{{Rules: []string{"WORD"}, Reason: "known", At: 14}}
	got := lint(t, a)
	if len(got) != 3 || got[0].Waived != nil || got[1].Waived == nil || got[2].Waived != nil {
		t.Errorf("got %+v, want the second of three waived", got)
	}
}

func TestWaiverEntries(t *testing.T) {
	t.Parallel()
	a := claims.NewArticle(claims.Ref{}, "First leak.\n\nSecond leak.")
	mark := lint(t, a)[1].Fingerprint
	for _, tc := range []struct {
		name  string
		entry verify.WaiverEntry
		want  int
	}{
		{"by rule", verify.WaiverEntry{Rule: "WORD"}, 2},
		{"by another rule", verify.WaiverEntry{Rule: "WORDS"}, 0},
		{"by fingerprint", verify.WaiverEntry{Finding: mark}, 1},
		{"by words", verify.WaiverEntry{Rule: "WORD", Words: " leak\n"}, 2},
		{"by other words", verify.WaiverEntry{Rule: "WORD", Words: "leaks"}, 0},
	} {
		tc.entry.Waiver = verify.Waiver{Reason: "seen", From: "waivers.toml", By: "desk"}
		n := 0
		for _, f := range lint(t, a, tc.entry) {
			if f.Waived != nil && *f.Waived == tc.entry.Waiver {
				n++
			}
		}
		if n != tc.want {
			t.Errorf("%s: %d waived, want %d", tc.name, n, tc.want)
		}
	}
}

func TestWaiverFor(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		story, ref, address string
		want                bool
	}{
		{"", "", "", true},
		{"a.md", "a.md", "", true},
		{"a.md", "b/a.md", "", false},
		{"drafts/*", "drafts/x/y.md", "", true},
		{"*.md", "drafts/x.md", "", true},
		{"*.md", "drafts/x.mdx", "", false},
		{"a?.md", "ab.md", "", true},
		{"https://x.example/*", "story.html", "https://x.example/2026/a", true},
		{"*", "", "", false},
		{"*a*b*c", "xaybzc", "", true},
		{"*a*b*c", "xaybz", "", false},
		{"[a].md", "[a].md", "", true},
	} {
		if got := (verify.WaiverEntry{Story: tc.story}).For(tc.ref, tc.address); got != tc.want {
			t.Errorf("%q for %q and %q: %v", tc.story, tc.ref, tc.address, got)
		}
	}
}

// TestFingerprintsStay holds that words elsewhere change no finding's fingerprint, and that no two are the same.
func TestFingerprintsStay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		before := rapid.SliceOf(rapid.SampledFrom([]string{"A leak. ", "Rain fell. ", "\n\n"})).Draw(t, "before")
		text := strings.Join(before, "") + "The ship sailed."
		find := func(text string) []verify.Finding {
			p := verify.Pipeline{Extract: quiet{}, Editor: wordEditor{"leak"}}
			r, err := p.Lint(context.Background(), claims.NewArticle(claims.Ref{}, text))
			if err != nil {
				t.Fatal(err)
			}
			return r.Run.Findings
		}
		first, later := find(text), find("It was Monday.\n\n"+text)
		seen := map[string]bool{}
		for i := range first {
			if seen[first[i].Fingerprint] || first[i].Fingerprint != later[i].Fingerprint {
				t.Fatalf("%q: fingerprints %+v and %+v", text, first, later)
			}
			seen[first[i].Fingerprint] = true
		}
	})
}

// TestManyMarkers bounds what a page of markers costs.
func TestManyMarkers(t *testing.T) {
	t.Parallel()
	a := claims.NewArticle(claims.Ref{}, strings.Repeat("A leak.\n\n", 1<<12))
	for i := range 200 {
		a.Markers = append(a.Markers, claims.Marker{Rules: []string{"WORD"}, Reason: "known", At: i * 9})
	}
	n := 0
	for _, f := range lint(t, a) {
		if f.Waived != nil {
			n++
		}
	}
	if n != 200 {
		t.Errorf("%d findings waived, want 200", n)
	}
}
