package sync

// A Pool keeps values for later use.
type Pool struct {
	_      noCopy
	New    func() any
	pieces [poolPieces]poolPiece
}

// poolLimit bounds what a piece keeps alive: the collector does not empty pools.
const poolLimit = 64 / poolPieces

// Put adds x to the pool.
func (p *Pool) Put(x any) {
	s := p.piece()
	if x == nil || !s.enter() {
		return
	}
	if len(s.items) < poolLimit {
		s.items = append(s.items, x)
	}
	s.leave()
}

// Get takes a value from the pool, or makes one with New.
func (p *Pool) Get() any {
	if s := p.piece(); s.enter() {
		if n := len(s.items); n > 0 {
			x := s.items[n-1]
			s.items[n-1] = nil
			s.items = s.items[:n-1]
			s.leave()
			return x
		}
		s.leave()
	}
	if p.New != nil {
		return p.New()
	}
	return nil
}
