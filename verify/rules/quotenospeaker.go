package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/claims"
	"secondsource/verify"
)

var quoteNoSpeaker = Rule{
	RuleInfo: verify.RuleInfo{
		ID: "QUOTE-NO-SPEAKER", Severity: verify.Error,
		Finds: "a quotation whose speaker is not told by the next sentence, or two speakers run together",
		Why: "Words in quotation marks are somebody's. A reader should know whose by the end of the next sentence, and where the speaker " +
			"changes a new paragraph or the new name before the words tells so.",
		Origin: []string{"Reuters handbook, as copied at aalep.eu: the speaker of a quotation is always clear"},
		Fix:    "Name the speaker beside the words, or start a paragraph where the speaker changes.",
		Limits: []verify.Limit{{Name: "words", Value: 5, Means: "words from which a quotation needs a speaker: fewer are a title or a phrase"}},
	},
	find: func(s *story, o Options) []verify.Finding {
		var out []verify.Finding
		known := s.spoken()
		for i, c := range s.Claims {
			if c.Quote != claims.QuoteDirect || c.Class != claims.CueSpeech || len(c.Content) == 0 {
				continue
			}
			at := hull(c.Content, c.Sentence)
			switch {
			case s.speakerless(i) && float64(len(wordsOf(s.text(at), 0))) >= o.limit("words") && known[squeezed(s.text(at))] < 2:
				out = append(out, finding(c, at, fmt.Sprintf("nobody is named for “%s”", short(unquoted(s.text(at)), 60))))
			default:
				if before, ok := s.runOn(i); ok {
					f := finding(c, at, fmt.Sprintf("“%s” follows %s's words in one paragraph, and only then turns out to be %s's", short(unquoted(s.text(at)), 40), before.Name, c.Name))
					f.Also = []claims.Span{hull(before.Content, before.Sentence)}
					out = append(out, f)
				}
			}
		}
		return out
	},
	match: texts(
		"The vote ended at midnight. “We were never asked whether we wanted this tunnel.” The council will meet again in May.",
		"“They took the money and left the town with the bill.”\nThe tram line opened in 2019. It runs every ten minutes.",
		"The yard closed in June. “There was no warning at all, and nobody has been paid since.” It had 400 workers.",
		"The lake is warmer than ever. “In my youth we walked across it every winter.”",
		"Rents have doubled. “We will have to leave the quarter by the summer.” The housing office is closed on Mondays.",
		"\"The rails were laid twice, and twice they were wrong.\" The line is two years late. The first trams stand in the depot.",
		"The fire began at four. “I saw the flames from the kitchen window and ran.” Fire engines came from three towns. The road was closed.",
		"“We will sue the council,” Karel Doven said. “That would be the end of the project,” Ilse Brandt said.",
		"The school has no roof. “My children do their homework in the car because it is warm there.” The repair was ordered in March.",
		"“The bridge is safe and it will stay open,” Mara Quill said. “It is not safe and she knows that,” Karel Doven said.",
		"- The dam cracked in May. “Nobody told us that the water would come.” The valley was cleared.\n- The council will meet.",
	),
	pass: texts(
		"The vote ended at midnight. “We were never asked whether we wanted this tunnel,” Ilse Brandt said.",
		"“They took the money and left.” Karel Doven said he would sue.",
		"“They took the money,” Karel Doven said. “They left the town with the bill.”",
		"Ilse Brandt shook her head.\n“We were never asked,” she said. “Nobody in the quarter was ever asked about the tunnel.”",
		"Karel Doven answered the council in three words:\n“We will never sell the yard to you.”",
		"The band played “The Long Road Home to Kestrel Bay”.",
		"“We will sue,” Karel Doven said.\n“That would be the end,” Ilse Brandt said.",
		"The sign on the door says “Closed for the winter, back in May”.",
		"“The tunnel will be the ruin of this town and of everybody in it.” — Karel Doven",
		"Ilse Brandt was angry. “We were never asked whether we wanted this tunnel,” she said.",
		"“We were told in May,” Mara Quill said. “Then nothing happened for a year. Then the letter came and we had to go.”",
		"He called the plan “a waste of money and time”.",
		"Q: Was it safe?\nA: “It was never safe, and we said so at the time.”",
		"“We will sue the council,” Karel Doven said. Ilse Brandt said: “That would be the end of the project.”",
		"“I was never asked,” Ilse Brandt said.\n“And if they had asked, I would have told them that the ground is sand.”",
	),
}

// spoken counts quotations by their words: one that the story repeats is drawn out for the eye.
func (s *story) spoken() map[string]int {
	out := map[string]int{}
	for _, c := range s.Claims {
		if c.Quote == claims.QuoteDirect {
			out[squeezed(s.text(hull(c.Content, c.Sentence)))]++
		}
	}
	return out
}

func squeezed(text string) string { return strings.Join(strings.Fields(unquoted(text)), " ") }

func unquoted(text string) string { return strings.Trim(text, "“”\"'’‘ .,") }

// speakerSign opens a line of a transcript, or of questions and answers.
var speakerSign = regexp.MustCompile(`^[“"]?(?:[A-Z][A-Z .’'-]{1,30}|Q|A|Question|Answer|[A-Z][\pL.’'-]+(?: [A-Z][\pL.’'-]+){0,2}):`)

