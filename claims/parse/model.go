package parse

import "sync"

// A Model is a trained tagger, lemmatiser and parser. Many goroutines may use one at a time.
type Model struct {
	tagger, parser *weights
	lemmas         *lemmatiser
	free           sync.Pool // of *scratch
}

// scratch is the working memory of one call.
type scratch struct {
	words    []word
	tags     []Tag
	features []uint32
	state    state
}

// A Document is a text cut into sentences and parsed.
type Document struct {
	Text      string
	Tokens    []Token
	Sentences []Range // of Tokens, in text order, covering all
}

// A Token is a word or mark: its bytes in the text, its part of speech and its place in the sentence's tree.
type Token struct {
	Span
	Form  uint32 // Hash of the form: straight quotation marks, all digits kept
	Low   uint32 // Hash of the form in lower case, every digit as 0
	Tag   Tag
	Label Label
	Head  int // index in Document.Tokens; -1 for the root of a sentence
}

// Parse cuts text into sentences and tokens and parses them. It takes any text; an empty one gives an empty Document.
func (m *Model) Parse(text string) Document {
	spans := Tokens(text)
	doc := Document{Text: text, Tokens: make([]Token, len(spans)), Sentences: Sentences(text, spans)}
	s, _ := m.free.Get().(*scratch)
	if s == nil {
		s = &scratch{}
	}
	for _, r := range doc.Sentences {
		m.sentence(text, spans[r.First:r.End], doc.Tokens[r.First:r.End], s)
		for i := r.First; i < r.End; i++ {
			if doc.Tokens[i].Head >= 0 {
				doc.Tokens[i].Head += r.First
			}
		}
	}
	m.free.Put(s)
	return doc
}

// sentence parses the sentence with the spans into out.
func (m *Model) sentence(text string, spans []Span, out []Token, s *scratch) {
	s.words = s.words[:0]
	for _, at := range spans {
		s.words = append(s.words, readWord(text[at.Start:at.End]))
	}
	s.tags = append(s.tags[:0], make([]Tag, len(spans))...)
	s.features = tagSentence(m.tagger, s.words, s.tags, s.features)
	s.state.reset(s.words, s.tags)
	s.features = s.state.parse(m.parser, s.features)
	for i, at := range spans {
		head := int(s.state.head[i+1]) - 1
		if head == len(spans) {
			head = -1
		}
		out[i] = Token{
			Span: at, Form: s.words[i].form, Low: s.words[i].low, Tag: s.tags[i], Label: s.state.label[i+1],
			Head: head,
		}
	}
}

// Lemma is the lemma of a token of doc, in lower case with straight apostrophes.
func (m *Model) Lemma(doc Document, t Token) string {
	return m.lemmas.lemma(doc.Text[t.Start:t.End], t.Tag)
}
