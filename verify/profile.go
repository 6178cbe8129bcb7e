package verify

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"secondsource/claims"
)

// A Profile says what a story rests on: how many of its claims are laid to whom. It counts and judges nothing. A story
// without claims has no parts but those of 0, and shares of 0.
type Profile struct {
	Claims     int    `json:"claims"`
	Attributed int    `json:"attributed"` // those of them that are laid to somebody, hearsay included: all but the story's own voice
	Kinds      []Part `json:"kinds"`      // of all claims by [claims.Kind], in the order of KindOrder; kinds that no claim has are left out
	Naming     []Part `json:"naming"`     // of all claims by Naming: named, unnamed, own_voice, unresolved
	Forms      []Part `json:"forms"`      // of those attributed, by [claims.QuoteForm]: direct, mixed, indirect
	// Sources is how many there are, told apart by name or, where there is none, by their words. Hearsay has none, and what a
	// pronoun that could not be settled stands for is not counted.
	Sources int `json:"sources"`
	// Largest is the source with the most claims, the first in the text of equal ones; nil without a source. Its share is of
	// those attributed: how far the story depends on one source.
	Largest *SourcePart `json:"largest,omitempty"`
	// Unattributed is the longest stretch of the text in which no reader is told who says so.
	Unattributed Stretch `json:"unattributed"`
	Words        int     `json:"words"` // of the whole text, parted by white space
}

// A Part is how many claims are of one sort, and their share, 0 to 1.
type Part struct {
	Of     string  `json:"of"`
	Claims int     `json:"claims"`
	Share  float64 `json:"share"`
}

// A SourcePart is how many claims one source has.
type SourcePart struct {
	Source string      `json:"source"` // its name, else its words in the text
	Kind   claims.Kind `json:"kind"`
	Claims int         `json:"claims"`
	Share  float64     `json:"share"`
}

// A Stretch is a run of the text and its length in words; empty if the text is.
type Stretch struct {
	At    claims.Span `json:"at"`
	Words int         `json:"words"`
}

// A Naming says whether a reader learns whose claim it is. It is stored as the word itself.
type Naming string

// The namings.
const (
	Named   Naming = "named"   // a person, body or outlet by name, a document, figures
	Unnamed Naming = "unnamed" // somebody, but not who: a description, "sources", a crowd, outlets without a name, hearsay
	// OwnVoice is the story's: nobody is named because nobody is asked to vouch but the paper.
	OwnVoice Naming = "own_voice"
	// Unsettled is a pronoun or phrase that could not be settled.
	Unsettled Naming = "unresolved"
)

// KindOrder is the order in which kinds of source are told: from those that a reader can ask to nobody.
var KindOrder = []claims.Kind{
	claims.KindPerson, claims.KindOrganization, claims.KindDocument, claims.KindData, claims.KindMedia, claims.KindSelf,
	claims.KindDescribed, claims.KindAnonymous, claims.KindCrowd, claims.KindHearsay, claims.KindUnresolved, claims.KindNobody,
}

// NamingOf says whether a reader learns whose claim it is.
func NamingOf(a claims.Attribution) Naming {
	switch a.Kind {
	case claims.KindNobody:
		return OwnVoice
	case claims.KindDescribed, claims.KindAnonymous, claims.KindCrowd, claims.KindHearsay:
		return Unnamed
	case claims.KindMedia: // "local media reported"
		if a.Name == "" {
			return Unnamed
		}
		return Named
	case claims.KindPerson, claims.KindOrganization, claims.KindDocument, claims.KindData, claims.KindSelf:
		return Named
	case claims.KindUnresolved:
	}
	return Unsettled
}

