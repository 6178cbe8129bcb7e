package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"secondsource/claims"
	"secondsource/verify"
)

var unattributed = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "UNATTRIBUTED", Severity: verify.Warning,
		Finds: "a disputable fact or number without a source in its sentence, and none carried over",
		Why: "What a reporter neither saw nor confirmed needs a source, above all figures, comparisons, accusations and what is said to have " +
			"caused what. Plain background and what happened in public is left alone, and so is what a link or the sentence before gives a source for.",
		Origin: []string{
			"AP, as reported at blog.ap.org (Daniszewski): attribute what was not witnessed, gathered or confirmed by the reporter",
			"Reuters handbook, Accuracy, handbook.reuters.com",
		},
		Fix: "Say where it comes from, or link to it.",
		Limits: []verify.Limit{
			{Name: "worth", Value: 0.85, Means: "worth checking, 0 to 1, from which a sentence with a figure, comparison, accusation or cause needs a source"},
			{Name: "most", Value: 5, Means: "findings of one story: the last of them shows the others"},
			{Name: "plain", Value: 1, Means: "worth checking, 0 to 1, from which any other sentence does"},
		},
	},
	find: func(s *story, o Options) []verify.Finding {
		var out []verify.Finding
		for _, c := range s.Claims {
			if c.Kind != claims.KindNobody || c.Worth < min(o.limit("worth"), o.limit("plain")) || s.sourced(c) {
				continue
			}
			v, checked := s.verdict(c)
			if checked && v.Label == verify.Supported {
				continue
			}
			what, words := s.disputable(c)
			limit := o.limit("worth")
			if what == "" {
				limit, what, words = o.limit("plain"), "a fact", firstWords(s.text(c.Content[0]))
			}
			if c.Worth < limit || limit >= 1 {
				continue
			}
			out = append(out, finding(c, hull(c.Content, c.Sentence), fmt.Sprintf("%s without a source: “%s”", what, short(words, 60))))
		}
		return gather(out, int(o.limit("most")))
	},
	match: texts(
		"The harbour lost 40 percent of its freight last year and 300 people lost their jobs.",
		"More than 12,000 homes in the province stand empty, and rents have doubled since 2019.",
		"The bank made a profit of $41 million in 2023.",
		"The company dumped 300 tons of waste in the river and lied about it for years.",
		"The country has the highest rate of road deaths in the region, and nearly 900 people were killed last year.",
		"About 8,000 permits were sold in 2022, mostly to buyers from abroad.",
		"The riots, fueled by rising prices and a shortage of bread, killed at least 40 people in March.",
		"Karel Doven said the tram would open in May. The first line cost 90 million crowns, and nearly half of its trams stand idle for lack of parts.",
		"The fleet emitted 2.4 million tons of carbon dioxide in 2021.",
		"The town's hospital turned away more than 1,400 patients last winter.",
		"Teachers in the north earned 30 percent less than teachers in the south last year.",
		"An estimated 25,000 people have left the island since the fire in 2020.",
	),
	pass: texts(
		"The harbour lost 40 percent of its freight last year, according to the harbour office.",
		"Ilse Brandt said the harbour had lost 40 percent of its freight.",
		"The mayor opened the new bridge on Tuesday in the rain.",
		"Karel Doven, 54, was born in Marn and has two daughters.",
		"The harbour office published its figures on Monday. They show that freight fell by 40 percent.",
		"The plan would cost 90 million crowns and create 300 jobs.",
		"The home side won 3-1 with two goals in the last ten minutes.",
		"We counted 40 empty shops in the harbour quarter.",
		"What will the tram cost? Nobody knows.",
		"Freight fell by 40 percent, a survey of the harbour office found.",
		"Harbour Loses 40 Percent of Its Freight",
		"It was a bright morning, and the square was full.",
		"The ministry said in a statement that 300 people had lost their jobs. Another 120 jobs were cut in the suburbs.",
		"The census counted 12,000 empty homes in the province.",
		"The court convicted Karel Doven of fraud in March and fined him $40,000.",
		"The law allows buyers to pay up to $500,000 in two parts.",
	),
}

