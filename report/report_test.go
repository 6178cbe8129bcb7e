package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/sources"
	"secondsource/verify"
)

var update = flag.Bool("update", false, "write the golden files anew")

// at is the span of words in text.
func at(t *testing.T, text, words string) claims.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in %q", words, text)
	}
	return claims.Span{Start: i, End: i + len(words)}
}

const storyText = "“The bridge,” Mayor Ilse Brandt said, “is shut.” The port admitted a loss.\nSources say the ferry sank. The ferry carried 40 people.\n"

// result is a run with one claim of each verdict that the embedded judge can lead to.
func result(t *testing.T) verify.Result {
	t.Helper()
	story := claims.NewArticle(claims.Ref{
		URL: "https://harbor.example/bridge", Publisher: "Harbor Post", Title: "Bridge shut",
		Byline: "Ada Quill", Published: time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC),
	}, storyText)
	wire := claims.NewArticle(claims.Ref{URL: "https://wire.example/1", Publisher: "Meridian Wire"}, "Rain. Engineers shut the bridge.")
	copied := claims.NewArticle(claims.Ref{URL: "https://copy.example/1", Publisher: "Copyist"}, "Engineers shut the bridge.")
	other := claims.NewArticle(claims.Ref{Publisher: "Drovers’ Gazette", Primary: true}, "The bridge is shut, drivers found.")
	long := claims.NewArticle(claims.Ref{URL: "https://long.example/1", Publisher: "Long Read", Published: time.Date(2031, 3, 2, 0, 0, 0, 0, time.UTC)},
		"Forty sailed. The ferry had 40. It was full. All 40 got off.")
	sure := 0.8
	mk := func(kind claims.Kind, class claims.CueClass, source, cue string, content ...string) claims.Claim {
		c := claims.Claim{Article: story.ID, Quote: claims.QuoteIndirect, Worth: 0.5, Attribution: claims.Attribution{Kind: kind, Class: class}}
		for _, words := range content {
			c.Content = append(c.Content, at(t, storyText, words))
		}
		if source != "" {
			c.Source = []claims.Span{at(t, storyText, source)}
		}
		if cue != "" {
			c.Cue, c.Polarity = []claims.Span{at(t, storyText, cue)}, claims.PolarityAffirmed
		}
		c.Sentence = claims.Span{Start: c.Content[0].Start, End: c.Content[len(c.Content)-1].End}
		c.ID = c.NewID()
		return c
	}
	mayor := mk(claims.KindPerson, claims.CueSpeech, "Mayor Ilse Brandt", "said", "“The bridge,”", "“is shut.”")
	mayor.Name, mayor.Official, mayor.Quote = "Ilse Brandt", true, claims.QuoteDirect
	port := mk(claims.KindOrganization, claims.CueIntent, "The port", "admitted", "a loss")
	port.Charged = true
	ferry := mk(claims.KindAnonymous, claims.CueSpeech, "Sources", "say", "the ferry sank")
	nobody := mk(claims.KindNobody, "", "", "", "The ferry carried 40 people.")

	say := func(page claims.Article, group, words string, s verify.Stance) verify.Evidence {
		q := at(t, page.Text, words)
		return verify.Evidence{Claim: mayor.ID, Article: page.ID, Group: group, Passage: claims.Span{End: len(page.Text)}, Opinion: verify.Opinion{
			Stance: s, P: verify.Odds{Supports: 0.75, Reports: 0.125, Unrelated: 0.125}, Quote: q, Method: verify.Lexical, Judge: "lexical/1",
		}}
	}
	searched := []sources.Search{{Provider: "archive", Hits: 3}}
	told := say(wire, "g2", "Engineers shut the bridge.", verify.Reports)
	told.Shared = []string{"g3"}
	against := say(other, "g3", "drivers found", verify.Refutes)
	against.Flags = []verify.Flag{
		{Kind: verify.NumberFlag, Claim: "40 people", Passage: "14\x1b[2J people"},
		{Kind: verify.NameFlag, Claim: "Ilse Brandt"},
		{Kind: verify.DenialFlag, Passage: "The bridge is shut, drivers found."},
		{Kind: "unheard of"},
	}
	ours := say(other, "g3", "The bridge is shut, drivers found.", verify.Reports)
	ours.Shared = []string{"g1", "g2"}
	garbled := say(long, "g4", "Forty sailed.", verify.Reports)
	garbled.Loose = true
	return verify.Result{
		Run: verify.Run{
			Version: 1, Article: story.Ref, Claims: []claims.Claim{mayor, port, ferry, nobody},
			Coverage: []sources.Group{
				{ID: "g1", Articles: []claims.Ref{story.Ref}, Why: "no shared text with other coverage"},
				{ID: "g2", Articles: []claims.Ref{wire.Ref, copied.Ref}, Why: "shared text 1.00 of the shorter", Partly: []sources.Partly{{Article: copied.ID, Other: other.ID, Group: "g3", Share: 0.19}}},
				{ID: "g4", Articles: []claims.Ref{long.Ref}, Why: "not joined to other coverage"},
				{ID: "g3", Articles: []claims.Ref{other.Ref}, Why: "not joined to other coverage", Partly: []sources.Partly{{Article: other.ID, Other: copied.ID, Group: "g2", Share: 0.19}}},
			},
			Verdicts: []verify.Verdict{
				{Claim: mayor.ID, Label: verify.Supported, Score: 0.9375, Confidence: &sure, Supports: 2, Primary: 1, Searches: searched, Evidence: []verify.Evidence{
					say(wire, "g2", "Engineers shut the bridge.", verify.Supports), say(copied, "g2", "Engineers shut the bridge.", verify.Supports),
					say(other, "g3", "The bridge is shut, drivers found.", verify.Supports),
				}},
				{Claim: port.ID, Label: verify.Unchecked, Reason: verify.NotCheckable, Searches: []sources.Search{}, Evidence: []verify.Evidence{}},
				{Claim: ferry.ID, Label: verify.NotFound, Searches: searched, Evidence: []verify.Evidence{}},
				{
					Claim: nobody.ID, Label: verify.Refuted, Refutes: 1, Searches: searched, Evidence: []verify.Evidence{against, garbled, told, ours, say(long, "g4", "The ferry had 40.", verify.Reports), say(long, "g4", "It was full.", verify.Reports)},
					FactSearches: []sources.Search{{Provider: "factcheck", Hits: 2}}, FactChecks: factChecks(),
				},
			},
			Findings: []verify.Finding{},
			Problems: []verify.Problem{{Stage: "read", What: "https://late.example", Message: "https://late.example was found but could not be read: it timed out."}},
			Setup: verify.Setup{
				Program: "test", Extractor: "rules/1", Judge: "lexical/1", Calibration: "lexical/1 isotonic 0a1b2c3d", Providers: []string{"archive"}, Apart: []string{"factcheck"}, Draft: true,
				Limits: verify.DefaultLimits(),
			},
			At: time.Date(2031, 3, 5, 6, 7, 8, 0, time.UTC),
		},
		Pages: map[string]claims.Article{story.ID: story, wire.ID: wire, copied.ID: copied, other.ID: other, long.ID: long},
	}
}

