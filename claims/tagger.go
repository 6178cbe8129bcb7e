package claims

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"secondsource/claims/parse"
	"secondsource/claims/tag"
)

// TaggerName names the trained extractor and its version in records: it changes when its answers do.
const TaggerName = "tagger/1"

// ErrModel is returned for bytes that are no attribution model of this version.
var ErrModel = errors.New("this is no attribution model, or one of another version")

// Tagger is the trained extractor: a parser and two taggers find cue, source and content (packages parse and tag),
// with what the rules find as evidence; whom a source names is then settled as for the rules (Resolve). It is safe
// for concurrent use.
type Tagger struct {
	rules  *Rules
	parser *parse.Model
	tags   *tag.Model
	digest string // of the model's bytes
}

// modelMark opens a model file: what it is and in which version.
const modelMark = "secondsource attribution 1\n"

// ReadTagger makes the extractor from a model file as Tagger.Bytes gives it. Anything else is ErrModel.
func ReadTagger(model []byte) (*Tagger, error) {
	rest, ok := bytes.CutPrefix(model, []byte(modelMark))
	if !ok || len(rest) < 8 {
		return nil, ErrModel
	}
	n := binary.LittleEndian.Uint64(rest)
	if n > uint64(len(rest)-8) {
		return nil, ErrModel
	}
	parser, err := parse.Load(rest[8 : 8+n])
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	tags, err := tag.Load(rest[8+n:], parser)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrModel, err)
	}
	sum := sha256.Sum256(model)
	return &Tagger{rules: NewRules(), parser: parser, tags: tags, digest: hex.EncodeToString(sum[:6])}, nil
}

// embedded is the model that ships: numbers over hashed features, learned from the training part of PolNeAR, without any
// of its text. docs/models/attribution.md says what it is good for; made by
// `secondsource train attribution --data ../shared/eval/attribution --out claims/attribution.bin`.
//
//go:embed attribution.bin
var embedded []byte

// shipped is read once, when it is first asked for: 50 ms that the rules do without.
var shipped = sync.OnceValues(func() (*Tagger, error) { return ReadTagger(embedded) })

// NewTagger gives the extractor with the model that ships.
func NewTagger() (*Tagger, error) { return shipped() }

// Bytes is the model in the form that ReadTagger reads. The same model gives the same bytes.
func (x *Tagger) Bytes() []byte {
	parser := x.parser.Bytes()
	out := []byte(modelMark)
	out = binary.LittleEndian.AppendUint64(out, uint64(len(parser)))
	out = append(out, parser...)
	return append(out, x.tags.Bytes()...)
}

// Name is TaggerName with the first 12 hexadecimal digits of the model's SHA-256: another model gives other answers.
func (x *Tagger) Name() string { return TaggerName + "@" + x.digest }

// Extract gives the article's claims in text order, as Rules.Extract does, with the same errors.
func (x *Tagger) Extract(ctx context.Context, a Article) ([]Claim, error) {
	hinted, err := x.rules.Extract(ctx, a)
	if err != nil {
		return nil, err
	}
	story := newStory(a)
	story.doc = x.parser.Parse(a.Text)
	rels := x.tags.Relations(story.doc, relations(hinted))
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("extract claims: %w", err)
	}
	out := story.settled(story.withRules(story.relationsFound(rels), hinted))
	for _, c := range out {
		if err := c.Validate(a.Text); err != nil {
			return nil, fmt.Errorf("extract claims: %w", err)
		}
	}
	return out, nil
}

// relations are the attributions among claims as a tagger takes them for hints: those of the story itself, since the
// training articles are flat.
func relations(all []Claim) []tag.Relation {
	var out []tag.Relation
	for _, c := range all {
		if c.Kind != KindNobody && c.Via == "" {
			out = append(out, tag.Relation{Source: parseSpans(c.Source), Cue: parseSpans(c.Cue), Content: parseSpans(c.Content)})
		}
	}
	return out
}

func parseSpans(in []Span) []parse.Span {
	out := make([]parse.Span, len(in))
	for i, s := range in {
		out[i] = parse.Span(s)
	}
	return out
}

func spansOf(in []parse.Span) []Span {
	out := make([]Span, len(in))
	for i, s := range in {
		out[i] = Span(s)
	}
	return out
}

