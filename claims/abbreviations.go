package claims

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// setOf makes a set of phrases that commas part.
func setOf(phrases string) map[string]bool {
	m := map[string]bool{}
	for p := range strings.SplitSeq(phrases, ",") {
		m[strings.Join(strings.Fields(p), " ")] = true
	}
	return m
}

// Abbreviations that stand before a name or number, so that a sentence never ends after them (ingest note §4).
var titles = set(`adm amb atty brig capt cmdr col cpl det dr fr gen gov hon insp lt maj messrs mr mrs ms mx no nos
	ofc pfc pres prof pvt rep reps rev sec sen sens sgt sr sra st supt v vs fig eq art para pp vol al ft mt bros`)

// Other abbreviations: a sentence may end after them, and does when the next word is a common opener.
var shortForms = set(`jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
	inc corp co ltd llc plc jr esq dept est approx ave blvd rd ala ariz ark calif colo conn del fla ga ill ind kan ky
	la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo etc i.e e.g cf ca a.m p.m
	am pm u.s u.k u.n e.u d.c ph.d m.d b.a m.a j.d govt admin assn univ intl natl ed eds dist`)

// Words that open a sentence far more often than they follow an abbreviation inside one (ingest note §4).
var openers = set(`the he she it they we i a an in on at but and this that these those there his her their its our
	however meanwhile for when while as after before if some many most both last earlier later asked what who why how
	no yes you my not so then now another other one two three several officials police according by with from since
	despite although though under during`)

// abbreviation says whether the word before a full stop is one that keeps it: a title or short form with a capital,
// an initial, or a word with dots inside.
func abbreviation(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	if size == len(word) {
		return unicode.IsUpper(r)
	}
	low := strings.ToLower(word)
	if strings.Contains(word, ".") {
		return !strings.ContainsFunc(word, unicode.IsDigit) && dotted(word)
	}
	if !unicode.IsUpper(r) {
		return low == "v" || low == "vs" || low == "etc" || low == "approx"
	}
	return titles[low] || shortForms[low]
}

// dotted says whether word is single letters with dots between them: "U.S", "a.m". "said.He" is a missing space.
func dotted(word string) bool {
	for part := range strings.SplitSeq(word, ".") {
		if utf8.RuneCountInString(part) > 2 {
			return false
		}
	}
	return true
}
