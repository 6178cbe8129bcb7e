package verify

// Limits bound one check, so that no story and no coverage can make it run for ever. A bound that is met is part of
// the result.
type Limits struct {
	Hits     int `json:"hits"`     // places to read a claim and provider
	Claims   int `json:"claims"`   // claims searched for a story; the rest are unchecked (budget_spent)
	Passages int `json:"passages"` // passages kept a document
}

// DefaultLimits are the bounds of a check unless the desk sets others. The first 20 hits hold .94 of the related pieces
// of the FNC archive (docs/measurements.md); five passages a document hold a gold sentence for 98 % of the WiCE claims
// (the same); and 200 claims are more than the rules find in any of the 84 stories of the attribution set (183).
func DefaultLimits() Limits { return Limits{Hits: 20, Claims: 200, Passages: 5} }