// gather keeps the first findings and puts the others into the last of them as further passages: a story full of figures has one
// fault, and not fifty.
func gather(all []verify.Finding, most int) []verify.Finding {
	if most < 1 || len(all) <= most {
		return all
	}
	last := all[most-1]
	for _, f := range all[most:] {
		last.Also = append(last.Also, f.At)
	}
	last.Message += fmt.Sprintf(", and %d more like it", len(all)-most)
	return append(slices.Clone(all[:most-1]), last)
}

// firstWords are the first words of a sentence.
func firstWords(text string) string { return short(text, 50) }

var (
	figure = loose(`(?:\b(?:(?:more|less|fewer) than|nearly|almost|about|around|roughly|up to|at least|over|an estimated|approximately|as (?:many|much) as) )?(?:[$€£¥] ?\d[\d.,]*(?: (?:million|billion|trillion|m|bn|k)\b)?|\b\d[\d.,]*(?: ?%| per ?cent\b| percentage points?\b|[ -](?:million|billion|trillion|thousand|hundred)\b)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|a third|a quarter) (?:per ?cent|million|billion|in (?:five|ten|three|four)|out of)\b)`)
	// counted is a number of people or things that somebody must have counted.
	counted = pattern(`(?:kill|injur|wound|displac|arrest|infect)\w+ (?:(?:more|fewer) than|at least|about|nearly|almost|around|up to|an estimated|some|roughly|over) \d[\d.,]*|(?:(?:(?:(?:more|fewer) than|nearly|almost|about|around|roughly|up to|at least|over|an estimated|estimated|approximately|as many as|some) )?\d{1,3}(?:,\d{3})+|(?:(?:more|fewer) than|nearly|almost|at least|an estimated|approximately|as many as) \d{3}) (?:\pL+ ){0,2}?(?:[\pL-]+s|people|children|men|women|troops|police|dead)|\d{2,} (?:people|deaths|dead|injured|wounded|jobs|workers|employees|soldiers|troops|children|victims|migrants|refugees|killed|arrests|attacks|shootings)|(?:doubled|tripled|quadrupled|halved)`)
	// compared are comparisons. Superlatives are left out: most are common knowledge (“the largest city in the country”).
	compared = pattern(`only \w+ has|is only|record (?:high|low|number|numbers|profit|profits|loss|losses|sum|penalty)|twice as|three times|four times|(?:higher|lower|larger|smaller|faster|slower|cheaper|weaker|stronger) than (?:in|any|ever|before|the)`)
	// caused says that one thing led to another.
	caused = pattern(`(?:fuel(?:led|ed)|driven|sparked|triggered) by|triggering|blamed on`)
)

// disputable says what in a sentence somebody could dispute, and the words that say it; "" for nothing. What the sentence lays
// to somebody is left out.
func (s *story) disputable(c claims.Claim) (what, words string) {
	at := hull(c.Content, c.Sentence)
	text := s.text(at)
	if hypothetical.MatchString(text) {
		return "", ""
	}
	for _, test := range disputes {
		if test.but != nil && test.but.MatchString(text) {
			continue
		}
		for _, m := range test.find.FindAllStringIndex(text, fewMatches) {
			title := m[0] > 0 && unicode.IsUpper(rune(text[m[0]])) // "How the Grinch Stole Christmas"
			if !title && !timeUnit.MatchString(text[m[1]:]) && !strings.HasSuffix(text[:m[0]], "/") && !s.laid(c, at.Start+m[0]) {
				return test.what, around(text, m)
			}
		}
	}
	return "", ""
}

// fewMatches bounds how many figures of one sentence are looked at.
const fewMatches = 5

// laid says whether the word at pos is part of what the sentence lays to somebody.
func (s *story) laid(c claims.Claim, pos int) bool {
	for _, o := range s.claimsFrom(s.at(c)) {
		if o.Kind == claims.KindNobody || o.Kind == claims.KindHearsay || o.ID == c.ID {
			continue
		}
		for _, at := range o.Content {
			if at.Start <= pos && pos < at.End {
				return true
			}
		}
	}
	return false
}

