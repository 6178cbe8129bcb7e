package rules

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"secondsource/claims"
	"secondsource/claims/parse"
	"secondsource/verify"
)

var headlineUnsupported = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "HEADLINE-UNSUPPORTED", Severity: verify.Warning,
		Finds: "a headline that says more, or says it more surely, than the body: a number or name that the body never has, “will” for “could”, or as a fact what only unnamed sources say",
		Why: "Most readers see the headline and no more. Codes of conduct hold an outlet to a headline as to the story under it: the text " +
			"must support it. Dropping who says so is common and mostly harmless where a named source or the outlet itself stands behind " +
			"the words; it is not where only an unnamed source, a crowd, hearsay or another outlet does.",
		Origin: []string{"IPSO Editors' Code of Practice, clause 1 (accuracy): no headline that the text does not support, as explained at carson-mcdowell.com in 2016"},
		Fix:    "Bring the headline down to what the body says, or back it in the body.",
	},
	find:  func(s *story, _ Options) []verify.Finding { return s.reading().headline() },
	match: headlineMatch,
	pass:  headlinePass,
}

// A headline is the page of the headline beside the body.
type headline struct {
	*reading
	page  *page
	words []headWord
	out   []verify.Finding
}

// A headWord is a word of the headline that the body should have.
type headWord struct {
	at     int // token
	key    string
	weight float64 // nats
}

// headline gives what the headline says and the body does not. A body of a few sentences is no story to hold it against.
func (r *reading) headline() []verify.Finding {
	i := slices.IndexFunc(r.lines, func(p *page) bool { return p.kind == titlePage })
	if i < 0 || len(r.body.Tokens) < minBody {
		return nil
	}
	h := &headline{reading: r, page: r.lines[i]}
	h.readWords()
	h.numbers()
	h.names()
	h.surer()
	return h.out
}

// minBody is the fewest tokens of a body that a headline is held against.
const minBody = 12

func (h *headline) readWords() {
	for i, t := range h.page.Tokens {
		word := h.page.form(i)
		if w := verify.Rarity(word); w > 1 && len(word) > 1 && (t.Tag.Noun() || t.Tag.Verb() || strings.HasPrefix(t.Tag.String(), "JJ")) {
			h.words = append(h.words, headWord{i, h.page.key(i), w})
		}
	}
}

// tell adds a finding at words of the body, or at its first sentence.
func (h *headline) tell(at claims.Span, format string, args ...any) {
	if at.Len() == 0 && len(h.story.sentences) > 0 {
		at = h.story.sentences[0]
	}
	h.out = append(h.out, verify.Finding{At: at, AlsoText: []string{h.page.Text}, Message: fmt.Sprintf(format, args...)})
}

// numbers tells the numbers of the headline that the body never has, rounded or not. Small ones may count what the body lists.
func (h *headline) numbers() {
	var have []float64
	for i := range h.body.Tokens {
		if v, ok := h.body.amount(i); ok {
			have = append(have, v)
		}
	}
	for i := range h.page.Tokens {
		v, ok := h.page.amount(i)
		if !ok || v < leastNumber || isYear(h.page.form(i)) || h.page.listing(i) || h.page.partOfName(i) {
			continue
		}
		if !slices.ContainsFunc(have, func(b float64) bool { return near(v, b) }) {
			h.tell(claims.Span{}, "the headline's “%s” is nowhere in the body", h.page.Text[h.page.Tokens[i].Start:h.page.Tokens[i].End])
		}
	}
}

// leastNumber is the least number of a headline that must stand in the body.
const leastNumber = 13

// near says whether a headline may give the number exact as v.
func near(v, exact float64) bool { return math.Abs(v-exact) <= 0.1*math.Max(v, exact) }

// amount is the number at a token with its scale: "1.5 million", "2m", "$3bn".
func (p *page) amount(i int) (float64, bool) {
	form := strings.TrimLeft(p.form(i), "$€£+-")
	v, ok := p.value(i)
	if cut := strings.IndexFunc(form, func(c rune) bool { return c != '.' && c != ',' && (c < '0' || c > '9') }); !ok && cut > 0 {
		n, err := strconv.ParseFloat(strings.ReplaceAll(form[:cut], ",", ""), 64)
		v, ok = n*suffixes[form[cut:]], err == nil && suffixes[form[cut:]] > 0
	}
	for k := i + 1; ok && k < len(p.Tokens) && p.scale(k) > 0; k++ {
		v *= p.scale(k)
	}
	return v, ok
}

