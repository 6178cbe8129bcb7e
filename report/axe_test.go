package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"secondsource/report"
)

// axeRun runs axe-core on the page that it stands in and leaves what it found in the document.
const axeRun = `<script>window.onload=()=>axe.run().then(r=>{const p=document.createElement("pre");p.id="axe";p.textContent=JSON.stringify(
{passes:r.passes.length,violations:r.violations.map(v=>({id:v.id,help:v.help,nodes:v.nodes.map(n=>n.html.slice(0,200))}))});document.body.append(p)})</script>`

// TestAxe looks for barriers to readers in Chromium with axe-core: SECONDSOURCE_AXE names its axe.min.js. The page's own policy lets
// no script in, so that it is taken out, and the sheet for the dark is made the one for all.
func TestAxe(t *testing.T) {
	t.Parallel()
	axe, err := os.ReadFile(os.Getenv("SECONDSOURCE_AXE"))
	if err != nil {
		t.Skip("SECONDSOURCE_AXE does not name axe.min.js of axe-core")
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium")
	}
	check, options := large(t, 48, 4)
	lint, lintOptions := pageLint(t)
	for name, page := range map[string][]byte{
		"check of 48 claims": webPage(t, check, options), "check": webPage(t, result(t), report.Options{Ledger: "news.db"}), "lint": webPage(t, lint, lintOptions),
	} {
		for _, scheme := range []string{"light", "dark"} {
			t.Run(name+", "+scheme, func(t *testing.T) {
				open := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`).ReplaceAll(page, nil)
				if scheme == "dark" {
					open = bytes.ReplaceAll(open, []byte("(prefers-color-scheme:dark)"), []byte("all"))
				}
				open = append(append(append(open, "<script>"...), axe...), "</script>"+axeRun...)
				got := axeResult(t, chromium, open)
				t.Logf("%d rules passed", got.Passes)
				if got.Passes == 0 {
					t.Error("no rule passed, so axe did not run")
				}
				for _, v := range got.Violations {
					t.Errorf("%s: %s, %d times: %s", v.ID, v.Help, len(v.Nodes), v.Nodes[0])
				}
			})
		}
	}
}

type axeAnswer struct {
	Passes     int
	Violations []struct {
		ID, Help string
		Nodes    []string
	}
}

func axeResult(t *testing.T, chromium string, page []byte) axeAnswer {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "page.html")
	if err := os.WriteFile(path, page, 0o600); err != nil {
		t.Fatal(err)
	}
	// No sandbox, since the tests may run as root in a container; the page is ours and loads nothing.
	cmd := exec.CommandContext(t.Context(), chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
		"--user-data-dir="+filepath.Join(dir, "profile"), "--window-size=1280,900", "--virtual-time-budget=60000", "--dump-dom", "file://"+path)
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
	root, err := html.Parse(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	var got axeAnswer
	for n := range root.Descendants() {
		if attribute(n, "id") == "axe" {
			if err := json.NewDecoder(strings.NewReader(n.FirstChild.Data)).Decode(&got); err != nil {
				t.Fatal(err)
			}
		}
	}
	return got
}
