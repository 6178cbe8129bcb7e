package rules

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/verify"
)

// Off is the severity of a rule that a desk does not want.
const Off verify.Severity = "off"

// Options are a desk's settings of one rule.
type Options struct {
	Severity verify.Severity    `toml:"severity"` // "": as it comes; "off": the rule is not read
	Limits   map[string]float64 `toml:"limits"`   // thresholds by name; those that are not given are as they come
	Origin   []string           `toml:"origin"`   // stands for the rule's citations, such as the desk's own style book
}

// limit is a threshold, as the desk set it or as it comes.
func (o Options) limit(name string) float64 { return o.Limits[name] }

// A House is what a desk knows of its own outlets, agencies and officials.
type House struct {
	Outlets   []string `toml:"outlets"`   // names of the desk's own outlets: what is laid to them is its own word
	Wires     []string `toml:"wires"`     // names of agencies: what is laid to them says where it comes from
	Officials []string `toml:"officials"` // words of bodies whose officials speak for them without names
}

// Settings are all that a desk can set. The zero value is the rules as they come.
type Settings struct {
	Rules map[string]Options // by rule
	House House
	Own   []Own // rules of the desk's own
}

// Open makes the book of a desk's settings. A rule or limit that there is none of, a severity that is none, and a rule of
// the desk's own that cannot be read are errors, in the order of their names.
func Open(s Settings) (*Book, error) {
	b := &Book{options: map[string]Options{}, house: s.House}
	all := slices.Clone(table)
	for _, own := range s.Own {
		r, err := own.rule(all)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	for _, id := range slices.Sorted(maps.Keys(s.Rules)) {
		i := slices.IndexFunc(all, func(r Rule) bool { return r.ID == id })
		if i < 0 {
			return nil, fmt.Errorf("there is no rule %q; \"secondsource rules\" lists them", id)
		}
		if err := all[i].check(s.Rules[id]); err != nil {
			return nil, err
		}
	}
	for _, r := range all {
		o := s.Rules[r.ID]
		r.Severity = cmp.Or(o.Severity, r.Severity)
		if len(o.Origin) > 0 {
			r.Origin = o.Origin
		}
		b.options[r.ID] = r.with(o)
		r.Limits = r.set(b.options[r.ID])
		b.all = append(b.all, r)
		if o.Severity != Off {
			b.rules = append(b.rules, r)
		}
	}
	b.digest = digest(s)
	return b, nil
}

// check refuses settings that a rule has not.
func (r Rule) check(o Options) error {
	if o.Severity != "" && o.Severity != Off && !severity(o.Severity) {
		return fmt.Errorf("rule %s: severity %q is none: choose error, warning, info or off", r.ID, o.Severity)
	}
	for _, name := range slices.Sorted(maps.Keys(o.Limits)) {
		if !slices.ContainsFunc(r.Limits, func(l verify.Limit) bool { return l.Name == name }) {
			return fmt.Errorf("rule %s: there is no limit %q%s", r.ID, name, r.limitNames())
		}
	}
	return nil
}

func severity(s verify.Severity) bool {
	return s == verify.Error || s == verify.Warning || s == verify.Info
}

func (r Rule) limitNames() string {
	if len(r.Limits) == 0 {
		return "; the rule has none"
	}
	var names []string
	for _, l := range r.Limits {
		names = append(names, l.Name)
	}
	return "; the rule has " + strings.Join(names, ", ")
}

// with gives options in which every limit of the rule is set.
func (r Rule) with(o Options) Options {
	limits := map[string]float64{}
	for _, l := range r.Limits {
		limits[l.Name] = l.Value
	}
	maps.Copy(limits, o.Limits)
	o.Limits = limits
	return o
}

// set gives the rule's limits with the values that the desk set.
func (r Rule) set(o Options) []verify.Limit {
	out := slices.Clone(r.Limits)
	for i, l := range out {
		out[i].Value = o.limit(l.Name)
	}
	return out
}

// rulesVersion changes with what the rules find.
const rulesVersion = "house/1"

// digest is the name of the rules with the settings: that of the rules alone where nothing is set.
func digest(s Settings) string {
	raw, err := json.Marshal(s)
	empty, _ := json.Marshal(Settings{})
	if err != nil || string(raw) == string(empty) {
		return rulesVersion
	}
	sum := sha256.Sum256(raw)
	return rulesVersion + " " + hex.EncodeToString(sum[:4])
}

// settle gives a claim the kind that the house's lists say it has.
func (h House) settle(c claims.Claim) claims.Claim {
	switch {
	case c.Name == "":
	case slices.ContainsFunc(h.Outlets, same(c.Name)):
		c.Kind = claims.KindSelf
	case c.Kind != claims.KindPerson && slices.ContainsFunc(h.Wires, same(c.Name)):
		c.Kind = claims.KindMedia
	}
	return c
}

// same says whether a name is another, but for case and "the".
func same(name string) func(string) bool {
	plain := func(s string) string { return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "the ") }
	return func(other string) bool { return plain(other) == plain(name) && plain(other) != "" }
}

// official says whether the words before or behind "officials" name a body of the house's list.
func (h House) official(before []word, rest string) bool {
	if len(h.Officials) == 0 {
		return false
	}
	var b strings.Builder
	for _, w := range append(slices.Clone(before), wordsOf(rest, 0)...) {
		b.WriteString(" " + w.low)
	}
	words := b.String() + " "
	return slices.ContainsFunc(h.Officials, func(o string) bool {
		name := strings.ToLower(strings.Join(strings.Fields(o), " "))
		return name != "" && strings.Contains(words, " "+name+" ")
	})
}

// wire says whether a name is one of the house's agencies.
func (h House) wire(name string) bool { return slices.ContainsFunc(h.Wires, same(name)) }

var ruleID = regexp.MustCompile(`^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$`)
