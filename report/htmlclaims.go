package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/sources"
	"secondsource/verify"
)

// A claimView is a claim's card and what the mark in the story says of it.
type claimView struct {
	ID, Mark    string // of the card, and of the mark in the story; no mark: "" (the words stand nowhere in it)
	N           int
	Words       string
	Who         string
	Kind        string // as a mark has it: "" where the source is named or the voice is the story's
	Naming      string // named, unnamed, own_voice, unresolved
	Label, Sign string // "" in a lint
	Class       string // of the mark and the card: the label, or the naming
	Verdict     string // what the verdict rests on
	Tip         string // for who points at the mark or comes to it by keyboard
	Notes       []string
	Via         *claimView
	Stances     []stanceView
	FactChecks  []factCheckView
	Searches    []string
	label       verify.Label
	size        int // bytes of content: of nested claims the smaller is the inner one
	Pips        []pip
}

// A pip is one independent origin, up to pipsShown.
type pip struct{ Class string }

// pipsShown is how many origins are drawn; the words have the number.
const pipsShown = 12

// A stanceView is the evidence of one stance.
type stanceView struct {
	Title, Class string
	First, More  []pieceView
	Left         int // how many more there are
}

// A pieceView is one passage.
type pieceView struct {
	Outlet, Link, Where, Lang, Group, GroupID string
	Notes                                     []string // what it counts for, and what to look at
	Flags                                     []string
	Before, Words, After                      string // the passage, parted at the words that carry the stance
	Bytes                                     string
}

// A factCheckView is a published fact-check.
type factCheckView struct{ Words, Claim, Link, Where string }

// signs stand for the verdicts beside their words, so that colour is never the only carrier.
var signs = map[verify.Label]string{
	verify.Supported: "✓", verify.Refuted: "≠", verify.Mixed: "±", verify.NeedsReview: "?", verify.NotFound: "○", verify.Unchecked: "⊘",
}

func labelWords(l verify.Label) string { return strings.ReplaceAll(Plain(string(l)), "_", " ") }

const (
	// foldedPassages is how many passages of a stance stand in a fold under the first shownPassages: a person who has read
	// fifteen looks for the others in the data.
	foldedPassages = 12
	// foldedInAll bounds the passages in the folds of a story, so that the page of a check of forty claims stays under
	// 400 KB however much there is: a passage takes some 0.8 KB.
	foldedInAll = 100
)

// foldLimit is how many passages of a stance the folds of this story have room for, the same for all.
func (p *page) foldLimit() int {
	var more []int
	for _, v := range p.r.Run.Verdicts {
		for s := range stanceTitles {
			more = append(more, len(p.spread(v.Evidence, s))-shownPassages)
		}
	}
	for limit := foldedPassages; limit > 0; limit-- {
		sum := 0
		for _, n := range more {
			sum += max(0, min(limit, n))
		}
		if sum <= foldedInAll {
			return limit
		}
	}
	return 0
}

// shownClaim is how much of a claim stands on its card, in runes: far more than a sentence. The mark in the story has all of it.
const shownClaim = 1500

func (p *page) claimViews(story string) []claimView {
	out := make([]claimView, len(p.r.Run.Claims))
	fold := p.foldLimit()
	for i, c := range p.r.Run.Claims {
		v := &out[i]
		*v = claimView{
			ID: fmt.Sprintf("%s-c%d", story, i+1), N: i + 1, Words: clip(Plain(p.r.Pages[c.Article].Words(c.Content)), shownClaim), Who: clip(Plain(p.who(c)), shownWords),
			Naming: string(verify.NamingOf(c.Attribution)), Notes: p.claimNotes(c),
		}
		for _, s := range c.Content {
			v.size += s.Len()
		}
		switch verify.Naming(v.Naming) {
		case verify.Unnamed, verify.Unsettled:
			v.Kind = Plain(string(c.Kind))
		case verify.Named, verify.OwnVoice:
		}
		if c.Via != "" {
			if j := slices.IndexFunc(p.r.Run.Claims, func(o claims.Claim) bool { return o.ID == c.Via }); j >= 0 {
				v.Via = &out[j]
			}
		}
		v.Class = "k-" + v.Naming
		if i < len(p.r.Run.Verdicts) && !p.o.Lint {
			cards{p, story, fold}.judged(v, c, p.r.Run.Verdicts[i])
		}
		v.Tip = strings.Join(slices.DeleteFunc([]string{fmt.Sprintf("Claim %d", v.N), v.Label, v.Who, v.Verdict}, func(s string) bool { return s == "" }), " · ")
	}
	return out
}

