package verify

import (
	"math"
	"slices"
)

// A dossier is what all passages of one document together have of a claim.
type dossier struct {
	course
	aligned    [alignedKinds]float64
	page       [pageKinds]float64
	about      [aboutKinds]float64
	found      map[string]bool // the claim's stems that stand somewhere in it
	contain    float64         // their share of the claim, by weight
	prefixes   float64         // the same where words that begin alike count too
	rare       float64         // the share with squared weights, to which rare words matter more
	repeated   float64         // the share where a word counts in full only if it comes again and again
	top        float64         // mean containment of the three best passages
	rarest     float64         // weight of the heaviest stem that is missing, of maxIDF
	missing    float64         // weight of all that are missing, in nats
	names      float64         // share of the claim's names
	numbers    float64         // share of its numbers
	cues       [cueKinds]float64
	told       telling
	sentences  int
	hasNames   bool
	hasNumbers bool
}

// A pair is a claim and a passage of a document: all that the judge weighs.
type pair struct {
	claim claimText
	doc   *dossier
	own   course // of the window
	match
}

// A step is one of the judge's three questions, in their order (verification note, section 5: unrelated first, and
// refutes before supports).
const (
	relatedStep  = iota // does the passage address the claim at all?
	refutesStep         // if so: does it say that it is not so?
	supportsStep        // if not: does it say so on its own account? Else it only reports it.
	stepCount
)

// A trait is one thing that the judge weighs, and which way it may point in each step: up, down, free, or not at all. A
// trait that is held to a sign keeps it on sets that the judge never saw (verification note, section 4: a free model
// inverts).
type trait struct {
	name  string
	signs [stepCount]sign
	of    func(p *pair) float64
}

type sign int8

const (
	out  sign = iota // does not bear on the step
	up               // more of it never speaks for no
	down             // more of it never speaks for yes
	free
)

// A traitGroup is a kind of trait that is learnt at its own pace.
type traitGroup int

const (
	overlapGroup traitGroup = iota // how much of the claim is there
	tellingGroup                   // what is said of it
	pageGroup                      // what the document and the claim are like, which tells of a set rather than of support
	cueGroup                       // words that tell how a piece stands to what it writes about
	mannerGroup                    // how the claim is put and how the document tells of it
	aboutGroup                     // how far the document is about the claim's subject, which differs between sets
	traitGroups
)

// traits are all of them, and groups theirs in the same order.
var traits, groups = allTraits()

// overlapTraits are the traits of how much of the claim is there, whatever is said of it.
func overlapTraits() []trait {
	near := [stepCount]sign{up, out, up}
	far := [stepCount]sign{out, out, down}
	off := [stepCount]sign{down, out, down}
	// Few traits bear on the first step: what is learnt of kinship on one set must hold on others.
	own := [stepCount]sign{out, out, up} // the order of words tells support from mere kinship
	return []trait{
		{name: "contain", signs: near, of: func(p *pair) float64 { return p.contain }},
		{name: "contain over half", signs: own, of: func(p *pair) float64 { return over(p.contain, 0.5) }},
		{name: "contain over three quarters", signs: own, of: func(p *pair) float64 { return over(p.contain, 0.75) }},
		{name: "contain under a third", signs: off, of: func(p *pair) float64 { return max(0, 1-3*p.contain) }},
		{name: "document", signs: near, of: func(p *pair) float64 { return p.doc.contain }},
		{name: "document over half", signs: own, of: func(p *pair) float64 { return over(p.doc.contain, 0.5) }},
		{name: "document over four fifths", signs: own, of: func(p *pair) float64 { return over(p.doc.contain, 0.8) }},
		{name: "document under a third", signs: off, of: func(p *pair) float64 { return max(0, 1-3*p.doc.contain) }},
		{name: "prefixes", signs: near, of: func(p *pair) float64 { return p.doc.prefixes }},
		{name: "prefixes over four fifths", signs: own, of: func(p *pair) float64 { return over(p.doc.prefixes, 0.8) }},
		{name: "three best passages", signs: near, of: func(p *pair) float64 { return p.doc.top }},
		{name: "rare words", signs: near, of: func(p *pair) float64 { return p.doc.rare }},
		{name: "rare words over half", signs: near, of: func(p *pair) float64 { return over(p.doc.rare, 0.5) }},
		{name: "repeated", signs: near, of: func(p *pair) float64 { return p.doc.repeated }},
		{name: "weight", signs: near, of: func(p *pair) float64 { return min(1, p.weight/40) }},
		{name: "weight under ten", signs: off, of: func(p *pair) float64 { return max(0, 1-p.weight/10) }},
		{name: "bigrams", signs: own, of: func(p *pair) float64 { return p.doc.bigrams }},
		{name: "bigrams over half", signs: own, of: func(p *pair) float64 { return over(p.doc.bigrams, 0.5) }},
		{name: "skip-grams", signs: own, of: func(p *pair) float64 { return p.doc.skips }},
		{name: "skip-grams over half", signs: own, of: func(p *pair) float64 { return over(p.doc.skips, 0.5) }},
		{name: "skip-grams over four fifths", signs: own, of: func(p *pair) float64 { return over(p.doc.skips, 0.8) }},
		{name: "run", signs: own, of: func(p *pair) float64 { return p.doc.run }},
		{name: "run over half", signs: own, of: func(p *pair) float64 { return over(p.doc.run, 0.5) }},
		{name: "trigrams", signs: own, of: func(p *pair) float64 { return p.doc.trigrams }},
		{name: "density", signs: own, of: func(p *pair) float64 { return p.doc.density }},
		{name: "density over half", signs: own, of: func(p *pair) float64 { return over(p.doc.density, 0.5) }},
		{name: "sentence bigrams", signs: own, of: func(p *pair) float64 { return p.doc.bestBigrams }},
		{name: "sentence skip-grams", signs: own, of: func(p *pair) float64 { return p.doc.bestSkips }},
		{name: "sentence bigrams over half", signs: own, of: func(p *pair) float64 { return over(p.doc.bestBigrams, 0.5) }},
		{name: "sentence bigrams over four fifths", signs: own, of: func(p *pair) float64 { return over(p.doc.bestBigrams, 0.8) }},
		{name: "sentence skip-grams over half", signs: own, of: func(p *pair) float64 { return over(p.doc.bestSkips, 0.5) }},
		{name: "passage skip-grams", signs: own, of: func(p *pair) float64 { return p.own.skips }},
		{name: "passage density", signs: own, of: func(p *pair) float64 { return p.own.density }},
		{name: "rarest missing", signs: far, of: func(p *pair) float64 { return p.doc.rarest }},
		{name: "missing", signs: far, of: func(p *pair) float64 { return math.Log1p(p.doc.missing) / 4 }},
		{name: "name missing", signs: far, of: func(p *pair) float64 { return 1 - p.doc.names }},
		{name: "name missing from the window", signs: far, of: func(p *pair) float64 { return 1 - p.names }},
		{name: "number missing", signs: far, of: func(p *pair) float64 { return 1 - p.doc.numbers }},
		{name: "number missing from the window", signs: far, of: func(p *pair) float64 { return 1 - p.numbers }},
	}
}

