package rules

import (
	"fmt"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/claims/parse"
	"secondsource/verify"
)

var tension = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "TENSION", Severity: verify.Warning,
		Finds: "two statements of the story, or its headline, caption, correction or a related headline and the body, that cannot both stand",
		Why: "A reader who meets two numbers, places or days for one thing, or reads that something is open and two lines later that it " +
			"is settled, cannot know which to believe, and doubts the rest. Often one of the two is left from an earlier version. What " +
			"two people say against each other is no tension: it is what they say.",
		Origin: []string{"ours"},
		Fix:    "Find out which of the two holds and mend the other, or say in the text how both can stand.",
	},
	find: func(s *story, _ Options) []verify.Finding {
		t := &tensions{reading: s.reading(), seen: map[[2]claims.Span]bool{}, lineSeen: map[lineAt]bool{}}
		for _, look := range tensionKinds {
			look(t)
		}
		return t.out
	},
	match: tensionMatch,
	pass:  tensionPass,
}

// tensionKinds is what two statements can be at odds about. The first that sees a pair tells it.
var tensionKinds = []func(*tensions){
	(*tensions).statuses,
	(*tensions).numbers,
	(*tensions).places,
	(*tensions).days,
	(*tensions).years,
	(*tensions).polarities,
	(*tensions).corrections,
}

// tensions are the findings of one story.
type tensions struct {
	*reading
	out  []verify.Finding
	seen map[[2]claims.Span]bool // the pairs told
	// lineSeen are those of which one stands in the page's furniture.
	lineSeen map[lineAt]bool
}

// A lineAt is a line and a passage of the body against it.
type lineAt struct {
	line string
	at   claims.Span
}

// pairReach bounds with how many later statements of the same thing one is compared: a story repeats itself, a trap goes on.
const pairReach = 16

// maxPassage is the longest quotation in a message, in bytes.
const maxPassage = 90

// tell adds a finding on two clauses, of which a stands in the body; b stands there too, or is a line of furniture.
func (t *tensions) tell(what string, a, b *clause) {
	at := t.body.passage(a)
	f := verify.Finding{At: at}
	if b.page == t.body {
		other := t.body.passage(b)
		if t.seen[[2]claims.Span{at, other}] || t.seen[[2]claims.Span{other, at}] || at == other {
			return
		}
		t.seen[[2]claims.Span{at, other}] = true
		f.Also = []claims.Span{other}
		f.Message = fmt.Sprintf("%s: “%s”, but “%s” elsewhere in the story", what, t.quote(a, at), t.quote(b, other))
	} else {
		f.AlsoText = []string{b.page.Text}
		f.Message = fmt.Sprintf("%s: “%s”, but the %s says “%s”", what, t.quote(a, at), lineNames[b.page.kind], clip(b.page.Text))
		if t.lineSeen[lineAt{b.page.Text, at}] {
			return
		}
		t.lineSeen[lineAt{b.page.Text, at}] = true
	}
	f.Claim = t.claimAt(at)
	t.out = append(t.out, f)
}

// lineNames are what a reader calls the lines of a page.
var lineNames = map[pageKind]string{
	titlePage: "headline", claims.NoteHeadline: "related headline", claims.NoteCaption: "caption", claims.NoteCorrection: "correction",
	claims.NoteClarification: "clarification",
}

// quote is a passage for a message; of a long one, the words of the clause alone.
func (t *tensions) quote(c *clause, passage claims.Span) string {
	if passage.Len() > maxPassage {
		passage = c.at
	}
	return clip(t.story.words(passage))
}

// clip cuts a quotation for a message between words.
func clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= maxPassage {
		return s
	}
	return s[:strings.LastIndexByte(s[:maxPassage], ' ')+1] + "…"
}