// cards makes the cards of one story's claims.
type cards struct {
	*page
	story string // what all IDs of the story begin with
	fold  int    // see foldLimit
}

// judged fills in what became of a claim.
func (p cards) judged(v *claimView, c claims.Claim, verdict verify.Verdict) {
	v.label, v.Label, v.Sign = verdict.Label, labelWords(verdict.Label), signs[verdict.Label]
	if v.Sign != "" { // a label that there is a style for
		v.Class += " v-" + string(verdict.Label)
	}
	_, v.Verdict, _ = strings.Cut(verdictWords(verdict), ": ")
	for _, s := range []verify.Stance{verify.Supports, verify.Refutes, verify.Reports} {
		n := map[verify.Stance]int{verify.Supports: verdict.Supports, verify.Refutes: verdict.Refutes, verify.Reports: verdict.Reports}[s]
		for range min(n, pipsShown-len(v.Pips)) {
			v.Pips = append(v.Pips, pip{"p-" + string(s)})
		}
		if shown := p.stance(c, verdict, s); len(shown.First) > 0 {
			v.Stances = append(v.Stances, shown)
		}
	}
	for _, f := range verdict.FactChecks {
		words := factCheckWords(f)
		v.FactChecks = append(v.FactChecks, factCheckView{words, Plain(f.Claim), webLink(f.URL), clip(Plain(f.URL), shownAddress)})
	}
	for _, s := range slices.Concat(verdict.Searches, verdict.FactSearches) {
		v.Searches = append(v.Searches, searchWords(s))
	}
}

// searchWords says how a place answered.
func searchWords(s sources.Search) string {
	name := Plain(s.Provider)
	switch {
	case s.Skipped:
		return name + ": not asked about this claim"
	case s.Empty:
		return name + ": empty"
	case s.Err != "":
		return fmt.Sprintf("%s: %s; could not be searched whole: %s", name, plural(s.Hits, "hit"), Plain(s.Err))
	}
	return name + ": " + plural(s.Hits, "hit")
}

// claimNotes says how the source put it.
func (p *page) claimNotes(c claims.Claim) []string {
	var notes []string
	add := func(ok bool, words string) {
		if ok {
			notes = append(notes, words)
		}
	}
	add(c.Kind != claims.KindNobody && c.Quote != "", Plain(string(c.Quote))+" quotation")
	add(len(c.Cue) > 0, "cue “"+Plain(p.r.Pages[c.Article].Words(c.Cue))+"”")
	add(c.Charged, "the cue judges")
	add(c.Polarity != "" && c.Polarity != claims.PolarityAffirmed, string(c.Polarity))
	add(c.Role != "", Plain(c.Role))
	add(c.Affiliation != "", Plain(c.Affiliation))
	add(c.Phrase, "a phrase, not a statement")
	return notes
}

var stanceTitles = map[verify.Stance]string{
	verify.Supports: "In support", verify.Refutes: "Against", verify.Reports: "Reports or mentions it",
}

func (p cards) stance(c claims.Claim, v verify.Verdict, s verify.Stance) stanceView {
	best := p.spread(v.Evidence, s)
	out := stanceView{Title: stanceTitles[s], Class: string(s)}
	for i, e := range best {
		switch {
		case i < shownPassages:
			out.First = append(out.First, p.pieceView(c, e))
		case i < shownPassages+p.fold:
			out.More = append(out.More, p.pieceView(c, e))
		default:
			out.Left++
		}
	}
	return out
}

