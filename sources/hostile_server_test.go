package sources_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"secondsource/sources"
)

// The deadline of a fetch from a hostile server, and what it may take beyond it and in memory (reliability note §1, row 7).
const (
	hostileTime  = 400 * time.Millisecond
	maxOverrun   = 500 * time.Millisecond
	hostileSlack = 4*sources.MaxPage + 4<<20
)

const okHead = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

// A script is what a hostile server does on a connection, once it has read a request.
type script func(c net.Conn, quit <-chan struct{})

// say answers with these bytes and hangs up.
func say(parts ...string) script {
	return func(c net.Conn, _ <-chan struct{}) { write(c, strings.Join(parts, "")) }
}

// sayAndHang answers with these bytes and then says no more.
func sayAndHang(parts ...string) script {
	return func(c net.Conn, quit <-chan struct{}) {
		write(c, strings.Join(parts, ""))
		<-quit
	}
}

// forever repeats a part after a start, as fast as it is taken or, with a pause, slowly.
func forever(start, part string, pause time.Duration) script {
	return func(c net.Conn, quit <-chan struct{}) {
		write(c, start)
		again := []byte(part) // once: what the server allocates counts in the measurement, too
		for {
			if _, err := c.Write(again); err != nil {
				return
			}
			if pause == 0 {
				continue
			}
			select {
			case <-quit:
				return
			case <-time.After(pause):
			}
		}
	}
}

// reset answers with these bytes and breaks the connection off.
func reset(part string) script {
	return func(c net.Conn, _ <-chan struct{}) {
		write(c, part)
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0) // what is not sent is dropped, and the other side is told so
		}
	}
}

func packedBody(part string) string { return string(gzipped(part)) }

func withLength(head, body string) string {
	return fmt.Sprintf("%sContent-Length: %d\r\n\r\n%s", head, len(body), body)
}

