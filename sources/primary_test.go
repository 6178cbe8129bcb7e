package sources_test

import (
	"strings"
	"testing"

	"secondsource/claims"
	"secondsource/sources"
)

// TestIsPrimary holds what is taken for a primary document: one of them makes a claim supported.
func TestIsPrimary(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		ref  claims.Ref
		want bool
	}{
		{"marked by the desk", claims.Ref{URL: "https://court.kestria.example/rulings/7", Primary: true}, true},
		{"marked, and without an address", claims.Ref{Publisher: "Harbour Authority", Primary: true}, true},
		{"not marked, on a host that nobody knows", claims.Ref{URL: "https://court.kestria.example/rulings/7"}, false},
		{"a host of the table", claims.Ref{URL: "https://www.bls.gov/news.release/empsit.nr0.htm"}, true},
		{"the same, as the Wayback Machine keeps it", claims.Ref{URL: "https://web.archive.org/web/2031/https://www.bls.gov/x"}, true},
		{"a host that only ends alike", claims.Ref{URL: "https://notbls.gov/x"}, false},
		{"a host that only begins alike", claims.Ref{URL: "https://bls.gov.example/x"}, false},
		{"an address in another's path", claims.Ref{URL: "https://copy.example/https://bls.gov/x"}, false},
		{"the site of a government, and not one under its suffix", claims.Ref{URL: "https://someone.gov.uk/x"}, false},
		{"the news service of an issuer", claims.Ref{URL: "https://news.un.org/en/story/1"}, false},
		{"a report marked by mistake, at an outlet of a large owner", claims.Ref{URL: "https://www.wsj.com/1", Primary: true}, false},
		{"the same, by the publisher's name", claims.Ref{URL: "https://copy.example/1", Publisher: "wsj.com", Primary: true}, false},
		{"an agency's report", claims.Ref{URL: "https://a.example/1", Publisher: "Reuters", Primary: true}, false},
		{"a post on a platform", claims.Ref{URL: "https://court.substack.com/p/1", Primary: true}, false},
		{"nothing", claims.Ref{}, false},
	} {
		if got := sources.IsPrimary(c.ref); got != c.want {
			t.Errorf("%s: %+v is primary: %t, want %t", c.name, c.ref, got, c.want)
		}
	}
}

func TestIssuers(t *testing.T) {
	t.Parallel()
	if got := sources.Issuers("https://data.bls.gov/table"); len(got) < 2 || got[0] != "Bureau of Labor Statistics" {
		t.Errorf("got %q", got)
	}
	if got := sources.Issuers("https://harbor.example/1"); got != nil {
		t.Errorf("got %q for a host that is not in the table", got)
	}
}

// TestPrimaryRecord holds the field of a JSON Lines record, and that it is no part of the piece's ID.
func TestPrimaryRecord(t *testing.T) {
	t.Parallel()
	lines := strings.Join([]string{
		`{"url":"https://court.example/7","text":"The ban is void.","primary":true}`,
		`{"url":"https://court.example/8","text":"The ban is void."}`,
		`{"url":"https://court.example/9","text":"The ban is void.","primary":"yes"}`,
	}, "\n")
	path := put(t, t.TempDir(), "rulings.jsonl", lines)
	var got []bool
	failed := 0
	for a, err := range sources.Documents(t.Context(), path) {
		if err != nil {
			failed++
			continue
		}
		got = append(got, a.Primary)
		if a.ID != claims.ArticleID(a.URL, a.Text) {
			t.Errorf("the ID of %s is not that of its address and text", a.URL)
		}
	}
	if len(got) != 2 || !got[0] || got[1] || failed != 1 {
		t.Errorf("primary %v with %d bad records, want [true false] with 1", got, failed)
	}
}
