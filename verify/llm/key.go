package llm

import "log/slog"

// hiddenKey is what is printed for a key.
const hiddenKey = "[key]"

// A Key is a secret of an endpoint. However it is printed, written as JSON or logged, alone or inside another value, it
// does not show. The zero Key is none: servers on this machine need none.
type Key struct {
	reveal func() string // a function, since fmt prints the fields of a value whose methods it may not call
}

// NewKey wraps a secret; "" is no key.
func NewKey(secret string) Key {
	if secret == "" {
		return Key{}
	}
	return Key{func() string { return secret }}
}

// Set says whether there is a key.
func (k Key) Set() bool { return k.reveal != nil }

func (k Key) secret() string {
	if k.reveal == nil {
		return ""
	}
	return k.reveal()
}

// String never gives the key.
func (k Key) String() string {
	if k.reveal == nil {
		return ""
	}
	return hiddenKey
}

// GoString never gives the key.
func (k Key) GoString() string { return k.String() }

// MarshalText never gives the key; JSON uses it too.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// LogValue never gives the key.
func (k Key) LogValue() slog.Value { return slog.StringValue(k.String()) }
