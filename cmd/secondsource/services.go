package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"secondsource/report"
	"secondsource/sources"
)

func newProviders(e *env) *cobra.Command {
	var format string
	var feeds bool
	cmd := &cobra.Command{
		Use: "providers", Args: cobra.NoArgs,
		Short: "List the places where coverage can be searched, with their state and terms",
		Long: `Lists the providers that check can ask with --provider: what each is for, whether it is ready, and its terms: whether the
text that it gives may be stored and may be sent to a model, and how long is waited between two requests. Terms that are
not known are taken to be the strictest. Nobody is asked for this list.`,
		Example: "  secondsource providers\n  secondsource providers --feeds > feeds.txt",
		RunE: does(func(context.Context, []string) error {
			if feeds {
				_, err := fmt.Fprint(e.stdout, sources.StarterFeeds)
				return err
			}
			return e.listProviders(format)
		}),
	}
	cmd.Flags().BoolVar(&feeds, "feeds", false, "print a list of feeds to begin with, for --provider feed:FILE")
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

// A providersLine is the list as JSON.
type providersLine struct {
	report.Head
	Providers []providerLine `json:"providers"`
}

// A providerLine is one provider of the list.
type providerLine struct {
	Name     string    `json:"name"`
	State    string    `json:"state"` // ready, needs a key, needs an address, off
	For      string    `json:"for"`
	Argument string    `json:"argument,omitempty"`
	Key      string    `json:"key,omitempty"` // the environment variable that holds it, never the key
	Online   bool      `json:"online"`
	Terms    termsLine `json:"terms"`
}

// A termsLine is a provider's terms.
type termsLine struct {
	Store    bool    `json:"store"`
	Model    bool    `json:"model"`
	Interval float64 `json:"interval_s"`
	Why      string  `json:"why"`
}

// off is the state of a provider that could be asked and is not, unless it is named.
const off sources.State = "off"

func (e *env) listProviders(format string) error {
	if format != "text" && format != "json" {
		return usagef("providers prints text or json, not %q", format)
	}
	list := providersLine{Head: report.NewHead("providers")}
	for _, s := range sources.Services() {
		arg, _ := e.usualArgument(s)
		list.Providers = append(list.Providers, providerLine{
			Name: s.Name, State: string(e.stateOf(s)), For: s.For, Argument: s.Argument, Key: s.Key, Online: s.AsksNetwork(arg),
			Terms: termsLine{s.Terms.Store, s.Terms.Model, s.Terms.Interval().Seconds(), s.Terms.Why},
		})
	}
	if format == "json" {
		return report.Line(e.stdout, list)
	}
	for _, p := range list.Providers {
		if err := e.printProvider(p); err != nil {
			return err
		}
	}
	return nil
}

// usualArgument is the argument with which a provider is asked where --provider is not given, and whether it is.
func (e *env) usualArgument(s sources.Service) (arg string, usual bool) {
	for _, name := range e.usualProviders() {
		if kind, arg, _ := strings.Cut(name, ":"); kind == s.Name {
			return arg, true
		}
	}
	return "", false
}

// stateOf says whether a provider is asked: ready if it is among the usual ones, and if not, what it lacks.
func (e *env) stateOf(s sources.Service) sources.State {
	arg, usual := e.usualArgument(s)
	if state := s.State(sources.Setting{Getenv: e.getenv, Argument: arg}); state != sources.Ready || usual {
		return state
	}
	return off
}

func (e *env) printProvider(p providerLine) error {
	use := p.Name
	if p.Argument != "" {
		use += ":" + p.Argument
	}
	state := p.State
	switch {
	case sources.State(p.State) == sources.NeedsKey:
		state = fmt.Sprintf("%s in %s, or a downloaded feed (%s)", p.State, p.Key, use)
	case sources.State(p.State) == sources.NeedsAddress:
		state = fmt.Sprintf("%s: --provider %s", p.State, use)
	case sources.State(p.State) == off:
		state = "off, unless named: --provider " + p.Name
	}
	where := "on this machine"
	if p.Online {
		where = "over the network"
	}
	wait := "no wait"
	if p.Terms.Interval > 0 {
		wait = fmt.Sprintf("%s between requests", time.Duration(p.Terms.Interval*float64(time.Second)))
	}
	_, err := fmt.Fprintf(e.stdout, "%-10s %s\n%11s%s\n%11s%s; store its text: %s; send it to a model: %s; %s (%s)\n",
		p.Name, state, "", p.For, "", where, yes(p.Terms.Store), yes(p.Terms.Model), wait, p.Terms.Why)
	return err
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
