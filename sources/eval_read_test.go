package sources_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"

	"secondsource/sources"
)

const ingestSet = "../../shared/eval/ingest"

// TestIngestSet reads the pages of the ingest set. With -predictions FILE it writes what score_ingest.py scores.
func TestIngestSet(t *testing.T) {
	var out bytes.Buffer
	for _, gold := range goldPages(t) {
		a, err := sources.FromHTML(t.Context(), goldHTML(t, gold), sources.Origin{URL: gold.URL})
		if err != nil {
			t.Errorf("page %s of %s: %v", gold.ID, gold.URL, err)
		}
		line, err := json.Marshal(map[string]string{"id": gold.ID, "text": a.Text})
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(line, '\n'))
		if a.Degraded != "" || a.Title == "" || a.Published.IsZero() {
			t.Logf("page %.8s: degraded %q, title %q, published %v", gold.ID, a.Degraded, a.Title, a.Published)
		}
	}
	if *predictions != "" {
		if err := os.WriteFile(*predictions, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// goldHTML gives the bytes of a page of the ingest set.
func goldHTML(t testing.TB, gold goldPage) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(ingestSet, "html", gold.ID+".html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// BenchmarkIngest reads all pages of the ingest set once a turn.
func BenchmarkIngest(b *testing.B) {
	gold, pages := goldPages(b), [][]byte{}
	for _, g := range gold {
		pages = append(pages, goldHTML(b, g))
	}
	for b.Loop() {
		for i, page := range pages {
			if _, err := sources.FromHTML(b.Context(), page, sources.Origin{URL: gold[i].URL}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N*len(pages)), "ms/page")
}
