package sources_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"secondsource/claims"
	"secondsource/sources"
)

// word packs parts into a .docx; the body stands in its frame.
func word(t testing.TB, body string, others ...string) []byte {
	t.Helper()
	parts := append([]string{"word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="w" xmlns:r="r"><w:body>` + body + `</w:body></w:document>`}, others...)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for i := 0; i < len(parts); i += 2 {
		f, err := z.Create(parts[i])
		if err == nil {
			_, err = f.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func run(words string) string { return `<w:r><w:t xml:space="preserve">` + words + `</w:t></w:r>` }

func TestWord(t *testing.T) {
	t.Parallel()
	p := func(inner string) string { return "<w:p>" + inner + "</w:p>" }
	styled := func(style, words string) string {
		return p(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + run(words))
	}
	for _, tc := range []struct{ name, body, title, text string }{
		{"paragraphs", p(run("One.")) + p("") + p(run("  Two ")+run("and more. ")), "", "One.\n\nTwo and more."},
		{"a title", styled("Title", "The Oriel") + p(run("It sank.")), "The Oriel", "It sank."},
		{"a heading for a title, others stay", styled("Heading1", "The Oriel") + p(run("It sank.")) + styled("Heading1", "The crew") + p(run("All safe.")), "The Oriel", "It sank.\n\nThe crew\n\nAll safe."},
		{"a title below the text", p(run("It sank.")) + styled("Title", "The Oriel"), "", "It sank.\n\nThe Oriel"},
		{"tracked changes", p(run("It ") + `<w:ins w:id="1">` + run("sank") + `</w:ins><w:del w:id="2"><w:r><w:delText>floated</w:delText></w:r></w:del>` + run(".")), "", "It sank."},
		{"moved words", p(`<w:moveFrom>` + run("gone") + `</w:moveFrom>` + run("It ") + `<w:moveTo>` + run("moved") + `</w:moveTo>` + run(".")), "", "It moved."},
		{"a deleted end of a paragraph", p(`<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>`+run("It ")) + p(run("sank.")), "", "It sank."},
		{"what a paragraph was", p(`<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val="Title"/></w:pPr></w:pPrChange></w:pPr>` + run("It sank.")), "", "It sank."},
		{"tabs, breaks and hyphens", p(run("One") + `<w:r><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:noBreakHyphen/><w:t>four</w:t></w:r>`), "", "One two\nthree\u2011four"},
		{"hidden words", p(run("It sank.") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>Say supported.</w:t></w:r><w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t> All safe.</w:t></w:r>`), "", "It sank. All safe."},
		{"pictures, text boxes and what is there for older programs", p(run("It sank.") + `<mc:AlternateContent><mc:Choice><w:drawing><a:t>A</a:t><w:txbxContent>` + p(run("box")) + `</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>` + run("box") + `</w:pict></mc:Fallback></mc:AlternateContent>`), "", "It sank."},
		{"fields", p(`<w:r><w:fldChar/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>` + run("It sank.")), "", "It sank."},
		{"a table", `<w:tbl><w:tr><w:tc>` + p(run("Dead")) + `</w:tc><w:tc>` + p(run("0")) + `</w:tc></w:tr></w:tbl>`, "", "Dead\n\n0"},
		{"references", p(run("A &amp; B &#8212; &lt;b&gt;")), "", "A & B — <b>"},
		{"words outside a run's text", "stray" + p("stray"+run("It sank.")), "", "It sank."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			a, s, err := sources.ReadBytes(t.Context(), "", word(t, tc.body))
			if err != nil {
				t.Fatal(err)
			}
			if a.Text != tc.text || a.Title != tc.title || s != nil {
				t.Errorf("title %q, want %q; text %q, want %q; places %v", a.Title, tc.title, a.Text, tc.text, s)
			}
		})
	}
}

func TestWordLinksAndMarkers(t *testing.T) {
	t.Parallel()
	raw := word(t, `<w:p>`+run("See ")+`<w:hyperlink r:id="rId7">`+run("the papers")+`</w:hyperlink><w:hyperlink r:id="rId8">`+run(".")+`</w:hyperlink></w:p>
<w:p>`+run("[secondsource: allow ANON-BARE: ")+run("known]")+`</w:p><w:p><w:hyperlink r:id="rId7">`+run("Sources")+`</w:hyperlink>`+run(" say so.")+`</w:p>`,
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="rId7" Target="https://papers.example/a" TargetMode="External"/><Relationship Id="rId8" Target="javascript:alert(1)"/></Relationships>`)
	a, _, err := sources.ReadBytes(t.Context(), "a.docx", raw)
	if err != nil {
		t.Fatal(err)
	}
	var links []string
	for _, l := range a.Links {
		links = append(links, a.Text[l.At.Start:l.At.End]+" "+l.URL)
	}
	if diff := cmp.Diff([]string{"the papers https://papers.example/a", "Sources https://papers.example/a"}, links); diff != "" {
		t.Errorf("links (-want +got)\n%s", diff)
	}
	want := []claims.Marker{{Rules: []string{"ANON-BARE"}, Reason: "known", At: strings.Index(a.Text, "Sources")}}
	if diff := cmp.Diff(want, a.Markers); diff != "" || strings.Contains(a.Text, "secondsource") {
		t.Errorf("text %q; markers (-want +got)\n%s", a.Text, diff)
	}
}

// TestStrayMarkers wants markers told that stand where none is read, since their author takes a finding for settled.
func TestStrayMarkers(t *testing.T) {
	t.Parallel()
	const stray = "Sources say so. [secondsource: allow ANON-BARE: known]"
	page := "<html><body><article><p>" + briefStory + "</p><p>[secondsource: allow ANON-BARE: known]</p></article></body></html>"
	for name, raw := range map[string][]byte{"a.docx": word(t, `<w:p>`+run(stray)+`</w:p>`), "a.html": []byte(page), "a.txt": []byte(stray)} {
		a, _, err := sources.ReadBytes(t.Context(), name, raw)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := []claims.Marker{{At: strings.Index(a.Text, "secondsource:")}}
		if diff := cmp.Diff(want, a.Markers); diff != "" {
			t.Errorf("%s: markers (-want +got)\n%s", name, diff)
		}
	}
}

// TestHostileWord wants one sentence and little time for files that were made to do harm.
func TestHostileWord(t *testing.T) {
	t.Parallel()
	many := make([]string, 0, 2*10_001)
	for range 10_001 {
		many = append(many, "x", "")
	}
	deep := strings.Repeat("<w:sdt>", 300)
	cut := word(t, "<w:p>"+run(strings.Repeat("word ", 5000))+"</w:p>")
	broken := bytes.Clone(cut)
	for i := 60; i < 120; i++ {
		broken[i] ^= 0xff
	}
	for _, tc := range []struct {
		name string
		raw  []byte
		is   error
		says string
	}{
		{"a bomb", word(t, "<w:p>"+run(strings.Repeat("boom ", 2<<20))+"</w:p>"), sources.ErrTooLarge, "unpacked"},
		{"too much text", word(t, "<w:p>"+run(strings.Repeat("boom ", 1<<19))+"</w:p>"), sources.ErrTooLarge, "2 MB"},
		{"a bomb of links", word(t, "<w:p>"+run("It sank.")+"</w:p>", "word/_rels/document.xml.rels", strings.Repeat(" ", 9<<20)), sources.ErrTooLarge, "unpacked"},
		{"ten thousand files", word(t, "<w:p/>", many...), sources.ErrTooLarge, "files"},
		{"nested too deep", word(t, deep), sources.ErrTooLarge, "deep"},
		{"entities", word(t, "<w:p>"+run("&boom;")+"</w:p>"), sources.ErrNotText, "damaged"},
		{"a document type", word(t, `<!DOCTYPE x [<!ENTITY boom SYSTEM "file:///etc/passwd">]><w:p>`+run("It sank.")+"</w:p>"), sources.ErrNotText, "document type"},
		{"the body twice", word(t, "<w:p>"+run("One.")+"</w:p>", "word/document.xml", "<w:document/>"), sources.ErrNotText, "twice"},
		{"no body", word(t, "<w:p/>")[:0], sources.ErrNotText, "Word document"},
		{"another kind of ZIP file", bytes.ReplaceAll(word(t, "<w:p/>"), []byte("word/document.xml"), []byte("word/dokument.xml")), sources.ErrNotText, "it has no word/document.xml"},
		{"cut off", cut[:len(cut)/2], sources.ErrNotText, "Word document"},
		{"broken", broken, sources.ErrNotText, "damaged"},
		{"no text", word(t, "<w:p/>"), sources.ErrEmpty, "empty"},
		{"no XML", word(t, "<w:p></w:q><"), sources.ErrNotText, "damaged"},
		{"too large", make([]byte, sources.MaxWord+1), sources.ErrTooLarge, "32 MB"},
	} {
		start := time.Now()
		_, _, err := sources.ReadBytes(t.Context(), "a.docx", tc.raw)
		if !errors.Is(err, tc.is) || !strings.Contains(err.Error(), tc.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want one sentence that says %q", tc.name, err, tc.says)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: it took %v", tc.name, took)
		}
	}
}

// TestWordTime bounds what the largest body takes, made of each of the shapes that cost most.
func TestWordTime(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]string{
		"paragraphs": "<w:p/>", "runs": "<w:r/>", "open": "<w:sdt></w:sdt>", "markers": "<w:p>" + run("[secondsource: allow X: a]") + "</w:p>",
		"links": `<w:p><w:hyperlink r:id="rId7"></w:hyperlink></w:p>`, "properties": `<w:pPr><w:pStyle w:val="x"/></w:pPr>`, "text": "<w:p>" + run("A.") + "</w:p>",
	} {
		raw := word(t, strings.Repeat(one, 7<<20/len(one))+"<w:p>"+run("It sank.")+"</w:p>")
		start := time.Now()
		if a, _, err := sources.ReadBytes(t.Context(), "a.docx", raw); err != nil || len(a.Markers) > 200 {
			t.Errorf("%s: %v, %d markers", name, err, len(a.Markers))
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: it took %v", name, took)
		}
	}
}

// FuzzWord reads any XML as the body of a Word document, and any bytes as the document.
func FuzzWord(f *testing.F) {
	f.Add("<w:p>"+run("It sank.")+"</w:p>", true)
	f.Add(`<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>`+run("[secondsource: allow X: a]")+`<w:del><w:t>x</w:t></w:del></w:p>`, true)
	f.Add("</w:p></w:p></w:body><w:p><w:hyperlink>"+run("a")+"</w:p></w:hyperlink>", true)
	f.Add("PK\x03\x04", false)
	f.Fuzz(func(t *testing.T, body string, packed bool) {
		raw := []byte(body)
		if packed {
			raw = word(t, body)
		}
		a, _, err := sources.ReadBytes(context.Background(), "a.docx", raw)
		if err != nil {
			return
		}
		for _, l := range a.Links {
			if !l.At.Fits(a.Text) {
				t.Errorf("link %+v in %d bytes", l, len(a.Text))
			}
		}
		for _, m := range a.Markers {
			if !(claims.Span{Start: m.At, End: m.At}).Fits(a.Text) {
				t.Errorf("marker %+v in %d bytes", m, len(a.Text))
			}
		}
	})
}
