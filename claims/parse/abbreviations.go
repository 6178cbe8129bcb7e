package parse

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

// Words whose full stop stays on them, as the parses do it (attribution note §3). Titles stand before a name, so no
// sentence ends after one.
var (
	titles = set(`adm amb atty brig capt cmdr col cpl det dr fr gen gov govs hon insp lt maj messrs mr mrs ms
		no nos pfc pres prof pvt rep reps rev sec sen sens sgt st supt v vs ft mt mx`)
	shortForms = set(`jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
		inc corp co cos bros ltd llc plc jr sr esq dept est approx ave blvd rd ala ariz ark calif colo conn del fla
		ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo
		etc cf ca al assn univ intl natl pp vol fig`)
	// Abbreviations that stand in lower case as well.
	lowerForms = set(`v vs etc approx cf ca al pp vol fig no st`)
)

// Words that open a sentence far more often than they follow an abbreviation inside one (ingest note §4).
var openers = set(`the he she it they we i a an in on at but and this that these those there his her their its our
	however meanwhile for when while as after before if some many most both last earlier later asked what who why how
	yes you my not so then now another other one two three several police according by with from since
	despite although though under during`)

// abbreviated says whether word, given without its last full stop, keeps that stop.
func abbreviated(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	switch {
	case len(word) > 24: // no abbreviation is longer, and a hostile word must not be lower-cased
		return false
	case size == len(word):
		return unicode.IsUpper(r) || word == "v"
	case strings.Contains(word, "."):
		return dotted(word)
	}
	low := strings.ToLower(word[strings.LastIndexByte(word, '-')+1:]) // "R-Fla." is a state as well
	if !unicode.IsUpper(r) {
		return lowerForms[low]
	}
	return titles[low] || shortForms[low]
}

// dotted says whether word is one or two letters at a time between full stops: "U.S", "a.m", "Ph.D", "R-S.C".
func dotted(word string) bool {
	for part := range strings.SplitSeq(word, ".") {
		if n := utf8.RuneCountInString(part); n == 0 || n > 3 || strings.ContainsFunc(part, unicode.IsDigit) {
			return false
		}
	}
	return true
}
