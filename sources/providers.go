package sources

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Terms say what may be done with the text that a provider itself gives: titles, snippets, claims, ratings. Addresses,
// outlets' names and dates are facts and may always be kept; a page that is then read has its outlet's terms, not the
// provider's. The zero Terms are the strictest: store nothing, send nothing to a model, ask seldom.
type Terms struct {
	Store bool          // its text may be kept in the archive and the ledger
	Model bool          // its text may be sent to a model endpoint
	Every time.Duration // the least time between two requests to one host; 0: cautious
	Local bool          // it asks nobody, so there is no interval
	Why   string        // what the terms rest on, one clause
}

// cautious is the interval for a provider that declares none: the longest that Heritrix, the Internet Archive's
// crawler, waits between two requests of its own accord (reliability note §8).
const cautious = 30 * time.Second

// Interval is the least time between two requests to one host; 0 only if nobody is asked.
func (t Terms) Interval() time.Duration {
	switch {
	case t.Local:
		return 0
	case t.Every > 0:
		return t.Every
	default:
		return cautious
	}
}

// A Web reads pages; a *Fetcher is one.
type Web interface {
	// Fetch reads the page at an address, whole or not at all.
	Fetch(ctx context.Context, address string) (Page, error)
}

// A Wait returns when that host may be asked again, so long after it was last asked, or with ctx's error. It is handed in
// by whoever has a clock, and is safe for concurrent use.
type Wait func(ctx context.Context, host string, every time.Duration) error

// A Setting is what a provider is opened with.
type Setting struct {
	Argument string              // what follows the colon of name:argument
	Web      Web                 // nil: the network may not be used
	Wait     Wait                // nil: the provider is not made to wait
	Getenv   func(string) string // where keys are; nil: there are none
	Now      func() time.Time    // the clock by which a service reaches so far back; nil: it is asked about any time
}

// env gives a variable of the environment, or "".
func (s Setting) env(name string) string {
	if s.Getenv == nil || name == "" {
		return ""
	}
	return s.Getenv(name)
}

// A Place is an opened provider: exactly one of its fields is set.
type Place struct {
	Coverage   Provider    // coverage to search
	FactChecks FactChecker // published fact-checks: no coverage, and shown apart
	Past       *Wayback    // what a page said then
}

// A Service is one row of the table of providers.
type Service struct {
	Name     string
	For      string // what it is for, one sentence
	Argument string // what follows the colon, as help shows it; "" if nothing does
	Needs    bool   // it cannot be asked without an argument
	Key      string // the environment variable that holds its key; "" if it takes none
	KeyOr    bool   // an argument makes the key unnecessary
	Online   bool   // it asks the network, so it is refused for drafts
	Each     bool   // each question is a request of its own, so that the terms bound how many can be asked
	Requests int    // how many requests a question may take; 0 is one
	Terms    Terms
	Patience time.Duration // how long an answer may take; 0: as long as a page may
	MaxBody  int64         // bytes of an answer; 0: as many as a page may have
	// Open makes the provider ready without asking anybody. nil: the archive, which the command opens.
	Open func(Setting) (Place, error)
}

// providers is the table. Each row's provider is one file.
var providers = []Service{
	{
		Name: "archive", Argument: "FOLDER, .jsonl, .warc or .warc.gz",
		For:   "Coverage kept on this machine: the archive beside the ledger, or files named after the colon.",
		Terms: Terms{Store: true, Model: true, Local: true, Why: "your own files"},
	},
	feedService, gdeltService, searxngService, factcheckService, waybackService,
}

// Services gives the table of providers, in the order in which they are shown.
func Services() []Service { return slices.Clone(providers) }

// ServiceNamed gives the row of that name.
func ServiceNamed(name string) (Service, bool) {
	at := slices.IndexFunc(providers, func(s Service) bool { return s.Name == name })
	if at < 0 {
		return Service{}, false
	}
	return providers[at], true
}

// Interval is the least time that a question takes, with all its requests; 0 if nobody is asked.
func (s Service) Interval() time.Duration {
	return time.Duration(max(1, s.Requests)) * s.Terms.Interval()
}

// A State says whether a provider can be asked.
type State string

// The states.
const (
	Ready        State = "ready"
	NeedsKey     State = "needs a key"
	NeedsAddress State = "needs an address"
)

// State says whether the provider can be asked as it is set up.
func (s Service) State(set Setting) State {
	switch {
	case s.Needs && set.Argument == "":
		return NeedsAddress
	case s.Key != "" && set.env(s.Key) == "" && (!s.KeyOr || set.Argument == ""):
		return NeedsKey
	default:
		return Ready
	}
}

// AsksNetwork says whether the provider, with that argument, would ask somebody else: a fact-check feed that was
// downloaded is a file.
func (s Service) AsksNetwork(argument string) bool {
	return s.Online && (!s.KeyOr || argument == "" || IsAddress(argument))
}

// ErrOffline is a provider that was opened without leave to use the network.
var ErrOffline = errors.New("it asks the network, which was not allowed")

// allowed gives hits as the terms let them out: text that may not be stored does not leave the provider, so that nothing
// further on can store it.
func (t Terms) allowed(hits []Hit) []Hit {
	if t.Store {
		return hits
	}
	for i := range hits {
		hits[i].Title, hits[i].Stored = "", ""
	}
	return hits
}