func (t *story) relationsFound(rels []tag.Relation) []Found {
	var out []Found
	for _, r := range rels {
		if content := t.withinSentences(spansOf(r.Content), rels); len(content) > 0 {
			out = append(out, Found{Source: spansOf(r.Source), Cue: spansOf(r.Cue), Content: content})
		}
	}
	return out
}

// withinSentences cuts a content where its sentence ends and the next one, outside quotation marks, has a cue of its
// own: that is the next statement.
func (t *story) withinSentences(content []Span, rels []tag.Relation) []Span {
	var out []Span
	for _, s := range content {
		out = append(out, s)
		last := &out[len(out)-1]
		for i, x := range t.sentencePieces(s) {
			p := &t.paras[x.para]
			if i > 0 && p.toks[x.first].quote == 0 && anyCue(rels, p.span(x.run)) {
				break
			}
			last.End = p.span(x.run).End
		}
	}
	return out
}

// anyCue says whether a cue stands inside s. Relations come in the order of their cues.
func anyCue(rels []tag.Relation, s Span) bool {
	i, _ := slices.BinarySearchFunc(rels, s.Start, func(r tag.Relation, at int) int { return r.Cue[0].Start - at })
	return i < len(rels) && rels[i].Cue[0].Start < s.End
}

// sentencePieces are the parts of a span by sentence.
func (t *story) sentencePieces(s Span) []piece {
	var out []piece
	for _, x := range t.piecesOf([]Span{s}) {
		for _, sent := range t.paras[x.para].joined {
			if part := (run{max(x.first, sent.first), min(x.last, sent.last)}); !part.empty() {
				out = append(out, piece{x.para, part})
			}
		}
	}
	return out
}

// withRules adds what the taggers cannot know or must not miss: the second hops, since the training articles are flat, and
// attributions by words that are never anything else. Neither shares a cue with what was found.
func (t *story) withRules(found []Found, hinted []Claim) []Found {
	cued, told := newMarked(t.article.Text), newMarked(t.article.Text)
	for _, f := range found {
		cued.add(f.Cue)
		told.add(f.Content)
	}
	for _, c := range hinted {
		if len(c.Cue) == 0 || cued.any(c.Cue) {
			continue
		}
		inside := told[c.Cue[0].Start]
		if c.Via != "" && inside || c.Via == "" && !inside && plainCues[strings.ToLower(t.article.Words(c.Cue))] {
			found = append(found, Found{Source: c.Source, Cue: c.Cue, Content: c.Content})
			cued.add(c.Cue)
		}
	}
	return found
}

// marked says of each byte of a text whether a span has it: asking every span would take quadratic time.
type marked []bool

func newMarked(text string) marked { return make(marked, len(text)) }

func (m marked) add(spans []Span) {
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			m[i] = true
		}
	}
}

func (m marked) any(spans []Span) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return slices.Contains(m[s.Start:s.End], true) })
}

// plainCues attribute wherever they stand. Taking the rules' word for them adds 0.1 to the cue overlap on dev.
var plainCues = map[string]bool{
	"according to": true, "per": true, "reportedly": true, "allegedly": true, "purportedly": true, "supposedly": true,
}

// settled makes claims of what was found, and adds the sentences that nobody is named for.
func (t *story) settled(found []Found) []Claim {
	out := []Claim{}
	for i, who := range t.resolve(found) {
		c := Claim{Article: t.article.ID, Content: found[i].Content, Attribution: who}
		c.Sentence = t.sentencesOf(found[i])
		c.Quote = t.form(t.piecesOf(c.Content))
		c.Worth = round(Worth(t.article.Words(c.Content)))
		c.Phrase = t.isPhrase(c)
		c.ID = c.NewID()
		out = append(out, c)
	}
	out = append(out, t.unsourced(out)...)
	slices.SortStableFunc(out, inTextOrder)
	out = slices.CompactFunc(out, func(a, b Claim) bool { return a.ID == b.ID })
	nest(out)
	return out
}

// piecesOf are the spans in tokens of their paragraphs; a span that runs over paragraphs gives one piece each.
func (t *story) piecesOf(spans []Span) []piece {
	var out []piece
	for _, s := range spans {
		for i := t.paragraphAt(s.Start); i < len(t.paras) && t.paras[i].Start < s.End; i++ {
			toks := t.paras[i].toks
			first, _ := slices.BinarySearchFunc(toks, s.Start, func(k token, at int) int { return k.End - 1 - at })
			last, _ := slices.BinarySearchFunc(toks, s.End, func(k token, at int) int { return k.Start - at })
			if first < last {
				out = append(out, piece{i, run{first, last}})
			}
		}
	}
	return out
}

