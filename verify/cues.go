package verify

import "strings"

// A cueKind is a sort of word that tells how a piece stands to what it writes about.
type cueKind int

const (
	denyCue    cueKind = iota // somebody says it is not so
	fakeCue                   // it is called false
	rumourCue                 // it is a rumour
	reportCue                 // other media have it
	claimCue                  // somebody claims it
	sayCue                    // somebody says it
	modalCue                  // it is possible
	confirmCue                // it is confirmed
	doubtCue                  // somebody doubts it
	notCue                    // a negation
	askCue                    // a question
	cueKinds
)

var cueNames = [cueKinds]string{"deny", "fake", "rumour", "report", "claim", "say", "modal", "confirm", "doubt", "not", "ask"}

// cueOf gives the kinds of a stem, as bits.
var cueOf = cueTable(map[cueKind]string{
	denyCue: `deny denied denies denying denial refute refuted rebut rebutted reject rejected dismiss dismissed debunk debunked
disprove disproved contradict contradicted retract retracted`,
	fakeCue: `hoax hoaxes fake faked false falsely untrue fabricated satire satirical fiction fictional prank doctored photoshopped
misleading bogus myth hoaxer debunk debunked wrong incorrect nonsense`,
	rumourCue: `rumor rumors rumored rumour rumours rumoured speculation speculate speculated unconfirmed unverified alleged allegedly
purported purportedly supposedly supposed`,
	reportCue:  `report reports reported reportedly reporting according`,
	claimCue:   `claim claims claimed claiming allege alleges insist insists insisted`,
	sayCue:     `said says say told tells tweeted wrote writes added stated`,
	modalCue:   `may might could would if whether perhaps possibly maybe likely believed suspected appear appears apparently seem seems`,
	confirmCue: `confirm confirmed confirms officially announced announce verified proof proved proven revealed`,
	doubtCue:   `doubt doubts doubtful unclear skeptical sceptical skepticism unlikely questionable dubious unsubstantiated unable yet`,
	notCue: `not no never none neither nor cannot didn't doesn't don't isn't wasn't aren't weren't won't wouldn't couldn't can't
hasn't haven't hadn't`,
})

func cueTable(lists map[cueKind]string) map[string]uint16 {
	out := map[string]uint16{}
	for kind, list := range lists {
		for stem := range stemSet(list) {
			out[stem] |= 1 << kind
		}
	}
	return out
}

// cuesIn gives the kinds of cues in a sentence, as bits.
func cuesIn(text string, ws []word) uint16 {
	var bits uint16
	for _, w := range ws {
		bits |= cueOf[w.stem]
	}
	if strings.HasSuffix(strings.TrimRight(text, " \"”’'"), "?") {
		bits |= 1 << askCue
	}
	return bits
}

func (k cueKind) in(bits uint16) float64 { return float64(bits >> k & 1) }
