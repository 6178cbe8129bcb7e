package sources_test

import (
	"flag"
	"testing"

	"go.uber.org/goleak"
)

var (
	update      = flag.Bool("update", false, "write the golden files anew")
	predictions = flag.String("predictions", "", "write the texts of the ingest set to this file, as {id,text} lines")
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
