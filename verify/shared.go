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
