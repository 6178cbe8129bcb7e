package tag

// A sheet collects hashed features. Every template has its number; features of two templates never share a hash but
// by chance.
type sheet struct {
	rows []uint32
	k    uint32
}

func mix(h uint64) uint32 {
	h *= 0x9E3779B97F4A7C15
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	return uint32(h >> 32)
}

func (s *sheet) a(v uint32) {
	s.k++
	s.rows = append(s.rows, mix(uint64(s.k)<<32^uint64(v)))
}

func (s *sheet) b(v, w uint32)       { s.a(join(v, w)) }
func (s *sheet) c(v, w, x uint32)    { s.a(join(join(v, w), x)) }
func (s *sheet) d(v, w, x, y uint32) { s.a(join(join(join(v, w), x), y)) }

func join(v, w uint32) uint32 {
	return uint32(((uint64(v)^0x51ed270b)*0x2545F4914F6CDD1D)>>29) ^ (w+0x7f4a7c15)*0x85ebca6b
}

func bin(n int) uint32 {
	switch {
	case n < 0:
		return 20 + bin(-n)
	case n <= 4:
		return uint32(n)
	case n <= 6:
		return 5
	case n <= 9:
		return 6
	case n <= 14:
		return 7
	case n <= 22:
		return 8
	case n <= 40:
		return 9
	}
	return 10
}

var edgePoint = point{word: 1, lemma: 1, shape: 1, tag: 60, label: 60, head: -1, left: -1, right: -1, anc: -1, lexicon: 10}

// near is the token k from i, edgePoint beyond the paragraph.
func (p *page) near(i, k int) *point {
	j := i + k
	if j < 0 || j >= len(p.pts) || p.pts[j].paragraph != p.pts[i].paragraph {
		return &edgePoint
	}
	return &p.pts[j]
}

func (p *page) at(i int32) *point {
	if i < 0 {
		return &edgePoint
	}
	return &p.pts[i]
}
