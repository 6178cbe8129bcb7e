package sources_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"secondsource/claims"
	"secondsource/sources"
)

// put writes a file in a folder, making its folders.
func put(t testing.TB, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const briefStory = "The ferry to the islands will not sail before Thursday, the harbour master of Kaspen said on Tuesday, " +
	"since the storm has torn the ramp from the pier."

// briefPage is a small HTML page with briefStory.
const briefPage = "<!doctype html><title>Ships wait off the port of Kaspen</title><p>" + briefStory + "</p>"

func TestRead(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ name, content, text, title string }{
		{"plain.txt", "# No heading\r\ntext \n", "# No heading\r\ntext \n", ""},
		{"mark.txt", "\uFEFFtext", "text", ""},
		{"story.md", "intro\n```\n# code\n```\n# The title #\n\ntext", "intro\n```\n# code\n```\n# The title #\n\ntext", "The title"},
		{"page.html", briefPage, briefStory, "Ships wait off the port of Kaspen"},
		{"PAGE.HTM", briefPage, briefStory, "Ships wait off the port of Kaspen"},
		{"unnamed", briefPage, briefStory, "Ships wait off the port of Kaspen"},
		{"heading", "# Title\ntext", "# Title\ntext", "Title"},
		{"other.text", "a < b", "a < b", ""},
	} {
		a, err := sources.NewReader(nil, nil).Read(t.Context(), put(t, dir, c.name, c.content))
		if err != nil || a.Text != c.text || a.Title != c.title || a.URL != "" {
			t.Errorf("%s: got %q, title %q, URL %q, %v\nwant %q, title %q", c.name, a.Text, a.Title, a.URL, err, c.text, c.title)
		}
		if want := claims.ArticleID("", c.text); a.ID != want {
			t.Errorf("%s: ID %s, want %s", c.name, a.ID, want)
		}
	}
}

func TestReadStdin(t *testing.T) {
	for content, text := range map[string]string{"words\n": "words\n", briefPage: briefStory} {
		a, err := sources.NewReader(strings.NewReader(content), nil).Read(t.Context(), "-")
		if err != nil || a.Text != text {
			t.Errorf("%q: got %q, %v, want %q", content, a.Text, err, text)
		}
	}
	failing := iotest.ErrReader(io.ErrClosedPipe)
	if _, err := sources.NewReader(failing, nil).Read(t.Context(), "-"); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v, want the reader's own error", err)
	}
}

func TestReadErrors(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		name, content, says string
		want                error
	}{
		{"empty.txt", "", "it is empty", sources.ErrEmpty},
		{"mark.txt", "\uFEFF", "it is empty", sources.ErrEmpty},
		{"white.md", " \r\n\t\u00a0\u200b\n", "it is empty", sources.ErrEmpty},
		{"empty.html", "\n", "it is empty", sources.ErrEmpty},
		{"cut.txt", "caf\xc3", "byte 3 (0xC3)", sources.ErrNotText},
		{"latin.txt", "caf\xe9 noir", "byte 3 (0xE9)", sources.ErrNotText},
		{"surrogate.txt", "a\xed\xa0\x80", "byte 1 (0xED)", sources.ErrNotText},
		{"replacement.txt", "ok \uFFFD then \xff", "byte 12 (0xFF)", sources.ErrNotText},
		{"zero.txt", "ab\x00c", "byte 2 is zero", sources.ErrNotText},
		{"wide.txt", "\xff\xfea\x00", "UTF-16; save it as UTF-8", sources.ErrNotText},
		{"scan.txt", "%PDF-1.7\n", "a PDF file", sources.ErrNotText},
		{"scan.html", "PK\x03\x04rest", "a ZIP or Office file", sources.ErrNotText},
		{"index.html", "<html><body><a href=/>Home</a></body></html>", "save the story's words as a .txt file", sources.ErrNoArticle},
		{"large.txt", strings.Repeat("a", sources.MaxText+1), "over 2 MB", sources.ErrTooLarge},
		{"large.html", strings.Repeat("a", sources.MaxPage+1), "over 2 MB", sources.ErrTooLarge},
	} {
		path := put(t, dir, c.name, c.content)
		a, err := sources.NewReader(nil, nil).Read(t.Context(), path)
		if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(err.Error(), "read "+path+": ") {
			t.Errorf("%s: got %v, want %q that says %q", c.name, err, c.want, c.says)
		}
		if a.Text != "" || a.ID != "" {
			t.Errorf("%s: an error came with an article: %+v", c.name, a.Ref)
		}
	}
}

