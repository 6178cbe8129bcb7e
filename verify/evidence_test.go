package verify_test

import (
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/verify"
)

// TestCheckNoStory: a page that says that it is an error, or the front page that an address led to, is told as unread, whatever
// words it has; a page read without its structure is kept and shown, and counts for nothing.
func TestCheckNoStory(t *testing.T) {
	t.Parallel()
	with := func(a claims.Article, change func(a *claims.Article)) claims.Article {
		change(&a)
		return a
	}
	other := piece("other.example", otherWords)
	own := piece("own.example", ownWords)
	tests := []struct {
		name     string
		page     claims.Article
		label    verify.Label
		supports int
		kept     bool
		told     string
	}{
		{"a story", own, verify.Supported, 2, true, ""},
		{"an error page", with(own, func(a *claims.Article) { a.Signs = []claims.Sign{claims.SignNotFound} }), verify.NeedsReview, 1, false, "calls itself an error page"},
		{"a front page", with(own, func(a *claims.Article) { a.Signs = []claims.Sign{claims.SignMetered, claims.SignRedirect} }), verify.NeedsReview, 1, false, "led to the front page"},
		{"behind a wall", with(own, func(a *claims.Article) { a.Signs = []claims.Sign{claims.SignPaywall} }), verify.Supported, 2, true, ""},
		{"read by its tokens", with(own, func(a *claims.Article) { a.Rules.Text = claims.RuleTokens }), verify.NeedsReview, 1, true, ""},
		{"read by its paragraphs", with(own, func(a *claims.Article) { a.Rules.Text = claims.RuleParagraphs }), verify.Supported, 2, true, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := check(t, newPipeline(verify.Coverage{Name: "shelf", Provider: &shelf{pages: []claims.Article{tt.page, other}}}))
			v := r.Run.Verdicts[0]
			if v.Label != tt.label || v.Supports != tt.supports {
				t.Errorf("got %s by %d, want %s by %d", v.Label, v.Supports, tt.label, tt.supports)
			}
			shown := false
			for _, e := range v.Evidence {
				shown = shown || e.Article == tt.page.ID
				if e.Loose != (e.Article == tt.page.ID && tt.page.Rules.Text == claims.RuleTokens) {
					t.Errorf("evidence of %s: loose %t", r.Pages[e.Article].URL, e.Loose)
				}
			}
			if _, kept := r.Pages[tt.page.ID]; kept != tt.kept || shown != tt.kept {
				t.Errorf("kept %t and shown %t, want %t", kept, shown, tt.kept)
			}
			var told []string
			for _, p := range r.Run.Problems {
				told = append(told, p.Stage+": "+p.Message)
			}
			if all := strings.Join(told, "\n"); tt.told == "" && all != "" || !strings.Contains(all, tt.told) {
				t.Errorf("problems %q, want %q", all, tt.told)
			}
		})
	}
	alone := newPipeline(verify.Coverage{Name: "shelf", Provider: &shelf{pages: []claims.Article{tests[1].page}}})
	if v := check(t, alone).Run.Verdicts[0]; v.Label != verify.NeedsReview {
		t.Errorf("only an error page was found: %s, want needs_review", v.Label)
	}
}

// TestCheckKeepsFivePassages: every passage of a page that tells something is kept, with its place in the stored copy.
func TestCheckKeepsFivePassages(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	for _, who := range []string{"Port officials", "Two drivers", "The ferry line", "A union", "The council", "The mayor"} {
		text.WriteString(who + " said that the Varn bridge is closed to lorries over 12 tonnes since 3 March, and that drivers queue.\n")
		text.WriteString("Gulls were seen on the quay in the morning, as on every day of that cold month.\n")
	}
	page := piece("long.example", text.String())
	r := check(t, newPipeline(verify.Coverage{Name: "shelf", Provider: &shelf{pages: []claims.Article{page}}}))
	evidence := r.Run.Verdicts[0].Evidence
	if len(evidence) != verify.DefaultLimits().Passages {
		t.Fatalf("%d passages were kept, want %d: %+v", len(evidence), verify.DefaultLimits().Passages, evidence)
	}
	for i, e := range evidence {
		if !e.Quote.Fits(page.Text) || !e.Passage.Contains(e.Quote) || !strings.Contains(page.Text[e.Quote.Start:e.Quote.End], "bridge") {
			t.Errorf("evidence %d quotes %v of passage %v", i, e.Quote, e.Passage)
		}
		if i > 0 && e.Stance == evidence[i-1].Stance && e.P.Of(e.Stance) > evidence[i-1].P.Of(e.Stance) {
			t.Errorf("evidence %d is surer than the one before it", i)
		}
		for _, before := range evidence[:i] {
			if before.Passage.Overlaps(e.Passage) {
				t.Errorf("passages %v and %v overlap", before.Passage, e.Passage)
			}
		}
	}
	if v := r.Run.Verdicts[0]; v.Supports+v.Reports != 1 {
		t.Errorf("one page counts as %d and %d origins", v.Supports, v.Reports)
	}
}

// TestCheckPrimary: what a document is travels from the archive to the group and the verdict, and is enough alone.
func TestCheckPrimary(t *testing.T) {
	t.Parallel()
	doc := piece("court.example", ownWords)
	doc.Primary = true
	r := check(t, newPipeline(verify.Coverage{Name: "shelf", Provider: &shelf{pages: []claims.Article{doc}}}))
	v := r.Run.Verdicts[0]
	if v.Label != verify.Supported || v.Supports != 1 || v.Primary != 1 {
		t.Errorf("got %s by %d, %d primary; want supported by 1, 1", v.Label, v.Supports, v.Primary)
	}
	marked := 0
	for _, g := range r.Run.Coverage {
		for _, a := range g.Articles {
			if a.Primary {
				marked++
			}
		}
	}
	if marked != 1 || !r.Pages[doc.ID].Primary {
		t.Errorf("%d marked in the groups, and on the page %t", marked, r.Pages[doc.ID].Primary)
	}
	known := piece("www.bls.gov", ownWords)
	r = check(t, newPipeline(verify.Coverage{Name: "shelf", Provider: &shelf{pages: []claims.Article{known}}}))
	if v := r.Run.Verdicts[0]; v.Label != verify.Supported || v.Primary != 1 || !r.Pages[known.ID].Primary {
		t.Errorf("a host of the table gives %s with %d primary", v.Label, v.Primary)
	}
	report := piece("wsj.com", ownWords)
	report.Primary = true
	r = check(t, newPipeline(verify.Coverage{Name: "shelf", Provider: &shelf{pages: []claims.Article{report}}}))
	if v := r.Run.Verdicts[0]; v.Label != verify.NeedsReview || v.Primary != 0 || r.Pages[report.ID].Primary {
		t.Errorf("a news report marked as primary gives %s with %d primary", v.Label, v.Primary)
	}
}

// TestAgain: scoring what was found once more gives the same, and stricter rules give less.
func TestAgain(t *testing.T) {
	t.Parallel()
	pages := []claims.Article{piece("own.example", ownWords), piece("other.example", otherWords)}
	p := newPipeline(verify.Coverage{Name: "shelf", Provider: &shelf{pages: pages}})
	p.Extract = verify.Whole{}
	r, err := p.Check(t.Context(), claims.NewArticle(claims.Ref{}, "  "+bridgeClaim+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Run.Claims[0]; got.Kind != claims.KindNobody || r.Pages[got.Article].Words(got.Content) != bridgeClaim {
		t.Fatalf("the claim is %+v, want the whole text in nobody's voice", got)
	}
	if again := r.Again(verify.DefaultRules()); again[0].Label != verify.Supported || again[0].Supports != 2 || again[0].Score != r.Run.Verdicts[0].Score {
		t.Errorf("again: %s by %d, first %s by %d", again[0].Label, again[0].Supports, r.Run.Verdicts[0].Label, r.Run.Verdicts[0].Supports)
	}
	for _, rules := range []verify.Rules{{Origins: 3, CountsFrom: 0.5}, {Origins: 2, CountsFrom: 0.99}} {
		if again := r.Again(rules); again[0].Label != verify.NeedsReview {
			t.Errorf("%+v: %s, want needs_review", rules, again[0].Label)
		}
	}
	if blank, err := p.Check(t.Context(), claims.NewArticle(claims.Ref{}, " \n")); err != nil || len(blank.Run.Claims) != 0 {
		t.Errorf("a blank text has claims %v, %v", blank.Run.Claims, err)
	}
}
