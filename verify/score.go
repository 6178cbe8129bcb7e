package verify

import (
	"slices"
	"strings"
	"unicode"

	"secondsource/claims"
	"secondsource/sources"
)

// A Question is all that Score needs to know of one claim.
type Question struct {
	Claim    claims.Claim
	Story    claims.Ref // the article under check
	Groups   []sources.Group
	Searches []sources.Search
	Evidence []Evidence
	// FactChecks never support the claim; those that bear on it and rate it false refute it.
	FactChecks []FactCheck
	Skipped    bool // not searched, because a bound of the run was met
	Unread     int  // pieces that were found but could not be read or judged
}

// likelier is the probability above which an opinion is likelier than all else together.
const likelier = 0.5

// Rules are what a verdict asks for. [DefaultRules] says why each is what it is; docs/measurements.md, Verdicts, has the curves
// on which they were chosen and the commands that draw them again.
type Rules struct {
	Origins    int     // independent origins in support that make a claim supported
	CountsFrom float64 // the least probability at which an opinion that is the likeliest counts for its origin beside others
	Alone      float64 // the least at which one carries the claim alone: a primary document's, or a single document's
	// OverCues is how many times origins in support must outnumber those that hold a cue against the claim: more than so many
	// to one. A cue is an embedded judge's opinion that would refute were it another's. 0: cues are shown and not heeded.
	OverCues float64
	// OverReports is how many times origins in support must outnumber those that only report the claim, or be as many. 0:
	// reports are not weighed.
	OverReports float64
}

// DefaultRules ask for two origins (Reuters handbook: two sources are better than one; verification note, section 5), in
// which support is the likeliest and not much less likely than all else together; one that carries a claim by itself is held
// to half. The embedded judge's cues against a claim are hardly better than chance, so that they are outvoted. Reports are not
// weighed: the judge has learnt how an outlet's own word differs from a report (docs/decisions/0013-rule.md).
func DefaultRules() Rules {
	return Rules{Origins: 2, CountsFrom: 0.44, Alone: likelier, OverCues: 1}
}

// forOne are the rules for a single document, which carries the claim alone.
func (r Rules) forOne() Rules {
	r.Origins, r.CountsFrom = 1, r.Alone
	return r
}

// Score gives the verdict on one claim by the default rules.
func Score(q Question) Verdict { return DefaultRules().Score(q) }

// Score gives the verdict on one claim. It is pure: the order of groups, searches and evidence changes neither label
// nor counts.
//
// Independent groups count, never articles; a group whose root is the story or the claim's own speaker counts zero, and so
// does what stands word for word in such a group, and what was read without the structure of its page; groups that have the
// evidence from each other count once. Enough origins in support, or one primary document (see [Question.Primary]), and
// nothing against it make a claim supported. What the embedded judge says against a claim
// never counts, but keeps it from being supported unless origins in support outnumber those that hold it. A published
// fact-check of this very claim that rates it
// false refutes it, one that finds it mixed keeps it from being supported, one that rates it true keeps it from being
// refuted or not found, and none supports it.
func (r Rules) Score(q Question) Verdict {
	v := Verdict{
		Claim:    q.Claim.ID,
		Searches: append([]sources.Search{}, q.Searches...),
		Evidence: append([]Evidence{}, q.Evidence...), FactChecks: q.FactChecks,
	}
	facts := q.factsAgainst()
	v.Reason = q.unchecked()
	if facts.refute > 0 && (v.Reason == NoCoverage || v.Reason == SearchFailed || v.Reason == BudgetSpent && !q.Skipped) {
		v.Reason = "" // whoever checked the claim has answered
	}
	if v.Reason != "" {
		v.Label = Unchecked
		return v
	}
	t := r.tally(q.evidence(), q.standing())
	t.refutes += facts.refute
	t.contested = t.contested || facts.doubt
	v.Supports, v.Refutes, v.Reports, v.Primary, v.Score = t.supports, t.refutes, t.reports, t.primary, t.score()
	v.Label = t.label(r)
	switch {
	case v.Label == Supported || v.Label == NeedsReview:
		v.Confidence = t.confidence(shippedCalibration())
	case v.Label == NotFound && q.searchFailed():
		v.Label, v.Reason = Unchecked, SearchFailed
	case v.Label == NotFound && q.left():
		v.Label, v.Reason = Unchecked, BudgetSpent
	case v.Label == NotFound && q.Unread > 0:
		v.Label = NeedsReview
	}
	if facts.affirm && (v.Label == NotFound || v.Label == Refuted || v.Label == Mixed && facts.refute > 0) {
		v.Label, v.Confidence = NeedsReview, nil // fact-checkers or outlets contradict each other: that is for a person to read
	}
	return v
}

// unchecked is why the claim could not be checked at all, or "".
func (q Question) unchecked() Reason {
	if !q.Claim.Checkable() {
		return NotCheckable
	}
	if q.Skipped {
		return BudgetSpent
	}
	answered, failed := 0, 0
	for _, s := range q.Searches {
		failed += count(s.Err != "")
		// A place that failed on one question may have answered another: what it found counts.
		answered += count(!s.Empty && !s.Skipped && (s.Err == "" || s.Hits > 0))
	}
	switch {
	case answered > 0:
		return ""
	case failed > 0:
		return SearchFailed
	case q.left():
		return BudgetSpent
	default:
		return NoCoverage
	}
}

// left says whether a place was not asked about the claim for want of time: then nothing found is not "nobody says so".
func (q Question) left() bool {
	return slices.ContainsFunc(q.Searches, func(s sources.Search) bool { return s.Skipped })
}

// searchFailed says whether a place could not be asked: then nothing found is not "nobody says so".
func (q Question) searchFailed() bool {
	for _, s := range q.Searches {
		if s.Err != "" {
			return true
		}
	}
	return false
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Own says whether a group counts zero for this claim: the story itself is among its articles, or the claim's speaker
// published its root, the earliest of them. There is one exception: who orders or rules makes it so by saying it, so that
// the document with the order or ruling, published by who gave it, is the best source there is that it was given.
func (q Question) Own(g sources.Group) bool {
	if q.holdsStory(g) {
		return true
	}
	if len(g.Articles) == 0 {
		return false
	}
	root := g.Articles[0]
	return q.bySpeaker(root) && (q.Claim.Class != claims.CueDecree || !root.Primary)
}

func (q Question) holdsStory(g sources.Group) bool {
	return slices.ContainsFunc(g.Articles, func(a claims.Ref) bool { return a.ID == q.Story.ID })
}

// plainName is a name in lower-case letters and digits, without a leading article, for comparison.
func plainName(name string) string {
	name = strings.TrimPrefix(strings.ToLower(name), "the ")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name)
}
