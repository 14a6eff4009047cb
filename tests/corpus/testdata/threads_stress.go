// Channels, locks, timers, allocation, collections and calls of the system, all at once. The argument is how many rounds.
package main

import (
	"context"
	"os"
	"runtime"
	"strconv"
	"sync"
	"time"
)

type node struct {
	l, r *node
	n    int
}

func tree(d, n int) *node {
	if d == 0 {
		return &node{n: n}
	}
	return &node{tree(d-1, n), tree(d-1, n+1), n}
}

func (t *node) sum() int {
	if t == nil {
		return 0
	}
	return t.n + t.l.sum() + t.r.sum()
}

// pipeline sends numbers through stages that keep them in trees.
func pipeline(n int) int {
	in := make(chan *node)
	out := in
	for range 5 {
		from, to := out, make(chan *node, 3)
		go func() {
			for t := range from {
				to <- &node{t, nil, 1}
			}
			close(to)
		}()
		out = to
	}
	go func() {
		for i := range n {
			in <- tree(4, i)
		}
		close(in)
	}()
	total := 0
	for t := range out {
		total += t.sum()
	}
	return total
}

// calls reads from a device, on threads of its own and on those of others.
func calls(n int, locked bool) int {
	if locked {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
	}
	f, err := os.Open("/dev/zero")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	total := 0
	for i := range n {
		b := make([]byte, 64+i%300)
		for j := range b {
			b[j] = 1
		}
		if k, err := f.Read(b[:32]); k != 32 || err != nil {
			panic("read")
		}
		for _, x := range b {
			total += int(x)
		}
	}
	return total
}

// table changes a map and a slice under a lock.
type table struct {
	sync.RWMutex
	counts map[string]int
	list   []*node
}

func (t *table) work(n int) {
	for i := range n {
		key := strconv.Itoa(i % 50)
		t.Lock()
		t.counts[key]++
		t.list = append(t.list, tree(2, i))
		if len(t.list) > 100 {
			t.list = t.list[50:]
		}
		t.Unlock()
		t.RLock()
		if t.counts[key] == 0 {
			panic("lost")
		}
		t.RUnlock()
	}
}

// selects waits for what comes first.
func selects(n int) int {
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	a, b, c := make(chan int), make(chan int, 2), make(chan struct{})
	go func() {
		for i := range n {
			select {
			case a <- i:
			case b <- i:
			}
		}
		close(c)
	}()
	total := 0
	late := time.NewTimer(time.Hour)
	defer late.Stop()
	for done := false; !done; {
		select {
		case v := <-a:
			total += v
		case v := <-b:
			total += v
		case <-late.C:
			panic("late")
		case <-ctx.Done():
			panic("cancelled")
		case <-c:
			done = true
		}
	}
	for len(b) > 0 {
		total += <-b
	}
	return total
}

func main() {
	rounds := 2
	if len(os.Args) > 1 {
		rounds, _ = strconv.Atoi(os.Args[1])
	}
	shared := &table{counts: map[string]int{}}
	for range rounds {
		var all sync.WaitGroup
		var mu sync.Mutex
		results := map[string]int{}
		run := func(name string, f func() int) {
			all.Add(1)
			go func() {
				defer all.Done()
				n := f()
				mu.Lock()
				results[name] += n
				mu.Unlock()
			}()
		}
		for i := range 3 {
			run("pipeline", func() int { return pipeline(20) })
			run("calls", func() int { return calls(100, false) })
			run("locked", func() int { return calls(50, true) })
			run("table", func() int { shared.work(100); return 1 })
			run("selects", func() int { return selects(50) })
			run("sleep", func() int { time.Sleep(time.Duration(i) * time.Millisecond); runtime.GC(); return i })
		}
		all.Wait()
		for _, name := range []string{"pipeline", "calls", "locked", "table", "selects", "sleep"} {
			print(name, " ", results[name], " ")
		}
		println(len(results))
	}
	total := 0
	for _, n := range shared.counts {
		total += n
	}
	println(total == rounds*300, len(shared.counts))
}
