package rules

import (
	"fmt"
	"strings"

	"secondsource/claims"
	"secondsource/verify"
)

var vagueCrowd = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "VAGUE-CROWD", Severity: verify.Warning,
		Finds: "“experts”, “critics” or “observers” of whom the same or the next sentence names none",
		Why: "A crowd without members cannot be asked, and is often the writer's own view in borrowed clothes. One who is named in the " +
			"same or the next sentence is enough.",
		Origin: []string{"The Wall Street Journal, Style & Substance, 2020-10-14, as reported at talkingbiznews.com: name an expert, or do not call on experts"},
		Fix:    "Name one of them, or say whose view it is.",
	},
	find: func(s *story, _ Options) []verify.Finding {
		var out []verify.Finding
		last := ""
		for _, c := range s.Claims {
			at, ok := s.crowd(c)
			if !ok || s.memberNamed(c, at) {
				continue
			}
			key := fmt.Sprint(at)
			if key == last { // one crowd with two verbs
				continue
			}
			last = key
			out = append(out, finding(c, at, fmt.Sprintf("“%s” are nobody in particular: no member is named here", short(s.words(at), 60))))
		}
		return out
	},
	match: texts(
		"Experts say the bridge will not last ten years.",
		"The plan will raise rents in the harbour quarter, critics say.",
		"Observers believe the minister will go before the summer.",
		"According to analysts, the bank paid too much for its rival.",
		"Some say the theatre should never have been built.",
		"Many experts warned that the dam could fail. The council will vote on Tuesday.",
		"Sceptics argue that the tram will never pay for itself.",
		"The law is too vague, legal scholars said, and it will be challenged.",
		"Scientists have claimed that the lake is warmer than ever.",
		"Commentators called the speech a turning point.",
		"Experts claim that the fall in prices is driven by fear.\nExperts warned that it would spread.",
		"Karel Doven said the tram would pay for itself. Critics say it will not.",
		"- Industry analysts expect the yard to close.\n- The yard has 400 workers.",
		"Opponents have called the tunnel a waste of money. It will cost 90 million crowns.",
	),
	pass: texts(
		"Experts say the bridge will not last ten years. Ilse Brandt, who teaches engineering at Marn, said the cables were rusting.",
		"Critics such as Karel Doven say the plan will raise rents.",
		"Analysts at Ketter Bank said the price was too high.",
		"Experts, including Mara Quill of the dam institute, warned that the dam could fail.",
		"The bridge will not last ten years, engineers say. “The cables are rusting,” said Ilse Brandt, one of them.",
		"The experts said they would publish their report in May.",
		"Ilse Brandt, an expert on bridges, said the cables were rusting.",
		"Voters said they wanted a tram.",
		"Several hundred protesters chanted in the square.",
		"Experts will meet in Marn on Friday.",
		"The council asked experts for advice.",
		"Critics say the plan will raise rents, and a study by the housing office found that rents near the first line rose by a fifth.",
		"“Critics say I am too old,” Karel Doven said.",
		"The mayor said experts had told her the bridge was safe.",
		"The report says that scientists measured the lake for ten years.",
		"Residents said the noise began at five.",
	),
}

var (
	// vague are crowds that lend weight to a view. Groups that act or vote, as voters, protesters and parties, are none.
	vague = set(`experts critics observers analysts commentators watchers pundits skeptics sceptics detractors opponents proponents
		advocates activists scholars scientists researchers economists historians specialists strategists insiders academics
		campaigners environmentalists pollsters doctors lawyers engineers psychologists sociologists lobbyists investors traders
		supporters backers admirers rivals diplomats`)
	// someone are quantifiers that stand for a crowd alone.
	someone = set("some many others most several people everybody everyone")
	// crowdSays are the verbs by which a crowd's view is reported.
	crowdSays = set(`say says said saying argue argues argued arguing warn warns warned warning claim claims claimed claiming believe believes believed
		think thinks thought contend contends contended caution cautions cautioned predict predicts predicted suggest suggests suggested note notes noted
		complain complains complained fear fears feared worry worries worried suspect suspects suspected doubt doubts doubted agree agreed agrees insist
		insists insisted maintain maintained maintains describe described describes call calls called question questioned see acknowledge acknowledged
		concede conceded estimate estimated estimates expect expected assert asserted allege alleged point pointed according speculate speculated
		dismissed accuse accused criticize criticized criticise criticised condemned denounced praised hailed view viewed consider considered tell told add added stress stressed feel`)
)

// crowd is the crowd that a claim is laid to; false if it is none that lends weight to a view.
func (s *story) crowd(c claims.Claim) (claims.Span, bool) {
	unclear := c.Kind == claims.KindUnresolved || c.Kind == claims.KindDescribed || c.Kind == claims.KindAnonymous // "political observers in Marn" may be read as described
	if c.Kind != claims.KindCrowd && !unclear || len(c.Source) == 0 || c.Phrase && c.Class != claims.CueSpeech || c.Polarity == claims.PolarityDeclined {
		return claims.Span{}, false
	}
	at, n := c.Source[0], s.at(c)
	if s.nested(c) || !s.prose(n) || within(s.quoted, at.Start) {
		return at, false
	}
	if c.Class != claims.CueSpeech && c.Class != claims.CueCognition || countIn(wordsOf(s.text(hull(c.Cue, at)), 0), crowdSays) == 0 {
		return at, false
	}
	text := s.text(at)
	ws := wordsOf(text, at.Start)
	if len(ws) > 2 && someone[ws[0].low] && ws[1].low == "of" { // "many of the experts"
		ws = ws[2:]
	}
	tail := false
	for i, w := range ws {
		if i > 0 && (phraseEnd[w.low] || parted(text, at.Start, ws[i-1], w)) {
			ws, tail = ws[:i], true
			break
		}
	}
	if len(ws) == 0 {
		return at, false
	}
	first, noun := ws[0].low, ws[len(ws)-1].low
	switch {
	case len(ws) == 1 && someone[first]:
		return at, !tail && (!unclear || first == "people" && strings.EqualFold(text, "people"))
	case first == "the" || first == "these" || first == "those" || first == "both" || first == "his" || first == "her" || first == "their" || first == "its" || first == "our" || first == "my":
		return at, false // a group that was told of before, or one that belongs to somebody
	case first == "few" || first == "no":
		return at, false // "few experts believe" says what is hardly held
	case counts[first] && unclear && first != "some" && first != "several":
		return at, false // "two analysts" are described
	}
	return at, vague[noun] && (noun != "insiders" || !unclear) // "show insiders" are described
}

// memberNamed says whether the crowd's words, its sentence or the next name one of its members, or a paper or figures of theirs.
func (s *story) memberNamed(c claims.Claim, at claims.Span) bool {
	ws := wordsOf(s.text(at), at.Start)
	for i, w := range ws {
		if i+1 < len(ws) && (w.low == "including" || w.low == "like" || w.low == "as" || w.low == "at" || w.low == "from" || w.low == "by" || w.low == "among") && upperSoon(ws[i+1:]) {
			return true
		}
	}
	here := s.at(c)
	if s.linked(s.sentences[here]) {
		return true
	}
	for n := here; n <= here+1; n++ {
		if n > here && !s.sameLine(here, n) && s.opensAfresh(n) {
			break
		}
		for _, o := range s.claimsFrom(n) {
			paper := o.Kind == claims.KindDocument || o.Kind == claims.KindData
			if o.ID != c.ID && (o.Via != c.ID || paper) && member(o) {
				return true
			}
		}
	}
	return false
}

// upperSoon says whether a capitalized word stands among the next few.
func upperSoon(ws []word) bool {
	for _, w := range ws[:min(4, len(ws))] {
		if w.upper {
			return true
		}
	}
	return false
}

// opensAfresh is true of sentences that cannot go on with a crowd: headlines and list entries.
func (s *story) opensAfresh(n int) bool { return n >= len(s.sentences) || !s.prose(n) }

// member says whether a claim is laid to somebody who can be asked, or to something that can be read.
func member(o claims.Claim) bool {
	switch o.Kind {
	case claims.KindPerson, claims.KindDocument, claims.KindData:
		return o.Class == claims.CueSpeech || o.Class == claims.CueEvidence || o.Class == claims.CueCognition
	case claims.KindOrganization, claims.KindMedia:
		return o.Name != "" && (o.Class == claims.CueSpeech || o.Class == claims.CueEvidence)
	case claims.KindNobody, claims.KindHearsay, claims.KindSelf, claims.KindDescribed, claims.KindAnonymous, claims.KindCrowd, claims.KindUnresolved:
	}
	return false
}
