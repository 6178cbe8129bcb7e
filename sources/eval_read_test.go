package sources_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondsource/sources"
)

const ingestSet = "../../shared/eval/ingest"

// TestIngestSet reads the pages of the ingest set. With -predictions FILE it writes what score_ingest.py scores.
func TestIngestSet(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join(ingestSet, "html", "*.html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) == 0 {
		t.Skip("the ingest set is not beside the checkout, so no page of it was read")
	}
	urls := ingestURLs(t)
	var out bytes.Buffer
	for _, page := range pages {
		id := strings.TrimSuffix(filepath.Base(page), ".html.gz")
		a, err := sources.FromHTML(t.Context(), gunzip(t, page), sources.Origin{URL: urls[id]})
		if err != nil {
			t.Errorf("page %s of %s: %v", id, urls[id], err)
		}
		line, err := json.Marshal(map[string]string{"id": id, "text": a.Text})
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(line, '\n'))
		if a.Degraded != "" || a.Title == "" || a.Published.IsZero() {
			t.Logf("page %.8s: degraded %q, title %q, published %v", id, a.Degraded, a.Title, a.Published)
		}
	}
	if *predictions != "" {
		if err := os.WriteFile(*predictions, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// ingestURLs gives the address of each page of the ingest set.
func ingestURLs(t testing.TB) map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(ingestSet, "gold.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // only read
	urls := map[string]string{}
	for d := json.NewDecoder(f); ; {
		var row struct{ ID, URL string }
		switch err := d.Decode(&row); err {
		case nil:
			urls[row.ID] = row.URL
		case io.EOF:
			return urls
		default:
			t.Fatal(err)
		}
	}
}

func gunzip(t testing.TB, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
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
