package verify

import "sync"

// shared is what the claims of one check share: made once, by whichever claim needs it first.
type shared[T any] struct {
	mu  sync.Mutex
	all map[string]T
}

func (s *shared[T]) get(key string) (T, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.all[key]
	return v, ok
}

// put keeps the first value of a key and gives it back, so that all claims hold the same.
func (s *shared[T]) put(key string, v T) T {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[string]T{}
	}
	if old, ok := s.all[key]; ok {
		return old
	}
	s.all[key] = v
	return v
}

// once makes each key's value a single time: whoever asks first makes it, and the others wait for that.
type once[T any] struct {
	mu  sync.Mutex
	all map[string]func() T
}

func (o *once[T]) get(key string, first func() T) T {
	o.mu.Lock()
	if o.all == nil {
		o.all = map[string]func() T{}
	}
	value, known := o.all[key]
	if !known {
		value = sync.OnceValue(first)
		o.all[key] = value
	}
	o.mu.Unlock()
	return value()
}
