package parse

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
)

// ErrModel says that bytes are not a model of this version.
var ErrModel = errors.New("not a parser model of this version")

const magic = "ssparse1"

// Bytes is the model in the form that Load reads. The same model gives the same bytes.
func (m *Model) Bytes() []byte {
	out := []byte(magic)
	out = m.tagger.append(out)
	out = m.parser.append(out)
	return m.lemmas.append(out)
}

// Load reads a model from Bytes. It refuses bytes that are damaged in a way that would break a parse, with ErrModel.
func Load(data []byte) (*Model, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, ErrModel
	}
	r := &reader{data: data[len(magic):]}
	m := &Model{tagger: r.weights(tagBits, len(tagNames)), parser: r.weights(parseBits, moveCount), lemmas: r.lemmas()}
	if r.bad || len(r.data) > 0 {
		return nil, fmt.Errorf("%w: damaged %d bytes before its end", ErrModel, len(r.data))
	}
	return m, nil
}

// append writes the rows that have cells as the gap to the row before and the number of cells, then classes, then
// weights: each of the three compresses better apart.
func (w *weights) append(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(w.ends)-1))
	out = binary.AppendUvarint(out, uint64(len(w.cells)))
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(w.scale))
	last, k := -1, 0
	for i, word := range w.words {
		for set := word.set; set != 0; set &= set - 1 {
			f := i<<6 + bits.TrailingZeros64(set)
			n := w.ends[k+1] - w.ends[k]
			// One byte holds a gap to 31 with up to seven cells, which nine rows in ten have.
			out = binary.AppendUvarint(out, uint64(f-last-1)<<3|uint64(min(n, 8)-1))
			if n >= 8 {
				out = append(out, byte(n-8))
			}
			last, k = f, k+1
		}
	}
	for _, c := range w.cells {
		out = append(out, byte(c>>8))
	}
	for _, c := range w.cells {
		out = append(out, byte(c))
	}
	return out
}

// A reader takes a model apart; bad is set by the first thing that is not right, and all is zero after it.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) number(limit uint64) int {
	n, size := binary.Uvarint(r.data)
	if size <= 0 || n > limit {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return int(n)
}

func (r *reader) take(n int) []byte {
	if n > len(r.data) {
		r.bad, r.data = true, nil
		return make([]byte, min(n, 8))
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) weights(rowBits, classes int) *weights {
	rows := r.number(1 << rowBits)
	cells := r.number(uint64(len(r.data)))
	w := &weights{words: make([]rowWord, 1<<rowBits/64), ends: make([]uint32, 1, rows+1)}
	w.scale = math.Float32frombits(binary.LittleEndian.Uint32(r.take(4)))
	f, end := -1, uint32(0)
	for range rows {
		v := r.number(1 << 32)
		if f += v>>3 + 1; f >= 1<<rowBits || r.bad {
			r.bad = true
			return w
		}
		n := uint32(v&7) + 1
		if n == 8 {
			n += uint32(r.take(1)[0])
		}
		end += n
		w.words[f>>6].set |= 1 << (f & 63)
		w.ends = append(w.ends, end)
	}
	if int(end) != cells {
		r.bad = true
		return w
	}
	w.count()
	r.cells(w, cells, classes)
	return w
}

// count fills in how many rows stand before each word.
func (w *weights) count() {
	before := uint32(0)
	for i := range w.words {
		w.words[i].before = before
		before += uint32(bits.OnesCount64(w.words[i].set))
	}
}

func (r *reader) cells(w *weights, n, classes int) {
	class, value := r.take(n), r.take(n)
	if r.bad {
		return
	}
	w.cells = make([]uint16, n)
	for i := range w.cells {
		if int(class[i]) >= classes {
			r.bad = true
			return
		}
		w.cells[i] = uint16(class[i])<<8 | uint16(value[i])
	}
}

func (l *lemmatiser) append(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(l.edits)))
	for _, e := range l.edits {
		out = append(out, e.drop, byte(len(e.add)))
		out = append(out, e.add...)
	}
	for _, m := range []map[uint32]uint8{l.forms, l.tails} {
		out = binary.AppendUvarint(out, uint64(len(m)))
		last := uint32(0)
		for _, k := range slices.Sorted(maps.Keys(m)) {
			out = binary.AppendUvarint(out, uint64(k-last))
			out = append(out, m[k])
			last = k
		}
	}
	return out
}

func (r *reader) lemmas() *lemmatiser {
	l := &lemmatiser{edits: make([]edit, r.number(255))}
	for i := range l.edits {
		head := r.take(2)
		l.edits[i] = edit{head[0], string(r.take(int(head[1])))}
	}
	l.forms, l.tails = r.table(len(l.edits)), r.table(len(l.edits))
	return l
}

func (r *reader) table(edits int) map[uint32]uint8 {
	n := r.number(uint64(len(r.data)))
	m := make(map[uint32]uint8, n)
	key := uint32(0)
	for range n {
		key += uint32(r.number(math.MaxUint32))
		e := r.take(1)[0]
		if r.bad || int(e) >= edits {
			r.bad = true
			return m
		}
		m[key] = e
	}
	return m
}
