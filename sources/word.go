package sources

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"secondsource/claims"
)

// The caps on a Word document.
const (
	// MaxWord is the most bytes of a .docx: its text is small, its pictures are not.
	MaxWord = 32 << 20
	// maxWordPart is the most bytes of one part when it is unpacked. A story of 1,000 words comes to about 100 KB of XML.
	maxWordPart = 8 << 20
	// maxWordFiles is the most files in it. One with a hundred pictures has about 150.
	maxWordFiles = 10_000
)

// The parts of a .docx (ECMA-376) that are read: the body, and where its links lead.
const (
	zipStart      = "PK\x03\x04"
	wordBody      = "word/document.xml"
	wordRelations = "word/_rels/document.xml.rels"
)

// isWord says whether raw looks like a .docx: a ZIP file that names the body of one.
func isWord(raw []byte) bool {
	return bytes.HasPrefix(raw, []byte(zipStart)) && bytes.Contains(raw, []byte(wordBody))
}

// fromWord makes an article of a .docx: its paragraphs, parted by an empty line, with tracked changes taken as accepted. A
// title above everything else is the article's Title and no part of Text. Pictures, text boxes, comments and notes are
// left out. Errors are ErrEmpty, ErrNotText and ErrTooLarge.
func fromWord(raw []byte) (claims.Article, error) {
	if len(raw) > MaxWord {
		return claims.Article{}, fmt.Errorf("%w: a Word document may have %d MB", ErrTooLarge, MaxWord>>20)
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return claims.Article{}, fmt.Errorf("%w or a Word document (.docx), whatever its name says", ErrNotText)
	}
	if len(z.File) > maxWordFiles {
		return claims.Article{}, fmt.Errorf("%w: a Word document may have %d files in it", ErrTooLarge, maxWordFiles)
	}
	relations, err := docxPart(z, wordRelations)
	if err != nil && !errors.Is(err, errNoPart) {
		return claims.Article{}, err
	}
	body, err := docxPart(z, wordBody)
	if err != nil {
		return claims.Article{}, err
	}
	w := wordReader{targets: wordTargets(relations)}
	if err := w.read(body); err != nil {
		return claims.Article{}, err
	}
	return w.article()
}

var errNoPart = fmt.Errorf("%w or a Word document (.docx): it has no %s", ErrNotText, wordBody)

// docxPart unpacks a part, within the caps. A part that is there twice is an error: programs differ in which they read.
func docxPart(z *zip.Reader, name string) ([]byte, error) {
	var part *zip.File
	for _, f := range z.File {
		if f.Name != name {
			continue
		}
		if part != nil {
			return nil, fmt.Errorf("%w as it should be: it holds %s twice", ErrNotText, name)
		}
		part = f
	}
	if part == nil {
		return nil, errNoPart
	}
	f, err := part.Open()
	if err != nil {
		return nil, damaged(name, err)
	}
	defer f.Close() //nolint:errcheck // only read
	raw, err := io.ReadAll(io.LimitReader(f, maxWordPart+1))
	switch {
	case err != nil:
		return nil, damaged(name, err)
	case len(raw) > maxWordPart:
		return nil, fmt.Errorf("%w: %s is over %d MB when it is unpacked", ErrTooLarge, name, maxWordPart>>20)
	}
	return raw, nil
}

func damaged(part string, err error) error {
	return fmt.Errorf("%w as it should be: %s is damaged (%w); save it again in Word", ErrNotText, part, err)
}

// xmlTokens gives the tokens of a part one by one to do. Names keep their prefixes apart; a document type, which could
// define entities, is an error.
func xmlTokens(part string, raw []byte, do func(t xml.Token) error) error {
	d := xml.NewDecoder(bytes.NewReader(raw))
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			if _, is := t.(xml.Directive); is {
				err = errors.New("it has a document type")
			}
		}
		if err != nil {
			return damaged(part, err)
		}
		if err := do(t); err != nil {
			return err
		}
	}
}

// wordTargets reads where links lead, by the ID that the body has for them. What cannot be read has no links.
func wordTargets(raw []byte) map[string]string {
	targets := map[string]string{}
	_ = xmlTokens(wordRelations, raw, func(t xml.Token) error { // the story is there without its links
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			if address := resolve(xmlAttr(e, "Target"), nil); address != "" {
				targets[xmlAttr(e, "Id")] = address
			}
		}
		return nil
	})
	return targets
}

// xmlAttr gives an attribute by its name without prefix, or "".
func xmlAttr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// A wordReader puts the text of a Word document together.
type wordReader struct {
	targets map[string]string
	text    strings.Builder
	title   string
	links   []claims.Link
	markers []claims.Marker
	hidden  int // bytes that are formatted as hidden

	// What stands open.
	path      []string // local names of the elements, outermost first
	skip      int      // depth of the element whose words are not read; 0: none
	props     string   // the properties that are read: pPr of a paragraph, rPr of a run; "": none
	propsAt   int      // their depth
	p         strings.Builder
	pLinks    []claims.Link // their places count in p
	style     string        // of the paragraph
	joined    bool          // the paragraph's end was deleted: the next one goes on from it
	vanished  bool          // the run is hidden
	linkStart int           // of the link that is open; -1: none
	linkTo    string
}

// maxWordDepth bounds how deep elements are nested. Tables in tables in text boxes have about 40.
const maxWordDepth = 256

