//go:build rgo_threads

package iter

import "rgo/runtime/scheduler"

// pulled is the state of one Pull: a coroutine runs the sequence and stops in each call of yield.
type pulled struct {
	g       *scheduler.G
	started bool
	done    bool // the sequence has ended, or nobody wants more of it
	running bool
	failed  bool // it ended by a panic
	failure any
}

// resume runs the sequence up to its next value or its end. A panic in it goes on in the caller.
func (p *pulled) resume() {
	if p.running {
		panic("iter.Pull: next or stop called again before yield")
	}
	p.started = true
	p.running = true
	scheduler.Resume(p.g)
	p.running = false
	if p.failed {
		p.failed = false
		panic(p.failure)
	}
}

// run calls f, which runs the sequence, in the coroutine.
func (p *pulled) run(f func()) {
	returned := false
	defer func() {
		p.done = true
		if !returned {
			p.failed, p.failure = true, recover()
		}
	}()
	f()
	returned = true
}

// stop ends the sequence: yield returns false.
func (p *pulled) stop() {
	if p.done {
		return
	}
	p.done = true
	if p.started {
		p.resume()
	}
}

// Pull converts the “push-style” iterator sequence seq into a “pull-style” iterator accessed by the two functions next and
// stop.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	var v V
	var ok bool
	p := &pulled{}
	p.g = scheduler.NewCoroutine(func() {
		p.run(func() {
			seq(func(x V) bool {
				if p.done {
					return false
				}
				v, ok = x, true
				scheduler.Yield()
				return !p.done
			})
		})
	})
	next = func() (V, bool) {
		var zero V
		if p.done {
			return zero, false
		}
		v, ok = zero, false
		p.resume()
		return v, ok
	}
	return next, p.stop
}

// Pull2 is Pull for sequences of pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	type pair struct {
		k K
		v V
	}
	get, stop := Pull(func(yield func(pair) bool) {
		seq(func(k K, v V) bool { return yield(pair{k, v}) })
	})
	next = func() (K, V, bool) {
		p, ok := get()
		return p.k, p.v, ok
	}
	return next, stop
}
