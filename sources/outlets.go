package sources

import (
	"net"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"secondsource/claims"
)

// platforms carry the pieces of many publishers under one registrable domain. A piece there belongs to the publisher
// or the original that it names, and to the platform only if it names none.
var platforms = []string{
	"msn.com", "yahoo.com", "google.com", "apple.news", "flipboard.com", "newsbreak.com", "smartnews.com", "medium.com",
	"substack.com", "wordpress.com", "facebook.com", "x.com", "twitter.com", "youtube.com", "reddit.com", "t.me",
	"archive.org", "archive.ph", "archive.today", "ampproject.org",
}

// plainBrands are words that many unrelated outlets have as the name of their domain, so that the same word under two
// country domains says nothing (the Guardian of London and of Lagos).
var plainBrands = []string{
	"argus", "bulletin", "chronicle", "citizen", "courier", "daily", "dailynews", "dispatch", "echo", "economist", "enquirer",
	"examiner", "express", "gazette", "globe", "guardian", "herald", "independent", "inquirer", "journal", "leader",
	"local", "mail", "mercury", "metro", "mirror", "monitor", "nation", "national", "news", "newsroom", "observer", "online",
	"post", "press", "record", "register", "reporter", "review", "sentinel", "standard", "star", "sun", "telegraph",
	"thelocal", "thenation", "thestar", "thesun", "thetimes", "times", "today", "tribune", "voice", "weekly", "world",
}

// emptyNames are what pages give as publisher when nobody filled it in.
var emptyNames = []string{
	"", "admin", "author", "blog", "editor", "home", "homepage", "my site", "na", "news", "none", "null", "publisher", "site",
	"site name", "staff", "undefined", "unknown", "untitled", "website",
}

// An outlet is who carries an article, as far as its address and publisher say.
type outlet struct {
	domain    string // registrable domain, or the host if it has none; "" without a host
	label     string // the domain's name without its suffix
	brand     string // label, or "" if it names no single outlet
	suffix    string // the domain's public suffix
	publisher string // normal form of the publisher's name; "" if it says nothing
	original  string // registrable domain of the canonical address, if it is another
}

// outletOf reads who carries the article.
func outletOf(a claims.Article) outlet {
	o := outlet{domain: domainOf(a.URL), publisher: publisherKey(a.Publisher)}
	if agency := agencyNamed(o.publisher); agency != "" {
		o.publisher = strings.ToLower(agency)
	}
	if d := domainOf(a.Canonical); d != o.domain && addressKey(a.Canonical) != "" {
		o.original = d
	}
	if strings.Contains(o.domain, ".") && net.ParseIP(o.domain) == nil {
		o.suffix, _ = publicsuffix.PublicSuffix(o.domain)
		o.label = strings.TrimSuffix(strings.TrimSuffix(o.domain, o.suffix), ".")
	}
	// Three letters are initials: abc.es has nothing to do with abc.net.au.
	if len(o.label) > 3 && !slices.Contains(plainBrands, o.label) && !slices.Contains(platforms, o.domain) {
		o.brand = o.label
	}
	return o
}

// site is the domain that counts as the article's publisher: none on a platform if the article names a publisher or
// an original of its own.
func (o outlet) site() string {
	if slices.Contains(platforms, o.domain) && (o.original != "" || o.publisher != "" && o.publisher != o.domain) {
		return ""
	}
	return o.domain
}

// publishers gives what the article's publisher is known by: its domain, its name, and the name of the agency whose
// domain it is. Articles with one of them in common have one publisher.
func (o outlet) publishers() []string {
	keys := []string{o.site(), o.publisher}
	if i := slices.IndexFunc(agencies, func(g agency) bool { return g.domain == o.domain }); i >= 0 {
		keys = append(keys, strings.ToLower(agencies[i].name))
	}
	return slices.DeleteFunc(keys, func(key string) bool { return key == "" })
}

// sameBrand says whether two outlets have one name under two suffixes of which one at least is a country's, as a .com
// and its .de edition.
func (o outlet) sameBrand(p outlet) bool {
	return o.brand != "" && o.brand == p.brand && o.suffix != p.suffix && (isCountry(o.suffix) || isCountry(p.suffix))
}

// isCountry says whether a public suffix ends in a country code; all and only those have two letters.
func isCountry(suffix string) bool {
	return len(suffix[strings.LastIndexByte(suffix, '.')+1:]) == 2
}

// siteHost gives the address's host in lower case and ASCII, without port; "" for what is no web address, as a local path.
func siteHost(address string) string {
	u, err := webAddress(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		return ascii
	}
	return host
}

// domainOf gives the registrable domain of an address: all subdomains of one owner share it. A host without one (an
// IP address, a name in the local network) stands for itself.
func domainOf(address string) string {
	host := siteHost(address)
	if host == "" || net.ParseIP(host) != nil {
		return host
	}
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}

// webAddress parses an http or https address, and looks through the Wayback Machine's at the page that it keeps.
func webAddress(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, err
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return &url.URL{}, nil
	}
	if strings.ToLower(u.Hostname()) == "web.archive.org" {
		if at := strings.Index(u.Path, "/http"); at >= 0 && strings.HasPrefix(u.Path, "/web/") {
			if kept, err := url.Parse(u.Path[at+1:]); err == nil && kept.Host != "" {
				kept.RawQuery = u.RawQuery
				return kept, nil
			}
		}
	}
	return u, nil
}

// addressKey gives an address in the form in which two that name one page are equal: scheme, www, tracking parameters,
// fragment and a last slash do not count. "" if it is no web address or a site's front page, which broken pages give as
// the canonical address of every article.
func addressKey(address string) string {
	u, err := webAddress(address)
	host := siteHost(address)
	path := ""
	if err == nil {
		path = strings.TrimSuffix(u.EscapedPath(), "/")
	}
	if host == "" {
		return ""
	}
	query := u.Query()
	for name := range query {
		if isTracking(name) {
			query.Del(name)
		}
	}
	if path == "" && len(query) == 0 {
		return ""
	}
	for _, prefix := range []string{"www.", "m.", "amp."} {
		host = strings.TrimPrefix(host, prefix)
	}
	return host + path + "?" + query.Encode()
}

// isTracking says whether a query parameter only follows the reader about.
func isTracking(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "utm_") || slices.Contains([]string{"fbclid", "gclid", "cmpid", "ref", "src", "smid"}, name)
}

// publisherKey gives a publisher's name in the form in which two ways to write it are equal: "The Harbor Post",
// "Harbor Post Ltd." and "HARBOR POST". A host name or an address gives its registrable domain. "" for a name that says
// nothing.
func publisherKey(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	address := name
	if !IsAddress(address) {
		address = "https://" + name
	}
	host, _, _ := strings.Cut(strings.SplitN(address, "://", 2)[1], "/")
	if !strings.ContainsAny(host, " @") && strings.Contains(host, ".") {
		if domain := domainOf(address); strings.Contains(domain, ".") {
			return domain
		}
	}
	fields := strings.FieldsFunc(strings.NewReplacer("'", "", "’", "", "&", " and ").Replace(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	})
	if len(fields) > 1 && fields[0] == "the" {
		fields = fields[1:]
	}
	for len(fields) > 1 && slices.Contains([]string{"inc", "ltd", "llc", "plc", "gmbh", "corp", "online"}, fields[len(fields)-1]) {
		fields = fields[:len(fields)-1]
	}
	key := strings.Join(fields, " ")
	if slices.Contains(emptyNames, key) {
		return ""
	}
	return key
}
