package report

import (
	"cmp"
	"fmt"
	"strings"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// A ground is what the places of a story's findings are told in: the file that the story was read from, else its text.
type ground struct {
	r     verify.Result
	o     Options
	story claims.Article
	path  string // of the file, or what the story goes by
	lines *Lines
}

func newGround(r verify.Result, o Options) *ground {
	g := &ground{r: r, o: o, story: r.Pages[r.Run.Article.ID], path: storyPath(r, o)}
	if o.Source != nil {
		g.lines = NewLines(string(o.Source.Raw))
	} else {
		g.lines = NewLines(g.story.Text)
	}
	return g
}

// storyPath names the file of a story; one from standard input, or of which only the record is known, has a name of ours.
func storyPath(r verify.Result, o Options) string {
	path := cmp.Or(o.Ref, r.Run.Article.URL)
	if o.Source != nil {
		path = cmp.Or(o.Source.Path, path)
	}
	if path == "-" {
		return "stdin"
	}
	return cmp.Or(path, "story")
}

// A passage is words and where they stand.
type passage struct {
	Words string   `json:"words"`
	Place *place   `json:"place,omitempty"` // nil: in no text of the story's
	URL   string   `json:"url,omitempty"`   // of the piece of coverage that the words stand in
	end   Position // where the first line of the words ends: To, if there is but one
}

// A place is where a passage stands in a file: from before its first character to after its last.
type place struct {
	Path string   `json:"path"`
	From Position `json:"from"`
	To   Position `json:"to"`
	// Stored says that the file is not at hand: lines and columns count in the text that was stored of it.
	Stored bool `json:"stored,omitempty"`
}

// A spot is a finding with its words and places.
type spot struct {
	verify.Finding
	here   passage   // always with a place in the story's file
	beside []passage // the other passages that it is about
}

// spots are a result's findings in their order, those that are open or those that are waived.
func (g *ground) spots(waived bool) []spot {
	var out []spot
	for _, f := range g.r.Run.Findings {
		if (f.Waived != nil) == waived {
			out = append(out, g.spot(f))
		}
	}
	return out
}

// spot finds the places of a finding. One about a piece of coverage stands at the claim that the piece is about, since
// nobody can mend the coverage.
func (g *ground) spot(f verify.Finding) spot {
	s := spot{Finding: f}
	own := f.Article == "" || f.Article == g.r.Run.Article.ID
	in := g.in
	if own {
		s.here = g.in(f.At)
	} else {
		in = func(at claims.Span) passage { return g.elsewhere(f.Article, at) }
		s.here, s.beside = g.ofClaim(f.Claim), []passage{in(f.At)}
	}
	for _, at := range f.Also {
		s.beside = append(s.beside, in(at))
	}
	for _, words := range f.AlsoText {
		s.beside = append(s.beside, passage{Words: words})
	}
	return s
}

// in is a passage of the story.
func (g *ground) in(at claims.Span) passage {
	p := passage{Words: g.story.Words([]claims.Span{at})}
	file := at
	if g.o.Source != nil {
		file = inFile(g.o.Source, at)
	}
	p.Place = &place{g.path, g.lines.At(file.Start), g.lines.At(max(file.Start, file.End)), g.o.Source == nil}
	p.end = g.lines.At(g.lines.lineEnd(file.Start, file.End))
	return p
}

// inFile is where a span of the text stands in the file; words that stand nowhere in it are placed after those before them.
func inFile(s *sources.Source, at claims.Span) claims.Span {
	if file, ok := s.At(at); ok {
		return file
	}
	before, _ := s.At(claims.Span{End: at.End})
	return claims.Span{Start: before.End, End: before.End}
}

// elsewhere is a passage of a piece of coverage, of which there is no file.
func (g *ground) elsewhere(article string, at claims.Span) passage {
	page := g.r.Pages[article]
	return passage{Words: page.Words([]claims.Span{at}), URL: cmp.Or(page.URL, page.Publisher, article)}
}

// ofClaim is the first words of a claim; without it, the start of the story.
func (g *ground) ofClaim(id string) passage {
	for _, c := range g.r.Run.Claims {
		if c.ID == id && len(c.Content) > 0 {
			return g.in(c.Content[0])
		}
	}
	return g.in(claims.Span{})
}

// told is the finding in one line, with the other passages that it is about, for forms that have no place for those.
func (s spot) told() string { return s.with(func(passage) bool { return true }) }

// untold is told with only the passages that stand in no file, for forms that can point at the others.
func (s spot) untold() string { return s.with(func(p passage) bool { return p.Place == nil }) }

func (s spot) with(shown func(passage) bool) string {
	words := []string{Plain(s.Message)}
	for _, p := range s.beside {
		if shown(p) && !s.says(p) {
			words = append(words, p.told())
		}
	}
	return strings.Join(words, "; ")
}

// says whether the message has all that there is to say of a passage: words beside the story have no place.
func (s spot) says(p passage) bool {
	return p.Place == nil && p.URL == "" && strings.Contains(Plain(s.Message), Plain(p.Words))
}

// told says where a passage stands and its words, in one line.
func (p passage) told() string {
	words := quoted(Plain(p.Words))
	switch {
	case p.Place != nil:
		return fmt.Sprintf("also at %s: %s", p.Place.short(), words)
	case p.URL != "":
		return fmt.Sprintf("in %s: %s", Plain(p.URL), words)
	}
	return "also on the page, beside the story: " + words
}

// short is the line and column that a person counts.
func (p place) short() string { return fmt.Sprintf("%d:%d", p.From.Line, p.From.Rune) }

// severities are the severities in the order in which they are told: the worst first.
var severities = []verify.Severity{verify.Error, verify.Warning, verify.Info}

// waiverWords is an editor's reason in one line, and who gave it where.
func waiverWords(w *verify.Waiver) string {
	if w == nil {
		return ""
	}
	words := Plain(w.Reason)
	var from []string
	if w.By != "" {
		from = append(from, Plain(w.By))
	}
	switch w.From {
	case "":
	case inText:
		from = append(from, "in the story")
	default:
		from = append(from, Plain(w.From))
	}
	if len(from) > 0 {
		words += " (" + strings.Join(from, ", ") + ")"
	}
	return words
}

// inText is Waiver.From of a marker in the story.
const inText = "text"

// refName is what a story without a result goes by.
func refName(ref string) string {
	if ref = Plain(ref); ref == "" || ref == "-" {
		return "standard input"
	}
	return ref
}

// failWords says which story there is no result of, and why.
func failWords(ref string, err error) string {
	words := Plain(err.Error())
	if ref = refName(ref); !strings.Contains(words, ref) {
		words = ref + ": " + words
	}
	return words
}

// failed says whether a problem means that something could not be checked, where others only bound the run.
func failed(p verify.Problem) bool {
	return p.Stage == "read" || p.Stage == "search" || p.Stage == "judge"
}
