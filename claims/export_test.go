package claims

// A CueRow is one row of the cue table as the tests see it.
type CueRow struct {
	Lemma         string
	Class         CueClass
	Polarity      Polarity
	Charged       bool
	Must, MustNot []string
}

// CueRows gives the whole table.
func CueRows() []CueRow {
	var all []CueRow
	for _, rows := range [][]cue{speechCues, otherCues, phraseCues} {
		for i := range rows {
			c := &rows[i]
			all = append(all, CueRow{c.lemma(), c.class, c.polarity(), c.charged, c.must, c.mustNot})
		}
	}
	return all
}

// MatchedCues gives the lemmas of the rows that make an attribution in text, in text order.
func MatchedCues(text string) []string {
	t := newStory(NewArticle(Ref{}, text))
	index := NewRules().index
	var all []string
	for i := range t.paras {
		t.read(index, i)
	}
	for _, d := range t.drafts {
		all = append(all, d.row.lemma())
	}
	return all
}

// Steps is how much work one Extract of text does, in token visits of contents and subjects.
func Steps(text string) (claims, contentTokens int) {
	t := newStory(NewArticle(Ref{}, text))
	index := NewRules().index
	for i := range t.paras {
		t.read(index, i)
	}
	for i := range t.drafts {
		for _, p := range t.drafts[i].pieces {
			contentTokens += p.last - p.first
		}
		claims++
	}
	return claims, contentTokens
}

// Quotations gives the words of each quotation of text's paragraphs, marks included.
func Quotations(text string) []string {
	var all []string
	for _, p := range paragraphs(text) {
		for _, q := range p.quotes {
			s := p.span(run{q.first, q.last})
			all = append(all, text[s.Start:s.End])
		}
	}
	return all
}
