package slices

import (
	"math/rand"
	"slices"
	"testing"
)

func TestAppend(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	var ops Ops[int]
	var got, want []int
	for i := range 3000 {
		var more []int
		for range rnd.Intn(4) {
			more = append(more, rnd.Int())
		}
		if i%500 == 499 {
			cut := rnd.Intn(len(got))
			got, want = got[:cut], want[:cut]
		}
		before := cap(got)
		got = ops.Append(got, more)
		want = append(want, more...)
		if !slices.Equal(got, want) {
			t.Fatalf("step %d: contents differ", i)
		}
		if len(got) <= before && cap(got) != before {
			t.Fatalf("step %d: moved without need", i)
		}
	}
	if ops.Append(nil, nil) != nil {
		t.Error("append(nil) is not nil")
	}
	self := []int{1, 2, 3}
	if self = ops.Append(self, self); !slices.Equal(self, []int{1, 2, 3, 1, 2, 3}) {
		t.Errorf("append to itself: %v", self)
	}
	if s := string(AppendString([]byte("ab"), "cde")); s != "abcde" {
		t.Errorf("AppendString: %q", s)
	}
}

// TestCapacity compares with gc's append. Escaping slices only: gc gives others a first buffer on the stack.
func TestCapacity(t *testing.T) {
	compare := func(size uintptr, make func(n int) int, grow func(n, more int) int) {
		for n := 0; n < 3000; n = n*5/4 + 1 {
			for _, more := range []int{1, 2, 5, n, n + 1, 3*n + 7} {
				if more == 0 {
					continue
				}
				if got, want := capacity(make(n), n+more, size), grow(n, more); got != want {
					t.Fatalf("size %d: %d+%d elements: capacity %d, gc has %d", size, n, more, got, want)
				}
			}
		}
	}
	compare(1, capOf[byte], growOf[byte])
	compare(2, capOf[int16], growOf[int16])
	compare(4, capOf[int32], growOf[int32])
	compare(8, capOf[int], growOf[int])
	compare(24, capOf[[3]int], growOf[[3]int])
	compare(40, capOf[[5]int], growOf[[5]int])
	if capacity(1<<62, -1<<63, 8) != -1<<63 || capacity(0, 1<<62, 8) != 1<<62 {
		t.Error("overflow is not passed on")
	}
}

func capOf[T any](n int) int { return n }

func growOf[T any](n, more int) int {
	s := make([]T, n)
	s = append(s, make([]T, more)...)
	sink = s
	return cap(s)
}

var sink any