// claimAt is the ID of the claim that stands in a passage; "" if none does.
func (t *tensions) claimAt(at claims.Span) string {
	for _, c := range t.story.Claims {
		if c.Sentence.Start > at.End {
			break
		}
		if len(c.Content) > 0 && c.Content[0].Overlaps(at) {
			return c.ID
		}
	}
	return ""
}

// oneVoice says whether two clauses are the word of one: the story's, or one speaker's.
func oneVoice(a, b *clause) bool {
	va, vb := a.page.voiceOf(a), b.page.voiceOf(b)
	return va.who == vb.who
}

// onRecord says whether two clauses are the word of one, or of the story and somebody whom it lets speak on the same fact: what
// happened, where and when stands on record, and the story must say which of the two is right.
func onRecord(a, b *clause) bool {
	va, vb := a.page.voiceOf(a), b.page.voiceOf(b)
	return va.who == vb.who || va.who == "" || vb.who == ""
}

// firm says whether a clause states something that may be set against another.
func (c *clause) firm() bool { return !c.marks.unreal && !c.marks.shifted && !plainVerbs[c.verb] }

// plainVerbs say too little, or are of speaking: what they are said of differs from sentence to sentence.
var plainVerbs = wordSet(`be have do make get go come take want think know see look say tell add ask report give put use try find feel keep
	let seem show need mean become work call believe claim note insist write argue respond comment reply speak talk like love hear read`)

// alike says whether two clauses speak of one thing: they meet, one of the two names nothing that the other lacks, and what bounds
// one bounds the other. but are keys that may differ.
func alike(a, b *clause, but ...string) bool {
	ta, tb := without(a.page.terms(a), but), without(b.page.terms(b), but)
	if a.ofPoint() && b.ofPoint() && meet(a, b, but...) && rolesNamed(a, b) {
		return true
	}
	return meet(a, b, but...) && oneThing(ta, tb) && scoped(a, tb, but) && scoped(b, ta, but)
}

// meet says whether two clauses have the same verb, time, and people and things in the same roles.
func meet(a, b *clause, but ...string) bool {
	if a.verb != b.verb || a.marks.future != b.marks.future || a.marks.years != b.marks.years || lasting(a.verb) && a.marks.past != b.marks.past {
		return false
	}
	if !rolesMeet(a.page, b.page, a.theme, b.theme) || !rolesMeet(a.page, b.page, a.actor, b.actor) || a.stretches() || b.stretches() {
		return false
	}
	ta, tb := append(a.page.terms(a), but...), append(b.page.terms(b), but...)
	return !a.namesBeyond(tb) || !b.namesBeyond(ta)
}

// twins says whether two clauses have the same words but for numbers, days and what is in but: one is a version of the other.
func twins(a, b *clause, but ...string) bool {
	shared, onlyA, onlyB := compare(without(a.page.terms(a), but), without(b.page.terms(b), but))
	return shared >= twinTerms && onlyA == 0 && onlyB == 0 && a.verb == b.verb && rolesNamed(a, b)
}

// twinTerms are the fewest terms that two versions of a statement share.
const twinTerms = 3

// namesBeyond says whether a clause has a name that is not among the terms of another.
func (c *clause) namesBeyond(terms []string) bool {
	return slices.ContainsFunc(c.words, func(i int) bool {
		form := c.page.form(i)
		return c.page.isName(i) && i != c.head && !months[form] && weekdays[form] == "" && !slices.Contains(terms, c.page.key(i))
	})
}

// scoped says whether all that bounds what a clause says ("in the north", "by noon", "part time", "in all") stands in the terms of
// another clause too, or may differ.
func scoped(c *clause, terms, but []string) bool {
	p := c.page
	if c.ofPoint() {
		return true
	}
	for _, i := range append(slices.Clone(c.theme), c.head) {
		for _, k := range p.kids[i] {
			label, form := p.Tokens[k].Label, p.form(k)
			bounds := label == parse.Nmod && scopePrepositions[p.preposition(k)] || label == parse.Tmod || label == parse.Advmod && scopeWords[form]
			if bounds && !months[form] && weekdays[form] == "" && !slices.Contains(terms, p.key(k)) && !slices.Contains(but, p.key(k)) && !isYear(form) {
				return false
			}
		}
	}
	return true
}

