package claims

import (
	_ "embed" // the weights are in the binary
	"encoding/binary"
	"math"
)

// worthWeights is what TrainWorth made of the debates: numbers over hashes, no text. It comes from
//
//	go test ./claims -run TestWorthWeights -update
//
//go:embed worth.bin
var worthWeights []byte

// worthHeader is the bytes before the weights: the bias and the size of a step as little-endian float32. Each weight
// is a signed byte of such steps.
const worthHeader = 8

// modelLogit is the log odds that weights give the features. Weights that are short of a byte count as none.
func modelLogit(weights []byte, rows []uint32) float64 {
	if len(weights) != worthHeader+1<<worthBits {
		return 0
	}
	cells, sum := weights[worthHeader:], 0
	for _, r := range rows {
		sum += int(int8(cells[r]))
	}
	bias := math.Float32frombits(binary.LittleEndian.Uint32(weights))
	step := math.Float32frombits(binary.LittleEndian.Uint32(weights[4:]))
	return float64(bias) + float64(float64(sum)*float64(step)*norm(rows))
}

func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }
