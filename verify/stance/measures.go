package stance

import (
	"cmp"
	"math"
	"slices"

	"secondsource/verify"
)

// An Answer is what a judge said of a row.
type Answer struct {
	ID string `json:"id"`
	verify.DocumentOpinion
}

// Measures are what the reference scorer prints, as shares of 1 but for Weighted. A measure that a set does not have, or
// that has nothing to divide by, is nil.
type Measures struct {
	Set       Kind                 `json:"set"`
	Rows      int                  `json:"rows"`
	Positive  int                  `json:"positive"`
	AUROC     *float64             `json:"auroc"`
	Balanced  *float64             `json:"balanced_accuracy"` // at a score of one half
	ECE       *float64             `json:"ece"`
	Supported Said                 `json:"supported"`
	Against   int                  `json:"refuted_or_mixed"` // verdicts; of the embedded judge none
	Verdicts  map[verify.Label]int `json:"verdicts"`
	Top10     *float64             `json:"top10"` // precision among the tenth with the highest scores
	Top30     *float64             `json:"top30"`

	RelatedAUROC    *float64     `json:"related_auroc,omitempty"`    // FNC
	RelatedAccuracy *float64     `json:"related_accuracy,omitempty"` // FNC
	Weighted        *float64     `json:"weighted,omitempty"`         // FNC: percent of the challenge's points
	Classes         *Confusion   `json:"classes,omitempty"`          // FNC: of four; Factcheck-GPT: of three
	Related         *Confusion   `json:"related_only,omitempty"`     // FNC: of three, over the related pairs
	NotSupported    *float64     `json:"not_supported_auroc,omitempty"`
	EvidenceHit     *EvidenceHit `json:"evidence_hit,omitempty"` // WiCE
}

// Said counts the verdict "supported".
type Said struct {
	N         int      `json:"n"`
	Correct   int      `json:"correct"`
	Precision *float64 `json:"precision"`
	Coverage  *float64 `json:"coverage"`
	Strict    *float64 `json:"precision_strict,omitempty"` // Factcheck-GPT: complete support only
}

// EvidenceHit is the share of rows where one of the first passages is in a gold set.
type EvidenceHit struct {
	Rows int      `json:"rows"` // with gold passages
	At1  *float64 `json:"1"`
	At3  *float64 `json:"3"`
	At5  *float64 `json:"5"`
	At10 *float64 `json:"10"`
}

// A judged row is a row with its answer.
type judged struct {
	row Row
	verify.DocumentOpinion
}

// Measure holds the answers against the rows. A row without an answer counts as unchecked, with a score of 0.
func Measure(s Set, answers []Answer) Measures {
	rows := join(s, answers)
	m := Measures{Set: s.Kind, Rows: len(rows), Verdicts: map[verify.Label]int{}}
	var scores []scored
	for _, r := range rows {
		right := s.Kind.Positive(r.row.Label)
		scores = append(scores, scored{r.Score, right})
		m.Positive += one(right)
		m.Verdicts[r.Verdict]++
		if r.Verdict == verify.Supported {
			m.Supported.N++
			m.Supported.Correct += one(right)
		}
	}
	m.Against = m.Verdicts[verify.Refuted] + m.Verdicts[verify.Mixed]
	m.Supported.Precision = ratio(float64(m.Supported.Correct), m.Supported.N)
	m.Supported.Coverage = ratio(float64(m.Supported.N), m.Rows)
	m.AUROC, m.ECE = auroc(scores), ece(scores)
	m.Balanced = balanced(scores, m.Positive)
	slices.SortFunc(rows, func(a, b judged) int {
		return cmp.Or(-cmp.Compare(a.Score, b.Score), cmp.Compare(a.row.ID, b.row.ID))
	})
	m.Top10, m.Top30 = top(s.Kind, rows, 10), top(s.Kind, rows, 30)
	switch s.Kind {
	case FNC:
		m.measureFNC(rows)
	case FactcheckGPT:
		m.measureFactcheck(rows)
	case WiCE:
		m.measureWiCE(rows)
	case QAGS: // has nothing beyond what all sets have
	}
	return m
}

func join(s Set, answers []Answer) []judged {
	byID := map[string]Answer{}
	for _, a := range answers {
		byID[a.ID] = a
	}
	rows := make([]judged, 0, len(s.Rows))
	for _, r := range s.Rows {
		a, ok := byID[r.ID]
		if !ok {
			a.Verdict, a.P = verify.Unchecked, verify.Odds{Unrelated: 1}
		}
		rows = append(rows, judged{r, a.DocumentOpinion})
	}
	return rows
}

func (m *Measures) measureFNC(rows []judged) {
	order := []string{"agree", "disagree", "discuss", "unrelated"}
	var related []scored
	var all, near []labelled
	points, best, right := 0.0, 0.0, 0
	for _, r := range rows {
		is := r.row.Label != "unrelated"
		related = append(related, scored{1 - r.P.Unrelated, is})
		said := order[likeliest(r.P.Supports, r.P.Refutes, r.P.Reports, r.P.Unrelated)]
		all = append(all, labelled{r.row.Label, said})
		right += one(is == (said != "unrelated"))
		p, b := fncPoints(r.row.Label, said)
		points, best = points+p, best+b
		if is {
			near = append(near, labelled{r.row.Label, order[likeliest(r.P.Supports, r.P.Refutes, r.P.Reports)]})
		}
	}
	m.RelatedAUROC, m.RelatedAccuracy = auroc(related), ratio(float64(right), len(rows))
	if best > 0 {
		m.Weighted = new(100 * points / best)
	}
	m.Classes, m.Related = confusion(all, order), confusion(near, order[:3])
}