// paragraphAt is the number of the paragraph in which a byte stands, or of the next one.
func (t *story) paragraphAt(at int) int {
	i, _ := slices.BinarySearchFunc(t.paras, at, func(p paragraph, at int) int { return p.End - 1 - at })
	return i
}

// sentencesOf spans the sentences in which the words of f stand, without list markers.
func (t *story) sentencesOf(f Found) Span {
	pieces := t.piecesOf(slices.Concat(f.Cue, f.Content))
	out := Span{Start: len(t.article.Text)}
	for _, x := range pieces {
		p := &t.paras[x.para]
		for _, s := range p.joined {
			if s.first < x.last && x.first < s.last {
				out.Start, out.End = min(out.Start, max(s.Start, p.body)), max(out.End, s.End)
			}
		}
	}
	if out.End < out.Start {
		return f.Content[0]
	}
	return out
}

// phraseWords is the most words of a content that is taken for a bare noun phrase: longer ones without a verb are
// mostly faults of the tags.
const phraseWords = 4

// isPhrase says whether the claim's content is a noun phrase alone.
func (t *story) isPhrase(c Claim) bool {
	return c.Quote == QuoteIndirect && len(strings.Fields(t.article.Words(c.Content))) <= phraseWords && !t.hasVerb(c.Content)
}

// unsourced makes claims of the sentences that no attribution of speech, evidence or decree covers. A content that is
// a noun phrase alone, "announced the closure", lays nothing to anyone that could be checked, and covers nothing.
func (t *story) unsourced(attributed []Claim) []Claim {
	covered := map[[2]int]bool{}
	for _, c := range attributed {
		switch c.Class {
		case CueSpeech, CueEvidence, CueDecree:
			if c.Phrase {
				continue
			}
			for _, x := range t.piecesOf(slices.Concat(c.Cue, c.Content)) {
				t.cover(covered, x)
			}
		case CueCognition, CueIntent, CueOther:
		}
	}
	var out []Claim
	for i := range t.paras {
		p := &t.paras[i]
		for n, s := range p.joined {
			if covered[[2]int{i, n}] || p.bare {
				continue
			}
			if q, ok := t.uncovered(i, n, s); ok {
				out = append(out, t.ownVoice(q))
			}
		}
	}
	return out
}

// ownVoice is the claim of a sentence that nobody is named for, or of a quotation without a speaker.
func (t *story) ownVoice(q placed) Claim {
	c := Claim{Article: t.article.ID, Content: []Span{t.span(q.pieces[0])}, Sentence: t.sentenceSpan(&q), Quote: t.form(q.pieces)}
	c.Worth = t.worth(&q, c.Content)
	c.Attribution = Attribution{Kind: KindNobody}
	if !q.nobody { // as Resolve says of a quotation without source or cue
		c.Attribution = Attribution{Kind: KindUnresolved, Class: CueSpeech, Polarity: PolarityAffirmed}
	}
	c.ID = c.NewID()
	return c
}

// hasVerb says whether one of the words of the spans is a verb, by the parser's tags.
func (t *story) hasVerb(spans []Span) bool {
	toks := t.doc.Tokens
	for _, s := range spans {
		i, _ := slices.BinarySearchFunc(toks, s.Start, func(k parse.Token, at int) int { return k.Start - at })
		for ; i < len(toks) && toks[i].Start < s.End; i++ {
			if toks[i].Tag.Verb() {
				return true
			}
		}
	}
	return false
}

// Parse cuts a text into sentences and words, and parses them as the trained extractor that ships does. It takes any text;
// the work grows with its length.
func Parse(text string) (parse.Document, error) {
	x, err := shipped()
	if err != nil {
		return parse.Document{}, err
	}
	return x.parser.Parse(text), nil
}

// Lemma is the dictionary form of a token of a document that [Parse] gave, in lower case.
func Lemma(doc parse.Document, t parse.Token) string {
	x, err := shipped()
	if err != nil {
		return ""
	}
	return x.parser.Lemma(doc, t)
}
