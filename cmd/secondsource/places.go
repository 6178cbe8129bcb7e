package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"secondsource/claims"
)

// ledgerName is the ledger's file in the user's data folder.
const ledgerName = "secondsource.db"

func ledgerFlag(cmd *cobra.Command, ledger *string) {
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		if f := cmd.Flags().Lookup("ledger"); f.Changed && f.Value.String() == "" {
			return usagef("--ledger is empty: name a file, or leave the flag out for the usual one")
		}
		return nil
	}
	cmd.Flags().StringVar(ledger, "ledger", "",
		"the ledger's file (default: SECONDSOURCE_LEDGER, or "+ledgerName+" in your data folder)")
}

// ledgerPath is the flag's file, else the environment's, else the one in the user's data folder.
func (e *env) ledgerPath(flag string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	if path := e.getenv("SECONDSOURCE_LEDGER"); path != "" {
		return path, nil
	}
	folder := e.dataFolder()
	if folder == "" {
		return "", usagef("there is no data folder to keep the ledger in: give one file with --ledger FILE")
	}
	return filepath.Join(folder, "secondsource", ledgerName), nil
}

// dataFolder is where programs keep a person's data: XDG_DATA_HOME (XDG base directory specification), else what is
// usual on the system; "" if the environment names no home.
func (e *env) dataFolder() string {
	if dir := e.getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	if dir := e.getenv("LocalAppData"); dir != "" {
		return dir
	}
	if home := e.getenv("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, ".local", "share")
	}
	return ""
}

// withOwnID gives an article the ID that its address and text have, whatever a line of input said: the ledger
// re-computes it.
func withOwnID(a claims.Article) claims.Article {
	a.ID = claims.ArticleID(a.URL, a.Text)
	return a
}
