// Package verify decides how well the coverage supports each claim of a story.
//
// pipeline.go is the page to read first: [Pipeline.Check] tells the whole way from an article to a [Run]. The
// judgement lies in pure functions: passages.go chooses what a judge reads, lexical.go is the embedded judge, and
// score.go turns opinions and independent groups into a [Verdict]. The package knows nothing of SQL or of a model
// client, and prints nothing.
package verify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"secondsource/claims"
	"secondsource/sources"
)

// A Stance is how a passage stands to a claim.
type Stance string

// The stances.
const (
	Supports  Stance = "supports"  // says so on its own account
	Refutes   Stance = "refutes"   // says it is not so
	Reports   Stance = "reports"   // repeats it under attribution
	Unrelated Stance = "unrelated" // does not address it
)

// A Label is a claim's verdict. It is never true or false about the world.
type Label string

// The labels.
const (
	Supported   Label = "supported"
	Refuted     Label = "refuted"
	Mixed       Label = "mixed"
	NotFound    Label = "not_found"    // searched, and no origin addresses the claim
	NeedsReview Label = "needs_review" // everything between
	Unchecked   Label = "unchecked"    // with a Reason; a search that failed is never NotFound
)

// A Reason says why a claim is Unchecked.
type Reason string

// The reasons.
const (
	SearchFailed Reason = "search_failed"
	NoCoverage   Reason = "no_coverage" // there was nothing to search in
	BudgetSpent  Reason = "budget_spent"
	NotCheckable Reason = "not_checkable" // a belief, a plan, a denial, a refusal to comment
)

// A Method is how an opinion was reached.
type Method string

// The methods.
const (
	Lexical   Method = "lexical"
	Endpoint  Method = "endpoint"
	Factcheck Method = "factcheck"
)

// Odds are the probabilities of the four stances; they sum to 1.
type Odds struct {
	Supports  float64 `json:"supports"`
	Refutes   float64 `json:"refutes"`
	Reports   float64 `json:"reports"`
	Unrelated float64 `json:"unrelated"`
}

// An Opinion is a judge's answer for one passage, or for the passages of one document together.
type Opinion struct {
	Stance Stance      `json:"stance"`
	P      Odds        `json:"p"`
	Quote  claims.Span `json:"quote"` // of the passage: the words that carry the stance; empty if unrelated
	Method Method      `json:"method"`
	Judge  string      `json:"judge"` // name and version
	// Flags are for the reader's eye and never count.
	Flags []Flag `json:"flags,omitempty"`
}

// Evidence is an opinion tied to stored text; its Quote and Passage count in that article's Text.
type Evidence struct {
	Claim   string      `json:"claim"`
	Article string      `json:"article"`
	Group   string      `json:"group"` // the origin it counts for
	Passage claims.Span `json:"passage"`
	Shared  []string    `json:"shared,omitempty"` // other groups that have the sentence of the quote too; sorted
	// Loose says that the page was read without its structure (claims.RuleTokens), so that the words may be a comment's or
	// an advertisement's: they are shown, and count for nothing.
	Loose bool `json:"loose,omitempty"`
	Opinion
}

// A Verdict is what was found for one claim. Supports, Refutes and Reports count independent origins, not articles.
type Verdict struct {
	Claim    string           `json:"claim"`
	Label    Label            `json:"label"`
	Reason   Reason           `json:"reason,omitempty"`
	Score    float64          `json:"score"` // raw support, 0 to 1: it ranks, and is not a probability
	Supports int              `json:"supports"`
	Refutes  int              `json:"refutes"`
	Reports  int              `json:"reports"`
	Searches []sources.Search `json:"searches"`
	Evidence []Evidence       `json:"evidence"`
	// FactChecks are shown apart: Supports never counts them, Refutes those that bear on the claim and rate it false.
	FactChecks   []FactCheck      `json:"fact_checks,omitempty"`
	FactSearches []sources.Search `json:"fact_searches,omitempty"`
	// Primary is how many of Supports rest on a primary document of their own: one of them is enough.
	Primary int `json:"primary,omitempty"`
	// Confidence is the probability that the surest of the origins in Supports does support the claim, by the calibration
	// that Setup.Calibration names. Nil for other labels than Supported and NeedsReview, without such an origin, and if a
	// judge was heard that the calibration is not of.
	Confidence *float64 `json:"confidence,omitempty"`
}

// A Problem is something that failed while the run went on: nothing partial is hidden.
type Problem struct {
	Stage   string `json:"stage"`          // read, extract, limit, search, judge, doubt
	What    string `json:"what,omitempty"` // the claim, provider or address it befell
	Message string `json:"message"`        // one sentence, with what to do next
}

