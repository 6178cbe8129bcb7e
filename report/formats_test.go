package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"secondsource/claims"
	"secondsource/report"
	"secondsource/sources"
	"secondsource/verify"
)

// checked is result with findings: open ones of each severity, one of two passages and page furniture, one about a piece of
// coverage, and a waived one.
func checked(t *testing.T) verify.Result {
	t.Helper()
	r := result(t)
	ferry := r.Run.Claims[2]
	wire := r.Run.Coverage[1].Articles[0].ID
	r.Run.Findings = []verify.Finding{
		{Rule: "PLANTED", Severity: verify.Warning, Claim: ferry.ID, Article: wire, At: at(t, r.Pages[wire].Text, "Rain."), Message: "The piece instructs a machine"},
		{
			Rule: "TENSION", Severity: verify.Warning, At: at(t, storyText, "is shut"), Message: "“is shut” and “Bridge open again” cannot both stand",
			Also: []claims.Span{at(t, storyText, "the ferry sank")}, AlsoText: []string{"Bridge open again"}, Fix: "Say which holds, and since when.", Fingerprint: "0123456789abcdef",
		},
		{
			Rule: "ANON-BARE", Severity: verify.Error, Claim: ferry.ID, At: at(t, storyText, "Sources"), Message: "“Sources” tells a reader nothing about the source",
			Fix: "Say what kind of source it is and how the source knows, or name it.", Fingerprint: "00aa11bb22cc33dd",
		},
		{Rule: "UNATTRIBUTED", Severity: verify.Info, At: at(t, storyText, "The ferry carried 40 people."), Message: "Nobody is named for “40 people”"},
		{
			Rule: "VAGUE-CROWD", Severity: verify.Warning, At: at(t, storyText, "The port"), Message: "“The port” is a crowd", Fingerprint: "feedfacefeedface",
			Waived: &verify.Waiver{Reason: "The desk knows them: legal cleared it.", From: "text", By: "A. Quill"},
		},
	}
	return r
}

// someRules are what the rules of checked say of themselves, and one that finds nothing there.
func someRules() []verify.RuleInfo {
	return []verify.RuleInfo{
		{ID: "ANON-BARE", Severity: verify.Error, Finds: "a source of whom nothing is said", Why: "A reader cannot weigh it.", Origin: []string{"A house style (2031)"}, Fix: "Name it."},
		{ID: "ROTE", Severity: verify.Info, Finds: "a formula", Why: "It says nothing."},
	}
}

// linted is a story read from an HTML file with what makes columns differ: characters outside the basic plane, combining marks,
// curly quotes, a reference, and lines that end in CR LF.
func linted(t *testing.T) (verify.Result, report.Options) {
	t.Helper()
	src := &sources.Source{Path: "desk/ferry story.html"}
	text := ""
	raw := func(s string) { src.Raw = append(src.Raw, s...) }
	both := func(in, out string) {
		src.Runs = append(src.Runs, sources.SourceRun{
			Text: claims.Span{Start: len(text), End: len(text) + len(out)}, Raw: claims.Span{Start: len(src.Raw), End: len(src.Raw) + len(in)},
		})
		raw(in)
		text += out
	}
	raw("<title>Ferry</title>\r\n<p>")
	both("🚢 “Cafe\u0301,” sources say.", "🚢 “Cafe\u0301,” sources say.")
	raw("</p>\r\n<p>")
	text += "\n"
	both("Nobody", "Nobody")
	both("&rsquo;", "’")
	both("s hurt, critics said.", "s hurt, critics said.")
	raw("</p>\r\n")
	story := claims.NewArticle(claims.Ref{Title: "Ferry"}, text)
	content := at(t, text, "“Cafe\u0301,”")
	c := claims.Claim{
		Article: story.ID, Content: []claims.Span{content}, Sentence: content, Quote: claims.QuoteDirect,
		Attribution: claims.Attribution{Kind: claims.KindAnonymous, Class: claims.CueSpeech, Source: []claims.Span{at(t, text, "sources")}, Cue: []claims.Span{at(t, text, "say")}},
	}
	c.ID = c.NewID()
	return verify.Result{
		Run: verify.Run{
			Version: 1, Article: story.Ref, Claims: []claims.Claim{c}, Setup: verify.Setup{Program: "test", Extractor: "rules/1", Rules: "house/1"},
			Findings: []verify.Finding{
				{Rule: "ANON-BARE", Severity: verify.Error, Claim: c.ID, At: at(t, text, "sources"), Message: "“sources” tells a reader nothing", Fingerprint: "0a"},
				{Rule: "TENSION", Severity: verify.Warning, At: at(t, text, "Nobody’s hurt"), Also: []claims.Span{content}, AlsoText: []string{"Two hurt"}, Message: "“Nobody’s hurt” and “Two hurt” cannot both stand", Fingerprint: "0b"},
				{Rule: "LONG", Severity: verify.Info, At: claims.Span{Start: content.Start, End: len(text)}, Message: "Two lines", Fingerprint: "0c"},
			},
			Problems: []verify.Problem{{Stage: "extract", Message: "A claim was left out."}},
		},
		Pages: map[string]claims.Article{story.ID: story},
	}, report.Options{Lint: true, Source: src, Ref: src.Path, Rules: someRules(), Known: 2}
}

