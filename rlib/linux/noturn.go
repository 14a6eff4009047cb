//go:build rgo && !rgo_gil && !rgo_free

package linux

// turn is for programs whose threads run as long as they want.
func turn() bool { return false }