// A Setup is everything but the story and the coverage that could have changed a run.
type Setup struct {
	Program   string   `json:"program"` // version
	Extractor string   `json:"extractor"`
	Judge     string   `json:"judge"`
	Endpoint  string   `json:"endpoint,omitempty"` // the model that was asked besides: name, version, model, host and prompts
	Providers []string `json:"providers"`
	Apart     []string `json:"apart,omitempty"` // what was asked besides coverage: fact-checks, copies of dead pages
	Draft     bool     `json:"draft,omitempty"` // read from a file or standard input: no search left the machine
	Limits    Limits   `json:"limits"`
	Proxy     string   `json:"proxy,omitempty"` // the host of what everything was fetched through
	Allow     []string `json:"allow,omitempty"` // addresses that are not public and could be read all the same
	// Owners are those that the desk adds to sources.DefaultOwners.
	Owners sources.Owners `json:"owners,omitempty"`
	// Rules are the editorial rules and the desk's settings of them, by name and digest; "" if none were read.
	Rules string `json:"rules,omitempty"`
	// Calibration is the version of what gave each Verdict its Confidence; "" if there was none for the judge.
	Calibration string `json:"calibration,omitempty"`
}

// RunVersion is the version of a run's JSON form.
const RunVersion = 1

// A Run is everything one check produced and everything that could have changed it.
type Run struct {
	Version  int             `json:"v"`
	Article  claims.Ref      `json:"article"`
	Claims   []claims.Claim  `json:"claims"`
	Coverage []sources.Group `json:"coverage"`
	Verdicts []Verdict       `json:"verdicts"` // one a claim, in the order of Claims
	Findings []Finding       `json:"findings"`
	Setup    Setup           `json:"setup"`
	Problems []Problem       `json:"problems"`
	// Exchanges are what a model was asked and answered, by digest; none without an endpoint.
	Exchanges []Exchange `json:"exchanges,omitempty"`
	At        time.Time  `json:"at,omitzero"`
}

// A Result is a run together with the pages that its spans count in, by article ID: the story and all coverage.
type Result struct {
	Run   Run
	Pages map[string]claims.Article
}

// A Judge gives one opinion for each passage, in order.
type Judge interface {
	// Judge answers with exactly one opinion a passage, in the order of passages, or with an error. Quotes lie
	// inside their passage. Safe for concurrent use.
	Judge(ctx context.Context, claim string, passages []string) ([]Opinion, error)
}

// An Extractor finds claims in text order. Words not in a.Text, byte for byte, are no claim.
type Extractor interface {
	// Extract returns every attribution and every sentence in nobody's voice worth checking. A text without any
	// is an empty slice. Safe for concurrent use.
	Extract(ctx context.Context, a claims.Article) ([]claims.Claim, error)
}

// An Explanation is what an extractor says besides its claims.
type Explanation struct {
	Claims    []claims.Claim
	Problems  []Problem // disagreements and what was refused
	Findings  []Finding
	Exchanges []Exchange
}

// An Explainer is an extractor that has more to say than claims.
type Explainer interface {
	// Explain is Extract with what came up on the way.
	Explain(ctx context.Context, a claims.Article) (Explanation, error)
}

// A Record is a ledger entry before it has a number.
type Record struct {
	Kind  string           // run, review, waiver
	Body  json.RawMessage  // canonical JSON, without the time
	At    time.Time        // kept beside the body and no part of the record's ID
	Pages []claims.Article // what the body's spans count in; stored with the record, once by ID
}

// ID is the hex SHA-256 of kind, a zero byte and body: the same run twice is one record, whenever it was made.
func (r Record) ID() string {
	h := sha256.New()
	h.Write([]byte(r.Kind))
	h.Write([]byte{0})
	h.Write(r.Body)
	return hex.EncodeToString(h.Sum(nil))
}

// Record makes the ledger record of a result: the run as canonical JSON without its time, and its pages.
func (r Result) Record() (Record, error) {
	run := r.Run
	run.At = time.Time{}
	body, err := json.Marshal(run)
	if err != nil {
		return Record{}, fmt.Errorf("write the run as JSON: %w", err)
	}
	rec := Record{Kind: "run", Body: body, At: r.Run.At}
	for _, id := range pageOrder(r) {
		rec.Pages = append(rec.Pages, r.Pages[id])
	}
	return rec, nil
}

// pageOrder lists the IDs of the result's pages: the story, then the coverage in group order.
func pageOrder(r Result) []string {
	var ids []string
	seen := map[string]bool{}
	add := func(id string) {
		if _, ok := r.Pages[id]; ok && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	add(r.Run.Article.ID)
	for _, g := range r.Run.Coverage {
		for _, ref := range g.Articles {
			add(ref.ID)
		}
	}
	return ids
}

// A Receipt says where a record went. Leaf is -1 until it is numbered.
type Receipt struct {
	ID   string // see Record.ID
	Leaf int64
}

// A Ledger keeps records for good.
type Ledger interface {
	// Append stores all records durably, or none, before it returns. For a record already there
	// it returns the first receipt. After an error the state is unknown and a retry is safe.
	Append(ctx context.Context, recs ...Record) ([]Receipt, error)
}