// tellingTraits are the traits of what is said of the claim.
func tellingTraits() []trait {
	said := [stepCount]sign{out, out, down}
	against := [stepCount]sign{out, up, down}
	either := [stepCount]sign{out, free, free}
	return []trait{
		{name: "name missing, all else there", signs: against, of: func(p *pair) float64 { return yes(p.doc.names < 1 && p.doc.contain >= 0.6) }},
		{name: "number in conflict", signs: against, of: func(p *pair) float64 { return yes(p.conflict) }},
		{name: "opposed", signs: against, of: func(p *pair) float64 { return yes(p.opposed) }},
		{name: "attributed", signs: said, of: func(p *pair) float64 { return p.framed }},
		{name: "hedged", signs: said, of: func(p *pair) float64 { return yes(p.hedged) }},
		{name: "claim has names", signs: either, of: func(p *pair) float64 { return yes(p.doc.hasNames) }},
		{name: "claim has numbers", signs: either, of: func(p *pair) float64 { return yes(p.doc.hasNumbers) }},
		{name: "claim length", signs: [stepCount]sign{out, out, down}, of: func(p *pair) float64 { return math.Log1p(float64(len(p.claim.words))) / 4 }},
	}
}

func allTraits() (list []trait, groups []traitGroup) {
	add := func(g traitGroup, more []trait) {
		list, groups = append(list, more...), append(groups, slices.Repeat([]traitGroup{g}, len(more))...)
	}
	add(overlapGroup, slices.Concat(overlapTraits(), alignedTraits()))
	add(aboutGroup, aboutTraits())
	add(tellingGroup, tellingTraits())
	add(pageGroup, pageTraits())
	for k := range cueKinds {
		add(cueGroup, cueTraits(k))
	}
	add(mannerGroup, slices.Concat(formTraits(), mannerTraits()))
	return list, groups
}

// cueTraits weighs one kind of cue: in the claim, in the passage, in the document, and in both.
func cueTraits(k cueKind) []trait {
	either := [stepCount]sign{out, free, free}
	at := either
	if k == denyCue || k == fakeCue {
		at = [stepCount]sign{out, up, down}
	}
	if k == rumourCue || k == reportCue || k == claimCue || k == modalCue {
		at = [stepCount]sign{out, free, down}
	}
	return []trait{
		{name: cueNames[k] + " in the claim", signs: either, of: func(p *pair) float64 { return k.in(p.claim.cues) }},
		{name: cueNames[k] + " in the passage", signs: at, of: func(p *pair) float64 { return k.in(p.cues &^ p.claim.cues) }},
		{name: cueNames[k] + " in the document", signs: at, of: func(p *pair) float64 { return (1 - k.in(p.claim.cues)) * math.Sqrt(p.doc.cues[k]) }},
		{name: cueNames[k] + " in both", signs: either, of: func(p *pair) float64 { return k.in(p.claim.cues) * math.Sqrt(p.doc.cues[k]) }},
	}
}

// over is how far x is above the floor, of what there is above it.
func over(x, floor float64) float64 { return max(0, x-floor) / (1 - floor) }

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// values gives all traits of a pair, in the order of the table.
func (p *pair) values() []float64 {
	out := make([]float64, len(traits))
	for i, t := range traits {
		out[i] = t.of(p)
	}
	return out
}
