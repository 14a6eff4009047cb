//go:build !rgo_threads

package raw

// Threads says whether the program can have goroutines.
const Threads = false

// Stacks returns nil: there is one stack.
func Stacks() uintptr { return 0 }
