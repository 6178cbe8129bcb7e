package claims

import (
	"strings"
	"sync"
)

// A reading of a cue says what the source does with the content.
type cueReading struct {
	class    CueClass
	charged  bool
	polarity Polarity
}

// cueTable is the table of cues by their first words.
var cueTable = sync.OnceValue(func() cueIndex { return newCueIndex(phraseCues, speechCues, otherCues) })

// readCue reads a cue from its words alone, as any extractor may have found them: by the row of the table that they
// hold, and where they hold none by the nouns, adjectives and verbs of classWords. The negation of a verb of speech is a
// refusal to say ("did not say"), of any other verb a denial.
func (c *cast) readCue(s *sourced) cueReading {
	toks := c.paras[s.cue.para].toks[s.cue.first:s.cue.last]
	out := cueReading{class: CueOther, polarity: PolarityAffirmed}
	row := cueRow(toks)
	switch {
	case row != nil:
		out = cueReading{row.class, row.charged, row.polarity()}
	case len(toks) == 1 && !toks[0].word || s.quoted && wordless(toks):
		out.class = CueSpeech // a colon or dash
	default:
		out.class, out.polarity = classOf(toks, s.quoted)
	}
	if negated(toks) && out.polarity == PolarityAffirmed {
		out.polarity = PolarityDeclined
		if row != nil && row.build == acts {
			out.polarity = PolarityDenied
		}
	}
	return out
}

func wordless(toks []token) bool {
	for _, t := range toks {
		if t.word {
			return false
		}
	}
	return true
}

func negated(toks []token) bool {
	for _, t := range toks {
		if negations[t.low] {
			return true
		}
	}
	return false
}

// cueRow is the row whose words stand in the cue: the longest at the first token that has one, but a verb that refuses
// or denies before any other ("declined to say").
func cueRow(toks []token) *cue {
	index := cueTable()
	var best *cue
	for i := range toks {
		for _, e := range index[toks[i].low] {
			if len(e.words) > len(toks)-i || !wordsMatch(toks[i:], e.words) {
				continue
			}
			if best == nil || best.polarity() == PolarityAffirmed && e.row.polarity() != PolarityAffirmed {
				best = e.row
			}
			break
		}
	}
	return best
}

func wordsMatch(toks []token, words []string) bool {
	for k, w := range words {
		if toks[k].low != w {
			return false
		}
	}
	return true
}

// classOf reads a cue that the table does not have.
func classOf(toks []token, quoted bool) (CueClass, Polarity) {
	polarity := PolarityAffirmed
	class := CueClass("")
	for _, t := range toks {
		if denials[t.low] {
			polarity = PolarityDenied
		}
		if k := classWords(t.low); k != "" && class == "" {
			class = k
		}
	}
	switch {
	case class != "":
		return class, polarity
	case quoted:
		return CueSpeech, polarity
	}
	return CueOther, polarity
}

var denials = set("denial denials denies denied deny denying rejection")

// classStems are the beginnings of the nouns, adjectives and rarer verbs of each class.
var classStems = []struct {
	class CueClass
	stems []string
}{
	{CueSpeech, strings.Fields(`said say statement remark comment claim asserti allegat accus argument testi quot wrote writ tweet
		answer ask joke shout yell call speech declar warning announce suggest question respon reply repl told tell
		testif denial admission confess describ message critici prais rumor rumour talk spoke speak word quip chant post`)},
	{CueEvidence, strings.Fields("show find found evidence demonstrat indicat reveal learned saw prove imply implies sign")},
	{CueDecree, strings.Fields("order rul decree mandate requir ban decision sentenc command instruct forbid")},
	{CueIntent, strings.Fields("plan want intend intent promis pledg vow seek sought aim desire willing effort try tried threat decid offer propos eager")},
	{CueCognition, strings.Fields(`believ belief think thought hope fear feel felt view opinion expect worr doubt convinc know knew
		consider assum suspect concern wonder understand understood hopeful confiden certain sure imagine regard see recogni
		afraid disappoint impress`)},
}

func classWords(low string) CueClass {
	for _, row := range classStems {
		for _, stem := range row.stems {
			if strings.HasPrefix(low, stem) && len(low) <= len(stem)+5 {
				return row.class
			}
		}
	}
	return ""
}