// parsers read each form back, as its consumers do, and give every string in it. A form that is a document is one for all results.
var parsers = map[string]func(t *testing.T, out []byte) []string{
	"text": plainLines, "vale-line": plainLines, "vale-line-severity": plainLines, "github": plainLines,
	"json": jsonStrings, "jsonl": jsonStrings, "rdjsonl": jsonStrings, "vale": oneJSON, "annotations": oneJSON, "claimreview": oneJSON,
	"sarif": parseSARIF, "junit": parseJUnit, "csv": parseCSV,
}

func plainLines(_ *testing.T, out []byte) []string { return strings.Split(string(out), "\n") }

func oneJSON(t *testing.T, out []byte) []string {
	t.Helper()
	if !json.Valid(out) {
		t.Fatalf("not one JSON document: %s", out)
	}
	return jsonStrings(t, out)
}

// jsonStrings are the strings of a stream of JSON values.
func jsonStrings(t *testing.T, out []byte) []string {
	t.Helper()
	var all []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			all = append(all, v)
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for k, e := range v {
				all = append(all, k)
				walk(e)
			}
		}
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var v any
		err := dec.Decode(&v)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%v in %s", err, out)
		}
		walk(v)
	}
}

// parseSARIF holds a log against the schema of OASIS, which the module of the test brings, and knows no field that it does not.
func parseSARIF(t *testing.T, out []byte) []string {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(out))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&sarif.Report{}); err != nil {
		t.Fatal(err)
	}
	log, err := sarif.FromBytes(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := log.Validate(); err != nil {
		t.Fatal(err)
	}
	return oneJSON(t, out)
}

func parseJUnit(t *testing.T, out []byte) []string {
	t.Helper()
	var all []string
	open, roots := 0, 0
	for dec := xml.NewDecoder(bytes.NewReader(out)); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			if roots != 1 {
				t.Fatalf("%d documents", roots)
			}
			return all
		}
		if err != nil {
			t.Fatalf("%v in %s", err, out)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if open == 0 {
				roots++
			}
			open++
			if !slices.Contains([]string{"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"}, token.Name.Local) {
				t.Fatalf("element %s", token.Name.Local)
			}
			for _, a := range token.Attr {
				all = append(all, a.Value)
			}
		case xml.EndElement:
			open--
		case xml.CharData:
			all = append(all, string(token))
		}
	}
}

func parseCSV(t *testing.T, out []byte) []string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll() // of equal length, or it is an error
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 || rows[0][0] != "row" {
		t.Fatalf("no head in %s", out)
	}
	for _, row := range rows {
		for _, cell := range row {
			if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, " \t\r\n")); strings.ContainsRune("=+-@＝＋－＠", first) {
				t.Errorf("a formula: %q", cell)
			}
		}
	}
	return slices.Concat(rows...)
}

// TestFormatsReadBack holds what each format writes of a check, of a story alone, of nothing and of several stories against a
// parser.
func TestFormatsReadBack(t *testing.T) {
	t.Parallel()
	for name, format := range report.Formats {
		parse := parsers[name]
		if parse == nil {
			if name != "html" { // which has a suite of its own
				t.Errorf("no test reads %s back", name)
			}
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, o := linted(t)
			golden(t, "lint."+name, write(t, format, l, o))
			for n := range 3 {
				var b bytes.Buffer
				w := format(&b)
				for range n {
					if err := errors.Join(w.Write(checked(t), report.Options{Ref: "a.txt", Rules: someRules()}), w.Write(l, o)); err != nil {
						t.Fatal(err)
					}
				}
				if f, ok := w.(report.Failer); ok && n == 2 {
					if err := f.Fail("lost.html", errors.New("it is no story")); err != nil {
						t.Fatal(err)
					}
				}
				if err := w.Close(); err != nil {
					t.Fatal(err)
				}
				parse(t, b.Bytes())
				if _, ok := w.(report.Failer); ok && n == 2 && !strings.Contains(b.String(), "it is no story") {
					t.Error("a story without a result is lost")
				}
			}
		})
	}
}

// evils are words that a page, a file name or a rule of a house may bring.
var evils = []string{
	"\x1b]0;owned\x07\x1b[31mRed\u202e\u2066 \u009b2J\r\b\U000e0041<script>alert(1)</script>",
	"=cmd|' /C calc'!A0", "\t＝1+1", "-1+1", "@SUM(A1)", "a,b:c%0A::error::x\n::stop-commands::x", "]]><x/>&xxe;\x00\xff",
	"[click](javascript:alert(1)) ![](http://evil.example/x) @desk <img src=x onerror=alert(1)>", `"},{"evil":1}`, "--></script><svg onload=alert(1)>", "../../etc/passwd", "{0}{{1}}",
	"::add-mask::the ##[error]x ##vso[task.complete]x ##teamcity[x]",
}