// hostileServers are the behaviours, each under what the fetch's error must say; "" if the page is to be read.
func hostileServers() map[string]struct {
	says string
	do   script
} {
	gz := okHead + "Content-Encoding: gzip\r\n"
	page := packedBody(strings.Repeat("words and words ", 5000))
	badSum := []byte(page)
	badSum[len(badSum)-6] ^= 1
	zeros := strings.Repeat("\x00", 64<<20)
	block := strings.Repeat("x", 16<<10)
	return map[string]struct {
		says string
		do   script
	}{
		"hangs before the header":       {"does not answer|did not arrive", sayAndHang()},
		"hangs in the first line":       {"does not answer|did not arrive", sayAndHang("HTTP/1.1 200")},
		"hangs in the header":           {"does not answer|did not arrive", sayAndHang(okHead, "X: ")},
		"hangs before the body":         {"did not arrive", sayAndHang(okHead, "Content-Length: 500\r\n\r\n")},
		"hangs in the body":             {"did not arrive", sayAndHang(okHead, "Content-Length: 500\r\n\r\nwords")},
		"hangs in a chunk":              {"did not arrive", sayAndHang(okHead, "Transfer-Encoding: chunked\r\n\r\n5\r\nwor")},
		"hangs in a packed body":        {"did not arrive", sayAndHang(gz, "Content-Length: 90000\r\n\r\n", page[:100])},
		"slow first line":               {"does not answer|did not arrive", forever("", "H", 50*time.Millisecond)},
		"slow header":                   {"does not answer|did not arrive", forever(okHead, "X: x\r\n", 50*time.Millisecond)},
		"slow body":                     {"did not arrive", forever(okHead+"\r\n", "x", 20*time.Millisecond)},
		"slow chunks":                   {"did not arrive", forever(okHead+"Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", 20*time.Millisecond)},
		"endless body":                  {"over the limit|did not arrive", forever(okHead+"\r\n", block, 0)},
		"endless chunks":                {"over the limit|did not arrive", forever(okHead+"Transfer-Encoding: chunked\r\n\r\n", "4000\r\n"+block+"\r\n", 0)},
		"endless header":                {"web server should|did not arrive", forever(okHead, "X: "+block[:1000]+"\r\n", 0)},
		"endless header line":           {"web server should|did not arrive", forever(okHead+"X: ", block, 0)},
		"endless first line":            {"web server should|did not arrive", forever("HTTP/1.1 200 ", block, 0)},
		"many header fields":            {"web server should", say(okHead, strings.Repeat("X: x\r\n", 200_000), "\r\nwords")},
		"flood of 100":                  {"web server should|did not arrive", forever("", "HTTP/1.1 100 Continue\r\n\r\n", 0)},
		"flood of 103":                  {"web server should|did not arrive", forever("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", 0)},
		"switches protocols":            {"no page|web server should", sayAndHang("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")},
		"chunk extensions":              {"web server should|did not arrive|cut off", forever(okHead+"Transfer-Encoding: chunked\r\n\r\n", "1;"+block[:3000]+"\r\nx\r\n", 0)},
		"endless chunk extension":       {"web server should|did not arrive|cut off", forever(okHead+"Transfer-Encoding: chunked\r\n\r\n1;", block, 0)},
		"endless trailer":               {"web server should|did not arrive|cut off", forever(okHead+"Transfer-Encoding: chunked\r\n\r\n0\r\n", "X: x\r\n", 0)},
		"chunk of no size":              {"web server should|cut off", say(okHead, "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nwords")},
		"chunk of negative size":        {"web server should|cut off", say(okHead, "Transfer-Encoding: chunked\r\n\r\n-5\r\nwords")},
		"two lengths":                   {"web server should", say(okHead, "Content-Length: 5\r\nContent-Length: 6\r\n\r\nwords")},
		"length and chunks":             {"", say(okHead, "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n0\r\n\r\n")},
		"length 1e18":                   {"cut off|did not arrive", say(okHead, "Content-Length: 1000000000000000000\r\n\r\nwords")},
		"negative length":               {"web server should", say(okHead, "Content-Length: -1\r\n\r\nwords")},
		"short body":                    {"cut off", say(okHead, "Content-Length: 5000\r\n\r\nwords")},
		"gzip bomb":                     {"over the limit|did not arrive", say(withLength(gz, packedBody(zeros)))},
		"bomb in a bomb":                {"", say(withLength(gz, packedBody(packedBody(zeros))))},
		"nested codings":                {"not asked for", say(withLength(okHead+"Content-Encoding: gzip, gzip\r\n", packedBody(packedBody("words"))))},
		"nested codings in two fields":  {"not asked for", say(withLength(gz+"Content-Encoding: gzip\r\n", packedBody(packedBody("words"))))},
		"br":                            {"not asked for", say(withLength(okHead+"Content-Encoding: br\r\n", "words"))},
		"deflate":                       {"not asked for", say(withLength(okHead+"Content-Encoding: deflate\r\n", "words"))},
		"cut gzip":                      {"cut off", say(withLength(gz, page[:len(page)/2]))},
		"gzip without its sum":          {"cut off", say(withLength(gz, page[:len(page)-4]))},
		"gzip with a bad sum":           {"damaged", say(withLength(gz, string(badSum)))},
		"no gzip":                       {"damaged", say(withLength(gz, "words and words and words"))},
		"gzip members without end":      {"over the limit|did not arrive", forever(gz+"\r\n", packedBody(""), 0)},
		"gzip name without end":         {"damaged|over the limit|did not arrive", forever(gz+"\r\n\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03", block, 0)},
		"redirect to itself":            {"more than 5 times", say("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")},
		"redirect that goes on":         {"more than 5 times", say("HTTP/1.1 307 Temporary Redirect\r\nLocation: x/\r\nContent-Length: 0\r\n\r\n")},
		"redirect to a file":            {"not read", say("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")},
		"redirect inside":               {"private or reserved", say("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")},
		"redirect to nowhere":           {"without saying where", say("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")},
		"redirect to 60 KB":             {"not read", say("HTTP/1.1 302 Found\r\nLocation: /" + block + block + block + "\r\nContent-Length: 0\r\n\r\n")},
		"redirect with an endless body": {"more than 5 times", forever("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", block, 0)},
		"304 to no question":            {"none is kept", say("HTTP/1.1 304 Not Modified\r\n\r\n")},
		"429 for a billion seconds":     {"fewer requests", say("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1000000000\r\nContent-Length: 0\r\n\r\n")},
		"503 with an endless body":      {"in trouble", forever("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1000000000\r\n\r\n", block, 0)},
		"404 with an endless body":      {"no page", forever("HTTP/1.1 404 Not Found\r\n\r\n", block, 0)},
		"status 999":                    {"in trouble", say("HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n")},
		"status 0":                      {"web server should|no page", say("HTTP/1.1 000 No\r\nContent-Length: 0\r\n\r\n")},
		"HTTP/0.9":                      {"web server should", say("<html>words")},
		"HTTP/2 preface":                {"web server should", say("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")},
		"bytes that are no HTTP":        {"web server should", say("\x00\x01\x02\xff\xfe\r\n\r\n")},
		"another service":               {"web server should", say("220 mail.example ESMTP\r\n")},
		"nothing":                       {"cannot be reached|web server should|cut off", say()},
		"reset before the header":       {"cannot be reached|web server should|cut off", reset("")},
		"reset in the body":             {"cannot be reached|cut off", reset(okHead + "Content-Length: 500\r\n\r\nwords")},
		"zero bytes in the header":      {"web server should", say(okHead, "X\x00: a\r\n\r\nwords")},
		"a folded header":               {"", say(okHead, "X: a\r\n b\r\nContent-Length: 5\r\n\r\nwords")},
	}
}

