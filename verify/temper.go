package verify

// What the sets cannot teach and a desk must be able to rely on: these rules stand above what was learnt.
const (
	// minStems is how many content words must be shared for support. What weighs less than enoughWeight, in nats, is not
	// even about the claim: two common nouns weigh 6, a rare name and a noun 10. "It cannot be done" is found in any story.
	minStems, enoughWeight = 3, 6.0
	// wholeFrom is the share of the claim that a passage must hold to support it: what is scattered over a document is put
	// together by the reader. Chosen on the folds of WiCE and Factcheck-GPT (docs/measurements.md).
	wholeFrom = 0.7
	// mentionFrom is the share of the claim from which a passage that does not support it is worth showing as a report of
	// it, with all its numbers and names; mentionWeight is what it must share in nats, a full name and a noun. What shares a few words would bury what repeats the claim.
	mentionFrom, mentionWeight = 0.5, 14.0
	// yielded is how much of the support is lost where the passage lays the claim to somebody, asks or supposes it, and again
	// where the claim itself does, so that "reports" is likelier. 63 % of related coverage only reports (verification note,
	// section 1); of 988 pieces on FNC headlines that tell a rumour, suppose or ask 17 % agree, of 2,532 on others 43 %
	// (docs/measurements.md, Verdicts).
	yielded = 0.6
	// conflicting and opposing are how much of what is not unrelated goes to "refutes" when the passage counts otherwise, and
	// when it says not: a negation is often of something else, another number of the same thing seldom.
	conflicting, opposing = 0.75, 0.55
	// opposedFrom is the share of the claim from which a negation or another number is about the same thing.
	opposedFrom = 0.6
)

// against is how much of the rest the passage's own words turn against the claim.
func (p *pair) against() float64 {
	switch {
	case p.conflict:
		return conflicting
	case p.opposed:
		return opposing
	}
	return 0
}

// temper holds the odds to the rules. They only ever take support away.
func (p *pair) temper(o Odds) Odds {
	if p.weight < enoughWeight {
		o.Unrelated += o.Supports + o.Refutes
		o.Supports, o.Refutes = 0, 0
	}
	if p.stems < minStems || p.contain < wholeFrom {
		o.Reports += o.Supports
		o.Supports = 0
	}
	// A document that lacks a name or a number of the claim reports what is left of it.
	lacks := o.Supports * (1 - p.doc.names*p.doc.names*p.doc.numbers)
	o.Reports += lacks
	o.Supports -= lacks
	holds, numbers := min(1, p.contain/mentionFrom), p.numbers
	if p.conflict {
		numbers = 1 // what is counted otherwise is not missing
	}
	mention := holds * holds * min(1, p.weight/mentionWeight) * (1 + numbers) / 2 * (1 + p.names) / 2
	o.Unrelated += (1 - mention) * o.Reports
	o.Reports *= mention
	o = o.yield(p.framed)
	if p.framed >= 0.5 || p.hedged {
		o = o.yield(yielded)
	}
	if p.claim.reported { // two outlets that repeat a rumour do not make it more than one
		o = o.yield(yielded)
	}
	if share := p.against(); share > 0 && p.contain >= opposedFrom {
		o.Refutes += share * (o.Supports + o.Reports)
		o.Supports -= share * o.Supports
		o.Reports -= share * o.Reports
	}
	return o.normal()
}

// yield makes a share of the support a report.
func (o Odds) yield(share float64) Odds {
	o.Reports += share * o.Supports
	o.Supports -= share * o.Supports
	return o
}
