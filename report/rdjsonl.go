package report

import (
	"io"
	"strings"

	"secondsource/verify"
)

// A rdDiagnostic is one line of reviewdog's rdjsonl (its proto/rdf/reviewdog.proto): lines and columns from 1, columns in bytes
// of UTF-8, the end after the last character.
type rdDiagnostic struct {
	Message  string      `json:"message"`
	Location rdLocation  `json:"location"`
	Severity string      `json:"severity"`
	Source   rdSource    `json:"source"`
	Code     rdCode      `json:"code"`
	Related  []rdRelated `json:"related_locations,omitempty"`
}

type (
	rdSource struct {
		Name string `json:"name"`
	}
	rdCode struct {
		Value string `json:"value"`
	}
	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
	rdLocation struct {
		Path  string   `json:"path"`
		Range *rdRange `json:"range,omitempty"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
)

var rdSeverities = map[verify.Severity]string{verify.Error: "ERROR", verify.Warning: "WARNING", verify.Info: "INFO"}

// rdjsonl writes open findings. There is no form for a waived one there: it would become a comment all the same.
func rdjsonl(w io.Writer, r verify.Result, o Options) error {
	for _, s := range newGround(r, o).spots(false) {
		d := rdDiagnostic{
			Message: comment(s.untold()), Location: rdAt(s.here.Place), Severity: rdSeverities[s.Severity],
			Source: rdSource{"secondsource"}, Code: rdCode{Plain(s.Rule)},
		}
		if d.Severity == "" {
			d.Severity = "UNKNOWN_SEVERITY"
		}
		if s.Fix != "" {
			d.Message += "\nWhat to do: " + comment(s.Fix)
		}
		for _, p := range s.beside {
			if p.Place != nil {
				d.Related = append(d.Related, rdRelated{comment(p.told()), rdAt(p.Place)})
			}
		}
		if err := Line(w, d); err != nil {
			return err
		}
	}
	return nil
}

func rdAt(p *place) rdLocation {
	return rdLocation{p.Path, &rdRange{rdPosition{p.From.Line, p.From.Byte}, rdPosition{p.To.Line, p.To.Byte}}}
}

// comment makes words fit for a comment on a code host, as which reviewdog posts them: what would be markup there is escaped,
// and a full-width sign stands for @, since a quoted one would call a person.
func comment(words string) string { return unmarked.Replace(Plain(words)) }

var unmarked = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "!", `\!`, "*", `\*`, "_", `\_`, "#", `\#`, "|", `\|`, "~", `\~`, "@", "＠",
	"&", `\&`, "$", `\$`,
)
