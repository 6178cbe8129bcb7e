package rules

import (
	"fmt"
	"regexp"
	"strings"

	"secondsource/claims"
	"secondsource/verify"
)

var laundered = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "LAUNDERED", Severity: verify.Warning,
		Finds: "“reportedly”, “media reports” or “it is said”, and the origin neither named nor linked",
		Why: "Passed on without its origin, a report looks firmer with every hand it goes through. Whoever had it first is credited by " +
			"name, and a link lets a reader see what was said there. A check counts independent origins: coverage that all comes from one " +
			"of them confirms nothing.",
		Origin: []string{
			"AP, memo on crediting other news organizations, 2010, as reported at poynter.org (article 105357)",
			"BBC editorial guidelines, Accuracy, on agency reports, pages of 2009 and 2019",
		},
		Fix: "Say which outlet reported it and what its source was, or confirm it yourself.",
	},
	find: func(s *story, _ Options) []verify.Finding {
		var out []verify.Finding
		last := -1
		for _, c := range s.Claims {
			n := s.at(c)
			at, ok := s.secondHand(c)
			if ok && n != last && n >= 0 && !s.credited(c, n) {
				last = n
				out = append(out, finding(c, at, fmt.Sprintf("“%s” does not say who reported it", short(s.words(at), 60))))
				continue
			}
			if c.Kind != claims.KindMedia && c.Kind != claims.KindHearsay || !c.Checkable() {
				continue
			}
			if groups, pieces := s.origins(c); groups == 1 && pieces > 1 {
				out = append(out, finding(c, hull(c.Cue, c.Content[0]), fmt.Sprintf("all %d pieces of coverage of this have one origin: they do not confirm each other", pieces)))
			}
		}
		return out
	},
	match: texts(
		"The minister reportedly met the builder twice in May.",
		"Media reports said the yard would close in June.",
		"According to reports, the bank will cut 300 jobs.",
		"The talks will move to Marn, per reports in international media.",
		"Local media reported that the bridge had been closed at noon.",
		"The captain is said to have left the ship before the passengers.",
		"It was reported that the council had agreed to the price.",
		"The sale was reportedly agreed in March. The company did not answer questions.",
		"The director supposedly kept the paintings at home.",
		"Several newspapers reported that the mayor would step down.",
		"Some reports suggest that the dam was cracked for years.",
		"The club has reportedly offered 4 million crowns for the keeper.",
		"Press reports claim that the minister owns the land.",
		"- The ferry reportedly carried 300 people.\n- It was built for 200.",
	),
	pass: texts(
		"The minister met the builder twice in May, the Vellan Post reported.",
		"According to the Lowmark Herald, the bank will cut 300 jobs.",
		"The minister reportedly met the builder twice in May, according to the Vellan Post.",
		"The fire started in the kitchen, according to a police report.",
		"Prosecutors charged Karel Doven with fraud. He allegedly took 40,000 crowns.",
		"Ilse Brandt said the yard would close in June.",
		"The annual report of the harbour office says that freight fell.",
		"“Media reports that I will step down are wrong,” Mara Quill said.",
		"The mayor denied media reports that she would step down.",
		"The reporters of the town met on Friday.",
		"The tram is expected to open in May.",
		"The broadcaster has 300 staff, and its evening news reports on the harbour every day.",
		"State television reported that the talks had failed.",
		"The Vellan Post reported on Monday that the yard would close. The newspaper said 400 people would lose their jobs.",
	),
}

var (
	// hearsay are cues that lay a statement to nobody.
	hearsay = pattern(`reportedly|supposedly|purportedly|allegedly|rumou?red(?:ly)?|(?:is|are|was|were|has been|have been|had been|been) (?:\w+ly )?(?:reported|said|rumou?red|alleged|claimed|believed|thought|understood)|word (?:is|was|has it)|rumou?r has it|the story goes|(?:there (?:are|were|have been) )?(?:\w+ )?(?:reports|rumou?rs?)`)
	// hedged cues are what the law asks for of people who are charged: police, court and charge near by are their origin.
	hedged  = pattern(`allegedly|alleged`)
	charged = pattern(`police|prosecutors?|prosecution|court|charg(?:e|ed|es)|indict\w*|complaint|lawsuit|trial|arrest\w*|judge|jury|detectives?|sheriff|investigators?|accus\w+|affidavit`)
	// reports are outlets without a name.
	reports = pattern(`(?:(?:\w+ ){0,3}(?:media|press|news|newspapers?|tv|television|radio|wire|agency|online|social media)(?: (?:reports?|outlets?|accounts?|agencies|sites|websites|channels|stations))?|reports?(?: (?:in|by|from|on) .{0,60})?|outlets?|newspapers|websites|tabloids|rumou?rs?|accounts)`)
	// reporting are the verbs of outlets: they also ask, show and want.
	reporting = set("report reports reported reporting say says said saying claim claims claimed suggest suggests suggested suggesting indicate indicates indicated according per allege alleged speculate speculated circulated surfaced emerged have has as quoted citing cited cite from in")
	// definiteReport is one that the story told of before.
	definiteReport = regexp.MustCompile(`(?i)^(?:(?:the|this|that|these|those|its|their|his|her) (?:\w+ )?(?:reports?|accounts?)|the (?:\w+ )?(?:media|press))$`)
	// paper is one outlet that the story named before.
	paper = pattern(`the (?:\w+ )?(?:newspaper|paper|magazine|network|station|channel|broadcaster|website|site|outlet|agency|daily|weekly|publication|tabloid|programme|program|show|podcast)|(?:state|public|national|official|military) (?:\w+ )?(?:media|tv|television|radio|news agency|broadcaster|newspaper)|state-run|state-owned`)
	// issued are reports that are papers: with an issuer or a subject they can be found.
	issued = pattern(`(?:police|annual|audit|weather|autopsy|inspection|medical|official|internal|final|interim|committee|government|ministry|quarterly|earnings|financial|lab|laboratory|forensic|intelligence|field|expert|draft|new|recent|\d{4}) (?:\w+ )?reports?|reports? (?:by|from|of) (?:the )?[A-Z]`)
)

