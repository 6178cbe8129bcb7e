package verify

import "strings"

// mannerOf gives how a word in lower case tells what it stands beside, as bits of cueKind. Unlike cueOf it looks at the
// whole word, since stems take a note for "not" and a plane for a plan; and its lists are longer, since what a sentence
// does is asked of it, not which words it has. They are words of function and of journalism, and name no topic.
var mannerOf = mannerTable(map[cueKind]string{
	denyCue: `deny denies denied denying denial denials refute refutes refuted refuting rebut rebuts rebutted rebuttal reject rejects
rejected rejecting dismiss dismisses dismissed dismissing debunk debunks debunked debunking disprove disproves disproved
contradict contradicts contradicted contradicting retract retracts retracted retraction dispute disputes disputed disputing
disavow disavowed`,
	fakeCue: `hoax hoaxes hoaxed hoaxer hoaxers fake fakes faked faking false falsely falsehood falsehoods untrue fabricated fabricate
fabricating fabrication fabrications satire satires satirical satirist fiction fictional fictitious prank pranks pranked
prankster doctored photoshopped photoshop staged misleading bogus myth myths debunk debunks debunked debunking wrong wrongly
incorrect incorrectly inaccurate inaccurately nonsense baseless unfounded lie lies lied lying`,
	rumourCue: `rumor rumors rumored rumour rumours rumoured gossip speculation speculations speculate speculates speculated speculating
unconfirmed unverified unsubstantiated alleged allegedly allegation allegations purported purportedly supposed supposedly
reportedly`,
	reportCue: `report reports reported reportedly reporting according`,
	claimCue: `claim claims claimed claiming allege alleges alleging insist insists insisted insisting assert asserts asserted asserting
assertion accuse accuses accused accusing accusation accusations contend contends contended maintain maintains maintained`,
	sayCue: `said says say saying told tells tell tweeted tweets tweet wrote writes write added adds stated states explained explains`,
	modalCue: `may might could would if whether perhaps possible possibly possibility maybe likely probably probable potential potentially
believed suspect suspects suspected appear appears appeared apparent apparently seem seems seemed seemingly expected expects
plan plans planned planning consider considers considered considering`,
	doubtCue: `doubt doubts doubted doubtful unclear skeptic skeptics skeptical sceptical skepticism scepticism unlikely questionable dubious
unsubstantiated unable yet suspicious suspicion suspicions unbelievable question questions questioned questioning
authenticity unverified unconfirmed`,
})

func mannerTable(lists map[cueKind]string) map[string]uint16 {
	out := map[string]uint16{}
	for kind, list := range lists {
		for w := range strings.FieldsSeq(list) {
			out[w] |= 1 << kind
		}
	}
	return out
}

// mannerIn gives the kinds of words in a sentence that tell how it says what it says, as bits.
func mannerIn(text string, ws []word) uint16 {
	bits := cuesIn(text, nil) // whether it asks
	for _, w := range ws {
		bits |= w.manner
	}
	return bits
}
