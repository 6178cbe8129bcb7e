package tag

// quotes pairs the quotation marks of each paragraph. A curly mark says what it is; a straight one opens where no
// quotation is open. A quotation left open runs on where the next paragraph opens again (attribution note §3).
func (p *page) quotes() {
	number := int32(0)
	carried := false
	for _, para := range p.paras {
		open := false
		start := p.pts[para.first].mark == quoteMark
		for i := para.first; i < para.end; i++ {
			t := &p.pts[i]
			kind := uint8(0)
			if t.mark == quoteMark {
				kind = p.side(i, open)
			}
			switch {
			case kind == 2:
				if goesOn := open || i == para.first && carried && start; !goesOn {
					number++
				}
				open, t.quoted, t.quote = true, 2, number
			case kind == 3:
				if open {
					t.quote = number
				}
				open, t.quoted = false, 3
			case open:
				t.quoted, t.quote = 1, number
			}
		}
		carried = open
	}
}

// side is 2 for a mark that opens, 3 for one that closes, 0 for an apostrophe or a single mark inside a quotation.
func (p *page) side(i int, open bool) uint8 {
	t := p.doc.Tokens[i]
	opens := i == p.paras[p.pts[i].paragraph].first // whatever the mark: editors mistake one curly mark for the other
	switch p.doc.Text[t.Start:t.End] {
	case "“", "«", "„", "``":
		return 2
	case "”", "»":
		if opens {
			return 2
		}
		return 3
	case `"`, "''":
		if open {
			return 3
		}
		return 2
	}
	return 0
}