// disputes are the kinds of statement that somebody could dispute, in the order in which they are told.
var disputes = []struct {
	what      string
	find, but *regexp.Regexp
}{
	{"an accusation", accusation, settled},
	{"a figure", figure, dayBook},
	{"a count", counted, dayBook},
	{"a cause", caused, nil},
	{"a comparison", compared, nil},
}

var (
	// timeUnit behind a number makes a duration of it, which is no figure that somebody gathered.
	timeUnit = regexp.MustCompile(`^\W*(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|times?|p\.m|a\.m)\b`)
	// accusation are deeds that accuse whoever did them.
	accusation = pattern(`bribed|stole|stolen|embezzled|swindled|laundered|assaulted|raped|molested|abused|harassed|tortured|covered[- ]up|lied|cheated|forged|falsified|doctored|fabricated|rigged|blackmailed|extorted|smuggled|conspired|colluded|plagiari[sz]ed|(?:evaded|dodged|evading|dodging) tax(?:es)?|violated|misused|diverted|pocketed|tampered|secretly paid|illegally`)
	// hypothetical are sentences on what a plan, a law or a case would bring.
	hypothetical = pattern(`would|could|might|will|shall|must|should|\w+[’']ll|wants?|wanted|plans? to|planned to|propos\w+|seek\w*|aims?|aimed|hopes?|hoped|allows?|allowing|requires?|entitle[sd]?|if|unless|suppose|vow(?:s|ed)?|promis\w+|pledg\w+|offer(?:s|ed|ing)?`)
	// settled are accusations on record: courts and charges are public.
	settled = pattern(`prosecutors?|police|charged|arrested|convicted|sentenced|pleaded|pled|indicted|charged with|found guilty|acquitted|fined|settled|trial|court|law|laws|act|bill|statute|amendment|policy|legislation|lawsuit|sued`)
	// dayBook are sentences on what happens in public, whose numbers a reporter can count.
	dayBook = pattern(`\d{2,3} ?(?:-|–|to) ?\d{1,3}|(?:minutes?|seconds?) (?:into|later|after|before|left)|years? ago|years? old|-year-old|(?:super)?delegates?|votes?|voters|ballots?|precincts|seats|population|residents|inhabitants|membership|dues|tuition|square feet|which runs|goal of|target of|it takes|total of|finished|pulled|defeated|won|margin|caucus(?:es)?|primar(?:y|ies)|runoff|maximum|minimum|limits?|cutoff|threshold|crowds?|attended|gathered|demonstrated|marched|represent(?:s|ing)?|employs`)
)

// around are the words around a match, for a message.
func around(text string, at []int) string {
	from := strings.LastIndexByte(text[:at[0]], ' ')
	for range 2 {
		if from > 0 {
			from = strings.LastIndexByte(text[:from], ' ')
		}
	}
	to := at[1]
	for range 3 {
		if i := strings.IndexByte(text[min(to+1, len(text)):], ' '); i >= 0 {
			to += i + 1
		} else {
			to = len(text)
		}
	}
	return text[from+1 : min(to, len(text))]
}

// sourced says whether a sentence in nobody's voice has a source all the same: a link, an attribution in it, or one that the
// sentence before hands on.
func (s *story) sourced(c claims.Claim) bool {
	here := s.at(c)
	if here < 0 || s.transcript || !s.prose(here) || s.linked(s.sentences[here]) || c.Quote != claims.QuoteIndirect && within(s.quoted, c.Content[0].Start) {
		return true
	}
	text := s.text(s.sentences[here])
	for _, o := range s.claimsFrom(here) {
		if o.Kind != claims.KindNobody && o.Kind != claims.KindHearsay && len(o.Cue) > 0 && (o.Class == claims.CueSpeech || o.Class == claims.CueEvidence) && !o.Phrase {
			return true
		}
	}
	if sourceWords.MatchString(text) || own.MatchString(text) || within(s.Article.Blockquotes, c.Content[0].Start) {
		return true
	}
	return strings.HasPrefix(text, "(") || s.handedOn(here, text) || s.polled(here, text)
}

