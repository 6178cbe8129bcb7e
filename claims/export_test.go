package claims

import "strings"

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

// A Choice is between the people whom the pronoun at a byte can stand for.
type Choice struct {
	At    int
	Names []string
	Signs [][]bool
}

// Choices gives, for each source of an article that is "he", "she", "his" or "her", the people between whom it chooses.
func Choices(a Article, found []Found) []Choice {
	t := newStory(a)
	all := make([]sourced, len(found))
	for i, f := range found {
		all[i] = t.sourced(f)
	}
	markNested(all)
	c := newCast(t.article, t.paras, all)
	var out []Choice
	for _, s := range all {
		if s.words.empty() {
			continue
		}
		p := &c.paras[s.words.para]
		k := s.words.first
		gender := genders[p.toks[k].low]
		if gender == "" || s.words.last-k > 1 {
			continue
		}
		ch := Choice{At: p.toks[k].Start}
		for _, x := range c.candidates(c.pronounAt(p, k, gender)) {
			ch.Names = append(ch.Names, c.folk[x.who].name)
			ch.Signs = append(ch.Signs, append([]bool{}, x.signs[:]...))
		}
		out = append(out, ch)
	}
	return out
}

// SignNames are the names of the signs in the program's source, in order.
var SignNames = strings.Fields(`sameSentence oneSentence twoSentences fourSentences moreSentences sameParagraph nextParagraph lastSubject
	lastSpeaker lastOwner lastQuoted lastPronoun nearest second spokeLast spokeBefore subjectLast sameWord sameWordNear
	genderKnown oftenest severalTimes mainPerson opensAfter nameless onlyCandidate rival`)

// AntecedentWeights are the weights of the signs, and last that of nobody.
func AntecedentWeights() []float64 { return append(antecedentWeights[:], antecedentNone) }
