package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"secondsource/verify"
	"secondsource/verify/rules"
)

// A waiverRow is a waiver as it stands in a file.
type waiverRow struct {
	Rule    string `toml:"rule"`
	Finding string `toml:"finding"`
	Words   string `toml:"words"`
	Story   string `toml:"story"`
	Reason  string `toml:"reason"`
	By      string `toml:"by"`
}

// readWaivers reads the waivers of a file; path "" is the desk's, if there is one. Errors name the line.
func (e *env) readWaivers(path string, book *rules.Book) ([]verify.WaiverEntry, error) {
	if path == "" {
		path = e.waivers
	}
	if path == "" {
		return nil, nil
	}
	raw, err := readConfig(path)
	if err != nil {
		return nil, usagef("read the waivers %s: %w", path, err)
	}
	var file struct {
		Waiver []waiverRow `toml:"waiver"`
	}
	meta, err := toml.Decode(raw, &file)
	if err != nil {
		return nil, usagef("%s: %s", path, tomlError(err))
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, usagef("%s: %sthere is no setting %q; a [[waiver]] has rule, finding, words, story, reason and by",
			path, onLine(keyLine(raw, unknown[0])), unknown[0].String())
	}
	var entries []verify.WaiverEntry
	for i, row := range file.Waiver {
		if fault := row.fault(book); fault != "" {
			return nil, usagef("%s: %s%s", path, onLine(headerLine(raw, i)), fault)
		}
		entries = append(entries, verify.WaiverEntry{
			Waiver: verify.Waiver{Reason: row.Reason, From: path, By: row.By},
			Rule:   row.Rule, Finding: row.Finding, Words: row.Words, Story: row.Story,
		})
	}
	return entries, nil
}

// fault says what is wrong with a row; "" if nothing is.
func (r waiverRow) fault(book *rules.Book) string {
	switch {
	case strings.TrimSpace(r.Reason) == "":
		return "the waiver gives no reason: it is kept for good, and whoever reads it later has the reason alone to go by"
	case r.Rule == "" && r.Finding == "":
		return "the waiver is for everything: name a rule, or a finding by its fingerprint"
	case r.Rule != "" && !knownRule(r.Rule, book):
		return fmt.Sprintf("there is no rule %q", r.Rule)
	}
	return ""
}

// knownRule says whether there is such a rule, in use or not.
func knownRule(id string, book *rules.Book) bool {
	if id == verify.InjectionRule || slices.ContainsFunc(allRules(book), func(r verify.RuleInfo) bool { return r.ID == id }) {
		return true
	}
	_, err := rules.NewBook(map[string]rules.Options{id: {}})
	return err == nil
}

// keyLine is the line of a file on which a key is set first, from 1; 0 if it cannot be told.
func keyLine(raw string, key toml.Key) int {
	name := key[len(key)-1]
	return lineWhere(raw, 0, func(line string) bool {
		rest, ok := strings.CutPrefix(strings.TrimLeft(line, "[\"' \t"), name)
		return ok && strings.IndexAny(strings.TrimLeft(rest, "\"' \t"), "=]") == 0
	})
}

// headerLine is the line on which the waiver of that number, from 0, begins; 0 if it cannot be told.
func headerLine(raw string, n int) int {
	return lineWhere(raw, n, func(line string) bool { return strings.HasPrefix(strings.ReplaceAll(line, " ", ""), "[[waiver]]") })
}

// lineWhere is the line, from 1, of the match of that number, from 0; 0 if there are not so many.
func lineWhere(raw string, number int, match func(line string) bool) int {
	n := 0
	for line := range strings.Lines(raw) {
		n++
		if !match(strings.TrimSpace(line)) {
			continue
		}
		if number == 0 {
			return n
		}
		number--
	}
	return 0
}

func onLine(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("line %d: ", n)
}

// waiversFor are those of a story's reference and address.
func waiversFor(all []verify.WaiverEntry, ref, address string) []verify.WaiverEntry {
	var out []verify.WaiverEntry
	for _, w := range all {
		if w.For(ref, address) {
			out = append(out, w)
		}
	}
	return out
}
