package report_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/sources"
	"secondsource/verify"
)

// ruled is a rule as the options name it.
var ruled = verify.RuleInfo{
	ID: "ANON-BARE", Severity: verify.Error, Finds: "a claim laid to nobody in particular", Why: "A reader cannot weigh it.",
	Origin: []string{"A house style of ours, 2031"}, Fix: "Say who.",
}

// pageLint is the story of result with findings and without anything searched.
func pageLint(t *testing.T) (verify.Result, report.Options) {
	t.Helper()
	r := result(t)
	story := r.Run.Article
	ferry := r.Run.Claims[2]
	r.Run.Verdicts, r.Run.Coverage, r.Run.Problems, r.Run.Setup = []verify.Verdict{}, []sources.Group{}, nil, verify.Setup{Program: "test", Extractor: "rules/1", Rules: "house 0a1b"}
	r.Pages = map[string]claims.Article{story.ID: r.Pages[story.ID]}
	r.Run.Findings = []verify.Finding{
		{Rule: "TENSION", Severity: verify.Warning, At: at(t, storyText, "is shut"), Also: []claims.Span{at(t, storyText, "carried 40")}, AlsoText: []string{"Bridge open"}, Message: "Both cannot stand"},
		{Rule: "ANON-BARE", Severity: verify.Error, Claim: ferry.ID, At: at(t, storyText, "Sources say the ferry"), Message: "“Sources” tells a reader nothing", Fix: "Say who."},
		{Rule: "VAGUE-CROWD", Severity: verify.Info, At: at(t, storyText, "the ferry sank"), Message: "Who are they?", Waived: &verify.Waiver{Reason: "The desk knows them", From: "waivers.toml", By: "night desk"}},
	}
	return r, report.Options{Ref: "bridge.md", Lint: true, Rules: []verify.RuleInfo{ruled}, Known: 2}
}

