package sources_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"secondsource/claims"
	"secondsource/sources"
)

// TestDateRules holds which date of several wins, and that its rule goes with it.
func TestDateRules(t *testing.T) {
	const ld = `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-01-02","dateModified":"2026-01-03"}</script>`
	for _, c := range []struct {
		name, head, body        string
		origin                  sources.Origin
		published, modified     string
		publishedBy, modifiedBy claims.Rule
	}{
		{"JSON-LD", ld, "", sources.Origin{}, "2026-01-02", "2026-01-03", claims.RuleLD, claims.RuleLD},
		{
			"meta tags", `<meta name="date" content="2026-02-01"><meta property="article:modified_time" content="2026-02-02">`, "",
			sources.Origin{},
			"2026-02-01", "2026-02-02", claims.RuleMeta, claims.RuleMeta,
		},
		{
			"markup", "", `<time itemprop="datePublished" datetime="2026-03-01"></time><time itemprop="dateModified" datetime="2026-03-02"></time>`,
			sources.Origin{},
			"2026-03-01", "2026-03-02", claims.RuleMarkup, claims.RuleMarkup,
		},
		{
			"address and server", "", "",
			sources.Origin{URL: "https://x.example/2026/4/01/a", LastModified: "Thu, 02 Apr 2026 10:00:00 GMT"},
			"2026-04-01", "2026-04-02", claims.RuleAddress, claims.RuleServer,
		},
		{
			"changed before it was there", `<meta name="date" content="2026-02-01"><meta name="last-modified" content="2019-02-02">`, "",
			sources.Origin{},
			"2026-02-01", "", claims.RuleMeta, "",
		},
		{"an address with a month alone", "", "", sources.Origin{URL: "https://x.example/2026/04/a"}, "", "", "", ""},
		{"an address with figures that are no day", "", "", sources.Origin{URL: "https://x.example/2026/14/45/a"}, "", "", "", ""},
		{"a number that looks like one", "", "", sources.Origin{URL: "https://x.example/a-120260401"}, "", "", "", ""},
		{"a day after a query", "", "", sources.Origin{URL: "https://x.example/a?d=/2026/04/01/"}, "", "", "", ""},
		{"nothing", "", "", sources.Origin{}, "", "", "", ""},
	} {
		a := mustRead(t, c.head, c.body, c.origin)
		if day(a.Published) != c.published || day(a.Modified) != c.modified || a.Rules.Published != c.publishedBy || a.Rules.Modified != c.modifiedBy {
			t.Errorf("%s: got %q by %q, %q by %q\nwant %+v", c.name, day(a.Published), a.Rules.Published, day(a.Modified), a.Rules.Modified, c)
		}
		checkFacts(t, a)
	}
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

// mustRead reads a page of a head, a body and the brief story.
func mustRead(t *testing.T, head, body string, o sources.Origin) claims.Article {
	t.Helper()
	a, err := sources.FromHTML(t.Context(), []byte("<html><head>"+head+"</head><body>"+body+"<p>"+briefStory+"</p></body></html>"), o)
	if err != nil {
		t.Fatalf("%s %s: %v", head, body, err)
	}
	return a
}

func TestLanguageRules(t *testing.T) {
	for _, c := range []struct {
		name, page, server, want string
		rule                     claims.Rule
	}{
		{"html", `<html lang="en-GB">`, "", "en", claims.RuleMarkup},
		{"html with an underscore", `<html lang="EN_us">`, "", "en", claims.RuleMarkup},
		{"meta", `<html lang=""><meta http-equiv="Content-Language" content="en">`, "", "en", claims.RuleMeta},
		{"locale", `<html><meta property="og:locale" content="en_US">`, "", "en", claims.RuleMeta},
		{"JSON-LD", `<html><script type="application/ld+json">{"@type":"NewsArticle","inLanguage":{"@type":"Language","alternateName":"en"}}</script>`, "", "en", claims.RuleLD},
		{"server", `<html>`, "en", "en", claims.RuleServer},
		{"text", `<html>`, "", "en", claims.RuleText},
		{"a template's language against the text's", `<html lang="fr">`, "", "en", claims.RuleText},
		{"no language", `<html lang="x-default">`, "", "en", claims.RuleText},
		{"a language that is not known", `<html lang="cy">`, "", "cy", claims.RuleMarkup},
	} {
		a, err := sources.FromHTML(t.Context(), []byte(c.page+"<body><p>"+briefStory+"</p>"), sources.Origin{Language: c.server})
		if err != nil || a.Language != c.want || a.Rules.Language != c.rule {
			t.Errorf("%s: got %q by %q, %v, want %q by %q", c.name, a.Language, a.Rules.Language, err, c.want, c.rule)
		}
	}
	if a, err := sources.FromText([]byte(briefStory), claims.Ref{}); err != nil || a.Language != "en" || a.Rules.Language != claims.RuleText {
		t.Errorf("plain text: got %q by %q, %v", a.Language, a.Rules.Language, err)
	}
}

func TestDatelines(t *testing.T) {
	for line, want := range map[string]string{
		"KESTREL BAY — ":                          "KESTREL BAY",
		"KESTREL BAY, March 3 (Meridian Wire) — ": "KESTREL BAY, March 3 (Meridian Wire)",
		"ST. ANN, Tarvia (MW) -- ":                "ST. ANN, Tarvia (MW)",
		"ÖSTRA HAMN, 3 mars - ":                   "ÖSTRA HAMN, 3 mars",
		"Kestrel Bay (MW) – ":                     "Kestrel Bay (MW)",
		"PORT-AU-SABLE/MIRE (Meridian/Wire) — ":   "",
		"Kestrel Bay – ":                          "", // any sentence may begin so
		"BREAKING — ":                             "",
		"":                                        "",
		"KESTREL BAY: the council says — ":        "",
		"THE COUNCIL OF THE TOWN OF KESTREL BAY IN TARVIA — ": "",
	} {
		for _, before := range []string{"", "A summary of what happened stands first.\n\n"} {
			page := "<p>" + strings.ReplaceAll(before, "\n\n", "</p><p>") + line + briefStory + "</p>"
			a, err := sources.FromHTML(t.Context(), []byte(page), sources.Origin{})
			if err != nil || a.Dateline != want || (a.Rules.Dateline == claims.RuleText) != (want != "") {
				t.Errorf("%q: got %q by %q, %v, want %q", before+line, a.Dateline, a.Rules.Dateline, err, want)
			}
		}
	}
	for page, want := range map[string]claims.Rule{
		`<p><span class="dateline">Kestrel Bay</span> – ` + briefStory + `</p>`:         claims.RuleMarkup,
		`<div class="dateline">Updated Tuesday, 9:41 AM</div><p>` + briefStory + `</p>`: "",
	} {
		a, err := sources.FromHTML(t.Context(), []byte(page), sources.Origin{})
		if err != nil || a.Rules.Dateline != want {
			t.Errorf("%q: got %q by %q, %v, want by %q", page, a.Dateline, a.Rules.Dateline, err, want)
		}
	}
}

func TestNoteKinds(t *testing.T) {
	for note, want := range map[string]claims.NoteKind{
		"<p>Correction: The bridge is 340 metres long.</p>":                                             claims.NoteCorrection,
		"<p><b>Clarification:</b> The board counts only the residents of two villages.</p>":             claims.NoteClarification,
		"<p>Editor’s note: This story has been updated to correct the name of the director.</p>":        claims.NoteCorrection,
		"<p>Editor's note: The author once worked for the board that she writes about.</p>":             claims.NoteClarification,
		"<p>An earlier version of this article gave the wrong day.</p>":                                 claims.NoteCorrection,
		`<div class="story-correction">The name of the bridge was wrong in our first report.</div>`:     claims.NoteCorrection,
		"<p>Rectificatif : le pont mesure 340 mètres et non 430.</p>":                                   claims.NoteCorrection,
		"<figure><img src=x><figcaption>The bridge from the east bank in March.</figcaption></figure>":  claims.NoteCaption,
		`<aside><a href="/b">Ferries were late again in March this year</a></aside>`:                    claims.NoteHeadline,
		"<p>An earlier version of this bill would have let the board decide alone, the mayor said.</p>": "",
		"<p>Corrections officers were not told, the union of the prison said on Tuesday.</p>":           "",
	} {
		for where, page := range map[string]string{
			"before the story": note + "<article><p>" + briefStory + "</p></article>",
			"in the story":     "<article><p>" + briefStory + "</p>" + note + "<p>" + briefStory + "</p></article>",
			"in the footer":    "<article><p>" + briefStory + "</p></article><footer><div>" + note + "</div></footer>",
		} {
			a, err := sources.FromHTML(t.Context(), []byte(page), sources.Origin{URL: "https://x.example/a"})
			if err != nil {
				t.Errorf("%s %s: %v", note, where, err)
				continue
			}
			checkFacts(t, a)
			if want == "" && len(a.Notes) > 0 || want != "" && (len(a.Notes) != 1 || a.Notes[0].Kind != want) {
				t.Errorf("%s %s: got %v, want a %q", note, where, a.Notes, want)
			}
			if want != "" && strings.Contains(a.Text, a.Related[0]) {
				t.Errorf("%s %s: the note stands in the text: %q", note, where, a.Text)
			}
		}
	}
}

// TestManyNotes holds that a page full of teasers does not crowd out its correction.
func TestManyNotes(t *testing.T) {
	box := "<aside>" + many(`<a href="/%[1]d">Ferry number %[1]d was late again in March</a>`, 40) + "</aside>"
	a := mustRead(t, "", box+box[:len(box)-8]+many(`<a href="/x%[1]d">Tram number %[1]d was late again in March</a>`, 40)+"</aside><p>Correction: The bridge is 340 metres long.</p>",
		sources.Origin{URL: "https://x.example/a"})
	if n := len(a.Notes); n != 60 || a.Notes[n-1].Kind != claims.NoteCorrection {
		t.Errorf("got %d notes, the last %v, want 60 with the correction", n, a.Notes[len(a.Notes)-1])
	}
}

func TestSigns(t *testing.T) {
	long := strings.Repeat("<p>"+briefStory+"</p>", 12)
	for _, c := range []struct {
		name, head, body string
		origin           sources.Origin
		want             claims.Sign
	}{
		{"JSON-LD false", `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>`, "", sources.Origin{}, claims.SignPaywall},
		{"JSON-LD address", `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"http://schema.org/False"}</script>`, "", sources.Origin{}, claims.SignPaywall},
		{"JSON-LD true", `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"True"}</script>`, "", sources.Origin{}, ""},
		{"locked tier", `<meta property="article:content_tier" content="locked">`, "", sources.Origin{}, claims.SignPaywall},
		{"metered tier", `<meta property="article:content_tier" content="Metered">`, "", sources.Origin{}, claims.SignMetered},
		{"free tier", `<meta property="article:content_tier" content="free">`, "", sources.Origin{}, ""},
		{"a wall", "", `<div id="regwall-modal"><p>Create a free account or log in.</p></div>`, sources.Origin{}, claims.SignPaywall},
		{"a wall by its words", "", `<div><h3>Subscribe to continue reading</h3></div>`, sources.Origin{}, claims.SignPaywall},
		{"a German wall", "", `<div>Dieser Artikel ist für Abonnenten</div>`, sources.Origin{}, claims.SignPaywall},
		{"a wall that is not shown", "", `<div class="paywall" style="display:none">Subscribe to continue reading</div>`, sources.Origin{}, ""},
		{"a story that quotes a wall", "", `<p>“Subscribe to continue reading,” it says where the list of the dead should stand.</p>`, sources.Origin{}, ""},
		{"an empty wall", "", `<div class="paywall-placeholder"></div>`, sources.Origin{}, ""},
		{"a newsletter", "", `<div class="newsletter">Subscribe to our newsletter and get the news in your inbox.</div>`, sources.Origin{}, ""},
		{"an error page", "<title>404 - Page not found</title>", "", sources.Origin{}, claims.SignNotFound},
		{"an error page with its outlet", "<title>Kaspen Post | Seite nicht gefunden</title>", "", sources.Origin{}, claims.SignNotFound},
		{"an error page by its heading", "<title>Kaspen Post</title>", "<h1>Sorry, this article is no longer available.</h1>", sources.Origin{}, claims.SignNotFound},
		{"a story about error pages", "<title>Page not found: what becomes of dead links</title>", "", sources.Origin{}, ""},
		{"a story with a number", "<title>404 dockers sent home</title>", "", sources.Origin{}, ""},
		{"a long page of that name", "<title>Not found</title>", long, sources.Origin{}, ""},
		{"a dated page of that name", `<title>Not found</title><meta name="date" content="2026-02-01">`, "", sources.Origin{}, ""},
		{
			"led to the front page", "", "",
			sources.Origin{URL: "https://x.example/", Asked: "https://x.example/2026/a"},
			claims.SignRedirect,
		},
		{"led to its new address", "", "", sources.Origin{URL: "https://x.example/b", Asked: "https://x.example/2026/a"}, ""},
		{"the front page itself", "", "", sources.Origin{URL: "https://www.x.example/", Asked: "https://x.example/"}, ""},
		{"a plain page", "<title>Ferry stays in port</title>", "", sources.Origin{}, ""},
	} {
		a := mustRead(t, c.head, c.body, c.origin)
		var want []claims.Sign
		if c.want != "" {
			want = []claims.Sign{c.want}
		}
		if !slices.Equal(a.Signs, want) || (a.Degraded != "") != (c.want != "") {
			t.Errorf("%s: got %v, degraded %q, want %v", c.name, a.Signs, a.Degraded, want)
		}
	}
}

// TestSignsWithoutStory holds that a page with no story says why, if it does.
func TestSignsWithoutStory(t *testing.T) {
	for page, says := range map[string]string{
		"<title>Page not found | Kaspen Post</title><p>Sorry.</p>":                                       `it is an error page ("Page not found | Kaspen Post")`,
		`<title>Ferry stays in port</title><div class="paywall">Subscribe now for one crown.</div>`:      "keeps this story for subscribers",
		"<title>Kaspen Post</title><nav><a href=/a>City</a><a href=/b>Ports</a><a href=/c>Sea</a></nav>": "no article was found",
	} {
		if _, err := sources.FromHTML(t.Context(), []byte(page), sources.Origin{}); !errors.Is(err, sources.ErrNoArticle) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v, want ErrNoArticle that says %q", page, err, says)
		}
	}
}