func (p cards) pieceView(c claims.Claim, e verify.Evidence) pieceView {
	g, from := p.group(e.Group), p.r.Pages[e.Article]
	q := verify.Question{Claim: c, Story: p.r.Run.Article}
	v := pieceView{
		Outlet: Plain(outlet(from)), Link: webLink(from.URL), Where: clip(Plain(from.URL), shownAddress), Lang: language(from), Group: Plain(e.Group),
		Bytes: fmt.Sprintf("bytes %d–%d of the stored copy %.12s", e.Quote.Start, e.Quote.End, Plain(e.Article)),
	}
	if i := slices.IndexFunc(p.r.Run.Coverage, func(o sources.Group) bool { return o.ID == e.Group }); i >= 0 {
		v.GroupID = fmt.Sprintf("%s-g%d", p.story, i+1)
	}
	add := func(ok bool, words string) {
		if ok {
			v.Notes = append(v.Notes, words)
		}
	}
	add(e.Stance == verify.Refutes && e.Method == verify.Lexical, "a cue for the reader, not counted")
	add(len(g.Articles) > 1, "with "+plural(len(g.Articles)-1, "other piece"))
	add(q.Primary(pieceOf(p.r.Run, e)), "a primary document")
	add(q.Own(g), "does not count: this story or its speaker is the origin")
	add(e.Loose, "does not count: the page could be read only without its structure")
	shared := strings.TrimPrefix(p.sharedWords(c, e), " · ")
	add(shared != "", shared)
	for _, f := range e.Flags {
		if words := flagWords(f); words != "" {
			v.Flags = append(v.Flags, words)
		}
	}
	v.Before, v.Words, v.After = excerpt(from, e.Passage, e.Quote)
	return v
}

// around is how much of a passage is shown on either side of the words that carry the stance, in bytes: two or three lines.
const around = 180

// excerpt parts a passage at its quoted words, cut at a space where it is long. A quotation that does not lie in the passage
// is shown alone.
func excerpt(a claims.Article, passage, quote claims.Span) (before, words, after string) {
	words = clip(Plain(a.Words([]claims.Span{quote})), shownClaim)
	if !passage.Fits(a.Text) || !quote.Fits(a.Text) || !passage.Contains(quote) || quote.Len() == 0 {
		return "", words, ""
	}
	before, after = a.Text[passage.Start:quote.Start], a.Text[quote.End:passage.End]
	if len(before) > around {
		_, tail, _ := strings.Cut(before[len(before)-around:], " ")
		before = "… " + tail
	}
	if len(after) > around {
		after = after[:max(0, strings.LastIndex(after[:around], " "))] + " …"
	}
	return inline(before), words, inline(after)
}

// A groupView is one independent origin.
type groupView struct {
	ID, Name string
	Own      bool // it holds the story itself
	Pieces   []pieceView
	Left     int
	Why      string
}

// shownPieces is how many pieces of one origin are listed.
const shownPieces = 20

// groupViews lists the origins that a reader may want to judge: those that evidence is of and those of several pieces, which
// stand first. left is how many single pieces besides were read and address no claim.
func (p *page) groupViews(story string) (out []groupView, left int) {
	used := map[string]bool{}
	for _, v := range p.r.Run.Verdicts {
		for _, e := range v.Evidence {
			used[e.Group] = true
		}
	}
	for i, g := range p.r.Run.Coverage {
		if len(g.Articles) < 2 && !used[g.ID] {
			if !p.own(g) {
				left++
			}
			continue
		}
		v := groupView{ID: fmt.Sprintf("%s-g%d", story, i+1), Name: Plain(g.ID), Own: p.own(g), Why: Plain(g.Why), Left: max(0, len(g.Articles)-shownPieces)}
		for _, a := range g.Articles[:min(len(g.Articles), shownPieces)] {
			from := p.r.Pages[a.ID]
			if from.ID == "" {
				from.Ref = a
			}
			v.Pieces = append(v.Pieces, pieceView{Outlet: Plain(outlet(from)), Link: webLink(from.URL)})
		}
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b groupView) int { return -cmp.Compare(min(len(a.Pieces), 2), min(len(b.Pieces), 2)) })
	return out, left
}

// partlyWords lists the pieces that share some text and still count apart, as the text report does.
func (p *page) partlyWords() []string {
	var out []string
	pairs := p.partlyPairs()
	for i, s := range pairs {
		if i == shownPartly {
			return append(out, fmt.Sprintf("… and %s more", plural(len(pairs)-i, "pair")))
		}
		words := fmt.Sprintf("%s and %s share %.0f %% of the shorter", p.pieceName(s.Article), p.pieceName(s.Other), 100*s.Share)
		if s.Quoted {
			words += ", most of it quotation"
		}
		out = append(out, words)
	}
	return out
}
