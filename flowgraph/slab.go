package flowgraph

// A Slab is memory for many small things of one kind, which are made by one goroutine and live about as long as each other.
type Slab[T any] struct{ free []T }

const slabSize = 128

// Take returns n zeros, which cannot be appended to in place.
func (s *Slab[T]) Take(n int) []T {
	if n == 0 {
		return nil
	}
	if n > len(s.free) {
		if n > slabSize/4 {
			return make([]T, n)
		}
		s.free = make([]T, slabSize)
	}
	x := s.free[:n:n]
	s.free = s.free[n:]
	return x
}

// One returns a zero.
func (s *Slab[T]) One() *T { return &s.Take(1)[0] }

// Copy returns a copy of list.
func (s *Slab[T]) Copy(list []T) []T {
	x := s.Take(len(list))
	copy(x, list)
	return x
}