// large is a check of so many claims, each with passages of every stance, findings of every severity and fact-checks.
func large(t *testing.T, n, passages int) (verify.Result, report.Options) {
	t.Helper()
	var text strings.Builder
	var all []claims.Claim
	kinds := verify.KindOrder
	for i := range n {
		start := text.Len()
		fmt.Fprintf(&text, "Harbor master Odo Venn the %dth said that %d barges lay idle at the north quay of Kestrel Bay on Monday and that nobody had counted them since.", i+1, 100+i)
		at := claims.Span{Start: start + strings.Index(text.String()[start:], "that"), End: text.Len()}
		c := claims.Claim{
			Content: []claims.Span{at}, Sentence: claims.Span{Start: start, End: text.Len()}, Quote: []claims.QuoteForm{claims.QuoteDirect, claims.QuoteMixed, claims.QuoteIndirect}[i%3],
			Attribution: claims.Attribution{Kind: kinds[i%len(kinds)], Class: claims.CueSpeech, Source: []claims.Span{{Start: start, End: start + 23}}, Name: "Odo Venn", Role: "harbor master", Charged: i%5 == 0},
		}
		if c.Kind == claims.KindNobody || c.Kind == claims.KindHearsay {
			c.Source, c.Name, c.Role, c.Class = nil, "", "", ""
		}
		all = append(all, c)
		text.WriteString([]string{" ", "\n\n"}[i%2])
	}
	story := claims.NewArticle(claims.Ref{URL: "https://harbor.example/barges", Publisher: "Harbor Post", Title: "Idle barges crowd the bay", Byline: "Ada Quill"}, text.String())
	run := verify.Run{Version: 1, Article: story.Ref, Setup: verify.Setup{Program: "test", Extractor: "rules/1", Judge: "lexical/1", Providers: []string{"archive"}}}
	pages := map[string]claims.Article{story.ID: story}
	labels := report.LabelOrder
	for i := range 20 {
		words := fmt.Sprintf("The port's own count of piece %d was read out on Tuesday. Some barges, %d of them, lay idle at the north quay, the count says, and no other count has been made of them since the spring of the year before. The port did not comment.", i, 90+i)
		a := claims.NewArticle(claims.Ref{URL: fmt.Sprintf("https://outlet%d.example/2031/03/idle-barges-crowd-the-bay", i), Publisher: fmt.Sprintf("The Outlet No. %d", i), Published: time.Date(2031, 3, 1+i, 0, 0, 0, 0, time.UTC)}, words)
		pages[a.ID] = a
		run.Coverage = append(run.Coverage, sources.Group{ID: fmt.Sprintf("g%d", i+1), Articles: []claims.Ref{a.Ref}, Why: "no shared text with other coverage"})
	}
	for i := range all {
		all[i].Article, all[i].ID = story.ID, fmt.Sprintf("%064d", i)
		v := verify.Verdict{Claim: all[i].ID, Label: labels[i%len(labels)], Supports: i % 3, Refutes: i % 2, Reports: i % 4, Searches: []sources.Search{{Provider: "archive", Hits: 20}}}
		for _, s := range []verify.Stance{verify.Supports, verify.Refutes, verify.Reports} {
			for j := range passages {
				g := run.Coverage[(i+j)%len(run.Coverage)]
				page := pages[g.Articles[0].ID]
				e := verify.Evidence{Claim: v.Claim, Article: page.ID, Group: g.ID, Passage: claims.Span{End: len(page.Text)}, Opinion: verify.Opinion{Stance: s, Quote: at(t, page.Text, "lay idle at the north quay"), Method: verify.Lexical, Judge: "lexical/1"}}
				if j%3 == 0 {
					e.Flags = []verify.Flag{{Kind: verify.NumberFlag, Claim: "100", Passage: "90"}}
				}
				v.Evidence = append(v.Evidence, e)
			}
		}
		if i%10 == 0 {
			v.FactChecks = factChecks()
		}
		run.Verdicts = append(run.Verdicts, v)
	}
	run.Claims = all
	for i, s := range []verify.Severity{verify.Error, verify.Warning, verify.Info} {
		f := verify.Finding{Rule: "ANON-BARE", Severity: s, Claim: all[i].ID, At: all[i].Sentence, Message: "Nobody knows who", Fix: "Say who."}
		run.Findings = append(run.Findings, f)
		f.Waived = &verify.Waiver{Reason: "It is known", From: "text"}
		f.At = all[i+3].Sentence
		run.Findings = append(run.Findings, f)
	}
	return verify.Result{Run: run, Pages: pages}, report.Options{Rules: []verify.RuleInfo{ruled}}
}

func webPage(t *testing.T, r verify.Result, o report.Options) []byte {
	t.Helper()
	return write(t, report.Formats["html"], r, o)
}

func TestPageOfALint(t *testing.T) {
	t.Parallel()
	r, o := pageLint(t)
	page := webPage(t, r, o)
	golden(t, "page-of-a-lint.html", page)
	testPage(t, page)
}

// allowedElements are all that the page is made of. There is no script, form, frame, image or foreign object among them.
var allowedElements = strings.Fields(`html head meta title style body a header p span h1 h2 h3 h4 h5 svg defs pattern rect circle path text desc
	main section div ul ol li nav footer article blockquote mark details summary dl dt dd figure figcaption table thead tbody tr th td caption sup b`)

var allowedAttributes = strings.Fields(`lang charset http-equiv content name class href id role aria-hidden aria-label aria-labelledby tabindex rel data-tip scope
	width height viewbox x y rx r cx cy d text-anchor focusable patternunits patterntransform preserveaspectratio`)

