package sources_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"secondsource/sources"
	"secondsource/testdata/smallweb"
)

// loopbackVectors are ways to write the address of a server on this machine; PORT stands for its port. Names under .example are
// looked up by innerName.
var loopbackVectors = strings.Fields(`
	http://127.0.0.1:PORT http://127.0.0.1.:PORT http://127.000.000.001:PORT http://127.1:PORT http://127.0.1:PORT
	http://2130706433:PORT http://0x7f000001:PORT http://0x7F.0x0.0x0.0x1:PORT http://0x7f.1:PORT http://017700000001:PORT
	http://0177.0.0.1:PORT http://0177.0.0.01:PORT http://0177.1:PORT http://00000000177.0.0.1:PORT http://127.0.0.0x1:PORT
	http://0x7f.0.0.01:PORT http://4294967295:PORT http://0:PORT http://00:PORT http://0x0:PORT http://0.0.0.0:PORT http://0.0:PORT
	http://127.127.127.127:PORT http://127.255.255.254:PORT http://127.0.0.53:PORT http://6425673729:PORT
	http://[::1]:PORT http://[0:0:0:0:0:0:0:1]:PORT http://[0000::0001]:PORT http://[::]:PORT http://[::ffff:127.0.0.1]:PORT
	http://[::ffff:7f00:1]:PORT http://[0:0:0:0:0:ffff:127.0.0.1]:PORT http://[::ffff:0:127.0.0.1]:PORT http://[::127.0.0.1]:PORT
	http://[::7f00:1]:PORT http://[64:ff9b::127.0.0.1]:PORT http://[64:ff9b::7f00:1]:PORT http://[64:ff9b:1::7f00:1]:PORT
	http://[2002:7f00:1::]:PORT http://[2001:0:7f00:1::]:PORT http://[::1%25lo]:PORT http://[::1%25eth0]:PORT http://[fe80::1%25lo]:PORT
	http://localhost:PORT http://LOCALHOST:PORT http://localhost.:PORT http://LocalHost.:PORT http://localhost.localdomain:PORT
	http://a.localhost:PORT http://ip6-localhost:PORT http://loopback:PORT
	http://①②⑦.⓪.⓪.①:PORT http://１２７.０.０.１:PORT http://127。0。0。1:PORT http://127．0．0．1:PORT http://ｌｏｃａｌｈｏｓｔ:PORT
	http://%31%32%37.0.0.1:PORT http://127%2e0%2e0%2e1:PORT http://loc%61lhost:PORT http://127.0.0.1%00.example:PORT
	http://news.example@127.0.0.1:PORT http://news.example:80@127.0.0.1:PORT http://127.0.0.1:PORT@news.example
	http://127.0.0.1:PORT#@news.example http://127.0.0.1:PORT?@news.example http://127.0.0.1:PORT\@news.example
	http://news.example\@127.0.0.1:PORT http://user:pass@127.0.0.1:PORT http://:@127.0.0.1:PORT http://@127.0.0.1:PORT
	http:127.0.0.1:PORT http:/127.0.0.1:PORT http:///127.0.0.1:PORT http:\\127.0.0.1:PORT //127.0.0.1:PORT HTTP://127.0.0.1:PORT
	https://127.0.0.1:PORT http://127.0.0.1:+PORT http://127.0.0.1:0PORT http://127.0.0.1:PORT:80
	http://loopback.example:PORT http://LOOPBACK.EXAMPLE.:PORT http://loopback6.example:PORT http://mapped.example:PORT
	http://mixed.example:PORT http://mixed2.example:PORT http://alias.example:PORT http://chain.example:PORT http://rebind.example:PORT
	http://zero.example:PORT http://0x7f000001.example:PORT http://127.0.0.1.nip.example:PORT http://xn--loopback-4711.example:PORT
`)

