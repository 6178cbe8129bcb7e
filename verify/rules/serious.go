package rules

import "secondsource/claims"

// allegation are words that accuse somebody of a wrong. Nouns of crimes alone do not: there are courts and laws for them.
var allegation = pattern(`brib(?:e|es|ed|ery|ing)|kickbacks?|stole|stolen|stealing|embezzl(?:ed|ing|ement)|swindl(?:ed|ing)|launder(?:ed|ing)|(?:had|has|was|were|been|he|she|they|and|who) (?:sexually )?assaulted|rap(?:ed|ist)|molest(?:ed|ing)|(?:had|has|was|were|been|he|she|they|and|who) (?:sexually )?abused|harass(?:ed|ing)|murder(?:ed|er)|tortur(?:ed|ing)|cover(?:ed|ing)[- ]up|covered (?:it|this|that|the \w+) up|lied|lying to|perjur(?:y|ed)|illegally|unlawfully|(?:guilty of|committed|committing|engaged in|involved in|took part in|responsible for|complicit in) (?:\w+ ){0,3}(?:fraud|corruption|crimes?|theft|misconduct|wrongdoing|negligence|perjury|abuse|assaults?|murders?|torture|forgery|smuggling|trafficking|conspiracy|doping)|cheated|forg(?:ed|ing)|falsif(?:ied|ying)|doctored|fabricat(?:ed|ing)|(?:was|were|is|are|been|had) rigged|rigg(?:ed|ing) (?:the|a)|blackmail(?:ed|ing)|extort(?:ed|ing)|smuggl(?:ed|ing)|traffick(?:ed|ing)|conspir(?:ed|ing)|collud(?:ed|ing)|hack(?:ed|ing) into|plagiari[sz](?:ed|ing)|insider trading|(?:evad|dodg)(?:ed|ing) tax(?:es)?|violat(?:ed|ing) (?:the )?(?:law|rules|sanctions|code|terms)|groped|threatened to|secretly paid|secret payments?|off the books|slush fund|hush money|misus(?:ed|ing)|diverted|pocketed|tampered|(?:destroyed|deleted|shredded) (?:the |its |his |her |their )?(?:evidence|records|documents|messages|e-?mails|files)|was drunk|were drunk|took drugs`)

// alleges gives the words of a claim that accuse somebody; "" if it accuses nobody.
func (s *story) alleges(c claims.Claim) string {
	for _, at := range c.Content {
		if m := allegation.FindString(s.text(at)); m != "" {
			return m
		}
	}
	return ""
}

// echo is the share of the longer words of a claim that another has to have, from which they say the same.
const echo = 0.5

// fewNear is how many sentences around a claim are searched for somebody else who says it.
const fewNear = 12

// echoed says whether another source of the story says what a claim says: one with a name, or a second one without.
func (s *story) echoed(c claims.Claim) bool {
	mine := s.longWords(c)
	if len(mine) == 0 {
		return false
	}
	here := s.at(c)
	for n := here - fewNear; n <= here+fewNear; n++ {
		for _, o := range s.claimsFrom(n) {
			if o.ID == c.ID || o.Via == c.ID || c.Via == o.ID || o.Polarity != claims.PolarityAffirmed || !o.Checkable() || !s.otherSource(o) {
				continue
			}
			theirs, shared := s.longWords(o), 0
			for w := range mine {
				if theirs[w] {
					shared++
				}
			}
			if float64(shared) >= echo*float64(len(mine)) {
				return true
			}
		}
	}
	return false
}

// otherSource says whether a claim has a source that is surely not the one without a name: one with a name, or one more.
func (s *story) otherSource(o claims.Claim) bool {
	switch o.Kind {
	case claims.KindPerson, claims.KindOrganization, claims.KindDocument, claims.KindData:
		return true
	case claims.KindDescribed, claims.KindAnonymous:
		return len(o.Source) > 0 && second.MatchString(s.text(o.Source[0]))
	case claims.KindNobody, claims.KindHearsay, claims.KindSelf, claims.KindMedia, claims.KindCrowd, claims.KindUnresolved:
	}
	return false
}

var (
	// second is a source besides the first.
	second = pattern(`another|second|third|two|three|four|five|several|other`)
	// backed says that somebody else confirms what went before.
	backed = pattern(`(?:another|second|third|two (?:other|more)|three other|other|separate|several other) (?:\w+ ){0,4}?(?:sources?|officials?|persons?|people|diplomats?|aides?|employees?|officers?|executives?|witnesses)(?: \w+){0,8}? (?:confirm\w*|corroborat\w*|gave (?:the same|a similar)|said the same|backed|agreed)|(?:confirmed|corroborated|backed up|borne out|supported) by (?:an?other|a second|two|three|four|several|documents?|e-?mails?|records?|minutes|photographs?|the (?:ministry|company|documents?|records?|minutes|filings?|contract|invoices?))|(?:documents?|e-?mails?|records?|minutes|letters?|invoices?|filings?|a copy of (?:the|a) \w+|court papers|bank statements?)(?: \w+){0,8}? (?:confirm\w*|show\w*|support\w*|corroborat\w*|bear this out|seen by|obtained by|reviewed by)`)
)

// backedUp says whether the words around a claim say that somebody or something else confirms it.
func (s *story) backedUp(c claims.Claim) bool {
	here := s.at(c)
	for n := max(0, here-1); n <= here+2 && n < len(s.sentences); n++ {
		says, asked := s.backing[n]
		if !asked {
			says = backed.MatchString(s.text(s.sentences[n]))
			s.backing[n] = says
		}
		if says {
			return true
		}
	}
	return false
}

// longWords are the words of a claim's content with five letters or more, cut to six, so that forms of one word are equal.
func (s *story) longWords(c claims.Claim) map[string]bool {
	out := map[string]bool{}
	for _, at := range c.Content {
		for _, w := range wordsOf(s.text(at), 0) {
			if len(w.low) >= 5 {
				out[w.low[:min(len(w.low), 6)]] = true
			}
		}
	}
	return out
}
