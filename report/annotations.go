package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"secondsource/claims"
	"secondsource/verify"
)

// quoteContext is how many code points of the text stand before and after a quotation, for a reader that finds it again.
const quoteContext = 32

// annotations is one page of W3C Web Annotations (Web Annotation Data Model, 2017) for all results: one annotation a claim and
// one a finding. Positions count in code points of the story's stored text, whose digest stands beside them.
type annotations struct {
	w     io.Writer
	items []annotation
}

func newAnnotations(w io.Writer) Writer { return &annotations{w: w, items: []annotation{}} }

type (
	annotationPage struct {
		Context []any        `json:"@context"`
		ID      string       `json:"id"`
		Type    string       `json:"type"`
		Items   []annotation `json:"items"`
	}
	annotation struct {
		ID         string             `json:"id"`
		Type       string             `json:"type"`
		Motivation string             `json:"motivation"`
		Body       []annotationBody   `json:"body"`
		Target     []annotationTarget `json:"target"`
	}
	annotationBody struct {
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
		Format  string `json:"format"`
		Value   string `json:"value"`
	}
	annotationTarget struct {
		Type     string           `json:"type"`
		Source   annotationSource `json:"source"`
		Selector []any            `json:"selector,omitempty"`
	}
	// An annotationSource is what an annotation stands on.
	annotationSource struct {
		ID     string `json:"id"`
		Type   string `json:"type"`
		SHA256 string `json:"sha256"` // of the stored text, which positions count in
	}
	positionSelector struct {
		Type  string `json:"type"`
		Start int    `json:"start"`
		End   int    `json:"end"`
	}
	quoteSelector struct {
		Type   string `json:"type"`
		Exact  string `json:"exact"`
		Prefix string `json:"prefix"`
		Suffix string `json:"suffix"`
	}
)

func (a *annotations) Write(r verify.Result, o Options) error {
	g := newGround(r, o)
	anchors := map[string]*anchor{}
	target := func(article string, at claims.Span) annotationTarget {
		if anchors[article] == nil {
			name := "urn:secondsource:article:" + article
			if article == r.Run.Article.ID {
				name = fileURI(g.path)
			}
			anchors[article] = newAnchor(r.Pages[article], name)
		}
		return anchors[article].target(at)
	}
	for i, c := range r.Run.Claims {
		item := annotation{ID: "urn:secondsource:claim:" + c.ID, Type: "Annotation", Motivation: "identifying", Body: claimBodies(r, i)}
		if i < len(r.Run.Verdicts) {
			item.Motivation = "assessing"
		}
		for _, at := range c.Content {
			item.Target = append(item.Target, target(c.Article, at))
		}
		a.items = append(a.items, item)
	}
	for i, f := range r.Run.Findings {
		s := g.spot(f)
		page := cmp.Or(f.Article, r.Run.Article.ID)
		item := annotation{ID: findingURN(r, i), Type: "Annotation", Motivation: "commenting", Body: findingBodies(s)}
		for _, at := range append([]claims.Span{f.At}, f.Also...) {
			item.Target = append(item.Target, target(page, at))
		}
		a.items = append(a.items, item)
	}
	return nil
}

// findingURN names a finding: by its fingerprint in its story, else by its number there.
func findingURN(r verify.Result, i int) string {
	f := r.Run.Findings[i]
	return fmt.Sprintf("urn:secondsource:finding:%s:%s", r.Run.Article.ID, cmp.Or(f.Fingerprint, fmt.Sprint(i+1)))
}

// claimBodies say who says it and, in a check, what the verdict is.
func claimBodies(r verify.Result, i int) []annotationBody {
	c := r.Run.Claims[i]
	bodies := []annotationBody{plainBody("tagging", string(c.Kind))}
	if who := Plain(cmp.Or(c.Name, r.Pages[c.Article].Words(c.Source))); who != "" {
		bodies = append(bodies, plainBody("identifying", who))
	}
	if i < len(r.Run.Verdicts) {
		v := r.Run.Verdicts[i]
		bodies = append(bodies, plainBody("tagging", string(v.Label)), plainBody("assessing", verdictWords(v)))
	}
	return bodies
}

func findingBodies(s spot) []annotationBody {
	bodies := []annotationBody{plainBody("commenting", s.untold()), plainBody("tagging", s.Rule), plainBody("tagging", string(s.Severity))}
	if s.Fix != "" {
		bodies = append(bodies, plainBody("editing", s.Fix))
	}
	if s.Waived != nil {
		bodies = append(bodies, plainBody("moderating", "waived: "+waiverWords(s.Waived)))
	}
	return bodies
}

func plainBody(purpose, words string) annotationBody {
	return annotationBody{Type: "TextualBody", Purpose: purpose, Format: "text/plain", Value: Plain(words)}
}

// Close writes the page. Its name is a digest of what it holds, so that the same results are the same page.
func (a *annotations) Close() error {
	items, err := json.Marshal(a.items)
	if err != nil {
		return fmt.Errorf("write annotations: %w", err)
	}
	sum := sha256.Sum256(items)
	return indented(a.w, annotationPage{
		Context: []any{"http://www.w3.org/ns/anno.jsonld", map[string]string{"sha256": "https://schema.org/sha256"}},
		ID:      "urn:secondsource:annotations:" + hex.EncodeToString(sum[:]), Type: "AnnotationPage", Items: a.items,
	})
}

// An anchor ties annotations to one text.
type anchor struct {
	text   string
	lines  *Lines
	source annotationSource
}

// newAnchor makes the anchor of a page. One without an address goes by its ID, a story by its file.
func newAnchor(page claims.Article, name string) *anchor {
	sum := sha256.Sum256([]byte(page.Text))
	a := &anchor{text: page.Text, lines: NewLines(page.Text), source: annotationSource{name, "Text", hex.EncodeToString(sum[:])}}
	if webAddress(page.URL) {
		a.source.ID = uri(page.URL)
	}
	return a
}

// target selects a span twice: by its place, and by its words with those around it. An empty span, or one that is none of the
// text, selects the whole of it.
func (a *anchor) target(at claims.Span) annotationTarget {
	t := annotationTarget{Type: "SpecificResource", Source: a.source}
	if at.Len() == 0 || !at.Fits(a.text) {
		return t
	}
	t.Selector = []any{
		positionSelector{"TextPositionSelector", a.lines.runes(at.Start), a.lines.runes(at.End)},
		quoteSelector{"TextQuoteSelector", a.text[at.Start:at.End], lastRunes(a.text[:at.Start], quoteContext), firstRunes(a.text[at.End:], quoteContext)},
	}
	return t
}

// firstRunes are the first n code points of words.
func firstRunes(words string, n int) string {
	end := 0
	for ; n > 0 && end < len(words); n-- {
		_, size := utf8.DecodeRuneInString(words[end:])
		end += size
	}
	return words[:end]
}

// lastRunes are the last n code points of words.
func lastRunes(words string, n int) string {
	start := len(words)
	for ; n > 0 && start > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(words[:start])
		start -= size
	}
	return words[start:]
}
