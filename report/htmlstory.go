package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/verify"
)

// A segment is a stretch of the story with one set of marks. Claims and findings overlap and nest; segments do not, and
// together they are the text.
type segment struct {
	Text string
	// Claim is the innermost claim that the words are of; nil: none.
	Claim *claimView
	// Anchor is the ID of the first segment of its claim, Stop says that the keyboard stops here, once a claim, and Own that
	// the claim's number stands in it.
	Anchor    string
	Stop, Own bool
	Source    bool   // the words name a claim's source
	Found     string // the gravest severity of the open findings on these words
	Chips     []chip // what ends here
	at        claims.Span
	para      int
}

// A chip is a number behind marked words that leads to what is said of them.
type chip struct {
	Claim   *claimView   // one of the two
	Finding *findingView // …
	Anchor  string
}

// A stroke is one span to be marked.
type stroke struct {
	at      claims.Span
	claim   *claimView
	finding *findingView
	source  bool
}

// paragraphs cuts a text into paragraphs of segments. Empty lines only part paragraphs.
func paragraphs(text string, strokes []stroke) [][]segment {
	strokes = slices.DeleteFunc(slices.Clone(strokes), func(s stroke) bool { return !s.at.Fits(text) || s.at.Len() == 0 })
	slices.SortStableFunc(strokes, func(a, b stroke) int { return cmp.Compare(a.at.Start, b.at.Start) })
	segments := cut(text, strokes)
	number(segments, strokes)
	var out [][]segment
	for i, s := range segments {
		if i == 0 || s.para != segments[i-1].para {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], s)
	}
	return out
}