// factChecks are one of the claim itself, as a feed gives it, and one of another, whose words may not be kept.
func factChecks() []verify.FactCheck {
	return []verify.FactCheck{
		{Provider: "factcheck", Bears: true, FactCheck: sources.FactCheck{
			Claim: "The ferry carried 40 people", Claimant: "A post", Rating: "Pants on fire", Says: sources.RatedFalse, Publisher: "Kestria Facts",
			URL: "https://facts.example/ferry", Reviewed: time.Date(2031, 3, 6, 0, 0, 0, 0, time.UTC), Score: 1,
		}},
		{Provider: "factcheck", FactCheck: sources.FactCheck{Says: sources.RatedUnclear, URL: "https://check.example/ferry", Score: 0.5}},
	}
}

// TestFormats is the suite that every format of the table must pass.
func TestFormats(t *testing.T) {
	t.Parallel()
	if len(report.Formats) == 0 {
		t.Fatal("there is no format")
	}
	for name, format := range report.Formats {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			t.Run("golden", func(t *testing.T) {
				o := report.Options{Ref: "bridge.html", Receipt: verify.Receipt{ID: strings.Repeat("ab", 32), Leaf: 7}, Ledger: "news.db", Rules: someRules()}
				golden(t, "result."+name, write(t, format, checked(t), o))
			})
			t.Run("empty run", func(t *testing.T) {
				golden(t, "empty."+name, write(t, format, verify.Result{Run: verify.Run{Version: 1}}, report.Options{}))
			})
			t.Run("hostile words", func(t *testing.T) { testHostile(t, format) })
		})
	}
}

func write(t *testing.T, f report.Format, r verify.Result, o report.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	out := f(&b)
	if err := out.Write(r, o); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: make it with go test ./report -update", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s changed (-want +got):\n%s", path, diff)
	}
}

