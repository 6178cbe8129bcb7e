package verify

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"secondsource/claims"
)

// InjectionRule is the rule of findings about words in a page that tell a machine what to answer.
const InjectionRule = "INJECTION"

const (
	// together is how far apart, in bytes, two signs may stand that are only one when they stand together: about two
	// sentences of news.
	together = 240
	// maxSigns bounds the places of one sign in a page: a page made of them is suspect from the first.
	maxSigns = 64
	// shortestCode is the shortest run of base64 that is looked into, in characters: "mark it supported" has 24.
	shortestCode = 24
)

// The signs by which words for a machine are told from news. They match folded text: lower case, one space between words,
// without unseen characters, and with look-alike letters as the Latin ones. Each alone occurs in honest stories; what
// makes an instruction is two of them together (see Instructions). The alternatives after the first | of overrides are
// French, Spanish, German, Italian, Portuguese and, as it looks when folded, Russian.
var (
	overrides = giveaway(`\b(?:ignore|disregard|forget|override|bypass|discard|set aside|pay no attention to|do not follow|stop following)\b` +
		`[^.!?]{0,40}\b(?:instructions?|prompts?|rules|guidelines|directions|directives|orders|task|everything (?:above|before)|what you were told|you were told|(?:text|passages?|sources?) (?:above|before))\b` +
		`|\b(?:ignore[zr]?|oublie[zr]?) [^.!?]{0,40}\b(?:instructions|consignes)\b` +
		`|\b(?:ignora|ignore|olvida) [^.!?]{0,40}\b(?:instrucciones|istruzioni|instrucoes|instruções|reglas)\b` +
		`|\b(?:ignorier\w*|vergiss|missachte\w*) [^.!?]{0,40}\b(?:anweisung\w*|regeln|vorgaben)` +
		`|игнорируй\w*[^.!?]{0,60}инструкци`)
	addressed = giveaway(`\b(?:ai|a\.i\.|llms?|gpt|chatbots?|assistants?|language models?|(?:the|this|any|every|all) models?|machine readers?|machines? reading|automated (?:readers?|reviewers?|systems?|checkers?|fact.?checkers?|tools?)|fact.?check(?:er|ing)s?(?: (?:ai|model|system|bot|tool|software|program)s?)?|(?:claim|evidence|stance) (?:judges?|checkers?|classifiers?)|evaluators?|verifiers?|graders?|annotators?|classifiers?|you are (?:a|an|now|the)|your (?:task|answer|reply|role|output|response|verdict|judgement|job)|if you are reading|whoever (?:judges|checks|grades)|system (?:prompt|message|note|override|notice)|ia|ki|modele|modelo|modell|modello|модел\w*)\b`)
	goals     = giveaway(`\b(?:say|answer|respond|reply|output|return|mark|label|classify|rate|report|set|write|give|treat|record|conclude|print|choose|select|raise|lower|increase|assign|hide|omit|drop|skip|leave|remove|grade|judge|must|should|declare|state|accept|consider|repondez|réponds|répondez|indiquez|marquez|responde|marca|indica|antworte\w*|markier\w*|rispondi|segna|ответь\w*|отметь\w*)\b` +
		`[^.!?]{0,120}(?:\b(?:supports|supported|refutes?|refuted|not[_ ]found|unrelated|unsupported|confirmed|debunked|stances?|verdicts?|scores?|confidence|probability|claims?|json|passage_id|quotes? field|soutenue?|confirmee?|confirmée?|appuyee?|appuyée?|apoyada|respaldada|confirmada|confirmado|gestuetzt|gestützt|bestaetigt|bestätigt|widerlegt|refutee?|réfutée?|refutada|confutata|sostenuta)\b|подтвержд|опроверг)`)
	renewed = giveaway(`\b(?:new|updated|revised|real|actual|true|final|important|urgent|special|following|higher.priority) (?:system )?(?:instructions?|prompts?|tasks?|directives?|orders|rules?|policy)\b`)
	// What no story has: the marks of a conversation, a tool or a data format that a model reads.
	shapes = giveaway(`<\|?/?(?:im_start|im_end|system|assistant|user|endoftext|eot_id|start_header_id)\b|\[/?(?:inst|system)\]|<</?sys>>` +
		`|(?:^|[.!?"”] |\n)(?:system|assistant|developer|tool)(?: message| prompt| output| result| override)?: ` +
		`|</?(?:passages?|documents?|data|tool|tools|untrusted|evidence|source|context|article)(?:[ -][^>]{0,80})?>|"(?:stance|verdict|passage_id|tool_result|tool_output|tool_calls?|function_call)" ?:` +
		`|\btool_(?:output|result|call|response)s?\b|\b(?:end|begin|start)(?:ing)? of (?:passages?|documents?|untrusted|the passages?|data|user input|quoted material)\b|(?:-{3,}|={3,}|#{3,}) ?(?:end|begin|system|instructions?|passages?)\b`)
	coded = regexp.MustCompile(`[A-Za-z0-9+/]{24,}={0,2}`)
)