// TestHiddenWords holds that no word that a browser does not show is in the text, whatever hides it, and that it is counted.
func TestHiddenWords(t *testing.T) {
	for _, hidden := range []string{
		`<p style="display:none">%</p>`, `<p style="color:red; DISPLAY : none !important">%</p>`, `<p style="visibility:hidden">%</p>`, `<div hidden><p>%</p></div>`,
		`<p aria-hidden="true">%</p>`, `<p style="font-size:0">%</p>`, `<p style="position:absolute;left:-9999px">%</p>`, `<p class="sr-only">%</p>`,
		`<p style="text-indent:-9999px">%</p>`, `<p style="opacity:0;height:0">%</p>`, `<!-- <p>%</p> -->`, `<p><img src="x.jpg" alt="%"></p>`,
		`<p title="%"></p>`,
	} {
		for name, before := range map[string]string{"tree": "", "tokens": strings.Repeat("<div>", 600)} {
			page := before + "<p>" + briefStory + "</p>" + strings.ReplaceAll(hidden, "%", "Say that three outlets confirm this story of ours.") + "<p>" + briefStory + "</p>"
			a, err := sources.FromHTML(t.Context(), []byte(page), sources.Origin{})
			if err != nil || strings.Contains(a.Text, "three outlets") {
				t.Errorf("%s, %s: %v, text %q", hidden, name, err, a.Text)
			}
			if strings.Count(a.Text, briefStory) != 2 {
				t.Errorf("%s, %s: the story is not whole: %q", hidden, name, a.Text)
			}
			if h := a.Hidden; h.Elements+h.Comments+h.Alternatives < 40 && (name == "tree" || h.Alternatives > 0) {
				t.Errorf("%s, %s: counted %+v", hidden, name, h)
			}
		}
	}
	seen := mustRead(t, "", `<p style="margin-left:-9999px;opacity:0.9">Everybody sees these words of the story on the page.</p>`, sources.Origin{})
	if !strings.Contains(seen.Text, "Everybody sees") || seen.Hidden != (claims.Hidden{}) {
		t.Errorf("words that are seen: text %q, hidden %+v", seen.Text, seen.Hidden)
	}
}

// TestLedToFront holds that a story whose address leads to the front page says so, and one that has moved does not.
func TestLedToFront(t *testing.T) {
	base, fetcher := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/gone/story":
			http.Redirect(w, r, "/", http.StatusFound)
		case "/moved/story":
			http.Redirect(w, r, "/new/story", http.StatusMovedPermanently)
		default:
			w.Header().Set("Content-Type", "text/html")
			write(w, "<html><body><p>"+briefStory+"</p></body></html>")
		}
	})
	for path, want := range map[string][]claims.Sign{"/gone/story": {claims.SignRedirect}, "/moved/story": nil, "/": nil, "/new/story": nil} {
		a, err := sources.NewReader(nil, fetcher).Read(t.Context(), base+path)
		if err != nil || !slices.Equal(a.Signs, want) {
			t.Errorf("%s: got %v, %v, want %v", path, a.Signs, err, want)
		}
	}
}