func TestReadErrorsElsewhere(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ ref, says string }{
		{filepath.Join(dir, "missing.txt"), "missing.txt: there is no such file"},
		{dir, "it is a folder"},
		{"-", "read standard input: nothing was handed in"},
		{"https://courier.example/a", "not allowed to use the network"},
		{"ftp://courier.example/a", "only http and https"},
		{os.DevNull, "it is a device"},
	} {
		_, err := sources.NewReader(nil, nil).Read(t.Context(), c.ref)
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "open ") {
			t.Errorf("%s: got %v, want one that says %q", c.ref, err, c.says)
		}
	}
}

// TestTextSizes holds that a text of exactly the cap is read whole, and without a hang, whatever it is made of.
func TestTextSizes(t *testing.T) {
	for name, unit := range map[string]string{"letters": "a", "lines": "a\n", "marks": "# "} {
		text := strings.Repeat(unit, sources.MaxText/len(unit))
		start := time.Now()
		a, err := sources.FromText([]byte(text), claims.Ref{})
		if err != nil || a.Text != text || time.Since(start) > hang {
			t.Errorf("%s: %d of %d bytes in %s, %v", name, len(a.Text), len(text), time.Since(start), err)
		}
	}
}

// TestTextProperty holds that a text is kept byte for byte or refused, never changed.
func TestTextProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOf(rapid.Byte()).Draw(t, "raw")
		a, err := sources.FromText(raw, claims.Ref{})
		if err == nil && a.Text != strings.TrimPrefix(string(raw), "\uFEFF") {
			t.Fatalf("got %q, want %q", a.Text, raw)
		}
		text := rapid.StringMatching(`[a-zé“”\n ]{0,40}x`).Draw(t, "text")
		if a, err := sources.FromText([]byte(text), claims.Ref{}); err != nil || a.Text != text {
			t.Fatalf("got %q, %v, want %q", a.Text, err, text)
		}
	})
}

func TestExpand(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "a.md", "sub/c.HTML", "sub/deep/d.htm", "e.markdown", "skip.pdf", "sub/skip.jsonl"} {
		put(t, dir, name, "words")
	}
	if err := os.Symlink("b.txt", filepath.Join(dir, "link.txt")); err != nil {
		t.Fatal(err)
	}
	got, errs := expanded([]string{"-", dir, "https://courier.example/a", "missing.txt"})
	want := []string{"-"}
	for _, name := range []string{"a.md", "b.txt", "e.markdown", "link.txt", "sub/c.HTML", "sub/deep/d.htm"} {
		want = append(want, filepath.Join(dir, filepath.FromSlash(name)))
	}
	want = append(want, "https://courier.example/a", "missing.txt")
	if len(errs) > 0 || !slices.Equal(got, want) {
		t.Errorf("got %q, %v\nwant %q", got, errs, want)
	}
}

// expanded gives what Expand yields, its errors apart.
func expanded(refs []string) (paths []string, errs []error) {
	for path, err := range sources.Expand(refs) {
		if err != nil {
			errs = append(errs, err)
		} else {
			paths = append(paths, path)
		}
	}
	return paths, errs
}

func TestExpandErrors(t *testing.T) {
	if got, errs := expanded([]string{t.TempDir()}); len(errs) != 1 || !strings.Contains(errs[0].Error(), "no .txt, .md, .html or .docx") {
		t.Errorf("empty folder: got %q, %v", got, errs)
	}
	outside := put(t, t.TempDir(), "secret.txt", "words")
	dir := t.TempDir()
	want := []string{put(t, dir, "a.txt", "words"), put(t, dir, "sub/z.txt", "words")}
	for name, target := range map[string]string{"out.txt": outside, "sub/nowhere.md": "missing.md"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	got, errs := expanded([]string{dir, "b.txt"})
	if !slices.Equal(got, append(want, "b.txt")) {
		t.Errorf("got %q, want the files and what comes after the folder: %q", got, want)
	}
	if len(errs) != 2 || !strings.Contains(errs[0].Error(), "out.txt is a link that leads") ||
		!strings.Contains(errs[1].Error(), "sub/nowhere.md is a link that leads nowhere") {
		t.Errorf("got errors %q, want one for each bad link", errs)
	}
}

func TestReadMissingIsKnown(t *testing.T) {
	_, err := sources.NewReader(nil, nil).Read(t.Context(), "no-such-file.txt")
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want one that is fs.ErrNotExist", err)
	}
}
