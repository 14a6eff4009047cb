// Command testdata is what the page shows in tests.
package main

type shape interface{ area() int }

type square struct{ side int }

func (s *square) area() int { return s.side * s.side }

type box struct{ w, h int }

func (b box) area() int { return b.w * b.h }

//rgo:noinline
func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

//rgo:noinline
func total(shapes []shape) int {
	n := 0
	for _, s := range shapes {
		n += s.area()
	}
	return n + gcd(n, 12)
}

func twice(n int) int { return 2 * n }

// fifty has fifty lines, some of them long.
//
//rgo:noinline
func fifty(list []int) int {
	sum := 0
	for i, x := range list {
		if x > 10 && list[i] < 1000 && x*x != 144 && twice(x) > twice(i) && gcd(x, i+1) == 1 && list[len(list)-1-i] >= 0 {
			sum += x
		}
	}
	sum += 1
	sum += twice(sum)
	sum += 3
	sum += twice(sum)
	sum += 5
	sum += twice(sum)
	sum += 7
	sum += twice(sum)
	sum += 9
	sum += twice(sum)
	sum += 11
	sum += twice(sum)
	sum += 13
	sum += twice(sum)
	sum += 15
	sum += twice(sum)
	sum += 17
	sum += twice(sum)
	sum += 19
	sum += twice(sum)
	sum += 21
	sum += twice(sum)
	sum += 23
	sum += twice(sum)
	sum += 25
	sum += twice(sum)
	sum += 27
	sum += twice(sum)
	sum += 29
	sum += twice(sum)
	sum += 31
	sum += twice(sum)
	sum += 33
	sum += twice(sum)
	sum += 35
	sum += twice(sum)
	sum += 37
	sum += twice(sum)
	sum += 39
	return sum
}

func main() {
	println(total([]shape{&square{2}, box{2, 3}}), fifty([]int{4, 40, 7}))
}
