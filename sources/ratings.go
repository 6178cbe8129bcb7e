package sources

import (
	"slices"
	"strings"
	"unicode"
)

// A Rating is what a fact-check's rating comes to.
type Rating string

// The ratings. Only RatedFalse speaks against a claim, and none speaks for one.
const (
	RatedFalse   Rating = "false"
	RatedTrue    Rating = "true"
	RatedMixed   Rating = "mixed"   // partly so, out of context, misleading: the claim does not stand as it is
	RatedUnclear Rating = "unclear" // unproven, satire, of a picture or an attribution, or words that the table does not know
)

// ratingWords is the table of textual ratings, in lower case without marks: a rating is what its whole words are here.
// The words are those of the rating scales that English-language fact-checkers publish (PolitiFact, Snopes, FactCheck.org,
// AFP, Reuters, Full Fact, USA Today, Africa Check, the Washington Post, Science Feedback, BOOM, Lead Stories). "Half" and
// "mostly" shades count as mixed, both ways: a claim that is mostly false has a true part, and the story may mean that.
var ratingWords = map[string]Rating{
	"false": RatedFalse, "fake": RatedFalse, "incorrect": RatedFalse, "wrong": RatedFalse, "untrue": RatedFalse,
	"not true": RatedFalse, "inaccurate": RatedFalse, "not correct": RatedFalse, "pants on fire": RatedFalse,
	"four pinocchios": RatedFalse, "4 pinocchios": RatedFalse, "bottomless pinocchio": RatedFalse, "hoax": RatedFalse,
	"debunked": RatedFalse, "no this is false": RatedFalse, "this is false": RatedFalse, "this claim is false": RatedFalse,
	"the claim is false": RatedFalse, "totally false": RatedFalse, "completely false": RatedFalse, "false claim": RatedFalse,
	"fake news": RatedFalse, "refuted": RatedFalse,

	// What rates a picture, a quotation's author or a paper, and not what is said: the ferry of a doctored photo may have sunk.
	"fabricated": RatedUnclear, "fabrication": RatedUnclear, "fake quote": RatedUnclear, "misattributed": RatedUnclear,
	"incorrect attribution": RatedUnclear, "false attribution": RatedUnclear, "correct attribution": RatedUnclear,
	"scam": RatedUnclear, "doctored": RatedUnclear, "altered": RatedUnclear, "altered photo": RatedUnclear,
	"altered image": RatedUnclear, "altered video": RatedUnclear, "fake photo": RatedUnclear, "fake image": RatedUnclear,
	"fake video": RatedUnclear, "manipulated": RatedUnclear, "digitally altered": RatedUnclear, "not real": RatedUnclear,
	"real": RatedUnclear, "miscaptioned": RatedUnclear,

	"true": RatedTrue, "correct": RatedTrue, "accurate": RatedTrue, "right": RatedTrue, "verified": RatedTrue,
	"confirmed": RatedTrue, "this is true": RatedTrue, "this is correct": RatedTrue, "geppetto checkmark": RatedTrue,
	"this is right": RatedTrue,

	"mixture": RatedMixed, "mixed": RatedMixed, "half true": RatedMixed, "mostly true": RatedMixed, "mostly false": RatedMixed,
	"mostly correct": RatedMixed, "mostly accurate": RatedMixed, "mostly incorrect": RatedMixed, "mostly inaccurate": RatedMixed,
	"partly true": RatedMixed, "partly false": RatedMixed, "partially true": RatedMixed, "partially false": RatedMixed,
	"partially correct": RatedMixed, "barely true": RatedMixed, "misleading": RatedMixed, "missing context": RatedMixed,
	"out of context": RatedMixed, "lacks context": RatedMixed, "needs context": RatedMixed, "cherry picked": RatedMixed,
	"exaggerated": RatedMixed, "exaggerates": RatedMixed, "distorts the facts": RatedMixed, "spins the facts": RatedMixed,
	"outdated": RatedMixed, "flawed reasoning": RatedMixed, "imprecise": RatedMixed,
	"one pinocchio": RatedMixed, "two pinocchios": RatedMixed, "three pinocchios": RatedMixed, "1 pinocchio": RatedMixed,
	"2 pinocchios": RatedMixed, "3 pinocchios": RatedMixed, "incomplete": RatedMixed, "understated": RatedMixed,
	"overstated": RatedMixed, "half flip": RatedMixed,

	"unproven": RatedUnclear, "unsupported": RatedUnclear, "no evidence": RatedUnclear, "unverified": RatedUnclear,
	"satire": RatedUnclear, "labeled satire": RatedUnclear, "originated as satire": RatedUnclear, "parody": RatedUnclear,
	"opinion": RatedUnclear, "research in progress": RatedUnclear, "legend": RatedUnclear, "unfounded": RatedUnclear,
	"baseless": RatedUnclear, "outcome pending": RatedUnclear, "lost legend": RatedUnclear, "full flop": RatedUnclear,
}

// RatingOf says what a textual rating comes to. Case, marks and emoji do not count; a rating in a sentence ("False. The
// video is from 2014") is its first sentence's. What the table does not know is RatedUnclear.
func RatingOf(rating string) Rating {
	first := rating
	if at := strings.IndexAny(rating, ".!;:\n"); at > 0 {
		first = rating[:at]
	}
	for _, words := range []string{rating, first} {
		fields := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r)
		})
		for len(fields) > 1 && slices.Contains([]string{"rating", "verdict", "fact", "check", "our", "a", "an", "the", "we", "rate", "rated", "it"}, fields[0]) {
			if says, known := ratingWords[strings.Join(fields, " ")]; known {
				return says
			}
			fields = fields[1:]
		}
		if says, known := ratingWords[strings.Join(fields, " ")]; known {
			return says
		}
	}
	return RatedUnclear
}
