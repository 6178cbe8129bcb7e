package tag

import (
	"math"
	"slices"

	"secondsource/claims/parse"
)

// A Model finds relations. Many goroutines may use one at a time.
type Model struct {
	build builder
	cues  *weights
	roles *weights
	judge judge
}

// What is added to the scores of cue labels. Measured on dev: edges are best drawn with the small bias; with a larger one
// more cues come before the judge, which then drops the bad ones. The judge learns from still more than it is given.
const (
	cueBias   = 0.4
	moreBias  = 0.8
	judgeBias = 1.2
)

// The chance of being right below which a relation is dropped. Relation soft on dev is flat from 0.15 to 0.3, 71.3 to 71.8.
// A cue that is hardly ever anything else is worth keeping even where its source or content may be wrong.
const (
	keepPlain = 0.18
	keepAbove = 0.26
)

// Relations finds the relations of doc in the order of their cues; nil if there are none. hints are those that a rule
// extractor found in the same text, nil for none; doc must come from the parser that the model was loaded with.
func (m *Model) Relations(doc parse.Document, hints []Relation) []Relation {
	if len(doc.Tokens) == 0 {
		return nil
	}
	f := newFinder(m, m.build.page(doc, hints), moreBias)
	f.findCues()
	f.findRoles()
	return f.kept()
}

// A finder is the working memory of one call.
type finder struct {
	p               *page
	m               *Model
	more            float64
	lat             lattice
	labels          []uint8
	cues            []span
	cueOdds         map[span]float64
	isCue           []uint8
	win             window
	tallies         []tally
	cueSums         [][maxLabels]int32 // by token: scores of the static features
	roleSums        [][maxLabels]int32
	found           []draft
	cueExp, roleExp transitions
}

// newFinder prepares to find relations; more is the bias of the second look for cues.
func newFinder(m *Model, p *page, more float64) *finder {
	n := len(p.pts)
	f := &finder{
		p: p, m: m, more: more, cueOdds: map[span]float64{}, isCue: make([]uint8, n), cueSums: make([][maxLabels]int32, n),
		roleSums: make([][maxLabels]int32, n),
	}
	p.eachStatic(func(i int, features []uint32) {
		m.cues.score(features, &f.cueSums[i])
		m.roles.score(features, &f.roleSums[i])
	})
	m.cues.trans.exp(&f.cueExp, int(cueLabels))
	m.roles.trans.exp(&f.roleExp, int(roleLabels))
	return f
}

// A draft is a found relation in tokens, with how sure the two chains are of it.
type draft struct {
	relation
	cueOdds float64 // log odds that a cue begins here
	sure    bool    // a sign-off
	odds    float64 // log of the chance of its source and content, given the cue
}

func (f *finder) findRoles() {
	for _, c := range f.cues {
		d := f.roles(c)
		if f.p.pts[c.first].mark == dash {
			if r, ok := f.p.signOff(int(f.p.pts[c.first].paragraph)); ok && r.cue == c {
				d = draft{relation: r, odds: signOffRoles, sure: true}
			}
		}
		d.cueOdds = f.cueOdds[c]
		f.found = append(f.found, d)
	}
}

func (f *finder) roles(cue span) draft {
	p, w, weights := f.p, &f.win, f.m.roles
	p.window(w, cue)
	n := w.end - w.first
	f.labels = resize(f.labels, n, 0)
	f.tallies = resize(f.tallies, n, tally{})
	w.counts(p, f.isCue, f.tallies)
	f.lat.reset(int(roleLabels), n)
	for t := range n {
		i := w.first + t
		f.lat.turn[t] = p.turnOf(i)
		sum := f.roleSums[i]
		weights.score(w.features(p, i, f.isCue, &f.tallies[t]), &sum)
		for y := range int(roleLabels) {
			f.lat.emit[t*maxLabels+y] = float64(sum[y]) * weights.scale
		}
	}
	f.lat.forbid(cue.first-w.first, cue.end-w.first)
	best := f.lat.viterbi(&weights.trans, f.labels)
	all := f.lat.forward(&f.roleExp)
	return draft{relation: readRoles(cue, w.first, f.labels), odds: best - all}
}

// kept are the relations that the judge lets pass.
func (f *finder) kept() []Relation {
	var out []Relation
	for k := range f.found {
		d := &f.found[k]
		x := f.evidence(k)
		chance := f.m.judge.chance(&x)
		if chance < f.limit(d) && !d.sure {
			continue
		}
		out = append(out, Relation{
			Source: f.p.bytes(d.source), Cue: f.p.bytes([]span{d.cue}), Content: f.p.bytes(d.content),
			Score: chance,
		})
	}
	return out
}

// limit is the chance below which the draft is dropped.
func (f *finder) limit(d *draft) float64 {
	if f.p.lexiconOf(d.cue) == topBin {
		return keepPlain
	}
	return keepAbove
}

// readRoles reads the spans that the labels of the tokens from on spell.
func readRoles(cue span, from int, labels []uint8) relation {
	r := relation{cue: cue}
	for t, y := range labels {
		if kind(y) != 1 {
			continue
		}
		end := t + 1
		for end < len(labels) && labels[end] == y+1 {
			end++
		}
		s := span{from + t, from + end}
		if y == beginSource {
			r.source = append(r.source, s)
		} else {
			r.content = append(r.content, s)
		}
	}
	return r
}

func (p *page) bytes(spans []span) []parse.Span {
	var out []parse.Span
	for _, s := range spans {
		out = append(out, parse.Span{Start: p.doc.Tokens[s.first].Start, End: p.doc.Tokens[s.end-1].End})
	}
	return out
}

// signOffs puts the dashes of sign-offs among the cues, in place of what the chain found at the dash or in the name.
func (f *finder) signOffs() {
	var signed []span
	for k := range f.p.paras {
		r, ok := f.p.signOff(k)
		if !ok {
			continue
		}
		signed = append(signed, r.cue)
		f.cueOdds[r.cue] = signOffCue
		for i := r.cue.first; i < r.source[0].end; i++ {
			f.isCue[i] = replaced
		}
	}
	if signed == nil {
		return
	}
	f.cues = slices.DeleteFunc(f.cues, func(c span) bool { return slices.Max(f.isCue[c.first:c.end]) == replaced })
	f.cues = append(f.cues, signed...)
	for i, k := range f.isCue {
		if k == replaced {
			f.isCue[i] = 0
		}
	}
	for _, c := range signed {
		f.isCue[c.first] = 1
	}
}

// replaced marks, in isCue, the tokens of a sign-off's dash and name while they are looked through.
const replaced = 9

// What stands for the odds that no chain has weighed: a sign-off is close to certain.
const (
	signOffCue   = 5
	signOffRoles = -0.1
)

func logOdds(no float64) float64 { return math.Log((1 - no + 1e-6) / (no + 1e-6)) }
