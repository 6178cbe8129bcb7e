package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/claims"
)

// A formKind is how a claim itself stands to what it is about. A passage that says the same on its own account supports a
// plain claim, contradicts one that denies, and can only report one that asks or lays it to somebody.
type formKind int

const (
	plainForm   formKind = iota // it says so
	denyingForm                 // it says that it is not so
	openForm                    // it asks, supposes, or tells what somebody says
	formKinds
)

var formNames = [formKinds]string{"plain", "denying", "open"}

// A form is how a claim is put. Headlines put many things that a sentence would not: a source behind a dash or before a
// colon, words in quote marks that the desk does not vouch for, an infinitive for what is planned.
type form struct {
	kind formKind
	// asks to plans say what the words outside quote marks do.
	asks, explains, says, reports, supposes, plans, tells, denies, fakes, negates bool
	headed, signed                                                                bool // a source before a colon, after a dash
	quotes, opensQuoted                                                           bool // words in quote marks within it, and at its start
}

// The words of form, in lower case. They are words of function, of journalism and of its style books, and name no topic.
var (
	askingWords    = wordSet(`is are was were did does do has have will would could can should`)
	explainerWords = wordSet(`why how what here's meet`)
	speakingWords  = wordSet(`says say said claim claims claimed tell tells told accuse accuses accused allege alleges alleged insist insists warn
warns warned urge urges urged suggest suggests hint hints asks`)
	reportWords    = wordSet(`report reports reported reportedly source sources suspected rumor rumors rumored rumour rumours rumoured according`)
	supposingWords = wordSet(`may might could would likely possible possibly potential potentially expected allegedly alleged apparent apparently
believed seem seems appear appears perhaps maybe`)
	planningWords = wordSet(`will to plan plans planning consider considering near set soon intend intends aim aims`)
	tellingWords  = wordSet(`story stories tale viral bizarre weird strange mystery mysterious internet online`)
	denyingWords  = wordSet(`deny denies denied denying denial refute refutes refuted reject rejects rejected dismiss dismisses dismissed rebut
rebuts rebutted`)
	fakeWords = wordSet(`fake faked fakes hoax hoaxes false falsely lie lies lied fabricated fabrication debunk debunks debunked bogus untrue
myth disproved unfounded baseless`)
	negatingWords = wordSet(`not no never cannot dispute disputes disputed sorry isn't aren't wasn't weren't don't doesn't didn't won't wouldn't
can't couldn't hasn't haven't hadn't`)
)

// wordSet is the set of the words in list, as they are.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// maxSource is the longest source before a colon or after a dash, in words.
const maxSource = 3

func newForm(text string, ws []word) form {
	var f form
	quoted := quotations(text)
	plain := func(at int) bool { return !within(quoted, at) }
	for i, w := range ws {
		s := strings.ReplaceAll(strings.ToLower(text[w.Start:w.End]), "’", "'")
		f.denies, f.fakes = f.denies || denyingWords[s], f.fakes || fakeWords[s]
		f.negates = f.negates || negatingWords[s]
		f.tells = f.tells || tellingWords[s]
		if !plain(w.Start) {
			continue
		}
		f.asks = f.asks || i == 0 && askingWords[s]
		f.explains = f.explains || i == 0 && explainerWords[s]
		f.says, f.reports = f.says || speakingWords[s], f.reports || reportWords[s]
		f.supposes, f.plans = f.supposes || supposingWords[s], f.plans || planningWords[s] || supposingWords[s]
	}
	for i, r := range text {
		f.asks = f.asks || r == '?' && plain(i)
	}
	f.negates = f.negates || f.denies || f.fakes
	f.signed = signedBy(text, ws)
	for _, q := range quoted {
		f.opensQuoted = f.opensQuoted || q.Start == 0
		f.quotes = f.quotes || q.Start > 0
	}
	f.headed = !f.opensQuoted && headedBy(text, ws)
	switch {
	case f.asks:
		f.kind = openForm
	case f.negates:
		f.kind = denyingForm
	case f.says || f.reports || f.supposes || f.headed || f.signed:
		f.kind = openForm
	}
	return f
}

// headedBy says whether a colon follows one of the first words: "Police: bridge closed".
func headedBy(text string, ws []word) bool {
	for i := range min(maxSource, len(ws)) {
		if strings.HasPrefix(text[ws[i].End:], ": ") {
			return true
		}
	}
	return false
}

// signedBy says whether a colon or a dash stands before one of the last words: "Bridge closed – police".
func signedBy(text string, ws []word) bool {
	for i := max(1, len(ws)-maxSource); i < len(ws); i++ {
		between := text[ws[i-1].End:ws[i].Start]
		if strings.HasPrefix(between, ":") || strings.Contains(between, " –") || strings.Contains(between, " —") || strings.Contains(between, " -") {
			return true
		}
	}
	return false
}

// quotations gives the spans within quote marks: from one that no letter comes before to the next that no letter follows.
func quotations(text string) []claims.Span {
	var out []claims.Span
	start, last := -1, ' '
	var mark rune
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		next, _ := utf8.DecodeRuneInString(text[i+n:])
		switch {
		case start < 0 && strings.ContainsRune(`'"‘“`, r) && !inWord(last) && !unicode.IsSpace(next):
			start, mark = i, closing(r)
		case start >= 0 && r == mark && !inWord(next):
			out = append(out, claims.Span{Start: start, End: i + n})
			start = -1
		}
		last, i = r, i+n
	}
	return out
}

// closing is the mark that ends what r opens.
func closing(r rune) rune {
	switch r {
	case '‘':
		return '’'
	case '“':
		return '”'
	}
	return r
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func within(spans []claims.Span, at int) bool {
	for _, s := range spans {
		if s.Start <= at && at < s.End {
			return true
		}
	}
	return false
}

// formTraits are the traits of how the claim is put.
func formTraits() []trait {
	is := func(name string, of func(f form) bool) trait {
		return trait{name: name, signs: [stepCount]sign{out, free, free}, of: func(p *pair) float64 { return yes(of(p.claim.form)) }}
	}
	list := []trait{
		is("claim asks", func(f form) bool { return f.asks }),
		is("claim explains", func(f form) bool { return f.explains }),
		is("claim tells who says so", func(f form) bool { return f.says }),
		is("claim is a report", func(f form) bool { return f.reports }),
		is("claim supposes", func(f form) bool { return f.supposes }),
		is("claim tells of plans", func(f form) bool { return f.plans }),
		is("claim is about a story", func(f form) bool { return f.tells }),
		is("claim denies", func(f form) bool { return f.denies }),
		is("claim calls it false", func(f form) bool { return f.fakes }),
		is("claim is headed", func(f form) bool { return f.headed }),
		is("claim is signed", func(f form) bool { return f.signed }),
		is("claim quotes", func(f form) bool { return f.quotes }),
		is("claim opens quoted", func(f form) bool { return f.opensQuoted }),
	}
	for k := range formKinds {
		list = append(list, is("claim is "+formNames[k], func(f form) bool { return f.kind == k }))
	}
	return list
}