// innerVectors are addresses inside a house or a cloud, ports that are no web ports, and ways that are no web.
var innerVectors = strings.Fields(`
	http://169.254.169.254/latest/meta-data/ http://169.254.169.254.:80/ http://2852039166/ http://0xa9fea9fe/ http://0251.0376.0251.0376/
	http://[::ffff:169.254.169.254]/ http://[::ffff:a9fe:a9fe]/ http://[64:ff9b::a9fe:a9fe]/ http://[fd00:ec2::254]/latest/
	http://169.254.170.2/v2/credentials http://100.100.100.200/latest/ http://192.0.0.192/opc/ http://metadata.example/computeMetadata/v1/
	http://10.0.0.1 http://10.255.255.255 https://10.0.0.1 http://167772161 http://0xa000001 http://012.0.0.1 http://10.1
	http://172.16.0.1 http://172.31.255.255 http://192.168.0.1 http://192.168.1 http://3232235521 http://100.64.0.1 http://198.18.0.1
	http://192.0.2.1 http://203.0.113.7 http://224.0.0.1 http://239.255.255.250 http://240.0.0.1 http://255.255.255.255 http://0.1.2.3
	http://[fc00::1] http://[fd12:3456:789a::1] http://[fe80::1] http://[fec0::1] http://[ff02::1] http://[2001:db8::1] http://[3fff::1]
	http://[5f00::1] http://[100::1] http://[2002:a00:1::] http://[64:ff9b:1::a00:1] http://[::ffff:10.0.0.1] http://[::ffff:192.168.0.1]
	http://ten.example http://private.example http://private6.example http://linklocal.example http://teredo.example http://nat64.example
	http://mixedten.example http://aliasten.example http://router.example/admin https://private.example http://printer.example:631
	http://127.0.0.1:22 http://127.0.0.1:25 http://127.0.0.1:3306 http://127.0.0.1:5432 http://127.0.0.1:6379 http://127.0.0.1:9200
	http://127.0.0.1:2375/containers/json http://[::1]:11211 http://93.184.216.34:22 http://93.184.216.34:6379 http://93.184.216.34:8080
	http://public.example:25 http://public.example:0 http://93.184.216.34:65536 http://93.184.216.34:-80
	file:///etc/passwd file://localhost/etc/passwd FILE:/etc/passwd file:etc/passwd ftp://127.0.0.1/ gopher://127.0.0.1:6379/_INFO
	dict://127.0.0.1:11211/stat ldap://127.0.0.1/ tftp://127.0.0.1/ jar:http://127.0.0.1!/ netdoc:///etc/passwd sftp://127.0.0.1/
	data:text/html,words javascript:alert(1) unix:///var/run/docker.sock ws://127.0.0.1/ view-source:http://127.0.0.1/ blob:http://127.0.0.1/x
`)

// innerName is a name server that an attacker may own: every name leads inside, some by way of an alias, some beside a public
// address, one only when it is asked again.
func innerName() func(string) []string {
	var rebound atomic.Int64
	names := map[string][]string{
		"loopback.example": {"127.0.0.1"}, "loopback6.example": {"::1"}, "mapped.example": {"::ffff:127.0.0.1"},
		"mixed.example": {"127.0.0.1", "93.184.216.34"}, "mixed2.example": {"93.184.216.34", "127.0.0.1", "::1"},
		"alias.example": {"loopback.example", "127.0.0.1"}, "chain.example": {"a.example", "b.example", "c.example", "127.0.0.1"},
		"zero.example": {"0.0.0.0"}, "0x7f000001.example": {"127.0.0.1"}, "127.0.0.1.nip.example": {"127.0.0.1"},
		"xn--loopback-4711.example": {"127.0.0.1"}, "metadata.example": {"169.254.169.254"}, "ten.example": {"10.0.0.1"},
		"private.example": {"192.168.0.1"}, "private6.example": {"fd00::1"}, "linklocal.example": {"fe80::1"},
		"teredo.example": {"2001:0:7f00:1::"}, "nat64.example": {"64:ff9b::a00:1"}, "mixedten.example": {"10.0.0.1", "10.0.0.2"},
		"aliasten.example": {"ten.example", "10.0.0.1"}, "router.example": {"192.168.1.1"}, "printer.example": {"10.0.0.9"},
		"public.example": {"93.184.216.34"}, "localhost": {"127.0.0.1"}, "ip6-localhost": {"::1"}, "loopback": {"127.0.0.1"},
		"a.localhost": {"127.0.0.1"}, "localhost.localdomain": {"127.0.0.1"},
	}
	return func(name string) []string {
		if name == "rebind.example" {
			if rebound.Add(1) <= 2 { // one question for each kind of address
				return []string{"93.184.216.34"}
			}
			return []string{"127.0.0.1"}
		}
		return names[name]
	}
}

// A ward counts how vectors end.
type ward struct{ guard, form, own, outside int }

// errOutside is the fail-safe's: a call that the guard let through and that would have left this machine.
var errOutside = errors.New("the test may not leave this machine")

// stayHome lets calls through to loopback alone.
func stayHome(_, address string, _ syscall.RawConn) error {
	if to, err := netip.ParseAddrPort(address); err != nil || !to.Addr().Unmap().IsLoopback() && !to.Addr().IsUnspecified() {
		return errOutside
	}
	return nil
}

// count sorts an error: refused by the guard at the dial, refused by its form before anything was asked, failed on its own, or
// stopped by the fail-safe alone.
func (w *ward) count(err error) {
	switch {
	case errors.Is(err, errOutside):
		w.outside++
	case errors.Is(err, sources.ErrRefused) && (strings.Contains(err.Error(), "private or reserved") || strings.Contains(err.Error(), "no web port")):
		w.guard++
	case errors.Is(err, sources.ErrRefused):
		w.form++
	default:
		w.own++
	}
}