// testPage parses a page back and holds what must be so of every page, whatever its story says.
func testPage(t *testing.T, page []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids, styles := map[string]int{}, 0
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("a comment: %q", n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(allowedElements, n.Data) {
			t.Errorf("element <%s>", n.Data)
		}
		if n.DataAtom == atom.Style {
			styles++
			testPolicy(t, root, n.FirstChild.Data)
		}
		for _, a := range n.Attr {
			if !slices.Contains(allowedAttributes, strings.ToLower(a.Key)) {
				t.Errorf("attribute %s of <%s>", a.Key, n.Data)
			}
			if a.Key == "id" {
				ids[a.Val]++
			}
		}
	}
	if styles != 1 {
		t.Errorf("%d style sheets, want ours alone", styles)
	}
	for id, n := range ids {
		if n != 1 {
			t.Errorf("%d elements are %q", n, id)
		}
	}
	testLinks(t, root, ids)
	return root
}

// testPolicy says that the page lets in its own style sheet and nothing else.
func testPolicy(t *testing.T, root *html.Node, sheet string) {
	t.Helper()
	sum := sha256.Sum256([]byte(sheet))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	for n := range root.Descendants() {
		if attribute(n, "http-equiv") == "Content-Security-Policy" {
			if got := attribute(n, "content"); got != want {
				t.Errorf("policy %q, want %q", got, want)
			}
			return
		}
	}
	t.Error("no policy")
}

