// Goroutines, channels in all their forms, select, and what ends a goroutine. The output is the same in every order in which
// goroutines may run.
package main

import (
	"iter"
	"runtime"
)

type point struct {
	x, y int
	name string
}

func main() {
	sums()
	handOver()
	closing()
	nilChannels()
	selects()
	fair()
	panics()
	exits()
	pulled()
	kinds()
	deep()
	many()
	println("done")
}

// sums passes values through a chain of goroutines.
func sums() {
	var first chan int
	last := make(chan int)
	first = last
	for range 20 {
		next := make(chan int, 3)
		go func(in <-chan int, out chan<- int) {
			for v := range in {
				out <- v + 1
			}
			close(out)
		}(last, next)
		last = next
	}
	go func() {
		for i := range 50 {
			first <- i
		}
		close(first)
	}()
	sum := 0
	for v := range last {
		sum += v
	}
	println("sum", sum)
}

// handOver sends structs that do not fit in a word, without and with room.
func handOver() {
	for _, room := range []int{0, 1, 5} {
		c := make(chan point, room)
		go func() {
			for i := range 4 {
				c <- point{i, i * i, "p"}
			}
			close(c)
		}()
		total := point{}
		for p := range c {
			total.x += p.x
			total.y += p.y
			total.name += p.name
		}
		println(total.x, total.y, total.name, len(c), cap(c))
	}
}

func try(what string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			println(what, "panics:", r.(error).Error())
		} else {
			println(what, "returns")
		}
	}()
	f()
}

func closing() {
	c := make(chan string, 2)
	c <- "a"
	close(c)
	v, ok := <-c
	w, still := <-c
	println(v, ok, w, still)
	try("send", func() { c <- "b" })
	try("close", func() { close(c) })
	try("close of nil", func() { close((chan int)(nil)) })
	size := -1
	try("make", func() { _ = make(chan int, size) })
	waiting := make(chan int)
	result := make(chan bool)
	go func() {
		defer func() { result <- recover() != nil }()
		waiting <- 1
	}()
	for range 10 {
		runtime.Gosched()
	}
	close(waiting)
	println("sender panics:", <-result)
}

func nilChannels() {
	var c chan int
	println(len(c), cap(c), c == nil)
	select {
	case <-c:
	case c <- 1:
	default:
		println("nil channels are never ready")
	}
}

func selects() {
	a, b, stop := make(chan int), make(chan string, 1), make(chan struct{})
	seen := make(chan int)
	go func() {
		n := 0
		for {
			select {
			case v := <-a:
				n += v
			case s, ok := <-b:
				if !ok {
					b = nil
					continue
				}
				n += len(s)
			case <-stop:
				seen <- n
				return
			}
		}
	}()
	for i := range 10 {
		a <- i
		b <- "xy"
	}
	for len(b) > 0 {
		runtime.Gosched()
	}
	a <- 0
	close(stop)
	println("selected", <-seen)

	both := make(chan int, 1)
	sum := 0
	for i := range 10 {
		select {
		case both <- i:
		case v := <-both:
			sum += v
		}
	}
	println("both ways", sum)
}

// fair shows that select takes every case that is ready, sooner or later.
func fair() {
	var count [4]int
	c := make(chan int, 1)
	for range 400 {
		c <- 1
		select {
		case <-c:
			count[0]++
		case <-c:
			count[1]++
		case <-c:
			count[2]++
		case <-c:
			count[3]++
		}
	}
	for _, n := range count {
		println(n > 20)
	}
}

// panics shows that each goroutine has panics of its own.
func panics() {
	results := make(chan string)
	for _, text := range []string{"one", "two", "three"} {
		go func() {
			defer func() {
				runtime.Gosched()
				results <- recover().(string)
			}()
			defer func() {
				runtime.Gosched()
			}()
			panic(text)
		}()
	}
	n := 0
	for range 3 {
		n += len(<-results)
	}
	println("panics", n)
}

func exits() {
	c := make(chan string, 4)
	go func() {
		defer close(c)
		defer func() {
			if recover() == nil {
				c <- "no panic"
			}
		}()
		func() {
			defer func() { c <- "inner" }()
			runtime.Goexit()
		}()
		c <- "not reached"
	}()
	for s := range c {
		println("exit:", s)
	}
	c = make(chan string, 4)
	go func() {
		defer func() { c <- "outer" }()
		defer func() {
			defer func() { recover() }()
			panic("during exit")
		}()
		runtime.Goexit()
	}()
	println("exit:", <-c)
}

func pulled() {
	count := func(yield func(int) bool) {
		defer println("end of the sequence")
		for i := range 3 {
			if !yield(i) {
				return
			}
		}
	}
	next, stop := iter.Pull(iter.Seq[int](count))
	for v, ok := next(); ok; v, ok = next() {
		println("pulled", v)
	}
	stop()
	next, stop = iter.Pull(iter.Seq[int](count))
	v, ok := next()
	println(v, ok)
	stop()
	v, ok = next()
	println(v, ok)
	next, _ = iter.Pull(func(yield func(int) bool) { panic("in the sequence") })
	defer func() { println("recovered:", recover().(string)) }()
	next()
}

type event interface{ text() string }

func (p point) text() string { return p.name }

// kinds has channels of channels, functions and interfaces, channels in maps and interfaces, and comparisons.
func kinds() {
	cc := make(chan chan int, 1)
	c := make(chan int, 1)
	cc <- c
	(<-cc) <- 7
	println(<-c)
	fs := make(chan func(int) int)
	go func() { fs <- func(x int) int { return x + 1 } }()
	println((<-fs)(1))
	es := make(chan event, 1)
	es <- point{name: "event"}
	println((<-es).text())
	m := map[chan int]string{c: "c"}
	println(m[c], m[nil] == "")
	var x, y any = c, (<-chan int)(c)
	_, both := x.(chan int)
	_, one := y.(<-chan int)
	println(both, one, x == y, x == any(c))
	empty := make(chan struct{}, 3)
	empty <- struct{}{}
	println(len(empty), cap(empty))
}

// deep recurses in goroutines.
func deep() {
	var f func(n int) int
	f = func(n int) int {
		if n == 0 {
			runtime.Gosched()
			return 0
		}
		return f(n-1) + 1
	}
	c := make(chan int)
	for range 3 {
		go func() { c <- f(5000) }()
	}
	println(<-c + <-c + <-c)
}

// many starts more goroutines than large stacks are there for.
func many() {
	c, start := make(chan int), make(chan bool)
	const n = 2000
	for i := range n {
		go func() {
			<-start
			c <- i
		}()
	}
	close(start)
	sum := 0
	for range n {
		sum += <-c
	}
	println(sum)
}