func (w *wordReader) read(body []byte) error {
	w.linkStart = -1
	err := xmlTokens(wordBody, body, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			return w.open(t)
		case xml.EndElement:
			w.close()
		case xml.CharData:
			if w.skip == 0 && w.top() == "t" {
				w.words(string(t))
			}
		}
		return nil
	})
	if err == nil && w.text.Len() > MaxText {
		err = fmt.Errorf("%w: a text may have %d MB", ErrTooLarge, MaxText>>20)
	}
	w.joined = false
	w.flush()
	return err
}

func (w *wordReader) top() string {
	if len(w.path) == 0 {
		return ""
	}
	return w.path[len(w.path)-1]
}

func (w *wordReader) open(e xml.StartElement) error {
	name := e.Name.Local
	switch {
	case len(w.path) > maxWordDepth:
		return fmt.Errorf("%w: its elements are nested over %d deep", ErrTooLarge, maxWordDepth)
	case w.skip > 0:
	case name == "pPrChange" || name == "rPrChange": // what the properties were before
		w.skip = len(w.path) + 1
	case w.props != "":
		w.property(e)
	case name == "pPr" || name == "rPr":
		w.props, w.propsAt = name, len(w.path)+1
	case unseenInWord(name):
		w.skip = len(w.path) + 1
	default:
		w.element(e)
	}
	w.path = append(w.path, name)
	return nil
}

func (w *wordReader) property(e xml.StartElement) {
	name, paragraph := e.Name.Local, w.props == "pPr"
	switch {
	case paragraph && name == "pStyle":
		w.style = xmlAttr(e, "val")
	case paragraph && name == "del":
		w.joined = true
	case !paragraph && name == "vanish" && isOn(e):
		w.vanished = true
	}
}

// isOn reads a property that is on unless it says otherwise.
func isOn(e xml.StartElement) bool {
	switch xmlAttr(e, "val") {
	case "0", "false", "off":
		return false
	}
	return true
}

// unseenInWord says whether what stands in an element is not read: deleted words, pictures with their text boxes, codes, and
// what is there for older programs alone.
func unseenInWord(name string) bool {
	switch name {
	case "del", "moveFrom", "delText", "instrText", "delInstrText", "drawing", "pict", "object", "Fallback", "rt", "sectPr":
		return true
	}
	return false
}

func (w *wordReader) element(e xml.StartElement) {
	switch e.Name.Local {
	case "r":
		w.vanished = false
	case "tab":
		w.words(" ")
	case "br", "cr":
		w.words("\n")
	case "noBreakHyphen":
		w.words("\u2011")
	case "hyperlink":
		w.linkStart, w.linkTo = w.p.Len(), w.targets[xmlAttr(e, "id")]
	}
}

func (w *wordReader) close() {
	name := w.top()
	w.path = w.path[:max(0, len(w.path)-1)]
	switch {
	case w.skip > len(w.path):
		w.skip = 0
	case w.skip > 0:
	case w.propsAt > len(w.path):
		w.props, w.propsAt = "", 0
	case name == "p":
		w.flush()
	case name == "hyperlink":
		if w.linkTo != "" && w.linkStart >= 0 && w.linkStart < w.p.Len() {
			w.pLinks = append(w.pLinks, claims.Link{URL: w.linkTo, At: claims.Span{Start: w.linkStart, End: w.p.Len()}})
		}
		w.linkStart = -1
	}
}

// words adds words to the paragraph, which begins with none that are blank.
func (w *wordReader) words(s string) {
	if w.vanished {
		w.hidden += len(s)
		return
	}
	if w.p.Len() == 0 {
		s = strings.TrimLeft(s, " \t\r\n")
	}
	w.p.WriteString(s)
}

// flush ends the paragraph: the first one that is a title is the article's, one that is a marker is noted, every other one
// becomes text.
func (w *wordReader) flush() {
	if w.joined {
		w.joined, w.style = false, ""
		return
	}
	words := strings.TrimRight(w.p.String(), " \t\r\n")
	style, links := w.style, w.pLinks
	w.p.Reset()
	w.style, w.pLinks = "", nil
	inner, bracketed := strings.CutPrefix(words, "[")
	inner, closed := strings.CutSuffix(inner, "]")
	if m, ok := markerOf(inner); ok && bracketed && closed {
		m.At = w.text.Len()
		w.markers = addMarker(w.markers, m)
		return
	}
	switch {
	case words == "":
		return
	case w.title == "" && w.text.Len() == 0 && isWordTitle(style):
		w.title = oneLine(words)
		return
	}
	if w.text.Len() > 0 {
		w.text.WriteString("\n\n")
	}
	for _, l := range links {
		at := claims.Span{Start: w.text.Len() + min(l.At.Start, len(words)), End: w.text.Len() + min(l.At.End, len(words))}
		w.links = append(w.links, claims.Link{URL: l.URL, At: at})
	}
	w.text.WriteString(words)
}

// isWordTitle says whether a paragraph style is that of a story's headline.
func isWordTitle(style string) bool {
	return strings.EqualFold(style, "Title") || strings.EqualFold(style, "Heading1")
}

func (w *wordReader) article() (claims.Article, error) {
	text := w.text.String()
	if strings.TrimFunc(text, blank) == "" {
		return claims.Article{}, ErrEmpty
	}
	a := claims.NewArticle(claims.Ref{Title: w.title}, text)
	a.Links, a.Markers = w.links, w.markers
	a.Hidden.Elements = w.hidden
	for i := range a.Markers { // what it stands before begins behind the empty line
		if at := &a.Markers[i].At; *at > 0 && *at < len(text) {
			*at += len("\n\n")
		}
	}
	a.Markers = strayMarkers(text, a.Markers)
	settleLanguage(&a)
	return a, nil
}
