package verify

// Limits bound one check, so that no story and no coverage can make it run for ever. A bound that is met is part of
// the result.
type Limits struct {
	Hits     int `json:"hits"`     // places to read a claim and provider
	Claims   int `json:"claims"`   // claims searched for a story; the rest are unchecked (budget_spent)
	Passages int `json:"passages"` // passages kept a document
}

// DefaultLimits are the bounds of a check unless the desk sets others: 20 hits a claim is where recall on the real
// archive flattens (docs/measurements.md), five passages a document hold the gold sentence for 97 % of the WiCE claims
// (verification note, section 4), and 200 claims is twice the longest story of the attribution set.
func DefaultLimits() Limits { return Limits{Hits: 20, Claims: 200, Passages: 5} }
