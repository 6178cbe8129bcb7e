package store_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/store"
	"secondsource/verify"
)

// storyText and wireText are fictional, with curly quotes and letters of two bytes, in which characters and bytes
// count differently.
const (
	storyText = "“The ferry to Sælby,” Ms. Ostrava said, “will sail on Friday.” Experts say it will not.\n"
	wireText  = "Karvia Harbour said on Tuesday that the ferry to Sælby would sail on Friday.\n\nRain fell in Tovik.\n"
)

// spanOf is where the words stand; a test that names words which are not there fails in the store's own check.
func spanOf(text, words string) claims.Span {
	i := strings.Index(text, words)
	return claims.Span{Start: i, End: i + len(words)}
}

// at is the time of the n-th run of a test, with a part of a second.
func at(n int) time.Time { return time.Date(2031, 4, 5, 6, 7, n%60, 8_000_000, time.UTC) }

// testResult makes a run with every kind of derived row. Runs of different n have different stories; all share the
// wire's page.
func testResult(n int) verify.Result {
	story, wire := testStory(n), testWire()
	ferry, crowd := ferryClaim(story), crowdClaim(story)
	crowd.Via = ferry.ID
	run := verify.Run{
		Version: verify.RunVersion, Article: story.Ref, Claims: []claims.Claim{ferry, crowd}, At: at(n),
		Coverage: []sources.Group{{ID: "g1", Articles: []claims.Ref{wire.Ref}, Why: "nothing else carries its words"}},
		Verdicts: []verify.Verdict{
			{
				Claim: ferry.ID, Label: verify.NeedsReview, Score: 0.44, Supports: 1, Refutes: 0, Reports: 1,
				Searches: []sources.Search{{Provider: "archive", Hits: 1}}, Evidence: []verify.Evidence{testEvidence(ferry.ID, wire)},
			},
			{
				Claim: crowd.ID, Label: verify.Unchecked, Reason: verify.SearchFailed,
				Searches: []sources.Search{{Provider: "archive", Err: "it took too long"}}, Evidence: []verify.Evidence{},
			},
		},
		Findings: []verify.Finding{{
			Rule: "VAGUE-CROWD", Severity: verify.Warning, Claim: crowd.ID, At: spanOf(story.Text, "Experts"), Message: "no member is named",
		}},
		Setup: verify.Setup{
			Program: "0.1.0", Extractor: "rules/1", Judge: "lexical/1", Providers: []string{"archive"}, Draft: n%2 == 1,
			Limits: verify.DefaultLimits(),
		},
		Problems: []verify.Problem{{Stage: "search", What: crowd.ID, Message: "the archive took too long; try again"}},
	}
	return verify.Result{Run: run, Pages: map[string]claims.Article{story.ID: story, wire.ID: wire}}
}

func testStory(n int) claims.Article {
	story := claims.NewArticle(claims.Ref{
		URL: fmt.Sprintf("https://tidende.example/ferry/%d?a=1&b=<2>", n), Publisher: "Tovik Tidende", Title: "Ferry “to sail”",
		Byline: "Mirel Ostby", Published: time.Date(2031, 4, 4, 12, 0, 0, 0, time.FixedZone("", 2*3600)),
	}, fmt.Sprintf("%sEdition %d.\n", storyText, n))
	story.Links = []claims.Link{{URL: "https://harbour.example/", At: spanOf(story.Text, "ferry")}}
	story.Related = []string{"Harbour rebuilt"}
	return story
}

func testWire() claims.Article {
	wire := claims.NewArticle(claims.Ref{URL: "https://wire.example/7", Publisher: "Karvia Wire", Title: "Ferry sails"}, wireText)
	wire.Degraded = "a table was left out"
	return wire
}

// ferryClaim is a person's, in two pieces.
func ferryClaim(story claims.Article) claims.Claim {
	c := claims.Claim{
		Article: story.ID,
		Content: []claims.Span{spanOf(story.Text, "“The ferry to Sælby,”"), spanOf(story.Text, "“will sail on Friday.”")},
		Quote:   claims.QuoteDirect, Worth: 0.71,
		Sentence: spanOf(story.Text, "“The ferry to Sælby,” Ms. Ostrava said, “will sail on Friday.”"),
		Attribution: claims.Attribution{
			Class: claims.CueSpeech, Kind: claims.KindPerson, Name: "Ostrava", Role: "harbour master", Affiliation: "Karvia Harbour",
			Official: true, Charged: true, Polarity: claims.PolarityAffirmed,
			Source: []claims.Span{spanOf(story.Text, "Ms. Ostrava")}, Cue: []claims.Span{spanOf(story.Text, "said")},
		},
	}
	c.ID = c.NewID()
	return c
}

// crowdClaim is a class's without members.
func crowdClaim(story claims.Article) claims.Claim {
	c := claims.Claim{
		Article: story.ID, Content: []claims.Span{spanOf(story.Text, "it will not")},
		Sentence: spanOf(story.Text, "Experts say it will not."), Quote: claims.QuoteIndirect, Worth: 0.25,
		Attribution: claims.Attribution{
			Class: claims.CueSpeech, Kind: claims.KindCrowd, Polarity: claims.PolarityAffirmed,
			Source: []claims.Span{spanOf(story.Text, "Experts")}, Cue: []claims.Span{spanOf(story.Text, "say")},
		},
	}
	c.ID = c.NewID()
	return c
}

func testEvidence(claim string, wire claims.Article) verify.Evidence {
	return verify.Evidence{
		Claim: claim, Article: wire.ID, Group: "g1", Passage: spanOf(wire.Text, "Karvia Harbour said on Tuesday that the ferry to Sælby would sail on Friday."),
		Opinion: verify.Opinion{
			Stance: verify.Reports, P: verify.Odds{Supports: 0.1, Refutes: 0.01, Reports: 0.83, Unrelated: 0.06},
			Quote: spanOf(wire.Text, "the ferry to Sælby would sail on Friday"), Method: verify.Lexical, Judge: "lexical/1",
		},
	}
}

// testRecord is the record of testResult.
func testRecord(t testing.TB, n int) verify.Record {
	t.Helper()
	rec, err := testResult(n).Record()
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// note is a small record of another kind, without pages.
func note(n int) verify.Record {
	return verify.Record{Kind: "review", Body: fmt.Appendf(nil, `{"note":%d}`, n), At: at(n)}
}

// openNew opens a new ledger in a folder of the test and closes it at its end.
func openNew(t testing.TB) (*store.SQLite, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.db")
	return open(t, path), path
}

// open opens the ledger at path and closes it at the end of the test.
func open(t testing.TB, path string) *store.SQLite {
	t.Helper()
	s, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// mustAppend appends the records and gives the receipts.
func mustAppend(t testing.TB, l verify.Ledger, recs ...verify.Record) []verify.Receipt {
	t.Helper()
	receipts, err := l.Append(t.Context(), recs...)
	if err != nil {
		t.Fatal(err)
	}
	return receipts
}

// mustVerify fails the test for every fault that the ledger has.
func mustVerify(t testing.TB, s *store.SQLite) store.Report {
	t.Helper()
	report, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Faults {
		t.Errorf("fault in a sound ledger: %s", f)
	}
	return report
}
