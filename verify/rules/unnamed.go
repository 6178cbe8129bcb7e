package rules

import (
	"slices"
	"strings"

	"secondsource/claims"
)

// A nameless is a source without a name that says something in the story: what the rules on anonymous sources read.
type nameless struct {
	claims.Claim
	at       claims.Span // the words of the source
	sentence int
	head     string // its noun in the singular: "source", "official"; that of what a pronoun stands for
	plural   bool
	definite bool // "the official": one that the story spoke of before
	pronoun  bool
	bare     bool // nothing is said of it
	record   bool // officials who speak for a body, as by custom they do without names
}

var (
	// bareHeads say of a source only that it is one.
	bareHeads = set("source insider informant tipster person")
	// shielded are the nouns under which sources go that want no name. People who are merely not named, as a passer-by,
	// a narrator or a judge, are none.
	shielded = set("official diplomat aide adviser advisor staffer operative strategist confidant associate executive employee banker trader")
	// posts can also be well known or many ("the minister", "lawmakers"): they are sources without a name in the singular, or counted.
	posts     = set("officer agent investigator lawmaker minister negotiator mediator commander contractor manager envoy attache legislator senator councillor detective engineer consultant")
	counts    = set("a an one another two three four five six seven eight nine ten several some multiple both few")
	plurals   = set("two three four five six seven eight nine ten several some multiple both few many these those other")
	pronouns  = set("he she they who which that it him her them")
	phraseEnd = set("of in at for from with who that which whose familiar close briefed on to near inside within involved about aware knowledgeable speaking by across over not under and or including is was has")
	// knowing are the words behind "person" or "people" that make a source of them.
	knowing = pattern(`familiar|close to|briefed|knowledge|involved|aware|told (?:of|about)|(?:seen|read|reviewed|heard|attended|examined)|asked|requested|requesting|declined|condition|in the room|present at|insist(?:ed|ing)|direct(?:ly)?`)
	// guarded are the words before "officials" that make sources of them. Officials of any other body speak for it, as by custom
	// police, hospital and ministry officials do without names.
	guarded = set(`administration intelligence military defense defence security senior top high-ranking us u.s american british western european
		arab allied diplomatic campaign party former current palace cabinet house law-enforcement counterterrorism nato two three four
		several some multiple`)
	saying = set(`say says said saying tell tells told telling add adds added adding according confirm confirms confirmed confirming
		describe describes described describing allege alleges alleged alleging claim claims claimed claiming warn warns warned warning
		note notes noted noting acknowledge acknowledged acknowledges insist insists insisted insisting reveal revealed reveals explain explains explained
		suggest suggests suggested argue argues argued arguing emphasize emphasized stress stresses stressed disclose disclosed
		concede conceded concedes admit admits admitted predict predicts predicted estimate estimated estimates state stated states announce announced recall
		recalled recounted maintain maintained contend contends contended caution cautions cautioned complain complained deny denies
		denied confide confided whispered report reported reports call called calls accuse accused dismiss dismissed compare compared liken likened
		put quipped remarked reply replied declare declared assert asserts asserted leaked hinted indicated characterized portrayed blame blamed
		criticized criticised blasted mocked believe believes believed think thinks thought fear fears feared suspect suspects suspected doubt doubts agree agrees agreed speculated see`)
)

// findVoices finds the sources without a name, in the order of the claims.
func (s *story) findVoices() []nameless {
	var out []nameless
	met := map[string]bool{} // nouns of voices so far
	for _, c := range s.Claims {
		v, ok := s.voice(c)
		if !ok {
			continue
		}
		s.mentions = append(s.mentions, v)
		if v.record || !s.cited(c) || v.definite && !v.bare && !met[v.head] && !v.pronoun || v.definite && s.namedBefore(v) || s.identified(v) {
			continue
		}
		met[v.head] = true
		out = append(out, v)
	}
	return out
}

// voice reads the source of a claim; false if it is none that wants no name.
func (s *story) voice(c claims.Claim) (nameless, bool) {
	if c.Kind != claims.KindAnonymous && c.Kind != claims.KindDescribed || len(c.Source) == 0 {
		return nameless{}, false
	}
	v := nameless{Claim: c, at: c.Source[0], sentence: s.at(c)}
	if c.Polarity == claims.PolarityDeclined || s.nested(c) || !s.prose(v.sentence) || within(s.quoted, v.at.Start) {
		return nameless{}, false
	}
	return v, !public.MatchString(s.text(s.sentences[v.sentence])) && v.read(s)
}

// public are places in which a source speaks for all to hear, so that it wants no name kept from anybody.
var public = pattern(`videos?|footage|hacked|leaked e-?mails?|hearing|testimony|testified|deposition|memoir|in (?:a|an?other|his|her|the) speech|tweet(?:ed)?|news conference|press conference|briefing|in a statement|in an interview with|court papers|affidavit`)

// cited says whether a claim's source is said to say or think it, in a word of [saying].
func (s *story) cited(c claims.Claim) bool {
	return (c.Class == claims.CueSpeech || c.Class == claims.CueCognition) && countIn(wordsOf(s.text(hull(c.Cue, claims.Span{})), 0), saying) > 0
}

// nested says whether a claim is reported within another whose source speaks of it, so that the story does not answer for
// the source.
func (s *story) nested(c claims.Claim) bool {
	p, ok := s.parent(c)
	return ok && p.Kind != claims.KindSelf && p.Kind != claims.KindHearsay && p.Kind != claims.KindUnresolved && p.Kind != claims.KindNobody
}

