package rules

import (
	"strings"

	"secondsource/verify"
)

// wordSet is the set of the words in a list.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// classes maps each word of a line to the line's first, by form; underscores stand for spaces.
func classes(form func(string) string, lines ...string) map[string]string {
	out := map[string]string{}
	for _, l := range lines {
		words := strings.Fields(l)
		for _, w := range words {
			out[form(strings.ReplaceAll(w, "_", " "))] = form(strings.ReplaceAll(words[0], "_", " "))
		}
	}
	return out
}

// sameVerb are verbs, by lemma, that say the same of the same things in news.
var sameVerb = classes(strings.ToLower,
	"kill die dead killed perish slay drown", "injure wound hurt", "approve pass adopt back endorse accept grant uphold", "start begin open kick_off get_under_way commence",
	"hold host stage take_place convene", "buy acquire purchase", "arrest detain", "resign quit step_down stand_down", "reject turn_down refuse_to_approve",
	"close shut shut_down close_down", "cancel call_off scrap", "postpone delay put_off", "appoint name choose chosen select pick",
	"employ hire", "sink founder", "evacuate move_out", "destroy raze", "agree concur", "win triumph", "decide determine", "cost charge",
)

// stateVerbs, by class, say of their subject what other verbs of the class say of their object.
var stateVerbs = wordSet("kill start hold close sink injure")

// sameNoun are nouns and adjectives that mean one thing in one story.
var sameNoun = classes(verify.Stem,
	"talks negotiations", "fire blaze inferno", "blast explosion", "crash collision pileup", "quake earthquake tremor", "deal agreement accord pact",
	"worker employee staffer", "student pupil", "protest demonstration", "person people victim dead one anyone nobody", "house home", "vote ballot",
	"company firm", "strike walkout stoppage", "jobs posts positions", "child children", "town municipality", "police cops",
)

// denying are words that turn a clause round beside what the parser marks.
var denying = wordSet("not n't never no none neither nor nobody nothing hardly cannot")

// firmModals say that something will be so.
var firmModals = wordSet("will 'll shall wo sha")

// conditions open clauses that say nothing of what is so.
var conditions = wordSet("if whether unless until till lest before")

// hedging are words with which a clause does not say so on its own account.
var hedging = wordSet(`maybe perhaps possibly potentially probably likely unlikely reportedly allegedly supposedly purportedly apparently
	almost nearly hopefully hypothetically otherwise instead rumored rumoured`)

// shifts tell that something was or will be otherwise at another time.
var shifts = wordSet(`initially originally previously formerly once earlier then later now since again still eventually finally afterwards
	subsequently meanwhile ago anymore longer previous past currently today last next until recently
	historically usually normally often sometimes always another`)

// countingWords are those of shifts that also stand before things; timeNouns are what makes times of them.
var (
	countingWords = wordSet("last next past previous")
	timeNouns     = wordSet("week weeks month months year years night decade century season summer winter spring autumn fall weekend time day days")
)

// doubting are verbs, by lemma, behind which nothing is said to be so.
var doubting = wordSet(`deny doubt hope want wish propose suggest consider discuss urge demand ask threaten fear warn seek try attempt
	oppose refuse decline reject dispute fail bid apply imagine pretend dream call request recommend advise speculate predict argue wonder
	question`)

// failing are verbs, by lemma, whose infinitive did not come about.
var failing = wordSet("fail refuse decline")

// settling are verbs, by lemma, whose infinitive is settled or as good as settled.
var settling = wordSet(`be accept agree decide plan schedule set expect order approve confirm choose announce continue begin vote be-to due arrange`)

// granting are verbs, by lemma, that turn a request or an offer into what will be.
var granting = wordSet("accept approve grant endorse back adopt confirm")

// unrealNouns are nouns, by lemma, of what is not so yet.
var unrealNouns = wordSet(`plan proposal request bid offer call idea hope threat attempt effort demand suggestion possibility chance
	allegation claim rumor rumour report denial fear risk prospect warning`)