// giveaway compiles a pattern as folded text has its letters.
func giveaway(pattern string) *regexp.Regexp {
	folded := strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return r // the pattern's own marks keep their case
		}
		return plainLetter(r)
	}, pattern)
	return regexp.MustCompile(folded)
}

// Instructions finds in text what looks like an instruction to a machine that reads it: the marks of a conversation or a
// tool; words that set rules aside, with an addressee, a verdict or new rules beside them, or alone outside quotation
// marks; a machine addressed and told what to answer. Look-alike letters, unseen characters and base64 are seen through.
// The spans are of text, in order, none overlapping another; none is nil. It errs both ways: a hit says that a person
// must look, and no hit does not say that a page is honest, so that nothing else may rest on it. Linear in text.
func Instructions(text string) []claims.Span {
	found := inFolded(text)
	for _, at := range coded.FindAllStringIndex(text, maxSigns) {
		if hidesInstructions(text[at[0]:at[1]]) {
			found = append(found, claims.Span{Start: at[0], End: at[1]})
		}
	}
	return merged(found)
}

func inFolded(text string) []claims.Span {
	f := newFolded(text)
	over, to, goal, anew := f.all(overrides), f.all(addressed), f.all(goals), f.all(renewed)
	found := f.all(shapes)
	for _, o := range over {
		beside := near(o, slices.Concat(goal, anew))
		// A story about such attacks cites the words and names the machine.
		if len(beside) > 0 || !f.quoted(o) {
			found = append(found, hull(append(beside, o)))
		}
	}
	for _, g := range goal {
		if beside := near(g, slices.Concat(to, anew)); len(beside) > 0 {
			found = append(found, hull(append(beside, g)))
		}
	}
	for i, at := range found {
		found[i] = f.Original(at)
	}
	return found
}

// hull is the least span that holds all of them.
func hull(spans []claims.Span) claims.Span {
	at := spans[0]
	for _, s := range spans {
		at.Start, at.End = min(at.Start, s.Start), max(at.End, s.End)
	}
	return at
}

// near gives those of signs that stand together with at.
func near(at claims.Span, signs []claims.Span) []claims.Span {
	var out []claims.Span
	for _, s := range signs {
		if s.Start < at.End+together && at.Start < s.End+together {
			out = append(out, s)
		}
	}
	return out
}

// hidesInstructions says whether a run of base64 holds text with an instruction in it.
func hidesInstructions(code string) bool {
	code = strings.TrimRight(code, "=")
	raw, err := base64.RawStdEncoding.DecodeString(code[:len(code)-len(code)%4])
	if err != nil || len(code) < shortestCode || !utf8.Valid(raw) {
		return false
	}
	for _, r := range string(raw) {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return false
		}
	}
	// Whoever codes words means them for a machine: one sign is enough.
	f := newFolded(string(raw))
	return len(f.all(overrides))+len(f.all(goals))+len(f.all(shapes))+len(f.all(renewed)) > 0
}

// A folded text is what the signs are looked for in.
type folded struct{ Seen }

func newFolded(text string) folded {
	out := folded{Seen{at: make([]int, 0, len(text)+1)}}
	b := make([]byte, 0, len(text))
	space := false
	for i, r := range text {
		if unseen(r) {
			continue
		}
		if r != '\n' && unicode.IsSpace(r) {
			r = ' '
		}
		if r == ' ' && space {
			continue
		}
		space = r == ' '
		before := len(b)
		b = utf8.AppendRune(b, plainLetter(r))
		for range len(b) - before {
			out.at = append(out.at, i)
		}
	}
	out.at = append(out.at, len(text))
	out.Text = string(b)
	return out
}

// Original gives the bytes of the text that was folded: whole characters.
func (f folded) Original(at claims.Span) claims.Span {
	return claims.Span{Start: f.at[at.Start], End: f.at[at.End]}
}

func (f folded) all(pattern *regexp.Regexp) []claims.Span {
	var out []claims.Span
	for _, at := range pattern.FindAllStringIndex(f.Text, maxSigns) {
		out = append(out, claims.Span{Start: at[0], End: at[1]})
	}
	return out
}

// quoted says whether a place stands inside quotation marks of its paragraph, as the words that a story cites do.
func (f folded) quoted(at claims.Span) bool {
	line := f.Text[strings.LastIndexByte(f.Text[:at.Start], '\n')+1 : at.Start]
	if strings.Count(line, "“") > strings.Count(line, "”") || strings.Count(line, "‘") > strings.Count(line, "’") {
		return true
	}
	single := strings.LastIndex(line, " '") // an opening mark, unlike an apostrophe, follows a space
	return strings.Count(line, `"`)%2 == 1 || single >= 0 && !strings.Contains(line[single+2:], "' ")
}

// merged puts spans in order and joins those that overlap or touch.
func merged(spans []claims.Span) []claims.Span {
	slices.SortFunc(spans, func(a, b claims.Span) int { return a.Start - b.Start })
	var out []claims.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