// TestHostileFindings puts hostile words wherever a finding, a rule, a waiver, a file name or a review has its say, and reads
// every format back.
func TestHostileFindings(t *testing.T) {
	t.Parallel()
	for name := range report.Formats {
		for i, evil := range evils {
			t.Run(fmt.Sprintf("%s/%d", name, i), func(t *testing.T) {
				t.Parallel()
				hostile(t, name, evil)
			})
		}
	}
}

func FuzzFormats(f *testing.F) {
	for _, evil := range evils {
		f.Add(evil)
	}
	f.Fuzz(func(t *testing.T, evil string) {
		for _, name := range report.Names() {
			hostile(t, name, evil)
		}
	})
}

// hostile writes a result of hostile words in one format, and expects no control character in it, and no markup of theirs.
func hostile(t *testing.T, name, evil string) {
	t.Helper()
	out := write(t, report.Formats[name], hostileResult(t, evil), hostileOptions(t, evil))
	for i, c := range string(out) {
		if c != '\n' && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Co) && c != '\u200d' { // which joins emoji
			t.Fatalf("%s: control character %U at byte %d", name, c, i)
		}
	}
	if parse := parsers[name]; parse != nil {
		parse(t, out)
	}
	switch name {
	case "sarif":
		messages(t, out, "[click](")
	case "rdjsonl":
		messages(t, out, "[click](")
		messages(t, out, "@")
	case "github":
		commandsOnly(t, out)
	case "text":
		noCommands(t, out)
	}
}

// noCommands looks for what a build server takes for a command when it stands in its log.
func noCommands(t *testing.T, out []byte) {
	t.Helper()
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") || strings.Contains(line, "##vso[") || strings.Contains(line, "##teamcity[") {
			t.Errorf("a command to a build server: %q", line)
		}
	}
}

// messages looks in every value under "message" for what none may hold.
func messages(t *testing.T, out []byte, never string) {
	t.Helper()
	var walk func(v any, message bool)
	walk = func(v any, message bool) {
		switch v := v.(type) {
		case string:
			if message && strings.Contains(v, never) {
				t.Errorf("%q stands in a message: %s", never, v)
			}
		case []any:
			for _, e := range v {
				walk(e, message)
			}
		case map[string]any:
			for k, e := range v {
				walk(e, message || k == "message")
			}
		}
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var v any
		if err := dec.Decode(&v); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		walk(v, false)
	}
}

// commandsOnly says whether every line is a command of the three that we write.
func commandsOnly(t *testing.T, out []byte) {
	t.Helper()
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "::error ") && !strings.HasPrefix(line, "::warning ") && !strings.HasPrefix(line, "::notice ") {
			t.Errorf("no command of ours: %q", line)
		}
	}
}

func hostileResult(t *testing.T, evil string) verify.Result {
	t.Helper()
	r := checked(t)
	story := claims.NewArticle(claims.Ref{URL: evil, Publisher: evil, Title: evil, Byline: evil}, evil+" x")
	if !utf8.ValidString(evil) {
		story.Text = strings.ToValidUTF8(story.Text, "?")
	}
	whole := claims.Span{End: len(story.Text)}
	old := r.Run.Article.ID
	story.ID = old // as the claims have it
	r.Run.Article, r.Pages[old] = story.Ref, story
	for i := range r.Run.Claims {
		c := &r.Run.Claims[i]
		c.Name, c.Content, c.Source, c.Cue, c.Sentence = evil, []claims.Span{whole}, []claims.Span{whole}, []claims.Span{whole}, whole
	}
	for i := range r.Run.Findings {
		f := &r.Run.Findings[i]
		f.Rule, f.Message, f.Fix, f.AlsoText = f.Rule+evil, evil, evil, []string{evil, evil}
		if f.Article == "" {
			f.At, f.Also = whole, []claims.Span{whole, {Start: 5, End: 1 << 30}, {Start: 1, End: 0}}
		}
		if f.Waived != nil {
			f.Waived = &verify.Waiver{Reason: evil, From: evil, By: evil}
		}
	}
	for id, page := range r.Pages {
		if id != old {
			page.URL, page.Publisher = evil, evil
			r.Pages[id] = page
		}
	}
	r.Run.Problems = []verify.Problem{{Stage: "read", What: evil, Message: evil}, {Stage: "limit", What: evil, Message: evil}}
	r.Run.Setup.Program, r.Run.Setup.Rules = evil, evil
	return r
}

func hostileOptions(t *testing.T, evil string) report.Options {
	t.Helper()
	r := result(t)
	o := report.Options{
		Ref: evil, Ledger: evil, Receipt: verify.Receipt{ID: "run"}, Known: 3,
		Source: &sources.Source{Path: evil, Raw: []byte(evil + " x"), Runs: []sources.SourceRun{{Text: claims.Span{End: len(evil)}, Raw: claims.Span{End: len(evil)}}}},
		Rules:  []verify.RuleInfo{{ID: evil, Severity: verify.Error, Finds: evil, Why: evil, Origin: []string{evil}, Fix: evil}},
	}
	for _, c := range r.Run.Claims {
		o.Reviews = append(o.Reviews, report.Review{Run: "run", Claim: c.ID, Label: verify.Refuted, By: evil, Note: evil, URL: evil})
	}
	return o
}