// suffixes are what letters behind a number multiply it by.
var suffixes = map[string]float64{"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "t": 1e12, "th": 1, "st": 1, "nd": 1, "rd": 1, "%": 1, "million": 1e6, "billion": 1e9, "trillion": 1e12}

// listing says whether a number opens the headline of a list: "17 ways to".
func (p *page) listing(i int) bool {
	for k := i; k < min(len(p.Tokens), i+4); k++ {
		if listNouns[p.key(k)] {
			return true
		}
	}
	return i == 0
}

var listNouns = keySet("ways things reasons tips facts photos pictures questions steps signs ideas lessons takeaways times moments best worst rules secrets hacks recipes")

// names tells the names of the headline that the body writes otherwise, or never has in any form. A nickname or a capital in
// place of a government is one word: only a name of two and more is told.
func (h *headline) names() {
	p := h.page
	for i := range p.Tokens {
		if at, ok := h.respelt(i); ok {
			h.tell(at, "the headline has “%s”, the body “%s”", p.written(i), h.story.words(at))
		}
	}
	for i := 1; i+1 < len(p.Tokens) && !p.titleCase(); i++ {
		if p.isName(i) && p.isName(i+1) && h.missing(i) && h.missing(i+1) {
			h.tell(claims.Span{}, "the headline names “%s %s”, and the body never does", p.written(i), p.written(i+1))
			i++
		}
	}
}

func (p *page) written(i int) string { return p.Text[p.Tokens[i].Start:p.Tokens[i].End] }

// respelt is where the body writes a rare name of the headline with one letter else. Names that differ at their ends are of one
// family of words, and no slip.
func (h *headline) respelt(i int) (claims.Span, bool) {
	p := h.page
	form := p.form(i)
	if len(form) < 5 || !p.isName(i) || h.keys[p.key(i)] || verify.Rarity(form) < unknownWord {
		return claims.Span{}, false
	}
	for k, t := range h.body.Tokens {
		if t.End-t.Start < 5 || !h.body.isName(k) || verify.Rarity(h.body.form(k)) < unknownWord {
			continue
		}
		if oneLetterElse(form, h.body.form(k)) {
			return claims.Span{Start: t.Start, End: t.End}, true
		}
	}
	return claims.Span{}, false
}

// unknownWord is the rarity of words that at most one story in a thousand has: a slip is of them, and so is the name.
const unknownWord = 6

// oneLetterElse says whether two words begin and end alike and differ in one letter between, or in one more.
func oneLetterElse(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a == b || len(b)-len(a) > 1 {
		return false
	}
	n := 0
	for n < len(a) && a[n] == b[n] {
		n++
	}
	rest := len(a) - n
	return n > 0 && rest > 0 && (len(a) == len(b) && rest > 1 && a[n+1:] == b[n+1:] || len(b) > len(a) && a[n:] == b[n+1:])
}

// titleCase says whether a headline has capitals in most of its words: then they tell no names.
func (p *page) titleCase() bool {
	upper, all := 0, 0
	for i, t := range p.Tokens {
		if c := p.Text[t.Start]; i > 0 && t.End-t.Start > 3 {
			all++
			if c >= 'A' && c <= 'Z' {
				upper++
			}
		}
	}
	return 2*upper > all
}

// missing says whether no word of the body is kin to a name of the headline: the same, or with the same first letters, or a short
// form of several.
func (h *headline) missing(i int) bool {
	form := strings.ReplaceAll(h.page.form(i), ".", "")
	if len(form) < 4 || h.keys[h.page.key(i)] || strings.ContainsAny(form, "-–/0123456789'") {
		return false
	}
	return !slices.ContainsFunc(h.body.Tokens, func(t parse.Token) bool {
		word := strings.ToLower(h.body.Text[t.Start:t.End])
		return len(word) >= 4 && (strings.HasPrefix(word, form[:4]) || strings.Contains(word, form))
	})
}

// A holding is a sentence of the body that holds much of the headline.
type holding struct {
	at    claims.Span
	share float64
	weak  bool // only unnamed or second-hand voices say it
	modal bool // it says that it may be so
	by    string
}

const (
	// holdsFrom is the least share of the headline's words, by rarity, in a sentence that says the same.
	holdsFrom = 0.6
	// supportsFrom is the least share with which another sentence stands behind the headline after all.
	supportsFrom = 0.5
)

// surer tells a headline that states what the body only lays to weak sources, or only holds possible.
func (h *headline) surer() {
	if h.page.guarded() || len(h.words) < 3 {
		return
	}
	all := h.holdings()
	best := holding{}
	for _, x := range all {
		if x.share > best.share {
			best = x
		}
	}
	if best.share < holdsFrom {
		return
	}
	firm := func(ok func(holding) bool) bool {
		return slices.ContainsFunc(all, func(x holding) bool { return x.share >= min(supportsFrom, best.share-0.1) && ok(x) })
	}
	switch {
	case best.weak && !firm(func(x holding) bool { return !x.weak }):
		h.tell(best.at, "the headline states as a fact what the body lays to “%s”", best.by)
	case best.modal && !firm(func(x holding) bool { return !x.modal }):
		h.tell(best.at, "the headline is surer than the body: “%s”", h.clip(best.at))
	}
}

func (h *headline) clip(at claims.Span) string { return clip(h.story.words(at)) }

// holdings weighs the sentences of the body by what they have of the headline.
func (h *headline) holdings() []holding {
	total := 0.0
	for _, w := range h.words {
		total += w.weight
	}
	weak := h.weakTokens()
	var out []holding
	for _, s := range h.body.Sentences {
		where := map[string]int{}
		for i := s.First; i < s.End; i++ {
			where[h.body.key(i)] = i
		}
		x := holding{at: claims.Span{Start: h.body.Tokens[s.First].Start, End: h.body.Tokens[s.End-1].End}}
		inWeak, sum := 0.0, 0.0
		for _, w := range h.words {
			i, ok := where[w.key]
			if !ok {
				continue
			}
			sum += w.weight
			if by := weak[i]; by != "" {
				inWeak += w.weight
				x.by = by
			}
			n := h.body.owner[i]
			x.modal = x.modal || n >= 0 && h.body.clauses[n].head == i && h.page.acts(w.at) && h.body.possible(&h.body.clauses[n])
		}
		if total > 0 {
			x.share = sum / total
		}
		x.weak = sum > 0 && inWeak > 0.7*sum
		if x.share > 0.3 {
			out = append(out, x)
		}
	}
	return out
}

// acts says whether a word is the verb of a clause.
func (p *page) acts(i int) bool { return p.owner[i] >= 0 && p.clauses[p.owner[i]].head == i }

// weakTokens gives the words of the source for each token of the body that only a weak source says.
func (h *headline) weakTokens() []string {
	out := make([]string, len(h.body.Tokens))
	for _, c := range h.story.Claims {
		if !weakKinds[c.Kind] || c.Class == claims.CueCognition || c.Class == claims.CueIntent {
			continue
		}
		by := h.story.Article.Words(c.Source)
		if by == "" {
			by = h.story.Article.Words(c.Cue)
		}
		if c.Kind == claims.KindHearsay && !hedging[strings.ToLower(by)] { // "it was announced" is no rumour
			continue
		}
		for _, s := range c.Content {
			for i := h.body.tokenAt(s.Start); i < len(h.body.Tokens) && h.body.Tokens[i].Start < s.End; i++ {
				out[i] = by
			}
		}
	}
	return out
}

// weakKinds are sources that a headline must not drop.
var weakKinds = map[claims.Kind]bool{claims.KindAnonymous: true, claims.KindHearsay: true, claims.KindCrowd: true, claims.KindMedia: true}

// possible says whether a clause only holds something possible.
func (p *page) possible(c *clause) bool {
	for _, i := range c.words {
		if possibly[p.form(i)] && p.Tokens[i].Head == c.head && !p.isName(i) { // "in May"
			return true
		}
	}
	return false
}

var possibly = wordSet("may might could possibly perhaps maybe potentially")

// guarded says whether a headline asks, quotes, names a speaker or holds back.
func (p *page) guarded() bool {
	for i := range p.Tokens {
		switch f := p.form(i); {
		case strings.ContainsAny(f, "?:\"“”‘«»'") && f != "'s", guards[f] && (f != "may" || !p.isName(i)):
			return true
		}
	}
	return false
}

// guards are words of a headline that lay it to somebody or hold back.
var guards = wordSet(`may might could can would should says say said claims claim claimed claiming alleges alleged allegedly reportedly reports report reported
	sources source according accuses accused suspected suspect rumored rumoured rumors rumours likely unlikely possible possibly perhaps told tells
	warns warn warning fears fear feared believed seen denies denied deny set expected asks wants urges eyes mulls considers plans seeks hopes if why how what looks seems appears
	who when where whether poll study experts critics officials police opinion review analysis purported potential unconfirmed apparent apparently think thinks
	vows vow threatens threaten predicts predict suggests suggest finds find calls call hints hint`)
