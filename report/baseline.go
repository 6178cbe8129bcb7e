package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"secondsource/verify"
)

// A Baseline is the findings that an earlier output told as open, by story. One that was waived there is none of them: it is
// told again once its waiver is gone.
type Baseline map[string]map[string]bool // by reference or address of the story: fingerprints

// ReadBaseline reads an earlier output of lint or check: json, jsonl or sarif. Findings without a fingerprint are passed
// over. What holds no result of this program is an error.
func ReadBaseline(r io.Reader) (Baseline, error) {
	b := Baseline{}
	var stories []string // that the lines are about
	results := false
	d := json.NewDecoder(r)
	for n := 1; ; n++ {
		var v earlier
		err := d.Decode(&v)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("value %d is no output of lint or check in json, jsonl or sarif: %w", n, err)
		}
		results = results || v.Type == "article" || v.Type == "result" || v.Runs != nil
		switch {
		case v.Type == "article":
			stories = []string{v.Ref, v.URL}
		case v.Type == "finding" && v.Waived == nil:
			b.add(v.Fingerprint, stories...)
		case v.Type == "result":
			b.result(v)
		case v.Runs != nil:
			b.sarif(v)
		}
	}
	if !results {
		return nil, errors.New("it holds no result: give the output of lint or check with --format jsonl, json or sarif")
	}
	return b, nil
}

// earlier is any value of an output, with what a baseline needs of it.
type earlier struct {
	Type        string          `json:"type"`
	Ref         string          `json:"ref"`
	URL         string          `json:"url"`
	Fingerprint string          `json:"fingerprint"`
	Waived      *verify.Waiver  `json:"waived"`
	Article     json.RawMessage `json:"article"` // an object in a result, an ID in a finding
	Findings    []struct {
		Fingerprint string         `json:"fingerprint"`
		Waived      *verify.Waiver `json:"waived"`
	} `json:"findings"`
	Runs []struct {
		Results []struct {
			Fingerprints map[string]string  `json:"partialFingerprints"`
			Suppressions []sarifSuppression `json:"suppressions"`
			Locations    []struct {
				Physical struct {
					Artifact struct {
						URI string `json:"uri"`
					} `json:"artifactLocation"`
				} `json:"physicalLocation"`
			} `json:"locations"`
		} `json:"results"`
	} `json:"runs"`
}

func (b Baseline) result(v earlier) {
	var story struct {
		Ref string `json:"ref"`
		URL string `json:"url"`
	}
	if json.Unmarshal(v.Article, &story) != nil {
		return
	}
	for _, f := range v.Findings {
		if f.Waived == nil {
			b.add(f.Fingerprint, story.Ref, story.URL)
		}
	}
}

func (b Baseline) sarif(v earlier) {
	for _, run := range v.Runs {
		for _, r := range run.Results {
			if len(r.Suppressions) > 0 {
				continue
			}
			for _, l := range r.Locations {
				for _, value := range r.Fingerprints {
					b.add(value, uriPath(l.Physical.Artifact.URI))
				}
			}
		}
	}
}

// uriPath is the path that a relative address stands for, or the address.
func uriPath(uri string) string {
	if path, err := url.PathUnescape(uri); err == nil && !strings.Contains(uri, "://") {
		return path
	}
	return uri
}

func (b Baseline) add(fingerprint string, stories ...string) {
	for _, s := range stories {
		if s = storyKey(s); s == "" || fingerprint == "" {
			continue
		}
		if b[s] == nil {
			b[s] = map[string]bool{}
		}
		b[s][fingerprint] = true
	}
}

// storyKey is a reference as the baseline has it: "./a.md" is "a.md".
func storyKey(ref string) string {
	if ref == "" || strings.Contains(ref, "://") {
		return ref
	}
	return filepath.ToSlash(filepath.Clean(ref))
}

// New gives the findings of a story that the baseline has not, and counts the others. ref and address are how the story
// goes; "" for none.
func (b Baseline) New(ref, address string, findings []verify.Finding) (fresh []verify.Finding, known int) {
	fresh = []verify.Finding{}
	for _, f := range findings {
		if b[storyKey(ref)][f.Fingerprint] || b[storyKey(address)][f.Fingerprint] {
			known++
			continue
		}
		fresh = append(fresh, f)
	}
	return fresh, known
}
