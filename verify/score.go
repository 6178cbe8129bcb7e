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

const (
	// enoughOrigins is how many independent origins make a claim supported (Reuters handbook: two sources are
	// better than one; verification note, section 5).
	enoughOrigins = 2
	// countsFrom is the least probability at which an opinion counts for its group: more likely than all else.
	countsFrom = 0.5
)

// Score gives the verdict on one claim. It is pure: the order of groups, searches and evidence changes neither label
// nor counts. Independent groups count, never articles; a group whose root is the story or the claim's own speaker
// counts zero, and so does what stands word for word in such a group; groups that have the evidence from each other
// count once; what the embedded judge says against a claim never counts, but keeps it from being supported. A published
// fact-check of this very claim that rates it false refutes it, one that finds it mixed keeps it from being supported, and
// none supports it.
func Score(q Question) Verdict {
	v := Verdict{
		Claim:    q.Claim.ID,
		Searches: append([]sources.Search{}, q.Searches...),
		Evidence: append([]Evidence{}, q.Evidence...), FactChecks: q.FactChecks,
	}
	against, doubt := q.factsAgainst()
	v.Reason = q.unchecked()
	if against > 0 && (v.Reason == NoCoverage || v.Reason == SearchFailed) {
		v.Reason = "" // whoever checked the claim has answered
	}
	if v.Reason != "" {
		v.Label = Unchecked
		return v
	}
	t := q.tally()
	t.refutes += against
	t.contested = t.contested || doubt
	v.Supports, v.Refutes, v.Reports, v.Score = t.supports, t.refutes, t.reports, t.score()
	v.Label = t.label(enoughOrigins)
	if v.Label == NotFound && q.searchFailed() {
		v.Label, v.Reason = Unchecked, SearchFailed
	}
	if v.Label == NotFound && q.left() {
		v.Label, v.Reason = Unchecked, BudgetSpent
	}
	if v.Label == NotFound && q.Unread > 0 {
		v.Label = NeedsReview
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
// published its root, the earliest of them.
func (q Question) Own(g sources.Group) bool {
	for _, a := range g.Articles {
		if a.ID == q.Story.ID {
			return true
		}
	}
	if len(g.Articles) == 0 {
		return false
	}
	root := plainName(g.Articles[0].Publisher)
	return root != "" && (root == plainName(q.Claim.Name) || root == plainName(q.Claim.Affiliation))
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