// cut makes the segments between all the places where a mark begins or ends, and at the ends of lines.
func cut(text string, strokes []stroke) []segment {
	edges := []int{0, len(text)}
	for i := range len(text) {
		if text[i] == '\n' {
			edges = append(edges, i, i+1)
		}
	}
	for _, s := range strokes {
		edges = append(edges, s.at.Start, s.at.End)
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var out []segment
	var under underway
	para := 0
	for i := 1; i < len(edges); i++ {
		at := claims.Span{Start: edges[i-1], End: edges[i]}
		strokes = under.at(at.Start, strokes)
		if text[at.Start] == '\n' {
			para++
			continue
		}
		switch words := inline(text[at.Start:at.End]); words {
		case "":
		case " ": // nothing to see is nothing to mark
			out = append(out, segment{Text: words, at: at, para: para})
		default:
			s := under.marks
			s.Text, s.at, s.para = words, at, para
			out = append(out, s)
		}
	}
	return out
}

// underway is the strokes that a place of the text lies in, and what they make of it. It is worked out anew only where one
// begins or ends, so that a text of many lines costs no more for being marked.
type underway struct {
	strokes []stroke
	end     int // the first end among them
	marks   segment
}

// at goes on to a place and gives the strokes that begin behind it.
func (u *underway) at(place int, next []stroke) []stroke {
	n := 0
	for n < len(next) && next[n].at.Start <= place {
		n++
	}
	if n == 0 && (len(u.strokes) == 0 || place < u.end) {
		return next
	}
	u.strokes = append(slices.DeleteFunc(u.strokes, func(s stroke) bool { return s.at.End <= place }), next[:n]...)
	u.marks = segment{}
	for i, s := range u.strokes {
		if i == 0 || s.at.End < u.end {
			u.end = s.at.End
		}
		switch {
		case s.source:
			u.marks.Source = true
		case s.finding != nil:
			if s.finding.Reason == "" { // what is waived has its number alone
				u.marks.Found = graver(u.marks.Found, s.finding.Severity)
			}
		case u.marks.Claim == nil || s.claim.size <= u.marks.Claim.size:
			u.marks.Claim = s.claim
		}
	}
	return next[n:]
}

// graver is the graver of two severities; "" is less than any.
func graver(a, b string) string {
	if verify.Severity(b).Rank() > verify.Severity(a).Rank() {
		return b
	}
	return a
}

// number puts the anchors, the numbers and the one stop of the keyboard for each claim and finding.
func number(segments []segment, strokes []stroke) {
	first, last := map[*claimView]int{}, map[*claimView]int{} // segments that are of the claim alone, that have words of it
	for i, s := range slices.Backward(segments) {
		first[s.Claim] = i
	}
	ends := make([]int, len(strokes))
	for n, s := range strokes {
		ends[n] = endingAt(segments, s.at)
		last[s.claim] = max(last[s.claim], ends[n])
	}
	for n, s := range strokes {
		switch i := ends[n]; {
		case i < 0 || s.source:
		case s.finding != nil:
			segments[i].Chips = append(segments[i].Chips, s.finding.chip())
		case s.claim.Mark != "" || i != last[s.claim]:
		default:
			s.claim.Mark = s.claim.ID + "m"
			if segments[i].Claim != s.claim { // another claim stands on its last words
				segments[i].Chips = append(segments[i].Chips, chip{Claim: s.claim, Anchor: s.claim.Mark})
				continue
			}
			segments[i].Own, segments[i].Stop = true, true
			segments[first[s.claim]].Anchor = s.claim.Mark
		}
	}
}

// chip is the number behind the words of a finding; the first of several carries its anchor.
func (f *findingView) chip() chip {
	c := chip{Finding: f}
	if f.Mark == "" {
		f.Mark = f.ID + "m"
		c.Anchor = f.Mark
	}
	return c
}

// endingAt is the last segment with words that lies in the span, -1 if none does.
func endingAt(segments []segment, at claims.Span) int {
	i, _ := slices.BinarySearchFunc(segments, at.End, func(s segment, end int) int { return cmp.Compare(s.at.Start, end) })
	for i--; i >= 0 && segments[i].at.Start >= at.Start; i-- {
		if segments[i].Text != " " {
			return i
		}
	}
	return -1
}

// inline is Plain for a stretch of a longer text: a space at its ends stays.
func inline(s string) string {
	const end = "." // so that no space is at an end
	words := Plain(end + s + end)
	return words[len(end) : len(words)-len(end)]
}

// strokes are the spans to mark in the story.
func (v *storyView) strokes(p *page) []stroke {
	var out []stroke
	for i, c := range p.r.Run.Claims {
		for _, s := range c.Content {
			out = append(out, stroke{at: s, claim: &v.Claims[i]})
		}
		for _, s := range c.Source {
			out = append(out, stroke{at: s, source: true})
		}
	}
	for _, list := range [][]findingView{v.Findings, v.Waived} {
		for i := range list {
			if !list[i].inStory {
				continue
			}
			for _, s := range list[i].spans {
				out = append(out, stroke{at: s, finding: &list[i]})
			}
		}
	}
	return out
}

// A storyView is what the page shows of one result.
type storyView struct {
	N                         int
	ID                        string // of the section, and the beginning of all IDs in it
	Title, Link, Where, Lang  string
	About                     []string
	Lint                      bool
	Summary, Searched, Notice string
	Tiles                     []tileView
	Profile                   profileView
	Paragraphs                [][]segment
	Claims                    []claimView
	Findings, Waived          []findingView
	Known                     int
	Rules                     []ruleView
	Groups                    []groupView
	OtherGroups               int // read, and no claim's
	Partly                    []string
	Problems                  []string
	Setup                     [][2]string
}

// A tileView is a verdict, how many claims have it, and which.
type tileView struct {
	Label, Sign, Class string
	Claims             []*claimView
}

func newStoryView(n int, r verify.Result, o Options) storyView {
	p := &page{r: r, o: o}
	a, story := r.Run.Article, r.Pages[r.Run.Article.ID]
	v := storyView{
		N: n, ID: fmt.Sprintf("s%d", n), Title: titleOf(a, o), Link: webLink(a.URL), Lang: language(story),
		Where: clip(cmp.Or(Plain(a.URL), Plain(o.Ref)), shownAddress), Lint: o.Lint, Known: o.Known,
	}
	for _, s := range []string{Plain(a.Publisher), Plain(a.Byline), day(a)} {
		if s != "" {
			v.About = append(v.About, s)
		}
	}
	v.Claims = p.claimViews(v.ID)
	v.Findings, v.Waived = p.findingViews(&v)
	v.Rules = p.rulesMet(v.ID)
	v.Profile = newProfileView(v.ID, story, r.Run.Claims)
	v.Paragraphs = paragraphs(story.Text, v.strokes(p))
	for _, pr := range r.Run.Problems {
		v.Problems = append(v.Problems, Plain(pr.Message))
	}
	v.told(p)
	return v
}

// titleOf is the story's title, or what it was read from.
func titleOf(a claims.Ref, o Options) string {
	if title := Plain(a.Title); title != "" {
		return title
	}
	if from := cmp.Or(Plain(a.URL), Plain(o.Ref)); from != "" {
		return "Untitled story, " + clip(from, shownAddress)
	}
	return "Untitled story"
}

// told fills in what a check says besides, or a lint.
func (v *storyView) told(p *page) {
	v.Setup = p.setup()
	if p.o.Lint {
		v.Summary = plural(len(v.Claims), "claim") + ". " + v.foundWords()
		return
	}
	v.Summary, v.Searched = strings.ReplaceAll(p.summary(), "_", " "), p.searched()
	if len(v.Findings)+len(v.Waived)+v.Known > 0 {
		v.Summary += " " + v.foundWords()
	}
	if p.r.Run.Setup.Draft {
		v.Notice = p.draft()
	}
	for _, l := range LabelOrder {
		t := tileView{Label: labelWords(l), Sign: signs[l], Class: string(l)}
		for i := range v.Claims {
			if v.Claims[i].label == l {
				t.Claims = append(t.Claims, &v.Claims[i])
			}
		}
		if len(t.Claims) > 0 {
			v.Tiles = append(v.Tiles, t)
		}
	}
	v.Groups, v.OtherGroups = p.groupViews(v.ID)
	v.Partly = p.partlyWords()
}

// foundWords says how many findings there are, and how many of them nobody need act on.
func (v *storyView) foundWords() string {
	words := plural(len(v.Findings), "finding")
	if n := len(v.Waived); n > 0 {
		words += fmt.Sprintf(", %d waived", n)
	}
	if v.Known > 0 {
		words += fmt.Sprintf(", %d left out as known", v.Known)
	}
	return words + "."
}

// language is the language of a page if it is told by two or three letters, for who reads it aloud; else "".
func language(a claims.Article) string {
	l := a.Language
	if len(l) < 2 || len(l) > 3 || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return l
}

// setup says what could have changed the result, and where it is recorded.
func (p *page) setup() [][2]string {
	s := p.r.Run.Setup
	var out [][2]string
	add := func(what, words string) {
		if words = Plain(words); words != "" {
			out = append(out, [2]string{what, words})
		}
	}
	add("Program", s.Program)
	add("Extractor", s.Extractor)
	add("Judge", s.Judge)
	add("Confidence by", s.Calibration)
	if s.Endpoint != "" {
		add("Model endpoint", fmt.Sprintf("%s, asked %d times", s.Endpoint, len(p.r.Run.Exchanges)))
	}
	add("Coverage", strings.Join(s.Providers, ", "))
	add("Asked besides", strings.Join(s.Apart, ", "))
	add("Fetched through", s.Proxy)
	add("Editorial rules", s.Rules)
	if !p.r.Run.At.IsZero() {
		add("Checked at", p.r.Run.At.UTC().Format("2 January 2006, 15:04 MST"))
	}
	add("Story", p.r.Run.Article.ID)
	if p.o.Receipt.ID != "" {
		add("Ledger", fmt.Sprintf("entry %d in %s", p.o.Receipt.Leaf, p.o.Ledger))
		add("Digest of the entry", p.o.Receipt.ID)
	}
	return out
}
