package sort

import "math/bits"

// Calls of Slice, SliceStable and SliceIsSorted become those of the methods of Of, for the type of the slice at the
// call. These bodies are never reached.

// Slice is replaced at its calls.
func Slice(x any, less func(i, j int) bool) { panic("sort: the type of the slice is not known") }

// SliceStable is replaced at its calls.
func SliceStable(x any, less func(i, j int) bool) { panic("sort: the type of the slice is not known") }

// SliceIsSorted is replaced at its calls.
func SliceIsSorted(x any, less func(i, j int) bool) bool {
	panic("sort: the type of the slice is not known")
}

// Of carries the functions on slices of T.
type Of[T any] struct{}

func swapper[T any](x []T) func(i, j int) {
	return func(i, j int) { x[i], x[j] = x[j], x[i] }
}

// Slice is sort.Slice.
func (Of[T]) Slice(x []T, less func(i, j int) bool) {
	n := len(x)
	pdqsort_func(lessSwap{less, swapper(x)}, 0, n, bits.Len(uint(n)))
}

// SliceStable is sort.SliceStable.
func (Of[T]) SliceStable(x []T, less func(i, j int) bool) {
	stable_func(lessSwap{less, swapper(x)}, len(x))
}

// SliceIsSorted is sort.SliceIsSorted.
func (Of[T]) SliceIsSorted(x []T, less func(i, j int) bool) bool {
	for i := len(x) - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}
