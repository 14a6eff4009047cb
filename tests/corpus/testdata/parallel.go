// What goroutines share by no doing of their own, used by several at the same time: maps that package initialisers made, the
// allocator, sync.Map, sync.Pool, weak pointers, finalizers, panics, the environment; and what they share by their doing: atomic
// operations, locks, conditions, channels.
package main

import (
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"weak"
)

const workers = 8

// squares is made while initialisers run; the first who reads it finds an index of that time.
var squares = func() map[string]int {
	m := map[string]int{}
	for i := range 100 {
		m[strconv.Itoa(i)] = i * i
	}
	return m
}()

var byKey = map[any]int{1: 1, "one": 2, 1.5: 3, [2]int{1, 2}: 4, 'x': 5, true: 6, uint8(3): 7, struct{}{}: 8, int64(1): 9, "two": 10}

func all(what string, f func(worker int) int) {
	results := make(chan int)
	for w := range workers {
		go func() { results <- f(w) }()
	}
	sum := 0
	for range workers {
		sum += <-results
	}
	println(what, sum)
}

type node struct {
	l, r *node
	n    int
}

func tree(d int) *node {
	if d == 0 {
		return &node{n: 1}
	}
	return &node{tree(d - 1), tree(d - 1), 1}
}

func (t *node) sum() int {
	if t == nil {
		return 0
	}
	return t.n + t.l.sum() + t.r.sum()
}

func try(f func()) (failed int) {
	defer func() {
		if recover() != nil {
			failed = 1
		}
	}()
	f()
	return 0
}

func main() {
	all("static maps", func(w int) int {
		sum := byKey[[2]int{1, 2}] + byKey["two"] + byKey[1.5]
		for i := range 1000 {
			sum += squares[strconv.Itoa(i%100)]
		}
		for _, v := range squares {
			sum += v
		}
		return sum
	})

	all("trees", func(w int) int {
		sum := 0
		for range 30 {
			sum += tree(9).sum()
		}
		for i := range 20 {
			b := make([]byte, 100000*i)
			sum += len(b)
		}
		return sum
	})

	var n32 atomic.Int32
	var n64 int64
	var bits atomic.Uint64
	var top atomic.Pointer[node]
	var flag atomic.Bool
	var turns atomic.Int64
	all("atomic", func(w int) int {
		for i := range 10000 {
			n32.Add(1)
			atomic.AddInt64(&n64, -2)
			bits.Or(1 << (uint(i) % 64))
			for {
				old := top.Load()
				if top.CompareAndSwap(old, &node{n: 1, l: old}) {
					break
				}
			}
			for !flag.CompareAndSwap(false, true) {
			}
			turns.Store(turns.Load() + 1)
			flag.Store(false)
		}
		return 1
	})
	length := 0
	for t := top.Load(); t != nil; t = t.l {
		length++
	}
	println(n32.Load(), n64, bits.Load() == 1<<64-1, length, turns.Load())
	var value atomic.Value
	value.Store(0)
	all("values", func(w int) int {
		for range 1000 {
			for {
				old := value.Load()
				if value.CompareAndSwap(old, old.(int)+1) {
					break
				}
			}
		}
		return 1
	})
	println(value.Load().(int))

	var mu sync.Mutex
	var rw sync.RWMutex
	var shared sync.Map
	var pool = sync.Pool{New: func() any { return new(node) }}
	counts := map[int]int{}
	plain := 0
	all("locks", func(w int) int {
		got := 0
		for i := range 5000 {
			mu.Lock()
			counts[i%50]++
			mu.Unlock()
			if i%10 == 0 {
				rw.Lock()
				plain++
				rw.Unlock()
			} else {
				rw.RLock()
				got += plain & 0
				rw.RUnlock()
			}
			if _, loaded := shared.LoadOrStore(i, w); !loaded {
				got++
			}
			x := pool.Get().(*node)
			x.n++
			pool.Put(x)
		}
		return got
	})
	sum := 0
	for _, v := range counts {
		sum += v
	}
	println(len(counts), sum, plain)

	cond := sync.NewCond(&mu)
	ready, passed := 0, 0
	all("cond", func(w int) int {
		for round := range 200 {
			mu.Lock()
			if ready++; ready == workers*(round+1) {
				cond.Broadcast()
			}
			for ready < workers*(round+1) {
				cond.Wait()
			}
			passed++
			mu.Unlock()
		}
		return 1
	})
	println(passed)

	var once sync.Once
	var onces atomic.Int32
	all("once", func(w int) int {
		once.Do(func() { onces.Add(1) })
		return int(onces.Load())
	})

	all("weak", func(w int) int {
		got := 0
		for i := range 200 {
			p := &node{n: i}
			q := weak.Make(p)
			if i%20 == 0 {
				runtime.GC()
			}
			if q.Value() == p && weak.Make(p) == q {
				got++
			}
			runtime.KeepAlive(p)
		}
		return got
	})

	all("panics", func(w int) int {
		failed := 0
		var none *node
		for i := range 500 {
			failed += try(func() { println(none.n) })
			failed += try(func() { _ = byKey[[]int{i}] })
			failed += try(func() { try(func() { panic(1) }) })
			failed += try(func() { defer func() { panic(2) }(); panic(1) })
		}
		return failed
	})

	all("environment", func(w int) int {
		got := 0
		name := "PARALLEL" + strconv.Itoa(w)
		for i := range 300 {
			os.Setenv(name, strconv.Itoa(i))
			if os.Getenv(name) == strconv.Itoa(i) {
				got++
			}
		}
		return got
	})

	all("bound", func(w int) int {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		c := make(chan int)
		go func() {
			for i := range 100 {
				c <- i
			}
			close(c)
		}()
		sum := 0
		for i := range c {
			sum += i
		}
		return sum
	})

	// Each of the two waits for what the other does, without ever letting it run.
	var here, there atomic.Int32
	done := make(chan bool)
	go func() {
		for i := range int32(1000) {
			for here.Load() != i {
			}
			there.Store(i + 1)
		}
		done <- true
	}()
	for i := range int32(1000) {
		here.Store(i)
		for there.Load() != i+1 {
		}
	}
	println(<-done)
}