// ofPoint says whether a clause is of an event that happens at one place.
func (c *clause) ofPoint() bool {
	return slices.ContainsFunc(slices.Concat(c.actor, c.words), func(i int) bool { return pointEvents[c.page.key(i)] })
}

// pointEvents happen at one place, so that saying where bounds nothing.
var pointEvents = keySet("crash fire blast avalanche shooting accident collision derailment collapse robbery stabbing landslide raid capsizing")

var (
	scopePrepositions = wordSet("in at across throughout near by among around outside inside within for during over under between per on to from without")
	scopeWords        = wordSet("overall altogether nationwide worldwide locally only elsewhere here there abroad alone part-time annually daily")
)

// stretches says whether the sentence of a clause tells of a part of a way: "between Tarn and Ves".
func (c *clause) stretches() bool {
	s := c.page.sentence(c.head)
	for i := s.First; i < s.End; i++ {
		if f := c.page.form(i); f == "between" {
			return true
		}
	}
	return false
}

// lasting says whether a verb tells of a state, which may be otherwise at another time.
func lasting(verb string) bool { return strings.HasPrefix(verb, "be ") || countVerbs[verb] }

// oneThing says whether the terms of two clauses may be of one thing: one side names nothing that the other lacks, or little where
// much is the same.
func oneThing(a, b []string) bool {
	shared, onlyA, onlyB := compare(a, b)
	return shared > 0 && min(onlyA, onlyB) == 0 || shared > 1 && min(onlyA, onlyB) == 1
}

// rolesMeet says whether those who do it, or to whom it is done, may be the same: one word in common, or nothing named on a side.
func rolesMeet(pa, pb *page, a, b []int) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	for _, i := range a {
		for _, k := range b {
			if pa.key(i) == pb.key(k) && modifiersMeet(pa, pb, i, k) && pa.another(i) == pb.another(k) {
				return true
			}
		}
	}
	return false
}

// another is the word by which a noun says that it is not the only one: "a second vote"; "" for none.
func (p *page) another(i int) string {
	for _, k := range p.kids[i] {
		if otherWords[p.form(k)] {
			return p.form(k)
		}
	}
	return ""
}

var otherWords = wordSet(`first second third fourth fifth sixth next last final another other others new old previous former later earlier each every some
	most many several few all both any separate different same half more additional further`)

// modifiersMeet says whether what stands before two nouns lets them be one: "the council" may be "the city council", and that is not
// "the county council".
func modifiersMeet(pa, pb *page, i, k int) bool {
	_, onlyA, onlyB := compare(pa.modifiers(i), pb.modifiers(k))
	return min(onlyA, onlyB) == 0
}

// modifiers are the keys of what stands before a noun, sorted.
func (p *page) modifiers(i int) []string {
	var out []string
	for _, k := range p.kids[i] {
		switch p.Tokens[k].Label {
		case parse.Amod, parse.Compound, parse.Poss:
			if p.Tokens[k].Tag.String() != "PRP$" { // "their" tells nothing here
				out = append(out, p.key(k))
			}
		default:
		}
	}
	slices.Sort(out)
	return out
}

func without(list, but []string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return slices.Contains(but, s) })
}

// compare counts what two sorted lists share and what only one has.
func compare(a, b []string) (shared, onlyA, onlyB int) {
	for len(a) > 0 && len(b) > 0 {
		switch c := strings.Compare(a[0], b[0]); {
		case c < 0:
			onlyA, a = onlyA+1, a[1:]
		case c > 0:
			onlyB, b = onlyB+1, b[1:]
		default:
			shared, a, b = shared+1, a[1:], b[1:]
		}
	}
	return shared, onlyA + len(a), onlyB + len(b)
}