// fncPoints is what an answer earns by the rules of the Fake News Challenge, and the most there was to earn.
func fncPoints(gold, said string) (points, best float64) {
	best = 1
	if gold == "unrelated" {
		best = 0.25
	}
	switch {
	case gold == said:
		return best, best
	case gold != "unrelated" && said != "unrelated":
		return 0.25, best
	}
	return 0, best
}

func (m *Measures) measureFactcheck(rows []judged) {
	order := []string{"support", "refute", "irrelevant"}
	var all []labelled
	strict := 0
	for _, r := range rows {
		gold := r.row.Label
		if m.Set.Positive(gold) {
			gold = "support"
		}
		// The set has no "reports": a passage that repeats the claim was annotated as support.
		all = append(all, labelled{gold, order[likeliest(r.P.Supports+r.P.Reports, r.P.Refutes, r.P.Unrelated)]})
		strict += one(r.Verdict == verify.Supported && r.row.Label == "completely-support")
	}
	m.Classes = confusion(all, order)
	m.Supported.Strict = ratio(float64(strict), m.Supported.N)
}

func (m *Measures) measureWiCE(rows []judged) {
	var not []scored
	hits := map[int]int{}
	h := &EvidenceHit{}
	for _, r := range rows {
		not = append(not, scored{1 - r.Score, r.row.Label == "not_supported"})
		gold := slices.Concat(r.row.Gold...)
		if len(gold) == 0 {
			continue
		}
		h.Rows++
		for i, p := range r.Passages {
			if slices.Contains(gold, p.Index) {
				for _, k := range []int{1, 3, 5, 10} {
					hits[k] += one(i < k)
				}
				break
			}
		}
	}
	m.NotSupported = auroc(not)
	h.At1, h.At3 = ratio(float64(hits[1]), h.Rows), ratio(float64(hits[3]), h.Rows)
	h.At5, h.At10 = ratio(float64(hits[5]), h.Rows), ratio(float64(hits[10]), h.Rows)
	m.EvidenceHit = h
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func ratio(a float64, b int) *float64 {
	if b == 0 {
		return nil
	}
	return new(a / float64(b))
}

// likeliest is the place of the largest, of equals the first.
func likeliest(p ...float64) int {
	best := 0
	for i, x := range p {
		if x > p[best] {
			best = i
		}
	}
	return best
}

func top(k Kind, rows []judged, percent int) *float64 {
	n := max(1, len(rows)*percent/100)
	right := 0
	for _, r := range rows[:min(n, len(rows))] {
		right += one(k.Positive(r.row.Label))
	}
	return ratio(float64(right), n)
}

// A scored row is its score and whether it is of those that should score high.
type scored struct {
	score float64
	yes   bool
}

// auroc is the chance that one of those that should score high does so above one of the others; a tie is one half.
func auroc(rows []scored) *float64 {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b scored) int { return cmp.Compare(a.score, b.score) })
	wins, below, pos := 0.0, 0, 0
	for i := 0; i < len(rows); {
		p, j := 0, i
		for ; j < len(rows) && rows[j].score == rows[i].score; j++ {
			p += one(rows[j].yes)
		}
		n := j - i - p
		wins += float64(p) * (float64(below) + float64(n)/2)
		below += n
		pos += p
		i = j
	}
	return ratio(wins, pos*below)
}

// ece is the calibration error in ten equal bins: how far the mean score of each lies from its share of positives.
func ece(rows []scored) *float64 {
	var sum, positive [10]float64
	for _, r := range rows {
		b := min(9, int(r.score*10))
		sum[b] += r.score
		positive[b] += float64(one(r.yes))
	}
	err := 0.0
	for b := range sum {
		err += math.Abs(sum[b] - positive[b])
	}
	return ratio(err, len(rows))
}

// balanced is the mean of the recalls of both kinds at a score of one half.
func balanced(rows []scored, positive int) *float64 {
	if positive == 0 || positive == len(rows) {
		return nil
	}
	yes, no := 0, 0
	for _, r := range rows {
		yes += one(r.yes && r.score >= 0.5)
		no += one(!r.yes && r.score < 0.5)
	}
	return new((float64(yes)/float64(positive) + float64(no)/float64(len(rows)-positive)) / 2)
}

// A labelled row is the label people gave and the one the judge gave.
type labelled struct{ gold, said string }

// A Confusion measures a choice among classes.
type Confusion struct {
	Accuracy *float64           `json:"accuracy"`
	Balanced *float64           `json:"balanced_accuracy"`
	MacroF1  *float64           `json:"macro_f1"`
	F1       map[string]float64 `json:"f1"`
}

func confusion(rows []labelled, classes []string) *Confusion {
	c := &Confusion{F1: map[string]float64{}}
	right, recalls, sum, with := 0, 0.0, 0.0, 0
	for _, class := range classes {
		tp, fp, fn := 0, 0, 0
		for _, r := range rows {
			tp += one(r.gold == class && r.said == class)
			fp += one(r.gold != class && r.said == class)
			fn += one(r.gold == class && r.said != class)
		}
		right += tp
		if all := 2*tp + fp + fn; all > 0 {
			c.F1[class] = float64(2*tp) / float64(all)
		} else {
			c.F1[class] = 0
		}
		sum += c.F1[class]
		if tp+fn > 0 {
			recalls += float64(tp) / float64(tp+fn)
			with++
		}
	}
	c.Accuracy, c.Balanced, c.MacroF1 = ratio(float64(right), len(rows)), ratio(recalls, with), ratio(sum, len(classes))
	return c
}
