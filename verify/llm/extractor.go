package llm

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"secondsource/claims"
	"secondsource/verify"
)

// ExtractorVersion is the endpoint extractor's name and version.
const ExtractorVersion = "openai-extract/1"

const (
	// chunkBytes is how much of a story one question holds: some 25 sentences, so that the answer fits answerTokens twice
	// over, and a model does not lose the numbers.
	chunkBytes = 3000
	// maxChunks bounds the questions about one story: 120 KB of text are more than any news story.
	maxChunks = 40
	// maxFound bounds the claims of one answer: two a sentence and more.
	maxFound = 80
	// maxTold bounds how many differences from the tagger are told one by one.
	maxTold = 20
)

// An Extractor asks a model who says what, and keeps what stands in the story letter for letter. Kind, name and role of a
// source are settled by the same rules as the tagger's. Where no answer can be had, and for sentences that nobody is named
// for, the claims are the tagger's. It is a [verify.Extractor].
type Extractor struct {
	endpoint *Endpoint
	tagger   verify.Extractor
	other    string
}

var (
	_ verify.Extractor = (*Extractor)(nil)
	_ verify.Explainer = (*Extractor)(nil)
)

// NewExtractor makes an extractor of an endpoint, with the tagger and its name beside it.
func NewExtractor(e *Endpoint, tagger verify.Extractor, name string) *Extractor {
	return &Extractor{e, tagger, name}
}

// Name is what a run records.
func (x *Extractor) Name() string {
	return fmt.Sprintf("%s %s at %s, prompts %s; %s", ExtractorVersion, x.endpoint.options.Model, x.endpoint.Host(), PromptVersion(), x.other)
}

// Extract gives the claims in text order; see [verify.Extractor].
func (x *Extractor) Extract(ctx context.Context, a claims.Article) ([]claims.Claim, error) {
	e, err := x.Explain(ctx, a)
	return e.Claims, err
}

// ExtractionCalls is how many questions finding the claims of a story takes, each with at most one repair.
func ExtractionCalls(a claims.Article) int { return min(len(chunksOf(a.Text)), maxChunks) }

// Explain gives the claims and what came up on the way: words that were refused, differences from the tagger, instructions
// in the story, and what was asked.
func (x *Extractor) Explain(ctx context.Context, a claims.Article) (verify.Explanation, error) {
	tagged, err := x.tagger.Extract(ctx, a)
	if err != nil {
		return verify.Explanation{}, err
	}
	r := &reading{article: a, bad: verify.Instructions(a.Text)}
	for n, c := range chunksOf(a.Text) {
		if n == maxChunks {
			r.problem(fmt.Sprintf("The story is too long for the endpoint: after its first %d KB claims are the tagger's.", maxChunks*chunkBytes>>10))
			break
		}
		if err := x.read(ctx, r, c); err != nil {
			return verify.Explanation{}, err
		}
	}
	return r.explanation(tagged), nil
}

// A chunk is some sentences in a row.
type chunk []claims.Span

func chunksOf(text string) []chunk {
	var out []chunk
	size := 0
	for _, s := range claims.Sentences(text) {
		if len(out) == 0 || size+s.Len() > chunkBytes {
			out, size = append(out, nil), 0
		}
		out[len(out)-1] = append(out[len(out)-1], s)
		size += s.Len()
	}
	return out
}

// A foundClaim is what a model says of one claim.
type foundClaim struct {
	Sentence *int    `json:"sentence"`
	Source   *string `json:"source"`
	Cue      *string `json:"cue"`
	Content  *string `json:"content"`
}

func readFound(answer string, n int) ([]foundClaim, error) {
	var form struct {
		Claims *[]foundClaim `json:"claims"`
	}
	if err := strictly(answer, &form); err != nil {
		return nil, err
	}
	if form.Claims == nil || len(*form.Claims) > maxFound {
		return nil, fmt.Errorf(`it has no "claims", or more than %d`, maxFound)
	}
	for _, f := range *form.Claims {
		if f.Sentence == nil || f.Source == nil || f.Cue == nil || f.Content == nil {
			return nil, fmt.Errorf("a claim lacks sentence, source, cue or content")
		}
		if *f.Sentence < 1 || *f.Sentence > n {
			return nil, fmt.Errorf("there is no sentence %d", *f.Sentence)
		}
	}
	return *form.Claims, nil
}

