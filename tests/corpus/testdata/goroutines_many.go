// More goroutines than have stacks of their own, each with data that only its stack refers to.
package main

type node struct {
	value int
	next  *node
}

// list returns a list of n nodes.
func list(n int) *node {
	var l *node
	for i := range n {
		l = &node{i, l}
	}
	return l
}

func (l *node) sum() int {
	s := 0
	for ; l != nil; l = l.next {
		s += l.value
	}
	return s
}

// hold waits n calls deep, with a list in each.
func hold(n int, c chan int) int {
	l := list(3)
	if n > 0 {
		s := hold(n-1, c)
		return s + l.sum()
	}
	v := <-c
	return v + l.sum()
}

func main() {
	const n = 22000
	in, out := make(chan int), make(chan int)
	for i := range n {
		go func() {
			l := list(2 + i%3)
			first := hold(i%7, in)
			second := <-in
			out <- first + second + l.sum()
		}()
	}
	total := 0
	for i := range 2 * n {
		select {
		case in <- i:
		case v := <-out:
			total += v
			in <- i
		}
	}
	for range 3 {
		list(1000)
	}
	for i := 0; i < n; i++ {
		select {
		case v := <-out:
			total += v
		default:
			i = n
		}
	}
	println(total > 0)
	more(in, out)
}

// more counts: every goroutine answers each round once.
func more(in, out chan int) {
	const n, rounds = 21500, 3
	start := make(chan bool)
	result := make(chan int, 10)
	for i := range n {
		go func() {
			l := list(1 + i%5)
			<-start
			for r := range rounds {
				result <- l.sum() + r
			}
		}()
	}
	close(start)
	sum := 0
	for range n * rounds {
		sum += <-result
	}
	println(sum)
}