var (
	// sourceWords name where a sentence comes from in another way than by an attribution.
	sourceWords = pattern(`according to|says?|said|saying|report(?:ed|s|edly)?|articles?|books?|interviews?|memos?|letters?|speech|comments?|remarks?|discovered|modell?ed|calculated|concluded|determined|tallied|project(?:s|ed)|forecasts?|predict(?:s|ed)|points? to|margin of error|sample|respondents|surveyed|charges that|mentions?|features|warn(?:s|ed)|note(?:s|d)|shows?|showed|found|survey|poll|polls|polling|study|studies|data|statistics|figures|census|records|analys[ei]s|videos?|footage|photo(?:s|graphs?)?|seen|filings?|documents?|estimates?|audit|ranking|index|told|announced|charged|fined|convicted|sentenced|testified|testimony|published|released|tweeted|posted|wrote|writes|claims?|claimed|argues?|accus\w+`)
	// own is the writer's voice: an opinion piece, or a reader spoken to.
	own = regexp.MustCompile(`\b(?:I|[Mm]y|[Ww]e|[Oo]ur|us|[Yy]ou|[Yy]our|[Ll]et[’']s|me)\b`)
	// anaphoric opens a sentence that goes on with what a source said.
	anaphoric = pattern(`(?:it|they|he|she|that|this|these|those|its|their|his|her|the (?:\w+ )?(?:report|study|survey|poll|figures?|data|statement|announcement|confirmation|filing|letter|document|suit|lawsuit|complaint|decision|ruling|figure|total|number|sum|amount|plan|bill|proposal|deal|agreement|agency|ministry|company|department|council|group|bank|court|committee|office|spokes\w+|official|source|researchers|authors|others?|rest|remaining)|another|others|of (?:those|these|them)|among (?:those|these|them)|in (?:addition|all|total|contrast)|by contrast|overall|also|meanwhile|instead|but|and|so|then|still)`)
)

// handedOn says whether the sentence before has a source and this one goes on with it.
func (s *story) handedOn(here int, text string) bool {
	at := anaphoric.FindStringIndex(text)
	if here == 0 || at == nil || at[0] != 0 {
		return false
	}
	for _, o := range s.claimsFrom(here - 1) {
		switch o.Kind {
		case claims.KindNobody, claims.KindHearsay:
		case claims.KindSelf, claims.KindMedia, claims.KindData, claims.KindDocument, claims.KindPerson, claims.KindOrganization,
			claims.KindDescribed, claims.KindAnonymous, claims.KindCrowd, claims.KindUnresolved:
			if o.Class == claims.CueSpeech || o.Class == claims.CueEvidence || o.Class == claims.CueDecree {
				return s.sameLine(here-1, here) || s.onlyIn(here-1)
			}
		}
	}
	return false
}

// pollReach is how many sentences on a poll's numbers are still told without its name.
const (
	pollReach = 10
	dataReach = 15 // for other figures
)

// polled says whether a figure is one of a poll, or of another collection, that the story named before.
func (s *story) polled(here int, text string) bool {
	rate := share.MatchString(text)
	for n := max(0, here-pollReach); n < here; n++ {
		before := s.text(s.sentences[n])
		if here-n <= 2 && s.sameLine(n, here) && cited.MatchString(before) {
			return true
		}
		if rate && poll.MatchString(before) || here-n <= dataReach && gathered.MatchString(before) {
			return true
		}
	}
	return false
}

var (
	cited = pattern(`according to`)
	share = loose(`\d ?%|\bper ?cent\b|\bpoints?\b`)
	// gathered are the places that figures come from.
	gathered = pattern(`stud(?:y|ies)|analys[ei]s|statistics|filings|database|tally|census|audit|figures (?:from|by|of)|data (?:from|by|show\w*|compiled|released)|reports? (?:by|from|of|released|published|found|show\w*)|(?:the|new|annual) report|researchers`)
	poll     = pattern(`polls?|surveys?|polling|respondents|pollsters?`)
)

// onlyIn says whether a sentence is a paragraph of its own, as in stories of one sentence a line.
func (s *story) onlyIn(n int) bool { return !s.sameLine(n-1, n) }
