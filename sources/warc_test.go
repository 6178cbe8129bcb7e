package sources_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"secondsource/sources"
)

// warcHead is the head of a record.
func warcHead(kind, address, media string, size int) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2031-03-04T06:00:00Z\r\n"+
		"Content-Type: %s\r\nContent-Length: %d\r\n\r\n", kind, address, media, size)
}

// warcResponse is a record with an answer of a server.
func warcResponse(address, httpHead, body string) string {
	block := "HTTP/1.1 200 OK\r\n" + httpHead + "\r\n" + body
	return warcHead("response", address, "application/http; msgtype=response", len(block)) + block + "\r\n\r\n"
}

const htmlHead = "Content-Type: text/html; charset=utf-8\r\n"

// warcStory is a page that the tests can tell by its number.
func warcStory(n int) string {
	return fmt.Sprintf("<html><head><title>Ships wait, part %d of the story</title></head><body><article><p>%s</p></article></body></html>",
		n, strings.Repeat(fmt.Sprintf("The ferry number %d waited off the port of Kaspen for the tide. ", n), 8))
}

// packed puts each record into a gzip member of its own.
func packed(records ...string) string {
	var b strings.Builder
	for _, r := range records {
		b.Write(gzipped(r))
	}
	return b.String()
}

// warcSet is a small crawl: three pages, and what else a crawl has.
func warcSet() []string {
	chunked := "HTTP/1.1 200 OK\r\n" + htmlHead + "Transfer-Encoding: chunked\r\n\r\n"
	chunkedBody := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(warcStory(2)), warcStory(2))
	return []string{
		warcHead("warcinfo", "", "application/warc-fields", 14) + "software: ours\r\n\r\n",
		warcResponse("https://a.example/1", htmlHead, warcStory(1)),
		warcHead("request", "https://a.example/1", "application/http; msgtype=request", 18) + "GET / HTTP/1.1\r\n\r\n\r\n\r\n",
		warcHead("response", "<https://a.example/2>", "application/http;msgtype=response", len(chunked+chunkedBody)) + chunked + chunkedBody + "\r\n\r\n",
		warcResponse("https://a.example/p.png", "Content-Type: image/png\r\n", "\x89PNG\r\n"),
		strings.Replace(warcResponse("https://a.example/gone", htmlHead, "gone"), "200 OK", "404 No", 1),
		warcResponse("dns:a.example", "Content-Type: text/dns\r\n", "1"),
		warcHead("revisit", "https://a.example/1", "application/http", 2) + "\r\n\r\n\r\n",
		warcHead("resource", "https://a.example/3", "text/html", len(warcStory(3))) + warcStory(3) + "\r\n\r\n",
		warcHead("response", "https://a.example/film", "video/mp4", 3<<20) + strings.Repeat("x", 3<<20) + "\r\n\r\n",
		warcResponse("https://a.example/4", htmlHead+"Content-Encoding: gzip\r\n", string(gzipped(warcStory(4)))),
	}
}

func TestWARC(t *testing.T) {
	whole := strings.Join(warcSet(), "")
	for name, content := range map[string]string{
		"plain.warc": whole, "records.warc.gz": packed(warcSet()...), "file.warc.gz": string(gzipped(whole)), "UPPER.WARC": whole,
	} {
		articles, errs := coverage(t, put(t, t.TempDir(), name, content))
		var got []string
		for _, a := range articles {
			got = append(got, a.URL+" "+a.Publisher)
			if n := a.URL[len(a.URL)-1:]; !strings.Contains(a.Text, "ferry number "+n+" waited") {
				t.Errorf("%s: %s has the text %.80q", name, a.URL, a.Text)
			}
		}
		want := []string{"https://a.example/1 a.example", "https://a.example/2 a.example", "https://a.example/3 a.example", "https://a.example/4 a.example"}
		if len(errs) > 0 || !slices.Equal(got, want) {
			t.Errorf("%s: got %q, %v\nwant %q", name, got, errs, want)
		}
	}
}