// speakerLine opens a line of a transcript: the name is in capitals, which a list's entries are not.
var speakerLine = regexp.MustCompile(`^[“"]?(?:[A-Z][A-Z.’'-]+(?: [A-Z.’'-]+){0,3}|Q|A|Question|Answer):`)

// speakerless says whether claim i is a quotation that nobody is named for, by the next sentence.
func (s *story) speakerless(i int) bool {
	c := s.Claims[i]
	if c.Kind != claims.KindUnresolved || len(c.Source) > 0 || len(c.Cue) > 0 {
		return false
	}
	if s.transcript {
		return false
	}
	here, text := s.at(c), s.text(hull(c.Content, c.Sentence))
	if here < 0 || speakerSign.MatchString(text) || !opens(text) || within(s.Article.Blockquotes, c.Content[0].Start) || !s.prose(here) {
		return false
	}
	if rest := s.Article.Text[c.Content[len(c.Content)-1].End:]; signOff.MatchString(rest[:min(40, len(rest))]) {
		return false
	}
	last := s.sentenceAt(max(c.Content[len(c.Content)-1].End-1, c.Sentence.Start))
	return !s.carried(here) && !s.speakerBy(here, last+1, c.ID)
}

// opens says whether a quotation starts as a sentence.
func opens(text string) bool {
	text = strings.TrimLeft(text, "“\"'‘… ")
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// speakerBy says whether the sentences from one to another name somebody who speaks.
func (s *story) speakerBy(from, to int, but string) bool {
	for n := from; n <= to && n < len(s.sentences); n++ {
		for _, o := range s.claimsFrom(n) {
			if o.ID != but && speaks(o) {
				return true
			}
		}
		// A name without a verb, as in a sign-off or a picture's line, tells a reader as much.
		if n > from && (signOff.MatchString(s.text(s.sentences[n])) || attributing.MatchString(s.text(s.sentences[n]))) {
			return true
		}
	}
	return false
}

var (
	signOff     = regexp.MustCompile(`^[\s.,”"]*(?:[—–―]|--?)\s*\pL`)
	attributing = pattern(`said|says|asked|added|told|wrote|replied|recalled|explained|were the words|the words of|with that|so (?:goes|reads|begins)|reads? the|the (?:quote|quotation)`)
	introducing = regexp.MustCompile(`[:,—–]\s*["”]?\s*$`)
)

// speaks says whether a claim says whose words are quoted.
func speaks(o claims.Claim) bool {
	return (o.Class == claims.CueSpeech || o.Quote != claims.QuoteIndirect) && len(o.Source) > 0 && (o.Kind != claims.KindUnresolved || len(o.Cue) > 0)
}

// recent is how many sentences back a speaker is still known to a paragraph that is a quotation.
const recent = 8

// carried says whether the speaker was told before: earlier in the paragraph, in a line that ends in a colon, or in a paragraph
// whose quotation this one goes on with.
func (s *story) carried(here int) bool {
	for n := here - 1; n >= 0 && n >= here-fewNear; n-- {
		if !s.sameLine(n, here) {
			break
		}
		if s.speakerBy(n, n, "") || attributing.MatchString(s.text(s.sentences[n])) {
			return true
		}
	}
	first := here
	for first > 0 && s.sameLine(first-1, here) {
		first--
	}
	if first == 0 {
		return false
	}
	last := first - 1
	if introducing.MatchString(s.text(s.sentences[last])) || s.speakerBy(last, last, "") {
		return true
	}
	for n := last; first == here && n >= 0 && n > last-recent; n-- {
		if s.speakerBy(n, n, "") {
			return true
		}
	}
	about := func(o claims.Claim) bool { return member(o) || o.Kind == claims.KindPerson }
	if first == here && slices.ContainsFunc(s.claimsFrom(last), about) { // a paragraph that is a quotation belongs to whom the one before is about
		return true
	}
	for n := last; n >= 0 && n >= last-fewNear && s.sameLine(n, last); n-- {
		if strings.ContainsAny(s.text(s.sentences[n]), "“\"") {
			return true
		}
	}
	return false
}

// runOn gives the claim before claim i if both are quoted, stand side by side in one paragraph, and are of two people of whom the
// second is named behind the words.
func (s *story) runOn(i int) (claims.Claim, bool) {
	c := s.Claims[i]
	here := s.at(c)
	if here < 1 || !s.sameLine(here-1, here) || c.Kind != claims.KindPerson || c.Name == "" || len(c.Source) == 0 || c.Source[0].Start < c.Content[0].End || c.Via != "" {
		return claims.Claim{}, false
	}
	text := s.text(s.sentences[here])
	if strings.Contains(s.text(hull(c.Content, c.Sentence)), "\n") || !strings.HasPrefix(text, "“") && !strings.HasPrefix(text, "\"") || c.Content[0].Start > s.sentences[here].Start+3 {
		return claims.Claim{}, false
	}
	before := s.claimsFrom(here - 1)
	j := slices.IndexFunc(before, func(o claims.Claim) bool {
		return o.Quote == claims.QuoteDirect && o.Kind == claims.KindPerson && o.Via == "" && o.Class == claims.CueSpeech
	})
	if j < 0 || before[j].Name == "" || strings.Contains(before[j].Name, c.Name) || strings.Contains(c.Name, before[j].Name) {
		return claims.Claim{}, false
	}
	if slices.ContainsFunc(before, func(o claims.Claim) bool { return o.Name == c.Name }) {
		return claims.Claim{}, false
	}
	return before[j], true
}