// A rawServer plays a script on every connection.
type rawServer struct {
	l    net.Listener
	quit chan struct{}
	all  sync.WaitGroup
}

func playing(t *testing.T, do script) *rawServer {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &rawServer{l: l, quit: make(chan struct{})}
	s.all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.all.Go(func() { s.play(c, do) })
		}
	})
	return s
}

func (s *rawServer) play(c net.Conn, do script) {
	defer c.Close() //nolint:errcheck // the test is over by then
	in := bufio.NewReaderSize(c, 512)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		if line == "\r\n" {
			break
		}
	}
	do(c, s.quit)
}

func (s *rawServer) stop(t *testing.T) {
	t.Helper()
	close(s.quit)
	if err := s.l.Close(); err != nil {
		t.Error(err)
	}
	s.all.Wait()
}

// TestHostileServers holds promise 7 of the reliability note: no server makes a fetch last longer than its deadline and half a
// second, take more memory than four times the limit and 4 MB, or leave anything running. Each server is met by a named
// page and, as the first thing, by its robots.txt.
func TestHostileServers(t *testing.T) {
	servers := hostileServers()
	if len(servers) < 23 {
		t.Fatalf("only %d behaviours", len(servers))
	}
	var worstTime time.Duration
	var worstBytes uint64
	for _, name := range slices.Sorted(maps.Keys(servers)) {
		c := servers[name]
		for _, by := range []string{"page", "robots.txt"} {
			s := playing(t, c.do)
			base := "http://" + s.l.Addr().String()
			f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, base), Total: hostileTime, Header: hostileTime, Sleep: noSleep})
			if by == "page" {
				f = f.Named()
			}
			taken, bytes, err := measured(t, f, base+"/")
			s.stop(t)
			worstTime, worstBytes = max(worstTime, taken-hostileTime), max(worstBytes, bytes)
			if taken > hostileTime+maxOverrun {
				t.Errorf("%s, %s: took %s, want %s and %s more at most", name, by, taken, hostileTime, maxOverrun)
			}
			if bytes > slack*hostileSlack {
				t.Errorf("%s, %s: allocated %d KB, want %d KB at most", name, by, bytes>>10, slack*hostileSlack>>10)
			}
			if by == "page" && !saysOneOf(err, c.says) {
				t.Errorf("%s: got %v, want one that says %q", name, err, c.says)
			}
		}
	}
	t.Logf("%d behaviours, by page and by robots.txt: worst overrun of the deadline %s, worst allocation %.1f MB (limit %.1f MB)",
		len(servers), worstTime.Round(time.Millisecond), float64(worstBytes)/(1<<20), float64(hostileSlack)/(1<<20))
}

