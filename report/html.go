package report

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"net/url"
	"strings"

	"secondsource/verify"
)

// html.go begins and ends the page; htmlstory.go marks the story's words, htmlclaims.go and htmlfindings.go make the cards,
// htmlcharts.go draws the profile. What the page looks like stands in templates.

//go:embed templates
var templateFiles embed.FS

// templates are parsed once. They escape whatever they show by where it stands, and all of it went through Plain before.
var templates = template.Must(template.ParseFS(templateFiles, "templates/*.html"))

// style is the page's style sheet as it stands in the page, and styleHash what the page's policy names it by: nothing else
// that looks like one is let in.
var style, styleHash = readStyle()

func readStyle() (sheet template.HTML, hash string) {
	raw, err := templateFiles.ReadFile("templates/style.css")
	if err != nil {
		panic(err) // embedded by the line above: it is there or nothing was built
	}
	sum := sha256.Sum256(raw)
	return template.HTML("<style>" + string(raw) + "</style>"), base64.StdEncoding.EncodeToString(sum[:])
}

// htmlPage is the page under way. Each story is written when it comes, so that what was found stands there whatever befalls
// the next one; the list of the stories follows them, and the style shows it first.
type htmlPage struct {
	w       io.Writer
	stories []storyEntry
}

// A storyEntry is a line of the list of stories.
type storyEntry struct{ ID, Title, Summary string }

// webPage begins a page for people: one file without a script, that loads nothing.
func webPage(w io.Writer) Writer { return &htmlPage{w: w} }

// Write adds a story.
func (h *htmlPage) Write(r verify.Result, o Options) error {
	return h.add("story", newStoryView(len(h.stories)+1, r, o))
}

// Fail adds a word on a story of which there is no result, so that no one takes the page for all of them.
func (h *htmlPage) Fail(ref string, err error) error {
	n := len(h.stories) + 1
	return h.add("failed", storyView{
		N: n, ID: fmt.Sprintf("s%d", n), Title: clip(cmp.Or(Plain(ref), "A story"), shownAddress), Summary: "It could not be read or checked.",
		Problems: []string{Plain(err.Error())},
	})
}

// add writes one section, after the head of the page if it is the first.
func (h *htmlPage) add(section string, v storyView) error {
	var b bytes.Buffer
	if len(h.stories) == 0 {
		if err := h.head(&b, v); err != nil {
			return err
		}
	}
	if err := execute(&b, section, v); err != nil {
		return err
	}
	h.stories = append(h.stories, storyEntry{v.ID, v.Title, v.Summary})
	_, err := h.w.Write(b.Bytes())
	return err
}

// Close writes the list of stories, if there are several, and the end of the page.
func (h *htmlPage) Close() error {
	var b bytes.Buffer
	if len(h.stories) == 0 {
		if err := h.head(&b, storyView{}); err != nil {
			return err
		}
	}
	if err := execute(&b, "foot", h.stories); err != nil {
		return err
	}
	_, err := h.w.Write(b.Bytes())
	return err
}

func (*htmlPage) head(w io.Writer, first storyView) error {
	return execute(w, "head", struct {
		Style template.HTML
		Hash  string
		First storyView
	}{style, styleHash, first})
}

// execute never fails on data: a template that does not fit its view fails the tests.
func execute(w io.Writer, name string, data any) error {
	if err := templates.ExecuteTemplate(w, name, data); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

// webLink is an address that a reader may follow: http or https with a host, else "".
func webLink(address string) string {
	address = Plain(address)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https") {
		return ""
	}
	return address
}

// shownAddress is the longest address shown, in runes; the link has all of it.
const shownAddress = 90

// clip cuts words that are longer than n runes and says so by an ellipsis.
func clip(words string, n int) string {
	if r := []rune(words); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return words
}
