package llm

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"secondsource/verify"
)

// A passageAnswer is what a model says of one passage. Pointers tell what is missing from what is empty.
type passageAnswer struct {
	Passage *int    `json:"passage"`
	Stance  *string `json:"stance"`
	Quote   *string `json:"quote"`
	Why     *string `json:"why"`
}

// strictly reads one JSON object of v's form: a field that is not known, or anything behind it, is an error.
func strictly(answer string, v any) error {
	d := json.NewDecoder(strings.NewReader(answer))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("it is not whole JSON")
		}
		return errors.New("it is not JSON of the form that was asked for")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is something besides the JSON object")
	}
	return nil
}

// readAnswers gives one answer for each of n passages, in the order of their numbers, or says what is wrong.
func readAnswers(answer string, n int) ([]passageAnswer, error) {
	var form struct {
		Answers *[]passageAnswer `json:"answers"`
	}
	if err := strictly(answer, &form); err != nil {
		return nil, err
	}
	if form.Answers == nil {
		return nil, errors.New(`it has no "answers"`)
	}
	if got := len(*form.Answers); got != n {
		return nil, fmt.Errorf("it has %d answers for %d passages", got, n)
	}
	out := make([]passageAnswer, n)
	for _, a := range *form.Answers {
		if a.Passage == nil || a.Stance == nil || a.Quote == nil || a.Why == nil {
			return nil, errors.New("an answer lacks passage, stance, quote or why")
		}
		if *a.Passage < 1 || *a.Passage > n || out[*a.Passage-1].Passage != nil {
			return nil, errors.New("the numbers of the passages are not each given once")
		}
		switch verify.Stance(*a.Stance) {
		case verify.Supports, verify.Refutes, verify.Reports, verify.Unrelated:
		default:
			return nil, errors.New("a stance is none of supports, refutes, reports and unrelated")
		}
		out[*a.Passage-1] = a
	}
	return out, nil
}
