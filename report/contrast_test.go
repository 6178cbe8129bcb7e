package report_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestContrast holds the colours of the page, light and dark, to the least contrasts of WCAG 2.2 AA: 4.5 for words, 3 for lines
// that carry meaning. axe cannot see words in pictures and single signs.
func TestContrast(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("templates/style.css")
	if err != nil {
		t.Fatal(err)
	}
	roots := regexp.MustCompile(`:root\{([^}]*)\}`).FindAllStringSubmatch(string(raw), 2)
	if len(roots) != 2 {
		t.Fatal("the sheet has not the colours for light and dark")
	}
	for i, scheme := range []string{"light", "dark"} {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			colours := map[string][3]float64{}
			for _, m := range regexp.MustCompile(`--([\w-]+):(#[0-9a-f]+)`).FindAllStringSubmatch(roots[i][1], -1) {
				colours[m[1]] = colour(t, m[2])
			}
			for naming, part := range map[string]float64{"named": 0.15, "unnamed": 0.18, "unresolved": 0.18} { // the tints of a lint
				for j := range 3 {
					tint := colours["tint-"+naming]
					tint[j] = part*colours[naming][j] + (1-part)*colours["panel"][j]
					colours["tint-"+naming] = tint
				}
			}
			pairs := strings.Fields("ink/bg ink/panel ink/quote ink/mark ink/tint-named ink/tint-unnamed ink/tint-unresolved soft/bg soft/panel soft/quote link/bg link/panel " +
				"panel/ink error/panel warning/panel info/panel supported-ink/panel refuted-ink/panel")
			for _, label := range []string{"supported", "refuted", "mixed", "needs_review", "not_found", "unchecked"} {
				pairs = append(pairs, "ink/"+label, label+"-ink/"+label)
			}
			testContrast(t, colours, pairs, 4.5)
			testContrast(t, colours, strings.Fields("named/panel unnamed/panel own_voice/panel unresolved/panel focus/panel focus/bg"), 3)
		})
	}
}

func testContrast(t *testing.T, colours map[string][3]float64, pairs []string, least float64) {
	t.Helper()
	for _, pair := range pairs {
		over, under, _ := strings.Cut(pair, "/")
		a, ok := colours[over]
		b, known := colours[under]
		if !ok || !known {
			t.Errorf("%s: there is no such colour", pair)
			continue
		}
		bright, dim := max(luminance(a), luminance(b)), min(luminance(a), luminance(b))
		if got := (bright + 0.05) / (dim + 0.05); got < least {
			t.Errorf("%s: contrast %.2f, want %.1f", pair, got, least)
		}
	}
}

// colour reads #rgb and #rrggbb as parts from 0 to 1.
func colour(t *testing.T, hex string) [3]float64 {
	t.Helper()
	digits := hex[1:]
	if len(digits) == 3 {
		digits = strings.Join([]string{digits[:1], digits[:1], digits[1:2], digits[1:2], digits[2:], digits[2:]}, "")
	}
	var out [3]float64
	for i := range out {
		n, err := strconv.ParseUint(digits[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatalf("%s: %v", hex, err)
		}
		out[i] = float64(n) / 255
	}
	return out
}

// luminance is WCAG's relative luminance.
func luminance(c [3]float64) float64 {
	for i, v := range c {
		if v <= 0.04045 {
			c[i] = v / 12.92
		} else {
			c[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
}
