package verify

import (
	"math"
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
	Skipped  bool // not searched, because a bound of the run was met
	Unread   int  // pieces that were found but could not be read or judged
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
// counts zero; what the embedded judge says against a claim never counts, but keeps it from being supported.
func Score(q Question) Verdict {
	v := Verdict{
		Claim:    q.Claim.ID,
		Searches: append([]sources.Search{}, q.Searches...),
		Evidence: append([]Evidence{}, q.Evidence...),
	}
	if v.Reason = q.unchecked(); v.Reason != "" {
		v.Label = Unchecked
		return v
	}
	t := q.tally()
	v.Supports, v.Refutes, v.Reports, v.Score = t.supports, t.refutes, t.reports, t.score()
	v.Label = t.label(enoughOrigins)
	if v.Label == NotFound && q.searchFailed() {
		v.Label, v.Reason = Unchecked, SearchFailed
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
		answered += count(!s.Empty && (s.Err == "" || s.Hits > 0))
	}
	switch {
	case answered > 0:
		return ""
	case failed > 0:
		return SearchFailed
	default:
		return NoCoverage
	}
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

// A tally counts independent groups.
type tally struct {
	supports, refutes, reports int
	contested                  bool      // an opinion that does not count speaks against the claim
	p                          []float64 // the best support of each group
}

func (q Question) tally() tally {
	byGroup := map[string][]Evidence{}
	for _, e := range q.Evidence {
		byGroup[e.Group] = append(byGroup[e.Group], e)
	}
	var t tally
	for _, g := range q.Groups {
		if evidence := byGroup[g.ID]; len(evidence) > 0 && !q.Own(g) {
			t.add(evidence)
		}
	}
	return t
}

// add counts one group's evidence: once for and once against, by its best article.
func (t *tally) add(evidence []Evidence) {
	supports, refutes, reports := false, false, false
	best := 0.0
	for _, e := range evidence {
		best = max(best, e.P.Supports)
		counts := e.P.Of(e.Stance) >= countsFrom
		switch e.Stance {
		case Supports:
			supports = supports || counts
			reports = reports || !counts
		case Refutes:
			refutes = refutes || counts && e.Method != Lexical
			t.contested = t.contested || !counts || e.Method == Lexical
		case Reports:
			reports = true
		case Unrelated:
		}
	}
	t.p = append(t.p, best)
	t.supports += count(supports)
	t.refutes += count(refutes)
	t.reports += count(reports && !supports && !refutes)
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// label asks for enough supporting origins before it says supported.
func (t tally) label(enough int) Label {
	switch {
	case t.supports > 0 && t.refutes > 0:
		return Mixed
	case t.refutes > 0:
		return Refuted
	case t.supports >= enough && !t.contested:
		return Supported
	case t.supports == 0 && t.reports == 0 && !t.contested:
		return NotFound
	default:
		return NeedsReview
	}
}

// score is the chance that at least one group supports the claim, if the groups' odds were right and independent.
func (t tally) score() float64 {
	none := 1.0
	for _, p := range t.p {
		none *= 1 - p
	}
	return math.Round((1-none)*1e4) / 1e4
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
