package score

import (
	"math/bits"
	"slices"
	"strconv"

	"secondsource/claims"
)

// A Measure is precision, recall and F1 in percent, to two decimals; nil where there is nothing to divide by. CI95 is
// the 95 % interval of F1, where it was asked for.
type Measure struct {
	P  *float64 `json:"p"`
	R  *float64 `json:"r"`
	F1 *float64 `json:"f1"`
	Count
	CI95 *[2]float64 `json:"ci95,omitempty"`
}

// A Section holds the measures by the names of Measures.
type Section map[string]Measure

// A Form is the recall, in percent, of the annotated attributions of one quote form: cue_overlap, source_overlap and
// content_exact_trimmed. nil where there are none.
type Form struct {
	Gold    int      `json:"gold"`
	Cue     *float64 `json:"cue"`
	Source  *float64 `json:"source"`
	Content *float64 `json:"content"`
}

// A Result is the figures of a tally.
type Result struct {
	Numbers
	All    Section                    `json:"all"`
	Speech Section                    `json:"speech"` // gold and predicted cut down to cues with a speech word
	Forms  map[claims.QuoteForm]Form  `json:"forms"`
	Kinds  map[claims.Kind]KindFigure `json:"kinds,omitempty"`
	Labels map[string]LabelFigure     `json:"labels,omitempty"`
	Nobody *Measure                   `json:"nobody,omitempty"`
}

// Result gives the figures so far.
func (t *Tally) Result() Result {
	r := Result{
		Numbers: t.numbers, All: section(t.all), Speech: section(t.speech), Forms: map[claims.QuoteForm]Form{},
		Kinds: t.labels.kindFigures(), Labels: t.labels.figures(),
	}
	for i, form := range quoteForms {
		n := t.forms[i]
		r.Forms[form] = Form{n[0], percent(n[1], n[0]), percent(n[2], n[0]), percent(n[3], n[0])}
	}
	if t.nobody != nil {
		r.Nobody = new(figure(*t.nobody))
	}
	return r
}

// ResultWithIntervals is Result with a 95 % interval for each F1: the middle of 1,000 resamples of the articles, which
// are the same every time.
func (t *Tally) ResultWithIntervals() Result {
	r := t.Result()
	addIntervals(r.All, t.all)
	addIntervals(r.Speech, t.speech)
	return r
}

func section(articles []counts) Section {
	var sum counts
	for _, c := range articles {
		for m := range c {
			sum[m] = sum[m].plus(c[m])
		}
	}
	s := Section{}
	for m, name := range Measures {
		s[name] = figure(sum[m])
	}
	return s
}

func figure(c Count) Measure {
	return Measure{
		P: percent(c.TP, c.TP+c.FP), R: percent(c.TP, c.TP+c.FN), F1: percent(2*c.TP, 2*c.TP+c.FP+c.FN), Count: c,
	}
}

// percent is part of whole to two decimals; nil if whole is nothing.
func percent(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	return new(rounded(100 * float64(part) / float64(whole)))
}

// rounded gives x to two decimals, halves judged by the exact binary value, as the reference scorer does.
func rounded(x float64) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 2, 64), 64)
	if err != nil { // it was written the line before
		return x
	}
	return short
}

// resamples is how many there are, as in the reference scorer.
const resamples = 1000

// addIntervals draws the resamples anew for each section, from seed 1.
func addIntervals(s Section, articles []counts) {
	if len(articles) == 0 {
		return
	}
	var values [measures][]float64
	draw := newTwister(1)
	for range resamples {
		var sum counts
		for range articles {
			c := &articles[draw.below(len(articles))]
			for m := range c {
				sum[m] = sum[m].plus(c[m])
			}
		}
		for m, c := range sum {
			if all := 2*c.TP + c.FP + c.FN; all > 0 {
				values[m] = append(values[m], 200*float64(c.TP)/float64(all))
			}
		}
	}
	for m, name := range Measures {
		v := values[m]
		if len(v) == 0 {
			continue
		}
		slices.Sort(v)
		one := s[name]
		one.CI95 = &[2]float64{rounded(v[int(0.025*float64(len(v)))]), rounded(v[int(0.975*float64(len(v)-1))])}
		s[name] = one
	}
}

// A twister is MT19937 (Matsumoto and Nishimura 1998), seeded and drawn from as the reference scorer's language does,
// so that both draw the same resamples. It is for statistics, not for secrets.
type twister struct {
	state [624]uint32
	next  int
}

func newTwister(seed uint32) *twister {
	t := &twister{next: 624}
	// init_by_array of the authors' code with the key {seed}.
	s := &t.state
	s[0] = 19650218
	for i := 1; i < len(s); i++ {
		s[i] = 1812433253*(s[i-1]^s[i-1]>>30) + uint32(i) //nolint:gosec // i is below 624
	}
	i := 1
	step := func() {
		if i++; i == len(s) {
			s[0] = s[len(s)-1]
			i = 1
		}
	}
	for range s {
		s[i] = (s[i] ^ (s[i-1]^s[i-1]>>30)*1664525) + seed
		step()
	}
	for range len(s) - 1 {
		s[i] = (s[i] ^ (s[i-1]^s[i-1]>>30)*1566083941) - uint32(i) //nolint:gosec // i is below 624
		step()
	}
	s[0] = 1 << 31
	return t
}

// bits32 gives the next 32 bits.
func (t *twister) bits32() uint32 {
	s := &t.state
	if t.next == len(s) {
		for i := range s {
			y := s[i]&(1<<31) | s[(i+1)%len(s)]&(1<<31-1)
			s[i] = s[(i+397)%len(s)] ^ y>>1 ^ (y&1)*0x9908b0df
		}
		t.next = 0
	}
	y := s[t.next]
	t.next++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// below gives a number from 0 to n-1; n is at least 1 and fits 32 bits.
func (t *twister) below(n int) int {
	width := bits.Len(uint(n)) //nolint:gosec // n is positive
	for {
		if r := int(t.bits32() >> (32 - width)); r < n {
			return r
		}
	}
}
