package claims

// antecedentWeights are how much each sign speaks for a candidate, in log odds, learnt from the labelled pronouns of
// testdata/sources_train.jsonl: go test ./claims -run LearnPronouns -learn.
var antecedentWeights = [signCount]float64{
	sameSentence:  1.99,
	oneSentence:   1.96,
	twoSentences:  0.51,
	fourSentences: -0.19,
	moreSentences: -0.35,
	sameParagraph: 0.97,
	nextParagraph: 0.24,
	lastSubject:   0.34,
	lastSpeaker:   0.53,
	lastOwner:     0.20,
	lastQuoted:    -0.43,
	lastPronoun:   -0.10,
	nearest:       0.30,
	second:        0.14,
	spokeLast:     0.68,
	spokeBefore:   -0.07,
	subjectLast:   0.55,
	sameWord:      0.15,
	sameWordNear:  0.34,
	genderKnown:   0.88,
	oftenest:      0.11,
	severalTimes:  -0.36,
	mainPerson:    0.35,
	opensAfter:    0.49,
	nameless:      -2.45,
	onlyCandidate: -0.59,
	rival:         0.53,
}

// antecedentNone is what speaks for nobody among the candidates.
const antecedentNone = 1.23