// A reading is the reading of one story.
type reading struct {
	article   claims.Article
	bad       []claims.Span // instructions to a machine
	found     []claims.Found
	answered  []claims.Span // what the endpoint was asked about and answered
	refused   int
	problems  []verify.Problem
	exchanges []verify.Exchange
}

func (r *reading) problem(message string) {
	r.problems = append(r.problems, verify.Problem{Stage: "extract", Message: message})
}

// read asks about one chunk. Sentences with instructions to a machine are not sent.
func (x *Extractor) read(ctx context.Context, r *reading, c chunk) error {
	c = slices.DeleteFunc(slices.Clone(c), func(s claims.Span) bool { return slices.ContainsFunc(r.bad, s.Overlaps) })
	if len(c) == 0 {
		return nil
	}
	var found []foundClaim
	q := question{name: "extract", rules: extractPrompt, schema: extractSchema}
	var sentences []shown
	for _, s := range c {
		one := show(r.article.Text[s.Start:s.End], chunkBytes)
		sentences = append(sentences, one)
		q.key = append(q.key, one.sent)
		q.unseen += one.Removed
	}
	q.data = func(mark string) string {
		var b strings.Builder
		for i, s := range sentences {
			b.WriteString(fenced(fmt.Sprintf("sentence %d", i+1), s.sent, mark))
		}
		return b.String()
	}
	q.read = func(answer string) (err error) {
		found, err = readFound(answer, len(c))
		return err
	}
	got, err := x.endpoint.ask(ctx, q)
	r.exchanges = append(r.exchanges, got.Exchanges...)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		r.problem(fmt.Sprintf("A part of the story was read by the tagger alone, since of the endpoint no usable answer was had: %v.", err))
		return nil
	}
	r.answered = append(r.answered, c...)
	for _, f := range found {
		r.take(c, f)
	}
	return nil
}

// take keeps a claim whose words all stand in the story: in its sentence or the one before or after it, once.
func (r *reading) take(c chunk, f foundClaim) {
	i := *f.Sentence - 1
	around := claims.Span{Start: c[max(0, i-1)].Start, End: c[min(len(c)-1, i+1)].End}
	content, ok := r.exact(around, c[i], *f.Content)
	source, ok2 := r.exact(around, c[i], *f.Source)
	cue, ok3 := r.exact(around, c[i], *f.Cue)
	if !ok || !ok2 || !ok3 || len(content) == 0 || len(source)+len(cue) > 0 && overlapping(content, append(source, cue...)) {
		r.refused++
		return
	}
	r.found = append(r.found, claims.Found{Source: source, Cue: cue, Content: content})
}

// exact gives where words stand, byte for byte: once in the sentence or, if not there, once around it. No words are no
// span. What stands nowhere or in several places is not ok: the claim is not guessed.
func (r *reading) exact(around, sentence claims.Span, words string) ([]claims.Span, bool) {
	if words == "" {
		return nil, true
	}
	for _, in := range []claims.Span{sentence, around} {
		text := r.article.Text[in.Start:in.End]
		switch strings.Count(text, words) {
		case 0:
			continue
		case 1:
			at := in.Start + strings.Index(text, words)
			s := claims.Span{Start: at, End: at + len(words)}
			return []claims.Span{s}, s.Fits(r.article.Text) && whole(r.article.Text, s.Start, s.End)
		default:
			return nil, false
		}
	}
	return nil, false
}

func overlapping(a, b []claims.Span) bool {
	return slices.ContainsFunc(a, func(s claims.Span) bool { return slices.ContainsFunc(b, s.Overlaps) })
}

