package verify

import (
	"slices"
	"strings"
)

// A FlagKind is a sort of contradiction cue.
type FlagKind string

// The flags.
const (
	NumberFlag FlagKind = "number" // the passage gives another number for what the claim counts
	NameFlag   FlagKind = "name"   // the document holds most of the claim, and never a name of it
	DenialFlag FlagKind = "denial" // a sentence about the claim says not, or that it is denied or false
)

// A Flag is something in a passage that a reader should look at before relying on it. It is never a verdict: on sets that
// people labelled, a number in conflict was right between 9 % and 89 % of the time (verification note, section 4).
type Flag struct {
	Kind    FlagKind `json:"kind"`
	Claim   string   `json:"claim,omitempty"`   // the claim's words: its number and what it counts, or its name
	Passage string   `json:"passage,omitempty"` // the passage's words against it
}

// maxFlags is how many flags one passage shows: more are a sign that it is about something else.
const maxFlags = 4

func (p *pair) flags() []Flag {
	var out []Flag
	if p.contain >= opposedFrom {
		out = append(out, p.numberFlags()...)
	}
	if p.doc.contain >= opposedFrom {
		out = append(out, p.nameFlags()...)
	}
	if p.opposed && p.contain >= opposedFrom {
		out = append(out, Flag{Kind: DenialFlag, Passage: p.sentenceText})
	}
	return out[:min(len(out), maxFlags)]
}

// numberFlags tells each count of the claim that the window gives differently, with both numbers and what they count.
func (p *pair) numberFlags() []Flag {
	var out []Flag
	for _, mine := range p.claim.counts {
		theirs := slices.DeleteFunc(slices.Clone(p.counts), func(c counting) bool { return c.thing != mine.thing })
		same := slices.ContainsFunc(theirs, func(c counting) bool { return c.value == mine.value })
		if len(theirs) > 0 && !same {
			out = append(out, Flag{Kind: NumberFlag, Claim: mine.text, Passage: theirs[0].text})
		}
	}
	return out
}

// nameFlags tells the names of the claim that stand nowhere in the document, words in a row together.
func (p *pair) nameFlags() []Flag {
	var out []Flag
	var run []string
	end := func() {
		if len(run) > 0 {
			out = append(out, Flag{Kind: NameFlag, Claim: strings.Join(run, " ")})
			run = nil
		}
	}
	for _, w := range p.claim.words {
		if w.kind == nameWord && !p.doc.found[w.stem] {
			run = append(run, p.claim.text[w.Start:w.End])
		} else {
			end()
		}
	}
	end()
	return out
}

// A counting is a number with what it counts.
type counting struct{ thing, value, text string }

// countings lists what the numbers among the words of text count: unit and next content word (bare digits do not compare:
// verification note, section 4).
func countings(text string, ws []word) []counting {
	var out []counting
	for i, w := range ws {
		if w.kind != numberWord {
			continue
		}
		for _, n := range ws[i+1 : min(len(ws), i+3)] {
			if n.weight() > 0 && n.kind != numberWord {
				out = append(out, counting{thing: w.unit + " " + n.stem, value: w.stem, text: text[w.Start:n.End]})
				break
			}
		}
	}
	return out
}

// conflict says whether the window gives only other numbers for something that the claim counts.
func conflict(claim, window []counting) bool {
	for _, mine := range claim {
		other, same := false, false
		for _, c := range window {
			if c.thing == mine.thing {
				other = true
				same = same || slices.ContainsFunc(claim, func(m counting) bool { return m.thing == c.thing && m.value == c.value })
			}
		}
		if other && !same {
			return true
		}
	}
	return false
}
