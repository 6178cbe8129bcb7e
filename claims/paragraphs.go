package claims

// A paragraph is one line of the text, cut into tokens, quotations and sentences.
type paragraph struct {
	line
	number int
	toks   []token
	quotes []quotation
	joined []sentence
}

// A sentence is a run of tokens of a paragraph, joined over quotations; Span is its bytes.
type sentence struct {
	Span
	first, last int // tokens [first, last)
}

// paragraphs reads the text once.
func paragraphs(text string) []paragraph {
	ls := lines(text)
	all := make([]paragraph, len(ls))
	for i, l := range ls {
		all[i] = paragraph{line: l, number: i, toks: tokenize(text, Span{l.body, l.End})}
	}
	for i := range all {
		p := &all[i]
		var next []token
		if i+1 < len(all) {
			next = all[i+1].toks
		}
		p.quotes = pairQuotes(text, p.toks, next)
		if i > 0 && len(p.quotes) > 0 && p.quotes[0].first == 0 {
			before := all[i-1].quotes
			p.quotes[0].resumes = len(before) > 0 && before[len(before)-1].runsOn
		}
		p.joined = p.join(text)
	}
	return all
}

// join makes the second level of sentences: those of splitLine, joined where a quotation spans the break and where a
// quoted question is followed by its speaker.
func (p *paragraph) join(text string) []sentence {
	var out []sentence
	at := 0
	for _, s := range splitLine(text, p.Span) {
		first := at
		for at < len(p.toks) && p.toks[at].Start < s.End {
			at++
		}
		if n := len(out); n > 0 && (p.sharedQuote(first) || p.speakerAfter(first, at)) {
			out[n-1].End, out[n-1].last = s.End, at
			continue
		}
		out = append(out, sentence{s, first, at})
	}
	return out
}

// sharedQuote says whether one quotation holds the tokens on both sides of i.
func (p *paragraph) sharedQuote(i int) bool {
	return i > 0 && i < len(p.toks) && p.toks[i].quote > 0 && p.toks[i].quote == p.toks[i-1].quote
}

// speakerReach is how many tokens a speaker's name and title may take before "asked": longer ones are sentences.
const speakerReach = 12

// speakerAfter says whether the tokens [i, end) only name the speaker of the quotation that ends before i with a
// question or exclamation mark.
func (p *paragraph) speakerAfter(i, end int) bool {
	if i < 2 || p.toks[i-1].quote == 0 || i >= end || p.toks[i].quote > 0 {
		return false
	}
	switch p.toks[i-2].low {
	case "?", "!", "...", ",", "—":
	default:
		return false
	}
	for k := i; k < min(end, i+speakerReach); k++ {
		if t := p.toks[k]; t.quote > 0 || t.low == "that" {
			return false
		}
		if quotative[p.toks[k].low] {
			return true
		}
	}
	return false
}
