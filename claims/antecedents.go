package claims

import (
	"math"
	"slices"
)

// A standing says how a mention stands in its sentence.
type standing uint8

const (
	asSubject   standing = 1 << iota // of a main clause
	asSpeaker                        // the source of an attribution
	asOwner                          // "Oster's"
	asModifier                       // "the Oster campaign"
	inQuotation                      // people are spoken of by someone else there
	byPronoun
)

// candidatesKept bounds the people between whom a pronoun chooses: with more within walkReach mentions it is a list of
// names.
const candidatesKept = 12

// walkReach bounds how many mentions are looked back on at each pronoun.
const walkReach = 60

// A pronoun is one that is to be settled, or a role without a name that stands for someone named before.
type pronoun struct {
	token
	sent, para int
	gender     string // "he", "she", or "" for a role that tells none
	opens      bool   // its sentence
	own        Found  // the attribution whose source it is, if it is one
}

// A candidate is a person for whom a pronoun can stand, with what speaks for it.
type candidate struct {
	who   int
	last  mention // the nearest before the pronoun
	seen  int     // mentions within reach
	signs [signCount]bool
}

// A sign is something that a candidate has or lacks. antecedentWeights says how much each speaks for the candidate.
type sign int

const (
	sameSentence sign = iota
	oneSentence       // back to the nearest mention
	twoSentences
	fourSentences
	moreSentences
	sameParagraph
	nextParagraph
	lastSubject   // the nearest mention is a subject
	lastSpeaker   // … a source
	lastOwner     // … an owner or modifier
	lastQuoted    // … inside a quotation
	lastPronoun   // … a pronoun that was settled
	nearest       // no other candidate was mentioned since
	second        // one was
	spokeLast     // the last source before the pronoun
	spokeBefore   // the source before that one
	subjectLast   // the last subject before the pronoun
	sameWord      // the last pronoun of this gender meant the person
	sameWordNear  // … not more than one sentence before
	genderKnown   // and it is the pronoun's
	oftenest      // no other candidate has more mentions within reach
	severalTimes  // three mentions or more within reach
	mainPerson    // nobody has more mentions in the whole story
	opensAfter    // the pronoun opens a sentence whose predecessor has the person as subject
	nameless      // known by a role alone
	onlyCandidate // nobody else is within reach
	rival         // another candidate is in the same sentence as the nearest mention
	signCount
)

// antecedentOf is the one person whom a pronoun means: the likeliest of those named before it, if that is likelier
// than not. Whom the pronoun's own words speak of is another: "People like Arden, he said."
func (c *cast) antecedentOf(t pronoun) (int, bool) {
	all := c.candidates(t)
	best, sum := -1, math.Exp(antecedentNone)
	odds := make([]float64, len(all))
	for i := range all {
		odds[i] = math.Exp(all[i].score())
		sum += odds[i]
		if best < 0 || odds[i] > odds[best] {
			best = i
		}
	}
	if best < 0 || odds[best] < antecedentSure*sum || sharesSubject(all, best) || c.folk[all[best].who].gender == torn {
		return 0, false
	}
	if t.gender != "" {
		v := &c.votes[all[best].who]
		v.add(t.gender, odds[best]/sum)
		if who := &c.folk[all[best].who]; who.gender == "" {
			who.gender = v.gender()
		}
	}
	return all[best].who, true
}

// sharesSubject says whether the person is one of two subjects that nothing tells apart but their order: "Ilse Marden and
// Dora Kell met. She said".
func sharesSubject(all []candidate, best int) bool {
	b := &all[best]
	return b.last.standing&asSubject > 0 && slices.ContainsFunc(all, func(k candidate) bool {
		return k.who != b.who && k.last.sent == b.last.sent && k.last.standing == b.last.standing && k.seen == b.seen
	})
}

const (
	// antecedentSure is the least probability at which a pronoun is settled: below it the choice would be a guess.
	antecedentSure = 0.5
	// voteLeast is the weight of pronouns from which they tell a person's gender: one that is all but sure.
	voteLeast = 0.8
	// voteShare is the share of the weight that one gender must have.
	voteShare = 0.8
)

// A genderVote is what the story's pronouns say of a person's gender, in probabilities added up.
type genderVote struct{ he, she float64 }

