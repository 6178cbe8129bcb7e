package claims

import (
	"math"
	"strings"
	"unicode"
)

// worthThreshold is the least worth of a sentence that nobody is named for to become a claim: likelier than not that an
// editor would want it sourced.
const worthThreshold = 0.5

// Weights of the features by hand: their signs follow the annotation rules of the ClaimBuster set (attribution
// note §8) and their sizes the order of its single-feature figures. They are added to worthBias and squashed.
const (
	worthBias       = -1.2
	worthNumber     = 1.6 // a count or sum
	worthMoreNumber = 0.5 // a second one
	worthName       = 0.7 // a name inside the sentence
	worthDate       = 0.5
	worthPast       = 0.8 // past or perfect tense
	worthCompare    = 0.7
	worthQuantity   = 0.6 // percent, million, rate, jobs
	worthLong       = 0.4 // eight words or more: shorter ones are answers and asides
	worthShort      = -1.6
	worthOpinion    = -0.9
	worthFuture     = -0.9 // will, could, may, appears
	worthQuestion   = -1.8
	worthFirst      = -0.5 // I, we, my
	worthSecond     = -0.5
	worthScene      = -0.6 // "amid tension", "against a backdrop"
)

var (
	opinionWords = set(`think believe hope feel should must ought good bad great terrible wonderful beautiful best worst
		important wrong right wish want need love hate agree understand sure proud glad sorry thank thanks
		seem seems appears appear clearly obviously dangerous disgraceful tremendous
		maybe perhaps probably mean matter matters ready serious let please`)
	futureWords  = set(`will would could may might shall 'll gonna going won't wouldn't`)
	firstWords   = set(`i we me us my our mine myself ourselves`)
	secondWords  = set(`you your yours`)
	compareWords = set(`more less fewer most least than higher lower largest biggest highest lowest fastest first only never ever
		double doubled tripled half increase increased decreased decline declined rose fell record grew cut raised lost
		created`)
	quantityWords = set(`percent percentage million billion trillion thousand thousands millions billions hundred rate tax
		taxes jobs budget deficit debt dollars unemployment people years troops nuclear weapons oil year voted`)
	numberWords = set(`two three four five six seven eight nine ten eleven twelve dozen dozens twenty thirty forty fifty
		sixty seventy eighty ninety half third quarter`)
	sceneWords = set(`tension tensions rhetoric backdrop amid stage mood atmosphere spirit climate uncertainty`)
)

// worthBytes bounds the work on one sentence: no sentence of news is longer, and a text without full stops is not
// worth more for being long.
const worthBytes = 1500

// How the trained score and the one by hand become one, in log odds.
const (
	// handShare is the share of the score by hand, which is steadier on sentences unlike those of the training.
	handShare = 0.15
	// middleOdds is added so that worthThreshold is where F1 is best on the labelled sentences of news: learnt without it,
	// that was at a probability of .40, since what is worth checking is missed more often than seen where it is not.
	middleOdds = 0.4
)

// Worth says how much a sentence is worth checking, from 0 to 1, by two scores in one: weights trained on news and
// debates, and features set by hand. Numbers, names, dates, past tense and comparison raise it; opinion, questions, forecasts, the
// first person and scene-setting lower it. A sentence without a word is worth 0. It ranks a queue and is never a
// verdict.
func Worth(sentence string) float64 {
	trained, hand, words := worthLogits(worthWeights, sentence)
	if !words {
		return 0
	}
	return blend(trained, hand)
}

func blend(trained, hand float64) float64 {
	return sigmoid((1-handShare)*trained + handShare*hand + middleOdds)
}

// worthLogits gives the log odds of both scores, and whether the sentence has a word at all.
func worthLogits(weights []byte, sentence string) (trained, hand float64, words bool) {
	toks := worthTokens(sentence)
	f := count(toks)
	if f.words == 0 {
		return 0, 0, false
	}
	return modelLogit(weights, worthRows(toks, f)), worthBias + f.facts() - f.doubts(), true
}

func worthTokens(sentence string) []token {
	sentence = sentence[:min(len(sentence), worthBytes)]
	return tokenize(sentence, Span{0, len(sentence)})
}

// features counts the signs of a sentence.
type features struct {
	words, numbers, names, dates, past, compares, quantities int
	opinions, futures, firsts, seconds, scenes               int
	question                                                 bool
}

func count(toks []token) features {
	var f features
	for i, t := range toks {
		if t.low == "?" {
			f.question = true
		}
		if !t.word {
			continue
		}
		f.words++
		f.add(toks, i)
	}
	return f
}

// add counts what the word at i is a sign of.
func (f *features) add(toks []token, i int) {
	t := toks[i]
	inner := i > 0 && toks[i-1].word
	for _, sign := range []struct {
		n  *int
		is bool
	}{
		{&f.numbers, numeric(t) || numberWords[t.low]},
		{&f.names, inner && t.upper && nameWord(t) && t.low != "i" && !timeWords[t.low]},
		{&f.dates, t.upper && timeWords[t.low] || t.low == "last" || t.low == "ago" || t.low == "since" || year(t.low)},
		{&f.past, t.past()},
		{&f.compares, compareWords[t.low]},
		{&f.quantities, quantityWords[t.low]},
		{&f.opinions, opinionWords[t.low]},
		{&f.futures, futureWords[t.low]},
		{&f.firsts, firstWords[t.low]},
		{&f.seconds, secondWords[t.low]},
		{&f.scenes, sceneWords[t.low]},
	} {
		if sign.is {
			*sign.n++
		}
	}
}

// past says whether t shows the past or perfect tense.
func (t token) past() bool {
	return t.pastForm() || finiteVerbs[t.low] && !strings.HasSuffix(t.low, "s") || haveForms[t.low] || t.low == "was" || t.low == "were"
}

// year says whether a word is a year of the last or this century.
func year(low string) bool {
	return len(low) == 4 && (strings.HasPrefix(low, "19") || strings.HasPrefix(low, "20")) && !strings.ContainsFunc(low, func(r rune) bool { return !unicode.IsDigit(r) })
}

// facts is what raises the worth.
func (f features) facts() float64 {
	z := worthNumber*capped(f.numbers, 1) + worthName*capped(f.names, 2)/1.5 + worthDate*capped(f.dates, 1)
	z += worthPast*capped(f.past, 1) + worthCompare*capped(f.compares, 1) + worthQuantity*capped(f.quantities, 2)
	if f.numbers > 1 {
		z += worthMoreNumber
	}
	if f.words >= 8 {
		z += worthLong
	}
	return z
}

// doubts is what lowers it, as a positive number.
func (f features) doubts() float64 {
	z := worthOpinion*capped(f.opinions, 2) + worthFuture*capped(f.futures, 1) + worthFirst*capped(f.firsts, 1)
	z += worthSecond*capped(f.seconds, 1) + worthScene*capped(f.scenes, 1)
	if f.question {
		z += worthQuestion
	}
	if f.words < 5 {
		z += worthShort
	}
	return -z
}

func capped(n, most int) float64 { return float64(min(n, most)) }

// round keeps three places, so that records show the worth as it was decided on.
func round(x float64) float64 { return math.Round(x*1000) / 1000 }