// measured gives the time and the memory of one fetch.
func measured(t *testing.T, f *sources.Fetcher, address string) (time.Duration, uint64, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), hang)
	defer cancel()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begin := time.Now()
	p, err := f.Fetch(ctx, address)
	taken := time.Since(begin)
	runtime.ReadMemStats(&after)
	if err != nil && len(p.Body) > 0 {
		t.Errorf("%s: %d bytes of a page that failed: %v", address, len(p.Body), err)
	}
	return taken, after.TotalAlloc - before.TotalAlloc, err
}

func saysOneOf(err error, says string) bool {
	if says == "" || err == nil {
		return (err == nil) == (says == "")
	}
	return slices.ContainsFunc(strings.Split(says, "|"), func(s string) bool { return strings.Contains(err.Error(), s) })
}

// TestUnknownCertificate holds that a server whose name nobody vouches for is not read.
func TestUnknownCertificate(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { write(rw, "words") }))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it would complain that nobody believes it
	s.StartTLS()
	t.Cleanup(s.Close)
	f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, s.URL)}).Named()
	if _, err := f.Fetch(t.Context(), s.URL); err == nil || !strings.Contains(err.Error(), "does not prove that it is the site") {
		t.Errorf("got %v", err)
	}
}

// TestSilentNameServer holds that a name server that never answers keeps no fetch waiting.
func TestSilentNameServer(t *testing.T) {
	silent, err := (&net.ListenConfig{}).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close() //nolint:errcheck // nothing was sent
	resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", silent.LocalAddr().String())
	}}
	f := sources.NewFetcher(sources.FetchOptions{Resolver: resolver, Total: hostileTime, Header: hostileTime})
	taken, _, err := measured(t, f, "http://outlet.example/")
	if !saysOneOf(err, "did not arrive|does not answer") || taken > hostileTime+maxOverrun {
		t.Errorf("got %v after %s", err, taken)
	}
}

// TestTLSGarbage holds that a server that speaks no TLS is an error in a sentence.
func TestTLSGarbage(t *testing.T) {
	for name, c := range map[string]struct {
		says string
		do   func(net.Conn, <-chan struct{})
	}{
		"plain HTTP":   {"web server should", say("HTTP/1.1 400 Bad Request\r\n\r\n")},
		"random bytes": {"web server should", say(string(bytes.Repeat([]byte{0x16, 3, 1, 0xff, 0xff, 0}, 5000)))},
		"silence":      {"does not answer|did not arrive", sayAndHang()},
		"an alert":     {"web server should|cannot be reached", say("\x15\x03\x03\x00\x02\x02\x28")},
	} {
		l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		quit := make(chan struct{})
		var all sync.WaitGroup
		all.Go(func() {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			defer conn.Close() //nolint:errcheck // the test is over by then
			if _, err := conn.Read(make([]byte, 4096)); err == nil {
				c.do(conn, quit)
			}
		})
		base := "https://" + l.Addr().String()
		f := sources.NewFetcher(sources.FetchOptions{Allow: allowed(t, base), Total: hostileTime, Header: hostileTime}).Named()
		taken, _, err := measured(t, f, base)
		close(quit)
		if e := l.Close(); e != nil {
			t.Error(e)
		}
		all.Wait()
		if !saysOneOf(err, c.says) || taken > hostileTime+maxOverrun {
			t.Errorf("%s: got %v after %s, want one that says %q", name, err, taken, c.says)
		}
	}
}