func (v *genderVote) add(gender string, p float64) {
	if gender == "he" {
		v.he += p
	} else {
		v.she += p
	}
}

// gender is what the votes tell, or "".
func (v genderVote) gender() string {
	switch all := v.he + v.she; {
	case all < voteLeast:
		return ""
	case v.he >= voteShare*all:
		return "he"
	case v.she >= voteShare*all:
		return "she"
	}
	return ""
}

func (k *candidate) score() float64 {
	z := 0.0
	for s, is := range k.signs {
		if is {
			z += antecedentWeights[s]
		}
	}
	return z
}

// candidates are the people named before the pronoun who may be meant, nearest first, with their signs.
func (c *cast) candidates(t pronoun) []candidate {
	var all []candidate
	end, _ := slices.BinarySearchFunc(c.trail, t.Start, func(m mention, at int) int { return m.at - at })
	reach := c.trail[max(0, end-walkReach):end]
	for _, m := range slices.Backward(reach) {
		g := c.folk[m.who].gender
		if m.sent == t.sent && t.own.holds(m.at) || t.gender != "" && g != "" && g != torn && g != t.gender {
			continue
		}
		if i := slices.IndexFunc(all, func(k candidate) bool { return k.who == m.who }); i >= 0 {
			all[i].seen++
		} else if len(all) < candidatesKept {
			all = append(all, candidate{who: m.who, last: m, seen: 1})
		}
	}
	c.sign(t, all, reach)
	return all
}

// sign tells of each candidate which signs it has.
func (c *cast) sign(t pronoun, all []candidate, reach []mention) {
	most, main := 0, 0
	for i := range all {
		most, main = max(most, all[i].seen), max(main, c.times[all[i].who])
	}
	speakers := lastOf(reach, func(m mention) bool { return m.standing&asSpeaker > 0 })
	subjects := lastOf(reach, func(m mention) bool { return m.standing&(asSubject|asSpeaker) > 0 })
	words := lastOf(reach, func(m mention) bool {
		return m.standing&byPronoun > 0 && t.gender != "" && m.gender == t.gender
	})
	for i := range all {
		k := &all[i]
		gap := t.sent - k.last.sent
		k.signs = [signCount]bool{
			sameSentence: gap == 0, oneSentence: gap == 1, twoSentences: gap == 2, fourSentences: gap > 2 && gap <= 4, moreSentences: gap > 7,
			sameParagraph: k.last.para == t.para, nextParagraph: k.last.para+1 == t.para,
			lastSubject: k.last.standing&asSubject > 0, lastSpeaker: k.last.standing&asSpeaker > 0,
			lastOwner: k.last.standing&(asOwner|asModifier) > 0 && k.last.standing&byPronoun == 0, lastQuoted: k.last.standing&inQuotation > 0,
			lastPronoun: k.last.standing&byPronoun > 0,
			nearest:     i == 0, second: i == 1,
			spokeLast: len(speakers) > 0 && speakers[0].who == k.who, spokeBefore: len(speakers) > 1 && speakers[1].who == k.who,
			subjectLast: len(subjects) > 0 && subjects[0].who == k.who,
			sameWord:    len(words) > 0 && words[0].who == k.who, sameWordNear: len(words) > 0 && words[0].who == k.who && t.sent-words[0].sent <= 1,
			genderKnown: t.gender != "" && c.folk[k.who].gender == t.gender,
			oftenest:    k.seen == most, severalTimes: k.seen > 2, mainPerson: c.times[k.who] == main && main > 1,
			opensAfter:    gap == 1 && k.last.standing&asSubject > 0 && t.opens,
			nameless:      c.folk[k.who].name == "",
			onlyCandidate: len(all) == 1,
			rival:         slices.ContainsFunc(all, func(o candidate) bool { return o.who != k.who && o.last.sent == k.last.sent }),
		}
	}
}

// lastOf are the last two mentions before the pronoun, of two people, that match.
func lastOf(reach []mention, match func(mention) bool) []mention {
	var out []mention
	for _, m := range slices.Backward(reach) {
		if match(m) && (len(out) == 0 || out[0].who != m.who) {
			if out = append(out, m); len(out) == 2 {
				break
			}
		}
	}
	return out
}
