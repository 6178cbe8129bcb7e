package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is stamped by a release build: -ldflags "-X main.version=v1.2.3".
var version = ""

// programVersion is the stamped version, else what the build recorded of the module or the commit, else "devel".
func programVersion() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}

func newVersion(e *env) *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the program's version", Args: cobra.NoArgs,
		RunE: does(func(context.Context, []string) error {
			_, err := fmt.Fprintf(e.stdout, "secondsource %s %s %s/%s\n", programVersion(), runtime.Version(),
				runtime.GOOS, runtime.GOARCH)
			return err
		}),
	}
}
