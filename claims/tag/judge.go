package tag

import "math"

// A judge weighs what is known of a found relation into the chance that it is right: source, and content by half.
type judge [judgeFeatures]float64

const judgeFeatures = 44

// evidence is what is known of the k-th found relation. The places of the numbers are part of the model's format; place 0
// is always one.
func (f *finder) evidence(k int) (x evidence) {
	r, p := &f.found[k], f.p
	c := &p.pts[r.cue.first]
	lexicon := p.lexiconOf(r.cue)
	in := f.nesting(k, &x)
	x[0] = 1
	x[1] = r.cueOdds
	x[2] = r.cueOdds * r.cueOdds / 10
	x[3] = max(-20, r.odds) / 5
	x[4] = math.Exp(r.odds)
	x[9+lexicon] = 1 // to 16
	x.set(21, c.quoted == 1)
	x.set(22, c.cueOf > 0)
	x.set(23, c.cueOf == 0 && len(p.hints) > 0)
	x.set(24, c.cueHint == 0 && c.roleHint >= 3)
	x.set(31, c.mark == colon)
	x.set(32, c.mark == dash)
	x.set(33, verbTags[c.tag&63] != 'V')
	if c.cueOf > 0 {
		x[36] = r.cueOdds
	}
	x.set(25, in && c.cueOf > 0)
	x.set(26, in && lexicon >= 6)
	x.set(27, in && c.quoted == 1)
	f.rolesEvidence(r, &x)
	x.set(35, len(r.source) == 0 && lexicon >= 6)
	x.set(40, in && x[37] > 0)
	return x
}

type evidence [judgeFeatures]float64

func (x *evidence) set(at int, ok bool) {
	if ok {
		x[at] = 1
	}
}

// lexiconOf is the highest bin among the cue's words; 0 if none has one.
func (p *page) lexiconOf(cue span) uint32 {
	top := uint32(0)
	for i := cue.first; i < cue.end; i++ {
		if b := p.pts[i].lexicon; b <= 7 {
			top = max(top, b)
		}
	}
	return top
}

// nesting fills in how the k-th relation lies among the others and says whether its cue is inside another's content. The
// data is flat, so that such a cue is more often wrong (attribution note §2).
func (f *finder) nesting(k int, x *evidence) bool {
	in, holds, meets := f.overlaps(k)
	x.set(17, in > 0)
	x[18] = min(float64(in), 3)
	x.set(19, holds)
	x.set(20, meets)
	if in > 0 {
		x[28] = f.found[k].cueOdds
		x[29] = f.best(k)
	}
	return in > 0
}

func (f *finder) rolesEvidence(r *draft, x *evidence) {
	x.set(5, len(r.source) == 0)
	x.set(6, len(r.content) == 0)
	x.set(7, len(r.source) > 1)
	x.set(8, len(r.content) > 1)
	x.set(30, len(r.source) == 0 && len(r.content) == 0)
	x[34] = math.Log1p(float64(size(r.content)))
	quoted := f.quotedShare(r)
	x.set(37, quoted > mostly)
	x.set(38, quoted > mostly && len(r.source) > 0)
	x.set(39, quoted > 0 && quoted <= mostly)
	x.set(41, len(r.content) > 0 && r.content[0].end == r.cue.first)
	x.set(42, len(r.source) > 0 && r.source[0].end == r.cue.first)
	x.set(43, len(r.source) > 0 && f.p.pts[r.source[0].first].sentence != f.p.pts[r.cue.first].sentence)
}

// mostly is the share of a content inside quotation marks that makes it a direct quotation.
const mostly = 0.95

// quotedShare is the part of the content that stands in quotation marks.
func (f *finder) quotedShare(r *draft) float64 {
	n, quoted := 0, 0
	for _, s := range r.content {
		for i := s.first; i < s.end; i++ {
			n++
			if f.p.pts[i].quoted > 0 {
				quoted++
			}
		}
	}
	return float64(quoted) / float64(max(n, 1))
}

func size(spans []span) int {
	n := 0
	for _, s := range spans {
		n += s.end - s.first
	}
	return n
}

// overlaps counts the other relations whose content holds the k-th one's cue, and says whether its own content holds
// another's cue, and whether its content meets the content of one whose cue it does not hold.
func (f *finder) overlaps(k int) (in int, holds, meets bool) {
	r := &f.found[k]
	for j := max(0, k-reach); j < min(len(f.found), k+reach+1); j++ {
		if j == k {
			continue
		}
		o := &f.found[j]
		if touch(o.content, r.cue) {
			in++
		} else if touch(r.content, o.cue) {
			holds = true
		} else {
			for _, s := range r.content {
				meets = meets || touch(o.content, s)
			}
		}
	}
	return in, holds, meets
}

// best is the greatest confidence among the relations whose content holds the k-th one's cue.
func (f *finder) best(k int) float64 {
	top := -20.0
	for j := max(0, k-reach); j < min(len(f.found), k+reach+1); j++ {
		if o := &f.found[j]; j != k && touch(o.content, f.found[k].cue) {
			top = max(top, o.odds+min(0, o.cueOdds))
		}
	}
	return top / 5
}

// reach is how many relations to each side may stand in the way of one.
const reach = 12

func touch(spans []span, s span) bool {
	for _, o := range spans {
		if o.first < s.end && s.first < o.end {
			return true
		}
	}
	return false
}

func (j *judge) chance(x *evidence) float64 {
	z := 0.0
	for i, v := range x {
		z += v * j[i]
	}
	if math.IsNaN(z) {
		return 0 // numbers of a damaged model that cancel out
	}
	return 1 / (1 + math.Exp(-z))
}

// A proof is a found relation whose truth is known.
type proof struct {
	evidence
	right bool
}

// learn fits the judge by Newton-free full-batch descent: few features, so a fixed number of steps settles it.
func (j *judge) learn(seen []proof) {
	var square judge
	for range judgeSteps {
		var g judge
		for k := range seen {
			d := j.chance(&seen[k].evidence)
			if seen[k].right {
				d--
			}
			for i, v := range seen[k].evidence {
				g[i] += d * v
			}
		}
		for i := range g {
			v := g[i]/float64(max(1, len(seen))) + 1e-4*j[i]
			square[i] = 0.9*square[i] + 0.1*v*v
			if square[i] > 0 {
				j[i] -= 0.02 * v / math.Sqrt(square[i]+1e-8)
			}
		}
	}
}

const judgeSteps = 400
