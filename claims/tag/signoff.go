package tag

// maxSignOff bounds the name behind the dash of a sign-off, in tokens: "— Name Surname, treasurer of the harbour board".
const maxSignOff = 10

// signOff finds a quotation signed with a dash and a name at the end of its paragraph, or in the next one. Such lists of
// voices are too rare in the data to learn from (11 in the training articles, attribution note §5), and too plain to
// need it.
func (p *page) signOff(para int) (relation, bool) {
	at := p.paras[para]
	end := at.end
	for end > at.first && p.pts[end-1].mark == stop {
		end--
	}
	if end-at.first < 2 {
		return relation{}, false
	}
	d := end - 1
	for d > at.first && p.pts[d].mark != dash && end-d <= maxSignOff {
		d--
	}
	if p.pts[d].mark != dash || d+1 >= end || end-d-1 > maxSignOff || !p.name(d+1, end) {
		return relation{}, false
	}
	content, ok := p.signed(para, d)
	if !ok {
		return relation{}, false
	}
	return relation{cue: span{d, d + 1}, source: []span{{d + 1, end}}, content: []span{content}}, true
}

// name says whether the tokens could be a person with a role: starting with a capital, without a verb in lower case and
// without marks but commas and dashes.
func (p *page) name(from, to int) bool {
	for i := from; i < to; i++ {
		switch t := &p.pts[i]; t.mark {
		case noMark:
			if verbTags[t.tag&63] == 'V' && !p.capital(i) {
				return false
			}
		case comma, dash:
		default:
			return false
		}
	}
	return p.capital(from)
}

// capital says whether the token starts with a capital or a letter of a script that the shape of its bytes hides.
func (p *page) capital(i int) bool {
	c := p.doc.Text[p.doc.Tokens[i].Start]
	return c >= 'A' && c <= 'Z' || c >= 0x80
}

// signed is the quotation that ends just before the dash at d.
func (p *page) signed(para, d int) (span, bool) {
	from, to := p.paras[para].first, d
	if d == from {
		if para == 0 {
			return span{}, false
		}
		from, to = p.paras[para-1].first, p.paras[para-1].end
	}
	opening, closing := &p.pts[from], &p.pts[to-1]
	if to-from < 3 || opening.mark != quoteMark || closing.mark != quoteMark || closing.quote != 0 && closing.quote != opening.quote {
		return span{}, false
	}
	return span{from, to}, true
}
