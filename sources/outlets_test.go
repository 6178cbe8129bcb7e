package sources_test

import (
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/sources"
)

// Each case is two pieces of unrelated text; all that can join them is who carries them.
func TestOutlets(t *testing.T) {
	type side struct{ url, publisher, canonical string }
	tests := []struct {
		name string
		a, b side
		want string // in Why; "" if the two stay apart
	}{
		{"http, https, port and case", side{url: "http://HP.example:8080/a"}, side{url: "https://hp.example/b"}, "one publisher: hp.example"},
		{"user and trailing dot", side{url: "https://reader@hp.example./a"}, side{url: "https://hp.example/b"}, "one publisher: hp.example"},
		{"a name of umlauts and its ASCII form", side{url: "https://bücher.example/a"}, side{url: "https://xn--bcher-kva.example/b"}, "one publisher: xn--bcher-kva.example"},
		{"two blogs of one host", side{url: "https://one.blogspot.com/a"}, side{url: "https://two.blogspot.com/b"}, ""},
		{"one blog", side{url: "https://one.blogspot.com/a"}, side{url: "https://one.blogspot.com/b"}, "one publisher: one.blogspot.com"},
		{"one address of four numbers", side{url: "http://192.0.2.7/a"}, side{url: "http://192.0.2.7/b"}, "one publisher: 192.0.2.7"},
		{"addresses that end alike", side{url: "http://192.0.2.7/a"}, side{url: "http://198.51.2.7/b"}, ""},
		{"one machine of the local network", side{url: "http://newsroom/a"}, side{url: "http://newsroom/b"}, "one publisher: newsroom"},
		{"files", side{url: "file://disk/a"}, side{url: "file://disk/b"}, ""},
		{"addresses without scheme are paths", side{url: "hp.example/a"}, side{url: "hp.example/b"}, ""},
		{"broken addresses", side{url: "http://[::1"}, side{url: "http://[::1/x"}, ""},
		{"a bare public suffix", side{url: "https://co.uk/a"}, side{url: "https://co.uk/b"}, "one publisher: co.uk"},

		{"capitals and The", side{publisher: "THE HARBOR POST", url: "a"}, side{publisher: "Harbor Post", url: "b"}, "one publisher: "},
		{"ampersand", side{publisher: "Coast & Sea", url: "a"}, side{publisher: "Coast and Sea", url: "b"}, "one publisher: "},
		{"a company's form", side{publisher: "Harbor Post, Inc.", url: "a"}, side{publisher: "Harbor Post Online", url: "b"}, "one publisher: "},
		{"an agency's two names", side{publisher: "AP", url: "a"}, side{publisher: "The Associated Press", url: "b"}, "one publisher: "},
		{"an agency and its site", side{publisher: "Reuters", url: "a"}, side{url: "https://www.reuters.com/b"}, "one publisher: Reuters"},
		{"a host as publisher", side{publisher: "www.hp.example", url: "a"}, side{url: "https://news.hp.example/b"}, "one publisher: "},
		{"names that say nothing", side{publisher: "Admin", url: "a"}, side{publisher: "admin", url: "b"}, ""},
		{"only The", side{publisher: "The", url: "a"}, side{publisher: "Other", url: "b"}, ""},
		{"punctuation for a name", side{publisher: "—", url: "a"}, side{publisher: "…", url: "b"}, ""},
		{"names that begin alike", side{publisher: "Harbor Post", url: "a"}, side{publisher: "Harbor Post Sunday", url: "b"}, ""},

		{"two country domains", side{url: "https://kestrelbuzz.de/a"}, side{url: "https://kestrelbuzz.co.uk/b"}, "one outlet under two domains, "},
		{"no country among them", side{url: "https://kestrelbuzz.com/a"}, side{url: "https://kestrelbuzz.org/b"}, ""},
		{"initials", side{url: "https://abc.es/a"}, side{url: "https://abc.net.au/b"}, ""},
		{"a portal's country domains", side{url: "https://medium.com/a", publisher: "Jon"}, side{url: "https://medium.de/b"}, ""},

		{"a canonical link with other parameters", side{url: "https://p.example/1", canonical: "https://hp.example/x?id=7&utm_medium=rss"}, side{url: "http://www.hp.example/x/?id=7"}, "canonical link from p.example to hp.example"},
		{"the mobile page", side{url: "https://p.example/1", canonical: "https://m.hp.example/x"}, side{url: "https://hp.example/x"}, "canonical link from p.example to hp.example"},
		{"a canonical link to another piece of the outlet", side{url: "https://p.example/1", canonical: "https://hp.example/x"}, side{url: "https://hp.example/y"}, "canonical link from p.example to hp.example"},
		{"canonical links to one outlet", side{url: "https://p.example/1", canonical: "https://hp.example/x"}, side{url: "https://q.example/1", canonical: "https://hp.example/y"}, "canonical link from q.example to hp.example"},
		{"a saved page and the page", side{url: "saved.html", canonical: "https://hp.example/x"}, side{url: "https://hp.example/x"}, "canonical link from saved.html to hp.example"},
		{"a canonical link to itself", side{url: "https://p.example/1", canonical: "https://p.example/1"}, side{url: "https://q.example/1", canonical: "https://q.example/1"}, ""},
		{"a canonical link to a front page", side{url: "https://p.example/1", canonical: "https://hp.example"}, side{url: "https://hp.example/x"}, ""},
		{"a broken canonical link", side{url: "https://p.example/1", canonical: "https://%zz/"}, side{url: "https://q.example/1", canonical: "https://%zz/"}, ""},
		{"two publishers on a portal", side{url: "https://news.yahoo.com/1", publisher: "Harbor Post"}, side{url: "https://uk.yahoo.com/2", publisher: "Coast Daily"}, ""},
		{"two originals on a portal", side{url: "https://www.msn.com/1", canonical: "https://hp.example/x"}, side{url: "https://www.msn.com/2", canonical: "https://coast.example/y"}, ""},
		{"the portal itself", side{url: "https://news.yahoo.com/1", publisher: "Yahoo News"}, side{url: "https://uk.yahoo.com/2", publisher: "yahoo news"}, "one publisher: Yahoo News"},
		{"a kept copy", side{url: "https://web.archive.org/web/2027/http://hp.example/x?a=1"}, side{url: "https://p.example/1", canonical: "https://hp.example/x?a=1"}, "canonical link from p.example to hp.example"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := canonical(piece(test.a.publisher, test.a.url, 3, releaseOne), test.a.canonical)
			b := canonical(piece(test.b.publisher, test.b.url, 4, quoteTwo), test.b.canonical)
			groups := sources.Groups([]claims.Article{a, b})
			if joined := len(groups) == 1; joined != (test.want != "") {
				t.Fatalf("%+v and %+v joined %v, want %v:\n%s", test.a, test.b, joined, !joined, whys(groups))
			}
			if test.want != "" && !strings.Contains(groups[0].Why, test.want) {
				t.Errorf("got %q, want %q in it", groups[0].Why, test.want)
			}
		})
	}
}