// testLinks holds that every link leads to the web or to a place of the page, and that every label is one.
func testLinks(t *testing.T, root *html.Node, ids map[string]int) {
	t.Helper()
	for n := range root.Descendants() {
		for id := range strings.FieldsSeq(attribute(n, "aria-labelledby")) {
			if ids[id] == 0 {
				t.Errorf("a label %q that is not there", id)
			}
		}
		href := attribute(n, "href")
		here, local := strings.CutPrefix(href, "#")
		switch {
		case href == "":
		case local && ids[here] == 0:
			t.Errorf("a link to %q, which is not there", href)
		case !local && !strings.HasPrefix(href, "http://") && !strings.HasPrefix(href, "https://"):
			t.Errorf("a link to %q", href)
		case !local && attribute(n, "rel") != "noreferrer noopener":
			t.Errorf("a link to %q that tells where it was followed", href)
		}
	}
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words are the words of a node as a reader sees them, without the numbers behind marks.
func words(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.DataAtom == atom.Sup:
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		default:
			for c := range n.ChildNodes() {
				walk(c)
			}
			if n.DataAtom == atom.P {
				b.WriteByte('\n')
			}
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// byClass is the first element of that class, nil if there is none.
func byClass(root *html.Node, class string) *html.Node {
	for n := range root.Descendants() {
		if slices.Contains(strings.Fields(attribute(n, "class")), class) {
			return n
		}
	}
	return nil
}

func TestPageOfHostileStory(t *testing.T) {
	t.Parallel()
	evil := `"><script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1) </style></title></svg>{{.}} ` + "\u202e\x1b[31m\x00\ufeff'`"
	r, o := large(t, 6, 5)
	lint, _ := pageLint(t)
	r.Run.Findings = append(r.Run.Findings, lint.Run.Findings[0])
	a := &r.Run.Article
	a.Title, a.Publisher, a.Byline, a.URL = evil, evil, evil, "javascript:alert(1)"
	for i := range r.Run.Claims {
		c := &r.Run.Claims[i]
		c.Name, c.Role, c.Affiliation = evil, evil, evil
		c.Kind, c.Quote = claims.Kind(evil), claims.QuoteForm(evil)
	}
	for i := range r.Run.Verdicts {
		v := &r.Run.Verdicts[i]
		v.Searches[0].Err, v.Searches[0].Provider = evil, evil
		v.FactChecks = []verify.FactCheck{{FactCheck: sources.FactCheck{Claim: evil, Publisher: evil, Rating: evil, URL: "data:text/html," + evil}}}
		v.Label = verify.Label(evil)
		for j := range v.Evidence {
			v.Evidence[j].Flags = []verify.Flag{{Kind: verify.NameFlag, Claim: evil}}
			v.Evidence[j].Group = evil
		}
	}
	for i := range r.Run.Coverage {
		r.Run.Coverage[i].Why, r.Run.Coverage[i].ID = evil, evil
	}
	for i := range r.Run.Findings {
		f := &r.Run.Findings[i]
		f.Rule, f.Severity, f.Message, f.Fix, f.AlsoText = evil, verify.Severity(evil), evil, evil, []string{evil}
		if f.Waived != nil {
			f.Waived = &verify.Waiver{Reason: evil, From: evil, By: evil}
		}
	}
	for id, page := range r.Pages {
		page.URL, page.Publisher, page.Language = `https://x.example/"onmouseover=alert(1)`, evil, `en" onload="alert(1)`
		page.Text = (evil + page.Text)[:len(page.Text)]
		r.Pages[id] = page
	}
	r.Run.Problems = []verify.Problem{{Message: evil}}
	r.Run.Setup = verify.Setup{Program: evil, Extractor: evil, Judge: evil, Endpoint: evil, Providers: []string{evil}}
	o.Ref, o.Ledger, o.Rules[0] = evil, evil, verify.RuleInfo{ID: evil, Finds: evil, Why: evil, Origin: []string{evil}}
	page := webPage(t, r, o)
	testPage(t, page)
	for i, c := range string(page) {
		if c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Co) {
			t.Fatalf("control character %U at byte %d", c, i)
		}
	}
}

// TestPageHasTheWholeStory holds that marks, however they overlap, nest and lie, change nothing of the story's words, and that every
// claim that stands in them has one number, one stop of the keyboard and a way there and back.
func TestPageHasTheWholeStory(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringMatching(`([a-z<&é“” 🚒\x{200b}]{0,6}[ \n]?){0,12}`).Draw(rt, "text")
		story := claims.NewArticle(claims.Ref{Title: "T"}, text)
		span := rapid.Custom(func(rt *rapid.T) claims.Span {
			start := rapid.IntRange(0, len(text)+1).Draw(rt, "start")
			return claims.Span{Start: start, End: rapid.IntRange(start, len(text)+2).Draw(rt, "end")}
		})
		r := verify.Result{Run: verify.Run{Article: story.Ref}, Pages: map[string]claims.Article{story.ID: story}}
		for i := range rapid.IntRange(0, 6).Draw(rt, "claims") {
			c := claims.Claim{ID: fmt.Sprint(i), Article: story.ID, Content: rapid.SliceOfN(span, 1, 3).Draw(rt, "content")}
			c.Kind, c.Source = rapid.SampledFrom(verify.KindOrder).Draw(rt, "kind"), []claims.Span{span.Draw(rt, "source")}
			r.Run.Claims = append(r.Run.Claims, c)
			r.Run.Verdicts = append(r.Run.Verdicts, verify.Verdict{Claim: c.ID, Label: verify.NotFound})
		}
		for range rapid.IntRange(0, 4).Draw(rt, "findings") {
			r.Run.Findings = append(r.Run.Findings, verify.Finding{Rule: "R", Severity: verify.Error, At: span.Draw(rt, "at"), Also: []claims.Span{span.Draw(rt, "also")}})
		}
		root := testPage(t, webPage(t, r, report.Options{}))
		shown := byClass(root, "text")
		if shown == nil {
			if report.Plain(text) != "" {
				rt.Fatalf("the story %q is not there", text)
			}
			return
		}
		if got, want := words(shown), strings.Join(strings.Fields(report.Plain(text)), " "); got != want {
			rt.Fatalf("the page has %q, the story %q", got, want)
		}
		for i, c := range r.Run.Claims {
			testMark(rt, shown, fmt.Sprintf("s1-c%d", i+1), slices.ContainsFunc(c.Content, func(s claims.Span) bool {
				return s.Fits(text) && report.Plain(text[s.Start:s.End]) != ""
			}))
		}
	})
}

