package main_test

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowedImports says which packages of this module each package may import. Imports point one way: claims/parse,
// claims/tag, claims, sources, verify, then verify/llm, store and report, then review and audit, then the command
// (docs/architecture.md); claims/score and verify/stance measure and are for the command alone. A package that is not listed fails
// the test: a new one needs its place here first.
var allowedImports = map[string][]string{
	"claims":        {"claims/parse", "claims/tag"},
	"claims/parse":  {},
	"claims/tag":    {"claims/parse"},
	"claims/score":  {"claims"},
	"sources":       {"claims"},
	"verify":        {"claims", "sources"},
	"verify/llm":    {"claims", "sources", "verify"},
	"verify/stance": {"verify"},
	"verify/rules":  {"claims", "claims/parse", "sources", "verify"},
	"store":         {"claims", "sources", "verify"},
	"report":        {"claims", "sources", "verify"},
	"lsp":           {"claims", "sources", "verify", "report"},
	"review":        {"claims", "sources", "verify", "verify/llm", "store", "report"},
	"audit":         {"claims", "sources", "verify", "verify/llm", "store", "report"},
	"cmd/secondsource": {
		"claims", "claims/parse", "claims/tag", "claims/score", "sources", "verify", "verify/llm", "verify/rules", "verify/stance", "store",
		"report", "lsp", "review", "audit",
	},
}

// onlyImporter names the one package that may import what lies at or below an outside path, so that a change of
// database or model client stays in one folder.
var onlyImporter = map[string]string{
	"database/sql":                      "store",
	"github.com/mattn/go-sqlite3":       "store",
	"github.com/pressly/goose":          "store",
	"golang.org/x/mod/sumdb":            "store",
	"github.com/sashabaranov/go-openai": "verify/llm",
	"github.com/spf13/cobra":            "cmd/secondsource",
	"github.com/owenrumney/go-sarif":    "report",
}

// forbiddenImports lists what a package must not know besides: claims is text in, claims out; sources and verify print
// nothing; only sources and verify/llm may ask the network.
var forbiddenImports = map[string][]string{
	"claims": {"net", "os", "html", "log", "golang.org/x/net", "github.com/PuerkitoBio/goquery"},
	// Measuring prints and fetches nothing either.
	"claims/score":  {"net", "os", "html", "log"},
	"verify":        {"net/http", "os", "html"},
	"verify/stance": {"net", "os", "html", "log"},
	"verify/rules":  {"net", "os", "html", "log"},
	"store":         {"net/http", "html"},
	"report":        {"net/http", "os"},
	"lsp":           {"net/http", "os", "html"},
}

func TestImportOrder(t *testing.T) {
	t.Parallel()
	list := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...")
	list.Dir = "../.."
	var stderr strings.Builder
	list.Stderr = &stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", list, err, stderr.String())
	}
	for _, fault := range importFaults(string(out)) {
		t.Error(fault)
	}
}

// The checker itself is tested: a check of the import order that finds nothing wherever it looks would pass as well.
func TestImportFaults(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, listing, want string }{
		{"empty listing", "\n", "go list names no package"},
		{"in order", "secondsource/verify context secondsource/claims", ""},
		{"against the order", "secondsource/claims secondsource/sources", "claims must not import sources"},
		{"beside the order", "secondsource/store secondsource/report", "store must not import report"},
		{"unlisted package", "secondsource/util strings", "util has no place in the import order"},
		{"another's database", "secondsource/audit database/sql", "audit must not import database/sql: only store may"},
		{"another's model client", "secondsource/verify github.com/sashabaranov/go-openai/jsonschema", "verify must not import github.com/sashabaranov/go-openai/jsonschema: only verify/llm may"},
		{"its own database", "secondsource/store database/sql", ""},
		{"a logger passed in", "secondsource/verify log/slog", ""},
		{"a pure package on the network", "secondsource/claims net/url", "claims must not import net/url"},
		{"only a prefix of a forbidden name", "secondsource/claims network", ""},
		{"main in no other package", "secondsource/report secondsource/cmd/secondsource", "report must not import cmd/secondsource"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(importFaults(tc.listing), "\n")
			if got != tc.want {
				t.Errorf("importFaults(%q)\n got %q\nwant %q", tc.listing, got, tc.want)
			}
		})
	}
}

// importFaults reads lines of an import path and its imports, as go list prints them, and says what is out of order.
func importFaults(listing string) []string {
	var faults []string
	packages := 0
	for line := range strings.Lines(listing) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		packages++
		faults = append(faults, packageFaults(inModule(words[0]), words[1:])...)
	}
	if packages == 0 {
		return []string{"go list names no package"}
	}
	return faults
}

// packageFaults says what one package imports out of order. Its name is without the module's.
func packageFaults(pkg string, imports []string) []string {
	allowed, listed := allowedImports[pkg]
	if !listed {
		return []string{pkg + " has no place in the import order"}
	}
	var faults []string
	for _, path := range imports {
		own := inModule(path)
		switch {
		case own != path && !slices.Contains(allowed, own):
			faults = append(faults, fmt.Sprintf("%s must not import %s", pkg, own))
		case slices.ContainsFunc(forbiddenImports[pkg], func(top string) bool { return below(path, top) }):
			faults = append(faults, fmt.Sprintf("%s must not import %s", pkg, path))
		default:
			faults = append(faults, foreignFaults(pkg, path)...)
		}
	}
	return faults
}

// foreignFaults says whether the package imports what another package has for itself.
func foreignFaults(pkg, path string) []string {
	for top, importer := range onlyImporter {
		if below(path, top) && pkg != importer {
			return []string{fmt.Sprintf("%s must not import %s: only %s may", pkg, path, importer)}
		}
	}
	return nil
}

// inModule gives the path without the module's name, or the path itself if it lies outside.
func inModule(path string) string { return strings.TrimPrefix(path, "secondsource/") }

// below says whether the import path is top or lies in its tree.
func below(path, top string) bool { return path == top || strings.HasPrefix(path, top+"/") }