// explanation puts the endpoint's claims and the tagger's together.
func (r *reading) explanation(tagged []claims.Claim) verify.Explanation {
	own := r.claims()
	all := slices.Clone(own)
	for _, c := range tagged {
		covered := slices.ContainsFunc(own, func(o claims.Claim) bool { return o.Sentence.Overlaps(c.Sentence) })
		unanswered := !slices.ContainsFunc(r.answered, c.Sentence.Overlaps)
		if unanswered || c.Kind == claims.KindNobody && !covered {
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b claims.Claim) int { return cmp.Compare(a.Content[0].Start, b.Content[0].Start) })
	all = slices.CompactFunc(all, func(a, b claims.Claim) bool { return a.ID == b.ID })
	if r.refused > 0 {
		r.problem(fmt.Sprintf("%d claims of the endpoint were refused, since their words do not stand in the story letter for letter and once.", r.refused))
	}
	r.differences(own, tagged)
	e := verify.Explanation{Claims: all, Problems: r.problems, Exchanges: r.exchanges}
	for _, at := range r.bad {
		e.Findings = append(e.Findings, verify.Finding{
			Rule: verify.InjectionRule, Severity: verify.Warning, At: at,
			Message: "The story has words that look like an instruction to a machine; its sentence was not sent to the endpoint.",
		})
	}
	return e
}

// claims makes claims of what was found, whom each is laid to settled by the rules.
func (r *reading) claims() []claims.Claim {
	var out []claims.Claim
	for i, at := range claims.Resolve(r.article, r.found) {
		f := r.found[i]
		c := claims.Claim{
			Article: r.article.ID, Content: f.Content, Sentence: r.sentence(f), Quote: quoteForm(r.article.Text, f.Content[0]), Attribution: at,
		}
		c.Worth = claims.Worth(r.article.Text[c.Sentence.Start:c.Sentence.End])
		c.ID = c.NewID()
		out = append(out, c)
	}
	return out
}

// sentence spans the sentences in which the words of f stand.
func (r *reading) sentence(f claims.Found) claims.Span {
	at := f.Content[0]
	for _, s := range r.answered {
		if slices.ContainsFunc(slices.Concat(f.Content, f.Cue), s.Overlaps) {
			at.Start, at.End = min(at.Start, s.Start), max(at.End, s.End)
		}
	}
	return at
}

// quoteForm says how much of a content stands inside quotation marks, counted from the beginning of its paragraph.
func quoteForm(text string, at claims.Span) claims.QuoteForm {
	inside, within, without := false, 0, 0
	for i, c := range text[strings.LastIndexByte(text[:at.Start], '\n')+1 : at.End] {
		i += strings.LastIndexByte(text[:at.Start], '\n') + 1
		switch {
		case c == '“', c == '"' && !inside:
			inside = true
		case c == '”', c == '"':
			inside = false
		case i < at.Start || !wordRune(c):
		case inside:
			within++
		default:
			without++
		}
	}
	switch {
	case within == 0:
		return claims.QuoteIndirect
	case without == 0:
		return claims.QuoteDirect
	}
	return claims.QuoteMixed
}

// differences tells what only one of the two lays to somebody, in the sentences that the endpoint answered for.
func (r *reading) differences(own, tagged []claims.Claim) {
	var told []string
	say := func(who string, mine, others []claims.Claim) {
		for _, c := range mine {
			if c.Kind == claims.KindNobody || !slices.ContainsFunc(r.answered, c.Sentence.Overlaps) ||
				slices.ContainsFunc(others, func(o claims.Claim) bool { return o.Kind != claims.KindNobody && overlapping(o.Content, c.Content) }) {
				continue
			}
			told = append(told, fmt.Sprintf("Only %s finds an attribution of “%s”.", who, firstBytes(r.article.Words(c.Content), 120)))
		}
	}
	say("the endpoint", own, tagged)
	say("the tagger", tagged, own)
	for i, t := range told {
		if i == maxTold {
			r.problem(fmt.Sprintf("The endpoint and the tagger differ in %d more places.", len(told)-maxTold))
			return
		}
		r.problem(t)
	}
}
