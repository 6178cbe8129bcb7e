package sources_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"secondsource/sources"
)

// TestRobotsRules holds RFC 9309 §2.2: whose rules count, which rule wins, how paths are compared. Each case names paths that
// may be read and paths that may not.
func TestRobotsRules(t *testing.T) {
	for _, c := range []struct{ name, text, open, closed string }{
		{"nothing", "", "/ /a", ""},
		{"everything", "User-agent: *\nDisallow: /", "/robots.txt", "/ /a /robots.txt2"},
		{"empty disallow", "User-agent: *\nDisallow:", "/ /a", ""},
		{"by name", "User-agent: *\nDisallow: /\nUser-agent: SecondSource\nDisallow: /b", "/a", "/b"},
		{"by name with a version", "User-agent: secondsource/2.0\nDisallow: /b\nUser-agent: *\nDisallow: /", "/a", "/b"},
		{"another's name", "User-agent: secondsourcebot\nDisallow: /\nUser-agent: second\nDisallow: /", "/a", ""},
		{"no group for us", "User-agent: other\nDisallow: /", "/a", ""},
		{"a group with two agents", "User-agent: other\nUser-agent: secondsource\nDisallow: /b", "/a", "/b"},
		{"our groups are one", "User-agent: secondsource\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: secondsource\nDisallow: /b", "/c", "/a /b"},
		{"a named group without rules", "User-agent: *\nDisallow: /\nUser-agent: secondsource\n", "/a", ""},
		{"rules before any agent", "Disallow: /\nUser-agent: *\nDisallow: /b", "/a", "/b"},
		{"a sitemap between", "User-agent: *\nSitemap: https://x.example/s.xml\nDisallow: /b", "/a", "/b"},
		{"a delay of another's", "User-agent: other\nCrawl-delay: 9\nUser-agent: *\nDisallow: /b", "/a", "/b"},
		{"the longest rule", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/ /a/b /a/b/d", "/a /a/c /a/b/c /a/b/cd"},
		{"allow wins a tie", "User-agent: *\nDisallow: /page\nAllow: /page", "/page", ""},
		{"the order is nothing", "User-agent: *\nAllow: /page\nDisallow: /page", "/page", ""},
		{"stars", "User-agent: *\nDisallow: /*.pdf\nDisallow: /a*b*c", "/x.txt /acb /", "/x.pdf /d/x.pdfs /abc /axbxcx"},
		{"end", "User-agent: *\nDisallow: /*.pdf$\nDisallow: /only$", "/x.pdfs /x.pdf?q /onlyx /only/", "/x.pdf /only /x.pdf.pdf"},
		{"a dollar elsewhere", "User-agent: *\nDisallow: /a$b", "/a /ab", "/a$b /a%24bc"},
		{"front page alone", "User-agent: *\nDisallow: /\nAllow: /$", "/", "/a /?a"},
		{"query", "User-agent: *\nDisallow: /*?print=\nDisallow: /q?", "/a /q", "/a?print=1 /q?x"},
		{"case of paths", "User-agent: *\nDisallow: /Admin", "/admin", "/Admin"},
		{"case of fields", "USER-AGENT: *\nDISALLOW : /b", "/a", "/b"},
		{"comments", "User-agent: * # all\nDisallow: /b # not this\n#Disallow: /a", "/a", "/b"},
		{"escapes", "User-agent: *\nDisallow: /caf%c3%a9\nDisallow: /%7Ejoe\nDisallow: /star%2a", "/cafe /starx", "/café /caf%C3%A9 /~joe /%7ejoe /star* /star%2A"},
		{"bytes beyond ASCII", "User-agent: *\nDisallow: /café", "/cafe", "/café /caf%c3%a9"},
		{"escaped slash", "User-agent: *\nDisallow: /a%2Fb", "/a/b", "/a%2fb"},
		{"byte order mark", "\uFEFFUser-agent: *\nDisallow: /b", "/a", "/b"},
		{"old line ends", "User-agent: *\rDisallow: /b\r\nDisallow: /c", "/a", "/b /c"},
		{"a page of HTML", "<!DOCTYPE html>\n<html><body>\n<p>Disallow: /\n", "/ /a", ""},
		{"bytes that are no text", "User-agent: *\nDisallow: /\xff\xfe\x00b\nDisallow: /b", "/a", "/b"},
		{"a pattern without slash", "User-agent: *\nDisallow: b", "/b /ab", ""},
		{"a pattern of stars", "User-agent: *\nDisallow: ***", "", "/ /a"},
	} {
		for path := range strings.FieldsSeq(c.open) {
			if ok, _ := sources.RobotsAllow([]byte(c.text), path); !ok {
				t.Errorf("%s: %s is forbidden, want allowed by\n%s", c.name, path, c.text)
			}
		}
		for path := range strings.FieldsSeq(c.closed) {
			if ok, _ := sources.RobotsAllow([]byte(c.text), path); ok {
				t.Errorf("%s: %s is allowed, want forbidden by\n%s", c.name, path, c.text)
			}
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"": 0, "0": 0, "1": time.Second, "2.5": 2500 * time.Millisecond, " 10 ": 10 * time.Second, "300": sources.MaxCrawlDelay,
		"301": sources.MaxCrawlDelay, "1e9": sources.MaxCrawlDelay, "1e999": sources.MaxCrawlDelay, "inf": sources.MaxCrawlDelay,
		"-5": 0, "NaN": 0, "five": 0, "5 s": 0,
	} {
		if _, got := sources.RobotsAllow([]byte("User-agent: *\nCrawl-delay: "+value), "/"); got != want {
			t.Errorf("Crawl-delay %q: got %s, want %s", value, got, want)
		}
	}
	if _, got := sources.RobotsAllow([]byte("User-agent: other\nCrawl-delay: 9\nUser-agent: *\nDisallow: /b"), "/"); got != 0 {
		t.Errorf("another's delay: got %s, want 0", got)
	}
}

// TestRobotsCaps holds that what is over a limit is passed over, and that a Disallow that is cut forbids more.
func TestRobotsCaps(t *testing.T) {
	head := "User-agent: *\n"
	long := "/" + strings.Repeat("x", sources.MaxRobotsRule)
	for _, c := range []struct {
		name, text, path string
		want             bool
	}{
		{"a rule within the bytes", head + strings.Repeat("#", sources.MaxRobots-len(head)-12) + "\nDisallow: /", "/a", false},
		{"a rule beyond the bytes", head + strings.Repeat("#", sources.MaxRobots) + "\nDisallow: /", "/a", true},
		{"the last rule", head + strings.Repeat("Disallow: /x\n", sources.MaxRobotsRules-1) + "Disallow: /b", "/b", false},
		{"one rule too many", head + strings.Repeat("Disallow: /x\n", sources.MaxRobotsRules) + "Disallow: /b", "/b", true},
		{"others' rules do not count", "User-agent: other\n" + strings.Repeat("Disallow: /x\n", sources.MaxRobotsRules) + head + "Disallow: /b", "/b", false},
		{"a long disallow is cut", head + "Disallow: " + long + "y$", long[:sources.MaxRobotsRule], false},
		{"a long disallow keeps its start", head + "Disallow: " + long, "/x", true},
		{"a long allow is passed over", head + "Disallow: /\nAllow: " + long, long, false},
		{"no escape is cut in two", head + "Disallow: /" + strings.Repeat("x", sources.MaxRobotsRule-2) + "%41", "/" + strings.Repeat("x", sources.MaxRobotsRule-2), false},
	} {
		if got, _ := sources.RobotsAllow([]byte(c.text), c.path); got != c.want {
			t.Errorf("%s: got %t, want %t", c.name, got, c.want)
		}
	}
}

// TestMatchRobotsIsTheGrammar holds the matcher against the grammar written as a regular expression.
func TestMatchRobotsIsTheGrammar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringMatching(`/[ab/*]{0,8}\$?`).Draw(t, "pattern")
		path := rapid.StringMatching(`/[ab/]{0,12}`).Draw(t, "path")
		plain, toEnd := strings.CutSuffix(pattern, "$")
		expr := "^" + strings.ReplaceAll(regexp.QuoteMeta(plain), `\*`, ".*")
		if toEnd {
			expr += "$"
		}
		if got, want := sources.MatchRobots(pattern, path), regexp.MustCompile(expr).MatchString(path); got != want {
			t.Fatalf("%q on %q: got %t, want %t", pattern, path, got, want)
		}
	})
}

