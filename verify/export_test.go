package verify

// WeightsOf gives, for each trait, its name and whether its weights in a file keep their signs.
func WeightsOf(raw []byte) (kept map[string]bool, err error) {
	m, err := readJudgeModel(raw)
	if err != nil {
		return nil, err
	}
	kept = map[string]bool{}
	for i, t := range traits {
		kept[t.name] = true
		for k, w := range m.weights[i] {
			kept[t.name] = kept[t.name] && t.signs[k].hold(w) == w
		}
	}
	return kept, nil
}

// MannerOf counts a judge's weights of manner that are not zero, and says whether they were learnt apart.
func MannerOf(j *LexicalJudge) (n int, apart bool) {
	for i, w := range j.model.weights {
		if groups[i] == mannerGroup && w != [stepCount]float64{} {
			n++
		}
	}
	return n, j.model.apart
}

// Unruled gives a judge with all that it learnt and without the rules that stand above it.
func Unruled(j *LexicalJudge) *LexicalJudge {
	p := *j
	p.plain = true
	return &p
}