// TestNoFetchReachesInside holds promise 6 of the reliability note. Refusals by the guard and failures of other kinds are counted
// apart, since a vector that no one understands proves nothing; the same vectors without the guard show that it is the guard
// that holds; and a fail-safe behind both keeps the test itself on this machine.
func TestNoFetchReachesInside(t *testing.T) {
	var reached atomic.Int64
	secret := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	t.Cleanup(secret.Close)
	hop := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header()["Location"] = []string{r.URL.Query().Get("to")}
		rw.WriteHeader(http.StatusFound)
	}))
	t.Cleanup(hop.Close)
	port := secret.URL[strings.LastIndexByte(secret.URL, ':')+1:]
	vectors := slices.Concat(loopbackVectors, innerVectors)
	for i, v := range vectors {
		vectors[i] = strings.ReplaceAll(v, "PORT", port)
	}
	if n := 2 * len(vectors); n < 300 {
		t.Fatalf("only %d vectors", n)
	}
	all := func(guarded bool, by string) (ward, int64) {
		f := sources.NewFetcher(sources.FetchOptions{
			Allow: allowed(t, hop.URL), Resolver: smallweb.Resolver(t, innerName()), Total: 2 * time.Second,
		}).Behind(stayHome, guarded)
		if by != "robots.txt" {
			f = f.Named()
		}
		var w ward
		reached.Store(0)
		for _, v := range vectors {
			if by == "redirect" {
				v = hop.URL + "/?" + url.Values{"to": {v}}.Encode()
			}
			before := reached.Load()
			_, err := f.Fetch(t.Context(), v)
			if strings.Contains(v, "rebind.example") && errors.Is(err, errOutside) {
				_, err = f.Fetch(t.Context(), v) // the first answer was a public one, and the guard was right to let it through
			}
			if guarded && (err == nil || reached.Load() != before) {
				t.Errorf("%s reached the secret: %v", v, err)
			}
			if guarded && errors.Is(err, errOutside) {
				t.Errorf("%s: only the fail-safe held it: %v", v, err)
			}
			w.count(err)
		}
		return w, reached.Load()
	}
	for _, by := range []string{"direct", "redirect", "robots.txt"} {
		w, hits := all(true, by)
		t.Logf("%s: %d vectors: %d refused by the guard at the dial, %d by their form, %d failed on their own, %d reached the secret",
			by, len(vectors), w.guard, w.form, w.own, hits)
		if w.guard < 90 || w.guard+w.form+w.own != len(vectors) {
			t.Errorf("%s: %+v of %d, want 90 refusals by the guard at least", by, w, len(vectors))
		}
		open, hits := all(false, by)
		t.Logf("%s without the guard: %d reached the secret, %d would have left this machine", by, hits, open.outside)
		if hits < 15 || open.outside < 40 {
			t.Errorf("%s: the control reached the secret %d times and left %d times, want 15 and 40 at least: the test is blind", by, hits, open.outside)
		}
	}
}

// TestProxy holds that a proxy is used only when it is set, that it is recorded, and that addresses in numbers are still judged.
func TestProxy(t *testing.T) {
	var asked atomic.Value
	asked.Store("")
	proxy := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		asked.Store(r.URL.String())
		write(rw, "words")
	}))
	t.Cleanup(proxy.Close)
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("http_proxy", proxy.URL)
	resolver := smallweb.Resolver(t, innerName())
	plain := sources.NewFetcher(sources.FetchOptions{Resolver: resolver}).Named()
	if _, err := plain.Fetch(t.Context(), "http://ten.example/"); !errors.Is(err, sources.ErrRefused) || asked.Load() != "" {
		t.Errorf("by the environment: got %v, and the proxy was asked for %q", err, asked.Load())
	}
	through, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	through.User = url.UserPassword("desk", "canary-4711")
	kept := &drawer{}
	f := sources.NewFetcher(sources.FetchOptions{Resolver: resolver, Proxy: through, Responses: kept}).Named()
	if _, err := f.Fetch(t.Context(), "http://public.example/a"); err != nil || asked.Load() != "http://public.example/a" {
		t.Errorf("got %v, and the proxy was asked for %q", err, asked.Load())
	}
	if r := kept.last(t); r.Proxy != through.Host {
		t.Errorf("kept proxy %q, want %q", r.Proxy, through.Host)
	}
	for _, address := range []string{
		"http://127.0.0.1/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://localhost/", "http://a.localhost./", "http://127.1/",
		"http://0x7f000001/", "http://2130706433/", "http://169.254.169.254/", "http://public.example:22/", "http://93.184.216.34:8080/",
	} {
		asked.Store("")
		if _, err := f.Fetch(t.Context(), address); !errors.Is(err, sources.ErrRefused) || asked.Load() != "" {
			t.Errorf("%s: got %v, and the proxy was asked for %q", address, err, asked.Load())
		}
	}
}