// read finds the noun of the source, and what is said of it; false if it is none of a source that wants no name.
func (v *nameless) read(s *story) bool {
	text := s.text(v.at)
	ws := wordsOf(text, v.at.Start)
	if len(ws) == 0 {
		return false
	}
	if v.pronoun = len(ws) == 1 && pronouns[ws[0].low]; v.pronoun {
		if ws[0].low == "who" || ws[0].low == "which" || ws[0].low == "that" || ws[0].low == "it" {
			return false
		}
		v.definite, v.plural = true, ws[0].low == "they" || ws[0].low == "them"
		text = v.Role
		if ws = wordsOf(v.Role, 0); len(ws) == 0 {
			return v.Kind == claims.KindAnonymous && v.name("source")
		}
	}
	head, rest := ws, ""
	for i, w := range ws {
		adjective := w.low == "close" && (i+1 == len(ws) || ws[i+1].low != "to")
		if i > 0 && !adjective && (phraseEnd[w.low] || parted(text, ws[0].at.Start, ws[i-1], w)) {
			head, rest = ws[:i], text[w.at.Start-ws[0].at.Start:]
			break
		}
	}
	return v.noun(s, head, rest)
}

// parted says whether a comma, dash or bracket stands between two words of text, whose first word stands at from.
func parted(text string, from int, a, b word) bool {
	start, end := a.at.End-from, b.at.Start-from
	return start >= 0 && start <= end && end <= len(text) && strings.ContainsAny(text[start:end], ",—–(;:")
}

func (v *nameless) name(head string) bool { v.head = head; return true }

// noun settles the source by the last word of its head.
func (v *nameless) noun(s *story, head []word, rest string) bool {
	last, first := head[len(head)-1].low, head[0].low
	noun, plural := inSingular(last)
	v.head, v.plural = noun, v.plural || plural || plurals[first]
	v.definite = v.definite || first == "the" || first == "that" || first == "this"
	if named := wordsOf(rest, 0); len(named) > 1 && !phraseEnd[named[0].low] && nameIn(named[:2]) { // ", Karel Doven,"
		return false
	}
	described := rest != "" || len(head) > 2 || len(head) == 2 && !counts[first] && !plurals[first] && first != "the" && first != "a" && !ordinals[first]
	switch {
	case noun == "person" && (plural || described):
		return knowing.MatchString(rest)
	case noun == "insider" && plural && someone[first]:
		return false // a crowd
	case bareHeads[noun]:
		v.bare = !described
		return noun != "person" || counts[first] || v.definite
	case !shielded[noun] && !posts[noun]:
		return false
	case noun == "official" && plural && s.onRecord(head[:len(head)-1], rest):
		v.record = !v.pronoun
	case !plural && !v.definite && !counts[first] && noun != "source":
		return false // “the mayor's former adviser” is one person, and known
	case posts[noun]:
		return counts[first] || v.definite && !plural && v.pronoun
	case (noun == "employee" || noun == "executive" || noun == "banker" || noun == "trader") && !counts[first] && !v.definite:
		return false
	}
	return true
}

var ordinals = set("first second third fourth other same anonymous unnamed unidentified")

// onRecord says whether officials speak for a body that a reader knows and can ask.
func (s *story) onRecord(before []word, rest string) bool {
	for _, w := range before {
		if guarded[w.low] {
			return s.house.official(before, rest)
		}
	}
	return true
}

// inSingular is the singular of a noun, and whether it was a plural.
func inSingular(noun string) (string, bool) {
	switch {
	case noun == "people" || noun == "persons":
		return "person", true
	case strings.HasSuffix(noun, "ies"):
		return strings.TrimSuffix(noun, "ies") + "y", true
	case strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss"):
		return strings.TrimSuffix(noun, "s"), true
	}
	return noun, false
}

// nearby is how many sentences on a source may be given its name: "A diplomat said … Ilse Brandt, the diplomat, …".
const nearby = 2

// identified says whether the source gets its name within the next sentences: a person with the noun for role.
func (s *story) identified(v nameless) bool {
	if v.plural {
		return false
	}
	for n := v.sentence; n <= v.sentence+nearby; n++ {
		if n > v.sentence && n < len(s.sentences) && apposed(wordsOf(s.text(s.sentences[n]), 0), v.head) {
			return true
		}
		for _, c := range s.claimsFrom(n) {
			if c.Kind == claims.KindPerson && c.Name != "" && c.Role != "" && slices.ContainsFunc(wordsOf(c.Role, 0), func(w word) bool { return w.low == v.head }) {
				return true
			}
		}
	}
	return false
}

// apposed says whether the words name somebody with a noun for what he is: "Karel Doven, the official,".
func apposed(ws []word, noun string) bool {
	for i := 3; i < len(ws); i++ {
		if ws[i].low == noun && nameIn(ws[max(0, i-5):i-1]) && (ws[i-1].low == "the" || ws[i-2].low == "the") {
			return true
		}
	}
	return false
}

// namedBefore says whether a definite noun means somebody whom the sentences before named with it.
func (s *story) namedBefore(v nameless) bool {
	for n := max(0, v.sentence-3); n < v.sentence; n++ {
		for _, c := range s.claimsFrom(n) {
			if c.Kind == claims.KindPerson && slices.ContainsFunc(wordsOf(c.Role, 0), func(w word) bool { return w.low == v.head }) {
				return true
			}
		}
	}
	return false
}

// source is the words of a voice for a message.
func (s *story) source(v nameless) string { return short(s.words(v.at), 60) }