// TestWARCFaults holds that a broken record is told with its place and that the walk goes on where it can.
func TestWARCFaults(t *testing.T) {
	first, last := warcResponse("https://a.example/1", htmlHead, warcStory(1)), warcResponse("https://a.example/2", htmlHead, warcStory(2))
	at := fmt.Sprintf("byte %d: ", len(first))
	for _, c := range []struct {
		name, file string
		pages      []string // that are read all the same
		says       string   // "" for no error
	}{
		{"no length", first + "WARC/1.0\r\nWARC-Type: response\r\n\r\nbody\r\n\r\n" + last, []string{"1", "2"}, at + "a record's header is broken"},
		{"a length that is no number", first + strings.Replace(last, "Content-Length: ", "Content-Length: x", 1) + last, []string{"1", "2"}, at + "a record's header is broken"},
		{"a length past the end", first + strings.Replace(last, "Content-Length: ", "Content-Length: 9", 1), []string{"1"}, at + "a record is damaged or cut off"},
		{"a length past all sense", first + strings.Replace(last, "Content-Length: ", "Content-Length: 99999999", 1) + last, []string{"1", "2"}, at + "a record's header is broken"},
		{"a negative length", first + strings.Replace(last, "Content-Length: ", "Content-Length: -", 1) + last, []string{"1", "2"}, at + "a record's header is broken"},
		{"a length too short", first + strings.Replace(first, "Content-Length: ", "Content-Length: 1\r\nX: ", 1) + last, []string{"1", "2"}, "a record's header is broken"},
		{"rubbish between", first + "rubbish\nmore\n" + last, []string{"1", "2"}, at + "a record's header is broken"},
		{"a header without an end", first + "WARC/1.0\r\n" + strings.Repeat("A: b\r\n", 20_000) + last, []string{"1", "2"}, at + "a record's header is broken"},
		{"one line of 1 MB", first + "WARC/1.0" + strings.Repeat("x", 1<<20) + "\r\n" + last, []string{"1", "2"}, at + "a record's header is broken"},
		{"cut off in a header", first + last[:60], []string{"1"}, at + "a record is damaged or cut off"},
		{"cut off in a page", first + last[:len(last)-100], []string{"1"}, at + "a record is damaged or cut off"},
		{"a page of 3 MB", first + warcResponse("https://a.example/x", htmlHead, strings.Repeat("word ", 600_000)) + last, []string{"1", "2"}, at + "it is too large"},
		{"an HTTP header of 100 KB", first + warcResponse("https://a.example/x", "A: "+strings.Repeat("x", 100_000)+"\r\n"+htmlHead, warcStory(3)) + last, []string{"1", "2"}, at + "the server's answer in a record has no header"},
		{"an answer that is none", first + strings.Replace(last, "HTTP/1.1 200 OK", "HTPP/1.1 200 OK", 1) + last, []string{"1", "2"}, at + "the server's answer in a record is broken"},
		{"a page that is no article", first + warcResponse("https://a.example/x", htmlHead, "<p>Log in</p>") + last, []string{"1", "2"}, at + "no article was found"},
		{"a bomb", first + warcResponse("https://a.example/x", htmlHead+"Content-Encoding: gzip\r\n", string(gzipped(strings.Repeat(" ", 30<<20)))) + last, []string{"1", "2"}, at + "the page in a record cannot be unpacked"},
		{"no page", warcSet()[0], nil, "there is no web page in this archive"},
		{"empty", "", nil, "there is no web page in this archive"},
		{"no archive", "These are notes.\n", nil, "byte 0: a record's header is broken"},
	} {
		articles, errs := coverage(t, put(t, t.TempDir(), "x.warc", c.file))
		var got []string
		for _, a := range articles {
			got = append(got, a.URL[len(a.URL)-1:])
		}
		said := fmt.Sprint(errs)
		if !slices.Equal(got, c.pages) || len(errs) != 1 && c.name != "a length too short" || !strings.Contains(said, c.says) || !strings.Contains(said, "x.warc") {
			t.Errorf("%s: got %q, %v\nwant %q and one error that says %q", c.name, got, errs, c.pages, c.says)
		}
	}
}

// TestWARCDamagedMembers flips bytes of packed records: the others are read, and the damage is told.
func TestWARCDamagedMembers(t *testing.T) {
	const records = 5
	var members []string
	for i := range records {
		members = append(members, string(gzipped(warcResponse(fmt.Sprintf("https://a.example/%d", i), htmlHead, warcStory(i)))))
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		hurt := rng.IntN(records)
		file := []byte(strings.Join(members, ""))
		start := len(strings.Join(members[:hurt], ""))
		file[start+rng.IntN(len(members[hurt]))] ^= byte(1 + rng.IntN(255))
		path := filepath.Join(t.TempDir(), "x.warc.gz")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		articles, errs := coverage(t, path)
		// A flip in the header of a member (its time, its system) harms nothing.
		if len(articles) < records-1 || len(articles) < records && len(errs) == 0 {
			t.Errorf("member %d damaged: read %d of %d with the errors %v", hurt, len(articles), records, errs)
		}
		for _, a := range articles {
			if !strings.Contains(a.Text, " waited off the port of Kaspen") && len(errs) == 0 {
				t.Errorf("a damaged page passes as whole: %.100q", a.Text)
			}
		}
	}
}

// FuzzWARC reads anything as a web archive, plain and packed.
func FuzzWARC(f *testing.F) {
	f.Add([]byte(warcSet()[1] + warcSet()[3]))
	f.Add([]byte(packed(warcSet()[1], warcSet()[8])))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 5\r\n\r\nabc"))
	f.Add([]byte("\x1f\x8b\x08\x00\x00"))
	f.Add(bytes.Repeat([]byte("\x1f\x8b\x08"), 50))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, err := range sources.Documents(t.Context(), put(t, dir, "x.warc", string(raw))) {
			if err != nil && !strings.Contains(err.Error(), "x.warc") {
				t.Errorf("error without its file: %v", err)
			}
		}
	})
}

// BenchmarkWARC walks over a packed crawl of 200 pages.
func BenchmarkWARC(b *testing.B) {
	var file bytes.Buffer
	for i := range 200 {
		z := gzip.NewWriter(&file)
		write(z, warcResponse(fmt.Sprintf("https://a.example/%d", i), htmlHead, warcStory(i)))
		if err := z.Close(); err != nil {
			b.Fatal(err)
		}
	}
	path := put(b, b.TempDir(), "x.warc.gz", file.String())
	b.SetBytes(int64(file.Len()))
	for b.Loop() {
		for _, err := range sources.Documents(b.Context(), path) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
