package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// newMan writes man pages. A page's date is fixed, so that the same program writes the same bytes.
func newMan(*env) *cobra.Command {
	cmd := &cobra.Command{Use: "man FOLDER", Short: "Write the man pages into a folder", Args: cobra.ExactArgs(1)}
	cmd.RunE = does(func(_ context.Context, args []string) error {
		if err := os.MkdirAll(args[0], 0o755); err != nil {
			return fmt.Errorf("make the folder for man pages: %w", err)
		}
		root := cmd.Root()
		root.DisableAutoGenTag = true
		date := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		return doc.GenManTree(root, &doc.GenManHeader{
			Title: "SECONDSOURCE", Section: "1", Date: &date,
			Source: "secondsource " + programVersion(),
		}, args[0])
	})
	return cmd
}
