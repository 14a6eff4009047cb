package sync

import "testing"

func TestOnce(t *testing.T) {
	n := 0
	f := OnceValues(func() (int, string) { n++; return n, "a" })
	for range 3 {
		if a, b := f(); a != 1 || b != "a" {
			t.Errorf("got %d %q", a, b)
		}
	}
	bad := OnceFunc(func() { n++; panic("no") })
	for range 2 {
		func() {
			defer func() {
				if r := recover(); r != "no" {
					t.Errorf("recovered %v", r)
				}
			}()
			bad()
		}()
	}
	if n != 2 {
		t.Errorf("%d calls", n)
	}
}

func TestLocks(t *testing.T) {
	var mu Mutex
	mu.Lock()
	if mu.TryLock() {
		t.Error("locked twice")
	}
	mu.Unlock()
	var rw RWMutex
	rw.RLock()
	rw.RLocker().Lock()
	if rw.TryLock() {
		t.Error("writer beside readers")
	}
	rw.RUnlock()
	rw.RUnlock()
	rw.Lock()
	if rw.TryRLock() {
		t.Error("reader beside writer")
	}
	rw.Unlock()
	var wg WaitGroup
	wg.Add(1)
	wg.Done()
	wg.Wait()
}

func TestMapAndPool(t *testing.T) {
	var m Map
	m.Store("a", 1)
	if v, loaded := m.LoadOrStore("a", 2); v != 1 || !loaded {
		t.Error("LoadOrStore")
	}
	if !m.CompareAndSwap("a", 1, 3) || m.CompareAndDelete("a", 1) {
		t.Error("CompareAnd...")
	}
	n := 0
	m.Range(func(k, v any) bool { n += v.(int); return true })
	if v, ok := m.LoadAndDelete("a"); n != 3 || v != 3 || !ok {
		t.Error("LoadAndDelete")
	}
	p := Pool{New: func() any { return "new" }}
	p.Put("old")
	if p.Get() != "old" || p.Get() != "new" {
		t.Error("Pool")
	}
}