// testMark holds that a claim is marked once for the keyboard if it is there at all, and that its card leads back.
func testMark(t *rapid.T, story *html.Node, card string, there bool) {
	stops, anchors := 0, 0
	for n := range story.Descendants() {
		if attribute(n, "href") != "#"+card {
			if attribute(n, "id") == card+"m" {
				t.Fatalf("%s is the anchor of another claim", card)
			}
			continue
		}
		if attribute(n, "tabindex") == "" {
			stops++
		}
		if attribute(n, "id") == card+"m" {
			anchors++
		}
	}
	want := 0
	if there {
		want = 1
	}
	if stops != want || anchors != want {
		t.Fatalf("%s: %d stops and %d anchors, want %d", card, stops, anchors, want)
	}
}

// pageLimit is the most that the page of a check of 40 claims may take.
const pageLimit = 400_000

func TestPageIsSmall(t *testing.T) {
	t.Parallel()
	for _, passages := range []int{1, 3, 50} {
		r, o := large(t, 40, passages)
		page := webPage(t, r, o)
		testPage(t, page)
		t.Logf("40 claims, %d passages of each stance: %d bytes", passages, len(page))
		if len(page) > pageLimit {
			t.Errorf("%d bytes, want at most %d", len(page), pageLimit)
		}
	}
}

func TestPageOfSeveralStories(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	out := report.Formats["html"](&b)
	for range 3 {
		if err := out.Write(result(t), report.Options{}); err != nil {
			t.Fatal(err)
		}
	}
	failer, ok := out.(interface {
		Fail(ref string, err error) error
	})
	if !ok {
		t.Fatal("a story that failed would be lost")
	}
	if err := failer.Fail("late<b>.html", errors.New("late<b>.html is empty")); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	root := testPage(t, b.Bytes())
	contents := byClass(root, "contents")
	if contents == nil || strings.Count(words(contents), "Bridge shut") != 3 || !strings.Contains(words(contents), "late<b>.html") {
		t.Error("the four stories are not listed")
	}
	if !strings.Contains(words(root), "late<b>.html is empty") {
		t.Error("the page does not say why one is missing")
	}
}

// TestPageNeverSaysTrue holds the words of the page itself; how publishers rate a claim is theirs.
func TestPageNeverSaysTrue(t *testing.T) {
	t.Parallel()
	r := result(t)
	for i := range r.Run.Verdicts {
		r.Run.Verdicts[i].FactChecks = nil
	}
	lint, o := pageLint(t)
	for _, page := range [][]byte{webPage(t, r, report.Options{}), webPage(t, lint, o)} {
		if got := regexp.MustCompile(`(?i)\b(true|false)\b`).FindString(words(testPage(t, page))); got != "" {
			t.Errorf("the page says %q", got)
		}
	}
}

// BenchmarkPage writes the page of a text of 1 MB with so many claims.
func BenchmarkPage(b *testing.B) {
	const lines = 100_000
	text := strings.Repeat("a says b.\n", lines)
	story := claims.NewArticle(claims.Ref{Title: "Lines"}, text)
	for _, n := range []int{5_000, 20_000} {
		r := verify.Result{Run: verify.Run{Article: story.Ref}, Pages: map[string]claims.Article{story.ID: story}}
		for i := range n {
			at := claims.Span{Start: 10 * i, End: 10*i + 9}
			r.Run.Claims = append(r.Run.Claims, claims.Claim{
				ID: strconv.Itoa(i), Article: story.ID, Content: []claims.Span{at}, Sentence: at, Attribution: claims.Attribution{Kind: claims.KindPerson},
			})
		}
		b.Run(fmt.Sprintf("%d claims", n), func(b *testing.B) {
			for b.Loop() {
				out := report.Formats["html"](io.Discard)
				if err := errors.Join(out.Write(r, report.Options{Lint: true}), out.Close()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