// secondHand is where a claim says that others reported it, without a name; false if it does not.
func (s *story) secondHand(c claims.Claim) (claims.Span, bool) {
	if c.Polarity == claims.PolarityDenied || c.Polarity == claims.PolarityDeclined || len(c.Cue) == 0 || s.nested(c) || !s.prose(s.at(c)) || within(s.quoted, c.Cue[0].Start) {
		return claims.Span{}, false
	}
	cue := hull(c.Cue, claims.Span{})
	switch {
	case c.Kind == claims.KindHearsay:
		return cue, whole(hearsay, s.text(cue)) && (!hedged.MatchString(s.text(cue)) || !s.near(c, charged))
	case len(c.Source) == 0 || c.Kind != claims.KindMedia && c.Kind != claims.KindDocument && c.Kind != claims.KindCrowd && c.Kind != claims.KindUnresolved:
		return cue, false
	}
	at := c.Source[0]
	text := s.text(at)
	if outlet(c) && (c.Kind == claims.KindMedia || s.house.wire(c.Name)) || paper.MatchString(text) || issued.MatchString(text) && c.Kind == claims.KindDocument {
		return at, false
	}
	if countIn(wordsOf(s.text(cue), 0), reporting) == 0 {
		return at, false
	}
	return at, whole(reports, text) && !ownName(text) && !definiteReport.MatchString(text)
}

// outlet says whether a claim is laid to an outlet by name: "several newspapers" have none.
func outlet(c claims.Claim) bool {
	ws := wordsOf(c.Name, 0)
	return len(ws) > 1 || len(ws) == 1 && !noOutlet[ws[0].low]
}

var noOutlet = set("several some many local other international foreign national state media press news reports two three various")

// whole says whether an expression matches from the first word on.
func whole(p interface{ FindStringIndex(string) []int }, text string) bool {
	text = strings.TrimLeft(text, " ,;—–")
	at := p.FindStringIndex(text)
	return at != nil && (at[0] == 0 || text[:at[0]] == "the " || len(strings.Fields(text[:at[0]])) <= 2)
}

// nationality are the endings of words that say where an outlet is from and not which it is: "Turkish media".
var nationality = []string{"an", "ish", "ese", "ch", "i", "ek", "ss", "ic"}

// ownName says whether words hold a name: a capital inside them that says more than a country.
func ownName(text string) bool {
	ws := wordsOf(text, 0)
	for i, w := range ws {
		if !w.upper || i == 0 && (w.low == "media" || w.low == "reports" || w.low == "local" || w.low == "news" || w.low == "several" || w.low == "some" || w.low == "press" || len(ws) == 1) {
			continue
		}
		national := false
		for _, end := range nationality {
			national = national || strings.HasSuffix(w.low, end)
		}
		if !national && (i > 0 || i+1 < len(ws) && ws[i+1].upper) {
			return true
		}
	}
	return false
}

// near says whether an expression stands in the claim's sentence or beside it.
func (s *story) near(c claims.Claim, p interface{ MatchString(string) bool }) bool {
	here := s.at(c)
	for n := max(0, here-1); n <= here+1 && n < len(s.sentences); n++ {
		if p.MatchString(s.text(s.sentences[n])) {
			return true
		}
	}
	return false
}

// credited says whether the sentence links to where it was reported, or an outlet, a person or a paper is named for it there or
// beside it.
func (s *story) credited(c claims.Claim, here int) bool {
	if s.linked(s.sentences[here]) {
		return true
	}
	for n := max(0, here-1); n <= here+1; n++ {
		if n != here && !s.sameLine(n, here) {
			continue
		}
		for _, o := range s.claimsFrom(n) {
			if o.ID == c.ID || o.Via == c.ID {
				continue
			}
			named := o.Kind == claims.KindMedia && outlet(o)
			also := n == here && (o.Kind == claims.KindPerson || o.Kind == claims.KindDocument || o.Kind == claims.KindData || o.Kind == claims.KindOrganization) && o.Checkable() && o.Class == claims.CueSpeech
			if named || also && o.Content[0].Overlaps(hull(c.Content, c.Sentence)) {
				return true
			}
		}
	}
	return false
}
