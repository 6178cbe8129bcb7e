package claims

import "strings"

// The closed word classes that the rules lean on. They are lists and not a tagger: the rules are the baseline that
// a trained extractor is measured against.
var (
	beForms    = set(`am is are was were be been being 's 're 'm isn't aren't wasn't weren't ain't`)
	haveForms  = set(`has have had having 've hasn't haven't hadn't`)
	doForms    = set(`do does did don't doesn't didn't`)
	modalForms = set(`will would can could may might must should shall 'll 'd won't wouldn't can't couldn't cannot
		shouldn't mustn't`)
	negations = set(`not never n't isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't
		can't couldn't cannot shouldn't neither nor`)
	adverbs = set(`also then later once again now already still often even just soon today yesterday recently
		previously earlier further instead both all either sometimes always ever too yet long since simply merely only
		far perhaps maybe twice first`)
	subjectPronouns = set(`i he she they we you it who`)
	objectPronouns  = set(`me him her them us you it himself herself themselves itself ourselves`)
	relatives       = set(`who which that`)
	determiners     = set(`the a an this that these those his her their its our my your some any no every each both
		several many most few all another such one two three four five six seven eight nine ten more other what which
		whose`)
	possessives  = set(`his her their its our my your 's whose`)
	prepositions = set(`of in on at for from with by to about after before during into over under against between
		among through via near outside inside within without as since until toward towards amid upon across behind
		despite off per around than like including`)
	subordinators = set(`that because when while if although though after before since where which what how
		why whether but so than until unless as whom yet and or even`)
	timeWords = set(`monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier later
		late early january february march april may june july august september october november december jan. feb.
		aug. sept. sep. oct. nov. dec. mon. tue. tues. wed. thu. thurs. fri. sat. sun. recently weekend morning afternoon
		evening night week month year last this next mid-morning overnight day hours minutes days weeks months
		years ago noon dawn midnight past recent`)
	timeOpeners = set(`on in by late early earlier later last this since during at for over`)
	// finiteVerbs are common verb forms without -ed that show where a clause's subject has ended.
	finiteVerbs = set(`went came took made got gave found held won lost left kept led met ran sat saw sent set spoke
		stood thought understood became began brought built bought chose did drew drove fell felt fought flew grew heard
		hit knew laid let paid put rose sold shot spent taught threw wore broke caught struck shook
		makes wants comes goes takes gives gets keeps holds seems appears remains needs leads faces plans hopes lives
		works runs looks feels knows means became shows contains includes allows`)
)

// auxiliary says whether t is a form of be, have, do or a modal; "May" with a capital is the month.
func (t token) auxiliary() bool {
	return beForms[t.low] || haveForms[t.low] || doForms[t.low] || modalForms[t.low] && (t.low != "may" || !t.upper)
}

// adverb says whether t may stand between a subject and its verb.
func (t token) adverb() bool {
	if adverbs[t.low] || t.low == "not" || t.low == "never" {
		return true
	}
	return len(t.low) > 4 && strings.HasSuffix(t.low, "ly") && !t.upper && !lyNouns[t.low]
}

var lyNouns = set(`family assembly ally italy july supply reply rally bully monopoly anomaly elderly daily weekly monthly
	early only friendly likely deadly costly lonely lovely holy jelly belly folly imply apply comply multiply rely`)

// pastForm says whether t looks like a past tense or participle.
func (t token) pastForm() bool {
	return len(t.low) > 4 && strings.HasSuffix(t.low, "ed") && !t.upper && !edNouns[t.low]
}

var edNouns = set(`indeed hundred sacred naked wicked embed speed breed united`)

// verbLike says whether t is likely to be a clause's verb.
func (t token) verbLike() bool {
	return t.word && (t.auxiliary() || finiteVerbs[t.low] || t.pastForm() || speechForms[t.low])
}

// dated says whether t can open a date: a month, a day of the week or a number.
func (t token) dated() bool { return timeWords[t.low] || numeric(t) }

// speechForms are past forms that the quotation rules need before the table is read.
var speechForms = set(`said says told tells wrote writes`)

// quotative are the verb forms that follow a quoted question or exclamation.
var quotative = set(`said says asked asks told wrote writes shouted cried exclaimed replied responded added continued
	wondered yelled tweeted posted chanted joked quipped declared recalled remarked explained concluded noted demanded
	screamed insisted answered`)
