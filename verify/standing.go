package verify

import (
	"slices"

	"secondsource/claims"
	"secondsource/sources"
)

// A standing is what evidence is worth for one claim beyond its opinion, by where it stands.
type standing struct {
	zero    map[string]bool // groups that count zero
	story   map[string]bool // those of them that hold the story
	primary map[string]bool // articles that are primary documents
	first   map[string]bool // those of them that were there before the story
}

func (q Question) standing() standing {
	s := standing{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, g := range q.Groups {
		s.zero[g.ID], s.story[g.ID] = q.Own(g), q.holdsStory(g)
		for _, a := range g.Articles {
			if q.Primary(a) {
				s.primary[a.ID] = true
				s.first[a.ID] = !a.Published.IsZero() && !q.Story.Published.IsZero() && !a.Published.After(q.Story.Published)
			}
		}
	}
	return s
}

// borrowed says whether the words stand in a group that counts zero. A story that quotes a primary document has the words
// from there, so that they still count as the document's, if it is dated and no later than the story.
func (s standing) borrowed(e Evidence) bool {
	return slices.ContainsFunc(e.Shared, func(g string) bool {
		return s.zero[g] && (!s.first[e.Article] || !s.story[g])
	})
}

// Borrowed says whether evidence adds nothing because its sentence stands in the story or in a group of its speaker. Only
// Claim, Story and Groups are asked.
func (q Question) Borrowed(e Evidence) bool { return q.standing().borrowed(e) }

// Primary says whether a piece is a primary document for this claim: one that is marked as such, as the pipeline marks what
// [sources.IsPrimary] holds for, and that the claim's speaker did not publish. A ministry's release is proof of what the ministry said; that it is so needs another source, and a
// claim that is laid to the ministry asks whether it is so. Hence: whether somebody said something is a claim of the story
// itself ("the ministry announced a ban", in nobody's voice) or of who reports it, and the speaker's own document is primary
// for it; for what the speaker asserts it is none. An order or a ruling holds because it was given, so the document of who
// gave it is primary for it too.
func (q Question) Primary(a claims.Ref) bool {
	return a.Primary && (q.Claim.Class == claims.CueDecree || !q.bySpeaker(a))
}

// bySpeaker says whether the claim's speaker, or the body that the speaker is of, published a piece: by the publisher's
// name, or by what the issuer of its address is called.
func (q Question) bySpeaker(a claims.Ref) bool {
	if q.Claim.Name == "" && q.Claim.Affiliation == "" {
		return false
	}
	for _, name := range append([]string{a.Publisher}, sources.Issuers(a.URL)...) {
		if n := plainName(name); n != "" && (n == plainName(q.Claim.Name) || n == plainName(q.Claim.Affiliation)) {
			return true
		}
	}
	return false
}
