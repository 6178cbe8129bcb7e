package tag

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"

	"secondsource/claims/parse"
)

// ErrModel says that bytes are not a model of this version.
var ErrModel = errors.New("not an attribution model of this version")

const magic = "sstag001"

// Bytes is the model, without its parser, in the form that Load reads. The same model gives the same bytes.
func (m *Model) Bytes() []byte {
	out := []byte(magic)
	out = m.build.words.append(out)
	out = m.cues.append(out)
	out = m.roles.append(out)
	for _, v := range m.judge {
		out = appendFloat(out, v)
	}
	return out
}

// Load reads a model from Bytes. parser is the one that parsed the examples it was trained on. It refuses bytes that
// are not a whole model with ErrModel.
func Load(data []byte, parser *parse.Model) (*Model, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, ErrModel
	}
	r := &reader{data: data[len(magic):]}
	m := &Model{build: builder{parser: parser, words: r.vocabulary()}}
	m.cues = r.weights(int(cueLabels), cueBits)
	m.roles = r.weights(int(roleLabels), roleBits)
	for k := range m.judge {
		m.judge[k] = r.float()
	}
	if r.bad || len(r.data) > 0 {
		return nil, fmt.Errorf("%w: damaged %d bytes before its end", ErrModel, len(r.data))
	}
	return m, nil
}

func appendFloat(out []byte, v float64) []byte {
	return binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(v)))
}

func (v *vocabulary) append(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(v.bins)))
	last := uint32(0)
	for _, k := range slices.Sorted(maps.Keys(v.bins)) {
		out = binary.AppendUvarint(out, uint64(k-last))
		out = append(out, v.bins[k])
		last = k
	}
	out = binary.AppendUvarint(out, uint64(len(v.lower)))
	last = 0
	for _, k := range slices.Sorted(maps.Keys(v.lower)) {
		out = binary.AppendUvarint(out, uint64(k-last))
		last = k
	}
	return out
}

// append writes the gap to the row before of every row, then which of its cells are not zero, then those cells.
func (w *weights) append(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(w.cells)/w.labels))
	out = appendFloat(out, w.scale)
	for c := range w.trans {
		for a := range w.trans[c] {
			for b := range w.labels {
				out = appendFloat(out, w.trans[c][a][b])
			}
		}
	}
	last := -1
	for i, word := range w.words {
		for set := word.set; set != 0; set &= set - 1 {
			f := i<<6 + bits.TrailingZeros64(set)
			out = binary.AppendUvarint(out, uint64(f-last-1))
			last = f
		}
	}
	var full []byte
	for k := 0; k < len(w.cells); k += w.labels {
		mask := byte(0)
		for y, v := range w.cells[k : k+w.labels] {
			if v != 0 {
				mask |= 1 << y
				full = append(full, byte(v))
			}
		}
		out = append(out, mask)
	}
	return append(out, full...)
}

// A reader takes a model apart; bad is set by the first thing that is not right, and all is zero after it.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) number(limit uint64) uint64 {
	n, size := binary.Uvarint(r.data)
	if size <= 0 || n > limit {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return n
}

func (r *reader) byte() byte {
	if len(r.data) == 0 {
		r.bad = true
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

// float reads a number that a score may be made of: neither infinite nor absurd.
func (r *reader) float() float64 {
	if len(r.data) < 4 {
		r.bad, r.data = true, nil
		return 0
	}
	v := float64(math.Float32frombits(binary.LittleEndian.Uint32(r.data)))
	r.data = r.data[4:]
	if !(math.Abs(v) < 1e6) {
		r.bad = true
		return 0
	}
	return v
}

func (r *reader) vocabulary() *vocabulary {
	n := r.number(uint64(len(r.data)))
	v := &vocabulary{bins: make(map[uint32]uint8, n)}
	key := uint32(0)
	for range n {
		key += uint32(r.number(math.MaxUint32))
		b := r.byte()
		if r.bad = r.bad || b > 7; r.bad {
			return v
		}
		v.bins[key] = b
	}
	n = r.number(uint64(len(r.data)))
	v.lower = make(map[uint32]struct{}, n)
	key = 0
	for range n {
		key += uint32(r.number(math.MaxUint32))
		if r.bad {
			return v
		}
		v.lower[key] = struct{}{}
	}
	return v
}

func (r *reader) weights(labels int, rowBits uint) *weights {
	rows := int(r.number(uint64(len(r.data))))
	w := &weights{labels: labels, bits: rowBits, words: make([]rowWord, 1<<rowBits/64), scale: r.float()}
	for c := range w.trans {
		for a := range w.trans[c] {
			for b := range labels {
				w.trans[c][a][b] = r.float()
			}
		}
	}
	f := -1
	for range rows {
		if f += int(r.number(1<<rowBits)) + 1; f >= 1<<rowBits || r.bad {
			r.bad = true
			return w
		}
		w.words[f>>6].set |= 1 << (f & 63)
	}
	w.count()
	r.cells(w, rows)
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

func (r *reader) cells(w *weights, rows int) {
	if rows > len(r.data) {
		r.bad = true
		return
	}
	masks := r.data[:rows]
	r.data = r.data[rows:]
	full := 0
	for _, m := range masks {
		if int(m) >= 1<<w.labels {
			r.bad = true
		}
		full += bits.OnesCount8(m)
	}
	if r.bad || full > len(r.data) {
		r.bad = true
		return
	}
	w.cells = make([]int8, rows*w.labels)
	data := r.data[:full] // not through r: half of the time of this loop went into telling the collector of a new r.data
	r.data = r.data[full:]
	left := w.cells
	for _, m := range masks {
		row := left[:w.labels]
		left = left[w.labels:]
		for ; m != 0; m &= m - 1 {
			row[bits.TrailingZeros8(m)] = int8(data[0])
			data = data[1:]
		}
	}
}
