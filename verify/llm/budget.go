package llm

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"secondsource/verify"
)

// A Budget is the most that one run may ask of the endpoint. A zero bound of money is none; prices are in any one unit
// for a million tokens, and 0 for a server of one's own.
type Budget struct {
	Calls             int
	Tokens            int
	Money             float64
	PriceIn, PriceOut float64
}

// DefaultBudget holds the reference story against its 16 pieces of coverage, 238 claims and origins, with every repair and
// vote: 1,428 calls and 6.0 million tokens, where 238 calls and 0.3 million are what it takes without any. Money is not
// bounded, since no price is known.
func DefaultBudget() Budget { return Budget{Calls: 2000, Tokens: 8_000_000} }

// Validate says what is wrong with a budget; nil if nothing is.
func (b Budget) Validate() error {
	switch {
	case b.Calls <= 0 || b.Tokens <= 0:
		return errors.New("the budget needs a number of calls and of tokens above 0")
	case b.Money < 0 || b.PriceIn < 0 || b.PriceOut < 0:
		return errors.New("the budget's money and prices cannot be below 0")
	case b.Money > 0 && b.PriceIn == 0 && b.PriceOut == 0:
		return errors.New("a bound of money needs the prices of a million tokens: give --price-in and --price-out")
	}
	return nil
}

// String gives the bounds in words.
func (b Budget) String() string {
	parts := []string{fmt.Sprintf("%d calls", b.Calls), fmt.Sprintf("%d tokens", b.Tokens)}
	if b.Money > 0 {
		parts = append(parts, fmt.Sprintf("%.2f in money", b.Money))
	}
	return strings.Join(parts, ", ")
}

const (
	// leastBytes and usualBytes are how many bytes a token has: English text has about four, and none of the usual
	// tokenizers needs more than one token for two bytes of it. The bound counts with the first, the estimate's lower
	// end with the second.
	leastBytes, usualBytes = 2, 4
	// answerTokens bounds one answer: five quotations of 60 words and their reasons are some 700 tokens.
	answerTokens = 1200
	// usualAnswer is what an answer about five passages is likely to take.
	usualAnswer = 250
	// frameBytes is what a request has besides the words that are counted: marks, numbers, the schema.
	frameBytes = 2000
)

// A cost is what calls take.
type cost struct{ calls, in, out int }

func (c cost) plus(o cost) cost { return cost{c.calls + o.calls, c.in + o.in, c.out + o.out} }

func (c cost) times(n int) cost { return cost{c.calls * n, c.in * n, c.out * n} }

// most is the upper bound of one call with a prompt of so many bytes.
func most(bytes int) cost { return cost{1, (bytes + frameBytes) / leastBytes, answerTokens} }

// holds says whether the budget holds a cost.
func (b Budget) holds(c cost) bool {
	return c.calls <= b.Calls && c.in+c.out <= b.Tokens && (b.Money == 0 || b.price(c) <= b.Money)
}

func (b Budget) price(c cost) float64 {
	return (float64(c.in)*b.PriceIn + float64(c.out)*b.PriceOut) / 1e6
}

// errBudget is a call that the budget does not hold.
var errBudget = errors.New("the endpoint's budget is spent")

// A purse is the budget of one run under way. Every call takes its upper bound out of it before it is made, kept answers
// too, so that a re-audit has the same budget for the same questions as the run that it repeats.
type purse struct {
	budget Budget
	mu     sync.Mutex
	spent  cost
}

func (p *purse) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.spent = cost{}
}

func (p *purse) take(c cost) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.budget.holds(p.spent.plus(c)) {
		return errBudget
	}
	p.spent = p.spent.plus(c)
	return nil
}

// more adds what a server says it took beyond the bound.
func (p *purse) more(c cost) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.spent = p.spent.plus(c)
}

func (p *purse) left() cost {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.spent
}

// fit counts how many costs, from the first, the budget holds after what is spent already.
func (p *purse) fit(costs []cost) (n int, total cost) {
	spent := p.left()
	for _, c := range costs {
		if !p.budget.holds(spent.plus(total).plus(c)) {
			break
		}
		total = total.plus(c)
		n++
	}
	return n, total
}

// estimate says what questions cost, given the prompt bytes of one call of each.
func (p *purse) estimate(prompts []int) verify.Estimate {
	costs := make([]cost, len(prompts))
	for i, bytes := range prompts {
		costs[i] = most(bytes).plus(most(bytes + repairBytes)).times(votes)
	}
	n, total := p.fit(costs)
	e := verify.Estimate{Questions: len(prompts), Fit: n, Money: p.budget.price(total), Budget: p.budget.String()}
	e.Calls = [2]int{n, total.calls}
	for _, bytes := range prompts[:n] {
		e.Tokens[0] += (bytes+frameBytes)/usualBytes + usualAnswer
	}
	e.Tokens[1] = total.in + total.out
	return e
}
