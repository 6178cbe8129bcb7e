package store_test

import (
	"flag"
	"os"
	"testing"

	"go.uber.org/goleak"
)

// update writes the files under testdata that tests compare with or open.
var update = flag.Bool("update", false, "write the files under testdata anew")

func TestMain(m *testing.M) {
	// A test that must be killed, limited or stripped of rights runs this program again with its part named here.
	if part := os.Getenv(childPart); part != "" {
		runChild(part)
		return
	}
	goleak.VerifyTestMain(m)
}
