package verify

import "context"

// learnManner learns what the manner of a claim and a document says, on top of what all sets together taught, from those
// sets alone whose labels tell a report from support. The others call a report support, and would teach that manner says
// nothing.
func (m *judgeModel) learnManner(ctx context.Context, lessons []Prepared) error {
	tells := map[string]bool{}
	for _, l := range lessons {
		tells[l.set] = tells[l.set] || l.onlyReports()
	}
	var telling []Prepared
	for _, l := range lessons {
		if tells[l.set] {
			telling = append(telling, l)
		}
	}
	if len(telling) == 0 {
		return nil
	}
	t := newJudgeTrainer(telling)
	t.pace = t.paces(true)
	for k := range t.bias {
		t.bias[k].w = m.bias[k]
	}
	for i, g := range groups {
		t.held[i] = g != mannerGroup
		for k := range t.weights[i] {
			if t.scale[i] > 0 {
				t.weights[i][k].w = m.weights[i][k] / t.scale[i]
			}
		}
	}
	if err := t.run(ctx, nil); err != nil {
		return err
	}
	learnt := t.model()
	for i, g := range groups {
		if g == mannerGroup {
			m.weights[i] = learnt.weights[i]
		}
	}
	// The first step has no trait of manner.
	for k := relatedStep + 1; k < stepCount; k++ {
		m.shift[k] = learnt.bias[k] - m.bias[k]
	}
	m.apart = true
	return nil
}

// withoutManner is the model as all its sets taught it, if manner was learnt apart from only some of them.
func (m judgeModel) withoutManner() judgeModel {
	if !m.apart {
		return m
	}
	weights := make([][stepCount]float64, len(m.weights))
	for i, g := range groups {
		if g != mannerGroup {
			weights[i] = m.weights[i]
		}
	}
	m.weights, m.shift, m.apart = weights, [stepCount]float64{}, false
	return m
}

// run takes all steps.
func (t *judgeTrainer) run(ctx context.Context, progress func(done, of int)) error {
	for n := range judgeSteps {
		if err := ctx.Err(); err != nil {
			return err
		}
		t.step(n)
		if progress != nil {
			progress(n+1, judgeSteps)
		}
	}
	return nil
}
