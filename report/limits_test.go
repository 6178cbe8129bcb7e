package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/verify"
)

// many is a story with that many findings of each severity, the least severe first, so that a format that keeps what comes
// first keeps the wrong ones.
func many(infos, warnings, errs int) verify.Result {
	story := claims.NewArticle(claims.Ref{}, strings.Repeat("Sources say. ", 50))
	r := verify.Result{Run: verify.Run{Article: story.Ref}, Pages: map[string]claims.Article{story.ID: story}}
	for _, s := range []struct {
		n     int
		level verify.Severity
	}{{infos, verify.Info}, {warnings, verify.Warning}, {errs, verify.Error}} {
		for i := range s.n {
			r.Run.Findings = append(r.Run.Findings, verify.Finding{
				Rule: "R", Severity: s.level, At: claims.Span{Start: 0, End: 7}, Message: fmt.Sprintf("%s %d", s.level, i), Fingerprint: fmt.Sprintf("%s%d", s.level, i),
			})
		}
	}
	return r
}

func TestGitHubShowsTheWorst(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                                 string
		infos, warnings, errs                int
		known                                int
		wantNotices, wantWarnings, wantError int
		last                                 string
	}{
		{"none", 0, 0, 0, 0, 0, 0, 0, ""},
		{"as many as are shown", 10, 10, 10, 0, 10, 10, 10, ""},
		{"one error more", 10, 0, 11, 0, 10, 0, 10, "Not annotated, since GitHub shows 10 of a level: 1 more error, 1 more notice."},
		{"more of each", 12, 13, 14, 0, 10, 10, 10, "4 more errors, 3 more warnings, 3 more notices."},
		{"a baseline", 0, 1, 0, 2, 1, 1, 0, "Known from the baseline: 2."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			out := string(write(t, report.Formats["github"], many(tt.infos, tt.warnings, tt.errs), report.Options{Known: tt.known}))
			lines := "\n" + out
			got := [3]int{strings.Count(lines, "\n::notice "), strings.Count(lines, "\n::warning "), strings.Count(lines, "\n::error ")}
			if want := [3]int{tt.wantNotices, tt.wantWarnings, tt.wantError}; got != want {
				t.Errorf("notices, warnings, errors %v, want %v", got, want)
			}
			if tt.last != "" && !strings.HasSuffix(out, tt.last+"\n") {
				t.Errorf("the end is %q, want %q", out[max(0, len(out)-200):], tt.last)
			}
		})
	}
}

// sarifRead is what the tests look at in a log.
type sarifRead struct {
	Runs []struct {
		Invocations []struct {
			Successful    bool `json:"executionSuccessful"`
			Notifications []struct {
				Message struct{ Text string }
			} `json:"toolExecutionNotifications"`
		}
		Results []struct {
			Level        string
			Fingerprints map[string]string `json:"partialFingerprints"`
			Related      []any             `json:"relatedLocations"`
			Message      struct{ Text string }
			Suppressions []struct{ Kind, Justification string }
		}
	}
}

func readSARIF(t *testing.T, r verify.Result, o report.Options) sarifRead {
	t.Helper()
	out := write(t, report.Formats["sarif"], r, o)
	parseSARIF(t, out)
	var log sarifRead
	decode(t, out, &log)
	return log
}

func TestSARIFKeepsTheWorst(t *testing.T) {
	t.Parallel()
	log := readSARIF(t, many(3000, 3000, 2500), report.Options{})
	n := map[string]int{}
	for _, r := range log.Runs[0].Results {
		n[r.Level]++
	}
	if n["error"] != 2500 || n["warning"] != 2500 || n["note"] != 0 {
		t.Errorf("kept %v, want the 2,500 errors and 2,500 of the warnings", n)
	}
	told := log.Runs[0].Invocations[0].Notifications
	want := "The worst 5000 of 8500 findings are here, as many as GitHub shows. Left out: 500 of level warning, 3000 of level note."
	if len(told) != 1 || told[0].Message.Text != want {
		t.Errorf("told %+v, want %q", told, want)
	}
}

func TestSARIFBoundsLocations(t *testing.T) {
	t.Parallel()
	r := many(0, 1, 0)
	for range 1500 {
		r.Run.Findings[0].Also = append(r.Run.Findings[0].Also, claims.Span{Start: 13, End: 20})
	}
	log := readSARIF(t, r, report.Options{})
	got := log.Runs[0].Results[0]
	if len(got.Related) != 999 || !strings.HasSuffix(got.Message.Text, "and 501 more passages") {
		t.Errorf("%d related locations, message %q", len(got.Related), got.Message.Text)
	}
}

// What moves in the text keeps its fingerprint, what is waived says why and where, and a problem says that not all was checked.
func TestSARIFResult(t *testing.T) {
	t.Parallel()
	r := many(0, 0, 2)
	r.Run.Findings[0].Waived = &verify.Waiver{Reason: "Known to the desk", From: "text"}
	r.Run.Findings[1].Waived = &verify.Waiver{Reason: "Agreed", From: "waivers.toml", By: "A. Quill"}
	r.Run.Problems = []verify.Problem{{Stage: "search", Message: "It timed out."}}
	log := readSARIF(t, r, report.Options{})
	run := log.Runs[0]
	if run.Invocations[0].Successful {
		t.Error("a failed search is told as success")
	}
	for i, want := range []string{"inSource Known to the desk (in the story)", "external Agreed (A. Quill, waivers.toml)"} {
		got := run.Results[i]
		if s := got.Suppressions[0]; s.Kind+" "+s.Justification != want {
			t.Errorf("suppression %+v, want %q", s, want)
		}
		if fp := got.Fingerprints["primaryLocationLineHash"]; fp != r.Run.Findings[i].Fingerprint {
			t.Errorf("fingerprint %q", fp)
		}
	}
}

