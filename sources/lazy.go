package sources

import "context"

// A lazy value is made at the first question and serves all further ones. A question that ends while it is made leaves the
// work to the next one; the others wait, each as long as it lives.
type lazy[T any] struct {
	turn  chan struct{} // holds one token; who has it looks and makes
	made  bool
	value T
	err   error // beside the value if only a part of it could be had
}

func newLazy[T any]() lazy[T] { return lazy[T]{turn: make(chan struct{}, 1)} }

// get gives the value, and makes it if nobody has.
func (l *lazy[T]) get(ctx context.Context, first func(context.Context) (T, error)) (value T, err error) {
	select {
	case l.turn <- struct{}{}:
	case <-ctx.Done():
		return value, ctx.Err()
	}
	defer func() { <-l.turn }()
	if l.made {
		return l.value, l.err
	}
	if value, err = first(ctx); ctx.Err() != nil {
		var none T
		return none, ctx.Err()
	}
	l.made, l.value, l.err = true, value, err
	return value, err
}
