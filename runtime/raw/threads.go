//go:build rgo_threads

package raw

// Threads says whether the program can have goroutines.
const Threads = true

// Stacks returns the first control block of the list of all stacks.
//
//rgo:extern stacks
func Stacks() uintptr { panic("translated code only") }