// Errors stand last, whenever they come.
func TestCSVErrorsLast(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	w := report.Formats["csv"](&b)
	fails, ok := w.(report.Failer)
	if !ok {
		t.Fatal("no place for a story without a result")
	}
	err := errors.Join(fails.Fail("lost.html", errors.New("it is no story")), w.Write(many(1, 0, 0), report.Options{}), w.Close())
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 3 || !strings.HasPrefix(lines[2], `"error","","lost.html"`) {
		t.Errorf("rows %q", lines)
	}
}

// A selector's two halves agree: the place has the exact words, and what stands around them is around them.
func TestAnnotationsFindTheirWords(t *testing.T) {
	t.Parallel()
	r, o := linted(t)
	text := []rune(r.Pages[r.Run.Article.ID].Text)
	var page struct {
		Items []struct {
			Target []struct {
				Selector []struct {
					Type                  string
					Start, End            int
					Exact, Prefix, Suffix string
				}
			}
		}
	}
	decode(t, write(t, report.Formats["annotations"], r, o), &page)
	n := 0
	for _, item := range page.Items {
		for _, target := range item.Target {
			place, quote := target.Selector[0], target.Selector[1]
			n++
			if got := string(text[place.Start:place.End]); got != quote.Exact {
				t.Errorf("the place has %q, the quotation %q", got, quote.Exact)
			}
			if !strings.HasSuffix(string(text[:place.Start]), quote.Prefix) || !strings.HasPrefix(string(text[place.End:]), quote.Suffix) {
				t.Errorf("%q stands between %q and %q", quote.Exact, quote.Prefix, quote.Suffix)
			}
			if place.Start > 0 && quote.Prefix == "" || place.End < len(text) && quote.Suffix == "" {
				t.Errorf("%q has nothing around it", quote.Exact)
			}
		}
	}
	if n != 5 {
		t.Errorf("%d targets, want 5", n)
	}
}

func TestClaimReview(t *testing.T) {
	t.Parallel()
	r := result(t)
	day := func(n int) time.Time { return time.Date(2031, 4, n, 0, 0, 0, 0, time.UTC) }
	mayor, ferry := r.Run.Claims[0].ID, r.Run.Claims[2].ID
	signed := func(claim string, label verify.Label, by string, d int) report.Review {
		return report.Review{Run: "run", Claim: claim, Label: label, By: by, At: day(d), URL: "https://harbor.example/checks/1", Note: "Read all."}
	}
	tests := []struct {
		name    string
		receipt string
		reviews []report.Review
		want    []string // alternateName and value
	}{
		{"nobody signed", "run", nil, nil},
		{"no name", "run", []report.Review{signed(mayor, verify.Supported, " ", 1)}, nil},
		{"another run", "run", []report.Review{{Run: "other", Claim: mayor, Label: verify.Supported, By: "Ada"}}, nil},
		{"not recorded", "", []report.Review{{Claim: mayor, Label: verify.Supported, By: "Ada"}}, nil},
		{"no such claim", "run", []report.Review{signed("none", verify.Supported, "Ada", 1)}, nil},
		{"still to be read", "run", []report.Review{signed(mayor, verify.NeedsReview, "Ada", 1)}, nil},
		{"supported", "run", []report.Review{signed(mayor, verify.Supported, "Ada", 1)}, []string{"Supported 5"}},
		{"against the machine", "run", []report.Review{signed(mayor, verify.Refuted, "Ada", 1)}, []string{"Refuted 1"}},
		{"the latest counts", "run", []report.Review{signed(mayor, verify.Refuted, "Ada", 2), signed(mayor, verify.Mixed, "Bo", 3), signed(mayor, verify.Supported, "Cy", 1)}, []string{"Mixed 3"}},
		{"taken back", "run", []report.Review{signed(mayor, verify.Refuted, "Ada", 1), signed(mayor, verify.NeedsReview, "Ada", 2)}, nil},
		{"unproven has no number", "run", []report.Review{signed(ferry, verify.NotFound, "Ada", 1)}, []string{"Unproven 0"}},
		{"in the order of the story", "run", []report.Review{signed(ferry, verify.NotFound, "Ada", 1), signed(mayor, verify.Supported, "Ada", 1)}, []string{"Supported 5", "Unproven 0"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var doc struct {
				Graph []struct {
					Claimed string                `json:"claimReviewed"`
					Author  struct{ Name string } `json:"author"`
					Rating  map[string]any        `json:"reviewRating"`
				} `json:"@graph"`
			}
			var b bytes.Buffer
			w := report.Formats["claimreview"](&b)
			o := report.Options{Receipt: verify.Receipt{ID: tt.receipt}, Reviews: tt.reviews}
			if err := errors.Join(w.Write(r, o), w.Close()); err != nil {
				t.Fatal(err)
			}
			decode(t, b.Bytes(), &doc)
			if len(doc.Graph) != len(tt.want) {
				t.Fatalf("%d reviews, want %v:\n%s", len(doc.Graph), tt.want, b.String())
			}
			remark, ok := w.(report.Remarker)
			if !ok || (remark.Remark() == "") != (len(tt.want) > 0) {
				t.Error("an empty graph is explained, and only that")
			}
			for i, want := range tt.want {
				g := doc.Graph[i]
				value, _ := g.Rating["ratingValue"].(float64) // absent without a number
				if got := fmt.Sprintf("%v %v", g.Rating["alternateName"], value); got != want || g.Claimed == "" || g.Author.Name == "" {
					t.Errorf("%+v, want %q", g, want)
				}
			}
		})
	}
}
