package claims

// WorthThreshold is the least worth of a claim in nobody's voice.
const WorthThreshold = worthThreshold

// A Worths is the three ways to score one sentence, each from 0 to 1.
type Worths struct{ Hand, Trained, Both float64 }

// WorthsBy scores a sentence that has a word with other weights than those embedded.
func WorthsBy(weights []byte, sentence string) Worths {
	trained, hand, _ := worthLogits(weights, sentence)
	return Worths{sigmoid(hand), sigmoid(trained), blend(trained, hand)}
}

// EmbeddedWorth is the weights in the binary.
func EmbeddedWorth() []byte { return worthWeights }
