package rules

import (
	"fmt"

	"secondsource/claims"
	"secondsource/verify"
)

var anonOpinion = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "ANON-OPINION", Severity: verify.Warning,
		Finds: "a source without a name that gives an opinion, a guess or an attack",
		Why: "Anonymity is for facts that cannot be had otherwise. An opinion is worth what its holder is worth, and an attack by " +
			"somebody who cannot be answered is unfair, so house styles keep both for people with names.",
		Origin: []string{
			"AP, conditions for anonymity, as reported at howardowens.com: information and no opinion or speculation",
			"The New York Times, public editor, 2009, as reported at daringfireball.net on 2009-01-15: no personal attacks from behind a curtain",
		},
		Fix: "Leave the opinion out, or find somebody who holds it under their name.",
	},
	find: func(s *story, _ Options) []verify.Finding {
		var out []verify.Finding
		for _, v := range s.voices {
			if v.Polarity == claims.PolarityDenied {
				continue
			}
			what, words := s.opinion(v)
			if what == "" {
				continue
			}
			out = append(out, finding(v.Claim, hull(v.Content, v.at), fmt.Sprintf("“%s”, without a name, gives %s: “%s”", s.source(v), what, words)))
		}
		return out
	},
	match: texts(
		"“He is a coward and a liar,” a source in the cabinet said of the minister.",
		"The mayor's plan is a disaster, a senior official said.",
		"A close aide said the candidate would probably lose the north.",
		"The chairman is out of his depth, two people familiar with the board said.",
		"A diplomat said the talks might collapse before Friday.",
		"“It was a complete shambles,” said one official at the transport ministry.",
		"An adviser to the party called the speech pathetic.",
		"The coach is hopeless, a source close to the team said.",
		"The merger could well fail, according to a banker who worked on it.",
		"A senior official believes the minister will be gone by summer.",
		"A party strategist said the leader was a brilliant campaigner and a terrible manager.",
		"“Perhaps she was lazy, perhaps she was badly advised,” a former aide said, who did not want to be named.",
		"Sources close to the club said the owner was greedy.",
	),
	pass: texts(
		"The mayor's plan is a disaster, Karel Doven said.",
		"A senior official said the tunnel would open on 3 May.",
		"A source in the cabinet said the minister had resigned.",
		"“He is a coward and a liar,” Ilse Brandt said of the minister.",
		"A diplomat said the talks had ended without a date for the next round.",
		"Two people familiar with the board said the chairman had sold his shares in March.",
		"The source said the fee may be paid in two parts.",
		"An official at the ministry said he could not answer the question.",
		"An official denied that the plan was a disaster.",
		"A senior official said the mayor had called the plan a disaster.",
		"Critics said the plan was a disaster.",
		"A source close to the team said the contract ran until May 2027.",
		"The harbour office was closed on Monday, an employee said.",
		"The official said a permit may be required for the pier.",
	),
}

var (
	// harsh are words that judge a person, a body or a deed.
	harsh = pattern(`disaster|disastrous|reckless(?:ly)?|incompeten(?:t|ce)|stupid(?:ity|ly)?|idiot(?:s|ic)?|fools?|foolish(?:ly)?|laz(?:y|iness)|terribl[ey]|awful(?:ly)?|horrible|unfit|joke|laughing ?stock|mess|shambles|chaos|chaotic|coward(?:s|ly|ice)?|liars?|dishonest(?:y)?|embarrass(?:ing|ment)|disgrace(?:ful)?|shame(?:ful|less)?|scandalous|outrage(?:ous)?|clueless|hopeless(?:ly)?|useless|pathetic|ridiculous(?:ly)?|absurd|crazy|insane|mad(?:ness)?|unhinged|paranoid|delusional|arrogan(?:t|ce)|vain|vanity|petty|bully(?:ing)?|bullies|toxic|tyrant|dictator(?:ial)?|puppet|clowns?|circus|amateur(?:s|ish)?|botched|bungl(?:ed|ing)|frenzy|frenetic|disorgani[sz]ed|out of (?:his|her|their) depth|not up to the job|lost the plot|lost control|has no (?:idea|clue|plan|spine|judg(?:e)?ment)|no idea what|a failure|failed leader|weak leader|untrustworthy|cannot be trusted|can[’']t be trusted|two-faced|greedy|greed|selfish|cynical|hypocri(?:sy|te|tes|tical)|bizarre|nonsense|nonsensical|farce|farcical|fiasco|debacle|catastroph(?:e|ic)|nightmare|suicidal|betray(?:al|ed)|traitors?|treacher(?:y|ous)|vindictive|spiteful|ruthless|brutal(?:ly)?|thin-skinned|short-sighted|na[iï]ve|irresponsible|inept|incapable|a bad idea|bad for|wrong-headed|dead wrong|unwise|folly|overrated|mediocre|dull|boring|ugly`)
	// praise judges as well.
	praise = pattern(`brilliant|genius|excellent|wonderful|fantastic|superb|amazing|visionary|masterful|masterstroke|the best (?:man|woman|person|candidate|choice|leader|mayor|minister|manager|thing)|a hero|heroic|admirable|beloved|great (?:leader|man|woman|mayor|idea|deal)`)
	// guess is what nobody knows yet.
	guess = pattern(`(?:is|are|was|were|seems?|looks?|very|quite|more|most|less|highly|it is|it’s|it's) (?:un)?likely|likely (?:to|that)|probably|perhaps|possibly|presumably|maybe|might|may (?:be|have|well|yet|not|never|soon|try|lose|win|face|quit|resign|leave|step|call|seek|sell|close|move|decide|run|be forced)|could (?:well|soon|easily|yet|mean|lose|face|lead|cost|spell|prove|become|collapse|trigger|backfire|be the|quit|resign|step)|is bound to|are bound to|is doomed|are doomed|doomed to|will never|would never|i think|we think|i believe|we believe|i suspect|my guess|our guess|in my view|in my opinion|my sense|feels? like`)
	// thinks are cues of an opinion.
	thinks = set("believe believes believed think thinks thought suspect suspects suspected doubt doubts speculated fear fears feared blasted mocked")
	attack = set("blasted mocked accused accuse dismissed blamed criticized criticised likened compared")
)

// opinion says what kind of opinion a voice gives, with the words that show it; "" for none.
func (s *story) opinion(v nameless) (what, words string) {
	for _, at := range v.Content {
		text := s.ownWords(v.Claim, at)
		if m := harsh.FindString(text); m != "" {
			return "a judgement", m
		}
		if m := praise.FindString(text); m != "" {
			return "a judgement", m
		}
		if m := guess.FindString(text); m != "" && !conditional.MatchString(text) {
			return "a guess", m
		}
	}
	for _, w := range wordsOf(s.text(hull(v.Cue, claims.Span{})), 0) {
		switch {
		case thinks[w.low]:
			return "an opinion", w.low
		case attack[w.low] && harsh.MatchString(s.text(hull(v.Content, claims.Span{}))):
			return "an attack", w.low
		}
	}
	return "", ""
}

// ownWords are the words of a claim's content up to those that it reports of somebody else.
func (s *story) ownWords(c claims.Claim, at claims.Span) string {
	for _, o := range s.claimsFrom(s.at(c)) {
		if o.Via == c.ID && len(o.Content) > 0 && at.Contains(o.Content[0]) {
			at.End = o.Content[0].Start
		}
	}
	return s.text(at)
}

// conditional is what a rule, an offer or a plan says of cases: no guess of the source.
var conditional = pattern(`may be (?:required|asked|allowed|used|paid|entitled|fined)|whether|if (?:approved|passed|signed|needed|necessary)`)