// ProfileOf makes the profile of a story and its claims, whose order does not matter.
func ProfileOf(story claims.Article, all []claims.Claim) Profile {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b claims.Claim) int { return cmp.Or(cmp.Compare(begin(a), begin(b)), cmp.Compare(a.ID, b.ID)) })
	kinds, naming, forms := map[string]int{}, map[string]int{}, map[string]int{}
	attributed := 0
	for _, c := range all {
		kinds[string(c.Kind)]++
		naming[string(NamingOf(c.Attribution))]++
		if c.Kind != claims.KindNobody {
			attributed++
			forms[string(cmp.Or(c.Quote, claims.QuoteIndirect))]++
		}
	}
	p := Profile{
		Claims: len(all), Attributed: attributed, Words: len(strings.Fields(story.Text)),
		Kinds:        slices.DeleteFunc(parts(kinds, len(all), KindOrder), func(p Part) bool { return p.Claims == 0 }),
		Naming:       parts(naming, len(all), []Naming{Named, Unnamed, OwnVoice, Unsettled}),
		Forms:        parts(forms, attributed, []claims.QuoteForm{claims.QuoteDirect, claims.QuoteMixed, claims.QuoteIndirect}),
		Unattributed: unattributed(story.Text, all),
	}
	p.Sources, p.Largest = sourceParts(story, all, attributed)
	return p
}

// parts are the counts in that order.
func parts[T ~string](counts map[string]int, of int, order []T) []Part {
	out := make([]Part, 0, len(order))
	for _, what := range order {
		n := counts[string(what)]
		out = append(out, Part{Of: string(what), Claims: n, Share: share(n, of)})
	}
	return out
}

// share is 0 of nothing.
func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// begin is where a claim's content begins.
func begin(c claims.Claim) int {
	if len(c.Content) == 0 {
		return c.Sentence.Start
	}
	return c.Content[0].Start
}

// sourceParts counts the sources of claims in text order and gives the one with the most.
func sourceParts(story claims.Article, all []claims.Claim, attributed int) (int, *SourcePart) {
	var found []*SourcePart
	by := map[string]*SourcePart{}
	for _, c := range all {
		name := sourceName(story, c)
		key := plainName(name)
		if key == "" {
			continue
		}
		if by[key] == nil {
			by[key] = &SourcePart{Source: name, Kind: c.Kind}
			found = append(found, by[key])
		}
		by[key].Claims++
		by[key].Share = share(by[key].Claims, attributed)
	}
	if len(found) == 0 {
		return 0, nil
	}
	return len(found), slices.MaxFunc(found, func(a, b *SourcePart) int { return cmp.Compare(a.Claims, b.Claims) })
}

// sourceName is the name of a claim's source, else the words that stand for it; "" where nobody can be told apart.
func sourceName(story claims.Article, c claims.Claim) string {
	switch c.Kind {
	case claims.KindNobody, claims.KindHearsay, claims.KindUnresolved:
		return ""
	default:
		return cmp.Or(c.Name, strings.Join(strings.Fields(story.Words(c.Source)), " "))
	}
}

// unattributed is the longest stretch, in words, between what is laid to somebody; the first of equal ones.
func unattributed(text string, all []claims.Claim) Stretch {
	var told []claims.Span
	for _, c := range all {
		if c.Kind == claims.KindNobody || c.Kind == claims.KindHearsay {
			continue // neither tells a reader who says so
		}
		told = append(append(told, c.Sentence), c.Content...)
	}
	slices.SortFunc(told, func(a, b claims.Span) int { return cmp.Compare(a.Start, b.Start) })
	var best Stretch
	from := 0
	for _, s := range append(told, claims.Span{Start: len(text), End: len(text)}) {
		if !s.Fits(text) {
			continue
		}
		if gap := trimmed(text, claims.Span{Start: from, End: max(from, s.Start)}); gap.Words > best.Words {
			best = gap
		}
		from = max(from, s.End)
	}
	return best
}

// trimmed is a span without the white space at its ends and what closes the sentence before it.
func trimmed(text string, at claims.Span) Stretch {
	words := strings.TrimLeftFunc(text[at.Start:at.End], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,;:!?)]”’", r) })
	at.Start = at.End - len(words)
	at.End = at.Start + len(strings.TrimRightFunc(words, unicode.IsSpace))
	return Stretch{At: at, Words: len(strings.Fields(words))}
}