// robotsBombs are the files that took a regular-expression matcher 8.7 s for one path (ingest note §5).
func robotsBombs() map[string]string {
	stars := strings.Repeat("*a", sources.MaxRobotsRule/2)
	return map[string]string{
		"one line of stars": "User-agent: *\nDisallow: /" + strings.Repeat("*a", 250_000) + "b",
		"lines of stars":    "User-agent: *\n" + strings.Repeat("Disallow: /"+stars[:500]+"b\n", sources.MaxRobotsRules),
		"lines of letters":  "User-agent: *\n" + strings.Repeat("Disallow: /*"+strings.Repeat("a", 490)+"b\n", sources.MaxRobotsRules),
		"agents":            strings.Repeat("User-agent: *\n", 40_000) + "Disallow: /b",
		"one long line":     "User-agent: *\nDisallow: /" + strings.Repeat("a", 200_000),
		"colons":            strings.Repeat(":", 500_000),
		"line ends":         strings.Repeat("\r\n", 250_000),
	}
}

func TestRobotsIsLinear(t *testing.T) {
	path := "/" + strings.Repeat("a", sources.MaxFetchable-40)
	for name, text := range robotsBombs() {
		begin := time.Now()
		sources.RobotsAllow([]byte(text), path)
		taken := time.Since(begin)
		t.Logf("%s: %d KB, one path of %d bytes in %s", name, len(text)>>10, len(path), taken.Round(time.Millisecond))
		if taken > hang {
			t.Errorf("%s: took %s", name, taken)
		}
	}
}

func FuzzRobots(f *testing.F) {
	for name, text := range robotsBombs() {
		f.Add([]byte(text[:min(len(text), 300)]), fmt.Sprintf("/%s", name[:3]))
	}
	f.Add([]byte("\uFEFFUser-agent: *\nDisallow: /%zz%4\nAllow: /*$\nCrawl-delay: 1e9"), "/%zz?a=b")
	f.Fuzz(func(t *testing.T, text []byte, path string) {
		ok, delay := sources.RobotsAllow(text, path)
		again, _ := sources.RobotsAllow(text, path)
		if ok != again || delay < 0 || delay > sources.MaxCrawlDelay {
			t.Errorf("%q on %q: %t and %t, delay %s", text, path, ok, again, delay)
		}
	})
}