// testHostile puts escape codes, bidirectional marks and markup where a page has its say, and expects no control
// character but the line feed in what is written.
func testHostile(t *testing.T, f report.Format) {
	evil := "\x1b]0;owned\x07\x1b[31mRed\u202e\u2066 \u009b2J\r\b\U000e0041<script>alert(1)</script>"
	r := result(t)
	r.Run.Article.Title, r.Run.Article.Publisher, r.Run.Article.Byline, r.Run.Article.URL = evil, evil, evil, evil
	r.Run.Problems[0].Message, r.Run.Coverage[1].Why, r.Run.Setup.Providers[0] = evil, evil, evil
	r.Run.Findings = []verify.Finding{{Rule: "TEST", Severity: verify.Warning, Message: evil}}
	for i := range r.Run.Claims {
		r.Run.Claims[i].Name = evil
	}
	for i := range r.Run.Verdicts {
		for j := range r.Run.Verdicts[i].FactChecks {
			f := &r.Run.Verdicts[i].FactChecks[j]
			f.Claim, f.Claimant, f.Rating, f.Publisher, f.URL = evil, evil, evil, evil, evil
		}
	}
	for id, page := range r.Pages {
		page.URL, page.Publisher = evil, evil
		page.Text = strings.ReplaceAll(page.Text, "bridge", "\x1b[2Jdge")[:len(page.Text)]
		r.Pages[id] = page
	}
	for i, c := range string(write(t, f, r, report.Options{Ref: evil, Ledger: evil})) {
		if c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Co) {
			t.Fatalf("control character %U at byte %d", c, i)
		}
	}
}

func TestLinesHoldTheWholeRun(t *testing.T) {
	t.Parallel()
	want := result(t).Run
	var got verify.Run
	counts := map[string]int{}
	for raw := range bytes.Lines(write(t, report.Formats["jsonl"], result(t), report.Options{})) {
		var head report.Head
		decode(t, raw, &head)
		counts[head.Type]++
		switch head.Type {
		case "article":
			var a claims.Article
			decode(t, raw, &a)
			got.Article = a.Ref
		case "claim":
			var c claims.Claim
			decode(t, raw, &c)
			got.Claims = append(got.Claims, c)
		case "verdict":
			var v verify.Verdict
			decode(t, raw, &v)
			got.Verdicts = append(got.Verdicts, v)
		case "problem":
			var p verify.Problem
			decode(t, raw, &p)
			got.Problems = append(got.Problems, p)
		}
	}
	want.Version, want.Coverage, want.Findings, want.Setup, want.At = 0, nil, nil, verify.Setup{}, time.Time{}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the lines decode to another run (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"article": 1, "claim": 4, "group": 4, "verdict": 4, "problem": 1, "profile": 1, "run": 1}, counts); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func decode(t *testing.T, raw []byte, v any) {
	t.Helper()
	if err := json.Unmarshal(raw, v); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
}

func TestPlain(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain", "The “talks” – 40 %", "The “talks” – 40 %"},
		{"lines and tabs", " a\r\n\tb  c\n", "a b c"},
		{"escape code", "a\x1b[31mb", "a[31mb"},
		{"C1", "a\u009bb", "ab"},
		{"bidirectional", "a\u202eb\u2069c", "abc"},
		{"zero width", "a\u200bb\ufeffc", "abc"},
		{"tags", "a\U000e0041b", "ab"},
		{"joined emoji stays", "👩\u200d🚒", "👩\u200d🚒"},
		{"combining marks stay", "e\u0301", "e\u0301"},
		{"broken UTF-8", "a\xffb", "ab"},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := report.Plain(tt.in); got != tt.want {
				t.Errorf("Plain(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestOpenUnknown(t *testing.T) {
	t.Parallel()
	if _, err := report.Open("pdf"); err == nil || !strings.Contains(err.Error(), "jsonl") {
		t.Errorf("got %v, want an error that names the formats there are", err)
	}
}

func FuzzLine(f *testing.F) {
	f.Add("a\u009b\U000e0041\x00<b>")
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		if err := report.Line(&b, s); err != nil {
			t.Fatal(err)
		}
		var back string
		decode(t, b.Bytes(), &back)
		if want := strings.ToValidUTF8(s, "\ufffd"); len([]rune(back)) != len([]rune(s)) && back != want {
			t.Fatalf("%q came back as %q", s, back)
		}
	})
}
