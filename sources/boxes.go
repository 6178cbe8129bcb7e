package sources

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"secondsource/claims"
)

// The caps on what is kept beside the text: more is a site's index, not a story's surroundings.
const (
	maxRelated = 60
	// minHeadline is the fewest words of a headline. Shorter links in a box are sections and tags ("World").
	minHeadline = 4
	// maxBox is the most elements and texts below a box. A box of 60 teasers has about 1,200; more is the page itself.
	maxBox = 2000
)

// What marks boxes and captions. What they mark by its class may be the story itself: see holdsStory.
var (
	relatedBoxes = marker{
		tags: []atom.Atom{atom.Aside},
		class: []string{
			"related", "recommend", "read-more", "readmore", "read-next", "more-stories", "also-read", "alsoread", "most-read",
			"trending", "promo",
		},
		id: []string{"related", "recommend"},
	}
	captions = marker{tags: []atom.Atom{atom.Figcaption}, class: []string{"caption"}}
)

// readNotes gives the words on the page that are not the story's but bear on it, by kind, each once: headlines of
// related-story boxes, captions, corrections and clarifications. It must see the tree before readability changes it.
func readNotes(root *html.Node, facts pageFacts) []claims.Note {
	var all []claims.Note
	for _, box := range relatedBoxes.below(root) {
		if !holdsStory(box) {
			all = appendNotes(all, claims.NoteHeadline, boxHeadlines(box)...)
		}
	}
	for _, caption := range captions.below(root) {
		if !holdsStory(caption) {
			all = appendNotes(all, claims.NoteCaption, oneLine(textOf(caption)))
		}
	}
	// These come last and are the fewest: none may be lost to the cap.
	var corrections []claims.Note
	for _, note := range append(correctionNotes(root), facts.corrections...) {
		corrections = appendNotes(corrections, kindOfNote(note), joinFields(clipHead(note, maxCorrection)))
	}
	corrections = distinctNotes(corrections)
	all = distinctNotes(all)
	return append(all[:min(len(all), max(0, maxRelated-len(corrections)))], corrections...)
}

func appendNotes(all []claims.Note, kind claims.NoteKind, texts ...string) []claims.Note {
	for _, text := range texts {
		all = append(all, claims.Note{Kind: kind, Text: text})
	}
	return all
}

// distinctNotes gives the notes with words, each text once, in order, no more than maxRelated.
func distinctNotes(all []claims.Note) []claims.Note {
	seen := map[string]bool{"": true}
	all = slices.DeleteFunc(all, func(n claims.Note) bool {
		again := seen[n.Text]
		seen[n.Text] = true
		return again
	})
	return all[:min(len(all), maxRelated)]
}

// textsOf gives the words of the notes.
func textsOf(notes []claims.Note) []string {
	var all []string
	for _, n := range notes {
		all = append(all, n.Text)
	}
	return all
}

// distinct gives the non-empty strings, each once, in order, no more than maxRelated.
func distinct(all []string) []string {
	seen := map[string]bool{"": true}
	all = slices.DeleteFunc(all, func(s string) bool {
		again := seen[s]
		seen[s] = true
		return again
	})
	return all[:min(len(all), maxRelated)]
}

// holdsStory says whether an element that looks like a box by its class is in truth the page or the story itself:
// the whole page, its main part, four paragraphs and more of its own, or simply too much.
func holdsStory(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main:
		return true
	}
	paragraphs, size := 0, 0
	for d := range n.Descendants() {
		size++
		if d.DataAtom == atom.P && len(textOf(d)) > minBodyParagraph {
			paragraphs++
		}
		if d.DataAtom == atom.H1 || paragraphs >= 4 || size > maxBox {
			return true
		}
	}
	return false
}

// boxHeadlines gives the headlines of a related-story box, which is small (see holdsStory): its links, else its
// headings, that are long enough.
func boxHeadlines(box *html.Node) []string {
	var links, headings []string
	for d := range box.Descendants() {
		switch d.DataAtom {
		case atom.A:
			links = append(links, headlineIn(d))
		case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			headings = append(headings, headlineIn(d))
		}
	}
	if found := distinct(links); len(found) > 0 {
		return found
	}
	return distinct(headings)
}

func headlineIn(n *html.Node) string {
	s := oneLine(textOf(n))
	if strings.Count(s, " ") < minHeadline-1 || len(s) > 300 { // a headline and its summary at most
		return ""
	}
	return s
}
